"""The frame: one page around everything, in two languages and three themes, with or without htmx."""

import pytest
from fastapi import FastAPI, Request
from starlette.testclient import TestClient

from tests.web.conftest import Browser
from tracker import config
from tracker.web import assets, deps, render

PARTIAL = {"hx-request": "true", "hx-request-type": "partial"}


def test_the_frame_has_the_landmarks_in_order(browser: Browser) -> None:
    text = browser.get("/aanmelden").text
    marks = [
        '<a class="imvo-skip" href="#inhoud">',
        '<header class="imvo-header">',
        '<nav class="imvo-nav" aria-label="Hoofdmenu">',
        'role="search" action="/convenanten" method="get"',
        '<ul class="imvo-lang" aria-label="Taal">',
        '<main class="imvo-main" id="inhoud" tabindex="-1">',
        '<div id="problem" aria-live="polite"></div>',
        "<h1>",
        '<div id="toast" role="status"></div>',
        '<footer class="imvo-footer">',
    ]
    places = [text.find(mark) for mark in marks]
    assert -1 not in places
    assert places == sorted(places)
    assert text.count("<h1") == 1


def test_the_product_is_named_in_one_place(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(render.environment().globals, "product", "Anders")
    text = browser.get("/aanmelden").text
    assert config.PRODUCT not in text
    assert "<title>Aanmelden – Anders</title>" in text


def test_the_language_of_the_address_is_remembered(browser: Browser) -> None:
    assert '<html lang="nl">' in browser.get("/aanmelden").text
    answer = browser.get("/aanmelden?taal=en")
    assert '<html lang="en">' in answer.text
    assert "Skip to the content" in answer.text
    assert '<html lang="en">' in browser.get("/aanmelden").text
    assert '<html lang="nl">' in browser.get("/aanmelden?taal=nl").text
    assert '<html lang="nl">' in browser.get("/aanmelden").text


@pytest.mark.parametrize("asked", ["de", "", "../en", "%00", "en\r\nx: y", "\ud83d"])
def test_an_unknown_language_is_dutch(browser: Browser, asked: str) -> None:
    answer = browser.client.get("/aanmelden", params={"taal": asked.encode("utf-8", "replace")})
    assert '<html lang="nl">' in answer.text
    assert "taal" not in answer.cookies


def test_the_language_links_keep_address_and_query(browser: Browser) -> None:
    text = browser.get("/aanmelden?verder=%2Fx%3Fa%3D1%26b%3D2&taal=nl").text
    assert '<a href="/aanmelden?verder=%2Fx%3Fa%3D1%26b%3D2&amp;taal=en" lang="en" hreflang="en"' in text
    assert 'lang="nl" hreflang="nl" aria-current="true"' in text


def test_the_theme_is_the_readers_choice(browser: Browser) -> None:
    assert "data-theme" not in browser.get("/aanmelden").text
    answer = browser.post("/weergave", {"theme": "dark", "terug": "/aanmelden?x=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden?x=1")
    assert '<html lang="nl" data-theme="dark">' in browser.get("/aanmelden").text
    browser.post("/weergave", {"theme": "system"})
    assert "data-theme" not in browser.get("/aanmelden").text


def test_a_theme_that_does_not_exist_is_refused_and_a_forged_cookie_ignored(browser: Browser) -> None:
    browser.get("/aanmelden")
    assert browser.post("/weergave", {"theme": '"><script>'}).status_code == 422
    browser.client.cookies.set("weergave", "x")
    assert "data-theme" not in browser.get("/aanmelden").text


def test_the_menu_holds_only_pages_that_exist_and_that_this_reader_may_open(app: FastAPI) -> None:
    app.state.paths = frozenset({"/", "/convenanten", "/dashboard"})
    text = TestClient(app).get("/aanmelden").text
    assert '<li><a href="/convenanten">Convenanten</a></li>' in text
    assert "Mijn werk" not in text
    assert "Dashboard" not in text


def test_who_signed_in_finds_a_menu_with_name_roles_theme_and_sign_out(browser: Browser, nadia: str) -> None:
    browser.sign_in(nadia)
    text = browser.get("/account").text
    assert '<span class="imvo-vh">Menu van Nadia Verkerk</span>' in text
    assert "<strong>Nadia Verkerk</strong><br>Manager</p>" in text
    assert 'action="/afmelden" method="post"' in text
    assert 'name="theme" value="dark"' in text
    assert "/aanmelden?verder" not in text


def test_a_toast_is_shown_once_and_escaped(browser: Browser) -> None:
    browser.client.cookies.set("melding", "%3Cb%3EKlaar%3C%2Fb%3E", domain="testserver.local")
    text = browser.get("/aanmelden").text
    assert "&lt;b&gt;Klaar&lt;/b&gt;" in text
    assert '<div id="toast" role="status"></div>' in browser.get("/aanmelden").text


def test_htmx_gets_the_block_it_asks_for_word_for_word(browser: Browser, nadia: str) -> None:
    """The block `aanmeldingen` of the account page does not exist: what is not listed is never rendered alone."""
    browser.sign_in(nadia)
    whole = browser.get("/account").text
    assert browser.get("/account", headers={**PARTIAL, "hx-target": "div#iets"}).text == whole


def add_example(app: FastAPI) -> None:
    router = deps.PolicyRouter()

    @router.get("/voorbeeld", deed="page.read")
    def example(request: Request) -> object:
        return render.page(
            request,
            "errors/plain.html",
            block=("refusal",),
            title="T",
            sentence="Zin",
            code=1,
            form=_no_form(),
        )

    app.include_router(router)


def _no_form() -> object:
    from tracker.web import forms

    return forms.blank()


def test_a_fragment_is_a_verbatim_slice_of_its_page(app: FastAPI) -> None:
    add_example(app)
    client = TestClient(app)
    whole = client.get("/voorbeeld").text
    part = client.get("/voorbeeld", headers={**PARTIAL, "hx-target": "div#refusal"}).text
    assert part.strip().startswith("<div")
    assert part.strip() in whole
    assert len(part) < len(whole) / 3


@pytest.mark.parametrize(
    "headers",
    [
        {"hx-request": "true", "hx-target": "div#refusal", "hx-history-restore-request": "true"},
        {"hx-request": "true", "hx-target": "div#refusal", "hx-request-type": "full"},
        {"hx-request": "true", "hx-target": "div#main"},
        {"hx-request": "true", "hx-target": "div"},
        {"hx-target": "div#refusal"},
    ],
)
def test_everything_else_gets_the_whole_page(app: FastAPI, headers: dict[str, str]) -> None:
    add_example(app)
    assert TestClient(app).get("/voorbeeld", headers=headers).text.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_part_of_the_gallery_can_be_drawn(browser: Browser, language: str) -> None:
    answer = browser.get(f"/naslag/onderdelen?taal={language}")
    assert answer.status_code == 200
    words = {
        "nl": ["3 dagen te laat", "8 van 9", "Te passeren"],
        "en": ["3 days late", "8 of 9", "May be passed"],
    }
    for word in words[language]:
        assert word in answer.text


def test_ids_on_a_page_are_unique(browser: Browser, nadia: str, persona: str) -> None:
    import re

    browser.sign_in(nadia)
    for path in ("/account", "/naslag/onderdelen", "/bestaat-niet"):
        ids = re.findall(r'\sid="([^"]+)"', browser.get(path).text)
        assert sorted(set(ids)) == sorted(ids), path


def test_every_static_address_on_a_page_exists(browser: Browser) -> None:
    import re

    for path in re.findall(r'"(/static/[^"]+)"', browser.get("/aanmelden").text):
        assert browser.get(path).headers["cache-control"].endswith("immutable")
    assert assets.address("favicon.svg").startswith("/static/")
