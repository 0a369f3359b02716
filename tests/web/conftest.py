"""A browser without a screen: the application on a fresh database, people who can sign in, a clock to move."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from httpx2 import Response
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from starlette.testclient import TestClient

from tests.database import Databases
from tracker import policy
from tracker.app import create_app
from tracker.commands import accounts
from tracker.config import Settings
from tracker.store import db

PASSWORD = "een lange zin met woorden"
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass
class Clock:
    """The moment the application sees."""

    moment: datetime = datetime(2025, 11, 24, 8, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def passes(self, **time: float) -> None:
        self.moment += timedelta(**time)


@dataclass
class Browser:
    """One reader: keeps cookies, and posts forms with the token of the page it was on."""

    client: TestClient
    token: str = field(default="", init=False)

    def get(self, path: str, **how: Any) -> Response:
        answer = self.client.get(path, follow_redirects=False, **how)
        if found := TOKEN.search(answer.text):
            self.token = found[1]
        return answer

    def post(self, path: str, data: Mapping[str, Any] | None = None, **how: Any) -> Response:
        sent = {"csrf": self.token, **(data or {})}
        return self.client.post(path, data=sent, follow_redirects=False, **how)

    def sign_in(self, email: str, password: str = PASSWORD, **data: str) -> Response:
        self.get("/aanmelden")
        answer = self.post("/aanmelden", {"email": email, "wachtwoord": password, **data})
        self.get("/account")
        return answer


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 at its cheapest: its price is no subject here."""
    monkeypatch.setattr(
        accounts, "_hasher", PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    )
    monkeypatch.setattr(accounts, "_decoy", None)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(databases: Databases) -> Iterator[sa.Engine]:
    """A fresh SQLite database; what both databases must do asks for `engine` instead."""
    with databases.fresh("sqlite") as url:
        engine = db.make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def app(store: sa.Engine, clock: Clock, tmp_path: Path) -> FastAPI:
    return create_app(Settings(data=tmp_path, demo=True), engine=store, clock=clock)


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    return Browser(TestClient(app, raise_server_exceptions=False))


@pytest.fixture
def second_browser(app: FastAPI) -> Browser:
    """Another device of the same reader, or another reader."""
    return Browser(TestClient(app, raise_server_exceptions=False))


@pytest.fixture
def nadia(store: sa.Engine, clock: Clock) -> str:
    """The address of somebody who can sign in."""
    with db.writing(store) as session:
        accounts.create(
            session,
            policy.ANYBODY,
            now=clock(),
            email="nadia@voorbeeld.nl",
            name="Nadia Verkerk",
            password=PASSWORD,
            roles=["manager"],
        )
    return "nadia@voorbeeld.nl"


@pytest.fixture
def persona(store: sa.Engine, clock: Clock) -> str:
    """The id of a demonstration persona."""
    with db.writing(store) as session:
        return accounts.create(
            session,
            policy.ANYBODY,
            now=clock(),
            email="bram@voorbeeld.nl",
            name="Bram de Wit",
            persona="Ziet het convenant als partij",
        )
