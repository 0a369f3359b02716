"""One thing asked of one party, as lists of open points show it; and the covenants a reader works in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session

from tracker import policy
from tracker.queries import addresses, outlook
from tracker.queries.outlook import Outlook, Words
from tracker.store import dossiers, facts, tables
from workflows.facts import Facts, Item
from workflows.parties import Role

DESK = frozenset({"facilitator", "secretariat"})
Key = tuple[str, str, int | None, str | None]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing asked of a party."""

    path: str
    title: Words
    covenant: str
    stage: str
    cycle: int | None
    party: str
    due: date | None
    mandatory: bool
    status: str
    reason: str = ""
    by: str = ""
    on: date | None = None
    stopped: bool = False
    """The track stands still, and so does the clock."""


def kept_of(dossier: dossiers.Dossier) -> Mapping[Key, tables.Requirement]:
    """What was recorded of requirements, by what they are."""
    return {
        (r.participation_id, r.code, r.cycle or None, r.text_version_id or None): r
        for r in dossier.rows(tables.Requirement)
    }


def each(
    session: Session, actor: policy.Actor, covenants: Iterable[str], now: datetime, language: str
) -> Iterator[tuple[dossiers.Dossier, Facts, Outlook]]:
    """These covenants for this reader, each with its facts gathered once."""
    for covenant_id in covenants:
        dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now)
        known = facts.gather(dossier, language)
        yield dossier, known, outlook.of(dossier, known, language)


def point(
    dossier: dossiers.Dossier, row: Outlook, item: Item, party: str, kept: tables.Requirement | None = None
) -> Point:
    """The point this item is; a reason only when it came back."""
    returned = kept is not None and item.status == "returned"
    return Point(
        path=addresses.requirement(row.slug, item.party_id, item.code, item.cycle),
        title=outlook.title_of(dossier.covenant, item),
        covenant=row.name,
        stage=item.stage,
        cycle=item.cycle,
        party=party,
        due=item.due,
        mandatory=item.mandatory,
        status=item.status,
        reason=(kept.reason or "") if kept and returned else "",
        by=(kept.decided_by_name or "") if kept else "",
        on=kept.on if kept else None,
        stopped=row.track_status == "paused",
    )


def facilitated(actor: policy.Actor) -> list[str]:
    """Covenants the reader facilitates or is the secretariat of."""
    return sorted({covenant for covenant, role in actor.assignments if role in DESK})


def joined(session: Session, actor: policy.Actor) -> list[str]:
    """Covenants in which the reader's organisation, or one it stands in for, is invited or takes part."""
    stands_in = {d.covenant_id for d in actor.deputising}
    if not actor.organisations:
        return sorted(stands_in)
    part = tables.Participation
    found = session.execute(
        sa.select(part.covenant_id)  # type: ignore[call-overload]
        .where(
            part.organisation_id.in_(sorted(actor.organisations)),  # type: ignore[attr-defined]
            part.role != str(Role.FACILITATOR),
            part.status.in_(["invited", *(str(s) for s in policy.PRESENT)]),  # type: ignore[attr-defined]
        )
        .distinct()
    ).scalars()
    return sorted({*found, *stands_in})


def covenants_of(session: Session, actor: policy.Actor) -> list[str]:
    """Every covenant that is the reader's own in one way or the other."""
    return sorted({*facilitated(actor), *joined(session, actor)})
