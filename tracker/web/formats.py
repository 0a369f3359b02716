"""How dates, numbers and sizes are written, in Dutch and English; every function is a template filter."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import format_decimal

from tracker import locale
from tracker.locale import _

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NBSP = "\N{NO-BREAK SPACE}"
BABEL = {"nl": "nl_NL", "en": "en_GB"}
NEAR = 366
"""Days within which a table leaves the year out and names the weekday."""


@cache
def _names(language: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Short weekdays (Monday first), short months and whole months, without dots."""
    words = Locale.parse(BABEL[language])
    days = words.days["format"]["abbreviated"]
    months = words.months["format"]
    return (
        tuple(days[n].rstrip(".") for n in range(7)),
        tuple(months["abbreviated"][n].rstrip(".") for n in range(1, 13)),
        tuple(months["wide"][n] for n in range(1, 13)),
    )


def local(when: date | datetime) -> date | datetime:
    """An instant as the clock in Amsterdam shows it; a day stays itself."""
    if not isinstance(when, datetime):
        return when
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(AMSTERDAM)


def on_day(when: date | datetime) -> date:
    """The day on which something falls in Amsterdam."""
    there = local(when)
    return there.date() if isinstance(there, datetime) else there


def day(when: date | datetime | None) -> str:
    """`ma 24 november 2025`."""
    if when is None:
        return ""
    d = on_day(when)
    weekdays, _short, months = _names(locale.current())
    return f"{weekdays[d.weekday()]} {d.day} {months[d.month - 1]} {d.year}"


def day_plain(when: date | datetime | None) -> str:
    """`24 november 2025`: for running text and timelines."""
    if when is None:
        return ""
    d = on_day(when)
    return f"{d.day} {_names(locale.current())[2][d.month - 1]} {d.year}"


def day_short(when: date | datetime | None, today: date) -> str:
    """`ma 24 nov` within a year of today, otherwise `24 nov 2025`."""
    if when is None:
        return ""
    d = on_day(when)
    weekdays, months, _wide = _names(locale.current())
    if abs((d - today).days) < NEAR:
        return f"{weekdays[d.weekday()]} {d.day} {months[d.month - 1]}"
    return f"{d.day} {months[d.month - 1]} {d.year}"


def clock(when: datetime | None) -> str:
    """`09:12`, the time in Amsterdam."""
    there = local(when) if when is not None else None
    return f"{there:%H:%M}" if isinstance(there, datetime) else ""


def moment(when: datetime | None) -> str:
    """`ma 24 november 2025, 09:12`."""
    return f"{day(when)}, {clock(when)}" if when is not None else ""


def machine(when: date | datetime | None) -> str:
    """The value of a `datetime` attribute."""
    if when is None:
        return ""
    there = local(when)
    return there.isoformat(timespec="minutes") if isinstance(there, datetime) else there.isoformat()


def partial_date(when: object) -> str:
    """`2017`, `maart 2016` or `9 maart 2016`: no more precise than the source."""
    parts = str(when or "").split("-")
    months = _names(locale.current())[2]
    try:
        year, *rest = (int(part) for part in parts)
        if not rest:
            return str(year)
        name = months[rest[0] - 1]
    except (ValueError, IndexError):
        return str(when or "")
    return f"{name} {year}" if len(rest) == 1 else f"{rest[1]} {name} {year}"


def days_left(due: date | None, today: date) -> str:
    """`3 dagen te laat`, `vandaag`, `morgen`, `nog 3 dagen`."""
    if due is None:
        return ""
    left = (on_day(due) - today).days
    if left < 0:
        return locale.ngettext("%(num)s dag te laat", "%(num)s dagen te laat", -left) % {"num": -left}
    if left == 0:
        return _("vandaag")
    if left == 1:
        return _("morgen")
    return _("nog %(num)s dagen", num=left)


def number(value: int | Decimal | float | None) -> str:
    """`6.289` in Dutch, `6,289` in English."""
    return format_decimal(value, locale=BABEL[locale.current()]) if value is not None else ""


def share(value: Decimal | float | str | None, digits: int = 0) -> str:
    """A share from 0 to 1 as `30 %` (no-break space) or `30%`; exact until the last digit shown."""
    if value is None:
        return ""
    exact = (Decimal(str(value)) * 100).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    written = format_decimal(exact, locale=BABEL[locale.current()])
    return f"{written}{NBSP}%" if locale.current() == "nl" else f"{written}%"


def filesize(size: int | None) -> str:
    """`214 kB`: thousands of bytes, no more precise than one digit behind the comma."""
    if size is None:
        return ""
    if size < 1000:
        return f"{size}{NBSP}B"
    for unit, scale in (("kB", 1000), ("MB", 1000**2), ("GB", 1000**3)):
        if size < scale * 999.5 or unit == "GB":
            shown = Decimal(size) / scale
            shown = shown.quantize(Decimal("0.1") if shown < 10 else Decimal(1), rounding=ROUND_HALF_UP)
            return f"{format_decimal(shown.normalize(), locale=BABEL[locale.current()])}{NBSP}{unit}"
    raise AssertionError


def words(both: Mapping[str, str] | Any) -> str:
    """The word in the reader's language from a `{nl, en}` mapping or an object with those two."""
    if isinstance(both, str):
        return both
    language = locale.current()
    if isinstance(both, Mapping):
        return both.get(language) or both.get(locale.DEFAULT, "")
    return str(getattr(both, language, None) or getattr(both, locale.DEFAULT))


def plural(count: int, singular: str, many: str) -> str:
    """`1 partij`, `9 partijen`: a number with its noun, both ids holding `%(num)s`."""
    return locale.ngettext(singular, many, count) % {"num": number(count)}


def initials(name: str) -> str:
    """At most two letters for the round mark in the user menu."""
    parts = [part for part in name.split() if part[0].isalpha()] or [name or "?"]
    letters = parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")
    return letters.upper()
