"""From a checked import file to the rows it stands for, with ids that are the same every time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.commands import import_facts
from tracker.commands.import_facts import id_of
from tracker.commands.import_format import Covenant, Dated, File, Party, Status, Track
from tracker.store import tables
from workflows import calendar
from workflows.parties import ParticipationStatus, PartyKind, Role

KINDS = {"union": PartyKind.TRADE_UNION, "knowledge_institute": PartyKind.OTHER}
ROLES = {
    "signatory": Role.SIGNATORY,
    "adhering": Role.ADHERING_COMPANY,
    "supporter": Role.SUPPORTER,
    "negotiating": Role.NEGOTIATOR,
    "facilitator": Role.FACILITATOR,
    "observer": Role.OBSERVER,
}
STANDINGS: Mapping[str, tuple[str, str, str | None]] = {
    "initiative": ("initiative", "active", None),
    "negotiation": ("negotiation", "active", None),
    "signed": ("signing", "active", None),
    "implementation": ("implementation", "active", None),
    "ended": ("implementation", "ended", None),
    "terminated_early": ("implementation", "ended", "terminated_early"),
    "renewed": ("implementation", "succeeded", "renewed"),
    "stopped_before_signing": ("negotiation", "stopped", "stopped_before_signing"),
    "exploratory_only": ("initiative", "stopped", "exploratory_only"),
}
"""Phase in the file to stage, track status and outcome."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One covenant as the file has it."""

    id: str
    slug: str
    rows: import_facts.Rows


def organisations(file: File) -> dict[str, dict[str, Any]]:
    """Columns per organisation slug."""
    return {
        slug: {
            "slug": slug,
            "name_nl": body.nl,
            "name_en": body.en,
            "abbr": body.abbr,
            "kind": str(KINDS.get(body.kind, body.kind)),
        }
        for slug, body in file.organisations.items()
    }


def wanted(file: File, bodies: Mapping[str, str], today: date) -> list[Wanted]:
    """Every covenant and every track without one; `bodies` is organisation id by slug."""
    before = {c.renewal.successor: c.slug for c in file.covenants if c.renewal.successor}
    slugs = {c.slug for c in file.covenants}
    found = []
    for covenant in file.covenants:
        made = import_facts.Maker(covenant.slug)
        predecessor = covenant.renewal.predecessor
        if predecessor not in slugs:
            predecessor = before.get(covenant.slug)
        _standing(made, _covenant(covenant, file, predecessor), covenant.status, covenant.dates, today)
        for party in covenant.parties:
            made.add(tables.Participation, party.org, **_party(party, file, bodies))
        import_facts.facts(made, covenant)
        import_facts.remarks(made, covenant, slugs)
        found.append(Wanted(made.id, covenant.slug, made.rows))
    sectors = _sector_names(file)
    for track in file.tracks_without_covenant:
        made = import_facts.Maker(track.slug)
        _standing(made, _track(track, sectors), track.status, track.dates, today)
        for number, fact in enumerate(track.facts):
            made.add(
                tables.Milestone, number, position=number, date=fact.date or "", phase="exploratory_only",
                nl=fact.nl, en=fact.en, confidence=track.confidence.get("status"),
            )  # fmt: skip
        made.dates(track.dates)
        made.sources(track.sources)
        found.append(Wanted(made.id, track.slug, made.rows))
    return found


def full(day: str | None) -> date | None:
    """A day only when it is known to the day; anything vaguer stays a fact in words."""
    if day is None or calendar.PartialDate.parse(day).precision != "day":
        return None
    return date.fromisoformat(day)


def _standing(
    made: import_facts.Maker,
    values: dict[str, Any],
    status: Status,
    dates: Mapping[str, Dated | None],
    today: date,
) -> None:
    """The covenant's own row: where it stands, and how much of that was ever recorded."""
    stage, track_status, outcome = STANDINGS[status.phase]
    known = {name: dated.value for name, dated in dates.items() if dated is not None}
    made.rows[tables.Covenant, made.id] = {
        "slug": made.slug,
        **values,
        "stage": stage,
        "track_status": track_status,
        "outcome": outcome,
        "imported": True,
        "imported_stage": stage,
        "recorded_since": today,
        "started_on": known.get("initiative_start"),
        "effective_on": full(known.get("entry_into_force")) or full(known.get("term_start")),
        "ends_on": full(known.get("term_end")),
        "status_nl": status.label_nl,
        "status_en": status.summary_en,
        "status_as_of": status.as_of,
        "needs_verification": status.needs_verification,
    }


def _covenant(covenant: Covenant, file: File, predecessor: str | None) -> dict[str, Any]:
    guide = covenant.facilitator.implementation or covenant.facilitator.negotiation
    secretariat = covenant.facilitator.implementation
    return {
        "name_nl": covenant.name_nl,
        "name_en": covenant.name_en,
        "sector_nl": covenant.sector_nl,
        "sector_en": covenant.sector_en,
        "risk_sectors": list(covenant.risk_sectors),
        "facilitated_by": _short(file, guide),
        "secretariat": _short(file, secretariat) or None,
        "risk_themes": list(covenant.risk_themes),
        "countries": list(covenant.countries),
        "predecessor_id": id_of("covenant", predecessor) if predecessor else None,
        "details": {
            "aka": list(covenant.aka),
            "track_type": covenant.track_type,
            "series_number": covenant.series_number.model_dump() if covenant.series_number else None,
            "parties_complete": covenant.parties_complete,
            "confidence": dict(covenant.confidence),
            "status_confidence": covenant.status.confidence,
            "countries_confidence": dict(covenant.countries_confidence),
            "contribution_confidence": {
                p.org: p.contribution_confidence for p in covenant.parties if p.contribution_confidence
            },
        },
    }


def _track(track: Track, sectors: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    nl, en = sectors.get(track.risk_sector, ("", ""))
    return {
        "name_nl": track.name_nl,
        "name_en": track.name_en,
        "sector_nl": nl,
        "sector_en": en,
        "risk_sectors": [track.risk_sector],
        "risk_themes": list(track.risk_themes),
        "details": {
            "track_type": "without_covenant",
            "confidence": dict(track.confidence),
            "status_confidence": track.status.confidence,
        },
    }


def _sector_names(file: File) -> dict[str, tuple[str, str]]:
    """Names of the risk sectors when the file gives them under `context`."""
    given = file.context.get("risk_sectors_13")
    rows = given.get("sectors", []) if isinstance(given, dict) else []
    return {
        str(r["slug"]): (str(r["nl"]), str(r["en"]))
        for r in rows
        if isinstance(r, dict) and {"slug", "nl", "en"} <= set(r)
    }


def _short(file: File, slug: str | None) -> str:
    """An organisation by the short name people use."""
    if slug is None:
        return ""
    body = file.organisations[slug]
    return body.abbr or body.nl


def _party(party: Party, file: File, bodies: Mapping[str, str]) -> dict[str, Any]:
    kind, role = PartyKind(KINDS.get(party.kind, party.kind)), ROLES[party.role]
    if role is Role.FACILITATOR:
        kind = PartyKind.FACILITATOR
    if role is Role.ADHERING_COMPANY and kind is not PartyKind.COMPANY:
        role = Role.SIGNATORY  # a municipality that joined later signed, and is no company
    expertise = [t for t in (party.contribution_en, file.organisations[party.org].expertise_en) if t]
    return {
        "organisation_id": bodies[party.org],
        "kind": str(kind),
        "role": str(role),
        "status": str(ParticipationStatus.WITHDRAWN if party.left else ParticipationStatus.ACTIVE),
        "since_on": full(party.joined),
        "since": party.joined,
        "until_on": full(party.left),
        "left": party.left,
        "motivation": party.motivation_en or "",
        "expertise": "\n".join(expertise),
        "contribution_source": party.contribution_source,
        "imported": True,
        "confidence": party.confidence,
        "remark": party.note_en or "",
    }
