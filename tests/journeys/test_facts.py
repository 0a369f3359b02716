"""The facts of the shipped file on the pages: how many of each there are, and ten of them in a browser."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from tracker import cli

FILE: dict[str, Any] = yaml.safe_load(cli.SHIPPED.read_text("utf-8"))
COVENANTS = {one["slug"]: one for one in FILE["covenants"]}
TRACKS = {one["slug"]: one for one in FILE["tracks_without_covenant"]}

FACTS = [
    ("bancaire-sector", "28 oktober 2016 Ondertekening met 13 banken"),
    ("bancaire-sector", "Inwerkingtreding 7 december 2016"),
    ("kleding-textiel", "juli 2016 55 bedrijven"),
    ("kleding-textiel", "4 juli 2016 Ondertekening met circa 55 bedrijven"),
    ("kleding-textiel", "Einde van de looptijd 31 december 2021"),
    ("natuursteen", "13 mei 2019 Ondertekening door Nederlandse en Vlaamse partijen"),
    ("natuursteen", "Inwerkingtreding 1 oktober 2019"),
    ("pensioenfondsen", "20 december 2018 Ondertekening met 73 fondsen"),
    ("goud", "Einde van de looptijd 30 juni 2022"),
    ("bosbeheer", "22 maart 2017"),
]
"""Ten of them, as a reader finds them; the dates are the file's own, no more precise than it knows."""


@pytest.fixture
def reader(signed_in: Callable[..., Page]) -> Page:
    """Somebody who did not sign in: all of this is public."""
    return signed_in(None)


def words(page: Page, where: str = "main") -> str:
    return " ".join(page.locator(where).inner_text().split())


def test_ten_facts_of_the_file_stand_on_their_pages(reader: Page) -> None:
    missing = []
    for slug, fact in FACTS:
        if not reader.url.endswith(slug):
            reader.goto(f"/convenanten/{slug}")
        if fact not in words(reader):
            missing.append((slug, fact))
    assert missing == []


def test_every_covenant_and_track_of_the_file_is_listed(reader: Page) -> None:
    reader.goto("/convenanten?herkomst=openbaar")
    links = reader.locator("main a[href^='/convenanten/']").all()
    found = {re.split(r"[/?#]", str(one.get_attribute("href")))[2] for one in links}
    assert (len(COVENANTS), len(TRACKS)) == (15, 6)
    assert found & (COVENANTS.keys() | TRACKS.keys()) == COVENANTS.keys() | TRACKS.keys()
    assert not any(slug.startswith("fictief-") for slug in found), "the demonstration is filtered out"


def test_commitments_milestones_and_parties_are_counted_as_in_the_file(reader: Page) -> None:
    expected = {
        slug: (len(one["commitments"]), len(one["milestones"]), len(one["parties"]))
        for slug, one in COVENANTS.items()
    }
    shown = {}
    for slug in COVENANTS:
        reader.goto(f"/convenanten/{slug}")
        promises = reader.locator("#afspraken tbody tr").count()
        milestones = reader.locator("#mijlpalen .imvo-timeline > li").count()
        reader.goto(f"/convenanten/{slug}/partijen")
        shown[slug] = (promises, milestones, reader.locator("main tbody tr").count())
    assert shown == expected


def test_on_a_telephone_the_facts_fit(signed_in: Callable[..., Page]) -> None:
    page = signed_in(None, width=360)
    for slug in ("bancaire-sector", "kleding-textiel"):
        page.goto(f"/convenanten/{slug}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
