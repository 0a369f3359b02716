"""Who handles what: cases, which only their handlers know, and the people assigned to a covenant."""

from dataclasses import dataclass
from datetime import date

from tracker.queries import register_words, registers
from tracker.store import tables


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A complaint or dispute."""

    id: str
    word: str
    title: str
    received_on: date
    open: bool
    destination: str
    closed_on: date | None
    days: int
    may_handle: bool


@dataclass(frozen=True, slots=True)
class Cases:
    """Complaints and disputes, for their handlers."""

    head: registers.Head
    rows: tuple[CaseRow, ...]
    destinations: tuple[registers.Option, ...]
    may_open: bool

    def find(self, row_id: str) -> CaseRow:
        """The case to close or hand over."""
        return registers.found(self.rows, row_id, "may_handle")


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """Somebody's task in this covenant."""

    id: str
    name: str
    role: str
    word: str
    from_on: date
    until_on: date | None
    holds: bool
    last: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Assignments:
    """Who facilitates, keeps the secretariat and chairs."""

    head: registers.Head
    rows: tuple[AssignmentRow, ...]
    may_assign: bool

    def find(self, row_id: str) -> AssignmentRow:
        """The assignment to end."""
        return registers.found(self.rows, row_id, "may_end")


def cases(desk: registers.Desk) -> Cases:
    """Every case, open ones without a destination first, the oldest first."""
    today = desk.dossier.today
    rows = [
        CaseRow(
            id=c.id,
            word=register_words.CASE.get(c.kind, c.kind),
            title=c.title or "",
            received_on=c.received_on,
            open=c.status == "open",
            destination=register_words.DESTINATION.get(c.destination or "", c.destination or ""),
            closed_on=c.closed_on,
            days=((c.closed_on or today) - c.received_on).days,
            may_handle=c.status == "open" and desk.may("case.handle"),
        )
        for c in desk.dossier.rows(tables.CaseFile)
    ]
    rows.sort(key=lambda r: (not r.open, bool(r.destination), r.received_on))
    destinations = register_words.options(register_words.DESTINATION)
    return Cases(desk.head, tuple(rows), destinations, desk.may("case.handle"))


def assignments(desk: registers.Desk) -> Assignments:
    """Everybody's task, those that hold today first."""
    today = desk.dossier.today
    found = desk.dossier.rows(tables.Assignment)
    here = [a for a in found if a.until_on is None or a.until_on >= today]
    lasting = sum(a.role == "facilitator" and a.until_on is None for a in here)
    rows = [
        AssignmentRow(
            id=a.id,
            name=a.person_name,
            role=a.role,
            word=register_words.TASK.get(a.role, a.role),
            from_on=a.from_on,
            until_on=a.until_on,
            holds=a in here and a.from_on <= today,
            last=a.role == "facilitator" and a.until_on is None and lasting == 1,
            may_end=a.until_on is None and desk.may("assignment.manage"),
        )
        for a in found
    ]
    order = list(register_words.TASK)
    rows.sort(key=lambda r: (not r.holds, order.index(r.role) if r.role in order else 9, r.name.casefold()))
    return Assignments(desk.head, tuple(rows), desk.may("assignment.manage"))
