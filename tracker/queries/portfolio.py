"""All covenants in one summary query: filtered, searched, counted; never a full dossier per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from tracker import policy
from tracker.queries import points, search
from tracker.queries.outlook import Outlook
from tracker.store import tables
from workflows.facts import STAGES
from workflows.parties import PARTY_ROLES

STATES = ("active", "paused", "stopped", "ended", "succeeded", "unconfirmed", "explored")
"""What a list says a track is: its status, unless sources leave it unconfirmed or it never got beyond
exploring. Each track is in exactly one."""
ORDER = ("active", "paused", "unconfirmed", "ended", "succeeded", "stopped", "explored")
"""What runs comes first in a list."""
PAGE = 100
OWN = 25
"""Own covenants for which the signal is worked out; more would make the list slow."""
_c = tables.Covenant.__table__.c  # type: ignore[attr-defined]
_part = tables.Participation.__table__  # type: ignore[attr-defined]
_fact = tables.DatedFact.__table__  # type: ignore[attr-defined]
_move = tables.StageMove.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; every value comes from a fixed list, only `q` is free."""

    q: str = ""
    stage: str = ""
    state: str = ""
    kind: str = ""
    theme: str = ""
    risk: str = ""
    origin: str = ""

    @property
    def any(self) -> bool:
        """Whether anything was asked at all."""
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Track:
    """One covenant in a list: public columns only."""

    id: str
    slug: str
    name: str
    sector: str
    stage: str
    state: str
    outcome: str | None
    fictional: bool
    imported: bool
    started_on: str | None
    effective_on: date | None
    ends_on: date | None
    status: str | None
    status_as_of: str | None
    since: date | None
    parties: int
    signed: str | None = None
    """Signing, as public sources date it."""
    over: str | None = None
    """End of the term or of the talks, as public sources date it."""
    own: Outlook | None = None

    @property
    def early(self) -> bool:
        """Ended before its time."""
        return self.outcome == "terminated_early"

    @property
    def began(self) -> str:
        """When it was signed, or else when it came into force or began, with the precision known."""
        days = (self.signed, _iso(self.effective_on), _iso(self.since), self.started_on)
        return next((day for day in days if day), "")

    @property
    def until(self) -> str:
        """When it ended or will end, with the precision known."""
        return _iso(self.ends_on) or self.over or ""

    @property
    def path(self) -> str:
        """The covenant page."""
        return f"/convenanten/{self.slug}"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A page of the list, and the counts of everything that was asked for."""

    tracks: tuple[Track, ...]
    total: int
    everything: int
    states: Mapping[str, int]
    stages: Mapping[str, int]
    """Running tracks per stage."""
    page: int
    pages: int
    with_own: bool = False
    board: Mapping[str, tuple[Track, ...]] = field(default_factory=dict)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def state_column() -> sa.ColumnElement[str]:
    """The state of a track as lists tell it."""
    return sa.case(
        (_c.outcome == "exploratory_only", "explored"),
        (sa.and_(_c.needs_verification, _c.track_status == "active"), "unconfirmed"),
        else_=_c.track_status,
    )


def state_of(covenant: tables.Covenant) -> str:
    """The same of one row."""
    if covenant.outcome == "exploratory_only":
        return "explored"
    if covenant.needs_verification and covenant.track_status == "active":
        return "unconfirmed"
    return covenant.track_status


def _where(session: Session, asked: Filters) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if (found := search.covenants(session, asked.q)) is not None:
        where.append(_c.id.in_(found))
    if asked.stage:
        where.append(_c.stage == asked.stage)
    if asked.state:
        where.append(state_column() == asked.state)
    if asked.theme:
        where.append(sa.cast(_c.risk_themes, sa.Text).like(f'%"{asked.theme}"%'))
    if asked.risk:
        where.append(sa.cast(_c.risk_sectors, sa.Text).like(f'%"{asked.risk}"%'))
    if asked.kind:
        where.append(
            sa.exists().where(_part.c.covenant_id == _c.id, _part.c.kind == asked.kind, search.public_part())
        )
    if asked.origin:
        where.append(
            {
                "fictief": _c.fictional.is_(True),
                "openbaar": sa.and_(_c.imported.is_(True), _c.fictional.is_(False)),
                "hier": sa.and_(_c.imported.is_(False), _c.fictional.is_(False)),
            }[asked.origin]
        )
    return where


def tracks(
    session: Session,
    *,
    language: str,
    where: Sequence[sa.ColumnElement[bool]] = (),
    limit: int | None = None,
    offset: int = 0,
) -> list[Track]:
    """Tracks, what runs first and then by name; with the number of parties and since when the stage holds."""
    name = _c.name_en if language == "en" else _c.name_nl
    sector = _c.sector_en if language == "en" else _c.sector_nl
    status = _c.status_en if language == "en" else _c.status_nl
    parties = (
        sa.select(sa.func.count())
        .where(
            _part.c.covenant_id == _c.id,
            _part.c.role.in_([str(role) for role in PARTY_ROLES]),
            _part.c.status.in_([str(s) for s in policy.PRESENT]),
        )
        .scalar_subquery()
    )
    since = (
        sa.select(sa.func.max(_move.c.on))
        .where(_move.c.covenant_id == _c.id, _move.c.to_stage == _c.stage)
        .scalar_subquery()
    )
    order = sa.case({state: n for n, state in enumerate(ORDER)}, value=state_column(), else_=len(ORDER))
    query = (
        sa.select(
            *(_c.id, _c.slug, name, sector, _c.stage, state_column(), _c.outcome, _c.fictional, _c.imported),
            *(_c.started_on, _c.effective_on, _c.ends_on, status, _c.status_as_of, since, parties),
            *(_dated("signing"), _dated("term_end", "stopped")),
        )
        .where(*where)
        .order_by(order, sa.func.lower(name), _c.id)
        .offset(offset)
    )
    rows = session.execute(query.limit(limit) if limit is not None else query)
    return [Track(*row) for row in rows]


def _dated(*names: str) -> sa.ScalarSelect[str]:
    return (
        sa.select(sa.func.max(_fact.c.value))
        .where(_fact.c.covenant_id == _c.id, _fact.c.name.in_(names))
        .scalar_subquery()
    )


def listing(
    session: Session,
    actor: policy.Actor,
    asked: Filters,
    *,
    now: datetime,
    language: str,
    page: int = 1,
    board: bool = False,
    own: bool = True,
) -> Portfolio:
    """What was asked for, with counts per state and stage; signals for the reader's own covenants."""
    where = _where(session, asked)
    counted = session.execute(
        sa.select(_c.stage, state_column().label("state"), sa.func.count())
        .where(*where)
        .group_by(_c.stage, sa.text("state"))
    ).all()
    total = sum(row[2] for row in counted)
    everything = session.execute(sa.select(sa.func.count()).select_from(tables.Covenant)).scalar_one()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    found = tracks(session, language=language, where=where, limit=PAGE, offset=(page - 1) * PAGE)
    mine = _own(session, actor, {track.id for track in found}, now, language) if own else {}
    if mine:
        found = [replace(track, own=mine.get(track.id)) for track in found]
    return Portfolio(
        tracks=tuple(found),
        total=total,
        everything=everything,
        states={state: sum(n for _, s, n in counted if s == state) for state in STATES},
        stages={stage: sum(n for at, s, n in counted if at == stage and s == "active") for stage in STAGES},
        page=page,
        pages=pages,
        with_own=bool(mine),
        board=_board(found) if board else {},
    )


def _own(
    session: Session, actor: policy.Actor, shown: set[str], now: datetime, language: str
) -> dict[str, Outlook]:
    mine = [covenant for covenant in points.covenants_of(session, actor) if covenant in shown][:OWN]
    return {row.id: row for _, _, row in points.each(session, actor, mine, now, language)}


def _board(found: Sequence[Track]) -> dict[str, tuple[Track, ...]]:
    """Running tracks by stage, and the rest by state."""
    columns = {stage: tuple(t for t in found if t.state == "active" and t.stage == stage) for stage in STAGES}
    rest = {state: tuple(t for t in found if t.state == state) for state in STATES[1:]}
    return {**columns, **{state: those for state, those in rest.items() if those}}
