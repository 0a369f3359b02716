"""Rows kept in memory per state of a covenant. The hash of its last ledger line names a state exactly,
so what lies here can be unused but never out of date."""

import threading
from collections import OrderedDict
from typing import Any

from sqlmodel import Session, SQLModel

from tracker import policy

Kept = dict[type[SQLModel], tuple[Any, ...]]
MOST = 24
"""States kept at once; a covenant of 40 parties takes some 300 kB per kind of reader."""


class Shelf:
    """Per state, per kind of reader: the rows already read. Readers fill it as they go."""

    def __init__(self, most: int = MOST) -> None:
        self._states: OrderedDict[str, dict[policy.Standing, Kept]] = OrderedDict()
        self._taking: dict[str, tuple[Any, ...]] = {}
        self._lock = threading.Lock()
        self._most = most

    def rows(self, last: str, standing: policy.Standing) -> Kept:
        """What was read of this state for such readers; the caller adds to it."""
        with self._lock:
            state = self._states.setdefault(last, {})
            self._states.move_to_end(last)
            while len(self._states) > self._most:
                old, _ = self._states.popitem(last=False)
                self._taking.pop(old, None)
            return state.setdefault(standing, {})

    def taking(self, last: str) -> tuple[Any, ...] | None:
        """Who took part in this state, as far as rights go."""
        return self._taking.get(last)

    def keep_taking(self, last: str, taking: tuple[Any, ...]) -> None:
        """Remember who took part in a state that is kept."""
        with self._lock:
            if last in self._states:
                self._taking[last] = taking

    def clear(self) -> None:
        """Forget everything; for tests that change rows behind the ledger's back, as nobody else may."""
        with self._lock:
            self._states.clear()
            self._taking.clear()

    def carry(
        self, last: str, following: str, touched: set[type[SQLModel]], participation: type[SQLModel]
    ) -> None:
        """After an act: what it did not touch is the same in the next state."""
        with self._lock:
            state = self._states.get(last)
            if state is None:
                return
            self._states[following] = {
                standing: {table: rows for table, rows in kept.items() if table not in touched}
                for standing, kept in state.items()
            }
            if participation not in touched and last in self._taking:
                self._taking[following] = self._taking[last]


shelf = Shelf()

# What a session is busy with. Between the first change of an act and its line, the rows belong to no state.
_OPEN, _CHANGING, _LOCKED = "open dossiers", "changing", "locked logs"


def locked(session: Session, log: str) -> None:
    """This session holds the lock on a log: nobody else changes its rows until it ends."""
    session.info.setdefault(_LOCKED, set()).add(log)


def opened(session: Session, dossier: Any) -> None:
    """Remember a dossier that shares its rows, so that it can be set apart in time."""
    session.info.setdefault(_OPEN, []).append(dossier)


def changing(session: Session) -> None:
    """An act is about to change rows: from here on its dossiers keep to themselves what they read."""
    for dossier in session.info.pop(_OPEN, ()):
        dossier.set_apart()
    session.info[_CHANGING] = True


def settled(session: Session) -> None:
    """The act has its line: what is read now belongs to the new state."""
    session.info[_CHANGING] = False


def may_share(session: Session, log: str) -> bool:
    """Whether rows read in this session surely belong to the head that was read in it: in one snapshot
    (SQLite, or a reader on PostgreSQL), or under the log's lock, and not in the middle of an act."""
    if session.info.get(_CHANGING):
        return False
    bind = session.get_bind()
    snapshot = bind.get_execution_options().get("isolation_level") == "REPEATABLE READ"
    return bind.dialect.name == "sqlite" or snapshot or log in session.info.get(_LOCKED, ())
