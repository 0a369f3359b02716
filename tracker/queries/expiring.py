"""Mandates that end soon or have ended, told in time to the party itself and to the facilitator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.queries import addresses
from tracker.queries.outlook import RUNNING, Outlook
from tracker.store import dossiers, tables
from workflows.facts import Facts

SOON = timedelta(days=30)
"""How long before its last day a mandate is warned about."""
STAGES = frozenset({"initiative", "negotiation", "signing"})
"""After signing nobody negotiates any more."""


@dataclass(frozen=True, slots=True)
class Expiring:
    """A party whose mandate ends soon, or has ended without a new one."""

    party: str
    covenant: str
    until: date
    over: bool
    path: str
    """Where a new mandate is recorded."""


def is_soon(until: date | None, today: date) -> bool:
    """Whether a mandate that holds now ends within the term of warning."""
    return until is not None and today <= until <= today + SOON


def last_days(dossier: dossiers.Dossier) -> dict[str, date]:
    """Per participation the last day on which it is mandated, for those with an end in sight. A mandate
    belongs to the participation: who negotiates, or who is minister, changes nothing about it."""
    found: dict[str, date] = {}
    endless: set[str] = set()
    for m in dossier.every(tables.Mandate):
        if m.ended_on is not None and m.ended_on <= dossier.today:
            continue
        if m.valid_until is None:
            endless.add(m.participation_id)
        else:
            found[m.participation_id] = max(found.get(m.participation_id, m.valid_until), m.valid_until)
    return {party: day for party, day in found.items() if party not in endless}


def mandates(
    dossier: dossiers.Dossier, known: Facts, row: Outlook, *, only: frozenset[str] | None = None
) -> Iterable[Expiring]:
    """Who has to see to a new mandate; with `only` just these participations."""
    if row.track_status != RUNNING or known.stage not in STAGES:
        return
    days = last_days(dossier)
    for party in known.parties:
        until = days.get(party.id)
        if until is None or not party.counts or (only is not None and party.id not in only):
            continue
        if until <= known.today + SOON:
            path = addresses.register(row.slug, "mandates") + "#formulier"
            yield Expiring(party.name, row.name, until, until < known.today, path)
