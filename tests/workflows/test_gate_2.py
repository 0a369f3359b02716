"""From negotiation to signing: both sides of the boundary of G2-1 to G2-10."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.workflows.ready import (
    SINCE,
    TODAY,
    blockers,
    covenant,
    figures,
    finding,
    result,
    with_item,
    with_party,
)
from workflows.facts import Mandate, Objection, Text
from workflows.parties import ParticipationStatus

READY = covenant("G2")
TABLED = replace(READY, texts=(Text("v1", "0.9", "tabled"), Text("v2", "1.0", "tabled")))


def test_g2_1_needs_exactly_one_final_version() -> None:
    two = replace(READY, texts=(Text("v1", "0.9", "final"), Text("v2", "1.0", "final")))
    assert result(READY, "G2-1") == "met"
    assert blockers(TABLED, "G2-1") == [(None, "text", "missing")]
    assert blockers(two, "G2-1") == [(None, "text", "several")]
    assert figures(two, "G2-1") == (2, 1)


@pytest.mark.parametrize(
    ("until", "expected"),
    [(TODAY, "met"), (TODAY - timedelta(days=1), "not_met"), (None, "met")],
    ids=["last day", "day after", "open-ended"],
)
def test_g2_2_a_mandate_is_valid_up_to_and_including_its_last_day(until: date | None, expected: str) -> None:
    others = tuple(m for m in READY.mandates if m.party_id != "bond-a")
    known = replace(READY, mandates=(*others, Mandate("bond-a", SINCE, until)))
    assert result(known, "G2-2") == expected


def test_g2_2_a_mandate_that_starts_tomorrow_is_not_valid_today() -> None:
    others = tuple(m for m in READY.mandates if m.party_id != "bond-a")
    ahead = replace(READY, mandates=(*others, Mandate("bond-a", TODAY + timedelta(days=1))))
    assert blockers(ahead, "G2-2") == [("bond-a", "NEG-01", "not_yet_valid")]
    today = replace(READY, mandates=(*others, Mandate("bond-a", TODAY)))
    assert result(today, "G2-2") == "met"


def test_g2_2_a_renewed_mandate_repairs_an_expired_one() -> None:
    old = Mandate("bond-a", SINCE, TODAY - timedelta(days=1))
    others = tuple(m for m in READY.mandates if m.party_id != "bond-a")
    assert blockers(replace(READY, mandates=(*others, old)), "G2-2") == [("bond-a", "NEG-01", "expired")]
    assert result(replace(READY, mandates=(*others, old, Mandate("bond-a", TODAY))), "G2-2") == "met"


def test_g2_2_without_a_mandate_record_the_acceptance_itself_decides() -> None:
    known = replace(READY, mandates=())
    assert result(known, "G2-2") == "met"
    lapsed = with_item(known, "NEG-01", "bond-a", valid_until=TODAY - timedelta(days=1))
    assert blockers(lapsed, "G2-2") == [("bond-a", "NEG-01", "expired")]


def test_g2_2_a_mandate_is_not_enough_without_acceptance_and_a_waiver_never_is() -> None:
    assert result(with_item(READY, "NEG-01", "bond-a", status="submitted"), "G2-2") == "not_met"
    assert result(with_item(READY, "NEG-01", "bond-a", status="waived"), "G2-2") == "not_met"


def test_g2_3_needs_a_positive_check_on_the_final_version() -> None:
    assert result(READY, "G2-3") == "met"
    assert blockers(with_item(READY, "NEG-07", "gids", outcome="negative"), "G2-3") == [
        ("gids", "NEG-07", "negative")
    ]
    assert blockers(with_item(READY, "NEG-07", "gids", outcome=None), "G2-3") == [
        ("gids", "NEG-07", "no_outcome")
    ]
    assert blockers(with_item(READY, "NEG-07", "gids", version_id="v1"), "G2-3") == [
        ("gids", "NEG-07", "stale")
    ]
    assert result(with_item(READY, "NEG-07", "gids", status="waived"), "G2-3") == "not_met"


def test_g2_4_no_fundamental_objection_may_be_open() -> None:
    fundamental = Objection("ngo-a", "fundamental", True, SINCE, "artikel 5 lid 2")
    closed = replace(fundamental, open=False)
    ordinary = replace(fundamental, severity="ordinary")
    assert result(replace(READY, objections=(closed, ordinary)), "G2-4") == "met"
    assert blockers(replace(READY, objections=(fundamental,)), "G2-4") == [("ngo-a", "objection", "open")]


def test_g2_4_an_objection_goes_with_the_party_that_leaves_but_not_with_one_that_is_suspended() -> None:
    known = replace(READY, objections=(Objection("ngo-a", "fundamental", True, SINCE),))
    left = with_party(known, "ngo-a", status=ParticipationStatus.WITHDRAWN)
    silenced = with_party(known, "ngo-a", status=ParticipationStatus.SUSPENDED)
    assert result(left, "G2-4") == "met"
    assert result(silenced, "G2-4") == "not_met"


def test_g2_5_needs_the_agreement_in_principle_of_everyone_on_the_final_version() -> None:
    older = with_item(READY, "NEG-09", "ngo-a", version_id="v1")
    assert result(READY, "G2-5") == "met"
    assert blockers(older, "G2-5") == [("ngo-a", "NEG-09", "stale")]
    assert figures(older, "G2-5") == (7, 8)
    assert result(with_item(READY, "NEG-09", "ngo-a", status="waived"), "G2-5") == "not_met"


def test_g2_5_before_the_text_is_final_nobody_has_agreed_to_it_and_the_facilitator_must_act() -> None:
    unmet = finding(TABLED, "G2-5").unmet
    assert unmet is not None
    assert (unmet.have, unmet.need) == (0, 8)
    assert {(b.status, b.acts) for b in unmet.blockers} == {("awaits_final_text", "facilitator")}


def test_g2_5_a_party_that_left_is_no_longer_asked() -> None:
    known = with_item(READY, "NEG-09", "ngo-a", status="not_started")
    assert result(known, "G2-5") == "not_met"
    for status in (
        ParticipationStatus.WITHDRAWN,
        ParticipationStatus.EXPELLED,
        ParticipationStatus.CEASED,
        ParticipationStatus.SUSPENDED,
    ):
        assert result(with_party(known, "ngo-a", status=status), "G2-5") == "met"


def test_g2_5_an_agreement_between_nobody_is_none() -> None:
    empty = replace(READY, items=tuple(i for i in READY.items if i.code != "NEG-09"))
    assert blockers(empty, "G2-5") == [(None, "NEG-09", "missing")]


@pytest.mark.parametrize(
    ("outcome", "conditions", "expected"),
    [
        ("yes", 0, []),
        ("yes_if", 0, []),
        ("yes_if", 1, [("bond-b", "NEG-10", "yes_if")]),
        ("no", 0, [("bond-b", "NEG-10", "no")]),
        (None, 0, [("bond-b", "NEG-10", "no_outcome")]),
    ],
)
def test_g2_6_needs_a_yes_and_yes_if_counts_once_every_condition_is_closed(
    outcome: str | None, conditions: int, expected: list[tuple[str, str, str]]
) -> None:
    known = with_item(READY, "NEG-10", "bond-b", outcome=outcome, open_conditions=conditions)
    assert blockers(known, "G2-6") == expected


def test_g2_6_counts_ministries_beside_constituencies_and_only_on_the_final_version() -> None:
    assert result(READY, "G2-6") == "met"
    known = with_item(READY, "NEG-11", "ministerie-b", version_id="v1")
    assert blockers(known, "G2-6") == [("ministerie-b", "NEG-11", "stale")]
    assert figures(known, "G2-6") == (7, 8)


def test_g2_7_quorum_is_counted_again_after_departures() -> None:
    left = with_party(READY, "ngo-a", status=ParticipationStatus.WITHDRAWN)
    both = with_party(left, "ngo-b", status=ParticipationStatus.WITHDRAWN)
    assert result(left, "G2-7") == "met"
    assert blockers(both, "G2-7") == [(None, "ngo", "short")]


def test_g2_8_needs_the_commitments_of_every_party() -> None:
    assert result(READY, "G2-8") == "met"
    assert blockers(with_item(READY, "NEG-06", "ministerie-a", status="in_progress"), "G2-8") == [
        ("ministerie-a", "NEG-06", "in_progress")
    ]


def test_g2_9_needs_funding_from_associations_government_and_the_facilitator() -> None:
    assert result(READY, "G2-9") == "met"
    known = with_item(
        with_item(READY, "NEG-08", "branche-a", status="submitted"), "NEG-08", "gids", status="stale"
    )
    assert blockers(known, "G2-9") == [("branche-a", "NEG-08", "submitted"), ("gids", "NEG-08", "stale")]
    assert figures(known, "G2-9") == (3, 5)


def test_g2_10_needs_confidentiality_of_all_and_the_competition_protocol_of_companies() -> None:
    assert result(READY, "G2-10") == "met"
    assert blockers(with_item(READY, "NEG-02", "gids", status="in_progress"), "G2-10") == [
        ("gids", "NEG-02", "in_progress")
    ]
    assert blockers(with_item(READY, "NEG-03", "bedrijf-a", status="waived"), "G2-10") == [
        ("bedrijf-a", "NEG-03", "waived")
    ]
    assert result(with_item(READY, "NEG-03", "bond-a", status="not_started"), "G2-10") == "met"


def test_g2_6_says_how_many_conditions_are_still_open() -> None:
    known = with_item(READY, "NEG-10", "bond-b", outcome="yes_if", open_conditions=2)
    known = with_item(known, "NEG-10", "bond-a", outcome="no", open_conditions=0)
    unmet = finding(known, "G2-6").unmet
    assert unmet is not None
    assert [(b.party_id, b.detail) for b in unmet.blockers] == [("bond-a", ""), ("bond-b", "2")]


def test_g2_9_a_facilitator_that_left_is_not_asked() -> None:
    known = with_item(READY, "NEG-08", "gids", status="in_progress")
    assert result(known, "G2-9") == "not_met"
    assert result(with_party(known, "gids", status=ParticipationStatus.CEASED), "G2-9") == "met"
