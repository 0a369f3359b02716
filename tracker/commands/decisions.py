"""Decisions about the covenant: ending, evaluation and response, what follows, and what happens to data."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import tables

VALUES: dict[str, tuple[str, ...]] = {
    "ending": (),
    "final_evaluation": (),
    "evaluation_response": (),
    "follow_up": ("extend", "renew", "successor", "end"),
    "data_retention": ("retain", "destroy"),
}
"""What may be decided, and the choices where there are any."""


def record(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    decision: str,
    on: date,
    body: str,
    now: datetime,
    value: str = "",
    url: str | None = None,
    note: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record what a body decided. The newest decision on a subject counts; earlier ones stay."""
    subject = f"decision:{decision}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="decision.record", now=now, seen=seen, key=key, subject=subject
    )
    if doing.done:
        return doing.done
    registers.one_of("decision", decision, tuple(VALUES))
    if VALUES[decision]:
        registers.one_of("value", value, VALUES[decision])
    else:
        value = ""
    registers.filled(body=body)
    act.not_future("on", on, dossier.today)
    registers.still(
        dossier.covenant.stage == "implementation",
        N_("Dit besluit hoort bij de uitvoering. Het convenant is zover nog niet."),
    )
    if decision == "evaluation_response":
        evaluated = [d.on for d in dossier.rows(tables.Decision) if d.subject == "final_evaluation"]
        registers.still(bool(evaluated), N_("Er is nog geen eindevaluatie om op te reageren."))
        registers.in_order("on", evaluated[-1], on)
    decision_id = doing.new(
        tables.Decision, subject=decision, value=value, on=on, body=body.strip(), url=url, note=note.strip()
    )
    return doing.record(
        "decision.record",
        on=on,
        subject=subject,
        note=note.strip(),
        says={"decision": decision, "value": value, "body": body.strip()},
        id=decision_id,
    )
