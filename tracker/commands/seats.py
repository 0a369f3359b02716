"""Seats in the steering committee: filled for a delegation or for the chair, and vacated."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import tables
from workflows.parties import PartyKind

DELEGATIONS = tuple(k.value for k in PartyKind if k is not PartyKind.FACILITATOR)
CHAIR = "chair"


def fill(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    holder_name: str,
    now: datetime,
    delegation: str | None = None,
    chair: bool = False,
    participation_id: str | None = None,
    deputy_name: str = "",
    from_on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Fill a seat of a delegation (a kind of party) or the chair's; there is one chair at a time."""
    subject = f"seat:{CHAIR if chair else delegation}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="seat.record", now=now, seen=seen, key=key, subject=subject
    )
    if doing.done:
        return doing.done
    registers.filled(holder_name=holder_name)
    if not chair:
        registers.one_of("delegation", delegation or "", DELEGATIONS)
    day = from_on or dossier.today
    act.not_future("from_on", day, dossier.today)
    if participation_id is not None:
        taking = registers.taking_part(dossier, participation_id)
        if not chair and taking.kind != delegation:
            raise errors.Invalid({"participation_id": N_("Deze partij hoort niet bij deze delegatie.")})
    for seat in dossier.rows(tables.Seat):
        held = seat.until_on is None or seat.until_on >= day
        registers.still(
            not (chair and seat.chair and held), N_("Er is al een voorzitter. Maak die zetel eerst vrij.")
        )
    seat_id = doing.new(
        tables.Seat,
        delegation=None if chair else delegation,
        chair=chair,
        participation_id=participation_id,
        holder_name=holder_name.strip(),
        deputy_name=deputy_name.strip(),
        from_on=day,
    )
    return doing.record(
        "seat.fill",
        on=day,
        subject=subject,
        says={"delegation": CHAIR if chair else delegation, "party": participation_id or ""},
        id=seat_id,
    )


def vacate(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    seat_id: str,
    *,
    now: datetime,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record the last day a seat was held; it stays in the register."""
    doing, dossier, seat = registers.open_on(
        session, actor, covenant_id, tables.Seat, seat_id, deed="seat.record", now=now, seen=seen, key=key
    )
    if doing.done:
        return doing.done
    subject = f"seat:{CHAIR if seat.chair else seat.delegation}"
    doing.current(subject, seen)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.still(seat.until_on is None, N_("Deze zetel is al vrij."))
    registers.in_order("on", seat.from_on, day)
    doing.change(tables.Seat, seat_id, until_on=day)
    return doing.record(
        "seat.vacate",
        on=day,
        subject=subject,
        says={"delegation": CHAIR if seat.chair else seat.delegation, "party": seat.participation_id or ""},
        id=seat_id,
    )
