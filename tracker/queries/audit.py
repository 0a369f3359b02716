"""Is the record whole: every chain, every disclosed value, and the tables against their own history."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from tracker.store import drawers, ledger, records, tables

DRAWERS = "drawers"
"""Stands for the drawers of all parties together, where logs are named."""


def check(session: Session, log: str) -> list[ledger.Fault]:
    """Every fault of one log: its chain, and rows that differ from what its entries arrive at."""
    return [*ledger.verify(session, log), *_drift(session, log)]


def check_all(session: Session) -> Iterator[tuple[str, list[ledger.Fault]]]:
    """Every log there is with its faults, and rows that belong to no log. The drawers of parties are one
    line at the end: whose they are and how full is nobody else's business."""
    known, private = ledger.logs(session), drawers.logs(session)
    for log in known:
        if log not in private:
            yield log, check(session, log)
    covenants = session.execute(sa.select(tables.Covenant.id)).scalars()  # type: ignore[call-overload]
    for orphan in sorted(set(covenants) - set(known)):
        yield orphan, [ledger.Fault(orphan, 0, "a covenant without a log")]
    yield DRAWERS, check_drawers(session)


def check_drawers(session: Session) -> list[ledger.Fault]:
    """What is wrong in the drawers of parties, without saying in whose or where."""
    private = drawers.logs(session)
    faults = [fault for log in sorted(private) for fault in check(session, log)]
    owners = session.execute(sa.select(tables.Draft.participation_id).distinct()).scalars()  # type: ignore[call-overload]
    faults += [ledger.Fault(DRAWERS, 0, "") for _ in set(owners) - private]
    return [ledger.Fault(DRAWERS, 0, "something in a party's drawer differs from its log") for _ in faults]


def _drift(session: Session, log: str) -> Iterator[ledger.Fault]:
    folded = ledger.fold(ledger.lines(session, log))
    for table in _tables_of(session, log):
        expected = {
            key: records.record(table, {"id": key, **values})
            for key, values in folded.get(str(table.__tablename__), {}).items()
        }
        stored = {row.id: row for row in _stored(session, table, log)}
        for key in sorted(expected.keys() | stored.keys()):
            if (want := expected.get(key)) is None:
                yield ledger.Fault(log, 0, f"{table.__tablename__} {key} is in no entry")
            elif (have := stored.get(key)) is None:
                yield ledger.Fault(log, 0, f"{table.__tablename__} {key} is missing from its table")
            elif differing := _differing(table, want, have):
                yield ledger.Fault(
                    log, 0, f"{table.__tablename__} {key} differs from its history in {', '.join(differing)}"
                )


def _tables_of(session: Session, log: str) -> tuple[type[SQLModel], ...]:
    if log == ledger.SYSTEM:
        return tables.SYSTEM_TABLES
    return tables.DRAWER_TABLES if drawers.is_drawer(session, log) else tables.COVENANT_TABLES


def _stored(session: Session, table: type[SQLModel], log: str) -> Iterator[Any]:
    columns = list(table.__table__.columns)  # type: ignore[attr-defined]
    statement = sa.select(*columns)
    if table is tables.Covenant:
        statement = statement.where(tables.Covenant.id == log)  # type: ignore[arg-type]
    elif table in tables.DRAWER_TABLES:
        statement = statement.where(tables.Draft.participation_id == log)  # type: ignore[arg-type]
    elif log != ledger.SYSTEM:
        statement = statement.where(table.covenant_id == log)  # type: ignore[attr-defined]
    make = records.shape(table)._make
    return (make(row) for row in session.execute(statement))


def _differing(table: type[SQLModel], want: Any, have: Any) -> list[str]:
    secret = table.__exposure__.secret  # type: ignore[attr-defined]
    return [
        name for name in want._fields if name not in secret and getattr(want, name) != getattr(have, name)
    ]
