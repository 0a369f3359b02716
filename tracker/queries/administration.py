"""What administrators manage: accounts with their memberships, imported tracks, and the logs to verify."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors, policy
from tracker.queries import audit
from tracker.store import dossiers, ledger, tables

_a = tables.Account.__table__.c  # type: ignore[attr-defined]
_m = tables.Membership.__table__.c  # type: ignore[attr-defined]
_o = tables.Organisation.__table__.c  # type: ignore[attr-defined]
_c = tables.Covenant.__table__.c  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Membership:
    """An account acts for an organisation, from a day until a day."""

    id: str
    organisation: str
    from_on: date
    until_on: date | None
    coordinator: bool


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    id: str
    name: str
    email: str
    roles: tuple[str, ...]
    active: bool
    persona: bool
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What was read from public sources."""

    covenants: int
    newest: date | None


@dataclass(frozen=True, slots=True)
class Checked:
    """One log after verification."""

    log: str
    name: str
    slug: str
    size: int
    faults: tuple[ledger.Fault, ...]


def _allow(actor: policy.Actor, deed: str) -> None:
    if not policy.may(policy.relations(actor), deed):
        raise errors.Forbidden(policy.MAY[deed].asks)


def accounts(session: Session, actor: policy.Actor, *, language: str, only: str = "") -> list[Account]:
    """Every account, or one of them, with all its memberships."""
    _allow(actor, "account.manage")
    name = _o.name_en if language == "en" else _o.name_nl
    members: dict[str, list[Membership]] = {}
    for account, *rest in session.execute(
        sa.select(_m.account_id, _m.id, name, _m.from_on, _m.until_on, _m.coordinator)
        .join(tables.Organisation, _o.id == _m.organisation_id)
        .order_by(_m.from_on, _m.id)
    ):
        members.setdefault(account, []).append(Membership(*rest))
    query = sa.select(_a.id, _a.name, _a.email, _a.roles, _a.active, _a.persona).order_by(_a.name, _a.id)
    return [
        Account(
            row.id,
            row.name,
            row.email,
            tuple(row.roles),
            row.active,
            row.persona is not None,
            tuple(members.get(row.id, ())),
        )
        for row in session.execute(query.where(_a.id == only) if only else query)
    ]


def account(session: Session, actor: policy.Actor, account_id: str, *, language: str) -> Account:
    """One account; `NotFound` when there is none."""
    found = accounts(session, actor, language=language, only=account_id)
    if not found:
        raise errors.NotFound
    return found[0]


def organisations(session: Session, actor: policy.Actor, *, language: str) -> Sequence[tuple[str, str]]:
    """Id and name of every organisation, to choose from."""
    _allow(actor, "account.manage")
    name = _o.name_en if language == "en" else _o.name_nl
    return [(row[0], row[1]) for row in session.execute(sa.select(_o.id, name).order_by(sa.func.lower(name)))]


def imported(session: Session, actor: policy.Actor) -> Imported:
    """How many tracks were imported, and when the newest was."""
    _allow(actor, "import.run")
    row = session.execute(
        sa.select(sa.func.count(), sa.func.max(_c.recorded_since)).where(_c.imported.is_(True))
    ).one()
    return Imported(row[0], row[1])


def logs(
    session: Session, actor: policy.Actor, *, now: datetime, language: str
) -> list[tuple[str, str, str, int]]:
    """The logs this reader may have verified: id, name, slug and number of lines."""
    _allow_verify(actor)
    everything = bool(policy.relations(actor).relations & {policy.ADMINISTRATOR, policy.AUDITOR})
    name = _c.name_en if language == "en" else _c.name_nl
    heads = {log: ledger.head(session, log).size for log in ledger.logs(session)}
    found = [(ledger.SYSTEM, "", "", heads[ledger.SYSTEM])] if everything and ledger.SYSTEM in heads else []
    for log, word, slug in session.execute(sa.select(_c.id, name, _c.slug).order_by(sa.func.lower(name))):
        if log in heads and (everything or _may_verify(session, actor, log, now)):
            found.append((log, word, slug, heads[log]))
    if not found and not policy.may(policy.relations(actor), "ledger.verify"):
        raise errors.Forbidden(policy.MAY["ledger.verify"].asks)  # it opens no covenant's log
    return found


def verify(session: Session, actor: policy.Actor, *, now: datetime, language: str) -> list[Checked]:
    """Walk every log this reader may have verified and compare it with the tables."""
    return [
        Checked(log, name, slug, size, tuple(audit.check(session, log)))
        for log, name, slug, size in logs(session, actor, now=now, language=language)
    ]


def drawer_faults(session: Session, actor: policy.Actor) -> int | None:
    """How many faults the drawers of all parties have together; None for who checks no whole record."""
    if not policy.relations(actor).relations & {policy.ADMINISTRATOR, policy.AUDITOR}:
        return None
    return len(audit.check_drawers(session))


def _allow_verify(actor: policy.Actor) -> None:
    if not actor.signed_in:
        raise errors.Forbidden(policy.MAY["ledger.verify"].asks)


def _may_verify(session: Session, actor: policy.Actor, covenant_id: str, now: datetime) -> bool:
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now)
    return policy.may(dossier.standing, "ledger.verify")
