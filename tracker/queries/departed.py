"""Who left and what stays of it: refusals that remain visible, and what a successor takes over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.locale import N_, _
from tracker.queries import addresses, discretion, fallout_held, parties, party_list, requirements
from tracker.queries.requirements import Row
from tracker.store import dossiers, facts, supposed, tables
from workflows import counting

REFUSED = frozenset({"withdrawn", "declined"})
DECLINED = N_("zag af van deelname")


@dataclass(frozen=True, slots=True)
class Refusal:
    """An organisation that said no, publicly: by leaving, or by declining with a statement."""

    href: str
    name: str
    kind: str
    why: str
    on: date | None
    statement_url: str


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a successor takes over from the party before it, and from whom."""

    href: str
    name: str
    on: date | None
    commitments: tuple[str, ...]
    rows: tuple[Row, ...]
    signed: bool
    """The one before had signed; that signature is not the successor's."""


def refusals(dossier: dossiers.Dossier, language: str) -> tuple[Refusal, ...]:
    """Who refused, in the order in which it happened; whoever was put out or ceased did not refuse."""
    found = []
    for p in dossier.rows(tables.Participation):
        status = facts.standing_on(p, dossier.today).value
        if status not in REFUSED or not parties.knows(dossier, p) or p.role in ("supporter", "observer"):
            continue
        word = DECLINED if status == "declined" else parties.LEFT.get(p.leave_class or "", "")
        found.append(
            Refusal(
                href=addresses.party(dossier.covenant.slug, p.id),
                name=dossier.name_of(p.id, language),
                kind=p.kind,
                why=_(word) if word else "",
                on=p.until_on,
                statement_url=p.statement_url or "",
            )
        )
    return tuple(sorted(found, key=lambda r: (r.on or date.min, r.name.casefold())))


def leavers(dossier: dossiers.Dossier, view: party_list.PartyList) -> tuple[tuple[str, str], ...]:
    """Parties that may leave together: at the table, or suspended, and not leaving already."""
    taking = {p.id: p for p in dossier.rows(tables.Participation)}
    return tuple(
        (p.id, p.name)
        for p in view.at_table
        if p.status in ("active", "suspended") and taking[p.id].status in ("active", "suspended")
    )


def inherited(dossier: dossiers.Dossier, participation_id: str, language: str) -> Inherited:
    """Commitments and open points that go over from this party, as far as the reader may know them."""
    p = dossier.row(tables.Participation, participation_id)
    return Inherited(
        href=addresses.party(dossier.covenant.slug, p.id),
        name=dossier.name_of(p.id, language),
        on=p.until_on,
        commitments=fallout_held.commitments(dossier, (p.id,)),
        rows=tuple(_open(dossier, p, language)),
        signed=any(s.participation_id == p.id and s.void_on is None for s in dossier.rows(tables.Signature)),
    )


def _open(dossier: dossiers.Dossier, p: tables.Participation, language: str) -> Iterator[Row]:
    """What would be asked of it had it stayed: of a party that is gone nothing is asked."""
    stays = (tables.Participation, p.id, {"status": "active", "until_on": None})
    then = supposed.after(dossier, supposed.Step(dossier.today, [stays]))
    known = facts.gather(then, language)
    items = [i for i in discretion.items(then, known) if i.party_id == p.id and counting.is_open(i)]
    yield from requirements.rows(then, known, items, language)


def successor(dossier: dossiers.Dossier, participation_id: str, language: str) -> tuple[str, str] | None:
    """Who goes on in this party's place: address and name."""
    p = dossier.row(tables.Participation, participation_id)
    if p.successor_id is None:
        return None
    return addresses.party(dossier.covenant.slug, p.successor_id), dossier.name_of(p.successor_id, language)


def predecessor(dossier: dossiers.Dossier, participation_id: str, language: str) -> Inherited | None:
    """Whose place this party took, with what it took over."""
    for p in dossier.rows(tables.Participation):
        if p.successor_id == participation_id and p.leave_class == "replaced":
            return inherited(dossier, p.id, language)
    return None
