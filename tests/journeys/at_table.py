"""A table that was laid beforehand, and what people do at it on the screens: positions, votes, signatures, exits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html.parser import HTMLParser

from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlmodel import Session

from tests import cast
from tests.journeys import at_work, shown
from tests.journeys.at_work import Track
from tests.journeys.conftest import Served
from tracker.store import accounts, db, dossiers

Open = Callable[..., BrowserContext]
Lay = Callable[[Session, datetime], cast.Play]
"""Puts a covenant on record by the commands, as it was before a story begins."""


@dataclass
class Table:
    """One covenant of a story, its people each in a browser of their own, and its days."""

    served: Served
    open: Open
    play: cast.Play
    track: Track
    seated: dict[str, Page] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return self.track.path

    @property
    def now(self) -> datetime:
        return self.served.clock()

    @property
    def today(self) -> date:
        """The day in Amsterdam, by the product's clock."""
        return on_day(self.now)

    def day(self, days: int) -> str:
        """A day as a form wants it, so many days from today."""
        return on_day(self.now, days).isoformat()

    def seat(self, who: str, *, width: int = 1440, scripts: bool = True) -> Page:
        """A browser in which this person of the cast (by first name) is signed in; '' is an outsider."""
        context = self.open(width=width, scripts=scripts)
        if who:
            with self.writing() as session:
                found = accounts.by_email(session, f"{who}@fictief.example")
                assert found is not None
                token = accounts.start_session(session, found.id, now=self.now, agent="test")
            context.add_cookies([{"name": shown.SESSION, "value": token, "url": self.served.address}])
        self.seated[who] = context.new_page()
        return self.seated[who]

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Record something by the commands, as people do elsewhere at the same time."""
        engine = db.make_engine(self.served.url)
        try:
            with db.writing(engine) as session:
                yield session
        finally:
            engine.dispose()


def on_day(moment: datetime, days: int = 0) -> date:
    """The day in Amsterdam of a moment, or so many days from it."""
    return moment.astimezone(dossiers.AMSTERDAM).date() + timedelta(days=days)


def lay(served: Served, open_: Open, how: Lay) -> Table:
    """The covenant of a story, with the address of every party's page by its name."""
    engine = db.make_engine(served.url)
    with db.writing(engine) as session:
        play = how(session, served.clock())
        dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=served.clock())
        track = Track(dossier.covenant.slug)
        for slug, party in play.parties.items():
            track.parties[slug] = f"{track.path}/partijen/{party}"
    engine.dispose()
    assert play.slug == track.slug, "the name of a story is its own"
    return Table(served, open_, play, track)


def words(page: Page, where: str = "main") -> str:
    """What stands there, in one line."""
    return " ".join(str(page.locator(where).first.text_content()).split())


def says(page: Page, *sentences: str, where: str = "main") -> None:
    """Each of these sentences stands on the page."""
    text = words(page, where)
    assert [one for one in sentences if one not in text] == [], text


class _Nesting(HTMLParser):
    """Which boxes of a page were closed that were not open, or stayed open."""

    BOXES = ("main", "div", "section", "article", "form", "details", "ul", "ol", "dl", "table")

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(source)
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BOXES:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BOXES and (not self.open or self.open.pop() != tag):
            self.wrong.append(f"/{tag} at line {self.getpos()[0]}")


def nested(page: Page) -> list[str]:
    """What is wrong with the boxes of this page as it left the server; a browser repairs it in silence."""
    return _Nesting(page.request.get(page.url).text()).wrong


def silent(page: Page, *sentences: str) -> None:
    """None of these stands anywhere in the page's source."""
    source = page.content()
    assert [one for one in sentences if one in source] == []


def write(form: Locator, **fields: str) -> None:
    """Fill in each field of a form by its name, whatever kind it is; an option by its word or its value."""
    for name, value in fields.items():
        one = form.locator(f"[name='{name}']:not([type=hidden])").first
        kind = str(one.evaluate("e => e.tagName + ':' + e.type"))
        if kind.startswith("SELECT"):
            if value in [option.strip() for option in one.locator("option").all_inner_texts()]:
                one.select_option(label=value)
            else:
                one.select_option(value)
        elif kind == "INPUT:radio":
            form.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "INPUT:checkbox":
            one.check()
        else:
            one.fill(value)


def hand_over(page: Page, button: str, **fields: str) -> None:
    """Fill in the form on the page that has this button, and press it, whatever the answer is."""
    pressed = page.get_by_role("button", name=button, exact=True)
    form = page.locator("main form[method=post]").filter(has=pressed)
    write(form, **fields)
    form.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def done(page: Page, button: str, said: str, **fields: str) -> None:
    """The same, and the page repeats in one line what was done."""
    hand_over(page, button, **fields)
    at_work.told(page, said)


def preview(page: Page) -> str:
    """Ask what a step would change, and read it; nothing is recorded by asking."""
    page.get_by_role("button", name="Bekijk de gevolgen").click()
    page.wait_for_load_state()
    expect(page.locator("#gevolgen")).to_contain_text("Er is nog niets vastgelegd.")
    return words(page, "#gevolgen")
