"""The context of the covenants as the shipped facts tell it: events, risk sectors, targets and sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlmodel import Session

from tracker.store import tables

FACTS = Path(__file__).resolve().parents[1] / "data" / "convenanten.yaml"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened around the covenants, with the precision of its source."""

    on: str
    text: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Sector:
    """One of the thirteen risk sectors and the covenants that touch it."""

    slug: str
    name: str
    whole: bool
    """There is or was a covenant for the whole sector."""
    covenants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """Everything `/over` tells about the world outside."""

    events: tuple[Event, ...]
    sectors: tuple[Sector, ...]
    sector_source: str
    caveats: tuple[str, ...]


@cache
def _facts() -> Mapping[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with FACTS.open(encoding="utf-8") as source:
        found = yaml.load(source, loader)  # noqa: S506 - a safe loader either way, the C one is faster
    return found if isinstance(found, dict) else {}


def _told(row: Mapping[str, Any], name: str, language: str) -> str:
    return str(row.get(f"{name}_{language}") or row.get(f"{name}_en") or row.get(f"{name}_nl") or "")


@cache
def load(language: str) -> Context:
    """The context in this language; text that exists in English only stays English."""
    told: Mapping[str, Any] = _facts().get("context") or {}
    risk: Mapping[str, Any] = told.get("risk_sectors_13") or {}
    return Context(
        events=tuple(
            Event(str(row["date"]), _told(row, "event", language), str(row.get("confidence") or ""))
            for row in told.get("timeline") or ()
        ),
        sectors=tuple(
            Sector(
                str(row["slug"]),
                str(row.get(language) or row["nl"]),
                bool(row.get("sector_wide_covenant")),
                tuple(row.get("covenants") or ()),
            )
            for row in risk.get("sectors") or ()
        ),
        sector_source=str(risk.get("source") or ""),
        caveats=tuple((_facts().get("meta") or {}).get("caveats") or ()),
    )


def names(session: Session, language: str) -> Mapping[str, str]:
    """Name of each imported track by its slug, to link sectors to."""
    c = tables.Covenant.__table__.c  # type: ignore[attr-defined]
    name = c.name_en if language == "en" else c.name_nl
    return {row[0]: row[1] for row in session.execute(sa.select(c.slug, name).where(c.imported.is_(True)))}


def sources(session: Session) -> Sequence[tuple[str, str]]:
    """Pages the facts were read on, with how many tracks rest on each, the most used first."""
    url = tables.Source.__table__.c.url  # type: ignore[attr-defined]
    covenant = tables.Source.__table__.c.covenant_id  # type: ignore[attr-defined]
    count = sa.func.count(sa.distinct(covenant))
    return [(row[0], row[1]) for row in session.execute(sa.select(url, count).group_by(url).order_by(url))]


def kind_defaults() -> Mapping[str, Mapping[str, str]]:
    """Per kind of party, in the file's own words: what it generally brings and why it takes part."""
    return _facts().get("party_kind_defaults") or {}
