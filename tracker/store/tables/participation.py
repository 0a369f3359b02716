"""Who takes part, in which role, since when and why; and the mandates."""

from datetime import date
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from tracker.store.tables.exposure import CovenantRow, Exposure


class Participation(CovenantRow, table=True):
    """An organisation taking part in one covenant."""

    __exposure__: ClassVar[Exposure] = Exposure(
        content="table", owner="id", content_columns=("contact_name", "deputy_name", "leave_reason")
    )

    organisation_id: str = Field(foreign_key="organisation.id", index=True, max_length=36)
    kind: str = Field(max_length=32)
    role: str = Field(max_length=32)
    status: str = Field(max_length=32)
    since_on: date | None = None
    """From when the obligations of the present role count."""
    since: str | None = None
    """The same with the precision that is known, for imported history."""
    until_on: date | None = None
    left: str | None = None
    joined_stage: str = "initiative"
    profile: str | None = None
    signed_on: date | None = None
    """A company's own signature: participation years count from here."""
    motivation: str = ""
    expertise: str = ""
    networks: str = ""
    countries: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    contribution_source: str | None = None
    contact_name: str = ""
    deputy_name: str = ""
    leave_class: str | None = None
    leave_reason: str = ""
    statement_url: str | None = None
    review_on: date | None = None
    """Of a suspension: when it is looked at again."""
    successor_id: str | None = Field(default=None, max_length=36)
    """The participation that takes this one's place: another ministry, or a take-over."""
    imported: bool = False
    confidence: str | None = None
    remark: str = ""


class RolePeriod(CovenantRow, table=True):
    """One stretch of the role history; the open one has no end."""

    __exposure__: ClassVar[Exposure] = Exposure(
        content="table", owner="participation_id", content_columns=("reason",)
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    role: str
    status: str
    from_on: date
    until_on: date | None = None
    reason: str = ""


class Mandate(CovenantRow, table=True):
    """A negotiating mandate: the table knows only that it is there and until when."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="party_secretariat", owner="participation_id", content_columns=("body", "substance")
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    body: str = ""
    """The deciding body: bestuur, ledenvergadering, minister."""
    decided_on: date
    valid_from: date
    valid_until: date | None = None
    substance: str = ""
    ended_on: date | None = None
