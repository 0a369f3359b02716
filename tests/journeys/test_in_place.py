"""Working on the covenant page itself: cells open, change and refuse in place, and nothing typed is lost."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys import at_work, watch
from tests.journeys import on_screen as see
from tests.journeys.at_work import Track
from tests.journeys.conftest import shoot

TRACK = Track("fictief-elektronica")
PARTY, WAITS = "Platform Duurzame Apparatuur", "Financiering, secretariaat en governance geregeld"
ASSOCIATION = "Branche Elektronica Nederland"
REASON = "Doel 3 noemt nog steeds geen jaartal."


@pytest.fixture
def nadia(context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """The facilitator, in a browser that may not complain about anything."""
    one = context()
    heard = watch.over(one)
    page = one.new_page()
    at_work.sign_in(page, "Nadia Verkerk")
    yield page
    assert heard == []


def open_covenant(page: Page) -> None:
    page.goto(TRACK.path)
    page.evaluate("window.mark = 'the same page'")


def same_page(page: Page) -> bool:
    return bool(page.evaluate("window.mark === 'the same page'"))


def row(page: Page, party: str = PARTY) -> Locator:
    return page.locator(".imvo-matrix tbody tr", has=page.get_by_role("link", name=party))


def cell(page: Page, name: str, party: str = PARTY) -> Locator:
    """The cell of one requirement of one party, where something is to be done."""
    return row(page, party).locator("td.c a", has_text=name)


def column(page: Page, code: str) -> int:
    """Where a requirement stands in the matrix, by the address in any of its cells."""
    place = page.locator(f".imvo-matrix td.c a[href*='/vereisten/{code}']").first
    return int(place.evaluate("a => [...a.closest('tr').children].indexOf(a.closest('td'))"))


def open_cell(page: Page, code: str, party: str = PARTY) -> None:
    row(page, party).locator(f"a[href*='/vereisten/{code}']").click()
    expect(page.locator("#paneel form").first).to_be_attached()


def lines(page: Page) -> int:
    """How many lines the covenant's log has, as its page says."""
    other = page.context.new_page()
    other.goto(TRACK.path)
    text = other.get_by_role("link", name="Volledig logboek").inner_text()
    other.close()
    return int(re.sub(r"\D", "", text))


def test_a_cell_opens_in_place_and_accepting_updates_cell_progress_and_gate(nadia: Page) -> None:
    open_covenant(nadia)
    at = column(nadia, "NEG-08")
    before, gate = row(nadia).locator("td.p").inner_text(), see.gate(nadia)
    open_cell(nadia, "NEG-08")
    expect(nadia.locator("#paneel-kop")).to_contain_text(WAITS)
    assert same_page(nadia)
    shoot(nadia, "paneel-onder-de-matrix")
    nadia.locator("#paneel").get_by_role("button", name="Akkoord", exact=True).click()
    expect(nadia.locator("#paneel")).to_contain_text("Akkoord gegeven.")
    expect(row(nadia).locator("td").nth(at - 1)).to_have_text("akkoord")
    have, of = (int(n) for n in re.findall(r"\d+", before)[:2])
    expect(row(nadia).locator("td.p")).to_contain_text(f"{have + 1} van {of}")
    assert see.gate(nadia)["G2-9"] != gate["G2-9"]
    assert same_page(nadia), "the page was never loaded again"
    nadia.reload()
    assert f"{have + 1} van {of}" in row(nadia).locator("td.p").inner_text()


def test_a_refused_step_keeps_what_was_typed_beside_every_reason(nadia: Page) -> None:
    nadia.goto(TRACK.path)
    missed = [
        one.id for one in see.gate(nadia).values() if " van " in one.state or one.state == "Niet gehaald"
    ]
    at_work.take_step(nadia, TRACK, "start_signing", note="Toch maar proberen.")
    assert [one.id for one in see.reasons(nadia)] == missed
    assert nadia.locator("#veld-note").input_value() == "Toch maar proberen."
    expect(nadia.locator("#weigering")).to_be_focused()


def test_going_back_after_a_filter_gives_the_whole_page(nadia: Page) -> None:
    open_covenant(nadia)
    everybody = nadia.locator(".imvo-matrix tbody tr").count()
    nadia.get_by_label("Soort partij").select_option("ngo")
    nadia.get_by_role("button", name="Filter toepassen").click()
    expect(nadia).to_have_url(re.compile("soort=ngo"))
    expect(nadia.locator(".imvo-matrix tbody tr")).not_to_have_count(everybody)
    nadia.go_back()
    expect(nadia.locator(".imvo-matrix tbody tr")).to_have_count(everybody)
    expect(nadia.locator(".imvo-header")).to_be_visible()
    expect(nadia.get_by_role("heading", level=1)).to_contain_text("IMVO-convenant Elektronica")


@pytest.mark.parametrize(
    ("scripts", "party"), [(True, "Kinderrechtenfonds Ketens"), (False, "Stichting Schone Mijnen")]
)
def test_a_double_click_makes_one_line_in_the_log(
    context: Callable[..., BrowserContext], scripts: bool, party: str
) -> None:
    page = context(scripts=scripts).new_page()
    at_work.sign_in(page, "Nadia Verkerk")
    page.goto(TRACK.path)
    before = lines(page)
    address = row(page, party).locator("a[href*='NEG-10']").get_attribute("href")
    page.goto(str(address))
    form = page.locator("#indienen")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    form.locator("#veld-text").fill("Eén stuk, twee keer geklikt.")
    form.get_by_label("ja", exact=True).check()
    form.locator("button[type=submit]").first.dblclick()
    at_work.told(page, "Ingediend.")
    assert lines(page) == before + 1


def test_a_stale_page_says_what_changed_and_keeps_the_text(nadia: Page) -> None:
    """Two tabs on the same requirement: the second one is told, in place, and loses nothing."""
    nadia.goto(TRACK.path)
    address = str(row(nadia).locator("a[href*='/vereisten/NEG-06']").get_attribute("href"))
    second = nadia.context.new_page()
    for tab in (nadia, second):
        tab.goto(address)
    nadia.locator("#indienen summary").click()
    nadia.locator("#veld-text").fill("Uit het eerste tabblad.")
    nadia.locator("#indienen button[type=submit]").first.click()
    at_work.told(nadia, "Ingediend.")
    second.locator("#indienen summary").click()
    second.locator("#veld-text").fill(REASON)
    with second.expect_response(re.compile("/vereisten/NEG-06")) as answer:
        second.locator("#indienen button[type=submit]").first.click()
    assert answer.value.status == 409
    expect(second.locator("#problem .imvo-refusal")).to_contain_text("Bekijk wat er veranderde")
    expect(second.locator("#problem .imvo-refusal li").first).to_contain_text("Nadia Verkerk")
    assert second.locator("#veld-text").input_value() == REASON
    shoot(second, "intussen-gewijzigd")


def test_a_stale_page_without_script_keeps_the_text_too(context: Callable[..., BrowserContext]) -> None:
    one = context(scripts=False)
    first, second = one.new_page(), one.new_page()
    at_work.sign_in(first, "Nadia Verkerk")
    first.goto(TRACK.path)
    address = str(row(first, ASSOCIATION).locator("a[href*='NEG-10']").get_attribute("href"))
    for tab in (first, second):
        tab.goto(address)
        tab.locator("#indienen summary").click()
    first.locator("#veld-text").fill("Uit het eerste tabblad.")
    first.get_by_label("ja", exact=True).check()
    first.locator("#indienen button[type=submit]").first.click()
    second.locator("#veld-text").fill(REASON)
    with second.expect_response(re.compile("/vereisten/NEG-10")) as answer:
        second.locator("#indienen button[type=submit]").first.click()
    assert answer.value.status == 409
    expect(second.locator(".imvo-refusal")).to_contain_text("Bekijk wat er veranderde")
    kept = second.locator("form [name=text]")
    assert kept.input_value() == REASON
    expect(second.get_by_role("button", name="Opnieuw proberen")).to_be_visible()
