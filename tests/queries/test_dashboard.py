"""The dashboard: counts that add up, what slips, what is passed, and the same on an earlier day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast
from tracker import errors, policy
from tracker.commands import imports, objections, participations, passing, plans, texts, tracks
from tracker.queries import dashboard
from tracker.queries.dashboard import Dashboard
from tracker.queries.portfolio import STATES
from tracker.store import db
from workflows.facts import STAGES

NOW = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
BEFORE = NOW - timedelta(days=34)
MANAGER = policy.Actor(id="m", name="Renske Bakker", roles=frozenset({policy.MANAGER}))
AUDITOR = policy.Actor(id="a", name="Ottilie van Dalen", roles=frozenset({policy.AUDITOR}))
FACTS = Path(imports.__file__).parents[1] / "data" / "convenanten.yaml"
REASON = "De ledenvergadering van de branche is uitgesteld."


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as session:
        yield session


def page(session: Session, actor: policy.Actor = MANAGER, as_of: datetime | None = None) -> Dashboard:
    return dashboard.page(session, actor, now=NOW, language="nl", as_of=as_of)


def test_every_track_counts_once_and_the_counts_add_up(session: Session) -> None:
    imports.run(session, FACTS.read_text("utf-8"), now=NOW)
    cast.covenant(session, NOW)
    found = page(session)
    assert found.total == 22
    assert sum(len(found.state(state)) for state in STATES) == 22
    assert sum(len(found.stage(stage)) for stage in STAGES) == len(found.state("active")) == 3
    assert (found.fictional, found.early) == (1, 1)
    assert list(found.health.values()) == ["on_track"]


def test_the_dashboard_is_for_managers_and_auditors(session: Session) -> None:
    play = cast.covenant(session, NOW)
    assert page(session, AUDITOR).total == page(session).total == 1
    for actor in (policy.ANYBODY, play.facilitator, play.speaker("vakbond-techniek"), play.administrator):
        with pytest.raises(errors.Forbidden) as refusal:
            page(session, actor)
        assert refusal.value.message == "Dit overzicht is voor managers en auditors."


def test_a_planned_date_that_moved_slips_from_its_first_promise(session: Session) -> None:
    play = cast.covenant(session, BEFORE)
    for day in (date(2025, 9, 1), date(2025, 10, 15), date(2025, 12, 15)):
        plans.plan(
            session, play.facilitator, play.id, stage="signing", planned_on=day, now=BEFORE, reason=REASON
        )
    plans.plan(
        session, play.facilitator, play.id, stage="negotiation", planned_on=date(2026, 1, 1), now=BEFORE
    )
    (slip,) = page(session).slips
    assert (slip.stage, slip.first, slip.now, slip.days, slip.times) == (
        "signing", date(2025, 9, 1), date(2025, 12, 15), 105, 2,
    )  # fmt: skip
    assert page(session).slipped == 1


def test_risks_are_counted_with_the_age_of_the_oldest(session: Session) -> None:
    play = cast.covenant(session, BEFORE)
    made = texts.add(
        session,
        play.facilitator,
        play.id,
        number="1",
        variants={"nl": texts.Variant(text="Artikel 5.")},
        now=BEFORE,
    )
    texts.table(session, play.facilitator, play.id, made.id, now=BEFORE)
    objections.raise_(
        session, play.facilitator, play.id, participation_id=play.parties["schone-mijnen"],
        severity="fundamental", now=BEFORE, on=date(2025, 10, 21), clause="artikel 5",
        reason="Dit artikel raakt onze achterban.", resolution="Een jaartal en een nulwaarde.",
    )  # fmt: skip
    found = page(session)
    assert (found.objections.count, found.objections.oldest) == (1, 34)
    assert [(track.name, count, oldest) for track, count, oldest in found.contested] == [
        ("Elektronica", 1, 34)
    ]
    assert found.with_health("blocked") == 1
    assert (found.reservations.count, found.reservations.oldest, found.leaving.count) == (0, None, 0)
    assert "achterban" not in str(found)


def test_a_passed_condition_is_listed_until_it_is_met(session: Session) -> None:
    play = cast.covenant(
        session, BEFORE, table=("vakbond-techniek", "schone-mijnen", "ministerie-nijverheid")
    )
    passing.override(
        session, play.facilitator, play.id, condition_id="G1-1", now=BEFORE,
        reason="Een brancheorganisatie is gevraagd en antwoordt in januari.",
    )  # fmt: skip
    assert [one.passed.condition_id for one in page(session).overrides] == ["G1-1"]
    assert page(session).passing.oldest == 34
    participations.add(
        session, cast.again(session, play.facilitator, NOW), play.id, now=NOW, kind="sector_association",
        role="negotiator", name_nl="Nieuwe Branche",
    )  # fmt: skip
    assert page(session).overrides == ()


def test_a_paused_track_says_how_long_and_when_it_is_looked_at_again(session: Session) -> None:
    play = cast.covenant(session, BEFORE)
    tracks.move(
        session, play.facilitator, play.id, "pause", now=BEFORE, reason="Bestuurswissel bij de branche.",
        review_on=date(2025, 12, 8),
    )  # fmt: skip
    found = page(session)
    assert [track.name for track in found.state("paused")] == ["Elektronica"]
    halt = found.halts[play.id]
    assert (halt.days, halt.review_on) == (34, date(2025, 12, 8))
    assert found.state("active") == ()


def test_an_earlier_day_shows_what_was_known_then(session: Session) -> None:
    cast.covenant(session, BEFORE, name="Eerste")
    then = page(session, as_of=BEFORE + timedelta(hours=1))
    second = cast.covenant(session, NOW, name="Tweede")
    tracks.move(
        session, second.facilitator, second.id, "stop", now=NOW, reason="Er is te weinig draagvlak gebleven."
    )
    assert [(track.name, track.state) for track in page(session).tracks] == [
        ("Eerste", "active"), ("Tweede", "stopped"),
    ]  # fmt: skip
    again = page(session, as_of=BEFORE + timedelta(hours=1))
    assert again == then
    assert [(track.name, track.state) for track in again.tracks] == [("Eerste", "active")]
    assert page(session, as_of=BEFORE - timedelta(days=1)).total == 0


def test_today_folded_from_the_ledger_equals_the_tables(session: Session) -> None:
    imports.run(session, FACTS.read_text("utf-8"), now=BEFORE)
    play = cast.covenant(session, BEFORE)
    plans.plan(session, play.facilitator, play.id, stage="signing", planned_on=date(2025, 9, 1), now=BEFORE)
    assert page(session, as_of=NOW) == page(session)
