"""Fields by which conditions are passed along with a step: a reason and an end date for each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import Field

from tracker.locale import N_
from tracker.web import fields, forms
from workflows import loading

REASON, UNTIL = "reason-", "until-"


def fields_of() -> dict[str, Any]:
    """For every condition of a shipped lifecycle that may be passed."""
    found: dict[str, Any] = {}
    for workflow in loading.shipped():
        for action in workflow.actions.values():
            for condition in action.conditions:
                if condition.overridable:
                    reason, until = Field("", title=N_("Reden")), Field(None, title=N_("Geldig tot"))
                    found[f"{REASON}{condition.id}"] = (fields.Text, reason)
                    found[f"{UNTIL}{condition.id}"] = (fields.DayField | None, until)
    return found


def given(form: forms.Deed) -> tuple[Mapping[str, str], Mapping[str, date]]:
    """Reasons and end dates by condition id, as far as they were filled in."""
    sent = form.model_dump()
    reasons = {k.removeprefix(REASON): v for k, v in sent.items() if k.startswith(REASON) and v}
    until = {k.removeprefix(UNTIL): v for k, v in sent.items() if k.startswith(UNTIL) and v}
    return reasons, until
