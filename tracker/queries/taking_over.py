"""Adopted proposals taken over into a next version: what comes out, what clashes, and the form it starts."""

from collections.abc import Collection
from dataclasses import dataclass

from tracker.locale import _
from tracker.queries import clauses, register_words, registers, table_words
from tracker.queries import proposals as views
from tracker.store import dossiers, facts, tables
from workflows import proposals


@dataclass(frozen=True, slots=True)
class Clash:
    """Proposals that cannot be taken over by themselves, and why."""

    why: str
    clause: str
    rows: tuple[views.ProposalRow, ...]


@dataclass(frozen=True, slots=True)
class TakeOver:
    """Adopted proposals chosen to be applied to the version on the table, and what comes out."""

    head: registers.Head
    rows: tuple[views.ProposalRow, ...]
    chosen: frozenset[str]
    taken: tuple[views.ProposalRow, ...]
    clashes: tuple[Clash, ...]
    version: str
    language: str
    prevailing: str
    markdown: str


def take_over(desk: registers.Desk, wanted: Collection[str] | None) -> TakeOver:
    """Apply adopted proposals to the version on the table; without a choice all of them."""
    dossier = desk.dossier
    ready = {
        p.id: p for p in dossier.rows(tables.TextProposal) if p.status == "adopted" and not p.adopted_in_id
    }
    shown = {p.id: views.row(desk, p) for p in ready.values()}
    current = facts.current_text(facts.texts_of(dossier))
    text_id = current.id if current else ""
    chosen = frozenset(shown) if wanted is None else frozenset(wanted) & frozenset(shown)
    applied = proposals.apply(
        clauses.stored(dossier, text_id), [_applicable(dossier, ready[i], text_id) for i in sorted(chosen)]
    )
    version = next((t for t in dossier.rows(tables.TextVersion) if t.id == text_id), None)
    return TakeOver(
        head=desk.head,
        rows=tuple(sorted(shown.values(), key=lambda r: r.number)),
        chosen=chosen,
        taken=tuple(shown[i] for i in applied.taken),
        clashes=tuple(
            Clash(
                table_words.CONFLICT[c.why],
                clauses.label(dossier, text_id, c.clause_id),
                tuple(shown[i] for i in c.proposals),
            )
            for c in applied.conflicts
        ),
        version=version.number if version else "",
        language=version.prevailing if version else "nl",
        prevailing=register_words.LANGUAGE[version.prevailing] if version else "",
        markdown=applied.markdown if desk.dossier.full("table") else "",
    )


def start(desk: registers.Desk, wanted: Collection[str]) -> dict[str, object]:
    """What stands in the form for a new version from the start when it takes these proposals over."""
    view = take_over(desk, wanted)
    current = facts.current_text(facts.texts_of(desk.dossier))
    numbers = ", ".join(str(r.number) for r in sorted(view.taken, key=lambda r: r.number))
    return {
        "prevailing": view.language,
        f"text_{view.language}": view.markdown,
        "follows_id": current.id if current else None,
        "proposals": [r.id for r in view.taken],
        "note": _("Met tekstvoorstel %(numbers)s.", numbers=numbers) if numbers else None,
    }


def _applicable(dossier: dossiers.Dossier, p: tables.TextProposal, text_id: str) -> proposals.Proposal:
    was = next((c.body for c in clauses.stored(dossier, p.text_version_id) if c.id == p.clause_id), None)
    return proposals.Proposal(
        p.id,
        p.clause_id or "",
        p.kind or "",
        p.heading or "",
        p.text or "",
        None if p.text_version_id == text_id else was,
    )
