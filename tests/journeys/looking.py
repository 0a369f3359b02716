"""Looking at a page as the machine can: rules for accessibility, words left in the other language, width."""

import re
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page, Response

from tests.journeys import addresses, conftest

Theme = Literal["light", "dark"]
Look = tuple[int, Theme]
WIDE: Look = (1440, "light")
NARROW: Look = (360, "dark")
SCRIPT = Path(__file__).with_suffix(".js").read_text("utf-8").partition("\n")[2].strip()

DUTCH = re.compile(
    r"\b(aan|aantal|akkoord|alle|andere|bedrijven|bezwaar|bij|convenanten|dag|deze|dit|een|eerst|fase|geen"
    r"|gehaald|gepasseerd|het|kan|kunt|maar|meer|moet|naar|namens|niet|nodig|nog|onderhandeling|ondertekening"
    r"|ook|op|partij|partijen|secretariaat|sinds|tafel|te laat|tekst|tot|traject|uitvoering|uur|uw|van"
    r"|vanaf|vastgelegd|vereisten|voor|voorwaarde|voorwaarden|vraagt|wacht|wanneer|wat|wie|wordt|worden|zijn)\b",
    re.IGNORECASE,
)
"""Words that are common in Dutch and are none in English."""
ENGLISH = re.compile(
    r"\b(agreement|and|are|been|by|from|has|have|not|party|parties|since|stage|that|the|this|until|with|your)\b",
    re.IGNORECASE,
)
"""The other way round."""
QUOTED = re.compile(
    r"^(?:Bron|Source): .*|'[^']*'|[‘“][^’”]*[’”]|[\w.-]+\.(?:nl|be|eu|com|org)(?:: .*|\b[\w/.-]*)"
)
"""Titles of papers, sources, and addresses on the web."""


def ask(page: Page, question: str, given: object = None) -> Any:
    """Call one of the functions of looking.js on the page."""
    return page.evaluate(f"given => {SCRIPT}.{question}(given)", given)


def visit(page: Page, path: str, address: addresses.Address, look: Look, language: str) -> Response:
    """Open the page, and where the address says so fill in its form and send it past the browser's own checks."""
    page.set_viewport_size({"width": look[0], "height": 900})
    page.emulate_media(color_scheme=look[1])
    bare, _, fragment = path.partition("#")
    answer = page.goto(
        f"{bare}{'&' if '?' in bare else '?'}taal={language}{'#' if fragment else ''}{fragment}"
    )
    if address.send is not None:
        with page.expect_navigation() as sent:
            ask(page, "send", [dict(address.send), address.to])
        answer = sent.value
    assert answer is not None
    assert answer.status == address.status
    return answer


def problems(page: Page, language: str, written: re.Pattern[str]) -> list[str]:
    """Everything that is wrong with the page as it lies before us."""
    found = conftest.violations(page)
    seen: dict[str, Any] = ask(page, "look")
    if seen["lang"] != language:
        found.append(f"says it is in {seen['lang']}")
    if seen["headings"] != 1:
        found.append(f"{seen['headings']} h1")
    if not seen["title"].removesuffix("– Convenantwijzer").strip():
        found.append("no title")
    found += [f"refused by the content policy: {what}" for what in seen["refused"]]
    found += [f"nothing in {what}" for what in seen["empty"]]
    found += [f"a link to #{name}, which is not there" for name in seen["nowhere"]]
    other = DUTCH if language == "en" else ENGLISH
    for text in seen["texts"]:
        if other.search(written.sub(" ", QUOTED.sub(" ", text))):
            found.append(f"not translated: {text[:200]}")
    page.set_viewport_size({"width": 320, "height": 900})
    found += [f"at 320 px: {what}" for what in ask(page, "overflow")]
    return found
