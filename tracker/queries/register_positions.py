"""One version of the text: its languages, what every party said about it, and the objections to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from tracker import policy
from tracker.queries import discretion, matrix, registers
from tracker.queries.register_consent import ObjectionRow, objection_row
from tracker.queries.register_texts import TextRow, text_row
from tracker.store import dossiers, facts, tables
from workflows import requirements
from workflows.facts import Facts, Item

ANSWERS = ("NEG-05", "NEG-09", "NEG-10", "NEG-11")
"""What is asked of a party about a version; NEG-10 and NEG-11 share a column: nobody is asked both."""
CHECK = "NEG-07"
COLUMNS = ("NEG-05", "NEG-09", "NEG-10")
SAME_COLUMN = {"NEG-11": "NEG-10"}


@dataclass(frozen=True, slots=True)
class Position:
    """What one party said about a version: a word per question, as far as this reader may know."""

    name: str
    path: str
    kind: str
    cells: tuple[matrix.Cell, ...]
    agrees: bool
    objection: bool


@dataclass(frozen=True, slots=True)
class TextPage:
    """One version with its languages, the positions of the parties, and the objections to it."""

    head: registers.Head
    text: TextRow
    positions: tuple[Position, ...]
    check: matrix.Cell | None
    agreed: int
    asked: int
    objections: tuple[ObjectionRow, ...]
    fundamental: int
    may_object: bool


def text_page(desk: registers.Desk, text_id: str) -> TextPage:
    """One version as far as this reader may see it; `NotFound` when that is nothing."""
    dossier = desk.dossier
    text = dossier.row(tables.TextVersion, text_id)
    objections = tuple(
        objection_row(desk, o) for o in dossier.rows(tables.Objection) if o.text_version_id == text_id
    )
    positions, check = _positions(desk, text, {o.party_id for o in objections if o.open and o.fundamental})
    return TextPage(
        head=desk.head,
        text=text_row(desk, text),
        positions=positions,
        check=check,
        agreed=sum(p.agrees for p in positions),
        asked=len(positions),
        objections=objections,
        fundamental=sum(o.open and o.fundamental for o in objections),
        may_object=bool(desk.speakers("objection.raise")) and text_id == registers.current_version(dossier),
    )


def _positions(
    desk: registers.Desk, text: tables.TextVersion, objecting: set[str]
) -> tuple[tuple[Position, ...], matrix.Cell | None]:
    dossier = desk.dossier
    known = facts.gather(dossier, desk.language)
    said = {
        (i.party_id, SAME_COLUMN.get(i.code, i.code)): i
        for i in _items(dossier, known, text)
        if i.mandatory or i.status not in ("not_started", "stale", "unrecorded")
    }
    columns = discretion.list_of(dossier).requirements
    cell = partial(_cell, desk, known, columns)
    found = []
    for party in known.parties:
        if not any((party.id, code) in said for code in COLUMNS):
            continue
        response = said.get((party.id, "NEG-05"))
        objects = party.id in objecting
        found.append(
            Position(
                name=party.name,
                path=desk.party_path(party.id),
                kind=str(party.kind),
                cells=tuple(cell(said.get((party.id, code)), party.name) for code in COLUMNS),
                agrees=not objects and response is not None and _is_yes(response),
                objection=objects,
            )
        )
    checks = [i for (_, code), i in said.items() if code == CHECK]
    check = cell(checks[0], "") if checks else None
    found.sort(key=lambda p: (not p.objection, p.agrees, p.name.casefold()))
    return tuple(found), check


def _items(dossier: dossiers.Dossier, known: Facts, text: tables.TextVersion) -> tuple[Item, ...]:
    """What parties said about this version, each as far as this reader may know it. About an older
    version there is only what was recorded; nothing is asked about it any more."""
    if text.id == registers.current_version(dossier):
        return tuple(
            i
            for i in discretion.items(dossier, known)
            if i.code in (*ANSWERS, CHECK) and i.version_id == text.id
        )
    found = []
    for r in dossier.rows(tables.Requirement):
        if r.text_version_id != text.id or r.code not in (*ANSWERS, CHECK):
            continue
        item = Item(
            r.participation_id,
            r.code,
            "negotiation",
            True,
            r.status,
            None,
            text.id,
            r.outcome,
            r.open_conditions,
        )
        full = policy.sees(dossier.standing, r.visibility, r.participation_id) == "full"
        found.append(item if full else discretion.faded(item))
    return tuple(found)


def _cell(
    desk: registers.Desk,
    known: Facts,
    columns: Mapping[str, requirements.Requirement],
    item: Item | None,
    name: str,
) -> matrix.Cell:
    if item is None:
        return matrix.Cell(*matrix.NOTHING)
    code, word = matrix.CELLS[matrix.state(item, known)]
    return matrix.Cell(code, word, "", f"{columns[item.code].short[desk.language]}, {name}")


def _is_yes(item: Item) -> bool:
    """Also before the office accepted it: the page of positions counts a party from when it said yes."""
    said = item.status == "accepted" or (item.status == "submitted" and item.outcome is not None)
    return said and item.outcome in (None, "yes", "positive") and not item.open_conditions
