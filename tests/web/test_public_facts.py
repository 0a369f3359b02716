"""The shipped facts on the pages: ten of them looked up in the file, and what is not known says so."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.database import Databases
from tracker.app import create_app
from tracker.commands import imports
from tracker.config import Settings
from tracker.queries import publicfacts
from tracker.store import db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FILE = Path(imports.__file__).parents[1] / "data" / "convenanten.yaml"


@pytest.fixture(scope="module")
def client(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with databases.fresh("sqlite") as url:
        made = db.make_engine(url)
        with db.writing(made) as session:
            imports.run(session, FILE.read_text("utf-8"), now=NOW)
        made.dispose()
        app = create_app(Settings(database_url=url, data=tmp_path_factory.mktemp("facts")))
        with TestClient(app) as opened:
            yield opened


def words(client: TestClient, slug: str, language: str = "nl") -> str:
    """A page as its words, one space between any two."""
    answer = client.get(f"/convenanten/{slug}", params={"taal": language})
    assert answer.status_code == 200
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", answer.text, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize(
    ("slug", "fact"),
    [
        (
            "kleding-textiel",
            "Marktdekking 2018 Modint, INretail, VGT 31 december 2018 50 % van de omzet 48 % december 2018",
        ),
        ("kleding-textiel", "juli 2016 55 bedrijven about 35% of Dutch turnover"),
        ("kleding-textiel", "Openbare lijst productielocaties"),
        ("bancaire-sector", "Inwerkingtreding 7 december 2016"),
        ("natuursteen", "Deze stand is niet bevestigd: de laatste bron is van 15 mei 2024."),
        ("steenkool", "Niet gevonden in bronnen: End date; Results."),
        ("hernieuwbare-energie", "2025 59 alle partijen samen"),
        ("plantaardige-eiwitten", "Einde van de looptijd 19 maart 2019"),
        ("land-en-tuinbouw", "Impasse 2019"),
        ("metaalsector-tweede-termijn", "Begin van de looptijd 17 november 2025"),
        ("chemie", "Ambitie van elf ondernemers en ngo's"),
    ],
)
def test_a_fact_of_the_file_stands_on_its_page(client: TestClient, slug: str, fact: str) -> None:
    assert fact in words(client, slug)


def test_what_was_not_found_is_not_recorded_and_never_guessed(client: TestClient) -> None:
    page = words(client, "steenkool")
    assert "Einde van de looptijd niet vastgelegd" in page
    assert "Inwerkingtreding niet vastgelegd" in page


def test_the_answer_counts_every_commitment_once(client: TestClient) -> None:
    said = "2 van 10 afspraken behaald, 4 deels, 1 niet, 1 loopt nog, van 2 niet bekend."
    assert said in words(client, "kleding-textiel")
    said = "2 of 10 commitments achieved, 4 partly, 1 not, 1 still running, 2 not known."
    assert said in words(client, "kleding-textiel", "en")


def test_the_page_is_english_for_who_reads_english(client: TestClient) -> None:
    page = words(client, "bancaire-sector", "en")
    assert "Entry into force 7 December 2016" in page
    assert "What became of the commitments?" in page


def test_sources_are_links_that_tell_nothing_about_the_reader(client: TestClient) -> None:
    page = client.get("/convenanten/steenkool").text
    links = re.findall(r'<a href="(https?://[^"]+)"([^>]*)>', page)
    assert len(links) == 7
    assert all(rest == ' rel="noopener noreferrer"' for _, rest in links)


def test_english_texts_say_that_they_are_english(client: TestClient) -> None:
    page = client.get("/convenanten/kleding-textiel", params={"taal": "nl"}).text
    assert re.search(r'lang="en">Five-year term extended by half a year<', page)


def test_a_covenant_that_never_was_shows_no_empty_tables(client: TestClient) -> None:
    page = words(client, "groothandel")
    assert "Wat is er van de afspraken gekomen?" not in page
    assert "Hoeveel deden er mee?" not in page
    assert "Er zijn geen mijlpalen gevonden." in page


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (
            "https://www.imvoconvenanten.nl/nl/waarom/stand-van-zaken",
            "imvoconvenanten.nl: stand van zaken",
        ),
        ("http://ser.onlinetouch.nl/3/11", "ser.onlinetouch.nl"),
        ("https://voorbeeld.example", "voorbeeld.example"),
    ],
)
def test_a_source_has_a_name_that_can_be_read(url: str, name: str) -> None:
    assert publicfacts.source_name(url) == name


def test_the_generic_text_of_a_kind_is_there_in_both_languages() -> None:
    assert publicfacts.generic("trade_union", "nl").contribution.startswith("Kennis van arbeidsrechten")
    assert publicfacts.generic("trade_union", "en").contribution.startswith("Knowledge of labour rights")
    assert publicfacts.generic("facilitator", "nl") == publicfacts.Generic("", "")


def party(client: TestClient, slug: str, name: str) -> str:
    """The words of a party's page, reached from its covenant's page."""
    page = client.get(f"/convenanten/{slug}", params={"taal": "nl"}).text
    found = re.search(
        rf'href="(/convenanten/{slug}/partijen/[^"?]+)[^"]*">{re.escape(html.escape(name))}<', page
    )
    assert found, f"no link to {name}"
    return words(client, found[1].removeprefix("/convenanten/"))


def test_what_a_kind_brings_in_general_is_marked_as_general(client: TestClient) -> None:
    page = party(client, "bancaire-sector", "Federatie Nederlandse Vakbeweging")
    assert "De organisatie heeft het niet zelf gezegd." in page
    assert "Inbreng, in het algemeen Kennis van arbeidsrechten" in page
    own = party(client, "bancaire-sector", "Christelijk Nationaal Vakverbond")
    assert "Steering committee; working groups on the matrix and on value chains" in own
    assert "in het algemeen" not in own
    assert "default_by_kind" not in page + own


def test_a_party_that_left_says_when_as_far_as_that_is_known(client: TestClient) -> None:
    page = party(client, "voedingsmiddelen", "UNICEF Nederland")
    assert "Uitgetreden: 2017" in page
