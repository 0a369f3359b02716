"""The ledger's own tables: heads, entries, disclosures and receipts (`reliability.md` 5.3)."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel


class Head(SQLModel, table=True):
    """The end of one log; locked first by every writer of that log."""

    log: str = Field(primary_key=True, max_length=36)
    size: int = 0
    last: str = Field(default="0" * 64, max_length=64)
    at: int = Field(default=0, sa_type=BigInteger)
    """Moment of the newest entry, in microseconds since 1970, UTC; never runs backwards."""


class Entry(SQLModel, table=True):
    """One act: `body` is the stored and hashed text, the other columns repeat it for selection."""

    log: str = Field(primary_key=True, max_length=36)
    seq: int = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    kind: str = Field(max_length=64)
    level: str = Field(max_length=32)
    owner: str = Field(default="", max_length=36)
    subject: str = Field(default="", max_length=160)
    body: str
    leaf: str = Field(max_length=64)


class Disclosure(SQLModel, table=True):
    """One salted field of an entry: the entry holds its digest, this row its value."""

    log: str = Field(primary_key=True, max_length=36)
    seq: int = Field(primary_key=True)
    digest: str = Field(primary_key=True, max_length=64)
    body: str


class Receipt(SQLModel, table=True):
    """What an idempotency key led to, so that the second click gets the first answer."""

    key: str = Field(primary_key=True, max_length=80)
    account: str = Field(max_length=36)
    deed: str = Field(max_length=64)
    body_hash: str = Field(default="", max_length=64)
    log: str = Field(max_length=36)
    seq: int
    at: int = Field(sa_type=BigInteger)
