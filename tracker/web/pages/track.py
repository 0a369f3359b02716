"""Pausing, resuming, stopping, ending and succeeding a track."""

from typing import Annotated, Any

from fastapi.responses import Response
from pydantic import Field, create_model

from tracker import errors, locale
from tracker.commands import act, tracks
from tracker.locale import N_, _
from tracker.queries import steps
from tracker.web import deps, desk, fields, forms, looking, passable, render

router = deps.PolicyRouter()

DONE = {
    "pause": N_("Het traject is gepauzeerd."),
    "resume": N_("Het traject is hervat."),
    "stop": N_("Het traject is gestopt."),
    "end": N_("Het traject is beëindigd."),
    "succeed": N_("De opvolger is vastgelegd."),
}


MANY = 1000


class MoveForm(looking.Deed):
    """When and why; a review date for a pause, a track for a succession."""

    on: Annotated[fields.DayField, Field(title=N_("Ingangsdatum"))]
    reason: Annotated[fields.Text, Field(title=N_("Reden"))] = ""
    review_on: Annotated[fields.DayField | None, Field(title=N_("Datum van herziening"))] = None
    shift: Annotated[tuple[fields.Line, ...], Field(title=N_("Datums die verschuiven"), max_length=MANY)] = ()
    offered: Annotated[tuple[fields.Line, ...], Field(title=N_("Voorgestelde datums"), max_length=MANY)] = ()
    successor: Annotated[fields.Id | None, Field(title=N_("Opvolger"))] = None


TrackForm = create_model("TrackForm", __base__=MoveForm, **passable.fields_of())


def _page(here: desk.Visit, action: str, form: Any = None, status: int = 200, missed: Any = ()) -> Response:
    on = looking.chosen(form)
    view = steps.track(here.session, here.actor, here.slug, action, locale.current(), now=here.now, on=on)
    every = [one.key for one in view.shifts]
    return render.page(
        here.request,
        "covenant/track.html",
        block=looking.BLOCK,
        status=status,
        view=view,
        head=view.head,
        form=form or forms.blank(on=view.head.today, shift=every, offered=every),
        ticked=_ticked(form, every),
        missed=missed,
    )


def _ticked(form: Any, every: list[str]) -> frozenset[str]:
    """What is ticked: as it was sent; dates nobody saw before, after another day was chosen, all are."""
    if form is None:
        return frozenset(every)
    offered = set(form.values.get("offered", ()))
    return frozenset(k for k in every if k not in offered or form.chosen("shift", k))


@router.get("/convenanten/{slug}/traject/{action}", deed="track.move")
def confirm(here: desk.Here, action: deps.Word) -> Response:
    """What the move means, before it is made."""
    return _page(here, action)


@router.post("/convenanten/{slug}/traject/{action}", deed="track.move")
def move(
    here: desk.Here,
    action: deps.Word,
    posted: Annotated[forms.Submission[Any], forms.posted(TrackForm)],
) -> Response:
    """Make it; ending asks the gate of the last stage."""
    if looking.only(posted):
        return _page(here, action, looking.kept(posted))

    def deed(form: Any, usual: dict[str, Any]) -> act.Receipt:
        reasons, until = passable.given(form)
        return tracks.move(
            here.session, here.actor, here.covenant_id, action,
            on=form.on, reason=form.reason, review_on=form.review_on, successor_id=form.successor,
            shift=form.shift,
            overrides=reasons, valid_until=until, **usual,
        )  # fmt: skip

    try:
        return here.take(
            posted, deed, lambda form: _page(here, action, form, 422), "", _(DONE.get(action, ""))
        )
    except errors.GateClosed as refusal:
        missed = [f for f in refusal.findings if f.result == "not_met"]
        return _page(here, action, posted, 409, missed)
