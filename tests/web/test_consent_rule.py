"""The page of the table's rule: how it stands, trying another one, choosing it, and who may not read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from tests.commands.positions.conftest import NGO, OWN, UNION, WHY, Table, build
from tests.database import Databases
from tests.registers import NOW, put_in
from tests.web.at_the_table import text_of
from tests.web.conftest import Browser, Clock
from tests.web.register_visit import SEEN, reader
from tracker.app import create_app
from tracker.commands import consent, texts
from tracker.config import Settings
from tracker.queries import gates
from tracker.store import db, facts
from tracker.web import security

GATE = "/convenanten/elektronica"
PAGE = f"{GATE}/besluitregel"
REASON = "Afgesproken in de vierde ronde, met alle partijen."


@dataclass
class House:
    """The application on a covenant with a text on the table."""

    app: FastAPI
    engine: sa.Engine
    table: Table

    def visit(self, who: str) -> Browser:
        return reader(self.app, self.engine, who)

    def read(self, who: str, path: str = PAGE) -> str:
        page = self.visit(who).get(path)
        assert page.status_code == 200
        return " ".join(text_of(page.text).split())


@pytest.fixture
def house(databases: Databases, tmp_path: Path) -> Iterator[House]:
    with databases.fresh("sqlite") as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            play, text = build(session)
        app = create_app(
            Settings(data=tmp_path, demo=True), engine=engine, clock=Clock(NOW + timedelta(hours=2))
        )
        with db.writing(engine) as session:
            yield House(app, engine, Table(session, play, text))
        engine.dispose()


def chosen(house: House, rule: str = "unanimiteit") -> None:
    table = house.table
    consent.choose(table.session, table.play.facilitator, table.id, rule=rule, reason=REASON, now=NOW)
    table.session.commit()


def test_without_a_rule_the_page_says_so_and_how_one_works(house: House) -> None:
    page = house.read("bram")
    assert "De tafel koos geen eigen besluitregel." in page
    assert "De facilitator legt vast wat de tafel afspreekt." in page
    assert "Wie akkoord is, ook met opmerkingen." in page
    assert "Drie op de vijf partijen zeggen ja." in page
    assert "Een andere regel bekijken" not in page


def test_looking_at_another_rule_shows_what_it_would_say_and_changes_nothing(house: House) -> None:
    house.table.share(OWN)
    house.table.session.commit()
    page = house.read("nadia", f"{PAGE}?regel=unanimiteit")
    assert "Zo zou het vandaag staan voor versie 0.9: " in page
    assert "1 van 3 partijen zegt ja. Iedereen is nodig." in page
    assert "Nog nodig: " in page
    assert "De tafel koos geen eigen besluitregel." in house.read("nadia")
    assert "Zo zou het vandaag staan" not in house.read("bram", f"{PAGE}?regel=unanimiteit")
    assert house.visit("nadia").get(f"{PAGE}?regel=meerderheid").status_code == 404


def test_choosing_without_a_script_and_reading_it_back(house: House) -> None:
    browser = house.visit("nadia")
    assert browser.get(f"{PAGE}?regel=unanimiteit").status_code == 200
    sent = {"seen": SEEN, "rule": "unanimiteit", "on": "2026-03-02"}
    refused = browser.post(PAGE, {**sent, "key": security.new_key(), "reason": "Kort."})
    assert refused.status_code == 422
    assert "De reden telt 5 tekens. Schrijf er minimaal 20." in text_of(refused.text)
    assert "Kort." in refused.text
    assert 'value="unanimiteit"' in refused.text
    done = browser.post(PAGE, {**sent, "key": security.new_key(), "reason": REASON})
    assert (done.status_code, done.headers["location"]) == (303, PAGE)
    page = house.read("yara")
    assert "Nog niet. De regel ‘Unanimiteit’ kan nog worden gehaald." in page
    assert f"Unanimiteit vanaf ma 2 maart 2026 {REASON}" in page
    log = house.read("yara", "/convenanten/elektronica/logboek")
    assert "Besluitregel van de tafel gekozen: Unanimiteit" in log


def test_the_page_tells_who_objects_and_why_to_the_table_in_both_languages(house: House) -> None:
    chosen(house)
    house.table.share(UNION)
    house.table.object_to(NGO)
    house.table.session.commit()
    dutch = house.read("yara")
    assert "Nee. Zo wordt de regel ‘Unanimiteit’ niet gehaald, ook niet door wie nog zwijgt." in dutch
    assert f"spreekt een veto uit: ‘{WHY}’" in dutch
    english = house.read("yara", f"{PAGE}?taal=en")
    assert "1 of 3 parties says yes. Everybody is needed." in english
    assert f"vetoes: ‘{WHY}’" in english


def test_only_the_table_reads_it_and_only_the_facilitator_chooses(house: House) -> None:
    chosen(house)
    for who, status in (("renske", 403), ("ottilie", 403), ("", 303), ("yara", 200), ("nadia", 200)):
        answer = house.visit(who).get(PAGE)
        assert answer.status_code == status
        assert ("Iedereen is nodig" in answer.text) == (status == 200)
    browser = house.visit("bram")
    browser.get(PAGE)
    sent = {"rule": "per_soort", "on": "2026-03-02", "reason": REASON, "key": security.new_key()}
    assert browser.post(PAGE, sent).status_code == 403


def test_the_gate_explains_the_rule_to_the_table_and_only_names_who_is_missing_to_a_manager(
    house: House,
) -> None:
    chosen(house)
    table = house.table
    table.share(OWN)
    table.share(UNION)
    table.object_to(NGO)
    texts.freeze(table.session, table.play.facilitator, table.id, table.text, now=NOW, on=NOW.date())
    table.session.commit()
    party, manager = house.read("yara", GATE), house.read("renske", GATE)
    for page in (party, manager):
        assert "Besluitregel van de tafel gehaald G2-11" in page
        assert "Volgens de eigen besluitregel stemt de tafel nog niet in met de definitieve versie." in page
    assert "2 van 3 partijen zeggen ja. Iedereen is nodig." in party
    assert WHY in party
    assert "veto" not in manager
    assert "Iedereen is nodig" not in manager
    assert WHY not in manager
    assert "Het wacht op de tafel." in manager
    assert [asked_to_agree(table, who) for who in ("yara", "renske", "ottilie")] == [{NGO}, set(), set()]
    past = house.visit("yara").get(f"{PAGE}?asOf=2026-03-02")
    assert past.status_code == 200
    assert "Iedereen is nodig" in past.text


@pytest.mark.parametrize("who", ["renske", "ottilie"])
def test_a_gate_tells_a_manager_who_is_silent_and_neither_who_abstained_nor_how_many_agree(
    house: House, who: str
) -> None:
    chosen(house, "drie_partijen")
    table = house.table
    table.share(UNION, "abstain")
    texts.freeze(table.session, table.play.facilitator, table.id, table.text, now=NOW, on=NOW.date())
    table.session.commit()
    waits = "Het wacht op Platform Duurzame Apparatuur en Stichting Schone Mijnen ."
    page = house.read(who, GATE)
    assert waits in page
    assert "Besluitregel van de tafel gehaald G2-11 Niet gehaald" in page
    assert asked_to_agree(table, who) <= {OWN, NGO}
    table.share(OWN)
    table.share(NGO)
    table.session.commit()
    page, own = house.read(who, GATE), house.read("yara", GATE)
    assert "Het wacht op de tafel." in page
    assert "Het wacht op Vakbond Techniek" in own
    assert "2 van 3" not in page.partition("G2-11")[2].partition("Het wacht")[0]


def asked_to_agree(table: Table, who: str) -> set[str]:
    """Parties at the table that are asked to agree, on the way to an open gate as this reader reads it."""
    dossier = table.dossier(table.play.actors[who])
    gate = gates.gate(dossier, facts.gather(dossier), "nl")
    table.session.commit()  # a reading page must not wait for this transaction
    assert gate is not None
    assert gate.way is not None
    agree = [desk.who for desk in gate.way.desks if "Instemmen met de tekst" in {t.what for t in desk.todos}]
    return {slug for slug, id_ in table.play.parties.items() if dossier.name_of(id_) in agree}


def test_after_signing_began_the_rule_stays(house: House) -> None:
    chosen(house)
    put_in(house.table.session, house.table.play, "signing")
    house.table.session.commit()
    page = house.read("nadia")
    assert "Een andere regel bekijken" not in page
    assert "De besluitregel blijft zoals hij is." in page
