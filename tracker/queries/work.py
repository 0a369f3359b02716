"""Landing pages: what needs this reader now, in the covenants that are the reader's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from tracker import policy
from tracker.queries import addresses, outlook, points, table_asks
from tracker.queries import expiring as mandates
from tracker.queries.outlook import Ahead, Late, Outlook, Passed, Words
from tracker.queries.points import Point
from tracker.store import dossiers, tables
from workflows import counting
from workflows.facts import Facts
from workflows.parties import Role


@dataclass(frozen=True, slots=True)
class Piece:
    """Something handed in that waits for a judgement."""

    path: str
    title: Words
    cycle: int | None
    party: str
    covenant: str
    submitted_at: datetime | None
    submitted_by: str
    document: str
    revision: int
    visibility: str
    due: date | None
    conflict: bool
    """From the reader's own organisation: a second facilitator judges it."""


@dataclass(frozen=True, slots=True)
class LateRow:
    """A late party with the covenant it is late in."""

    slug: str
    covenant: str
    late: Late


@dataclass(frozen=True, slots=True)
class PassedRow:
    """A passed condition with its covenant."""

    slug: str
    covenant: str
    passed: Passed


@dataclass(frozen=True, slots=True)
class FacilitatorWork:
    """Waar ben ik nu nodig?"""

    covenants: tuple[Outlook, ...]
    pieces: tuple[Piece, ...]
    homework: tuple[Point, ...]
    late: tuple[LateRow, ...]
    passed: tuple[PassedRow, ...]
    week: tuple[Ahead, ...]
    expiring: tuple[mandates.Expiring, ...] = ()
    asks: tuple[table_asks.Ask, ...] = ()

    def count(self, rank: str) -> int:
        """Covenants that are sorted under this reason."""
        return sum(one.rank == rank for one in self.covenants)

    @property
    def mine(self) -> int:
        """Pieces this reader may judge."""
        return sum(not piece.conflict for piece in self.pieces)

    @property
    def running(self) -> int:
        """Own covenants whose track runs."""
        return sum(one.track_status == outlook.RUNNING for one in self.covenants)


def facilitator(session: Session, actor: policy.Actor, *, now: datetime, language: str) -> FacilitatorWork:
    """Own covenants by urgency, what waits for a judgement, who is late, what was passed, and this week."""
    covenants: list[Outlook] = []
    pieces: list[Piece] = []
    homework: list[Point] = []
    ending: list[mandates.Expiring] = []
    asks: list[table_asks.Ask] = []
    today = now.astimezone(dossiers.AMSTERDAM).date()
    for dossier, known, row in points.each(session, actor, points.facilitated(actor), now, language):
        covenants.append(row)
        pieces += _pieces(dossier, known, row, actor)
        ending += mandates.mandates(dossier, known, row)
        asks += table_asks.of(dossier, row, actor)
        if row.track_status == outlook.RUNNING:
            homework += _homework(dossier, known, row)
        homework += _reviews(dossier, known, row)
    order = {rank: n for n, rank in enumerate(outlook.RANKS)}
    covenants.sort(key=lambda one: (order[one.rank], -one.overdue, -one.waiting, one.name.casefold()))
    never = datetime.max.replace(tzinfo=now.tzinfo)
    pieces.sort(key=lambda p: (p.conflict, p.due or date.max, p.submitted_at or never, p.party))
    homework.sort(key=lambda p: (p.due or date.max, p.covenant, p.title["nl"]))
    rows = [LateRow(one.slug, one.name, late) for one in covenants for late in one.late]
    passed = [PassedRow(one.slug, one.name, each) for one in covenants for each in one.passed]
    return FacilitatorWork(
        covenants=tuple(covenants),
        pieces=tuple(pieces),
        homework=tuple(homework),
        late=tuple(sorted(rows, key=lambda row: (row.late.oldest, row.late.name))),
        passed=tuple(sorted(passed, key=lambda row: (row.passed.valid_until or date.max, row.covenant))),
        week=outlook.within_week(tuple(covenants), today),
        expiring=tuple(sorted(ending, key=lambda e: (e.until, e.party))),
        asks=tuple(asks),
    )


def _pieces(dossier: dossiers.Dossier, known: Facts, row: Outlook, actor: policy.Actor) -> Iterator[Piece]:
    taking = {p.id: p for p in dossier.rows(tables.Participation)}
    names = {p.id: p.name for p in known.parties}
    kept = points.kept_of(dossier)
    papers: dict[str, tables.Evidence] = {}
    for paper in dossier.rows(tables.Evidence):
        papers[paper.requirement_id] = paper
    for item in known.items:
        if not outlook.to_judge(item):
            continue
        stored = kept.get((item.party_id, item.code, item.cycle, item.version_id))
        found = papers.get(stored.id) if stored else None
        party = taking[item.party_id]
        yield Piece(
            path=addresses.requirement(row.slug, item.party_id, item.code, item.cycle),
            title=outlook.title_of(dossier.covenant, item),
            cycle=item.cycle,
            party=names[item.party_id],
            covenant=row.name,
            submitted_at=found.submitted_at if found else None,
            submitted_by=(found.submitted_by_name or "") if found else "",
            document=(found.title or "") if found else "",
            revision=found.revision if found else 1,
            visibility=stored.visibility if stored else "table",
            due=item.due,
            conflict=party.organisation_id in actor.organisations and party.role != Role.FACILITATOR,
        )


REVIEW: Words = {"nl": "Opschorting opnieuw bekijken", "en": "Look at the suspension again"}
PAUSE: Words = {"nl": "Pauze opnieuw bekijken", "en": "Look at the pause again"}


def _reviews(dossier: dossiers.Dossier, known: Facts, row: Outlook) -> Iterator[Point]:
    """Suspensions and a pause whose day to be looked at again has come."""
    names = {p.id: p.name for p in known.parties}
    for p in dossier.rows(tables.Participation):
        if p.status == "suspended" and p.review_on is not None and p.review_on <= known.today:
            path = addresses.party(row.slug, p.id)
            yield _review(row, REVIEW, path, p.review_on, names[p.id])
    if row.track_status == "paused" and row.review_on is not None and row.review_on <= known.today:
        yield _review(row, PAUSE, addresses.track(row.slug, "resume"), row.review_on, "")


def _review(row: Outlook, title: Words, path: str, due: date, party: str) -> Point:
    return Point(
        path=path, title=title, covenant=row.name, stage=row.stage, cycle=None, party=party, due=due,
        mandatory=True, status="not_started",
    )  # fmt: skip


def _homework(dossier: dossiers.Dossier, known: Facts, row: Outlook) -> Iterator[Point]:
    """The facilitator's own checklist, and what the secretariat does for companies."""
    parties = {p.id: p for p in known.parties}
    for item in known.items:
        party = parties[item.party_id]
        own = party.role is Role.FACILITATOR and counting.is_open(item)
        waits = item.waits_for_secretariat and item.mandatory and item.status not in counting.SETTLED
        if own or waits:
            yield points.point(dossier, row, item, "" if own else party.name)
