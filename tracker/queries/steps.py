"""The pages before a deed on the whole covenant: a stage move, a condition, a track move, its description."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors, policy
from tracker.queries import covenants, fallout_previews, gates, shifting
from tracker.queries.fallout import Fallout
from tracker.queries.shifting import Shifted
from tracker.store import dossiers, facts, shifts, tables
from workflows import engine, loading
from workflows.facts import Facts


@dataclass(frozen=True, slots=True)
class Head:
    """What every such page says about its covenant."""

    slug: str
    name: str
    fictional: bool
    seq: int
    today: date
    stage: str
    stage_name: str
    track_status: str


@dataclass(frozen=True, slots=True)
class StepPage:
    """A stage move: where it leads, what holds it back, and what may be passed."""

    head: Head
    gate: gates.GateView
    from_label: str
    possible: bool
    """The step starts from the present stage."""
    fallout: Fallout | None = None
    """What a step back would undo and leave behind."""


@dataclass(frozen=True, slots=True)
class ConditionPage:
    """One condition that may be passed with a reason."""

    head: Head
    condition: gates.ConditionView
    action: str


@dataclass(frozen=True, slots=True)
class TrackPage:
    """A move of the track beside the stage."""

    head: Head
    action: str
    label: str
    needs_note: bool
    possible: bool
    gate: gates.GateView | None
    """G4, when the track would end."""
    candidates: tuple[tuple[str, str], ...] = ()
    """Tracks that may succeed this one: id and name."""
    fallout: Fallout | None = None
    """What pausing, resuming or stopping would do beside the clocks."""
    shifts: tuple[Shifted, ...] = ()
    """Dates that would move with the pause, when the track would resume."""
    paused_days: int = 0


@dataclass(frozen=True, slots=True)
class DescriptionPage:
    """The facts that describe the covenant, as they stand in the form."""

    head: Head
    values: Mapping[str, object]


def _open(
    session: Session, actor: policy.Actor, slug: str, language: str, now: datetime, deed: str
) -> tuple[dossiers.Dossier, Facts, Head]:
    dossier = dossiers.load(session, actor, slug=slug, now=now)
    if not policy.may(dossier.standing, deed):
        raise errors.Forbidden(policy.MAY[deed].asks)
    covenant = dossier.covenant
    workflow = loading.workflow(covenant.workflow)
    head = Head(
        slug=covenant.slug,
        name=covenants.name_of(dossier, language),
        fictional=covenant.fictional,
        seq=dossier.seq,
        today=dossier.today,
        stage=covenant.stage,
        stage_name=workflow.states[covenant.stage][language],
        track_status=covenant.track_status,
    )
    return dossier, facts.gather(dossier, language), head


def step(
    session: Session,
    actor: policy.Actor,
    slug: str,
    action: str,
    language: str,
    *,
    now: datetime,
    on: date | None = None,
) -> StepPage:
    """The confirmation page of a stage move; `NotFound` for a step this lifecycle does not have.

    `on` is the day the reader chose, for what the step would change.
    """
    dossier, known, head = _open(session, actor, slug, language, now, "covenant.move")
    workflow = loading.workflow(dossier.covenant.workflow)
    found = workflow.actions.get(action)
    if found is None or found.ends_track:
        raise errors.NotFound
    examined = engine.examine(workflow, action, known, facts.overrides_of(dossier))
    return StepPage(
        head=head,
        gate=gates.view(dossier, known, workflow, found, examined, language),
        from_label=head.stage_name,
        possible=head.stage in found.from_,
        fallout=fallout_previews.of_stage(dossier, action, on or dossier.today, language),
    )


def condition(
    session: Session, actor: policy.Actor, slug: str, condition_id: str, language: str, *, now: datetime
) -> ConditionPage:
    """One missed condition of a step out of the present stage; `NotFound` for any other."""
    dossier, known, head = _open(session, actor, slug, language, now, "covenant.override")
    workflow = loading.workflow(dossier.covenant.workflow)
    for action in engine.leaving(workflow, head.stage):
        examined = engine.examine(workflow, action.name, known, facts.overrides_of(dossier))
        drawn = gates.view(dossier, known, workflow, action, examined, language)
        for one in drawn.conditions:
            if one.id == condition_id:
                return ConditionPage(head, one, action.name)
    raise errors.NotFound


def track(
    session: Session,
    actor: policy.Actor,
    slug: str,
    action: str,
    language: str,
    *,
    now: datetime,
    on: date | None = None,
) -> TrackPage:
    """The confirmation page of a track move, with what it would change on the day the reader chose."""
    dossier, known, head = _open(session, actor, slug, language, now, "track.move")
    found = loading.workflow(dossier.covenant.track_workflow).actions.get(action)
    if found is None:
        raise errors.NotFound
    gate = None
    if action == "end":
        workflow = loading.workflow(dossier.covenant.workflow)
        closing = next(a for a in workflow.actions.values() if a.ends_track)
        examined = engine.examine(workflow, closing.name, known, facts.overrides_of(dossier))
        gate = gates.view(dossier, known, workflow, closing, examined, language)
    return TrackPage(
        head=head,
        action=action,
        label=found.label[language],
        needs_note=found.needs_note,
        possible=head.track_status in found.from_,
        gate=gate,
        candidates=_candidates(session, dossier, language) if action == "succeed" else (),
        fallout=fallout_previews.of_track(dossier, action, on or dossier.today, language),
        shifts=shifting.shifted(dossier, on or dossier.today, language) if action == "resume" else (),
        paused_days=shifts.days(dossier, on or dossier.today) if action == "resume" else 0,
    )


def _candidates(session: Session, dossier: dossiers.Dossier, language: str) -> tuple[tuple[str, str], ...]:
    name = tables.Covenant.name_en if language == "en" else tables.Covenant.name_nl
    rows = session.execute(
        sa.select(tables.Covenant.id, name)  # type: ignore[call-overload]
        .where(tables.Covenant.id != dossier.covenant.id)
        .order_by(name, tables.Covenant.id)
    )
    return tuple((row[0], row[1]) for row in rows)


DESCRIBED = (
    *("name_nl", "name_en", "sector_nl", "sector_en", "facilitated_by", "prior_activities", "scope"),
    *("risk_themes", "countries", "sdgs", "companies_sign", "threshold_companies", "threshold_share"),
    *("secretariat", "monitoring_type"),
)


def description(
    session: Session, actor: policy.Actor, slug: str, language: str, *, now: datetime
) -> DescriptionPage:
    """What stands in the form that describes the covenant."""
    dossier, _, head = _open(session, actor, slug, language, now, "covenant.describe")
    values: dict[str, object] = {name: getattr(dossier.covenant, name) for name in DESCRIBED}
    values |= {f"quorum_{kind}": least for kind, least in dossier.covenant.quorum.items()}
    return DescriptionPage(head, values)
