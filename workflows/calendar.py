"""Pure date arithmetic: covenant years, participation years, pauses, deadlines and partial dates."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import total_ordering
from typing import Literal
from zoneinfo import ZoneInfo

from workflows.facts import Cycle

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Pause = tuple[date, date | None]
"""First day the clocks stand still, and the day they run again (None: still paused)."""


def anniversary(start: date, years: int) -> date:
    """The same day some years on. 29 February becomes 1 March, so a year is never a day short."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def covenant_years(
    effective_on: date | None, ends_on: date | None, *, until: date | None = None
) -> tuple[Cycle, ...]:
    """The cycles of the term: each ends the day before an anniversary, the last one on `ends_on`.

    An open-ended term is cut off at the cycle that holds `until`; with neither there is no term.
    """
    last = ends_on or until
    cycles: list[Cycle] = []
    if effective_on is None or last is None:
        return ()
    while (start := anniversary(effective_on, len(cycles))) <= last:
        end = anniversary(effective_on, len(cycles) + 1) - timedelta(days=1)
        cycles.append(Cycle(len(cycles) + 1, start, min(end, ends_on) if ends_on else end))
    return tuple(cycles)


def started(cycles: Iterable[Cycle], today: date) -> tuple[Cycle, ...]:
    """The cycles that have begun, the running one included."""
    return tuple(c for c in cycles if c.starts_on <= today)


def participation_year(signed_on: date, on: date, cap: int | None = None) -> int:
    """Full years since the own signature, plus one, at most `cap`; 0 before the signature."""
    if on < signed_on:
        return 0
    years = on.year - signed_on.year
    if anniversary(signed_on, years) > on:
        years -= 1
    return years + 1 if cap is None else min(years + 1, cap)


def participation_cycles(signed_on: date, today: date, cap: int | None = None) -> tuple[Cycle, ...]:
    """The participation years of one company that have begun, as cycles."""
    return tuple(
        Cycle(n + 1, anniversary(signed_on, n), anniversary(signed_on, n + 1) - timedelta(days=1))
        for n in range(participation_year(signed_on, today, cap))
    )


def merged(pauses: Iterable[Pause], today: date) -> tuple[tuple[date, date], ...]:
    """The union of the pauses: overlapping or touching ones become one; open ones run to `today`."""
    spans = sorted((a, today if b is None else b) for a, b in pauses)
    union: list[tuple[date, date]] = []
    for start, end in spans:
        if end <= start:
            continue
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(end, union[-1][1]))
        else:
            union.append((start, end))
    return tuple(union)


def paused_days(pauses: Iterable[Pause], today: date) -> int:
    """Days the clocks stood still: the length of the union, never the sum."""
    return sum((end - start).days for start, end in merged(pauses, today))


def fresh(pauses: Sequence[Pause], today: date) -> tuple[tuple[date, date], ...]:
    """What the last pause adds to the union of those before it: the days not yet made up for."""
    if not pauses:
        return ()
    (span,) = merged(pauses[-1:], today) or ((today, today),)
    found: list[tuple[date, date]] = []
    start, last = span
    for begin, end in merged(pauses[:-1], today):
        if end <= start or begin >= last:
            continue
        if begin > start:
            found.append((start, begin))
        start = max(start, end)
    if start < last:
        found.append((start, last))
    return tuple(found)


def shifted(due: date, pauses: Iterable[Pause], today: date) -> date:
    """A due date moved by the pauses that began on or before it, each lengthening what follows."""
    for start, end in merged(pauses, today):
        if start <= due:
            due += end - start
    return due


def stage_on(moves: Sequence[tuple[date, str]], day: date, initial: str) -> str:
    """The stage on a day, from (effective date, stage) in the order recorded; later records win a tie."""
    stage, since = initial, date.min
    for on, to in moves:
        if since <= on <= day:
            stage, since = to, on
    return stage


def working_days_after(day: date, count: int) -> date:
    """The day so many working days on; Saturdays and Sundays do not count, holidays do."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def deadline_instant(day: date) -> datetime:
    """The first moment that is too late: the midnight that ends this day in Amsterdam, in UTC."""
    return datetime.combine(day + timedelta(days=1), time.min, AMSTERDAM).astimezone(UTC)


def is_past(day: date, now: datetime) -> bool:
    """Whether the deadline at the end of this day has passed; `now` must be aware."""
    return now >= deadline_instant(day)


Precision = Literal["year", "month", "day"]
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day; what is unknown stays unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        # `or 1` would let month 00 and day 00 through.
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read '2017', '2016-03' or '2016-03-09'; anything else is a ValueError."""
        match = _PARTIAL.fullmatch(text)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day)

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """A date known to the day."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """How much is known."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The latest day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = (f"{self.year:04d}", *(f"{p:02d}" for p in (self.month, self.day) if p is not None))
        return "-".join(parts)

    def __lt__(self, other: object) -> bool:
        """Earliest possible day first; of two that start alike, the vaguer one first."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return (self.first, -self.last.toordinal()) < (other.first, -other.last.toordinal())

    def surely_before(self, other: "PartialDate") -> bool:
        """Whether every day it can be lies before every day the other can be."""
        return self.last < other.first
