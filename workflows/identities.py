"""Which clause of a new version is which clause of the one before, and of another language of it."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from workflows.clauses import ARTICLE, Clause, named, parents, plain

ALIKE = 0.6
"""From this likeness on a clause is taken for a changed one; below it, for a new one."""
SAME_PLACE = 0.45
"""Enough likeness where the place is the same too."""
KEPT, FEWEST = 0.8, 3
"""So much of the shorter of two, in words, has to come back in the longer for it to be extended."""
PAIRS = 40_000
"""More pairs than this are not all compared: then only those near one another."""
NEAR = 20
_WORD = re.compile(r"\w+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text, for comparing: no marks, no capitals."""
    return tuple(_WORD.findall(text.casefold()))


@dataclass(slots=True)
class _Side:
    """One version, prepared for matching."""

    clauses: Sequence[Clause]
    parent: tuple[int | None, ...]
    own: list[tuple[str, ...]]
    """The words of each clause by itself."""
    whole: list[tuple[str, ...]]
    """The words of each clause with those of its paragraphs."""

    @classmethod
    def of(cls, clauses: Sequence[Clause]) -> "_Side":
        own = [words(f"{c.heading} {plain(c.body)}") for c in clauses]
        parent = parents(clauses)
        whole = list(own)
        for n, at in enumerate(parent):
            if at is not None:
                whole[at] = whole[at] + own[n]
        return cls(clauses, parent, own, whole)

    def articles(self) -> list[int]:
        return [n for n, c in enumerate(self.clauses) if c.level == ARTICLE]

    def paragraphs(self) -> list[int]:
        return [n for n, c in enumerate(self.clauses) if c.level != ARTICLE]


class _Match:
    """Pairs of places, one to one, growing with each step."""

    def __init__(self, new: _Side, old: _Side) -> None:
        self.new, self.old = new, old
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()
        self.fresh: set[int] = set()
        """New clauses that the facilitator said are new."""

    def pair(self, n: int, o: int) -> None:
        if n not in self.pairs and n not in self.fresh and o not in self.taken:
            self.pairs[n] = o
            self.taken.add(o)

    def left(self, new: Iterable[int], old: Iterable[int]) -> tuple[list[int], list[int]]:
        return (
            [n for n in new if n not in self.pairs and n not in self.fresh],
            [o for o in old if o not in self.taken],
        )

    def by(self, of: Callable[[_Side, int], Hashable], new: Iterable[int], old: Iterable[int]) -> None:
        """Pair what is equal in this respect; with several alike, the same number first, then in order."""
        fresh, known = self.left(new, old)
        there: dict[Hashable, list[int]] = defaultdict(list)
        for o in known:
            if (key := of(self.old, o)) is not None:
                there[key].append(o)
        waiting = []
        for n in fresh:
            found = there.get(of(self.new, n), [])
            number = self.new.clauses[n].number
            exact = next((o for o in found if self.old.clauses[o].number == number), None)
            if exact is None:
                waiting.append(n)
            else:
                found.remove(exact)
                self.pair(n, exact)
        for n in waiting:
            if found := there.get(of(self.new, n), []):
                self.pair(n, found.pop(0))

    def by_place(self, new: Iterable[int], old: Iterable[int]) -> None:
        """Pair what has the same number and was mainly extended or shortened."""
        fresh, known = self.left(new, old)
        there = {self.old.clauses[o].own_number: o for o in reversed(known)}
        for n in fresh:
            o = there.get(self.new.clauses[n].own_number)
            if o is None or o in self.taken:
                continue
            mine, theirs = self.new.own[n], self.old.own[o]
            least = min(len(mine), len(theirs))
            found = SequenceMatcher(None, mine, theirs).get_matching_blocks()
            if least >= FEWEST and sum(m.size for m in found) >= KEPT * least:
                self.pair(n, o)

    def within(self) -> list[tuple[int, int]]:
        """Pairs of articles that are the same."""
        return [(n, o) for n, o in self.pairs.items() if self.new.clauses[n].level == ARTICLE]

    def by_votes(self) -> None:
        """An article whose paragraphs mostly came from one article is that article."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for n, o in self.pairs.items():
            above, before = self.new.parent[n], self.old.parent[o]
            if above is not None and before is not None:
                votes[above][before] += 1
        for n in sorted(votes, key=lambda a: (-max(votes[a].values()), a)):
            for o, _count in sorted(votes[n].items(), key=lambda v: (-v[1], v[0])):
                if n not in self.pairs and o not in self.taken:
                    self.pair(n, o)

    def by_likeness(self, least: float, new: Iterable[int], old: Iterable[int]) -> None:
        """Pair the most alike first."""
        fresh, known = self.left(new, old)
        bags = {o: Counter(self.old.whole[o]) for o in known}
        near = len(fresh) * len(known) > PAIRS
        found = []
        for n in fresh:
            mine, bag = self.new.whole[n], Counter(self.new.whole[n])
            for o in known:
                theirs = self.old.whole[o]
                if near and abs(n - o) > NEAR:
                    continue
                size = len(mine) + len(theirs)
                if not size or 2 * min(len(mine), len(theirs)) < least * size:
                    continue
                if 2 * sum((bag & bags[o]).values()) < least * size:
                    continue
                ratio = SequenceMatcher(None, mine, theirs).ratio()
                if ratio >= least:
                    found.append((-ratio, abs(n - o), o, n))
        for _ratio, _far, o, n in sorted(found):
            self.pair(n, o)


def _own(side: _Side, n: int) -> Hashable:
    return words(side.clauses[n].heading), side.own[n]


def _form(side: _Side, n: int) -> Hashable:
    """An article with all its paragraphs."""
    return _own(side, n), tuple(_own(side, i) for i in _inside(side, n))


def _heading(side: _Side, n: int) -> Hashable:
    return words(side.clauses[n].heading) or None


def _numbered_heading(side: _Side, n: int) -> Hashable:
    title, number = words(side.clauses[n].heading), side.clauses[n].number
    return (number, title) if title else None


def identify(
    new: Sequence[Clause],
    old: Sequence[Clause],
    fresh: Callable[[], str],
    said: Mapping[str, str] | None = None,
) -> tuple[Clause, ...]:
    """The new clauses with their ids: those of the old ones they are, and `fresh` ones for the rest.

    `said` is what the facilitator knows better: the number of a new clause to the id of the old one it
    is, or to nothing when it is a new clause. Always the same answer to the same question.
    """
    match = _Match(_Side.of(new), _Side.of(old))
    known = {c.id: o for o, c in enumerate(old)}
    for n, c in enumerate(new):
        if c.number in (said or {}):
            told = (said or {})[c.number]
            if told in known:
                match.pair(n, known[told])
            else:
                match.fresh.add(n)
    _match(match)
    return tuple(named(c, old[match.pairs[n]].id if n in match.pairs else fresh()) for n, c in enumerate(new))


def _match(match: _Match) -> None:
    new, old = match.new, match.old
    articles = new.articles(), old.articles()
    paragraphs = new.paragraphs(), old.paragraphs()
    match.by(_form, *articles)
    for n, o in match.within():
        inside = _inside(new, n), _inside(old, o)
        match.by(_own, *inside)
    match.by(_own, *paragraphs)
    match.by(_numbered_heading, *articles)
    match.by(_heading, *articles)
    match.by_votes()
    match.by_likeness(ALIKE, *articles)
    for n, o in match.within():
        inside = _inside(new, n), _inside(old, o)
        match.by(_numbered_heading, *inside)
        match.by_likeness(SAME_PLACE, *inside)
        match.by_place(*inside)
    match.by(_heading, *paragraphs)
    match.by_likeness(ALIKE, *paragraphs)
    match.by_likeness(ALIKE, range(len(new.clauses)), range(len(old.clauses)))


def _inside(side: _Side, article: int) -> list[int]:
    found = []
    for n in range(article + 1, len(side.clauses)):
        if side.parent[n] != article:
            break
        found.append(n)
    return found


def same_places(new: Sequence[Clause], ids: Sequence[Clause]) -> tuple[Clause, ...] | None:
    """Another language of the same version: the ids of the clauses with the same number, or, where there
    are no numbers, on the same place among those. None when the two do not stand side by side."""
    if len(new) != len(ids) or any(a.level != b.level for a, b in zip(new, ids, strict=True)):
        return None
    if any(a.number != b.number for a, b in zip(new, ids, strict=True)):
        return None
    return tuple(named(a, b.id) for a, b in zip(new, ids, strict=True))


def alongside(new: Sequence[Clause], ids: Sequence[Clause], fresh: Callable[[], str]) -> tuple[Clause, ...]:
    """Another language of the same version, with the ids of the one that has them already."""
    if (found := same_places(new, ids)) is not None:
        return found
    there: dict[Hashable, list[str]] = defaultdict(list)
    for number, c in _places(ids):
        there[number].append(c.id)
    return tuple(named(c, there[number].pop(0) if there[number] else fresh()) for number, c in _places(new))


def _places(clauses: Sequence[Clause]) -> list[tuple[Hashable, Clause]]:
    """Each clause with its number, or with its rank among those without one after the same number."""
    last, rank, found = "", 0, []
    for c in clauses:
        if c.number:
            last, rank = c.number, 0
            found.append(((c.number, 0), c))
        else:
            rank += 1
            found.append(((last, rank), c))
    return [(place, c) for place, c in found]
