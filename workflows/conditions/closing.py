"""Claims about whether a covenant may end."""

from workflows.conditions.items import EXCUSED, accepted, asked, blocks, lacks, standing
from workflows.engine import Answer, NotApplicable, Unmet
from workflows.facts import Facts


def term_over_or_ending_decided(facts: Facts) -> Answer:
    """The term has run out, or it was decided to end it."""
    if any(day is not None and day <= facts.today for day in (facts.ends_on, facts.ending_decided_on)):
        return None
    status = "ahead" if facts.ends_on else "missing"
    return Unmet((lacks("ends_on", status, due=facts.ends_on),), 0, 1)


def last_cycle_reported(facts: Facts, *, item: str) -> Answer:
    """Everyone asked reported on the last cycle year that began, however short it was."""
    begun = [c for c in facts.cycles if c.starts_on <= facts.today]
    if not begun:
        return Unmet((lacks("cycle"),), 0, 1)
    last = max(c.number for c in begun)
    rows = [i for i in asked(facts, (item,)) if i.cycle == last and i.status not in EXCUSED]
    if not rows:
        return NotApplicable()
    open_ = tuple(
        blocks(facts, i.party_id, item, standing(i, facts.today), due=i.due)
        for i in rows
        if not accepted(i, facts.today)
    )
    return Unmet(open_, len(rows) - len(open_), len(rows)) if open_ else None


def final_evaluation_answered(facts: Facts) -> Answer:
    """The final evaluation is in, and the steering committee responded to it."""
    parts = (("evaluation", facts.final_evaluation_on), ("response", facts.evaluation_response_on))
    open_ = tuple(lacks(what) for what, on in parts if on is None or on > facts.today)
    return Unmet(open_, 2 - len(open_), 2) if open_ else None


def no_case_without_destination(facts: Facts) -> Answer:
    """No complaint or dispute is left open with nowhere to go. Cases are counted, never named."""
    left = sum(c.open and not c.destination for c in facts.cases)
    return Unmet((lacks("case", "open"),), left, 0) if left else None


def follow_up_decided(facts: Facts, *, decisions: tuple[str, ...]) -> Answer:
    """It is on record what comes after."""
    return None if facts.follow_up in decisions else Unmet((lacks("follow_up"),), 0, 1)


def data_retention_decided(facts: Facts) -> Answer:
    """It is on record whether company data is kept or destroyed."""
    decided = facts.data_retention is not None and facts.data_retention.strip()
    return None if decided else Unmet((lacks("data_retention"),), 0, 1)


CHECKS = (
    term_over_or_ending_decided,
    last_cycle_reported,
    final_evaluation_answered,
    no_case_without_destination,
    follow_up_decided,
    data_retention_decided,
)
