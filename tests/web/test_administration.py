"""Administration: accounts and whom they act for, and verifying the record."""

import re

import pytest
import sqlalchemy as sa

from tests import cast
from tests.cast import Play
from tests.web.conftest import PASSWORD, Browser, Clock
from tracker.store import accounts, db
from tracker.store.tables.ledger import Entry

NEW = {"name": "Wil Nieuwenhuis", "email": "wil@voorbeeld.nl", "password": PASSWORD}


@pytest.fixture
def play(store: sa.Engine, clock: Clock) -> Play:
    with db.writing(store) as session:
        return cast.covenant(session, clock())


def enter(browser: Browser, play: Play, name: str) -> Browser:
    browser.get("/aanmelden")
    assert browser.post("/aanmelden/demo", {"persona": play.actors[name].id}).status_code == 303
    browser.get("/account")
    return browser


def person(store: sa.Engine, email: str) -> accounts.Person:
    with db.reading(store) as session:
        found = accounts.by_email(session, email)
    assert found is not None
    return found


@pytest.fixture
def admin(browser: Browser, play: Play) -> Browser:
    enter(browser, play, "casper")
    browser.get("/beheer")
    return browser


def test_a_new_account_can_sign_in(admin: Browser, second_browser: Browser, store: sa.Engine) -> None:
    answer = admin.post("/beheer", {**NEW, "roles": ["manager", "auditor"]})
    made = person(store, "wil@voorbeeld.nl")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/beheer/accounts/{made.id}")
    assert made.roles == ("auditor", "manager")
    assert second_browser.sign_in("wil@voorbeeld.nl").status_code == 303


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"email": "bram@fictief.example"}, "Er is al een account met dit e-mailadres."),
        ({"email": "geen adres"}, "Dit klopt niet. Kies of typ het opnieuw."),
        ({"password": "te kort"}, "Kies een wachtwoord van minimaal 12 tekens."),
        ({"name": ""}, "Vul dit in."),
        ({"roles": ["koning"]}, "Kies een van de mogelijkheden."),
    ],
)
def test_a_wrong_account_is_refused_by_its_field(
    admin: Browser, values: dict[str, object], sentence: str
) -> None:
    answer = admin.post("/beheer", {**NEW, **values})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert PASSWORD not in answer.text


def test_an_account_acts_for_an_organisation_between_two_days(
    admin: Browser, second_browser: Browser, store: sa.Engine, play: Play, clock: Clock
) -> None:
    admin.post("/beheer", NEW)
    here = f"/beheer/accounts/{person(store, 'wil@voorbeeld.nl').id}"
    (union,) = play.speaker("vakbond-techniek").organisations
    answer = admin.post(f"{here}/organisaties", {"organisation_id": union, "from_on": "2025-11-24"})
    assert answer.headers["location"] == here
    page = admin.get(here).text
    assert "<strong>Vakbond Techniek</strong>" in page
    second_browser.sign_in("wil@voorbeeld.nl")
    assert "Namens Vakbond Techniek" in second_browser.get("/").text
    membership = re.search(r'name="membership" value="([^"]+)"', page)
    assert membership is not None
    ended = {"membership": membership[1], "until_on": "2025-11-24"}
    assert admin.post(f"{here}/organisaties/einde", ended).status_code == 303
    clock.passes(hours=20)
    second_browser.sign_in("wil@voorbeeld.nl")
    assert "Uw account hoort nog niet bij een organisatie" in second_browser.get("/").text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"organisation_id": "00000000-0000-4000-8000-000000000000"}, "Deze organisatie is niet bekend."),
        ({"until_on": "2025-11-23"}, "Kies een dag op of na de begindatum."),
        ({"from_on": "31 november"}, "Vul een bestaande datum in, als jjjj-mm-dd."),
    ],
)
def test_a_wrong_membership_is_refused_by_its_field(
    admin: Browser, play: Play, values: dict[str, str], sentence: str
) -> None:
    (union,) = play.speaker("vakbond-techniek").organisations
    here = f"/beheer/accounts/{play.manager.id}/organisaties"
    answer = admin.post(here, {"organisation_id": union, "from_on": "2025-11-24", **values})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_closed_account_is_signed_out_at_once(admin: Browser, second_browser: Browser, play: Play) -> None:
    enter(second_browser, play, "bram")
    assert second_browser.get("/account").status_code == 200
    here = f"/beheer/accounts/{play.speaker('platform-apparatuur').id}"
    assert admin.post(f"{here}/sluiten").status_code == 303
    assert "gesloten</span>" in admin.get(here).text
    assert second_browser.get("/account").status_code == 303


def test_nobody_closes_the_own_account(admin: Browser, play: Play) -> None:
    answer = admin.post(f"/beheer/accounts/{play.administrator.id}/sluiten")
    assert answer.status_code == 409
    assert "U kunt uw eigen account niet sluiten. Vraag een andere beheerder." in answer.text


def test_an_unknown_account_is_not_found(admin: Browser) -> None:
    unknown = "/beheer/accounts/00000000-0000-4000-8000-000000000000"
    for answer in (
        admin.get(unknown),
        admin.post(f"{unknown}/sluiten"),
        admin.post(f"{unknown}/organisaties"),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize("name", ["nadia", "bram", "renske", "ottilie"])
def test_accounts_are_for_administrators(browser: Browser, play: Play, name: str) -> None:
    enter(browser, play, name)
    assert browser.get("/beheer").status_code == 403
    assert browser.post("/beheer", NEW).status_code == 403
    assert browser.get(f"/beheer/accounts/{play.manager.id}").status_code == 403
    assert "/beheer" not in re.findall(r'<nav class="imvo-nav".*?</nav>', browser.get("/").text, re.S)[0]


def test_a_whole_record_is_said_to_be_whole(admin: Browser) -> None:
    assert "2 logboeken" in admin.get("/beheer/logboek-controle").text
    answer = admin.post("/beheer/logboek-controle")
    assert answer.status_code == 200
    assert "Alle 2 logboeken kloppen" in answer.text


def test_a_flipped_byte_is_reported(admin: Browser, store: sa.Engine, play: Play) -> None:
    with db.writing(store) as session:
        for trigger in session.execute(
            sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'entry'")
        ).scalars():
            session.execute(sa.text(f'DROP TRIGGER "{trigger}"'))
        session.execute(
            sa.update(Entry).where(Entry.log == play.id, Entry.seq == 1).values(leaf="0" * 64)  # type: ignore[arg-type]
        )
    text = admin.post("/beheer/logboek-controle").text
    assert "1 van 2 logboeken klopt niet" in text
    assert "Regel 1" in text


def test_a_party_verifies_the_logs_of_its_own_covenants_only(
    browser: Browser, store: sa.Engine, clock: Clock, play: Play
) -> None:
    with db.writing(store) as session:
        cast.covenant(session, clock(), name="Chemie", table=("schone-mijnen",))
    enter(browser, play, "bram")
    text = browser.get("/beheer/logboek-controle").text
    assert "1 logboek<" in text
    assert "Elektronica" in text
    assert "Chemie" not in text
    assert "1 logboek klopt" in browser.post("/beheer/logboek-controle").text
