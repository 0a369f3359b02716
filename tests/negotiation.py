"""A covenant in negotiation in which two constituencies answered in ways that rivals may not know."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from tests import cast, registers, settled
from tracker import policy
from tracker.commands import evidence, objections, requirements, texts
from tracker.queries import covenants as pages

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
MITS = "Er komt een fonds voor scholing van werknemers."
RETURNED = "Het besluit noemt de tekstversie niet waarover is gestemd."
CLAUSE = "artikel 5 lid 2"


def begun(session: Session) -> cast.Play:
    """The union said 'yes, if', the other union's decision came back, an NGO objects."""
    play = cast.covenant(session, NOW, company=True, supporter=True, on=date(2025, 9, 1))
    registers.put_in(session, play, "negotiation", NOW)
    text = registers.table(session, play, "1.0", NOW)
    texts.freeze(session, play.facilitator, play.id, text, now=NOW, on=date(2026, 1, 20))
    left = {(slug, "NEG-10") for slug in ("vakbond-techniek", "bond-industrie", "schone-mijnen")}
    settled.settle(session, play, NOW, but=left | {("schone-mijnen", "NEG-06")})
    answer(session, play, "vakbond-techniek", "yes_if", (evidence.Condition(MITS),))
    requirements.accept(
        session, play.facilitator, play.id, play.parties["vakbond-techniek"], "NEG-10", now=LATER
    )
    answer(session, play, "bond-industrie", "yes")
    requirements.return_(
        session, play.facilitator, play.id, play.parties["bond-industrie"], "NEG-10", now=LATER,
        reason=RETURNED,
    )  # fmt: skip
    objections.raise_(
        session, play.speaker("schone-mijnen"), play.id, now=LATER,
        participation_id=play.parties["schone-mijnen"], severity="fundamental", clause=CLAUSE,
        reason="Verhaal voor gedupeerden ontbreekt.", resolution="Een fonds.", on=date(2026, 2, 2),
    )  # fmt: skip
    return play


def answer(
    session: Session,
    play: cast.Play,
    slug: str,
    outcome: str,
    conditions: tuple[evidence.Condition, ...] = (),
    now: datetime = NOW,
) -> None:
    """A constituency decides."""
    requirements.submit(
        session, play.speaker(slug), play.id, play.parties[slug], "NEG-10", now=now,
        text="Besluit van de ledenraad.", outcome=outcome, conditions=conditions,
    )  # fmt: skip


def page(
    session: Session, play: cast.Play, who: policy.Actor, now: datetime = LATER, **how: Any
) -> pages.CovenantPage:
    """The covenant page for somebody."""
    dossier = pages.opened(session, who, play.slug, now=now, as_of=how.pop("as_of", None))
    return pages.covenant_page(session, dossier, how.pop("language", "nl"), **how)
