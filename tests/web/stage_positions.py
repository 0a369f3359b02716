"""What parties of the stage set said about the text: in the drawer, sealed in a round, and shared."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from tests import cast
from tests.registers import NOW, OWN, TODAY
from tracker.commands import act
from tracker.store import drawers, tables


def plant(session: Session, ids: dict[str, str], play: cast.Play, words: Mapping[str, str]) -> None:
    """Straight into the logs, since the covenant is past the stage in which positions are given."""
    party, text = ids["party"], ids["text"]
    said = {"participation_id": party, "text_version_id": text}
    doing = act.Act(session, play.speaker(OWN), play.id, deed="position.share", now=NOW)
    ids["position"] = doing.new(
        tables.Position, **said, stance="remarks", remarks=words["position"], given_on=TODAY
    )
    ids["round"] = doing.new(
        tables.PositionRound, text_version_id=text, sealed=True, opened_on=TODAY, deadline=date(2026, 3, 30),
        asked=sorted([party, ids["rival"]]),
    )  # fmt: skip
    doing.record("position.share", owner=party, says={"party": party, "number": "1.0"})
    drawers.lock(session, play.id, [party])
    drawer = act.Act(session, play.speaker(OWN), party, deed="position.draft", now=NOW)
    mine = {**said, "covenant_id": play.id, "saved_on": TODAY}
    ids["kept"] = drawer.new(
        tables.Draft, **mine, clause_id="x", stance="fundamental", remarks=words["kept"],
        resolution=words["kept way"],
    )  # fmt: skip
    drawer.new(
        tables.Draft, **mine, stance="reservation", remarks=words["sealed"], status="sealed",
        round_id=ids["round"],
    )  # fmt: skip
    drawer.record("draft.seal", level="party", owner=party, says={"party": party, "number": "1.0"})
