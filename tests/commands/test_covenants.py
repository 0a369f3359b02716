"""Starting a covenant and moving its stage: what it does, and every way in which it is refused."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, settled
from tracker import errors, policy
from tracker.commands import act, covenants, participations, tracks
from tracker.store import db, dossiers, ledger, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
WHY = "De achterban van twee partijen wil artikel vijf opnieuw bespreken."


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return cast.covenant(session, NOW, on=date(2026, 1, 12))


def covenant(session: Session, play: cast.Play) -> Any:
    return dossiers.find(session, covenant_id=play.id)


def rows(session: Session, play: cast.Play, table: Any) -> Any:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW).every(table)


# how a covenant begins


def test_whoever_starts_a_covenant_facilitates_it(session: Session) -> None:
    manager = cast.actors(session, NOW)[cast.MANAGER]
    made = covenants.start(session, manager, now=NOW, name_nl="IMVO-convenant Glas", quorum={"ngo": 2})
    found = dossiers.find(session, covenant_id=made.id)
    assert (found.slug, found.stage, found.track_status, found.quorum) == (
        "imvo-convenant-glas",
        "initiative",
        "active",
        {"ngo": 2},
    )
    assert cast.again(session, manager, NOW).facilitates(made.id)


def test_two_covenants_of_one_name_have_two_addresses(session: Session) -> None:
    manager = cast.actors(session, NOW)[cast.MANAGER]
    slugs = []
    for _ in range(3):
        made = covenants.start(session, manager, now=NOW, name_nl="Glas")
        slugs.append(dossiers.find(session, covenant_id=made.id).slug)
    assert slugs == ["glas", "glas-2", "glas-3"]


def test_a_covenant_cannot_be_started_by_a_party(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.Forbidden) as refusal:
        covenants.start(session, play.speaker("vakbond-techniek"), now=NOW, name_nl="Glas")
    assert refusal.value.message == "Een convenant starten kan alleen een facilitator of manager."


def test_a_covenant_needs_a_name_and_cannot_start_tomorrow(session: Session) -> None:
    manager = cast.actors(session, NOW)[cast.MANAGER]
    with pytest.raises(errors.Invalid) as refusal:
        covenants.start(session, manager, now=NOW, name_nl=" ")
    assert refusal.value.fields == {"name_nl": "Vul dit in."}
    with pytest.raises(errors.Invalid) as refusal:
        covenants.start(session, manager, now=NOW, name_nl="Glas", started_on=TODAY + timedelta(days=1))
    assert refusal.value.fields == {"started_on": "Kies vandaag of een eerdere dag."}


def test_starting_twice_with_one_key_starts_one_covenant(session: Session) -> None:
    manager = cast.actors(session, NOW)[cast.MANAGER]
    key = act.Key("sleutel-van-het-formulier")
    first = covenants.start(session, manager, now=NOW, name_nl="Glas", key=key)
    second = covenants.start(session, manager, now=NOW, name_nl="Glas", key=key)
    assert (second.again, second.log, second.seq) == (True, first.log, first.seq)
    count = sa.select(sa.func.count()).select_from(tables.Covenant)
    assert session.execute(count).scalar_one() == 1


# what a move does


def test_an_open_gate_lets_the_covenant_through_and_keeps_every_finding(
    session: Session, play: cast.Play
) -> None:
    settled.settle(session, play, NOW)
    covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW, on=date(2026, 2, 20))
    assert covenant(session, play).stage == "negotiation"
    (move,) = rows(session, play, tables.StageMove)
    assert (move.from_stage, move.to_stage, move.on, move.by_name) == (
        "initiative",
        "negotiation",
        date(2026, 2, 20),
        "Nadia Verkerk",
    )
    assert [(f["id"], f["result"]) for f in move.findings] == [(f"G1-{n}", "met") for n in range(1, 7)]


def test_a_move_says_in_the_ledger_what_became_what_and_when(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW)
    receipt = covenants.move(
        session, play.facilitator, play.id, "start_negotiation", now=NOW, on=date(2026, 2, 20), note=WHY
    )
    (line,) = ledger.lines(session, play.id, seqs=[receipt.seq])
    assert (line.kind, line.level, line.subject) == ("covenant.move", "public", "covenant")
    assert line.fields["on"] == "2026-02-20"
    assert line.fields["says"] == {"old": "initiative", "new": "negotiation", "action": "start_negotiation"}
    assert ledger.verify(session, play.id) == []


def test_a_step_back_needs_a_note_and_keeps_what_was(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW)
    covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW, on=TODAY)
    with pytest.raises(errors.Invalid) as refusal:
        covenants.move(session, play.facilitator, play.id, "back_to_initiative", now=NOW, note="Te vroeg.")
    assert refusal.value.fields == {"note": "De reden telt %(count)s tekens. Schrijf er minimaal %(least)s."}
    assert refusal.value.params == {"count": 9, "least": 20}
    covenants.move(session, play.facilitator, play.id, "back_to_initiative", now=NOW, note=WHY)
    assert covenant(session, play).stage == "initiative"
    assert [m.to_stage for m in rows(session, play, tables.StageMove)] == ["negotiation", "initiative"]


def test_an_override_given_with_the_move_opens_what_may_be_passed(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW, but={("schone-mijnen", "INI-07")})
    covenants.move(
        session, play.facilitator, play.id, "start_negotiation", now=NOW, overrides={"G1-2": WHY, "G1-1": WHY}
    )
    (row,) = rows(session, play, tables.Override)
    assert (row.condition_id, row.reason, row.by_name) == ("G1-2", WHY, "Nadia Verkerk")
    (move,) = rows(session, play, tables.StageMove)
    (passed,) = [f for f in move.findings if f["result"] == "overridden"]
    assert (passed["id"], passed["reason"], passed["blockers"]) == (
        "G1-2",
        WHY,
        [play.parties["schone-mijnen"]],
    )


# what a move refuses


def test_a_shut_gate_answers_with_every_reason_and_changes_nothing(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW, but={("schone-mijnen", "INI-07"), ("ketenbureau", "INI-06")})
    before = ledger.head(session, play.id)
    with pytest.raises(errors.GateClosed) as refusal:
        covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW)
    assert [f.condition.id for f in refusal.value.findings if not f.passes] == ["G1-2", "G1-5"]
    assert covenant(session, play).stage == "initiative"
    assert ledger.head(session, play.id).size == before.size


def test_what_may_not_be_passed_stays_shut_whatever_the_reason(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW, but={("ketenbureau", "INI-06")})
    with pytest.raises(errors.GateClosed) as refusal:
        covenants.move(
            session, play.facilitator, play.id, "start_negotiation", now=NOW, overrides={"G1-5": WHY}
        )
    assert [f.condition.id for f in refusal.value.findings if not f.passes] == ["G1-5"]


def test_an_override_needs_twenty_characters_and_an_end_that_has_not_been(
    session: Session, play: cast.Play
) -> None:
    settled.settle(session, play, NOW, but={("schone-mijnen", "INI-07")})
    with pytest.raises(errors.Invalid) as refusal:
        covenants.move(
            session, play.facilitator, play.id, "start_negotiation", now=NOW, overrides={"G1-2": "x" * 19}
        )
    assert list(refusal.value.fields) == ["reason-G1-2"]
    with pytest.raises(errors.Invalid) as refusal:
        covenants.move(
            session, play.facilitator, play.id, "start_negotiation", now=NOW,
            overrides={"G1-2": "x" * 20}, valid_until={"G1-2": TODAY - timedelta(days=1)},
        )  # fmt: skip
    assert refusal.value.fields == {"until-G1-2": "Kies vandaag of een latere dag."}


def test_a_step_that_starts_elsewhere_is_a_wrong_state(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.WrongState) as refusal:
        covenants.move(session, play.facilitator, play.id, "start_signing", now=NOW)
    assert refusal.value.message == "Deze stap begint niet in de huidige fase."


def test_a_paused_track_keeps_its_stage(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW)
    tracks.move(
        session, play.facilitator, play.id, "pause", now=NOW, reason=WHY, review_on=TODAY + timedelta(days=60)
    )
    with pytest.raises(errors.WrongState) as refusal:
        covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW)
    assert refusal.value.message == ("Het traject loopt niet. Hervat het eerst; daarna kan de fase wijzigen.")


@pytest.mark.parametrize("action", ["close", "start", "", "fly"])
def test_a_step_that_does_not_exist_is_not_found(session: Session, play: cast.Play, action: str) -> None:
    with pytest.raises(errors.NotFound):
        covenants.move(session, play.facilitator, play.id, action, now=NOW)


@pytest.mark.parametrize("who", ["tamar", "renske", "ottilie", "casper", "joris"])
def test_only_the_facilitator_of_this_covenant_moves_it(session: Session, play: cast.Play, who: str) -> None:
    with pytest.raises(errors.Forbidden) as refusal:
        covenants.move(session, play.actors[who], play.id, "start_negotiation", now=NOW)
    assert refusal.value.message == "Dit kan alleen de facilitator van dit convenant."


def test_a_covenant_that_is_not_there_is_not_found(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.NotFound):
        covenants.move(session, play.facilitator, play.parties["ketenbureau"], "start_negotiation", now=NOW)


def test_a_move_on_an_old_page_is_stale_and_says_what_came_in_between(
    session: Session, play: cast.Play
) -> None:
    settled.settle(session, play, NOW)
    seen = ledger.head(session, play.id).size
    covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW, seen=seen)
    with pytest.raises(errors.Stale) as refusal:
        covenants.move(session, play.facilitator, play.id, "back_to_initiative", now=NOW, note=WHY, seen=seen)
    assert [(c.kind, c.by) for c in refusal.value.changes] == [("covenant.move", "Nadia Verkerk")]


def test_something_else_that_happened_does_not_make_a_move_stale(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW)
    seen = ledger.head(session, play.id).size
    participations.describe(
        session, play.facilitator, play.id, play.parties["schone-mijnen"], now=NOW, motivation="Herkomst."
    )
    covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW, seen=seen)
    assert covenant(session, play).stage == "negotiation"


def test_a_move_made_twice_is_made_once(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW)
    key = act.key_of("sleutel-van-het-formulier", {"on": TODAY})
    first = covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW, key=key)
    second = covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW, key=key)
    assert (second.again, second.seq) == (True, first.seq)
    assert len(rows(session, play, tables.StageMove)) == 1


def test_a_step_lies_neither_ahead_nor_before_the_previous_one(session: Session, play: cast.Play) -> None:
    settled.settle(session, play, NOW)
    with pytest.raises(errors.Invalid) as refusal:
        covenants.move(
            session, play.facilitator, play.id, "start_negotiation", now=NOW, on=TODAY + timedelta(days=1)
        )
    assert refusal.value.fields == {"on": "Kies vandaag of een eerdere dag."}
    covenants.move(session, play.facilitator, play.id, "start_negotiation", now=NOW, on=TODAY)
    with pytest.raises(errors.Invalid) as refusal:
        covenants.move(
            session, play.facilitator, play.id, "back_to_initiative", now=NOW, note=WHY,
            on=TODAY - timedelta(days=1),
        )  # fmt: skip
    assert refusal.value.fields == {"on": "Kies een dag vanaf %(day)s: toen was de vorige stap."}


def test_anybody_at_all_moves_nothing(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.Forbidden):
        covenants.move(session, policy.ANYBODY, play.id, "start_negotiation", now=NOW)
