"""The parties of a covenant, one party, and inviting or adding one."""

from typing import Annotated, Any, Literal

from fastapi.responses import Response
from pydantic import Field

from tracker import errors, locale
from tracker.commands import act, participations
from tracker.locale import N_, _
from tracker.queries import covenants, departed, fallout_previews, fallout_steps, parties, party_list
from tracker.web import deps, desk, fields, forms, looking, render

router = deps.PolicyRouter()

Kind = Literal["sector_association", "company", "trade_union", "ngo", "government", "facilitator", "other"]
Role = Literal[
    "explorer", "negotiator", "signatory", "adhering_company", "supporter", "observer", "facilitator"
]


class InviteForm(looking.Deed):
    """Who is asked, as what, and why it would take part."""

    organisation_id: fields.Id | None = Field(None, title=N_("Organisatie"))
    name_nl: fields.Line = Field("", title=N_("Naam"))
    name_en: fields.Line = Field("", title=N_("Naam in het Engels"))
    kind: Kind = Field(title=N_("Soort"))
    role: Role = Field(title=N_("Rol"))
    status: Literal["invited", "active"] = Field(title=N_("Uitnodigen of toevoegen"))
    on: fields.DayField | None = Field(None, title=N_("Vanaf"))
    contact_name: fields.Line = Field("", title=N_("Contactpersoon"))
    deputy_name: fields.Line = Field("", title=N_("Vervanger"))
    motivation: fields.Text = Field("", title=N_("Waarom deze partij meedoet"))
    expertise: fields.Text = Field("", title=N_("Deskundigheid"))
    networks: fields.Text = Field("", title=N_("Netwerken"))
    countries: fields.Text = Field("", title=N_("Landen"))


def _opened(here: desk.Visit) -> Any:
    return covenants.opened(here.session, here.actor, here.slug, now=here.now, as_of=here.as_of)


@router.get("/convenanten/{slug}/partijen", deed="party.read")
def show_all(here: desk.Here) -> Response:
    """Everybody at the table, beside it, and who left."""
    view = party_list.party_list(here.session, _opened(here), locale.current())
    return render.page(
        here.request, "party/list.html", moment=here.as_of, view=view, path=here.path("partijen")
    )


def _new(here: desk.Visit, form: Any = None, status: int = 200) -> Response:
    dossier = covenants.opened(here.session, here.actor, here.slug, now=here.now)
    view = party_list.party_list(here.session, dossier, locale.current())
    if not view.may_invite:
        act.allow(dossier.standing, "party.invite")
    blank = forms.blank(on=view.today, status="invited")
    return render.page(
        here.request,
        "party/new.html",
        block=looking.BLOCK,
        fallout=_joining(dossier, view, form) if form else None,
        status=status,
        view=view,
        form=form or blank,
        path=here.path("partijen"),
    )


def _joining(dossier: Any, view: party_list.PartyList, form: Any) -> Any:
    body = form.value("organisation_id")
    name = form.value("name_nl") or dict(view.organisations).get(body, "")
    who = fallout_steps.Newcomer(form.value("kind"), form.value("role"), body, name)
    on, status = looking.day(form, view.today), form.value("status") or "invited"
    return fallout_previews.of_newcomer(dossier, who, on, locale.current(), status=status)


@router.get("/convenanten/{slug}/partijen/nieuw", deed="party.invite")
def ask(here: desk.Here) -> Response:
    """Whom to invite or add."""
    return _new(here)


@router.post("/convenanten/{slug}/partijen", deed="party.invite")
def invite(
    here: desk.Here, posted: Annotated[forms.Submission[InviteForm], forms.posted(InviteForm)]
) -> Response:
    """Invite an organisation, or put it at the table at once."""
    if looking.only(posted):
        return _new(here, looking.kept(posted))
    try:
        form = posted.valid()
        sent = {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}
        sent["countries"] = fields.listed(form.countries)
        key = here.key(form, posted)
        receipt = participations.add(
            here.session, here.actor, here.covenant_id, now=here.now, seen=form.seen, key=key, **sent
        )
    except errors.Invalid as refusal:
        return _new(here, posted.refused(refusal), 422)
    said = _("De uitnodiging is vastgelegd.") if form.status == "invited" else _("De partij is toegevoegd.")
    made = f"partijen/{receipt.id}" if receipt.id else "partijen"
    return render.redirect(here.request, here.path(made), said)


@router.get("/convenanten/{slug}/partijen/{party_id}", deed="party.read")
def show(here: desk.Here, party_id: deps.PathId) -> Response:
    """What this party still owes, how far it is, why it takes part, and what its leaving would do."""
    dossier = _opened(here)
    view = parties.party_page(here.session, dossier, party_id, locale.current())
    past = f"?asOf={here.request.query_params['asOf']}" if here.as_of else ""
    return render.page(
        here.request,
        "party/page.html",
        moment=here.as_of,
        view=view,
        past=past,
        inherited=departed.predecessor(dossier, party_id, locale.current()),
        successor=departed.successor(dossier, party_id, locale.current()),
    )
