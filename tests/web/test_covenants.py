"""The covenant page over HTTP: the page, its fragments, past moments, what a browser may keep; and its forms."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests import cast, negotiation, settled
from tests.web.conftest import Browser, Clock
from tracker.store import accounts, db, dossiers, ledger, tables
from tracker.web import kept

WHY = "De achterban van twee partijen wil artikel vijf opnieuw bespreken."
PATH = "/convenanten/elektronica"
FIELDS = re.compile(r'name="(seen|key)" value="([^"]+)"')


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 9, 9, 0, tzinfo=UTC))


@pytest.fixture
def play(store: sa.Engine) -> cast.Play:
    with db.writing(store) as session:
        return negotiation.begun(session)


def as_(app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play, who: str) -> Browser:
    """A browser in which somebody of the cast has signed in."""
    with db.writing(store) as session:
        token = accounts.start_session(session, play.actors[who].id, now=clock(), agent="test")
    client = TestClient(app, raise_server_exceptions=False)
    client.cookies.set("sessie", token)
    return Browser(client)


@pytest.fixture
def facilitator(app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play) -> Browser:
    return as_(app, store, clock, play, "nadia")


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


# moving the stage


def test_a_refused_move_lists_every_reason_and_keeps_what_was_typed(
    facilitator: Browser, store: sa.Engine
) -> None:
    hidden = form_of(facilitator, f"{PATH}/fase/start_signing")
    page = facilitator.post(
        f"{PATH}/fase/start_signing", {**hidden, "on": "2026-03-08", "note": "De tekst ligt er."}
    )
    assert page.status_code == 409
    told = text_of(page.text)
    assert "De fase is niet gewijzigd" in told
    assert "Het convenant staat nog in onderhandeling." in told
    assert "3 voorwaarden zijn niet gehaald; 1 daarvan kunt u niet passeren." in told
    assert [i for i in ("G2-4", "G2-6", "G2-8") if i not in told] == []
    assert 'value="2026-03-08"' in page.text
    assert "De tekst ligt er." in told
    assert stage(store) == "negotiation"


def test_a_step_back_redirects_to_the_covenant_in_its_new_stage(
    facilitator: Browser, store: sa.Engine
) -> None:
    hidden = form_of(facilitator, f"{PATH}/fase/back_to_initiative")
    done = facilitator.post(f"{PATH}/fase/back_to_initiative", {**hidden, "on": "2026-03-09", "note": WHY})
    assert (done.status_code, done.headers["location"]) == (303, PATH)
    assert "De fase is gewijzigd." in text_of(facilitator.get(PATH).text)
    assert stage(store) == "initiative"


def test_a_form_with_wrong_fields_comes_back_with_what_was_typed(
    facilitator: Browser, store: sa.Engine
) -> None:
    path = f"{PATH}/fase/back_to_initiative"
    for on, note, said in (
        ("2026-03-09", "Kort.", "De reden telt 5 tekens. Schrijf er minimaal 20."),
        ("2026-03-10", WHY, "Kies vandaag of een eerdere dag."),
        ("2026-02-30", WHY, "Vul een bestaande datum in"),
        ("", WHY, "Vul dit in."),
    ):
        page = facilitator.post(path, {**form_of(facilitator, path), "on": on, "note": note})
        assert page.status_code == 422
        assert said in text_of(page.text)
        assert note in text_of(page.text)
    assert stage(store) == "negotiation"


def test_a_move_sent_twice_is_made_once(facilitator: Browser, store: sa.Engine, play: cast.Play) -> None:
    path = f"{PATH}/fase/back_to_initiative"
    sent = {**form_of(facilitator, path), "on": "2026-03-09", "note": WHY}
    assert [facilitator.post(path, sent).status_code for _ in range(2)] == [303, 303]
    with db.reading(store) as session:
        moves = sa.select(sa.func.count()).select_from(tables.StageMove).filter_by(covenant_id=play.id)
        assert session.execute(moves).scalar_one() == 1


def test_a_move_from_an_old_page_says_what_changed(
    facilitator: Browser, app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play
) -> None:
    path = f"{PATH}/fase/back_to_initiative"
    old = {**form_of(facilitator, path), "on": "2026-03-09", "note": WHY}
    other = as_(app, store, clock, play, "nadia")
    other.post(path, {**form_of(other, path), "on": "2026-03-09", "note": WHY})
    page = facilitator.post(path, old)
    assert page.status_code == 409
    assert "Dit is intussen gewijzigd." in text_of(page.text)


@pytest.mark.parametrize("who", ["tamar", "renske", "joris", "puck"])
@pytest.mark.parametrize("path", ["fase/start_signing", "voorwaarde/G2-8", "traject/pause", "gegevens"])
def test_the_forms_are_for_the_facilitator(
    app: FastAPI, store: sa.Engine, clock: Clock, play: cast.Play, who: str, path: str
) -> None:
    reader = as_(app, store, clock, play, who)
    page = reader.get(f"{PATH}/{path}")
    assert page.status_code == 403
    assert "Dit kan alleen de facilitator van dit convenant." in text_of(page.text)


def test_whoever_did_not_sign_in_is_asked_to(browser: Browser, play: cast.Play) -> None:
    answer = browser.get(f"{PATH}/fase/start_signing")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/aanmelden?verder=")


# passing, pausing, describing


def test_a_condition_is_passed_with_a_reason_and_quoted_on_the_page(facilitator: Browser) -> None:
    path = f"{PATH}/voorwaarde/G2-8"
    short = facilitator.post(path, {**form_of(facilitator, path), "reason": "Komt nog."})
    assert short.status_code == 422
    assert "De reden telt 9 tekens. Schrijf er minimaal 20." in text_of(short.text)
    assert "Komt nog." in short.text
    done = facilitator.post(path, {**form_of(facilitator, path), "reason": WHY, "valid_until": "2026-06-01"})
    assert (done.status_code, done.headers["location"]) == (303, f"{PATH}#poort")
    assert f"‘{WHY}’" in text_of(facilitator.get(PATH).text)


def test_a_track_pauses_and_says_since_when(facilitator: Browser, store: sa.Engine) -> None:
    path = f"{PATH}/traject/pause"
    wrong = facilitator.post(path, {**form_of(facilitator, path), "on": "2026-03-04", "reason": WHY})
    assert wrong.status_code == 422
    assert "Kies een dag na vandaag." in text_of(wrong.text)
    sent = {**form_of(facilitator, path), "on": "2026-03-04", "reason": WHY, "review_on": "2026-06-01"}
    assert facilitator.post(path, sent).status_code == 303
    told = text_of(facilitator.get(PATH).text)
    assert "Gepauzeerd sinds 5 dagen" in told
    assert "Herziening op ma 1 juni 2026." in told


def test_a_track_outside_its_last_stage_cannot_end(facilitator: Browser) -> None:
    path = f"{PATH}/traject/end"
    page = facilitator.post(path, {**form_of(facilitator, path), "on": "2026-03-09"})
    assert page.status_code == 409
    assert "Alleen een convenant in uitvoering kan eindigen." in text_of(page.text)


def test_the_description_keeps_what_it_said_in_the_log(
    facilitator: Browser, store: sa.Engine, play: cast.Play
) -> None:
    path = f"{PATH}/gegevens"
    sent = {
        **form_of(facilitator, path),
        "name_nl": "Elektronica en apparaten",
        "scope": "Kleine apparaten",
        "risk_themes": "child_labour",
        "threshold_share": "12,5",
    }
    assert facilitator.post(path, {**sent, "risk_themes": "dragons"}).status_code == 422
    assert facilitator.post(path, sent).status_code == 303
    told = text_of(facilitator.get(PATH).text)
    assert "Elektronica en apparaten" in told
    assert "Kleine apparaten" in told
    assert "kinderarbeid" in told
    with db.reading(store) as session:
        assert ledger.verify(session, play.id) == []
