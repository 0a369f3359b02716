"""Pausing, resuming, stopping, ending and succeeding a track."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, registers
from tracker import errors
from tracker.commands import act, covenants, decisions, plans, tracks
from tracker.store import db, dossiers, facts, ledger, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
REVIEW = date(2026, 5, 4)
WHY = "De onderhandeling wacht op het advies van de commissie."


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return cast.covenant(session, NOW)


def move(session: Session, play: cast.Play, action: str, who: str = "nadia", **values: Any) -> act.Receipt:
    usual: dict[str, Any] = {"now": NOW, "reason": WHY}
    if action == "pause":
        usual["review_on"] = REVIEW
    return tracks.move(session, play.actors[who], play.id, action, **{**usual, **values})


def status(session: Session, play: cast.Play) -> str:
    return dossiers.find(session, covenant_id=play.id).track_status


def running(session: Session) -> cast.Play:
    """In its last stage, with every decision but the one on company data."""
    play = cast.covenant(session, NOW)
    registers.put_in(session, play, "implementation", NOW)
    plans.set_term(
        session, play.facilitator, play.id, effective_on=date(2021, 3, 1), ends_on=date(2026, 2, 28), now=NOW
    )
    for subject, value in (("final_evaluation", ""), ("evaluation_response", ""), ("follow_up", "end")):
        decisions.record(
            session, play.facilitator, play.id, decision=subject, value=value, on=TODAY, now=NOW,
            body="stuurgroep",
        )  # fmt: skip
    return play


def test_a_pause_stops_the_clocks_and_says_when_it_is_looked_at_again(
    session: Session, play: cast.Play
) -> None:
    receipt = move(session, play, "pause", on=date(2026, 2, 20))
    assert status(session, play) == "paused"
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    assert facts.pauses_of(dossier) == ((date(2026, 2, 20), None),)
    (line,) = ledger.lines(session, play.id, seqs=[receipt.seq])
    assert (line.kind, line.level, line.fields["says"]["review_on"]) == (
        "track.pause",
        "public",
        "2026-05-04",
    )


@pytest.mark.parametrize("review", [None, TODAY, TODAY - timedelta(days=1)])
def test_a_pause_needs_a_review_date_after_today(
    session: Session, play: cast.Play, review: date | None
) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        move(session, play, "pause", review_on=review)
    assert refusal.value.fields == {"review_on": "Kies een dag na vandaag."}
    assert move(session, play, "pause", review_on=TODAY + timedelta(days=1)).seq


@pytest.mark.parametrize("action", ["pause", "stop"])
def test_a_pause_and_a_stop_need_a_reason(session: Session, play: cast.Play, action: str) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        move(session, play, action, reason="Geen tijd nu.")
    assert list(refusal.value.fields) == ["reason"]
    assert status(session, play) == "active"


def test_a_paused_track_resumes_on_a_day_after_it_paused(session: Session, play: cast.Play) -> None:
    move(session, play, "pause", on=date(2026, 2, 20))
    with pytest.raises(errors.Invalid) as refusal:
        move(session, play, "resume", on=date(2026, 2, 19))
    assert list(refusal.value.fields) == ["on"]
    move(session, play, "resume", on=date(2026, 3, 1), reason="")
    assert status(session, play) == "active"


@pytest.mark.parametrize(
    ("before", "action"),
    [
        ((), "resume"),
        ((), "succeed"),
        (("pause",), "pause"),
        (("pause",), "end"),
        (("stop",), "resume"),
        (("stop",), "pause"),
        (("stop",), "end"),
    ],
)
def test_a_move_from_another_state_is_refused_with_the_reason(
    session: Session, play: cast.Play, before: tuple[str, ...], action: str
) -> None:
    for step in before:
        move(session, play, step)
    with pytest.raises(errors.WrongState) as refusal:
        move(session, play, action)
    assert refusal.value.message == "Dit kan niet in de huidige toestand van het traject."


def test_a_stopped_track_is_over_and_its_stage_stays(session: Session, play: cast.Play) -> None:
    move(session, play, "stop")
    found = dossiers.find(session, covenant_id=play.id)
    assert (found.track_status, found.stage) == ("stopped", "initiative")


def test_only_a_covenant_in_implementation_ends(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.GateClosed) as refusal:
        move(session, play, "end")
    assert [f.condition.id for f in refusal.value.findings if not f.passes] == ["E-1", "E-2"]


def test_ending_asks_the_last_gate_and_answers_with_its_conditions(session: Session) -> None:
    play = running(session)
    with pytest.raises(errors.GateClosed) as refusal:
        move(session, play, "end")
    missed = [f.condition.id for f in refusal.value.findings if not f.passes]
    assert "G4-6" in missed
    assert set(missed) <= {"G4-2", "G4-6"}
    assert status(session, play) == "active"


def test_a_covenant_whose_last_gate_is_open_ends_and_keeps_its_findings(session: Session) -> None:
    play = running(session)
    decisions.record(
        session, play.facilitator, play.id, decision="data_retention", value="destroy", on=TODAY, now=NOW,
        body="stuurgroep",
    )  # fmt: skip
    move(session, play, "end", overrides={"G4-2": WHY})
    found = dossiers.find(session, covenant_id=play.id)
    assert (found.track_status, found.stage) == ("ended", "implementation")
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    (closing,) = dossier.every(tables.StageMove)
    assert [f["id"] for f in closing.findings] == [f"G4-{n}" for n in range(1, 7)]


def test_an_ended_track_is_succeeded_by_another_one(session: Session) -> None:
    play = running(session)
    decisions.record(
        session, play.facilitator, play.id, decision="data_retention", value="destroy", on=TODAY, now=NOW,
        body="stuurgroep",
    )  # fmt: skip
    move(session, play, "end", overrides={"G4-2": WHY})
    for nobody in (None, play.id, play.parties["ketenbureau"]):
        with pytest.raises(errors.Invalid) as refusal:
            move(session, play, "succeed", successor_id=nobody)
        assert refusal.value.fields == {"successor": "Kies het traject dat dit opvolgt."}
    heir = covenants.start(session, play.facilitator, now=NOW, name_nl="Elektronica, tweede ronde")
    move(session, play, "succeed", successor_id=heir.id)
    found = dossiers.find(session, covenant_id=play.id)
    assert (found.track_status, found.details["successor_id"]) == ("succeeded", heir.id)


@pytest.mark.parametrize("who", ["tamar", "renske", "ottilie", "casper", "joris"])
def test_only_the_facilitator_of_this_covenant_moves_its_track(
    session: Session, play: cast.Play, who: str
) -> None:
    with pytest.raises(errors.Forbidden):
        move(session, play, "pause", who)


def test_a_track_that_is_not_there_is_not_found(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.NotFound):
        tracks.move(session, play.facilitator, play.parties["ketenbureau"], "pause", now=NOW)
    with pytest.raises(errors.NotFound):
        move(session, play, "rest")


def test_a_track_move_on_an_old_page_is_stale(session: Session, play: cast.Play) -> None:
    seen = ledger.head(session, play.id).size
    move(session, play, "pause", seen=seen)
    with pytest.raises(errors.Stale):
        move(session, play, "stop", seen=seen)


def test_a_track_move_made_twice_is_made_once(session: Session, play: cast.Play) -> None:
    key = act.Key("sleutel-van-het-formulier")
    first = move(session, play, "pause", key=key)
    assert move(session, play, "pause", key=key) == act.Receipt(play.id, first.seq, again=True)
