"""What the screens say, read back: stage, gate, reasons, who must move, progress per party."""

import re
from typing import NamedTuple

from playwright.sync_api import Page

from tests.journeys.at_work import Track


class Condition(NamedTuple):
    """A row of the gate."""

    id: str
    state: str
    why: str = ""


class Reason(NamedTuple):
    """A row of a refusal: the way out, whether it may be passed, and what is missing."""

    id: str
    way_out: str
    passable: str
    why: str


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def stage(page: Page) -> str:
    """The stage that the stepper marks as the present one."""
    now = page.locator(".imvo-stepper__item[aria-current=step] .imvo-stepper__bar")
    return re.sub(r"^\d|nu$", "", _words(now.text_content())).strip()


def gate(page: Page) -> dict[str, Condition]:
    """Every condition of the next gate, by its number."""
    found = {}
    for row in page.locator("#poort .imvo-condition").all():
        number = _words(row.locator(".imvo-condition__id").text_content())
        why = row.locator(".imvo-condition__why")
        text = _words(why.text_content()) if why.count() else ""
        state = _words(row.locator(".imvo-condition__state").text_content())
        found[number] = Condition(number, state, text.split(" Passeren")[0])
    return found


def states(page: Page) -> dict[str, str]:
    """The gate as one word per condition."""
    return {number: one.state for number, one in gate(page).items()}


def turns(page: Page) -> list[tuple[str, str]]:
    """Who must move, and what."""
    return [
        (
            _words(row.locator(".imvo-turn__who").text_content()),
            _words(row.locator(".imvo-turn__what").text_content()),
        )
        for row in page.locator(".imvo-gate__turn .imvo-turn > li").all()
    ]


def reasons(page: Page) -> list[Reason]:
    """Every reason of a refused step, in gate order."""
    found = []
    for row in page.locator(".imvo-refusal .imvo-condition").all():
        name = _words(row.locator(".imvo-condition__name").text_content())
        number = _words(row.locator(".imvo-condition__id").text_content())
        why = _words(row.locator(".imvo-condition__why").text_content())
        found.append(
            Reason(
                number,
                name.removesuffix(number).strip(),
                _words(row.locator(".imvo-condition__state").text_content()),
                why.split(" Passeren met reden")[0],
            )
        )
    return found


def matrix(page: Page, track: Track) -> dict[str, str]:
    """Every row of the matrix on the covenant page: the party and its 'n van m'."""
    page.goto(track.path)
    return {
        _words(row.locator("th a").text_content()): progress_of(row.locator("td.p").text_content())
        for row in page.locator(".imvo-matrix tbody tr").all()
    }


def listed(page: Page, track: Track) -> dict[str, str]:
    """Every party at the table on the page of parties, with its 'n van m' in this stage."""
    page.goto(f"{track.path}/partijen")
    rows = page.locator("section[aria-labelledby=tafel-kop] tbody tr").all()
    return {
        _words(row.locator("th a").text_content()): progress_of(row.locator("td").last.text_content())
        for row in rows
    }


def progress_of(text: str | None) -> str:
    """'5 van 5' out of a cell that may say more."""
    found = re.search(r"\d+ van \d+|n\.v\.t\.", _words(text))
    return found[0] if found else ""


def asked_of(page: Page, track: Track, party: str) -> list[str]:
    """Codes of what the party page asks now, arrears included."""
    page.goto(track.parties[party])
    links = page.locator(
        "#vereisten table a[href*='/vereisten/'], #achterstallig table a[href*='/vereisten/']"
    )
    codes = [re.search(r"/vereisten/([A-Z]+-\d+)", str(one.get_attribute("href"))) for one in links.all()]
    return sorted({match[1] for match in codes if match})
