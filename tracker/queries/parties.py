"""One party in one covenant: what it still owes, how far it is, why it takes part and what it brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors, policy
from tracker.locale import N_, _
from tracker.queries import (
    addresses,
    departures,
    discretion,
    history,
    matrix,
    party_progress,
    publicfacts,
    register_consent,
    register_signing,
    requirements,
)
from tracker.queries.requirements import Row
from tracker.store import dossiers, facts, tables
from workflows import counting, engine, loading
from workflows.parties import PARTY_ROLES, PartyKind, Role

HIDDEN = frozenset({"invited", "declined"})
"""Who was only asked is known to the table and to itself, not to the public; whoever declined in public is
known to everybody."""
LATEST = 8
LEFT: Mapping[str, str] = {
    "voluntary": N_("vrijwillig"),
    "unable_to_comply": N_("kan niet voldoen"),
    "out_of_scope": N_("valt er niet meer onder"),
    "expelled_after_ruling": N_("uitgesloten"),
    "bankruptcy": N_("faillissement"),
    "business_ended": N_("bedrijf beëindigd"),
    "takeover": N_("overname"),
    "merged_into_other_participant": N_("samengegaan met een andere deelnemer"),
    "replaced": N_("vervangen"),
}
"""Why somebody left, in words."""
INSIDE = frozenset({policy.FACILITATOR, policy.PARTY, policy.MANAGER, policy.AUDITOR})


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of the role history."""

    role: str
    status: str
    since: str
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """What the table may know of a mandate: that it is there, and until when."""

    present: bool
    valid_until: date | None
    expired: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another covenant of the same organisation."""

    name: str
    href: str
    role: str
    status: str


@dataclass(frozen=True, slots=True)
class PartyPage:
    """The page. What the reader may not see is not in it."""

    slug: str
    covenant: str
    fictional: bool
    id: str
    href: str
    organisation: str
    name: str
    kind: str
    role: str
    status: str
    since: str
    until: date | None
    leave_class: str
    leave_reason: str
    statement_url: str
    review_on: date | None
    signed_on: date | None
    reserved: tuple[register_signing.Beside, ...]
    contact: str
    deputy: str
    knows_people: bool
    motivation: str
    expertise: str
    networks: str
    countries: tuple[str, ...]
    source: str
    public: publicfacts.Brought | None
    stage: str
    asked: bool
    inside: bool
    answer: str
    tally: tuple[tuple[str, str, str], ...]
    rows: tuple[Row, ...]
    debts: tuple[Row, ...]
    groups: tuple[party_progress.Group, ...]
    stages: tuple[party_progress.StageRow, ...]
    roles: tuple[Stretch, ...]
    mandate: Mandate | None
    others: tuple[Other, ...]
    departure: departures.Departure | None
    history: history.HistoryPage
    deeds: tuple[str, ...]
    own: bool
    facilitates: bool
    seq: int
    today: date
    moment: datetime
    as_of: datetime | None


def opened(dossier: dossiers.Dossier, participation_id: str) -> tables.Participation:
    """The participation, when this reader may know of it."""
    p = dossier.row(tables.Participation, participation_id)
    if not knows(dossier, p):
        raise errors.NotFound
    return p


def knows(dossier: dossiers.Dossier, p: tables.Participation) -> bool:
    """Whether this reader may know that this organisation was asked or takes part."""
    inside = bool(dossier.standing.relations & INSIDE)
    refused = p.status == "declined" and bool(p.statement_url)
    return inside or refused or p.id in dossier.standing.own or p.status not in HIDDEN


def party_page(
    session: Session, dossier: dossiers.Dossier, participation_id: str, language: str
) -> PartyPage:
    """The page of one party for one reader, now or as it was known on another moment."""
    p = opened(dossier, participation_id)
    known = facts.gather(dossier, language)
    covenant, standing = dossier.covenant, dossier.standing
    organisation = dossier.organisations[p.organisation_id]
    may_read = policy.may(standing, "requirement.read", p.id)
    items = [i for i in discretion.items(dossier, known) if i.party_id == p.id] if may_read else []
    here = list(matrix.current(items, known.stage).values())
    overdue = [*counting.debts(items, known.stage), *party_progress.older_years(items, here, known.stage)]
    rows = requirements.rows(dossier, known, here, language)
    progress = counting.progress(here, today=dossier.today)
    status = facts.standing_on(p, dossier.today).value
    return PartyPage(
        slug=covenant.slug,
        covenant=covenant.name_en if language == "en" else covenant.name_nl,
        fictional=covenant.fictional or organisation.fictional,
        id=p.id,
        href=addresses.party(covenant.slug, p.id),
        organisation=organisation.slug,
        name=organisation.name_en if language == "en" else organisation.name_nl,
        kind=p.kind,
        role=p.role,
        status=status,
        since=p.since or (p.since_on.isoformat() if p.since_on else ""),
        until=p.until_on,
        leave_class=_(LEFT.get(p.leave_class or "", p.leave_class or "")) if p.leave_class else "",
        leave_reason=p.leave_reason or "",
        statement_url=p.statement_url or "",
        review_on=p.review_on if status == "suspended" else None,
        signed_on=_signed(dossier, p),
        reserved=_reserved(dossier, p),
        contact=p.contact_name or "",
        deputy=p.deputy_name or "",
        knows_people=dossier.full("table", p.id),
        motivation=p.motivation,
        expertise=p.expertise,
        networks=p.networks,
        countries=tuple(p.countries),
        source="" if p.imported else p.contribution_source or "",
        public=publicfacts.brought(p, language),
        stage=known.stage,
        asked=bool(items),
        inside=may_read,
        answer=party_progress.answer(p, progress, rows, len(overdue)),
        tally=tuple(party_progress.tally(rows)),
        rows=tuple(rows),
        debts=tuple(requirements.rows(dossier, known, overdue, language)),
        groups=tuple(party_progress.groups(dossier, known, items, here, language)),
        stages=tuple(party_progress.stages(dossier, known, p, items, language)) if may_read else (),
        roles=tuple(_roles(dossier, p)),
        mandate=_mandate(dossier, p),
        others=_others(session, p, language) if dossier.as_of is None else (),
        departure=departures.departure(dossier, known, p.id, language) if dossier.as_of is None else None,
        history=history.history(session, dossier, language, size=LATEST, owner=p.id),
        deeds=tuple(deeds(dossier, p)),
        own=p.id in standing.own,
        facilitates=policy.FACILITATOR in standing.relations,
        seq=dossier.seq,
        today=dossier.today,
        moment=dossier.moment,
        as_of=dossier.as_of,
    )


def _roles(dossier: dossiers.Dossier, p: tables.Participation) -> Iterator[Stretch]:
    periods = [r for r in dossier.every(tables.RolePeriod) if r.participation_id == p.id]
    for r in sorted(periods, key=lambda r: (r.from_on, r.made), reverse=True):
        yield Stretch(r.role, r.status, r.from_on.isoformat(), r.until_on, r.reason or "")
    if not periods and (p.since or p.until_on):
        yield Stretch(p.role, p.status, p.since or "", p.until_on, "")


def _signed(dossier: dossiers.Dossier, p: tables.Participation) -> date | None:
    found = [
        s.signed_on
        for s in dossier.rows(tables.Signature)
        if s.participation_id == p.id and s.void_on is None
    ]
    return found[-1] if found else p.signed_on


def _reserved(dossier: dossiers.Dossier, p: tables.Participation) -> tuple[register_signing.Beside, ...]:
    """What it reserved when it signed, also after that was closed."""
    return tuple(
        beside
        for s in dossier.rows(tables.Signature)
        if s.participation_id == p.id and s.void_on is None
        for beside in register_signing.beside(dossier, s.id)
    )


def _mandate(dossier: dossiers.Dossier, p: tables.Participation) -> Mandate | None:
    asked = p.kind != PartyKind.COMPANY and Role(p.role) in PARTY_ROLES
    if not asked or policy.sees(dossier.standing, "party_secretariat", p.id) == "none":
        return None
    today = dossier.today
    held = [
        m
        for m in dossier.rows(tables.Mandate)
        if m.participation_id == p.id and (m.ended_on is None or m.ended_on > today) and m.valid_from <= today
    ]
    if not held:
        return Mandate(False, None, False)
    last = max(held, key=lambda m: (m.valid_until is None, m.valid_until or date.max))
    return Mandate(True, last.valid_until, last.valid_until is not None and last.valid_until < today)


def _others(session: Session, p: tables.Participation, language: str) -> tuple[Other, ...]:
    """Where else this organisation takes or took part: the list of parties is public."""
    c, t = tables.Covenant, tables.Participation
    name = c.name_en if language == "en" else c.name_nl
    found = session.execute(
        sa.select(name, c.slug, t.id, t.role, t.status)  # type: ignore[call-overload]
        .join(t, t.covenant_id == c.id)
        .where(t.organisation_id == p.organisation_id, t.covenant_id != p.covenant_id)
        .where(t.status.not_in(sorted(HIDDEN)))  # type: ignore[attr-defined]
        .order_by(name)
    )
    return tuple(Other(n, addresses.party(slug, pid), role, status) for n, slug, pid, role, status in found)


def deeds(dossier: dossiers.Dossier, p: tables.Participation) -> Iterator[str]:
    """The steps this reader may take with this participation, by their name in the definition."""
    if dossier.as_of is not None:
        return
    workflow = loading.workflow(dossier.covenant.participation_workflow)
    for action in engine.leaving(workflow, p.status):
        deed = "party.answer" if "own_party" in action.roles else "party.move"
        if policy.may(dossier.standing, deed, p.id):
            if action.name == "revoke_withdrawal" and (p.until_on is None or p.until_on <= dossier.today):
                continue
            yield action.name
    present = p.status in ("invited", "active", "suspended")
    if present and policy.may(dossier.standing, "party.describe", p.id):
        yield "describe"
    signs = p.status in policy.PRESENT and p.role in register_consent.SIGNERS
    if signs and policy.may(dossier.standing, "deputy.name", p.id):
        yield "deputise"
    if present and p.role != Role.FACILITATOR:
        if policy.may(dossier.standing, "party.role"):
            yield "role"
        if policy.may(dossier.standing, "party.move"):
            yield "escalate"
            if p.status in policy.PRESENT and "replace" not in workflow.actions:
                yield "replace"
