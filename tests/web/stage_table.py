"""What lies on the table of the stage set: proposals, a meeting, a motion with votes, and weights."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from tests import cast, registers
from tests.registers import NOW, RIVAL, TODAY
from tracker.commands import act
from tracker.store import tables


def plant(session: Session, ids: dict[str, str], play: cast.Play, words: Mapping[str, str]) -> None:
    """Straight into the log, since the covenant is past the stage in which all this is made."""
    doing = act.Act(session, play.facilitator, play.id, deed="proposal.make", now=NOW)

    def new(key: str, table: Any, **values: Any) -> str:
        ids[key] = doing.new(table, **values)
        return ids[key]

    party, rival = ids["party"], play.parties[RIVAL]
    common = {"participation_id": party, "text_version_id": ids["text"], "clause_id": "", "made_on": TODAY}
    new("proposal", tables.TextProposal, number=1, text=words["proposal"], reason=words["proposal reason"],
        **common)  # fmt: skip
    new("asked proposal", tables.TextProposal, number=2, text="Iets anders.", asked="adopted",
        asked_by_id=play.second.id, asked_by_name=play.second.name, decision_note=words["proposal note"],
        **common)  # fmt: skip
    new("parked proposal", tables.TextProposal, number=3, text="Later.", status="parked", **common)
    new("planned meeting", tables.Meeting, kind="round", number=2, on=date(2026, 4, 1))
    meeting = new("meeting", tables.Meeting, kind="working_group", title=words["meeting title"],
                  place=words["meeting place"], on=TODAY, text_version_id=ids["text"], status="held",
                  minutes=words["minutes"])  # fmt: skip
    doing.new(tables.Attendance, meeting_id=meeting, participation_id=party, present=True,
              person_name=words["spoke"])  # fmt: skip
    doing.new(tables.MeetingDecision, meeting_id=meeting, number=1, text=words["meeting decision"],
              proposal_id=ids["proposal"])  # fmt: skip
    motion = new("motion", tables.Motion, title=words["motion"], subject="admission", rule="gekwalificeerd",
                 participation_id=ids["invited"], proposer_id=party, opened_on=TODAY,
                 deadline=date(2026, 6, 1))  # fmt: skip
    new("lost motion", tables.Motion, title="Een eerdere vraag.", rule="unanimiteit", opened_on=TODAY,
        deadline=TODAY, status="withdrawn", closed_on=TODAY, closing_note=words["motion note"])  # fmt: skip
    doing.new(tables.Vote, motion_id=motion, participation_id=rival, value="no", reason=words["vote reason"],
              given_on=TODAY)  # fmt: skip
    doing.new(tables.Weight, participation_id=rival, weight=Decimal("3"), from_on=registers.BEGAN)
    doing.record("proposal.make", owner=party, says={"party": party, "number": 1})
