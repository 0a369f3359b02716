"""The rows of the checklist: what exists to be asked, and of which kinds of party."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from workflows import facts
from workflows.parties import KIND_CODES, PartyKind, Role, Visibility

DEFINITIONS = Path(__file__).parent / "definitions"
REPEATS = frozenset({"once", "per_version", "annual"})
EVIDENCE = frozenset(
    {
        "declaration",
        "document",
        "report",
        "plan",
        "signed_document",
        "decision_record",
        "meeting_record",
        "register_entry",
        "dataset",
        "questionnaire",
        "assessment_result",
        "published_url",
        "payment_confirmation",
    }
)
REQUIRED = frozenset({"id", "name", "short", "by", "evidence", "repeat", "visibility", "catch_up"})
CHOICES = {
    "by": frozenset({"own", "FAC"}),
    "repeat": REPEATS,
    "evidence": EVIDENCE,
    "visibility": frozenset(v.value for v in Visibility),
}
FIELDS = REQUIRED | {"mandatory", "optional", "from_participation_year", "profiles"}


class ChecklistError(ValueError):
    """A checklist that may not be used; the sentence names file and requirement."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the checklist (`domain.md` 2.2). `short` heads a column of the matrix."""

    id: str
    stage: str
    name: Mapping[str, str]
    short: Mapping[str, str]
    mandatory: frozenset[PartyKind]
    optional: frozenset[PartyKind]
    by: Literal["own", "FAC"]
    evidence: str
    repeat: Literal["once", "per_version", "annual"]
    visibility: Visibility
    catch_up: bool
    from_participation_year: int = 1
    profiles: frozenset[str] = frozenset()
    """Company profiles it is asked of; empty means every profile (`domain.md` 2.2 rule 2)."""

    def asks(self, party: facts.Party) -> Literal["mandatory", "optional"] | None:
        """What this row is to a party of this kind and profile, whenever it joined."""
        kind = PartyKind.FACILITATOR if party.role is Role.FACILITATOR else party.kind
        if self.profiles and kind is PartyKind.COMPANY and party.profile not in self.profiles:
            return None
        return "mandatory" if kind in self.mandatory else "optional" if kind in self.optional else None


@dataclass(frozen=True, slots=True)
class Checklist:
    """One version of the whole list, in the order of the stages."""

    id: str
    requirements: Mapping[str, Requirement]

    def of_stage(self, stage: str) -> tuple[Requirement, ...]:
        """The rows of one stage, in order."""
        return tuple(r for r in self.requirements.values() if r.stage == stage)


@cache
def checklist(name: str = "checklist-1") -> Checklist:
    """A shipped checklist, read once."""
    return load(DEFINITIONS / name)


def load(folder: Path) -> Checklist:
    """Read a checklist: one file per stage. Raises ChecklistError with a sentence."""
    rows: dict[str, Requirement] = {}
    for stage in facts.STAGES:
        path = folder / f"{stage}.toml"
        place = f"{folder.name}/{path.name}"
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ChecklistError(f"{place}: cannot be read: {error}.") from error
        for raw in table.get("requirements", []):
            row = _requirement(raw, stage, f"{place}, requirement {raw.get('id', '?')}")
            if row.id in rows:
                raise ChecklistError(f"{place}, requirement {row.id}: this id is used twice.")
            rows[row.id] = row
    return Checklist(folder.name, rows)


def _requirement(raw: Mapping[str, Any], stage: str, place: str) -> Requirement:
    _well_formed(raw, place)
    kinds = {group: _kinds(raw.get(group, []), place) for group in ("mandatory", "optional")}
    if both := kinds["mandatory"] & kinds["optional"]:
        raise ChecklistError(f"{place}: both mandatory and optional for {', '.join(sorted(both))}.")
    if not kinds["mandatory"] | kinds["optional"]:
        raise ChecklistError(f"{place}: asked of nobody.")
    return Requirement(
        id=raw["id"],
        stage=stage,
        name=raw["name"],
        short=raw["short"],
        mandatory=kinds["mandatory"],
        optional=kinds["optional"],
        by=raw["by"],
        evidence=raw["evidence"],
        repeat=raw["repeat"],
        visibility=Visibility(raw["visibility"]),
        catch_up=raw["catch_up"],
        from_participation_year=raw.get("from_participation_year", 1),
        profiles=frozenset(raw.get("profiles", [])),
    )


def _kinds(codes: list[str], place: str) -> frozenset[PartyKind]:
    if strange := [c for c in codes if c not in KIND_CODES]:
        raise ChecklistError(f"{place}: unknown party kind {', '.join(strange)}.")
    return frozenset(KIND_CODES[c] for c in codes)


def _well_formed(raw: Mapping[str, Any], place: str) -> None:
    if missing := sorted(REQUIRED - raw.keys()):
        raise ChecklistError(f"{place}: missing {', '.join(missing)}.")
    if unknown := sorted(raw.keys() - FIELDS):
        raise ChecklistError(f"{place}: unknown {', '.join(unknown)}.")
    for words in ("name", "short"):
        for language in ("nl", "en"):
            if not raw[words].get(language):
                raise ChecklistError(f"{place}: {words} has no {language}.")
    for field, allowed in CHOICES.items():
        if raw[field] not in allowed:
            raise ChecklistError(
                f"{place}: {field} is {raw[field]!r}, which is not one of {', '.join(sorted(allowed))}."
            )
    if not isinstance(raw["catch_up"], bool):
        raise ChecklistError(f"{place}: catch_up must be true or false.")
