"""Dates, numbers and sizes as the design writes them, in Dutch and English."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from tracker import locale
from tracker.web import formats, marks

TODAY = date(2025, 11, 24)
NBSP = "\N{NO-BREAK SPACE}"


def in_both(tell: Any, *args: Any) -> tuple[str, str]:
    dutch = tell(*args)
    with locale.speaking("en"):
        return dutch, tell(*args)


def test_a_day_is_written_in_full() -> None:
    assert in_both(formats.day, TODAY) == ("ma 24 november 2025", "Mon 24 November 2025")


@pytest.mark.parametrize(
    ("day", "dutch", "english"),
    [
        (TODAY, "ma 24 nov", "Mon 24 Nov"),
        (TODAY - timedelta(365), "zo 24 nov", "Sun 24 Nov"),
        (TODAY - timedelta(366), "23 nov 2024", "23 Nov 2024"),
        (TODAY + timedelta(365), "di 24 nov", "Tue 24 Nov"),
        (TODAY + timedelta(366), "25 nov 2026", "25 Nov 2026"),
    ],
)
def test_a_table_leaves_the_year_out_within_a_year(day: date, dutch: str, english: str) -> None:
    assert in_both(formats.day_short, day, TODAY) == (dutch, english)


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        (datetime(2025, 11, 24, 8, 12, tzinfo=UTC), "ma 24 november 2025, 09:12"),
        (datetime(2025, 7, 1, 22, 30, tzinfo=UTC), "wo 2 juli 2025, 00:30"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "zo 25 oktober 2026, 02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "zo 25 oktober 2026, 02:30"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "zo 28 maart 2027, 03:00"),
    ],
)
def test_a_moment_is_what_the_clock_in_amsterdam_shows(instant: datetime, written: str) -> None:
    assert formats.moment(instant) == written


def test_the_machine_gets_the_offset_too() -> None:
    assert formats.machine(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == "2026-10-25T02:30+02:00"
    assert formats.machine(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == "2026-10-25T02:30+01:00"
    assert formats.machine(TODAY) == "2025-11-24"


@pytest.mark.parametrize(
    ("part", "dutch", "english"),
    [
        ("2017", "2017", "2017"),
        ("2016-03", "maart 2016", "March 2016"),
        ("2016-03-09", "9 maart 2016", "9 March 2016"),
        ("onbekend", "onbekend", "onbekend"),
        ("2016-13", "2016-13", "2016-13"),
        (None, "", ""),
    ],
)
def test_a_partial_date_is_no_more_precise_than_its_source(part: Any, dutch: str, english: str) -> None:
    assert in_both(formats.partial_date, part) == (dutch, english)


@pytest.mark.parametrize(
    ("days", "dutch", "english"),
    [
        (-3, "3 dagen te laat", "3 days late"),
        (-1, "1 dag te laat", "1 day late"),
        (0, "vandaag", "today"),
        (1, "morgen", "tomorrow"),
        (3, "nog 3 dagen", "3 days left"),
    ],
)
def test_how_long_there_is(days: int, dutch: str, english: str) -> None:
    assert in_both(formats.days_left, TODAY + timedelta(days), TODAY) == (dutch, english)


def test_numbers_have_the_marks_of_the_language() -> None:
    assert in_both(formats.number, 6289) == ("6.289", "6,289")
    assert in_both(formats.number, Decimal("79.99")) == ("79,99", "79.99")


@pytest.mark.parametrize(
    ("share", "digits", "dutch", "english"),
    [
        (Decimal("0.3"), 0, f"30{NBSP}%", "30%"),
        (Decimal("0.2999"), 0, f"30{NBSP}%", "30%"),
        (Decimal("0.2999"), 2, f"29,99{NBSP}%", "29.99%"),
        (Decimal(0), 0, f"0{NBSP}%", "0%"),
        (Decimal(1), 0, f"100{NBSP}%", "100%"),
        (None, 0, "", ""),
    ],
)
def test_a_share_is_a_percentage(share: Any, digits: int, dutch: str, english: str) -> None:
    assert in_both(formats.share, share, digits) == (dutch, english)


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (214_321, "214 kB"),
        (999_999, "1 MB"),
        (1_500_000, "1,5 MB"),
        (24_000_000, "24 MB"),
        (None, ""),
    ],
)
def test_a_file_has_a_size(size: int | None, written: str) -> None:
    assert formats.filesize(size) == written.replace(" ", NBSP)


def test_a_word_is_picked_from_both_languages() -> None:
    both = {"nl": "Fase", "en": "Stage"}
    assert in_both(formats.words, both) == ("Fase", "Stage")
    assert in_both(formats.words, SimpleNamespace(**both)) == ("Fase", "Stage")
    assert in_both(formats.words, {"nl": "Fase"}) == ("Fase", "Fase")
    assert formats.words("zo") == "zo"


def test_a_number_takes_its_noun_along() -> None:
    assert formats.plural(1, "%(num)s partij", "%(num)s partijen") == "1 partij"
    assert formats.plural(1200, "%(num)s partij", "%(num)s partijen") == "1.200 partijen"


@pytest.mark.parametrize(
    ("name", "letters"), [("Nadia Verkerk", "NV"), ("Bram de Wit", "BW"), ("X", "X"), ("", "?"), ("3 x", "X")]
)
def test_a_name_has_initials(name: str, letters: str) -> None:
    assert formats.initials(name) == letters


def test_a_status_nobody_knows_is_drawn_as_itself() -> None:
    assert marks.requirement("vreemd") == marks.Mark("busy", "ring", "vreemd", "none")


def test_a_miss_is_amber_only_when_it_may_be_passed() -> None:
    assert marks.condition("not_met", True).tone == "warn"
    assert marks.condition("not_met", False).tone == "stop"
    assert marks.condition("met", True).tone == "ok"


def test_stages_are_counted_from_one() -> None:
    assert [marks.stage_number(stage) for stage in [*marks.STAGE, "x"]] == [1, 2, 3, 4, 0]
