"""The nasty corpus: whatever is typed, sent or asked for, the answer is a clear 4xx, on both databases."""

from urllib.parse import quote

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.responses import Response
from starlette.testclient import TestClient

from tests.web.conftest import Browser, Clock
from tracker.app import create_app
from tracker.config import Settings
from tracker.web import deps, security


def add_routes(app: FastAPI) -> None:
    router = deps.PolicyRouter()

    @router.get("/nummer/{number}", deed="page.read")
    def numbered(number: deps.Number) -> Response:
        return Response(str(number))

    @router.get("/id/{row_id}", deed="page.read")
    def identified(row_id: deps.PathId, _session: deps.Store) -> Response:
        return Response(row_id)

    @router.post("/stuk", deed="page.read", upload=True)
    def upload(_session: deps.Store) -> Response:
        return Response("ok")

    app.include_router(router)


@pytest.fixture
def app(app: FastAPI) -> FastAPI:
    add_routes(app)
    return app


NASTY_PATHS = [
    "/nummer/" + "9" * 5000,
    "/nummer/9223372036854775808",
    "/nummer/-1",
    "/nummer/NaN",
    "/nummer/1.5",
    "/nummer/%00",
    "/id/" + "a" * 5000,
    "/id/%00",
    "/id/%ED%A0%80",
    "/id/00000000-0000-0000-0000-00000000000g",
    "/id/..%2f..%2fetc",
    "/id/%F0%9F%98%80",
    "/%00",
    "/%ED%A0%80",
    "/" + "a" * 20_000,
    "/aanmelden/",
]


@pytest.mark.parametrize("path", NASTY_PATHS, ids=lambda path: path[:24])
def test_a_strange_address_is_not_found(browser: Browser, path: str) -> None:
    assert browser.client.get(path, follow_redirects=False).status_code in {404, 307}


@pytest.mark.parametrize(
    "query",
    [
        "taal=%00",
        "taal=%ED%A0%80",
        "verder=%00",
        "verder=" + "%F0" * 3000,
        "%00=%00",
        "&" * 5000,
        "verder[]=x",
    ],
)
def test_a_strange_query_is_no_error(browser: Browser, query: str) -> None:
    assert browser.client.get(f"/aanmelden?{query}").status_code == 200


NASTY = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "NaN",
    "-Infinity",
    "9" * 5000,
    "a" * 900_000,
    "[" * 100_000,
    "\u202egnp.exe",
    "z\u0301" * 1000,
    "z" + "\u0301" * 1000,
    "\ufeff",
    "\uffff",
    "💶" * 1000,
    "%s %(x)s {0} {{ 7*7 }} {% x %}",
    "' or 1=1 --",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "=1+1",
]


def test_nothing_typed_makes_the_program_fail(engine: sa.Engine, clock: Clock) -> None:
    """On both databases: what one stores and the other cannot is refused by both."""
    app = create_app(Settings(), engine=engine, clock=clock)
    browser = Browser(TestClient(app))
    browser.get("/aanmelden")
    kind = {"content-type": "application/x-www-form-urlencoded"}
    for field in ("email", "wachtwoord", "verder", "csrf", "seen"):
        for number, value in enumerate(NASTY):
            app.state.attempts = security.Attempts()
            sent = {"csrf": browser.token, "email": "a@b.nl", "wachtwoord": "x", "verder": "/", field: value}
            body = "&".join(f"{name}={_quoted(text)}" for name, text in sent.items())
            answer = browser.client.post("/aanmelden", content=body, headers=kind)
            assert answer.status_code in {403, 413, 422}, (field, number)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--"),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data; name=csrf\r\n\r\nhalf"),
        (
            "multipart/form-data; boundary=b; charset=idna",
            b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nxn--\xff\r\n--b--\r\n',
        ),
        (
            "multipart/form-data; boundary=b; charset=unicode_escape",
            b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\\ud800\r\n--b--\r\n',
        ),
        (
            "multipart/form-data; boundary=b; charset=rot13",
            b'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\nx\r\n--b--\r\n',
        ),
        ("multipart/form-data; boundary=\xff", b"--b"),
        ("application/x-www-form-urlencoded; charset=x", b"csrf=%zz&%&=&==&csrf"),
        ("application/json", b'{"csrf": NaN}'),
        ("text/plain", b"\xff\xfe"),
    ],
)
def test_a_body_that_is_no_form_is_refused(browser: Browser, kind: str, body: bytes) -> None:
    browser.get("/aanmelden")
    answer = browser.client.post("/weergave", content=body, headers={b"content-type": kind.encode("latin-1")})
    assert answer.status_code in {400, 403}


def test_an_upload_route_takes_20_megabytes_and_no_more(browser: Browser) -> None:
    browser.get("/aanmelden")
    fits = browser.post("/stuk", files={"f": ("a.pdf", b"x" * (20 * 1024 * 1024))})
    assert (fits.status_code, fits.text) == (200, "ok")
    assert browser.post("/stuk", files={"f": ("a.pdf", b"x" * (21 * 1024 * 1024))}).status_code == 413
    assert browser.post("/weergave", files={"f": ("a.pdf", b"x" * (2 * 1024 * 1024))}).status_code == 413
