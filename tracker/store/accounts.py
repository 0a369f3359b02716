"""People and their sign-ins: who a session token stands for, with rights as they are now."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors, policy
from tracker.store import dossiers, tables

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_account = tables.Account.__table__  # type: ignore[attr-defined]
_membership = tables.Membership.__table__  # type: ignore[attr-defined]
_assignment = tables.Assignment.__table__  # type: ignore[attr-defined]
_signin = tables.Session.__table__  # type: ignore[attr-defined]
_deputy = tables.Deputy.__table__  # type: ignore[attr-defined]
_taking = tables.Participation.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Person:
    """An account as sign-in and the account page need it."""

    id: str
    email: str
    name: str
    roles: tuple[str, ...]
    active: bool
    persona: str | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class SignIn:
    """One session of a person."""

    id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    agent: str


def token_hash(token: str) -> str:
    """What is kept of a session token; the token itself lives in the cookie only."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _person(row: sa.Row[tuple[object, ...]] | None) -> Person | None:
    if row is None:
        return None
    r = row._mapping
    return Person(
        r["id"], r["email"], r["name"], tuple(r["roles"]), r["active"], r["persona"], r["password_hash"]
    )


def by_email(session: Session, email: str) -> Person | None:
    """The account with this address, whatever its state."""
    where = sa.func.lower(_account.c.email) == email.strip().lower()
    return _person(session.execute(sa.select(_account).where(where)).first())


def by_id(session: Session, account_id: str) -> Person:
    """One account; `NotFound` when there is none."""
    found = _person(session.execute(sa.select(_account).where(_account.c.id == account_id)).first())
    if found is None:
        raise errors.NotFound
    return found


def personas(session: Session) -> Sequence[Person]:
    """Demonstration personas in the order of their names."""
    query = (
        sa.select(_account)
        .where(_account.c.persona.is_not(None), _account.c.active)
        .order_by(_account.c.name)
    )
    return [p for row in session.execute(query) if (p := _person(row))]


def start_session(session: Session, account_id: str, *, now: datetime, agent: str = "") -> str:
    """Begin a sign-in; returns the token for the cookie."""
    token = secrets.token_urlsafe(32)
    session.execute(
        sa.insert(tables.Session),
        {
            "id": tables.Session(
                token_hash="", account_id=account_id, created_at=now, seen_at=now, expires_at=now
            ).id,
            "token_hash": token_hash(token),
            "account_id": account_id,
            "created_at": now,
            "seen_at": now,
            "expires_at": now + LONGEST,
            "agent": agent[:200],
        },
    )
    return token


def end_session(session: Session, session_id: str, *, account_id: str) -> None:
    """Revoke one sign-in of this person; somebody else's is not found."""
    done = session.execute(
        sa.delete(_signin).where(_signin.c.id == session_id, _signin.c.account_id == account_id)
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise errors.NotFound


def end_all_sessions(session: Session, account_id: str, *, but: str = "") -> None:
    """Revoke every sign-in of a person, except the one given."""
    session.execute(sa.delete(_signin).where(_signin.c.account_id == account_id, _signin.c.id != but))


def sessions_of(session: Session, account_id: str, *, now: datetime) -> Sequence[SignIn]:
    """Sign-ins of a person that still hold, newest first."""
    query = (
        sa.select(
            _signin.c.id, _signin.c.created_at, _signin.c.seen_at, _signin.c.expires_at, _signin.c.agent
        )
        .where(_signin.c.account_id == account_id)
        .order_by(_signin.c.created_at.desc())
    )
    found = [SignIn(*row) for row in session.execute(query)]
    return [s for s in found if s.expires_at > now and s.seen_at > now - IDLE]


def actor_of(session: Session, token: str, *, now: datetime) -> tuple[policy.Actor, datetime] | None:
    """Who a token stands for and when it was last seen; None when it does not hold (any more)."""
    row = session.execute(
        sa.select(_signin.c.id, _signin.c.account_id, _signin.c.seen_at, _signin.c.expires_at).where(
            _signin.c.token_hash == token_hash(token)
        )
    ).first()
    if row is None or row.expires_at <= now or row.seen_at <= now - IDLE:
        return None
    today = now.astimezone(dossiers.AMSTERDAM).date()
    actor = actor_for(session, row.account_id, today=today, session_id=row.id)
    return None if actor is None else (actor, row.seen_at)


def touch(session: Session, session_id: str, *, now: datetime) -> None:
    """Remember that a sign-in was used, so that it does not go idle."""
    session.execute(sa.update(_signin).where(_signin.c.id == session_id).values(seen_at=now))


def actor_for(session: Session, account_id: str, *, today: date, session_id: str = "") -> policy.Actor | None:
    """An active account as an actor with the memberships and assignments that hold today."""
    person = _person(session.execute(sa.select(_account).where(_account.c.id == account_id)).first())
    if person is None or not person.active:
        return None

    def holds(table: sa.Table) -> sa.ColumnElement[bool]:
        return sa.and_(
            table.c.account_id == account_id,
            table.c.from_on <= today,
            sa.or_(table.c.until_on.is_(None), table.c.until_on >= today),
        )

    organisations = frozenset(
        session.execute(sa.select(_membership.c.organisation_id).where(holds(_membership))).scalars()
    )
    assigned = session.execute(
        sa.select(_assignment.c.covenant_id, _assignment.c.role).where(holds(_assignment))
    )
    assignments = frozenset((c, r) for c, r in assigned)
    return policy.Actor(
        id=person.id,
        name=person.name,
        email=person.email,
        roles=frozenset(person.roles),
        organisations=organisations,
        assignments=assignments,
        deputising=_deputising(session, account_id, today, organisations, {c for c, _ in assignments}),
        session_id=session_id,
        fictional=person.persona is not None,
    )


def _deputising(
    session: Session, account_id: str, today: date, organisations: frozenset[str], tasks: set[str]
) -> frozenset[policy.Deputising]:
    """For whom somebody speaks today in another's place: as long as that other could, and never beside
    a task of one's own in the same covenant or a party that is one's own (edge case 24)."""
    principal = sa.exists().where(
        _membership.c.account_id == _deputy.c.principal_id,
        _membership.c.organisation_id == _taking.c.organisation_id,
        _membership.c.from_on <= today,
        sa.or_(_membership.c.until_on.is_(None), _membership.c.until_on >= today),
    )
    active = sa.exists().where(_account.c.id == _deputy.c.principal_id, _account.c.active)
    query = (
        sa.select(_deputy.c.covenant_id, _taking.c.id, _deputy.c.principal_name, _taking.c.organisation_id)
        .join(_taking, _taking.c.id == _deputy.c.participation_id)
        .where(
            _deputy.c.deputy_id == account_id,
            _deputy.c.from_on <= today,
            _deputy.c.until_on >= today,
            _deputy.c.ended_on.is_(None),
            principal,
            active,
        )
        .order_by(_deputy.c.from_on, _deputy.c.made)
    )
    found = {}
    for covenant_id, participation_id, name, organisation_id in session.execute(query):
        if covenant_id not in tasks and not at_table_elsewhere(
            session, covenant_id, organisations, but=organisation_id
        ):
            found[participation_id] = policy.Deputising(covenant_id, participation_id, name)
    return frozenset(found.values())


def at_table_elsewhere(session: Session, covenant_id: str, organisations: frozenset[str], but: str) -> bool:
    """Whether one of these organisations takes or took part in the covenant, apart from `but`."""
    query = sa.select(_taking.c.id).where(
        _taking.c.covenant_id == covenant_id,
        _taking.c.organisation_id.in_(organisations - {but}),
        _taking.c.status != "declined",
    )
    return session.execute(query.limit(1)).first() is not None


def organisations_of(session: Session, account_id: str, *, today: date) -> frozenset[str]:
    """The organisations this person works for on a day."""
    query = sa.select(_membership.c.organisation_id).where(
        _membership.c.account_id == account_id,
        _membership.c.from_on <= today,
        sa.or_(_membership.c.until_on.is_(None), _membership.c.until_on >= today),
    )
    return frozenset(session.execute(query).scalars())


def members(session: Session, organisation_id: str, *, today: date) -> Sequence[tuple[str, str]]:
    """People with an account who speak for an organisation on a day: id and name, by name."""
    query = (
        sa.select(_account.c.id, _account.c.name)
        .join(_membership, _membership.c.account_id == _account.c.id)
        .where(
            _membership.c.organisation_id == organisation_id,
            _membership.c.from_on <= today,
            sa.or_(_membership.c.until_on.is_(None), _membership.c.until_on >= today),
            _account.c.active,
        )
        .order_by(_account.c.name)
        .distinct()
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def recognise(session: Session, token: str, now: datetime) -> policy.Actor | None:
    """Who holds this token, if it still holds."""
    found = actor_of(session, token, now=now)
    return found[0] if found else None
