"""From implementation to the end: both sides of the boundary of G4-1 to G4-6."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.workflows.ready import TODAY, blockers, covenant, figures, result, with_item, with_party
from workflows.facts import Case
from workflows.parties import ParticipationStatus

READY = covenant("G4")
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("ends", "decided", "expected"),
    [
        (TODAY, None, "met"),
        (TOMORROW, None, "not_met"),
        (None, None, "not_met"),
        (TOMORROW, TODAY, "met"),
        (None, TODAY, "met"),
        (TOMORROW, TOMORROW, "not_met"),
    ],
)
def test_g4_1_needs_the_term_to_be_over_or_a_decision_to_end(
    ends: date | None, decided: date | None, expected: str
) -> None:
    assert result(replace(READY, ends_on=ends, ending_decided_on=decided), "G4-1") == expected


def test_g4_2_needs_the_last_progress_report_of_every_party() -> None:
    assert result(READY, "G4-2") == "met"
    known = with_item(READY, "IMP-07", "bond-b", status="submitted")
    assert blockers(known, "G4-2") == [("bond-b", "IMP-07", "submitted")]
    assert figures(known, "G4-2") == (7, 8)
    assert result(with_party(known, "bond-b", status=ParticipationStatus.EXPELLED), "G4-2") == "met"


def test_g4_2_an_earlier_year_that_was_missed_does_not_hold_the_end_back() -> None:
    first = tuple(
        replace(i, status="not_started") if i.code == "IMP-07" and i.cycle == 1 else i for i in READY.items
    )
    assert result(replace(READY, items=first), "G4-2") == "met"


def test_g4_2_without_any_cycle_there_is_no_last_report() -> None:
    assert blockers(replace(READY, cycles=()), "G4-2") == [(None, "cycle", "missing")]


@pytest.mark.parametrize(
    ("evaluated", "answered", "missing"),
    [
        (YESTERDAY, TODAY, []),
        (TODAY, None, ["response"]),
        (None, TODAY, ["evaluation"]),
        (None, None, ["evaluation", "response"]),
        (YESTERDAY, TOMORROW, ["response"]),
    ],
)
def test_g4_3_needs_the_evaluation_and_the_response(
    evaluated: date | None, answered: date | None, missing: list[str]
) -> None:
    known = replace(READY, final_evaluation_on=evaluated, evaluation_response_on=answered)
    assert [what for _, what, _ in blockers(known, "G4-3")] == missing


def test_g4_4_every_case_is_settled_or_has_a_destination() -> None:
    fine = (Case(open=False), Case(open=True, destination="NCP"))
    assert result(replace(READY, cases=fine), "G4-4") == "met"
    left = replace(READY, cases=(*fine, Case(open=True), Case(open=True, destination="")))
    assert figures(left, "G4-4") == (2, 0)
    assert blockers(left, "G4-4") == [(None, "case", "open")]


@pytest.mark.parametrize("decision", ["extend", "renew", "successor", "end"])
def test_g4_5_each_of_the_four_decisions_will_do(decision: str) -> None:
    assert result(replace(READY, follow_up=decision), "G4-5") == "met"


@pytest.mark.parametrize("decision", [None, "", "later"])
def test_g4_5_anything_else_is_no_decision(decision: str | None) -> None:
    assert blockers(replace(READY, follow_up=decision), "G4-5") == [(None, "follow_up", "missing")]


@pytest.mark.parametrize(
    ("decision", "expected"), [("Vernietigen.", "met"), (None, "not_met"), ("", "not_met"), (" ", "not_met")]
)
def test_g4_6_needs_the_decision_on_company_data(decision: str | None, expected: str) -> None:
    assert result(replace(READY, data_retention=decision), "G4-6") == expected


@pytest.mark.parametrize(("starts", "year"), [(TODAY, 2), (TOMORROW, 1)], ids=["today", "tomorrow"])
def test_g4_2_the_last_year_is_the_last_one_that_began(starts: date, year: int) -> None:
    first, second = READY.cycles
    known = replace(READY, cycles=(first, replace(second, starts_on=starts)))
    late = tuple(
        replace(i, status="not_started") if i.code == "IMP-07" and i.cycle == year else i for i in known.items
    )
    assert result(replace(known, items=late), "G4-2") == "not_met"
    other = tuple(
        replace(i, status="not_started") if i.code == "IMP-07" and i.cycle != year else i for i in known.items
    )
    assert result(replace(known, items=other), "G4-2") == "met"
