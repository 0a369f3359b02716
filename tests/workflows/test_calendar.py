"""Covenant years, participation years, pauses, deadlines and dates that are only partly known."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import calendar
from workflows.calendar import PartialDate
from workflows.facts import Cycle

DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))


def test_covenant_years_run_from_anniversary_to_the_day_before_the_next() -> None:
    assert calendar.covenant_years(date(2019, 10, 1), date(2021, 9, 30)) == (
        Cycle(1, date(2019, 10, 1), date(2020, 9, 30)),
        Cycle(2, date(2020, 10, 1), date(2021, 9, 30)),
    )


def test_an_extended_term_ends_with_a_short_year() -> None:
    years = calendar.covenant_years(date(2016, 7, 4), date(2021, 12, 31))
    assert len(years) == 6
    assert years[-1] == Cycle(6, date(2021, 7, 4), date(2021, 12, 31))


def test_a_term_of_one_day_too_many_has_a_last_year_of_one_day() -> None:
    years = calendar.covenant_years(date(2019, 7, 1), date(2020, 7, 1))
    assert years[-1] == Cycle(2, date(2020, 7, 1), date(2020, 7, 1))


def test_a_year_that_starts_on_a_leap_day_is_never_a_day_short() -> None:
    years = calendar.covenant_years(date(2024, 2, 29), date(2028, 2, 29))
    assert [y.starts_on for y in years] == [
        date(2024, 2, 29),
        date(2025, 3, 1),
        date(2026, 3, 1),
        date(2027, 3, 1),
        date(2028, 2, 29),
    ]
    assert years[0].ends_on == date(2025, 2, 28)


def test_a_term_without_an_end_runs_to_the_cycle_that_holds_the_day() -> None:
    years = calendar.covenant_years(date(2019, 7, 1), None, until=date(2020, 7, 1))
    assert [y.ends_on for y in years] == [date(2020, 6, 30), date(2021, 6, 30)]


def test_without_entry_into_force_or_with_an_end_before_it_there_are_no_years() -> None:
    assert calendar.covenant_years(None, date(2020, 1, 1)) == ()
    assert calendar.covenant_years(date(2020, 1, 1), None) == ()
    assert calendar.covenant_years(date(2020, 1, 2), date(2020, 1, 1)) == ()


@given(DAYS, st.integers(0, 4000))
def test_covenant_years_cover_the_term_without_gaps_or_overlap(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    years = calendar.covenant_years(start, end)
    assert (years[0].starts_on, years[-1].ends_on) == (start, end)
    for one, next_ in pairwise(years):
        assert next_.starts_on - one.ends_on == timedelta(days=1)
    assert [y.number for y in years] == list(range(1, len(years) + 1))


def test_a_cycle_has_begun_on_its_first_day() -> None:
    years = calendar.covenant_years(date(2019, 7, 1), date(2022, 6, 30))
    assert len(calendar.started(years, date(2020, 6, 30))) == 1
    assert len(calendar.started(years, date(2020, 7, 1))) == 2
    assert calendar.started(years, date(2019, 6, 30)) == ()


@pytest.mark.parametrize(
    ("signed", "on", "year"),
    [
        (date(2017, 4, 10), date(2019, 7, 1), 3),
        (date(2017, 4, 10), date(2018, 4, 9), 1),
        (date(2017, 4, 10), date(2018, 4, 10), 2),
        (date(2017, 4, 10), date(2017, 4, 10), 1),
        (date(2017, 4, 10), date(2017, 4, 9), 0),
        (date(2024, 2, 29), date(2025, 2, 28), 1),
        (date(2024, 2, 29), date(2025, 3, 1), 2),
    ],
)
def test_participation_years_count_from_the_own_signature(signed: date, on: date, year: int) -> None:
    assert calendar.participation_year(signed, on) == year


def test_participation_years_stop_at_the_term() -> None:
    assert calendar.participation_year(date(2017, 1, 1), date(2025, 1, 1), cap=5) == 5
    assert [c.number for c in calendar.participation_cycles(date(2017, 4, 10), date(2019, 7, 1), cap=2)] == [
        1,
        2,
    ]


def day(number: int) -> date:
    """A day in June 2026."""
    return date(2026, 6, number)


def test_overlapping_pauses_count_once() -> None:
    pauses = [(day(1), day(11)), (day(6), day(16)), (day(20), day(21))]
    assert calendar.paused_days(pauses, day(30)) == 16


def test_a_pause_that_still_runs_counts_up_to_today_and_an_empty_one_not_at_all() -> None:
    assert calendar.paused_days([(day(10), None)], day(30)) == 20
    assert calendar.paused_days([(day(10), day(10)), (day(12), day(11))], day(30)) == 0


def test_due_dates_shift_by_the_pauses_before_them_and_by_those_they_shift_into() -> None:
    pauses = [(day(1), day(6)), (day(12), day(14))]
    assert calendar.shifted(day(3), pauses, day(30)) == day(8)
    assert calendar.shifted(day(8), pauses, day(30)) == day(15)
    assert calendar.shifted(date(2026, 5, 31), pauses, day(30)) == date(2026, 5, 31)


def test_the_stage_on_a_day_follows_the_effective_dates_and_not_the_order_of_recording() -> None:
    moves = [(day(1), "negotiation"), (day(20), "signing"), (day(10), "initiative")]
    assert calendar.stage_on([], day(1), "initiative") == "initiative"
    assert [calendar.stage_on(moves, day(d), "initiative") for d in (1, 9, 10, 19, 20)] == [
        "negotiation",
        "negotiation",
        "initiative",
        "initiative",
        "signing",
    ]
    assert calendar.stage_on(moves, date(2026, 5, 31), "initiative") == "initiative"


def test_of_two_moves_on_one_day_the_later_recorded_counts() -> None:
    moves = [(day(5), "negotiation"), (day(5), "signing")]
    assert calendar.stage_on(moves, day(5), "initiative") == "signing"


@pytest.mark.parametrize(
    ("last", "instant"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 15, 23, tzinfo=UTC)),
        (date(2026, 7, 15), datetime(2026, 7, 15, 22, tzinfo=UTC)),
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),
    ],
    ids=["winter", "summer", "before spring", "spring forward", "before autumn", "fall back"],
)
def test_a_deadline_lasts_to_midnight_in_amsterdam(last: date, instant: datetime) -> None:
    assert calendar.deadline_instant(last) == instant
    assert calendar.is_past(last, instant)
    assert not calendar.is_past(last, instant - timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2017", "year", date(2017, 1, 1), date(2017, 12, 31)),
        ("2016-02", "month", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-03-09", "day", date(2016, 3, 9), date(2016, 3, 9)),
    ],
)
def test_a_partial_date_knows_what_it_knows(text: str, precision: str, first: date, last: date) -> None:
    known = PartialDate.parse(text)
    assert (str(known), known.precision, known.first, known.last) == (text, precision, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "17",
        "2017-",
        "2017-1",
        "2017-13",
        "2017-00",
        "2017-02-30",
        "2017-02-00",
        "0000",
        "2017-02-01 ",
        "٢٠١٧",
        "maart 2016",
        "2017-02-01T00:00",
        "2017\n",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


def test_a_day_without_a_month_is_no_date() -> None:
    with pytest.raises(ValueError, match="a day needs a month"):
        PartialDate(2017, None, 3)


def test_partial_dates_sort_by_the_earliest_day_and_the_vaguer_one_first() -> None:
    texts = ["2017-01-01", "2016-12", "2017", "2017-01", "2016-12-31"]
    ordered = sorted(map(PartialDate.parse, texts))
    assert [str(d) for d in ordered] == ["2016-12", "2016-12-31", "2017", "2017-01", "2017-01-01"]
    assert PartialDate.parse("2016-12").surely_before(PartialDate.parse("2017"))
    assert not PartialDate.parse("2017-01").surely_before(PartialDate.parse("2017"))


@given(DAYS)
def test_a_whole_date_survives_being_read_back(known: date) -> None:
    assert PartialDate.parse(str(PartialDate.of(known))).first == known


@given(
    spans=st.lists(
        st.tuples(st.integers(0, 300), st.integers(0, 120)).map(lambda s: (s[0], s[0] + s[1])), max_size=4
    )
)
def test_each_pause_adds_only_what_the_ones_before_it_did_not_cover(spans: list[tuple[int, int]]) -> None:
    """Whoever shifts after every pause ends where whoever shifts once, by the union, ends (edge case 17)."""
    first = date(2026, 1, 1)
    pauses = [(first + timedelta(days=a), first + timedelta(days=b)) for a, b in spans]
    today = first + timedelta(days=1000)
    added = [calendar.fresh(pauses[: n + 1], today) for n in range(len(pauses))]
    assert sum((b - a).days for found in added for a, b in found) == calendar.paused_days(pauses, today)
    days = [a + timedelta(days=n) for found in added for a, b in found for n in range((b - a).days)]
    assert len(days) == len(set(days))
