"""The shape of an import file: every record with its fields, and what each field may hold."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from workflows import calendar

LONGEST = 4000
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _fit(text: str) -> str:
    """Refuse what a database or a page cannot hold: control characters and half characters."""
    if _UNFIT.search(text):
        raise ValueError("bevat een teken dat geen tekst is")
    return text


def _partial(text: str) -> str:
    """A year, a month or a day that exists; the precision follows from the length."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError("moet een datum zijn als 2019, 2019-05 of 2019-05-23")
    try:
        calendar.PartialDate.parse(text)
    except ValueError:
        raise ValueError("is geen bestaande datum") from None
    return text


Words = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(_fit)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=300), AfterValidator(_fit)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100)]
When = Annotated[str, AfterValidator(_partial)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=1000), AfterValidator(_fit)]
Number = Annotated[int, Field(ge=-(10**9), le=10**9)]
Confidence = Literal["high", "medium", "low"]
Phase = Literal[
    "initiative", "negotiation", "signed", "implementation", "ended", "stopped_before_signing",
    "terminated_early", "renewed", "exploratory_only",
]  # fmt: skip
Kind = Literal["sector_association", "company", "union", "ngo", "government", "knowledge_institute", "other"]
PartyRole = Literal["signatory", "adhering", "supporter", "negotiating", "facilitator", "observer"]
CommitmentStatus = Literal[
    "achieved", "partly_achieved", "not_achieved", "in_progress", "discontinued", "unknown"
]


class Part(BaseModel):
    """Any record: unknown fields are refused, and a number is not taken for text or the reverse."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Organisation(Part):
    """A body under its slug."""

    nl: Name
    en: Name
    abbr: Name | None = None
    kind: Kind
    expertise_en: Words | None = None


class Dated(Part):
    """A date by name, with how sure it is."""

    value: When
    confidence: Confidence | None = None
    note_en: Words | None = None


class Status(Part):
    """Where the track stood, and when that was known."""

    phase: Phase
    as_of: When | None = None
    label_nl: Words
    summary_en: Words
    needs_verification: bool = False
    confidence: Confidence | None = None


class Counted(Part):
    """A number that is not certain."""

    value: Number
    confidence: Confidence | None = None


class Facilitator(Part):
    """Slugs of the organisations that guided the talks and the implementation."""

    negotiation: Slug | None = None
    implementation: Slug | None = None
    note_en: Words | None = None


class Renewal(Part):
    """What came before and after: a slug of this file, or words."""

    predecessor: Name | None = None
    successor: Name | None = None
    note_en: Words | None = None
    confidence: Confidence | None = None


class Party(Part):
    """An organisation taking part; its names repeat those under `organisations`."""

    org: Slug
    name_nl: Name | None = None
    name_en: Name | None = None
    abbr: Name | None = None
    kind: Kind
    role: PartyRole
    joined: When | None = None
    left: When | None = None
    contribution_en: Words | None = None
    motivation_en: Words | None = None
    contribution_source: Literal["specific", "default_by_kind"] = "default_by_kind"
    contribution_confidence: Confidence | None = None
    note_en: Words | None = None
    confidence: Confidence | None = None


class Count(Part):
    """How many there were; the unit is part of the figure."""

    date: When | None = None
    count: Annotated[Number, Field(ge=0)] | None = None
    unit: Name
    note_en: Words | None = None
    confidence: Confidence | None = None


class Companies(Part):
    """Figures on companies, and the ones that are named."""

    counts: list[Count] = []
    named: list[Name] = []
    named_confidence: Confidence | None = None
    named_unverified: list[Name] = []
    named_unverified_note_en: Words | None = None
    left: list[Name] = []
    left_note_en: Words | None = None
    note_en: Words | None = None


class Target(Part):
    """A figure to reach."""

    value: Number | None = None
    unit: Name | None = None


class Result(Part):
    """A figure reached, and when."""

    value: Number | None = None
    as_of: When | None = None
    note_en: Words | None = None


class Commitment(Part):
    """What was promised and what came of it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=32)]
    title_nl: Name
    description_en: Words
    owner: Name
    owner_kind: Name
    deadline: Name | None = None
    target: Target | None = None
    result: Result | None = None
    status: CommitmentStatus
    confidence: Confidence | None = None


class Milestone(Part):
    """Something that happened."""

    date: When
    phase: Phase
    nl: Words
    en: Words


class Fact(Part):
    """Something known of a track without a covenant."""

    date: When | None = None
    nl: Words
    en: Words


class Governance(Part):
    """How the covenant was run."""

    bodies: list[Words] = []
    chair: Words | None = None
    dispute_mechanism_en: Words | None = None
    funding_en: Words | None = None


class Reporting(Part):
    """How it reported."""

    cadence: Name | None = None
    note_en: Words | None = None


class Covenant(Part):
    """One covenant, or negotiations that were to lead to one."""

    slug: Slug
    track_type: Slug | Literal["never_signed"]
    series_number: Counted | None = None
    name_nl: Name
    name_en: Name
    aka: list[Name] = []
    sector_nl: Name
    sector_en: Name
    risk_sectors: list[Slug] = []
    facilitator: Facilitator = Facilitator()
    status: Status
    dates: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,48}$")], Dated | None] = {}
    renewal: Renewal = Renewal()
    scope_en: Words | None = None
    chains: list[Name] = []
    parties_complete: bool = False
    parties_note_en: Words | None = None
    parties: list[Party] = []
    supporters: list[Name] = []
    adhering_companies: Companies = Companies()
    risk_themes: list[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,48}$")]] = []
    countries: list[Name] = []
    countries_note_en: Words | None = None
    countries_confidence: dict[Name, Confidence] = {}
    commitments: list[Commitment] = []
    milestones: list[Milestone] = []
    governance: Governance = Governance()
    reporting: Reporting = Reporting()
    evaluation_findings_en: list[Words] = []
    confidence: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,48}$")], Confidence | None] = {}
    sources: list[Url] = []
    gaps_en: list[Words] = []


class Track(Part):
    """A sector where talks were looked into and no covenant came."""

    slug: Slug
    name_nl: Name
    name_en: Name
    risk_sector: Slug
    status: Status
    dates: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,48}$")], Dated | None] = {}
    facts: list[Fact] = []
    risk_themes: list[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,48}$")]] = []
    confidence: dict[Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,48}$")], Confidence | None] = {}
    sources: list[Url] = []


class File(Part):
    """The whole file. `meta`, `context` and `party_kind_defaults` describe; they are not imported."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    meta: dict[str, object] = {}
    context: dict[str, object] = {}
    party_kind_defaults: dict[str, object] = {}
    organisations: dict[Slug, Organisation]
    covenants: list[Covenant]
    tracks_without_covenant: list[Track] = []
    not_found_note_en: Words | None = None
