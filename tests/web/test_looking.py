"""Looking before leaping: the page with its consequences, with everything typed kept and nothing recorded."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from sqlmodel import Session

from tests import cast, registers
from tests.web.conftest import Clock
from tests.web.test_requirements import Reader, told
from tracker.commands import plans, tracks
from tracker.store import db, ledger

BRAM, NGO, UNION = "platform-apparatuur", "schone-mijnen", "vakbond-techniek"
REASON = "De leden willen eerst weten wie er toezicht houdt."
HTMX = {"hx-request": "true", "hx-target": "section#gevolgen"}


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def play(store: sa.Engine, clock: Clock) -> cast.Play:
    with db.writing(store) as session:
        play = cast.covenant(session, clock(), table=(BRAM, NGO, UNION), supporter=True, on=date(2025, 9, 1))
        registers.put_in(session, play, "negotiation", clock())
        return play


@pytest.fixture
def size(store: sa.Engine, play: cast.Play) -> Iterator[int]:
    """The length of the ledger, which looking leaves alone."""
    with Session(store) as session:
        before = ledger.head(session, play.id).size
    yield before
    with Session(store) as session:
        assert ledger.head(session, play.id).size == before


def at(play: cast.Play, step: str, party: str = NGO) -> str:
    return f"/convenanten/{play.slug}/partijen/{play.parties[party]}/{step}"


def test_without_javascript_the_same_page_comes_back_with_what_was_typed(
    app: FastAPI, play: cast.Play, size: int
) -> None:
    yara = Reader(app, play.speaker(NGO))
    path = at(play, "uittreden")
    sent = {**yara.form(path), "reason_class": "out_of_scope", "on": "2031-05-01", "reason": REASON}
    answer = yara.post(path, {**sent, "bekijk": "1"})
    assert answer.status_code == 200
    assert 'value="out_of_scope" checked' in answer.text
    assert 'value="2031-05-01"' in answer.text
    assert REASON in answer.text
    page = told(answer)
    assert "Zoals het op 1 mei 2031 zou zijn. Er is nog niets vastgelegd." in page
    assert "Maatschappelijke organisatie: van 1 naar 0, nodig 1." in page
    assert size


def test_with_htmx_only_the_preview_comes_back(app: FastAPI, play: cast.Play, size: int) -> None:
    nadia = Reader(app, play.facilitator)
    path = at(play, "opschorten")
    sent = {**nadia.form(path), "bekijk": "1"}
    answer = nadia.post(path, sent, headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section class="imvo-panel imvo-fallout" id="gevolgen"')
    assert "<html" not in answer.text
    assert size


def test_a_new_role_is_previewed_once_it_is_chosen(app: FastAPI, play: cast.Play, size: int) -> None:
    nadia = Reader(app, play.facilitator)
    path = at(play, "rol")
    assert "Kies een rol en bekijk dan de gevolgen." in told(nadia.get(path))
    answer = nadia.post(path, {**nadia.form(path), "role": "supporter", "bekijk": "1"})
    assert "Maatschappelijke organisatie: van 1 naar 0, nodig 1." in told(answer)
    assert size


def test_an_organisation_that_would_join_is_told_what_it_catches_up_on(
    app: FastAPI, play: cast.Play, size: int
) -> None:
    nadia = Reader(app, play.facilitator)
    path = f"/convenanten/{play.slug}/partijen"
    sent = {**nadia.form(f"{path}/nieuw"), "name_nl": "Stichting Heldere Rivier", "kind": "ngo"}
    empty = nadia.post(path, {**sent, "bekijk": "1"})
    assert (empty.status_code, "Kies soort en rol" in told(empty)) == (200, True)
    page = told(nadia.post(path, {**sent, "role": "negotiator", "status": "active", "bekijk": "1"}))
    assert "Maatschappelijke organisatie: van 1 naar 2, nodig 1." in page
    assert re.search(r"Van de partij worden \d+ vereisten gevraagd", page)
    assert size


def test_several_parties_are_chosen_looked_at_and_leave(app: FastAPI, play: cast.Play) -> None:
    nadia = Reader(app, play.facilitator)
    path = f"/convenanten/{play.slug}/partijen/uittreden"
    ids = [play.parties[NGO], play.parties[UNION]]
    sent = {
        **nadia.form(path),
        "party": ids,
        "reason_class": "voluntary",
        "on": "2026-01-05",
        "reason": REASON,
    }
    looked = nadia.post(path, {**sent, "bekijk": "1"})
    page = told(looked)
    assert "Vakbond: van 1 naar 0, nodig 1." in page
    assert looked.text.count(" checked") == 3
    few = nadia.post(path, {**sent, "party": ids[:1]})
    assert (few.status_code, "Kies ten minste twee partijen." in few.text) == (422, True)
    done = nadia.post(path, sent)
    assert (done.status_code, done.headers["location"]) == (303, f"/convenanten/{play.slug}/partijen")


def test_a_step_back_and_a_stop_say_what_they_leave_behind(app: FastAPI, play: cast.Play, size: int) -> None:
    nadia = Reader(app, play.facilitator)
    back = told(nadia.get(f"/convenanten/{play.slug}/fase/back_to_initiative"))
    assert "De poort moet opnieuw open." in back
    stop = told(nadia.get(f"/convenanten/{play.slug}/traject/stop"))
    assert "vereisten worden niet meer gevraagd." in stop
    assert size


def test_resuming_lists_each_date_ticked_and_keeps_what_was_unticked(
    app: FastAPI, play: cast.Play, store: sa.Engine, clock: Clock
) -> None:
    today = clock().date()
    with db.writing(store) as session:
        plans.plan(
            session, play.facilitator, play.id, stage="signing", planned_on=date(2031, 1, 1), now=clock()
        )
        tracks.move(
            session, play.facilitator, play.id, "pause", now=clock(), on=date(2025, 11, 1), reason=REASON,
            review_on=date(2031, 1, 1),
        )  # fmt: skip
    nadia = Reader(app, play.facilitator)
    path = f"/convenanten/{play.slug}/traject/resume"
    first = nadia.get(path)
    assert first.text.count('name="shift"') == first.text.count(" checked") == 1
    offered = re.findall(r'name="offered" value="([^"]+)"', first.text)
    again = nadia.post(path, {**nadia.form(path), "on": today.isoformat(), "offered": offered, "bekijk": "1"})
    assert again.text.count(" checked") == 0
    done = nadia.post(path, {**nadia.form(path), "on": today.isoformat(), "shift": offered})
    assert done.status_code == 303
    page = told(nadia.get(f"/convenanten/{play.slug}/registers/looptijd"))
    assert page.count("2031") >= 2


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-01", "0001-01-01", "2200-12-31", "geen dag"])
def test_a_day_beyond_any_calendar_is_no_day(app: FastAPI, play: cast.Play, size: int, day: str) -> None:
    yara = Reader(app, play.speaker(NGO))
    path = at(play, "uittreden")
    answer = yara.post(path, {**yara.form(path), "on": day, "reason": REASON, "bekijk": "1"})
    assert answer.status_code == 200
    assert REASON in answer.text
    assert yara.get(f"/convenanten/{play.slug}/wat-als?stap=dag:{day}").status_code == 200
