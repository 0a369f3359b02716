"""What evidence holds beside a file, a link or a text: the outcome, its conditions and the details."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker import errors
from tracker.locale import N_
from workflows import checklist

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "decision_record": ("yes", "yes_if", "no"),
    "assessment_result": ("positive", "negative"),
}
"""Outcomes per evidence type; other types have none."""
DECIDES = frozenset({"NEG-07", "NEG-10", "NEG-11"})
"""Requirements whose outcome a gate asks for."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a 'yes, if'."""

    text: str
    deadline: date | None = None
    met_on: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What is stored: the outcome for the gate, and everything said as JSON."""

    outcome: str | None
    open_conditions: int
    payload: dict[str, Any]


def content(
    row: checklist.Requirement,
    payload: Mapping[str, Any] | None,
    outcome: str | None,
    conditions: Sequence[Condition],
) -> Content:
    """The details in the form they are stored; raises `Invalid` when the outcome does not fit."""
    said = {k: v for k, v in (payload or {}).items() if v not in (None, "", [])}
    outcome = outcome or said.pop("outcome", None)
    allowed = OUTCOMES.get(row.evidence, ())
    if outcome is not None and outcome not in allowed:
        raise errors.Invalid({"outcome": N_("Kies een van de mogelijkheden.")})
    if outcome is None and row.id in DECIDES:
        raise errors.Invalid({"outcome": N_("Kies de uitkomst: daarop wacht de poort.")})
    if outcome == "yes_if" and not conditions:
        raise errors.Invalid({"conditions": N_("Noem bij ‘ja, mits’ minimaal één voorwaarde.")})
    if outcome is not None:
        said["outcome"] = outcome
    kept = conditions if outcome == "yes_if" else ()
    if kept:
        said["conditions"] = [as_json(c) for c in kept]
    return Content(outcome, sum(c.met_on is None for c in kept), said)


def as_json(condition: Condition) -> dict[str, str | None]:
    """A condition as it is stored."""
    return {
        "text": condition.text.strip(),
        "deadline": condition.deadline.isoformat() if condition.deadline else None,
        "met_on": condition.met_on.isoformat() if condition.met_on else None,
    }


def met(payload: Mapping[str, Any], number: int, on: date) -> tuple[dict[str, Any], int]:
    """The details with one condition met, and how many are still open."""
    conditions = [dict(c) for c in payload.get("conditions", ())]
    if not 1 <= number <= len(conditions):
        raise errors.NotFound
    if conditions[number - 1].get("met_on"):
        raise errors.WrongState(N_("Aan deze voorwaarde is al voldaan."))
    conditions[number - 1]["met_on"] = on.isoformat()
    return {**payload, "conditions": conditions}, sum(not c.get("met_on") for c in conditions)
