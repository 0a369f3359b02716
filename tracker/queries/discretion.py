"""What a reader may know of what parties did: outcomes fade to 'bezig' for whoever sees only a status."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from tracker import policy
from tracker.store import dossiers, tables
from workflows import engine, facts
from workflows.requirements import Checklist, checklist

FADED = {"returned": "in_progress", "expired": "in_progress"}
"""Statuses that tell how somebody decided, and what a reader with status only is told instead."""
CLEAN = frozenset({"yes", "positive", None})
"""Outcomes an acceptance may show: any other one makes it look unfinished to rivals."""
NEUTRAL = frozenset({"submitted", "stale", "unrecorded", "awaits_final_text", "no_final_text", "not_started"})
"""What may be said behind a party's name in a gate reason, whoever reads."""
CONSENT = frozenset({"table_consents", "consent_given"})
"""Checks that count what parties say of a text: how many say yes, and who spoke and did not, tell a stance."""
UNSPOKEN = frozenset({"silent", "short", "no_final_text"})
THE_TABLE = engine.Blocker(None, "table", "short", acts="facilitator")
FEWEST = 5
"""No figure over fewer companies than this is shown to others than the secretariat (`domain.md` 5)."""
WITHHELD = frozenset({"no_case_without_destination"})
"""Checks whose answer tells that a case exists: only those who handle cases see it."""


def list_of(dossier: dossiers.Dossier) -> Checklist:
    """The checklist this covenant was pinned to."""
    return checklist(dossier.covenant.checklist)


def items(dossier: dossiers.Dossier, known: facts.Facts) -> tuple[facts.Item, ...]:
    """The items of which this reader may know, each as far as this reader may know it."""
    rows = list_of(dossier).requirements
    sights: dict[tuple[str, str], policy.Sight] = {}
    shown = []
    for item in known.items:
        level = str(rows[item.code].visibility)
        key = (level, item.party_id)
        if key not in sights:
            sights[key] = policy.sees(dossier.standing, level, item.party_id)
        sight = sights[key]
        if sight != "none":
            shown.append(item if sight in ("full", "own") else faded(item))
    return tuple(shown)


def faded(item: facts.Item) -> facts.Item:
    """An item without how it was decided: neither 'ja, mits' nor that it came back."""
    status = FADED.get(item.status, item.status)
    if status == "accepted" and (item.outcome not in CLEAN or item.open_conditions):
        status = "in_progress"
    return replace(item, status=status, outcome=None, open_conditions=0)


def told(
    finding: engine.Finding, dossier: dossiers.Dossier, known: facts.Facts, sums: bool | None = None
) -> engine.Finding | None:
    """A finding as this reader may read it; None when even its result is not for this reader. `sums`
    says whether the sum of market shares may be told, where that does not follow from the facts."""
    if finding.condition.check in WITHHELD and not dossier.full("case"):
        return None
    unmet = finding.unmet
    if unmet is None:
        return finding
    if finding.condition.check in CONSENT and not dossier.full("table"):
        unmet = _unspoken(unmet)
    rows = list_of(dossier).requirements
    blockers = []
    for blocker in unmet.blockers:
        level = str(rows[blocker.what].visibility) if blocker.what in rows else "table"
        sight: policy.Sight = "full"
        if blocker.party_id is not None:
            sight = policy.sees(dossier.standing, level, blocker.party_id)
        if sight == "none":
            continue
        if sight == "status" and blocker.status not in NEUTRAL:
            blocker = replace(blocker, status="in_progress", detail="")
        blockers.append(blocker)
    may = may_sum(dossier, known) if sums is None else sums
    figures = tuple(f for f in unmet.figures if f[0] != "share" or may)
    return replace(finding, unmet=replace(unmet, blockers=tuple(blockers), figures=figures))


def _unspoken(unmet: engine.Unmet) -> engine.Unmet:
    """Only who did not answer yet: no count of yeses, and nobody who answered otherwise."""
    silent = tuple(b for b in unmet.blockers if b.status in UNSPOKEN and b.what != "all_abstained")
    return engine.Unmet(silent or (THE_TABLE,))


def knowable(dossier: dossiers.Dossier, known: facts.Facts) -> facts.Facts:
    """Without the days on which things run out that this reader does not read: trying one day after
    another would tell them."""
    rows = list_of(dossier).requirements

    def reads(code: str, party: str) -> bool:
        return policy.sees(dossier.standing, str(rows[code].visibility), party) in ("full", "own")

    if not any(i.valid_until for i in known.items):
        return known
    return replace(
        known,
        items=tuple(
            i if i.valid_until is None or reads(i.code, i.party_id) else replace(i, valid_until=None)
            for i in known.items
        ),
    )


def may_sum(dossier: dossiers.Dossier, known: facts.Facts) -> bool:
    """Whether the sum of market shares tells nothing about a single company."""
    if dossier.full("secretariat_only"):
        return True
    shares = [p.share for p in known.pledges if p.share]
    return len(shares) >= FEWEST and max(shares) * 2 <= sum(shares, Decimal(0))


def names(dossier: dossiers.Dossier, language: str) -> Mapping[str, str]:
    """Participation to the organisation's name; the list of parties is public."""
    return {p.id: dossier.name_of(p.id, language) for p in dossier.every(tables.Participation)}
