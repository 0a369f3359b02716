"""What lies on the table, on the covenant page: for whoever sits there, and for nobody else."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, registers
from tests.negotiation import NOW, page
from tracker.commands import meetings, positions, rounds
from tracker.queries import on_the_table
from tracker.store import db

LATER = NOW + timedelta(days=1)


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    play = cast.covenant(session, NOW, company=True, supporter=True)
    registers.put_in(session, play, "negotiation", NOW)
    return play


def shown(session: Session, play: cast.Play, who: str) -> on_the_table.OnTheTable | None:
    actor = play.actors[who] if who in play.actors else play.speaker(who)
    return page(session, play, actor, LATER).table


def test_before_there_is_a_text_it_leads_to_the_texts(session: Session, play: cast.Play) -> None:
    now = shown(session, play, cast.FACILITATOR)
    assert now is not None
    assert (now.number, now.text, now.answer, now.asked) == ("", "", "", 8)
    assert now.places["texts"] == f"/convenanten/{play.slug}/registers/teksten"


def test_it_counts_who_answered_on_the_version_that_lies_there(session: Session, play: cast.Play) -> None:
    text = registers.table(session, play, "0.4", NOW)
    meetings.plan(session, play.facilitator, play.id, kind="round", on=LATER.date(), now=NOW)
    positions.share(
        session, play.speaker("vakbond-techniek"), play.id, now=NOW, text_id=text, stance="agree",
        participation_id=play.parties["vakbond-techniek"],
    )  # fmt: skip
    now = shown(session, play, "vakbond-techniek")
    assert now is not None
    assert (now.number, now.final, now.answered, now.asked) == ("0.4", False, 1, 8)
    assert now.answer == f"/convenanten/{play.slug}/teksten/{text}/standpunt"
    assert now.meeting is not None
    assert (now.meeting.name, now.meeting.due) == ("Ronde 1", LATER.date())
    ours = shown(session, play, cast.FACILITATOR)
    assert ours is not None
    assert ours.answer == ""


def test_during_a_sealed_round_it_tells_no_number(session: Session, play: cast.Play) -> None:
    text = registers.table(session, play, "0.4", NOW)
    rounds.open_(
        session, play.facilitator, play.id, text_id=text, sealed=True,
        deadline=(NOW + timedelta(days=9)).date(), now=NOW,
    )  # fmt: skip
    before = shown(session, play, "vakbond-techniek")
    positions.share(
        session, play.speaker("schone-mijnen"), play.id, now=NOW, text_id=text, stance="agree",
        participation_id=play.parties["schone-mijnen"],
    )  # fmt: skip
    assert before is not None
    assert before.sealed
    assert shown(session, play, "vakbond-techniek") == before


@pytest.mark.parametrize(
    "who", [cast.MANAGER, cast.AUDITOR, cast.COMPANY, cast.SUPPORTER, cast.ADMINISTRATOR]
)
def test_nobody_else_sees_it(session: Session, play: cast.Play, who: str) -> None:
    registers.table(session, play, "0.4", NOW)
    assert shown(session, play, cast.FACILITATOR) is not None
    assert shown(session, play, who) is None
