"""The registers of how a covenant is run: steering committee, term and plans, decisions, assignments."""

from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from tracker.commands import assignments, decisions, plans, seats
from tracker.locale import N_, _
from tracker.queries import register_governance as governance
from tracker.queries import register_handling
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()
CHAIR = "chair"


class SeatForm(forms.Deed):
    """A seat of a delegation, or the chair's."""

    delegation: Literal[
        "chair", "sector_association", "company", "trade_union", "ngo", "government", "other"
    ] = Field(title=N_("Delegatie"))
    participation_id: fields.Id | None = Field(None, title=N_("Namens welke partij"))
    holder_name: fields.Line = Field(title=N_("Lid"))
    deputy_name: fields.Line = Field("", title=N_("Plaatsvervanger"))
    from_on: fields.DayField = Field(title=N_("Vanaf"))


class DayForm(forms.Deed):
    """Only the day it happened."""

    on: fields.DayField = Field(title=N_("Laatste dag"))


class TermForm(forms.Deed):
    """Entry into force and end."""

    effective_on: fields.DayField = Field(title=N_("Inwerkingtreding"))
    ends_on: fields.DayField = Field(title=N_("Einde van de looptijd"))


class PlanForm(forms.Deed):
    """When a stage should be reached; a second plan says why."""

    stage: Literal["initiative", "negotiation", "signing", "implementation", "closing"] = Field(
        title=N_("Fase")
    )
    planned_on: fields.DayField = Field(title=N_("Geplande datum"))
    reason: fields.Text = Field("", title=N_("Reden"))


class DecisionForm(forms.Deed):
    """What was decided, by whom and when."""

    decision: Literal["ending", "final_evaluation", "evaluation_response", "follow_up", "data_retention"] = (
        Field(title=N_("Besluit"))
    )
    value: Literal["", "extend", "renew", "successor", "end", "retain", "destroy"] = Field(
        "", title=N_("Keuze")
    )
    on: fields.DayField = Field(title=N_("Besloten op"))
    body: fields.Line = Field(title=N_("Wie besloot"))
    url: fields.WebAddress | None = Field(None, title=N_("Link"))
    note: fields.Text = Field("", title=N_("Toelichting"))


class AssignForm(forms.Deed):
    """Who gets which task."""

    email: fields.Email = Field(title=N_("E-mailadres van het account"))
    role: Literal["facilitator", "secretariat", "chair"] = Field(title=N_("Taak"))
    from_on: fields.DayField = Field(title=N_("Vanaf"))


def _sent(form: forms.Deed) -> dict[str, Any]:
    return {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}


def _seats(here: desk.Visit, form: Any = None, status: int = 200, vacating: str = "") -> Response:
    view = governance.seats(here.desk("seats"))
    row = view.find(vacating) if vacating else None
    blank = forms.blank(on=view.head.today, from_on=view.head.today)
    return here.page("register/seats.html", view, form or blank, status, row=row)


@router.get("/convenanten/{slug}/registers/stuurgroep", deed="covenant.read")
def show_seats(here: desk.Here, vrij: str = "") -> Response:
    """Who sits in the steering committee."""
    return _seats(here, vacating=vrij)


@router.post("/convenanten/{slug}/registers/stuurgroep", deed="seat.record")
def fill_seat(
    here: desk.Here, posted: Annotated[forms.Submission[SeatForm], forms.posted(SeatForm)]
) -> Response:
    """Fill a seat."""

    def deed(form: SeatForm, usual: dict[str, Any]) -> Any:
        sent = _sent(form)
        chair = sent.pop("delegation") == CHAIR
        return seats.fill(
            here.session, here.actor, here.covenant_id, chair=chair,
            delegation=None if chair else form.delegation, **sent, **usual,
        )  # fmt: skip

    return here.take(
        posted, deed, lambda form: _seats(here, form, 422), "registers/stuurgroep", _("De zetel is bezet.")
    )


@router.post("/convenanten/{slug}/registers/stuurgroep/{row_id}/vrij", deed="seat.record")
def vacate_seat(
    here: desk.Here, row_id: deps.PathId, posted: Annotated[forms.Submission[DayForm], forms.posted(DayForm)]
) -> Response:
    """Record the last day a seat was held."""
    return here.take(
        posted,
        lambda f, usual: seats.vacate(here.session, here.actor, here.covenant_id, row_id, on=f.on, **usual),
        lambda form: _seats(here, form, 422, row_id),
        f"registers/stuurgroep#{row_id}",
        _("De zetel is vrij."),
    )


def _term(here: desk.Visit, form: Any = None, status: int = 200, about: str = "") -> Response:
    view = governance.term(here.desk("term"))
    blank = forms.blank(effective_on=view.effective_on, ends_on=view.ends_on)
    return here.page("register/term.html", view, form or blank, status, about=about)


@router.get("/convenanten/{slug}/registers/looptijd", deed="covenant.read")
def show_term(here: desk.Here) -> Response:
    """Entry into force, end, and the plans."""
    return _term(here)


@router.post("/convenanten/{slug}/registers/looptijd", deed="covenant.dates")
def set_term(
    here: desk.Here, posted: Annotated[forms.Submission[TermForm], forms.posted(TermForm)]
) -> Response:
    """Record the term; earlier dates stay in the ledger."""
    return here.take(
        posted,
        lambda f, usual: plans.set_term(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _term(here, form, 422, "term"),
        "registers/looptijd",
        _("De looptijd is vastgelegd."),
    )


@router.post("/convenanten/{slug}/registers/looptijd/plan", deed="covenant.plan")
def plan(here: desk.Here, posted: Annotated[forms.Submission[PlanForm], forms.posted(PlanForm)]) -> Response:
    """Plan when a stage is reached; the earlier plan stays."""
    return here.take(
        posted,
        lambda f, usual: plans.plan(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _term(here, form, 422, "plan"),
        "registers/looptijd",
        _("De planning is vastgelegd."),
    )


def _decisions(here: desk.Visit, form: Any = None, status: int = 200) -> Response:
    return here.page(
        "register/decisions.html",
        governance.decisions(here.desk("decisions")),
        form,
        status,
        choices=decisions.VALUES,
    )


@router.get("/convenanten/{slug}/registers/besluiten", deed="covenant.read")
def show_decisions(here: desk.Here) -> Response:
    """What was decided about the covenant."""
    return _decisions(here)


@router.post("/convenanten/{slug}/registers/besluiten", deed="decision.record")
def record_decision(
    here: desk.Here, posted: Annotated[forms.Submission[DecisionForm], forms.posted(DecisionForm)]
) -> Response:
    """Record a decision; an earlier one on the same subject stays."""
    return here.take(
        posted,
        lambda f, usual: decisions.record(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _decisions(here, form, 422),
        "registers/besluiten",
        _("Het besluit is vastgelegd."),
    )


def _assignments(here: desk.Visit, form: Any = None, status: int = 200, ending: str = "") -> Response:
    view = register_handling.assignments(here.desk("assignments"))
    row = view.find(ending) if ending else None
    blank = forms.blank(on=view.head.today, from_on=view.head.today)
    return here.page("register/assignments.html", view, form or blank, status, row=row)


@router.get("/convenanten/{slug}/registers/toewijzingen", deed="covenant.read")
def show_assignments(here: desk.Here, beeindig: str = "") -> Response:
    """Who facilitates, keeps the secretariat and chairs."""
    return _assignments(here, ending=beeindig)


@router.post("/convenanten/{slug}/registers/toewijzingen", deed="assignment.manage")
def assign(
    here: desk.Here, posted: Annotated[forms.Submission[AssignForm], forms.posted(AssignForm)]
) -> Response:
    """Give somebody a task."""
    return here.take(
        posted,
        lambda f, usual: assignments.assign(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _assignments(here, form, 422),
        "registers/toewijzingen",
        _("De toewijzing is vastgelegd."),
    )


@router.post("/convenanten/{slug}/registers/toewijzingen/{row_id}/einde", deed="assignment.manage")
def end_assignment(
    here: desk.Here, row_id: deps.PathId, posted: Annotated[forms.Submission[DayForm], forms.posted(DayForm)]
) -> Response:
    """End somebody's task after a day."""
    return here.take(
        posted,
        lambda f, usual: assignments.end(
            here.session, here.actor, here.covenant_id, row_id, on=f.on, **usual
        ),
        lambda form: _assignments(here, form, 422, row_id),
        f"registers/toewijzingen#{row_id}",
        _("De toewijzing is beëindigd."),
    )
