"""What is asked of whom on which day, and what became of it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.workflows.ready import EFFECTIVE, ENDS, GUIDE, TODAY, party
from workflows import calendar, checklist
from workflows.checklist import Touched
from workflows.facts import Item, Party
from workflows.parties import ParticipationStatus, PartyKind, Role

WHOLE = checklist.checklist()
NGO = party("ngo", "Stichting Alfa", PartyKind.NGO)
COMPANY = party(
    "bedrijf", "Bedrijf", PartyKind.COMPANY, role=Role.ADHERING_COMPANY, signed_on=date(2024, 6, 1)
)
Rows = dict[checklist.Key, Touched]
GIVEN: dict[str, Any] = {
    "current_text_id": "v2",
    "cycles_started": calendar.covenant_years(EFFECTIVE, ENDS),
    "today": TODAY,
}


def codes(who: Party, stage: str, **more: Any) -> list[str]:
    """The codes asked of this party, annual ones once per cycle."""
    return [e.code for e in checklist.expected(WHOLE, who, stage=stage, **{**GIVEN, **more})]


def items(who: Party, rows: Rows, stage: str, **more: Any) -> dict[str, Item]:
    """The items of this party by code; of annual ones the last."""
    built = checklist.build_items(WHOLE, [who], rows, stage=stage, **{**GIVEN, **more})
    return {i.code: i for i in built}


def test_nothing_of_a_later_stage_is_asked_yet() -> None:
    assert codes(NGO, "initiative") == ["INI-01", "INI-02", "INI-04", "INI-07"]
    assert {c[:3] for c in codes(NGO, "negotiation")} == {"INI", "NEG"}


def test_after_a_step_back_what_was_reached_stays_in_view() -> None:
    reached = ("initiative", "negotiation", "signing")
    assert "SIG-02" not in codes(NGO, "negotiation")
    assert "SIG-02" in codes(NGO, "negotiation", stages_reached=reached)


def test_a_party_that_joins_late_catches_up_only_on_the_rows_marked_so() -> None:
    late = replace(NGO, joined_stage="negotiation")
    assert [c for c in codes(late, "negotiation") if c.startswith("INI")] == ["INI-02"]
    assert "NEG-10" in codes(late, "negotiation")
    later = replace(NGO, joined_stage="signing")
    assert [c for c in codes(later, "signing") if c.startswith("NEG")] == [
        "NEG-01",
        "NEG-02",
        "NEG-03",
        "NEG-05",
        "NEG-06",
    ]


@pytest.mark.parametrize("role", [Role.SUPPORTER, Role.OBSERVER])
def test_supporters_and_observers_are_asked_nothing(role: Role) -> None:
    assert codes(replace(NGO, role=role), "implementation") == []


@pytest.mark.parametrize("status", list(ParticipationStatus))
def test_only_parties_at_the_table_have_a_checklist(status: ParticipationStatus) -> None:
    here = status in (ParticipationStatus.ACTIVE, ParticipationStatus.SUSPENDED)
    assert bool(codes(replace(NGO, status=status), "negotiation")) is here


def test_the_facilitator_has_homework_of_its_own_whatever_its_kind() -> None:
    assert codes(GUIDE, "signing") == ["INI-06", "NEG-02", "NEG-07", "NEG-08", "SIG-06"]
    assert codes(replace(GUIDE, kind=PartyKind.OTHER), "signing") == codes(GUIDE, "signing")


def test_version_bound_rows_ask_for_the_current_version() -> None:
    asked = checklist.expected(WHOLE, NGO, stage="negotiation", **GIVEN)
    assert {e.code: e.version_id for e in asked if e.version_id} == {
        "NEG-05": "v2",
        "NEG-09": "v2",
        "NEG-10": "v2",
    }


def test_annual_rows_come_back_every_cycle_that_has_begun() -> None:
    assert codes(NGO, "implementation").count("IMP-07") == 2
    assert codes(NGO, "implementation", today=EFFECTIVE).count("IMP-07") == 1


def test_a_party_owes_nothing_for_years_that_ended_before_it_came() -> None:
    late = replace(NGO, since=date(2025, 7, 1))
    asked = checklist.expected(WHOLE, late, stage="implementation", **GIVEN)
    assert [e.cycle for e in asked if e.code == "IMP-07"] == [2]
    assert codes(replace(NGO, since=date(2025, 6, 30)), "implementation").count("IMP-07") == 2


def test_a_company_counts_its_years_from_its_own_signature() -> None:
    asked = checklist.expected(WHOLE, COMPANY, stage="implementation", **GIVEN)
    assert [e.cycle for e in asked if e.code == "IMP-05"] == [1, 2, 3]
    capped = checklist.expected(WHOLE, COMPANY, stage="implementation", **GIVEN, term_years=2)
    assert [e.cycle for e in capped if e.code == "IMP-05"] == [1, 2]
    unsigned = checklist.expected(WHOLE, replace(COMPANY, signed_on=None), stage="implementation", **GIVEN)
    assert [e for e in unsigned if e.code == "IMP-05"] == []


def test_public_communication_applies_from_the_third_participation_year() -> None:
    asked = checklist.expected(WHOLE, COMPANY, stage="implementation", **GIVEN)
    assert [(e.cycle, e.auto_not_applicable) for e in asked if e.code == "IMP-11"] == [
        (1, True),
        (2, True),
        (3, False),
    ]
    built = checklist.build_items(WHOLE, [COMPANY], {}, stage="implementation", **GIVEN)
    assert [i.status for i in built if i.code == "IMP-11"] == [
        "not_applicable",
        "not_applicable",
        "not_started",
    ]


def test_a_row_may_be_meant_for_some_company_profiles_only() -> None:
    full = replace(WHOLE.requirements["IMP-04"], profiles=frozenset({"B", "C"}))
    narrow = replace(WHOLE, requirements={**WHOLE.requirements, "IMP-04": full})
    given = {"stage": "implementation", **GIVEN}
    small, large = replace(COMPANY, profile="A"), replace(COMPANY, profile="C")
    assert "IMP-04" not in {e.code for e in checklist.expected(narrow, small, **given)}
    assert "IMP-04" in {e.code for e in checklist.expected(narrow, large, **given)}


def test_a_default_can_be_switched_off_for_a_covenant() -> None:
    assert "INI-04" not in codes(NGO, "initiative", without={"INI-04"})


def test_an_answer_to_an_older_text_is_outdated_for_the_current_one() -> None:
    old: Rows = {("ngo", "NEG-10", None, "v1"): Touched("accepted", outcome="yes")}
    assert items(NGO, old, "negotiation")["NEG-10"].status == "stale"
    handed_in: Rows = {("ngo", "NEG-10", None, "v1"): Touched("submitted")}
    assert items(NGO, handed_in, "negotiation")["NEG-10"].status == "stale"
    begun: Rows = {("ngo", "NEG-10", None, "v1"): Touched("in_progress")}
    assert items(NGO, begun, "negotiation")["NEG-10"].status == "not_started"


def test_an_editorial_change_carries_the_answer_over() -> None:
    rows: Rows = {
        ("ngo", "NEG-10", None, "v1"): Touched("accepted", outcome="yes"),
        ("ngo", "NEG-10", None, "v2"): Touched("accepted", outcome="yes"),
    }
    item = items(NGO, rows, "negotiation")["NEG-10"]
    assert (item.status, item.outcome, item.version_id) == ("accepted", "yes", "v2")


@pytest.mark.parametrize("given", ["accepted", "waived"])
@pytest.mark.parametrize("days", [0, -1])
def test_what_was_accepted_or_waived_lasts_up_to_and_including_its_last_day(given: str, days: int) -> None:
    until = TODAY + timedelta(days=days)
    rows: Rows = {("ngo", "NEG-01", None, None): Touched(given, valid_until=until)}
    assert items(NGO, rows, "negotiation")["NEG-01"].status == ("expired" if days else given)


def test_the_past_of_an_imported_party_is_unrecorded_and_its_future_is_not() -> None:
    imported = replace(NGO, recorded=False)
    built = items(
        imported,
        {("ngo", "INI-01", None, None): Touched("accepted")},
        "signing",
        imported_stage="negotiation",
    )
    assert built["INI-01"].status == "accepted"
    assert built["NEG-01"].status == "unrecorded"
    assert built["SIG-02"].status == "not_started"


@pytest.mark.parametrize(
    ("imported_on", "second"),
    [
        (date(2025, 3, 1), "not_started"),
        (date(2025, 7, 1), "not_started"),
        (date(2025, 7, 2), "unrecorded"),
    ],
    ids=["before it", "on its first day", "during it"],
)
def test_a_cycle_year_that_begins_once_imported_is_an_ordinary_one(imported_on: date, second: str) -> None:
    given = {"stage": "implementation", **GIVEN, "imported_on": imported_on}
    built = checklist.build_items(WHOLE, [replace(NGO, recorded=False)], {}, **given)
    assert [i.status for i in built if i.code == "IMP-07"] == ["unrecorded", second]


def test_a_pending_assessment_is_on_the_secretariats_clock() -> None:
    built = items(COMPANY, {}, "implementation")
    assert {c for c, i in built.items() if i.waits_for_secretariat} == {"SIG-04", "IMP-06"}
    rows: Rows = {("bedrijf", "IMP-06", 3, None): Touched("accepted")}
    assert not items(COMPANY, rows, "implementation")["IMP-06"].waits_for_secretariat


def test_of_a_party_that_left_only_what_it_touched_remains() -> None:
    left = replace(NGO, status=ParticipationStatus.WITHDRAWN)
    rows: Rows = {("ngo", "INI-07", None, None): Touched("accepted")}
    assert [(c, i.status) for c, i in items(left, rows, "negotiation").items()] == [("INI-07", "accepted")]


def test_items_keep_what_was_recorded_about_them() -> None:
    rows: Rows = {("ngo", "NEG-10", None, "v2"): Touched("accepted", "yes_if", 2, date(2026, 12, 1))}
    item = items(NGO, rows, "negotiation")["NEG-10"]
    assert (item.outcome, item.open_conditions, item.due) == ("yes_if", 2, date(2026, 12, 1))
    assert (item.mandatory, item.repeat, item.stage) == (True, "per_version", "negotiation")


def test_a_computed_status_stands_for_a_state_the_lifecycle_knows() -> None:
    assert [checklist.lifecycle_state(s) for s in ("stale", "unrecorded", "expired", "submitted")] == [
        "not_started",
        "not_started",
        "in_progress",
        "submitted",
    ]


def test_what_a_late_party_did_without_being_asked_is_voluntary() -> None:
    late = replace(NGO, joined_stage="negotiation")
    rows: Rows = {("ngo", "INI-07", None, None): Touched("in_progress")}
    assert not items(late, rows, "negotiation")["INI-07"].mandatory


def test_after_a_step_back_what_was_recorded_in_the_later_stage_still_counts() -> None:
    rows: Rows = {("ngo", "SIG-01", None, None): Touched("accepted")}
    assert items(NGO, rows, "negotiation")["SIG-01"].mandatory


def test_what_was_switched_off_is_gone_even_when_somebody_had_begun() -> None:
    rows: Rows = {("ngo", "INI-04", None, None): Touched("in_progress")}
    assert "INI-04" not in items(NGO, rows, "initiative", without={"INI-04"})
