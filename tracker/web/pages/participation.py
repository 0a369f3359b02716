"""The forms about one participation: answer, contribution, role, standing still and leaving."""

from typing import Annotated, Any, Literal, NamedTuple

from fastapi.responses import Response
from pydantic import Field

from tracker import errors, locale
from tracker.commands import act, leaving, participations
from tracker.locale import N_, _
from tracker.queries import covenants, fallout_previews, parties, party_list
from tracker.web import deps, desk, fields, forms, looking, render

router = deps.PolicyRouter()
PLACE = "/convenanten/{slug}/partijen/{party_id}"


class Step(NamedTuple):
    """One form: its step in the definition, who may, and its words."""

    name: str
    deed: str
    title: str
    lead: str
    button: str
    said: str
    danger: bool = False


STEPS = {
    "deelnemen": Step(
        "accept",
        "party.answer",
        N_("Deelname bevestigen"),
        N_("Vanaf deze dag gelden de verplichtingen van de partij."),
        N_("Deelname bevestigen"),
        N_("De deelname is bevestigd."),
    ),
    "afzien": Step(
        "decline",
        "party.answer",
        N_("Afzien van deelname"),
        N_("De uitnodiging vervalt. Later opnieuw uitnodigen kan."),
        N_("Afzien van deelname"),
        N_("Vastgelegd: de organisatie ziet af van deelname."),
    ),
    "bijdrage": Step(
        "describe",
        "party.describe",
        N_("Gegevens en bijdrage"),
        N_("Waarom de partij meedoet en wat zij inbrengt, is openbaar. Namen van mensen ziet alleen de tafel."),
        N_("Opslaan"),
        N_("De gegevens zijn opgeslagen."),
    ),
    "rol": Step(
        "role",
        "party.role",
        N_("Rol wijzigen"),
        N_("De nieuwe rol geldt vanaf de gekozen dag. Wie van steunbetuiger partij wordt, krijgt dan verplichtingen."),
        N_("Rol wijzigen"),
        N_("De rol is gewijzigd."),
    ),
    "opschorten": Step(
        "suspend",
        "party.move",
        N_("Deelname opschorten"),
        N_("De partij telt niet mee in het quorum. Bezwaren die open staan, blijven staan."),
        N_("Deelname opschorten"),
        N_("De deelname is opgeschort."),
    ),
    "herstellen": Step(
        "reinstate",
        "party.move",
        N_("Deelname herstellen"),
        N_("De partij telt weer mee."),
        N_("Deelname herstellen"),
        N_("De deelname is hersteld."),
    ),
    "uittreden": Step(
        "withdraw",
        "party.answer",
        N_("Vertrek vastleggen"),
        N_("De ingangsdatum mag vooruit liggen. Tot die dag telt de partij mee en kan zij het vertrek intrekken."),
        N_("Vertrek vastleggen"),
        N_("Het vertrek is vastgelegd."),
        danger=True,
    ),
    "vertrek-intrekken": Step(
        "revoke_withdrawal",
        "party.answer",
        N_("Vertrek intrekken"),
        N_("De partij blijft deelnemen. In het logboek blijft staan dat het vertrek was aangekondigd."),
        N_("Vertrek intrekken"),
        N_("Het vertrek is ingetrokken."),
    ),
    "escalatie": Step(
        "escalate",
        "party.move",
        N_("Stap van de escalatieladder vastleggen"),
        N_("Alleen de partij en het secretariaat lezen de toelichting. Uitsluiten kan pas na een eerdere stap."),
        N_("Stap vastleggen"),
        N_("De stap is vastgelegd."),
    ),
    "uitsluiten": Step(
        "expel",
        "party.move",
        N_("Partij uitsluiten"),
        N_("Dit is niet terug te draaien. De organisatie kan later opnieuw worden uitgenodigd."),
        N_("Partij uitsluiten"),
        N_("De partij is uitgesloten."),
        danger=True,
    ),
    "wegvallen": Step(
        "cease",
        "party.move",
        N_("Wegvallen vastleggen"),
        N_("Voor een organisatie die niet meer bestaat of in een andere is opgegaan. Dit is niet terug te draaien."),
        N_("Wegvallen vastleggen"),
        N_("Het wegvallen is vastgelegd."),
        danger=True,
    ),
}  # fmt: skip

WITHDRAWALS = (
    ("voluntary", N_("vrijwillig")),
    ("unable_to_comply", N_("kan niet voldoen")),
    ("out_of_scope", N_("valt er niet meer onder")),
)
ENDINGS = (
    ("bankruptcy", N_("faillissement")),
    ("business_ended", N_("bedrijf beëindigd")),
    ("takeover", N_("overname")),
    ("merged_into_other_participant", N_("samengegaan met een andere deelnemer")),
)
LEVELS = (
    ("support", N_("begeleiding")),
    ("feedback", N_("terugkoppeling, plan aanpassen")),
    ("improvement_plan", N_("verbeterafspraken")),
    ("steering_talk", N_("gesprek met de stuurgroep of bemiddeling")),
    ("dispute", N_("geschil bij de klachten- en geschillencommissie")),
    ("ruling", N_("bindende uitspraak")),
)


class StepForm(looking.Deed):
    """Every field any of these forms has; which ones count, the command decides."""

    on: fields.DayField | None = Field(None, title=N_("Met ingang van"))
    reason: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Reden"))
    reason_class: fields.Code | None = Field(None, title=N_("Soort reden"))
    statement_url: fields.WebAddress | None = Field(None, title=N_("Link naar de verklaring"))
    role: (
        Literal["explorer", "negotiator", "signatory", "adhering_company", "supporter", "observer"] | None
    ) = Field(None, title=N_("Nieuwe rol"))
    level: fields.Code | None = Field(None, title=N_("Stap"))
    review_on: fields.DayField | None = Field(None, title=N_("Opnieuw bekijken op"))
    successor_id: fields.Id | None = Field(None, title=N_("Gaat verder als"))
    contact_name: fields.Line = Field("", title=N_("Contactpersoon"))
    deputy_name: fields.Line = Field("", title=N_("Vervanger"))
    motivation: fields.Text = Field("", title=N_("Waarom deze partij meedoet"))
    expertise: fields.Text = Field("", title=N_("Deskundigheid"))
    networks: fields.Text = Field("", title=N_("Netwerken"))
    countries: fields.Text = Field("", title=N_("Landen"))


PREVIEWED = frozenset(
    {"accept", "role", "suspend", "reinstate", "withdraw", "revoke_withdrawal", "expel", "cease"}
)
"""Steps that show their consequences before they are confirmed."""
CHOSEN = {"role": "role", "withdraw": "reason_class", "cease": "reason_class", "escalate": "level"}
"""The choice a step cannot do without."""


def _draw(here: desk.Visit, party_id: str, word: str, form: Any = None, status: int = 200) -> Response:
    step = STEPS[word]
    dossier = covenants.opened(here.session, here.actor, here.slug, now=here.now)
    p = parties.opened(dossier, party_id)
    act.allow(dossier.standing, step.deed, party_id)
    if step.name not in parties.deeds(dossier, p):
        raise errors.WrongState(N_("Dit kan niet in de huidige toestand van de deelname."))
    view = parties.party_page(here.session, dossier, party_id, locale.current())
    blank = forms.blank(
        on=view.today,
        contact_name=view.contact,
        deputy_name=view.deputy,
        motivation=view.motivation,
        expertise=view.expertise,
        networks=view.networks,
        countries=", ".join(view.countries),
    )
    others = (
        [(o.id, o.name) for o in party_list.party_list(here.session, dossier, locale.current()).at_table]
        if step.name == "cease"
        else []
    )
    return render.page(
        here.request,
        "party/step.html",
        block=looking.BLOCK,
        status=status,
        view=view,
        step=step,
        previewed=step.name in PREVIEWED,
        fallout=fallout_previews.of_parties(
            dossier, [party_id], step.name, looking.day(form, view.today), locale.current(),
            role=form.value("role") if form else "",
        ),
        action=f"{view.href}/{word}",
        form=form or blank,
        withdrawals=WITHDRAWALS,
        endings=ENDINGS,
        levels=LEVELS,
        others=[o for o in others if o[0] != party_id],
    )  # fmt: skip


def _do(here: desk.Visit, party_id: str, step: Step, f: StepForm, usual: dict[str, Any]) -> act.Receipt:
    place = (here.session, here.actor, here.covenant_id, party_id)
    needed = CHOSEN.get(step.name)
    if needed and getattr(f, needed) is None:
        raise errors.Invalid({needed: fields.CHOICE})
    match step.name:
        case "accept" | "decline":
            return participations.answer(
                *place, accept=step.name == "accept", on=f.on, reason=f.reason,
                statement_url=f.statement_url, **usual,
            )  # fmt: skip
        case "describe":
            return participations.describe(
                *place,
                contact_name=f.contact_name,
                deputy_name=f.deputy_name,
                motivation=f.motivation,
                expertise=f.expertise,
                networks=f.networks,
                countries=fields.listed(f.countries),
                **usual,
            )
        case "role":
            return participations.change_role(*place, role=f.role or "", on=f.on, reason=f.reason, **usual)
        case "suspend":
            return leaving.suspend(*place, reason=f.reason, review_on=f.review_on, on=f.on, **usual)
        case "reinstate":
            return leaving.reinstate(*place, reason=f.reason, on=f.on, **usual)
        case "withdraw":
            return leaving.withdraw(
                *place,
                reason_class=f.reason_class or "",
                reason=f.reason,
                on=f.on,
                statement_url=f.statement_url,
                **usual,
            )
        case "revoke_withdrawal":
            return leaving.revoke_withdrawal(*place, **usual)
        case "escalate":
            return leaving.escalate(*place, level=f.level or "", note=f.reason, on=f.on, **usual)
        case "expel":
            return leaving.expel(*place, reason=f.reason, on=f.on, statement_url=f.statement_url, **usual)
        case "cease":
            return leaving.cease(
                *place,
                reason_class=f.reason_class or "",
                reason=f.reason,
                on=f.on,
                successor_id=f.successor_id,
                **usual,
            )
    raise LookupError(step.name)


def _register(word: str, step: Step) -> None:
    @router.get(f"{PLACE}/{word}", deed=step.deed, name=f"ask_{step.name}")
    def ask(here: desk.Here, party_id: deps.PathId) -> Response:
        return _draw(here, party_id, word)

    @router.post(f"{PLACE}/{word}", deed=step.deed, name=step.name)
    def take(
        here: desk.Here,
        party_id: deps.PathId,
        posted: Annotated[forms.Submission[StepForm], forms.posted(StepForm)],
    ) -> Response:
        if looking.only(posted):
            return _draw(here, party_id, word, looking.kept(posted))
        return here.take(
            posted,
            lambda f, usual: _do(here, party_id, step, f, usual),
            lambda form: _draw(here, party_id, word, form, 422),
            f"partijen/{party_id}",
            _(step.said),
        )


for _word, _step in STEPS.items():
    _register(_word, _step)
