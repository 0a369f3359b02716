"""Signatures under the final text: recorded with who signed, how and with what authority; declared void."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_, _
from tracker.store import coverage, dossiers, files, signed_documents, tables
from workflows.clauses import ARTICLE, Clause
from workflows.parties import PartyKind

MANNERS = ("wet", "electronic", "proxy")
NO_PRINCIPAL = N_("Vul in wie de volmacht gaf.")
NO_AUTHORITY = N_("Een volmacht telt alleen als zij is aangetoond. Vink dit aan als u de volmacht zag.")


@dataclass(frozen=True, slots=True)
class Document:
    """The signed document that came with a signature, and the folder that keeps it and the versions."""

    file: files.Stored
    folder: Path


def record(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    participation_id: str,
    text_version_id: str,
    signatory_name: str,
    signatory_function: str,
    signed_on: date,
    manner: str,
    now: datetime,
    authority_shown: bool = False,
    received_on: date | None = None,
    proxy_of: str = "",
    reservation: str = "",
    reservation_deadline: date | None = None,
    document: Document | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record a signature under the final version, and no other. A paper that arrived later keeps both
    dates. A company's participation years count from its signature.

    Reservations of the party that are open, and one that came with the signature, stay beside it for
    ever. A document is taken only when it is found to be this version.
    """
    subject = f"signature:{participation_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="signature.record", now=now, seen=seen, key=key, subject=subject
    )
    if doing.done:
        return doing.done
    taking = registers.party(dossier, participation_id, roles=registers.SIGNING_ROLES)
    text = dossier.row(tables.TextVersion, text_version_id)
    registers.filled(signatory_name=signatory_name, signatory_function=signatory_function)
    registers.one_of("manner", manner, MANNERS)
    act.not_future("signed_on", signed_on, dossier.today)
    if received_on is not None:
        act.not_future("received_on", received_on, dossier.today)
        registers.in_order("received_on", signed_on, received_on)
    if manner == "proxy" and not proxy_of.strip():
        raise errors.Invalid({"proxy_of": NO_PRINCIPAL})
    if manner == "proxy" and not authority_shown:
        raise errors.Invalid({"authority_shown": NO_AUTHORITY})
    if reservation.strip() and reservation_deadline is None:
        raise errors.Invalid({"reservation_deadline": N_("Vul dit in.")})
    registers.in_order("reservation_deadline", signed_on, reservation_deadline)
    _signable(dossier, text, signed_on)
    for known in dossier.rows(tables.Signature):
        same = (known.participation_id, known.text_version_id) == (participation_id, text_version_id)
        registers.still(
            not same or known.void_on is not None, N_("Deze partij heeft deze versie al getekend.")
        )
    checked = _checked(dossier, text, document) if document else ""
    signature_id = doing.new(
        tables.Signature,
        participation_id=participation_id,
        text_version_id=text_version_id,
        signatory_name=signatory_name.strip(),
        signatory_function=signatory_function.strip(),
        signed_on=signed_on,
        received_on=received_on,
        manner=manner,
        authority_shown=authority_shown,
        sha256=_signed_hash(dossier, text),
        proxy_of=proxy_of.strip() if manner == "proxy" else "",
        document_hash=document.file.hash if document else "",
        document_name=document.file.name if document else "",
        document_check=checked,
    )
    _reserve(doing, dossier, participation_id, signature_id, signed_on, reservation, reservation_deadline)
    if taking.kind == PartyKind.COMPANY:
        doing.change(tables.Participation, participation_id, signed_on=signed_on)
    return doing.record(
        "signature.record",
        on=signed_on,
        level="public",
        owner=participation_id,
        subject=subject,
        behalf=registers.behalf(dossier, participation_id),
        says={"party": participation_id, "number": text.number, "manner": manner},
        id=signature_id,
    )


def _signable(dossier: dossiers.Dossier, text: tables.TextVersion, signed_on: date) -> None:
    finals = [t for t in dossier.rows(tables.TextVersion) if t.status == "final"]
    registers.still(bool(finals), N_("Er is nog geen definitieve tekst. Er valt nog niets te tekenen."))
    if text.id != finals[0].id:
        raise errors.WrongState(
            "Versie %(number)s is niet de definitieve tekst. Een handtekening telt alleen onder versie "
            "%(final)s.",
            number=text.number,
            final=finals[0].number,
        )
    registers.still(
        dossier.covenant.stage in ("signing", "implementation"),
        N_("De ondertekening is nog niet begonnen. Zet eerst de stap naar ondertekening."),
    )
    if text.final_on is not None and signed_on < text.final_on:
        raise errors.Invalid({"signed_on": N_("De tekst was toen nog niet definitief. Controleer de datum.")})


def _reserve(
    doing: act.Act, dossier: dossiers.Dossier, participation_id: str, signature_id: str, signed_on: date,
    condition: str, deadline: date | None,
) -> None:  # fmt: skip
    """Bind what the party reserved to its signature: what was open, and what it wrote under it."""
    for row in dossier.rows(tables.Reservation):
        if row.participation_id == participation_id and row.status == "open" and not row.signature_id:
            doing.change(tables.Reservation, row.id, signature_id=signature_id)
    if condition.strip():
        doing.new(
            tables.Reservation,
            participation_id=participation_id,
            signature_id=signature_id,
            condition=condition.strip(),
            deadline=deadline,
            raised_on=signed_on,
        )


def _checked(dossier: dossiers.Dossier, text: tables.TextVersion, document: Document) -> str:
    """How the document was found to be this version; raises `Invalid` when it is another text."""
    variant = next(
        (
            v
            for v in dossier.rows(tables.TextVariant)
            if v.text_version_id == text.id and v.language == text.prevailing
        ),
        None,
    )
    original = None
    if variant is not None and variant.file_hash and variant.file_type == "pdf":
        original = files.path_of(document.folder, variant.file_hash)
    clauses = coverage.clauses_of(dossier, text.id).get(text.prevailing, ())
    version = signed_documents.Version(
        text.number,
        variant.sha256 if variant else "",
        tuple(signed_documents.Clause(_called(c), c.body or c.heading) for c in clauses),
        original,
    )
    return signed_documents.check(files.path_of(document.folder, document.file.hash), version)


def _called(clause: Clause) -> str:
    if not clause.number:
        return clause.heading or _("Aanhef")
    if clause.level == ARTICLE:
        return _("Artikel %(number)s", number=clause.number)
    article, _dot, own = clause.number.rpartition(".")
    return _("Artikel %(number)s lid %(own)s", number=article, own=own)


def _signed_hash(dossier: dossiers.Dossier, text: tables.TextVersion) -> str:
    return next(
        (
            v.sha256
            for v in dossier.rows(tables.TextVariant)
            if v.text_version_id == text.id and v.language == text.prevailing
        ),
        "",
    )


def void(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    signature_id: str,
    *,
    reason: str,
    now: datetime,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Declare a signature void; it stays visible, with the reason, and counts no more."""
    doing, dossier, signature = registers.open_on(
        session, actor, covenant_id, tables.Signature, signature_id, deed="signature.record", now=now,
        seen=seen, key=key, subject="signature:{participation_id}",
    )  # fmt: skip
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    act.long_enough("reason", reason)
    registers.still(signature.void_on is None, N_("Deze handtekening is al ongeldig verklaard."))
    registers.in_order("on", signature.signed_on, day)
    doing.change(tables.Signature, signature_id, void_on=day, void_reason=reason.strip())
    taking = dossier.row(tables.Participation, signature.participation_id)
    if taking.kind == PartyKind.COMPANY and taking.signed_on == signature.signed_on:
        doing.change(tables.Participation, taking.id, signed_on=None)
    return doing.record(
        "signature.void",
        on=day,
        level="public",
        owner=signature.participation_id,
        subject=f"signature:{signature.participation_id}",
        note=reason.strip(),
        says={"party": signature.participation_id},
        id=signature_id,
    )
