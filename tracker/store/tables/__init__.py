"""SQLModel tables: columns only, and beside each table who may know its rows and its content."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import SQLModel

from tracker.store.tables import account as account
from tracker.store.tables import agreement as agreement
from tracker.store.tables import covenant as covenant
from tracker.store.tables import exposure as exposure
from tracker.store.tables import imported as imported
from tracker.store.tables import ledger as ledger
from tracker.store.tables import negotiation as negotiation
from tracker.store.tables import participation as participation
from tracker.store.tables import requirement as requirement
from tracker.store.tables import signing as signing
from tracker.store.tables.account import Account, Membership, Session
from tracker.store.tables.agreement import (
    CaseFile,
    Decision,
    MarketShare,
    Objection,
    Reservation,
    Seat,
    Signature,
    TextVariant,
    TextVersion,
)
from tracker.store.tables.covenant import (
    Assignment,
    Covenant,
    Organisation,
    Override,
    PlannedDate,
    StageMove,
    TrackMove,
)
from tracker.store.tables.exposure import Exposure
from tracker.store.tables.imported import Commitment, Coverage, DatedFact, Milestone, Remark, Source
from tracker.store.tables.negotiation import (
    Attendance,
    Deputy,
    Draft,
    Meeting,
    MeetingDecision,
    Motion,
    Position,
    PositionRound,
    TextProposal,
    Vote,
    Weight,
)
from tracker.store.tables.participation import Mandate, Participation, RolePeriod
from tracker.store.tables.requirement import Evidence, Requirement
from tracker.store.tables.signing import NormMark, SigningCondition

COVENANT_TABLES: tuple[type[SQLModel], ...] = (
    Covenant,
    StageMove,
    TrackMove,
    PlannedDate,
    Override,
    Assignment,
    Participation,
    RolePeriod,
    Mandate,
    Requirement,
    Evidence,
    TextVersion,
    TextVariant,
    Objection,
    Reservation,
    Signature,
    MarketShare,
    Seat,
    Decision,
    CaseFile,
    Milestone,
    DatedFact,
    Commitment,
    Coverage,
    Source,
    Remark,
    PositionRound,
    Position,
    TextProposal,
    Meeting,
    Attendance,
    MeetingDecision,
    Motion,
    Vote,
    Weight,
    Deputy,
    NormMark,
    SigningCondition,
)
"""Tables whose rows belong to one covenant and are rebuilt from that covenant's log."""

DRAWER_TABLES: tuple[type[SQLModel], ...] = (Draft,)
"""Tables rebuilt from a party's own log, whose name is the participation's id."""

SYSTEM_TABLES: tuple[type[SQLModel], ...] = (Organisation, Account, Membership)
"""Tables rebuilt from the `system` log."""

BY_NAME: Mapping[str, type[Any]] = {
    str(t.__tablename__): t for t in COVENANT_TABLES + DRAWER_TABLES + SYSTEM_TABLES
}

__all__ = [
    "BY_NAME",
    "COVENANT_TABLES",
    "DRAWER_TABLES",
    "SYSTEM_TABLES",
    "Account",
    "Assignment",
    "Attendance",
    "CaseFile",
    "Commitment",
    "Covenant",
    "Coverage",
    "DatedFact",
    "Decision",
    "Deputy",
    "Draft",
    "Evidence",
    "Exposure",
    "Mandate",
    "MarketShare",
    "Meeting",
    "MeetingDecision",
    "Membership",
    "Milestone",
    "Motion",
    "NormMark",
    "Objection",
    "Organisation",
    "Override",
    "Participation",
    "PlannedDate",
    "Position",
    "PositionRound",
    "Remark",
    "Requirement",
    "Reservation",
    "RolePeriod",
    "Seat",
    "Session",
    "Signature",
    "SigningCondition",
    "Source",
    "StageMove",
    "TextProposal",
    "TextVariant",
    "TextVersion",
    "TrackMove",
    "Vote",
    "Weight",
]
