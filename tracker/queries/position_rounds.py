"""The round of answers to a version as a reader may know it: until when, and for the facilitator who is in."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from tracker.locale import N_
from tracker.queries import registers
from tracker.store import drawers, facts, tables
from workflows.parties import ParticipationStatus

ENDED = {
    "everyone_in": N_("Iedereen was binnen."),
    "deadline": N_("De deadline was voorbij."),
    "cancelled": N_("De facilitator trok de ronde in."),
    "superseded": N_("Er kwam een nieuwe versie ter tafel."),
    "stopped": N_("Er wordt niet meer onderhandeld. Wat verzegeld was, blijft van de partij."),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A party that was asked, and whether it handed in; for the facilitator."""

    name: str
    path: str
    handed_in: bool
    counts: bool
    """False once it left or was suspended: nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class RoundView:
    """The newest round on a version."""

    id: str
    sealed: bool
    open: bool
    opened_on: date
    deadline: date
    ended_on: date | None
    ended: str
    asked: tuple[Asked, ...]
    """Empty for everybody but the facilitator of a sealed round that is open."""
    handed_in: int
    """How many of them are in; 0 for everybody but the facilitator."""
    own_in: bool
    """Whether the reader's own party sealed an answer to the whole version."""


def newest(session: Session, desk: registers.Desk, text_id: str) -> RoundView | None:
    """The round that runs on this version, or the last one that did; None when there was none."""
    dossier = desk.dossier
    found = [r for r in dossier.rows(tables.PositionRound) if r.text_version_id == text_id]
    if not found:
        return None
    round_ = found[-1]
    runs = round_.status == drawers.OPEN
    shut = runs and round_.sealed and dossier.as_of is None
    handed = drawers.told_in(session, dossier, round_.id) if shut else frozenset()
    asked: tuple[Asked, ...] = ()
    if shut and desk.head.facilitator:
        parties = {p.id: p for p in dossier.rows(tables.Participation)}
        asked = tuple(
            Asked(
                desk.name(one),
                desk.party_path(one),
                one in handed,
                facts.standing_on(parties[one], dossier.today) is ParticipationStatus.ACTIVE,
            )
            for one in sorted(round_.asked, key=lambda one: desk.name(one).casefold())
            if one in parties
        )
    return RoundView(
        id=round_.id,
        sealed=round_.sealed,
        open=runs,
        opened_on=round_.opened_on,
        deadline=round_.deadline,
        ended_on=round_.ended_on,
        ended=ENDED.get(round_.ended_how, ""),
        asked=asked,
        handed_in=sum(one.handed_in for one in asked),
        own_in=bool(handed & dossier.standing.own),
    )
