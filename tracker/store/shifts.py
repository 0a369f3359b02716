"""Dates that a pause pushes ahead: what resuming a track proposes, from the rows as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import SQLModel

from tracker.store import dossiers, facts, tables
from workflows import calendar
from workflows.counting import SETTLED
from workflows.facts import stage_index

REASON = "Verschoven met de pauze."
"""Why a planned date was planned again, as the register keeps it."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One date that may move, with the row it stands in. `what` names it: a stage, a code, a version."""

    kind: str
    """plan, due, text, round, condition or reservation."""
    what: str
    old: date
    new: date
    table: type[SQLModel]
    row_id: str
    column: str
    party_id: str = ""
    cycle: int = 0

    @property
    def key(self) -> str:
        """What a form names it by; it holds the new date, so that what was confirmed is what happens."""
        return f"{self.kind}-{self.row_id}-{self.new.isoformat()}"


def days(dossier: dossiers.Dossier, on: date) -> int:
    """By how many days the pause that would end on this day lengthens what it touches."""
    return sum((end - start).days for start, end in _added(dossier, on))


def _added(dossier: dossiers.Dossier, on: date) -> tuple[tuple[date, date], ...]:
    if dossier.covenant.track_status != "paused":
        return ()
    return calendar.fresh([(a, on if b is None else b) for a, b in facts.pauses_of(dossier)], on)


Dated = tuple[str, str, date | None, Any, str, str, int]
"""Kind, what, the date there is now, its row and column, whose it is, and of which year."""


def proposals(dossier: dossiers.Dossier, on: date) -> tuple[Shift, ...]:
    """Every open date on or after the first day of the pause, with the day it would become.

    Mandates are not among them: a board gave its mandate until a day, whatever the track did.
    """
    spans = _added(dossier, on)
    found: list[Shift] = []
    for kind, what, old, row, column, party_id, cycle in (*_planned(dossier), *_open(dossier)):
        new = calendar.shifted(old, spans, on) if old is not None and spans else old
        if old is not None and new is not None and new != old:
            found.append(Shift(kind, what, old, new, _table(row), row.id, column, party_id, cycle))
    return tuple(found)


def _planned(dossier: dossiers.Dossier) -> Iterator[Dated]:
    """The newest plan of each stage that is still to come."""
    stage = stage_index(dossier.covenant.stage)
    for name, plan in {p.stage: p for p in dossier.every(tables.PlannedDate)}.items():
        if name == "closing" or stage_index(name) > stage:
            yield "plan", name, plan.on, plan, "on", "", 0


def _open(dossier: dossiers.Dossier) -> Iterator[Dated]:
    """Dates of what is not finished: requirements, answers to a text, rounds, conditions, reservations."""
    for r in dossier.every(tables.Requirement):
        if r.status not in SETTLED:
            yield "due", r.code, r.due_on, r, "due_on", r.participation_id, r.cycle
    for t in dossier.every(tables.TextVersion):
        if t.status == "tabled":
            yield "text", t.number, t.answer_by, t, "answer_by", "", 0
    for p in dossier.every(tables.PositionRound):
        if p.status == "open":
            yield "round", p.text_version_id, p.deadline, p, "deadline", "", 0
    for c in dossier.every(tables.SigningCondition):
        if c.status == "open":
            yield "condition", c.kind, c.deadline, c, "deadline", c.participation_id, 0
    for v in dossier.every(tables.Reservation):
        if v.status == "open":
            yield "reservation", "", v.deadline, v, "deadline", v.participation_id, 0


def _table(row: Any) -> type[SQLModel]:
    """The table of a light record, which is named after it."""
    return tables.BY_NAME[type(row).__name__.lower()]
