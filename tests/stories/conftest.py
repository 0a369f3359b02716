"""A story is told once, on SQLite: that both databases keep the same is proved elsewhere."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tracker.store import db


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made
