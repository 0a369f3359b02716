"""Claims about signatures, authority, the company threshold and reservations."""

from decimal import Decimal
from fractions import Fraction

from workflows import counting
from workflows.conditions.items import accepted, asked, blocks, lacks, standing, still_concerned, takes_part
from workflows.engine import Answer, Blocker, NotApplicable, Unmet
from workflows.facts import Facts, Item, SigningCondition, Text


def signed_by_all_on_final_version(facts: Facts, *, item: str) -> Answer:
    """Everyone who must sign has signed, all of them the same final version."""
    rows = asked(facts, (item,))
    if not rows:
        return Unmet((lacks(item),), 0, 1)
    final = facts.final_text()
    told = [(row, _signature(facts, row, final)) for row in rows]
    open_ = tuple(
        blocks(facts, row.party_id, item, status, due=row.due) for row, status in told if status != "accepted"
    )
    return Unmet(open_, len(rows) - len(open_), len(rows)) if open_ else None


def _signature(facts: Facts, row: Item, final: Text | None) -> str:
    signed = {s.version_id for s in facts.signatures if s.party_id == row.party_id}
    status = standing(row, facts.today)
    if final is None:
        return "no_final_text"
    if signed and final.id not in signed:
        # Said before the status of the paper: the paper may be in order and the version still wrong.
        return "wrong_version"
    if status == "accepted" and not signed:
        return "unsigned"
    return status


def company_threshold_reached(facts: Facts) -> Answer:
    """As many companies, and as much of the market, as the parties asked for; both when both were.

    Computed from who takes part today: a company that went under no longer counts.
    """
    asked_companies, asked_share = facts.threshold.companies, facts.threshold.share
    if asked_companies is None and asked_share is None:
        return NotApplicable()
    joined = {
        p.party_id: p.share
        for p in facts.pledges
        if (party := facts.party(p.party_id)) is not None and party.counts
    }
    share = counting.as_decimal(counting.exact_sum(joined.values()))
    figures: list[tuple[str, int | Decimal, int | Decimal]] = []
    if asked_companies is not None:
        figures.append(("companies", len(joined), asked_companies))
    if asked_share is not None:
        figures.append(("share", share, asked_share))
    short = [f for f in figures if Fraction(f[1]) < Fraction(f[2])]
    if not short:
        return None
    return Unmet(
        tuple(lacks(unit, "short") for unit, _, _ in short), short[0][1], short[0][2], tuple(figures)
    )


def authority_shown_for_every_signature(facts: Facts, *, item: str, signature: str) -> Answer:
    """Everyone who signed, or still must, has proven the authority to; a proxy has shown its own."""
    signers = {s.party_id for s in facts.signatures if takes_part(facts, s.party_id)}
    must = {i.party_id for i in asked(facts, (signature,)) if i.status not in ("waived", "not_applicable")}
    who = [p.id for p in facts.parties if p.id in signers | must] + sorted(
        (signers | must) - {p.id for p in facts.parties}
    )
    if not who:
        return NotApplicable()
    open_: list[Blocker] = []
    for party_id in who:
        rows = [i for i in facts.items if i.party_id == party_id and i.code == item]
        proxies = [s for s in facts.signatures if s.party_id == party_id and s.manner == "proxy"]
        if not any(accepted(i, facts.today) for i in rows):
            status = standing(rows[0], facts.today) if rows else "missing"
            open_.append(blocks(facts, party_id, item, status, due=rows[0].due if rows else None))
        elif not all(s.authority_shown for s in proxies):
            open_.append(blocks(facts, party_id, item, "no_authority"))
    return Unmet(tuple(open_), len(who) - len(open_), len(who)) if open_ else None


def no_open_reservation(facts: Facts) -> Answer:
    """Every reservation of a party still concerned has lapsed or was met."""
    open_ = [r for r in facts.reservations if r.open and still_concerned(facts, r.party_id)]
    if not open_:
        return None
    return Unmet(
        tuple(blocks(facts, r.party_id, "reservation", "open", due=r.deadline) for r in open_), len(open_), 0
    )


def signing_conditions_met(facts: Facts) -> Answer:
    """Whatever else the table wanted before signing is there. Whoever left brings nothing about: then it
    is the facilitator's to arrange, or to drop."""
    asked_for = facts.signing_conditions
    if not asked_for:
        return NotApplicable()
    open_ = tuple(
        blocks(facts, c.party_id, _condition(c), "open", due=c.deadline)
        if c.party_id and takes_part(facts, c.party_id)
        else lacks(_condition(c), "open", due=c.deadline)
        for c in asked_for
        if c.open
    )
    return Unmet(open_, len(asked_for) - len(open_), len(asked_for)) if open_ else None


def _condition(condition: SigningCondition) -> str:
    return condition.kind if condition.kind == "funding" else "signing_condition"


def a_signature_needs_repair(facts: Facts, *, item: str, authority: str) -> Answer:
    """At least one signature is missing, on the wrong version, or without authority: the only ground
    for going back from implementation to signing."""
    whole = (
        signed_by_all_on_final_version(facts, item=item),
        authority_shown_for_every_signature(facts, item=authority, signature=item),
    )
    if any(isinstance(answer, Unmet) for answer in whole):
        return None
    return Unmet((lacks("signature", "sound"),), 0, 1)


CHECKS = (
    signed_by_all_on_final_version,
    company_threshold_reached,
    authority_shown_for_every_signature,
    no_open_reservation,
    signing_conditions_met,
    a_signature_needs_repair,
)
