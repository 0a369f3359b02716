"""The dates a resumed track proposes to move, in words: what, whose, from when to when."""

from dataclasses import dataclass
from datetime import date

from tracker.locale import _
from tracker.queries import discretion
from tracker.store import dossiers, shifts, tables
from workflows import loading


@dataclass(frozen=True, slots=True)
class Shifted:
    """One line of the list to confirm."""

    key: str
    name: str
    party: str
    old: date
    new: date


def shifted(dossier: dossiers.Dossier, on: date, language: str) -> tuple[Shifted, ...]:
    """Every proposal in the order of its present date."""
    found = [
        Shifted(one.key, _name(dossier, one, language), _party(dossier, one, language), one.old, one.new)
        for one in shifts.proposals(dossier, on)
    ]
    return tuple(sorted(found, key=lambda s: (s.old, s.name, s.party)))


def _party(dossier: dossiers.Dossier, one: shifts.Shift, language: str) -> str:
    return dossier.name_of(one.party_id, language) if one.party_id else ""


def _name(dossier: dossiers.Dossier, one: shifts.Shift, language: str) -> str:
    numbers = {t.id: t.number for t in dossier.every(tables.TextVersion)}
    if one.kind == "plan":
        states = loading.workflow(dossier.covenant.workflow).states
        stage = states[one.what][language] if one.what in states else _("Afsluiting")
        return _("Gepland: %(stage)s", stage=stage)
    if one.kind == "due":
        name = discretion.list_of(dossier).requirements[one.what].name[language]
        return _("%(name)s, jaar %(num)s", name=name, num=one.cycle) if one.cycle else name
    if one.kind == "text":
        return _("Antwoord op tekst %(number)s", number=one.what)
    if one.kind == "round":
        return _("Ronde over tekst %(number)s", number=numbers.get(one.what, ""))
    if one.kind == "condition":
        return _("Voorwaarde voor ondertekening")
    return _("Voorbehoud")
