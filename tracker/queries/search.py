"""Finding covenants by words: names, sectors, other names and parties, whatever accents are typed."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from tracker.store import tables
from workflows.parties import Role

_covenant = tables.Covenant.__table__  # type: ignore[attr-defined]
_part = tables.Participation.__table__  # type: ignore[attr-defined]
_organisation = tables.Organisation.__table__  # type: ignore[attr-defined]

UNPUBLISHED = ("invited", "declined")
"""Who was only asked is nobody else's business: never found, listed or counted."""
MOST_WORDS = 8


def plain(text: str) -> str:
    """Text without accents and case."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """The words somebody searched for; all have to be found."""
    return plain(text).split()[:MOST_WORDS]


def _aliases(details: Mapping[str, Any] | None) -> list[str]:
    found: list[str] = []
    for name in ("aka", "aliases"):
        value = (details or {}).get(name)
        found += [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []
    return found


def covenants(session: Session, text: str) -> list[str] | None:
    """Ids of covenants in which every word occurs somewhere; None when nothing was asked."""
    words = words_of(text)
    if not words:
        return None
    c = _covenant.c
    own = {
        row[0]: plain("\n".join([*(part or "" for part in row[1:-1]), *_aliases(row[-1])]))
        for row in session.execute(
            sa.select(
                c.id, c.slug, c.name_nl, c.name_en, c.sector_nl, c.sector_en, c.facilitated_by, c.details
            )
        )
    }
    names = {
        row[0]: plain("\n".join(part or "" for part in row[1:]))
        for row in session.execute(
            sa.select(
                _organisation.c.id, _organisation.c.name_nl, _organisation.c.name_en, _organisation.c.abbr
            )
        )
    }
    found = set(own)
    for word in words:
        here = {covenant for covenant, hay in own.items() if word in hay}
        bodies = [organisation for organisation, hay in names.items() if word in hay]
        if bodies:
            here |= set(
                session.execute(
                    sa.select(_part.c.covenant_id)
                    .where(_part.c.organisation_id.in_(bodies), public_part())
                    .distinct()
                ).scalars()
            )
        found &= here
    return sorted(found)


def public_part() -> sa.ColumnElement[bool]:
    """Participations everybody may know of."""
    return sa.and_(_part.c.status.not_in(UNPUBLISHED), _part.c.role != str(Role.FACILITATOR))
