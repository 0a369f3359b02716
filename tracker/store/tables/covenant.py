"""The covenant itself, its moves, plans and people who facilitate it; and the organisations."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from tracker.store.columns import ExactDecimal, Instant, new_id
from tracker.store.tables.exposure import CovenantRow, Exposure


class Organisation(SQLModel, table=True):
    """A legal body; may take part in many covenants, in several kinds over time."""

    __exposure__: ClassVar[Exposure] = Exposure()

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    slug: str = Field(unique=True, max_length=120)
    name_nl: str
    name_en: str
    abbr: str | None = None
    kind: str = Field(max_length=32)
    fictional: bool = False


class Covenant(SQLModel, table=True):
    """One track. `stage` and `track_status` are written from the machine's token and nowhere else."""

    __exposure__: ClassVar[Exposure] = Exposure(
        content="table", content_columns=("threshold_companies", "threshold_share", "consent_rule")
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    slug: str = Field(unique=True, max_length=120)
    name_nl: str
    name_en: str
    sector_nl: str = ""
    sector_en: str = ""
    risk_sectors: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    workflow: str = "imvo-1"
    track_workflow: str = "track-1"
    participation_workflow: str = "participation-2"
    requirement_workflow: str = "requirement-1"
    checklist: str = "checklist-1"
    stage: str = Field(default="initiative", max_length=32)
    track_status: str = Field(default="active", max_length=32)
    fictional: bool = False
    imported: bool = False
    imported_stage: str | None = None
    """The stage at import: what lies before is 'niet vastgelegd' unless recorded afterwards."""
    recorded_since: date | None = None
    started_on: str | None = None
    """Start of the exploration, with the precision that is known."""
    facilitated_by: str = ""
    prior_activities: str = ""
    scope: str = ""
    risk_themes: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    countries: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    sdgs: list[int] = Field(default_factory=list, sa_type=sa.JSON)
    companies_sign: bool = True
    quorum: dict[str, int] = Field(default_factory=dict, sa_type=sa.JSON)
    threshold_companies: int | None = None
    threshold_share: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    """Share of the market, 0 to 1."""
    consent_rule: str = Field(default="", max_length=64)
    """Name of the rule by which the table agrees to a text; empty: the gates' own conditions only."""
    effective_on: date | None = None
    ends_on: date | None = None
    secretariat: str | None = None
    monitoring_type: str | None = None
    predecessor_id: str | None = None
    outcome: str | None = None
    """How an imported track ended where the status alone does not say it: `terminated_early`,
    `exploratory_only`, `renewed`."""
    status_nl: str | None = None
    status_en: str | None = None
    status_as_of: str | None = None
    needs_verification: bool = False
    details: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    """Remaining imported facts: aliases, series number, confidence per part."""


class StageMove(CovenantRow, table=True):
    """A move between stages with the findings of every condition at that moment."""

    __exposure__: ClassVar[Exposure] = Exposure(
        content="process", content_columns=("note", "findings", "by_name")
    )

    action: str
    from_stage: str
    to_stage: str
    on: date
    at: datetime = Field(sa_type=Instant)
    by_name: str = ""
    note: str = ""
    findings: list[dict[str, Any]] = Field(default_factory=list, sa_type=sa.JSON)


class TrackMove(CovenantRow, table=True):
    """Pause, resume, stop, end, succeed: with the reason and, for a pause, its review date."""

    __exposure__: ClassVar[Exposure] = Exposure(content="process", content_columns=("reason", "by_name"))

    action: str
    from_status: str
    to_status: str
    on: date
    review_on: date | None = None
    reason: str = ""
    by_name: str = ""


class PlannedDate(CovenantRow, table=True):
    """A planned date for reaching a stage; earlier plans stay, so slip can be counted."""

    __exposure__: ClassVar[Exposure] = Exposure(content="process", content_columns=("reason", "by_name"))

    stage: str
    on: date
    recorded_on: date
    reason: str = ""
    by_name: str = ""


class Override(CovenantRow, table=True):
    """A condition passed with a written reason; listed until the condition is met after all."""

    __exposure__: ClassVar[Exposure] = Exposure(row="process", personal=("reason", "by_name"))

    condition_id: str
    action: str
    reason: str
    by_name: str
    on: date
    valid_until: date | None = None
    withdrawn_on: date | None = None


class Assignment(CovenantRow, table=True):
    """Who facilitates, serves as secretariat, chairs or handles cases in this covenant, and when."""

    __exposure__: ClassVar[Exposure] = Exposure(row="process", personal=("person_name",))

    account_id: str | None = Field(default=None, foreign_key="account.id", index=True, max_length=36)
    person_name: str
    role: str = Field(max_length=32)
    from_on: date
    until_on: date | None = None
