"""Headers on everything, forms only from our own pages, and no more than fits."""

import gzip
import hashlib
import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.web.conftest import Browser
from tracker.web import assets, security

HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "manifest-src 'self'"
)
STRANGE = "Deze inzending kwam niet van een pagina van deze site."


@pytest.mark.parametrize(
    "path", ["/aanmelden", "/health", "/bestaat-niet", "/account", "/static/x/site.css", "/static/x/y"]
)
def test_strict_headers_on_everything(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


def test_a_page_is_never_stored_and_varies_by_what_htmx_asks(browser: Browser) -> None:
    headers = browser.get("/aanmelden").headers
    assert headers["cache-control"] == "no-store"
    assert {"HX-Request", "HX-Target"} <= {part.strip() for part in headers["vary"].split(",")}


def test_https_is_remembered_and_plain_http_is_not_claimed(app: FastAPI) -> None:
    assert "strict-transport-security" not in TestClient(app).get("/aanmelden").headers
    answer = TestClient(app, base_url="https://testserver").get("/aanmelden")
    assert answer.headers["strict-transport-security"] == "max-age=31536000"


def test_no_page_holds_an_inline_script_or_style(browser: Browser, nadia: str) -> None:
    browser.sign_in(nadia)
    for path in ("/aanmelden", "/account", "/naslag/onderdelen", "/bestaat-niet"):
        text = browser.get(path).text
        assert "<style" not in text
        assert " style=" not in text
        assert text.count("<script") == text.count("<script src=") == 1


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, 303),
        ({"origin": "http://testserver"}, 303),
        ({"origin": "http://elders.nl"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://testserver.elders.nl"}, 403),
    ],
)
def test_a_form_comes_from_our_own_pages(browser: Browser, headers: dict[str, str], status: int) -> None:
    browser.get("/aanmelden")
    answer = browser.post("/weergave", {"theme": "dark"}, headers=headers)
    assert answer.status_code == status
    assert (STRANGE in answer.text) == (status == 403)


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "é", "x" * 5000])
def test_a_form_carries_the_right_token(browser: Browser, token: str) -> None:
    browser.get("/aanmelden")
    assert browser.post("/weergave", {"theme": "dark", "csrf": token}).status_code == 403


def test_a_form_without_any_cookie_is_refused(app: FastAPI) -> None:
    answer = TestClient(app).post("/weergave", data={"theme": "dark", "csrf": ""}, follow_redirects=False)
    assert answer.status_code == 403


def test_a_token_belongs_to_one_reader(browser: Browser, second_browser: Browser, nadia: str) -> None:
    browser.get("/aanmelden")
    before = browser.token
    second_browser.get("/aanmelden")
    second_browser.token = before
    assert second_browser.post("/weergave", {"theme": "dark"}).status_code == 403
    browser.sign_in(nadia)
    assert browser.token != before
    browser.token = before
    assert browser.post("/weergave", {"theme": "dark"}).status_code == 403


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "application/octet-stream", "", "multipart/form-data"]
)
def test_a_form_is_sent_as_a_form(browser: Browser, kind: str) -> None:
    browser.get("/aanmelden")
    body = f'{{"csrf": "{browser.token}", "theme": "dark"}}'.encode()
    answer = browser.client.post(
        "/weergave", content=body, headers={"content-type": kind}, follow_redirects=False
    )
    assert answer.status_code in {400, 403}


def test_reading_changes_nothing_so_it_needs_no_token(browser: Browser) -> None:
    assert browser.get("/aanmelden", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_a_form_is_at_most_one_megabyte(browser: Browser) -> None:
    browser.get("/aanmelden")
    answer = browser.post("/aanmelden", {"email": "a" * (1024 * 1024 + 1), "wachtwoord": "x"})
    assert answer.status_code == 413
    assert "een formulier mag 1 MB zijn" in answer.text


def test_a_body_of_unknown_length_is_counted_while_it_comes(browser: Browser) -> None:
    browser.get("/aanmelden")

    def drip() -> Iterator[bytes]:
        for _ in range(40):
            yield b"a" * 65536

    answer = browser.client.post(
        "/aanmelden", content=drip(), headers={"content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("shape", ["urlencoded", "multipart"])
def test_more_than_a_thousand_fields_are_refused(browser: Browser, shape: str) -> None:
    browser.get("/aanmelden")
    fields = {f"f{n}": "x" for n in range(1001)}
    files = {"f": ("f.txt", b"x")} if shape == "multipart" else None
    answer = browser.post("/weergave", {"theme": "dark", **fields}, files=files)
    assert answer.status_code == 400
    assert "De inzending is niet te lezen." in answer.text


def test_a_page_is_squeezed_lightly(browser: Browser) -> None:
    answer = browser.get("/aanmelden", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert (
        browser.get("/aanmelden", headers={"accept-encoding": "identity"}).headers.get("content-encoding")
        is None
    )


def test_a_static_file_is_immutable_under_the_hash_of_all_of_them(browser: Browser) -> None:
    path = assets.address("site.css")
    answer = browser.get(path, headers={"accept-encoding": "gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == (assets.HERE / "site.css").read_bytes()
    older = browser.get("/static/000000000000/site.css")
    assert (older.status_code, older.headers["cache-control"]) == (200, "no-cache")


def test_a_static_file_is_squeezed_once(browser: Browser) -> None:
    asset = assets.load()[1]["site.css"]
    assert asset.small is not None
    assert gzip.decompress(asset.small) == asset.plain


@pytest.mark.parametrize(
    "path",
    [
        "/static/x/../../app.py",
        "/static/x/%2e%2e/%2e%2e/config.py",
        "/static/site.css",
        "/static/x/.env",
        "/static/",
    ],
)
def test_nothing_but_the_static_files_is_served(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_a_static_file_that_does_not_exist_stops_the_template() -> None:
    with pytest.raises(LookupError, match=r"there is no static file nergens\.css"):
        assets.address("nergens.css")


def test_htmx_is_the_version_that_was_checked() -> None:
    content = (assets.HERE / "vendor/htmx-4.0.1.min.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == HTMX


def test_scripts_and_styles_stay_within_their_budget() -> None:
    """`performance.md`: all JavaScript at most 18 kB compressed, all CSS at most 14 kB."""
    found = assets.load()[1]
    assert len(found["all.js"].small or b"") <= 18_000
    assert len(found["all.css"].small or b"") <= 14_000


def test_no_stylesheet_asks_for_what_the_policy_refuses() -> None:
    plain = assets.load()[1]["all.css"].plain.decode()
    assert 'url("data:' not in plain
    assert "http" not in plain
    for name in re.findall(r'url\("([^"]+)"\)', plain):
        assert name in assets.load()[1]


def test_our_own_script_stays_small() -> None:
    assert len((assets.HERE / "app.js").read_bytes()) <= 2048


def test_tries_are_counted_without_keeping_the_address_that_was_tried() -> None:
    attempts = security.Attempts(per_account="1/minute", per_address="2/minute")
    assert attempts.wait("nadia@voorbeeld.nl", "192.0.2.1") == 0
    assert 0 < attempts.wait("Nadia@Voorbeeld.NL ", "192.0.2.2") <= 60
    assert "nadia" not in str(vars(attempts._window.storage)).lower()


def test_one_address_may_not_try_every_account() -> None:
    attempts = security.Attempts(per_account="5/minute", per_address="2/minute")
    assert [attempts.wait(f"{n}@voorbeeld.nl", "192.0.2.1") > 0 for n in range(4)] == [
        False,
        False,
        True,
        True,
    ]
