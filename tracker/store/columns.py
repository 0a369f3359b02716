"""Column types of our own, and how a cell is written in the ledger and read back."""

import uuid
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Batch migrations on SQLite find constraints by name, so every one has a name from the first table on.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class ExactDecimal(TypeDecorator[Decimal]):
    """A decimal kept as text: 79.99 stays 79.99 on every engine, where SQLite would make it a float."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(Decimal(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Instant(TypeDecorator[datetime]):
    """An aware moment kept as ISO text in UTC with microseconds, so that both engines order it alike."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else write_instant(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def write_instant(value: datetime) -> str:
    """UTC ISO text of fixed width; refuses naive values with ValueError."""
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def new_id() -> str:
    """A random id: it carries neither order nor time, so nothing can be read from it."""
    return str(uuid.uuid4())


def to_json(value: Any) -> Any:
    """A cell as the ledger writes it: no floats, no types JSON does not know."""
    match value:
        case datetime():
            return write_instant(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case float():
            raise TypeError("the ledger holds no floats; use Decimal or int")
        case _:
            return value


def from_json(column: sa.Column[Any], value: Any) -> Any:
    """The inverse of `to_json` for a cell of this column."""
    if value is None:
        return None
    match column.type:
        case Instant():
            return datetime.fromisoformat(value)
        case ExactDecimal():
            return Decimal(value)
        case sa.Date():
            return date.fromisoformat(value)
        case _:
            return value
