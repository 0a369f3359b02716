"""Positions: what parties say about a version, the form to say it, and the rounds in which it is asked."""

from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from tracker.commands import act, drafting, rounds
from tracker.commands import positions as deeds
from tracker.locale import N_, _
from tracker.queries import position_form, position_rounds, position_words, positions
from tracker.web import deps, desk, fields, forms, render

router = deps.PolicyRouter()
TEXT = "/convenanten/{slug}/teksten/{text_id}"


class PositionForm(forms.Deed):
    """A position; what each stance asks for, the command says."""

    participation_id: fields.Id = Field(title=N_("Namens"))
    clause_id: Annotated[str, fields.prose(36, lines=False)] = Field("", title=N_("Waarover"))
    stance: Literal["agree", "remarks", "reservation", "fundamental", "abstain"] = Field(
        title=N_("Standpunt")
    )
    remarks: fields.Text = Field("", title=N_("Toelichting"))
    resolution: fields.Text = Field("", title=N_("Wat zou het bezwaar oplossen?"))
    on: fields.DayField | None = Field(None, title=N_("Gegeven op"))
    do: Literal["keep", "share"] = Field("keep", title=N_("Bewaren of delen"))


class DraftForm(forms.Deed):
    """What to do with a draft."""

    do: Literal["share", "drop"] = Field(title=N_("Delen of weggooien"))


class ReasonForm(forms.Deed):
    """Only a reason."""

    reason: fields.Text = Field("", title=N_("Reden"))


class RoundForm(forms.Deed):
    """A round of answers."""

    manner: Literal["open", "sealed"] = Field(title=N_("Soort ronde"))
    deadline: fields.DayField = Field(title=N_("Antwoorden tot en met"))


def _table(
    here: desk.Visit,
    text_id: str,
    form: Any = None,
    status: int = 200,
    *,
    every: bool = False,
    stopping: bool = False,
) -> Response:
    at = here.desk()
    round_ = position_rounds.newest(here.session, at, text_id)
    view = positions.page(at, round_, text_id, every=every)
    return render.page(
        here.request, "position/table.html", status=status, view=view, head=view.head, stopping=stopping,
        legend=position_words.legend(), form=form or forms.blank(manner="open"),
    )  # fmt: skip


@router.get(f"{TEXT}/standpunten", deed="covenant.table")
def show(here: desk.Here, text_id: deps.PathId, artikelen: str = "", ronde: str = "") -> Response:
    """What every party says about a version, per clause; with `?artikelen=alle` every clause."""
    return _table(here, text_id, every=artikelen == "alle", stopping=ronde == "intrekken")


def _form(
    here: desk.Visit,
    text_id: str,
    form: Any = None,
    status: int = 200,
    *,
    draft: str = "",
    clause: str = "",
    back: str = "",
) -> Response:
    view = position_form.page(here.session, here.desk(), text_id)
    kept = view.find(draft) if draft else None
    only = view.parties[0][0] if len(view.parties) == 1 else None
    if kept is not None:
        blank = forms.blank(
            participation_id=kept.party_id, clause_id=kept.clause_id, stance=kept.stance, remarks=kept.remarks,
            resolution=kept.resolution,
        )  # fmt: skip
    else:
        blank = forms.blank(participation_id=only, clause_id=clause, on=view.head.today)
    taking = next((g for g in view.given if g.id == back), None)
    return render.page(
        here.request, "position/form.html", status=status, view=view, head=view.head, form=form or blank,
        taking=taking,
    )  # fmt: skip


@router.get(f"{TEXT}/standpunt", deed="position.read")
def fill_in(
    here: desk.Here, text_id: deps.PathId, concept: str = "", artikel: str = "", terug: str = ""
) -> Response:
    """The form; with `?concept=` what was kept, with `?terug=` the form to take a position back."""
    return _form(here, text_id, draft=concept, clause=artikel, back=terug)


@router.post(f"{TEXT}/standpunt", deed="position.share")
def give(
    here: desk.Here,
    text_id: deps.PathId,
    posted: Annotated[forms.Submission[PositionForm], forms.posted(PositionForm)],
) -> Response:
    """Keep it as a draft, or share it; in a sealed round sharing seals it."""

    def deed(form: PositionForm, usual: dict[str, Any]) -> act.Receipt:
        said: dict[str, Any] = {
            "participation_id": form.participation_id, "text_id": text_id, "stance": form.stance,
            "clause_id": form.clause_id, "remarks": form.remarks, "resolution": form.resolution,
        }  # fmt: skip
        if form.do == "keep":
            usual.pop("seen")
            return drafting.save(here.session, here.actor, here.covenant_id, **said, **usual)
        return deeds.share(here.session, here.actor, here.covenant_id, **said, on=form.on, **usual)

    kept = posted.value("do") != "share"
    to = f"teksten/{text_id}/standpunt" + ("#concepten" if kept else "")
    said = (
        _("Het concept is bewaard. Alleen uw partij ziet het.") if kept else _("Uw standpunt is ingeleverd.")
    )
    return here.take(posted, deed, lambda form: _form(here, text_id, form, 422), to, said)


@router.post(f"{TEXT}/standpunt/concept/{{draft_id}}", deed="position.draft")
def with_draft(
    here: desk.Here,
    text_id: deps.PathId,
    draft_id: deps.PathId,
    posted: Annotated[forms.Submission[DraftForm], forms.posted(DraftForm)],
) -> Response:
    """Share a draft as it lies there, or throw it away."""

    def deed(form: DraftForm, usual: dict[str, Any]) -> act.Receipt:
        if form.do == "share":
            return deeds.share_draft(here.session, here.actor, here.covenant_id, draft_id, **usual)
        usual.pop("seen")
        return drafting.drop(here.session, here.actor, here.covenant_id, draft_id, **usual)

    dropped = posted.value("do") == "drop"
    said = _("Het concept is weggegooid.") if dropped else _("Uw standpunt is ingeleverd.")
    to = f"teksten/{text_id}/standpunt"
    return here.take(posted, deed, lambda form: _unfinished(here, text_id, draft_id, form), to, said)


def _unfinished(here: desk.Visit, text_id: str, draft_id: str, form: forms.Submission[Any]) -> Response:
    """A draft that was not complete, in the form with what is still asked of it."""
    kept = position_form.page(here.session, here.desk(), text_id).find(draft_id)
    values = {} if kept is None else {
        "participation_id": [kept.party_id], "clause_id": [kept.clause_id], "stance": [kept.stance],
        "remarks": [kept.remarks], "resolution": [kept.resolution],
    }  # fmt: skip
    return _form(here, text_id, forms.Submission(values, form.errors, None, form.labels), 422)


@router.post(f"{TEXT}/standpunt/{{position_id}}/terug", deed="position.share")
def take_back(
    here: desk.Here,
    text_id: deps.PathId,
    position_id: deps.PathId,
    posted: Annotated[forms.Submission[ReasonForm], forms.posted(ReasonForm)],
) -> Response:
    """Take back a shared position, with the reason."""
    return here.take(
        posted,
        lambda f, usual: deeds.take_back(
            here.session, here.actor, here.covenant_id, position_id, reason=f.reason, **usual
        ),
        lambda form: _form(here, text_id, form, 422, back=position_id),
        f"teksten/{text_id}/standpunten",
        _("Het standpunt is teruggenomen. Het blijft leesbaar in het logboek."),
    )


@router.post(f"{TEXT}/ronde", deed="round.manage")
def open_round(
    here: desk.Here,
    text_id: deps.PathId,
    posted: Annotated[forms.Submission[RoundForm], forms.posted(RoundForm)],
) -> Response:
    """Ask every party at the table for an answer."""
    return here.take(
        posted,
        lambda f, usual: rounds.open_(
            here.session,
            here.actor,
            here.covenant_id,
            text_id=text_id,
            sealed=f.manner == "sealed",
            deadline=f.deadline,
            **usual,
        ),
        lambda form: _table(here, text_id, form, 422),
        f"teksten/{text_id}/standpunten",
        _("De ronde is begonnen."),
    )


@router.post(f"{TEXT}/ronde/{{round_id}}/intrekken", deed="round.manage")
def cancel_round(
    here: desk.Here,
    text_id: deps.PathId,
    round_id: deps.PathId,
    posted: Annotated[forms.Submission[ReasonForm], forms.posted(ReasonForm)],
) -> Response:
    """Stop a round before it is over, with the reason; nothing is opened."""
    return here.take(
        posted,
        lambda f, usual: rounds.cancel(
            here.session, here.actor, here.covenant_id, round_id, reason=f.reason, **usual
        ),
        lambda form: _table(here, text_id, form, 422, stopping=True),
        f"teksten/{text_id}/standpunten",
        _("De ronde is ingetrokken. Wat was ingeleverd, blijft van de partij zelf."),
    )
