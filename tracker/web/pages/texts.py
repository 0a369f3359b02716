"""Text versions: the register, one version with its positions, and its download."""

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Query, UploadFile
from fastapi.responses import FileResponse, Response
from pydantic import Field

from tracker import errors
from tracker.commands import act
from tracker.commands import texts as deeds
from tracker.locale import N_, _
from tracker.queries import clauses, register_positions, register_texts, registers, taking_over
from tracker.store import documents, files
from tracker.web import deps, desk, fields, forms, prose, render

router = deps.PolicyRouter()
WHERE = "registers/teksten"
ONE_OF_TWO = N_("Plak de tekst of kies een bestand, niet allebei.")
NOT_CLEAR = N_("Schrijf per artikel het nieuwe en het oude nummer, zoals 7 = 5, of 8 = nieuw.")
NUMBER = r"(?:artikel\s+|article\s+)?(\d{1,3}[a-z]?(?:(?:\.|\s*(?:lid|paragraph)\s*)\d{1,3})?"
MATCH = re.compile(rf"{NUMBER})\s*[=:]\s*{NUMBER}|nieuw|new)", re.IGNORECASE)
"""'7 = 5', 'artikel 7 lid 2 = 5.2', '8 = nieuw'."""
AGREEMENT = Annotated[str, fields.prose(200_000)]
Chosen = Annotated[list[str] | None, Query(max_length=200)]


class AddForm(forms.Deed):
    """A new version: its number, and per language a text or a file."""

    number: Annotated[str, fields.prose(24, lines=False)] = Field(title=N_("Nummer"))
    prevailing: Literal["nl", "en"] = Field("nl", title=N_("Leidende taal"))
    text_nl: AGREEMENT = Field("", title=N_("Tekst in het Nederlands"))
    text_en: AGREEMENT = Field("", title=N_("Tekst in het Engels"))
    file_nl: UploadFile | None = Field(None, title=N_("Bestand in het Nederlands"))
    file_en: UploadFile | None = Field(None, title=N_("Bestand in het Engels"))
    note: fields.Text = Field("", title=N_("Toelichting"))
    follows_id: fields.Id | None = Field(None, title=N_("Geschreven vanuit"))
    proposer_id: fields.Id | None = Field(None, title=N_("Ingebracht door"))
    same_as: Annotated[str, fields.prose(1_000)] = Field("", title=N_("Verbeteringen in de nummering"))
    bekijk: Literal["1"] | None = Field(None, title=N_("Eerst bekijken wat is herkend"))
    proposals: list[fields.Id] = Field(default_factory=list, title=N_("Tekstvoorstellen"))


class TableForm(forms.Deed):
    """Putting a version on the table."""

    on: fields.DayField = Field(title=N_("Ter tafel op"))
    answer_by: fields.DayField | None = Field(None, title=N_("Reageren kan tot en met"))
    change: Literal["substance", "editorial"] = Field("substance", title=N_("Soort wijziging"))
    reason: fields.Text = Field("", title=N_("Reden"))


class DayForm(forms.Deed):
    """Only the day it happened."""

    on: fields.DayField = Field(title=N_("Gebeurd op"))


class ReopenForm(DayForm):
    """Reopening needs a reason."""

    note: fields.Text = Field("", title=N_("Reden"))


class CarryForm(forms.Deed):
    """Why a change is editorial only."""

    reason: fields.Text = Field("", title=N_("Reden"))


WORDS = {
    "tafel": "table",
    "definitief": "freeze",
    "openbaar": "publish",
    "heropenen": "reopen",
    "overnemen": "carry",
}
"""The word in the address to what is done with a version."""


def _register(
    here: desk.Visit,
    deed: str = "",
    text_id: str = "",
    form: Any = None,
    status: int = 200,
    matches: Any = None,
) -> Response:
    at = here.desk("texts")
    view = register_texts.texts(at)
    row = view.find(text_id, deed) if deed and status == 200 else None
    if row is None and deed:
        row = next((r for r in view.rows if r.id == text_id), None)
    current = view.current.id if view.current else None
    blank = forms.blank(on=view.head.today, prevailing="nl", change="substance", follows_id=current)
    kept = register_texts.kept_if_editorial(at.dossier, text_id) if deed == "table" and view.may_add else None
    return here.page(
        "register/texts.html", view, form or blank, status, deed=deed, row=row, words=WORDS, kept=kept,
        matches=matches,
    )  # fmt: skip


@router.get("/convenanten/{slug}/registers/teksten", deed="covenant.read")
def register(here: desk.Here, stap: str = "", versie: str = "", neem: Chosen = None) -> Response:
    """Every version; with `?stap=` the form to do something with one, with `?neem=` proposals in the text."""
    form = forms.blank(**taking_over.start(here.desk("proposals"), neem)) if neem else None
    return _register(here, WORDS.get(stap, ""), versie, form)


@router.post("/convenanten/{slug}/registers/teksten", deed="text.write", upload=True)
def add(here: desk.Here, posted: Annotated[forms.Submission[AddForm], forms.posted(AddForm)]) -> Response:
    """Record a new version as a draft; or, asked to look first, say what its articles are taken for."""

    def deed(form: AddForm, usual: dict[str, Any]) -> Any:
        return deeds.add(
            here.session, here.actor, here.covenant_id, number=form.number, variants=_variants(here, form),
            prevailing=form.prevailing, note=form.note, follows_id=form.follows_id,
            proposer_id=form.proposer_id or "", matches=_matches(form.same_as),
            proposals=form.proposals, **usual,
        )  # fmt: skip

    def again(form: forms.Submission[Any]) -> Response:
        return _register(here, form=form, status=422)

    if posted.value("bekijk"):
        try:
            found = _looked(here, posted.valid())
        except errors.Invalid as refusal:
            return again(posted.refused(refusal))
        return _register(here, form=forms.Submission(posted.values, {}, None, posted.labels), matches=found)
    return here.take(posted, deed, again, WHERE, _("De versie is vastgelegd als concept."))


def _looked(here: desk.Visit, form: AddForm) -> tuple[register_texts.Match, ...]:
    """What the articles of this text would be taken for, without recording anything."""
    at = here.desk("texts")
    act.allow(at.dossier.standing, "text.write")
    current = registers.current_version(at.dossier)
    given = {language: variant.words for language, variant in _variants(here, form).items()}
    return register_texts.matches(
        at, given, prevailing=form.prevailing, follows_id=form.follows_id or current or "",
        corrected=_matches(form.same_as),
    )  # fmt: skip


def _matches(typed: str) -> dict[str, str]:
    """'7 = 5; 8 = nieuw' as numbers of new articles to those of old ones."""
    found = {}
    for part in filter(None, (p.strip() for line in typed.splitlines() for p in line.split(";"))):
        match = MATCH.fullmatch(part)
        if match is None:
            raise errors.Invalid({"same_as": NOT_CLEAR})
        new, old = (re.sub(r"\s*(?:lid|paragraph)\s*", ".", side, flags=re.I) for side in match.groups())
        found[new] = "" if old.lower() in ("nieuw", "new") else old
    return found


def _variants(here: desk.Visit, form: AddForm) -> dict[str, deeds.Variant]:
    return {
        "nl": _variant(here, "nl", form.text_nl, form.file_nl),
        "en": _variant(here, "en", form.text_en, form.file_en),
    }


def _variant(here: desk.Visit, language: str, text: str, upload: UploadFile | None) -> deeds.Variant:
    """One language as it was handed in; a wrong file is told at its own field."""
    if upload is None:
        return deeds.Variant(text)
    if text:
        raise errors.Invalid({f"text_{language}": ONE_OF_TWO})
    folder = here.request.app.state.settings.files
    try:
        stored = files.take(folder, upload.file, upload.filename or "")
        read = documents.markdown(files.path_of(folder, stored.hash), stored.type)
        return deeds.Variant(file=stored, read=read or "")
    except errors.Invalid as refusal:
        raise errors.Invalid({f"file_{language}": refusal.fields["file"]}, **refusal.params) from None


def _step(
    here: desk.Visit, text_id: str, word: str, posted: Any, command: Callable[..., act.Receipt], said: str
) -> Response:
    """Do one thing with a version; a wrong form is shown again in its place."""

    def deed(form: forms.Deed, usual: dict[str, Any]) -> act.Receipt:
        sent = {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}
        return command(here.session, here.actor, here.covenant_id, text_id, **sent, **usual)

    def again(form: forms.Submission[Any]) -> Response:
        return _register(here, WORDS[word], text_id, form, 422)

    return here.take(posted, deed, again, f"{WHERE}#{text_id}", said)


@router.post("/convenanten/{slug}/registers/teksten/{text_id}/tafel", deed="text.write")
def table_text(
    here: desk.Here,
    text_id: deps.PathId,
    posted: Annotated[forms.Submission[TableForm], forms.posted(TableForm)],
) -> Response:
    """Put a draft on the table, as a change of substance or an editorial one."""

    def command(*who: Any, change: str, reason: str, **rest: Any) -> act.Receipt:
        return deeds.table(*who, editorial=reason if change == "editorial" else None, **rest)

    return _step(here, text_id, "tafel", posted, command, _("De versie ligt ter tafel."))


@router.post("/convenanten/{slug}/registers/teksten/{text_id}/definitief", deed="text.write")
def freeze_text(
    here: desk.Here, text_id: deps.PathId, posted: Annotated[forms.Submission[DayForm], forms.posted(DayForm)]
) -> Response:
    """Make the version on the table final."""
    return _step(here, text_id, "definitief", posted, deeds.freeze, _("De tekst is definitief."))


@router.post("/convenanten/{slug}/registers/teksten/{text_id}/openbaar", deed="text.write")
def publish_text(
    here: desk.Here, text_id: deps.PathId, posted: Annotated[forms.Submission[DayForm], forms.posted(DayForm)]
) -> Response:
    """Make the final text public."""
    return _step(here, text_id, "openbaar", posted, deeds.publish, _("De tekst is openbaar."))


@router.post("/convenanten/{slug}/registers/teksten/{text_id}/heropenen", deed="text.write")
def reopen_text(
    here: desk.Here,
    text_id: deps.PathId,
    posted: Annotated[forms.Submission[ReopenForm], forms.posted(ReopenForm)],
) -> Response:
    """Reopen the final text, with the reason."""
    return _step(
        here,
        text_id,
        "heropenen",
        posted,
        deeds.reopen,
        _("De tekst is heropend. Leg nu een nieuwe versie ter tafel."),
    )


@router.post("/convenanten/{slug}/registers/teksten/{text_id}/overnemen", deed="text.write")
def carry_over_text(
    here: desk.Here,
    text_id: deps.PathId,
    posted: Annotated[forms.Submission[CarryForm], forms.posted(CarryForm)],
) -> Response:
    """Record that this version differs editorially only."""
    return _step(
        here,
        text_id,
        "overnemen",
        posted,
        deeds.carry_over,
        _("De akkoorden op de vorige versie gelden ook voor deze versie."),
    )


@router.get("/convenanten/{slug}/teksten/{text_id}", deed="text.read")
def show(
    here: desk.Here,
    text_id: deps.PathId,
    language: Annotated[Literal["nl", "en", ""], Query(alias="in")] = "",
) -> Response:
    """One version: what it says, clause by clause, and what everybody said about it."""
    at = here.desk("texts")
    view = register_positions.text_page(at, text_id)
    chosen = next((v for v in view.text.variants if v.language == language), None)
    chosen = chosen or next(iter(view.text.variants), None)
    found = clauses.of(at.dossier, text_id, chosen.language) if chosen else ()
    return render.page(
        here.request, "register/text.html", view=view, head=view.head, prose=prose.prose, clause=prose.clause,
        clauses=found, chosen=chosen, compares=register_texts.comparable(at, text_id),
    )  # fmt: skip


@router.get("/convenanten/{slug}/teksten/{text_id}/{language}", deed="text.read")
def download(here: desk.Here, text_id: deps.PathId, language: Literal["nl", "en"]) -> Response:
    """Exactly what was handed in, as a file to keep; never shown by the browser itself."""
    view = register_positions.text_page(here.desk("texts"), text_id)
    variant = next((v for v in view.text.variants if v.language == language and v.readable), None)
    if variant is None:
        raise errors.NotFound
    headers = {"content-security-policy": "sandbox; default-src 'none'"}
    if variant.file_hash:
        path = files.path_of(here.request.app.state.settings.files, variant.file_hash)
        if not path.is_file():
            raise errors.NotFound
        media = files.MEDIA.get(variant.file_type, "application/octet-stream")
        return FileResponse(path, media_type=media, filename=variant.file_name, headers=headers)
    name = quote(f"{here.slug}-{view.text.number}-{language}.md")
    headers["content-disposition"] = f"attachment; filename*=UTF-8''{name}"
    return Response(variant.text, media_type="text/markdown; charset=utf-8", headers=headers)
