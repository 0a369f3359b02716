"""The covenant page over HTTP: the page, its fragments, past moments, what a browser may keep."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from tests import cast, negotiation, settled
from tests.web.at_the_table import PATH, as_, text_of
from tests.web.conftest import Browser, Clock
from tracker.store import db
from tracker.web import kept


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


# the page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ["Kunnen we naar ondertekening?", "Wie is aan zet?", "Waar staat elke partij?", "ja, mits"]),
        ("en", ["Can we move to signing?", "Who must act?", "Where does each party stand?", "yes, if"]),
    ],
)
def test_the_page_answers_in_both_languages(facilitator: Browser, language: str, words: list[str]) -> None:
    page = facilitator.get(f"{PATH}?taal={language}")
    assert page.status_code == 200
    assert [w for w in words if w not in text_of(page.text)] == []


def test_a_covenant_that_does_not_exist_is_not_found(facilitator: Browser) -> None:
    for path in ("/convenanten/niets", "/convenanten/niets/logboek", "/convenanten/niets/fase/start_signing"):
        assert facilitator.get(path).status_code == 404


def test_each_fragment_is_a_slice_of_the_page(facilitator: Browser) -> None:
    page = facilitator.get(PATH).text
    for block in ("kop", "poort", "partijen"):
        part = facilitator.get(PATH, headers={"HX-Request": "true", "HX-Target": f"section#{block}"})
        assert part.status_code == 200
        assert part.text.strip()
        assert part.text.strip() in page
        assert "<html" not in part.text


def test_the_kinds_can_be_filtered_without_script(facilitator: Browser) -> None:
    page = text_of(facilitator.get(f"{PATH}?soort=ngo").text)
    assert "2 van 10 rijen" in page
    assert facilitator.get(f"{PATH}?soort=dwars").status_code == 422


def test_nobody_else_reads_an_outcome_anywhere(
    app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play, browser: Browser
) -> None:
    for path in (PATH, f"{PATH}/logboek", f"{PATH}?asOf=2026-03-09", f"{PATH}?soort=trade_union"):
        for who in ("hilde", "renske", "puck", "amir", ""):
            reader = as_(app, store, clock, play, who) if who else browser
            told = reader.get(path).text
            for secret in (negotiation.MITS, negotiation.RETURNED, "<a>ja, mits", 'data-s="if"><a'):
                assert secret not in told
        assert 'data-s="if"><a' in as_(app, store, clock, play, "nadia").get(PATH).text


def test_the_log_has_every_line_with_both_dates(facilitator: Browser) -> None:
    page = text_of(facilitator.get(f"{PATH}/logboek").text)
    assert "ingediend wordt teruggegeven" in page
    assert "Gebeurd op ma 2 februari 2026, vastgelegd op ma 9 maart 2026 door Yara" in page
    assert facilitator.get(f"{PATH}/logboek?pagina=0").status_code == 422
    assert facilitator.get(f"{PATH}/logboek?pagina=9999").status_code == 200


# past moments


def test_a_past_day_has_a_banner_and_nothing_to_change(facilitator: Browser) -> None:
    page = facilitator.get(f"{PATH}?asOf=2026-03-05").text
    assert "U bekijkt de stand van" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert 'method="post"' not in main
    assert "/fase/" not in main
    assert "/voorwaarde/" not in main
    assert "/traject/" not in main


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        ("2026-03-09", 200),
        ("2026-03-09T08:00:00Z", 200),
        ("2026-03-09T09:00:00+01:00", 200),
        ("2026-03-10", 422),
        ("2026-03-09T09:00:01Z", 422),
        ("2026-03-09T09:00:00", 422),
        ("2026-02-30", 422),
        ("gisteren", 422),
        ("9999-12-31", 422),
        ("0001-01-01", 404),
        ("2025-01-01", 404),
    ],
)
def test_a_moment_is_a_day_or_an_instant_that_has_been(
    facilitator: Browser, moment: str, status: int
) -> None:
    assert facilitator.get(PATH, params={"asOf": moment}).status_code == status


# what a browser keeps


def test_an_unchanged_page_is_not_sent_again_and_a_changed_one_is(
    facilitator: Browser, store: sa.Engine, play: cast.Play
) -> None:
    first = facilitator.get(PATH)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"
    again = facilitator.get(PATH, headers={"If-None-Match": tag})
    assert (again.status_code, again.text) == (304, "")
    with db.writing(store) as session:
        settled.settle(session, play, negotiation.LATER)
    assert facilitator.get(PATH, headers={"If-None-Match": tag}).status_code == 200


def test_every_reader_language_day_and_theme_has_a_page_of_its_own(
    app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play, browser: Browser
) -> None:
    tags = [as_(app, store, clock, play, w).get(PATH).headers["etag"] for w in ("nadia", "nadia", "tamar")]
    tags += [browser.get(PATH).headers["etag"], browser.get(f"{PATH}?taal=en").headers["etag"]]
    clock.passes(days=1)
    tags.append(browser.get(f"{PATH}?taal=nl").headers["etag"])
    assert len(set(tags)) == len(tags)


def test_a_kept_body_holds_nothing_of_the_reader_it_was_drawn_for(
    app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play
) -> None:
    page = as_(app, store, clock, play, "nadia").get(PATH).text
    main = page[page.index("<main") : page.index("</main>")]
    for personal in ('name="csrf"', 'name="key"', 'name="seen"', 'method="post"'):
        assert personal not in main


def test_a_kept_body_is_never_given_to_another_standing(
    app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play
) -> None:
    assert 'data-s="if"><a' in as_(app, store, clock, play, "nadia").get(PATH).text
    assert 'data-s="if"><a' not in as_(app, store, clock, play, "hilde").get(PATH).text
    assert 'data-s="if"><a' in as_(app, store, clock, play, "tamar").get(PATH).text


def test_only_the_newest_bodies_are_kept() -> None:
    from markupsafe import Markup

    bodies = kept.Bodies(most=2)
    drawn: list[str] = []

    def draw(name: str) -> Markup:
        drawn.append(name)
        return Markup(name)  # noqa: S704 - our own letter

    for name in ("a", "b", "a", "c", "b"):
        bodies.get(name, lambda name=name: draw(name))  # type: ignore[misc]
    assert drawn == ["a", "b", "c", "b"]
