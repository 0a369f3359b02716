"""Reservations: 'yes, provided that', with a deadline and somebody responsible; met or lapsed."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import tables

OUTCOMES = ("met", "lapsed")


def raise_(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    participation_id: str,
    condition: str,
    deadline: date,
    now: datetime,
    responsible_id: str | None = None,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record on what condition a party says yes, before when, and who has to see to it."""
    subject = f"reservations:{participation_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="reservation.raise", now=now, seen=seen, key=key,
        owner=participation_id, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    registers.party(dossier, participation_id, roles=registers.SIGNING_ROLES)
    registers.filled(condition=condition)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.in_order("deadline", day, deadline)
    if responsible_id is not None:
        registers.taking_part(dossier, responsible_id)
    reservation_id = doing.new(
        tables.Reservation,
        participation_id=participation_id,
        condition=condition.strip(),
        deadline=deadline,
        responsible_id=responsible_id,
        raised_on=day,
    )
    return doing.record(
        "reservation.raise",
        on=day,
        owner=participation_id,
        subject=subject,
        behalf=registers.behalf(dossier, participation_id),
        says={"party": participation_id, "deadline": deadline},
        id=reservation_id,
    )


def close(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    reservation_id: str,
    *,
    outcome: str,
    now: datetime,
    note: str = "",
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record that the condition was met, or that the party let its reservation go."""
    subject = f"reservation:{reservation_id}"
    doing, dossier, reservation = registers.open_on(
        session, actor, covenant_id, tables.Reservation, reservation_id, deed="reservation.close", now=now,
        seen=seen, key=key, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    registers.one_of("outcome", outcome, OUTCOMES)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.still(reservation.status == "open", N_("Dit voorbehoud is al afgesloten."))
    registers.in_order("on", reservation.raised_on, day)
    doing.change(
        tables.Reservation, reservation_id, status=outcome, closed_on=day, closing_note=note.strip() or None
    )
    return doing.record(
        "reservation.close",
        on=day,
        owner=reservation.participation_id,
        subject=subject,
        note=note.strip(),
        says={"party": reservation.participation_id, "outcome": outcome},
        id=reservation_id,
    )
