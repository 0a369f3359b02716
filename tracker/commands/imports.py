"""Importing public facts: everything checked first, all or nothing, and twice is the same as once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from tracker import policy
from tracker.commands import act, import_facts, import_reading, import_rows
from tracker.commands.import_reading import Fault
from tracker.store import columns, dossiers, ledger, tables

IMPORTER = policy.Actor(name="Import", roles=frozenset({policy.ADMINISTRATOR}))
COVENANT, ORGANISATION = "covenant.import", "organisation.import"
DROPPED = -1
"""Position of a fact that the file no longer holds: kept in the ledger, shown nowhere."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """What one log would get: rows that are new and columns that changed."""

    slug: str
    id: str
    new: import_facts.Rows = field(default_factory=dict)
    changed: import_facts.Rows = field(default_factory=dict)
    fresh: bool = False
    """There was nothing under this slug yet."""

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was done, or with `dry_run` what would be; with `errors` nothing was."""

    errors: tuple[Fault, ...] = ()
    organisations: Planned = Planned(ledger.SYSTEM, ledger.SYSTEM)
    covenants: tuple[Planned, ...] = ()
    unchanged: int = 0
    left: tuple[str, ...] = ()
    """Covenants that were imported before and are not in this file: they stay as they are."""
    dry_run: bool = False

    def lines(self) -> Iterator[str]:
        """The report in words, one line at a time."""
        if self.errors:
            yield from map(str, self.errors)
            yield f"{len(self.errors)} fouten. Er is niets gewijzigd."
            return
        if self.organisations:
            yield f"organisaties: {_counted(self.organisations)}"
        for planned in self.covenants:
            yield f"{planned.slug}: {'nieuw, ' if planned.fresh else ''}{_counted(planned)}"
        for slug in self.left:
            yield f"{slug}: niet in dit bestand, blijft ongewijzigd"
        verb = "Proef: er zouden" if self.dry_run else "Er zijn"
        added = sum(p.fresh for p in self.covenants)
        yield (
            f"{verb} {added} trajecten toegevoegd, {len(self.covenants) - added} gewijzigd, "
            f"{self.unchanged} ongewijzigd."
        )


_NAMES = {
    "covenant": "convenant",
    "organisation": "organisaties",
    "participation": "partijen",
    "milestone": "mijlpalen",
    "datedfact": "datums",
    "commitment": "afspraken",
    "coverage": "bereikcijfers",
    "source": "bronnen",
    "remark": "opmerkingen",
}


def _counted(planned: Planned) -> str:
    """'3 mijlpalen erbij, 1 afspraken gewijzigd (status)': rows per table, and which fields."""
    parts = [f"{number} {_NAMES[name]} erbij" for name, number in _per_table(planned.new)]
    for name, number in _per_table(planned.changed):
        fields = {f for (t, _), row in planned.changed.items() if t.__tablename__ == name for f in row}
        gone = " of vervallen" if fields & {"position", "value"} else ""
        parts.append(f"{number} {_NAMES[name]} gewijzigd{gone} ({', '.join(sorted(fields))})")
    return ", ".join(parts)


def _per_table(rows: import_facts.Rows) -> list[tuple[str, int]]:
    found = Counter(str(table.__tablename__) for table, _ in rows)
    return [(name, found[name]) for name in _NAMES if name in found]


def run(session: Session, text: str, *, now: datetime, dry_run: bool = False) -> ImportReport:
    """Import a file in the format of `docs/import-format.md`, in the caller's transaction.

    A fact is compared with what the last import said, not with what stands there now: what people
    recorded since is left alone unless the file itself says something new about it.
    """
    file, faults = import_reading.read(text)
    if file is None:
        return ImportReport(errors=faults, dry_run=dry_run)
    today = now.astimezone(dossiers.AMSTERDAM).date()
    bodies, organisations = _organisations(session, import_rows.organisations(file))
    wanted = import_rows.wanted(file, bodies, today)
    standing = _standing(session)
    taken = [
        Fault(w.slug, "er is al een convenant met deze naam dat niet uit een import komt")
        for w in wanted
        if standing.get(w.slug, (w.id, True)) != (w.id, True)
    ]
    if taken:
        return ImportReport(errors=tuple(taken), dry_run=dry_run)
    plans = [_plan(session, one, fresh=one.slug not in standing) for one in wanted]
    todo = tuple(p for p in plans if p)
    if not dry_run:
        if organisations:
            doing = act.system(session, IMPORTER, deed="import.run", now=now)
            _write(doing, organisations, ORGANISATION)
        for planned in todo:
            ledger.open_log(session, planned.id)
            _write(act.Act(session, IMPORTER, planned.id, deed="import.run", now=now), planned, COVENANT)
    return ImportReport(
        organisations=organisations,
        covenants=todo,
        unchanged=len(plans) - len(todo),
        left=tuple(
            sorted(s for s, (_, ours) in standing.items() if ours and s not in {w.slug for w in wanted})
        ),
        dry_run=dry_run,
    )


def _standing(session: Session) -> dict[str, tuple[str, bool]]:
    """Every covenant there is: slug to id and whether it came from an import."""
    query = sa.select(tables.Covenant.slug, tables.Covenant.id, tables.Covenant.imported)  # type: ignore[call-overload]
    return {slug: (covenant_id, imported) for slug, covenant_id, imported in session.execute(query)}


def _said_before(session: Session, log: str, kind: str) -> ledger.Rows:
    """The rows as earlier imports left them, in the ledger's own words."""
    return ledger.fold(line for line in ledger.lines(session, log, kinds=kind) if line.kind == kind)


def _organisations(session: Session, wanted: Mapping[str, Values]) -> tuple[dict[str, str], Planned]:
    """Ids by slug, and what to write. A body somebody else put on record is used as it stands."""
    known = {o.slug: o.id for o in dossiers.organisations(session).values()}
    before = _said_before(session, ledger.SYSTEM, ORGANISATION).get("organisation", {})
    planned = Planned(ledger.SYSTEM, ledger.SYSTEM)
    ids: dict[str, str] = {}
    for slug, values in wanted.items():
        row_id = ids[slug] = known.get(slug) or import_facts.id_of("organisation", slug)
        if slug not in known:
            planned.new[tables.Organisation, row_id] = values
        elif row_id in before and (changed := _differs(before[row_id], values)):
            planned.changed[tables.Organisation, row_id] = changed
    return ids, planned


def _plan(session: Session, wanted: import_rows.Wanted, *, fresh: bool) -> Planned:
    planned = Planned(wanted.slug, wanted.id, fresh=fresh)
    before = {} if fresh else _said_before(session, wanted.id, COVENANT)
    for (table, row_id), values in wanted.rows.items():
        stood = before.get(str(table.__tablename__), {}).get(row_id)
        if stood is None:
            planned.new[table, row_id] = values
        elif changed := _differs(stood, values):
            planned.changed[table, row_id] = changed
    for name, rows in before.items():
        table = tables.BY_NAME[name]
        for row_id, stood in rows.items():
            if (table, row_id) not in wanted.rows and (gone := _dropped(table, stood)):
                planned.changed[table, row_id] = gone
    return planned


def _differs(stood: Mapping[str, Any], values: Mapping[str, Any]) -> Values:
    """The columns about which the file now says something else. The day of the first import stays."""
    return {
        name: value
        for name, value in values.items()
        if name != "recorded_since" and stood.get(name) != columns.to_json(value)
    }


def _dropped(table: type[SQLModel], stood: Mapping[str, Any]) -> Values:
    """What becomes of a row whose fact left the file; a participation is never undone by silence."""
    if "position" in table.model_fields and stood["position"] != DROPPED:
        return {"position": DROPPED}
    if table is tables.DatedFact and stood["value"]:
        return {"value": ""}
    return {}


def _write(doing: act.Act, planned: Planned, kind: str) -> None:
    for (table, row_id), values in planned.new.items():
        doing.new(table, id=row_id, **values)
    for (table, row_id), values in planned.changed.items():
        doing.change(table, row_id, **values)
    doing.record(
        kind,
        level="public",
        subject="covenant" if kind == COVENANT else "organisations",
        says={"new": len(planned.new), "changed": len(planned.changed)},
    )
