"""Visiting the registers of the scene: reading as somebody of the cast, and posting a form from its page."""

from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from tests.registers import NOW, Scene
from tests.web.conftest import Browser
from tracker.commands import demo_cast
from tracker.store import db, tables
from tracker.web import security

SEEN = str(2**31 - 1)


def reader(app: FastAPI, store: sa.Engine, who: str) -> Browser:
    """Somebody of the cast, signed in as a persona; everybody may for a test."""
    browser = Browser(TestClient(app, raise_server_exceptions=False))
    if who:
        with db.writing(store) as session:
            account = demo_cast.account(session, who, now=NOW)
            session.execute(sa.update(tables.Account).values(persona="x").where(tables.Account.id == account))  # type: ignore[arg-type]
        browser.get("/aanmelden")
        assert browser.post("/aanmelden/demo", {"persona": account}).status_code == 303
    return browser


def at(scene: Scene, rest: str) -> str:
    return f"/convenanten/{scene.play.slug}/{rest}"


def send(browser: Browser, page: str, to: str, data: dict[str, str], **how: Any) -> Response:
    """Open the page for its token, then post its form."""
    assert browser.get(page).status_code == 200
    return browser.post(to, {"seen": SEEN, "key": security.new_key(), **data}, **how)
