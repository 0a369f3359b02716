"""What parties say about the text: their mandates, their objections and their reservations."""

from dataclasses import dataclass
from datetime import date

from tracker.queries import expiring, register_words, registers
from tracker.store import tables
from workflows.parties import TABLE_ROLES, Role

SIGNERS = TABLE_ROLES | {Role.ADHERING_COMPANY}
"""Roles that say yes or no to the agreement, and may make a reservation."""


@dataclass(frozen=True, slots=True)
class MandateRow:
    """A mandate: everybody at the table sees that it is there and until when, its content only the party."""

    id: str
    party: str
    path: str
    valid_from: date
    valid_until: date | None
    ended_on: date | None
    state: str
    decided_on: date
    body: str
    substance: str
    full: bool
    may_end: bool
    soon: bool = False
    """Ends within thirty days, while no later mandate follows it."""


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection to a version; without full sight only that it is there and how grave."""

    id: str
    party_id: str
    party: str
    path: str
    severity: str
    word: str
    fundamental: bool
    number: str
    text_path: str
    clause: str
    reason: str
    resolution: str
    open: bool
    days: int
    raised_on: date
    closed_on: date | None
    closing_note: str
    may_close: bool


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """A reservation, open or closed."""

    id: str
    party: str
    path: str
    condition: str
    deadline: date | None
    responsible: str
    status: str
    word: str
    raised_on: date
    closed_on: date | None
    closing_note: str
    may_close: bool


def mandates(desk: registers.Desk) -> registers.Register:
    """Every mandate, those that hold first."""
    rows = [_mandate(desk, m) for m in desk.dossier.rows(tables.Mandate)]
    order = {"valid": 0, "ahead": 1, "expired": 2, "ended": 3}
    rows.sort(key=lambda r: (order[r.state], r.party.casefold()))
    return registers.Register(desk.head, tuple(rows), desk.speakers("mandate.record"))


def _mandate(desk: registers.Desk, m: tables.Mandate) -> MandateRow:
    today = desk.dossier.today
    state = "valid"
    if m.ended_on is not None and m.ended_on <= today:
        state = "ended"
    elif m.valid_until is not None and m.valid_until < today:
        state = "expired"
    elif m.valid_from > today:
        state = "ahead"
    return MandateRow(
        id=m.id,
        party=desk.name(m.participation_id),
        path=desk.party_path(m.participation_id),
        valid_from=m.valid_from,
        valid_until=m.valid_until,
        ended_on=m.ended_on,
        state=state,
        decided_on=m.decided_on,
        body=m.body or "",
        substance=m.substance or "",
        full=desk.dossier.full("party_secretariat", m.participation_id),
        may_end=m.ended_on is None and desk.may("mandate.record", m.participation_id),
        soon=state == "valid"
        and expiring.is_soon(m.valid_until, today)
        and expiring.last_days(desk.dossier).get(m.participation_id) == m.valid_until,
    )


def objections(desk: registers.Desk) -> registers.Register:
    """Every objection: open ones first, the grave before the ordinary, the oldest first."""
    rows = [objection_row(desk, o) for o in desk.dossier.rows(tables.Objection)]
    rows.sort(key=lambda r: (not r.open, not r.fundamental, r.raised_on))
    current = registers.current_version(desk.dossier)
    options = desk.speakers("objection.raise") if current else ()
    return registers.Register(desk.head, tuple(rows), options, versions=registers.versions(desk, current))


def objection_row(desk: registers.Desk, o: tables.Objection) -> ObjectionRow:
    """One objection as this reader may see it."""
    number = registers.numbers(desk).get(o.text_version_id or "", "")
    until = o.closed_on or desk.dossier.today
    return ObjectionRow(
        id=o.id,
        party_id=o.participation_id,
        party=desk.name(o.participation_id),
        path=desk.party_path(o.participation_id),
        severity=o.severity,
        word=register_words.SEVERITY[o.severity],
        fundamental=o.severity == "fundamental",
        number=number,
        text_path=registers.text_path(desk, o.text_version_id) if number else "",
        clause=o.clause or "",
        reason=o.reason or "",
        resolution=o.resolution or "",
        open=o.status == "open",
        days=(until - o.raised_on).days,
        raised_on=o.raised_on,
        closed_on=o.closed_on,
        closing_note=o.closing_note or "",
        may_close=o.status == "open" and desk.may("objection.close", o.participation_id),
    )


def reservations(desk: registers.Desk) -> registers.Register:
    """Every reservation: open ones first, by deadline."""
    rows = [
        ReservationRow(
            id=r.id,
            party=desk.name(r.participation_id),
            path=desk.party_path(r.participation_id),
            condition=r.condition or "",
            deadline=r.deadline,
            responsible=desk.name(r.responsible_id),
            status=r.status,
            word=register_words.RESERVATION[r.status],
            raised_on=r.raised_on,
            closed_on=r.closed_on,
            closing_note=r.closing_note or "",
            may_close=r.status == "open" and desk.may("reservation.close"),
        )
        for r in desk.dossier.rows(tables.Reservation)
    ]
    rows.sort(key=lambda r: (r.status != "open", r.deadline or date.max, r.party.casefold()))
    return registers.Register(
        desk.head, tuple(rows), desk.speakers("reservation.raise", SIGNERS), desk.parties()
    )
