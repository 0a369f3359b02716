"""Signing under conditions: a meter that shows only sums, what is refused and why, three governments, a late paper.

After the thresholds of the garment covenant and the governments of the one on natural stone; everybody is fictional.
"""

from datetime import datetime
from decimal import Decimal

from playwright.sync_api import Page, expect
from sqlmodel import Session

from tests import cast, pdfs, registers, settled
from tests.journeys import at_table as at
from tests.journeys.at_table import Table
from tests.journeys.conftest import Served, shoot, violations
from tracker.commands import conditions, participations, plans, shares, texts

NAME = "Zandsteen (fictief)"
BODIES = (
    "platform-apparatuur",
    "vakbond-techniek",
    "schone-mijnen",
    "ministerie-wereldhandel",
    "ministerie-nijverheid",
)
NEIGHBOUR = "Overheid van het Voorbeeldland"
THREE = ("Ministerie van Wereldhandel", "Ministerie van Nijverheid", NEIGHBOUR)
COMPANIES = [f"Steenhouwerij Voorbeeld {n}" for n in range(1, 7)]
LETTER = "Onder voorbehoud van goedkeuring door het parlement van het Voorbeeldland."
FUNDING = "De ministeries betalen samen de helft van het secretariaat."
OLD = "# Artikel 1 Doel\n\nDe partijen onderzoeken de keten van zandsteen, elk vanuit de eigen rol."
FINAL = "# Artikel 1 Doel\n\nBedrijven onderzoeken elk jaar hun keten en vertellen openbaar wat zij vonden."


def lay(session: Session, now: datetime) -> cast.Play:
    """A final text in the signing stage, a threshold of six companies and 30 %, and five of them so far."""
    began = at.on_day(now, -90)
    play = cast.covenant(session, now, name=NAME, table=BODIES, on=began)
    nadia = play.facilitator

    def join(kind: str, role: str, name: str) -> str:
        made = participations.add(
            session, nadia, play.id, now=now, kind=kind, role=role, on=began, name_nl=name
        ).id
        play.parties[name] = made  # type: ignore[index]
        return made

    join("government", "negotiator", NEIGHBOUR)
    plans.describe(session, nadia, play.id, now=now, threshold_companies=6, threshold_share=Decimal("0.30"))
    registers.put_in(session, play, "negotiation", now)
    for number, words in (("0.9", OLD), ("1.0", FINAL)):
        text = texts.add(
            session, nadia, play.id, number=number, variants={"nl": texts.Variant(words)}, now=now
        ).id
        texts.table(session, nadia, play.id, text, now=now, on=at.on_day(now, -30))
    texts.freeze(session, nadia, play.id, text, now=now, on=at.on_day(now, -20))
    conditions.set_(session, nadia, play.id, kind="funding", text=FUNDING, now=now, on=at.on_day(now, -20))
    registers.put_in(session, play, "signing", now)
    for name in COMPANIES[:-1]:
        company = join("company", "adhering_company", name)
        shares.record(session, nadia, play.id, participation_id=company, share=Decimal("0.0612"), now=now)
    settled.settle(session, play, now)
    return play


def play(served: Served, open_: at.Open) -> None:
    t = at.lay(served, open_, lay)
    for who in ("nadia", "diederik", "yara", ""):
        t.seat(who)
    _meter(t)
    _supposed(t)
    _refused(t)
    _signed(t)


def _meter(t: Table) -> None:
    """The table sees how many and how much together, never what one company stands for."""
    nadia, yara = t.seated["nadia"], t.seated["yara"]
    yara.goto(f"{t.path}/ondertekening")
    at.says(yara, "5 van 6 bedrijven, 31 % van 30 % omzet", "drempel nog niet gehaald", FUNDING)
    at.silent(yara, "6,12", "0.0612")
    assert violations(yara) == []
    with t.writing() as session:
        company = participations.add(
            session, t.play.facilitator, t.play.id, now=t.now, kind="company", role="adhering_company",
            name_nl=COMPANIES[-1],
        ).id  # fmt: skip
        t.play.parties[COMPANIES[-1]] = company  # type: ignore[index]
        settled.settle(session, t.play, t.now)
    yara.reload()
    at.says(yara, "6 van 6 bedrijven", "drempel gehaald")
    nadia.goto(f"{t.path}/ondertekening")
    nadia.get_by_role("link", name="Afsluiten (").click()
    at.done(
        nadia, "Voorwaarde afsluiten", "De voorwaarde is afgesloten.", outcome="met",
        note="De beschikking van beide ministeries is binnen.",
    )  # fmt: skip
    shoot(nadia, "28-meter-van-de-drempel")


def _supposed(t: Table) -> None:
    """What if the share drops: the answer stands in the address, for whoever may ask."""
    nadia, yara, outsider = t.seated["nadia"], t.seated["yara"], t.seated[""]
    nadia.goto(f"{t.path}/wat-als")
    nadia.locator("summary", has_text="Bedrijven en drempel").click()
    form = nadia.locator("form").filter(has=nadia.get_by_label("Het aandeel samen wordt"))
    form.get_by_label("Het aandeel samen wordt").fill("28")
    form.get_by_role("button", name="Veronderstellen").click()
    nadia.wait_for_url("**/wat-als?stap=aandeel*")
    said = "28 % van 30 %"
    at.says(nadia, "Stel: ", said, "anders dan nu")
    shoot(nadia, "29-wat-als")
    link = nadia.url.removeprefix(t.served.address)
    yara.goto(link)
    at.says(yara, said, "anders dan nu")
    outsider.goto(link)
    at.says(outsider, "Aanmelden", where="h1")
    stranger = t.seat("amir")
    answer = stranger.goto(link)
    assert answer is not None
    assert answer.status in (403, 404), answer.status
    for page in (outsider, stranger):
        at.silent(page, said, "Stel: ")
    nadia.goto(f"{t.path}/ondertekening")
    at.says(nadia, "drempel gehaald")


def _refused(t: Table) -> None:
    """Another version is not what is signed here, and nobody signs for somebody without showing it."""
    nadia = t.seated["nadia"]
    _fill_in(t, nadia, THREE[0])
    nadia.locator("#veld-document").set_input_files(
        {"name": "getekend.pdf", "mimeType": "application/pdf", "buffer": pdfs.made(OLD.splitlines())}
    )
    nadia.get_by_role("button", name="Handtekening vastleggen").click()
    at.says(nadia, "Er is 1 ding niet in orde", "Dit document is niet versie 1.0")
    expect(nadia.locator("#veld-signatory_name")).to_have_value("Ada Voorbeeld")
    assert violations(nadia) == []
    shoot(nadia, "30-andere-versie-geweigerd")
    _fill_in(t, nadia, NEIGHBOUR, manner="proxy", proxy_of="De minister-president (fictief)")
    nadia.get_by_role("button", name="Handtekening vastleggen").click()
    at.says(nadia, "Een volmacht telt alleen als zij is aangetoond. Vink dit aan als u de volmacht zag.")
    nadia.goto(f"{t.path}/registers/handtekeningen")
    at.says(nadia, "Er is nog geen handtekening vastgelegd.")


def _fill_in(t: Table, page: Page, party: str, **fields: str) -> None:
    page.goto(f"{t.path}/registers/handtekeningen")
    usual = {
        "participation_id": party,
        "signatory_name": "Ada Voorbeeld",
        "signatory_function": "minister",
        "signed_on": t.day(0),
        "manner": "wet",
    }
    at.write(page.locator("main form[method=post]"), **{**usual, **fields})


def _signed(t: Table) -> None:
    """Each government signs for itself; the paper of the third comes late, with a reservation that stays."""
    nadia = t.seated["nadia"]
    for party in THREE[:2]:
        _fill_in(t, nadia, party, authority_shown="true")
        at.done(nadia, "Handtekening vastleggen", "De handtekening is vastgelegd.")
    nadia.goto(f"{t.path}/ondertekening")
    at.says(nadia, "2 van 6 partijen tekenden versie 1.0.")
    _fill_in(
        t, nadia, NEIGHBOUR, authority_shown="true", signed_on=t.day(-6), received_on=t.day(0),
        reservation=LETTER, reservation_deadline=t.day(90),
    )  # fmt: skip
    at.done(nadia, "Handtekening vastleggen", "De handtekening is vastgelegd.")
    diederik = t.seated["diederik"]
    diederik.goto(f"{t.path}/registers/handtekeningen")
    at.says(diederik, "3 handtekeningen tellen.")
    row = diederik.locator("tbody tr", has_text=NEIGHBOUR)
    expect(row).to_contain_text("getekend op")
    expect(row).to_contain_text("ontvangen op")
    expect(row).to_contain_text("onder voorbehoud")
    expect(row).to_contain_text(LETTER)
    shoot(diederik, "31-handtekeningen")
    nadia.goto(f"{t.path}/ondertekening")
    at.says(nadia, "3 van 6 partijen tekenden versie 1.0.")
    nadia.goto(t.track.parties[NEIGHBOUR])
    at.says(nadia, LETTER)
    outsider = t.seated[""]
    outsider.goto(f"{t.path}/registers/handtekeningen")
    at.says(outsider, *THREE)
    at.silent(outsider, LETTER)
