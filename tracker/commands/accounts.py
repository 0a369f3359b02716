"""Accounts, memberships and signing in."""

import threading
from collections.abc import Sequence
from datetime import date, datetime

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act
from tracker.store import accounts, tables

_hasher = PasswordHash((Argon2Hasher(),))
_room = threading.BoundedSemaphore(2)
"""Argon2 takes 64 MiB a time: more at once would let sign-in attempts exhaust the machine."""
_decoy: str | None = None
LEAST = 12
"""Characters a password needs at least."""


def hash_password(password: str) -> str:
    """An Argon2 hash, at most two at a time."""
    with _room:
        return _hasher.hash(password)


def _matches(password: str, hashed: str | None) -> bool:
    """Compare; an unknown account costs the same time as a wrong password."""
    global _decoy
    if _decoy is None:
        _decoy = hash_password("geen wachtwoord van iemand")
    with _room:
        fits = _hasher.verify(password, hashed or _decoy)
    return fits and hashed is not None


def create(
    session: Session,
    actor: policy.Actor,
    *,
    now: datetime,
    email: str,
    name: str,
    password: str | None = None,
    roles: Sequence[str] = (),
    persona: str | None = None,
    id: str | None = None,
) -> str:
    """Make an account; raises `Invalid` when the address is taken or the password too short."""
    if accounts.by_email(session, email) is not None:
        raise errors.Invalid({"email": "Er is al een account met dit e-mailadres."})
    if password is not None and len(password) < LEAST:
        raise errors.Invalid({"password": "Kies een wachtwoord van minimaal %(least)s tekens."}, least=LEAST)
    doing = act.system(session, actor, deed="account.manage", now=now)
    values = {"id": id} if id else {}
    account_id = doing.new(
        tables.Account,
        email=email.strip(),
        name=name,
        password_hash=hash_password(password) if password is not None else None,
        roles=list(roles),
        persona=persona,
        **values,
    )
    doing.record("account.create", level="account", subject=f"account:{account_id}")
    return account_id


def join(
    session: Session,
    actor: policy.Actor,
    *,
    now: datetime,
    account_id: str,
    organisation_id: str,
    from_on: date,
    until_on: date | None = None,
    coordinator: bool = False,
) -> str:
    """Let an account act for an organisation from a date on."""
    doing = act.system(session, actor, deed="account.manage", now=now)
    membership_id = doing.new(
        tables.Membership,
        account_id=account_id,
        organisation_id=organisation_id,
        from_on=from_on,
        until_on=until_on,
        coordinator=coordinator,
    )
    doing.record("account.join", level="account", subject=f"account:{account_id}")
    return membership_id


def leave(
    session: Session, actor: policy.Actor, membership_id: str, *, now: datetime, until_on: date
) -> None:
    """End a membership; access ends with the next request after that day."""
    doing = act.system(session, actor, deed="account.manage", now=now)
    doing.change(tables.Membership, membership_id, until_on=until_on)
    doing.record("account.leave", level="account", subject=f"membership:{membership_id}")


def disable(session: Session, actor: policy.Actor, account_id: str, *, now: datetime) -> None:
    """Close an account and end its sign-ins at once."""
    accounts.by_id(session, account_id)
    doing = act.system(session, actor, deed="account.manage", now=now)
    doing.change(tables.Account, account_id, active=False)
    doing.record("account.disable", level="account", subject=f"account:{account_id}")
    accounts.end_all_sessions(session, account_id)


def check(session: Session, *, email: str, password: str) -> accounts.Person | None:
    """The active account with this address and password; only reads, so no lock is held while hashing."""
    person = accounts.by_email(session, email)
    known = person is not None and person.active
    fits = _matches(password, person.password_hash if person and known else None)
    return person if fits else None


def sign_in(session: Session, *, email: str, password: str, now: datetime, agent: str = "") -> str | None:
    """A session token, or None: the same answer whether the address or the password was wrong."""
    person = check(session, email=email, password=password)
    return accounts.start_session(session, person.id, now=now, agent=agent) if person else None


def sign_in_persona(session: Session, account_id: str, *, now: datetime, agent: str = "") -> str:
    """A session for a demonstration persona; any other account is not found here."""
    person = accounts.by_id(session, account_id)
    if person.persona is None or not person.active:
        raise errors.NotFound
    return accounts.start_session(session, person.id, now=now, agent=agent)


def change_password(session: Session, actor: policy.Actor, *, old: str, new: str, now: datetime) -> None:
    """Set a new password and end every other sign-in; raises `Invalid` with the field."""
    person = accounts.by_id(session, actor.id)
    if not _matches(old, person.password_hash):
        raise errors.Invalid({"old": "Het huidige wachtwoord klopt niet."})
    if len(new) < LEAST:
        raise errors.Invalid({"new": "Kies een wachtwoord van minimaal %(least)s tekens."}, least=LEAST)
    doing = act.system(session, actor, deed="account.own", now=now)
    doing.change(tables.Account, actor.id, password_hash=hash_password(new))
    doing.record("account.password", level="account", subject=f"account:{actor.id}")
    accounts.end_all_sessions(session, actor.id, but=actor.session_id)
