"""The forms of a covenant as a whole: stage, conditions, track and description."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from tests import cast, negotiation
from tests.web.at_the_table import PATH, WHY, as_, form_of, stage, text_of
from tests.web.conftest import Browser, Clock
from tracker.store import db, ledger, tables


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
