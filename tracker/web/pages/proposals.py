"""Text proposals: the list, one with what may be done, and taking adopted ones over into a next version."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field

from tracker.commands import act
from tracker.commands import proposals as deeds
from tracker.locale import N_, _
from tracker.queries import proposals as views
from tracker.queries import taking_over
from tracker.web import deps, desk, fields, forms, prose, render

router = deps.PolicyRouter()
PLACE = "voorstellen"
CLAUSE_ID = Annotated[str, fields.prose(36, lines=False)]
NOTE: Any = Field("", title=N_("Toelichting"))


class MakeForm(forms.Deed):
    """A proposal: whose, on which clause, what and why."""

    participation_id: fields.Id = Field(title=N_("Partij"))
    kind: Literal["change", "insert", "remove"] = Field(title=N_("Wat stelt u voor?"))
    clause_id: CLAUSE_ID = Field("", title=N_("Artikel of lid"))
    heading: fields.Line = Field("", title=N_("Kop"))
    text: fields.Text = Field("", title=N_("Nieuwe tekst"))
    reason: fields.Text = Field("", title=N_("Waarom"))
    on: fields.DayField = Field(title=N_("Voorgesteld op"))


class DecideForm(forms.Deed):
    """Adopted or rejected; a rejection says why."""

    fate: Literal["adopted", "rejected"] = Field(title=N_("Besluit"))
    note: fields.Text = NOTE


class ConfirmForm(forms.Deed):
    """What the second person says."""

    agrees: Literal["ja", "nee"] = Field(title=N_("Gaat u akkoord?"))
    note: fields.Text = NOTE


class NoteForm(forms.Deed):
    """Only a remark."""

    note: fields.Text = NOTE


STEPS = {
    "bevestigen": "may_confirm",
    "besluit": "may_decide",
    "terugnemen": "may_take_back",
    "opnemen": "may_take_up",
    "parkeren": "may_park",
    "intrekken": "may_withdraw",
}
"""The word in the address to what says whether this reader may; the first that holds is shown first."""

ASIDE = ("parkeren", "intrekken")
"""Steps whose form is shown only when asked for."""


def _list(here: desk.Visit, form: Any = None, status: int = 200, clause_id: str = "") -> Response:
    view = views.listed(here.desk("proposals"), clause_id)
    chosen = view.chosen
    only = view.options[0][0] if len(view.options) == 1 else None
    blank = forms.blank(
        on=view.head.today,
        participation_id=only,
        kind="change" if chosen else None,
        clause_id=chosen.id if chosen else None,
        heading=chosen.heading if chosen else None,
        text=chosen.body if chosen else None,
    )
    return here.page("proposal/list.html", view, form or blank, status)


@router.get("/convenanten/{slug}/voorstellen", deed="covenant.read")
def listed(here: desk.Here, artikel: str = "") -> Response:
    """Every proposal; with `?artikel=` the text of that clause stands ready to be changed."""
    return _list(here, clause_id=artikel)


@router.post("/convenanten/{slug}/voorstellen", deed="proposal.make")
def make(here: desk.Here, posted: Annotated[forms.Submission[MakeForm], forms.posted(MakeForm)]) -> Response:
    """Make a proposal."""

    def deed(form: MakeForm, usual: dict[str, Any]) -> act.Receipt:
        sent = {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}
        return deeds.make(here.session, here.actor, here.covenant_id, **sent, **usual)

    return here.take(
        posted, deed, lambda form: _list(here, form, 422), PLACE, _("Het tekstvoorstel is vastgelegd.")
    )


@router.get("/convenanten/{slug}/voorstellen/overnemen", deed="text.write")
def take_over(
    here: desk.Here, voorstel: Annotated[list[str] | None, Query(max_length=200)] = None
) -> Response:
    """Which adopted proposals go into the next version, what comes out, and what clashes."""
    at = here.desk("proposals")
    act.allow(at.dossier.standing, "text.write")
    view = taking_over.take_over(at, voorstel)
    return render.page(here.request, "proposal/take_over.html", view=view, head=view.head, prose=prose.prose)


def _page(
    here: desk.Visit, proposal_id: str, step: str = "", form: Any = None, status: int = 200
) -> Response:
    view = views.page(here.session, here.actor, here.desk("proposals"), proposal_id)
    may = [word for word, flag in STEPS.items() if getattr(view, flag)]
    chosen = (
        step if step in may or status != 200 else may[0] if may and not step and may[0] not in ASIDE else ""
    )
    return here.page("proposal/page.html", view, form, status, steps=may, step=chosen)


@router.get("/convenanten/{slug}/voorstellen/{proposal_id}", deed="covenant.read")
def show(here: desk.Here, proposal_id: deps.PathId, stap: str = "") -> Response:
    """One proposal, word by word against the clause."""
    return _page(here, proposal_id, stap)


def _step(
    here: desk.Visit, proposal_id: str, word: str, posted: Any, command: Callable[..., act.Receipt], said: str,
    **fixed: Any,
) -> Response:  # fmt: skip
    """Do one thing with a proposal; a wrong form is shown again in its place."""

    def deed(form: forms.Deed, usual: dict[str, Any]) -> act.Receipt:
        sent = {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}
        if "agrees" in sent:
            sent["agrees"] = sent["agrees"] == "ja"
        return command(here.session, here.actor, here.covenant_id, proposal_id, **sent, **fixed, **usual)

    return here.take(
        posted, deed, lambda form: _page(here, proposal_id, word, form, 422), f"{PLACE}/{proposal_id}", said
    )


Note = Annotated[forms.Submission[NoteForm], forms.posted(NoteForm)]


@router.post("/convenanten/{slug}/voorstellen/{proposal_id}/besluit", deed="proposal.decide")
def decide(
    here: desk.Here,
    proposal_id: deps.PathId,
    posted: Annotated[forms.Submission[DecideForm], forms.posted(DecideForm)],
) -> Response:
    """Adopt or reject."""
    return _step(here, proposal_id, "besluit", posted, deeds.decide, _("Het besluit is vastgelegd."))


@router.post("/convenanten/{slug}/voorstellen/{proposal_id}/bevestigen", deed="proposal.confirm")
def confirm(
    here: desk.Here,
    proposal_id: deps.PathId,
    posted: Annotated[forms.Submission[ConfirmForm], forms.posted(ConfirmForm)],
) -> Response:
    """Agree as the second person, or not."""
    return _step(here, proposal_id, "bevestigen", posted, deeds.confirm, _("Uw oordeel is vastgelegd."))


@router.post("/convenanten/{slug}/voorstellen/{proposal_id}/terugnemen", deed="proposal.confirm")
def take_back(here: desk.Here, proposal_id: deps.PathId, posted: Note) -> Response:
    """Take back the decision one asked a second person for."""
    return _step(
        here, proposal_id, "terugnemen", posted, deeds.confirm, _("Het klaargezette besluit is van tafel."),
        agrees=False,
    )  # fmt: skip


@router.post("/convenanten/{slug}/voorstellen/{proposal_id}/parkeren", deed="proposal.decide")
def park(here: desk.Here, proposal_id: deps.PathId, posted: Note) -> Response:
    """Put it aside."""
    return _step(here, proposal_id, "parkeren", posted, deeds.park, _("Het voorstel is geparkeerd."))


@router.post("/convenanten/{slug}/voorstellen/{proposal_id}/opnemen", deed="proposal.decide")
def take_up(here: desk.Here, proposal_id: deps.PathId, posted: Note) -> Response:
    """Take it up again."""
    return _step(here, proposal_id, "opnemen", posted, deeds.take_up, _("Het voorstel is weer open."))


@router.post("/convenanten/{slug}/voorstellen/{proposal_id}/intrekken", deed="proposal.withdraw")
def withdraw(here: desk.Here, proposal_id: deps.PathId, posted: Note) -> Response:
    """Take it off the table."""
    return _step(here, proposal_id, "intrekken", posted, deeds.withdraw, _("Het voorstel is ingetrokken."))
