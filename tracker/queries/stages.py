"""The four stages of one covenant: when each began and ended, how long it took, and what was planned."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.store import dossiers, facts, tables
from workflows import calendar, loading
from workflows.facts import STAGES, stage_index

State = Literal["done", "unrecorded", "now", "ended", "stopped", "todo", "never"]


@dataclass(frozen=True, slots=True)
class Plan:
    """The newest planned date of a stage beside the first one."""

    on: date
    first: date
    count: int
    """How often it was planned again."""

    @property
    def slip(self) -> int:
        """Days later than first planned; negative when earlier."""
        return (self.on - self.first).days


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on the stepper."""

    number: int
    stage: str
    name: str
    state: State
    since: str
    """With the precision that is known; empty when it was never recorded."""
    until: date | None
    days: int | None
    paused: int
    plan: Plan | None
    term_years: int | None
    effective_on: date | None
    ends_on: date | None


def steps(dossier: dossiers.Dossier, language: str) -> tuple[Step, ...]:
    """The stages in order, as this covenant went through them."""
    covenant = dossier.covenant
    workflow = loading.workflow(covenant.workflow)
    stretches = _stretches(dossier)
    plans = plans_of(dossier)
    return tuple(
        _step(dossier, number, stage, workflow.states[stage][language], stretches, plans.get(stage))
        for number, stage in enumerate(STAGES, 1)
    )


def _first(text: str | None) -> date | None:
    """A recorded start as a day, when it is known to the day."""
    if not text:
        return None
    known = calendar.PartialDate.parse(text)
    return known.first if known.precision == "day" else None


def _stretches(dossier: dossiers.Dossier) -> list[tuple[str, date | None, date | None]]:
    """Stage, from, until: in the order in which they were recorded; the last one is still open."""
    covenant = dossier.covenant
    moves = dossier.every(tables.StageMove)
    start = _first(covenant.started_on)
    if not moves:
        known = None if covenant.imported and covenant.stage != STAGES[0] else start
        return [(covenant.stage, known, None)]
    found: list[tuple[str, date | None, date | None]] = []
    begun = start if moves[0].from_stage == STAGES[0] else None
    for move in moves:
        if move.from_stage != move.to_stage:
            found.append((move.from_stage, begun, move.on))
            begun = move.on
    return [*found, (covenant.stage, begun, None)]


def plans_of(dossier: dossiers.Dossier) -> dict[str, Plan]:
    """Per stage its newest plan, its first, and how many there were in between."""
    series: dict[str, list[date]] = {}
    for row in dossier.every(tables.PlannedDate):
        series.setdefault(row.stage, []).append(row.on)
    return {stage: Plan(days[-1], days[0], len(days) - 1) for stage, days in series.items()}


def _step(
    dossier: dossiers.Dossier,
    number: int,
    stage: str,
    name: str,
    stretches: Sequence[tuple[str, date | None, date | None]],
    plan: Plan | None,
) -> Step:
    covenant = dossier.covenant
    mine = [(a, b) for s, a, b in stretches if s == stage]
    state = _state(covenant, stage, bool(mine))
    begun = mine[0][0] if mine and state != "now" else mine[-1][0] if mine else None
    since = begun.isoformat() if begun else ""
    if not since and stage == STAGES[0]:
        since = covenant.started_on or ""
    closing = covenant.track_status in ("stopped", "ended", "succeeded")
    until = mine[-1][1] if mine else None
    if closing and stage == covenant.stage:
        until = _ended_on(dossier)
    last = until or dossier.today
    known = [(a, b or last) for a, b in mine if a is not None]
    days = sum((b - a).days for a, b in known) if known and len(known) == len(mine) else None
    if closing and stage == covenant.stage and until is None:
        days = None
    final = stage == STAGES[-1]
    return Step(
        number=number,
        stage=stage,
        name=name,
        state=state,
        since=since,
        until=until if state != "now" else None,
        days=days,
        paused=_paused(dossier, known),
        plan=plan if state == "todo" else None,
        term_years=_term(covenant) if final else None,
        effective_on=covenant.effective_on if final else None,
        ends_on=covenant.ends_on if final else None,
    )


def _state(covenant: tables.Covenant, stage: str, visited: bool) -> State:
    here, now = stage_index(stage), stage_index(covenant.stage)
    if here < now:
        return "done" if visited else "unrecorded"
    if here > now:
        return "todo" if covenant.track_status in ("active", "paused") else "never"
    if covenant.track_status == "stopped":
        return "stopped"
    return "now" if covenant.track_status in ("active", "paused") else "ended"


def _ended_on(dossier: dossiers.Dossier) -> date | None:
    closing = [m.on for m in dossier.every(tables.TrackMove) if m.to_status in ("stopped", "ended")]
    return closing[-1] if closing else None


def _paused(dossier: dossiers.Dossier, known: Iterable[tuple[date, date]]) -> int:
    """Days within these stretches on which the clocks stood still."""
    still = calendar.merged(facts.pauses_of(dossier), dossier.today)
    return sum(max(0, (min(b, d) - max(a, c)).days) for a, b in known for c, d in still)


def _term(covenant: tables.Covenant) -> int | None:
    if covenant.effective_on is None or covenant.ends_on is None:
        return None
    return len(calendar.covenant_years(covenant.effective_on, covenant.ends_on))
