"""From initiative to negotiation: both sides of the boundary of G1-1 to G1-6."""

from dataclasses import replace
from datetime import timedelta

from tests.workflows.ready import TODAY, blockers, covenant, figures, finding, result, with_item, with_party
from workflows.parties import ParticipationStatus, PartyKind, Role

READY = covenant("G1")


def test_g1_1_quorum_needs_the_least_number_of_every_kind() -> None:
    one_union_left = with_party(READY, "bond-b", status=ParticipationStatus.WITHDRAWN)
    none_left = with_party(one_union_left, "bond-a", status=ParticipationStatus.WITHDRAWN)
    assert result(READY, "G1-1") == "met"
    assert result(one_union_left, "G1-1") == "met"
    assert blockers(none_left, "G1-1") == [(None, "trade_union", "short")]
    assert figures(none_left, "G1-1") == (3, 4)


def test_g1_1_a_covenants_own_quorum_replaces_the_default() -> None:
    two = replace(READY, quorum={PartyKind.GOVERNMENT: 2})
    three = replace(READY, quorum={PartyKind.GOVERNMENT: 3})
    assert result(two, "G1-1") == "met"
    assert blockers(three, "G1-1") == [(None, "government", "short")]


def test_g1_1_a_quorum_of_nobody_is_not_applicable() -> None:
    assert result(replace(READY, quorum={PartyKind.NGO: 0}), "G1-1") == "not_applicable"


def test_g1_1_supporters_suspended_and_invited_parties_do_not_count() -> None:
    alone = with_party(READY, "ngo-b", status=ParticipationStatus.WITHDRAWN)
    assert result(alone, "G1-1") == "met"
    for change in (
        {"role": Role.SUPPORTER},
        {"role": Role.OBSERVER},
        {"status": ParticipationStatus.SUSPENDED},
        {"status": ParticipationStatus.INVITED},
    ):
        assert result(with_party(alone, "ngo-a", **change), "G1-1") == "not_met"


def test_g1_2_needs_the_declaration_of_intent_of_every_mandatory_party() -> None:
    submitted = with_item(READY, "INI-07", "ngo-b", status="submitted")
    assert result(READY, "G1-2") == "met"
    assert blockers(submitted, "G1-2") == [("ngo-b", "INI-07", "submitted")]
    assert figures(submitted, "G1-2") == (7, 8)


def test_g1_2_a_company_may_but_need_not_declare_its_intent() -> None:
    assert result(with_item(READY, "INI-07", "bedrijf-a", status="not_started"), "G1-2") == "met"


def test_g1_2_a_waived_party_is_not_asked() -> None:
    assert result(with_item(READY, "INI-07", "ngo-b", status="waived"), "G1-2") == "met"


def test_g1_2_what_was_never_recorded_is_missing_and_says_so() -> None:
    unknown = with_item(READY, "INI-07", "ngo-b", status="unrecorded")
    assert blockers(unknown, "G1-2") == [("ngo-b", "INI-07", "unrecorded")]


def test_g1_3_needs_the_sector_risk_analysis() -> None:
    returned = with_item(READY, "INI-03", "branche-a", status="returned")
    assert result(READY, "G1-3") == "met"
    assert blockers(returned, "G1-3") == [("branche-a", "INI-03", "returned")]


def test_g1_3_one_association_may_be_excused_but_not_all_of_them() -> None:
    one = with_item(READY, "INI-03", "branche-a", status="not_applicable")
    both = with_item(one, "INI-03", "branche-b", status="waived")
    assert result(one, "G1-3") == "met"
    assert blockers(both, "G1-3") == [(None, "INI-03", "missing")]


def test_g1_4_needs_scope_and_representativeness() -> None:
    busy = with_item(READY, "INI-05", "branche-b", status="in_progress")
    assert result(READY, "G1-4") == "met"
    assert blockers(busy, "G1-4") == [("branche-b", "INI-05", "in_progress")]


def test_g1_4_with_nobody_to_ask_it_is_missing_and_not_met_by_default() -> None:
    nobody = replace(READY, items=tuple(i for i in READY.items if i.code != "INI-05"))
    assert blockers(nobody, "G1-4") == [(None, "INI-05", "missing")]


def test_g1_5_needs_the_process_plan_and_a_facilitator() -> None:
    no_plan = with_item(READY, "INI-06", "gids", status="submitted")
    no_guide = replace(READY, facilitators=0)
    assert result(READY, "G1-5") == "met"
    assert blockers(no_plan, "G1-5") == [("gids", "INI-06", "submitted")]
    assert figures(no_plan, "G1-5") == (1, 2)
    assert blockers(no_guide, "G1-5") == [(None, "facilitator", "missing")]
    assert figures(replace(no_plan, facilitators=0), "G1-5") == (0, 2)


def test_g1_5_a_waiver_is_no_way_round_a_condition_that_cannot_be_passed() -> None:
    assert result(with_item(READY, "INI-06", "gids", status="waived"), "G1-5") == "not_met"


def test_g1_6_needs_contact_persons_of_every_active_party() -> None:
    nobody = with_item(READY, "INI-02", "bedrijf-a", status="not_started")
    assert result(READY, "G1-6") == "met"
    assert blockers(nobody, "G1-6") == [("bedrijf-a", "INI-02", "not_started")]
    gone = with_party(nobody, "bedrijf-a", status=ParticipationStatus.CEASED)
    assert result(gone, "G1-6") == "met"


def test_a_blocker_carries_the_name_of_the_party_and_whose_desk_it_is_on() -> None:
    unmet = finding(with_item(READY, "INI-02", "ngo-a", status="submitted"), "G1-6").unmet
    assert unmet is not None
    assert [(b.name, b.acts) for b in unmet.blockers] == [("Stichting Alfa", "facilitator")]


def test_an_acceptance_lasts_up_to_and_including_its_last_day() -> None:
    last_day = with_item(READY, "INI-02", "ngo-a", valid_until=TODAY)
    day_after = with_item(READY, "INI-02", "ngo-a", valid_until=TODAY - timedelta(days=1))
    assert result(last_day, "G1-6") == "met"
    assert blockers(day_after, "G1-6") == [("ngo-a", "INI-02", "expired")]
