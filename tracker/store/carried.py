"""Which answers to a version can go on counting for the next one, when the change was editorial only."""

from tracker.store import dossiers, tables, text_clauses
from workflows import clauses, fates
from workflows.clauses import Clause


def kept(dossier: dossiers.Dossier, old: str, new: str) -> list[tables.Requirement]:
    """What was accepted on the old version and has no successor on the new one."""
    rows = dossier.rows(tables.Requirement)
    there = {(r.participation_id, r.code) for r in rows if r.text_version_id == new}
    return [
        r
        for r in rows
        if r.text_version_id == old and r.status == "accepted" and (r.participation_id, r.code) not in there
    ]


def positions(dossier: dossiers.Dossier, old: str, new: str) -> list[tables.Position]:
    """Positions that hold on the old version and may hold on the new one: about the whole, or about a clause
    whose text, with all its paragraphs and in every language, is the same."""
    rows = dossier.rows(tables.Position)
    there = {(p.participation_id, p.clause_id or "") for p in rows if p.text_version_id == new}
    same = unchanged(dossier, old, new)
    return [
        p
        for p in rows
        if p.text_version_id == old
        and p.followed_on is None
        and (p.participation_id, p.clause_id or "") not in there
        and (not p.clause_id or p.clause_id in same)
    ]


def unchanged(dossier: dossiers.Dossier, old: str, new: str) -> frozenset[str]:
    """The clauses of which not a word differs between two versions, in any language either of them has."""
    before, after = text_clauses.clauses_of(dossier, old), text_clauses.clauses_of(dossier, new)
    if not before or before.keys() != after.keys():
        return frozenset()
    found = [_same(before[language], after[language]) for language in before]
    return frozenset.intersection(*found)


def _same(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> frozenset[str]:
    told = fates.fates(new, old)
    said = {c.id: c for c in old}
    found = {c.id for c in new if c.id in said and fates.same_text(c, said[c.id])}
    inside, was = _inside(new), _inside(old)
    return frozenset(
        c.id
        for c in new
        if c.id in found
        and inside.get(c.id, []) == was.get(c.id, [])
        and all(name in found and told[name] is not fates.Fate.REMOVED for name in inside.get(c.id, []))
    )


def _inside(found: tuple[Clause, ...]) -> dict[str, list[str]]:
    """The paragraphs of each article, in order."""
    inside: dict[str, list[str]] = {}
    for c, at in zip(found, clauses.parents(found), strict=True):
        if at is not None:
            inside.setdefault(found[at].id, []).append(c.id)
    return inside
