"""Negotiating mandates: recorded with their validity, and ended."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import tables


def record(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    participation_id: str,
    body: str,
    decided_on: date,
    valid_from: date,
    now: datetime,
    valid_until: date | None = None,
    substance: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record that a party's deciding body gave its negotiator a mandate. What it holds stays between
    the party and the secretariat; the table learns that it is there and until when."""
    subject = f"mandate:{participation_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="mandate.record", now=now, seen=seen, key=key,
        owner=participation_id, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    registers.party(dossier, participation_id)
    registers.filled(body=body)
    act.not_future("decided_on", decided_on, dossier.today)
    registers.in_order("valid_until", valid_from, valid_until)
    mandate_id = doing.new(
        tables.Mandate,
        participation_id=participation_id,
        body=body.strip(),
        decided_on=decided_on,
        valid_from=valid_from,
        valid_until=valid_until,
        substance=substance.strip(),
    )
    return doing.record(
        "mandate.record",
        on=decided_on,
        level="party_secretariat",
        owner=participation_id,
        subject=subject,
        behalf=registers.behalf(dossier, participation_id),
        says={"party": participation_id, "valid_from": valid_from, "valid_until": valid_until},
        id=mandate_id,
    )


def end(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    mandate_id: str,
    *,
    now: datetime,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """End a mandate before its time; from `on` it no longer counts."""
    doing, dossier, mandate = registers.open_on(
        session, actor, covenant_id, tables.Mandate, mandate_id, deed="mandate.record", now=now, seen=seen,
        key=key, subject="mandate:{participation_id}",
    )  # fmt: skip
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.in_order("on", mandate.valid_from, day)
    registers.still(mandate.ended_on is None, N_("Dit mandaat is al beëindigd."))
    doing.change(tables.Mandate, mandate_id, ended_on=day)
    return doing.record(
        "mandate.end",
        on=day,
        level="party_secretariat",
        owner=mandate.participation_id,
        subject=f"mandate:{mandate.participation_id}",
        behalf=registers.behalf(dossier, mandate.participation_id),
        says={"party": mandate.participation_id},
        id=mandate_id,
    )
