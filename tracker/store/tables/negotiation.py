"""What happens between the first draft and the agreement in principle: rounds, positions, proposals, votes."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from tracker.store.columns import ExactDecimal
from tracker.store.tables.exposure import CovenantRow, Exposure


class PositionRound(CovenantRow, table=True):
    """One round of answers to a text version. Of a sealed round nobody sees an answer but its own party,
    until everybody who was asked is in or the deadline has passed."""

    __exposure__: ClassVar[Exposure] = Exposure(row="table")

    text_version_id: str = Field(foreign_key="textversion.id", index=True, max_length=36)
    sealed: bool = False
    opened_on: date
    deadline: date
    """Last day on which answers may be handed in: 23:59 Europe/Amsterdam."""
    asked: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    """Participations asked when the round began."""
    status: str = Field(default="open", max_length=16)
    """open, revealed or cancelled."""
    ended_on: date | None = None
    ended_how: str = Field(default="", max_length=16)
    """everyone_in, deadline, cancelled, superseded or stopped."""


class Draft(CovenantRow, table=True):
    """A position that the party has not shared, or sealed in a round: in its own drawer, with a log of
    its own, so that not even the numbering of the covenant's log tells others that it is there."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="party", owner="participation_id", content_columns=("stance", "remarks", "resolution")
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    text_version_id: str = Field(foreign_key="textversion.id", max_length=36)
    clause_id: str = Field(default="", max_length=36)
    """Empty: about the version as a whole."""
    round_id: str = Field(default="", max_length=36)
    stance: str | None = Field(default=None, max_length=16)
    remarks: str | None = None
    resolution: str | None = None
    saved_on: date
    status: str = Field(default="draft", max_length=16)
    """draft, sealed, shared (it became a position) or dropped."""


class Position(CovenantRow, table=True):
    """What a party shared about a version or one clause of it; a later answer follows it, never replaces."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="table",
        owner="participation_id",
        content_columns=("clause_id", "stance", "remarks", "resolution"),
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    text_version_id: str = Field(foreign_key="textversion.id", index=True, max_length=36)
    clause_id: str | None = Field(default="", max_length=36)
    round_id: str = Field(default="", max_length=36)
    stance: str | None = Field(default=None, max_length=16)
    """agree, remarks, reservation, fundamental or abstain."""
    remarks: str | None = None
    resolution: str | None = None
    """Of a fundamental objection: what would resolve it."""
    given_on: date
    followed_on: date | None = None
    """When the party gave another answer on the same version and clause, or took this one back."""
    carried_from_id: str = Field(default="", max_length=36)
    """The position on the version before, kept because the change was editorial."""


class TextProposal(CovenantRow, table=True):
    """A change to the text that a party proposes, with a fate of its own."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="table",
        owner="participation_id",
        content_columns=("clause_id", "kind", "heading", "text", "reason", "decision_note"),
        personal=("asked_by_name", "decided_by_name"),
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    text_version_id: str = Field(foreign_key="textversion.id", index=True, max_length=36)
    number: int
    clause_id: str | None = Field(default="", max_length=36)
    kind: str | None = Field(default="change", max_length=16)
    """change, insert (a new clause after this one) or remove."""
    heading: str | None = None
    text: str | None = None
    reason: str | None = None
    made_on: date
    status: str = Field(default="open", max_length=16)
    """open, adopted, withdrawn, rejected or parked."""
    asked: str = Field(default="", max_length=16)
    """adopted or rejected: one facilitator asked for it and a second person has to confirm."""
    asked_by_id: str = Field(default="", max_length=36)
    asked_by_name: str = ""
    decided_on: date | None = None
    decided_by_name: str = ""
    decision_note: str | None = None
    self_decided: bool = False
    """Decided by the only facilitator there is: shown as 'zelf akkoord'."""
    adopted_in_id: str = Field(default="", max_length=36)
    """The version that took it over."""


class Meeting(CovenantRow, table=True):
    """A negotiation round or another meeting of the table."""

    __exposure__: ClassVar[Exposure] = Exposure(row="table", content_columns=("title", "place", "minutes"))

    kind: str = Field(default="round", max_length=16)
    """round, working_group, bilateral or steering_committee."""
    number: int = 0
    title: str | None = None
    on: date
    place: str | None = None
    text_version_id: str = Field(default="", max_length=36)
    status: str = Field(default="planned", max_length=16)
    """planned, held or cancelled."""
    minutes: str | None = None


class Attendance(CovenantRow, table=True):
    """Whether a party was there, and who spoke for it."""

    __exposure__: ClassVar[Exposure] = Exposure(row="table", content_columns=("person_name",))

    meeting_id: str = Field(foreign_key="meeting.id", index=True, max_length=36)
    participation_id: str = Field(foreign_key="participation.id", max_length=36)
    present: bool = False
    person_name: str | None = None


class MeetingDecision(CovenantRow, table=True):
    """What a meeting decided, tied to the version and clause it is about."""

    __exposure__: ClassVar[Exposure] = Exposure(row="table", content_columns=("clause_id", "text"))

    meeting_id: str = Field(foreign_key="meeting.id", index=True, max_length=36)
    number: int
    text: str | None = None
    text_version_id: str = Field(default="", max_length=36)
    clause_id: str | None = Field(default="", max_length=36)
    proposal_id: str = Field(default="", max_length=36)
    motion_id: str = Field(default="", max_length=36)


class Motion(CovenantRow, table=True):
    """A question put to the table under one rule of consent."""

    __exposure__: ClassVar[Exposure] = Exposure(row="table", content_columns=("title", "closing_note"))

    title: str | None = None
    subject: str = Field(default="other", max_length=16)
    """text, proposal, admission or other."""
    text_version_id: str = Field(default="", max_length=36)
    proposal_id: str = Field(default="", max_length=36)
    participation_id: str = Field(default="", max_length=36)
    """Of an admission: who wants to join."""
    proposer_id: str = Field(default="", max_length=36)
    """The party that proposes; empty when the facilitator does."""
    rule: str = Field(max_length=64)
    """Name of a rule in the definitions."""
    opened_on: date
    deadline: date | None = None
    status: str = Field(default="open", max_length=16)
    """open, carried, lost or withdrawn."""
    closed_on: date | None = None
    closing_note: str | None = None


class Vote(CovenantRow, table=True):
    """One party's answer to a motion; a later one follows it."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="table", owner="participation_id", content_columns=("value", "reason")
    )

    motion_id: str = Field(foreign_key="motion.id", index=True, max_length=36)
    participation_id: str = Field(foreign_key="participation.id", max_length=36)
    value: str | None = Field(default=None, max_length=16)
    """yes, no, abstain or veto."""
    reason: str | None = None
    given_on: date
    revoked_on: date | None = None


class Weight(CovenantRow, table=True):
    """How much a party's voice weighs from a day on, as the table agreed; not a market share."""

    __exposure__: ClassVar[Exposure] = Exposure(row="table", content_columns=("weight",))

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    weight: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    from_on: date


class Deputy(CovenantRow, table=True):
    """Somebody who speaks for a party in another's place, for a period that ends by itself."""

    __exposure__: ClassVar[Exposure] = Exposure(
        row="party_secretariat",
        owner="participation_id",
        personal=("principal_name", "deputy_name"),
    )

    participation_id: str = Field(foreign_key="participation.id", index=True, max_length=36)
    principal_id: str = Field(foreign_key="account.id", max_length=36)
    principal_name: str = ""
    deputy_id: str = Field(foreign_key="account.id", index=True, max_length=36)
    deputy_name: str = ""
    from_on: date
    until_on: date
    ended_on: date | None = None
