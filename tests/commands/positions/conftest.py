"""A covenant in negotiation with a text in clauses on the table; every test is rolled back."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, database, registers
from tests.registers import NOW
from tracker import policy
from tracker.commands import act, drafting, positions, rounds, texts
from tracker.store import db, dossiers, drawers, ledger, tables
from workflows import clauses

THREE = ("platform-apparatuur", "vakbond-techniek", "schone-mijnen")
OWN, UNION, NGO = THREE
TEXT = """# Artikel 1. Doel

Samen werken aan de keten.

# Artikel 5. Herkomst

1. Partijen brengen de herkomst in kaart.
2. Bedrijven maken openbaar welke smelterijen zij afnemen.
"""
WHY = "Zonder mijnen in de lijst is de herkomst niet te controleren."
WAY = "Mijnen terug in lid 2, met drie jaar in plaats van twee."


@dataclass(frozen=True)
class Room:
    """An engine with the play and the text that lies on the table."""

    engine: sa.Engine
    play: cast.Play
    text: str


@dataclass
class Table:
    """The room in one transaction: short words for what people do there."""

    session: Session
    play: cast.Play
    text: str
    now: datetime = field(default=NOW)

    @property
    def id(self) -> str:
        return self.play.id

    def party(self, slug: str) -> str:
        return self.play.parties[slug]

    def dossier(self, who: policy.Actor | None = None) -> dossiers.Dossier:
        return dossiers.load(self.session, who or self.play.facilitator, covenant_id=self.id, now=self.now)

    def clause(self, number: str) -> str:
        (variant,) = [v for v in self.dossier().rows(tables.TextVariant) if v.text_version_id == self.text]
        return next(c.id for c in clauses.stored(variant.clauses) if c.number == number)

    def _said(self, slug: str, stance: str, **more: Any) -> dict[str, Any]:
        return {
            "participation_id": self.party(slug), "text_id": self.text, "stance": stance, "now": self.now,
            **more,
        }  # fmt: skip

    def save(self, slug: str, stance: str = "agree", **more: Any) -> act.Receipt:
        who = more.pop("who", None) or self.play.speaker(slug)
        return drafting.save(self.session, who, self.id, **self._said(slug, stance, **more))

    def share(self, slug: str, stance: str = "agree", **more: Any) -> act.Receipt:
        who = more.pop("who", None) or self.play.speaker(slug)
        return positions.share(self.session, who, self.id, **self._said(slug, stance, **more))

    def object_to(self, slug: str, number: str = "5.2") -> act.Receipt:
        return self.share(slug, "fundamental", clause_id=self.clause(number), remarks=WHY, resolution=WAY)

    def round(self, *, sealed: bool = True, days: int = 7, **more: Any) -> str:
        who = more.pop("who", None) or self.play.facilitator
        deadline = dossiers.end_of_day(self.now.date()).date() + timedelta(days=days)
        given = {"text_id": self.text, "sealed": sealed, "deadline": deadline, "now": self.now, **more}
        return rounds.open_(self.session, who, self.id, **given).id

    def positions(self) -> list[tables.Position]:
        return list(self.dossier().rows(tables.Position))

    def live(self) -> dict[tuple[str, str], str | None]:
        names = {v: k for k, v in self.play.parties.items()}
        return {
            (names[p.participation_id], p.clause_id or ""): p.stance
            for p in self.positions()
            if p.followed_on is None
        }

    def drafts(self, slug: str) -> list[tuple[str, str | None]]:
        found = drawers.of_party(self.session, self.party(slug), self.text)
        return [(d.status, d.stance) for d in found]

    def kinds(self, log: str = "") -> list[str]:
        return [line.kind for line in ledger.lines(self.session, log or self.id)]

    def size(self) -> int:
        return ledger.head(self.session, self.id).size


def build(session: Session, table: tuple[str, ...] = THREE) -> tuple[cast.Play, str]:
    """The covenant with three parties and a text in clauses on the table."""
    play = cast.covenant(
        session, NOW - timedelta(days=1), company=True, supporter=True, on=registers.BEGAN, table=table
    )
    registers.put_in(session, play, "negotiation")
    made = texts.add(
        session, play.facilitator, play.id, number="0.9", variants={"nl": texts.Variant(TEXT)}, now=NOW
    )
    texts.table(session, play.facilitator, play.id, made.id, now=NOW, on=date(2026, 3, 1))
    in_clauses(session, play, made.id)
    return play, made.id


def in_clauses(session: Session, play: cast.Play, text_id: str) -> None:
    """Give the clauses of a version ids that tests can count on."""
    doing, dossier = act.begin(session, play.facilitator, play.id, deed="text.write", now=NOW)
    for variant in dossier.rows(tables.TextVariant):
        if variant.text_version_id == text_id:
            split = enumerate(clauses.split(variant.text or ""))
            kept = [replace(c, id=f"artikel-{n}").stored() for n, c in split]
            doing.change(tables.TextVariant, variant.id, clauses=kept)
    doing.record("text.add", subject="texts")


@pytest.fixture(scope="session", params=database.KINDS)
def room(databases: database.Databases, request: pytest.FixtureRequest) -> Iterator[Room]:
    with databases.fresh(request.param) as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            play, text = build(session)
        yield Room(engine, play, text)
        engine.dispose()


@pytest.fixture
def table(room: Room) -> Iterator[Table]:
    with Session(db.for_writing(room.engine), expire_on_commit=False) as opened:
        yield Table(opened, room.play, room.text)
        opened.rollback()
