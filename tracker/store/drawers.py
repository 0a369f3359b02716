"""A party's drawer: positions it has not shared, or sealed; a log of its own, named by the participation.

What is written here changes nothing in the covenant's log. Whoever writes in a drawer holds the lock on the
covenant's head first and then the drawer's, so that a reveal and a revision never cross.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import Session

from tracker import policy
from tracker.store import dossiers, ledger, records, shelf, tables
from tracker.store.tables.ledger import Head

OPEN = "open"
WHOLE = ""
"""The clause of a position about the version as a whole; it is this one that makes a party 'in'."""

_head = Head.__table__  # type: ignore[attr-defined]
_draft = tables.Draft.__table__  # type: ignore[attr-defined]
_round = tables.PositionRound.__table__  # type: ignore[attr-defined]
_covenant = tables.Covenant.__table__  # type: ignore[attr-defined]
_participation = tables.Participation.__table__  # type: ignore[attr-defined]


def log_of(participation_id: str) -> str:
    """The log a party's drafts are written in: never the covenant's, which rivals read and count."""
    return participation_id


def lock(session: Session, covenant_id: str, participation_ids: Iterable[str]) -> Head:
    """Lock the covenant's head, then these drawers in one fixed order, made where there was none."""
    end = ledger.head(session, covenant_id, lock=True)
    shelf.locked(session, covenant_id)
    for participation_id in sorted(participation_ids):
        log = log_of(participation_id)
        ledger.open_log(session, log)
        ledger.head(session, log, lock=True)
    return end


def own(session: Session, dossier: dossiers.Dossier, text_id: str = "") -> tuple[tables.Draft, ...]:
    """The drafts and sealed positions this reader may read: those of the reader's own parties, as they are
    now. A page about the past shows none."""
    return tuple(
        d
        for d in _readable(session, dossier)
        if d.status in ("draft", "sealed") and text_id in ("", d.text_version_id)
    )


def _readable(session: Session, dossier: dossiers.Dossier) -> tuple[tables.Draft, ...]:
    if dossier.as_of is not None:
        return ()
    standing = dossier.standing
    level = records.exposure_of(tables.Draft).row
    mine = _draft.c.participation_id.in_(sorted(standing.own))
    readable = sa.true() if policy.sees(standing, level) == "full" else mine
    return _read(session, _draft.c.covenant_id == dossier.covenant.id, readable)


def one(session: Session, dossier: dossiers.Dossier, draft_id: str) -> tables.Draft | None:
    """One of the reader's own drafts, whatever became of it; None when it is not there for this reader."""
    return next((d for d in _readable(session, dossier) if d.id == draft_id), None)


def of_party(session: Session, participation_id: str, text_id: str) -> tuple[tables.Draft, ...]:
    """What lies open in one drawer about one version; for commands that hold its lock."""
    found = _read(session, _draft.c.participation_id == participation_id, _draft.c.text_version_id == text_id)
    return tuple(d for d in found if d.status in ("draft", "sealed"))


def sealed(session: Session, round_id: str) -> tuple[tables.Draft, ...]:
    """Every sealed position of a round; for the reveal, which holds the locks, and for nobody to look at."""
    return _read(session, _draft.c.round_id == round_id, _draft.c.status == "sealed")


def handed_in(session: Session, round_id: str) -> frozenset[str]:
    """The participations that sealed a position about the whole version in this round."""
    return frozenset(d.participation_id for d in sealed(session, round_id) if d.clause_id == WHOLE)


def told_in(session: Session, dossier: dossiers.Dossier, round_id: str) -> frozenset[str]:
    """Which parties have handed in, as far as this reader may know: the facilitator of all, a party of itself."""
    found = handed_in(session, round_id)
    facilitates = policy.FACILITATOR in dossier.standing.relations
    return found if facilitates else found & dossier.standing.own


def logs(session: Session) -> frozenset[str]:
    """The logs that are drawers; for checking them, never for showing."""
    wanted = sa.select(_head.c.log).join(_participation, _participation.c.id == _head.c.log)
    return frozenset(session.execute(wanted).scalars())


def is_drawer(session: Session, log: str) -> bool:
    """Whether this log is a party's drawer."""
    wanted = sa.select(_participation.c.id).where(_participation.c.id == log)
    return session.execute(wanted).first() is not None


def open_rounds(
    session: Session, *, slug: str | None = None, covenant_id: str | None = None
) -> list[tuple[str, str, date, bool]]:
    """Rounds that are open: covenant, id, deadline, sealed. Asked before every page of a covenant."""
    statement = sa.select(_round.c.covenant_id, _round.c.id, _round.c.deadline, _round.c.sealed)
    if slug is not None:
        statement = statement.join(_covenant, _covenant.c.id == _round.c.covenant_id).where(
            _covenant.c.slug == slug
        )
    if covenant_id is not None:
        statement = statement.where(_round.c.covenant_id == covenant_id)
    found = session.connection().execute(statement.where(_round.c.status == OPEN).order_by(_round.c.id))
    return [(row[0], row[1], row[2], row[3]) for row in found]


def _read(session: Session, *where: Any) -> tuple[tables.Draft, ...]:
    make = records.shape(tables.Draft)._make
    statement = sa.select(*records.columns_of(tables.Draft)).where(*where)
    rows = sorted(map(make, session.connection().execute(statement)), key=lambda r: (r.made, r.id))
    return tuple(cast(tables.Draft, r) for r in rows)
