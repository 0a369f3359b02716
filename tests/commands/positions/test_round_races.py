"""Two at once: the last two parties seal, and two clocks strike; the round opens once and the record is whole."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlmodel import Session

from tests import database
from tests.commands.positions import conftest
from tests.commands.positions.conftest import NGO, OWN, THREE, UNION, Table
from tests.registers import NOW
from tracker.commands import rounds
from tracker.queries import audit
from tracker.store import db, tables


@pytest.fixture(params=database.KINDS)
def apart(databases: database.Databases, request: pytest.FixtureRequest) -> Iterator[conftest.Room]:
    """A room of one's own, for what has to be committed."""
    with databases.fresh(request.param) as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            play, text = conftest.build(session)
            Table(session, play, text).round()
        yield conftest.Room(engine, play, text)
        engine.dispose()


def test_the_last_two_parties_seal_at_once_and_the_round_opens_once(apart: conftest.Room) -> None:
    with db.writing(apart.engine) as session:
        Table(session, apart.play, apart.text).share(OWN)
    start = Barrier(4)

    def seal(slug: str) -> None:
        start.wait()
        with db.writing(apart.engine) as session:
            Table(session, apart.play, apart.text).share(slug)

    def tick(_: str) -> None:
        start.wait()
        with db.writing(apart.engine) as session:
            rounds.open_due(session, NOW + timedelta(hours=1))

    with ThreadPoolExecutor(4) as pool:
        busy = [
            pool.submit(seal, UNION),
            pool.submit(seal, NGO),
            pool.submit(tick, ""),
            pool.submit(tick, ""),
        ]
        for one in busy:
            one.result()
    with db.reading(apart.engine) as session:
        table = Table(session, apart.play, apart.text)
        assert table.kinds().count("round.reveal") == 1
        assert table.live() == {(slug, ""): "agree" for slug in THREE}
        assert [fault for _, faults in audit.check_all(session) for fault in faults] == []


def test_two_clocks_strike_at_once_and_the_round_opens_once(apart: conftest.Room) -> None:
    with db.writing(apart.engine) as session:
        Table(session, apart.play, apart.text).share(OWN)
    later, start = NOW + timedelta(days=30), Barrier(3)

    def tick(_: int) -> int:
        start.wait()
        with db.writing(apart.engine) as session:
            return rounds.open_due(session, later)

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(tick, range(3))) == [0, 0, 1]
    with db.reading(apart.engine) as session:
        assert Table(session, apart.play, apart.text).kinds().count("round.reveal") == 1


def test_the_record_tells_of_a_fault_in_a_drawer_without_saying_whose(apart: conftest.Room) -> None:
    with db.writing(apart.engine) as session:
        Table(session, apart.play, apart.text).share(OWN)
        assert audit.check_drawers(session) == []
        _spoil(session)
    with db.reading(apart.engine) as session:
        found = dict(audit.check_all(session))
        assert found.pop(audit.DRAWERS) != []
        assert all(not faults for faults in found.values())
        told = str(audit.check_drawers(session))
        assert not any(apart.play.parties[slug] in told for slug in THREE)


def _spoil(session: Session) -> None:
    session.execute(tables.Draft.__table__.update().values(stance="agree", remarks="Veranderd."))  # type: ignore[attr-defined]
