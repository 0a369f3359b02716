"""The check of a text against the norms: which clause covers which norm, and what is missing."""

from typing import Annotated, Any

from fastapi.responses import Response
from pydantic import Field

from tracker.commands import act
from tracker.commands import norms as deeds
from tracker.locale import N_, _
from tracker.queries import norms
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()
PLACE = "/convenanten/{slug}/teksten/{text_id}/toets"


class MarkForm(forms.Deed):
    """The clauses that cover a norm, and why."""

    norm: fields.Code = Field(title=N_("Norm"))
    clause_ids: list[Annotated[str, fields.prose(36, lines=False)]] = Field(
        default_factory=list, title=N_("Artikelen")
    )
    note: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Toelichting"))


class WithdrawForm(forms.Deed):
    """Nothing but the button."""


def _page(here: desk.Visit, text_id: str, norm: str = "", form: Any = None, status: int = 200) -> Response:
    view = norms.page(here.desk("texts"), text_id, norm)
    return here.page("text/norms.html", view, form, status)


@router.get(PLACE, deed="register.read")
def show_norms(here: desk.Here, text_id: deps.PathId, norm: str = "") -> Response:
    """Per norm the clauses that cover it; with `?norm=` the form to point at clauses."""
    return _page(here, text_id, norm)


@router.post(PLACE, deed="norm.mark")
def mark_norm(
    here: desk.Here,
    text_id: deps.PathId,
    posted: Annotated[forms.Submission[MarkForm], forms.posted(MarkForm)],
) -> Response:
    """Say which clauses cover a norm."""

    def deed(form: MarkForm, usual: dict[str, Any]) -> act.Receipt:
        return deeds.mark(
            here.session, here.actor, here.covenant_id, text_id, norm=form.norm, clause_ids=form.clause_ids,
            note=form.note, **usual,
        )  # fmt: skip

    def again(form: forms.Submission[MarkForm]) -> Response:
        asked = form.value("norm")
        return _page(here, text_id, asked if asked in norms.CODES else "", form, 422)

    return here.take(posted, deed, again, f"teksten/{text_id}/toets", _("De artikelen zijn aangewezen."))


@router.post(f"{PLACE}/{{row_id}}/intrekken", deed="norm.mark")
def withdraw_mark(
    here: desk.Here,
    text_id: deps.PathId,
    row_id: deps.PathId,
    posted: Annotated[forms.Submission[WithdrawForm], forms.posted(WithdrawForm)],
) -> Response:
    """Take a mark back."""
    return here.take(
        posted,
        lambda _form, usual: deeds.withdraw(
            here.session, here.actor, here.covenant_id, text_id, row_id, **usual
        ),
        lambda form: _page(here, text_id, "", form, 422),
        f"teksten/{text_id}/toets",
        _("De markering is ingetrokken."),
    )
