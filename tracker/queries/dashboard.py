"""The dashboard: every track counted once, what is passed, contested or slipping, now or on a past day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from tracker import errors, policy
from tracker.queries import outlook, portfolio
from tracker.queries.outlook import Passed
from tracker.queries.portfolio import Track
from tracker.store import dossiers, facts, tables
from workflows.facts import STAGES

_c = tables.Covenant.__table__.c  # type: ignore[attr-defined]
CLOSER_LOOK = 60
"""Running tracks recorded here of which the signal is worked out; beyond it the page would be slow."""


@dataclass(frozen=True, slots=True)
class Halt:
    """Since when a track stands still, and when that is looked at again."""

    days: int
    review_on: date | None


@dataclass(frozen=True, slots=True)
class Slip:
    """A planned date that moved: the first promise, the present one, and how often it changed."""

    path: str
    name: str
    fictional: bool
    stage: str
    first: date
    now: date
    days: int
    times: int


@dataclass(frozen=True, slots=True)
class Open:
    """A passed condition that is still not met."""

    path: str
    name: str
    fictional: bool
    passed: Passed


@dataclass(frozen=True, slots=True)
class Risk:
    """How many, and how old the oldest is, in days."""

    count: int
    oldest: int | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Waar is aandacht nodig?"""

    tracks: tuple[Track, ...]
    health: Mapping[str, str]
    halts: Mapping[str, Halt]
    slips: tuple[Slip, ...]
    overrides: tuple[Open, ...]
    oldest_override: int | None
    objections: Risk
    reservations: Risk
    leaving: Risk
    contested: tuple[tuple[Track, int, int], ...]
    """Tracks with open fundamental objections: how many, and the age of the oldest."""

    @property
    def total(self) -> int:
        """Every track there is."""
        return len(self.tracks)

    def state(self, state: str) -> tuple[Track, ...]:
        """Tracks in this state."""
        return tuple(track for track in self.tracks if track.state == state)

    def stage(self, stage: str) -> tuple[Track, ...]:
        """Running tracks in this stage."""
        return tuple(track for track in self.tracks if track.state == "active" and track.stage == stage)

    @property
    def fictional(self) -> int:
        """Invented tracks."""
        return sum(track.fictional for track in self.tracks)

    @property
    def passing(self) -> Risk:
        """Passed conditions, and the age of the oldest."""
        return Risk(len(self.overrides), self.oldest_override)

    @property
    def early(self) -> int:
        """Ended before their time."""
        return sum(track.early for track in self.state("ended"))

    def with_health(self, health: str) -> int:
        """Running tracks with this computed signal."""
        return sum(found == health for found in self.health.values())

    @property
    def slipped(self) -> int:
        """Running tracks of which a date moved to a later day."""
        return len({slip.path for slip in self.slips})


def page(
    session: Session,
    actor: policy.Actor,
    *,
    now: datetime,
    language: str,
    as_of: datetime | None = None,
) -> Dashboard:
    """All tracks for a manager or auditor, as they are or as they were known at `as_of`."""
    standing = policy.relations(actor)
    if not policy.may(standing, "dashboard.read"):
        raise errors.Forbidden(policy.MAY["dashboard.read"].asks)
    reader = _Past(session, actor, now, as_of, language) if as_of else _Present(session, actor, now, language)
    tracks = reader.tracks()
    by_id = {track.id: track for track in tracks}
    running = {track.id: track for track in tracks if track.state == "active"}
    today = (as_of or now).astimezone(dossiers.AMSTERDAM).date()
    looked_at = [t.id for t in running.values() if not t.imported][:CLOSER_LOOK]
    closer = {covenant: reader.outlook(covenant) for covenant in looked_at}
    fundamental = [
        o
        for o in reader.rows(tables.Objection, status="open", severity="fundamental")
        if o.covenant_id in running
    ]
    late = [
        r.deadline
        for r in reader.rows(tables.Reservation, status="open")
        if r.covenant_id in running and r.deadline and r.deadline < today
    ]
    leaving = [
        p.until_on
        for p in reader.rows(tables.Participation, status="withdrawn")
        if p.covenant_id in running and p.until_on and p.until_on > today
    ]
    overrides = [
        Open(by_id[c].path, by_id[c].name, by_id[c].fictional, passed)
        for c, row in closer.items()
        for passed in row.passed
    ]
    return Dashboard(
        tracks=tuple(tracks),
        health={covenant: row.health for covenant, row in closer.items() if row.health},
        halts=_halts(reader.rows(tables.TrackMove), by_id, today),
        slips=_slips(reader.rows(tables.PlannedDate), running),
        overrides=tuple(overrides),
        oldest_override=max(((today - one.passed.on).days for one in overrides), default=None),
        objections=_risk((o.raised_on for o in fundamental), today),
        reservations=_risk(late, today),
        leaving=Risk(len(leaving), None),
        contested=_contested(fundamental, by_id, today),
    )


class _Present:
    """Rows as the tables have them now, over all covenants at once."""

    def __init__(self, session: Session, actor: policy.Actor, now: datetime, language: str) -> None:
        self.session, self.actor, self.now, self.language = session, actor, now, language
        self.standing = policy.relations(actor)

    def tracks(self) -> list[Track]:
        """Every track, by name."""
        return portfolio.tracks(self.session, language=self.language)

    def rows(self, table: type[SQLModel], **equal: str) -> list[Any]:
        """Rows of which this reader may know, without content: counting needs none."""
        exposure: tables.Exposure = table.__exposure__  # type: ignore[attr-defined]
        if policy.sees(self.standing, exposure.row) == "none":
            return []
        kept = [c for c in table.__table__.columns if c.name not in exposure.content_columns]  # type: ignore[attr-defined]
        query = sa.select(*kept).filter_by(**equal).order_by(table.made, table.id)  # type: ignore[attr-defined]
        found = self.session.execute(query)
        return list(found)

    def outlook(self, covenant_id: str) -> outlook.Outlook:
        """One covenant looked at closely."""
        dossier = dossiers.load(self.session, self.actor, covenant_id=covenant_id, now=self.now)
        return outlook.of(dossier, facts.gather(dossier, self.language), self.language)


class _Past:
    """The same, folded from the ledger of each covenant as it was known then."""

    def __init__(
        self, session: Session, actor: policy.Actor, now: datetime, as_of: datetime, language: str
    ) -> None:
        self.language = language
        self.dossiers: dict[str, dossiers.Dossier] = {}
        for covenant_id in session.execute(sa.select(_c.id)).scalars():
            try:
                self.dossiers[covenant_id] = dossiers.load(
                    session, actor, covenant_id=covenant_id, now=now, as_of=as_of
                )
            except errors.NotFound:
                continue  # it did not exist yet

    def tracks(self) -> list[Track]:
        """Every track there was, by name."""
        found = [self._track(dossier) for dossier in self.dossiers.values()]
        place = {state: n for n, state in enumerate(portfolio.ORDER)}
        return sorted(found, key=lambda track: (place[track.state], track.name.lower(), track.id))

    def rows(self, table: type[SQLModel], **equal: str) -> list[Any]:
        """Rows of which this reader may know."""
        return [
            row
            for dossier in self.dossiers.values()
            for row in dossier.rows(table)
            if all(getattr(row, name) == value for name, value in equal.items())
        ]

    def outlook(self, covenant_id: str) -> outlook.Outlook:
        """One covenant looked at closely, on that day."""
        dossier = self.dossiers[covenant_id]
        return outlook.of(dossier, facts.gather(dossier, self.language), self.language)

    def _track(self, dossier: dossiers.Dossier) -> Track:
        covenant, english = dossier.covenant, self.language == "en"
        dated = {fact.name: fact.value for fact in dossier.rows(tables.DatedFact)}
        reached = [m.on for m in dossier.rows(tables.StageMove) if m.to_stage == covenant.stage]
        return Track(
            id=covenant.id,
            slug=covenant.slug,
            name=covenant.name_en if english else covenant.name_nl,
            sector=covenant.sector_en if english else covenant.sector_nl,
            stage=covenant.stage,
            state=portfolio.state_of(covenant),
            outcome=covenant.outcome,
            fictional=covenant.fictional,
            imported=covenant.imported,
            started_on=covenant.started_on,
            effective_on=covenant.effective_on,
            ends_on=covenant.ends_on,
            status=covenant.status_en if english else covenant.status_nl,
            status_as_of=covenant.status_as_of,
            since=max(reached, default=None),
            parties=sum(p.counts for p in facts.parties_of(dossier)),
            signed=dated.get("signing"),
            over=dated.get("term_end") or dated.get("stopped"),
        )


def _risk(since: Iterable[date], today: date) -> Risk:
    ages = [(today - day).days for day in since]
    return Risk(len(ages), max(ages, default=None))


def _contested(
    fundamental: list[Any], by_id: Mapping[str, Track], today: date
) -> tuple[tuple[Track, int, int], ...]:
    ages: dict[str, list[int]] = {}
    for one in fundamental:
        ages.setdefault(one.covenant_id, []).append((today - one.raised_on).days)
    rows = [(by_id[covenant], len(days), max(days)) for covenant, days in ages.items()]
    return tuple(sorted(rows, key=lambda row: (-row[2], row[0].name)))


def _halts(moves: list[Any], by_id: Mapping[str, Track], today: date) -> dict[str, Halt]:
    last = {move.covenant_id: move for move in moves}
    return {
        covenant: Halt((today - move.on).days, move.review_on)
        for covenant, move in last.items()
        if covenant in by_id and by_id[covenant].state == "paused" and move.to_status == "paused"
    }


def _slips(plans: list[Any], running: Mapping[str, Track]) -> tuple[Slip, ...]:
    """Dates of stages still ahead that were planned more than once, the longest slip first."""
    series: dict[tuple[str, str], list[date]] = {}
    for plan in plans:
        if plan.covenant_id in running:
            series.setdefault((plan.covenant_id, plan.stage), []).append(plan.on)
    found = []
    for (covenant, stage), days in series.items():
        track = running[covenant]
        ahead = stage not in STAGES or STAGES.index(stage) > STAGES.index(track.stage)
        slip = (days[-1] - days[0]).days
        if ahead and slip > 0:
            found.append(
                Slip(track.path, track.name, track.fictional, stage, days[0], days[-1], slip, len(days) - 1)
            )
    return tuple(sorted(found, key=lambda slip: (-slip.days, slip.name)))
