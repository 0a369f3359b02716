"""One covenant in one row: where it stands, what holds it up, who is late and which day comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tracker import policy
from tracker.locale import _, ngettext
from tracker.queries import discretion, gates
from tracker.store import dossiers, facts, tables
from workflows import checklist, counting, engine, loading
from workflows.facts import STAGES, Facts, Item
from workflows.parties import Role

Words = Mapping[str, str]
RUNNING = "active"
RANKS = ("blocked", "overdue", "waiting", "attention", "on_track", "paused", "over")
"""Why a covenant asks for attention, most urgent first."""


@dataclass(frozen=True, slots=True)
class Late:
    """One party with overdue points."""

    participation_id: str
    name: str
    count: int
    oldest: date


@dataclass(frozen=True, slots=True)
class Passed:
    """A condition that was passed with a reason and is still not met."""

    condition_id: str
    label: Words
    reason: str
    by: str
    on: date
    valid_until: date | None
    lapsed: bool
    """Past its date: it holds the gate shut again."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """A day on which something is due or was promised."""

    on: date
    what: str
    slug: str
    name: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """The next gate in numbers, and the first thing it waits for."""

    question: Words
    open: int
    of: int
    first: Words | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The row. What only the table may know is empty for readers outside it."""

    id: str
    slug: str
    name: str
    fictional: bool
    stage: str
    track_status: str
    since: date | None
    started_on: str | None
    reason: str
    """Why the track stands still or stopped, for those who may read it."""
    paused_days: int | None
    review_on: date | None
    health: str
    gate: Gate | None
    overdue: int
    late: tuple[Late, ...]
    waiting: int
    objections: int
    objection_days: int
    passed: tuple[Passed, ...]
    planned_on: date | None
    replanned: int
    ahead: tuple[Ahead, ...]

    @property
    def rank(self) -> str:
        """The one reason by which this covenant is sorted."""
        if self.track_status != RUNNING:
            return "paused" if self.track_status == "paused" else "over"
        if self.health == "blocked":
            return "blocked"
        if self.overdue:
            return "overdue"
        return "waiting" if self.waiting else "attention" if self.health == "attention" else "on_track"

    @property
    def next_day(self) -> Ahead | None:
        """The first day ahead."""
        return self.ahead[0] if self.ahead else None


def of(dossier: dossiers.Dossier, known: Facts, language: str) -> Outlook:
    """Everything a list says about one covenant, from facts that were gathered once."""
    covenant, today = dossier.covenant, dossier.today
    inside = policy.may(dossier.standing, "covenant.table")
    running = covenant.track_status == RUNNING
    late = _late(known) if inside and running else ()
    fundamental = [o for o in known.objections if o.open and o.severity == "fundamental"]
    plans = dossier.rows(tables.PlannedDate)
    following = dict(pairwise(STAGES)).get(covenant.stage, "closing")
    planned = [p for p in plans if p.stage == following]
    halt = next((m for m in reversed(dossier.rows(tables.TrackMove)) if m.to_status != RUNNING), None)
    passed = _passed(dossier, known) if inside else ()
    return Outlook(
        id=covenant.id,
        slug=covenant.slug,
        name=name_of(covenant, language),
        fictional=covenant.fictional,
        stage=covenant.stage,
        track_status=covenant.track_status,
        since=max(
            (m.on for m in dossier.rows(tables.StageMove) if m.to_stage == covenant.stage), default=None
        ),
        started_on=covenant.started_on,
        reason=(halt.reason or "") if halt and not running else "",
        paused_days=(today - halt.on).days if halt and covenant.track_status == "paused" else None,
        review_on=halt.review_on if halt and covenant.track_status == "paused" else None,
        health=facts.health(dossier, known) if inside and running and not covenant.imported else "",
        gate=_gate(dossier, known) if inside and running and not covenant.imported else None,
        overdue=sum(one.count for one in late),
        late=late,
        waiting=sum(to_judge(i) for i in known.items) if inside else 0,
        objections=len(fundamental) if inside else 0,
        objection_days=max(((today - o.since).days for o in fundamental), default=0) if inside else 0,
        passed=passed,
        planned_on=planned[-1].on if planned else None,
        replanned=max(len(planned) - 1, 0),
        ahead=_ahead(dossier, known, passed, language) if inside else (),
    )


def name_of(covenant: tables.Covenant, language: str) -> str:
    """The covenant's name in this language."""
    return covenant.name_en if language == "en" else covenant.name_nl


def to_judge(item: Item) -> bool:
    """Handed in by the party, and now on the facilitator's desk."""
    return item.status == "submitted" and not item.waits_for_secretariat


def title_of(covenant: tables.Covenant, item: Item) -> Words:
    """What a requirement is called in the covenant's own version of the checklist."""
    return checklist.checklist(covenant.checklist).requirements[item.code].name


def _late(known: Facts) -> tuple[Late, ...]:
    own = {p.id for p in known.parties if p.role is Role.FACILITATOR}
    days: dict[str, list[date]] = {}
    for item in known.items:
        if (
            item.mandatory
            and item.due
            and item.party_id not in own
            and counting.is_overdue(item, known.today)
        ):
            days.setdefault(item.party_id, []).append(item.due)
    names = {p.id: p.name for p in known.parties}
    found = [Late(party, names[party], len(due), min(due)) for party, due in days.items()]
    return tuple(sorted(found, key=lambda one: (one.oldest, one.name)))


def _gate(dossier: dossiers.Dossier, known: Facts) -> Gate | None:
    workflow = loading.workflow(dossier.covenant.workflow)
    step = gates.next_step(workflow, dossier.covenant.stage)
    if step is None:
        return None
    examined = engine.examine(workflow, step.name, known, facts.overrides_of(dossier))
    told = [found for f in examined if (found := discretion.told(f, dossier, known))]
    counted = [f for f in engine.screen_order(told) if f.result != "not_applicable"]
    shut = [f for f in counted if not f.passes]
    return Gate(step.label, len(shut), len(counted), shut[0].condition.label if shut else None)


def _passed(dossier: dossiers.Dossier, known: Facts) -> tuple[Passed, ...]:
    workflow = loading.workflow(dossier.covenant.workflow)
    given = facts.overrides_of(dossier)
    open_: list[Passed] = []
    for row in dossier.rows(tables.Override):
        if row.withdrawn_on is not None or row.action not in workflow.actions:
            continue
        for finding in engine.examine(workflow, row.action, known, given):
            if finding.condition.id == row.condition_id and finding.result in ("overridden", "not_met"):
                lapsed = row.valid_until is not None and row.valid_until < known.today
                open_.append(
                    Passed(
                        row.condition_id,
                        finding.condition.label,
                        row.reason,
                        row.by_name,
                        row.on,
                        row.valid_until,
                        lapsed,
                    )
                )
    latest = {one.condition_id: one for one in open_}
    return tuple(sorted(latest.values(), key=lambda one: (one.valid_until or date.max, one.condition_id)))


def _ahead(
    dossier: dossiers.Dossier, known: Facts, passed: tuple[Passed, ...], language: str
) -> tuple[Ahead, ...]:
    """Days from today on: what falls due, what was planned, and what ends."""
    covenant, today = dossier.covenant, known.today
    found: list[tuple[date | None, str, str]] = []
    if covenant.track_status == "paused":
        moves = [m for m in dossier.rows(tables.TrackMove) if m.to_status == "paused"]
        found.append((moves[-1].review_on if moves else None, _("Pauze herzien"), ""))
    if covenant.track_status == RUNNING:
        found += [
            (on, _("Gepland: %(stage)s", stage=_stage_word(covenant, stage, language)), "")
            for stage, on in facts.planned_dates(dossier).items()
        ]
        found += _due(covenant, known, language)
        for text in dossier.rows(tables.TextVersion):
            if text.status == "tabled":
                found.append((text.answer_by, _("Antwoord op tekst %(number)s", number=text.number), ""))
        for reservation in known.reservations:
            if reservation.open:
                found.append((reservation.deadline, _("Voorbehoud vervalt"), ""))
        for one in passed:
            found.append((one.valid_until, _("Passeren van %(id)s eindigt", id=one.condition_id), ""))
        found.append((covenant.ends_on, _("Einde van de looptijd"), ""))
    name = name_of(covenant, language)
    days = [Ahead(on, what, covenant.slug, name, more) for on, what, more in found if on and on >= today]
    return tuple(sorted(days, key=lambda day: day.on))


def _due(covenant: tables.Covenant, known: Facts, language: str) -> list[tuple[date | None, str, str]]:
    """One entry per day: the requirement that falls due, or how many do, and for how many parties."""
    waiting: dict[date, list[Item]] = {}
    for item in known.items:
        if counting.is_open(item) and item.status != "submitted" and item.due and item.due >= known.today:
            waiting.setdefault(item.due, []).append(item)
    found: list[tuple[date | None, str, str]] = []
    for on, items in waiting.items():
        titles = {title_of(covenant, item)[language] for item in items}
        parties = len({item.party_id for item in items})
        what = titles.pop() if len(titles) == 1 else _points(len(items))
        found.append((on, what, _parties(parties)))
    return found


def _points(number: int) -> str:
    return ngettext("%(num)s punt", "%(num)s punten", number) % {"num": number}


def _parties(number: int) -> str:
    return ngettext("%(num)s partij open", "%(num)s partijen open", number) % {"num": number}


def _stage_word(covenant: tables.Covenant, stage: str, language: str) -> str:
    states = loading.workflow(covenant.workflow).states
    return states[stage][language] if stage in states else _("Afsluiting")


def within_week(outlooks: tuple[Outlook, ...], today: date) -> tuple[Ahead, ...]:
    """What the coming seven days hold, over several covenants."""
    last = today + timedelta(days=7)
    days: list[Any] = [day for one in outlooks for day in one.ahead if day.on <= last]
    return tuple(sorted(days, key=lambda day: (day.on, day.name)))
