"""Moves that touch more than one participation or person: leaving together, replacing a party, another speaker."""

from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from tracker import errors, locale
from tracker.commands import act, departing
from tracker.locale import N_, _
from tracker.queries import covenants, departed, fallout_previews, fallout_steps, parties, party_list
from tracker.web import deps, desk, fields, forms, looking, render

router = deps.PolicyRouter()
PLACE = "/convenanten/{slug}/partijen/{party_id}"
WITHDRAWALS = (
    ("voluntary", N_("vrijwillig")),
    ("unable_to_comply", N_("kan niet voldoen")),
    ("out_of_scope", N_("valt er niet meer onder")),
)
MANY = 200


class TogetherForm(looking.Deed):
    """Who leaves, when and why: the same for all of them."""

    party: Annotated[tuple[fields.Id, ...], Field(title=N_("Partijen"), max_length=MANY)] = ()
    on: fields.DayField | None = Field(None, title=N_("Met ingang van"))
    reason_class: fields.Code | None = Field(None, title=N_("Soort reden"))
    reason: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Toelichting"))
    statement_url: fields.WebAddress | None = Field(None, title=N_("Link naar een openbare verklaring"))


class ReplaceForm(looking.Deed):
    """Who takes the place, and from when."""

    organisation_id: fields.Id | None = Field(None, title=N_("Organisatie"))
    name_nl: fields.Line = Field("", title=N_("Naam van een nieuwe organisatie"))
    name_en: fields.Line = Field("", title=N_("Naam in het Engels"))
    contact_name: fields.Line = Field("", title=N_("Contactpersoon"))
    on: fields.DayField | None = Field(None, title=N_("Met ingang van"))
    reason: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Toelichting"))


class PersonForm(forms.Deed):
    """Whose place somebody else takes, and from when."""

    which: Literal["contact_name", "deputy_name"] = Field("contact_name", title=N_("Wie wisselt"))
    name: fields.Line = Field("", title=N_("Nieuwe naam"))
    on: fields.DayField | None = Field(None, title=N_("Met ingang van"))


def _together(here: desk.Visit, form: Any = None, status: int = 200) -> Response:
    dossier = covenants.opened(here.session, here.actor, here.slug, now=here.now)
    act.allow(dossier.standing, "party.move")
    view = party_list.party_list(here.session, dossier, locale.current())
    chosen = [p.id for p in view.at_table if form and form.chosen("party", p.id)]
    return render.page(
        here.request,
        "party/together.html",
        block=looking.BLOCK,
        status=status,
        view=view,
        options=departed.leavers(dossier, view),
        form=form or forms.blank(on=view.today),
        action=here.path("partijen/uittreden"),
        withdrawals=WITHDRAWALS,
        fallout=fallout_previews.of_parties(
            dossier, chosen, "withdraw", looking.day(form, view.today), locale.current()
        ),
    )


@router.get("/convenanten/{slug}/partijen/uittreden", deed="party.move")
def ask_together(here: desk.Here) -> Response:
    """Which parties leave on one day."""
    return _together(here)


@router.post("/convenanten/{slug}/partijen/uittreden", deed="party.move")
def leave_together(
    here: desk.Here, posted: Annotated[forms.Submission[TogetherForm], forms.posted(TogetherForm)]
) -> Response:
    """Record that they leave: one line in the ledger for each."""

    def deed(f: TogetherForm, usual: dict[str, Any]) -> act.Receipt:
        if f.reason_class is None:
            raise errors.Invalid({"reason_class": fields.CHOICE})
        return departing.withdraw_together(
            here.session, here.actor, here.covenant_id, f.party, reason_class=f.reason_class,
            reason=f.reason, on=f.on, statement_url=f.statement_url, **usual,
        )[0]  # fmt: skip

    if looking.only(posted):
        return _together(here, looking.kept(posted))
    return here.take(
        posted,
        deed,
        lambda form: _together(here, form, 422),
        "partijen",
        _("Het vertrek van %(num)s partijen is vastgelegd.", num=len(posted.values.get("party", ()))),
    )


def _opened(here: desk.Visit, party_id: str, deed: str) -> tuple[Any, Any]:
    dossier = covenants.opened(here.session, here.actor, here.slug, now=here.now)
    p = parties.opened(dossier, party_id)
    act.allow(dossier.standing, deed, party_id)
    if ("replace" if deed == "party.move" else "describe") not in parties.deeds(dossier, p):
        raise errors.WrongState(N_("Dit kan niet in de huidige toestand van de deelname."))
    return dossier, parties.party_page(here.session, dossier, party_id, locale.current())


def _replace(here: desk.Visit, party_id: str, form: Any = None, status: int = 200) -> Response:
    dossier, view = _opened(here, party_id, "party.move")
    language = locale.current()
    others = party_list.party_list(here.session, dossier, language).organisations
    body = form.value("organisation_id") if form else ""
    newcomer = fallout_steps.Newcomer(
        view.kind, view.role, body, (form.value("name_nl") if form else "") or dict(others).get(body, "")
    )
    on = looking.day(form, view.today)
    return render.page(
        here.request,
        "party/replace.html",
        block=looking.BLOCK,
        status=status,
        view=view,
        others=others,
        form=form or forms.blank(on=view.today),
        action=f"{view.href}/vervangen",
        inherited=departed.inherited(dossier, party_id, language),
        fallout=fallout_previews.of_parties(
            dossier, [party_id], "replace", on, language, newcomer=newcomer if newcomer.name else None
        ),
    )


@router.get(f"{PLACE}/vervangen", deed="party.move")
def ask_replace(here: desk.Here, party_id: deps.PathId) -> Response:
    """Who takes this party's place, and what goes over."""
    return _replace(here, party_id)


@router.post(f"{PLACE}/vervangen", deed="party.move")
def replace(
    here: desk.Here,
    party_id: deps.PathId,
    posted: Annotated[forms.Submission[ReplaceForm], forms.posted(ReplaceForm)],
) -> Response:
    """Record the replacement."""
    if looking.only(posted):
        return _replace(here, party_id, looking.kept(posted))
    return here.take(
        posted,
        lambda f, usual: departing.replace(
            here.session, here.actor, here.covenant_id, party_id, on=f.on, reason=f.reason,
            organisation_id=f.organisation_id, name_nl=f.name_nl, name_en=f.name_en,
            contact_name=f.contact_name, **usual,
        ),
        lambda form: _replace(here, party_id, form, 422),
        f"partijen/{party_id}",
        _("De vervanging is vastgelegd."),
    )  # fmt: skip


def _person(here: desk.Visit, party_id: str, form: Any = None, status: int = 200) -> Response:
    _dossier, view = _opened(here, party_id, "party.describe")
    return render.page(
        here.request,
        "party/person.html",
        status=status,
        view=view,
        form=form or forms.blank(on=view.today, which="contact_name"),
        action=f"{view.href}/persoon",
    )


@router.get(f"{PLACE}/persoon", deed="party.describe")
def ask_person(here: desk.Here, party_id: deps.PathId) -> Response:
    """Who speaks for the party from now on."""
    return _person(here, party_id)


@router.post(f"{PLACE}/persoon", deed="party.describe")
def change_person(
    here: desk.Here,
    party_id: deps.PathId,
    posted: Annotated[forms.Submission[PersonForm], forms.posted(PersonForm)],
) -> Response:
    """Record it; the mandate stays."""
    return here.take(
        posted,
        lambda f, usual: departing.change_person(
            here.session, here.actor, here.covenant_id, party_id, which=f.which, name=f.name, on=f.on, **usual
        ),
        lambda form: _person(here, party_id, form, 422),
        f"partijen/{party_id}",
        _("De wisseling is vastgelegd. Het mandaat van de partij blijft gelden."),
    )
