"""Weights of voices: what the table agreed that each party's voice weighs, from a day on."""

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import tables


def record(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    participation_id: str,
    weight: Decimal,
    now: datetime,
    from_on: date | None = None,
    note: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record what a party's voice weighs from a day on; earlier weights stay. A day before the last motion
    was closed is refused: what was decided then would be told differently now."""
    subject = f"weight:{participation_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="weight.record", now=now, seen=seen, key=key,
        owner=participation_id, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    registers.party(dossier, participation_id)
    if not weight.is_finite() or weight < 0:
        raise errors.Invalid({"weight": N_("Vul een getal van 0 of meer in.")})
    day = from_on or dossier.today
    closed = [m.closed_on for m in dossier.every(tables.Motion) if m.closed_on and m.status != "withdrawn"]
    if closed and day <= max(closed):
        raise errors.Invalid(
            {"from_on": N_("Kies een dag na %(day)s: toen is de laatste stemming afgesloten.")},
            day=max(closed),
        )
    weight_id = doing.new(tables.Weight, participation_id=participation_id, weight=weight, from_on=day)
    return doing.record(
        "weight.record",
        owner=participation_id,
        subject=subject,
        note=note.strip(),
        says={"party": participation_id, "from_on": day},
        id=weight_id,
    )
