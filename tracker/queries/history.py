"""The history of a covenant in sentences: filtered by what a reader may see before anything is counted."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from tracker import policy
from tracker.locale import N_, _
from tracker.queries import discretion, phrases_table, register_words
from tracker.queries.phrases import PHRASES
from tracker.store import dossiers, ledger, tables
from tracker.store.tables.ledger import Entry
from workflows import consent_rules, loading, words

PAGE = 50
LATEST = 20
SAFE = frozenset({"party", "code", "cycle", "number", "old", "new", "change", "stage", "requirement"})
"""What a reader with status only may read in a sentence; a phrase that needs more is told in general."""
UNTOLD = frozenset({"requirement.condition", "participation.escalate"}) | phrases_table.UNTOLD
"""Kinds that tell by being there how a party decided or was dealt with: not for a reader with status only."""
GENERAL = N_("%(party)s: iets gewijzigd waarvan u de inhoud niet ziet")
UNKNOWN = N_("Gewijzigd: %(kind)s")
CODES: Mapping[str, str] = {
    "fundamental": N_("fundamenteel"),
    "ordinary": N_("gewoon"),
    "explorer": N_("verkenner"),
    "negotiator": N_("onderhandelende partij"),
    "signatory": N_("ondertekenaar"),
    "adhering_company": N_("aangesloten bedrijf"),
    "supporter": N_("steunbetuiger"),
    "observer": N_("toehoorder"),
    "facilitator": N_("facilitator"),
    "secretariat": N_("secretariaat"),
    "case_handler": N_("zaakbehandelaar"),
    "chair": N_("voorzitter"),
    "lapsed": N_("vervallen"),
    "met": N_("ingewilligd"),
    "stale": N_("verouderd"),
    "expired": N_("verlopen"),
    "unrecorded": N_("niet vastgelegd"),
    "ending": N_("beëindiging"),
    "final_evaluation": N_("eindevaluatie"),
    "evaluation_response": N_("reactie op de eindevaluatie"),
    "follow_up": N_("vervolg"),
    "data_retention": N_("bewaring van bedrijfsgegevens"),
    "complaint": N_("klacht"),
    "dispute": N_("geschil"),
    "support": N_("begeleiding"),
    "feedback": N_("terugkoppeling, plan aanpassen"),
    "improvement_plan": N_("verbeterafspraken"),
    "steering_talk": N_("gesprek met de stuurgroep of bemiddeling"),
    "ruling": N_("bindende uitspraak"),
    "voluntary": N_("vrijwillig"),
    "unable_to_comply": N_("kan niet voldoen"),
    "out_of_scope": N_("valt er niet meer onder"),
    "bankruptcy": N_("faillissement"),
    "business_ended": N_("bedrijf beëindigd"),
    "takeover": N_("overname"),
    "everyone_in": N_("iedereen was binnen"),
    "deadline": N_("de deadline was voorbij"),
    "merged_into_other_participant": N_("samengegaan met een andere deelnemer"),
    "replaced": N_("vervangen"),
    "contact_name": N_("contactpersoon"),
    "deputy_name": N_("vervanger"),
}
"""Words of our own tables that a line may hold."""
CHANGE = "%(change)s"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_entry = Entry.__table__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line: what, from what to what, who, on whose behalf, when it happened and when it was recorded."""

    seq: int
    kind: str
    subject: str
    old: str
    new: str
    who: str
    on: date
    at: datetime
    behalf: str
    reason: str
    level: str
    imported: bool = False
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """A page of lines, newest first; `total` counts only what this reader may see."""

    lines: tuple[HistoryLine, ...]
    total: int
    page: int = 1
    pages: int = 1


def history(
    session: Session,
    dossier: dossiers.Dossier,
    language: str,
    *,
    size: int = LATEST,
    page: int = 1,
    owner: str = "",
) -> HistoryPage:
    """The newest lines this reader may see, or an older page of them; with `owner` those of one party."""
    where = _visible(dossier)
    if owner:
        where.append(_entry.c.owner == owner)
    total = session.execute(sa.select(sa.func.count()).select_from(_entry).where(*where)).scalar_one()
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    seqs = list(
        session.execute(
            sa.select(_entry.c.seq)
            .where(*where)
            .order_by(_entry.c.seq.desc())
            .limit(size)
            .offset((page - 1) * size)
        ).scalars()
    )
    found = ledger.lines(session, dossier.covenant.id, seqs=seqs) if seqs else ()
    names = discretion.names(dossier, language)
    drawn = [_line(dossier, line, names, language) for line in found]
    return HistoryPage(tuple(reversed(drawn)), total, page, pages)


def told(
    session: Session, dossier: dossiers.Dossier, language: str, seqs: Collection[int]
) -> tuple[HistoryLine, ...]:
    """Those of these lines that this reader may see, in words; for 'what changed in between'."""
    where = [*_visible(dossier), _entry.c.seq.in_(sorted(seqs))]
    known = list(session.execute(sa.select(_entry.c.seq).where(*where)).scalars())
    names = discretion.names(dossier, language)
    found = ledger.lines(session, dossier.covenant.id, seqs=known) if known else ()
    return tuple(_line(dossier, line, names, language) for line in found)


def _visible(dossier: dossiers.Dossier) -> list[Any]:
    full = policy.levels(dossier.standing)
    status = policy.levels(dossier.standing, at_least="status") - full
    seen: Any = sa.or_(
        _entry.c.level.in_(sorted(full)),
        sa.and_(_entry.c.level.in_(sorted(status)), _entry.c.kind.not_in(sorted(UNTOLD))),
    )
    if dossier.standing.own:
        mine = sa.and_(
            _entry.c.owner.in_(sorted(dossier.standing.own)),
            _entry.c.level.in_(sorted(policy.owned_levels())),
        )
        seen = sa.or_(seen, mine)
    where = [_entry.c.log == dossier.covenant.id, seen]
    if dossier.as_of is not None:
        where.append(_entry.c.at <= ledger.micros(dossier.as_of))
    return where


def _line(
    dossier: dossiers.Dossier, line: ledger.Line, names: Mapping[str, str], language: str
) -> HistoryLine:
    fields = line.fields
    said: Mapping[str, Any] = fields.get("says") or {}
    full = dossier.full(line.level, line.owner or None)
    told = {k: _word(dossier, line, v, names, language) for k, v in _discreet(dossier, line, said, full)}
    told.setdefault("party", names.get(line.owner, "") or _("Convenant"))
    imported = line.kind.endswith(".import")
    return HistoryLine(
        seq=line.seq,
        kind=line.kind,
        subject=_sentence(line.kind, told, full),
        old=told.get("old", "") if _changes(line.kind) else "",
        new=told.get("new", "") if _changes(line.kind) else "",
        who=_who(fields) if _names_people(dossier, line) else "",
        on=date.fromisoformat(str(fields["on"])),
        at=line.at,
        behalf=names.get(str(fields.get("behalf", "")), ""),
        reason=str(fields.get("note", "")) if full and _reasons(dossier, line) else "",
        level=line.level,
        imported=imported,
        source=str(said.get("source", "")) if imported else "",
        confidence=str(said.get("confidence", "")) if imported else "",
    )


def _who(fields: Mapping[str, Any]) -> str:
    """Who did it; of a deputy also in whose place."""
    who, principal = str(fields.get("actor", "")), str(fields.get("instead_of", ""))
    return _("%(who)s namens %(principal)s", who=who, principal=principal) if principal else who


def _discreet(
    dossier: dossiers.Dossier, line: ledger.Line, said: Mapping[str, Any], full: bool
) -> Iterable[tuple[str, Any]]:
    """What the line says, with decisions faded for whoever may know only how far somebody is."""
    fades = not full and line.kind.startswith("requirement.")
    undecided = fades and any(
        r.outcome not in discretion.CLEAN or r.open_conditions
        for r in dossier.every(tables.Requirement)
        if r.participation_id == line.owner and r.code == said.get("code")
    )
    for name, value in said.items():
        if fades and name in ("old", "new"):
            yield (
                name,
                "in_progress" if undecided and value == "accepted" else discretion.FADED.get(value, value),
            )
        else:
            yield name, value


def _changes(kind: str) -> bool:
    return CHANGE in PHRASES.get(kind, "")


def _names_people(dossier: dossiers.Dossier, line: ledger.Line) -> bool:
    """Names of people are for the table and for managers, not for the public (`reliability.md` 4)."""
    return (
        dossier.full("table")
        or policy.MANAGER in dossier.standing.relations
        or (bool(line.owner) and line.owner in dossier.standing.own)
    )


def _reasons(dossier: dossiers.Dossier, line: ledger.Line) -> bool:
    """That a stage moved is public; why is for the table."""
    return line.level != "public" or dossier.full("process")


def _sentence(kind: str, told: Mapping[str, str], full: bool) -> str:
    phrase = PHRASES.get(kind, "")
    if not phrase:
        return _(UNKNOWN, kind=kind)
    needed = frozenset(re.findall(r"%\((\w+)\)s", phrase))
    if not full and not needed <= SAFE:
        return _(GENERAL, party=told["party"])
    values = {name: told.get(name, "") for name in needed} | {"change": ""}
    return _(phrase, **values).strip().rstrip(":").strip()


def _word(
    dossier: dossiers.Dossier,
    line: ledger.Line,
    value: Any,
    names: Mapping[str, str],
    language: str,
) -> str:
    """A value as this reader reads it: a party's name, a requirement's name, a status, a date."""
    text = "" if value is None else str(value)
    if line.kind.startswith("consent.") and text in consent_rules.shipped():
        return consent_rules.named(text).label[language]
    if text in CODES:
        return _(CODES[text])
    if text in names:
        return names[text]
    rows = discretion.list_of(dossier).requirements
    if text in rows:
        return rows[text].name[language]
    if DAY.fullmatch(text):
        return words.day(date.fromisoformat(text), language)
    if "/" in text and all(not p or DAY.fullmatch(p) for p in text.split("/")):
        return "–".join(words.day(date.fromisoformat(p), language) for p in text.split("/") if p)
    if text in words.KINDS:
        return words.KINDS[text][language]
    said = _states(line.kind.partition(".")[0], dossier.covenant, language).get(text)
    return said if said is not None else _(register_words.said(line.kind, text))


def _states(noun: str, covenant: Any, language: str) -> Mapping[str, str]:
    family = {
        "covenant": covenant.workflow,
        "track": covenant.track_workflow,
        "participation": covenant.participation_workflow,
        "requirement": covenant.requirement_workflow,
        "evidence": covenant.requirement_workflow,
    }.get(noun)
    return _labels(family, language) if family else {}


@cache
def _labels(workflow: str, language: str) -> Mapping[str, str]:
    return {name: label[language] for name, label in loading.workflow(workflow).states.items()}
