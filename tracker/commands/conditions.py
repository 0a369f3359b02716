"""Conditions of signing that the table sets beside the companies: funding and what it names itself."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import tables

KINDS = ("funding", "other")
OUTCOMES = ("met", "dropped")
SUBJECT = "conditions"


def set_(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    kind: str,
    text: str,
    now: datetime,
    participation_id: str = "",
    deadline: date | None = None,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record what the parties want before they sign, and who brings it about; nobody: the facilitator."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="condition.record", now=now, seen=seen, key=key, subject=SUBJECT
    )
    if doing.done:
        return doing.done
    registers.one_of("kind", kind, KINDS)
    registers.filled(text=text)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.in_order("deadline", day, deadline)
    if participation_id:
        registers.taking_part(dossier, participation_id)
    registers.still(
        dossier.covenant.stage in ("initiative", "negotiation", "signing"),
        N_("De uitvoering is begonnen. Voorwaarden voor ondertekening kunnen er niet meer bij."),
    )
    made = doing.new(
        tables.SigningCondition,
        kind=kind,
        text=text.strip(),
        participation_id=participation_id,
        deadline=deadline,
        set_on=day,
    )
    return doing.record("condition.set", on=day, subject=SUBJECT, says={"kind": kind}, id=made)


def close(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    condition_id: str,
    *,
    outcome: str,
    note: str,
    now: datetime,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record that a condition is met, and how one can tell; or that it was dropped, and why."""
    doing, dossier, row = registers.open_on(
        session, actor, covenant_id, tables.SigningCondition, condition_id, deed="condition.record", now=now,
        seen=seen, key=key, subject=f"condition:{condition_id}",
    )  # fmt: skip
    if doing.done:
        return doing.done
    registers.one_of("outcome", outcome, OUTCOMES)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.filled(note=note)
    if outcome == "dropped":
        act.long_enough("note", note)
    registers.still(row.status == "open", N_("Deze voorwaarde is al afgesloten."))
    registers.in_order("on", row.set_on, day)
    doing.change(
        tables.SigningCondition, condition_id, status=outcome, closed_on=day, closing_note=note.strip()
    )
    return doing.record(
        "condition.close",
        on=day,
        subject=f"condition:{condition_id}",
        note=note.strip(),
        says={"kind": row.kind, "outcome": outcome},
        id=condition_id,
    )
