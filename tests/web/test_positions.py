"""The pages of positions without a script: kept, shared, refused with what was typed; rounds end by themselves."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests import cast
from tests.commands.positions import conftest
from tests.commands.positions.conftest import NGO, OWN, UNION, WAY, WHY
from tests.database import Databases
from tests.registers import NOW
from tests.web.at_the_table import as_, form_of, text_of
from tests.web.conftest import Browser, Clock
from tracker import app as application
from tracker.config import Settings
from tracker.store import db, ledger
from tracker.store import drawers as lade


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW + timedelta(minutes=10))


@pytest.fixture
def room(databases: Databases) -> Iterator[conftest.Room]:
    with databases.fresh("sqlite") as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            play, text = conftest.build(session)
        yield conftest.Room(engine, play, text)
        engine.dispose()


@pytest.fixture
def store(room: conftest.Room) -> sa.Engine:
    return room.engine


def at(room: conftest.Room, rest: str) -> str:
    return f"/convenanten/{room.play.slug}/teksten/{room.text}/{rest}"


@pytest.fixture
def yara(app: FastAPI, room: conftest.Room, clock: Clock) -> Browser:
    return as_(app, room.engine, clock, room.play, cast.TABLE[NGO])


def send(browser: Browser, page: str, **fields: str) -> tuple[int, str]:
    kept = form_of(browser, page)
    answer = browser.post(page.partition("?")[0], {**kept, **fields})
    return answer.status_code, answer.text


def said(room: conftest.Room, slug: str, **fields: str) -> dict[str, str]:
    return {"participation_id": room.play.parties[slug], **fields}


def act(room: conftest.Room, deed: str, slug: str, stance: str = "agree") -> None:
    with db.writing(room.engine) as session:
        getattr(conftest.Table(session, room.play, room.text), deed)(slug, stance)


def test_the_form_says_which_version_and_until_when(yara: Browser, room: conftest.Room) -> None:
    text = text_of(yara.get(at(room, "standpunt")).text)
    assert "Over versie 0.9 van 1 maart 2026." in text
    assert "Namens Stichting Schone Mijnen" in text


def test_a_fundamental_objection_without_its_parts_keeps_what_was_typed(
    yara: Browser, room: conftest.Room
) -> None:
    status, page = send(
        yara, at(room, "standpunt"), **said(room, NGO, stance="fundamental", remarks=f"{WHY} <b>", do="share")
    )
    assert status == 422
    assert "Kies het artikel waartegen het bezwaar is." in page
    assert "Beschrijf de tekst die het bezwaar wegneemt." in page
    assert "&lt;b&gt;" in page
    assert re.search(r'value="fundamental" checked', page)


def test_a_draft_is_kept_changed_shared_and_stands_in_the_table(
    yara: Browser, app: FastAPI, room: conftest.Room, clock: Clock
) -> None:
    page = at(room, "standpunt")
    sent = said(room, NGO, stance="fundamental", clause_id="artikel-3", remarks=WHY)
    assert send(yara, page, **sent, do="keep")[0] == 303
    text = yara.get(page).text
    assert WHY in text
    (draft,) = set(re.findall(r"\?concept=([0-9a-f-]{36})", text))
    answer = yara.post(f"{page}/concept/{draft}", {**form_of(yara, page), "do": "share"})
    assert answer.status_code == 422
    assert WHY in answer.text, "what lay in the drawer stands in the form that asks for the rest"
    filled = yara.get(f"{page}?concept={draft}").text
    assert WHY in filled.partition("<textarea")[2]
    assert send(yara, page, **sent, resolution=WAY, do="share")[0] == 303
    other = as_(app, room.engine, clock, room.play, cast.TABLE[UNION])
    table = text_of(other.get(at(room, "standpunten")).text)
    assert "Eén fundamenteel bezwaar staat open, op artikel 5 lid 2." in table
    assert WAY in table
    with db.reading(room.engine) as session:
        assert lade.of_party(session, room.play.parties[NGO], room.text) == ()


def test_a_position_is_taken_back_with_a_reason(yara: Browser, room: conftest.Room) -> None:
    act(room, "share", NGO)
    page = at(room, "standpunt")
    (given,) = set(re.findall(r"\?terug=([0-9a-f-]{36})", yara.get(page).text))
    kept = form_of(yara, f"{page}?terug={given}")
    assert yara.post(f"{page}/{given}/terug", {**kept, "reason": "kort"}).status_code == 422
    done = yara.post(f"{page}/{given}/terug", {**kept, "reason": "Het bestuur neemt dit opnieuw in beraad."})
    assert (done.status_code, done.headers["location"]) == (303, at(room, "standpunten"))
    assert "0 van 3 partijen gaan akkoord." in text_of(yara.get(at(room, "standpunten")).text)


def test_managers_read_that_a_party_answered_and_not_what(
    app: FastAPI, room: conftest.Room, clock: Clock
) -> None:
    with db.writing(room.engine) as session:
        conftest.Table(session, room.play, room.text).object_to(NGO)
    manager = as_(app, room.engine, clock, room.play, cast.MANAGER)
    page = manager.get(at(room, "standpunten")).text
    text = text_of(page)
    assert "1 van 3 partijen gaven antwoord." in text
    assert "antwoord gegeven" in text
    assert not [word for word in (WHY, WAY, "5 lid 2", "fundamenteel") if word in text]
    assert manager.get(at(room, "standpunt")).status_code == 403
    supporter = as_(app, room.engine, clock, room.play, cast.SUPPORTER)
    assert [supporter.get(at(room, p)).status_code for p in ("standpunten", "standpunt")] == [404, 404]


def test_the_table_shows_what_somebody_has_something_to_say_about_or_everything(
    yara: Browser, room: conftest.Room
) -> None:
    with db.writing(room.engine) as session:
        table = conftest.Table(session, room.play, room.text)
        table.share(OWN, clause_id="artikel-1")
        table.share(UNION, "remarks", clause_id="artikel-0", remarks="Korter.")
    heads = [re.findall(r'<abbr title="([^"]+)"', yara.get(at(room, p)).text) for p in
             ("standpunten", "standpunten?artikelen=alle")]  # fmt: skip
    assert heads == [
        ["Artikel 1. Doel"],
        ["Artikel 1. Doel", "Artikel 5. Herkomst", "Artikel 5 lid 1", "Artikel 5 lid 2"],
    ]


def test_a_round_whose_last_day_is_over_is_open_before_anybody_looks(
    app: FastAPI, room: conftest.Room, clock: Clock
) -> None:
    nadia = as_(app, room.engine, clock, room.play, cast.FACILITATOR)
    page = at(room, "standpunten")
    kept = form_of(nadia, page)
    sent = {**kept, "manner": "sealed", "deadline": "2026-03-03"}
    assert nadia.post(at(room, "ronde"), sent).status_code == 303
    act(room, "share", NGO, "abstain")
    assert "1 van 3 partijen zijn binnen." in text_of(nadia.get(page).text)
    clock.moment = NOW.replace(day=3, hour=22, minute=59, second=59)
    late = as_(app, room.engine, clock, room.play, cast.FACILITATOR)
    assert "1 van 3 partijen zijn binnen." in text_of(late.get(page).text)
    clock.passes(seconds=1)
    assert "De deadline was voorbij." in text_of(late.get(page).text)
    assert "onthoudt zich" in text_of(late.get(page).text)
    with db.reading(room.engine) as session:
        kinds = [line.kind for line in ledger.lines(session, room.play.id)]
    assert kinds.count("round.reveal") == 1


def test_the_server_ends_rounds_also_when_nobody_looks(
    room: conftest.Room, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.writing(room.engine) as session:
        table = conftest.Table(session, room.play, room.text)
        table.round(days=1)
        table.share(NGO)
    clock.passes(days=3)
    monkeypatch.setattr(application, "MINUTE", 0.01)
    engine = db.make_engine(str(room.engine.url))
    with TestClient(application.create_app(Settings(data=tmp_path), engine=engine, clock=clock)):
        until = monotonic() + 10
        kinds: list[str] = []
        while "round.reveal" not in kinds and monotonic() < until:
            sleep(0.02)
            with db.reading(room.engine) as session:
                kinds = [line.kind for line in ledger.lines(session, room.play.id)]
    assert kinds.count("round.reveal") == 1
