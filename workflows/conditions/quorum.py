"""Claims about who is at the table."""

from collections.abc import Mapping

from workflows import counting
from workflows.conditions.consent import accepted_by_all
from workflows.conditions.items import lacks
from workflows.engine import Answer, NotApplicable, Unmet
from workflows.facts import Facts
from workflows.parties import KIND_CODES, PartyKind


def wanted(facts: Facts, default: Mapping[str, int]) -> dict[PartyKind, int]:
    """The quorum of this covenant as a whole, or the default when it has none of its own. Kinds that
    need nobody are left out."""
    quorum = facts.quorum or {KIND_CODES[code]: least for code, least in default.items()}
    return {kind: least for kind, least in quorum.items() if least > 0}


def quorum_per_kind(facts: Facts, *, default: Mapping[str, int]) -> Answer:
    """Every kind has at least its configured number of active parties."""
    quorum = wanted(facts, default)
    if not quorum:
        return NotApplicable()
    short = counting.short_of_quorum(facts.parties, quorum)
    if not short:
        return None
    return Unmet(
        tuple(lacks(kind.value, "short") for kind, _, _ in short),
        have=len(quorum) - len(short),
        need=len(quorum),
        figures=tuple((kind.value, have, need) for kind, have, need in short),
    )


def process_plan_and_facilitator(facts: Facts, *, item: str) -> Answer:
    """The process plan is accepted, and at least one facilitator is assigned."""
    plan = accepted_by_all(facts, items=(item,), waiver=False, at_least_one=True)
    missing = plan if isinstance(plan, Unmet) else Unmet((), 1, 1)
    here = facts.facilitators >= 1
    if here and plan is None:
        return None
    guide = () if here else (lacks("facilitator"),)
    return Unmet((*missing.blockers, *guide), int(missing.have) + here, int(missing.need) + 1)


CHECKS = (quorum_per_kind, process_plan_and_facilitator)
