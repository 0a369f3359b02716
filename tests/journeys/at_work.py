"""What people do on the screens, as verbs: every one fills in a form or presses a button, and waits."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@dataclass
class Track:
    """The covenant that is being taken through its stages, as the screens know it."""

    slug: str
    parties: dict[str, str] = field(default_factory=dict)
    """Address of each party's page by its name."""

    @property
    def path(self) -> str:
        return f"/convenanten/{self.slug}"

    def panel(self, party: str, code: str, cycle: int | None = None) -> str:
        """Address of one requirement of one party."""
        return f"{self.parties[party]}/vereisten/{code}{f'?cyclus={cycle}' if cycle else ''}"


def sign_in(page: Page, name: str) -> None:
    """One click on a fictional person."""
    page.context.clear_cookies()
    page.goto("/aanmelden")
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(f"Menu van {name}")).to_be_attached()


def sign_in_with_password(page: Page, email: str, password: str) -> None:
    """The form anybody uses who is no demonstration persona."""
    page.context.clear_cookies()
    page.goto("/aanmelden")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    expect(page.get_by_text("Menu van")).to_be_attached()


def told(page: Page, sentence: str) -> None:
    """The page repeats in one line what was done."""
    expect(page.locator("[role=status]", has_text=sentence).first).to_be_attached()


def press(page: Page, name: str, said: str) -> None:
    """Press the one button of that name, and read what the page says."""
    page.locator("main").get_by_role("button", name=name, exact=True).click()
    told(page, said)


def start_covenant(page: Page, *, name: str, sector: str, quorum: dict[str, int], **texts: str) -> Track:
    """Fill in the start form; the covenant's own page follows."""
    page.goto("/convenanten/nieuw")
    page.get_by_label("Naam in het Nederlands").fill(name)
    page.get_by_label("Sector", exact=True).fill(sector)
    for label, text in texts.items():
        page.locator(f"#veld-{label}").fill(text)
    for kind, number in quorum.items():
        page.locator(f"#veld-quorum_{kind}").fill(str(number))
    page.get_by_label("Kinderarbeid").check()
    page.get_by_label("Bedrijven tekenen zelf").uncheck()
    page.get_by_label("Begeleidende organisatie").select_option(label="Ketenbureau")
    press(page, "Convenant starten", f"{name} is gestart.")
    track = Track(page.url.rpartition("/")[2])
    page.goto(f"{track.path}/partijen")
    track.parties["Ketenbureau"] = str(page.get_by_role("link", name="Ketenbureau").get_attribute("href"))
    page.goto(track.path)
    return track


def seat(page: Page, track: Track, name: str, kind: str, *, invite: bool = False, new: bool = False) -> None:
    """Put an organisation at the table, or invite it; `new` is one nobody entered before."""
    page.goto(f"{track.path}/partijen/nieuw")
    if new:
        page.get_by_label("Naam van een nieuwe organisatie").fill(name)
    else:
        page.locator("#veld-organisation_id").select_option(label=name)
    page.get_by_label("Soort", exact=True).select_option(kind)
    page.get_by_label("Rol", exact=True).select_option("negotiator")
    page.get_by_label("Uitnodigen" if invite else "Toevoegen", exact=True).check()
    press(page, "Vastleggen", "De uitnodiging is vastgelegd." if invite else "De partij is toegevoegd.")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    track.parties[name] = re.sub(r"^https?://[^/]+|[?#].*$", "", page.url)


def take_part(page: Page, track: Track, name: str) -> None:
    """The invited organisation says yes itself."""
    page.goto(f"{track.parties[name]}/deelnemen")
    press(page, "Deelname bevestigen", "De deelname is bevestigd.")


def hand_in(
    page: Page,
    track: Track,
    party: str,
    code: str,
    *,
    text: str = "",
    url: str = "",
    file: str = "",
    title: str = "",
    outcome: str = "",
    cycle: int | None = None,
) -> None:
    """Hand in evidence for one requirement: a text, a link or a file."""
    page.goto(track.panel(party, code, cycle))
    form = page.locator("#indienen")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    if title:
        form.get_by_label("Titel").fill(title)
    if text:
        form.locator("#veld-text").fill(text)
    if url:
        form.get_by_label("Link", exact=False).first.fill(url)
    if file:
        content = PDF if file.endswith(".pdf") else b"Fictief stuk bij dit voorbeeld.\n"
        media = "application/pdf" if file.endswith(".pdf") else "text/plain"
        form.locator("#veld-file").set_input_files({"name": file, "mimeType": media, "buffer": content})
    if outcome:
        form.get_by_label(outcome, exact=True).check()
    form.locator("button[type=submit]").first.click()
    told(page, "Ingediend.")


def accept(page: Page, track: Track, party: str, code: str, cycle: int | None = None) -> None:
    """Accept what was handed in."""
    if not page.url.partition("#")[0].endswith(track.panel(party, code, cycle)):
        page.goto(track.panel(party, code, cycle))
    press(page, "Akkoord", "Akkoord gegeven.")


def give_back(page: Page, track: Track, party: str, code: str, reason: str) -> None:
    """Return what was handed in, with what has to be different."""
    page.goto(track.panel(party, code))
    page.locator("#besluit summary").click()
    page.get_by_label("Wat moet er anders?").fill(reason)
    press(page, "Teruggeven met reden", "Teruggegeven met reden.")


def settle(
    page: Page, track: Track, parties: list[str], codes: str, *, outcome: str = "", cycle: int | None = None
) -> None:
    """As the facilitator: record on behalf of each party, and accept at once."""
    for party in parties:
        for code in codes.split():
            hand_in(page, track, party, code, text="Fictief stuk.", outcome=outcome, cycle=cycle)
            accept(page, track, party, code, cycle)


def record(page: Page, track: Track, register: str, button: str, said: str, **fields: str) -> None:
    """Fill in the form beside a register; a field that names an option is chosen, others are typed."""
    page.goto(f"{track.path}/registers/{register}")
    fill(page, fields)
    press(page, button, said)


def fill(page: Page, fields: dict[str, str]) -> None:
    """Each field by its name, whatever kind it is."""
    for name, value in fields.items():
        one = page.locator(f"main form[method=post] [name='{name}']:not([type=hidden])").first
        kind = one.evaluate("e => e.tagName + ':' + e.type")
        if kind.startswith("SELECT"):
            known = [o.strip() for o in one.locator("option").all_inner_texts()]
            if value in known:
                one.select_option(label=value)
            else:
                one.select_option(value)
        elif kind == "INPUT:radio":
            page.locator(f"main form[method=post] [name='{name}'][value='{value}']").check()
        elif kind == "INPUT:checkbox":
            one.check()
        else:
            one.fill(value)


def take_step(page: Page, track: Track, action: str, **fields: str) -> None:
    """Confirm a step between stages; the page that answers tells whether it was taken."""
    page.goto(f"{track.path}/fase/{action}")
    fill(page, fields)
    # Beside it, on a step back, is the button that only shows what would follow.
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state()
