"""Who facilitates a covenant, keeps its secretariat and chairs it: assigned and ended."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import accounts, dossiers, tables

ROLES = ("facilitator", "secretariat", "chair")


def assign(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    email: str,
    role: str,
    now: datetime,
    from_on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Give somebody with an account a role in this covenant, from a date on."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="assignment.manage", now=now, seen=seen, key=key
    )
    if doing.done:
        return doing.done
    registers.one_of("role", role, ROLES)
    account = accounts.by_email(session, email)
    if account is None or not account.active:
        raise errors.Invalid({"email": N_("Er is geen account met dit e-mailadres.")})
    subject = f"assignment:{account.id}"
    doing.current(subject, seen)
    day = from_on or dossier.today
    for known in dossier.rows(tables.Assignment):
        same = (known.account_id, known.role) == (account.id, role)
        over = known.until_on is not None and known.until_on < day
        registers.still(not same or over, N_("Deze persoon heeft deze taak al."))
    assignment_id = doing.new(
        tables.Assignment, account_id=account.id, person_name=account.name, role=role, from_on=day
    )
    return doing.record(
        "assignment.assign",
        on=day,
        level="process",
        subject=subject,
        says={"name": account.name, "role": role},
        id=assignment_id,
    )


def end(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    assignment_id: str,
    *,
    now: datetime,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """End an assignment after the day `on`. A covenant is never left without a facilitator."""
    doing, dossier, assignment = registers.open_on(
        session, actor, covenant_id, tables.Assignment, assignment_id, deed="assignment.manage", now=now,
        seen=seen, key=key, subject="assignment:{account_id}",
    )  # fmt: skip
    if doing.done:
        return doing.done
    day = on or dossier.today
    registers.still(assignment.until_on is None, N_("Deze toewijzing is al beëindigd."))
    registers.in_order("on", assignment.from_on, day)
    if assignment.role == "facilitator" and not _others(dossier, assignment_id, day):
        raise errors.WrongState(
            "Dit is de enige facilitator. Wijs eerst een ander aan; daarna kan deze toewijzing eindigen."
        )
    doing.change(tables.Assignment, assignment_id, until_on=day)
    return doing.record(
        "assignment.end",
        on=day,
        level="process",
        subject=f"assignment:{assignment.account_id}",
        says={"name": assignment.person_name, "role": assignment.role},
        id=assignment_id,
    )


def _others(dossier: dossiers.Dossier, assignment_id: str, day: date) -> bool:
    """Whether another facilitator is there on and after this day, without an end in sight."""
    return any(
        a.role == "facilitator"
        and a.id != assignment_id
        and a.account_id is not None
        and a.from_on <= max(day, dossier.today)
        and a.until_on is None
        for a in dossier.rows(tables.Assignment)
    )
