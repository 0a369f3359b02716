"""Rivals come to one text: a sealed round, a proposal of one of them, the next version, and a vote that explains."""

import re
from datetime import datetime

from playwright.sync_api import Page, expect
from sqlmodel import Session

from tests import cast, registers
from tests.journeys import at_table as at
from tests.journeys.at_table import Table
from tests.journeys.conftest import Served, shoot, violations
from tracker.commands import assignments

FIRST = """# Artikel 1 Doel

De partijen willen misstanden in de keten van lantaarns voorkomen.

# Artikel 5 Herkomst

1. Bedrijven onderzoeken elk jaar hun keten.
2. Bedrijven maken binnen vier jaar bekend uit welke smelterijen hun metaal komt.
"""
OBJECTION = "Zonder mijnen in de lijst is de herkomst niet te controleren."
WAY_OUT = "Noem ook de mijnen, met drie jaar in plaats van vier."
LIKED = "De branche kan hiermee uit de voeten."
BETTER = "Bedrijven maken binnen drie jaar bekend uit welke mijnen en smelterijen hun metaal komt."
QUESTION = "Is versie 0.5 de tekst die wij aan onze achterban voorleggen?"
FOUR = ("platform-apparatuur", "vakbond-techniek", "schone-mijnen", "ministerie-wereldhandel")
VOICES = {"yara": "Stichting Schone Mijnen", "bram": "Platform Duurzame Apparatuur", "tamar": "Vakbond Techniek",
          "diederik": "Ministerie van Wereldhandel"}  # fmt: skip


def lay(session: Session, now: datetime) -> cast.Play:
    """One party of each kind, in negotiation, with two facilitators and no text yet."""
    play = cast.covenant(session, now, name="Lantaarns (fictief)", table=FOUR, on=at.on_day(now, -60))
    assignments.assign(
        session, play.facilitator, play.id, email="joris@fictief.example", role="facilitator", now=now
    )
    registers.put_in(session, play, "negotiation", now)
    return play


def play(served: Served, open_: at.Open) -> None:
    t = at.lay(served, open_, lay)
    for who in ("nadia", "joris", "bram", "tamar", "diederik"):
        t.seat(who)
    t.seat("yara")
    text = _tabled(t)
    _sealed(t, text)
    _opened(t, text)
    following = _proposed(t)
    _compared(t, text, following)
    _answered_by_keyboard(t, following)
    _voted(t)


def _tabled(t: Table) -> str:
    """The facilitator pastes a text and puts it on the table; its address."""
    nadia = t.seated["nadia"]
    nadia.goto(f"{t.path}/registers/teksten")
    at.done(
        nadia, "Als concept vastleggen", "De versie is vastgelegd als concept.",
        number="0.4", text_nl=FIRST, prevailing="nl",
    )  # fmt: skip
    nadia.get_by_role("link", name="Ter tafel leggen (0.4)").click()
    at.says(nadia, "Dit is de eerste versie ter tafel. Er verouderen geen antwoorden.")
    at.done(nadia, "Ter tafel leggen", "De versie ligt ter tafel.")
    text = str(nadia.get_by_role("link", name="Versie 0.4", exact=True).get_attribute("href"))
    bram = t.seated["bram"]
    bram.goto(text)
    at.says(bram, "Artikel 5", "Herkomst", "Bedrijven onderzoeken elk jaar hun keten.")
    return text


def _sealed(t: Table, text: str) -> None:
    """A sealed round: what one party hands in changes nothing on the page of another."""
    nadia, yara, bram = t.seated["nadia"], t.seated["yara"], t.seated["bram"]
    nadia.goto(f"{text}/standpunten")
    at.done(nadia, "Ronde beginnen", "De ronde is begonnen.", manner="sealed", deadline=t.day(7))
    before = {page: _page_of(page, text) for page in (bram, t.seated["tamar"])}
    yara.goto(f"{text}/standpunt")
    at.hand_over(
        yara, "Verzegeld inleveren", clause_id="Artikel 5 lid 2", stance="fundamental", remarks=OBJECTION
    )
    at.says(yara, "Er is 1 ding niet in orde")
    expect(yara.locator("#veld-remarks")).to_have_value(OBJECTION)
    assert violations(yara) == []
    at.done(yara, "Verzegeld inleveren", "Uw standpunt is ingeleverd.", resolution=WAY_OUT)
    yara.goto(f"{text}/standpunt")
    at.done(
        yara, "Verzegeld inleveren", "Uw standpunt is ingeleverd.",
        stance="remarks", remarks="Akkoord met alles behalve artikel 5 lid 2.",
    )  # fmt: skip
    yara.goto(f"{text}/standpunt")
    at.says(yara, OBJECTION, WAY_OUT, "verzegeld ingeleverd", where="#concepten")
    assert before == {page: _page_of(page, text) for page in before}, "nothing tells that a rival is in"
    assert violations(yara) == []
    bram.goto(f"{text}/standpunt")
    at.done(bram, "Verzegeld inleveren", "Uw standpunt is ingeleverd.", stance="remarks", remarks=LIKED)
    _page_of(yara, text)
    at.silent(yara, LIKED)
    for page in (bram, nadia):
        for place in (
            f"{text}/standpunten",
            text,
            f"{t.path}/logboek",
            f"{t.path}/registers/bezwaren",
            t.path,
        ):
            page.goto(place)
            at.silent(page, OBJECTION, WAY_OUT)
    nadia.goto(f"{text}/standpunten")
    at.says(nadia, "2 van 4 partijen zijn binnen. Wat zij inleverden, is verzegeld.")
    at.silent(nadia, LIKED)
    shoot(nadia, "20-verzegelde-ronde")


def _page_of(page: Page, text: str) -> str:
    """Everything the page of positions says, without what differs at every visit."""
    page.goto(f"{text}/standpunten")
    source = re.sub(r'(name="(?:csrf|key)" value|nonce)="[^"]*"', "", page.content())
    return re.sub(r"<time[^>]*>[^<]*</time>", "", source)


def _opened(t: Table, text: str) -> None:
    """The last one seals, and everything opens for everybody at once."""
    for who in ("diederik", "tamar"):
        t.seated[who].goto(f"{text}/standpunt")
        at.done(t.seated[who], "Verzegeld inleveren", "", stance="agree")
    for who in ("yara", "bram", "nadia"):
        page = t.seated[who]
        page.goto(f"{text}/standpunten")
        at.says(page, OBJECTION, WAY_OUT, LIKED, "Eén fundamenteel bezwaar staat open, op artikel 5 lid 2.")
    shoot(t.seated["bram"], "21-ronde-open")


def _proposed(t: Table) -> str:
    """The foundation proposes other words; two people adopt them, and they stand in the next version."""
    yara, nadia, joris = t.seated["yara"], t.seated["nadia"], t.seated["joris"]
    yara.goto(f"{t.path}/voorstellen")
    yara.locator("#artikel").select_option(label="Artikel 5 lid 2")
    yara.get_by_role("button", name="Tekst ophalen").click()
    expect(yara.locator("#veld-text")).to_have_value(re.compile("binnen vier jaar"))
    at.done(
        yara, "Voorstel vastleggen", "", kind="change", text=BETTER,
        reason="Alleen met de mijnen is de herkomst te controleren.",
    )  # fmt: skip
    t.seated["bram"].goto(f"{t.path}/voorstellen")
    t.seated["bram"].get_by_role("link", name=re.compile("^Voorstel 1")).click()
    at.says(t.seated["bram"], "Nog niet besloten. De facilitator en een tweede persoon besluiten erover.")
    assert at.nested(t.seated["bram"]) == []
    proposal = t.seated["bram"].url
    nadia.goto(proposal)
    at.done(nadia, "Besluit vastleggen", "", fate="adopted")
    at.says(nadia, "Bijna. Nadia Verkerk wil het aannemen; een tweede persoon moet nog akkoord geven.")
    joris.goto(proposal)
    at.done(joris, "Oordeel vastleggen", "", agrees="ja")
    at.says(joris, "Ja. Het is aangenomen en komt in een volgende versie.")
    nadia.goto(f"{t.path}/voorstellen")
    nadia.get_by_role("link", name="Neem over in een nieuwe versie").click()
    at.says(nadia, "1 voorstel kan mee. Niets botst.", BETTER)
    nadia.get_by_role("link", name="Neem over in een nieuwe versie").click()
    at.says(nadia, "Met 1 overgenomen voorstel.")
    at.done(nadia, "Als concept vastleggen", "De versie is vastgelegd als concept.", number="0.5")
    nadia.get_by_role("link", name="Ter tafel leggen (0.5)").click()
    at.says(
        nadia, "Antwoorden op versie 0.4 verouderen bij een inhoudelijke wijziging:", "4 reacties",
        "5 standpunten",
    )  # fmt: skip
    at.done(nadia, "Ter tafel leggen", "De versie ligt ter tafel.", change="substance")
    return str(nadia.get_by_role("link", name="Versie 0.5", exact=True).get_attribute("href"))


def _compared(t: Table, text: str, following: str) -> None:
    """Word by word, on the page of the rival; and what was said before counts no more."""
    bram = t.seated["bram"]
    bram.goto(f"{following}/vergelijk")
    at.says(bram, "Wat is veranderd van versie 0.4 naar 0.5?", "4 artikelen en leden: 1 gewijzigd, 3 gelijk.")
    changed = bram.locator(".imvo-diff.imvo-legal .imvo-lid").filter(has=bram.locator("ins"))
    assert [" ".join(one.split()) for one in changed.locator("del").all_text_contents()] == [
        "Vervallen: vier"
    ]
    assert [" ".join(one.split()) for one in changed.locator("ins").all_text_contents()] == [
        "Toegevoegd: drie", "Toegevoegd: mijnen en",
    ]  # fmt: skip
    shoot(bram, "22-vergelijking")
    bram.goto(f"{text}/standpunten")
    at.says(bram, "Standpunten erover zijn verouderd", OBJECTION)
    bram.goto(f"{following}/standpunten")
    at.says(bram, "0 van 4 partijen gaan akkoord.")


def _answered_by_keyboard(t: Table, following: str) -> None:
    """On a telephone, without JavaScript, with the keyboard alone."""
    yara = t.seat("yara", width=360, scripts=False)
    yara.goto(following)
    _tab_to(yara, f"a[href='{following}/standpunt']")
    yara.keyboard.press("Enter")
    yara.wait_for_url(f"**{following}/standpunt")
    _tab_to(yara, "[name=stance]")
    yara.keyboard.press("Space")
    _tab_to(yara, "#veld-remarks")
    yara.keyboard.type("De mijnen staan er nu in.")
    _tab_to(yara, "button[name=do][value=share]")
    with yara.expect_navigation():
        yara.keyboard.press("Enter")
    at.says(yara, "Uw standpunt is ingeleverd.", where="body")
    yara.goto(f"{following}/standpunten")
    at.says(yara, "1 van 4 partijen gaat akkoord.", "De mijnen staan er nu in.")
    yara.goto(f"{t.path}/registers/bezwaren")
    yara.get_by_role("link", name="Bezwaar sluiten").click()
    at.done(yara, "Bezwaar sluiten", "Het bezwaar is gesloten.", note="Versie 0.5 noemt de mijnen.")
    yara.goto(following)
    at.says(yara, "1 van 4 partijen gaat akkoord.")
    wide = yara.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 360
    shoot(yara, "23-antwoord-met-toetsenbord-360")


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until what this selects has the focus."""
    for _step in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s) ?? false", selector):
            return
    raise AssertionError(f"{selector} is not to be reached with Tab")


def _voted(t: Table) -> None:
    """A question under a rule of consent: it says who is awaited, passes, and says why."""
    nadia = t.seated["nadia"]
    nadia.goto(f"{t.path}/stemmingen")
    at.done(
        nadia, "Voorleggen", "De vraag ligt aan de tafel voor.", title=QUESTION, rule="per_soort",
        deadline=t.day(5), subject="text", text_version_id="0.5",
    )  # fmt: skip
    nadia.goto(f"{t.path}/stemmingen")
    nadia.get_by_role("link", name=re.compile("^Stemming 1")).click()
    motion = nadia.url
    for number, (who, party) in enumerate(VOICES.items(), 1):
        page = t.seated[who]
        page.goto(motion)
        at.done(page, "Stem vastleggen", "", participation_id=party, value="yes")
        if number == 2:
            at.says(
                page, "Elke partijsoort.", "maatschappelijke organisatie1 van 1 gehaald", "vakbond0 van 1 nog open",
                "Nog niet gehoord: Vakbond Techniek, Ministerie van Wereldhandel.",
                "Nog niet. Gehoord: 2 van 4 partijen.",
            )  # fmt: skip
            assert violations(t.seated["bram"]) == []
    nadia.goto(motion)
    at.says(nadia, "Ja, zo staat het nu. De facilitator moet de stemming nog afsluiten.")
    at.done(nadia, "Stemming afsluiten", "De stemming is afgesloten.")
    t.seated["bram"].goto(motion)
    at.says(
        t.seated["bram"], "Ja. De tafel nam het aan.", "Elke partijsoort.",
        "Ja van: brancheorganisatie1 van 1 gehaald", "Ja van: overheid1 van 1 gehaald",
    )  # fmt: skip
    assert at.nested(t.seated["bram"]) == []
    shoot(t.seated["bram"], "24-stemming-aangenomen")
    outsider = t.seat("")
    outsider.goto(motion)
    at.silent(outsider, QUESTION)
