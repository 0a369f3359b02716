"""The Nu HTML checker reads every page as it leaves the server, in both languages."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from html.parser import HTMLParser
from pathlib import Path

import httpx2
import pytest

from tests.journeys import addresses, conftest, shown

pytestmark = pytest.mark.browser

VNU = Path(__file__).parents[2] / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NOT_IN_HTML = r".*Attribute .?hx-.*"
"""htmx's own attributes; the standard knows only those that begin with data-."""


class Forms(HTMLParser):
    """The forms of a page that are sent, with the fields that have a name."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((told.get("action", ""), {}))
        elif tag in ("input", "textarea", "select") and self.forms and "name" in told:
            chosen = told.get("type") not in ("radio", "checkbox", "file") or "checked" in told
            self.forms[-1][1].setdefault(told["name"], told.get("value", "") if chosen else "")


@pytest.fixture(scope="module")
def demonstrated(served: conftest.Served) -> Iterator[shown.Shown]:
    made = shown.Shown(served.url, served.data)
    yield made
    made.close()


def answer(client: httpx2.Client, path: str, address: addresses.Address, language: str) -> httpx2.Response:
    """The page, or what comes back when its form is sent."""
    found = client.get(path, params=httpx2.URL(path).params.set("taal", language))
    if address.send is None:
        return found
    sendable = [(to, values) for to, values in Forms(found.text).forms if to.endswith(address.to)]
    fitting = [form for form in sendable if set(address.send) <= set(form[1])] or sendable
    to, values = (
        (fitting[0] if set(address.send) <= set(fitting[0][1]) else fitting[-1]) if fitting else ("", {})
    )
    kept = {name: value for name, value in values.items() if value}
    return client.post(
        to, data={**kept, **address.send}, headers={"origin": str(client.base_url).rstrip("/")}
    )


@pytest.fixture(scope="module")
def folder(
    served: conftest.Served, demonstrated: shown.Shown, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Every page as a file."""
    made = tmp_path_factory.mktemp("pages")
    with ExitStack() as stack:
        clients: dict[str, httpx2.Client] = {}
        for address in addresses.EVERY:
            if address.who not in clients:
                cookies = {shown.SESSION: demonstrated.token(address.who)} if address.who else {}
                fresh = httpx2.Client(base_url=served.address, cookies=cookies, timeout=30)
                clients[address.who] = stack.enter_context(fresh)
            for language in ("nl", "en"):
                found = answer(clients[address.who], demonstrated.path(address), address, language)
                assert (str(address), found.status_code) == (str(address), address.status)
                name = re.sub(r"[^A-Za-z0-9-]+", "_", str(address))
                (made / f"{name}-{language}.html").write_text(found.text, encoding="utf-8")
    return made


def test_every_page_is_correct_html(folder: Path) -> None:
    java = shutil.which("java")
    assert java, "There is no Java, which the HTML checker needs: ./run test says how to get it."
    assert VNU.is_file(), "The HTML checker is missing: npm ci fetches it."
    pages = sorted(folder.glob("*.html"))
    assert len(pages) == 2 * len(addresses.EVERY)
    words = [java, "-Xmx512m", "-jar", str(VNU), "--format", "json", "--filterpattern", NOT_IN_HTML]
    done = subprocess.run([*words, str(folder)], capture_output=True, text=True, check=False, timeout=280)
    messages = json.loads(done.stderr)["messages"]
    found: dict[str, str] = {}
    for message in messages:
        where = Path(message["url"]).name
        text = f"{message['type']}: {message['message']} {message.get('extract', '')[:120]!r}"
        found.setdefault(text, where)
    assert found == {}
