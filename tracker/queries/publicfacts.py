"""What public sources say about an imported covenant: shown as imported, with its certainty, never as record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from sqlmodel import SQLModel

from tracker.locale import _, ngettext
from tracker.queries import context, fact_words
from tracker.store import dossiers, tables

T = TypeVar("T", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class Promise:
    """One commitment: who promised what, the target, what came of it and when that was."""

    code: str
    title: str
    about: str
    """In English, the only language the source text has."""
    owner: str
    deadline: str
    target: tuple[str, int | None] | None
    """Message id with a place for the number, and the number."""
    result: tuple[str, int] | None
    result_on: str
    result_note: str
    status: str
    mark: tuple[str, str, str]
    certainty: str


@dataclass(frozen=True, slots=True)
class Event:
    """One milestone, as a timeline draws it."""

    on: str
    text: str
    phase: str
    major: bool
    certainty: str


@dataclass(frozen=True, slots=True)
class Known:
    """A date by name; without a value it was not found."""

    name: str
    value: str
    note: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Figure:
    """How many there were, of what, and when."""

    on: str
    count: int | None
    unit: str
    note: str
    certainty: str
    share: int
    """Percent of the largest figure with this unit: the length of its bar."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was noted under one heading; `names` are shown in a row."""

    heading: str
    texts: tuple[str, ...]
    names: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A source: its address and a readable name."""

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """Everything the sources say about one covenant."""

    needs_verification: bool
    as_of: str
    answer: str
    """One sentence on what became of the commitments; empty when there are none."""
    promises: tuple[Promise, ...]
    events: tuple[Event, ...]
    dates: tuple[Known, ...]
    figures: tuple[Figure, ...]
    remarks: tuple[Remarks, ...]
    gaps: tuple[str, ...]
    links: tuple[Link, ...]
    aka: tuple[str, ...]
    parties_complete: bool


def of(dossier: dossiers.Dossier, language: str) -> PublicFacts | None:
    """The public facts of an imported covenant, None for one that was recorded here."""
    covenant = dossier.covenant
    if not covenant.imported:
        return None
    remarks = _standing(dossier.rows(tables.Remark))
    promises = tuple(_promise(c) for c in _standing(dossier.rows(tables.Commitment)))
    return PublicFacts(
        needs_verification=covenant.needs_verification,
        as_of=covenant.status_as_of or "",
        answer=_answer(promises),
        promises=promises,
        events=tuple(_events(dossier, language)),
        dates=tuple(_dates(dossier)),
        figures=tuple(_figures(_standing(dossier.rows(tables.Coverage)))),
        remarks=tuple(_remarks(remarks)),
        gaps=tuple(r.text for r in remarks if r.topic == "gap"),
        links=tuple(Link(s.url, source_name(s.url)) for s in _standing(dossier.rows(tables.Source))),
        aka=tuple(covenant.details.get("aka") or ()),
        parties_complete=bool(covenant.details.get("parties_complete")),
    )


def _standing(rows: Iterable[T]) -> list[T]:
    """Rows in the order of the file, without those that a later file no longer held."""
    return sorted(
        (r for r in rows if r.position >= 0),  # type: ignore[attr-defined]
        key=lambda r: int(r.position),  # type: ignore[attr-defined]
    )


def certainty(confidence: str | None) -> str:
    """What to say about how sure a fact is; nothing when a source says it outright."""
    return "" if confidence in (None, "high") else _(fact_words.CONFIDENCE.get(confidence or "", ""))


def _promise(row: tables.Commitment) -> Promise:
    percent = (row.target_unit or "").startswith("percent_")
    target = None
    if row.target_value is not None and row.target_unit is not None:
        target = (fact_words.UNITS.get(row.target_unit, "%(num)s"), row.target_value)
    result = None
    if row.result_value is not None:
        # a result counts what its own note says, which is the target's unit only where both are shares
        result = (fact_words.PERCENT if percent else "%(num)s", row.result_value)
    deadline = row.deadline or ""
    return Promise(
        code=row.code,
        title=row.title_nl,
        about=row.description_en,
        owner=_(fact_words.OWNERS.get(row.owner, "")) or row.owner,
        deadline=_(fact_words.DEADLINES[deadline]) if deadline in fact_words.DEADLINES else deadline,
        target=target,
        result=result,
        result_on=row.result_as_of or "",
        result_note=row.result_note_en or "",
        status=row.status,
        mark=fact_words.STATUSES.get(row.status, fact_words.STATUSES["unknown"]),
        certainty=certainty(row.confidence),
    )


def _answer(promises: tuple[Promise, ...]) -> str:
    """'3 van 10 afspraken behaald, 4 deels, 1 niet.': counts that add up, no average."""
    if not promises:
        return ""
    found = Counter(p.status for p in promises)
    said = [
        ngettext(
            "%(num)s van %(all)s afspraak behaald", "%(num)s van %(all)s afspraken behaald", len(promises)
        )
        % {"num": found["achieved"], "all": len(promises)}
    ]
    for status, word in (
        ("partly_achieved", _("%(num)s deels", num=found["partly_achieved"])),
        ("not_achieved", _("%(num)s niet", num=found["not_achieved"])),
        ("in_progress", _("%(num)s loopt nog", num=found["in_progress"])),
        ("discontinued", _("%(num)s gestaakt", num=found["discontinued"])),
        ("unknown", _("van %(num)s niet bekend", num=found["unknown"])),
    ):
        if found[status]:
            said.append(word)
    return ", ".join(said) + "."


def _events(dossier: dossiers.Dossier, language: str) -> Iterable[Event]:
    rows = _standing(dossier.rows(tables.Milestone))
    for row in sorted(rows, key=lambda m: m.date or "0000", reverse=True):
        yield Event(
            on=row.date,
            text=row.en if language == "en" else row.nl,
            phase=fact_words.PHASES.get(row.phase, row.phase),
            major=row.phase in fact_words.MAJOR,
            certainty=certainty(row.confidence),
        )


def _dates(dossier: dossiers.Dossier) -> Iterable[Known]:
    rows: Mapping[str, tables.DatedFact] = {
        d.name: d for d in dossier.rows(tables.DatedFact) if d.value and d.name in fact_words.DATES
    }
    never = dossier.covenant.track_status == "stopped"
    for name, word in fact_words.DATES.items():
        row = rows.get(name)
        if row is not None:
            yield Known(word, row.value, row.note_en or "", certainty(row.confidence))
        elif name in fact_words.EXPECTED and not never:
            yield Known(word, "", "", "")


def _figures(rows: list[tables.Coverage]) -> Iterable[Figure]:
    most: dict[str, int] = {}
    for row in rows:
        most[row.unit] = max(most.get(row.unit, 0), row.count or 0)
    for row in rows:
        yield Figure(
            on=row.date or "",
            count=row.count,
            unit=_(fact_words.COUNTED.get(row.unit, "")) or row.unit,
            note=row.note_en or "",
            certainty=certainty(row.confidence),
            share=round(100 * (row.count or 0) / most[row.unit]) if most[row.unit] else 0,
        )


def _remarks(rows: list[tables.Remark]) -> Iterable[Remarks]:
    for topic, word in fact_words.TOPICS.items():
        texts = tuple(r.text for r in rows if r.topic == topic)
        if topic == "cadence":
            texts = tuple(_(fact_words.DEADLINES.get(t, "")) or t for t in texts)
        if texts:
            yield Remarks(word, texts, names=topic in fact_words.LISTED)


def source_name(url: str) -> str:
    """A readable name for an address: the site, and the last part of the path in words."""
    parts = urlsplit(url)
    site = (parts.hostname or url).removeprefix("www.")
    last = next((p for p in reversed(parts.path.split("/")) if p), "")
    words = unquote(last).removesuffix(".html").replace("-", " ").replace("_", " ").strip()
    return f"{site}: {words[:70]}" if words and not words.replace(" ", "").isdigit() else site


@dataclass(frozen=True, slots=True)
class Generic:
    """What any organisation of a kind brings and why it takes part: never a statement of this one."""

    contribution: str
    motivation: str


def generic(kind: str, language: str) -> Generic:
    """The generic texts of a party kind; empty where the source has none."""
    spoken = {"trade_union": "union"}.get(kind, kind)
    row = context.kind_defaults().get(spoken) or {}
    return Generic(
        str(row.get(f"contribution_{language}") or row.get("contribution_en") or ""),
        str(row.get(f"motivation_{language}") or row.get("motivation_en") or ""),
    )


@dataclass(frozen=True, slots=True)
class Brought:
    """What sources say of one party in an imported covenant: its own words apart from those of its kind."""

    generic: Generic | None
    """Set when the source has nothing of this very organisation."""
    note: str
    left: str
    certainty: str


def brought(p: tables.Participation, language: str) -> Brought | None:
    """None for a party that was recorded here."""
    if not p.imported:
        return None
    return Brought(
        generic=generic(p.kind, language) if p.contribution_source == "default_by_kind" else None,
        note=p.remark,
        left=p.left or "",
        certainty=certainty(p.confidence),
    )
