"""The landing page of a party: where its covenants stand, and what it has to do."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from tracker import policy
from tracker.queries import addresses, history, outlook, points, stages, table_asks
from tracker.queries import expiring as mandates
from tracker.queries.history import HistoryLine
from tracker.queries.outlook import Outlook
from tracker.queries.points import Point
from tracker.queries.stages import Step
from tracker.store import dossiers, tables
from workflows import counting
from workflows.facts import STAGES, Facts, Item

OURS = frozenset({"not_started", "in_progress", "returned", "stale", "expired"})
"""States in which the party itself has to act."""
LATEST = 6
"""Changes shown on the landing page."""


@dataclass(frozen=True, slots=True)
class Share:
    """How far one own participation is in one stage or covenant year."""

    covenant: str
    path: str
    party: str
    stage: str
    cycle: int | None
    progress: counting.Progress


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one covenant stands, for a party in it."""

    outlook: Outlook
    inside: bool
    """At the table: may see the gate and the others' progress."""
    invited: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A ledger line this reader may see, with its covenant."""

    covenant: str
    path: str
    line: HistoryLine


@dataclass(frozen=True, slots=True)
class PartyWork:
    """Waar staan we, en wat moeten wij doen?"""

    organisations: tuple[str, ...]
    fictional: bool
    company: bool
    stands: tuple[Stand, ...]
    asked: tuple[Point, ...]
    submitted: tuple[Point, ...]
    shares: tuple[Share, ...]
    changes: tuple[Change, ...]
    today: date
    expiring: tuple[mandates.Expiring, ...] = ()
    asks: tuple[table_asks.Ask, ...] = ()

    @property
    def overdue(self) -> int:
        """Mandatory points past their day."""
        return sum(self.is_late(point) for point in self.asked)

    @property
    def returned(self) -> int:
        """Points that came back with a reason."""
        return sum(point.status == "returned" for point in self.asked)

    def is_late(self, point: Point) -> bool:
        """Past its due date, unless the clock stands still."""
        return bool(point.due and not point.stopped and point.mandatory and point.due < self.today)


def party(session: Session, actor: policy.Actor, *, now: datetime, language: str) -> PartyWork:
    """Where the covenants of one's own organisations stand, and what is asked of them."""
    today = now.astimezone(dossiers.AMSTERDAM).date()
    stands: list[Stand] = []
    asked: list[Point] = []
    submitted: list[Point] = []
    shares: list[Share] = []
    changes: list[Change] = []
    company = True
    ending: list[mandates.Expiring] = []
    asks: list[table_asks.Ask] = []
    bodies = set(actor.organisations)
    for dossier, known, row in points.each(session, actor, points.joined(session, actor), now, language):
        stands.append(_stand(dossier, row, language))
        bodies |= {
            p.organisation_id for p in dossier.rows(tables.Participation) if p.id in dossier.standing.own
        }
        recent = history.history(session, dossier, language, size=LATEST).lines
        changes += [Change(row.name, addresses.covenant(row.slug), line) for line in recent]
        ending += mandates.mandates(dossier, known, row, only=dossier.standing.own)
        asks += table_asks.of(dossier, row, actor)
        company = company and policy.PARTY not in dossier.standing.relations
        if row.track_status in (outlook.RUNNING, "paused"):
            here, handed = _own(dossier, known, row)
            asked += here
            submitted += handed
            shares += _shares(dossier, known, row)
    asked.sort(key=lambda p: (p.due or date.max, not p.mandatory, p.covenant, STAGES.index(p.stage)))
    urgency = {"active": 0, "paused": 1}
    stands.sort(key=lambda s: (urgency.get(s.outlook.track_status, 2), s.outlook.name.casefold()))
    mine = _organisations(session, bodies, language)
    return PartyWork(
        organisations=tuple(name for name, _ in mine),
        fictional=any(fictional for _, fictional in mine),
        company=company and bool(stands),
        stands=tuple(stands),
        asked=tuple(asked),
        submitted=tuple(submitted),
        shares=tuple(shares),
        changes=tuple(sorted(changes, key=lambda change: change.line.at, reverse=True)[:LATEST]),
        today=today,
        expiring=tuple(ending),
        asks=tuple(sorted(asks, key=lambda ask: (ask.due or date.max, ask.covenant))),
    )


def _organisations(session: Session, bodies: set[str], language: str) -> list[tuple[str, bool]]:
    table = tables.Organisation
    found = session.execute(
        sa.select(table.name_nl, table.name_en, table.fictional).where(  # type: ignore[call-overload]
            table.id.in_(sorted(bodies))  # type: ignore[attr-defined]
        )
    )
    return sorted((en if language == "en" else nl, fictional) for nl, en, fictional in found)


def _own(dossier: dossiers.Dossier, known: Facts, row: Outlook) -> tuple[list[Point], list[Point]]:
    """What the reader's own participations have to do, and what they handed in."""
    own = dossier.standing.own
    names = {p.id: p.name for p in known.parties}
    kept = points.kept_of(dossier)
    asked: list[Point] = []
    handed: list[Point] = []
    for item in known.items:
        if item.party_id not in own or item.waits_for_secretariat:
            continue
        stored = kept.get((item.party_id, item.code, item.cycle, item.version_id))
        if not item.mandatory and item.stage != known.stage and item.status == "not_started":
            continue  # nobody still expects what was voluntary in an earlier stage
        if item.status in OURS:
            asked.append(
                _to_answer(points.point(dossier, row, item, names[item.party_id], stored), row, item)
            )
        elif item.status == "submitted":
            handed.append(points.point(dossier, row, item, names[item.party_id], stored))
    return asked, handed


def _to_answer(point: Point, row: Outlook, item: Item) -> Point:
    """The response to the text is given where one takes a position: that hands it in by itself."""
    if item.code != "NEG-05" or not item.version_id:
        return point
    return replace(point, path=f"/convenanten/{row.slug}/teksten/{item.version_id}/standpunt")


def _shares(dossier: dossiers.Dossier, known: Facts, row: Outlook) -> Iterator[Share]:
    """Progress per own participation: the present stage, and each covenant year that asks something."""
    for party in known.parties:
        if party.id not in dossier.standing.own:
            continue
        own = counting.select(known.items, party_id=party.id, stage=known.stage)
        for cycle in sorted({i.cycle or 0 for i in own}):
            part = [i for i in own if (i.cycle or 0) == cycle]
            yield Share(
                covenant=row.name,
                path=addresses.party(row.slug, party.id),
                party=party.name,
                stage=known.stage,
                cycle=cycle or None,
                progress=counting.progress(part, today=known.today),
            )


def _stand(dossier: dossiers.Dossier, row: Outlook, language: str) -> Stand:
    taking = {p.id: p.status for p in dossier.rows(tables.Participation)}
    return Stand(
        outlook=row,
        inside=policy.may(dossier.standing, "covenant.table"),
        invited=all(taking[p] == "invited" for p in dossier.standing.own),
        steps=stages.steps(dossier, language),
    )
