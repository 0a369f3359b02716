"""By which rule the table agrees to a text: how it works, what it says today, and choosing another."""

from typing import Annotated, Any

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from tracker.commands import consent
from tracker.locale import N_, _
from tracker.queries import consent_rule
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()
PLACE = "besluitregel"
LOOK = Annotated[str, Query(max_length=64)]


class ChooseForm(forms.Deed):
    """Which rule, since when and why."""

    rule: Annotated[str, fields.prose(64, lines=False)] = Field(title=N_("Besluitregel"))
    on: fields.DayField = Field(title=N_("Afgesproken op"))
    reason: fields.Text = Field("", title=N_("Reden"))


def _page(here: desk.Visit, look: str, form: Any = None, status: int = 200) -> Response:
    view = consent_rule.page(here.desk(), here.session, look)
    return here.page("consent/page.html", view, form, status)


@router.get("/convenanten/{slug}/besluitregel", deed="consent.read")
def show(here: desk.Here, regel: LOOK = "") -> Response:
    """The table's rule; `?regel=` tries another one on today's answers without choosing it."""
    return _page(here, regel)


@router.post("/convenanten/{slug}/besluitregel", deed="consent.choose")
def choose(
    here: desk.Here, posted: Annotated[forms.Submission[ChooseForm], forms.posted(ChooseForm)]
) -> Response:
    """Record the rule the table chose."""

    def deed(form: ChooseForm, usual: dict[str, Any]) -> Any:
        rule = "" if form.rule == consent_rule.NONE else form.rule
        return consent.choose(
            here.session, here.actor, here.covenant_id, rule=rule, on=form.on, reason=form.reason, **usual
        )

    def again(form: forms.Submission[ChooseForm]) -> Response:
        asked = form.value("rule")
        return _page(here, asked if consent_rule.known(asked) else "", form, 422)

    return here.take(posted, deed, again, PLACE, _("De besluitregel is vastgelegd."))
