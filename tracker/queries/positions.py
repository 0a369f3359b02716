"""What parties say about a version: per party and clause, per party over the last versions, and in one sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker import errors, policy
from tracker.queries import clauses, position_rounds, position_table, registers
from tracker.queries.position_words import (
    ABSENT,
    AGREES,
    ANSWERED,
    NONE,
    NOTABLE,
    SHUT,
    STANCES,
    Mark,
)
from tracker.queries.register_texts import TextRow, text_row
from tracker.store import dossiers, facts, tables
from workflows.parties import TABLE_ROLES

SHOWN = 3
"""Versions side by side."""
RESPONSE = "NEG-05"
FROM_RESPONSE: Mapping[str | None, str] = {"yes": "agree", "yes_if": "reservation", "no": "fundamental"}
"""The stance of a response that was handed in without a position."""


@dataclass(frozen=True, slots=True)
class Version:
    """One column of versions."""

    id: str
    number: str
    path: str
    on: date | None
    stale: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What one party said about one version, all in all."""

    mark: Mark
    stale: bool
    clauses: tuple[str, ...]
    """Where a fundamental objection is."""
    on: date | None
    agrees: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party over the versions shown, and what it said per clause of the version asked for."""

    id: str
    name: str
    path: str
    kind: str
    gone: bool
    own: bool
    said: tuple[Said, ...]
    cells: tuple[str | None, ...]
    """The stance per column of the table; None where the party said nothing."""
    on: date | None


@dataclass(frozen=True, slots=True)
class PositionsPage:
    """The positions on one version for one reader."""

    head: registers.Head
    text: TextRow
    full: bool
    """Whether this reader reads stances, and not only who answered."""
    versions: tuple[Version, ...]
    parties: tuple[PartyLine, ...]
    columns: tuple[position_table.Column, ...]
    total: int
    """Clauses of the version, in the table or not."""
    every: bool
    notes: tuple[position_table.Note, ...]
    agreed: int
    answered: int
    asked: int
    objections: tuple[str, ...]
    """Clauses with an open fundamental objection, as a sentence names them."""
    round: position_rounds.RoundView | None
    shut: bool
    """Whether a sealed round runs on this version: nobody can say yet how things stand."""
    spoken: bool
    """Whether anybody shared anything about this version."""
    may_answer: bool
    may_round: bool


def page(
    desk: registers.Desk, rounds: position_rounds.RoundView | None, text_id: str, *, every: bool
) -> PositionsPage:
    """The positions on a version; `NotFound` when it, or what is said about it, is not for this reader."""
    text = found_text(desk, text_id)
    dossier = desk.dossier
    full = dossier.full("table")
    known = clauses.of(dossier, text_id) if full else ()
    live = _live(dossier)
    versions = tuple(_versions(desk, text_id))
    columns = tuple(position_table.columns(known, live.get(text_id, {}), every)) if full else ()
    shut = bool(rounds and rounds.open and rounds.sealed)
    lines = sorted(
        (_line(desk, p, versions, text_id, columns, live, shut) for p in _parties(dossier, versions, live)),
        key=lambda line: (line.gone, -_place(line, versions, text_id).mark.rank, line.name.casefold()),
    )
    asked = [line for line in lines if not line.gone]
    here = [_place(line, versions, text_id) for line in asked]
    row, speakers = text_row(desk, text), desk.speakers("position.share")
    return PositionsPage(
        head=desk.head,
        text=row,
        full=full,
        versions=versions,
        parties=tuple(lines),
        columns=columns,
        total=len(known),
        every=every,
        notes=tuple(position_table.notes(desk, text_id, known)) if full and not every else (),
        agreed=sum(s.agrees for s in here),
        answered=sum(s.answered for s in here),
        asked=len(asked),
        objections=tuple(_in_sentence(o) for o in _objected(dossier, text_id)) if full else (),
        round=rounds,
        shut=shut,
        spoken=text_id in live,
        may_answer=row.current and any(not shut or s[0] in dossier.standing.own for s in speakers),
        may_round=row.current and desk.may("round.manage"),
    )


def found_text(desk: registers.Desk, text_id: str) -> tables.TextVersion:
    """A version that lay on the table, for a reader who may know what happens there."""
    text = desk.dossier.row(tables.TextVersion, text_id)
    if policy.sees(desk.dossier.standing, "table") == "none":
        raise errors.NotFound
    return text


Live = dict[str, dict[str, dict[str, tables.Position]]]
"""Version to party to clause to the position that holds."""


def _live(dossier: dossiers.Dossier) -> Live:
    found: Live = {}
    # whoever reads this page may know of every row; asking it of each of 1440 would take longer than all else
    for p in dossier.every(tables.Position):
        if p.followed_on is None:
            of_version = found.setdefault(p.text_version_id, {})
            # without the clause, which some may not know, one position is as good as another
            of_version.setdefault(p.participation_id, {})[p.clause_id or position_table.WHOLE] = p
    return found


def _versions(desk: registers.Desk, text_id: str) -> Iterable[Version]:
    """The last versions that lay on the table, the asked one among them."""
    current = registers.current_version(desk.dossier)
    tabled = [t for t in desk.dossier.rows(tables.TextVersion) if t.status != "draft" or t.id == text_id]
    last = tabled[-SHOWN:]
    if all(t.id != text_id for t in last):
        last = [t for t in tabled if t.id == text_id] + last[1 - SHOWN :]
    for t in last:
        path = desk.head.at(f"/convenanten/{desk.head.slug}/teksten/{t.id}/standpunten")
        yield Version(t.id, t.number, path, t.final_on or t.tabled_on, t.id != current)


def _parties(
    dossier: dossiers.Dossier, versions: tuple[Version, ...], live: Live
) -> Iterable[tables.Participation]:
    """Who sits at the table today, and who said something about these versions before leaving it."""
    spoke = {party for v in versions for party in live.get(v.id, ())}
    for p in dossier.rows(tables.Participation):
        if (p.role in TABLE_ROLES and _present(dossier, p)) or p.id in spoke:
            yield p


def _present(dossier: dossiers.Dossier, p: tables.Participation) -> bool:
    return p.role in TABLE_ROLES and facts.standing_on(p, dossier.today) in policy.PRESENT


def _line(
    desk: registers.Desk,
    p: tables.Participation,
    versions: tuple[Version, ...],
    text_id: str,
    columns: tuple[position_table.Column, ...],
    live: Live,
    shut: bool,
) -> PartyLine:
    said = tuple(_said(desk, p, versions, n, live) for n in range(len(versions)))
    if shut:
        said = tuple(
            replace(s, mark=SHUT) if v.id == text_id and s.mark is NONE else s
            for s, v in zip(said, versions, strict=True)
        )
    mine = live.get(text_id, {}).get(p.id, {})
    return PartyLine(
        id=p.id,
        name=desk.name(p.id),
        path=desk.party_path(p.id),
        kind=p.kind,
        gone=not _present(desk.dossier, p),
        own=p.id in desk.dossier.standing.own,
        said=said,
        cells=tuple(mine[c.id].stance if c.id in mine else None for c in columns),
        on=next((s.on for s, v in zip(said, versions, strict=True) if v.id == text_id), None),
    )


def _said(
    desk: registers.Desk, p: tables.Participation, versions: tuple[Version, ...], n: int, live: Live
) -> Said:
    """The heaviest of what a party said: an objection to one clause weighs more than a yes to the whole."""
    version, dossier = versions[n], desk.dossier
    mine = live.get(version.id, {}).get(p.id, {})
    following = versions[n + 1].on if n + 1 < len(versions) else None
    if not mine and following and p.since_on and p.since_on > following:
        return Said(ABSENT, version.stale, (), None)
    on = max((x.given_on for x in mine.values()), default=None)
    if not dossier.full("table", p.id):
        answered = bool(mine) or _response(dossier, p.id, version.id) is not None
        return Said(ANSWERED if answered else NONE, version.stale, (), on, False, answered)
    whole = mine.get(position_table.WHOLE)
    stances = [x.stance for x in mine.values() if x.stance in NOTABLE]
    if whole is not None and whole.stance:
        stances.append(whole.stance)
    elif not mine and (response := _response(dossier, p.id, version.id)) is not None:
        given = FROM_RESPONSE.get(response.outcome)
        if given is None:
            return Said(ANSWERED, version.stale, (), response.on, False, True)
        stances, on = [given], response.on
    objected = [o for o in _objections(dossier, version.id) if o.participation_id == p.id]
    if objected:
        stances.append("fundamental")
        on = on or objected[-1].raised_on
    if not stances:
        return Said(NONE, version.stale, (), on)
    heaviest = max(stances, key=lambda s: STANCES[s].rank)
    where = tuple(dict.fromkeys(_named(dossier, o) for o in objected if _named(dossier, o)))
    return Said(
        mark=STANCES[heaviest],
        stale=version.stale,
        clauses=where,
        on=on,
        agrees=heaviest in AGREES and (whole is not None or not mine),
        answered=True,
    )


def _response(dossier: dossiers.Dossier, party: str, text_id: str) -> tables.Requirement | None:
    """A response handed in without a position: before there were any, or by another way."""
    for r in dossier.rows(tables.Requirement):
        if (r.code, r.participation_id, r.text_version_id) == (RESPONSE, party, text_id):
            return r if r.status in ("submitted", "accepted") else None
    return None


def _place(line: PartyLine, versions: tuple[Version, ...], text_id: str) -> Said:
    return next(s for s, v in zip(line.said, versions, strict=True) if v.id == text_id)


def _objections(dossier: dossiers.Dossier, text_id: str) -> list[tables.Objection]:
    """The fundamental objections to a version that are open."""
    return [
        o
        for o in dossier.rows(tables.Objection)
        if (o.text_version_id, o.severity, o.status) == (text_id, "fundamental", "open")
    ]


def _objected(dossier: dossiers.Dossier, text_id: str) -> list[str]:
    return [_named(dossier, o) for o in _objections(dossier, text_id)]


def _named(dossier: dossiers.Dossier, o: tables.Objection) -> str:
    """The clause of an objection: its name in the version, or as it was typed."""
    label = clauses.label(dossier, o.text_version_id or "", o.clause_id or "") if o.clause_id else ""
    return label or o.clause or ""


def _in_sentence(label: str) -> str:
    """A name of a clause in the middle of a sentence: 'artikel 5 lid 2'."""
    return label[:1].lower() + label[1:]
