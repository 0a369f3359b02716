"""What a covenant plans and agrees about itself: planned dates, its term, and the facts that describe it."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act
from tracker.locale import N_
from tracker.store import facts, tables
from workflows import loading


def describe(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
    **values: object,
) -> act.Receipt:
    """Change descriptive facts: names, scope, themes, countries, SDGs, quorum, thresholds, secretariat."""
    allowed = {
        "name_nl", "name_en", "sector_nl", "sector_en", "facilitated_by", "prior_activities", "scope",
        "risk_themes", "countries", "sdgs", "companies_sign", "quorum", "threshold_companies",
        "threshold_share", "secretariat", "monitoring_type",
    }  # fmt: skip
    if unknown := set(values) - allowed:
        raise TypeError(f"not descriptive: {sorted(unknown)}")
    doing, _ = act.begin(
        session, actor, covenant_id, deed="covenant.describe", now=now, seen=seen, key=key, subject="covenant"
    )
    if doing.done:
        return doing.done
    doing.change(tables.Covenant, covenant_id, **values)
    return doing.record(
        "covenant.describe", level="process", subject="covenant", says={"what": ", ".join(sorted(values))}
    )


def plan(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    stage: str,
    planned_on: date,
    now: datetime,
    reason: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Plan the date on which a stage is reached; a second plan needs a reason and keeps the first."""
    doing, dossier = act.begin(
        session,
        actor,
        covenant_id,
        deed="covenant.plan",
        now=now,
        seen=seen,
        key=key,
        subject=f"plan:{stage}",
    )
    if doing.done:
        return doing.done
    workflow = loading.workflow(dossier.covenant.workflow)
    if stage not in (*workflow.states, "closing"):
        raise errors.Invalid({"stage": N_("Kies een van de mogelijkheden.")})
    before = facts.planned_dates(dossier).get(stage)
    if before is not None:
        act.long_enough("reason", reason)
    doing.new(
        tables.PlannedDate,
        stage=stage,
        on=planned_on,
        recorded_on=dossier.today,
        reason=reason,
        by_name=actor.name,
    )
    return doing.record(
        "covenant.plan",
        level="public",
        subject=f"plan:{stage}",
        note=reason,
        says={"stage": stage, "old": before or "", "new": planned_on},
    )


def set_term(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    effective_on: date,
    ends_on: date,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record entry into force and the end of the term; earlier dates stay in the ledger."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="covenant.dates", now=now, seen=seen, key=key, subject="term"
    )
    if doing.done:
        return doing.done
    if ends_on <= effective_on:
        raise errors.Invalid({"ends_on": N_("De looptijd eindigt na de inwerkingtreding.")})
    before = dossier.covenant
    doing.change(tables.Covenant, covenant_id, effective_on=effective_on, ends_on=ends_on)
    return doing.record(
        "covenant.term",
        level="public",
        subject="term",
        says={
            "old": f"{before.effective_on or ''}/{before.ends_on or ''}",
            "new": f"{effective_on}/{ends_on}",
            "effective_on": effective_on,
            "ends_on": ends_on,
        },
    )
