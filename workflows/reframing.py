"""Supposing another frame: who is at the table, on which day, with which text, and so what is asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from workflows import calendar, checklist, facts, suppositions
from workflows.parties import PARTY_ROLES, ParticipationStatus, PartyKind, Role

OLDER = "~older"
"""Stands for a text version before the one on the table, whose answers are out of date."""
NEW = "nieuw"
"""Id and number of a version that is supposed to be tabled, and the beginning of new parties' ids."""
COMPANY = f"{NEW}-bedrijf-"
"""The beginning of the id of a company that is supposed to join."""
DECLARED = "SIG-03"
"""The declaration by which a company joins."""

Change = Callable[[facts.Facts, Any], facts.Facts]


def reframed(
    known: facts.Facts, ordered: Iterable[suppositions.Supposition], whole: checklist.Checklist
) -> facts.Facts:
    """The covenant in another frame, with what is asked computed anew and what was recorded kept."""
    frame = [s for s in ordered if type(s) in FRAME]
    before = known
    for one in frame:
        known = FRAME[type(one)](known, one)
    return _asked_anew(known, before, whole) if frame else known


def _today(known: facts.Facts, s: suppositions.Today) -> facts.Facts:
    if s.on <= known.today:
        return known
    parties = tuple(
        replace(p, status=ParticipationStatus.WITHDRAWN)
        if p.status is ParticipationStatus.ACTIVE and p.until is not None and p.until <= s.on
        else p
        for p in known.parties
    )
    return _in_term(replace(known, today=s.on, parties=parties))


def _in_term(known: facts.Facts) -> facts.Facts:
    return replace(
        known, cycles=calendar.covenant_years(known.effective_on, known.ends_on, until=known.today)
    )


def _with_party(known: facts.Facts, party_id: str, **changes: Any) -> facts.Facts:
    return replace(
        known, parties=tuple(replace(p, **changes) if p.id == party_id else p for p in known.parties)
    )


def _leaves(known: facts.Facts, s: suppositions.Leaves) -> facts.Facts:
    return _with_party(known, s.party, status=ParticipationStatus.WITHDRAWN, until=known.today)


def _suspended(known: facts.Facts, s: suppositions.Suspended) -> facts.Facts:
    party = known.party(s.party)
    if party is None or party.status is not ParticipationStatus.ACTIVE:
        return known
    return _with_party(known, s.party, status=ParticipationStatus.SUSPENDED)


def _reinstated(known: facts.Facts, s: suppositions.Reinstated) -> facts.Facts:
    party = known.party(s.party)
    if party is None or party.status is not ParticipationStatus.SUSPENDED:
        return known
    return _with_party(known, s.party, status=ParticipationStatus.ACTIVE)


def _joins(known: facts.Facts, s: suppositions.Joins) -> facts.Facts:
    now = {"since": known.today, "joined_stage": known.stage, "until": None}
    old = known.party(s.party)
    if old is not None and old.status is not ParticipationStatus.INVITED:
        return known
    if old is not None:
        return _with_party(known, s.party, status=ParticipationStatus.ACTIVE, **now)
    new = facts.Party(
        s.party, "", s.kind, s.role, ParticipationStatus.ACTIVE, known.today, joined_stage=known.stage
    )
    return replace(known, parties=(*known.parties, new))


def _takes_role(known: facts.Facts, s: suppositions.TakesRole) -> facts.Facts:
    old = known.party(s.party)
    if old is None or old.role is s.role or Role.FACILITATOR in (old.role, s.role):
        return known
    both = old.role in PARTY_ROLES and s.role in PARTY_ROLES
    now = {} if both else {"since": known.today, "joined_stage": known.stage}
    return _with_party(known, s.party, role=s.role, **now)


def _tabled(known: facts.Facts, s: suppositions.Tabled) -> facts.Facts:
    del s
    before = current_text(known)
    texts = tuple(
        replace(t, status="tabled", reopened=True) if t.status == "final" else t for t in known.texts
    )
    # As the version before it: in clauses or as a file, and those that did not change cover what they did.
    new = facts.Text(NEW, NEW, "tabled")
    if before is not None:
        new = replace(new, clauses=before.clauses, norms=before.norms)
    return replace(known, texts=(*texts, new), voices={})


def _frozen(known: facts.Facts, s: suppositions.Frozen) -> facts.Facts:
    del s
    tabled = [t for t in known.texts if t.status == "tabled"]
    if any(t.status == "final" for t in known.texts) or not tabled or tabled[-1].reopened:
        return known
    return replace(
        known, texts=tuple(replace(t, status="final") if t is tabled[-1] else t for t in known.texts)
    )


def _companies_join(known: facts.Facts, s: suppositions.CompaniesJoin) -> facts.Facts:
    taken = len(known.parties)
    new = tuple(
        facts.Party(
            f"{COMPANY}{taken + n}", "", PartyKind.COMPANY, Role.ADHERING_COMPANY,
            ParticipationStatus.ACTIVE, known.today, signed_on=known.today, joined_stage=known.stage,
        )
        for n in range(s.count)
    )  # fmt: skip
    # Exact thirds do not exist in decimals: the first company carries the share.
    pledges = tuple(facts.CompanyPledge(p.id, s.share if p is new[0] else Decimal(0)) for p in new)
    return replace(known, parties=known.parties + new, pledges=known.pledges + pledges)


def _company_signs(known: facts.Facts, s: suppositions.Signs | suppositions.Accepted) -> facts.Facts:
    party = known.party(s.party)
    declares = isinstance(s, suppositions.Signs) or s.code == DECLARED
    if party is None or not declares or party.kind is not PartyKind.COMPANY or party.signed_on is not None:
        return known
    return _with_party(known, s.party, signed_on=known.today)


FRAME: Mapping[type[Any], Change] = {
    suppositions.Today: _today,
    suppositions.EffectiveOn: lambda known, s: _in_term(replace(known, effective_on=s.on)),
    suppositions.EndsOn: lambda known, s: _in_term(replace(known, ends_on=s.on)),
    suppositions.Tabled: _tabled,
    suppositions.Frozen: _frozen,
    suppositions.Leaves: _leaves,
    suppositions.Suspended: _suspended,
    suppositions.Reinstated: _reinstated,
    suppositions.Joins: _joins,
    suppositions.TakesRole: _takes_role,
    suppositions.Signs: _company_signs,
    suppositions.Accepted: _company_signs,
    suppositions.CompaniesJoin: _companies_join,
}


def current_text(known: facts.Facts) -> facts.Text | None:
    """The version answers are asked on: the final one, or else the newest on the table."""
    finals = [t for t in known.texts if t.status == "final"]
    tabled = [t for t in known.texts if t.status == "tabled"]
    return finals[-1] if finals else tabled[-1] if tabled else None


def _asked_anew(known: facts.Facts, before: facts.Facts, whole: checklist.Checklist) -> facts.Facts:
    text = current_text(known)
    rows: dict[checklist.Key, checklist.Touched] = {}
    for i in known.items:
        fresh = i.status == "not_started" and i.due is None
        if not fresh:
            version = OLDER if i.status == "stale" else i.version_id
            status = "accepted" if i.status == "stale" else i.status
            rows[i.party_id, i.code, i.cycle, version] = checklist.Touched(
                status, i.outcome, i.open_conditions, i.due, i.valid_until
            )
    return replace(
        known,
        items=checklist.build_items(
            whole,
            known.parties,
            rows,
            stage=known.stage,
            current_text_id=text.id if text else None,
            cycles_started=calendar.started(known.cycles, known.today),
            today=known.today,
            stages_reached={i.stage for i in known.items},
            imported_on=before.today,
        ),
    )
