"""The engine: every condition asked, every way round closed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.workflows.ready import TODAY, covenant, finding, with_item
from workflows import engine, loading
from workflows.engine import Action, Condition, Finding, NotApplicable, Override, OverrideRefused, Unmet
from workflows.facts import Facts, Objection

IMVO = loading.workflow("imvo-1")
READY = covenant("G2")
LATE = with_item(READY, "NEG-06", "ngo-a", status="in_progress")
WORDS = {"nl": "x", "en": "x"}
REASON = "Toegezegd op 12 november."


def passing(condition_id: str = "G2-8", **changes: Any) -> Override:
    """A valid way past a condition, made yesterday."""
    given = {"reason": REASON, "by": "Nadia", "on": TODAY - timedelta(days=1), **changes}
    return Override(condition_id, **given)


def tiny(answer: Any, *, overridable: bool = False) -> engine.Workflow:
    """A lifecycle of two states and one condition with this answer."""
    claim = Condition("C-1", "claim", lambda _: answer, WORDS, WORDS, WORDS, overridable)
    go = Action("go", ("a",), "b", WORDS, WORDS, ("facilitator",), conditions=(claim,))
    return engine.Workflow("tiny-1", "imvo", {"a": WORDS, "b": WORDS}, {"go": go}, "a", frozenset({"b"}))


def test_a_step_with_everything_in_order_moves_and_keeps_its_findings() -> None:
    moved = engine.advance(IMVO, "start_signing", "negotiation", READY)
    assert (moved.from_, moved.to) == ("negotiation", "signing")
    assert [f.result for f in moved.findings] == ["met"] * 10


def test_a_refusal_holds_every_finding_and_not_only_the_first_miss() -> None:
    worse = with_item(LATE, "NEG-09", "ngo-a", status="submitted")
    with pytest.raises(engine.Refused) as refused:
        engine.advance(IMVO, "start_signing", "negotiation", worse)
    assert len(refused.value.findings) == 10
    assert [f.condition.id for f in refused.value.missed] == ["G2-5", "G2-8"]
    assert refused.value.state == "negotiation"
    assert refused.value.findings == engine.examine(IMVO, "start_signing", worse)


@pytest.mark.parametrize("state", ["initiative", "signing", "implementation", "nowhere"])
def test_a_step_starts_only_where_the_definition_says(state: str) -> None:
    with pytest.raises(engine.WrongState) as wrong:
        engine.advance(IMVO, "start_signing", state, READY)
    assert (wrong.value.action, wrong.value.state) == ("start_signing", state)


@pytest.mark.parametrize("action", ["to_signing", "set_state", "fly", ""])
def test_a_step_that_does_not_exist_is_no_way_in(action: str) -> None:
    with pytest.raises(engine.WrongState):
        engine.advance(IMVO, action, "negotiation", READY)
    with pytest.raises(engine.WrongState):
        engine.examine(IMVO, action, READY)


@pytest.mark.parametrize("status", ["paused", "stopped", "ended", "succeeded"])
@pytest.mark.parametrize("action", IMVO.actions)
def test_no_stage_moves_while_the_track_does_not_run(status: str, action: str) -> None:
    still = replace(READY, track_status=status)
    with pytest.raises(engine.Refused) as refused:
        engine.advance(IMVO, action, IMVO.actions[action].from_[0], still)
    assert "T-1" in [f.condition.id for f in refused.value.missed]


def test_an_override_opens_a_condition_and_keeps_what_is_missing_in_view() -> None:
    found = finding(LATE, "G2-8", (passing(),))
    assert (found.result, found.override) == ("overridden", passing())
    assert found.unmet is not None
    assert engine.advance(IMVO, "start_signing", "negotiation", LATE, (passing(),)).to == "signing"


def test_an_override_closes_itself_once_the_condition_is_met() -> None:
    found = finding(READY, "G2-8", (passing(),))
    assert (found.result, found.override) == ("met", None)


@pytest.mark.parametrize(
    ("until", "result"),
    [(TODAY, "overridden"), (TODAY - timedelta(days=1), "not_met"), (None, "overridden")],
)
def test_an_override_lasts_up_to_and_including_its_last_day(until: date | None, result: str) -> None:
    assert finding(LATE, "G2-8", (passing(valid_until=until),)).result == result


def test_an_override_does_not_count_before_the_day_it_was_made() -> None:
    assert finding(LATE, "G2-8", (passing(on=TODAY),)).result == "overridden"
    assert finding(LATE, "G2-8", (passing(on=TODAY + timedelta(days=1)),)).result == "not_met"


def test_of_several_overrides_the_last_one_that_is_valid_counts() -> None:
    old, lapsed = passing(reason="De eerste reden die gold."), passing(on=TODAY, valid_until=TODAY)
    tomorrow = replace(LATE, today=TODAY + timedelta(days=1))
    assert finding(LATE, "G2-8", (old, lapsed)).override == lapsed
    assert finding(tomorrow, "G2-8", (old, lapsed)).override == old


def test_an_override_of_another_condition_or_of_a_hard_one_never_counts() -> None:
    assert finding(LATE, "G2-8", (passing("G2-9"),)).result == "not_met"
    hard = with_item(READY, "NEG-09", "ngo-a", status="in_progress")
    assert finding(hard, "G2-5", (passing("G2-5"),)).result == "not_met"
    with pytest.raises(OverrideRefused, match="not_overridable"):
        engine.may_override(finding(hard, "G2-5").condition, passing("G2-5"))


@pytest.mark.parametrize(
    "condition_id",
    [c.id for a in IMVO.actions.values() for c in a.gate if not c.overridable],
)
def test_each_of_the_twelve_hard_conditions_ignores_an_override(condition_id: str) -> None:
    gate = condition_id.split("-")[0]
    objection = Objection("ngo-a", "fundamental", True, TODAY)
    empty = Facts(today=TODAY, stage=covenant(gate).stage, objections=(objection,))
    assert finding(empty, condition_id, (passing(condition_id),)).result == "not_met"


def test_passing_the_consultations_makes_a_reservation_and_needs_a_deadline() -> None:
    known = with_item(READY, "NEG-10", "ngo-a", outcome="yes_if", open_conditions=1)
    assert finding(known, "G2-6", (passing("G2-6"),)).result == "not_met"
    dated = passing("G2-6", valid_until=TODAY + timedelta(days=30))
    assert finding(known, "G2-6", (dated,)).result == "overridden"
    with pytest.raises(OverrideRefused, match="deadline_required"):
        engine.may_override(finding(known, "G2-6").condition, passing("G2-6"))
    engine.may_override(finding(known, "G2-6").condition, dated)


def test_a_reason_counts_twenty_characters_without_the_spaces_around_it() -> None:
    assert passing(reason="a" * 20).reason == "a" * 20
    for short in ("a" * 19, f"  {'a' * 18}  ", ""):
        with pytest.raises(OverrideRefused) as refused:
            passing(reason=short)
        assert refused.value.code == "reason_too_short"


def test_an_override_cannot_end_before_it_began() -> None:
    with pytest.raises(OverrideRefused, match="valid_until_before_start"):
        passing(valid_until=TODAY - timedelta(days=2))


@pytest.mark.parametrize("answer", [True, False, 1, "ja", [], (), {"met": True}])
def test_a_check_that_answers_with_anything_else_is_a_fault_and_never_a_yes(answer: object) -> None:
    with pytest.raises(TypeError, match="C-1: check claim answered"):
        engine.advance(tiny(answer), "go", "a", READY)


def test_not_applicable_opens_and_is_told_apart_from_met() -> None:
    moved = engine.advance(tiny(NotApplicable()), "go", "a", READY)
    assert [f.result for f in moved.findings] == ["not_applicable"]


def test_a_check_that_fails_leaves_the_state_alone_and_says_so() -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    flow = tiny(None)
    claim = replace(flow.actions["go"].conditions[0], test=broken)
    go = replace(flow.actions["go"], conditions=(claim,))
    worse = engine.Workflow("tiny-1", "imvo", flow.states, {"go": go}, "a", frozenset({"b"}))
    with pytest.raises(ZeroDivisionError):
        engine.advance(worse, "go", "a", READY)


def test_facts_and_findings_cannot_be_changed_afterwards() -> None:
    moved = engine.advance(IMVO, "start_signing", "negotiation", READY)
    with pytest.raises(FrozenInstanceError):
        moved.to = "implementation"  # type: ignore[misc]


def test_the_machine_has_no_automatic_short_cuts() -> None:
    assert set(IMVO._machine.events) == set(IMVO.actions)
    assert IMVO._machine.models == []


def test_findings_come_in_screen_order_hard_misses_first() -> None:
    hard = with_item(LATE, "NEG-09", "ngo-a", status="in_progress")
    known = with_item(hard, "NEG-08", "branche-a", status="submitted")
    found = engine.screen_order(engine.examine(IMVO, "start_signing", known, (passing("G2-9"),)))
    assert [f.condition.id for f in found[:4]] == ["G2-5", "G2-8", "G2-9", "G2-1"]
    assert [f.rank for f in found] == [0, 1, 2, 3, 3, 3, 3, 3, 3, 3]
    assert Finding(found[0].condition, "not_applicable").rank == 4
    assert not engine.is_open(found)
    assert engine.is_open(f for f in found if f.rank > 1)


def test_leaving_lists_the_steps_from_a_state_in_the_order_of_the_definition() -> None:
    assert [a.name for a in engine.leaving(IMVO, "signing")] == [
        "start_implementation",
        "back_to_negotiation",
    ]
    assert engine.leaving(loading.workflow("track-1"), "stopped") == ()


def test_many_threads_at_once_get_their_own_answers() -> None:
    def attempt(n: int) -> str:
        known = READY if n % 2 else LATE
        try:
            return engine.advance(IMVO, "start_signing", "negotiation", known).to
        except engine.Refused as refused:
            return ",".join(f.condition.id for f in refused.missed)

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(attempt, range(400)))
    assert results == ["G2-8", "signing"] * 200


def test_the_same_facts_give_the_same_findings() -> None:
    assert engine.examine(IMVO, "start_signing", LATE) == engine.examine(IMVO, "start_signing", LATE)
    assert isinstance(finding(LATE, "G2-8").unmet, Unmet)
