"""Looking before leaping: a form that is sent to see its consequences, with everything typed kept."""

from datetime import date
from typing import Any, Literal, TypeVar

from pydantic import Field

from tracker.locale import N_
from tracker.web import fields, forms

F = TypeVar("F", bound=forms.Form)
BLOCK = "gevolgen"
"""The block of the page that the preview is, and the id of the element htmx replaces."""


class Deed(forms.Deed):
    """A form with a second button, that shows what confirming it would change."""

    bekijk: Literal["1"] | None = Field(None, title=N_("Bekijk de gevolgen"))


def only(posted: forms.Submission[Any]) -> bool:
    """Whether the reader wants to see the consequences and not, yet, to bring them about."""
    return posted.value("bekijk") == "1"


def kept(posted: forms.Submission[F]) -> forms.Submission[F]:
    """What was typed, without complaints about what was not typed yet."""
    return forms.Submission(posted.values, {}, posted.form, posted.labels)


def chosen(form: forms.Submission[Any] | None, field: str = "on") -> date | None:
    """The day in the form; None while it is empty or no day."""
    try:
        found = date.fromisoformat(form.value(field)) if form is not None else None
    except ValueError:
        return None
    return found if found is None or found.year in fields.YEARS else None


def day(form: forms.Submission[Any] | None, today: date) -> date:
    """The day in the form, or else today."""
    return chosen(form) or today
