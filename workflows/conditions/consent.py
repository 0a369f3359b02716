"""Claims about what parties accepted, agreed to and were mandated for."""

from workflows.conditions import items as homework
from workflows.conditions.items import EXCUSED, accepted, asked, blocks, lacks, standing
from workflows.engine import Answer, Blocker, NotApplicable, Unmet
from workflows.facts import Facts, Item, Mandate


def accepted_by_all(
    facts: Facts,
    *,
    items: tuple[str, ...],
    kinds: tuple[str, ...] = (),
    waiver: bool = True,
    at_least_one: bool = False,
) -> Answer:
    """Everyone of whom it is asked has it accepted.

    `waiver`: a waived or not applicable item asks nothing of that party. False where the condition
    cannot be passed, or a waiver would be a way round it. `at_least_one`: it has to exist, so with
    nobody to ask, or everybody excused, it is missing and not 'n.v.t.'.
    """
    rows = asked(facts, items, kinds)
    if waiver:
        rows = tuple(i for i in rows if i.status not in EXCUSED)
    if not rows:
        return Unmet((lacks(items[0]),), 0, 1) if at_least_one else NotApplicable()
    open_ = tuple(
        blocks(facts, i.party_id, i.code, standing(i, facts.today), due=i.due)
        for i in rows
        if not accepted(i, facts.today)
    )
    return Unmet(open_, len(rows) - len(open_), len(rows)) if open_ else None


def mandates_valid(facts: Facts, *, item: str) -> Answer:
    """Every party asked has its mandate accepted, and a recorded mandate that covers today.

    Validity sits on the mandate record; where none was made the acceptance's own date decides. Who
    negotiates does not matter: the mandate is the participation's.
    """
    rows = asked(facts, (item,))
    if not rows:
        return Unmet((lacks(item),), 0, 1)
    held: dict[str, list[Mandate]] = {}
    for mandate in facts.mandates:
        held.setdefault(mandate.party_id, []).append(mandate)
    open_: list[Blocker] = []
    for row in rows:
        status = standing(row, facts.today)
        if status == "accepted":
            status = _mandate(held.get(row.party_id, []), facts)
        if status != "accepted":
            open_.append(blocks(facts, row.party_id, item, status, due=row.due))
    return Unmet(tuple(open_), len(rows) - len(open_), len(rows)) if open_ else None


def _mandate(mandates: list[Mandate], facts: Facts) -> str:
    begun = [m for m in mandates if m.valid_from <= facts.today]
    if not mandates or any(m.valid_until is None or facts.today <= m.valid_until for m in begun):
        return "accepted"
    return "expired" if begun else "not_yet_valid"


def agreed_on_final_version(facts: Facts, *, item: str) -> Answer:
    """Every negotiator confirmed the agreement in principle on the final version."""
    return _on_final(facts, (item,), waiver=False, outcomes=False)


def constituencies_agree(facts: Facts, *, items: tuple[str, ...]) -> Answer:
    """Every constituency and ministry said yes to the final version; 'yes, if' counts once all its
    conditions are closed."""
    return _on_final(facts, items, waiver=True, outcomes=True)


def _on_final(facts: Facts, codes: tuple[str, ...], *, waiver: bool, outcomes: bool) -> Answer:
    final = facts.final_text()
    rows = [i for i in asked(facts, codes) if not (waiver and i.status in EXCUSED)]
    if not rows:
        # An agreement between nobody is none; consulting nobody is simply not asked.
        return NotApplicable() if waiver else Unmet((lacks(codes[0]),), 0, 1)
    open_: list[Blocker] = []
    for row in rows:
        status = homework.on_final(row, final, facts.today)
        if status == "accepted" and outcomes:
            status = _outcome(row)
        if status != "accepted":
            detail = str(row.open_conditions) if status == "yes_if" else ""
            open_.append(blocks(facts, row.party_id, row.code, status, detail=detail, due=row.due))
    return Unmet(tuple(open_), len(rows) - len(open_), len(rows)) if open_ else None


def _outcome(item: Item) -> str:
    if item.outcome == "yes" or (item.outcome == "yes_if" and item.open_conditions == 0):
        return "accepted"
    return item.outcome or "no_outcome"


CHECKS = (accepted_by_all, mandates_valid, agreed_on_final_version, constituencies_agree)
