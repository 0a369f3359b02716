"""Signing in as somebody of the cast, and reading pages and forms of a covenant in negotiation."""

import re
from html import unescape

import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests import cast
from tests.web.conftest import Browser, Clock
from tracker.store import accounts, db, dossiers

WHY = "De achterban van twee partijen wil artikel vijf opnieuw bespreken."
PATH = "/convenanten/elektronica"
FIELDS = re.compile(r'name="(seen|key)" value="([^"]+)"')


def as_(app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play, who: str) -> Browser:
    """A browser in which somebody of the cast has signed in."""
    with db.writing(store) as session:
        token = accounts.start_session(session, play.actors[who].id, now=clock(), agent="test")
    client = TestClient(app, raise_server_exceptions=False)
    client.cookies.set("sessie", token)
    return Browser(client)


def form_of(browser: Browser, path: str) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    page = browser.get(path)
    assert page.status_code == 200
    return dict(FIELDS.findall(page.text))


def text_of(page: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def stage(store: sa.Engine) -> str:
    with db.reading(store) as session:
        return dossiers.find(session, slug="elektronica").stage
