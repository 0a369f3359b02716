"""Evidence as a reader may see it: every revision with its decision, and one file to hand out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker import errors, policy
from tracker.locale import N_, _
from tracker.queries import addresses
from tracker.store import dossiers, files, tables

TYPES: Mapping[str, tuple[str, str]] = {
    "declaration": (
        N_("verklaring"),
        N_("De vastgestelde tekst, aanvaard door iemand die namens de partij mag spreken, met datum."),
    ),
    "document": (N_("document"), N_("Een bestand of link, met titel, datum en versie.")),
    "report": (N_("rapport"), N_("Een bestand of link, met titel, datum en versie.")),
    "plan": (
        N_("plan"),
        N_("Een bestand of link, met per actie een eigenaar, een termijn en een meetbaar doel."),
    ),
    "signed_document": (
        N_("ondertekend stuk"),
        N_("De versie, de naam en functie van wie tekende, de tekendatum en de manier van tekenen."),
    ),
    "decision_record": (
        N_("besluit"),
        N_("Het orgaan dat besloot, de datum, de uitkomst en bij ‘ja, mits’ de voorwaarden met hun termijn."),
    ),
    "meeting_record": (N_("verslag"), N_("De datum, wie er was, de besluiten en de acties.")),
    "register_entry": (N_("gegevens"), N_("De gevraagde gegevens, met de peildatum.")),
    "dataset": (N_("gegevensbestand"), N_("De gevraagde regels, met de peildatum en hoe volledig ze zijn.")),
    "questionnaire": (
        N_("vragenlijst"),
        N_("De versie van de vragenlijst, hoeveel vragen zijn beantwoord en of er bewijs bij zit."),
    ),
    "assessment_result": (
        N_("beoordeling"),
        N_("Het kader, de punten, de uitkomst, wie beoordeelde, de datum en de terugkoppeling."),
    ),
    "published_url": (N_("publicatie"), N_("De link, de talen en de datum van publicatie.")),
    "payment_confirmation": (
        N_("betaalbewijs"),
        N_("Het jaar en de dag van ontvangst. Het bedrag zelf is niet nodig."),
    ),
}
"""Evidence type to its word and to what makes it acceptable (`domain.md` 2.3)."""


@dataclass(frozen=True, slots=True)
class Field:
    """One detail of a type of evidence: a line, a text, a day, or a choice of (value, message id)."""

    name: str
    label: str
    kind: str = "line"
    choices: tuple[tuple[str, str], ...] = ()


_BODY = Field("body", N_("Orgaan dat besloot"))
_VERSION = Field("version", N_("Versie"))
_MANNER = Field(
    "manner",
    N_("Manier van tekenen"),
    "select",
    (("wet", N_("op papier")), ("electronic", N_("elektronisch")), ("proxy", N_("bij volmacht"))),
)
_YES = (("yes", N_("ja")), ("yes_if", N_("ja, mits")), ("no", N_("nee")))
_SCORE = (("positive", N_("positief")), ("negative", N_("negatief")))
OUTCOME = N_("Uitkomst")
OUTCOMES: Mapping[str, tuple[tuple[str, str], ...]] = {"decision_record": _YES, "assessment_result": _SCORE}

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "declaration": (
        Field("speaker", N_("Namens de partij verklaard door")),
        Field("speaker_function", N_("Functie")),
        _VERSION,
    ),
    "document": (_VERSION,),
    "report": (_VERSION,),
    "plan": (_VERSION, Field("goals", N_("Doelen, met eigenaar, termijn en maat"), "text")),
    "signed_document": (
        Field("signatory_name", N_("Naam van wie tekende")),
        Field("signatory_function", N_("Functie van wie tekende")),
        _MANNER,
        _VERSION,
    ),
    "decision_record": (_BODY,),
    "meeting_record": (
        Field("present", N_("Aanwezig"), "text"),
        Field("decisions", N_("Besluiten en acties"), "text"),
    ),
    "register_entry": (Field("reference_on", N_("Peildatum"), "day"),),
    "dataset": (
        Field("reference_on", N_("Peildatum"), "day"),
        Field("rows", N_("Aantal regels")),
        Field("completeness", N_("Hoe volledig, in procenten")),
    ),
    "questionnaire": (
        _VERSION,
        Field("answered", N_("Vragen beantwoord")),
        Field("total", N_("Vragen in totaal")),
    ),
    "assessment_result": (
        Field("framework", N_("Kader en versie")),
        Field("points", N_("Punten")),
        Field("max_points", N_("Hoogste aantal punten")),
        Field("assessor", N_("Beoordeeld door")),
        Field("feedback", N_("Terugkoppeling"), "text"),
    ),
    "published_url": (Field("languages", N_("Talen")),),
    "payment_confirmation": (Field("year", N_("Jaar")), Field("received_on", N_("Ontvangen op"), "day")),
}
_KNOWN = {f.name: f for fields in FIELDS.values() for f in fields}
NAMES = frozenset(_KNOWN)
"""Every detail a form may send."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a 'yes, if', with its number."""

    number: int
    text: str
    deadline: date | None
    met_on: date | None


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of the evidence and what was decided about it."""

    id: str
    number: int
    word: str
    title: str
    occurred_on: date | None
    submitted_at: datetime
    submitted_by: str
    instead_of: str
    on_behalf: bool
    url: str
    text: str
    file_name: str
    file_type: str
    file_size: int
    href: str
    details: tuple[tuple[str, str | date], ...]
    outcome: str
    conditions: tuple[Condition, ...]
    decision: str
    decided_by: str
    decided_at: datetime | None
    note: str
    newest: bool = False

    @property
    def name(self) -> str:
        """What to call it in a list."""
        return self.title or self.file_name or self.word


def revisions(dossier: dossiers.Dossier, requirement_id: str) -> tuple[Revision, ...]:
    """What was handed in for a requirement, newest first; nothing for whoever may not read it."""
    found = sorted(
        (e for e in dossier.rows(tables.Evidence) if e.requirement_id == requirement_id),
        key=lambda e: e.revision,
        reverse=True,
    )
    return tuple(revision(dossier, e, newest=e is found[0]) for e in found if readable(dossier, e))


def readable(dossier: dossiers.Dossier, e: tables.Evidence) -> bool:
    """Whether this reader may open the content."""
    return dossier.full(e.visibility, e.participation_id) and policy.may(
        dossier.standing, "evidence.read", e.participation_id
    )


def revision(dossier: dossiers.Dossier, e: tables.Evidence, *, newest: bool = False) -> Revision:
    """One revision in full."""
    payload = e.payload or {}
    outcomes = dict(OUTCOMES.get(e.type, ()))
    said = str(payload.get("outcome") or "")
    return Revision(
        id=e.id,
        number=e.revision,
        word=_(TYPES[e.type][0]) if e.type in TYPES else e.type,
        title=e.title or "",
        occurred_on=e.occurred_on,
        submitted_at=e.submitted_at,
        submitted_by=e.submitted_by_name or "",
        instead_of=e.principal_name or "",
        on_behalf=e.on_behalf,
        url=e.url or "",
        text=e.text or "",
        file_name=e.file_name or "",
        file_type=e.file_type or "",
        file_size=e.file_size or 0,
        href=f"{addresses.covenant(dossier.covenant.slug)}/bewijs/{e.id}" if e.file_hash else "",
        details=tuple(_details(payload)),
        outcome=_(outcomes[said]) if said in outcomes else said,
        conditions=tuple(_conditions(payload)),
        decision=e.decision or "",
        decided_by=e.decided_by_name or "",
        decided_at=e.decided_at,
        note=e.decision_note or "",
        newest=newest,
    )


def _details(payload: Mapping[str, Any]) -> Iterator[tuple[str, str | date]]:
    for name, field in _KNOWN.items():
        value = payload.get(name)
        if value in (None, ""):
            continue
        if field.kind == "day":
            yield _(field.label), date.fromisoformat(str(value))
        elif field.choices:
            yield _(field.label), _(dict(field.choices).get(str(value), str(value)))
        else:
            yield _(field.label), str(value)


def _conditions(payload: Mapping[str, Any]) -> Iterator[Condition]:
    def day(value: Any) -> date | None:
        return date.fromisoformat(str(value)) if value else None

    for number, c in enumerate(payload.get("conditions") or (), 1):
        yield Condition(number, str(c.get("text", "")), day(c.get("deadline")), day(c.get("met_on")))


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out."""

    hash: str
    name: str
    type: str
    media: str
    visibility: str


def file(dossier: dossiers.Dossier, evidence_id: str) -> File:
    """The file of one revision; `NotFound` when there is none for this reader."""
    e = dossier.row(tables.Evidence, evidence_id)
    if not readable(dossier, e) or not e.file_hash or not e.file_type:
        raise errors.NotFound
    media = files.MEDIA.get(e.file_type, "application/octet-stream")
    return File(e.file_hash, e.file_name or "bestand", e.file_type, media, e.visibility)
