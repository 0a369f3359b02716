"""The panel of one requirement of one party: a page of its own, or in place under the matrix."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Query
from fastapi.responses import Response
from pydantic import Field
from starlette.datastructures import UploadFile

from tracker import errors, locale
from tracker.commands import act, evidence, requirements
from tracker.locale import N_, _
from tracker.queries import covenants
from tracker.queries import evidence as shown
from tracker.queries import requirements as views
from tracker.store import files
from tracker.web import deps, desk, fields, forms, render

router = deps.PolicyRouter()

BLOCK = "paneel"
PLACE = "/convenanten/{slug}/partijen/{party_id}/vereisten/{code}"
GATE_MOVED = "poort-gewijzigd"
"""Sent after a deed, so that a gate on the same page draws itself again."""
NO_CONDITION = N_("Regel %(line)s: schrijf achter ‘|’ een bestaande datum als jjjj-mm-dd.")

DONE = {
    "accept": N_("Akkoord gegeven."),
    "return": N_("Teruggegeven met reden."),
    "waive": N_("Ontheven."),
    "not_applicable": N_("Niet van toepassing verklaard."),
    "reopen": N_("Heropend."),
    "due": N_("De uiterste dag is vastgelegd."),
    "condition": N_("De voorwaarde is vervuld."),
}


class SubmitForm(forms.Deed):
    """Evidence: a file, a link, a text or the details that belong to its type."""

    cyclus: int | None = Field(None, ge=1, le=99)
    on: fields.DayField | None = Field(None, title=N_("Gebeurd op"))
    title: fields.Line = Field("", title=N_("Titel"))
    url: fields.WebAddress | None = Field(None, title=N_("Link"))
    text: fields.Text = Field("", title=N_("Tekst"))
    file: UploadFile | None = Field(None, title=N_("Bestand"))
    outcome: fields.Code | None = Field(None, title=N_("Uitkomst"))
    conditions: fields.Text = Field("", title=N_("Voorwaarden"))
    speaker: fields.Line = ""
    speaker_function: fields.Line = ""
    version: fields.Line = ""
    goals: fields.Text = ""
    signatory_name: fields.Line = ""
    signatory_function: fields.Line = ""
    manner: Literal["wet", "electronic", "proxy", ""] = ""
    body: fields.Line = ""
    present: fields.Text = ""
    decisions: fields.Text = ""
    reference_on: fields.DayField | None = None
    rows: fields.Line = ""
    completeness: fields.Line = ""
    answered: fields.Line = ""
    total: fields.Line = ""
    framework: fields.Line = ""
    points: fields.Line = ""
    max_points: fields.Line = ""
    assessor: fields.Line = ""
    feedback: fields.Text = ""
    languages: fields.Line = ""
    year: fields.Line = ""
    received_on: fields.DayField | None = None


class DecideForm(forms.Deed):
    """A decision about what was handed in, or about whether it is asked at all."""

    cyclus: int | None = Field(None, ge=1, le=99)
    besluit: Literal["accept", "return", "waive", "not_applicable", "reopen", "due", "condition"]
    reason: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Reden"))
    on: fields.DayField | None = Field(None, title=N_("Gebeurd op"))
    until: fields.DayField | None = Field(None, title=N_("Geldig tot en met"))
    due_on: fields.DayField | None = Field(None, title=N_("Uiterlijk"))
    number: int | None = Field(None, ge=1, le=99)


def _view(here: desk.Visit, party_id: str, code: str, cycle: int | None) -> views.Panel:
    dossier = covenants.opened(here.session, here.actor, here.slug, now=here.now, as_of=here.as_of)
    return views.panel(here.session, dossier, here.actor, party_id, code, locale.current(), cycle=cycle)


def _draw(
    here: desk.Visit,
    party_id: str,
    code: str,
    cycle: int | None,
    form: Any = None,
    status: int = 200,
    opened: str = "",
    said: str = "",
) -> Response:
    view = _view(here, party_id, code, cycle)
    return render.page(
        here.request,
        "requirement/page.html",
        block=BLOCK,
        status=status,
        moment=here.as_of,
        view=view,
        form=form or forms.blank(on=view.today),
        blank=forms.blank(on=view.today, due_on=view.row.due),
        opened=opened,
        said=said,
    )


@router.get(PLACE, deed="requirement.read")
def show(
    here: desk.Here,
    party_id: deps.PathId,
    code: deps.Word,
    cyclus: Annotated[int | None, Query(ge=1, le=99)] = None,
) -> Response:
    """What is asked, what was handed in, what was decided and what can be done."""
    return _draw(here, party_id, code, cyclus)


def _conditions(text: str) -> tuple[evidence.Condition, ...]:
    """One condition a line, with its deadline behind a bar when it has one."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        words, _bar, day = line.partition("|")
        if not words.strip():
            continue
        try:
            deadline = date.fromisoformat(day.strip()) if day.strip() else None
        except ValueError:
            raise errors.Invalid({"conditions": NO_CONDITION}, line=number) from None
        found.append(evidence.Condition(words.strip(), deadline))
    return tuple(found)


def _payload(form: SubmitForm) -> dict[str, str]:
    said = {name: getattr(form, name) for name in sorted(shown.NAMES)}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in said.items() if v}


@router.post(PLACE, deed="requirement.submit", upload=True)
def submit(
    here: desk.Here,
    party_id: deps.PathId,
    code: deps.Word,
    posted: Annotated[forms.Submission[SubmitForm], forms.posted(SubmitForm)],
) -> Response:
    """Hand in evidence; a file is taken in only for whoever may hand it in."""
    cycle = _cycle(posted)
    try:
        form = posted.valid()
        view = _view(here, party_id, code, form.cyclus)
        file = None
        if form.file is not None and view.may_submit:
            folder = here.request.app.state.settings.files
            file = files.take(folder, form.file.file, form.file.filename or "")
        requirements.submit(
            here.session,
            here.actor,
            here.covenant_id,
            party_id,
            code,
            cycle=form.cyclus,
            on=form.on,
            title=form.title,
            url=form.url,
            text=form.text,
            file=file,
            payload=_payload(form),
            outcome=form.outcome,
            conditions=_conditions(form.conditions),
            now=here.now,
            seen=form.seen,
            key=here.key(form, posted, file=file.hash if file else ""),
        )
    except errors.Invalid as refusal:
        return _draw(here, party_id, code, cycle, posted.refused(refusal), 422, "submit")
    return _after(here, party_id, code, cycle, _("Ingediend."))


@router.post(PLACE + "/besluit", deed="requirement.decide")
def decide(
    here: desk.Here,
    party_id: deps.PathId,
    code: deps.Word,
    posted: Annotated[forms.Submission[DecideForm], forms.posted(DecideForm)],
) -> Response:
    """Accept, return, waive, declare not applicable, reopen, or agree on another day."""
    cycle = _cycle(posted)
    chosen = posted.value("besluit")
    try:
        form = posted.valid()
        chosen = form.besluit
        usual = {"cycle": form.cyclus, "now": here.now, "seen": form.seen, "key": here.key(form, posted)}
        _deed(here, party_id, code, form, usual)
    except errors.Invalid as refusal:
        return _draw(here, party_id, code, cycle, posted.refused(refusal), 422, chosen)
    return _after(here, party_id, code, cycle, _(DONE[chosen]))


class StartForm(forms.Deed):
    """Only the year it is about."""

    cyclus: int | None = Field(None, ge=1, le=99)


@router.post(PLACE + "/beginnen", deed="requirement.submit")
def start(
    here: desk.Here,
    party_id: deps.PathId,
    code: deps.Word,
    posted: Annotated[forms.Submission[StartForm], forms.posted(StartForm)],
) -> Response:
    """Say that work on it has begun."""
    form = posted.valid()
    requirements.start(
        here.session, here.actor, here.covenant_id, party_id, code,
        cycle=form.cyclus, now=here.now, seen=form.seen, key=here.key(form, posted),
    )  # fmt: skip
    return _after(here, party_id, code, form.cyclus, _("Vastgelegd: er is begonnen."))


def _deed(here: desk.Visit, party_id: str, code: str, form: DecideForm, usual: dict[str, Any]) -> act.Receipt:
    place = (here.session, here.actor, here.covenant_id, party_id, code)
    match form.besluit:
        case "accept":
            return requirements.accept(*place, on=form.on, note=form.reason, valid_until=form.until, **usual)
        case "return":
            return requirements.return_(*place, reason=form.reason, on=form.on, **usual)
        case "waive":
            return requirements.waive(*place, reason=form.reason, on=form.on, until=form.until, **usual)
        case "not_applicable":
            return requirements.not_applicable(*place, reason=form.reason, on=form.on, **usual)
        case "reopen":
            return requirements.reopen(*place, reason=form.reason, on=form.on, **usual)
        case "due":
            return requirements.set_due(*place, due_on=form.due_on, **usual)
        case "condition":
            return requirements.close_condition(*place, number=form.number or 0, on=form.on, **usual)


def _cycle(posted: forms.Submission[Any]) -> int | None:
    """The year also of a form that is wrong elsewhere."""
    text = posted.value("cyclus")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else None


def _after(here: desk.Visit, party_id: str, code: str, cycle: int | None, said: str) -> Response:
    """The panel again in place, or the page that shows it."""
    if render.target(here.request) == BLOCK:
        here.session.flush()
        response = _draw(here, party_id, code, cycle, said=said)
        response.headers["HX-Trigger"] = GATE_MOVED
        return response
    year = f"?cyclus={cycle}" if cycle else ""
    place = here.path(f"partijen/{party_id}/vereisten/{code}{year}")
    return render.redirect(here.request, f"{place}#{BLOCK}", said)
