"""Rounds of answers: sealed ones open for all at once, when the last is in or the last day is over, and once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import registers
from tests.commands.positions.conftest import NGO, OWN, THREE, UNION, WAY, WHY, Table
from tests.registers import NOW
from tracker import errors
from tracker.commands import act, drafting, leaving, positions, rounds, texts, tracks
from tracker.queries import audit
from tracker.store import drawers, facts, ledger, shifts, tables
from workflows.conditions.text import no_open_fundamental_objection

KEY = act.Key("sleutel-van-een-ronde", "x")
LONG = "Een reden van meer dan twintig tekens."


def only(table: Table) -> tables.PositionRound:
    (round_,) = table.dossier().rows(tables.PositionRound)
    return round_


def suspend(table: Table, slug: str) -> None:
    leaving.suspend(
        table.session, table.play.facilitator, table.id, table.party(slug), now=table.now, reason=LONG,
        review_on=table.now.date() + timedelta(days=60),
    )  # fmt: skip


def due(table: Table) -> int:
    return rounds.open_due(table.session, table.now)


def test_a_round_asks_every_active_party_and_there_is_one_at_a_time(table: Table) -> None:
    suspend(table, NGO)
    table.round()
    assert set(only(table).asked) == {table.party(OWN), table.party(UNION)}
    with pytest.raises(errors.WrongState, match="loopt al een ronde"):
        table.round()


def test_only_the_facilitator_opens_a_round_and_not_with_a_day_gone_by(table: Table) -> None:
    for who in (table.play.speaker(OWN), table.play.manager, table.play.supporter):
        with pytest.raises(errors.Forbidden):
            table.round(who=who)
    with pytest.raises(errors.Invalid):
        table.round(days=-1)
    draft = registers.draft(table.session, table.play, "1.0")
    with pytest.raises(errors.WrongState):
        table.round(text_id=draft)
    with pytest.raises(errors.NotFound):
        table.round(text_id="bestaat-niet")
    first = table.round(key=KEY)
    again = rounds.open_(
        table.session, table.play.facilitator, table.id, text_id=table.text, sealed=True,
        deadline=date(2026, 3, 9), now=NOW, key=KEY,
    )  # fmt: skip
    assert (bool(first), again.again) == (True, True)


def test_sealing_leaves_no_line_until_the_last_one_is_in_and_then_one_line_holds_all(table: Table) -> None:
    table.round()
    before = table.size()
    table.share(OWN, "reservation", remarks="Mits er geld is.")
    table.share(OWN, "remarks", clause_id=table.clause("1"), remarks="Korter graag.")
    table.share(NGO, "fundamental", clause_id=table.clause("5.2"), remarks=WHY, resolution=WAY)
    table.share(NGO, "abstain")
    assert (table.size(), table.positions()) == (before, [])
    assert no_open_fundamental_objection(facts.gather(table.dossier())) is None, "the gate hears nothing yet"
    table.share(UNION)
    assert table.kinds()[before:] == ["round.reveal", *["requirement.submit"] * 3]
    (reveal,) = [line for line in ledger.lines(table.session, table.id) if line.kind == "round.reveal"]
    rows = {name.partition("#")[0] for name in reveal.fields if name.startswith("row:position/")}
    assert len(rows) == len(table.positions()) == 5
    assert (reveal.fields["actor"], reveal.fields["says"]["rule"], reveal.owner) == (
        "Convenantwijzer", "round.everyone_in", "",
    )  # fmt: skip
    assert table.live() == {
        (OWN, ""): "reservation", (OWN, table.clause("1")): "remarks", (NGO, ""): "abstain",
        (NGO, table.clause("5.2")): "fundamental", (UNION, ""): "agree",
    }  # fmt: skip
    assert no_open_fundamental_objection(facts.gather(table.dossier())) is not None
    assert (only(table).status, only(table).ended_how) == ("revealed", "everyone_in")
    assert due(table) == 0
    for log in (table.id, *(table.party(s) for s in THREE)):
        assert audit.check(table.session, log) == []


def test_a_sealed_position_is_replaced_until_the_round_opens(table: Table) -> None:
    table.round()
    table.share(OWN, "reservation", remarks="Eerst dit.")
    table.save(OWN, "agree")
    assert sorted(table.drafts(OWN)) == [("draft", "agree"), ("sealed", "reservation")]
    table.share(OWN, "abstain")
    assert table.drafts(OWN) == [("sealed", "abstain")]
    table.share(UNION)
    table.share(NGO)
    assert table.live()[OWN, ""] == "abstain"


def test_only_clauses_do_not_make_a_party_in(table: Table) -> None:
    round_id = table.round()
    table.share(OWN, clause_id=table.clause("1"))
    assert drawers.handed_in(table.session, round_id) == frozenset()
    table.share(OWN)
    assert drawers.handed_in(table.session, round_id) == {table.party(OWN)}


def test_the_facilitator_sees_who_is_in_and_nobody_else_does(table: Table) -> None:
    round_id = table.round()
    table.share(OWN, "remarks", remarks="Geheim tot het einde.")
    told = {
        name: drawers.told_in(table.session, table.dossier(who), round_id)
        for name, who in (
            ("facilitator", table.play.facilitator), ("own", table.play.speaker(OWN)),
            ("rival", table.play.speaker(UNION)), ("manager", table.play.manager),
            ("auditor", table.play.auditor), ("supporter", table.play.supporter),
        )
    }  # fmt: skip
    mine = frozenset([table.party(OWN)])
    assert told == {
        "facilitator": mine, "own": mine, "rival": frozenset(), "manager": frozenset(),
        "auditor": frozenset(), "supporter": frozenset(),
    }  # fmt: skip
    assert drawers.own(table.session, table.dossier()) == ()


def test_nobody_seals_for_a_party(table: Table) -> None:
    table.round()
    with pytest.raises(errors.WrongState, match="alleen de partij zelf"):
        table.share(OWN, who=table.play.facilitator)
    with pytest.raises(errors.Forbidden):
        table.share(OWN, who=table.play.speaker(UNION))


def test_taking_a_sealed_position_out_makes_the_party_not_in(table: Table) -> None:
    round_id = table.round()
    sealed = table.share(OWN).id
    drafting.drop(table.session, table.play.speaker(OWN), table.id, sealed, now=NOW)
    assert drawers.handed_in(table.session, round_id) == frozenset()


def test_nobody_waits_for_a_party_that_left_or_stands_still(table: Table) -> None:
    table.round()
    table.share(OWN)
    table.share(UNION, "remarks", remarks="Van wie opgeschort werd.")
    suspend(table, NGO)
    suspend(table, UNION)
    assert rounds.is_due(table.session, table.play.slug, table.now) == table.id
    assert (due(table), due(table)) == (1, 0)
    assert table.live() == {(OWN, ""): "agree"}
    assert table.drafts(UNION) == [("sealed", "remarks")], "what it sealed stays its own"


@pytest.mark.parametrize(
    ("now", "deadline", "over_at"),
    [
        (NOW, date(2026, 3, 9), datetime(2026, 3, 9, 23, 0, tzinfo=UTC)),  # winter time
        (datetime(2026, 3, 28, 9, tzinfo=UTC), date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (datetime(2026, 10, 24, 9, tzinfo=UTC), date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
    ids=["winter", "the day the clock goes forward", "the day it goes back"],
)
def test_the_last_day_counts_whole_in_amsterdam(
    table: Table, now: datetime, deadline: date, over_at: datetime
) -> None:
    table.now = now
    table.round(deadline=deadline)
    table.share(OWN, "remarks", remarks="Op tijd.")
    table.now = over_at - timedelta(seconds=1)
    assert due(table) == 0
    table.share(UNION)
    table.now = over_at
    with pytest.raises(errors.WrongState, match=deadline.isoformat()):
        table.share(NGO)
    assert (due(table), due(table)) == (1, 0)
    assert table.live() == {(OWN, ""): "remarks", (UNION, ""): "agree"}
    assert (only(table).ended_how, only(table).ended_on) == ("deadline", deadline + timedelta(days=1))


def test_a_cancelled_round_opens_nothing_and_drafts_stay_the_partys(table: Table) -> None:
    round_id = table.round()
    sealed = table.share(OWN, "remarks", remarks="Van ons.").id
    given = {"reason": LONG, "now": NOW}
    with pytest.raises(errors.Forbidden):
        rounds.cancel(table.session, table.play.speaker(OWN), table.id, round_id, **given)  # type: ignore[arg-type]
    with pytest.raises(errors.Invalid):
        rounds.cancel(table.session, table.play.facilitator, table.id, round_id, reason="kort", now=NOW)
    rounds.cancel(table.session, table.play.facilitator, table.id, round_id, **given)  # type: ignore[arg-type]
    with pytest.raises(errors.WrongState):
        rounds.cancel(table.session, table.play.facilitator, table.id, round_id, **given)  # type: ignore[arg-type]
    assert table.positions() == []
    positions.share_draft(table.session, table.play.speaker(OWN), table.id, sealed, now=NOW)
    assert (table.live(), table.drafts(OWN)) == ({(OWN, ""): "remarks"}, [])


def test_a_new_version_ends_the_round_without_opening_it(table: Table) -> None:
    table.round()
    table.share(OWN, "remarks", remarks="Over de oude versie.")
    draft = registers.draft(table.session, table.play, "1.0")
    texts.table(table.session, table.play.facilitator, table.id, draft, now=NOW)
    assert (due(table), table.positions()) == (1, [])
    assert (only(table).status, only(table).ended_how) == ("cancelled", "superseded")


def move(table: Table, action: str, **more: object) -> None:
    tracks.move(
        table.session, table.play.facilitator, table.id, action, now=table.now, reason=LONG, **more  # type: ignore[arg-type]
    )  # fmt: skip


def test_when_the_talks_stop_what_is_sealed_stays_shut(table: Table) -> None:
    table.round()
    table.share(OWN, "remarks", remarks="Van ons.")
    move(table, "stop")
    table.now += timedelta(days=30)
    assert rounds.is_due(table.session, table.play.slug, table.now) == table.id
    assert (due(table), due(table)) == (1, 0)
    assert table.positions() == []
    assert (only(table).status, only(table).ended_how) == ("cancelled", "stopped")
    assert table.drafts(OWN) == [("sealed", "remarks")], "what it sealed stays its own"
    assert "requirement.submit" not in table.kinds()
    assert audit.check(table.session, table.id) == []


@pytest.mark.parametrize("shifted", [True, False])
def test_in_a_pause_no_last_day_runs_out_and_resuming_moves_it(table: Table, shifted: bool) -> None:
    round_id = table.round(days=7)
    table.share(OWN, "remarks", remarks="Van ons.")
    move(table, "pause", review_on=table.now.date() + timedelta(days=60))
    table.now += timedelta(days=30)
    assert (rounds.is_due(table.session, table.play.slug, table.now), due(table)) == ("", 0)
    moved = [s.key for s in shifts.proposals(table.dossier(), table.now.date()) if s.row_id == round_id]
    assert len(moved) == 1
    move(table, "resume", shift=moved if shifted else [])
    assert due(table) == (0 if shifted else 1)
    assert bool(table.positions()) is not shifted


def test_an_open_round_shows_what_is_shared_at_once_and_ends_with_the_last(table: Table) -> None:
    table.round(sealed=False)
    table.share(OWN)
    assert table.live() == {(OWN, ""): "agree"}
    table.share(UNION, who=table.play.facilitator)
    table.share(NGO, "abstain")
    assert table.kinds()[-1] == "round.end"
    assert only(table).ended_how == "everyone_in"


def test_the_second_click_of_the_last_party_is_answered_and_opens_nothing_again(table: Table) -> None:
    table.round()
    table.share(OWN)
    table.share(UNION)
    first = table.share(NGO, key=KEY)
    size = table.size()
    again = table.share(NGO, key=KEY)
    assert (again.log, again.seq, again.again, table.size()) == (first.log, first.seq, True, size)
