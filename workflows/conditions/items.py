"""What several claims ask about checklist items: who is asked, what counts as done, who blocks."""

from datetime import date
from typing import Literal

from workflows.engine import Blocker
from workflows.facts import Facts, Item, Text
from workflows.parties import KIND_CODES, PARTY_ROLES, ParticipationStatus, Role

EXCUSED = frozenset({"waived", "not_applicable"})
GONE = frozenset(
    {
        ParticipationStatus.WITHDRAWN,
        ParticipationStatus.EXPELLED,
        ParticipationStatus.CEASED,
        ParticipationStatus.DECLINED,
    }
)
SECRETARIAT_MOVES = frozenset({"submitted", "awaits_final_text", "waived", "not_applicable", "no_final_text"})
"""Statuses that a party cannot change: the facilitator has to decide."""


def takes_part(facts: Facts, party_id: str) -> bool:
    """Active with obligations, or the facilitator. An id nobody knows counts: the safe side is shut."""
    party = facts.party(party_id)
    if party is None or party.counts:
        return True
    return party.role is Role.FACILITATOR and party.status is ParticipationStatus.ACTIVE


def still_concerned(facts: Facts, party_id: str) -> bool:
    """Not gone for good. A suspended party keeps its objection: suspending must not silence it."""
    party = facts.party(party_id)
    return party is None or (party.status not in GONE and party.role in PARTY_ROLES)


def asked(facts: Facts, codes: tuple[str, ...], kinds: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """The mandatory items with these codes of everybody who takes part, by kind code when given."""
    wanted = {KIND_CODES[k] for k in kinds}
    return tuple(
        i
        for i in facts.items
        if i.code in codes
        and i.mandatory
        and takes_part(facts, i.party_id)
        and (not wanted or ((p := facts.party(i.party_id)) is not None and p.kind in wanted))
    )


def accepted(item: Item, today: date) -> bool:
    """Accepted and not run out."""
    return item.status == "accepted" and (item.valid_until is None or item.valid_until >= today)


def standing(item: Item, today: date) -> str:
    """The status, told as `expired` when the acceptance has run out."""
    return "expired" if item.status == "accepted" and not accepted(item, today) else item.status


def on_final(item: Item, final: Text | None, today: date) -> str:
    """`accepted` only for the final version: another version is `stale`, and without a final version
    even an accepted answer still waits for one."""
    status = standing(item, today)
    if final is None:
        return "awaits_final_text" if status == "accepted" else status
    if item.version_id != final.id and status in ("accepted", "submitted"):
        return "stale"
    return status


def blocks(
    facts: Facts, party_id: str, what: str, status: str, *, detail: str = "", due: date | None = None
) -> Blocker:
    """A blocker with the party's name, put on the right desk."""
    party = facts.party(party_id)
    ours = status in SECRETARIAT_MOVES or (party is not None and party.role is Role.FACILITATOR)
    acts: Literal["party", "facilitator"] = "facilitator" if ours else "party"
    return Blocker(party_id, what, status, detail, due, party.name if party else party_id, acts)


def lacks(what: str, status: str = "missing", detail: str = "", due: date | None = None) -> Blocker:
    """Something of the covenant itself that is missing: the facilitator's to arrange."""
    return Blocker(None, what, status, detail, due, "", "facilitator")
