"""Pausing, resuming, stopping, ending and succeeding a track."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act
from tracker.store import facts, tables
from workflows import engine, loading
from workflows.facts import TrackFacts


def gate_four(
    dossier_facts: object, workflow: engine.Workflow, overrides: tuple[engine.Override, ...]
) -> tuple[engine.Finding, ...]:
    """The findings of the step that ends the track, whatever the stage."""
    step = next(a for a in workflow.actions.values() if a.ends_track)
    return engine.examine(workflow, step.name, dossier_facts, overrides)


def move(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    action: str,
    *,
    now: datetime,
    on: date | None = None,
    reason: str = "",
    review_on: date | None = None,
    successor_id: str | None = None,
    overrides: Mapping[str, str] | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Pause (with a review date), resume, stop, end through G4, or link a successor."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="track.move", now=now, seen=seen, key=key, subject="covenant"
    )
    if doing.done:
        return doing.done
    covenant, day = dossier.covenant, on or dossier.today
    act.not_future("on", day, dossier.today)
    track, gates = loading.workflow(covenant.track_workflow), loading.workflow(covenant.workflow)
    if action not in track.actions:
        raise errors.NotFound
    given = tuple(
        engine.Override(condition, text.strip(), actor.name, dossier.today)
        for condition, text in (overrides or {}).items()
        if text.strip() and act.long_enough(f"reason-{condition}", text) is None
    )
    known = facts.gather(dossier)
    ending = gate_four(known, gates, (*facts.overrides_of(dossier), *given))
    try:
        moved = engine.advance(
            track,
            action,
            covenant.track_status,
            TrackFacts(
                stage=covenant.stage,
                reason_length=len(reason.strip()),
                review_on=review_on,
                today=dossier.today,
                gate_open=engine.is_open(ending),
                successor=successor_id is not None,
            ),
        )
    except engine.Refused as refused:
        gate = any(f.condition.check == "gate_open" for f in refused.missed)
        raise errors.GateClosed(action, ending if gate else refused.findings) from None
    except engine.WrongState:
        raise errors.WrongState("Dit kan niet in de huidige toestand van het traject.") from None
    if action == "end":
        step = next(a for a in gates.actions.values() if a.ends_track)
        for one in given:
            doing.new(
                tables.Override,
                condition_id=one.condition_id,
                action=step.name,
                reason=one.reason,
                by_name=one.by,
                on=one.on,
            )
        doing.new(
            tables.StageMove,
            action=step.name,
            from_stage=covenant.stage,
            to_stage=covenant.stage,
            on=day,
            at=now,
            by_name=actor.name,
            note=reason,
            findings=act.findings_json(ending),
        )
    doing.change(tables.Covenant, covenant_id, track_status=moved.to)
    doing.new(
        tables.TrackMove,
        action=action,
        from_status=moved.from_,
        to_status=moved.to,
        on=day,
        review_on=review_on,
        reason=reason,
        by_name=actor.name,
    )
    return doing.record(
        f"track.{action}",
        on=day,
        level="public",
        subject="covenant",
        says={"old": moved.from_, "new": moved.to, "review_on": review_on, "successor": successor_id or ""},
    )
