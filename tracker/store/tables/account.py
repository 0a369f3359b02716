"""People who may sign in, the organisations they act for, and their sessions."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from tracker.store.columns import Instant, new_id
from tracker.store.tables.exposure import Exposure


class Account(SQLModel, table=True):
    """Somebody who signs in; `roles` are the ones that hold everywhere."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="account", personal=("email", "name"), secret=("password_hash",)
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    email: str = Field(unique=True, max_length=254)
    name: str
    password_hash: str | None = None
    roles: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    """administrator, manager, auditor."""
    active: bool = True
    persona: str | None = None
    """What a demonstration persona shows; such an account is fictional and signs in with one click."""


class Membership(SQLModel, table=True):
    """An account acts for an organisation between two dates."""

    __exposure__: ClassVar[Exposure] = Exposure(row="account")

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    account_id: str = Field(foreign_key="account.id", index=True, max_length=36)
    organisation_id: str = Field(foreign_key="organisation.id", index=True, max_length=36)
    coordinator: bool = False
    from_on: date
    until_on: date | None = None


class Session(SQLModel, table=True):
    """A sign-in; only the hash of its token is kept, and revoking it is deleting it."""

    __tablename__ = "signin"

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    token_hash: str = Field(unique=True, max_length=64)
    account_id: str = Field(foreign_key="account.id", index=True, max_length=36)
    created_at: datetime = Field(sa_type=Instant)
    seen_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    agent: str = Field(default="", max_length=200)
