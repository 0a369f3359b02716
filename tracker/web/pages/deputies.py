"""The deputies of a party: who speaks for it in somebody's place, and until when."""

from typing import Annotated, Any

from fastapi.responses import Response
from pydantic import Field

from tracker.commands import act
from tracker.commands import deputies as deeds
from tracker.locale import N_, _
from tracker.queries import deputies
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()
PLACE = "/convenanten/{slug}/partijen/{party_id}/vervanging"


class DeputyForm(forms.Deed):
    """Who, in whose place, from when until when."""

    email: fields.Line = Field(title=N_("E-mailadres van de vervanger"))
    principal_id: fields.Id | None = Field(None, title=N_("Wie wordt vervangen"))
    from_on: fields.DayField = Field(title=N_("Vanaf"))
    until_on: fields.DayField = Field(title=N_("Tot en met"))


class EndForm(forms.Deed):
    """Nothing but the button."""


def _page(here: desk.Visit, party_id: str, form: Any = None, status: int = 200, ending: str = "") -> Response:
    view = deputies.page(here.session, here.desk(), here.actor, party_id)
    row = view.find(ending) if ending else None
    first = view.colleagues[0][0] if view.colleagues else ""
    blank = forms.blank(from_on=view.head.today, principal_id=first)
    return here.page("party/deputies.html", view, form or blank, status, row=row)


@router.get(PLACE, deed="deputy.name")
def show_deputies(here: desk.Here, party_id: deps.PathId, beeindig: str = "") -> Response:
    """Who takes somebody's place now, later, and before; with `?beeindig=` the question to end one."""
    return _page(here, party_id, ending=beeindig)


@router.post(PLACE, deed="deputy.name")
def name_deputy(
    here: desk.Here,
    party_id: deps.PathId,
    posted: Annotated[forms.Submission[DeputyForm], forms.posted(DeputyForm)],
) -> Response:
    """Name a deputy."""

    def deed(form: DeputyForm, usual: dict[str, Any]) -> act.Receipt:
        return deeds.name(
            here.session, here.actor, here.covenant_id, party_id, email=form.email, from_on=form.from_on,
            until_on=form.until_on, principal_id=form.principal_id or "", **usual,
        )  # fmt: skip

    return here.take(
        posted, deed, lambda form: _page(here, party_id, form, 422), f"partijen/{party_id}/vervanging",
        _("De vervanging is vastgelegd. Zij eindigt vanzelf."),
    )  # fmt: skip


@router.post(f"{PLACE}/{{row_id}}/einde", deed="deputy.name")
def end_deputy(
    here: desk.Here,
    party_id: deps.PathId,
    row_id: deps.PathId,
    posted: Annotated[forms.Submission[EndForm], forms.posted(EndForm)],
) -> Response:
    """End it now."""
    return here.take(
        posted,
        lambda _form, usual: deeds.end(here.session, here.actor, here.covenant_id, party_id, row_id, **usual),
        lambda form: _page(here, party_id, form, 422, row_id),
        f"partijen/{party_id}/vervanging",
        _("De vervanging is beëindigd."),
    )
