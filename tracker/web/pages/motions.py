"""Motions and the weights of voices: the list, one motion with its votes, and what parties say to it."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from tracker.commands import act, motions, weights
from tracker.locale import N_, _
from tracker.queries import motions as views
from tracker.queries import weights as weight_views
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()
PLACE = "stemmingen"
OPTION = Annotated[str, fields.prose(36, lines=False)]
ASIDE = ("stem-intrekken", "intrekken")
"""Steps whose form is shown only when asked for."""


class OpenForm(forms.Deed):
    """A question for the table."""

    title: Annotated[str, fields.prose(500)] = Field("", title=N_("Vraag aan de tafel"))
    rule: OPTION = Field("", title=N_("Besluitregel"))
    subject: Literal["text", "proposal", "admission", "other"] = Field("other", title=N_("Gaat over"))
    proposer_id: OPTION = Field("", title=N_("Wie vraagt het"))
    text_version_id: OPTION = Field("", title=N_("Tekstversie"))
    proposal_id: OPTION = Field("", title=N_("Tekstvoorstel"))
    participation_id: OPTION = Field("", title=N_("Wie wil meedoen"))
    deadline: fields.DayField = Field(title=N_("Stemmen kan tot en met"))


class VoteForm(forms.Deed):
    """One party's answer."""

    participation_id: fields.Id = Field(title=N_("Partij"))
    value: Literal["yes", "no", "abstain", "veto"] = Field(title=N_("Stem"))
    reason: fields.Text = Field("", title=N_("Reden"))


class RevokeForm(forms.Deed):
    """Whose vote is taken back."""

    participation_id: fields.Id = Field(title=N_("Partij"))


class NoteForm(forms.Deed):
    """Only a remark."""

    note: fields.Text = Field("", title=N_("Toelichting"))


class WeightForm(forms.Deed):
    """What a voice weighs from a day on."""

    participation_id: fields.Id = Field(title=N_("Partij"))
    weight: fields.DecimalField = Field(title=N_("Gewicht"))
    from_on: fields.DayField = Field(title=N_("Geldt vanaf"))
    note: fields.Text = Field("", title=N_("Afspraak van de tafel"))


def _sent(form: forms.Deed) -> dict[str, Any]:
    return {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}


def _list(here: desk.Visit, form: Any = None, status: int = 200, about: str = "") -> Response:
    view = views.listed(here.desk("motions"))
    only = view.options[0][0] if len(view.options) == 1 and not view.facilitates else None
    proposal = about if about in dict(view.proposals) else None
    blank = forms.blank(subject="proposal" if proposal else "other", proposer_id=only, proposal_id=proposal)
    return here.page("motion/list.html", view, form or blank, status)


def _steps(view: views.MotionPage) -> list[str]:
    may = ["stem"] if view.speakers else []
    may += ["stem-intrekken"] if view.own else []
    may += ["afsluiten"] if view.may_close and view.settled else []
    return [*may, "intrekken"] if view.may_withdraw else may


def _page(here: desk.Visit, motion_id: str, step: str = "", form: Any = None, status: int = 200) -> Response:
    view = views.page(here.desk("motions"), motion_id)
    may = _steps(view)
    chosen = step if step in may else may[0] if may and not step and may[0] not in ASIDE else ""
    only = view.speakers[0][0] if len(view.speakers) == 1 else None
    blank = forms.blank(participation_id=only)
    return here.page("motion/page.html", view, form or blank, status, steps=may, step=chosen)


@router.get("/convenanten/{slug}/stemmingen", deed="covenant.read")
def listed(here: desk.Here, voorstel: str = "") -> Response:
    """Every motion; with `?voorstel=` the form is about that proposal."""
    return _list(here, about=voorstel)


@router.post("/convenanten/{slug}/stemmingen", deed="motion.open")
def open_(here: desk.Here, posted: Annotated[forms.Submission[OpenForm], forms.posted(OpenForm)]) -> Response:
    """Put a question to the table."""
    return here.take(
        posted,
        lambda f, usual: motions.open_(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _list(here, form, 422),
        PLACE,
        _("De vraag ligt aan de tafel voor."),
    )


def _weights(here: desk.Visit, form: Any = None, status: int = 200) -> Response:
    view = weight_views.weights(here.desk("motions"))
    blank = forms.blank(from_on=view.head.today)
    return here.page("motion/weights.html", view, form or blank, status)


@router.get("/convenanten/{slug}/stemmingen/gewichten", deed="covenant.read")
def show_weights(here: desk.Here) -> Response:
    """What each voice weighs."""
    return _weights(here)


@router.post("/convenanten/{slug}/stemmingen/gewichten", deed="weight.record")
def record_weight(
    here: desk.Here, posted: Annotated[forms.Submission[WeightForm], forms.posted(WeightForm)]
) -> Response:
    """Record what the table agreed."""
    return here.take(
        posted,
        lambda f, usual: weights.record(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _weights(here, form, 422),
        f"{PLACE}/gewichten",
        _("Het gewicht is vastgelegd."),
    )


@router.get("/convenanten/{slug}/stemmingen/{motion_id}", deed="covenant.read")
def show(here: desk.Here, motion_id: deps.PathId, stap: str = "") -> Response:
    """One motion: how it stands, who said what, and what is missing."""
    return _page(here, motion_id, stap)


def _step(
    here: desk.Visit, motion_id: str, word: str, posted: Any, command: Callable[..., act.Receipt], said: str
) -> Response:
    def deed(form: forms.Deed, usual: dict[str, Any]) -> act.Receipt:
        return command(here.session, here.actor, here.covenant_id, motion_id, **_sent(form), **usual)

    return here.take(
        posted, deed, lambda form: _page(here, motion_id, word, form, 422), f"{PLACE}/{motion_id}", said
    )


@router.post("/convenanten/{slug}/stemmingen/{motion_id}/stem", deed="motion.vote")
def vote(
    here: desk.Here,
    motion_id: deps.PathId,
    posted: Annotated[forms.Submission[VoteForm], forms.posted(VoteForm)],
) -> Response:
    """Vote, or vote anew."""
    return _step(here, motion_id, "stem", posted, motions.vote, _("Uw stem is vastgelegd."))


@router.post("/convenanten/{slug}/stemmingen/{motion_id}/stem-intrekken", deed="motion.vote")
def revoke(
    here: desk.Here,
    motion_id: deps.PathId,
    posted: Annotated[forms.Submission[RevokeForm], forms.posted(RevokeForm)],
) -> Response:
    """Take a vote back."""
    return _step(here, motion_id, "stem-intrekken", posted, motions.revoke, _("Uw stem is ingetrokken."))


Note = Annotated[forms.Submission[NoteForm], forms.posted(NoteForm)]


@router.post("/convenanten/{slug}/stemmingen/{motion_id}/afsluiten", deed="motion.close")
def close(here: desk.Here, motion_id: deps.PathId, posted: Note) -> Response:
    """Close it with the outcome that was computed."""
    return _step(here, motion_id, "afsluiten", posted, motions.close, _("De stemming is afgesloten."))


@router.post("/convenanten/{slug}/stemmingen/{motion_id}/intrekken", deed="motion.open")
def withdraw(here: desk.Here, motion_id: deps.PathId, posted: Note) -> Response:
    """Take it off the table."""
    return _step(here, motion_id, "intrekken", posted, motions.withdraw, _("De stemming is ingetrokken."))
