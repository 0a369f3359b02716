"""A mandate belongs to the participation; who has to renew it hears so thirty days before it ends."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, database, registers
from tests.registers import NOW, OWN, RIVAL
from tracker.commands import mandates, participations
from tracker.queries import expiring, party_work, register_consent, work
from tracker.queries import registers as views
from tracker.store import db, dossiers

LAST = date(2026, 12, 31)


@pytest.fixture(scope="module")
def engine(databases: database.Databases) -> Iterator[sa.Engine]:
    with databases.fresh("sqlite") as url:
        made = db.make_engine(url)
        yield made
        made.dispose()


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with Session(db.for_writing(engine), expire_on_commit=False) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def play(session: Session) -> cast.Play:
    made = cast.covenant(session, NOW - timedelta(days=1), on=registers.BEGAN)
    registers.put_in(session, made, "negotiation")
    registers.mandate(session, made)
    return made


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (LAST - timedelta(days=31), []),
        (LAST - timedelta(days=30), [(LAST, False)]),
        (LAST, [(LAST, False)]),
        (LAST + timedelta(days=1), [(LAST, True)]),
    ],
)
def test_the_facilitator_and_the_party_are_warned_thirty_days_before(
    session: Session, play: cast.Play, day: date, told: list[tuple[date, bool]]
) -> None:
    desk = work.facilitator(session, play.facilitator, now=at(day), language="nl")
    own = party_work.party(session, play.speaker(OWN), now=at(day), language="nl")
    rival = party_work.party(session, play.speaker(RIVAL), now=at(day), language="nl")
    assert [(e.until, e.over) for e in desk.expiring] == told
    assert [(e.until, e.over) for e in own.expiring] == told
    assert rival.expiring == ()


def test_a_new_mandate_ends_the_warning(session: Session, play: cast.Play) -> None:
    mandates.record(
        session, play.speaker(OWN), play.id, participation_id=play.parties[OWN], body="Bestuur",
        decided_on=date(2026, 3, 1), valid_from=date(2026, 12, 1), valid_until=date(2027, 12, 31), now=NOW,
    )  # fmt: skip
    assert work.facilitator(session, play.facilitator, now=at(LAST), language="nl").expiring == ()


def test_the_table_sees_that_it_is_there_and_until_when_and_a_change_of_people_leaves_it(
    session: Session, play: cast.Play
) -> None:
    participations.describe(
        session, play.speaker(OWN), play.id, play.parties[OWN], contact_name="Een ander", now=NOW
    )
    desk = views.desk(session, play.speaker(RIVAL), play.slug, "mandates", language="nl", now=NOW)
    (row,) = register_consent.mandates(desk).rows
    assert (row.state, row.valid_until, row.substance, row.body, row.full) == ("valid", LAST, "", "", False)
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    assert expiring.last_days(dossier) == {play.parties[OWN]: LAST}


def test_the_register_warns_too(session: Session, play: cast.Play) -> None:
    desk = views.desk(
        session, play.facilitator, play.slug, "mandates", language="nl", now=at(LAST - timedelta(days=3))
    )
    assert [r.soon for r in register_consent.mandates(desk).rows] == [True]
