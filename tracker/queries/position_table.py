"""Party × clause: the columns, one letter per cell, and what parties wrote beside their letter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.queries import clauses, registers
from tracker.queries.position_words import NOTABLE, STANCES, Mark
from tracker.store import tables

WHOLE = ""
"""The clause of a position about the version as a whole."""


@dataclass(frozen=True, slots=True)
class Column:
    """One clause in the table: a short head with its whole name."""

    id: str
    short: str
    label: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a party wrote with a position."""

    id: str
    party: str
    path: str
    clause: str
    mark: Mark
    remarks: str
    resolution: str
    on: date


def columns(
    known: tuple[clauses.Clause, ...], live: Mapping[str, Mapping[str, tables.Position]], every: bool
) -> Iterable[Column]:
    """The whole version, then the clauses: all of them, or those somebody has something to say about."""
    yield Column(WHOLE, "", "")
    noted = {c for mine in live.values() for c, p in mine.items() if p.stance in NOTABLE}
    for clause in known:
        if every or clause.id in noted:
            yield Column(clause.id, clause.number or clause.title[:18], clause.title)


def notes(desk: registers.Desk, text_id: str, known: tuple[clauses.Clause, ...]) -> Iterable[Note]:
    """What parties wrote, in the order of the text and the heaviest first."""
    places = {c.id: (n, c.label) for n, c in enumerate(known, 1)} | {WHOLE: (0, "")}
    found = [
        p
        for p in desk.dossier.rows(tables.Position)
        if p.text_version_id == text_id and p.followed_on is None and p.remarks and p.stance
    ]
    found.sort(
        key=lambda p: (
            places.get(p.clause_id or WHOLE, (len(known), ""))[0],
            -STANCES[p.stance or ""].rank,
            desk.name(p.participation_id).casefold(),
        )
    )
    for p in found:
        yield Note(
            id=p.id,
            party=desk.name(p.participation_id),
            path=desk.party_path(p.participation_id),
            clause=places.get(p.clause_id or WHOLE, (0, ""))[1],
            mark=STANCES[p.stance or ""],
            remarks=p.remarks or "",
            resolution=p.resolution or "",
            on=p.given_on,
        )
