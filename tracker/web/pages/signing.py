"""Signing: how far everybody is, the conditions set before it, and the copy that goes out to be signed."""

from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from tracker.commands import act, conditions
from tracker.locale import N_, _
from tracker.queries import signing
from tracker.web import deps, desk, fields, forms, prose, render

router = deps.PolicyRouter()
PLACE = "/convenanten/{slug}/ondertekening"


class ConditionForm(forms.Deed):
    """What the table wants before it signs, who brings it about and by when."""

    kind: Literal["funding", "other"] = Field(title=N_("Soort voorwaarde"))
    text: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Voorwaarde"))
    participation_id: fields.Id | None = Field(None, title=N_("Wie zorgt ervoor"))
    deadline: fields.DayField | None = Field(None, title=N_("Uiterlijk op"))


class CloseForm(forms.Deed):
    """Met, with how one can tell; or dropped, with why."""

    outcome: Literal["met", "dropped"] = Field(title=N_("Uitkomst"))
    note: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Toelichting"))
    on: fields.DayField = Field(title=N_("Gebeurd op"))


def _page(here: desk.Visit, form: Any = None, status: int = 200, closing: str = "") -> Response:
    view = signing.page(here.desk())
    row = view.find(closing) if closing else None
    return here.page("signing/page.html", view, form, status, row=row)


@router.get(PLACE, deed="covenant.table")
def show_signing(here: desk.Here, voorwaarde: str = "") -> Response:
    """How far everybody is; with `?voorwaarde=` the form to close a condition."""
    return _page(here, closing=voorwaarde)


@router.post(f"{PLACE}/voorwaarden", deed="condition.record")
def set_condition(
    here: desk.Here, posted: Annotated[forms.Submission[ConditionForm], forms.posted(ConditionForm)]
) -> Response:
    """Set a condition."""

    def deed(form: ConditionForm, usual: dict[str, Any]) -> act.Receipt:
        return conditions.set_(
            here.session, here.actor, here.covenant_id, kind=form.kind, text=form.text,
            participation_id=form.participation_id or "", deadline=form.deadline, **usual,
        )  # fmt: skip

    return here.take(
        posted, deed, lambda form: _page(here, form, 422), "ondertekening#voorwaarden",
        _("De voorwaarde is vastgelegd."),
    )  # fmt: skip


@router.post(f"{PLACE}/voorwaarden/{{row_id}}/sluiten", deed="condition.record")
def close_condition(
    here: desk.Here,
    row_id: deps.PathId,
    posted: Annotated[forms.Submission[CloseForm], forms.posted(CloseForm)],
) -> Response:
    """Record that a condition is met, or was dropped."""

    def deed(form: CloseForm, usual: dict[str, Any]) -> act.Receipt:
        return conditions.close(
            here.session, here.actor, here.covenant_id, row_id, outcome=form.outcome, note=form.note,
            on=form.on, **usual,
        )  # fmt: skip

    return here.take(
        posted, deed, lambda form: _page(here, form, 422, row_id), "ondertekening#voorwaarden",
        _("De voorwaarde is afgesloten."),
    )  # fmt: skip


@router.get("/convenanten/{slug}/teksten/{text_id}/tekenversie", deed="text.read")
def signing_copy(here: desk.Here, text_id: deps.PathId) -> Response:
    """The text with its hash and a line for every party, to be printed and signed."""
    view = signing.copy(here.desk("texts"), text_id)
    return render.page(here.request, "signing/copy.html", view=view, head=view.head, prose=prose.prose)
