"""The forms of the registers, without a script: refused with what was typed, done once, and files taken in."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import SQLModel

from tests import registers
from tests.registers import NGO, NOW, OWN, SECRETS, Scene
from tests.web.conftest import Clock
from tests.web.register_visit import SEEN, at, reader, send
from tracker.commands import texts
from tracker.store import db, dossiers, tables
from tracker.web import security

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW + timedelta(hours=2))


@pytest.fixture
def scene(store: sa.Engine) -> Scene:
    """A scene of one's own, for the tests that write."""
    with db.writing(store) as session:
        return registers.full(session)


def test_a_fundamental_objection_without_its_parts_is_told_at_each_field_and_kept(
    app: FastAPI, store: sa.Engine, scene: Scene
) -> None:
    browser = reader(app, store, "yara")
    page = at(scene, "registers/bezwaren")
    sent = {
        "participation_id": scene.party(NGO),
        "severity": "fundamental",
        "clause": "7 <b>lid</b> 1",
        "reason": "x",
        "on": "2026-03-02",
    }
    answer = send(browser, page, page, sent)
    assert answer.status_code == 422
    text = answer.text
    assert "<title>Niet gelukt: Bezwaren, Elektronica" in text
    assert 'value="7 &lt;b&gt;lid&lt;/b&gt; 1"' in text
    assert '<a href="#veld-resolution">Vul dit in.</a>' in text
    assert len(registers_of(store, scene, tables.Objection)) == 2


def registers_of(store: sa.Engine, scene: Scene, table: type[SQLModel]) -> tuple[Any, ...]:
    with db.reading(store) as session:
        dossier = dossiers.load(session, scene.play.facilitator, covenant_id=scene.play.id, now=NOW)
        return dossier.every(table)


def test_an_objection_is_raised_and_closed_without_a_script(
    app: FastAPI, store: sa.Engine, scene: Scene
) -> None:
    browser = reader(app, store, "yara")
    page = at(scene, "registers/bezwaren")
    sent = {
        "participation_id": scene.party(NGO),
        "severity": "ordinary",
        "reason": "Te lang.",
        "on": "2026-03-02",
    }
    answer = send(browser, page, page, sent)
    assert (answer.status_code, answer.headers["location"]) == (303, page)
    assert "Te lang." in browser.get(page).text
    closing = browser.get(f"{page}?sluit={scene.ids['objection']}").text
    assert "Bezwaar sluiten</h2>" in closing
    done = send(browser, page, f"{page}/{scene.ids['objection']}/sluiten", {"on": "2026-03-02"})
    assert done.headers["location"] == f"{page}#{scene.ids['objection']}"
    assert "gesloten" in browser.get(page).text


def test_the_same_form_sent_twice_adds_one_row(app: FastAPI, store: sa.Engine, scene: Scene) -> None:
    browser = reader(app, store, "bram")
    page = at(scene, "registers/mandaten")
    sent = {
        "participation_id": scene.party(OWN),
        "body": "Ledenvergadering",
        "decided_on": "2026-02-02",
        "valid_from": "2026-02-02",
        "key": security.new_key(),
    }
    for _ in range(2):
        assert send(browser, page, page, sent).status_code == 303
    assert len(registers_of(store, scene, tables.Mandate)) == 3


def test_a_form_for_somebody_else_is_refused_with_who_may(
    app: FastAPI, store: sa.Engine, scene: Scene
) -> None:
    browser = reader(app, store, "yara")
    page = at(scene, "registers/mandaten")
    sent = {
        "participation_id": scene.party(OWN),
        "body": "X",
        "decided_on": "2026-02-02",
        "valid_from": "2026-02-02",
    }
    answer = send(browser, page, page, sent)
    assert answer.status_code == 403
    assert "Dit kan alleen de partij zelf, of de facilitator namens de partij." in answer.text


def test_a_stale_page_says_what_changed_and_keeps_what_was_typed(
    app: FastAPI, store: sa.Engine, scene: Scene
) -> None:
    browser = reader(app, store, "nadia")
    page = at(scene, "registers/mandaten")
    sent = {
        "participation_id": scene.party(OWN),
        "body": "Bondsraad",
        "decided_on": "2026-02-02",
        "valid_from": "2026-02-02",
        "seen": "1",
    }
    answer = send(browser, page, page, sent)
    assert answer.status_code == 409
    assert "Bondsraad" in answer.text
    assert "Dit is intussen gewijzigd." in answer.text


def test_a_file_is_a_language_of_a_version_and_comes_back_as_it_was(
    app: FastAPI, store: sa.Engine, scene: Scene
) -> None:
    browser = reader(app, store, "nadia")
    page = at(scene, "registers/teksten")
    sent = {"number": "1.1", "prevailing": "nl"}
    upload = {"file_nl": ("akkoord.pdf", io.BytesIO(PDF), "application/pdf")}
    answer = send(browser, page, page, sent, files=upload)
    assert answer.status_code == 303, answer.text
    assert "Versie 1.1" in browser.get(page).text
    made = next(t for t in registers_of(store, scene, tables.TextVersion) if t.number == "1.1")
    got = browser.get(at(scene, f"teksten/{made.id}/nl"))
    assert (got.content, got.headers["content-type"]) == (PDF, "application/pdf")
    assert got.headers["content-disposition"].startswith("attachment;")
    assert got.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert browser.get(at(scene, f"teksten/{made.id}/en")).status_code == 404


def test_a_disguised_file_is_told_at_its_own_field_and_nothing_is_kept(
    app: FastAPI, store: sa.Engine, scene: Scene
) -> None:
    browser = reader(app, store, "nadia")
    page = at(scene, "registers/teksten")
    upload = {"file_nl": ("akkoord.pdf", io.BytesIO(b"<html><script>alert(1)</script>"), "application/pdf")}
    answer = send(browser, page, page, {"number": "1.1", "prevailing": "nl"}, files=upload)
    assert answer.status_code == 422
    assert 'href="#veld-file_nl"' in answer.text
    assert 'value="1.1"' in answer.text


def test_agreement_text_cannot_act(app: FastAPI, store: sa.Engine, scene: Scene) -> None:
    browser = reader(app, store, "nadia")
    page = at(scene, "registers/teksten")
    nasty = (
        "# Kop\n\n<script>alert(1)</script> <img src=x onerror=alert(1)> "
        "[x](javascript:alert(1)) <b hx-get='/x'>b</b>"
    )
    assert (
        send(browser, page, page, {"number": "1.1", "prevailing": "nl", "text_nl": nasty}).status_code == 303
    )
    made = next(t for t in registers_of(store, scene, tables.TextVersion) if t.number == "1.1")
    shown = browser.get(at(scene, f"teksten/{made.id}")).text
    body = shown.partition('class="imvo-panel__body imvo-legal"')[2].partition("</section>")[0]
    assert ">Kop</h3>" in body
    assert re.findall(r"<(?!/?(?:h3|p|div)\b)[^>]*>", body.partition(">")[2]) == []
    kept = browser.get(at(scene, f"teksten/{made.id}/nl"))
    assert kept.text == nasty
    assert kept.headers["content-disposition"].startswith("attachment;")


def test_tabling_tells_the_numbers_before_the_button(app: FastAPI, store: sa.Engine, scene: Scene) -> None:
    with db.writing(store) as session:
        registers.put_in(session, scene.play, "negotiation")
        texts.reopen(
            session,
            scene.play.facilitator,
            scene.play.id,
            scene.ids["text"],
            note="Er kwam een ja, mits binnen.",
            now=NOW,
        )
        new = registers.draft(session, scene.play, "1.1")
    browser = reader(app, store, "nadia")
    page = browser.get(at(scene, f"registers/teksten?stap=tafel&versie={new}")).text
    assert "Antwoorden op versie 1.0 verouderen bij een inhoudelijke wijziging:" in page
    assert "<strong>3 reacties</strong> en <strong>1 raadpleging</strong>." in page


@pytest.mark.parametrize(
    "query", ["stap=tafel&versie=x", "stap=definitief&versie=00000000-0000-4000-8000-000000000000"]
)
def test_a_step_with_a_version_that_is_not_there_is_not_found(
    app: FastAPI, store: sa.Engine, scene: Scene, query: str
) -> None:
    assert reader(app, store, "nadia").get(at(scene, f"registers/teksten?{query}")).status_code == 404


def test_a_case_form_of_somebody_else_is_answered_as_if_there_were_nothing(
    app: FastAPI, store: sa.Engine, scene: Scene
) -> None:
    browser = reader(app, store, "bram")
    browser.get(at(scene, "registers"))
    for rest, data in {
        "zaken": {"kind": "complaint", "title": "X", "received_on": "2026-03-02"},
        f"zaken/{scene.ids['case']}/sluiten": {"on": "2026-03-02"},
        f"zaken/{scene.ids['case']}/overdragen": {"on": "2026-03-02", "destination": "ncp"},
    }.items():
        answer = browser.post(
            at(scene, f"registers/{rest}"), {"seen": SEEN, "key": security.new_key(), **data}
        )
        assert (answer.status_code, SECRETS["case"] in answer.text) == (404, False)
