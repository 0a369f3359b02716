"""The pages of parties: what they say, to whom, and every form about a participation."""

from datetime import date

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from httpx2 import Response

from tests import cast
from tests.web.conftest import Clock
from tests.web.test_requirements import Reader, told
from tracker.commands import leaving, participations
from tracker.store import db

BRAM, NGO = "platform-apparatuur", "schone-mijnen"
REASON = "Geen capaciteit meer om mee te doen, na overleg met het bestuur."


@pytest.fixture
def play(store: sa.Engine, clock: Clock) -> cast.Play:
    with db.writing(store) as session:
        return cast.covenant(
            session, clock(), table=(BRAM, NGO), company=True, supporter=True, on=date(2025, 9, 1)
        )


def at(play: cast.Play, party: str = BRAM, step: str = "") -> str:
    return f"/convenanten/{play.slug}/partijen/{play.parties[party]}" + (f"/{step}" if step else "")


def take(reader: Reader, path: str, **data: str) -> Response:
    return reader.post(path, {**reader.form(path), **data})


def test_the_answer_names_the_figures_of_the_table(app: FastAPI, play: cast.Play) -> None:
    page = told(Reader(app, play.facilitator).get(at(play)))
    assert "0 van 5 akkoord. 5 punten liggen bij de partij." in page
    assert "5 niet gestart" in page
    assert page.count("niet gestart") == 6  # five rows and the tally


def test_everybody_finds_the_parties_but_only_the_table_their_progress(app: FastAPI, play: cast.Play) -> None:
    path = f"/convenanten/{play.slug}/partijen"
    public = told(Reader(app).get(path))
    assert "Stichting Schone Mijnen" in public
    assert "Akkoord in deze fase" not in public
    assert "Partij uitnodigen" not in public
    table = told(Reader(app, play.speaker(NGO)).get(path))
    assert "0 van 5" in table
    assert "Partij uitnodigen" not in table
    assert "Partij uitnodigen" in told(Reader(app, play.facilitator).get(path))


def test_names_of_people_stay_at_the_table(app: FastAPI, play: cast.Play) -> None:
    nadia = Reader(app, play.facilitator)
    answer = take(
        nadia,
        at(play, step="bijdrage"),
        contact_name="Bram de Wit",
        motivation="Samen staan wij sterker.",
        countries="China, Maleisië\nChina",
    )
    assert answer.status_code == 303
    for who, knows in ((play.speaker(NGO), True), (None, False), (play.supporter, False)):
        page = told(Reader(app, who).get(at(play)))
        assert "Samen staan wij sterker." in page
        assert "China, Maleisië" in page
        assert ("Bram de Wit" in page) is knows


def test_an_invitation_is_between_the_table_and_the_organisation_until_accepted(
    app: FastAPI, play: cast.Play
) -> None:
    nadia = Reader(app, play.facilitator)
    path = f"/convenanten/{play.slug}/partijen"
    sent = {"kind": "trade_union", "role": "negotiator", "status": "invited", "name_nl": "Bond Proef"}
    answer = nadia.post(path, {**nadia.form(path + "/nieuw"), **sent})
    made = answer.headers["location"]
    assert "uitgenodigd" in told(nadia.get(made))
    assert Reader(app).get(made).status_code == 404
    assert "Bond Proef" not in Reader(app).get(path).text
    assert take(nadia, made + "/deelnemen", on="2025-11-21").status_code == 303
    assert "actief" in told(nadia.get(made))
    assert "Bond Proef" in told(Reader(app).get(made))


def test_an_invitation_without_a_name_is_refused_with_what_was_typed(app: FastAPI, play: cast.Play) -> None:
    nadia = Reader(app, play.facilitator)
    path = f"/convenanten/{play.slug}/partijen"
    sent = {"kind": "ngo", "role": "negotiator", "status": "active", "motivation": "Omdat het moet."}
    answer = nadia.post(path, {**nadia.form(path + "/nieuw"), **sent})
    assert answer.status_code == 422
    assert "Kies een organisatie of vul een naam in." in answer.text
    assert "Omdat het moet." in answer.text
    assert "<title>Niet gelukt" in answer.text


def test_leaving_says_what_it_does_to_the_quorum_before_the_button(app: FastAPI, play: cast.Play) -> None:
    page = told(Reader(app, play.facilitator).get(at(play, NGO, "uittreden")))
    assert "Maatschappelijke organisatie: van 1 naar 0, nodig 1." in page
    assert "Er verandert niets aan quorum" not in page


def test_a_party_leaves_later_and_takes_it_back(app: FastAPI, play: cast.Play) -> None:
    yara = Reader(app, play.speaker(NGO))
    answer = take(yara, at(play, NGO, "uittreden"), reason_class="voluntary", on="2026-01-31", reason=REASON)
    assert answer.status_code == 303
    page = told(yara.get(at(play, NGO)))
    assert "Deze partij vertrekt op za 31 januari 2026." in page
    assert REASON in page
    public = told(Reader(app).get(at(play, NGO)))
    assert "vrijwillig" in public
    assert REASON not in public
    assert take(yara, at(play, NGO, "vertrek-intrekken")).status_code == 303
    assert "vertrekt op" not in told(yara.get(at(play, NGO)))


def test_a_departure_without_a_kind_of_reason_is_asked_again(app: FastAPI, play: cast.Play) -> None:
    answer = take(Reader(app, play.facilitator), at(play, NGO, "uittreden"), reason=REASON)
    assert answer.status_code == 422
    assert "Kies een van de mogelijkheden." in answer.text
    assert REASON in answer.text


def test_expelling_is_refused_with_every_reason_until_a_step_came_before(
    app: FastAPI, play: cast.Play
) -> None:
    nadia = Reader(app, play.facilitator)
    answer = take(nadia, at(play, NGO, "uitsluiten"), reason=REASON)
    assert answer.status_code == 409
    assert "Er is geen eerdere stap van de escalatieladder vastgelegd." in told(answer)
    assert take(nadia, at(play, NGO, "escalatie"), level="steering_talk", reason=REASON).status_code == 303
    assert take(nadia, at(play, NGO, "uitsluiten"), reason=REASON).status_code == 303
    assert "uitgesloten" in told(nadia.get(at(play, NGO)))


def test_what_was_said_in_an_escalation_is_between_party_and_secretariat(
    app: FastAPI, play: cast.Play, store: sa.Engine, clock: Clock
) -> None:
    with db.writing(store) as session:
        leaving.escalate(
            session,
            play.facilitator,
            play.id,
            play.parties[NGO],
            now=clock(),
            level="feedback",
            note=REASON,
        )
    assert REASON in Reader(app, play.speaker(NGO)).get(at(play, NGO)).text
    for who in (play.speaker(BRAM), play.manager, play.supporter, None):
        page = Reader(app, who).get(at(play, NGO)).text
        assert REASON not in page
        assert "terugkoppeling" not in page


@pytest.mark.parametrize("step", ["rol", "opschorten", "escalatie", "uitsluiten", "wegvallen"])
def test_a_party_has_no_form_for_what_the_facilitator_does(app: FastAPI, play: cast.Play, step: str) -> None:
    bram = Reader(app, play.speaker(BRAM))
    assert f'{at(play)}/{step}"' not in bram.get(at(play)).text
    assert bram.get(at(play, step=step)).status_code == 403
    assert bram.post(at(play, step=step), {"key": "een-sleutel-3"}).status_code in (403, 422)


def test_a_step_that_does_not_start_here_says_so(app: FastAPI, play: cast.Play) -> None:
    answer = Reader(app, play.facilitator).get(at(play, step="herstellen"))
    assert answer.status_code == 409
    assert "Dit kan niet in de huidige toestand van de deelname." in answer.text


def test_a_company_reads_of_itself_and_a_rival_party_not_of_it(app: FastAPI, play: cast.Play) -> None:
    own = told(Reader(app, play.company).get(at(play, "noordwand")))
    assert "Contactpersoon en plaatsvervanger aangewezen" in own
    supporter = told(Reader(app, play.supporter).get(at(play, "noordwand")))
    assert "Contactpersoon en plaatsvervanger aangewezen" not in supporter
    assert Reader(app, play.facilitator).get(at(play, "noordwand") + "0").status_code == 404


def test_the_page_of_a_past_day_has_the_role_of_that_day_and_no_forms(
    app: FastAPI, play: cast.Play, store: sa.Engine, clock: Clock
) -> None:
    clock.passes(days=10)
    with db.writing(store) as session:
        participations.change_role(
            session, play.facilitator, play.id, play.parties[NGO], now=clock(), role="signatory"
        )
    nadia = Reader(app, play.facilitator)
    assert "Ondertekenaar" in told(nadia.get(at(play, NGO)))
    past = nadia.get(at(play, NGO) + "?asOf=2025-11-25").text
    assert "U bekijkt de stand van" in past
    assert "Onderhandelende partij" in past
    assert "Ondertekenaar" not in past
    assert "/uittreden" not in past


def test_the_pages_speak_english(app: FastAPI, play: cast.Play) -> None:
    nadia = Reader(app, play.facilitator)
    page = told(nadia.get(at(play) + "?taal=en"))
    assert "0 of 5 accepted. 5 items lie with the party." in page
    assert "If this party leaves" in page
    assert "Record departure" in told(nadia.get(at(play, step="uittreden") + "?taal=en"))
