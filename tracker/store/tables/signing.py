"""What signing hangs on beside the signatures: norms covered by clauses, and conditions of the table."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from tracker.store.tables.exposure import CovenantRow, Exposure


class NormMark(CovenantRow, table=True):
    """A clause that covers a norm: one of the six due diligence steps, the dialogue through all of them,
    or a pillar of the UNGPs (`domain.md` 4.2). Bound to a version, since words may change."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="table", content_columns=("clause_id", "note"), personal=("marked_by_name",)
    )

    text_version_id: str = Field(foreign_key="textversion.id", index=True, max_length=36)
    clause_id: str | None = Field(default=None, max_length=36)
    norm: str = Field(max_length=32)
    note: str | None = None
    marked_on: date
    marked_by_name: str = ""
    withdrawn_on: date | None = None


class SigningCondition(CovenantRow, table=True):
    """Something the parties want before they sign: companies, funding, or what they name themselves."""

    __exposure__: ClassVar[Exposure] = Exposure(row="table", content_columns=("text", "closing_note"))

    kind: str = Field(default="other", max_length=16)
    """funding or other; companies are the covenant's own threshold."""
    text: str | None = None
    participation_id: str = Field(default="", max_length=36)
    """Who has to bring it about; empty: the facilitator."""
    deadline: date | None = None
    set_on: date
    status: str = Field(default="open", max_length=16)
    """open, met or dropped."""
    closed_on: date | None = None
    closing_note: str | None = None
