"""Texts, objections, reservations, signatures, shares, seats, decisions and cases."""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from tracker.store.columns import ExactDecimal
from tracker.store.tables.exposure import CovenantRow, Exposure


class TextVersion(CovenantRow, table=True):
    """A numbered version of the agreement; its language variants are one version."""

    __exposure__: ClassVar[Exposure] = Exposure(row="visibility", content_columns=("note",))

    number: str = Field(max_length=24)
    status: str = Field(max_length=16)
    """draft, tabled or final."""
    follows_id: str = Field(default="", max_length=36)
    """The version it was written from: what clauses keep their identity from."""
    proposer_id: str = Field(default="", max_length=36)
    """The party that brought it in; empty when the facilitator did."""
    editorial_reason: str = ""
    """Why the change to the version before is editorial only; empty when it is more than that."""
    tabled_on: date | None = None
    answer_by: date | None = None
    final_on: date | None = None
    prevailing: str = Field(default="nl", max_length=8)
    note: str | None = None
    visibility: str = Field(default="table", max_length=32)


class TextVariant(CovenantRow, table=True):
    """One language of a version: pasted text or a file, with the SHA-256 of exactly that."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="visibility",
        content_columns=("text", "clauses", "file_hash", "file_name", "file_type", "file_size"),
    )

    text_version_id: str = Field(foreign_key="textversion.id", index=True, max_length=36)
    language: str = Field(max_length=8)
    text: str | None = None
    clauses: list[dict[str, Any]] | None = Field(default_factory=list, sa_type=sa.JSON)
    """The text in clauses, in order: `id` (the same in every version and language), `number`, `heading`,
    `body`. Empty where the version is a file that could not be read as text."""
    file_hash: str | None = None
    file_name: str | None = None
    file_type: str | None = None
    file_size: int | None = None
    sha256: str = Field(max_length=64)
    visibility: str = Field(default="table", max_length=32)


class Objection(CovenantRow, table=True):
    """An objection to a text; a fundamental one blocks the gate while it is open."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="table",
        owner="participation_id",
        content_columns=("clause", "clause_id", "reason", "resolution", "closing_note"),
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    text_version_id: str | None = Field(default=None, foreign_key="textversion.id", max_length=36)
    severity: str = Field(max_length=16)
    clause: str | None = None
    clause_id: str | None = Field(default="", max_length=36)
    position_id: str = Field(default="", max_length=36)
    """The shared position it came with."""
    reason: str | None = None
    resolution: str | None = None
    """What would resolve it, in the party's words."""
    status: str = Field(default="open", max_length=16)
    raised_on: date
    closed_on: date | None = None
    closing_note: str | None = None


class Reservation(CovenantRow, table=True):
    """'Yes, provided that': stays visible beside the signature after it is closed."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="table", owner="participation_id", content_columns=("condition", "closing_note")
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    signature_id: str = Field(default="", max_length=36)
    """The signature it was made with: printed beside it, also after it is closed."""
    condition: str | None = None
    deadline: date | None = None
    responsible_id: str | None = Field(default=None, foreign_key="participation.id", max_length=36)
    status: str = Field(default="open", max_length=16)
    """open, met or lapsed."""
    raised_on: date
    closed_on: date | None = None
    closing_note: str | None = None


class Signature(CovenantRow, table=True):
    """A signature by a party under exactly one text version."""

    __exposure__: ClassVar[Exposure] = Exposure(
        owner="participation_id",
        personal=("signatory_name", "signatory_function", "void_reason", "proxy_of", "document_name"),
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    text_version_id: str = Field(foreign_key="textversion.id", max_length=36)
    signatory_name: str
    signatory_function: str
    signed_on: date
    received_on: date | None = None
    manner: str = Field(max_length=16)
    """wet, electronic or proxy."""
    authority_shown: bool = False
    sha256: str = Field(max_length=64)
    """Hash of the prevailing variant that was signed."""
    proxy_of: str = ""
    """Of a proxy: who gave it."""
    document_hash: str = Field(default="", max_length=64)
    """The signed document that was handed in, by content."""
    document_name: str = ""
    document_check: str = Field(default="", max_length=16)
    """How it was found to be this version: same_file, same_text, hash_named; empty without a document."""
    void_on: date | None = None
    void_reason: str | None = None


class MarketShare(CovenantRow, table=True):
    """A company's share of the market from a date on; only the sum is ever shown."""

    __exposure__: ClassVar[Exposure] = Exposure(row="secretariat_only", owner="participation_id")

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    share: Decimal = Field(sa_type=ExactDecimal)
    from_on: date


class Seat(CovenantRow, table=True):
    """A place in the steering committee."""

    __exposure__: ClassVar[Exposure] = Exposure(
        content="table", content_columns=("holder_name", "deputy_name")
    )

    delegation: str | None = None
    chair: bool = False
    participation_id: str | None = Field(default=None, foreign_key="participation.id", max_length=36)
    holder_name: str | None = None
    deputy_name: str | None = None
    from_on: date
    until_on: date | None = None


class Decision(CovenantRow, table=True):
    """A decision about the covenant: ending, evaluation, response, follow-up, data retention."""

    __exposure__: ClassVar[Exposure] = Exposure(row="table", content_columns=("note",))

    subject: str = Field(max_length=32)
    """ending, final_evaluation, evaluation_response, follow_up or data_retention."""
    value: str = ""
    on: date
    body: str = ""
    url: str | None = None
    note: str | None = None


class CaseFile(CovenantRow, table=True):
    """A complaint or dispute: for handlers only, so outsiders never learn that it exists."""

    __exposure__: ClassVar[Exposure] = Exposure(row="case", content_columns=("title",))

    kind: str = Field(max_length=16)
    title: str | None = None
    received_on: date
    status: str = Field(default="open", max_length=16)
    destination: str | None = None
    closed_on: date | None = None
