"""The only writer of `entry`: append, read back, fold and verify (`reliability.md` section 5.2)."""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import rfc8785
import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors
from tracker.store.tables.ledger import Disclosure, Entry, Head, Receipt

SYSTEM = "system"
"""The log of organisations, accounts and memberships."""
ORIGIN = "convenantwijzer/"
ZERO = "0" * 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with the disclosures that are still there, by name."""

    log: str
    seq: int
    at: datetime
    kind: str
    level: str
    owner: str
    subject: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something `verify` found: where, and what."""

    log: str
    seq: int
    what: str


def micros(moment: datetime) -> int:
    """A moment as microseconds since 1970, exact."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment(at: int) -> datetime:
    """The inverse of `micros`."""
    return _EPOCH + timedelta(microseconds=at)


def leaf_of(body: str) -> str:
    """Hash of one stored entry, hex; the prefix keeps leaves apart from tree nodes."""
    return hashlib.sha256(b"\x00" + body.encode()).hexdigest()


def _seal(name: str, value: Any) -> tuple[str, str]:
    """A salted disclosure and its digest."""
    body = rfc8785.dumps([secrets.token_hex(16), name, value]).decode()
    return digest_of(body), body


def digest_of(body: str) -> str:
    """Digest of one disclosure as it stands in the entry."""
    return base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()


_head = Head.__table__  # type: ignore[attr-defined]
_entry, _disclosure, _receipt = Entry.__table__, Disclosure.__table__, Receipt.__table__  # type: ignore[attr-defined]


_END = sa.select(_head).where(_head.c.log == sa.bindparam("wanted"))
_LOCKED_END = _END.with_for_update()


def open_log(session: Session, log: str) -> None:
    """Create the head of a new log; twice is harmless."""
    if session.execute(sa.select(_head.c.log).where(_head.c.log == log)).first() is None:
        session.execute(sa.insert(_head).values(log=log, size=0, last=ZERO, at=0))


def head(session: Session, log: str, *, lock: bool = False) -> Head:
    """The end of a log, `NotFound` without one; with `lock`, nobody else appends to it before this
    transaction ends."""
    row = session.connection().execute(_LOCKED_END if lock else _END, {"wanted": log}).first()
    if row is None:
        raise errors.NotFound
    return Head(log=row.log, size=row.size, last=row.last, at=row.at)


def append(
    session: Session,
    at_end: Head,
    *,
    kind: str,
    level: str,
    owner: str,
    subject: str,
    now: datetime,
    fields: Mapping[str, Any],
) -> Head:
    """Add one entry after `at_end` and return the new end; time never runs backwards.

    What is hashed is what the database gives back, so that a bit that flips between here and the
    disk is noticed at once rather than chained for ever.
    """
    at = max(micros(now), at_end.at)
    seq = at_end.size + 1
    sealed = dict(_seal(name, value) for name, value in fields.items())
    body = rfc8785.dumps(
        {
            "kind": kind,
            "level": level,
            "log": ORIGIN + at_end.log,
            "owner": owner,
            "prev": at_end.last,
            "sd": sorted(sealed),
            "seq": seq,
            "subject": subject,
            "ts": at,
            "v": 1,
        }
    ).decode()
    session.execute(
        sa.insert(_entry).values(
            log=at_end.log,
            seq=seq,
            at=at,
            kind=kind,
            level=level,
            owner=owner,
            subject=subject,
            body=body,
            leaf=leaf_of(body),
        )
    )
    if sealed:
        session.execute(
            sa.insert(_disclosure),
            [{"log": at_end.log, "seq": seq, "digest": d, "body": b} for d, b in sealed.items()],
        )
    stored = session.execute(
        sa.select(_entry.c.body, _entry.c.leaf).where(_entry.c.log == at_end.log, _entry.c.seq == seq)
    ).one()
    if stored.leaf != leaf_of(stored.body):
        raise RuntimeError("the database gave back another entry than was written")
    session.execute(
        sa.update(_head).where(_head.c.log == at_end.log).values(size=seq, last=stored.leaf, at=at)
    )
    return Head(log=at_end.log, size=seq, last=stored.leaf, at=at)


def lines(
    session: Session,
    log: str,
    *,
    until: datetime | None = None,
    after: int = 0,
    kinds: str | None = None,
    seqs: Sequence[int] | None = None,
) -> Iterator[Line]:
    """Entries of a log in order, with their disclosures; `kinds` is a prefix such as 'organisation.'."""
    where = [_entry.c.log == log, _entry.c.seq > after]
    if until is not None:
        where.append(_entry.c.at <= micros(until))
    if kinds is not None:
        where.append(_entry.c.kind.startswith(kinds))
    if seqs is not None:
        where.append(_entry.c.seq.in_(seqs))
    entries = session.execute(
        sa.select(_entry.c.seq, _entry.c.at, _entry.c.kind, _entry.c.level, _entry.c.owner, _entry.c.subject)
        .where(*where)
        .order_by(_entry.c.seq)
    ).all()
    fields: dict[int, dict[str, Any]] = {}
    for seq, body in session.execute(
        sa.select(_disclosure.c.seq, _disclosure.c.body)
        .join(_entry, sa.and_(_entry.c.log == _disclosure.c.log, _entry.c.seq == _disclosure.c.seq))
        .where(*where)
    ):
        _, name, value = json.loads(body)
        fields.setdefault(seq, {})[name] = value
    for e in entries:
        yield Line(log, e.seq, moment(e.at), e.kind, e.level, e.owner, e.subject, fields.get(e.seq, {}))


ROW = "row:"
"""Prefix of disclosures that hold the after-image of a row: `row:<table>/<id>`, or of one of its
columns: `row:<table>/<id>#<column>`."""

Rows = dict[str, dict[str, dict[str, Any]]]
"""Table name to row id to column to JSON value."""


def fold(entries: Iterable[Line]) -> Rows:
    """Replay: the rows that these entries, in order, arrive at."""
    rows: Rows = {}
    for line in entries:
        for name, value in line.fields.items():
            if name.startswith(ROW):
                table, _, key = name[len(ROW) :].partition("/")
                key, _, column = key.partition("#")
                row = rows.setdefault(table, {}).setdefault(key, {})
                row.update({column: value} if column else value)
    return rows


def known_receipt(session: Session, key: str) -> Receipt | None:
    """The receipt of an earlier act under this idempotency key."""
    row = session.execute(sa.select(_receipt).where(_receipt.c.key == key)).first()
    return None if row is None else Receipt(**row._mapping)


def keep_receipt(session: Session, *, key: str, account: str, deed: str, body_hash: str, end: Head) -> None:
    """Store what a key led to, in the act's own transaction."""
    session.execute(
        sa.insert(_receipt).values(
            key=key, account=account, deed=deed, body_hash=body_hash, log=end.log, seq=end.size, at=end.at
        )
    )


def logs(session: Session) -> list[str]:
    """Every log there is, the system log first."""
    found = list(session.execute(sa.select(_head.c.log).order_by(_head.c.log)).scalars())
    return sorted(found, key=lambda log: (log != SYSTEM, log))


def verify(session: Session, log: str) -> list[Fault]:
    """Walk one chain: form, order, hashes, every disclosure, the head. Empty means whole."""
    faults: list[Fault] = []
    previous, seq, last_at = ZERO, 0, 0
    disclosed: dict[int, list[tuple[str, str]]] = {}
    for row in session.execute(
        sa.select(_disclosure.c.seq, _disclosure.c.digest, _disclosure.c.body).where(_disclosure.c.log == log)
    ):
        disclosed.setdefault(row.seq, []).append((row.digest, row.body))
    for e in session.execute(sa.select(_entry).where(_entry.c.log == log).order_by(_entry.c.seq)):
        seq += 1
        faults += [Fault(log, e.seq, what) for what in _entry_faults(e, seq, previous, last_at)]
        listed = set(_body_of(e.body).get("sd", ()))
        here = disclosed.pop(e.seq, [])
        for digest, body in here:
            if digest_of(body) != digest:
                faults.append(Fault(log, e.seq, "a disclosed value was changed"))
            if digest not in listed:
                faults.append(Fault(log, e.seq, "a disclosure does not belong to this entry"))
        if missing := listed - {digest for digest, _ in here}:
            faults.append(Fault(log, e.seq, f"{len(missing)} disclosed values are missing"))
        previous, last_at = leaf_of(e.body), e.at
    faults += [Fault(log, number, "disclosures without an entry") for number in disclosed]
    end = session.execute(sa.select(_head).where(_head.c.log == log)).first()
    if end is None or (end.size, end.last, end.at) != (seq, previous, last_at):
        faults.append(Fault(log, seq, "the head does not match the last entry"))
    return faults


def _body_of(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _entry_faults(e: Any, seq: int, previous: str, last_at: int) -> Iterator[str]:
    """What is wrong with one stored entry at its place in the chain."""
    body = _body_of(e.body)
    try:
        canonical = rfc8785.dumps(body).decode() == e.body
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        canonical = False
    if not body or not canonical:
        yield "the entry is not in canonical form"
    if leaf_of(e.body) != e.leaf:
        yield "the entry was changed"
    if e.seq != seq or body.get("seq") != seq:
        yield "an entry is missing or out of order"
    if body.get("prev") != previous:
        yield "the chain is broken before this entry"
    if body.get("log") != ORIGIN + e.log or body.get("v") != 1:
        yield "the entry belongs to another log"
    copies = {"kind": e.kind, "level": e.level, "owner": e.owner, "subject": e.subject, "ts": e.at}
    if any(body.get(name) != value for name, value in copies.items()):
        yield "a column differs from the entry"
    if e.at < last_at:
        yield "time runs backwards"
