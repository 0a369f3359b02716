"""Organisations and what everybody may know of them: in which covenants, in which role, since when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors
from tracker.queries import portfolio, search
from tracker.store import tables

_o = tables.Organisation.__table__.c  # type: ignore[attr-defined]
_p = tables.Participation.__table__  # type: ignore[attr-defined]
_covenant = tables.Covenant.__table__  # type: ignore[attr-defined]
PAGE = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation in the list."""

    id: str
    slug: str
    name: str
    abbr: str | None
    kind: str
    fictional: bool
    covenants: int


@dataclass(frozen=True, slots=True)
class Taking:
    """One participation, as far as it is public."""

    covenant: str
    path: str
    participation_id: str
    fictional: bool
    stage: str
    state: str
    kind: str
    role: str
    status: str
    since: str | None
    until: str | None
    signed_on: date | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation with everything it takes or took part in."""

    row: Row
    other_name: str
    takings: tuple[Taking, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of organisations."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int


def _rows(session: Session, language: str, where: list[sa.ColumnElement[bool]]) -> list[Row]:
    name = _o.name_en if language == "en" else _o.name_nl
    covenants = (
        sa.select(sa.func.count(sa.distinct(_p.c.covenant_id)))
        .where(_p.c.organisation_id == _o.id, _p.c.status.not_in(search.UNPUBLISHED))
        .scalar_subquery()
    )
    query = (
        sa.select(_o.id, _o.slug, name, _o.abbr, _o.kind, _o.fictional, covenants)
        .where(*where)
        .order_by(sa.func.lower(name), _o.id)
    )
    return [Row(*row) for row in session.execute(query)]


def listing(session: Session, *, language: str, q: str = "", kind: str = "", page: int = 1) -> Listing:
    """Organisations that take part publicly in at least one covenant."""
    where = [_o.kind == kind] if kind else []
    words = search.words_of(q)
    found = [
        row
        for row in _rows(session, language, where)
        if row.covenants and all(word in search.plain(f"{row.name} {row.abbr or ''}") for word in words)
    ]
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(page, 1), pages)
    return Listing(tuple(found[(page - 1) * PAGE : page * PAGE]), len(found), page, pages)


def one(session: Session, slug: str, *, language: str) -> Organisation:
    """One organisation; `NotFound` when it takes part in nothing that is public."""
    rows = _rows(session, language, [_o.slug == slug])
    if not rows or not rows[0].covenants:
        raise errors.NotFound
    row, c, p = rows[0], _covenant.c, _p.c
    other = _o.name_nl if language == "en" else _o.name_en
    found = session.execute(
        sa.select(
            *(c.name_en if language == "en" else c.name_nl, c.slug, p.id, c.fictional, c.stage),
            *(portfolio.state_column(), p.kind, p.role, p.status),
            *(p.since, p.since_on, p.left, p.until_on, p.signed_on),
        )
        .select_from(_p.join(_covenant, c.id == p.covenant_id))
        .where(p.organisation_id == row.id, p.status.not_in(search.UNPUBLISHED))
        .order_by(sa.func.lower(c.name_nl), p.id)
    )
    return Organisation(
        row=row,
        other_name=session.execute(sa.select(other).where(_o.id == row.id)).scalar_one(),
        takings=tuple(_taking(tuple(row)) for row in found),
    )


def _taking(row: tuple[Any, ...]) -> Taking:
    since, since_on, left, until_on, signed_on = row[9:]
    path = f"/convenanten/{row[1]}"
    values = [row[0], path, *row[2:9], since or _day(since_on), left or _day(until_on), signed_on]
    return Taking(*values)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
