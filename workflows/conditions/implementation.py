"""Claims about whether the covenant can start running."""

from collections.abc import Mapping

from workflows.conditions.consent import accepted_by_all
from workflows.conditions.items import lacks
from workflows.conditions.quorum import wanted
from workflows.engine import Answer, Unmet
from workflows.facts import Facts


def funding_and_secretariat(facts: Facts, *, item: str, kinds: tuple[str, ...]) -> Answer:
    """The contributions of these kinds are pledged, and a secretariat is assigned."""
    pledged = accepted_by_all(facts, items=(item,), kinds=kinds)
    if facts.secretariat:
        return pledged
    rest = pledged if isinstance(pledged, Unmet) else Unmet((), 0, 0)
    return Unmet((*rest.blockers, lacks("secretariat")), rest.have, int(rest.need) + 1)


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
