"""Differences word by word: of two texts, and of two versions clause by clause."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from workflows.clauses import ARTICLE, Clause, plain
from workflows.fates import Fate, fates

MOST = 4_000_000
"""Pairs of words above which whole sentences are compared first: no text may keep a reader waiting."""
GLUE = 3
"""So few letters that stayed between two changes are shown as part of the change: it reads better."""
_TOKEN = re.compile(r"([\w'’-]+|[^\w\s'’-])(\s*)")
_ENDS = frozenset(".;:!?")


class Kind(StrEnum):
    """Of a stretch of text: in both, only in the old one, or only in the new one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that stayed, went or came."""

    kind: Kind
    text: str


Token = tuple[str, str]
"""A word or a mark, with the white space after it."""
Block = tuple[int, int, int]
"""Where a stretch that stayed begins among the old tokens and among the new, and how long it is."""


def words(old: str, new: str) -> tuple[Run, ...]:
    """What stayed, went and came, in reading order: same and removed together are the old text, same and
    added the new one, to the letter."""
    if old == new:
        return (Run(Kind.SAME, old),) if old else ()
    before, after = _tokens(old), _tokens(new)
    parts: list[list[str]] = [["", "", ""]]  # what went, what came, what stayed after it; again and again
    at, to = 0, 0
    for a, b, size in [*_blocks(before, after), (len(before), len(after), 0)]:
        _change(parts, _text(before[at:a]), _text(after[to:b]))
        for (word, gap), (_same, space) in zip(before[a : a + size], after[b : b + size], strict=True):
            parts[-1][2] += word
            if gap == space:
                parts[-1][2] += gap
            else:
                _change(parts, gap, space)
        at, to = a + size, b + size
    return tuple(_runs(_glued(parts)))


def _tokens(text: str) -> list[Token]:
    lead = text[: len(text) - len(text.lstrip())]
    return [("", lead), *((m[1], m[2]) for m in _TOKEN.finditer(text, len(lead)))]


def _text(tokens: Sequence[Token]) -> str:
    return "".join(word + gap for word, gap in tokens)


def _change(parts: list[list[str]], gone: str, came: str) -> None:
    if gone or came:
        if parts[-1][2]:
            parts.append(["", "", ""])
        parts[-1][0] += gone
        parts[-1][1] += came


def _glued(parts: Sequence[list[str]]) -> list[list[str]]:
    """Changes with next to nothing between them, as one change."""
    out = [list(parts[0])]
    for gone, came, stayed in parts[1:]:
        last = out[-1]
        between = sum(c.isalnum() for c in last[2])
        if (last[0] or last[1]) and between <= GLUE and "\n" not in last[2]:
            last[0] += last[2] + gone
            last[1] += last[2] + came
            last[2] = stayed
        else:
            out.append([gone, came, stayed])
    return out


def _runs(parts: Sequence[Sequence[str]]) -> Iterator[Run]:
    for gone, came, stayed in parts:
        while gone and came and gone[-1] == came[-1] and gone[-1].isspace():
            gone, came, stayed = gone[:-1], came[:-1], gone[-1] + stayed
        part = (gone, came, stayed)
        for kind, text in zip((Kind.REMOVED, Kind.ADDED, Kind.SAME), part, strict=True):
            if text:
                yield Run(kind, text)


def _blocks(before: Sequence[Token], after: Sequence[Token]) -> list[Block]:
    """The stretches of words that stayed. What is equal at both ends is never searched."""
    old, new = [t[0] for t in before], [t[0] for t in after]
    first, most = 0, min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    middle = _search(old[first : len(old) - last], new[first : len(new) - last])
    found = [(0, 0, first), *((a + first, b + first, size) for a, b, size in middle)]
    return [block for block in [*found, (len(old) - last, len(new) - last, last)] if block[2]]


def _search(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    if not old or not new:
        return []
    if len(old) * len(new) <= MOST:
        return [(m.a, m.b, m.size) for m in SequenceMatcher(None, old, new).get_matching_blocks()]
    return _by_sentence(_sentences(old), _sentences(new))


def _sentences(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    begin = 0
    for n, word in enumerate(tokens, 1):
        if word in _ENDS or n - begin >= 200 or n == len(tokens):
            out.append(tuple(tokens[begin:n]))
            begin = n
    return out


def _by_sentence(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> list[Block]:
    """Whole sentences that stayed, and in between the words that did, as far as that is quick."""
    if len(old) * len(new) > MOST:
        return []
    starts = [_starts(old), _starts(new)]
    found: list[Block] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        at, to = starts[0][a], starts[1][c]
        if tag == "equal":
            found.append((at, to, starts[0][b] - at))
        elif tag == "replace":
            one, other = [w for s in old[a:b] for w in s], [w for s in new[c:d] for w in s]
            if len(one) * len(other) <= MOST // 16:
                found += [(at + x, to + y, size) for x, y, size in _search(one, other)]
    return found


def _starts(sentences: Sequence[tuple[str, ...]]) -> list[int]:
    found = [0]
    for sentence in sentences:
        found.append(found[-1] + len(sentence))
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """One clause in two versions, with its heading and its text word by word."""

    id: str
    fate: Fate
    old: Clause | None
    new: Clause | None
    heading: tuple[Run, ...]
    body: tuple[Run, ...]

    @property
    def clause(self) -> Clause:
        """The clause as it is now, or as it was when it is gone."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def renumbered(self) -> bool:
        """Whether it had another number before."""
        return self.old is not None and self.new is not None and self.old.number != self.new.number


def versions(new: Sequence[Clause], old: Sequence[Clause]) -> tuple[Difference, ...]:
    """Two versions clause by clause in the order of the new one; what is gone stands where it stood."""
    told = fates(new, old)
    before = {c.id: c for c in old}
    gone = _gone(new, old, told)
    out = [_difference(Fate.REMOVED, c, None) for c in gone.get("", ())]
    for c in new:
        out.append(_difference(told[c.id], before.get(c.id), c))
        out += [_difference(Fate.REMOVED, o, None) for o in gone.get(c.id, ())]
    return tuple(out)


def _difference(fate: Fate, old: Clause | None, new: Clause | None) -> Difference:
    some = new or old
    assert some is not None
    if fate in (Fate.SAME, Fate.MOVED):
        return Difference(some.id, fate, old, new, *(_whole(Kind.SAME, some)))
    if old is None or new is None:
        kind = Kind.ADDED if old is None else Kind.REMOVED
        return Difference(some.id, fate, old, new, *(_whole(kind, some)))
    body = words(plain(old.body), plain(new.body))
    return Difference(some.id, fate, old, new, words(old.heading, new.heading), body)


def _whole(kind: Kind, clause: Clause) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    heading = (Run(kind, clause.heading),) if clause.heading else ()
    text = plain(clause.body)
    return heading, (Run(kind, text),) if text else ()


def _gone(new: Sequence[Clause], old: Sequence[Clause], told: Mapping[str, Fate]) -> dict[str, list[Clause]]:
    """The clauses that are gone, by the clause after which they are shown; a whole article after the
    last paragraph of the article before it."""
    steady = {c.id for c in new if told[c.id] in (Fate.SAME, Fate.CHANGED)}
    ends: dict[str, str] = {}
    article = ""
    for c in new:
        article = c.id if c.level == ARTICLE else article
        ends[article] = c.id
    found: dict[str, list[Clause]] = defaultdict(list)
    last, above, inside = "", "", ""
    for c in old:
        if c.level == ARTICLE:
            inside = ends.get(above, "") if c.id not in steady else ""
        if c.id in steady:
            last = c.id
            above = c.id if c.level == ARTICLE else above
            inside = ""
        elif told[c.id] is Fate.REMOVED:
            found[inside or last].append(c)
    return found


def counts(found: Sequence[Difference]) -> Counter[Fate]:
    """How many clauses met each fate."""
    return Counter(d.fate for d in found)
