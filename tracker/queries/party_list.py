"""The parties of a covenant in one list, and the organisations that could still be asked."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from tracker import policy
from tracker.queries import addresses, discretion, parties
from tracker.store import dossiers, facts, tables
from workflows import counting
from workflows.parties import PARTY_ROLES, PartyKind, Role

OVER = frozenset({"withdrawn", "expelled", "ceased", "declined"})
ORDER = [*(k.value for k in PartyKind)]


@dataclass(frozen=True, slots=True)
class Listed:
    """One party in the list; `progress` is None where this reader may not see it."""

    id: str
    href: str
    name: str
    kind: str
    role: str
    status: str
    since: str
    until: date | None
    progress: counting.Progress | None
    debts: int


@dataclass(frozen=True, slots=True)
class PartyList:
    """Everybody, in groups: at the table, beside it, and who left."""

    slug: str
    covenant: str
    fictional: bool
    stage: str
    at_table: tuple[Listed, ...]
    beside: tuple[Listed, ...]
    former: tuple[Listed, ...]
    shows_progress: bool
    may_invite: bool
    companies_sign: bool
    organisations: tuple[tuple[str, str], ...]
    """Id and name of who does not take part yet; only for who may invite."""
    seq: int
    today: date
    moment: datetime
    as_of: datetime | None


def party_list(session: Session, dossier: dossiers.Dossier, language: str) -> PartyList:
    """The list for one reader, now or as it was known on another moment."""
    known = facts.gather(dossier, language)
    items = discretion.items(dossier, known)
    covenant = dossier.covenant
    listed = []
    for p in dossier.rows(tables.Participation):
        if not parties.knows(dossier, p):
            continue
        asked = Role(p.role) in PARTY_ROLES | {Role.FACILITATOR}
        mine = [i for i in items if i.party_id == p.id]
        shown = asked and policy.may(dossier.standing, "requirement.read", p.id)
        listed.append(
            Listed(
                id=p.id,
                href=addresses.party(covenant.slug, p.id),
                name=dossier.name_of(p.id, language),
                kind=p.kind,
                role=p.role,
                status=facts.standing_on(p, dossier.today).value,
                since=p.since or (p.since_on.isoformat() if p.since_on else ""),
                until=p.until_on,
                progress=counting.progress(i for i in mine if i.stage == known.stage) if shown else None,
                debts=len(counting.debts(mine, known.stage)) if shown else 0,
            )
        )
    listed.sort(key=lambda p: (ORDER.index(p.kind), p.name.casefold()))
    now = [p for p in listed if p.status not in OVER]
    may_invite = dossier.as_of is None and policy.may(dossier.standing, "party.invite")
    return PartyList(
        slug=covenant.slug,
        covenant=covenant.name_en if language == "en" else covenant.name_nl,
        fictional=covenant.fictional,
        stage=covenant.stage,
        at_table=tuple(p for p in now if Role(p.role) in PARTY_ROLES),
        beside=tuple(p for p in now if Role(p.role) not in PARTY_ROLES),
        former=tuple(p for p in listed if p.status in OVER),
        shows_progress=any(p.progress is not None for p in listed),
        may_invite=may_invite,
        companies_sign=covenant.companies_sign,
        organisations=_others(session, dossier, language) if may_invite else (),
        seq=dossier.seq,
        today=dossier.today,
        moment=dossier.moment,
        as_of=dossier.as_of,
    )


def _others(session: Session, dossier: dossiers.Dossier, language: str) -> tuple[tuple[str, str], ...]:
    """Organisations without a running participation; invented ones only in an invented covenant."""
    taken = {p.organisation_id for p in dossier.every(tables.Participation) if p.status not in OVER}
    found = [
        (o.id, o.name_en if language == "en" else o.name_nl)
        for o in dossiers.organisations(session).values()
        if o.id not in taken and o.fictional == dossier.covenant.fictional
    ]
    return tuple(sorted(found, key=lambda o: o[1].casefold()))
