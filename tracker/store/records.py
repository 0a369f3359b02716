"""Light records of rows, and what of a row a reader may know: masked in the SELECT itself."""

from collections import namedtuple
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlmodel import SQLModel

from tracker import policy
from tracker.store import columns, tables

T = TypeVar("T", bound=SQLModel)


@cache
def shape(table: type[SQLModel]) -> Any:
    """A light record with the table's column names: a tenth of the cost of an entity."""
    return namedtuple(table.__name__, [c.name for c in columns_of(table)])


@cache
def columns_of(table: type[SQLModel]) -> tuple[sa.Column[Any], ...]:
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
    return cast(T, shape(table)(*[columns.from_json(c, whole.get(c.name)) for c in columns_of(table)]))


def sight(standing: policy.Standing, table: type[SQLModel], row: Any) -> policy.Sight:
    """How much of a row a standing sees at all."""
    exposure = exposure_of(table)
    level = exposure.row
    if level == "visibility":
        level = row.visibility
    owner = getattr(row, exposure.owner) if exposure.owner else None
    return policy.sees(standing, level, owner)


def mask(standing: policy.Standing, table: type[T], row: T) -> T:
    """The row without the content this standing may not read."""
    exposure = exposure_of(table)
    if not exposure.content_columns:
        return row
    owner = getattr(row, exposure.owner) if exposure.owner else None
    level = exposure.content or exposure.row
    if level == "visibility":
        level = row.visibility  # type: ignore[attr-defined]
    if policy.sees(standing, level, owner) == "full":
        return row
    return cast(T, row._replace(**dict.fromkeys(exposure.content_columns)))  # type: ignore[attr-defined]


def exposure_of(table: type[SQLModel]) -> tables.Exposure:
    return table.__exposure__  # type: ignore[attr-defined,no-any-return]


@lru_cache(maxsize=1024)
def statement(table: type[SQLModel], standing: policy.Standing) -> sa.Select[Any]:
    """One covenant's rows of a table for a standing; building it anew costs more than asking it.

    It names the table and not the class, which would send every read through the mapper for nothing.
    """
    wanted: sa.Column[Any] = table.__table__.c.covenant_id  # type: ignore[attr-defined]
    return sa.select(*_masked(table, standing)).where(wanted == sa.bindparam("covenant"))


def _masked(table: type[SQLModel], standing: policy.Standing) -> Sequence[Any]:
    """The columns to select: content the reader may not see never leaves the database."""
    exposure = exposure_of(table)
    cols = {c.name: c for c in columns_of(table)}
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
