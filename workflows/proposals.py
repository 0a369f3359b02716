"""Adopted text proposals applied to the clauses of a version: what comes out, and what cannot be decided here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workflows.clauses import ARTICLE, PARAGRAPH, Clause, parents, written

CHANGE, INSERT, REMOVE = "change", "insert", "remove"
KINDS = (CHANGE, INSERT, REMOVE)

SAME, GONE, MOVED, INSIDE = "same", "gone", "moved", "inside"
"""Why a proposal cannot be taken over: another one on the same clause, the clause is no longer there, its
text is not what the proposal was made on, or another proposal removes the article it is in."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One adopted proposal, as far as applying it goes."""

    id: str
    clause_id: str
    kind: str
    heading: str = ""
    text: str = ""
    was: str | None = None
    """The body of the clause in the version it was made on; None when that does not matter."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Proposals that were left out, and why; the clause stands as it was."""

    why: str
    clause_id: str
    proposals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """The clauses with what could be taken over, and what could not."""

    clauses: tuple[Clause, ...]
    taken: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def markdown(self) -> str:
        """The text to start the next version from."""
        return written(self.clauses)


def apply(clauses: Sequence[Clause], proposals: Iterable[Proposal]) -> Applied:
    """Apply proposals to clauses. The order in which they are given changes nothing: two that claim the
    same place are both left out and told, and so is one whose clause has gone or changed since.

    Removing an article removes its paragraphs. What is inserted comes after the clause, and after the
    paragraphs of an article. Paragraphs are numbered anew; an article keeps its number, and a new one
    gets a letter ('5a'), so that references to other articles stay right. A paragraph has a heading only
    where the one it changes or follows has one.
    """
    given = sorted(proposals, key=lambda p: p.id)
    conflicts = _conflicts(clauses, given)
    out = {p for c in conflicts for p in c.proposals}
    taken = [p for p in given if p.id not in out]
    changed = {p.clause_id: p for p in taken if p.kind == CHANGE}
    removed = {p.clause_id for p in taken if p.kind == REMOVE}
    added = {p.clause_id: p for p in taken if p.kind == INSERT}
    above = parents(clauses)
    after: dict[int, list[int]] = {}
    for n, clause in enumerate(clauses):
        if clause.id in added:
            after.setdefault(_end(clauses, n), []).append(n)
    found: list[Clause] = []
    for n, clause in enumerate(clauses):
        at = above[n]
        gone = clause.id in removed or (at is not None and clauses[at].id in removed)
        if not gone:
            found.append(_changed(clause, changed[clause.id]) if clause.id in changed else clause)
        # of two that end here, that of the paragraph comes before that of the article around it
        for anchor in sorted(after.get(n, ()), reverse=True):
            found.append(_new(clauses[anchor], added[clauses[anchor].id], clauses))
    touched = any(p.kind != CHANGE for p in taken)
    return Applied(
        tuple(_numbered(found) if touched else found),
        tuple(p.id for p in taken),
        tuple(sorted(conflicts, key=lambda c: (c.proposals, c.why))),
    )


def _conflicts(clauses: Sequence[Clause], given: Sequence[Proposal]) -> list[Conflict]:
    by_id = {c.id: c for c in clauses}
    conflicts: list[Conflict] = []
    standing: list[Proposal] = []
    for p in given:
        clause = by_id.get(p.clause_id)
        if clause is None:
            conflicts.append(Conflict(GONE, p.clause_id, (p.id,)))
        elif p.kind != INSERT and p.was is not None and p.was.split() != clause.body.split():
            conflicts.append(Conflict(MOVED, p.clause_id, (p.id,)))
        else:
            standing.append(p)
    places = Counter(_place(p) for p in standing)
    for place, count in places.items():
        if count > 1:
            rivals = tuple(p.id for p in standing if _place(p) == place)
            conflicts.append(Conflict(SAME, place[1], rivals))
    above = dict(zip((c.id for c in clauses), parents(clauses), strict=True))
    removing = {p.clause_id: p.id for p in standing if p.kind == REMOVE and places[_place(p)] == 1}
    for p in standing:
        at = above[p.clause_id]
        around = clauses[at].id if at is not None else ""
        if around in removing:
            conflicts.append(Conflict(INSIDE, p.clause_id, tuple(sorted((p.id, removing[around])))))
    return conflicts


def _place(p: Proposal) -> tuple[bool, str]:
    """What a proposal claims: the clause itself, or the place right after it."""
    return p.kind == INSERT, p.clause_id


def _end(clauses: Sequence[Clause], at: int) -> int:
    """The last clause that belongs to this one: an article ends with its last paragraph."""
    end = at
    if clauses[at].level == ARTICLE:
        while end + 1 < len(clauses) and clauses[end + 1].level == PARAGRAPH:
            end += 1
    return end


def _changed(clause: Clause, p: Proposal) -> Clause:
    heading = p.heading.strip() if clause.heading or clause.level == ARTICLE else ""
    return replace(clause, heading=heading or clause.heading, body=p.text.strip("\n").rstrip())


def _new(anchor: Clause, p: Proposal, clauses: Sequence[Clause]) -> Clause:
    """The new clause, at the level of the one it follows and without an id: the next version gives it one."""
    number = anchor.number
    if number and anchor.level == ARTICLE:
        used = {c.number for c in clauses}
        number = next(n for letter in "abcdefghijklmnopqrstuvwxyz" if (n := f"{number}{letter}") not in used)
    heading = p.heading.strip() if anchor.heading or anchor.level == ARTICLE else ""
    return Clause("", number, heading, p.text.strip("\n").rstrip(), anchor.level)


def _numbered(clauses: Sequence[Clause]) -> list[Clause]:
    """Paragraphs counted from 1 in each article that has a number."""
    found: list[Clause] = []
    article, count = "", 0
    for clause in clauses:
        if clause.level == ARTICLE:
            article, count = clause.number, 0
        elif clause.number:
            count += 1
            clause = replace(clause, number=f"{article}.{count}" if article else str(count))
        found.append(clause)
    return found
