"""The table at work without a script: a proposal into the next version, a round with names, a vote."""

import html
import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from tests import cast, registers
from tests.registers import BEGAN, NOW, OWN, RIVAL
from tests.web.conftest import Browser, Clock
from tests.web.register_visit import at, reader, send
from tracker.commands import motions, proposals
from tracker.store import db, dossiers, tables

TODAY = "2026-03-02"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW + timedelta(hours=2))


@pytest.fixture
def scene(store: sa.Engine) -> registers.Scene:
    """A covenant in negotiation with a version on the table."""
    with db.writing(store) as session:
        play = cast.covenant(session, NOW - timedelta(days=1), supporter=True, on=BEGAN)
        registers.put_in(session, play, "negotiation")
        return registers.Scene(play, {"text": registers.table(session, play, "0.4")})


def whole(store: sa.Engine, scene: registers.Scene) -> dossiers.Dossier:
    with db.reading(store) as session:
        dossier = dossiers.load(session, scene.play.facilitator, covenant_id=scene.play.id, now=NOW)
        for table in (
            tables.TextProposal,
            tables.TextVersion,
            tables.TextVariant,
            tables.Attendance,
            tables.Vote,
        ):
            dossier.rows(table)
        return dossier


def clause(store: sa.Engine, scene: registers.Scene) -> str:
    dossier = whole(store, scene)
    return proposals.clauses_of(dossier, proposals.on_the_table(dossier))[1].id


def proposed(browser: Browser, store: sa.Engine, scene: registers.Scene, text: str = "Eén lid.") -> str:
    place = at(scene, "voorstellen")
    sent = {"participation_id": scene.party(OWN), "kind": "change", "clause_id": clause(store, scene),
            "text": text, "reason": "Het is te ruim.", "on": TODAY}  # fmt: skip
    assert send(browser, place, place, sent).status_code == 303
    return whole(store, scene).rows(tables.TextProposal)[-1].id


def test_a_proposal_is_made_adopted_and_taken_over_into_the_next_version(
    app: FastAPI, store: sa.Engine, scene: registers.Scene
) -> None:
    it = proposed(reader(app, store, "bram"), store, scene)
    nadia, page = reader(app, store, "nadia"), at(scene, f"voorstellen/{it}")
    assert send(nadia, page, f"{page}/besluit", {"fate": "adopted"}).status_code == 303
    assert "zelf akkoord" in nadia.get(page).text
    preview = nadia.get(at(scene, "voorstellen/overnemen")).text
    (link,) = re.findall(r'href="([^"]*neem=[^"]*)"', preview)
    form = nadia.get(html.unescape(link)).text
    assert f'name="proposals" value="{it}"' in form
    typed = html.unescape(re.findall(r'name="text_nl"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)[0])
    assert "1. Eén lid." in typed
    assert "2. Twee" in typed
    register = at(scene, "registers/teksten")
    sent = {"number": "0.5", "prevailing": "nl", "text_nl": typed, "proposals": it}
    assert send(nadia, register, register, sent).status_code == 303
    dossier = whole(store, scene)
    (row,), text = dossier.rows(tables.TextProposal), dossier.rows(tables.TextVersion)[-1]
    assert (text.number, row.adopted_in_id) == ("0.5", text.id)
    assert "Ja. Het staat in versie 0.5." in nadia.get(page).text


def test_two_on_the_same_clause_are_told_and_left_out(
    app: FastAPI, store: sa.Engine, scene: registers.Scene
) -> None:
    bram, nadia = reader(app, store, "bram"), reader(app, store, "nadia")
    for text in ("Zo.", "Of zo."):
        page = at(scene, f"voorstellen/{proposed(bram, store, scene, text)}")
        send(nadia, page, f"{page}/besluit", {"fate": "adopted"})
    preview = nadia.get(at(scene, "voorstellen/overnemen")).text
    assert "Deze voorstellen gaan over dezelfde plek. Kies er één, of schrijf de tekst zelf." in preview
    assert "neem=" not in preview


def test_the_text_of_a_clause_stands_ready_to_be_changed(
    app: FastAPI, store: sa.Engine, scene: registers.Scene
) -> None:
    bram = reader(app, store, "bram")
    page = bram.get(at(scene, f"voorstellen?artikel={clause(store, scene)}")).text
    assert re.search(r'name="text"[^>]*>\nEen</textarea>', page)


def test_a_refused_proposal_keeps_what_was_typed(
    app: FastAPI, store: sa.Engine, scene: registers.Scene
) -> None:
    bram, place = reader(app, store, "bram"), at(scene, "voorstellen")
    sent = {
        "participation_id": scene.party(OWN),
        "kind": "change",
        "text": "Mijn <lange> tekst.",
        "on": TODAY,
    }
    answer = send(bram, place, place, {**sent, "reason": ""})
    assert answer.status_code == 422
    assert "Mijn &lt;lange&gt; tekst.</textarea>" in answer.text
    assert "<title>Niet gelukt: Tekstvoorstellen" in answer.text


def test_a_round_is_planned_held_with_names_and_refused_with_names_kept(
    app: FastAPI, store: sa.Engine, scene: registers.Scene
) -> None:
    nadia, place = reader(app, store, "nadia"), at(scene, "overleggen")
    assert send(nadia, place, place, {"kind": "round", "on": TODAY}).status_code == 303
    (to,) = set(re.findall(r'href="(/convenanten/[^"]*/overleggen/[0-9a-f-]{36})"', nadia.get(place).text))
    own = scene.party(OWN)
    names = {"present": own, f"naam-{own}": "Bram & co"}
    wrong = send(nadia, to, f"{to}/houden", {"on": "2026-03-09", **names})
    assert (wrong.status_code, 'value="Bram &amp; co"' in wrong.text) == (422, True)
    hidden = send(nadia, to, f"{to}/houden", {"on": TODAY, **names, f"naam-{own}": "Bram\u202e"})
    assert hidden.status_code == 422
    assert send(nadia, to, f"{to}/houden", {"on": TODAY, **names}).status_code == 303
    there = {
        a.participation_id: (a.present, a.person_name) for a in whole(store, scene).rows(tables.Attendance)
    }
    assert (there[own], there[scene.party(RIVAL)]) == ((True, "Bram & co"), (False, None))
    assert "Aanwezig: 1 van 8 partijen." in nadia.get(to).text


def test_a_party_votes_and_a_no_without_a_reason_is_refused(
    app: FastAPI, store: sa.Engine, scene: registers.Scene
) -> None:
    with db.writing(store) as session:
        motion_id = motions.open_(
            session, scene.play.facilitator, scene.play.id, title="Gaan we door?", rule="unanimiteit",
            deadline=date(2026, 3, 9), now=NOW,
        ).id  # fmt: skip
    bram, page = reader(app, store, "bram"), at(scene, f"stemmingen/{motion_id}")
    sent = {"participation_id": scene.party(OWN), "value": "no"}
    refused = send(bram, page, f"{page}/stem", {**sent, "reason": "Nee."})
    assert (refused.status_code, ">\nNee.</textarea>" in refused.text) == (422, True)
    assert send(bram, page, f"{page}/stem", {**sent, "value": "yes"}).status_code == 303
    assert "Nog niet. Gehoord: 1 van 8 partijen." in bram.get(page).text
    nadia = reader(app, store, "nadia")
    assert send(nadia, page, f"{page}/afsluiten", {}).status_code == 409
    assert 'name="value"' not in nadia.get(page).text, "nobody votes for somebody else"


@pytest.mark.parametrize("who", ["puck", ""])
def test_for_supporters_and_visitors_none_of_it_exists(
    app: FastAPI, store: sa.Engine, scene: registers.Scene, who: str
) -> None:
    somebody = reader(app, store, who)
    for place in ("voorstellen", "overleggen", "stemmingen", "stemmingen/gewichten"):
        assert somebody.get(at(scene, place)).status_code == 404


def test_a_manager_sees_that_there_is_a_motion_with_its_deadline_and_no_more(
    app: FastAPI, store: sa.Engine, scene: registers.Scene
) -> None:
    with db.writing(store) as session:
        motion_id = motions.open_(
            session, scene.play.facilitator, scene.play.id, title="Zeldzame vraag", rule="toelating",
            deadline=date(2026, 3, 9), subject="admission", now=NOW,
            participation_id=scene.play.parties["ketenfonds"],
        ).id  # fmt: skip
        motions.vote(
            session, scene.play.speaker(OWN), scene.play.id, motion_id, now=NOW, value="no",
            participation_id=scene.party(OWN), reason="Een bijzondere reden om tegen te zijn.",
        )  # fmt: skip
    renske = reader(app, store, "renske")
    for place in ("stemmingen", f"stemmingen/{motion_id}", "logboek"):
        text = renske.get(at(scene, place)).text
        for secret in ("Zeldzame", "bijzondere", "Toelating van", "gestemd<", "bracht een stem uit"):
            assert secret not in text, (place, secret)
    shown = renske.get(at(scene, f"stemmingen/{motion_id}")).text
    assert "Ketenfonds" not in shown
    assert "9 maart 2026" in shown
