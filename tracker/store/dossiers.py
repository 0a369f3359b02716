"""One covenant's rows as a reader may see them: from the tables, or folded from the ledger."""

from collections import namedtuple
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from tracker import errors, policy
from tracker.store import columns, ledger, tables
from workflows.facts import Facts

T = TypeVar("T", bound=SQLModel)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@cache
def shape(table: type[SQLModel]) -> Any:
    """A light record with the table's column names: a tenth of the cost of an entity."""
    return namedtuple(table.__name__, [c.name for c in _columns(table)])


@cache
def _columns(table: type[SQLModel]) -> tuple[sa.Column[Any], ...]:
    return tuple(table.__table__.columns)  # type: ignore[attr-defined]


@cache
def _defaults(table: type[SQLModel]) -> Mapping[str, Any]:
    """JSON values of columns that an old entry, written before the column existed, does not name."""
    return {
        name: columns.to_json(f.get_default(call_default_factory=True))
        for name, f in table.model_fields.items()
        if not f.is_required() and name != "id"
    }


def record(table: type[T], values: Mapping[str, Any]) -> T:
    """A record from the JSON values of a fold."""
    whole = {**_defaults(table), **values}
    return cast(T, shape(table)(*[columns.from_json(c, whole.get(c.name)) for c in _columns(table)]))


@dataclass
class Dossier:
    """A covenant on one moment for one reader. `rows` is what the reader may see, content masked;
    `every` holds all rows for computing facts and is never shown."""

    covenant: tables.Covenant
    standing: policy.Standing
    now: datetime
    seq: int
    as_of: datetime | None
    organisations: Mapping[str, tables.Organisation]
    _session: Session
    _folded: ledger.Rows | None = None
    _cache: dict[type[SQLModel], tuple[Any, ...]] = field(default_factory=dict)
    _seen: dict[type[SQLModel], tuple[Any, ...]] = field(default_factory=dict)
    known: dict[str, Facts] = field(default_factory=dict)
    """Facts gathered from these rows, by language; `store.facts` fills it."""

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
                r for r in self.every(table) if sight(self.standing, table, r) != "none"
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
        if self._folded is not None:
            found = self._folded.get(str(table.__tablename__), {})
            rows = [
                mask(self.standing, table, record(table, {"id": key, **row})) for key, row in found.items()
            ]
        else:
            found_rows = self._session.execute(
                _statement(table, self.standing), {"covenant": self.covenant.id}
            )
            rows = list(map(shape(table)._make, found_rows))
        # sorted here rather than in SQL, where the order of ids depends on the database's collation
        return sorted(rows, key=lambda r: (r.made, r.id))  # type: ignore[attr-defined]


def sight(standing: policy.Standing, table: type[SQLModel], row: Any) -> policy.Sight:
    """How much of a row a standing sees at all."""
    exposure = _exposure(table)
    level = exposure.row
    if level == "visibility":
        level = row.visibility
    owner = getattr(row, exposure.owner) if exposure.owner else None
    return policy.sees(standing, level, owner)


def mask(standing: policy.Standing, table: type[T], row: T) -> T:
    """The row without the content this standing may not read."""
    exposure = _exposure(table)
    if not exposure.content_columns:
        return row
    owner = getattr(row, exposure.owner) if exposure.owner else None
    level = exposure.content or exposure.row
    if level == "visibility":
        level = row.visibility  # type: ignore[attr-defined]
    if policy.sees(standing, level, owner) == "full":
        return row
    return cast(T, row._replace(**dict.fromkeys(exposure.content_columns)))  # type: ignore[attr-defined]


def _exposure(table: type[SQLModel]) -> tables.Exposure:
    return table.__exposure__  # type: ignore[attr-defined,no-any-return]


@lru_cache(maxsize=1024)
def _statement(table: type[SQLModel], standing: policy.Standing) -> sa.Select[Any]:
    """One covenant's rows of a table for a standing; building it anew costs more than asking it.

    It names the table and not the class, which would send every read through the mapper for nothing.
    """
    wanted: sa.Column[Any] = table.__table__.c.covenant_id  # type: ignore[attr-defined]
    return sa.select(*_masked(table, standing)).where(wanted == sa.bindparam("covenant"))


def _masked(table: type[SQLModel], standing: policy.Standing) -> Sequence[Any]:
    """The columns to select: content the reader may not see never leaves the database."""
    exposure = _exposure(table)
    cols = {c.name: c for c in _columns(table)}
    if not exposure.content_columns:
        return list(cols.values())
    level = exposure.content or exposure.row
    owner = cols[exposure.owner] if exposure.owner else None
    allowed: Any
    if level == "visibility":
        allowed = cols["visibility"].in_(policy.levels(standing))
        ownable: Any = cols["visibility"].in_(policy.owned_levels())
    else:
        if policy.sees(standing, level) == "full":
            return list(cols.values())
        allowed = sa.false()
        ownable = sa.true() if level in policy.owned_levels() else sa.false()
    if owner is not None and standing.own:
        allowed = sa.or_(allowed, sa.and_(ownable, owner.in_(standing.own)))
    return [
        sa.case((allowed, c), else_=None).label(name) if name in exposure.content_columns else c
        for name, c in cols.items()
    ]


def end_of_day(day: date) -> datetime:
    """The last moment of a day in Amsterdam, as the next day's midnight minus a microsecond."""
    following = datetime.combine(day + timedelta(days=1), datetime.min.time(), AMSTERDAM)
    return following - timedelta(microseconds=1)


def organisations(session: Session) -> dict[str, tables.Organisation]:
    """Every organisation by id; names are public."""
    make = shape(tables.Organisation)._make
    statement = sa.select(*_columns(tables.Organisation))
    return {r.id: cast(tables.Organisation, r) for r in map(make, session.execute(statement))}


def find(session: Session, *, slug: str | None = None, covenant_id: str | None = None) -> tables.Covenant:
    """A covenant's own row, unmasked; `NotFound` when there is none."""
    where = tables.Covenant.slug == slug if slug is not None else tables.Covenant.id == covenant_id
    row = session.execute(sa.select(*_columns(tables.Covenant)).where(where)).first()  # type: ignore[arg-type]
    if row is None:
        raise errors.NotFound
    return cast(tables.Covenant, shape(tables.Covenant)._make(row))


def load(
    session: Session,
    actor: policy.Actor,
    *,
    slug: str | None = None,
    covenant_id: str | None = None,
    now: datetime,
    as_of: datetime | None = None,
) -> Dossier:
    """A covenant for a reader, now or as it was known at `as_of`; `NotFound` before it existed."""
    covenant = find(session, slug=slug, covenant_id=covenant_id)
    taking = session.execute(
        sa.select(
            tables.Participation.id,  # type: ignore[call-overload]
            tables.Participation.organisation_id,
            tables.Participation.role,
            _status_on(now.astimezone(AMSTERDAM).date()),
        ).where(tables.Participation.covenant_id == covenant.id)
    ).all()
    standing = policy.relations(actor, covenant.id, taking)
    folded: ledger.Rows | None = None
    if as_of is None:
        seq = ledger.head(session, covenant.id).size
        names: dict[str, tables.Organisation] = _organisations_of(session, covenant.id)
    else:
        known = list(ledger.lines(session, covenant.id, until=as_of))
        if not known:
            raise errors.NotFound
        folded, seq = ledger.fold(known), known[-1].seq
        covenant = record(tables.Covenant, {"id": covenant.id, **folded["covenant"][covenant.id]})
        bodies = ledger.fold(ledger.lines(session, ledger.SYSTEM, until=as_of, kinds="organisation."))
        # a day's record may have been entered before its organisations were: then today's names serve
        names = _organisations_of(session, covenant.id) | {
            k: record(tables.Organisation, {"id": k, **v}) for k, v in bodies.get("organisation", {}).items()
        }
    return Dossier(
        covenant=mask(standing, tables.Covenant, covenant),
        standing=standing,
        now=now,
        seq=seq,
        as_of=as_of,
        organisations=names,
        _session=session,
        _folded=folded,
        _cache={tables.Covenant: (covenant,)},
    )


def _status_on(day: date) -> Any:
    """The status as rights see it: who leaves on a later day keeps its place, and may take it back."""
    status, until = tables.Participation.status, tables.Participation.until_on
    leaving = sa.and_(
        status.in_(("withdrawn", "expelled", "ceased")),  # type: ignore[attr-defined]
        until > day,  # type: ignore[operator, arg-type]
    )
    return sa.case((leaving, "active"), else_=status).label("status")


def _organisations_of(session: Session, covenant_id: str) -> dict[str, tables.Organisation]:
    make = shape(tables.Organisation)._make
    statement = sa.select(*_columns(tables.Organisation)).where(
        tables.Organisation.id.in_(  # type: ignore[attr-defined]
            sa.select(tables.Participation.organisation_id).where(  # type: ignore[call-overload]
                tables.Participation.covenant_id == covenant_id
            )
        )
    )
    return {r.id: cast(tables.Organisation, r) for r in map(make, session.execute(statement))}
