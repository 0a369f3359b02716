"""Passing a missed condition with a reason, on its own and as a reservation."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, registers, settled
from tracker import errors
from tracker.commands import act, covenants, passing, texts
from tracker.store import db, dossiers, facts, ledger, tables
from workflows import engine as machine
from workflows import loading

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
UNTIL = date(2026, 6, 1)
WHY = "De brief van de voorzitter volgt na de vergadering van mei."


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    """All is settled but one declaration of intent and the process plan."""
    made = cast.covenant(session, NOW)
    settled.settle(session, made, NOW, but={("schone-mijnen", "INI-07"), ("ketenbureau", "INI-06")})
    return made


def override(session: Session, play: cast.Play, who: str = "nadia", **values: Any) -> act.Receipt:
    sent = {"condition_id": "G1-2", "reason": WHY, "now": NOW, **values}
    return passing.override(session, play.actors[who], play.id, **sent)


def result(session: Session, play: cast.Play, condition_id: str) -> str:
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    found = machine.examine(
        loading.workflow("imvo-1"), "start_negotiation", facts.gather(dossier), facts.overrides_of(dossier)
    )
    return next(str(f.result) for f in found if f.condition.id == condition_id)


def test_a_passed_condition_opens_its_part_of_the_gate_and_stays_missing(
    session: Session, play: cast.Play
) -> None:
    assert result(session, play, "G1-2") == "not_met"
    receipt = override(session, play, valid_until=UNTIL)
    assert result(session, play, "G1-2") == "overridden"
    (line,) = ledger.lines(session, play.id, seqs=[receipt.seq])
    assert (line.kind, line.level, line.fields["note"]) == ("covenant.override", "process", WHY)


def test_an_override_closes_itself_when_the_condition_is_met_after_all(
    session: Session, play: cast.Play
) -> None:
    override(session, play)
    settled.settle(session, play, NOW)
    assert result(session, play, "G1-2") == "met"


def test_a_condition_that_cannot_be_passed_is_refused(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.WrongState) as refusal:
        override(session, play, condition_id="G1-5")
    assert refusal.value.message == "Deze voorwaarde is niet te passeren."


def test_a_condition_that_is_met_needs_no_passing(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.WrongState) as refusal:
        override(session, play, condition_id="G1-1")
    assert refusal.value.message == "Deze voorwaarde is al gehaald."


@pytest.mark.parametrize("condition_id", ["G2-6", "G9-1", ""])
def test_a_condition_of_another_gate_is_not_found(
    session: Session, play: cast.Play, condition_id: str
) -> None:
    with pytest.raises(errors.NotFound):
        override(session, play, condition_id=condition_id)


@pytest.mark.parametrize(("length", "taken"), [(19, False), (20, True)])
def test_a_reason_has_at_least_twenty_characters(
    session: Session, play: cast.Play, length: int, taken: bool
) -> None:
    if taken:
        assert override(session, play, reason="x" * length).seq
    else:
        with pytest.raises(errors.Invalid) as refusal:
            override(session, play, reason="x" * length)
        assert refusal.value.params == {"count": 19, "least": 20}


def test_an_end_date_lies_not_in_the_past(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        override(session, play, valid_until=TODAY - timedelta(days=1))
    assert refusal.value.fields == {"valid_until": "Kies vandaag of een latere dag."}


@pytest.mark.parametrize("who", ["yara", "renske", "joris", "casper"])
def test_only_the_facilitator_passes_a_condition(session: Session, play: cast.Play, who: str) -> None:
    with pytest.raises(errors.Forbidden):
        override(session, play, who)


def test_passing_on_an_old_page_is_stale_only_for_this_condition(session: Session, play: cast.Play) -> None:
    seen = ledger.head(session, play.id).size
    override(session, play, seen=seen)
    with pytest.raises(errors.Stale):
        override(session, play, seen=seen)


def test_passing_twice_with_one_key_is_passing_once(session: Session, play: cast.Play) -> None:
    key = act.Key("sleutel-van-het-formulier")
    first = override(session, play, key=key)
    assert override(session, play, key=key) == act.Receipt(play.id, first.seq, again=True)


def negotiated(session: Session) -> cast.Play:
    """A covenant of which one constituency has not answered."""
    play = cast.covenant(session, NOW)
    registers.put_in(session, play, "negotiation", NOW)
    text = registers.table(session, play, "1.0", NOW)
    texts.freeze(session, play.facilitator, play.id, text, now=NOW, on=date(2026, 1, 20))
    settled.settle(session, play, NOW, but={("schone-mijnen", "NEG-10")})
    return play


def test_passing_a_constituency_needs_a_deadline(session: Session) -> None:
    play = negotiated(session)
    with pytest.raises(errors.Invalid) as refusal:
        override(session, play, condition_id="G2-6")
    assert refusal.value.fields == {
        "valid_until": "Kies een einddatum: dit wordt een voorbehoud met deadline."
    }
    with pytest.raises(errors.Invalid) as refusal:
        covenants.move(session, play.facilitator, play.id, "start_signing", now=NOW, overrides={"G2-6": WHY})
    assert list(refusal.value.fields) == ["until-G2-6"]


def test_a_constituency_passed_until_a_date_becomes_a_reservation_of_that_party(session: Session) -> None:
    play = negotiated(session)
    covenants.move(
        session, play.facilitator, play.id, "start_signing", now=NOW,
        overrides={"G2-6": WHY}, valid_until={"G2-6": UNTIL},
    )  # fmt: skip
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    (held,) = dossier.rows(tables.Reservation)
    assert (held.participation_id, held.condition, held.deadline, held.status) == (
        play.parties["schone-mijnen"],
        WHY,
        UNTIL,
        "open",
    )
