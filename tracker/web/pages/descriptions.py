"""The facts that describe a covenant: names, scope, themes, quorum and thresholds."""

from typing import Annotated, Any

from fastapi.responses import Response
from pydantic import Field

from tracker import errors, locale
from tracker.commands import act, plans
from tracker.locale import N_, _
from tracker.queries import steps
from tracker.web import deps, desk, fields, forms, render, vocabulary

router = deps.PolicyRouter()

MANY = 40
QUORUM = ("sector_association", "trade_union", "ngo", "government")


class DescribeForm(forms.Deed):
    """Everything that may be described anew."""

    name_nl: Annotated[fields.Line, Field(title=N_("Naam in het Nederlands"))]
    name_en: Annotated[fields.Line, Field(title=N_("Naam in het Engels"))] = ""
    sector_nl: Annotated[fields.Line, Field(title=N_("Sector"))] = ""
    sector_en: Annotated[fields.Line, Field(title=N_("Sector in het Engels"))] = ""
    facilitated_by: Annotated[fields.Line, Field(title=N_("Begeleid door"))] = ""
    secretariat: Annotated[fields.Line, Field(title=N_("Secretariaat"))] = ""
    prior_activities: Annotated[fields.Text, Field(title=N_("Komt voort uit"))] = ""
    scope: Annotated[fields.Text, Field(title=N_("Afbakening"))] = ""
    risk_themes: Annotated[tuple[fields.Code, ...], Field(title=N_("Risicothema’s"), max_length=MANY)] = ()
    countries: Annotated[fields.Line, Field(title=N_("Landen"))] = ""
    sdgs: Annotated[tuple[int, ...], Field(title=N_("SDG’s"), max_length=MANY)] = ()
    monitoring_type: Annotated[fields.Line, Field(title=N_("Toezicht op de uitvoering"))] = ""
    quorum_sector_association: Annotated[fields.Count, Field(title=N_("Brancheorganisaties"))] = 0
    quorum_trade_union: Annotated[fields.Count, Field(title=N_("Vakbonden"))] = 0
    quorum_ngo: Annotated[fields.Count, Field(title=N_("Maatschappelijke organisaties"))] = 0
    quorum_government: Annotated[fields.Count, Field(title=N_("Overheden"))] = 0
    companies_sign: Annotated[bool, Field(title=N_("Bedrijven tekenen zelf"))] = False
    threshold_companies: Annotated[fields.Count | None, Field(title=N_("Aantal bedrijven"))] = None
    threshold_share: Annotated[fields.DecimalShare | None, Field(title=N_("Aandeel in de omzet"))] = None


def _page(here: desk.Visit, form: Any = None, status: int = 200) -> Response:
    view = steps.description(here.session, here.actor, here.slug, locale.current(), now=here.now)
    return render.page(
        here.request,
        "covenant/description.html",
        status=status,
        view=view,
        head=view.head,
        form=form or _filled(view),
        pairs={
            "risk_themes": [(name, _(word)) for name, word in vocabulary.THEMES.items()],
            "sdgs": [(number, f"{number}. {_(word)}") for number, word in vocabulary.SDGS.items()],
        },
    )


def _filled(view: steps.DescriptionPage) -> forms.Submission[forms.Form]:
    """The form with what is on record in it."""
    values = dict(view.values)
    share: Any = values["threshold_share"]
    values["threshold_share"] = None if share is None else f"{share * 100:f}".rstrip("0").rstrip(".")
    values["companies_sign"] = "1" if values["companies_sign"] else None
    countries: Any = values["countries"]
    values["countries"] = ", ".join(countries)
    return forms.blank(**values)


def _checked(form: DescribeForm) -> None:
    """Refuse what is not on our own lists."""
    wrong = {}
    if set(form.risk_themes) - set(vocabulary.THEMES):
        wrong["risk_themes"] = fields.CHOICE
    if set(form.sdgs) - set(vocabulary.SDGS):
        wrong["sdgs"] = fields.CHOICE
    if form.threshold_share is not None and form.threshold_share == 0:
        wrong["threshold_share"] = N_("Laat dit leeg of vul meer dan 0 in.")
    if wrong:
        raise errors.Invalid(wrong)


@router.get("/convenanten/{slug}/gegevens", deed="covenant.describe")
def show(here: desk.Here) -> Response:
    """The form with what is on record."""
    return _page(here)


@router.post("/convenanten/{slug}/gegevens", deed="covenant.describe")
def describe(
    here: desk.Here, posted: Annotated[forms.Submission[DescribeForm], forms.posted(DescribeForm)]
) -> Response:
    """Record it; what it said before stays in the log."""

    def deed(form: DescribeForm, usual: dict[str, Any]) -> act.Receipt:
        _checked(form)
        sent = form.model_dump(exclude={"seen", "key"})
        sent["quorum"] = {kind: sent.pop(f"quorum_{kind}") for kind in QUORUM}
        sent["countries"] = [c for part in form.countries.split(",") if (c := part.strip())]
        sent["risk_themes"], sent["sdgs"] = list(form.risk_themes), list(form.sdgs)
        sent["name_en"] = form.name_en or form.name_nl
        return plans.describe(here.session, here.actor, here.covenant_id, **sent, **usual)

    return here.take(posted, deed, lambda form: _page(here, form, 422), "", _("De gegevens zijn gewijzigd."))
