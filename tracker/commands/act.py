"""One act: who may, is it still current, which rows change, and the one ledger line that says so."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from tracker import errors, policy
from tracker.locale import N_
from tracker.store import columns, dossiers, ledger, shelf, tables
from tracker.store.tables.ledger import Entry, Head

USED = N_("Dit formulier is al voor iets anders gebruikt. Open het opnieuw.")


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key with a digest of what was sent, so that a key cannot be reused for else."""

    value: str
    body: str = ""


def key_of(value: str, sent: Mapping[str, Any]) -> Key:
    """A key for a form: the digest covers every field but the volatile ones."""
    kept = {k: str(v) for k, v in sorted(sent.items()) if k not in {"csrf", "key", "seen"}}
    return Key(value, hashlib.sha256(json.dumps(kept).encode("utf-8", "replace")).hexdigest())


@dataclass(frozen=True, slots=True)
class Receipt:
    """The ledger line an act led to; `again` when this was a repeat that changed nothing."""

    log: str
    seq: int
    id: str = ""
    again: bool = False


class Act:
    """Collects the changes of one command and writes them with their ledger line.

    The order of questions: repeated? (the first answer again) → exists for you (404) → your
    relation (403) → still current (409). What may happen is then asked of the engine by the command.
    """

    def __init__(
        self,
        session: Session,
        actor: policy.Actor,
        log: str,
        *,
        deed: str,
        now: datetime,
        key: Key | None = None,
    ) -> None:
        self.session, self.actor, self.log, self.deed, self.now, self.key = (
            session,
            actor,
            log,
            deed,
            now,
            key,
        )
        self._end = ledger.head(session, log, lock=True)
        shelf.locked(session, log)
        self._changes: dict[str, Any] = {}
        self._new: dict[str, tuple[type[SQLModel], dict[str, Any]]] = {}
        self.done = self._repeated()

    def _repeated(self) -> Receipt | None:
        if self.key is None:
            return None
        known = ledger.known_receipt(self.session, self.key.value)
        if known is None:
            return None
        if (known.account, known.deed, known.body_hash) != (self.actor.id, self.deed, self.key.body):
            raise errors.Invalid({"key": USED})
        return Receipt(known.log, known.seq, again=True)

    @property
    def end(self) -> Head:
        """The end of the log as this act found it."""
        return self._end

    def current(self, subject: str, seen: int | None) -> None:
        """Raise `Stale` when this very subject changed after ledger line `seen`."""
        if seen is None or seen >= self._end.size:
            return
        entry = Entry.__table__  # type: ignore[attr-defined]
        found = self.session.execute(
            sa.select(entry.c.seq)
            .where(entry.c.log == self.log, entry.c.seq > seen, entry.c.subject == subject)
            .order_by(entry.c.seq)
        ).scalars()
        if seqs := list(found):
            raise errors.Stale(
                [
                    errors.Change(line.seq, line.kind, str(line.fields.get("actor", "")))
                    for line in ledger.lines(self.session, self.log, seqs=seqs)
                ]
            )

    def new(self, table: type[SQLModel], **values: Any) -> str:
        """Add a row; returns its id. Defaults of the table fill in what is not given."""
        row_id = str(values.pop("id", None) or columns.new_id())
        if "covenant_id" in table.model_fields and "covenant_id" not in values:
            values["covenant_id"] = self.log
        if "made" in table.model_fields:
            values["made"] = self._end.size + 1
        whole = {**_defaults(table), **{k: _ordered(v) for k, v in values.items()}, "id": row_id}
        self._new[f"{table.__tablename__}/{row_id}"] = (table, whole)
        self._note(table, row_id, whole)
        return row_id

    def change(self, table: type[SQLModel], row_id: str, **values: Any) -> None:
        """Change columns of a row that exists."""
        values = {k: _ordered(v) for k, v in values.items()}
        name = f"{table.__tablename__}/{row_id}"
        shelf.changing(self.session)
        if name in self._new:
            self._new[name][1].update(values)
        else:
            self.session.execute(
                sa.update(table).where(table.id == row_id).values(**values)  # type: ignore[attr-defined]
            )
        self._note(table, row_id, values)

    def _note(self, table: type[SQLModel], row_id: str, values: Mapping[str, Any]) -> None:
        exposure: tables.Exposure = table.__exposure__  # type: ignore[attr-defined]
        place = f"{ledger.ROW}{table.__tablename__}/{row_id}"
        image = self._changes.setdefault(place, {})
        apart = {*exposure.content_columns, *exposure.personal}
        for name, value in values.items():
            if name == "id" or name in exposure.secret:
                continue
            image.pop(name, None)
            self._changes.pop(f"{place}#{name}", None)
            if name in apart and value not in (None, "", 0, [], {}):
                self._changes[f"{place}#{name}"] = columns.to_json(value)
            else:
                image[name] = columns.to_json(value)

    def record(
        self,
        kind: str,
        *,
        on: date | None = None,
        level: str = "table",
        owner: str = "",
        subject: str = "",
        behalf: str = "",
        note: str = "",
        says: Mapping[str, Any] | None = None,
        id: str = "",
    ) -> Receipt:
        """Write the rows and the line. `on` is when it happened, `behalf` the participation it was
        recorded for by somebody else, `says` what the history shows (scalars only)."""
        shelf.changing(self.session)
        grouped: dict[type[SQLModel], list[dict[str, Any]]] = {}
        for table, values in self._new.values():
            grouped.setdefault(table, []).append(values)
        for table, rows in grouped.items():
            self.session.execute(sa.insert(table), rows)
        happened = on or self.now.astimezone(dossiers.AMSTERDAM).date()
        fields: dict[str, Any] = {
            "actor": self.actor.name,
            "actor_id": self.actor.id,
            "on": happened.isoformat(),
        }
        if principal := self.actor.instead_of(self.log):
            fields["instead_of"] = principal
        if behalf:
            fields["behalf"] = behalf
        if note:
            fields["note"] = note
        if says:
            fields["says"] = {k: columns.to_json(v) for k, v in says.items()}
        end = ledger.append(
            self.session,
            self._end,
            kind=kind,
            level=level,
            owner=owner,
            subject=subject,
            now=self.now,
            fields={**fields, **self._changes},
        )
        if self.key is not None:
            ledger.keep_receipt(
                self.session,
                key=self.key.value,
                account=self.actor.id,
                deed=self.deed,
                body_hash=self.key.body,
                end=end,
            )
        shelf.settled(self.session)
        touched = {tables.BY_NAME[n[len(ledger.ROW) :].partition("/")[0]] for n in self._changes}
        shelf.shelf.carry(self._end.last, end.last, touched, tables.Participation)
        self._end, self._changes, self._new = end, {}, {}
        return Receipt(self.log, end.size, id)


def _ordered(value: Any) -> Any:
    """Mappings in the order the canonical ledger gives back, so that a replay is equal to the letter."""
    if isinstance(value, dict):
        return {k: _ordered(value[k]) for k in sorted(value)}
    return [_ordered(v) for v in value] if isinstance(value, list) else value


def _defaults(table: type[SQLModel]) -> dict[str, Any]:
    return {
        name: f.get_default(call_default_factory=True)
        for name, f in table.model_fields.items()
        if not f.is_required() and name != "id"
    }


def begin(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    deed: str,
    now: datetime,
    seen: int | None = None,
    key: Key | None = None,
    owner: str | None = None,
    subject: str = "",
) -> tuple[Act, dossiers.Dossier]:
    """Open an act on a covenant: the lock is taken first, then the questions in their order."""
    act = Act(session, actor, covenant_id, deed=deed, now=now, key=key)
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now, at_end=act.end)
    if act.done is None:
        allow(dossier.standing, deed, owner)
        if subject:
            act.current(subject, seen)
    return act, dossier


def allow(standing: policy.Standing, deed: str, owner: str | None = None) -> None:
    """Raise `Forbidden`, with who may, unless this standing may do the deed."""
    if not policy.may(standing, deed, owner):
        raise errors.Forbidden(policy.MAY[deed].asks or "Dit mag u hier niet doen.")


def system(session: Session, actor: policy.Actor, *, deed: str, now: datetime, key: Key | None = None) -> Act:
    """Open an act on the system log: organisations, accounts, memberships."""
    ledger.open_log(session, ledger.SYSTEM)
    return Act(session, actor, ledger.SYSTEM, deed=deed, now=now, key=key)


def long_enough(field: str, text: str, least: int = 20) -> None:
    """Raise `Invalid` when a written reason is shorter than `least` characters."""
    count = len(text.strip())
    if count < least:
        raise errors.Invalid(
            {field: "De reden telt %(count)s tekens. Schrijf er minimaal %(least)s."},
            count=count,
            least=least,
        )


def not_future(field: str, day: date, today: date) -> None:
    """Raise `Invalid` when an effective date lies after today."""
    if day > today:
        raise errors.Invalid({field: "Kies vandaag of een eerdere dag."})


def not_before(field: str, day: date, earlier: Sequence[date]) -> None:
    """Raise `Invalid` when an effective date lies before that of the step it follows."""
    if earlier and day < earlier[-1]:
        raise errors.Invalid({field: "Kies een dag vanaf %(day)s: toen was de vorige stap."}, day=earlier[-1])


def findings_json(findings: Sequence[Any]) -> list[dict[str, Any]]:
    """Findings as a stage move stores them: ids, results, who blocked, and the reason given."""
    return [
        {
            "id": f.condition.id,
            "result": str(f.result),
            "blockers": [b.party_id or b.what for b in f.unmet.blockers] if f.unmet else [],
            "reason": f.override.reason if f.override else "",
        }
        for f in findings
    ]
