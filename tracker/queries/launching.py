"""What can be chosen when a covenant is started."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors, policy
from tracker.store import tables

_o = tables.Organisation.__table__.c  # type: ignore[attr-defined]
_c = tables.Covenant.__table__.c  # type: ignore[attr-defined]
GUIDES = ("facilitator", "other")
"""Kinds of organisation that guide tracks: offered first."""
USUAL = "SER"


@dataclass(frozen=True, slots=True)
class Choices:
    """Organisations that may guide, the usual one, and tracks this one may follow."""

    organisations: Sequence[tuple[str, str]]
    usual: str | None
    predecessors: Sequence[tuple[str, str]]


def choices(session: Session, actor: policy.Actor, *, language: str) -> Choices:
    """Everything to choose from, for whoever may start a covenant."""
    if not policy.may(policy.relations(actor), "covenant.start"):
        raise errors.Forbidden(policy.MAY["covenant.start"].asks)
    english = language == "en"
    name = _o.name_en if english else _o.name_nl
    bodies = session.execute(
        sa.select(_o.id, name, _o.abbr)
        .where(_o.kind.in_(GUIDES), _o.fictional.is_(actor.fictional) if not actor.fictional else sa.true())
        .order_by(sa.func.lower(name), _o.id)
    ).all()
    covenants = session.execute(
        sa.select(_c.id, _c.name_en if english else _c.name_nl)
        .where(_c.track_status.in_(["ended", "stopped", "succeeded", "active"]))
        .order_by(sa.func.lower(_c.name_nl), _c.id)
    )
    return Choices(
        organisations=[(row[0], row[1]) for row in bodies],
        usual=next((row[0] for row in bodies if row[2] == USUAL), None),
        predecessors=[(row[0], row[1]) for row in covenants],
    )


def slug_of(session: Session, covenant_id: str) -> str:
    """The name in the address of a covenant that was just started."""
    return str(session.execute(sa.select(_c.slug).where(_c.id == covenant_id)).scalar_one())
