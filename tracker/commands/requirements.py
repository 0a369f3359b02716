"""What is asked of a party: handing in, accepting, returning, waiving and reopening."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, asking, evidence
from tracker.locale import N_
from tracker.store import asked, coverage, facts, files, tables
from workflows.facts import RequirementFacts
from workflows.parties import ParticipationStatus


def submit(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    code: str,
    *,
    now: datetime,
    cycle: int | None = None,
    on: date | None = None,
    title: str = "",
    url: str | None = None,
    text: str | None = None,
    file: files.Stored | None = None,
    payload: Mapping[str, Any] | None = None,
    outcome: str | None = None,
    conditions: Sequence[evidence.Condition] = (),
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Hand in evidence; `on` is when it happened. An earlier revision stays beside the new one.

    `outcome` is `yes`, `yes_if` (then `conditions`) or `no`; for an assessment `positive` or
    `negative`. A facilitator hands in on behalf of the party. The receipt's id is the evidence.
    """
    doing, dossier, target = asking.begin(
        session, actor, covenant_id, participation_id, code, cycle,
        deed="requirement.submit", now=now, seen=seen, key=key,
    )  # fmt: skip
    if target is None:
        return _done(doing)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    facilitates = policy.FACILITATOR in dossier.standing.relations
    if target.row.by == "FAC" and not facilitates:
        raise errors.Forbidden(N_("Dit levert de facilitator aan."))
    present = (ParticipationStatus.ACTIVE, ParticipationStatus.SUSPENDED)
    if facts.standing_on(target.p, dossier.today) not in present:
        raise errors.WrongState(N_("Deze organisatie neemt niet meer deel."))
    if target.row.repeat == "per_version" and target.item.version_id is None:
        raise errors.WrongState(N_("Er ligt nog geen tekstversie op tafel om op te antwoorden."))
    if code == coverage.CHECK:
        outcome = coverage.outcome(dossier, target.item.version_id) or outcome
    content = evidence.content(target.row, payload, outcome, conditions)
    own = target.p.id in dossier.standing.own
    behalf = "" if own or target.facilitators_own or target.row.by == "FAC" else target.p.id
    return asking.hand_in(
        doing, dossier, target, content, now=now, day=day, by=actor.name, behalf=behalf, title=title,
        url=url, text=text, file=file,
    )  # fmt: skip


def start(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    code: str,
    *,
    now: datetime,
    cycle: int | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Say that work on it has begun."""
    doing, dossier, target = asking.begin(
        session, actor, covenant_id, participation_id, code, cycle,
        deed="requirement.submit", now=now, seen=seen, key=key,
    )  # fmt: skip
    if target is None:
        return _done(doing)
    new = asking.advance(dossier, target, "start", RequirementFacts())
    asking.write(doing, target, status=new, on=dossier.today)
    behalf = "" if target.p.id in dossier.standing.own or target.facilitators_own else target.p.id
    return asking.said(doing, target, "start", dossier.today, new, behalf=behalf)


def _decide(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    code: str,
    action: str,
    *,
    deed: str,
    now: datetime,
    cycle: int | None,
    on: date | None,
    reason: str,
    seen: int | None,
    key: act.Key | None,
    **values: Any,
) -> act.Receipt:
    """A facilitator's decision: through the machine, on the row, on the newest evidence, in the ledger."""
    doing, dossier, target = asking.begin(
        session, actor, covenant_id, participation_id, code, cycle, deed=deed, now=now, seen=seen, key=key
    )
    if target is None:
        return _done(doing)
    day, reason = on or dossier.today, reason.strip()
    act.not_future("on", day, dossier.today)
    known = asked.eyes(session, dossier, actor, target, len(reason))
    new = asking.advance(dossier, target, action, known)
    alone = action == "accept" and target.facilitators_own and bool(known.decider_submitted)
    asking.write(
        doing,
        target,
        status=new,
        on=day,
        reason=reason,
        decided_by_name=actor.name,
        self_accepted=alone,
        **values,
    )
    handed = target.evidence
    if handed is not None and action in ("accept", "return"):
        doing.change(
            tables.Evidence,
            handed.id,
            decision=new,
            decided_by_name=actor.name,
            decided_at=now,
            decision_note=reason or None,
        )
        if action == "accept" and code == "SIG-03":
            # a company's participation years count from its own signature
            doing.change(tables.Participation, target.p.id, signed_on=handed.occurred_on or day)
    outcome = target.item.outcome if action == "accept" else None
    return asking.said(doing, target, action, day, new, note=reason, alone=alone, outcome=outcome)


def accept(
    session: Session, actor: policy.Actor, covenant_id: str, participation_id: str, code: str, *,
    now: datetime, cycle: int | None = None, on: date | None = None, note: str = "",
    valid_until: date | None = None, seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Accept what was handed in, optionally until a date."""
    return _decide(
        session, actor, covenant_id, participation_id, code, "accept", deed="requirement.decide", now=now,
        cycle=cycle, on=on, reason=note, seen=seen, key=key, valid_until=valid_until,
    )  # fmt: skip


def return_(
    session: Session, actor: policy.Actor, covenant_id: str, participation_id: str, code: str, *,
    now: datetime, reason: str, cycle: int | None = None, on: date | None = None,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Give back what was handed in, with what has to be different."""
    return _decide(
        session, actor, covenant_id, participation_id, code, "return", deed="requirement.decide", now=now,
        cycle=cycle, on=on, reason=reason, seen=seen, key=key,
    )  # fmt: skip


def waive(
    session: Session, actor: policy.Actor, covenant_id: str, participation_id: str, code: str, *,
    now: datetime, reason: str, until: date | None = None, cycle: int | None = None, on: date | None = None,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Exempt this party, optionally until a date: the item leaves the denominator and stays visible."""
    return _decide(
        session, actor, covenant_id, participation_id, code, "waive", deed="requirement.exempt", now=now,
        cycle=cycle, on=on, reason=reason, seen=seen, key=key, valid_until=until,
    )  # fmt: skip


def not_applicable(
    session: Session, actor: policy.Actor, covenant_id: str, participation_id: str, code: str, *,
    now: datetime, reason: str, cycle: int | None = None, on: date | None = None,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Declare that this does not concern this party."""
    return _decide(
        session, actor, covenant_id, participation_id, code, "not_applicable", deed="requirement.exempt",
        now=now, cycle=cycle, on=on, reason=reason, seen=seen, key=key,
    )  # fmt: skip


def reopen(
    session: Session, actor: policy.Actor, covenant_id: str, participation_id: str, code: str, *,
    now: datetime, reason: str, cycle: int | None = None, on: date | None = None,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Ask again for what was settled; the evidence of before stays."""
    return _decide(
        session, actor, covenant_id, participation_id, code, "reopen", deed="requirement.exempt", now=now,
        cycle=cycle, on=on, reason=reason, seen=seen, key=key, valid_until=None, outcome=None,
        open_conditions=0,
    )  # fmt: skip


def set_due(
    session: Session, actor: policy.Actor, covenant_id: str, participation_id: str, code: str, *,
    now: datetime, due_on: date | None, cycle: int | None = None,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Agree on another day than the plan gives; None goes back to the plan."""
    doing, dossier, target = asking.begin(
        session, actor, covenant_id, participation_id, code, cycle,
        deed="requirement.decide", now=now, seen=seen, key=key,
    )  # fmt: skip
    if target is None:
        return _done(doing)
    asking.write(doing, target, due_on=due_on)
    return asking.said(doing, target, "due", dossier.today, target.item.status, due=due_on)


def close_condition(
    session: Session, actor: policy.Actor, covenant_id: str, participation_id: str, code: str, *,
    now: datetime, number: int, cycle: int | None = None, on: date | None = None,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Record that one condition of a 'yes, if' is met; `number` counts from 1."""
    doing, dossier, target = asking.begin(
        session, actor, covenant_id, participation_id, code, cycle,
        deed="requirement.decide", now=now, seen=seen, key=key,
    )  # fmt: skip
    if target is None:
        return _done(doing)
    day, handed = on or dossier.today, target.evidence
    act.not_future("on", day, dossier.today)
    if handed is None or target.stored is None:
        raise errors.NotFound
    payload, left = evidence.met(handed.payload or {}, number, day)
    doing.change(tables.Evidence, handed.id, payload=payload)
    asking.write(doing, target, open_conditions=left)
    return asking.said(doing, target, "condition", day, target.item.status, number=number)


def _done(doing: act.Act) -> act.Receipt:
    assert doing.done is not None
    return doing.done
