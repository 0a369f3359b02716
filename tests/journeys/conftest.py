"""A served product with the demonstration in it, and browsers signed in as its personas."""

import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import database
from tests.journeys import shown
from tracker import app as application
from tracker import cli, config
from tracker.commands import demo, imports
from tracker.store import accounts, db

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOTS = Path(__file__).parents[2] / "var" / "screenshots"


@dataclass
class Clock:
    """The product's clock, which a journey may put forward: weeks pass between two stages."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def later(self, days: int) -> None:
        """Let some days pass. Everybody has to sign in again, as after a night."""
        self.ahead += timedelta(days=days)


@dataclass(frozen=True)
class Served:
    """The running product: its address, its database and its clock."""

    address: str
    url: str
    data: Path
    clock: Clock = field(default_factory=Clock)


@pytest.fixture(scope="session")
def demonstration(databases: database.Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the public facts and the demonstration, made once."""
    folder = tmp_path_factory.mktemp("demonstration")
    with databases.fresh("sqlite") as url:
        engine = db.make_engine(url)
        now = datetime.now(UTC)
        with db.writing(engine) as session:
            imports.run(session, cli.SHIPPED.read_text("utf-8"), now=now, dry_run=False)
            demo.load(session, now=now)
        plain = engine.raw_connection()  # a session would begin a transaction, in which nothing is vacuumed
        plain.cursor().execute(f"VACUUM INTO '{folder / 'tracker.db'}'")
        plain.close()
        engine.dispose()
    return folder / "tracker.db"


@pytest.fixture(scope="module")
def served(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The product on a free loopback port, with its own copy of the demonstration."""
    data = tmp_path_factory.mktemp("data")
    shutil.copy(demonstration, data / "tracker.db")
    settings = config.Settings(data=data, demo=True, database_url=None)
    settings_url = f"sqlite:///{data / 'tracker.db'}"
    clock = Clock()
    made = application.create_app(settings, engine=db.make_engine(settings_url), clock=clock)
    server = uvicorn.Server(uvicorn.Config(made, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Served(f"http://127.0.0.1:{port}", settings_url, data, clock)
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(chromium), args=QUIET)
        yield made
        made.close()


@pytest.fixture
def context(browser: Browser, served: Served) -> Iterator[Callable[..., BrowserContext]]:
    """`context(width=…, scripts=…)`: a fresh browser profile on the served product."""
    opened: list[BrowserContext] = []

    def make(*, width: int = 1440, scripts: bool = True, height: int = 900) -> BrowserContext:
        one = browser.new_context(
            base_url=served.address,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        one.set_default_timeout(15_000)
        opened.append(one)
        return one

    yield make
    for one in opened:
        one.close()


@pytest.fixture
def signed_in(context: Callable[..., BrowserContext], served: Served) -> Callable[..., Page]:
    """`signed_in('Nadia Verkerk')`: a page of that persona, through the one-click sign-in."""

    def enter(name: str | None, *, width: int = 1440, scripts: bool = True) -> Page:
        page = context(width=width, scripts=scripts).new_page()
        if name is not None:
            page.goto("/aanmelden")
            page.get_by_role("button", name=name).first.click()
            page.wait_for_load_state()
        return page

    return enter


def people(served: Served) -> list[str]:
    """Names of the demonstration's personas."""
    engine = db.make_engine(served.url)
    with db.reading(engine) as session:
        found = [p.name for p in accounts.personas(session)]
    engine.dispose()
    return found


def shoot(page: Page, name: str) -> None:
    """Keep a screenshot; they are the record of a journey, and the README's pictures."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => r.violations.map("
        "v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))",
        RULES,
    )
    return list(found)


@pytest.fixture(scope="module")
def demonstrated(served: Served) -> Iterator[shown.Shown]:
    made = shown.Shown(served.url, served.data)
    yield made
    made.close()


@pytest.fixture(scope="module")
def written(demonstrated: shown.Shown) -> re.Pattern[str]:
    """What people and sources wrote, to be cut out before a page's own words are looked at."""
    kept = sorted(demonstrated.content(), key=len, reverse=True)
    return re.compile("|".join(re.escape(re.sub(r"\s+", " ", text).strip()) for text in kept), re.IGNORECASE)


@pytest.fixture(scope="module")
def reader(browser: Browser, served: Served, demonstrated: shown.Shown) -> Iterator[Callable[[str], Page]]:
    """`reader(name)`: one page per person, signed in once."""
    opened: dict[str, tuple[BrowserContext, Page]] = {}

    def of(name: str) -> Page:
        if name not in opened:
            context = browser.new_context(base_url=served.address, reduced_motion="reduce")
            context.set_default_timeout(15_000)
            context.add_init_script(shown.LISTEN)
            if name:
                token = demonstrated.token(name)
                context.add_cookies([{"name": shown.SESSION, "value": token, "url": served.address}])
            opened[name] = context, context.new_page()
        return opened[name][1]

    yield of
    for context, _ in opened.values():
        context.close()
