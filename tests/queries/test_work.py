"""Landing pages: the facilitator's triage and inbox, and what a party has to do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, registers
from tests.cast import Play
from tracker import policy
from tracker.commands import motions, objections, passing, plans, requirements, texts, tracks
from tracker.queries import party_work, work
from tracker.store import db, shelf, tables

NOW = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2025, 11, 24)
BEFORE = NOW - timedelta(days=30)


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as session:
        yield session


@pytest.fixture
def play(session: Session) -> Play:
    return cast.covenant(session, BEFORE, on=date(2025, 10, 1))


def desk(session: Session, play: Play) -> work.FacilitatorWork:
    return work.facilitator(session, cast.again(session, play.facilitator, NOW), now=NOW, language="nl")


def ours(session: Session, actor: policy.Actor) -> party_work.PartyWork:
    return party_work.party(session, cast.again(session, actor, NOW), now=NOW, language="nl")


def submit(session: Session, play: Play, slug: str, code: str) -> None:
    requirements.submit(
        session, play.speaker(slug), play.id, play.parties[slug], code, now=BEFORE,
        title="Brief van het bestuur", text="Ons bestuur besloot op 3 november om deel te nemen.",
    )  # fmt: skip


def text_on_the_table(session: Session, play: Play) -> None:
    made = texts.add(
        session,
        play.facilitator,
        play.id,
        number="1",
        variants={"nl": texts.Variant(text="Artikel 5.")},
        now=BEFORE,
    )
    texts.table(session, play.facilitator, play.id, made.id, now=BEFORE)


def planned(session: Session, play: Play, day: date, now: datetime = BEFORE) -> None:
    plans.plan(
        session, play.facilitator, play.id, stage="negotiation", planned_on=day, now=now,
        reason="De ledenvergadering van de branche is uitgesteld.",
    )  # fmt: skip


def test_own_covenants_are_sorted_by_what_they_ask(session: Session) -> None:
    def covenant(name: str) -> Play:
        return cast.covenant(session, BEFORE, name=name, on=date(2025, 10, 1))

    paused, calm, waiting, late, blocked = (covenant(n) for n in ("Een", "Twee", "Drie", "Vier", "Vijf"))
    tracks.move(
        session, paused.facilitator, paused.id, "pause", now=BEFORE, on=date(2025, 10, 14),
        reason="Bestuurswissel bij de branche.", review_on=date(2025, 12, 8),
    )  # fmt: skip
    planned(session, calm, date(2025, 12, 20))
    submit(session, waiting, "vakbond-techniek", "INI-01")
    requirements.set_due(
        session, late.facilitator, late.id, late.parties["schone-mijnen"], "INI-01", now=BEFORE,
        due_on=date(2025, 11, 20),
    )  # fmt: skip
    planned(session, blocked, date(2025, 11, 20))
    found = desk(session, blocked)
    assert [(one.name, one.rank) for one in found.covenants] == [
        ("Vijf", "blocked"), ("Vier", "overdue"), ("Drie", "waiting"), ("Twee", "on_track"), ("Een", "paused"),
    ]  # fmt: skip
    assert [one.paused_days for one in found.covenants] == [None, None, None, None, 41]
    assert found.covenants[-1].reason == "Bestuurswissel bij de branche."
    assert (found.count("blocked"), found.mine, found.running) == (1, 1, 4)
    assert [
        (row.covenant, row.late.name, row.late.count) for row in found.late if row.covenant == "Vier"
    ] == [("Vier", "Stichting Schone Mijnen", 1)]


def test_what_was_handed_in_waits_with_a_link_to_its_panel(session: Session, play: Play) -> None:
    submit(session, play, "vakbond-techniek", "INI-01")
    (piece,) = desk(session, play).pieces
    party = play.parties["vakbond-techniek"]
    assert piece.path == f"/convenanten/elektronica/partijen/{party}/vereisten/INI-01"
    assert (piece.party, piece.document, piece.submitted_by, piece.visibility, piece.conflict) == (
        "Vakbond Techniek", "Brief van het bestuur", "Tamar Linden", "table", False,
    )  # fmt: skip
    requirements.accept(session, play.facilitator, play.id, party, "INI-01", now=NOW)
    assert desk(session, play).pieces == ()


def test_nobody_judges_a_piece_of_the_own_organisation(session: Session, play: Play) -> None:
    submit(session, play, "vakbond-techniek", "INI-01")
    nadia = cast.again(session, play.facilitator, NOW)
    union = cast.again(session, play.speaker("vakbond-techniek"), NOW)
    both = policy.Actor(
        id=nadia.id, name=nadia.name, roles=nadia.roles, assignments=nadia.assignments,
        organisations=nadia.organisations | union.organisations,
    )  # fmt: skip
    found = work.facilitator(session, both, now=NOW, language="nl")
    assert [piece.conflict for piece in found.pieces] == [True]
    assert found.mine == 0


def test_a_passed_condition_stays_listed_with_its_reason(session: Session, play: Play) -> None:
    reason = "Een derde vakbond is gevraagd en antwoordt in januari."
    small = cast.covenant(session, BEFORE, name="Klein", table=("vakbond-techniek",), on=date(2025, 10, 1))
    passing.override(
        session, small.facilitator, small.id, condition_id="G1-1", reason=reason, now=BEFORE,
        valid_until=date(2025, 12, 12),
    )  # fmt: skip
    (row,) = desk(session, small).passed
    assert (row.covenant, row.passed.condition_id, row.passed.reason, row.passed.lapsed) == (
        "Klein", "G1-1", reason, False,
    )  # fmt: skip


def test_the_week_holds_what_falls_due_in_seven_days(session: Session, play: Play) -> None:
    planned(session, play, TODAY + timedelta(days=7))
    week = desk(session, play).week
    assert (week[0].on, week[0].what) == (date(2025, 12, 1), "Gepland: Onderhandeling")
    assert all(day.on == date(2025, 12, 1) for day in week)
    planned(session, play, TODAY + timedelta(days=8), now=NOW)
    assert desk(session, play).week == ()


def test_somebody_without_covenants_has_an_empty_desk(session: Session, play: Play) -> None:
    found = work.facilitator(session, play.actors["joris"], now=NOW, language="nl")
    assert (found.covenants, found.pieces, found.late, found.passed) == ((), (), (), ())


def test_a_party_sees_its_open_points_overdue_first(session: Session, play: Play) -> None:
    bram = play.speaker("platform-apparatuur")
    requirements.set_due(
        session, play.facilitator, play.id, play.parties["platform-apparatuur"], "INI-05", now=BEFORE,
        due_on=date(2025, 11, 20),
    )  # fmt: skip
    planned(session, play, date(2025, 12, 20))
    found = ours(session, bram)
    assert found.organisations == ("Platform Duurzame Apparatuur",)
    assert [point.due for point in found.asked] == [date(2025, 11, 20)] + [date(2025, 12, 20)] * 4
    assert found.asked[0].title["nl"] == "Afbakening en representativiteit onderbouwd"
    assert (found.overdue, found.returned) == (1, 0)
    assert {point.party for point in found.asked} == {"Platform Duurzame Apparatuur"}


def test_what_came_back_says_why_and_what_was_handed_in_is_apart(session: Session, play: Play) -> None:
    bram, mine = play.speaker("platform-apparatuur"), play.parties["platform-apparatuur"]
    submit(session, play, "platform-apparatuur", "INI-01")
    submit(session, play, "platform-apparatuur", "INI-03")
    reason = "Doel 3 noemt geen jaartal en geen nulwaarde. Vul beide aan."
    requirements.return_(session, play.facilitator, play.id, mine, "INI-03", now=NOW, reason=reason)
    found = ours(session, bram)
    (back,) = [point for point in found.asked if point.status == "returned"]
    assert (back.reason, back.by) == (reason, "Nadia Verkerk")
    assert [point.title["nl"] for point in found.submitted] == ["Bereidheid tot deelname uitgesproken"]
    assert found.returned == 1


def test_a_rival_never_reads_that_a_mandate_came_back(session: Session, play: Play) -> None:
    session.execute(sa.update(tables.Covenant).values(stage="negotiation"))
    shelf.shelf.clear()
    submit(session, play, "platform-apparatuur", "NEG-01")
    reason = "Het besluit noemt geen einddatum. Vul die nog aan."
    mine = play.parties["platform-apparatuur"]
    requirements.return_(session, play.facilitator, play.id, mine, "NEG-01", now=NOW, reason=reason)
    own, rival = (ours(session, play.speaker(s)) for s in ("platform-apparatuur", "vakbond-techniek"))
    assert (own.returned, rival.returned) == (1, 0)
    assert reason in str(own)
    assert reason not in str(rival)
    assert "teruggegeven" in str(own.changes)
    assert "teruggegeven" not in str(rival.changes)


def test_a_party_sees_stage_step_and_gate(session: Session, play: Play) -> None:
    (stand,) = ours(session, play.speaker("vakbond-techniek")).stands
    assert stand.inside
    assert [(step.stage, step.state) for step in stand.steps] == [
        ("initiative", "now"), ("negotiation", "todo"), ("signing", "todo"), ("implementation", "todo"),
    ]  # fmt: skip
    assert stand.steps[0].since == "2025-10-01"
    assert stand.outlook.gate is not None
    assert stand.outlook.gate.of == 6


def test_a_company_outside_the_table_sees_no_signal_and_no_gate(session: Session) -> None:
    play = cast.covenant(session, BEFORE, company=True, on=date(2025, 10, 1))
    text_on_the_table(session, play)
    objections.raise_(
        session, play.facilitator, play.id, participation_id=play.parties["schone-mijnen"],
        severity="fundamental", now=BEFORE, clause="artikel 5", reason="Dit artikel raakt onze achterban.",
        resolution="Een jaartal en een nulwaarde.",
    )  # fmt: skip
    (inside,) = ours(session, play.speaker("vakbond-techniek")).stands
    (outside,) = ours(session, play.company).stands
    assert (inside.outlook.health, inside.outlook.objections) == ("blocked", 1)
    assert (outside.outlook.health, outside.outlook.gate, outside.outlook.objections) == ("", None, 0)
    assert not outside.inside
    assert ours(session, play.company).company


def test_the_clock_stands_still_during_a_pause(session: Session, play: Play) -> None:
    planned(session, play, date(2025, 11, 20))
    union = play.speaker("vakbond-techniek")
    assert ours(session, union).overdue == 4
    tracks.move(
        session, play.facilitator, play.id, "pause", now=NOW, reason="Bestuurswissel bij de branche.",
        review_on=date(2025, 12, 8),
    )  # fmt: skip
    paused = ours(session, union)
    assert paused.overdue == 0
    assert all(point.stopped for point in paused.asked)


def test_nothing_is_asked_once_the_track_stopped(session: Session, play: Play) -> None:
    tracks.move(
        session, play.facilitator, play.id, "stop", now=NOW, reason="Er is te weinig draagvlak gebleven."
    )
    found = ours(session, play.speaker("vakbond-techniek"))
    assert (found.asked, found.submitted) == ((), ())
    assert found.stands[0].outlook.track_status == "stopped"


def test_somebody_of_no_organisation_sees_nothing(session: Session, play: Play) -> None:
    found = ours(session, play.manager)
    assert (found.stands, found.asked, found.changes) == ((), (), ())


def test_a_party_reads_the_newest_changes_it_may_see(session: Session, play: Play) -> None:
    planned(session, play, date(2025, 12, 20), now=NOW)
    newest = ours(session, play.speaker("vakbond-techniek")).changes[0]
    assert newest.line.subject == "Geplande datum van Onderhandeling"
    assert newest.covenant == "Elektronica"


# at the table


def test_a_party_is_asked_to_vote_until_it_did(session: Session, play: Play) -> None:
    negotiating(session, play)
    made = motions.open_(
        session, play.facilitator, play.id, title="Noemen we de mijnen?", rule="drie_vijfde",
        deadline=TODAY + timedelta(days=9), now=BEFORE,
    )  # fmt: skip
    union = play.speaker("vakbond-techniek")
    (ask,) = ours(session, union).asks
    assert (ask.kind, ask.name, ask.due) == ("vote", "Noemen we de mijnen?", TODAY + timedelta(days=9))
    assert ask.href == f"/convenanten/{play.slug}/stemmingen/{made.id}"
    motions.vote(
        session, union, play.id, made.id, participation_id=play.parties["vakbond-techniek"], value="yes",
        now=BEFORE,
    )  # fmt: skip
    assert ours(session, union).asks == ()
    assert len(ours(session, play.speaker("schone-mijnen")).asks) == 1
    assert desk(session, play).asks == ()


def test_the_response_to_the_text_leads_to_where_one_takes_a_position(session: Session, play: Play) -> None:
    negotiating(session, play)
    text_on_the_table(session, play)
    found = ours(session, play.speaker("vakbond-techniek")).asked
    (point,) = (p for p in found if p.path.endswith("/standpunt"))
    assert point.title["nl"] == "Reactie op de actuele tekstversie gegeven"


def negotiating(session: Session, play: Play) -> None:
    registers.put_in(session, play, "negotiation", BEFORE)
