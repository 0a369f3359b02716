"""One covenant's rows as a reader may see them: from the tables, or folded from the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from tracker import errors, policy
from tracker.store import ledger, records, tables
from tracker.store import shelf as keeping
from tracker.store.tables.ledger import Entry, Head
from workflows.facts import Facts

T = TypeVar("T", bound=SQLModel)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass
class Dossier:
    """A covenant on one moment for one reader. `rows` is what the reader may see, content masked;
    `every` holds all rows for computing facts and is never shown."""

    covenant: tables.Covenant
    standing: policy.Standing
    now: datetime
    seq: int
    """The newest ledger line this reader may read; forms carry it. Not the length of the log, which
    would tell that something happened that the reader may not know."""
    size: int
    as_of: datetime | None
    organisations: Mapping[str, tables.Organisation]
    _session: Session
    _folded: ledger.Rows | None = None
    _cache: dict[type[SQLModel], tuple[Any, ...]] = field(default_factory=dict)
    _seen: dict[type[SQLModel], tuple[Any, ...]] = field(default_factory=dict)
    known: dict[str, Facts] = field(default_factory=dict)
    """Facts gathered from these rows, by language; `store.facts` fills it."""

    def set_apart(self) -> None:
        """Stop sharing what was read: this transaction is about to change it."""
        self._cache = dict(self._cache)

    @property
    def moment(self) -> datetime:
        """The moment this dossier shows."""
        return self.as_of or self.now

    @property
    def today(self) -> date:
        """That moment's day in Amsterdam: deadlines and gates are judged on it."""
        return self.moment.astimezone(AMSTERDAM).date()

    def every(self, table: type[T]) -> tuple[T, ...]:
        """All rows of a table, content masked as for this reader; for facts only."""
        if table not in self._cache:
            self._cache[table] = tuple(self._load(table))
        return self._cache[table]

    def rows(self, table: type[T]) -> tuple[T, ...]:
        """The rows of which this reader may know that they exist."""
        if table not in self._seen:
            self._seen[table] = tuple(
                r for r in self.every(table) if records.sight(self.standing, table, r) != "none"
            )
        return self._seen[table]

    def row(self, table: type[T], row_id: str) -> T:
        """One row by id; `NotFound` when it is not there for this reader."""
        for r in self.rows(table):
            if r.id == row_id:  # type: ignore[attr-defined]
                return r
        raise errors.NotFound

    def name_of(self, participation_id: str, language: str = "nl") -> str:
        """The organisation's name behind a participation."""
        for p in self.every(tables.Participation):
            if p.id == participation_id:
                organisation = self.organisations[p.organisation_id]
                return organisation.name_en if language == "en" else organisation.name_nl
        return ""

    def full(self, visibility: str, owner: str | None = None) -> bool:
        """Whether this reader reads content of this class, owned by this participation."""
        return policy.sees(self.standing, visibility, owner) == "full"

    def _load(self, table: type[T]) -> Iterable[T]:
        if table in tables.DRAWER_TABLES:
            raise LookupError("what lies in a party's drawer is read by store.drawers, and by nothing else")
        if self._folded is not None:
            found = self._folded.get(str(table.__tablename__), {})
            rows = [
                records.mask(self.standing, table, records.record(table, {"id": key, **row}))
                for key, row in found.items()
            ]
        else:
            found_rows = self._session.connection().execute(
                records.statement(table, self.standing), {"covenant": self.covenant.id}
            )
            rows = list(map(records.shape(table)._make, found_rows))
        # sorted here rather than in SQL, where the order of ids depends on the database's collation
        return sorted(rows, key=lambda r: (r.made, r.id))  # type: ignore[attr-defined]


def end_of_day(day: date) -> datetime:
    """The last moment of a day in Amsterdam, as the next day's midnight minus a microsecond."""
    following = datetime.combine(day + timedelta(days=1), datetime.min.time(), AMSTERDAM)
    return following - timedelta(microseconds=1)


def organisations(session: Session) -> dict[str, tables.Organisation]:
    """Every organisation by id; names are public."""
    make = records.shape(tables.Organisation)._make
    statement = sa.select(*records.columns_of(tables.Organisation))
    return {r.id: cast(tables.Organisation, r) for r in map(make, session.execute(statement))}


_covenant = tables.Covenant.__table__  # type: ignore[attr-defined]
_BY_SLUG = sa.select(_covenant).where(_covenant.c.slug == sa.bindparam("wanted"))
_BY_ID = sa.select(_covenant).where(_covenant.c.id == sa.bindparam("wanted"))
_participation = tables.Participation.__table__  # type: ignore[attr-defined]
_TAKING = sa.select(
    _participation.c.id,
    _participation.c.organisation_id,
    _participation.c.role,
    _participation.c.status,
    _participation.c.until_on,
).where(_participation.c.covenant_id == sa.bindparam("covenant"))
_ORGANISATIONS = sa.select(*records.columns_of(tables.Organisation)).where(
    tables.Organisation.__table__.c.id.in_(  # type: ignore[attr-defined]
        sa.select(_participation.c.organisation_id).where(
            _participation.c.covenant_id == sa.bindparam("covenant")
        )
    )
)


def find(session: Session, *, slug: str | None = None, covenant_id: str | None = None) -> tables.Covenant:
    """A covenant's own row, unmasked; `NotFound` when there is none."""
    statement, wanted = (_BY_SLUG, slug) if slug is not None else (_BY_ID, covenant_id)
    row = session.connection().execute(statement, {"wanted": wanted}).first()
    if row is None:
        raise errors.NotFound
    return cast(tables.Covenant, records.shape(tables.Covenant)._make(row))


def load(
    session: Session,
    actor: policy.Actor,
    *,
    slug: str | None = None,
    covenant_id: str | None = None,
    now: datetime,
    as_of: datetime | None = None,
    at_end: Head | None = None,
) -> Dossier:
    """A covenant for a reader, now or as it was known at `as_of`; `NotFound` before it existed.

    `at_end` is the end of its log where the caller has just locked it.
    """
    covenant = None if slug is None else find(session, slug=slug)
    log = covenant_id if covenant is None else covenant.id
    end = at_end or ledger.head(session, str(log))
    shared = as_of is None and keeping.may_share(session, end.log)
    taking = _taking(session, end, shared, now.astimezone(AMSTERDAM).date())
    standing = policy.relations(actor, end.log, taking)
    kept = keeping.shelf.rows(end.last, standing) if shared else {}
    if covenant is None:
        covenant = kept[tables.Covenant][0] if tables.Covenant in kept else find(session, covenant_id=end.log)
    kept[tables.Covenant] = (covenant,)
    folded: ledger.Rows | None = None
    if as_of is None:
        size = end.size
        names: dict[str, tables.Organisation] = _organisations_of(session, covenant.id)
    else:
        known = list(ledger.lines(session, covenant.id, until=as_of))
        if not known:
            raise errors.NotFound
        folded, size = ledger.fold(known), known[-1].seq
        covenant = records.record(tables.Covenant, {"id": covenant.id, **folded["covenant"][covenant.id]})
        kept = {tables.Covenant: (covenant,)}
        bodies = ledger.fold(ledger.lines(session, ledger.SYSTEM, until=as_of, kinds="organisation."))
        # a day's record may have been entered before its organisations were: then today's names serve
        names = _organisations_of(session, covenant.id) | {
            k: records.record(tables.Organisation, {"id": k, **v})
            for k, v in bodies.get("organisation", {}).items()
        }
    dossier = Dossier(
        covenant=records.mask(standing, tables.Covenant, covenant),
        standing=standing,
        now=now,
        seq=size if policy.FACILITATOR in standing.relations else _newest(session, end.log, standing, size),
        size=size,
        as_of=as_of,
        organisations=names,
        _session=session,
        _folded=folded,
        _cache=kept,
    )
    if shared:
        keeping.opened(session, dossier)
    return dossier


@dataclass(slots=True)
class Taking:
    """A participation as far as rights go."""

    id: str
    organisation_id: str
    role: str
    status: str


def _taking(session: Session, end: Head, shared: bool, day: date) -> list[Taking]:
    """Who takes part. Whoever leaves on a later day keeps its place until then, and may take it back."""
    found = keeping.shelf.taking(end.last) if shared else None
    if found is None:
        found = tuple(session.connection().execute(_TAKING, {"covenant": end.log}).all())
        if shared:
            keeping.shelf.keep_taking(end.last, found)
    return [
        Taking(p.id, p.organisation_id, p.role, "active" if _stays(p.status, p.until_on, day) else p.status)
        for p in found
    ]


def _stays(status: str, until: date | None, day: date) -> bool:
    return status in ("withdrawn", "expelled", "ceased") and until is not None and until > day


def _newest(session: Session, log: str, standing: policy.Standing, size: int) -> int:
    """The newest of the first `size` lines that this standing reads; 0 without one."""
    line = Entry.__table__.c  # type: ignore[attr-defined]
    mine = sa.and_(line.owner.in_(standing.own), line.level.in_(policy.owned_levels()))
    readable = sa.or_(line.level.in_(policy.levels(standing)), mine)
    query = sa.select(sa.func.max(line.seq)).where(line.log == log, line.seq <= size, readable)
    return int(session.connection().execute(query).scalar() or 0)


def _organisations_of(session: Session, covenant_id: str) -> dict[str, tables.Organisation]:
    make = records.shape(tables.Organisation)._make
    found = session.connection().execute(_ORGANISATIONS, {"covenant": covenant_id})
    return {r.id: cast(tables.Organisation, r) for r in map(make, found)}
