"""Pausing, resuming, stopping, ending and succeeding a track."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, passing
from tracker.locale import N_
from tracker.store import dossiers, facts, shifts, tables
from workflows import engine, loading
from workflows.facts import TrackFacts


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
    shift: Collection[str] = (),
    overrides: Mapping[str, str] | None = None,
    valid_until: Mapping[str, date] | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Pause (with a review date), resume, stop, end through G4, or link a successor.

    Resuming moves the dates named in `shift` (keys of `store.shifts.proposals`) by the days the pause
    added to the union of all pauses; the others stay. Earlier dates stay in the ledger.
    """
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="track.move", now=now, seen=seen, key=key, subject="covenant"
    )
    if doing.done:
        return doing.done
    covenant, day = dossier.covenant, on or dossier.today
    act.not_future("on", day, dossier.today)
    act.not_before("on", day, [m.on for m in dossier.every(tables.TrackMove)])
    track, gates = loading.workflow(covenant.track_workflow), loading.workflow(covenant.workflow)
    step = track.actions.get(action)
    if step is None:
        raise errors.NotFound
    if covenant.track_status not in step.from_:
        raise errors.WrongState(N_("Dit kan niet in de huidige toestand van het traject."))
    if step.needs_note:
        act.long_enough("reason", reason)
    if action == "pause":
        _ahead(review_on, dossier.today)
    if action == "succeed":
        _another(session, covenant_id, successor_id)
    known = facts.gather(dossier)
    closing = next(a for a in gates.actions.values() if a.ends_track)
    given = (
        passing.given(closing, known, overrides or {}, valid_until or {}, actor) if action == "end" else ()
    )
    ending = engine.examine(gates, closing.name, known, (*facts.overrides_of(dossier), *given))
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
        gate_only = all(f.condition.check == "gate_open" for f in refused.missed)
        raise errors.GateClosed(action, ending if gate_only else refused.findings) from None
    except engine.WrongState:
        raise errors.WrongState(N_("Dit kan niet in de huidige toestand van het traject.")) from None
    if action == "end":
        for one in given:
            passing.write(doing, one, closing.name)
        doing.new(
            tables.StageMove,
            action=closing.name,
            from_stage=covenant.stage,
            to_stage=covenant.stage,
            on=day,
            at=now,
            by_name=actor.name,
            note=reason,
            findings=act.findings_json(ending),
        )
    moved_dates = _shift(doing, dossier, day, shift) if action == "resume" else {}
    linked = {"details": {**(covenant.details or {}), "successor_id": successor_id}} if successor_id else {}
    doing.change(tables.Covenant, covenant_id, track_status=moved.to, **linked)
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
        note=reason,
        says={
            "old": moved.from_,
            "new": moved.to,
            "review_on": review_on,
            "successor": successor_id or "",
            **moved_dates,
        },
    )


def _shift(doing: act.Act, dossier: dossiers.Dossier, day: date, wanted: Collection[str]) -> dict[str, int]:
    """Write the confirmed dates; a planned date is a new row, so that the plan before it stays countable."""
    proposed = shifts.proposals(dossier, day)
    if set(wanted) - {one.key for one in proposed}:
        raise errors.Invalid({"shift": N_("Kies een van de mogelijkheden.")})
    chosen = [one for one in proposed if one.key in wanted]
    for one in chosen:
        if one.table is tables.PlannedDate:
            doing.new(
                tables.PlannedDate, stage=one.what, on=one.new, recorded_on=dossier.today,
                reason=shifts.REASON, by_name=doing.actor.name,
            )  # fmt: skip
        else:
            doing.change(one.table, one.row_id, **{one.column: one.new})
    return {"shifted": len(chosen), "kept": len(proposed) - len(chosen)} if proposed else {}


def _ahead(review_on: date | None, today: date) -> None:
    """A pause is looked at again on a day after today (`domain.md` 1.2)."""
    if review_on is None or review_on <= today:
        raise errors.Invalid({"review_on": N_("Kies een dag na vandaag.")})


def _another(session: Session, covenant_id: str, successor_id: str | None) -> None:
    """A track is succeeded by another one that exists."""
    problem = errors.Invalid({"successor": N_("Kies het traject dat dit opvolgt.")})
    if successor_id is None or successor_id == covenant_id:
        raise problem
    try:
        dossiers.find(session, covenant_id=successor_id)
    except errors.NotFound:
        raise problem from None
