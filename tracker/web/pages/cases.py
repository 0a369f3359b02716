"""The register of complaints and disputes; for anybody but a handler it does not exist."""

from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from tracker.commands import cases
from tracker.locale import N_, _
from tracker.queries import register_handling
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()


class CaseForm(forms.Deed):
    """A complaint or dispute that came in."""

    kind: Literal["complaint", "dispute"] = Field(title=N_("Soort zaak"))
    title: fields.Line = Field(title=N_("Onderwerp"))
    received_on: fields.DayField = Field(title=N_("Ontvangen op"))


class CloseForm(forms.Deed):
    """Settled, on a day."""

    on: fields.DayField = Field(title=N_("Gebeurd op"))
    note: fields.Text = Field("", title=N_("Toelichting"))


class HandOverForm(CloseForm):
    """Where an open case goes on."""

    destination: Literal["ncp", "brand", "successor"] = Field(title=N_("Overgedragen aan"))


def _cases(
    here: desk.Visit, form: Any = None, status: int = 200, row_id: str = "", deed: str = ""
) -> Response:
    view = register_handling.cases(here.desk("cases"))
    row = view.find(row_id) if row_id else None
    return here.page("register/cases.html", view, form, status, row=row, deed=deed)


@router.get("/convenanten/{slug}/registers/zaken", deed="case.handle")
def show(here: desk.Here, sluit: str = "", overdragen: str = "") -> Response:
    """Every case, for its handlers."""
    return _cases(here, row_id=sluit or overdragen, deed="close" if sluit else "hand_over")


@router.post("/convenanten/{slug}/registers/zaken", deed="case.handle")
def open_case(
    here: desk.Here, posted: Annotated[forms.Submission[CaseForm], forms.posted(CaseForm)]
) -> Response:
    """Record that a case came in."""
    return here.take(
        posted,
        lambda f, usual: cases.open_(
            here.session,
            here.actor,
            here.covenant_id,
            kind=f.kind,
            title=f.title,
            received_on=f.received_on,
            **usual,
        ),
        lambda form: _cases(here, form, 422),
        "registers/zaken",
        _("De zaak is vastgelegd."),
    )


@router.post("/convenanten/{slug}/registers/zaken/{row_id}/sluiten", deed="case.handle")
def close_case(
    here: desk.Here,
    row_id: deps.PathId,
    posted: Annotated[forms.Submission[CloseForm], forms.posted(CloseForm)],
) -> Response:
    """Record that a case was settled."""
    return here.take(
        posted,
        lambda f, usual: cases.close(
            here.session, here.actor, here.covenant_id, row_id, on=f.on, note=f.note, **usual
        ),
        lambda form: _cases(here, form, 422, row_id, "close"),
        f"registers/zaken#{row_id}",
        _("De zaak is afgehandeld."),
    )


@router.post("/convenanten/{slug}/registers/zaken/{row_id}/overdragen", deed="case.handle")
def hand_over_case(
    here: desk.Here,
    row_id: deps.PathId,
    posted: Annotated[forms.Submission[HandOverForm], forms.posted(HandOverForm)],
) -> Response:
    """Hand an open case over."""
    return here.take(
        posted,
        lambda f, usual: cases.hand_over(
            here.session,
            here.actor,
            here.covenant_id,
            row_id,
            destination=f.destination,
            on=f.on,
            note=f.note,
            **usual,
        ),
        lambda form: _cases(here, form, 422, row_id, "hand_over"),
        f"registers/zaken#{row_id}",
        _("De zaak is overgedragen."),
    )
