"""Starting a covenant: one form, and after it the covenant's own page."""

from typing import Annotated

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from tracker import errors, locale
from tracker.commands import act, launch
from tracker.locale import N_, _
from tracker.queries import launching
from tracker.web import deps, fields, forms, render, vocabulary

router = deps.PolicyRouter()

MANY = 40


class StartForm(forms.Deed):
    """What is known of a track when it starts."""

    name_nl: Annotated[fields.Line, Field(title=N_("Naam in het Nederlands"))]
    name_en: Annotated[fields.Line, Field(title=N_("Naam in het Engels"))] = ""
    sector_nl: Annotated[fields.Line, Field(title=N_("Sector"))]
    sector_en: Annotated[fields.Line, Field(title=N_("Sector in het Engels"))] = ""
    risk_sectors: Annotated[tuple[fields.Code, ...], Field(title=N_("Risicosectoren"), max_length=MANY)] = ()
    prior_activities: Annotated[
        fields.Text, Field(title=N_("Uit welke eerdere activiteiten komt dit voort?"))
    ] = ""
    scope: Annotated[fields.Text, Field(title=N_("Afbakening"))] = ""
    risk_themes: Annotated[tuple[fields.Code, ...], Field(title=N_("Risicothema’s"), max_length=MANY)] = ()
    countries: Annotated[fields.Line, Field(title=N_("Landen"))] = ""
    sdgs: Annotated[tuple[int, ...], Field(title=N_("SDG’s"), max_length=MANY)] = ()
    guide_id: Annotated[fields.Id | None, Field(title=N_("Begeleidende organisatie"))] = None
    guide_name: Annotated[fields.Line, Field(title=N_("Andere organisatie"))] = ""
    started_on: Annotated[fields.DayField | None, Field(title=N_("Begin van de verkenning"))] = None
    predecessor_id: Annotated[fields.Id | None, Field(title=N_("Volgt op"))] = None
    quorum_sector_association: Annotated[fields.Count, Field(title=N_("Brancheorganisaties"))] = 1
    quorum_trade_union: Annotated[fields.Count, Field(title=N_("Vakbonden"))] = 1
    quorum_ngo: Annotated[fields.Count, Field(title=N_("Maatschappelijke organisaties"))] = 1
    quorum_government: Annotated[fields.Count, Field(title=N_("Overheden"))] = 1
    companies_sign: Annotated[bool, Field(title=N_("Bedrijven tekenen zelf"))] = False
    threshold_companies: Annotated[fields.Count | None, Field(title=N_("Aantal bedrijven"))] = None
    threshold_share: Annotated[fields.DecimalShare | None, Field(title=N_("Aandeel in de omzet"))] = None


def _draw(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    form: forms.Submission[StartForm] | None = None,
    status: int = 200,
    follows: str = "",
) -> Response:
    choices = launching.choices(session, who, language=locale.current())
    return render.page(
        request,
        "start/page.html",
        status=status,
        form=form
        or forms.blank(
            companies_sign="1",
            guide_id=choices.usual,
            predecessor_id=follows if follows in dict(choices.predecessors) else None,
            guide_name="" if choices.organisations else "SER",
            quorum_sector_association=1,
            quorum_trade_union=1,
            quorum_ngo=1,
            quorum_government=1,
        ),
        choices=choices,
        pairs={
            "risk_sectors": [(name, _(word)) for name, word in vocabulary.RISK_SECTORS.items()],
            "risk_themes": [(name, _(word)) for name, word in vocabulary.THEMES.items()],
            "sdgs": [(number, f"{number}. {_(word)}") for number, word in vocabulary.SDGS.items()],
        },
    )


@router.get("/convenanten/nieuw", deed="covenant.start")
def show(request: Request, who: deps.Who, session: deps.Store, volgt_op: str = "") -> Response:
    """An empty form; `volgt_op` is the track that this one would follow. Nothing is copied from it."""
    return _draw(request, who, session, follows=volgt_op)


def _checked(form: StartForm) -> None:
    """Refuse what is not on our own lists."""
    wrong = {}
    if set(form.risk_sectors) - set(vocabulary.RISK_SECTORS):
        wrong["risk_sectors"] = fields.CHOICE
    if set(form.risk_themes) - set(vocabulary.THEMES):
        wrong["risk_themes"] = fields.CHOICE
    if set(form.sdgs) - set(vocabulary.SDGS):
        wrong["sdgs"] = fields.CHOICE
    if form.threshold_share is not None and form.threshold_share == 0:
        wrong["threshold_share"] = N_("Laat dit leeg of vul meer dan 0 in.")
    if wrong:
        raise errors.Invalid(wrong)


@router.post("/convenanten/nieuw", deed="covenant.start")
def start(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    posted: Annotated[forms.Submission[StartForm], forms.posted(StartForm)],
) -> Response:
    """Start it, seat the guiding organisation, and go to the covenant."""
    try:
        form = posted.valid()
        _checked(form)
        receipt = launch.begin(
            session,
            who,
            now=moment,
            key=act.key_of(form.key, form.model_dump()),
            name_nl=form.name_nl,
            name_en=form.name_en,
            sector_nl=form.sector_nl,
            sector_en=form.sector_en,
            risk_sectors=form.risk_sectors,
            prior_activities=form.prior_activities,
            scope=form.scope,
            risk_themes=form.risk_themes,
            countries=tuple(c for part in form.countries.split(",") if (c := part.strip())),
            sdgs=form.sdgs,
            guide_id=form.guide_id or "",
            guide_name=form.guide_name,
            started_on=form.started_on,
            predecessor_id=form.predecessor_id,
            quorum={
                "sector_association": form.quorum_sector_association,
                "trade_union": form.quorum_trade_union,
                "ngo": form.quorum_ngo,
                "government": form.quorum_government,
            },
            companies_sign=form.companies_sign,
            threshold_companies=form.threshold_companies,
            threshold_share=form.threshold_share,
        )
    except errors.Invalid as refusal:
        return _draw(request, who, session, posted.refused(refusal), status=422)
    slug = launching.slug_of(session, receipt.id)
    return render.redirect(
        request, f"/convenanten/{slug}", _("%(name)s is gestart. U bent de facilitator.", name=form.name_nl)
    )
