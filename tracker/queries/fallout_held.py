"""What a party holds that a step would touch: signatures, objections, seats, promises and open votes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.store import dossiers, tables
from workflows.conditions.items import still_concerned, takes_part
from workflows.facts import Facts

PROMISES = frozenset({"NEG-06", "IMP-02"})
"""Requirements in which a party says what it will do itself."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature that would stay in the register without counting."""

    number: str
    on: date


@dataclass(frozen=True, slots=True)
class Objected:
    """An open objection; `clause` is empty for who may not read it."""

    clause: str
    since: date
    fundamental: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Everything of the party itself, in the order of the page."""

    signatures: tuple[Signed, ...] = ()
    silenced: tuple[Objected, ...] = ()
    """Open objections that no longer hold the gate shut: leaving silences them."""
    standing: tuple[Objected, ...] = ()
    """Open objections that stay although the party no longer counts."""
    reservations: int = 0
    seats: int = 0
    commitments: tuple[str, ...] = ()
    promises: tuple[tuple[str, str, int | None], ...] = ()
    """Participation, code and year of what it promised of its own."""
    rounds: int = 0
    motions: int = 0

    @property
    def nothing(self) -> bool:
        return self == Held()


def held(dossier: dossiers.Dossier, before: Facts, after: Facts, ids: Sequence[str]) -> Held:
    """What of these participations would no longer count, or stays open without them."""
    mine = [i for i in ids if takes_part(before, i) and not takes_part(after, i)]
    mine += [i for i in ids if i not in mine and still_concerned(before, i) != still_concerned(after, i)]
    gone = [i for i in mine if still_concerned(before, i) and not still_concerned(after, i)]
    if not mine:
        return Held()
    numbers = {t.id: t.number for t in dossier.every(tables.TextVersion)}
    open_ = [o for o in dossier.rows(tables.Objection) if o.status == "open" and o.participation_id in mine]
    return Held(
        signatures=tuple(
            Signed(numbers.get(s.text_version_id, ""), s.signed_on)
            for s in dossier.rows(tables.Signature)
            if s.void_on is None and s.participation_id in mine
        ),
        silenced=tuple(_objected(o) for o in open_ if o.participation_id in gone),
        standing=tuple(_objected(o) for o in open_ if o.participation_id not in gone),
        reservations=sum(
            r.status == "open" and r.participation_id in gone for r in dossier.rows(tables.Reservation)
        ),
        seats=sum(
            s.participation_id in mine and (s.until_on is None or s.until_on >= before.today)
            for s in dossier.rows(tables.Seat)
        ),
        commitments=commitments(dossier, mine),
        promises=tuple(
            (i.party_id, i.code, i.cycle)
            for i in before.items
            if i.party_id in mine and i.code in PROMISES and i.status in ("submitted", "accepted")
        ),
        rounds=sum(
            r.status == "open" and bool(set(r.asked) & set(mine)) for r in dossier.rows(tables.PositionRound)
        ),
        motions=sum(m.status == "open" for m in dossier.rows(tables.Motion)),
    )


def _objected(row: tables.Objection) -> Objected:
    return Objected(row.clause or "", row.raised_on, row.severity == "fundamental")


def commitments(dossier: dossiers.Dossier, ids: Sequence[str]) -> tuple[str, ...]:
    """Titles of public commitments that name one of these parties as owner; shared ones name nobody."""
    names: set[str] = set()
    for p in dossier.every(tables.Participation):
        if p.id in ids and (body := dossier.organisations.get(p.organisation_id)):
            names |= {n.casefold() for n in (body.name_nl, body.name_en, body.abbr or "") if n}
    found = []
    for row in dossier.rows(tables.Commitment):
        owners = {part.strip().casefold() for part in row.owner.replace("/", ",").split(",")}
        if owners & names:
            found.append(row.title_nl)
    return tuple(found)
