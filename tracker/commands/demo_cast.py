"""The fictional cast of `data/cast.toml`: who there is, and putting them on record."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from tracker import policy
from tracker.commands import accounts, organisations
from tracker.store import accounts as people
from tracker.store import tables

FILE = Path(__file__).resolve().parents[1] / "data" / "cast.toml"
OPERATOR = policy.Actor(name="Demonstratie", roles=frozenset({policy.ADMINISTRATOR}))
SINCE = date(2020, 1, 1)
"""From when everybody works where they work."""


@dataclass(frozen=True, slots=True)
class Body:
    """A fictional organisation."""

    key: str
    nl: str
    en: str
    kind: str
    abbr: str | None = None


@dataclass(frozen=True, slots=True)
class Character:
    """A fictional person; with a `persona` one click signs in as this person."""

    key: str
    name: str
    works_at: str | None = None
    roles: Sequence[str] = ()
    persona: str | None = None

    @property
    def email(self) -> str:
        """An address under a name reserved for examples, so that no mail can ever arrive."""
        return f"{self.key}@fictief.example"


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def bodies() -> Mapping[str, Body]:
    """Every fictional organisation by its key, which is also its slug."""
    return {key: Body(key=key, **row) for key, row in _file()["organisations"].items()}


@cache
def characters() -> Mapping[str, Character]:
    """Every fictional person by first name."""
    return {key: Character(key=key, **row) for key, row in _file()["people"].items()}


def building_companies() -> Sequence[str]:
    """Names of the companies that join the agreement on building materials."""
    return tuple(_file()["companies"]["building"])


def organisation(session: Session, key: str, *, now: datetime) -> str:
    """The id of an organisation of the cast, put on record when it is not there yet."""
    where = tables.Organisation.slug == key
    known = session.execute(sa.select(tables.Organisation.id).where(where)).first()  # type: ignore[call-overload]
    if known is not None:
        return str(known[0])
    body = bodies()[key]
    return organisations.create(
        session,
        OPERATOR,
        now=now,
        slug=key,
        name_nl=body.nl,
        name_en=body.en,
        abbr=body.abbr,
        kind=body.kind,
        fictional=True,
    )


def account(session: Session, key: str, *, now: datetime) -> str:
    """The account id of a person of the cast, made with its membership when it is not there yet."""
    who = characters()[key]
    known = people.by_email(session, who.email)
    if known is not None:
        return known.id
    account_id = accounts.create(
        session,
        OPERATOR,
        now=now,
        email=who.email,
        name=who.name,
        roles=who.roles,
        persona=who.persona,
    )
    if who.works_at is not None:
        accounts.join(
            session,
            OPERATOR,
            now=now,
            account_id=account_id,
            organisation_id=organisation(session, who.works_at, now=now),
            from_on=SINCE,
        )
    return account_id


def actor(session: Session, key: str, *, now: datetime) -> policy.Actor:
    """Somebody of the cast as the one who asks, with the rights of that day."""
    found = people.actor_for(session, account(session, key, now=now), today=now.date())
    assert found is not None
    return found
