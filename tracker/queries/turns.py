"""Who must act before a gate can open: one entry per actor, with what to do and by when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker import policy
from tracker.locale import N_, _, ngettext
from tracker.queries import addresses, discretion
from tracker.store import dossiers, tables
from workflows import engine, moves, words

THINGS: Mapping[str, str] = {
    "objection": N_("Fundamenteel bezwaar oplossen"),
    "reservation": N_("Voorbehoud sluiten"),
}
SHOWN = 3
"""Things named in one turn before the rest is counted."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one actor has to do for the gate."""

    who: str
    href: str
    what: str
    due: date | None
    ours: bool
    """The secretariat, and the reader is it."""
    secretariat: bool


def turns(dossier: dossiers.Dossier, told: list[engine.Finding], language: str) -> Iterable[Turn]:
    """One entry per actor, from findings this reader may read; earliest due date first."""
    ours = policy.FACILITATOR in dossier.standing.relations
    slug = dossier.covenant.slug
    secretariats = {p.id for p in dossier.every(tables.Participation) if p.role == "facilitator"}
    for move in moves.next_moves(told):
        us = move.actor == "facilitator" or move.party_id in secretariats
        yield Turn(
            who=_("Secretariaat") if us else move.name,
            href="" if us or move.party_id is None else addresses.party(slug, move.party_id),
            what=_what(dossier, move, told, language),
            due=move.due,
            ours=us and ours,
            secretariat=us,
        )


def _what(dossier: dossiers.Dossier, move: moves.Move, told: list[engine.Finding], language: str) -> str:
    rows = discretion.list_of(dossier).requirements
    mine = [f for f in told if f.condition.id in move.condition_ids and f.unmet is not None]
    handed_in, parts = 0, []
    for finding in mine:
        for blocker in finding.unmet.blockers if finding.unmet else ():
            if move.actor == "party" and blocker.party_id != move.party_id:
                continue
            if move.actor == "facilitator" and blocker.status == "submitted":
                handed_in += 1
            elif blocker.what not in move.what:
                continue
            elif blocker.what in THINGS:
                parts.append(_(THINGS[blocker.what]))
            elif blocker.what in rows:
                parts.append(rows[blocker.what].name[language])
            else:
                parts.append(words.way_out(finding, language))
    if handed_in:
        judge = ngettext("%(num)s stuk beoordelen", "%(num)s stukken beoordelen", handed_in)
        parts.insert(0, judge % {"num": handed_in})
    parts = list(dict.fromkeys(parts))
    if len(parts) > SHOWN:
        rest = len(parts) - SHOWN + 1
        parts = [*parts[: SHOWN - 1], _("nog %(num)s punten", num=rest)]
    return words.listing(parts, language)
