"""Every deed of the table: proposals, meetings, motions and weights."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from tests import cast, registers
from tests.cast import Play
from tests.commands.registers.deed import FAC, HIDDEN, PARTY, REASON, Deed, _on, _plain
from tests.registers import NOW, OWN, RIVAL, TODAY
from tracker import policy
from tracker.commands import act, assignments, consent, meetings, motions, proposals, weights
from tracker.store import dossiers

SECOND = "Dit kan alleen een tweede facilitator of de voorzitter."
SELF = "Dit kan alleen de partij zelf."


def clause(session: Session, play: Play) -> str:
    """The first paragraph of the version on the table."""
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    return proposals.clauses_of(dossier, proposals.on_the_table(dossier))[1].id


def _make(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return proposals.make(
        session, actor, usual.pop("covenant_id", play.id), participation_id=play.parties[OWN], kind="change",
        clause_id=it, text="Eén lid.", reason="Het is te ruim.", **usual,
    )  # fmt: skip


def on_table(session: Session, play: Play) -> str:
    """A version on the table; returns its first paragraph."""
    registers.table(session, play, "0.4")
    return clause(session, play)


def proposal(session: Session, play: Play) -> str:
    """A proposal by a party itself."""
    return _make(session, play.speaker(OWN), play, on_table(session, play), now=NOW).id


def second(session: Session, play: Play) -> policy.Actor:
    """Joris as a second facilitator."""
    assignments.assign(
        session, play.facilitator, play.id, email="joris@fictief.example", role="facilitator", now=NOW
    )
    return cast.again(session, play.second, NOW)


def asked(session: Session, play: Play, fate: str = "adopted") -> str:
    """A proposal that the second facilitator wants decided."""
    proposal_id, joris = proposal(session, play), second(session, play)
    proposals.decide(session, joris, play.id, proposal_id, fate=fate, note=REASON, now=NOW)
    return proposal_id


def parked(session: Session, play: Play) -> str:
    proposal_id = proposal(session, play)
    proposals.park(session, play.facilitator, play.id, proposal_id, now=NOW)
    return proposal_id


def planned(session: Session, play: Play) -> str:
    """A round that was planned for today."""
    return meetings.plan(session, play.facilitator, play.id, kind="round", on=TODAY, now=NOW).id


def held(session: Session, play: Play) -> str:
    """A round at which one party was."""
    meeting_id = planned(session, play)
    meetings.hold(
        session, play.facilitator, play.id, meeting_id, on=TODAY, present=[play.parties[OWN]],
        names={play.parties[OWN]: "Bram de Wit"}, now=NOW,
    )  # fmt: skip
    return meeting_id


def motion(session: Session, play: Play, rule: str = "unanimiteit", deadline: date = TODAY) -> str:
    """A question by the facilitator."""
    return motions.open_(
        session, play.facilitator, play.id, title="Gaan we door?", rule=rule, deadline=deadline, now=NOW
    ).id


def own_motion(session: Session, play: Play) -> str:
    """A question by a party itself."""
    return motions.open_(
        session, play.speaker(OWN), play.id, title="Gaan we door?", rule="unanimiteit", deadline=TODAY,
        proposer_id=play.parties[OWN], now=NOW,
    ).id  # fmt: skip


def vote(
    session: Session, play: Play, motion_id: str, slug: str, value: str = "yes", reason: str = REASON,
    **how: Any,
) -> act.Receipt:  # fmt: skip
    """A vote by a party itself."""
    return motions.vote(
        session, play.speaker(slug), play.id, motion_id, participation_id=play.parties[slug], value=value,
        reason=reason if value in ("no", "veto") else "", **{"now": NOW, **how},
    )  # fmt: skip


def _voted(session: Session, play: Play) -> str:
    motion_id = motion(session, play)
    vote(session, play, motion_id, OWN)
    return motion_id


def _decided(session: Session, play: Play) -> str:
    motion_id = motion(session, play)
    vote(session, play, motion_id, RIVAL, "no")
    return motion_id


def _vote(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    actor = play.speaker(OWN) if actor == play.facilitator else actor
    return motions.vote(
        session, actor, usual.pop("covenant_id", play.id), it, participation_id=play.parties[OWN], value="yes",
        **usual,
    )  # fmt: skip


def _revoke(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    actor = play.speaker(OWN) if actor == play.facilitator else actor
    return motions.revoke(
        session, actor, usual.pop("covenant_id", play.id), it, participation_id=play.parties[OWN], **usual
    )


def _open(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return motions.open_(
        session, actor, usual.pop("covenant_id", play.id), title="Gaan we door?", rule="niemand_tegen",
        deadline=TODAY, proposer_id=play.parties[OWN], **usual,
    )  # fmt: skip


def _weight(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return weights.record(
        session, actor, usual.pop("covenant_id", play.id), participation_id=play.parties[OWN],
        weight=Decimal("2.5"), **usual,
    )  # fmt: skip


BRAM = "Bram de Wit"
_ONCE = Deed("", _make, stranger=HIDDEN, once_more=False)

DEEDS: dict[str, Deed] = {
    "consent.choose": Deed(
        "consent.choose", _plain(consent.choose, rule="per_soort", reason=REASON), once_more=False
    ),
    "proposals.make": Deed("proposal.make", _make, on_table, rival=PARTY, stranger=PARTY),
    "proposals.withdraw": replace(
        _ONCE, kind="proposal.withdraw", do=_on(proposals.withdraw, note=REASON), before=proposal, rival=PARTY
    ),
    "proposals.park": replace(_ONCE, kind="proposal.park", do=_on(proposals.park), before=proposal),
    "proposals.take_up": replace(_ONCE, kind="proposal.take_up", do=_on(proposals.take_up), before=parked),
    "proposals.decide alone": replace(
        _ONCE, kind="proposal.adopt", do=_on(proposals.decide, fate="adopted"), before=proposal
    ),
    "proposals.confirm": replace(
        _ONCE, kind="proposal.adopt", do=_on(proposals.confirm, agrees=True), before=asked, rival=SECOND
    ),
    "proposals.confirm not": replace(
        _ONCE, kind="proposal.decline", do=_on(proposals.confirm, agrees=False, note=REASON), before=asked,
        rival=SECOND,
    ),
    "meetings.plan": Deed("meeting.plan", _plain(meetings.plan, kind="round", on=TODAY)),
    "meetings.move": replace(
        _ONCE, kind="meeting.move", do=_on(meetings.move, on=date(2026, 3, 9)), before=planned
    ),
    "meetings.hold": replace(
        _ONCE, kind="meeting.hold", do=_on(meetings.hold, on=TODAY, present=()), before=planned
    ),
    "meetings.minute": replace(
        _ONCE, kind="meeting.minute", do=_on(meetings.minute, minutes="Er is gesproken."), before=held
    ),
    "meetings.decide": replace(
        _ONCE, kind="meeting.decide", do=_on(meetings.decide, text="Wij gaan door."), before=held,
        once_more=True,
    ),
    "meetings.cancel": replace(_ONCE, kind="meeting.cancel", do=_on(meetings.cancel), before=planned),
    "motions.open_": Deed("motion.open", _open, rival=PARTY, stranger=PARTY),
    "motions.vote": replace(_ONCE, kind="motion.vote", do=_vote, before=motion, rival=SELF, by=BRAM),
    "motions.revoke": replace(_ONCE, kind="motion.revoke", do=_revoke, before=_voted, rival=SELF, by=BRAM),
    "motions.close": replace(_ONCE, kind="motion.close", do=_on(motions.close), before=_decided),
    "motions.withdraw": replace(
        _ONCE, kind="motion.withdraw", do=_on(motions.withdraw, note=REASON), before=own_motion, rival=PARTY
    ),
    "weights.record": Deed("weight.record", _weight),
}  # fmt: skip
__all__ = ["DEEDS", "FAC"]
