"""Takes the README's pictures from the running product with its demonstration: `python -m tests.journeys.pictures`."""

import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from tests.journeys import at_work
from tests.journeys.at_work import Track
from tests.journeys.conftest import QUIET
from tracker import app, cli, config
from tracker.commands import demo, imports
from tracker.store import db

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
COVENANT = Track("fictief-elektronica")
SIZE = {"width": 1440, "height": 900}


@contextmanager
def served() -> Iterator[str]:
    """The address of the product on a database of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        settings = config.Settings(data=Path(name), demo=True, database_url=None)
        db.migrate(settings.url)
        engine = db.make_engine(settings.url)
        now = datetime.now(UTC)
        with db.writing(engine) as session:
            imports.run(session, cli.SHIPPED.read_text("utf-8"), now=now, dry_run=False)
            demo.load(session, now=now)
        made = app.create_app(settings, engine=engine)
        server = uvicorn.Server(uvicorn.Config(made, host="127.0.0.1", port=0, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


def take(page: Page) -> Iterator[str]:
    """One picture after another, each named when its page stands ready."""
    page.goto("/")
    yield "mijn-werk"
    page.goto(COVENANT.path)
    yield "convenant"
    at_work.take_step(page, COVENANT, "start_signing", note="De stuurgroep wil dit kwartaal tekenen.")
    yield "geweigerde-stap"
    page.goto("/convenanten")
    yield "convenanten"


def main() -> int:
    """Take every picture; an older one of the same name is replaced."""
    program = os.environ.get("TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        sys.stderr.write("There is no Chromium: install it, or point TEST_CHROMIUM at one.\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        context = browser.new_context(base_url=address, viewport=SIZE, locale="nl-NL", color_scheme="light")  # type: ignore[arg-type]
        page = context.new_page()
        at_work.sign_in(page, "Nadia Verkerk")
        for name in take(page):
            page.evaluate("document.fonts.ready.then(() => document.activeElement?.blur())")
            page.screenshot(path=str(FOLDER / f"{name}.png"), animations="disabled")
            sys.stdout.write(f"docs/pictures/{name}.png\n")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
