"""Who must move next: from what is missing to whose desk it is on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workflows.engine import Blocker, Finding

Actor = Literal["party", "facilitator"]


@dataclass(frozen=True, slots=True)
class Move:
    """Everything one actor has to do for the gate. The facilitator's entry names no party."""

    actor: Actor
    party_id: str | None
    name: str
    what: tuple[str, ...]
    condition_ids: tuple[str, ...]
    due: date | None = None

    def overdue(self, today: date) -> bool:
        """Whether the earliest due date has gone by."""
        return self.due is not None and self.due < today


def next_moves(findings: Iterable[Finding]) -> tuple[Move, ...]:
    """One entry per actor, earliest due date first, undated ones last, the facilitator before parties.

    Only what holds the gate shut counts; a passed condition asks nothing of anybody now. What was handed
    in is the facilitator's to assess, and so is everything that belongs to no party.
    """
    desks: dict[tuple[Actor, str | None], list[tuple[Finding, Blocker]]] = {}
    for finding in findings:
        if finding.passes or finding.unmet is None:
            continue
        for blocker in finding.unmet.blockers:
            for actor in _actors(finding, blocker):
                party = blocker.party_id if actor == "party" else None
                desks.setdefault((actor, party), []).append((finding, blocker))
    moves = [_move(actor, party_id, work) for (actor, party_id), work in desks.items()]
    return tuple(sorted(moves, key=lambda m: (m.due or date.max, m.actor == "party", m.name)))


def _actors(finding: Finding, blocker: Blocker) -> tuple[Actor, ...]:
    if blocker.acts == "facilitator" or finding.condition.acts == "facilitator":
        return ("facilitator",)
    return ("party", "facilitator") if finding.condition.acts == "both" else ("party",)


def _move(actor: Actor, party_id: str | None, work: list[tuple[Finding, Blocker]]) -> Move:
    return Move(
        actor=actor,
        party_id=party_id,
        name=work[0][1].name if actor == "party" else "",
        what=tuple(dict.fromkeys(b.what for _, b in work)),
        condition_ids=tuple(dict.fromkeys(f.condition.id for f, _ in work)),
        due=min((b.due for _, b in work if b.due is not None), default=None),
    )
