"""Suppositions applied to a covenant: each does what its name says, and none touches what was."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.workflows import ready
from tests.workflows.supposing import anything
from workflows import suppose, suppositions
from workflows.facts import Objection, Text, Threshold
from workflows.parties import ParticipationStatus, PartyKind, Role


def result(known: Any, condition: str, *given: Any) -> str:
    return ready.result(suppose.apply(known, given), condition)


def test_supposing_nothing_changes_nothing() -> None:
    for gate in ready.GATES:
        known = ready.covenant(gate)
        assert suppose.apply(known, ()) is known


@given(st.sampled_from(list(ready.GATES)), st.lists(anything, max_size=5))
def test_order_does_not_matter_and_the_facts_stay_as_they_were(gate: str, many: list[Any]) -> None:
    known = ready.covenant(gate)
    before = repr(known)
    assert suppose.apply(known, many) == suppose.apply(known, list(reversed(many)))
    assert repr(known) == before


@given(st.sampled_from(list(ready.GATES)))
def test_the_checklist_computed_anew_is_the_checklist(gate: str) -> None:
    known = ready.covenant(gate)
    again = suppose.apply(known, [suppositions.Reinstated("niemand")])
    assert set(again.items) == set(known.items)


def test_who_leaves_no_longer_counts_and_a_quorum_notices() -> None:
    known = ready.covenant("G2")
    assert result(known, "G2-7", suppositions.Leaves("ngo-a")) == "met"
    both = [suppositions.Leaves("ngo-a"), suppositions.Leaves("ngo-b")]
    assert result(known, "G2-7", *both) == "not_met"
    assert result(known, "G2-7", *both, suppositions.QuorumSet(PartyKind.NGO, 0)) == "met"
    assert result(known, "G2-7", *both, suppositions.Joins("nieuw-1", PartyKind.NGO)) == "met"
    assert result(known, "G2-7", *(suppositions.Suspended(p) for p in ("ngo-a", "ngo-b"))) == "not_met"


def test_who_joins_catches_up_only() -> None:
    known = suppose.apply(ready.covenant("G2"), [suppositions.Joins("nieuw-1", PartyKind.NGO)])
    asked = {i.code for i in known.items if i.party_id == "nieuw-1"}
    assert {"INI-02", "NEG-01", "NEG-10"} <= asked
    assert not asked & {"INI-01", "INI-04", "INI-07"}
    assert {i.status for i in known.items if i.party_id == "nieuw-1"} == {"not_started"}


def test_a_supporter_becomes_a_party() -> None:
    known = ready.with_party(ready.covenant("G2"), "ngo-b", role=Role.SUPPORTER)
    then = suppose.apply(known, [suppositions.TakesRole("ngo-b")])
    party = then.party("ngo-b")
    assert party is not None
    assert party.counts
    assert party.joined_stage == "negotiation"


def test_an_answer_counts_with_its_outcome_and_can_be_taken_back() -> None:
    known = ready.with_item(ready.covenant("G2"), "NEG-10", "bond-a", status="not_started", outcome=None)
    assert result(known, "G2-6", suppositions.Accepted("bond-a", "NEG-10")) == "met"
    assert result(known, "G2-6", suppositions.Accepted("bond-a", "NEG-10", "no")) == "not_met"
    assert result(ready.covenant("G2"), "G2-6", suppositions.TakenBack("ngo-a", "NEG-10")) == "not_met"


def test_a_new_text_makes_bound_answers_stale_and_others_not() -> None:
    known = suppose.apply(ready.covenant("G2"), [suppositions.Tabled()])
    status = {i.code: i.status for i in known.items if i.party_id == "ngo-a"}
    assert (status["NEG-09"], status["NEG-01"]) == ("stale", "accepted")
    assert ready.result(known, "G2-1") == "not_met"
    frozen = suppose.apply(ready.covenant("G2"), [suppositions.Frozen(), suppositions.Tabled()])
    assert ready.result(frozen, "G2-1") == "met"
    assert ready.result(frozen, "G2-5") == "not_met"


def test_a_reopened_text_is_not_frozen_again() -> None:
    known = ready.covenant("G2", texts=(Text("v2", "1.0", "tabled", reopened=True),))
    assert result(known, "G2-1", suppositions.Frozen()) == "not_met"


def test_signing_is_on_the_final_version_with_paper_and_authority() -> None:
    known = ready.covenant("G3", signatures=())
    known = ready.with_item(known, "SIG-02", "bond-a", status="not_started")
    everyone = [suppositions.Signs(p.id) for p in ready.PARTIES if p.role is Role.SIGNATORY]
    assert result(known, "G3-1", *everyone) == "met"
    assert result(known, "G3-1", *everyone[1:]) == "not_met"
    assert result(known, "G3-1", *everyone, suppositions.SignatureVoid("ngo-a")) == "not_met"


def test_companies_share_and_threshold() -> None:
    known = ready.covenant("G3", threshold=Threshold(5, Decimal("0.30")), **ready.pledges(4, "0.08"))
    join = suppositions.CompaniesJoin(1, Decimal(0))
    assert result(known, "G3-2") == "not_met"
    assert result(known, "G3-2", join) == "met"
    assert result(known, "G3-2", join, suppositions.TotalShare(Decimal("0.28"))) == "not_met"
    assert result(known, "G3-2", suppositions.ThresholdSet(4, Decimal("0.32"))) == "met"
    assert result(known, "G3-2", join, suppositions.Leaves("bedrijf-1")) == "not_met"
    assert result(known, "G3-3", join) == "met"


def test_a_company_that_declares_brings_its_own_share() -> None:
    known = ready.covenant(
        "G3", threshold=Threshold(None, Decimal("0.10")), shares={"bedrijf-a": Decimal("0.11")}
    )
    assert result(known, "G3-2") == "not_met"
    assert result(known, "G3-2", suppositions.Signs("bedrijf-a")) == "met"


def test_mandates_objections_and_reservations() -> None:
    known = ready.covenant("G2", mandates=ready.covenant("G2").mandates[1:])
    later = suppositions.Today(date(2027, 3, 1))
    until = [suppositions.MandateUntil(p.id, date(2027, 12, 31)) for p in ready.PARTIES]
    assert result(known, "G2-2", later) == "not_met"
    assert result(known, "G2-2", later, *until) == "met"
    against = ready.covenant("G2", objections=(Objection("ngo-a", "fundamental", True, ready.SINCE),))
    assert result(against, "G2-4", suppositions.ObjectionClosed("ngo-a")) == "met"
    assert result(against, "G2-4", suppositions.Leaves("ngo-a")) == "met"
    assert result(against, "G2-4", suppositions.Suspended("ngo-a")) == "not_met"
    assert result(ready.covenant("G2"), "G2-4", suppositions.ObjectionRaised("ngo-a")) == "not_met"
    assert result(ready.covenant("G3"), "G3-4", suppositions.ReservationRaised("ngo-a")) == "not_met"


def test_the_date_moves_what_runs_out_runs_out() -> None:
    known = ready.with_item(ready.covenant("G1"), "INI-02", "ngo-a", valid_until=ready.TODAY)
    assert result(known, "G1-6") == "met"
    assert result(known, "G1-6", suppositions.Today(ready.TODAY + timedelta(days=1))) == "not_met"
    leaving = ready.with_party(ready.covenant("G1"), "ngo-a", until=ready.TODAY + timedelta(days=9))
    then = suppose.apply(leaving, [suppositions.Today(ready.TODAY + timedelta(days=9))]).party("ngo-a")
    assert then is not None
    assert then.status is ParticipationStatus.WITHDRAWN


def test_a_later_day_may_begin_another_cycle_year() -> None:
    known = ready.covenant("G4", ends_on=date(2029, 6, 30))
    then = suppose.apply(known, [suppositions.Today(date(2027, 8, 1))])
    assert {i.cycle for i in then.items if i.code == "IMP-07" and i.party_id == "ngo-a"} == {1, 2, 3, 4}
    assert ready.result(then, "G4-2") == "not_met"


def test_the_effective_date_and_a_passed_condition() -> None:
    known = ready.covenant("G3", effective_on=None)
    assert result(known, "G3-7", suppositions.EffectiveOn(ready.TODAY)) == "met"
    assert result(known, "G3-7", suppositions.EffectiveOn(ready.TODAY + timedelta(days=1))) == "not_met"
    spoiled = ready.with_item(ready.covenant("G2"), "NEG-06", "ngo-a", status="in_progress")
    passed = [suppositions.Passed("G2-8")]
    assert ready.finding(spoiled, "G2-8", suppose.overrides(spoiled, passed)).result == "overridden"


def test_a_paused_track_and_one_that_is_over() -> None:
    known = ready.covenant("G1")
    assert suppose.apply(known, [suppositions.Paused()]).track_status == "paused"
    assert suppose.apply(known, [suppositions.Paused(), suppositions.Resumed()]).track_status == "active"
    over = ready.covenant("G1", track_status="stopped")
    assert suppose.apply(over, [suppositions.Resumed()]).track_status == "stopped"
