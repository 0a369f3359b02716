"""Organisations: made once, in the system log, and shared by every covenant they take part in."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session

from tracker import policy
from tracker.commands import act, covenants
from tracker.store import tables


def create(
    session: Session,
    actor: policy.Actor,
    *,
    now: datetime,
    name_nl: str,
    name_en: str,
    kind: str,
    abbr: str | None = None,
    slug: str | None = None,
    fictional: bool = False,
) -> str:
    """A new organisation in the system log; whoever calls this has asked who may."""
    doing = act.system(session, actor, deed="party.invite", now=now)
    wanted = slug or covenants.slug_of(name_nl)
    taken = set(session.execute(sa.select(tables.Organisation.slug)).scalars())  # type: ignore[call-overload]
    free = next(
        s for n in range(1, len(taken) + 2) if (s := wanted if n == 1 else f"{wanted}-{n}") not in taken
    )
    made = doing.new(
        tables.Organisation,
        slug=free,
        name_nl=name_nl,
        name_en=name_en,
        kind=kind,
        abbr=abbr or None,
        fictional=fictional,
    )
    doing.record(
        "organisation.create", level="public", subject=f"organisation:{made}", says={"name": name_nl}
    )
    return made
