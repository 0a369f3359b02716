"""What a covenant plans and agrees about itself: planned dates, its term, its description."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast
from tracker import errors
from tracker.commands import act, plans
from tracker.store import db, dossiers, facts, ledger, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHY = "Het bezwaar op artikel vijf vraagt meer tijd."


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return cast.covenant(session, NOW)


def dossier(session: Session, play: cast.Play) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)


def plan(session: Session, play: cast.Play, on: date, who: str = "nadia", **values: object) -> act.Receipt:
    sent = {"stage": "signing", "planned_on": on, "now": NOW, **values}
    return plans.plan(session, play.actors[who], play.id, **sent)  # type: ignore[arg-type]


def term(session: Session, play: cast.Play, who: str = "nadia", **values: object) -> act.Receipt:
    sent = {"effective_on": date(2027, 1, 1), "ends_on": date(2031, 12, 31), "now": NOW, **values}
    return plans.set_term(session, play.actors[who], play.id, **sent)  # type: ignore[arg-type]


def test_a_second_plan_needs_a_reason_and_keeps_the_first(session: Session, play: cast.Play) -> None:
    plan(session, play, date(2026, 10, 1))
    with pytest.raises(errors.Invalid) as refusal:
        plan(session, play, date(2026, 12, 1))
    assert list(refusal.value.fields) == ["reason"]
    plan(session, play, date(2026, 12, 1), reason=WHY)
    found = dossier(session, play)
    assert [p.on for p in found.rows(tables.PlannedDate)] == [date(2026, 10, 1), date(2026, 12, 1)]
    assert facts.planned_dates(found) == {"signing": date(2026, 12, 1)}


def test_a_plan_is_for_a_stage_there_is(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        plan(session, play, date(2026, 10, 1), stage="party")
    assert refusal.value.fields == {"stage": "Kies een van de mogelijkheden."}
    assert plan(session, play, date(2031, 10, 1), stage="closing").seq


def test_the_term_makes_the_covenant_years(session: Session, play: cast.Play) -> None:
    receipt = term(session, play)
    covenant = dossier(session, play).covenant
    assert (covenant.effective_on, covenant.ends_on) == (date(2027, 1, 1), date(2031, 12, 31))
    assert len(facts.cycles_of(covenant, date(2026, 3, 2))) == 5
    (line,) = ledger.lines(session, play.id, seqs=[receipt.seq])
    assert (line.level, line.fields["says"]["effective_on"]) == ("public", "2027-01-01")


@pytest.mark.parametrize(("end", "taken"), [(date(2027, 1, 1), False), (date(2027, 1, 2), True)])
def test_a_term_ends_after_it_began(session: Session, play: cast.Play, end: date, taken: bool) -> None:
    if taken:
        assert term(session, play, ends_on=end).seq
    else:
        with pytest.raises(errors.Invalid) as refusal:
            term(session, play, ends_on=end)
        assert refusal.value.fields == {"ends_on": "De looptijd eindigt na de inwerkingtreding."}


def test_a_description_changes_what_it_names_and_nothing_else(session: Session, play: cast.Play) -> None:
    plans.describe(
        session, play.facilitator, play.id, now=NOW, scope="Kleine apparaten", quorum={"ngo": 2},
        threshold_share=Decimal("0.3"),
    )  # fmt: skip
    covenant = dossier(session, play).covenant
    assert (covenant.scope, covenant.quorum, covenant.threshold_share, covenant.name_nl) == (
        "Kleine apparaten",
        {"ngo": 2},
        Decimal("0.3"),
        "Elektronica",
    )


def test_a_stage_is_no_description(session: Session, play: cast.Play) -> None:
    with pytest.raises(TypeError):
        plans.describe(session, play.facilitator, play.id, now=NOW, stage="signing")


@pytest.mark.parametrize("who", ["tamar", "renske", "ottilie", "joris"])
def test_only_the_facilitator_plans_and_describes(session: Session, play: cast.Play, who: str) -> None:
    with pytest.raises(errors.Forbidden):
        plan(session, play, date(2026, 10, 1), who)
    with pytest.raises(errors.Forbidden):
        term(session, play, who)
    with pytest.raises(errors.Forbidden):
        plans.describe(session, play.actors[who], play.id, now=NOW, scope="x")


def test_what_is_not_there_cannot_be_planned(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.NotFound):
        plans.set_term(
            session, play.facilitator, play.parties["ketenbureau"], effective_on=date(2027, 1, 1),
            ends_on=date(2028, 1, 1), now=NOW,
        )  # fmt: skip


def test_planning_on_an_old_page_is_stale_for_that_stage_only(session: Session, play: cast.Play) -> None:
    seen = ledger.head(session, play.id).size
    plan(session, play, date(2026, 10, 1), seen=seen)
    with pytest.raises(errors.Stale):
        plan(session, play, date(2026, 11, 1), seen=seen, reason=WHY)
    assert plan(session, play, date(2026, 5, 1), stage="negotiation", seen=seen).seq
    term(session, play, seen=seen)
    with pytest.raises(errors.Stale):
        term(session, play, seen=seen)


def test_planning_twice_with_one_key_is_planning_once(session: Session, play: cast.Play) -> None:
    key = act.Key("sleutel-van-het-formulier")
    plan(session, play, date(2026, 10, 1), key=key)
    assert plan(session, play, date(2026, 10, 1), key=key).again
    assert len(dossier(session, play).rows(tables.PlannedDate)) == 1
