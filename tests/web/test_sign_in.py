"""Signing in, staying signed in, and being gone afterwards."""

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.web.conftest import PASSWORD, Browser, Clock
from tracker.app import create_app
from tracker.config import Settings
from tracker.store import db, tables

WRONG = "E-mailadres of wachtwoord klopt niet."


def sessions(store: sa.Engine) -> int:
    with db.reading(store) as session:
        return int(session.execute(sa.select(sa.func.count()).select_from(tables.Session)).scalar_one())


def test_signing_in_leads_on_to_the_page_that_was_asked_for(browser: Browser, nadia: str) -> None:
    asked = browser.get("/account")
    assert (asked.status_code, asked.headers["location"]) == (303, "/aanmelden?verder=%2Faccount")
    answer = browser.sign_in(nadia, verder="/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "Nadia Verkerk" in browser.get("/account").text


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(browser: Browser, nadia: str) -> None:
    browser.get("/aanmelden")
    known = browser.post("/aanmelden", {"email": nadia, "wachtwoord": "iets anders dan het was"})
    unknown = browser.post("/aanmelden", {"email": "niemand@voorbeeld.nl", "wachtwoord": PASSWORD})
    assert (known.status_code, unknown.status_code) == (422, 422)
    assert known.text.replace(nadia, "") == unknown.text.replace("niemand@voorbeeld.nl", "")
    assert WRONG in known.text


def test_a_wrong_password_keeps_the_address_and_never_the_password(browser: Browser, nadia: str) -> None:
    browser.get("/aanmelden")
    answer = browser.post("/aanmelden", {"email": nadia, "wachtwoord": "geheim-geheim"})
    assert f'value="{nadia}"' in answer.text
    assert "geheim-geheim" not in answer.text


def test_an_empty_form_is_wrong_too(browser: Browser, nadia: str) -> None:
    browser.get("/aanmelden")
    assert WRONG in browser.post("/aanmelden", {}).text


def test_a_disabled_account_cannot_sign_in(browser: Browser, nadia: str, store: sa.Engine) -> None:
    with db.writing(store) as session:
        session.execute(sa.update(tables.Account).values(active=False))
    assert WRONG in browser.sign_in(nadia).text


def test_ten_tries_on_one_account_are_enough(browser: Browser, nadia: str) -> None:
    browser.get("/aanmelden")
    tries = [browser.post("/aanmelden", {"email": nadia, "wachtwoord": "fout"}) for _ in range(11)]
    assert [answer.status_code for answer in tries] == [422] * 10 + [429]
    assert 0 < int(tries[-1].headers["retry-after"]) <= 900
    assert "U hebt het te vaak geprobeerd. Wacht 15 minuten." in tries[-1].text


def test_a_right_password_does_not_count_as_a_try(browser: Browser, nadia: str) -> None:
    for _ in range(12):
        assert browser.sign_in(nadia).status_code == 303


def test_somebody_elses_tries_do_not_lock_me_out_of_another_account(
    browser: Browser, nadia: str, persona: str
) -> None:
    browser.get("/aanmelden")
    for _ in range(11):
        browser.post("/aanmelden", {"email": "bram@voorbeeld.nl", "wachtwoord": "fout"})
    assert browser.sign_in(nadia).status_code == 303


def test_signing_out_ends_the_session_on_the_server_too(
    browser: Browser, nadia: str, store: sa.Engine
) -> None:
    browser.sign_in(nadia)
    kept = browser.client.cookies["sessie"]
    assert sessions(store) == 1
    answer = browser.post("/afmelden")
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert sessions(store) == 0
    browser.client.cookies.set("sessie", kept)
    assert browser.get("/account").status_code == 303


def test_a_session_planted_beforehand_is_not_taken_over(browser: Browser, nadia: str) -> None:
    browser.client.cookies.set("sessie", "van-een-ander")
    browser.sign_in(nadia)
    assert browser.client.cookies.get("sessie", domain="testserver.local") != "van-een-ander"


def test_only_the_hash_of_the_token_is_stored(browser: Browser, nadia: str, store: sa.Engine) -> None:
    browser.sign_in(nadia)
    with db.reading(store) as session:
        (row,) = session.execute(sa.select(tables.Session.__table__)).all()  # type: ignore[attr-defined]
    assert browser.client.cookies["sessie"] not in str(row)


def test_half_an_hour_without_a_request_is_the_end(browser: Browser, nadia: str, clock: Clock) -> None:
    browser.sign_in(nadia)
    clock.passes(minutes=29)
    assert browser.get("/account").status_code == 200
    clock.passes(minutes=29)
    assert browser.get("/account").status_code == 200, "using it keeps it alive"
    clock.passes(minutes=30)
    assert browser.get("/account").status_code == 303


def test_after_twelve_hours_it_ends_however_busy(browser: Browser, nadia: str, clock: Clock) -> None:
    browser.sign_in(nadia)
    for _ in range(35):
        clock.passes(minutes=20)
        assert browser.get("/account").status_code == 200
    clock.passes(minutes=20)
    assert browser.get("/account").status_code == 303


def test_rights_end_with_the_next_request(browser: Browser, nadia: str, store: sa.Engine) -> None:
    browser.sign_in(nadia)
    with db.writing(store) as session:
        session.execute(sa.update(tables.Account).values(active=False))
    assert browser.get("/account").status_code == 303


@pytest.mark.parametrize(
    "verder",
    ["https://elders.nl", "//elders.nl", "/\\elders.nl", "javascript:alert(1)", "/aanmelden", "x", "/\n/x"],
)
def test_one_is_never_sent_to_another_site(browser: Browser, nadia: str, verder: str) -> None:
    assert browser.sign_in(nadia, verder=verder).headers["location"] == "/"


def test_a_persona_signs_in_with_one_click(browser: Browser, persona: str) -> None:
    page = browser.get("/aanmelden").text
    assert "Bram de Wit" in page
    assert "Ziet het convenant als partij" in page
    assert '<span class="imvo-fictief">fictief</span>' in page
    answer = browser.post("/aanmelden/demo", {"persona": persona})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Bram de Wit" in browser.get("/account").text


def test_a_real_account_is_no_persona(browser: Browser, nadia: str, store: sa.Engine) -> None:
    with db.reading(store) as session:
        account_id = session.execute(sa.select(tables.Account.id)).scalar_one()  # type: ignore[call-overload]
    browser.get("/aanmelden")
    assert browser.post("/aanmelden/demo", {"persona": account_id}).status_code == 404


def test_outside_demonstration_mode_there_are_no_personas(
    store: sa.Engine, clock: Clock, persona: str
) -> None:
    app = create_app(Settings(demo=False), engine=store, clock=clock)
    browser = Browser(TestClient(app))
    assert "Bram de Wit" not in browser.get("/aanmelden").text
    assert browser.post("/aanmelden/demo", {"persona": persona}).status_code == 404


def test_over_https_the_cookie_is_pinned_to_this_host(app: FastAPI, nadia: str) -> None:
    browser = Browser(TestClient(app, base_url="https://testserver"))
    browser.get("/aanmelden")
    answer = browser.post("/aanmelden", {"email": nadia, "wachtwoord": PASSWORD})
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("__Host-sessie="))
    parts = set(cookie.lower().split("; ")[1:])
    assert {"secure", "httponly", "samesite=lax", "path=/", "max-age=43200"} <= parts
    assert not any(part.startswith("domain") for part in parts)


def test_changing_the_password_ends_the_other_sign_ins(
    browser: Browser, second_browser: Browser, nadia: str
) -> None:
    browser.sign_in(nadia)
    second_browser.sign_in(nadia)
    new = "een andere lange zin"
    answer = browser.post("/account/wachtwoord", {"old": PASSWORD, "new": new, "again": new})
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "Uw wachtwoord is gewijzigd." in browser.get("/account").text
    assert second_browser.get("/account").status_code == 303
    assert browser.sign_in(nadia, new).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        (PASSWORD, "kort", "kort", "Kies een wachtwoord van minimaal 12 tekens."),
        (
            "niet het oude",
            "een andere lange zin",
            "een andere lange zin",
            "Het huidige wachtwoord klopt niet.",
        ),
        (PASSWORD, "een andere lange zin", "een andere zin", "De twee nieuwe wachtwoorden zijn niet gelijk."),
        ("", "een andere lange zin", "een andere lange zin", "Vul dit in."),
    ],
)
def test_a_wrong_new_password_changes_nothing_and_says_why(
    browser: Browser, nadia: str, old: str, new: str, again: str, told: str
) -> None:
    browser.sign_in(nadia)
    answer = browser.post("/account/wachtwoord", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert told in answer.text
    assert "<title>Niet gelukt: Mijn account – Convenantwijzer</title>" in answer.text
    assert browser.sign_in(nadia).status_code == 303


def test_another_sign_in_can_be_ended_from_the_account_page(
    browser: Browser, second_browser: Browser, nadia: str
) -> None:
    second_browser.sign_in(nadia)
    browser.sign_in(nadia)
    page = browser.get("/account").text
    session_id = page.partition('name="session" value="')[2].partition('"')[0]
    assert browser.post("/account/aanmelding", {"session": session_id}).status_code == 303
    assert second_browser.get("/account").status_code == 303
    assert browser.get("/account").status_code == 200


def test_somebody_elses_sign_in_cannot_be_ended(
    browser: Browser, second_browser: Browser, nadia: str, persona: str, store: sa.Engine
) -> None:
    second_browser.get("/aanmelden")
    second_browser.post("/aanmelden/demo", {"persona": persona})
    with db.reading(store) as session:
        theirs = session.execute(sa.select(tables.Session.id)).scalar_one()  # type: ignore[call-overload]
    browser.sign_in(nadia)
    assert browser.post("/account/aanmelding", {"session": theirs}).status_code == 404
    assert second_browser.get("/account").status_code == 200
