"""From signing to implementation: both sides of the boundary of G3-1 to G3-8."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.workflows.ready import (
    SINCE,
    TODAY,
    blockers,
    covenant,
    figures,
    finding,
    pledges,
    result,
    with_item,
    with_party,
)
from workflows import engine, loading
from workflows.facts import Facts, Objection, Reservation, Seat, Signature, Text, Threshold
from workflows.parties import ParticipationStatus, PartyKind

READY = covenant("G3")


def signed(known: Facts, party_id: str, *signatures: Signature) -> Facts:
    """The same covenant with only these signatures of this party."""
    others = tuple(s for s in known.signatures if s.party_id != party_id)
    return replace(known, signatures=(*others, *signatures))


def test_g3_1_everyone_signs_the_same_final_version() -> None:
    assert result(READY, "G3-1") == "met"
    wrong = signed(READY, "ministerie-b", Signature("ministerie-b", "v1", SINCE))
    assert blockers(wrong, "G3-1") == [("ministerie-b", "SIG-02", "wrong_version")]
    assert figures(wrong, "G3-1") == (7, 8)


def test_g3_1_a_second_signature_on_the_right_version_repairs_the_first() -> None:
    both = (Signature("ngo-a", "v1", SINCE), Signature("ngo-a", "v2", SINCE))
    assert result(signed(READY, "ngo-a", *both), "G3-1") == "met"


def test_g3_1_paper_without_a_signature_and_a_signature_without_acceptance_both_miss() -> None:
    assert blockers(signed(READY, "ngo-a"), "G3-1") == [("ngo-a", "SIG-02", "unsigned")]
    assert blockers(with_item(READY, "SIG-02", "ngo-a", status="submitted"), "G3-1") == [
        ("ngo-a", "SIG-02", "submitted")
    ]


def test_g3_1_two_ministries_are_two_signatures() -> None:
    known = with_item(READY, "SIG-02", "ministerie-b", status="not_started")
    assert result(known, "G3-1") == "not_met"
    left = with_party(known, "ministerie-b", status=ParticipationStatus.WITHDRAWN)
    assert result(left, "G3-1") == "met"


def test_g3_1_without_a_final_text_nobody_has_signed_it() -> None:
    known = replace(READY, texts=(Text("v2", "1.0", "tabled"),))
    assert figures(known, "G3-1") == (0, 8)
    assert {status for _, _, status in blockers(known, "G3-1")} == {"no_final_text"}


def threshold(companies: int | None, share: str | None, joined: int, each: str) -> Facts:
    """A covenant with this threshold and this many companies, each with this share."""
    asked = Threshold(companies, None if share is None else Decimal(share))
    return replace(READY, threshold=asked, **pledges(joined, each))


def test_g3_2_without_a_threshold_it_is_not_applicable() -> None:
    assert result(READY, "G3-2") == "not_applicable"


def test_g3_2_the_number_of_companies_is_reached_exactly() -> None:
    assert result(threshold(35, None, 35, "0"), "G3-2") == "met"
    assert blockers(threshold(35, None, 34, "0"), "G3-2") == [(None, "companies", "short")]
    assert figures(threshold(35, None, 34, "0"), "G3-2") == (34, 35)


def test_g3_2_the_share_is_compared_exactly() -> None:
    assert result(threshold(None, "0.3", 3, "0.1"), "G3-2") == "met"
    almost = "0.0999999999999999999999999999999"
    assert result(threshold(None, "0.3", 3, almost), "G3-2") == "not_met"


def test_g3_2_both_number_and_share_are_needed_when_both_are_asked() -> None:
    assert result(threshold(3, "0.30", 3, "0.10"), "G3-2") == "met"
    assert blockers(threshold(3, "0.31", 3, "0.10"), "G3-2") == [(None, "share", "short")]
    assert blockers(threshold(4, "0.30", 3, "0.10"), "G3-2") == [(None, "companies", "short")]
    assert figures(threshold(3, "0.31", 3, "0.10"), "G3-2") == (Decimal("0.30"), Decimal("0.31"))


def test_g3_2_a_company_that_went_bankrupt_no_longer_counts() -> None:
    known = threshold(3, None, 3, "0.10")
    assert result(known, "G3-2") == "met"
    assert figures(with_party(known, "bedrijf-2", status=ParticipationStatus.CEASED), "G3-2") == (2, 3)


def test_g3_2_a_company_counts_once_however_often_it_pledged() -> None:
    known = threshold(4, None, 3, "0.10")
    assert result(replace(known, pledges=known.pledges * 2), "G3-2") == "not_met"


def test_g3_3_needs_the_authority_behind_every_signature() -> None:
    assert result(READY, "G3-3") == "met"
    known = with_item(READY, "SIG-01", "bond-a", status="returned")
    assert blockers(known, "G3-3") == [("bond-a", "SIG-01", "returned")]
    assert figures(known, "G3-3") == (7, 8)


@pytest.mark.parametrize(("shown", "expected"), [(True, "met"), (False, "not_met")])
def test_g3_3_a_proxy_has_to_show_its_own_authority(shown: bool, expected: str) -> None:
    proxy = Signature("bond-a", "v2", SINCE, manner="proxy", authority_shown=shown)
    assert result(signed(READY, "bond-a", proxy), "G3-3") == expected


def test_g3_3_a_company_is_asked_only_when_it_signed_the_covenant_too() -> None:
    known = with_item(READY, "SIG-01", "bedrijf-a", status="not_started")
    assert result(known, "G3-3") == "met"
    also = signed(known, "bedrijf-a", Signature("bedrijf-a", "v2", SINCE))
    assert blockers(also, "G3-3") == [("bedrijf-a", "SIG-01", "not_started")]


def test_g3_4_no_reservation_may_be_open() -> None:
    open_ = Reservation("ngo-b", True, TODAY + timedelta(days=5))
    assert result(replace(READY, reservations=(replace(open_, open=False),)), "G3-4") == "met"
    known = replace(READY, reservations=(open_,))
    assert blockers(known, "G3-4") == [("ngo-b", "reservation", "open")]
    assert result(with_party(known, "ngo-b", status=ParticipationStatus.WITHDRAWN), "G3-4") == "met"


def test_g3_5_needs_the_contribution_of_associations_and_government_and_a_secretariat() -> None:
    assert result(READY, "G3-5") == "met"
    assert blockers(with_item(READY, "SIG-05", "ministerie-a", status="in_progress"), "G3-5") == [
        ("ministerie-a", "SIG-05", "in_progress")
    ]
    assert blockers(replace(READY, secretariat=False), "G3-5") == [(None, "secretariat", "missing")]
    assert figures(replace(READY, secretariat=False), "G3-5") == (4, 5)  # two associations, two ministries
    assert result(with_item(READY, "SIG-05", "bedrijf-a", status="not_started"), "G3-5") == "met"


def test_g3_6_needs_a_chair_and_a_filled_seat_for_every_kind() -> None:
    assert result(READY, "G3-6") == "met"
    no_chair = replace(READY, seats=tuple(s for s in READY.seats if not s.chair))
    assert blockers(no_chair, "G3-6") == [(None, "chair", "vacant")]
    empty = tuple(replace(s, filled=s.delegation is not PartyKind.NGO) for s in READY.seats)
    assert blockers(replace(READY, seats=empty), "G3-6") == [(None, "ngo", "vacant")]
    assert figures(replace(READY, seats=empty), "G3-6") == (4, 5)
    rotating = (*empty, Seat(PartyKind.NGO, chair=False, filled=True))
    assert result(replace(READY, seats=rotating), "G3-6") == "met"


@pytest.mark.parametrize(
    ("effective", "expected"),
    [(TODAY, "met"), (TODAY + timedelta(days=1), "not_met"), (None, "not_met")],
    ids=["today", "tomorrow", "not set"],
)
def test_g3_7_needs_the_date_of_entry_into_force_to_have_come(effective: date | None, expected: str) -> None:
    assert result(replace(READY, effective_on=effective), "G3-7") == expected


def test_g3_8_needs_the_text_and_the_list_of_parties_published() -> None:
    assert result(READY, "G3-8") == "met"
    assert blockers(with_item(READY, "SIG-06", "gids", status="submitted"), "G3-8") == [
        ("gids", "SIG-06", "submitted")
    ]


def test_a_fundamental_objection_that_comes_up_after_the_text_was_frozen_also_stops_signing() -> None:
    known = replace(READY, objections=(Objection("ngo-a", "fundamental", True, SINCE),))
    found = engine.examine(loading.workflow("imvo-1"), "start_implementation", known)
    assert [f.condition.id for f in found if not f.passes] == ["T-2"]
    calm = engine.examine(loading.workflow("imvo-1"), "start_implementation", READY)
    assert [f.condition.id for f in calm] == [f"G3-{n}" for n in range(1, 9)]


def test_the_names_of_companies_never_appear_in_the_threshold() -> None:
    unmet = finding(threshold(35, "0.3", 4, "0.01"), "G3-2").unmet
    assert unmet is not None
    assert [b.name for b in unmet.blockers] == ["", ""]


def test_g3_3_blames_only_the_party_whose_proxy_showed_nothing() -> None:
    proxy = Signature("bond-a", "v2", SINCE, manner="proxy")
    assert blockers(signed(READY, "bond-a", proxy), "G3-3") == [("bond-a", "SIG-01", "no_authority")]


def test_g3_3_a_party_that_neither_signed_nor_has_to_is_not_asked() -> None:
    known = with_item(signed(READY, "ngo-a"), "SIG-01", "ngo-a", status="not_started")
    assert blockers(known, "G3-3") == [("ngo-a", "SIG-01", "not_started")]
    assert result(with_item(known, "SIG-02", "ngo-a", status="waived"), "G3-3") == "met"
