"""What describes a covenant beside its progress: facts, registers in one line each, related tracks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from tracker import policy
from tracker.queries import addresses
from tracker.store import dossiers, ledger, tables
from tracker.store.tables.ledger import Entry
from workflows import words


@dataclass(frozen=True, slots=True)
class Register:
    """A register in one line: how many rows, how many of them are open."""

    name: str
    href: str
    count: int
    open: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """A track before or after this one."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Description:
    """What describes the covenant; empty where nothing was recorded, None where it is not for this reader."""

    sector: str
    facilitated_by: str
    secretariat: str
    prior_activities: str
    scope: str
    risk_themes: tuple[str, ...]
    countries: tuple[str, ...]
    sdgs: tuple[int, ...]
    companies_sign: bool
    quorum: Mapping[str, int]
    threshold_companies: int | None
    threshold_share: Decimal | None
    monitoring_type: str
    workflow: str
    checklist: str
    facilitators: tuple[str, ...]


def registers(dossier: dossiers.Dossier) -> list[Register]:
    """Registers of which this reader may see something."""
    slug, standing = dossier.covenant.slug, dossier.standing
    found: list[Register] = []

    def add(name: str, count: int, open_: int = 0, note: str = "") -> None:
        found.append(Register(name, addresses.register(slug, name), count, open_, note))

    inside = policy.may(standing, "register.read")
    texts = dossier.rows(tables.TextVersion)
    if texts or inside:
        current = texts[-1] if texts else None
        add("texts", len(texts), note=f"{current.number}/{current.status}" if current else "")
    signatures = [s for s in dossier.rows(tables.Signature) if s.void_on is None]
    if signatures or inside:
        add("signatures", len(signatures))
    if inside:
        objections = dossier.rows(tables.Objection)
        add("objections", len(objections), sum(o.status == "open" for o in objections))
        reservations = dossier.rows(tables.Reservation)
        add("reservations", len(reservations), sum(r.status == "open" for r in reservations))
        add("mandates", len([m for m in dossier.rows(tables.Mandate) if m.ended_on is None]))
        seats = dossier.rows(tables.Seat)
        add("seats", len(seats), sum(s.participation_id is None and s.holder_name is None for s in seats))
        add("decisions", len(dossier.rows(tables.Decision)))
    if dossier.full("secretariat_only"):
        add("shares", len(dossier.rows(tables.MarketShare)))
    if dossier.full("case"):
        cases = dossier.rows(tables.CaseFile)
        add("cases", len(cases), sum(c.status == "open" for c in cases))
    return found


def description(dossier: dossiers.Dossier, language: str) -> Description:
    """The facts that describe the covenant, as far as they are for this reader."""
    covenant = dossier.covenant
    today = dossier.today
    people = [
        a.person_name
        for a in dossier.rows(tables.Assignment)
        if a.role == "facilitator" and _holds(a.from_on, a.until_on, today)
    ]
    return Description(
        sector=covenant.sector_en if language == "en" else covenant.sector_nl,
        facilitated_by=covenant.facilitated_by,
        secretariat=covenant.secretariat or "",
        prior_activities=covenant.prior_activities,
        scope=covenant.scope,
        risk_themes=tuple(covenant.risk_themes),
        countries=tuple(covenant.countries),
        sdgs=tuple(covenant.sdgs),
        companies_sign=covenant.companies_sign,
        quorum={kind: covenant.quorum[kind] for kind in words.KINDS if covenant.quorum.get(kind)},
        threshold_companies=covenant.threshold_companies,
        threshold_share=covenant.threshold_share,
        monitoring_type=covenant.monitoring_type or "",
        workflow=covenant.workflow,
        checklist=covenant.checklist,
        facilitators=tuple(people),
    )


def _holds(from_on: date, until_on: date | None, today: date) -> bool:
    """Whether an assignment holds on a day."""
    return from_on <= today and (until_on is None or until_on >= today)


def predecessor(session: Session, dossier: dossiers.Dossier, language: str) -> Relative | None:
    """The track this one follows."""
    if dossier.covenant.predecessor_id is None:
        return None
    found = _relatives(session, tables.Covenant.id == dossier.covenant.predecessor_id, language)
    return found[0] if found else None


def successors(session: Session, dossier: dossiers.Dossier, language: str) -> tuple[Relative, ...]:
    """Tracks that follow this one: those that name it, and the one that was linked when it was succeeded."""
    covenant = dossier.covenant
    where = tables.Covenant.predecessor_id == covenant.id
    if dossier.as_of is not None:
        entry = Entry.__table__  # type: ignore[attr-defined]
        begun = sa.exists().where(
            entry.c.log == tables.Covenant.id, entry.c.seq == 1, entry.c.at <= ledger.micros(dossier.as_of)
        )
        where = sa.and_(where, begun)  # type: ignore[assignment, arg-type]
    if linked := (covenant.details or {}).get("successor_id"):
        where = sa.or_(where, tables.Covenant.id == linked)  # type: ignore[assignment, arg-type]
    return _relatives(session, where, language)


def _relatives(session: Session, where: object, language: str) -> tuple[Relative, ...]:
    columns = (tables.Covenant.slug, tables.Covenant.name_nl, tables.Covenant.name_en)
    rows = session.execute(sa.select(*columns).where(where).order_by(tables.Covenant.slug))  # type: ignore[call-overload]
    return tuple(Relative(r.slug, r.name_en if language == "en" else r.name_nl) for r in rows)
