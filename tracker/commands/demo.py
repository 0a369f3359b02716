"""The demonstration: fictional covenants in every stage, and people who sign in with one click."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from tracker.commands import demo_cast, demo_early, demo_late
from tracker.store import tables

PLAYS = {
    "fictief-chemie": demo_early.chemistry,
    "fictief-elektronica": demo_early.electronics,
    "fictief-bouwmaterialen": demo_late.building,
    "fictief-meubel": demo_late.furniture,
    "fictief-speelgoed": demo_early.toys,
    "fictief-schoenen": demo_early.footwear,
}
"""Every covenant of the demonstration, by its address."""


def load(session: Session, *, now: datetime) -> None:
    """Play what is not there yet. What happened long ago is recorded as of then, in the covenant's own log."""
    for key in demo_cast.characters():
        demo_cast.account(session, key, now=now)
    slugs = session.execute(sa.select(tables.Covenant.slug)).scalars()  # type: ignore[call-overload]
    known = set(slugs)
    for slug, play in PLAYS.items():
        if slug not in known:
            play(session, now)
