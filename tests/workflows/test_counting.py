"""Progress, debts and shares: every figure with its denominator, and never a rounded one."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, getcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.ready import PARTIES, TODAY
from workflows import counting
from workflows.counting import Progress
from workflows.facts import Item
from workflows.parties import PartyKind

STATUSES = [
    "not_started",
    "in_progress",
    "submitted",
    "accepted",
    "returned",
    "waived",
    "not_applicable",
    "stale",
    "expired",
    "unrecorded",
]
ITEM = Item("ngo", "NEG-01", "negotiation", True, "accepted")


def some(*statuses: str) -> list[Item]:
    """Mandatory items with these statuses."""
    return [replace(ITEM, code=f"NEG-{n:02}", status=s) for n, s in enumerate(statuses, 1)]


def test_progress_is_accepted_out_of_asked() -> None:
    found = counting.progress(some("accepted", "accepted", "submitted", "returned", "stale", "expired"))
    assert (found.accepted, found.of, found.open) == (2, 6, 4)
    assert (found.submitted, found.stale, found.expired) == (1, 1, 1)


def test_waived_and_not_applicable_leave_the_denominator_and_are_counted_beside_it() -> None:
    found = counting.progress(some("accepted", "waived", "not_applicable", "in_progress"))
    assert (found.accepted, found.of, found.waived, found.not_applicable) == (1, 2, 1, 1)


def test_an_unrecorded_past_is_neither_done_nor_a_debt() -> None:
    found = counting.progress(some("unrecorded", "unrecorded", "accepted"))
    assert (found.accepted, found.of, found.unrecorded) == (1, 1, 2)
    assert counting.debts(some("unrecorded"), "signing") == ()


@pytest.mark.parametrize("items", [[], some("waived"), some("unrecorded"), [replace(ITEM, mandatory=False)]])
def test_nothing_of_nothing_is_not_complete(items: list[Item]) -> None:
    found = counting.progress(items)
    assert (found.none, found.complete, found.share) == (True, False, None)


def test_voluntary_items_are_counted_apart() -> None:
    extra = [replace(i, mandatory=False) for i in some("accepted", "submitted")]
    assert counting.progress([*some("accepted"), *extra]) == Progress(
        accepted=1, of=1, optional=2, optional_accepted=1
    )


def test_a_pending_assessment_does_not_count_against_the_company() -> None:
    waiting = replace(ITEM, status="not_started", waits_for_secretariat=True)
    found = counting.progress([ITEM, waiting])
    assert (found.accepted, found.of, found.waiting, found.complete) == (1, 1, 1, True)


@pytest.mark.parametrize("status", STATUSES)
def test_late_is_who_has_to_act_and_let_the_day_pass(status: str) -> None:
    item = replace(ITEM, status=status, due=TODAY - timedelta(days=1))
    late = status in ("not_started", "in_progress", "returned", "stale", "expired")
    assert counting.is_overdue(item, TODAY) is late
    assert counting.progress([item], today=TODAY).overdue == late
    assert not counting.is_overdue(replace(item, due=TODAY), TODAY)
    assert not counting.is_overdue(replace(item, due=None), TODAY)
    assert not counting.is_overdue(replace(item, waits_for_secretariat=True), TODAY)


def test_debts_are_open_items_of_earlier_stages() -> None:
    items = [
        replace(ITEM, stage="initiative", status="returned"),
        replace(ITEM, stage="initiative", status="waived"),
        replace(ITEM, stage="initiative", status="in_progress", mandatory=False),
        replace(ITEM, stage="negotiation", status="in_progress"),
    ]
    assert counting.debts(items, "negotiation") == (items[0],)
    assert counting.debts(items, "signing") == (items[0], items[3])


def test_items_can_be_chosen_by_party_stage_and_cycle() -> None:
    items = [ITEM, replace(ITEM, party_id="bond"), replace(ITEM, cycle=2), replace(ITEM, stage="signing")]
    assert counting.select(items, party_id="bond") == (items[1],)
    assert counting.select(items, cycle=2) == (items[2],)
    assert counting.select(items, stage="signing", party_id="ngo") == (items[3],)


@given(st.lists(st.sampled_from(STATUSES)))
def test_every_mandatory_item_is_counted_exactly_once(statuses: list[str]) -> None:
    found = counting.progress(some(*statuses))
    assert found.of + found.waived + found.not_applicable + found.unrecorded == len(statuses)
    assert 0 <= found.accepted <= found.of


@given(st.lists(st.sampled_from(STATUSES), min_size=1), st.data())
def test_accepting_one_more_never_lowers_progress(statuses: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(statuses) - 1))
    before = counting.progress(some(*statuses))
    after = counting.progress(some(*statuses[:at], "accepted", *statuses[at + 1 :]))
    assert after.accepted >= before.accepted
    assert (after.share or 0) >= (before.share or 0)


def test_quorum_names_the_kinds_that_are_short() -> None:
    quorum = {PartyKind.NGO: 2, PartyKind.TRADE_UNION: 3, PartyKind.OTHER: 1}
    assert counting.short_of_quorum(PARTIES, quorum) == (
        (PartyKind.TRADE_UNION, 2, 3),
        (PartyKind.OTHER, 0, 1),
    )


def test_the_facilitator_counts_in_no_quorum() -> None:
    assert PartyKind.FACILITATOR not in counting.per_kind(PARTIES)


def test_ten_times_a_tenth_is_one() -> None:
    assert counting.exact_sum([Decimal("0.1")] * 10) == 1


@given(st.lists(st.decimals(0, 1, places=40), max_size=20))
def test_sums_are_exact_whatever_the_decimal_context(shares: list[Decimal]) -> None:
    kept = getcontext().prec
    getcontext().prec = 5
    try:
        total = counting.as_decimal(counting.exact_sum(shares))
    finally:
        getcontext().prec = kept
    assert Fraction(total) == sum(map(Fraction, shares))


def test_weighted_shares() -> None:
    weights = {"a": Decimal("0.2"), "b": Decimal("0.1")}
    assert counting.weighted_share(weights, {"a"}) == Fraction(2, 3)
    assert counting.weighted_share({}, {"a"}) is None
    assert counting.weighted_share({"a": Decimal(0)}, {"a"}) is None


def test_a_negative_decimal_keeps_its_sign() -> None:
    assert counting.as_decimal(Fraction(-5, 4)) == Decimal("-1.25")


def test_a_due_date_is_a_date() -> None:
    assert counting.is_overdue(replace(ITEM, status="returned", due=date(2026, 1, 1)), TODAY)
