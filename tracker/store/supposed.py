"""A dossier as it would read after a step nobody took: rows replaced in memory, nothing written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import SQLModel

from tracker.store import dossiers, records, tables


@dataclass(frozen=True, slots=True)
class Step:
    """The rows a step would change or add, and the day from which it counts."""

    on: date
    changed: Sequence[tuple[type[SQLModel], str, Mapping[str, Any]]] = ()
    added: Sequence[tuple[type[SQLModel], Mapping[str, Any]]] = ()
    bodies: Mapping[str, tables.Organisation] | None = None
    """Organisations that would join, by id."""


def on_day(dossier: dossiers.Dossier, day: date) -> dossiers.Dossier:
    """The same rows judged on a later day; an earlier one changes nothing: today is the present."""
    now = dossiers.end_of_day(day) if day > dossier.today else dossier.now
    return replace(dossier, now=now, _cache=dict(dossier._cache), _seen={}, known={})


def after(dossier: dossiers.Dossier, step: Step) -> dossiers.Dossier:
    """What the dossier would hold once the step is taken and counts.

    Gathering facts from it asks the same code the same questions as after the step itself, so what is
    foretold and what happens can differ only by what else happens in between.
    """
    found = on_day(dossier, step.on)
    wanted = {t for t, *_ in step.changed} | {t for t, *_ in step.added}
    for table in wanted:
        rows = list(found.every(table))
        for at, row in enumerate(rows):
            for kind, row_id, values in step.changed:
                if kind is table and row.id == row_id:  # type: ignore[attr-defined]
                    rows[at] = row = row._replace(**values)  # type: ignore[attr-defined]
        for number, (kind, values) in enumerate(step.added):
            if kind is table:
                rows.append(_made(dossier, table, number, values))
        found._cache[table] = tuple(rows)
    if tables.Covenant in wanted:
        values = {k: v for t, _, given in step.changed if t is tables.Covenant for k, v in given.items()}
        found = replace(found, covenant=found.covenant._replace(**values))  # type: ignore[attr-defined]
    if step.bodies:
        found = replace(found, organisations={**found.organisations, **step.bodies})
    return found


def _made(
    dossier: dossiers.Dossier, table: type[SQLModel], number: int, values: Mapping[str, Any]
) -> SQLModel:
    known = {"id": f"supposed-{number}", "covenant_id": dossier.covenant.id, "made": dossier.size + 1}
    return records.record(table, known)._replace(**values)  # type: ignore[attr-defined,no-any-return]
