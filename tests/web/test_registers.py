"""The register pages: what they show to whom, their forms without a script, and the files they take in."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests import registers
from tests.database import Databases
from tests.registers import NOW, SECRETS, Scene
from tests.web.conftest import Clock
from tests.web.register_visit import at, reader
from tracker.app import create_app
from tracker.config import Settings
from tracker.store import db

WORDS = [
    *("teksten", "mandaten", "bezwaren", "voorbehouden", "handtekeningen", "bedrijven", "stuurgroep"),
    *("looptijd", "besluiten", "zaken", "toewijzingen"),
]
TABLE_SECRETS = {"clause", "objection", "condition", "text", "holder", "decision"}


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW + timedelta(hours=2))


@pytest.fixture(scope="module")
def prepared(databases: Databases) -> Iterator[tuple[sa.Engine, Scene]]:
    """One scene for the tests that only read."""
    with databases.fresh("sqlite") as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            scene = registers.full(session)
        yield engine, scene
        engine.dispose()


@pytest.mark.parametrize(
    ("who", "open_", "reads"),
    [
        ("nadia", set(WORDS), set(SECRETS)),
        ("bram", set(WORDS) - {"zaken"}, TABLE_SECRETS | {"mandate"}),
        ("yara", set(WORDS) - {"zaken"}, TABLE_SECRETS),
        ("renske", set(WORDS) - {"zaken"}, set()),
        ("ottilie", set(WORDS) - {"zaken"}, set()),
        ("amir", {"handtekeningen", "bedrijven", "stuurgroep", "looptijd"}, {"share"}),
        ("puck", {"handtekeningen", "bedrijven", "stuurgroep", "looptijd"}, set()),
        # chairs these talks: reads what lies on the table, and nothing of one party or company alone
        ("joris", set(WORDS) - {"zaken", "mandaten"}, TABLE_SECRETS),
        ("", {"handtekeningen", "bedrijven", "stuurgroep", "looptijd"}, set()),
    ],
)
@pytest.mark.parametrize("past", ["", "?asOf=2026-03-02"])
def test_each_reader_finds_their_own_secrets_and_nobody_elses(
    prepared: tuple[sa.Engine, Scene],
    clock: Clock,
    tmp_path: Path,
    who: str,
    open_: set[str],
    reads: set[str],
    past: str,
) -> None:
    engine, scene = prepared
    app = create_app(Settings(data=tmp_path, demo=True), engine=engine, clock=clock)
    browser = reader(app, engine, who)
    found: set[str] = set()
    opened: set[str] = set()
    pages = {word: at(scene, f"registers/{word}") for word in WORDS}
    pages["text"] = at(scene, f"teksten/{scene.ids['text']}")
    pages["download"] = pages["text"] + "/nl"
    pages["all"] = at(scene, "registers")
    for word, path in pages.items():
        answer = browser.get(path + past)
        assert answer.status_code in ((200, 404, 303) if word == "zaken" else (200, 404))
        if answer.status_code == 200:
            opened.add(word)
            if past:
                assert 'name="seen"' not in answer.text
        found |= {name for name, words in SECRETS.items() if words in answer.text}
    assert opened & set(WORDS) == open_
    assert found == reads


def test_the_list_of_registers_does_not_mention_one_that_is_not_for_the_reader(
    prepared: tuple[sa.Engine, Scene], clock: Clock, tmp_path: Path
) -> None:
    engine, scene = prepared
    app = create_app(Settings(data=tmp_path, demo=True), engine=engine, clock=clock)
    page = reader(app, engine, "bram").get(at(scene, "registers")).text
    assert "registers/mandaten" in page
    assert "registers/zaken" not in page
    assert "Klachten" not in page


def test_the_figure_in_the_list_is_the_number_of_rows_on_the_page(
    prepared: tuple[sa.Engine, Scene], clock: Clock, tmp_path: Path
) -> None:
    engine, scene = prepared
    app = create_app(Settings(data=tmp_path, demo=True), engine=engine, clock=clock)
    browser = reader(app, engine, "nadia")
    listed = dict(
        re.findall(
            r'registers/(\w+)">[^<]+</a></th><td class="num"[^>]*>(\d+)<',
            browser.get(at(scene, "registers")).text,
        )
    )
    assert set(listed) == set(WORDS)
    for word, count in listed.items():
        page = browser.get(at(scene, f"registers/{word}")).text
        rows = len(re.findall(r'<(?:tr|article class="imvo-panel") id="[0-9a-f-]{36}"', page))
        assert (word, rows) == (word, int(count))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_speaks_the_language_asked_for(
    prepared: tuple[sa.Engine, Scene], clock: Clock, tmp_path: Path, language: str
) -> None:
    engine, scene = prepared
    app = create_app(Settings(data=tmp_path, demo=True), engine=engine, clock=clock)
    browser = reader(app, engine, "nadia")
    for word in WORDS:
        page = browser.get(at(scene, f"registers/{word}?taal={language}")).text
        assert f'<html lang="{language}"' in page
        assert ("Alle registers van dit convenant" in page) is (language == "nl")


@pytest.mark.parametrize(
    ("who", "told"), [("nadia", True), ("yara", True), ("renske", True), ("amir", False)]
)
@pytest.mark.parametrize("past", ["", "?asOf=2026-03-02"])
def test_the_hash_of_what_was_signed_is_for_who_may_know_of_that_version(
    prepared: tuple[sa.Engine, Scene], clock: Clock, tmp_path: Path, who: str, told: bool, past: str
) -> None:
    engine, scene = prepared
    app = create_app(Settings(data=tmp_path, demo=True), engine=engine, clock=clock)
    page = reader(app, engine, who).get(at(scene, "registers/handtekeningen") + past).text
    assert "versie 1.0" in page
    assert ("SHA-256" in page) is told
