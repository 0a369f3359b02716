"""Claims about whether the covenant can start running."""

from collections.abc import Mapping

from workflows.conditions.items import EXCUSED, accepted, asked, blocks, lacks, standing
from workflows.conditions.quorum import wanted
from workflows.engine import Answer, Unmet
from workflows.facts import Facts


def funding_and_secretariat(facts: Facts, *, item: str, kinds: tuple[str, ...]) -> Answer:
    """The contributions of these kinds are pledged, and a secretariat is assigned."""
    rows = [i for i in asked(facts, (item,), kinds) if i.status not in EXCUSED]
    open_ = [
        blocks(facts, i.party_id, item, standing(i, facts.today), due=i.due)
        for i in rows
        if not accepted(i, facts.today)
    ]
    if not facts.secretariat:
        open_.append(lacks("secretariat"))
    need = len(rows) + 1
    return Unmet(tuple(open_), need - len(open_), need) if open_ else None


def steering_committee_constituted(facts: Facts, *, default: Mapping[str, int]) -> Answer:
    """There is a chair, and every kind the quorum asks for has a filled seat."""
    kinds = list(wanted(facts, default))
    filled = {s.delegation for s in facts.seats if s.filled and not s.chair}
    chair = any(s.chair and s.filled for s in facts.seats)
    empty = [k.value for k in kinds if k not in filled]
    open_ = tuple(lacks(what, "vacant") for what in ([] if chair else ["chair"]) + empty)
    need = len(kinds) + 1
    return Unmet(open_, need - len(open_), need) if open_ else None


def in_force(facts: Facts) -> Answer:
    """The date of entry into force is set and has come."""
    if facts.effective_on is None:
        return Unmet((lacks("effective_on"),), 0, 1)
    if facts.effective_on > facts.today:
        return Unmet((lacks("effective_on", "ahead", due=facts.effective_on),), 0, 1)
    return None


def track_runs(facts: Facts) -> Answer:
    """The track is neither paused nor stopped nor over: no stage moves otherwise."""
    return None if facts.track_status == "active" else Unmet((lacks("track", facts.track_status),), 0, 1)


CHECKS = (funding_and_secretariat, steering_committee_constituted, in_force, track_runs)
