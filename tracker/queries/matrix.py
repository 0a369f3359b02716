"""The party × requirement matrix of one stage, for one reader: a word per cell, the slowest party first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tracker import policy
from tracker.locale import N_, _
from tracker.queries import addresses, discretion
from tracker.store import dossiers
from workflows import counting
from workflows.checklist import ON_TABLE
from workflows.facts import Facts, Item, Party
from workflows.parties import PARTY_ROLES, Role
from workflows.requirements import Requirement

CELLS: Mapping[str, tuple[str, str]] = {
    "not_started": ("none", N_("niet gestart")),
    "in_progress": ("busy", N_("bezig")),
    "submitted": ("wait", N_("ingediend")),
    "accepted": ("ok", N_("akkoord")),
    "returned": ("back", N_("teruggegeven")),
    "waived": ("na", N_("ontheven")),
    "not_applicable": ("na", N_("n.v.t.")),
    "stale": ("stale", N_("verouderd")),
    "expired": ("stale", N_("verlopen")),
    "unrecorded": ("na", N_("niet vastgelegd")),
    "late": ("late", N_("te laat")),
    "voluntary": ("na", N_("vrijwillig")),
    "yes_if": ("if", N_("ja, mits")),
    "no": ("late", N_("nee")),
    "negative": ("late", N_("negatief")),
}
"""Status to the code of its shape and the word in the cell."""
AT_REST = frozenset({"ok", "na"})
"""Cells that ask nothing of anybody: a word, no link."""
NOTHING = ("na", N_("n.v.t."))


@dataclass(frozen=True, slots=True)
class Cell:
    """One requirement of one party: `href` only where something is to be done."""

    code: str
    word: str
    href: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One party: how many of its mandatory items are accepted, and every cell."""

    id: str
    href: str
    name: str
    kind: str
    own: bool
    have: int
    of: int
    extra: str
    cells: tuple[Cell, ...]
    order: tuple[bool, Fraction, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One requirement: the short word heads the column."""

    code: str
    word: str
    name: str


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix of a stage, or of the part of it that a filter left."""

    stage: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: int
    """Rows without the filter."""
    ready: int
    """Parties with everything accepted."""
    asked: int
    """Parties of which something is asked."""
    kinds: tuple[str, ...]
    """Kinds among all rows, for the filter."""
    kind: str = ""
    everyone: frozenset[str] = frozenset()
    """Participations with a row, filtered away or not."""


def matrix(
    dossier: dossiers.Dossier,
    known: Facts,
    language: str,
    *,
    kind: str = "",
    party_id: str = "",
) -> MatrixView | None:
    """The matrix of the current stage; None when nothing in it is for this reader."""
    mine = [p for p in _parties(known) if policy.may(dossier.standing, "requirement.read", p.id)]
    if not mine:
        return None
    by_party: dict[str, list[Item]] = {p.id: [] for p in mine}
    for item in discretion.items(dossier, known):
        if item.party_id in by_party:
            by_party[item.party_id].append(item)
    asked = {
        i.code
        for items in by_party.values()
        for i in items
        if i.stage == known.stage and (i.mandatory or i.status != "not_started")
    }
    rows = [r for r in discretion.list_of(dossier).of_stage(known.stage) if r.id in asked]
    if not rows:
        return None
    columns = tuple(Column(r.id, r.short[language], r.name[language]) for r in rows)
    drawn = [
        _row(dossier, known, party, by_party[party.id], rows, language)
        for party in mine
        if party_id in ("", party.id)
    ]
    counted = [r for r in drawn if r.kind != Role.FACILITATOR.value and r.of]
    shown = sorted((r for r in drawn if kind in ("", r.kind)), key=lambda r: r.order)
    return MatrixView(
        stage=known.stage,
        columns=columns,
        rows=tuple(shown),
        total=len(drawn),
        ready=sum(r.have == r.of for r in counted),
        asked=len(counted),
        kinds=tuple(dict.fromkeys(r.kind for r in drawn)),
        kind=kind,
        everyone=frozenset(r.id for r in drawn),
    )


def _parties(known: Facts) -> Iterable[Party]:
    """Who has a checklist: parties at the table and, with its own homework, the facilitator."""
    roles = PARTY_ROLES | {Role.FACILITATOR}
    return (p for p in known.parties if p.status in ON_TABLE and p.role in roles)


def current(items: Iterable[Item], stage: str) -> dict[str, Item]:
    """The items of a stage by code; of annual ones the newest cycle year."""
    found: dict[str, Item] = {}
    for item in items:
        if item.stage == stage and (
            item.code not in found or (item.cycle or 0) > (found[item.code].cycle or 0)
        ):
            found[item.code] = item
    return found


def _row(
    dossier: dossiers.Dossier,
    known: Facts,
    party: Party,
    items: list[Item],
    columns: list[Requirement],
    language: str,
) -> Row:
    slug = dossier.covenant.slug
    here = current(items, known.stage)
    progress = counting.progress(here.values())
    cells = tuple(_cell(slug, known, party, column, here.get(column.id), language) for column in columns)
    facilitator = party.role is Role.FACILITATOR
    share = progress.share
    return Row(
        id=party.id,
        href=addresses.party(slug, party.id),
        name=party.name,
        kind=Role.FACILITATOR.value if facilitator else party.kind.value,
        own=party.id in dossier.standing.own,
        have=progress.accepted,
        of=progress.of,
        extra=_extra(progress, items, known.stage),
        cells=cells,
        order=(facilitator, Fraction(2) if share is None else share, party.name.casefold()),
    )


def _cell(
    slug: str, known: Facts, party: Party, column: Requirement, item: Item | None, language: str
) -> Cell:
    if item is None:
        return Cell(NOTHING[0], _(NOTHING[1]))
    code, word = CELLS[state(item, known)]
    if code in AT_REST:
        return Cell(code, _(word))
    href = addresses.requirement(slug, party.id, column.id, item.cycle)
    return Cell(code, _(word), href, f"{column.short[language]}, {party.name}")


def state(item: Item, known: Facts) -> str:
    """The word that tells most: an outcome over 'akkoord', 'te laat' over 'bezig'. While the track is
    paused nothing is late."""
    if item.status == "accepted" and item.outcome in ("no", "negative"):
        return item.outcome
    if item.status == "accepted" and item.open_conditions:
        return "yes_if"
    if not item.mandatory and item.status in ("not_started", "unrecorded", "stale"):
        return "voluntary"
    late = known.track_status != "paused" and counting.is_overdue(item, known.today)
    if item.mandatory and item.status != "returned" and late:
        return "late"
    return item.status


def _extra(progress: counting.Progress, items: list[Item], stage: str) -> str:
    """What stands beside the figure because it is not in it: debts and what was excused or never recorded."""
    notes = []
    if debts := len(counting.debts(items, stage)):
        notes.append(_("%(num)s achterstallig", num=debts))
    if progress.waived:
        notes.append(_("%(num)s ontheven", num=progress.waived))
    if progress.unrecorded:
        notes.append(_("%(num)s niet vastgelegd", num=progress.unrecorded))
    return ", ".join(notes)
