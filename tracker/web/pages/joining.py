"""The registers of who joined: signatures, and companies with the threshold."""

from typing import Annotated, Any, Literal

from fastapi import UploadFile
from fastapi.responses import FileResponse, Response
from pydantic import Field

from tracker import errors
from tracker.commands import act, shares, signatures
from tracker.locale import N_, _
from tracker.queries import departed, register_signing
from tracker.store import files
from tracker.web import deps, desk, fields, forms

router = deps.PolicyRouter()


class SignatureForm(forms.Deed):
    """Who signed for the party, how, and with what authority."""

    participation_id: fields.Id = Field(title=N_("Partij"))
    text_version_id: fields.Id = Field(title=N_("Tekstversie"))
    signatory_name: fields.Line = Field(title=N_("Naam van de ondertekenaar"))
    signatory_function: fields.Line = Field(title=N_("Functie van de ondertekenaar"))
    signed_on: fields.DayField = Field(title=N_("Getekend op"))
    received_on: fields.DayField | None = Field(None, title=N_("Ontvangen op"))
    manner: Literal["wet", "electronic", "proxy"] = Field(title=N_("Manier"))
    authority_shown: bool = Field(False, title=N_("Tekenbevoegdheid is aangetoond"))
    proxy_of: fields.Line = Field("", title=N_("Wie gaf de volmacht"))
    reservation: Annotated[str, fields.prose(2_000)] = Field("", title=N_("Voorbehoud bij deze handtekening"))
    reservation_deadline: fields.DayField | None = Field(None, title=N_("Voorbehoud geldt tot"))
    document: UploadFile | None = Field(None, title=N_("Getekende pdf"))


class VoidForm(forms.Deed):
    """Why a signature does not count."""

    on: fields.DayField = Field(title=N_("Gebeurd op"))
    reason: fields.Text = Field("", title=N_("Reden"))


class ShareForm(forms.Deed):
    """A company's share of the market from a day on."""

    participation_id: fields.Id = Field(title=N_("Bedrijf"))
    share: fields.DecimalShare = Field(title=N_("Marktaandeel"))
    from_on: fields.DayField = Field(title=N_("Geldig vanaf"))


def _sent(form: forms.Deed) -> dict[str, Any]:
    return {k: v for k, v in form.model_dump().items() if k not in forms.RESERVED}


def _signatures(here: desk.Visit, form: Any = None, status: int = 200, voiding: str = "") -> Response:
    desk_ = here.desk("signatures")
    view = register_signing.signatures(desk_)
    row = view.find(voiding, "may_void") if voiding else None
    refusals = departed.refusals(desk_.dossier, desk_.language)
    return here.page("register/signatures.html", view, form, status, row=row, refusals=refusals)


@router.get("/convenanten/{slug}/registers/handtekeningen", deed="covenant.read")
def show_signatures(here: desk.Here, ongeldig: str = "") -> Response:
    """Who signed which version, and how."""
    return _signatures(here, voiding=ongeldig)


@router.post("/convenanten/{slug}/registers/handtekeningen", deed="signature.record", upload=True)
def record_signature(
    here: desk.Here, posted: Annotated[forms.Submission[SignatureForm], forms.posted(SignatureForm)]
) -> Response:
    """Record a signature under the final version."""
    return here.take(
        posted,
        lambda f, usual: _sign(here, f, usual),
        lambda form: _signatures(here, form, 422),
        "registers/handtekeningen",
        _("De handtekening is vastgelegd."),
    )


def _sign(here: desk.Visit, form: SignatureForm, usual: dict[str, Any]) -> act.Receipt:
    """Record it, with the document where one was handed in; a wrong file is told at its own field."""
    sent = _sent(form)
    upload = sent.pop("document")
    if upload is not None:
        folder = here.request.app.state.settings.files
        try:
            taken = files.take(folder, upload.file, upload.filename or "")
        except errors.Invalid as refusal:
            raise errors.Invalid({"document": refusal.fields["file"]}, **refusal.params) from None
        sent["document"] = signatures.Document(taken, folder)
    return signatures.record(here.session, here.actor, here.covenant_id, **sent, **usual)


@router.get("/convenanten/{slug}/registers/handtekeningen/{row_id}/document", deed="register.read")
def signed_document(here: desk.Here, row_id: deps.PathId) -> Response:
    """The signed document, for the table; never shown by the browser itself."""
    digest, name = register_signing.document(here.desk("signatures"), row_id)
    path = files.path_of(here.request.app.state.settings.files, digest)
    if not path.is_file():
        raise errors.NotFound
    headers = {"content-security-policy": "sandbox; default-src 'none'"}
    return FileResponse(path, media_type=files.MEDIA["pdf"], filename=name, headers=headers)


@router.post("/convenanten/{slug}/registers/handtekeningen/{row_id}/ongeldig", deed="signature.record")
def void_signature(
    here: desk.Here,
    row_id: deps.PathId,
    posted: Annotated[forms.Submission[VoidForm], forms.posted(VoidForm)],
) -> Response:
    """Declare a signature void."""
    return here.take(
        posted,
        lambda f, usual: signatures.void(
            here.session, here.actor, here.covenant_id, row_id, reason=f.reason, on=f.on, **usual
        ),
        lambda form: _signatures(here, form, 422, row_id),
        f"registers/handtekeningen#{row_id}",
        _("De handtekening is ongeldig verklaard."),
    )


def _companies(here: desk.Visit, form: Any = None, status: int = 200) -> Response:
    view = register_signing.companies(here.desk("shares"))
    blank = forms.blank(
        from_on=view.head.today, participation_id=view.options[0][0] if len(view.options) == 1 else None
    )
    return here.page("register/companies.html", view, form or blank, status)


@router.get("/convenanten/{slug}/registers/bedrijven", deed="covenant.read")
def show_companies(here: desk.Here) -> Response:
    """The companies that joined, and how far they are from the threshold."""
    return _companies(here)


@router.post("/convenanten/{slug}/registers/bedrijven", deed="share.record")
def record_share(
    here: desk.Here, posted: Annotated[forms.Submission[ShareForm], forms.posted(ShareForm)]
) -> Response:
    """Record a company's share; only the sum is shown."""
    return here.take(
        posted,
        lambda f, usual: shares.record(here.session, here.actor, here.covenant_id, **_sent(f), **usual),
        lambda form: _companies(here, form, 422),
        "registers/bedrijven",
        _("Het marktaandeel is vastgelegd."),
    )
