"""Meetings of the table: the timeline, one meeting, and everything that is recorded about it."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Depends, Request
from fastapi.responses import Response
from pydantic import Field, TypeAdapter, ValidationError

from tracker.commands import act
from tracker.commands import meetings as deeds
from tracker.locale import N_, _
from tracker.queries import meetings as views
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()
PLACE = "overleggen"
NAME = "naam-"
"""Before a party's id in the name of the field that says who spoke for it."""
MOST = 200
LINE: TypeAdapter[str] = TypeAdapter(fields.Line)
OPTION = Annotated[str, fields.prose(36, lines=False)]


class PlanForm(forms.Deed):
    """A meeting to come, or one of the past that is recorded next."""

    kind: Literal["round", "working_group", "bilateral", "steering_committee"] = Field(
        title=N_("Soort overleg")
    )
    number: fields.Count | None = Field(None, title=N_("Nummer van de ronde"))
    title: fields.Line = Field("", title=N_("Onderwerp"))
    on: fields.DayField = Field(title=N_("Datum"))
    place: fields.Line = Field("", title=N_("Plaats"))
    text_version_id: OPTION = Field("", title=N_("Over tekstversie"))


class MoveForm(forms.Deed):
    """Another day."""

    on: fields.DayField = Field(title=N_("Nieuwe datum"))
    place: fields.Line = Field("", title=N_("Plaats"))
    note: fields.Text = Field("", title=N_("Toelichting"))


class HoldForm(forms.Deed):
    """Who was there; the names come in a field per party."""

    on: fields.DayField = Field(title=N_("Gehouden op"))
    present: list[fields.Id] = Field(default_factory=list, title=N_("Aanwezig"))
    minutes: fields.Text = Field("", title=N_("Verslag"))


class DecisionForm(forms.Deed):
    """What was decided, and what it is about."""

    text: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Besluit"))
    text_version_id: OPTION = Field("", title=N_("Over tekstversie"))
    clause_id: OPTION = Field("", title=N_("Artikel of lid"))
    proposal_id: OPTION = Field("", title=N_("Over tekstvoorstel"))
    motion_id: OPTION = Field("", title=N_("Over stemming"))


class MinutesForm(forms.Deed):
    """The minutes."""

    minutes: fields.Text = Field("", title=N_("Verslag"))


class CancelForm(forms.Deed):
    """Why it does not take place."""

    note: fields.Text = Field("", title=N_("Reden"))


def _steps(view: views.MeetingPage) -> list[str]:
    """The words in the address of what may be recorded now; the first is shown first."""
    if not view.may_record or view.row.status == "cancelled":
        return []
    if view.row.status == "planned":
        return ["houden", "verzetten", "afgelasten"]
    return ["besluiten", "verslag", "houden"]


def _list(here: desk.Visit, form: Any = None, status: int = 200) -> Response:
    view = views.listed(here.desk("meetings"))
    blank = forms.blank(on=view.head.today, kind="round")
    return here.page("meeting/list.html", view, form or blank, status)


def _page(here: desk.Visit, meeting_id: str, step: str = "", form: Any = None, status: int = 200) -> Response:
    view = views.page(here.desk("meetings"), meeting_id)
    may = _steps(view)
    chosen = step if step in may else may[0] if may and not step else ""
    there = [s.id for s in view.seats if s.present or not s.recorded]
    names = {f"{NAME}{s.id}": s.person for s in view.seats}
    blank = forms.blank(on=view.row.on, place=view.row.place, minutes=view.minutes, present=there, **names)
    return here.page("meeting/page.html", view, form or blank, status, steps=may, step=chosen, name=NAME)


@router.get("/convenanten/{slug}/overleggen", deed="covenant.read")
def listed(here: desk.Here) -> Response:
    """Every meeting, the newest first."""
    return _list(here)


@router.post("/convenanten/{slug}/overleggen", deed="meeting.record")
def plan(here: desk.Here, posted: Annotated[forms.Submission[PlanForm], forms.posted(PlanForm)]) -> Response:
    """Plan a meeting."""

    def deed(form: PlanForm, usual: dict[str, Any]) -> act.Receipt:
        sent = {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}
        sent["number"] = sent["number"] or 0
        return deeds.plan(here.session, here.actor, here.covenant_id, **sent, **usual)

    return here.take(posted, deed, lambda form: _list(here, form, 422), PLACE, _("Het overleg is gepland."))


@router.get("/convenanten/{slug}/overleggen/{meeting_id}", deed="covenant.read")
def show(here: desk.Here, meeting_id: deps.PathId, stap: str = "") -> Response:
    """One meeting: who was there, what was decided, the minutes."""
    return _page(here, meeting_id, stap)


def _step(
    here: desk.Visit, meeting_id: str, word: str, posted: Any, command: Callable[..., act.Receipt], said: str,
    **more: Any,
) -> Response:  # fmt: skip
    def deed(form: forms.Deed, usual: dict[str, Any]) -> act.Receipt:
        sent = {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}
        return command(here.session, here.actor, here.covenant_id, meeting_id, **sent, **more, **usual)

    return here.take(
        posted, deed, lambda form: _page(here, meeting_id, word, form, 422), f"{PLACE}/{meeting_id}", said
    )


@router.post("/convenanten/{slug}/overleggen/{meeting_id}/verzetten", deed="meeting.record")
def move(
    here: desk.Here,
    meeting_id: deps.PathId,
    posted: Annotated[forms.Submission[MoveForm], forms.posted(MoveForm)],
) -> Response:
    """Plan it on another day."""
    return _step(here, meeting_id, "verzetten", posted, deeds.move, _("Het overleg is verzet."))


async def _names(request: Request) -> dict[str, str]:
    """Who spoke for each party, as typed."""
    data = await forms.read(request)
    typed = [(k, v) for k, v in data.multi_items() if k.startswith(NAME) and isinstance(v, str)]
    return {k: v[: 4 * MOST] for k, v in typed[:MOST]}


@router.post("/convenanten/{slug}/overleggen/{meeting_id}/houden", deed="meeting.record")
def hold(
    here: desk.Here,
    meeting_id: deps.PathId,
    posted: Annotated[forms.Submission[HoldForm], forms.posted(HoldForm)],
    names: Annotated[dict[str, str], Depends(_names)],
) -> Response:
    """Record that it was held, and who was there."""
    clean, wrong = {}, dict(posted.errors)
    for field, typed in names.items():
        try:
            clean[field.removeprefix(NAME)] = LINE.validate_python(typed)
        except ValidationError:
            wrong[field] = _("Dit klopt niet. Kies of typ het opnieuw.")
    whole = forms.Submission(
        {**posted.values, **{k: (v,) for k, v in names.items()}},
        wrong, None if wrong else posted.form, posted.labels,
    )  # fmt: skip
    said = _("Het overleg is vastgelegd, met wie er waren.")
    return _step(here, meeting_id, "houden", whole, deeds.hold, said, names=clean)


@router.post("/convenanten/{slug}/overleggen/{meeting_id}/besluiten", deed="meeting.record")
def decide(
    here: desk.Here,
    meeting_id: deps.PathId,
    posted: Annotated[forms.Submission[DecisionForm], forms.posted(DecisionForm)],
) -> Response:
    """Record a decision."""
    return _step(here, meeting_id, "besluiten", posted, deeds.decide, _("Het besluit is vastgelegd."))


@router.post("/convenanten/{slug}/overleggen/{meeting_id}/verslag", deed="meeting.record")
def minute(
    here: desk.Here,
    meeting_id: deps.PathId,
    posted: Annotated[forms.Submission[MinutesForm], forms.posted(MinutesForm)],
) -> Response:
    """Write the minutes."""
    return _step(here, meeting_id, "verslag", posted, deeds.minute, _("Het verslag is vastgelegd."))


@router.post("/convenanten/{slug}/overleggen/{meeting_id}/afgelasten", deed="meeting.record")
def cancel(
    here: desk.Here,
    meeting_id: deps.PathId,
    posted: Annotated[forms.Submission[CancelForm], forms.posted(CancelForm)],
) -> Response:
    """Cancel it."""
    return _step(here, meeting_id, "afgelasten", posted, deeds.cancel, _("Het overleg is afgelast."))
