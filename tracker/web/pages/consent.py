"""The registers of what parties say: mandates, objections and reservations."""

from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from tracker.commands import mandates, objections, reservations
from tracker.locale import N_, _
from tracker.queries import register_consent
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()
PARTY = N_("Partij")


class MandateForm(forms.Deed):
    """A mandate with its validity; the content is for the party and the secretariat."""

    participation_id: fields.Id = Field(title=PARTY)
    body: fields.Line = Field(title=N_("Wie besloot"))
    decided_on: fields.DayField = Field(title=N_("Besloten op"))
    valid_from: fields.DayField = Field(title=N_("Geldig vanaf"))
    valid_until: fields.DayField | None = Field(None, title=N_("Geldig tot en met"))
    substance: fields.Text = Field("", title=N_("Inhoud van het mandaat"))


class DayForm(forms.Deed):
    """Only the day it happened."""

    on: fields.DayField = Field(title=N_("Gebeurd op"))


class ObjectionForm(forms.Deed):
    """An objection; what a fundamental one needs, the command says."""

    participation_id: fields.Id = Field(title=PARTY)
    severity: Literal["fundamental", "ordinary"] = Field(title=N_("Soort bezwaar"))
    clause: fields.Line = Field("", title=N_("Artikel"))
    reason: fields.Text = Field("", title=N_("Bezwaar"))
    resolution: fields.Text = Field("", title=N_("Wat zou het bezwaar oplossen?"))
    on: fields.DayField = Field(title=N_("Gemaakt op"))


class CloseForm(DayForm):
    """How an objection was resolved."""

    note: fields.Text = Field("", title=N_("Hoe is het opgelost?"))


class ReservationForm(forms.Deed):
    """Yes, provided that."""

    participation_id: fields.Id = Field(title=PARTY)
    condition: Annotated[str, fields.prose(2_000)] = Field(title=N_("Voorwaarde"))
    deadline: fields.DayField = Field(title=N_("Uiterlijk op"))
    responsible_id: fields.Id | None = Field(None, title=N_("Wie zorgt ervoor"))
    on: fields.DayField = Field(title=N_("Gemaakt op"))


class OutcomeForm(DayForm):
    """Met, or let go."""

    outcome: Literal["met", "lapsed"] = Field(title=N_("Uitkomst"))
    note: fields.Text = Field("", title=N_("Toelichting"))


def _sent(form: forms.Deed) -> dict[str, Any]:
    return {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}


def _mandates(here: desk.Visit, form: Any = None, status: int = 200, ending: str = "") -> Response:
    view = register_consent.mandates(here.desk("mandates"))
    row = view.find(ending, "may_end") if ending else None
    return here.page("register/mandates.html", view, form, status, row=row)


@router.get("/convenanten/{slug}/registers/mandaten", deed="covenant.read")
def show_mandates(here: desk.Here, beeindig: str = "") -> Response:
    """Who is mandated, until when."""
    return _mandates(here, ending=beeindig)


@router.post("/convenanten/{slug}/registers/mandaten", deed="mandate.record")
def record_mandate(
    here: desk.Here, posted: Annotated[forms.Submission[MandateForm], forms.posted(MandateForm)]
) -> Response:
    """Record a mandate."""
    return here.take(
        posted,
        lambda f, usual: mandates.record(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _mandates(here, form, 422),
        "registers/mandaten",
        _("Het mandaat is vastgelegd."),
    )


@router.post("/convenanten/{slug}/registers/mandaten/{row_id}/einde", deed="mandate.record")
def end_mandate(
    here: desk.Here, row_id: deps.PathId, posted: Annotated[forms.Submission[DayForm], forms.posted(DayForm)]
) -> Response:
    """End a mandate before its time."""
    return here.take(
        posted,
        lambda f, usual: mandates.end(here.session, here.actor, here.covenant_id, row_id, on=f.on, **usual),
        lambda form: _mandates(here, form, 422, row_id),
        f"registers/mandaten#{row_id}",
        _("Het mandaat is beëindigd."),
    )


def _objections(here: desk.Visit, form: Any = None, status: int = 200, closing: str = "") -> Response:
    view = register_consent.objections(here.desk("objections"))
    row = view.find(closing, "may_close") if closing else None
    return here.page("register/objections.html", view, form, status, row=row)


@router.get("/convenanten/{slug}/registers/bezwaren", deed="covenant.read")
def show_objections(here: desk.Here, sluit: str = "") -> Response:
    """What parties object to."""
    return _objections(here, closing=sluit)


@router.post("/convenanten/{slug}/registers/bezwaren", deed="objection.raise")
def raise_objection(
    here: desk.Here, posted: Annotated[forms.Submission[ObjectionForm], forms.posted(ObjectionForm)]
) -> Response:
    """Object to the version on the table."""
    return here.take(
        posted,
        lambda f, usual: objections.raise_(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _objections(here, form, 422),
        "registers/bezwaren",
        _("Het bezwaar is vastgelegd."),
    )


@router.post("/convenanten/{slug}/registers/bezwaren/{row_id}/sluiten", deed="objection.close")
def close_objection(
    here: desk.Here,
    row_id: deps.PathId,
    posted: Annotated[forms.Submission[CloseForm], forms.posted(CloseForm)],
) -> Response:
    """Close an objection."""
    return here.take(
        posted,
        lambda f, usual: objections.close(
            here.session, here.actor, here.covenant_id, row_id, on=f.on, note=f.note, **usual
        ),
        lambda form: _objections(here, form, 422, row_id),
        f"registers/bezwaren#{row_id}",
        _("Het bezwaar is gesloten."),
    )


def _reservations(here: desk.Visit, form: Any = None, status: int = 200, closing: str = "") -> Response:
    view = register_consent.reservations(here.desk("reservations"))
    row = view.find(closing, "may_close") if closing else None
    return here.page("register/reservations.html", view, form, status, row=row)


@router.get("/convenanten/{slug}/registers/voorbehouden", deed="covenant.read")
def show_reservations(here: desk.Here, sluit: str = "") -> Response:
    """On what condition parties say yes."""
    return _reservations(here, closing=sluit)


@router.post("/convenanten/{slug}/registers/voorbehouden", deed="reservation.raise")
def raise_reservation(
    here: desk.Here, posted: Annotated[forms.Submission[ReservationForm], forms.posted(ReservationForm)]
) -> Response:
    """Record a reservation."""
    return here.take(
        posted,
        lambda f, usual: reservations.raise_(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _reservations(here, form, 422),
        "registers/voorbehouden",
        _("Het voorbehoud is vastgelegd."),
    )


@router.post("/convenanten/{slug}/registers/voorbehouden/{row_id}/sluiten", deed="reservation.close")
def close_reservation(
    here: desk.Here,
    row_id: deps.PathId,
    posted: Annotated[forms.Submission[OutcomeForm], forms.posted(OutcomeForm)],
) -> Response:
    """Record that the condition was met, or that the party let it go."""
    return here.take(
        posted,
        lambda f, usual: reservations.close(
            here.session, here.actor, here.covenant_id, row_id, **_sent(f), **usual
        ),
        lambda form: _reservations(here, form, 422, row_id),
        f"registers/voorbehouden#{row_id}",
        _("Het voorbehoud is afgesloten."),
    )
