"""Texts over the web: handed in without a script, compared, and never shown to who may not read them."""

import io
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from httpx2 import Response

from tests import cast, office_files, registers
from tests.registers import NOW, OWN, RIVAL
from tests.web.conftest import Browser, Clock
from tests.web.register_visit import reader, send
from tracker.commands import act, demo_texts, texts
from tracker.store import db, tables

SECRET = "zilvermijn"
PAGE = "/convenanten/elektronica/registers/teksten"
NASTY = (
    "## Artikel 1. <script>alert(1)</script>\n\n1. <img src=x onerror=alert(1)> [klik](javascript:alert(1)) "
    '"><svg onload=alert(1)> &lt;b&gt;\n2. {{ 7 * 7 }} {% raw %}\n'
)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW + timedelta(hours=2))


@pytest.fixture
def play(store: sa.Engine) -> cast.Play:
    with db.writing(store) as session:
        made = cast.covenant(session, NOW - timedelta(days=1), company=True, supporter=True)
        registers.put_in(session, made, "negotiation")
        return made


@pytest.fixture
def ids(store: sa.Engine, play: cast.Play) -> dict[str, str]:
    """Two versions on the table that differ in a planted word."""
    found = {}
    with db.writing(store) as session:
        usual = (session, play.facilitator, play.id)
        for number in ("0.4", "1.0"):
            variants = demo_texts.variants("fictief-elektronica", number)
            planted = {
                k: texts.Variant(v.text.replace("smelterijen zij", f"{SECRET}en zij"))
                for k, v in variants.items()
            }
            found[number] = texts.add(*usual, number=number, variants=planted, now=NOW).id
            texts.table(*usual, found[number], now=NOW, on=date(2026, 2, 1))
    return found


def at(ids: dict[str, str], rest: str = "/vergelijk") -> str:
    return f"/convenanten/elektronica/teksten/{ids['1.0']}{rest}"


def words(page: str) -> str:
    return " ".join(page.split())


def test_a_comparison_reads_without_colour_and_without_a_script(
    app: FastAPI, store: sa.Engine, ids: dict[str, str]
) -> None:
    page = words(reader(app, store, "bram").get(at(ids)).text)
    assert "Wat is veranderd van versie 0.4 naar 1.0?" in page
    assert "45 artikelen en leden: 1 gewijzigd, 1 nieuw, 1 verplaatst, 42 gelijk." in page
    assert '<del><span class="imvo-vh">Vervallen: </span>twee</del>' in page
    assert '<ins><span class="imvo-vh">Toegevoegd: </span>drie</ins>' in page
    assert "verplaatst, was Artikel 10" in page
    beside = words(reader(app, store, "bram").get(at(ids, "/vergelijk?wijze=naast&alles=1")).text)
    assert '<div class="imvo-naast">' in beside
    assert '<details class="imvo-same" open>' in beside
    english = words(reader(app, store, "bram").get(at(ids, "/vergelijk?in=en")).text)
    assert '<span class="imvo-vh">Toegevoegd: </span>three</ins>' in english


def test_every_place_a_link_leads_to_is_on_the_page(
    app: FastAPI, store: sa.Engine, ids: dict[str, str]
) -> None:
    browser = reader(app, store, "nadia")
    for rest in ("", "?in=en", "/vergelijk", "/vergelijk?wijze=naast", "/vergelijk?alles=1"):
        page = browser.get(at(ids, rest)).text
        anchors = {part.partition('"')[0] for part in page.split('href="#')[1:]}
        for anchor in anchors:
            assert page.count(f'id="{anchor}"') == 1, (rest, anchor)
    assert "(leidend)" in page


def test_the_text_page_shows_clauses_in_the_language_asked_for(
    app: FastAPI, store: sa.Engine, ids: dict[str, str]
) -> None:
    browser = reader(app, store, "bram")
    dutch, english = browser.get(at(ids, "")).text, browser.get(at(ids, "?in=en")).text
    assert ">Artikel 5. Herkomst van grondstoffen</h3>" in dutch
    assert 'lang="nl" hx-ignore' in dutch
    assert "Companies disclose within three years" in english
    assert "Bij verschil geldt de leidende taal." in english


OUTSIDERS = ("", "puck", "renske", "amir", "ottilie", "casper", "ruben")
"""Nobody, a supporter, a manager, a company, an auditor, an administrator, and who left the table."""


def test_nobody_outside_the_table_gets_a_word_of_it(
    app: FastAPI, store: sa.Engine, play: cast.Play, ids: dict[str, str]
) -> None:
    with db.writing(store) as session:
        doing = act.Act(session, play.facilitator, play.id, deed="party.leave", now=NOW)
        left = {"status": "withdrawn", "until_on": date(2026, 2, 2)}
        doing.change(tables.Participation, play.parties["bond-industrie"], **left)
        doing.record("party.leave")
    queries = ("", "?wijze=naast&alles=1", "?in=en", f"?met={ids['0.4']}", "?asOf=2026-03-02")
    assert SECRET in reader(app, store, "bram").get(at(ids)).text
    for who in OUTSIDERS:
        browser = reader(app, store, who)
        for query in queries:
            answer = browser.get(at(ids, f"/vergelijk{query}"))
            assert answer.status_code in (404, 303 if not who else 404), (who, query)
            assert SECRET not in answer.text + str(dict(answer.headers)), (who, query)
            assert "Artikel 5" not in answer.text
        for rest in ("", "?in=en"):
            assert SECRET not in browser.get(at(ids, rest)).text, (who, rest)
        missing = browser.get(at({"1.0": "00000000-0000-4000-8000-000000000000"}))
        assert missing.status_code == answer.status_code


def test_nothing_in_a_text_acts(app: FastAPI, store: sa.Engine, play: cast.Play, ids: dict[str, str]) -> None:
    browser = reader(app, store, "nadia")
    assert (
        send(browser, PAGE, PAGE, {"number": "9.9", "prevailing": "nl", "text_nl": NASTY}).status_code == 303
    )
    with db.reading(store) as session:
        made = (
            session.connection()
            .execute(sa.text("SELECT id FROM textversion WHERE number = '9.9'"))
            .scalar_one()
        )
    for rest in ("", "/vergelijk", "/vergelijk?wijze=naast&alles=1"):
        page = browser.get(f"/convenanten/elektronica/teksten/{made}{rest}")
        assert page.status_code == 200
        for bad in ("<script>alert", "<img", "<svg onload", 'href="javascript', "49 "):
            assert bad not in page.text, (rest, bad)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


@pytest.mark.parametrize("query", ["?in=fr", "?wijze=scheef", "?met=" + "x" * 5_000, "?met=%00", "?met=../x"])
def test_an_odd_address_is_refused_and_not_a_crash(
    app: FastAPI, store: sa.Engine, ids: dict[str, str], query: str
) -> None:
    assert reader(app, store, "nadia").get(at(ids, f"/vergelijk{query}")).status_code in (404, 422)


def handed_in(browser: Browser, number: str, name: str, content: bytes, **more: str) -> Response:
    upload = {"file_nl": (name, io.BytesIO(content), "application/octet-stream")}
    return send(browser, PAGE, PAGE, {"number": number, "prevailing": "nl", **more}, files=upload)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tekst.docx", office_files.word(*office_files.ARTICLE)),
        ("tekst.odt", office_files.open_document()),
        (
            "tekst.md",
            b"## Artikel 5. Herkomst van grondstoffen\n\n1. Een.\n2. Bedrijven maken de lijst openbaar.",
        ),
    ],
)
def test_a_file_is_read_into_clauses_and_comes_back_as_it_was(
    app: FastAPI, store: sa.Engine, play: cast.Play, name: str, content: bytes
) -> None:
    browser = reader(app, store, "nadia")
    assert handed_in(browser, "0.1", name, content).status_code == 303
    with db.reading(store) as session:
        made = session.connection().execute(sa.text("SELECT id FROM textversion")).scalar_one()
    page = browser.get(f"/convenanten/elektronica/teksten/{made}").text
    assert ">Artikel 5. Herkomst van grondstoffen</h3>" in page
    assert "Bedrijven maken de lijst openbaar." in page
    assert browser.get(f"/convenanten/elektronica/teksten/{made}/nl").content == content


def test_a_bad_file_is_told_at_its_field_and_nothing_typed_is_lost(
    app: FastAPI, store: sa.Engine, play: cast.Play
) -> None:
    browser = reader(app, store, "nadia")
    bomb = office_files.word(document="<?xml version='1.0'?><w:document")
    answer = handed_in(browser, "0.1", "tekst.docx", bomb, text_en="My English text", note="Na overleg")
    assert answer.status_code == 422
    assert '<a href="#veld-file_nl">Dit bestand is niet te lezen.' in answer.text
    for kept in ("My English text", "Na overleg", 'value="0.1"'):
        assert kept in answer.text


def test_looking_first_records_nothing_and_keeps_what_was_typed(
    app: FastAPI, store: sa.Engine, ids: dict[str, str]
) -> None:
    browser = reader(app, store, "nadia")
    text = demo_texts.variants("fictief-elektronica", "0.4")["nl"].text
    sent = {
        "number": "1.1",
        "prevailing": "nl",
        "text_nl": text,
        "same_as": "artikel 8 = nieuw",
        "bekijk": "1",
    }
    answer = send(browser, PAGE, PAGE, sent)
    page = words(answer.text)
    assert answer.status_code == 200
    assert "Zo zijn de artikelen herkend. Er is nog niets vastgelegd." in page
    assert "Artikel 10, vernummerd, was Artikel 8" in page
    assert "Artikel 8, nieuw" in page
    assert "artikel 8 = nieuw" in page
    with db.reading(store) as session:
        assert session.connection().execute(sa.text("SELECT count(*) FROM textversion")).scalar_one() == 2
    wrong = send(browser, PAGE, PAGE, {**sent, "same_as": "8 is nieuw"})
    assert wrong.status_code == 422
    assert "Schrijf per artikel het nieuwe en het oude nummer" in wrong.text
    denied = send(reader(app, store, "bram"), PAGE, PAGE, sent)
    assert denied.status_code == 403


def test_a_version_is_tabled_as_an_editorial_change_in_two_steps(
    app: FastAPI, store: sa.Engine, play: cast.Play, ids: dict[str, str]
) -> None:
    with db.writing(store) as session:
        for slug in (OWN, RIVAL):
            registers.answer(session, play, slug, "NEG-05", "yes")
        variants = demo_texts.variants("fictief-elektronica", "0.4")
        draft = texts.add(session, play.facilitator, play.id, number="1.1", variants=variants, now=NOW).id
    browser = reader(app, store, "nadia")
    page = browser.get(PAGE).text
    assert f"stap=tafel&amp;versie={draft}#formulier" in page
    form = f"{PAGE}?stap=tafel&versie={draft}"
    told = words(browser.get(form).text)
    assert "2 antwoorden blijven gelden" in told
    sent = {"on": "2026-03-02", "change": "editorial", "reason": "Spelling"}
    short = send(browser, form, f"{PAGE}/{draft}/tafel", sent)
    assert (short.status_code, "Spelling</textarea>" in short.text) == (422, True)
    reason = "Alleen de spelling en de nummering zijn verbeterd."
    done = send(browser, form, f"{PAGE}/{draft}/tafel", {**sent, "reason": reason})
    assert done.status_code == 303
    after = browser.get(f"/convenanten/elektronica/teksten/{draft}").text
    assert reason in after
    assert "2 van" in words(after)
