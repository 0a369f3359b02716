"""Moving the stage, forward through its gate or back, and passing one condition with a reason."""

from typing import Annotated, Any

from fastapi.responses import Response
from pydantic import Field, create_model

from tracker import errors, locale
from tracker.commands import act, covenants, passing
from tracker.locale import N_, _
from tracker.queries import steps
from tracker.web import deps, desk, fields, forms, looking, passable, render

router = deps.PolicyRouter()


class MoveForm(looking.Deed):
    """When it happened and why; the reasons for passing conditions are added below."""

    on: Annotated[fields.DayField, Field(title=N_("Ingangsdatum"))]
    note: Annotated[fields.Text, Field(title=N_("Toelichting"))] = ""


StepForm = create_model("StepForm", __base__=MoveForm, **passable.fields_of())
"""A move with whatever conditions are passed along with it."""


class PassForm(forms.Deed):
    """Why a condition is passed, and until when."""

    reason: Annotated[fields.Text, Field(title=N_("Reden"))] = ""
    valid_until: Annotated[fields.DayField | None, Field(title=N_("Geldig tot"))] = None


def _step(
    here: desk.Visit, action: str, form: Any = None, status: int = 200, refused: bool = False
) -> Response:
    on = looking.chosen(form)
    view = steps.step(here.session, here.actor, here.slug, action, locale.current(), now=here.now, on=on)
    return render.page(
        here.request,
        "covenant/step.html",
        block=("weigering", looking.BLOCK),
        status=status,
        view=view,
        head=view.head,
        form=form or forms.blank(on=view.head.today),
        refused=refused,
    )


@router.get("/convenanten/{slug}/fase/{action}", deed="covenant.move")
def confirm(here: desk.Here, action: deps.Word) -> Response:
    """What the step asks, before it is taken."""
    return _step(here, action)


@router.post("/convenanten/{slug}/fase/{action}", deed="covenant.move")
def move(
    here: desk.Here,
    action: deps.Word,
    posted: Annotated[forms.Submission[Any], forms.posted(StepForm)],
) -> Response:
    """Take the step; a shut gate answers with every reason and keeps what was typed."""
    if looking.only(posted):
        return _step(here, action, looking.kept(posted))

    def deed(form: Any, usual: dict[str, Any]) -> act.Receipt:
        reasons, until = passable.given(form)
        return covenants.move(
            here.session, here.actor, here.covenant_id, action,
            on=form.on, note=form.note, overrides=reasons, valid_until=until, **usual,
        )  # fmt: skip

    try:
        return here.take(
            posted, deed, lambda form: _step(here, action, form, 422), "", _("De fase is gewijzigd.")
        )
    except errors.GateClosed:
        return _step(here, action, posted, 409, refused=True)


def _condition(here: desk.Visit, condition_id: str, form: Any = None, status: int = 200) -> Response:
    view = steps.condition(here.session, here.actor, here.slug, condition_id, locale.current(), now=here.now)
    return render.page(
        here.request,
        "covenant/condition.html",
        status=status,
        view=view,
        head=view.head,
        form=form or forms.blank(),
    )


@router.get("/convenanten/{slug}/voorwaarde/{condition_id}", deed="covenant.override")
def show_condition(here: desk.Here, condition_id: deps.Word) -> Response:
    """One missed condition, and the form to pass it."""
    return _condition(here, condition_id)


@router.post("/convenanten/{slug}/voorwaarde/{condition_id}", deed="covenant.override")
def pass_condition(
    here: desk.Here,
    condition_id: deps.Word,
    posted: Annotated[forms.Submission[PassForm], forms.posted(PassForm)],
) -> Response:
    """Pass it with a reason; it stays listed until it is met after all."""
    return here.take(
        posted,
        lambda f, usual: passing.override(
            here.session, here.actor, here.covenant_id,
            condition_id=condition_id, reason=f.reason, valid_until=f.valid_until, **usual,
        ),
        lambda form: _condition(here, condition_id, form, 422),
        "#poort",
        _("De voorwaarde is gepasseerd met reden."),
    )  # fmt: skip
