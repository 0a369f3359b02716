"""The pages people work on all day: in every width and both themes, and with nothing but a keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import addresses, looking, shown

pytestmark = pytest.mark.browser

LOOKS: tuple[looking.Look, ...] = (
    (320, "light"), (320, "dark"), (768, "light"), (768, "dark"), (1440, "light"), (1440, "dark"),
)  # fmt: skip


@pytest.mark.parametrize("address", addresses.HEARTS, ids=str)
def test_holds_in_every_width_and_theme(
    address: addresses.Address,
    reader: Callable[[str], Page],
    demonstrated: shown.Shown,
    written: re.Pattern[str],
) -> None:
    page, path = reader(address.who), demonstrated.path(address)
    found = {}
    for look in LOOKS:
        looking.visit(page, path, address, look, "nl")
        if wrong := looking.problems(page, "nl", written):
            found[look] = wrong
    assert found == {}


def _walk(page: Page) -> list[dict[str, object]]:
    """Tab from the top of the page until the keyboard leaves it."""
    stops: list[dict[str, object]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = looking.ask(page, "stop")
        if stop["place"] == "BODY" or (stops and stop["place"] == stops[0]["place"]):
            break
        stops.append(stop)
    return stops


def _to(page: Page, name: str) -> None:
    """Tab to what has this name."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if str(looking.ask(page, "stop")["name"]).startswith(name):
            return
    pytest.fail(f"Tab does not reach {name}")


@pytest.fixture
def nadia(signed_in: Callable[..., Page]) -> Page:
    """The facilitator on the covenant page, in a window of her own."""
    page = signed_in(addresses.NADIA)
    page.goto(addresses.ELECTRONICS)
    return page


def test_tab_reaches_everything_on_the_covenant_page_in_reading_order_and_shows_where_it_is(
    nadia: Page,
) -> None:
    stops = _walk(nadia)
    assert [stop["name"] for stop in stops if not stop["ring"]] == []
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    names = [str(stop["name"]) for stop in stops]
    wanted = [
        "Direct naar de inhoud", "Convenantwijzer", "Mijn werk", "Convenanten", "Fase wijzigen", "Meer",
        "Stand op een andere datum", "Geen openstaand fundamenteel bezwaar", "Passeren met reden", "Filter toepassen",
        "Volledig logboek",
    ]  # fmt: skip
    met = [next((i for i, name in enumerate(names) if name.startswith(want)), -1) for want in wanted]
    assert [want for want, at in zip(wanted, met, strict=True) if at < 0] == []
    assert met == sorted(met)
    links = nadia.locator("main a:visible").count()
    assert sum(str(stop["place"]).startswith(("/", "#", "?")) for stop in stops) >= links


def test_the_skip_link_appears_and_leads_past_the_menu(nadia: Page) -> None:
    nadia.keyboard.press("Tab")
    skip = nadia.get_by_role("link", name="Direct naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    nadia.keyboard.press("Enter")
    expect(nadia.locator("main")).to_be_focused()
    nadia.keyboard.press("Tab")
    assert nadia.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_menu_opens_and_shuts_and_gives_the_keyboard_back(nadia: Page) -> None:
    _to(nadia, "Meer")
    nadia.keyboard.press("Enter")
    expect(nadia.get_by_role("link", name="Partij uitnodigen")).to_be_visible()
    nadia.keyboard.press("Escape")
    expect(nadia.get_by_role("link", name="Partij uitnodigen")).to_be_hidden()
    assert looking.ask(nadia, "stop")["name"] == "Meer"


def test_a_condition_is_passed_with_a_reason_without_touching_the_mouse(nadia: Page) -> None:
    _to(nadia, "Inzet per partij SMART")
    _to(nadia, "Passeren met reden")
    nadia.keyboard.press("Enter")
    nadia.wait_for_url("**/voorwaarde/**")
    while nadia.evaluate("document.activeElement.tagName") != "TEXTAREA":
        nadia.keyboard.press("Tab")
    nadia.keyboard.type("Het laatste doel volgt binnen drie weken van het platform.")
    _to(nadia, "Passeren met reden")
    nadia.keyboard.press("Enter")
    nadia.wait_for_url("**/fictief-elektronica#poort")
    expect(
        nadia.get_by_text("Het laatste doel volgt binnen drie weken van het platform.").first
    ).to_be_visible()


def test_the_matrix_scrolls_with_the_arrow_keys(signed_in: Callable[..., Page]) -> None:
    page = signed_in(addresses.NADIA, width=360)
    page.goto(addresses.ELECTRONICS)
    page.locator("#partijen .imvo-scroll").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#partijen .imvo-scroll').scrollLeft > 0")
