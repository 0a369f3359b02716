"""Suppositions as text: short enough for an address, stable, and readable there and back."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from workflows import suppositions
from workflows.parties import PartyKind, Role

FORMS: Mapping[str, type[Any]] = {
    "dag": suppositions.Today,
    "inwerking": suppositions.EffectiveOn,
    "einddatum": suppositions.EndsOn,
    "pauze": suppositions.Paused,
    "hervat": suppositions.Resumed,
    "tekst-nieuw": suppositions.Tabled,
    "tekst-vast": suppositions.Frozen,
    "vertrekt": suppositions.Leaves,
    "opgeschort": suppositions.Suspended,
    "terug": suppositions.Reinstated,
    "erbij": suppositions.Joins,
    "rol": suppositions.TakesRole,
    "tekent": suppositions.Signs,
    "ongeldig": suppositions.SignatureVoid,
    "bevoegd": suppositions.AuthorityShown,
    "akkoord": suppositions.Accepted,
    "ingetrokken": suppositions.TakenBack,
    "mandaat": suppositions.MandateUntil,
    "bezwaar-weg": suppositions.ObjectionClosed,
    "bezwaar": suppositions.ObjectionRaised,
    "voorbehoud-weg": suppositions.ReservationClosed,
    "voorbehoud": suppositions.ReservationRaised,
    "bedrijven": suppositions.CompaniesJoin,
    "aandeel": suppositions.TotalShare,
    "drempel": suppositions.ThresholdSet,
    "quorum": suppositions.QuorumSet,
    "zetel": suppositions.SeatFilled,
    "besluit": suppositions.Decided,
    "zaken": suppositions.CasesSettled,
    "facilitator": suppositions.FacilitatorAssigned,
    "secretariaat": suppositions.SecretariatAssigned,
    "stem": suppositions.Speaks,
    "normen": suppositions.NormsCovered,
    "tekenvoorwaarde": suppositions.ConditionMet,
    "gepasseerd": suppositions.Passed,
}
"""The word an address uses for each, in the order in which they take effect."""
WORDS = {form: word for word, form in FORMS.items()}
ORDER = {form: place for place, form in enumerate(FORMS.values())}

MOST = 10_000
YEARS = range(1900, 2201)
_TEXT = re.compile(r"[A-Za-z0-9_.-]{0,64}")


class Unreadable(ValueError):
    """A text that is no supposition."""


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text) or int(text) > MOST:
        raise Unreadable(text)
    return int(text)


def _share(text: str) -> Decimal:
    if not re.fullmatch(r"[0-9.]{1,20}", text) or not 0 <= (share := Decimal(text)) <= 1:
        raise Unreadable(text)
    return share


def _text(text: str) -> str:
    if not _TEXT.fullmatch(text):
        raise Unreadable(text)
    return text


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise Unreadable(text)
    return day


READ: Mapping[Any, Callable[[str], Any]] = {
    str: _text, int: _number, Decimal: _share, date: _day, PartyKind: PartyKind, Role: Role,
}  # fmt: skip


def written(supposition: suppositions.Supposition) -> str:
    """The text form: the word, then what it says, with colons between."""
    said = []
    for field in fields(supposition):
        value = getattr(supposition, field.name)
        said.append(f"{value:f}" if isinstance(value, Decimal) else str(value))
    return ":".join([WORDS[type(supposition)], *said])


def read(text: str) -> suppositions.Supposition:
    """A supposition from its text form; `Unreadable` otherwise. What has a default may be left out."""
    word, *said = text.split(":")
    form = FORMS.get(word)
    if form is None or len(said) > len(fields(form)):
        raise Unreadable(text)
    try:
        made = form(*(READ[f.type](s) for f, s in zip(fields(form), said, strict=False)))
    except (ValueError, TypeError, InvalidOperation):
        raise Unreadable(text) from None
    return made  # type: ignore[no-any-return]


def in_order(suppositions: Iterable[suppositions.Supposition]) -> tuple[suppositions.Supposition, ...]:
    """Each once, in the order in which they take effect, so that an address means the same however its
    steps are arranged."""
    return tuple(sorted(dict.fromkeys(suppositions), key=lambda s: (ORDER[type(s)], written(s))))


def party_of(supposition: suppositions.Supposition) -> str | None:
    """The participation it is about, if it is about one."""
    return getattr(supposition, "party", None)
