"""Rows kept in memory: never old, never somebody else's, never of an act that was undone."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast
from tracker import errors, policy
from tracker.commands import act, plans
from tracker.store import db, dossiers, shelf, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def play(engine: sa.Engine) -> cast.Play:
    with db.writing(engine) as session:
        return cast.covenant(session, NOW)


def _planned(session: Session, actor: policy.Actor, play: cast.Play) -> list[tuple[str, str | None]]:
    dossier = dossiers.load(session, actor, covenant_id=play.id, now=NOW)
    return [(p.stage, p.reason) for p in dossier.every(tables.PlannedDate)]


def _plan(session: Session, play: cast.Play, stage: str, reason: str = "") -> None:
    day = NOW.date() + timedelta(days=90)
    plans.plan(session, play.facilitator, play.id, stage=stage, planned_on=day, reason=reason, now=NOW)


def test_a_second_look_at_the_same_state_asks_the_database_nothing_about_it(
    engine: sa.Engine, play: cast.Play
) -> None:
    asked: list[str] = []
    with db.reading(engine) as session:
        _planned(session, play.facilitator, play)
    sa.event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_: asked.append(statement))
    with db.reading(engine) as session:
        _planned(session, play.facilitator, play)
    assert [s for s in asked if "planneddate" in s] == []
    assert [s for s in asked if "FROM head" in s] != [], "the state itself is asked for every time"


def test_what_was_written_is_seen_at_the_next_look(engine: sa.Engine, play: cast.Play) -> None:
    with db.reading(engine) as session:
        assert _planned(session, play.facilitator, play) == []
    with db.writing(engine) as session:
        _plan(session, play, "signing")
        assert _planned(session, play.facilitator, play) == [("signing", "")]
    with db.reading(engine) as session:
        assert _planned(session, play.facilitator, play) == [("signing", "")]


def test_an_act_that_is_undone_leaves_nothing_on_the_shelf(engine: sa.Engine, play: cast.Play) -> None:
    with pytest.raises(RuntimeError), db.writing(engine) as session:  # noqa: PT012 - the failure comes in the middle
        doing, dossier = act.begin(session, play.facilitator, play.id, deed="covenant.plan", now=NOW)
        doing.change(tables.Covenant, play.id, scope="half")
        other = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
        assert dossier.every(tables.Participation) == other.every(tables.Participation)
        assert other.every(tables.PlannedDate) == ()
        raise RuntimeError("the power fails")
    with db.writing(engine) as session:
        _plan(session, play, "signing")
        session.rollback()
    with db.reading(engine) as session:
        assert _planned(session, play.facilitator, play) == []
        assert dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW).covenant.scope == ""


def test_what_one_reader_read_does_not_reach_another(engine: sa.Engine, play: cast.Play) -> None:
    with db.writing(engine) as session:
        _plan(session, play, "signing", "geheime reden van het plan")
    with db.reading(engine) as session:
        assert _planned(session, play.facilitator, play) == [("signing", "geheime reden van het plan")]
        assert _planned(session, policy.ANYBODY, play) == [("signing", None)]
        assert _planned(session, play.facilitator, play) == [("signing", "geheime reden van het plan")]


def test_rows_are_not_shared_in_the_middle_of_an_act(engine: sa.Engine, play: cast.Play) -> None:
    with db.writing(engine) as session:
        doing, _ = act.begin(session, play.facilitator, play.id, deed="covenant.describe", now=NOW)
        assert shelf.may_share(session, play.id)
        doing.change(tables.Covenant, play.id, scope="nieuw")
        assert not shelf.may_share(session, play.id)
        doing.record("covenant.describe", level="process", says={"what": "scope"})
        assert shelf.may_share(session, play.id)


def test_a_shelf_forgets_the_state_looked_at_longest_ago() -> None:
    small = shelf.Shelf(most=2)
    anybody = policy.relations(policy.ANYBODY)
    for last in ("a", "b"):
        small.rows(last, anybody)[tables.Seat] = (last,)
    small.rows("a", anybody)
    small.rows("c", anybody)
    assert small.rows("a", anybody) == {tables.Seat: ("a",)}
    assert small.rows("b", anybody) == {}


def test_a_covenant_that_is_not_there_is_not_found(engine: sa.Engine, play: cast.Play) -> None:
    with db.reading(engine) as session, pytest.raises(errors.NotFound):
        dossiers.load(session, play.facilitator, covenant_id="nergens", now=NOW)
    with db.writing(engine) as session, pytest.raises(errors.NotFound):
        act.begin(session, play.facilitator, "nergens", deed="covenant.plan", now=NOW)
