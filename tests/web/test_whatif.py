"""What if, over HTTP: chosen on forms, kept in the address, told to each reader as far as they may know."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from tests import cast, negotiation
from tests.web.at_the_table import PATH, as_, text_of
from tests.web.conftest import Browser, Clock
from tracker.store import db

PAGE = f"{PATH}/wat-als"


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 9, 9, 0, tzinfo=UTC))


@pytest.fixture
def play(store: sa.Engine) -> cast.Play:
    with db.writing(store) as session:
        return negotiation.begun(session)


@pytest.fixture
def facilitator(app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play) -> Browser:
    return as_(app, store, clock, play, "nadia")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["Wat als", "Stel dit gebeurt", "Quorum en drempel", "Er wordt niets vastgelegd."]),
        ("en", ["What if", "Suppose this happens", "Quorum and threshold", "Nothing is recorded."]),
    ],
)
def test_the_page_shows_now_and_what_may_be_supposed(
    facilitator: Browser, language: str, words: list[str]
) -> None:
    page = facilitator.get(f"{PAGE}?taal={language}")
    assert page.status_code == 200
    assert [w for w in words if w not in text_of(page.text)] == []


def test_choosing_adds_a_step_to_the_address(facilitator: Browser, play: cast.Play) -> None:
    party = play.parties["schone-mijnen"]
    chosen = f"{PAGE}?stap=dag%3A2026-07-01&doe=bezwaar-weg&partij={party}&in=2&deel=partij"
    sent = facilitator.get(chosen)
    assert sent.status_code == 303
    query = parse_qs(urlsplit(sent.headers["location"]).query)
    assert query == {"stap": ["dag:2026-07-01"], "stap2": [f"bezwaar-weg:{party}"]}
    page = text_of(facilitator.get(sent.headers["location"]).text)
    assert "Stel: het bezwaar van Stichting Schone Mijnen is opgelost." in page
    assert "Stel: het is 1 juli 2026." in page
    assert "anders dan nu" in page


def test_a_form_that_is_not_filled_in_says_so_and_keeps_what_was_chosen(facilitator: Browser) -> None:
    page = facilitator.get(f"{PAGE}?stap=tekst-nieuw&doe=vertrekt")
    assert page.status_code == 422
    assert "Vul dit in, of kies er een." in text_of(page.text)
    assert 'value="tekst-nieuw"' in page.text
    assert facilitator.get(f"{PAGE}?doe=aandeel&aandeel=120").status_code == 422


def test_nonsense_and_strangers_in_an_address_are_told_alike(facilitator: Browser) -> None:
    pages = [
        text_of(facilitator.get(f"{PAGE}?stap={step}").text)
        for step in ("vertrekt:niemand", "onzin", "akkoord:niemand:NEG-10", "besluit:x")
    ]
    assert len(set(pages)) == 1
    assert "1 onderdeel van scenario 1" in pages[0]


def test_who_is_not_at_the_table_may_not_suppose(
    app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play
) -> None:
    assert as_(app, store, clock, play, "yara").get(PAGE).status_code == 200
    assert as_(app, store, clock, play, "renske").get(PAGE).status_code == 403


def test_a_rival_sees_that_a_party_is_asked_and_not_what_it_said(
    app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play
) -> None:
    rival = as_(app, store, clock, play, "yara")
    page = text_of(rival.get(f"{PAGE}?stap=tekst-nieuw").text)
    assert "ja, mits" not in page
    assert "teruggegeven" not in page
    assert "ja, mits" in text_of(as_(app, store, clock, play, "nadia").get(PAGE).text)
