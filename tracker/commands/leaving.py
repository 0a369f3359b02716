"""The ways a participation stands still or ends: suspension, withdrawal, expulsion and ceasing."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, taking
from tracker.locale import N_
from tracker.store import dossiers, ledger, tables
from workflows import facts

LEVELS = ("support", "feedback", "improvement_plan", "steering_talk", "dispute", "ruling")
"""Steps of the escalation ladder before exclusion (`domain.md` 4.4)."""
ESCALATED = "participation.escalate"


def _open(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    deed: str,
    now: datetime,
    seen: int | None,
    key: act.Key | None,
) -> tuple[act.Act, dossiers.Dossier, tables.Participation | None]:
    doing, dossier = act.begin(
        session, actor, covenant_id, deed=deed, now=now, seen=seen, key=key,
        owner=participation_id, subject=taking.subject_of(participation_id),
    )  # fmt: skip
    return doing, dossier, None if doing.done else dossier.row(tables.Participation, participation_id)


def withdraw(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    reason_class: str,
    reason: str = "",
    on: date | None = None,
    statement_url: str | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Leave on a day that may lie ahead; until then the party keeps its place and may take it back."""
    doing, dossier, p = _open(
        session, actor, covenant_id, participation_id, "party.answer", now, seen, key
    )  # fmt: skip
    if p is None:
        return _done(doing)
    day = on or dossier.today
    if p.since_on is not None and day < p.since_on:
        raise errors.Invalid({"on": N_("Deze dag ligt voor het begin van de deelname.")})
    status = taking.advance(
        dossier,
        p,
        "withdraw",
        facts.ParticipationFacts(
            reason_length=len(reason.strip()),
            reason_class=reason_class,
            effective_on=day,
            today=dossier.today,
        ),
    )
    doing.change(
        tables.Participation, p.id, status=status, until_on=day, left=day.isoformat(),
        leave_class=reason_class, leave_reason=reason.strip(), statement_url=statement_url,
    )  # fmt: skip
    taking.turn_period(doing, dossier, p, day)
    return taking.said(
        doing, dossier, p, "participation.withdraw", min(day, dossier.today), until=day, reason=reason_class
    )


def revoke_withdrawal(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Take back a withdrawal that has not taken effect; what was recorded about it stays in the ledger."""
    doing, dossier, p = _open(session, actor, covenant_id, participation_id, "party.answer", now, seen, key)
    if p is None:
        return _done(doing)
    known = facts.ParticipationFacts(effective_on=p.until_on, today=dossier.today)
    status = taking.advance(dossier, p, "revoke_withdrawal", known)
    doing.change(
        tables.Participation, p.id, status=status, until_on=None, left=None, leave_class=None,
        leave_reason="", statement_url=None,
    )  # fmt: skip
    for period in reversed(dossier.every(tables.RolePeriod)):
        if period.participation_id == p.id and period.until_on == p.until_on:
            doing.change(tables.RolePeriod, period.id, until_on=None)
            break
    return taking.said(doing, dossier, p, "participation.revoke_withdrawal", dossier.today)


def suspend(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    reason: str,
    review_on: date | None = None,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Put a participation on hold until it is looked at again on `review_on`: it counts in no quorum,
    its objections stand."""
    return _turn(
        session, actor, covenant_id, participation_id, "suspend", now, on, reason, seen, key, review_on
    )


def reinstate(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    on: date | None = None,
    reason: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """End a suspension."""
    return _turn(session, actor, covenant_id, participation_id, "reinstate", now, on, reason, seen, key)


def _turn(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    action: str,
    now: datetime,
    on: date | None,
    reason: str,
    seen: int | None,
    key: act.Key | None,
    review_on: date | None = None,
) -> act.Receipt:
    doing, dossier, p = _open(session, actor, covenant_id, participation_id, "party.move", now, seen, key)
    if p is None:
        return _done(doing)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    known = facts.ParticipationFacts(reason_length=len(reason.strip()), today=dossier.today)
    status = taking.advance(dossier, p, action, known)
    if action == "suspend" and (review_on is None or review_on <= dossier.today):
        raise errors.Invalid({"review_on": N_("Kies een dag na vandaag.")})
    doing.change(tables.Participation, p.id, status=status, review_on=review_on)
    taking.turn_period(doing, dossier, p, day, status=status, reason=reason.strip())
    again: dict[str, Any] = {"review_on": review_on} if review_on else {}
    return taking.said(doing, dossier, p, f"participation.{action}", day, **again)


def escalate(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    level: str,
    note: str,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record a step of the escalation ladder; the ledger line itself is what an expulsion asks for."""
    doing, dossier, p = _open(session, actor, covenant_id, participation_id, "party.move", now, seen, key)
    if p is None:
        return _done(doing)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    if level not in LEVELS:
        raise errors.Invalid({"level": N_("Kies een van de mogelijkheden.")})
    if p.status not in taking.PRESENT:
        raise errors.WrongState(N_("Deze organisatie neemt niet meer deel."))
    act.long_enough("reason", note)
    return doing.record(
        ESCALATED,
        on=day,
        level="party_secretariat",
        owner=p.id,
        subject=taking.subject_of(p.id),
        note=note.strip(),
        says={"party": p.id, "level": level},
        id=p.id,
    )


def escalated(session: Session, dossier: dossiers.Dossier, participation_id: str) -> bool:
    """Whether an earlier step of the ladder is on record for this participation."""
    found = ledger.lines(session, dossier.covenant.id, kinds=ESCALATED, until=dossier.moment)
    return any(line.owner == participation_id for line in found)


def expel(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    reason: str,
    on: date | None = None,
    statement_url: str | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Put a party out, after an earlier step of the escalation ladder."""
    return _end(
        session, actor, covenant_id, participation_id, "expel", now, on, seen, key,
        leave_class="expelled_after_ruling", leave_reason=reason.strip(), statement_url=statement_url,
    )  # fmt: skip


def cease(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    reason_class: str,
    reason: str = "",
    on: date | None = None,
    successor_id: str | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record that a participant no longer exists as one; `successor_id` is the participation that
    goes on in its place. Nothing the old one did moves to the new one."""
    return _end(
        session, actor, covenant_id, participation_id, "cease", now, on, seen, key, successor_id=successor_id,
        leave_class=reason_class, leave_reason=reason.strip(),
    )  # fmt: skip


def _end(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    action: str,
    now: datetime,
    on: date | None,
    seen: int | None,
    key: act.Key | None,
    successor_id: str | None = None,
    **leave: Any,
) -> act.Receipt:
    doing, dossier, p = _open(session, actor, covenant_id, participation_id, "party.move", now, seen, key)
    if p is None:
        return _done(doing)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    known = facts.ParticipationFacts(
        reason_length=len(leave["leave_reason"]),
        reason_class=leave["leave_class"],
        effective_on=day,
        today=dossier.today,
        escalated=action == "expel" and escalated(session, dossier, p.id),
    )
    status = taking.advance(dossier, p, action, known)
    says: dict[str, Any] = {"reason": leave["leave_class"]}
    if successor_id:
        successor = dossier.row(tables.Participation, successor_id)
        if successor.id == p.id or successor.status not in taking.PRESENT:
            raise errors.Invalid({"successor_id": N_("Kies een andere organisatie die nu deelneemt.")})
        says["successor"] = successor.id
        leave["successor_id"] = successor.id
    doing.change(tables.Participation, p.id, status=status, until_on=day, left=day.isoformat(), **leave)
    taking.turn_period(doing, dossier, p, day)
    return taking.said(doing, dossier, p, f"participation.{action}", day, **says)


def _done(doing: act.Act) -> act.Receipt:
    assert doing.done is not None
    return doing.done
