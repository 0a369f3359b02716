"""From one thing that is missing to the step that would mend it: who takes it and how long it takes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from workflows import calendar, checklist, engine, facts, norms, suppositions
from workflows.conditions.items import EXCUSED, takes_part
from workflows.parties import PARTY_ROLES, ParticipationStatus, PartyKind, Role

ANSWER = 10
"""Working days to answer a text version (`domain.md` 1.3)."""
CONSULTATION = timedelta(weeks=6)
CONSULTED = frozenset({"NEG-10", "NEG-11"})
ANSWERED = frozenset({"NEG-05", "NEG-09"})
AUTHORITY, REPORT = "SIG-01", "IMP-07"
TEXT_FIRST = frozenset({"awaits_final_text", "no_final_text"})
JUDGED = frozenset({"submitted"})
NEW = "nieuw"


@dataclass(frozen=True, slots=True)
class Lead:
    """A step that mends something."""

    does: suppositions.Supposition
    who: str | None = None
    conditions: tuple[str, ...] = ()
    second: bool = False
    due: date | None = None
    judged: bool = False
    bound: bool = False
    """It is about the final version, so it waits until the text is frozen."""
    days: timedelta = timedelta()
    working_days: int = 0
    after: date | None = None


@dataclass(frozen=True, slots=True)
class Shortage:
    """Places at the table that nobody holds."""

    condition: str
    kind: PartyKind
    count: int


Found = Iterable[Lead | date]
"""Steps; or the day on which it opens by itself."""


def of(
    finding: engine.Finding, unmet: engine.Unmet, then: facts.Facts, asked: checklist.Checklist
) -> list[Lead | date]:
    """Every step this missed condition asks for."""
    if finding.condition.check == "company_threshold_reached":
        return [_recruit(unmet)]
    found: list[Lead | date] = []
    for blocker in unmet.blockers:
        if blocker.status in TEXT_FIRST:
            found.extend(_text(then))
        elif blocker.what in asked.requirements:
            found.extend(_homework(finding, blocker, then, asked))
        elif blocker.what in norms.BY_CODE:
            found.append(Lead(suppositions.NormsCovered(), bound=True))
        elif blocker.what in THINGS:
            found.extend(THINGS[blocker.what](blocker, then))
        elif finding.condition.check == "steering_committee_constituted":
            found.append(Lead(suppositions.SeatFilled(blocker.what)))
    return found


def _homework(
    finding: engine.Finding, blocker: engine.Blocker, then: facts.Facts, asked: checklist.Checklist
) -> Found:
    party_id, code = blocker.party_id, blocker.what
    if party_id is None:
        return  # nobody is there to bring it in: `nobody` finds somebody, once the table is complete
    check = finding.condition.check
    if check == "mandates_valid" and _is_accepted(then, party_id, code):
        yield from _mandate(blocker, then)
    elif check == "signed_by_all_on_final_version" and not _signed(then, party_id):
        yield Lead(suppositions.Signs(party_id), party_id, due=blocker.due, bound=True)
    elif blocker.status == "no_authority":
        yield Lead(suppositions.AuthorityShown(party_id), party_id, due=blocker.due)
    elif code == AUTHORITY and blocker.status == "missing":
        # Nobody asked this signer for a signature, so nobody asks it for authority either.
        yield Lead(suppositions.SignatureVoid(party_id))
    else:
        yield _accepting(party_id, code, blocker.status, blocker.due, then, asked)


def _accepting(
    party_id: str, code: str, status: str, due: date | None, then: facts.Facts, asked: checklist.Checklist
) -> Lead:
    row, party = asked.requirements[code], then.party(party_id)
    own = party is not None and party.role is Role.FACILITATOR
    ours = own or row.by == "FAC" or status in JUDGED | EXCUSED
    judged = status in JUDGED
    lead = Lead(
        suppositions.Accepted(party_id, code),
        None if ours else party_id,
        second=own,
        due=due,
        judged=judged,
        bound=row.repeat == "per_version",
    )
    if judged or own:
        return lead
    if code in CONSULTED:
        # As long for whoever said no as for whoever has not said anything: the day must not tell which.
        return replace(lead, days=CONSULTATION)
    if code in ANSWERED:
        return replace(lead, working_days=ANSWER)
    if code == REPORT:
        begun = [c.starts_on for c in then.cycles if c.starts_on <= then.today]
        return replace(lead, after=max(begun, default=None))
    return lead


def _is_accepted(then: facts.Facts, party_id: str, code: str) -> bool:
    return any(
        i.party_id == party_id
        and i.code == code
        and i.status == "accepted"
        and (i.valid_until is None or i.valid_until >= then.today)
        for i in then.items
    )


def _signed(then: facts.Facts, party_id: str) -> bool:
    final = then.final_text()
    return final is not None and any(
        s.party_id == party_id and s.version_id == final.id for s in then.signatures
    )


def _mandate(blocker: engine.Blocker, then: facts.Facts) -> Found:
    ahead = [m.valid_from for m in then.mandates if m.party_id == blocker.party_id]
    ahead = [on for on in ahead if on > then.today]
    if blocker.status == "not_yet_valid" and ahead:
        yield min(ahead)
    elif blocker.party_id is not None:
        until = calendar.anniversary(then.today, 1)
        yield Lead(suppositions.MandateUntil(blocker.party_id, until), blocker.party_id, due=blocker.due)


def _recruit(unmet: engine.Unmet) -> Lead:
    count, share = 1, Decimal(0)
    for unit, have, need in unmet.figures:
        if unit == "companies":
            count = max(count, int(need) - int(have))
        else:
            share = max(share, Decimal(need) - Decimal(have))
    return Lead(suppositions.CompaniesJoin(count, share))


def _text(then: facts.Facts) -> Iterable[Lead]:
    tabled = [t for t in then.texts if t.status == "tabled"]
    if sum(t.status == "final" for t in then.texts) > 1:
        return
    if not tabled or tabled[-1].reopened:
        yield Lead(suppositions.Tabled())
    yield Lead(suppositions.Frozen(), bound=True)


def _track(blocker: engine.Blocker, then: facts.Facts) -> Found:
    del then
    if blocker.status == "paused":
        yield Lead(suppositions.Resumed())


def _ahead(
    make: Callable[[date], suppositions.Supposition],
) -> Callable[[engine.Blocker, facts.Facts], Found]:
    def lead(blocker: engine.Blocker, then: facts.Facts) -> Found:
        yield blocker.due if blocker.due is not None else Lead(make(then.today))

    return lead


def _simply(
    make: Callable[[engine.Blocker], suppositions.Supposition],
) -> Callable[[engine.Blocker, facts.Facts], Found]:
    def lead(blocker: engine.Blocker, then: facts.Facts) -> Found:
        del then
        yield Lead(make(blocker), blocker.party_id, due=blocker.due)

    return lead


def _decided(subject: str, value: str = "") -> Callable[[engine.Blocker, facts.Facts], Found]:
    return _simply(lambda _: suppositions.Decided(subject, value))


THINGS: dict[str, Callable[[engine.Blocker, facts.Facts], Found]] = {
    "text": lambda _, then: _text(then),
    "track": _track,
    "objection": _simply(lambda b: suppositions.ObjectionClosed(b.party_id or "")),
    "reservation": _simply(lambda b: suppositions.ReservationClosed(b.party_id or "")),
    "funding": _simply(lambda b: suppositions.ConditionMet(b.party_id or "")),
    "signing_condition": _simply(lambda b: suppositions.ConditionMet(b.party_id or "")),
    "facilitator": _simply(lambda _: suppositions.FacilitatorAssigned()),
    "secretariat": _simply(lambda _: suppositions.SecretariatAssigned()),
    "chair": _simply(lambda _: suppositions.SeatFilled("chair")),
    "effective_on": _ahead(suppositions.EffectiveOn),
    "ends_on": _ahead(lambda _: suppositions.Decided("ending")),
    "cycle": _ahead(suppositions.EffectiveOn),
    "evaluation": _decided("final_evaluation"),
    "response": _decided("evaluation_response"),
    "case": _simply(lambda _: suppositions.CasesSettled()),
    "follow_up": _decided("follow_up", "end"),
    "data_retention": _decided("data_retention", "destroy"),
}
"""Blockers that are not on a checklist, by their word."""


def short_kinds(findings: Iterable[engine.Finding]) -> tuple[Shortage, ...]:
    """Places of a quorum that nobody holds."""
    places: dict[PartyKind, Shortage] = {}
    for finding in findings:
        for unit, have, need in finding.unmet.figures if finding.unmet and not finding.passes else ():
            if unit in set(PartyKind):
                kind, count = PartyKind(unit), int(need) - int(have)
                if kind not in places or places[kind].count < count:
                    places[kind] = Shortage(finding.condition.id, kind, count)
    return tuple(places.values())


def nobody(
    findings: Iterable[engine.Finding], then: facts.Facts, asked: checklist.Checklist
) -> Shortage | tuple[str, Lead] | None:
    """One thing that nobody is left to bring in: where everybody was excused the first at the table does
    after all, and otherwise somebody of a kind that may has to join. What fewest kinds can bring first:
    whoever comes for that may bring the rest too."""
    missing = [
        (len(asked.requirements[b.what].mandatory), f, b.what)
        for f in findings
        for b in (f.unmet.blockers if f.unmet and not f.passes else ())
        if b.party_id is None and b.what in asked.requirements
    ]
    for _, finding, code in sorted(missing, key=lambda one: one[0]):
        for item in then.items:
            if item.code == code and item.mandatory and takes_part(then, item.party_id):
                lead = _accepting(item.party_id, code, item.status, item.due, then, asked)
                return finding.condition.id, lead
        kinds = asked.requirements[code].mandatory
        return Shortage(finding.condition.id, next(k for k in PartyKind if k in kinds), 1)
    return None


def candidates(known: facts.Facts, shortage: Shortage) -> list[Lead]:
    """Who could fill such a place, nearest to the table first; after them parties nobody knows yet."""
    found = []
    for p in sorted(known.parties, key=lambda p: (p.name, p.id)):
        if p.kind is not shortage.kind:
            continue
        party_role = p.role in PARTY_ROLES
        if p.status is ParticipationStatus.SUSPENDED and party_role:
            found.append((0, Lead(suppositions.Reinstated(p.id))))
        elif p.status is ParticipationStatus.INVITED and party_role:
            found.append((1, Lead(suppositions.Joins(p.id, p.kind, p.role), p.id)))
        elif p.status is ParticipationStatus.ACTIVE and p.role in (Role.SUPPORTER, Role.OBSERVER):
            found.append((2, Lead(suppositions.TakesRole(p.id), p.id)))
    taken = {p.id for p in known.parties}
    role = Role.FACILITATOR if shortage.kind is PartyKind.FACILITATOR else Role.NEGOTIATOR
    for n in range(1, shortage.count + 1):
        name = f"{NEW}-{shortage.kind.value}-{n}"
        if name not in taken:
            found.append((3, Lead(suppositions.Joins(name, shortage.kind, role))))
    return [lead for _, lead in sorted(found, key=lambda one: one[0])]
