"""Landing pages, lists, the dashboard and the start form, as a browser meets them."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import cast
from tests.cast import Play
from tests.web.conftest import Browser, Clock
from tracker.commands import imports
from tracker.store import db, tables

FACTS = Path(imports.__file__).parents[1] / "data" / "convenanten.yaml"
HTMX = {"HX-Request": "true", "HX-Target": "section#resultaten"}


@pytest.fixture
def play(store: sa.Engine, clock: Clock) -> Play:
    with db.writing(store) as session:
        return cast.covenant(session, clock(), company=True)


@pytest.fixture
def shipped(store: sa.Engine, clock: Clock) -> Play:
    """The public facts, and then a covenant with the cast."""
    with db.writing(store) as session:
        assert imports.run(session, FACTS.read_text("utf-8"), now=clock()).errors == ()
        return cast.covenant(session, clock(), company=True)


def enter(browser: Browser, play: Play, name: str) -> Browser:
    browser.get("/aanmelden")
    assert browser.post("/aanmelden/demo", {"persona": play.actors[name].id}).status_code == 303
    browser.get("/account")
    return browser


def heading(text: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text, re.S)
    return found[1].strip() if found else ""


@pytest.mark.parametrize(
    ("name", "dutch", "english"),
    [
        ("nadia", "Waar ben ik nu nodig?", "Where am I needed now?"),
        (
            "bram",
            "Waar staan we, en wat moeten wij doen?",
            "Where do we stand, and what do we have to do?",
        ),
        (
            "amir",
            "Waar staan we, en wat moeten wij doen?",
            "Where do we stand, and what do we have to do?",
        ),
        ("renske", "Waar is aandacht nodig?", "Where is attention needed?"),
        ("ottilie", "Waar is aandacht nodig?", "Where is attention needed?"),
        ("casper", "Is alles in orde?", "Is everything in order?"),
    ],
)
def test_each_role_lands_on_its_own_question(
    browser: Browser, play: Play, name: str, dutch: str, english: str
) -> None:
    enter(browser, play, name)
    assert heading(browser.get("/").text) == dutch
    assert heading(browser.get("/?taal=en").text) == english


def test_a_visitor_sees_what_this_is_and_where_every_covenant_stands(browser: Browser, shipped: Play) -> None:
    text = browser.get("/").text
    assert heading(text) == "Waar staan de IMVO-convenanten?"
    assert "Er lopen 3 trajecten. 10 zijn geëindigd of opgevolgd." in text
    assert "Convenant Duurzame Kleding en Textiel" in text


def test_an_empty_site_says_so(browser: Browser) -> None:
    assert "Er zijn nog geen convenanten vastgelegd." in browser.get("/").text
    assert "Geen traject gevonden." in browser.get("/convenanten").text


def test_who_has_more_roles_chooses_in_the_user_menu(browser: Browser, store: sa.Engine, play: Play) -> None:
    with db.writing(store) as session:
        session.execute(
            sa.update(tables.Account)
            .where(tables.Account.id == play.facilitator.id)  # type: ignore[arg-type]
            .values(roles=["facilitator", "manager"])
        )
    enter(browser, play, "nadia")
    first = browser.get("/").text
    assert heading(first) == "Waar ben ik nu nodig?"
    assert '<a href="/?rol=manager">Manager</a>' in first
    assert heading(browser.get("/?rol=manager").text) == "Waar is aandacht nodig?"
    assert heading(browser.get("/?rol=beheerder").text) == "Waar ben ik nu nodig?"


def test_the_list_swaps_only_its_results(browser: Browser, shipped: Play) -> None:
    page = browser.get("/convenanten?q=textiel").text
    fragment = browser.get("/convenanten?q=textiel", headers=HTMX).text
    assert fragment.strip().startswith("<section")
    assert "<h1" not in fragment
    assert fragment.strip() in page
    assert "1 van 22 trajecten" in fragment
    assert 'hx-push-url="true"' in page


@pytest.mark.parametrize("view", ["", "&weergave=bord"])
def test_table_and_board_show_the_same_tracks(browser: Browser, shipped: Play, view: str) -> None:
    text = browser.get(f"/convenanten?sector=metaal{view}").text
    assert set(re.findall(r'href="/convenanten/([a-z-]+)"', text)) == {
        "goud", "metaalsector", "metaalsector-tweede-termijn",
    }  # fmt: skip


def test_an_explored_sector_is_no_covenant(browser: Browser, shipped: Play) -> None:
    text = browser.get("/convenanten?status=explored").text
    assert "6 van 22 trajecten" in text
    assert text.count("Alleen verkend</span>") == 6
    assert text.count("geen convenant</span>") == 6


@pytest.mark.parametrize(
    "query",
    [
        "fase=onzin&status=onzin&soort=onzin&thema=onzin&sector=onzin&herkomst=onzin&weergave=onzin",
        "pagina=9999",
        "q=%00%ED%A0%80",
        "q=%25_%27%22",
    ],
)
def test_odd_questions_get_an_answer(browser: Browser, shipped: Play, query: str) -> None:
    assert browser.get(f"/convenanten?{query}").status_code == 200


@pytest.mark.parametrize("query", ["pagina=0", "pagina=x", "q=" + "a" * 201])
def test_questions_out_of_bounds_are_refused(browser: Browser, query: str) -> None:
    assert browser.get(f"/convenanten?{query}").status_code == 422


def test_what_is_typed_is_shown_as_text(browser: Browser, shipped: Play) -> None:
    text = browser.get("/convenanten?q=%3Cscript%3E").text
    assert "<script>" not in text.split("<main")[1]
    assert 'value="&lt;script&gt;"' in text


def test_figures_of_the_dashboard_lead_to_lists_of_that_length(browser: Browser, shipped: Play) -> None:
    enter(browser, shipped, "renske")
    text = browser.get("/dashboard").text
    figures = re.findall(r'<dd><a href="(/convenanten[^"]*)">(\d+)</a></dd>', text)
    assert len(figures) == 8
    assert sum(int(count) for path, count in figures[1:]) == int(figures[0][1]) == 22
    for path, count in figures:
        listed = browser.get(path.replace("&amp;", "&")).text
        assert f">{count} traject" in listed or f">{count} van 22 trajecten" in listed


def test_the_dashboard_of_an_earlier_day_has_no_links_into_today(
    browser: Browser, shipped: Play, clock: Clock
) -> None:
    clock.passes(days=3)
    enter(browser, shipped, "renske")
    past = browser.get("/dashboard?asOf=2025-11-24").text
    assert "U bekijkt de stand van" in past
    assert re.findall(r'<dd><a href="(/[^"]*)">', past) == []
    assert "Geen trajecten op deze datum." in browser.get("/dashboard?asOf=2025-11-20").text
    assert browser.get("/dashboard?asOf=2030-01-01").status_code == 422
    assert browser.get("/dashboard?asOf=gisteren").status_code == 422


@pytest.mark.parametrize(
    ("name", "status"), [("nadia", 403), ("bram", 403), ("casper", 403), ("ottilie", 200)]
)
def test_the_dashboard_is_for_managers_and_auditors(
    browser: Browser, play: Play, name: str, status: int
) -> None:
    enter(browser, play, name)
    answer = browser.get("/dashboard")
    assert answer.status_code == status
    assert ("Dit overzicht is voor managers en auditors." in answer.text) == (status == 403)


def test_a_visitor_of_the_dashboard_signs_in_first(browser: Browser) -> None:
    answer = browser.get("/dashboard")
    assert (answer.status_code, answer.headers["location"]) == (303, "/aanmelden?verder=%2Fdashboard")


def started(play: Play, **values: object) -> dict[str, object]:
    return {
        "key": "start-0001", "seen": "0", "name_nl": "Elektrische fietsen", "sector_nl": "Fietsen",
        "guide_name": "Bureau Overleg", "risk_themes": ["conflict"], "sdgs": ["8"], "countries": "Congo, China",
        "quorum_ngo": "2", "companies_sign": "1", "threshold_companies": "35", "threshold_share": "30",
        **values,
    }  # fmt: skip


def test_a_facilitator_starts_a_covenant_and_lands_on_its_page(browser: Browser, play: Play) -> None:
    enter(browser, play, "nadia")
    browser.get("/convenanten/nieuw")
    answer = browser.post("/convenanten/nieuw", started(play))
    assert (answer.status_code, answer.headers["location"]) == (303, "/convenanten/elektrische-fietsen")
    assert browser.post("/convenanten/nieuw", started(play)).headers["location"] == answer.headers["location"]
    assert "2 trajecten" in browser.get("/convenanten").text
    assert "Elektrische fietsen" in browser.get("/").text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name_nl": " "}, "Vul dit in."),
        ({"guide_name": ""}, "Kies een organisatie of vul een naam in."),
        ({"threshold_share": "130"}, "Vul een percentage in van 0 tot en met 100."),
        ({"quorum_ngo": "-1"}, "Dit getal is te klein."),
        ({"started_on": "2025-11-25"}, "Kies vandaag of een eerdere dag."),
        ({"sdgs": ["18"]}, "Kies een van de mogelijkheden."),
        ({"risk_themes": ["onzin"]}, "Kies een van de mogelijkheden."),
    ],
)
def test_a_refused_start_says_why_and_keeps_what_was_typed(
    browser: Browser, play: Play, values: dict[str, object], sentence: str
) -> None:
    enter(browser, play, "nadia")
    browser.get("/convenanten/nieuw")
    answer = browser.post("/convenanten/nieuw", started(play, **values))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<title>Niet gelukt: " in answer.text
    assert 'value="Fietsen"' in answer.text
    assert "1 traject<" in browser.get("/convenanten").text


def test_starting_is_for_facilitators_and_managers(browser: Browser, play: Play) -> None:
    assert browser.get("/convenanten/nieuw").status_code == 303
    enter(browser, play, "bram")
    assert browser.get("/convenanten/nieuw").status_code == 403
    answer = browser.post("/convenanten/nieuw", started(play))
    assert answer.status_code == 403
    assert "Een convenant starten kan alleen een facilitator of manager." in answer.text
    assert 'href="/convenanten/nieuw"' not in browser.get("/convenanten").text


def test_organisations_lead_to_the_covenants_they_take_part_in(browser: Browser, shipped: Play) -> None:
    text = browser.get("/organisaties?soort=trade_union&q=techniek").text
    assert "1 organisatie<" in text
    one = browser.get("/organisaties/vakbond-techniek").text
    assert heading(one) == "Vakbond Techniek"
    assert '<a href="/convenanten/elektronica-2">Elektronica</a>' in one
    assert browser.get("/organisaties/bestaat-niet").status_code == 404


def test_about_tells_the_context_and_the_thirteen_risk_sectors(browser: Browser, shipped: Play) -> None:
    text = browser.get("/over").text
    assert "13 risicosectoren" in text
    assert "Instorting Rana Plaza in Bangladesh" in text
    assert '<time datetime="2014-04">april 2014</time>' in text
    assert "SER-advies IMVO-convenanten <small" in text
    assert "13 risk sectors" in browser.get("/over?taal=en").text
