"""Where each touched requirement of each party stands, and the evidence handed in."""

from datetime import date, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from tracker.store.columns import Instant
from tracker.store.tables.exposure import CovenantRow, Exposure


class Requirement(CovenantRow, table=True):
    """One requirement of one party, once it was touched; untouched ones are computed, not stored."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="visibility", owner="participation_id", content_columns=("reason", "decided_by_name")
    )
    __table_args__ = (
        sa.UniqueConstraint("participation_id", "code", "cycle", "text_version_id", name="one_row_per_item"),
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    code: str = Field(max_length=16)
    cycle: int = 0
    """Cycle year, 0 where the requirement is not annual: a NULL would escape the unique key."""
    text_version_id: str = Field(default="", max_length=36)
    """The text version it is bound to, empty where it is not."""
    status: str = Field(max_length=32)
    outcome: str | None = None
    open_conditions: int = 0
    due_on: date | None = None
    valid_until: date | None = None
    on: date | None = None
    """Effective date of the present status."""
    visibility: str = Field(max_length=32)
    reason: str = ""
    decided_by_name: str = ""
    self_accepted: bool = False
    """Accepted by the only facilitator there is: shown as 'zelf akkoord'."""


class Evidence(CovenantRow, table=True):
    """What a party handed in for a requirement; a new revision never overwrites an old one."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="visibility",
        owner="participation_id",
        content_columns=(
            "title",
            "url",
            "file_hash",
            "file_name",
            "file_type",
            "file_size",
            "text",
            "payload",
            "decision_note",
            "submitted_by_name",
            "principal_name",
            "decided_by_name",
        ),
    )

    requirement_id: str = Field(foreign_key="requirement.id", index=True, max_length=36)
    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    type: str = Field(max_length=32)
    title: str | None = None
    occurred_on: date | None = None
    submitted_at: datetime = Field(sa_type=Instant)
    submitted_by_name: str | None = None
    principal_name: str | None = None
    """Of what a deputy handed in: in whose place."""
    on_behalf: bool = False
    url: str | None = None
    file_hash: str | None = None
    file_name: str | None = None
    file_type: str | None = None
    file_size: int | None = None
    text: str | None = None
    payload: dict[str, Any] | None = Field(default_factory=dict, sa_type=sa.JSON)
    visibility: str = Field(max_length=32)
    decision: str | None = None
    decided_by_name: str | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Instant)
    decision_note: str | None = None
    supersedes_id: str | None = None
    revision: int = 1
