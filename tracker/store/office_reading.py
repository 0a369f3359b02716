"""The text of a Word or OpenDocument file as Markdown, read in a process of its own with little time and memory.

Run as a program with the kind and the path of a file; it answers with JSON. It imports nothing of ours, so
that a document that was made to harm can reach nothing of ours.
"""

import json
import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

MOST_PARTS = 2_000
MOST_XML = 24 * 1024 * 1024
"""All XML of the file together, unpacked: that of an agreement is a tenth of it."""
MOST_CHARACTERS = 200_000
MEMORY = 1024 * 1024 * 1024
SECONDS = 20
HUGE, BROKEN, EMPTY = "huge", "broken", "empty"
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
"""An older OpenDocument manifest names its document type; entities it never has."""


class _Huge(Exception):
    """More than an agreement can be."""


def read(kind: str, path: str) -> dict[str, str]:
    """The text as Markdown; or, under `no`, why it could not be read."""
    try:
        _weigh(path)
        text = {"docx": _word, "odt": _open_document}[kind](path)
    except (MemoryError, RecursionError, _Huge):
        return {"no": HUGE}
    except Exception:  # noqa: BLE001 - whatever a damaged file makes a library say, it cannot be read
        return {"no": BROKEN}
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if len(text) > MOST_CHARACTERS:
        return {"no": HUGE}
    return {"text": text + "\n"} if text else {"no": EMPTY}


def _weigh(path: str) -> None:
    """Refuse what unpacks to too much, and XML that declares entities, before a library looks at it."""
    with zipfile.ZipFile(path) as parts:
        entries = parts.infolist()
        if len(entries) > MOST_PARTS:
            raise _Huge
        xml = [e for e in entries if _is_xml(parts, e)]
        if sum(e.file_size for e in xml) > MOST_XML:
            raise _Huge
        for entry in xml:
            content = parts.read(entry).replace(b"\0", b"")  # UTF-16 and UTF-32 too, whatever they begin with
            wrong = _ENTITY if entry.filename.startswith("META-INF/") else _DECLARED
            if wrong.search(content):
                raise ValueError(entry.filename)


def _is_xml(parts: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """By its name or by how it begins: a document may call its parts what it likes. A drawing in it is
    not read."""
    name = entry.filename.lower()
    if name.endswith((".xml", ".rels", ".svg")):
        return not name.endswith(".svg")
    with parts.open(entry) as part:
        start = part.read(256).translate(None, b"\0\xff\xfe\xef\xbb\xbf \t\r\n")
    return not start or start.startswith(b"<")


class _Page(HTMLParser):
    """Simple HTML as Markdown: headings, paragraphs, lists and tables; emphasis is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.out: list[str] = []
        self.line = ""
        self.mark = ""
        self.lists: list[list[int]] = []
        self.cells: list[str] | None = None
        self.rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.flush()
            self.mark = "#" * int(tag[1]) + " "
        elif tag in ("ol", "ul"):
            self.flush()
            self.lists.append([0] if tag == "ol" else [])
        elif tag == "li":
            self.flush()
            self.mark = self.item(str(dict(attrs).get("id") or ""))
        elif tag == "p" and self.cells is None:
            self.flush()
        elif tag == "br":
            self.line += "\n" if self.cells is None else " "
        elif tag == "tr":
            self.flush()
            self.cells = []
        elif tag == "table":
            self.rows = 0

    def item(self, name: str) -> str:
        """The mark of the next item; a note at the foot of the page is no paragraph of an article."""
        depth = "   " * (len(self.lists) - 1)
        here = self.lists[-1] if self.lists else []
        if not here:
            return f"{depth}- "
        here[0] += 1
        if re.search(r"(?:foot|end)note", name):
            return f"[{here[0]}] "
        return f"{depth}{here[0]}. " if not depth else f"{depth}{chr(96 + (here[0] - 1) % 26 + 1)}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self.flush()
            if self.lists:
                self.lists.pop()
        elif tag in ("td", "th") and self.cells is not None:
            self.cells.append(" ".join(self.line.split()).replace("|", "\\|"))
            self.line = ""
        elif tag == "tr" and self.cells is not None:
            self.out.append(f"| {' | '.join(self.cells)} |")
            if self.rows == 0:
                self.out.append("|" + "---|" * len(self.cells))
            self.rows += 1
            self.cells = None
        elif tag == "table":
            self.out.append("")
        elif tag in ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6") and self.cells is None:
            self.flush()
        elif tag == "p":
            self.line += " "

    def handle_data(self, data: str) -> None:
        self.line += data

    def flush(self) -> None:
        """Write the line that was being gathered, with its mark, and what belongs under it."""
        if self.cells is not None:
            return
        lines = [" ".join(part.split()) for part in self.line.split("\n")]
        text = "\n".join(part for part in lines if part)
        if text:
            if self.mark.startswith("#"):
                text = text.replace("\n", " ")
            inside = " " * len(self.mark) if self.lists and not self.mark.startswith("#") else ""
            self.out += [self.mark + text.replace("\n", "\n" + inside), ""]
            self.mark = ""
        self.line = ""

    def text(self) -> str:
        """All of it."""
        self.flush()
        return "\n".join(self.out)


def _word(path: str) -> str:
    # imported here: the parent process reads the limits above without paying for the library
    import mammoth

    page = _Page()
    with open(path, "rb") as file:  # noqa: PTH123 - nothing of ours, and nothing more than needed
        page.feed(
            mammoth.convert_to_html(file, convert_image=_no_image, include_embedded_style_map=False).value
        )
    page.close()
    return page.text()


def _no_image(_image: Any) -> list[Any]:
    return []


def _open_document(path: str) -> str:
    import odfdo

    document = odfdo.Document(path)
    out: list[str] = []
    _elements(document.body, out, [], _numbering(document))
    return "\n".join(out)


Numbered = Callable[[str], bool]


def _numbering(document: Any) -> Numbered:
    """Whether a list of this style counts its items."""
    known: dict[str, bool] = {}

    def numbered(name: str) -> bool:
        if name not in known:
            style = document.get_style("list", name) if name else None
            first = style.get_element("text:list-level-style-number[1]") if style is not None else None
            known[name] = first is not None and first.get_attribute("text:level") == "1"
        return known[name]

    return numbered


SKIPPED = frozenset({
    "text:tracked-changes", "text:table-of-content", "text:sequence-decls", "office:forms",
    "text:alphabetical-index", "text:variable-decls", "text:user-field-decls",
})  # fmt: skip


def _elements(parent: Any, out: list[str], marks: list[str], numbered: Numbered) -> None:
    for element in parent.children:
        tag = element.tag
        if tag in SKIPPED:
            continue
        if tag == "text:h":
            level = element.get_attribute_integer("text:outline-level") or 1
            out += [f"{'#' * min(6, level)} {_line(element)}", ""]
        elif tag == "text:p":
            out += [_line(element), ""]
        elif tag == "text:list":
            _list(element, out, 0, numbered)
        elif tag == "table:table":
            _table(element, out)
        else:
            _elements(element, out, marks, numbered)


def _list(element: Any, out: list[str], depth: int, numbered: Numbered, style: str = "") -> None:
    name = element.get_attribute_string("text:style-name") or style
    counts = numbered(name)
    count = 0
    for item in element.children:
        if item.tag not in ("text:list-item", "text:list-header"):
            continue
        count += 1
        mark = "   " * depth + (
            f"{count}. " if counts and not depth else f"{_letter(count)}. " if counts else "- "
        )
        for part in item.children:
            if part.tag == "text:list":
                _list(part, out, depth + 1, numbered, name)
            elif part.tag == "text:h":
                out += [f"## {_line(part)}", ""]
            elif line := _line(part):
                out += [mark + line, ""]
                mark = " " * len(mark)


def _letter(count: int) -> str:
    return chr(96 + (count - 1) % 26 + 1)


def _table(element: Any, out: list[str]) -> None:
    for n, row in enumerate(element.get_elements(".//table:table-row")):
        cells = [_line(cell) for cell in row.children if cell.tag == "table:table-cell"][:50]
        if any(cells):
            out.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
            if n == 0:
                out.append("|" + "---|" * len(cells))
    out.append("")


def _line(element: Any) -> str:
    return " ".join(str(element.inner_text).split())


def _bounded() -> None:
    """Let the system stop this process past its time and memory, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def _said(answer: Mapping[str, str]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    _bounded()
    _said(read(sys.argv[1], sys.argv[2]))
