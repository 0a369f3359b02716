"""Which clauses of a version cover which norm, from the marks on record, and what the check comes to."""

from collections.abc import Mapping

from tracker.store import dossiers, tables
from workflows import clauses, loading, norms
from workflows.clauses import Clause

CHECK = "NEG-07"
CLAIM = "norms_covered_on_final_version"
"""The condition that is built on the marks; under an older definition the outcome is still written down."""


def clauses_of(dossier: dossiers.Dossier, text_id: str) -> dict[str, tuple[Clause, ...]]:
    """The clauses of a version by language, for the languages that have any."""
    return {
        v.language: clauses.stored(v.clauses)
        for v in dossier.rows(tables.TextVariant)
        if v.text_version_id == text_id and v.clauses
    }


def unchanged(old: Mapping[str, tuple[Clause, ...]], new: Mapping[str, tuple[Clause, ...]]) -> frozenset[str]:
    """Ids of the clauses that say the same in every language that both versions have."""
    shared = [(old[language], new[language]) for language in old if language in new]
    if not shared:
        return frozenset()
    alike = [
        {c.id for c in after if (c.id, c.heading, c.body) in {(b.id, b.heading, b.body) for b in before}}
        for before, after in shared
    ]
    return frozenset.intersection(*map(frozenset, alike))


def standing(dossier: dossiers.Dossier, text_id: str) -> tuple[tables.NormMark, ...]:
    """The marks of a version that were not withdrawn."""
    return tuple(
        m for m in dossier.rows(tables.NormMark) if m.text_version_id == text_id and m.withdrawn_on is None
    )


def outcome(dossier: dossiers.Dossier, text_id: str | None) -> str | None:
    """What the check of this version comes to; None where somebody has to say so: of a version without
    clauses, and under a definition that does not ask for the marks."""
    if text_id is None or not computed(dossier):
        return None
    there = clause_ids(dossier, dossier.row(tables.TextVersion, text_id))
    if not there:
        return None
    marks = [norms.Mark(m.norm, m.clause_id or "") for m in standing(dossier, text_id)]
    return norms.outcome(marks, there)


def computed(dossier: dossiers.Dossier) -> bool:
    """Whether this covenant's definition asks for a clause per norm."""
    workflow = loading.workflow(dossier.covenant.workflow)
    return any(c.check == CLAIM for action in workflow.actions.values() for c in action.conditions)


def clause_ids(dossier: dossiers.Dossier, text: tables.TextVersion) -> tuple[str, ...]:
    """The ids of a version's clauses, in order."""
    found = clauses_of(dossier, text.id)
    chosen = found.get(text.prevailing) or next(iter(found.values()), ())
    return tuple(c.id for c in chosen)
