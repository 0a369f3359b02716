"""What people do beside the checklist, as verbs: mandates, texts, leaving, passing, seats and decisions."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.journeys import at_table, at_work
from tests.journeys.at_work import Track


def mandate(page: Page, track: Track, party: str, *, on: date, until: date) -> None:
    """Record a mandate: by the party itself, or on its behalf."""
    page.goto(f"{track.path}/registers/mandaten")
    chooser = page.locator("#veld-participation_id")
    chooser.select_option(label=party)
    at_work.fill(
        page,
        {
            "body": "Bestuur",
            "decided_on": on.isoformat(),
            "valid_from": on.isoformat(),
            "valid_until": until.isoformat(),
            "substance": "Onderhandelen binnen de kaders van het bestuur.",
        },
    )
    at_work.press(page, "Mandaat vastleggen", "Het mandaat is vastgelegd.")


def text_on_table(page: Page, track: Track, number: str) -> None:
    """Record a version in two languages and put it on the table."""
    at_work.record(
        page, track, "teksten", "Als concept vastleggen", "De versie is vastgelegd als concept.",
        number=number, prevailing="nl", text_nl=f"# Convenant\n\nVersie {number}. Fictieve tekst.",
        text_en=f"# Agreement\n\nVersion {number}. A fictional text.",
    )  # fmt: skip
    page.get_by_role("link", name=f"Ter tafel leggen ({number})").click()
    at_work.press(page, "Ter tafel leggen", "De versie ligt ter tafel.")


def freeze_text(page: Page, track: Track, number: str) -> None:
    """Make the version on the table final."""
    page.goto(f"{track.path}/registers/teksten")
    page.get_by_role("link", name=f"Definitief maken ({number})").click()
    at_work.press(page, "Definitief maken", "De tekst is definitief.")


def cover_norms(page: Page, track: Track) -> None:
    """Point at the first clause of the version that counts for every norm, until there is no gap left."""
    page.goto(f"{track.path}/ondertekening")
    text = page.locator(".imvo-title__meta a[href*='/teksten/']").get_attribute("href")
    page.goto(f"{text}/toets")
    open_ = [str(a.get_attribute("href")) for a in page.locator("main td a[href*='?norm=']").all()]
    for href in open_:
        page.goto(href)
        page.locator("input[name=clause_ids]").first.check()
        at_work.press(page, "Artikelen aanwijzen", "De artikelen zijn aangewezen.")
    expect(page.locator("main")).to_contain_text(
        "Ja. Bij elke norm is een artikel van deze versie aangewezen."
    )


def leave(page: Page, track: Track, party: str, *, on: date, reason: str) -> str:
    """Record that a party leaves on a day; returns what the form said that would change."""
    page.goto(f"{track.parties[party]}/uittreden")
    at_work.fill(page, {"reason_class": "voluntary", "on": on.isoformat(), "reason": reason})
    told = at_table.preview(page)
    at_work.press(page, "Vertrek vastleggen", "Het vertrek is vastgelegd.")
    return told


def pass_condition(page: Page, track: Track, condition: str, reason: str) -> None:
    """Pass one missed condition, with the reason in writing."""
    page.goto(f"{track.path}/voorwaarde/{condition}")
    at_work.fill(page, {"reason": reason})
    at_work.press(page, "Passeren met reden", "De voorwaarde is gepasseerd met reden.")


def sign(page: Page, track: Track, party: str, name: str, function: str, *, on: date) -> None:
    """Record a signature under the final version."""
    at_work.record(
        page, track, "handtekeningen", "Handtekening vastleggen", "De handtekening is vastgelegd.",
        participation_id=party, signatory_name=name, signatory_function=function,
        signed_on=on.isoformat(), manner="wet",
    )  # fmt: skip


def seat_member(page: Page, track: Track, delegation: str, party: str, name: str) -> None:
    """Fill a seat of the steering committee."""
    fields = {"delegation": delegation, "holder_name": name}
    if party:
        fields["participation_id"] = party
    at_work.record(page, track, "stuurgroep", "Zetel bezetten", "De zetel is bezet.", **fields)


def decide(page: Page, track: Track, decision: str, value: str = "") -> None:
    """Record a decision of the steering committee."""
    fields = {"decision": decision, "body": "Stuurgroep"}
    if value:
        fields["value"] = value
    at_work.record(page, track, "besluiten", "Besluit vastleggen", "Het besluit is vastgelegd.", **fields)


def name_secretariat(page: Page, track: Track, name: str) -> None:
    """Say who keeps the secretariat, on the form with what describes the covenant."""
    page.goto(f"{track.path}/gegevens")
    page.get_by_label("Secretariaat", exact=False).first.fill(name)
    page.locator("main form.imvo-form button[type=submit]").last.click()
    at_work.told(page, "De gegevens zijn gewijzigd.")


def make_account(page: Page, *, name: str, email: str, password: str, organisation: str) -> None:
    """As the administrator: an account that speaks for an organisation."""
    page.goto("/beheer")
    page.get_by_label("Naam", exact=True).fill(name)
    page.get_by_label("E-mailadres", exact=True).fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    at_work.press(page, "Account maken", f"Account gemaakt voor {name}.")
    page.locator("#veld-organisation_id").select_option(label=organisation)
    at_work.press(page, "Koppelen", "De koppeling is vastgelegd.")
    expect(page.get_by_text(organisation).first).to_be_visible()


def end_track(page: Page, track: Track, note: str) -> None:
    """End the covenant through its last gate."""
    page.goto(f"{track.path}/traject/end")
    page.locator("#veld-reason").fill(note)
    page.locator("main form[method=post] button[type=submit]").last.click()
    at_work.told(page, "Het traject is beëindigd.")


def lines_in_log(page: Page, track: Track) -> int:
    """How many lines the covenant's log has, as its page says."""
    page.goto(track.path)
    text = page.locator("a[href*='/logboek']").first.inner_text()
    return int(re.sub(r"\D", "", text))
