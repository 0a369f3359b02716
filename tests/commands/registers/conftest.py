"""One covenant per kind of database; every test works in a transaction that is rolled back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, database, registers
from tracker.store import db


@dataclass(frozen=True)
class House:
    """A database with the cast's covenant in it, in negotiation."""

    engine: sa.Engine
    play: cast.Play


@pytest.fixture(scope="session", params=database.KINDS)
def house(databases: database.Databases, request: pytest.FixtureRequest) -> Iterator[House]:
    with databases.fresh(request.param) as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            play = cast.covenant(
                session, registers.NOW - timedelta(days=1), company=True, supporter=True, on=registers.BEGAN
            )
            registers.put_in(session, play, "negotiation")
        yield House(engine, play)
        engine.dispose()


@pytest.fixture
def play(house: House) -> cast.Play:
    return house.play


@pytest.fixture
def session(house: House) -> Iterator[Session]:
    with Session(db.for_writing(house.engine), expire_on_commit=False) as opened:
        yield opened
        opened.rollback()
