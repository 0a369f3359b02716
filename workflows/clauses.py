"""The text of an agreement in clauses: split from Markdown, and written back as Markdown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from textwrap import dedent
from typing import Any

ARTICLE, PARAGRAPH = 1, 2
MOST = 1_000
"""An agreement with more clauses than this is no agreement, and comparing it would take for ever."""


@dataclass(frozen=True, slots=True)
class Clause:
    """An article (level 1) or a numbered paragraph of it (level 2).

    `number` is '5' or '5.2', empty for a preamble, a chapter or a text without numbers. The id is the same
    for the same clause in every version and language; empty as long as nobody gave it one.
    """

    id: str
    number: str
    heading: str
    body: str
    level: int

    @property
    def own_number(self) -> str:
        """The number within its article: '2' of '5.2'."""
        return self.number.rpartition(".")[2] if self.level == PARAGRAPH else self.number

    def stored(self) -> dict[str, Any]:
        """As it is kept with the version."""
        return {name: getattr(self, name) for name in ("body", "heading", "id", "level", "number")}


def stored(rows: Iterable[Mapping[str, Any]] | None) -> tuple[Clause, ...]:
    """Clauses as they were kept with a version."""
    return tuple(Clause(r["id"], r["number"], r["heading"], r["body"], r["level"]) for r in rows or ())


_EDGE = r"[*_]{0,3}"
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ARTICLE = re.compile(
    rf" {{0,3}}{_EDGE}(?:artikel|article|art\.)[ \t\N{{NO-BREAK SPACE}}]+"
    rf"(\d{{1,3}}[a-z]?(?:\.\d{{1,3}})*|[IVXLC]{{1,6}})(?![\w-]){_EDGE}(?:[ \t]*([.:)–—-]))?{_EDGE}[ \t]*(.*?)[ \t]*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"{_EDGE}(\d{{1,3}}[a-z]?(?:\.\d{{1,3}}){{0,3}})(?![\w]){_EDGE}[.:)]?[ \t]+(\S.*?)[ \t]*$"
)
_PARAGRAPH = re.compile(
    r" {0,3}(?:(?:\d{1,3}\.)?(\d{1,3})[.)]|\((\d{1,3})\)|(?:lid|paragraph)[ \t]+(\d{1,3})[.:)]"
    r"|\d{1,3}\.(\d{1,3}))(?:[ \t]+(\S.*)|[ \t]*)$",
    re.IGNORECASE,
)
LONGEST_TITLE = 120


@dataclass(slots=True)
class _Open:
    """A clause that is being read."""

    number: str
    heading: str
    level: int
    depth: int
    lines: list[str]

    def closed(self) -> Clause:
        first, rest = self.lines[:1], self.lines[1:]
        body = "\n".join([*first, *dedent("\n".join(rest)).split("\n")] if rest else first)
        return Clause("", self.number, self.heading, body.strip("\n").rstrip(), self.level)


def split(text: str) -> tuple[Clause, ...]:
    """The clauses of a Markdown text, in order, without ids; no word of it is lost.

    Headings and lines as 'Artikel 5. Herkomst' begin an article, numbered paragraphs in it are its leden.
    What stands before the first is the preamble. A text without any of this has a clause per paragraph.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = _articles(lines)
    if all(c.level == ARTICLE and not c.heading and not c.number for c in found):
        found = _numbered(lines) or _blocks(lines)
    return tuple(c for c in found if c.body or c.heading or c.number)


def _articles(lines: Sequence[str]) -> list[Clause]:
    """Split at headings and article lines, and inside an article at its numbered paragraphs."""
    done: list[Clause] = []
    here = _Open("", "", ARTICLE, 0, [])
    article, last, fenced, start = "", 0, False, True
    skip = False
    for n, line in enumerate(lines):
        if skip:
            skip = False
            continue
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            under = n + 1 < len(lines) and bool(line.strip()) and bool(_UNDERLINE.match(lines[n + 1]))
            opened = _opening(f"# {line.strip()}" if under else line, start, here)
            if opened is not None:
                done.append(here.closed())
                here, article, last, start, skip = opened, opened.number, 0, True, under
                continue
            count = _count(line, start, last) if len(done) or here.heading or here.number else 0
            if count and (match := _PARAGRAPH.match(line)):
                done.append(here.closed())
                last = count
                number = f"{article}.{count}" if article else str(count)
                here = _Open(number, "", PARAGRAPH, here.depth, [match[5] or ""])
                start = False
                continue
        here.lines.append(line)
        start = not line.strip() and not fenced
    done.append(here.closed())
    return done


def _opening(line: str, start: bool, here: _Open) -> _Open | None:
    """The clause that this line begins, when it begins one."""
    heading = _HEADING.match(line)
    said = (heading[2] or "") if heading else line
    depth = len(heading[1]) if heading else 0
    if match := _ARTICLE.match(said):
        number, mark, rest = match[1], match[2], _bare(match[3])
        sentence = rest.endswith((".", ";", ":", "!", "?")) or len(rest) > LONGEST_TITLE
        if heading or (start and not (sentence and not mark)):
            level = PARAGRAPH if "." in number else ARTICLE
            if heading or not sentence:
                return _Open(number, rest, level, depth, [])
            return _Open(number, "", level, depth, [match[3]])
    if not heading:
        return None
    if match := _NUMBERED.match(said):
        level = PARAGRAPH if "." in match[1] else ARTICLE
        return _Open(match[1], _bare(match[2]), level, depth, [])
    if here.number and here.depth and depth > here.depth:
        return None  # a heading inside a numbered article belongs to its text
    return _Open("", _bare(said), ARTICLE, depth, [])


def _bare(title: str) -> str:
    """A heading without the emphasis around it."""
    title = title.strip()
    match = re.fullmatch(r"([*_]{1,3})(.*?)\1", title)
    title = match[2].strip() if match else title
    for edge in ("**", "__", "*"):
        if title.count(edge) == 1:
            title = title.replace(edge, "").strip()
    return title


def _count(line: str, start: bool, last: int) -> int:
    """The number of the paragraph that begins on this line; 0 when none does."""
    match = _PARAGRAPH.match(line)
    if match is None:
        return 0
    count = int(match[1] or match[2] or match[3] or match[4])
    if count == 1 and last:  # lists may be written as 1. 1. 1.
        return last + 1
    return count if count and (start or count == last + 1) else 0


def _numbered(lines: Sequence[str]) -> list[Clause]:
    """A text whose only structure is numbered paragraphs: each of them stands for an article."""
    done, here, last, start = [], _Open("", "", ARTICLE, 0, []), 0, True
    for line in lines:
        count = _count(line, start, last)
        match = _PARAGRAPH.match(line)
        if count and match:
            done.append(here.closed())
            here, last = _Open(str(count), "", ARTICLE, 0, [match[5] or ""]), count
        else:
            here.lines.append(line)
        start = not line.strip()
    done.append(here.closed())
    return done if sum(bool(c.number) for c in done) > 1 else []


def _blocks(lines: Sequence[str]) -> list[Clause]:
    blocks = re.split(r"\n[ \t]*(?:\n[ \t]*)+", "\n".join(lines).strip("\n"))
    return [Clause("", "", "", block.strip("\n").rstrip(), ARTICLE) for block in blocks if block.strip()]


def written(clauses: Sequence[Clause], word: str = "Artikel") -> str:
    """These clauses as Markdown; split again they are the same clauses."""
    parts = []
    for c in clauses:
        title = c.heading
        if c.number and (c.level == ARTICLE or c.heading):
            title = f"{word} {c.number}" + (f". {c.heading}" if c.heading else "")
        if title:
            parts.append(f"## {title}")
        if c.level == PARAGRAPH and not c.heading:
            own = c.own_number
            parts.append(f"{own}. " + c.body.replace("\n", "\n" + " " * (len(own) + 2)))
        elif c.body:
            parts.append(c.body)
    return "\n\n".join(parts) + "\n"


_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_STRESS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])", re.DOTALL)
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)]|[a-z][.)])[ \t]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def plain(body: str) -> str:
    """A clause's text without the marks of Markdown: a line per paragraph and per item of a list."""
    out: list[str] = []
    broken = True
    for raw in body.split("\n"):
        line = re.sub(r"[ \t\N{NO-BREAK SPACE}]+", " ", raw).strip()
        if not line:
            broken = True
            continue
        if heading := _HEADING.match(raw):
            line, broken = (heading[2] or "").strip(), True
        item = bool(_ITEM.match(raw))
        if item:
            line = re.sub(r"^[-*+•] ", "– ", line)
        if out and not broken and not item:
            out[-1] += f" {line}"
        else:
            out.append(line)
        broken = bool(heading) or raw.endswith(("  ", "\\"))
    text = "\n".join(out)
    for pattern in (_STRONG, _STRESS):
        text = pattern.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text)


def parents(clauses: Sequence[Clause]) -> tuple[int | None, ...]:
    """Of each clause the place of its article; none for an article itself."""
    at: int | None = None
    found: list[int | None] = []
    for n, c in enumerate(clauses):
        if c.level == ARTICLE:
            at = n
        found.append(None if c.level == ARTICLE else at)
    return tuple(found)


def named(clause: Clause, name: str) -> Clause:
    """The clause with this id."""
    return replace(clause, id=name)
