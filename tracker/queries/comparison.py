"""Two versions of a text side by side: what happened to each clause, and the words that went and came."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tracker import errors
from tracker.queries import clauses, register_words, registers
from tracker.queries.register_texts import TextRow, text_row
from tracker.store import tables
from workflows import differences
from workflows.clauses import ARTICLE
from workflows.clauses import Clause as Stored
from workflows.differences import Run
from workflows.fates import Fate

MANY = 10
"""From so many changes on each of them leads to the next."""
NO_CLAUSES, NO_LANGUAGE, NO_OTHER = "no_clauses", "no_language", "no_other"
"""Why there is nothing to compare."""


@dataclass(frozen=True, slots=True)
class Line:
    """One clause in both versions."""

    id: str
    label: str
    number: str
    before: str
    """What stands before its heading: 'Artikel 5', or nothing where the heading is its only name."""
    article: bool
    """Whether an article begins with it, with a heading of its own."""
    heading: tuple[Run, ...]
    body: tuple[Run, ...]
    fate: str
    word: str
    was: str
    """What it was called before, when that was something else."""
    following: str
    """The next change, when there are many."""

    @property
    def short(self) -> str:
        """What a paragraph is called within its article."""
        return clauses.paragraph(self.number)

    @property
    def changed(self) -> bool:
        """Whether there is anything to see."""
        return self.fate != Fate.SAME


@dataclass(frozen=True, slots=True)
class Stretch:
    """Clauses that follow one another and all changed, or all stayed the same."""

    same: bool
    lines: tuple[Line, ...]

    @property
    def span(self) -> tuple[str, str]:
        """The first and the last of them."""
        return self.lines[0].label, self.lines[-1].label


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page: two versions in one language."""

    head: registers.Head
    new: TextRow
    old: TextRow | None
    others: tuple[registers.Option, ...]
    """Versions this reader may compare with."""
    language: str
    languages: tuple[registers.Option, ...]
    wide: bool
    every: bool
    stretches: tuple[Stretch, ...]
    counts: tuple[tuple[str, int], ...]
    """How many clauses met each fate, in words."""
    total: int
    why_not: str
    """Why there is nothing to compare; empty when there is."""

    @property
    def changes(self) -> tuple[Line, ...]:
        """Every clause that is not the same, in reading order."""
        return tuple(line for s in self.stretches for line in s.lines if line.changed)


def page(
    desk: registers.Desk, text_id: str, *, other: str = "", language: str = "", wide: bool = False,
    every: bool = False,
) -> Comparison:  # fmt: skip
    """A version beside another one, by default the one it was written from.

    `NotFound` when this reader may not read either of the two, whatever the reason.
    """
    dossier = desk.dossier
    texts = dossier.rows(tables.TextVersion)
    rows = {t.id: text_row(desk, t) for t in texts}
    new = rows.get(text_id)
    if new is None or not new.readable or (other and not (other in rows and rows[other].readable)):
        raise errors.NotFound
    others = tuple((t.id, t.number) for t in reversed(texts) if t.id != text_id and rows[t.id].readable)
    old = rows[other] if other else _before(texts, rows, text_id, others)
    languages = _languages(desk, new, old)
    chosen = language or dossier.row(tables.TextVersion, text_id).prevailing
    lines: tuple[Line, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    why = NO_OTHER
    if old is not None:
        after, before = (clauses.stored(dossier, one.id, chosen) for one in (new, old))
        why = "" if after and before else NO_LANGUAGE if languages else NO_CLAUSES
        if not why:
            lines, counts = _compared(after, before)
    return Comparison(
        desk.head, new, old, others, chosen, languages, wide, every, tuple(_stretches(lines)), counts,
        sum(number for _word, number in counts), why,
    )  # fmt: skip


def _before(
    texts: Sequence[tables.TextVersion],
    rows: Mapping[str, TextRow],
    text_id: str,
    others: Sequence[registers.Option],
) -> TextRow | None:
    """The version it was written from, else the one recorded before it, else any other."""
    known = [name for name, _number in others]
    at = next(n for n, t in enumerate(texts) if t.id == text_id)
    wanted = [texts[at].follows_id, *(t.id for t in reversed(texts[:at])), *known]
    return next((rows[name] for name in wanted if name in known), None)


def _languages(desk: registers.Desk, new: TextRow, old: TextRow | None) -> tuple[registers.Option, ...]:
    """The languages in which both have clauses, the prevailing one first."""
    if old is None:
        return ()
    return tuple(
        (v.language, register_words.LANGUAGE[v.language])
        for v in new.variants
        if all(clauses.stored(desk.dossier, one.id, v.language) for one in (new, old))
    )


def _compared(
    after: tuple[Stored, ...], before: tuple[Stored, ...]
) -> tuple[tuple[Line, ...], tuple[tuple[str, int], ...]]:
    found = _differences(after, before)
    met = differences.counts(found)
    now = {c.id: c.label for c in clauses.shown(after)}
    then = {c.id: c.label for c in clauses.shown(before)}
    changed = [d.id for d in found if d.fate is not Fate.SAME]
    following = dict(pairwise(changed)) if len(changed) > MANY else {}
    lines = tuple(
        Line(
            d.id,
            label,
            d.clause.own_number,
            label if d.clause.number or not d.clause.heading else "",
            d.clause.level == ARTICLE,
            d.heading,
            d.body,
            str(d.fate),
            register_words.fate(d.fate, d.renumbered),
            then[d.id] if d.renumbered else "",
            following.get(d.id, ""),
        )
        for d in found
        for label in (now.get(d.id) or then[d.id],)
    )
    return lines, tuple(
        (word, met[Fate(fate)]) for fate, word in register_words.FATE.items() if met[Fate(fate)]
    )


@lru_cache(maxsize=16)
def _differences(after: tuple[Stored, ...], before: tuple[Stored, ...]) -> tuple[differences.Difference, ...]:
    """Versions never change, so two of them differ in the same way for everybody who may read both."""
    return differences.versions(after, before)


def _stretches(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Groups of what stayed and what did not. The heading of an article whose paragraphs changed stays
    with them, so that a change is never read without knowing where it stands."""
    shown = {n for n, line in enumerate(lines) if line.changed}
    above = 0
    for n, line in enumerate(lines):
        above = n if line.article else above
        if line.changed:
            shown.add(above)
    group: list[Line] = []
    for n, line in enumerate(lines):
        if group and (n in shown) != (n - 1 in shown):
            yield Stretch(n - 1 not in shown, tuple(group))
            group = []
        group.append(line)
    if group:
        yield Stretch(len(lines) - 1 not in shown, tuple(group))
