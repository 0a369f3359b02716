"""A new version in clauses: which of them are clauses of an earlier version, in every language the same."""

import re
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from tracker import errors
from tracker.locale import N_
from tracker.store import dossiers, tables
from workflows import clauses, identities
from workflows.clauses import Clause

TOO_MANY = N_("Deze tekst telt %(have)s artikelen en leden; het mogen er 1.000 zijn. Kijk de nummering na.")
NOT_HERE = N_("Artikel %(number)s staat niet in deze tekst.")
NOT_THERE = N_("Artikel %(number)s staat niet in versie %(version)s.")
_ID = re.compile(r"k(\d+)")


def split(
    dossier: dossiers.Dossier,
    given: Mapping[str, str],
    *,
    prevailing: str,
    follows: tables.TextVersion | None,
    matches: Mapping[str, str] | None = None,
) -> dict[str, tuple[Clause, ...]]:
    """The texts of a version by language in clauses with their ids.

    `matches` is what the facilitator knows better: the number of a new clause to that of the old one it
    is, or to nothing when it is a new clause. Raises `Invalid` for numbers that are not there.
    """
    parts = {language: clauses.split(text) for language, text in given.items() if text.strip()}
    for language, found in parts.items():
        if len(found) > clauses.MOST:
            raise errors.Invalid({f"text_{language}": TOO_MANY}, have=len(found))
    if not parts:
        return {}
    first = prevailing if prevailing in parts else min(parts)
    known = clauses_of(dossier, follows.id) if follows else {}
    fresh = _fresh(dossier)
    named = {first: _identified(parts[first], first, known, fresh, follows, matches or {})}
    for language, found in parts.items():
        if language != first:
            named[language] = identities.alongside(found, named[first], fresh)
    return named


def _identified(
    new: tuple[Clause, ...],
    language: str,
    known: Mapping[str, tuple[Clause, ...]],
    fresh: Callable[[], str],
    follows: tables.TextVersion | None,
    matches: Mapping[str, str],
) -> tuple[Clause, ...]:
    """With the ids of the same language before; of another one the numbers are all there is to go by."""
    if language in known or not known:
        old = known.get(language, ())
        return identities.identify(new, old, fresh, _said(new, old, follows, matches))
    _said(new, (), follows, matches)
    return identities.alongside(new, known[min(known)], fresh)


def _said(
    new: tuple[Clause, ...],
    old: tuple[Clause, ...],
    follows: tables.TextVersion | None,
    matches: Mapping[str, str],
) -> dict[str, str]:
    """The facilitator's numbers as number to id."""
    here = {c.number for c in new if c.number}
    there = {c.number: c.id for c in old if c.number}
    for number, was in matches.items():
        if number not in here:
            raise errors.Invalid({"same_as": NOT_HERE}, number=number)
        if was and was not in there:
            raise errors.Invalid(
                {"same_as": NOT_THERE}, number=was, version=follows.number if follows else "–"
            )
    return {number: there[was] if was else "" for number, was in matches.items()}


def clauses_of(dossier: dossiers.Dossier, text_id: str) -> dict[str, tuple[Clause, ...]]:
    """The clauses of a version by language, for the languages that have any."""
    return {
        v.language: clauses.stored(v.clauses)
        for v in dossier.rows(tables.TextVariant)
        if v.text_version_id == text_id and v.clauses
    }


def _fresh(dossier: dossiers.Dossier) -> Callable[[], str]:
    """Ids that no clause of this covenant ever had, also not in a version that was left."""
    had = [
        int(match[1])
        for v in dossier.rows(tables.TextVariant)
        for c in v.clauses or ()
        if (match := _ID.fullmatch(c["id"]))
    ]
    numbers = count(max(had, default=0) + 1)
    return lambda: f"k{next(numbers)}"


def rows(found: tuple[Clause, ...]) -> list[dict[str, Any]]:
    """As they are kept with the version."""
    return [c.stored() for c in found]
