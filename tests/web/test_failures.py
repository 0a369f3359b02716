"""Every no, as a page, a fragment and JSON: with a reason, without what was typed raw, and never a crash."""

from datetime import date
from typing import Annotated, Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI, Request
from fastapi.responses import Response
from pydantic import Field
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from tests.web.conftest import Browser, Clock
from tracker import errors
from tracker.app import create_app
from tracker.config import Settings
from tracker.locale import N_
from tracker.store import db, tables
from tracker.web import deps, fields, forms, render
from workflows.engine import Blocker, Condition, Finding, Override, Unmet

HTMX = {"hx-request": "true", "hx-target": "td#cel", "hx-request-type": "partial"}
SCRIPT = "<script>alert(1)</script>"
DAY = date(2025, 11, 24)


class NoteForm(forms.Deed):
    """A form to be refused."""

    reason: fields.Reason = Field(title=N_("Reden"))


def finding(code: str, result: Any, overridable: bool, override: Override | None = None) -> Finding:
    condition = Condition(
        id=code,
        check="example",
        test=lambda _facts: None,
        label={"nl": "Iedereen akkoord", "en": "Everybody agrees"},
        unmet={"nl": "Ontbreekt: {parties}.", "en": "Missing: {parties}."},
        way_out={"nl": "Vraag {parties}", "en": "Ask {parties}"},
        overridable=overridable,
    )
    unmet = None if result == "met" else Unmet((Blocker("p", "NEG-9", "not_started", name=SCRIPT),), 8, 9)
    return Finding(condition, result, unmet, override)


def gate() -> errors.GateClosed:
    passed = Override("G2-9", "De brief volgt uiterlijk vrijdag.", "Nadia Verkerk", DAY)
    return errors.GateClosed(
        "start_signing",
        [
            finding("G2-1", "met", False),
            finding("G2-5", "not_met", False),
            finding("G2-6", "not_met", True),
            finding("G2-9", "overridden", True, passed),
        ],
    )


def locked() -> OperationalError:
    return OperationalError("update", {}, Exception("database is locked"))


def refusals() -> dict[str, Any]:
    return {
        "stale": lambda: errors.Stale([errors.Change(43, "requirement.accept", SCRIPT)]),
        "gate": gate,
        "forbidden": lambda: errors.Forbidden(N_("Dit kan alleen een beheerder.")),
        "missing": errors.NotFound,
        "invalid": lambda: errors.Invalid({"reason": N_("Vul dit in.")}),
        "locked": locked,
        "broken": lambda: OperationalError("select", {}, Exception("no such table")),
        "bug": lambda: ZeroDivisionError(SCRIPT),
        "wrong": lambda: errors.WrongState("100 % anders"),
    }


def add_refusals(app: FastAPI) -> None:
    router = deps.PolicyRouter()
    made = refusals()

    @router.post("/nee/{kind}", deed="page.read")
    def refuse(
        kind: deps.Word, _who: deps.Who, _form: Annotated[NoteForm, forms.filled(NoteForm)]
    ) -> Response:
        raise made[kind]()

    @router.get("/api/nee", deed="page.read")
    def machine() -> Response:
        raise errors.Forbidden(N_("Dit kan alleen een beheerder."))

    @router.post("/half", deed="page.read")
    def half(request: Request, session: deps.Store) -> Response:
        session.execute(sa.update(tables.Account).values(name="Half"))
        return render.page(
            request, "errors/plain.html", status=422, title="T", sentence="Z", code=422, form=forms.blank()
        )

    app.include_router(router)


@pytest.fixture
def app(app: FastAPI) -> FastAPI:
    add_refusals(app)
    return app


def refuse(browser: Browser, kind: str, **how: Any) -> Any:
    browser.get("/aanmelden")
    sent = {"reason": f"{SCRIPT} omdat het moet", "key": "0123456789abcdef", "seen": "41"}
    return browser.post(f"/nee/{kind}", sent, **how)


PAGES = [
    ("stale", 409, "Dit is intussen gewijzigd."),
    ("gate", 409, "De stap is niet gezet."),
    ("forbidden", 403, "Dit kan alleen een beheerder."),
    ("missing", 404, "Deze pagina bestaat niet, of is niet voor u zichtbaar."),
    ("invalid", 422, "Vul dit in."),
    ("locked", 503, "De gegevens zijn nu even bezet."),
    ("broken", 500, "Dit ligt aan ons."),
    ("bug", 500, "Dit ligt aan ons."),
    ("wrong", 409, "100 % anders"),
]


@pytest.mark.parametrize(("kind", "status", "sentence"), PAGES)
def test_a_refusal_is_a_page_that_keeps_the_input(
    browser: Browser, kind: str, status: int, sentence: str
) -> None:
    answer = refuse(browser, kind)
    assert answer.status_code == status
    assert answer.text.startswith("<!DOCTYPE html>")
    assert sentence in answer.text
    assert "omdat het moet" in answer.text
    assert SCRIPT not in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize(("kind", "status", "sentence"), PAGES)
def test_for_htmx_a_refusal_is_the_panel_alone_in_its_own_place(
    browser: Browser, kind: str, status: int, sentence: str
) -> None:
    answer = refuse(browser, kind, headers=HTMX)
    assert answer.status_code == status
    assert (answer.headers["hx-retarget"], answer.headers["hx-reswap"]) == ("#problem", "innerHTML")
    assert answer.text.strip().startswith('<div class="imvo-refusal" role="group" tabindex="-1" autofocus')
    assert sentence in answer.text
    assert SCRIPT not in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_a_gate_lists_every_reason_and_every_way_out(browser: Browser) -> None:
    text = refuse(browser, "gate").text
    assert "<title>Niet gewijzigd: voorwaarden niet gehaald – Convenantwijzer</title>" in text
    assert "2 voorwaarden zijn niet gehaald. 1 daarvan kunt u niet passeren." in text
    assert (
        text.index("G2-5") < text.index("Niet te passeren") < text.index("G2-6") < text.index(">Te passeren")
    )
    assert "Vraag &lt;script&gt;" in text
    assert "G2-1" not in text
    assert "Er is niets vastgelegd en niemand heeft bericht gekregen." in text


def test_a_stale_page_says_what_changed_and_tries_again_from_there(browser: Browser) -> None:
    text = refuse(browser, "stale").text
    assert "requirement.accept" not in text, "a kind of line is no sentence"
    assert '<input type="hidden" name="seen" value="43">' in text
    assert '<input type="hidden" name="key" value="0123456789abcdef">' in text
    assert 'action="/nee/stale" method="post"' in text


def test_wrong_fields_can_be_corrected_on_the_spot(browser: Browser) -> None:
    browser.get("/aanmelden")
    answer = browser.post("/nee/missing", {"reason": "Te kort.", "key": "0123456789abcdef"})
    assert answer.status_code == 422
    assert "<strong>Reden</strong>: Dit telt 8 tekens. Schrijf er minimaal 20." in answer.text
    assert 'name="reason" value="Te kort." aria-invalid="true"' in answer.text
    assert 'action="/nee/missing"' in answer.text


def test_a_refusal_speaks_english_too(browser: Browser) -> None:
    browser.get("/aanmelden?taal=en")
    assert "2 conditions are not met. 1 of them cannot be passed." in refuse(browser, "gate").text
    assert "Ask &lt;script&gt;" in refuse(browser, "gate").text


def test_a_busy_database_says_when_to_come_back(browser: Browser) -> None:
    assert refuse(browser, "locked").headers["retry-after"] == "5"


def test_a_page_drawn_as_a_refusal_commits_nothing(browser: Browser, nadia: str, store: sa.Engine) -> None:
    browser.get("/aanmelden")
    assert browser.post("/half").status_code == 422
    with db.reading(store) as session:
        assert session.execute(sa.select(tables.Account.name)).scalar_one() == "Nadia Verkerk"  # type: ignore[call-overload]


def test_machines_get_json(browser: Browser) -> None:
    answer = browser.get("/api/nee")
    assert (answer.status_code, answer.json()) == (
        403,
        {"status": 403, "title": "Dit kunt u hier niet", "detail": "Dit kan alleen een beheerder."},
    )


def test_who_must_sign_in_first_is_sent_there_and_htmx_too(browser: Browser) -> None:
    assert browser.get("/account?x=1&taal=en").headers["location"] == "/aanmelden?verder=%2Faccount%3Fx%3D1"
    answer = browser.get("/account", headers=HTMX)
    assert (answer.status_code, answer.headers["hx-redirect"]) == (204, "/aanmelden?verder=%2Faccount")


def test_a_form_after_the_session_ended_keeps_the_input(browser: Browser, nadia: str, clock: Clock) -> None:
    browser.sign_in(nadia)
    clock.passes(hours=1)
    answer = browser.post("/account/aanmelding", {"session": "x"})
    assert answer.status_code == 403
    assert "Meld u eerst aan." in answer.text
    assert '<a href="/aanmelden">Aanmelden</a>' in answer.text


def test_an_error_page_knows_who_is_signed_in(browser: Browser, nadia: str) -> None:
    browser.sign_in(nadia)
    assert "Menu van Nadia Verkerk" in browser.get("/bestaat-niet").text


def test_an_error_page_stands_without_a_database(browser: Browser, nadia: str, store: sa.Engine) -> None:
    browser.sign_in(nadia)
    with store.begin() as connection:
        connection.exec_driver_sql("drop table signin")
    answer = browser.get("/bestaat-niet")
    assert (answer.status_code, "Niet gevonden" in answer.text) == (404, True)
    assert browser.get("/account").status_code == 500


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_method_that_does_not_exist_here_is_said(browser: Browser, method: str) -> None:
    answer = getattr(browser.client, method)("/health")
    assert answer.status_code == 405
    assert answer.json()["detail"] == "Dit adres is niet zo te gebruiken."


def test_a_locked_database_answers_503_for_real(
    browser: Browser, nadia: str, store: sa.Engine, persona: str
) -> None:
    browser.get("/aanmelden")

    @sa.event.listens_for(store, "connect")
    def _impatient(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA busy_timeout=50")

    store.dispose()
    with db.for_writing(store).connect() as holder, holder.begin():
        answer = browser.post("/aanmelden/demo", {"persona": persona})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert browser.post("/aanmelden/demo", {"persona": persona}).status_code == 303


def test_health_says_status_version_schema_and_kind(engine: sa.Engine, clock: Clock) -> None:
    answer = TestClient(create_app(Settings(), engine=engine, clock=clock)).get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "version": "0.1.0",
        "schema": db.schema_head(),
        "database": engine.dialect.name,
    }


def test_health_of_an_empty_database_is_not_ok(clock: Clock) -> None:
    app = create_app(Settings(database_url="sqlite://"), clock=clock)
    answer = TestClient(app).get("/health")
    assert (answer.status_code, answer.json()["status"], answer.json()["schema"]) == (503, "schema", None)
