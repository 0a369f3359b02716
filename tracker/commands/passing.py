"""Passing a missed condition with a written reason, on its own or together with a step."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act
from tracker.locale import N_
from tracker.store import dossiers, facts, tables
from workflows import engine, loading
from workflows.facts import Facts


def given(
    step: engine.Action,
    known: Facts,
    reasons: Mapping[str, str],
    until: Mapping[str, date],
    actor: policy.Actor,
) -> tuple[engine.Override, ...]:
    """Overrides given with a step: only for conditions of this step that are missed and may be passed."""
    missed = {c.id: c for c in step.conditions if c.overridable and isinstance(c.test(known), engine.Unmet)}
    wrong: dict[str, str] = {}
    found = []
    for condition_id, reason in reasons.items():
        if not reason.strip() or condition_id not in missed:
            continue
        act.long_enough(f"reason-{condition_id}", reason)
        end = until.get(condition_id)
        if problem := _deadline(missed[condition_id], end, known.today):
            wrong[f"until-{condition_id}"] = problem
            continue
        found.append(engine.Override(condition_id, reason.strip(), actor.name, known.today, end))
    if wrong:
        raise errors.Invalid(wrong)
    return tuple(found)


def _deadline(condition: engine.Condition, end: date | None, today: date) -> str:
    """What is wrong with the date until which a condition is passed; empty when nothing is."""
    if end is not None and end < today:
        return N_("Kies vandaag of een latere dag.")
    if end is None and condition.override_deadline:
        return N_("Kies een einddatum: dit wordt een voorbehoud met deadline.")
    return ""


def write(doing: act.Act, one: engine.Override, action: str) -> None:
    """One row; it stays listed until the condition is met after all."""
    doing.new(
        tables.Override,
        condition_id=one.condition_id,
        action=action,
        reason=one.reason,
        by_name=one.by,
        on=one.on,
        valid_until=one.valid_until,
    )


def reserve(doing: act.Act, dossier: dossiers.Dossier, findings: Sequence[engine.Finding]) -> None:
    """What was passed until a date stays on the table as a reservation until it is closed."""
    open_ = {r.participation_id for r in dossier.every(tables.Reservation) if r.status == "open"}
    for finding in findings:
        one, unmet = finding.override, finding.unmet
        if one is None or unmet is None or not finding.condition.override_deadline:
            continue
        for party_id in dict.fromkeys(b.party_id for b in unmet.blockers if b.party_id):
            if party_id not in open_:
                doing.new(
                    tables.Reservation,
                    participation_id=party_id,
                    condition=one.reason,
                    deadline=one.valid_until,
                    status="open",
                    raised_on=dossier.today,
                )


def override(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    condition_id: str,
    reason: str,
    now: datetime,
    valid_until: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Pass one unmet, overridable condition with a written reason; it stays listed until it is met."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="covenant.override", now=now, seen=seen, key=key,
        subject=f"condition:{condition_id}",
    )  # fmt: skip
    if doing.done:
        return doing.done
    workflow = loading.workflow(dossier.covenant.workflow)
    action, finding = _finding(workflow, dossier, condition_id)
    if not finding.condition.overridable:
        raise errors.WrongState(N_("Deze voorwaarde is niet te passeren."))
    if finding.result in ("met", "not_applicable"):
        raise errors.WrongState(N_("Deze voorwaarde is al gehaald."))
    act.long_enough("reason", reason)
    if problem := _deadline(finding.condition, valid_until, dossier.today):
        raise errors.Invalid({"valid_until": problem})
    one = engine.Override(condition_id, reason.strip(), actor.name, dossier.today, valid_until)
    write(doing, one, action)
    return doing.record(
        "covenant.override",
        level="process",
        subject=f"condition:{condition_id}",
        note=one.reason,
        says={"condition": condition_id, "valid_until": valid_until},
    )


def _finding(
    workflow: engine.Workflow, dossier: dossiers.Dossier, condition_id: str
) -> tuple[str, engine.Finding]:
    for step in engine.leaving(workflow, dossier.covenant.stage):
        for finding in engine.examine(
            workflow, step.name, facts.gather(dossier), facts.overrides_of(dossier)
        ):
            if finding.condition.id == condition_id:
                return step.name, finding
    raise errors.NotFound
