"""What became of each clause between two versions: the same, changed, moved, new or gone."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum

from workflows.clauses import Clause, parents, plain


class Fate(StrEnum):
    """What became of a clause between two versions."""

    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    MOVED_CHANGED = "moved_changed"
    NEW = "new"
    REMOVED = "removed"


def same_text(one: Clause, other: Clause) -> bool:
    """Whether two clauses say the same, to the letter but for marks and white space."""
    return (one.heading.split(), plain(one.body).split()) == (
        other.heading.split(),
        plain(other.body).split(),
    )


def fates(new: Sequence[Clause], old: Sequence[Clause]) -> dict[str, Fate]:
    """What became of each clause, by id; those of the old version that are gone come last.

    A clause that only got another number because one came in before it has not moved.
    """
    before = {c.id: c for c in old}
    moved = _moved(new, old)
    found = {}
    for c in new:
        if c.id not in before:
            found[c.id] = Fate.NEW
        elif same_text(c, before[c.id]):
            found[c.id] = Fate.MOVED if c.id in moved else Fate.SAME
        else:
            found[c.id] = Fate.MOVED_CHANGED if c.id in moved else Fate.CHANGED
    return found | {c.id: Fate.REMOVED for c in old if c.id not in found}


def _moved(new: Sequence[Clause], old: Sequence[Clause]) -> set[str]:
    """Clauses that stand elsewhere: an article among the articles, a paragraph in its article."""
    above, before = _above(new), _above(old)
    both = [c.id for c in new if c.id in before]
    found = {name for name in both if above[name] != before[name]}
    rank = {c.id: n for n, c in enumerate(old)}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in both:
        if name not in found:
            groups[above[name]].append(name)
    for names in groups.values():
        found |= set(names) - _longest(names, rank)
    return found


def _above(clauses: Sequence[Clause]) -> dict[str, str]:
    return {
        c.id: "" if at is None else clauses[at].id for c, at in zip(clauses, parents(clauses), strict=True)
    }


def _longest(names: Sequence[str], rank: Mapping[str, int]) -> set[str]:
    """The most of these that still stand in their old order."""
    tails: list[int] = []
    ends: list[str] = []
    back: dict[str, str | None] = {}
    for name in names:
        at = bisect_left(tails, rank[name])
        back[name] = ends[at - 1] if at else None
        tails[at : at + 1] = [rank[name]]
        ends[at : at + 1] = [name]
    kept: set[str] = set()
    one: str | None = ends[-1] if ends else None
    while one is not None:
        kept.add(one)
        one = back[one]
    return kept
