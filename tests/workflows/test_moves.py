"""Who must move next, worked out from what is missing."""

from dataclasses import replace
from datetime import timedelta

from tests.workflows.ready import TODAY, covenant, with_item
from workflows import engine, loading, moves
from workflows.engine import Override
from workflows.facts import Facts, Objection, Text

READY = covenant("G2")


def told(known: Facts, *overrides: Override) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Actor, party and codes, in order."""
    found = engine.examine(loading.workflow("imvo-1"), "start_signing", known, overrides)
    return [(m.actor, m.party_id, m.what) for m in moves.next_moves(found)]


def test_an_open_gate_asks_nothing_of_anybody() -> None:
    assert told(READY) == []


def test_a_party_that_has_not_finished_must_move() -> None:
    assert told(with_item(READY, "NEG-06", "ngo-a", status="in_progress")) == [
        ("party", "ngo-a", ("NEG-06",))
    ]


def test_what_was_handed_in_is_on_the_facilitators_desk() -> None:
    assert told(with_item(READY, "NEG-06", "ngo-a", status="submitted")) == [
        ("facilitator", None, ("NEG-06",))
    ]


def test_the_facilitators_own_homework_is_on_the_facilitators_desk() -> None:
    assert told(with_item(READY, "NEG-08", "gids", status="in_progress")) == [
        ("facilitator", None, ("NEG-08",))
    ]


def test_an_answer_that_waits_for_the_final_text_asks_nothing_of_the_party() -> None:
    tabled = replace(READY, texts=(Text("v2", "1.0", "tabled"),))
    assert {(actor, party) for actor, party, _ in told(tabled)} == {("facilitator", None)}


def test_an_objection_is_for_the_party_and_the_facilitator_together() -> None:
    known = replace(READY, objections=(Objection("ngo-a", "fundamental", True, TODAY),))
    assert told(known) == [("facilitator", None, ("objection",)), ("party", "ngo-a", ("objection",))]


def test_everything_one_party_has_to_do_is_one_entry() -> None:
    known = with_item(READY, "NEG-06", "ngo-a", status="in_progress")
    known = with_item(known, "NEG-09", "ngo-a", status="returned", due=TODAY)
    found = engine.examine(loading.workflow("imvo-1"), "start_signing", known)
    (move,) = moves.next_moves(found)
    assert (move.name, move.what, move.condition_ids, move.due) == (
        "Stichting Alfa",
        ("NEG-09", "NEG-06"),
        ("G2-5", "G2-8"),
        TODAY,
    )


def test_overdue_comes_first_and_undated_last() -> None:
    known = with_item(READY, "NEG-06", "ngo-a", status="in_progress")
    known = with_item(known, "NEG-06", "ngo-b", status="in_progress", due=TODAY + timedelta(days=3))
    known = with_item(known, "NEG-06", "bond-a", status="in_progress", due=TODAY - timedelta(days=3))
    found = moves.next_moves(engine.examine(loading.workflow("imvo-1"), "start_signing", known))
    assert [(m.party_id, m.overdue(TODAY)) for m in found] == [
        ("bond-a", True),
        ("ngo-b", False),
        ("ngo-a", False),
    ]


def test_a_passed_condition_asks_nothing_now() -> None:
    known = with_item(READY, "NEG-06", "ngo-a", status="in_progress")
    assert told(known, Override("G2-8", "Toegezegd op 12 november.", "Nadia", TODAY)) == []
