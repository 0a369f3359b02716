"""Every route with every actor: the application on a prepared database, asked without leaving a trace."""

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx2 import ASGITransport, AsyncClient, Response
from sqlmodel import Session

from tests.database import Databases
from tests.web import stage_set
from tracker.app import create_app
from tracker.commands import rounds
from tracker.config import Settings
from tracker.store import db
from tracker.web import deps, forms, security
from tracker.web.pages import ROUTERS

SEEN = str(2**31 - 1)
"""A reader who has seen every line there will ever be: staleness is the subject of other tests."""
NOBODY = "00000000-0000-4000-8000-000000000000"
VISIT = "een-bezoeker"
VARIES = re.compile(r'name="key" value="[^"]*"')


@dataclass(frozen=True)
class Route:
    """One address with one method, its deed and the fields of its form."""

    method: str
    path: str
    deed: str
    fields: tuple[str, ...]
    files: frozenset[str]
    query: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def places(self) -> tuple[str, ...]:
        """What stands between braces in the address."""
        return tuple(re.findall(r"{(\w+)}", self.path))


def routes() -> tuple[Route, ...]:
    """Everything the routers answer, so that a route of tomorrow is asked tomorrow."""
    found = []
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            models = list(_models(route.dependant))
            names = {name: field for model in models for name, field in model.model_fields.items()}
            uploads = frozenset(name for name, field in names.items() if forms._is_file(field))
            query = {param.alias for one in _walk(route.dependant) for param in one.query_params}
            deed = str((route.openapi_extra or {})[deps.DEED])
            for method in sorted(route.methods or ()):
                found.append(Route(method, route.path, deed, tuple(names), uploads, tuple(sorted(query))))
    return tuple(found)


def _walk(dependant: Any) -> Iterator[Any]:
    yield dependant
    for inner in dependant.dependencies:
        yield from _walk(inner)


def _models(dependant: Any) -> Iterator[type[forms.Form]]:
    for one in _walk(dependant):
        for cell in getattr(one.call, "__closure__", None) or ():
            kind = cell.cell_contents
            if isinstance(kind, type) and issubclass(kind, forms.Form):
                yield kind


class Rehearsal(Session):
    """A session whose commit only flushes: the same answers, and the stage stays as it was."""

    def commit(self) -> None:
        self.flush()


@dataclass
class Theatre:
    """The application with the stage set on it, and a seat for every actor."""

    app: FastAPI
    portal: BlockingPortal
    stage: stage_set.Stage
    engine: sa.Engine
    language: str = "nl"
    extra: Mapping[str, str] = field(default_factory=dict)

    def resolve(self, value: Any) -> Any:
        """An id by the name it has on the stage, or several; any other text as it is."""
        if isinstance(value, list):
            return [self.resolve(one) for one in value]
        return self.stage.ids[value[1:]] if value.startswith("@") else value

    def ask(
        self,
        actor: str,
        method: str,
        path: str,
        form: Mapping[str, Any] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        **how: Any,
    ) -> Response:
        """One request by one actor; a form gets this actor's token, and a fresh key."""
        sent = {"cookie": self.cookie(actor), "accept-language": self.language, "accept-encoding": "identity"}
        sent |= dict(headers or {})
        if method != "GET" and "content" not in how:
            typed = {"csrf": self.csrf(actor), "seen": SEEN, "key": secrets.token_urlsafe(16), **(form or {})}
            how.setdefault("data", typed)

        self.app.state.attempts = security.Attempts()  # how often one may try is proved elsewhere

        async def request() -> Response:
            # no test client: its ten hops between threads cost more than most pages
            transport = ASGITransport(app=self.app, raise_app_exceptions=False)
            async with AsyncClient(transport=transport, base_url="http://testserver") as client:
                return await client.request(method, path, headers=sent, follow_redirects=False, **how)

        return self.portal.call(request)

    def get(self, actor: str, path: str, **headers: str) -> Response:
        return self.ask(actor, "GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def cookie(self, actor: str) -> str:
        if actor == "anonymous":
            return f"{security.VISIT}={VISIT}"
        return f"{security.SESSION}={stage_set.token(actor)}"

    def csrf(self, actor: str) -> str:
        if actor == "anonymous":
            return security.Tokens(visit=VISIT).csrf()
        return security.Tokens(session=stage_set.token(actor)).csrf()


def masked(answer: Response) -> str:
    """An answer without what differs from one drawing to the next: the idempotency keys."""
    return VARIES.sub('name="key"', answer.text)


@contextmanager
def playing(url: str, folder: Path, differing: frozenset[str] = frozenset()) -> Iterator[Theatre]:
    """The stage set and the application on this empty database."""
    engine = db.make_engine(url)
    with db.writing(engine) as session:
        stage = stage_set.build(session, folder / "files", differing)
    for path in (folder / "files").rglob("*"):
        os.utime(path, (stage_set.NOW.timestamp(),) * 2)  # handed in at the time of the play
    app = create_app(Settings(data=folder, demo=True), engine=engine, clock=lambda: stage_set.OPENED)
    with db.writing(engine) as session:
        # the stage set no longer negotiates: the first visitor would end its round, and write a line of it
        rounds.open_due(session, stage_set.OPENED)
    with start_blocking_portal() as portal:
        yield Theatre(app, portal, stage, engine)
    engine.dispose()


@contextmanager
def rehearsing(databases: Databases, kind: str, folder: Path) -> Iterator[Theatre]:
    """A theatre in which nothing that is done stays done."""
    with (
        databases.fresh(kind) as url,
        playing(url, folder) as theatre,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(deps, "Session", Rehearsal)
        yield theatre
