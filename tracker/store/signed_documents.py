"""Whether a signed PDF is the version it is said to be: the same file, the same text, or the hash it names."""

import hashlib
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker import errors
from tracker.locale import N_
from tracker.store import pdf_reading

SAME_FILE, SAME_TEXT, HASH_NAMED = "same_file", "same_text", "hash_named"
FIELD = "document"
SHOWN = 8
"""Clauses named in a refusal; the rest are counted."""
CHUNK = 256 * 1024

NOT_PDF = N_("Lever het getekende document als pdf aan.")
NO: dict[str, str] = {
    pdf_reading.BROKEN: N_("Deze pdf is niet te lezen. Sla haar opnieuw op en lever haar nog een keer aan."),
    pdf_reading.ENCRYPTED: N_("Deze pdf is beveiligd met een wachtwoord. Lever haar zonder wachtwoord aan."),
    pdf_reading.HUGE: N_("Deze pdf is te groot om te controleren: het mogen 600 bladzijden zijn."),
}  # fmt: skip
OTHER = N_(
    "Dit document is niet versie %(number)s: de tekst ontbreekt en de hash van de versie staat er niet in. "
    "Laat de tekenversie tekenen en lever die aan."
)
DIFFERENT = N_(
    "Dit document is niet gelijk aan versie %(number)s. Niet gelijk: %(different)s. Niet gevonden: %(missing)s."
)
CHANGED = N_("Dit document is niet gelijk aan versie %(number)s. Niet gelijk: %(different)s.")
LACKING = N_("Dit document is niet gelijk aan versie %(number)s. Niet gevonden: %(missing)s.")
_PAGE_NUMBER = re.compile(
    r"(?i)\W*(?:pagina|bladzijde|blz\.?|page|p\.)?\s*\d{1,4}\s*(?:(?:van|of|/)\s*\d{1,4})?\W*"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as a signed document has to hold it: what it is called, and its words."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """The version that was to be signed: its number and hash, its own PDF where it is one, its clauses."""

    number: str
    sha256: str
    clauses: tuple[Clause, ...]
    original: Path | None = None


def check(signed: Path, version: Version) -> str:
    """How the signed document was found to be this version.

    `same_file`: it begins with every byte of the version's own PDF, as a signature added to it does, and
    what was added put no other text on its pages.
    `same_text`: it holds the words of every clause. `hash_named`: it holds no clause but names the hash,
    as a separate page with signatures does. Raises `Invalid`, with the clauses, when it is none of these:
    also when it names the hash while some of its clauses differ.
    """
    with signed.open("rb") as file:
        if not file.read(5).startswith(b"%PDF-"):
            raise errors.Invalid({FIELD: NOT_PDF})
    own = version.original
    if own is not None and _begins_with(signed, own):
        if not _still_says(signed, own):
            raise errors.Invalid({FIELD: OTHER}, number=version.number)
        return SAME_FILE
    found = squeezed("\n".join(_lines(signed)))
    held = [c for c in version.clauses if _holds(found, c.text)]
    if version.clauses and len(held) == len(version.clauses):
        return SAME_TEXT
    grams = _grams(found)
    different = [c for c in version.clauses if c not in held and _resembles(grams, c.text)]
    if not held and not different:
        if version.sha256 and version.sha256.lower() in found.lower():
            return HASH_NAMED
        raise errors.Invalid({FIELD: OTHER}, number=version.number)
    missing = [c for c in version.clauses if c not in held and c not in different]
    told = {"number": version.number, "different": _named(different), "missing": _named(missing)}
    sentence = DIFFERENT if different and missing else CHANGED if different else LACKING
    raise errors.Invalid({FIELD: sentence}, **told)


def _begins_with(signed: Path, original: Path) -> bool:
    """Byte for byte, without holding either file in memory."""
    if not original.is_file() or signed.stat().st_size < original.stat().st_size:
        return False
    size = original.stat().st_size
    whole, first = hashlib.sha256(), hashlib.sha256()
    with original.open("rb") as one, signed.open("rb") as other:
        for left in range(size, 0, -CHUNK):
            whole.update(one.read(min(CHUNK, left)))
            first.update(other.read(min(CHUNK, left)))
    return whole.digest() == first.digest()


def _still_says(signed: Path, original: Path) -> bool:
    """Whether every page still holds its text: what is added at the end of a PDF may also replace a page.
    Of an original without text that can be read, there is nothing to compare."""
    if signed.stat().st_size == original.stat().st_size:
        return True
    try:
        before = _read(original)
    except errors.Invalid:
        return True
    pages = [[squeezed("\n".join(page)) for page in read] for read in (before, _read(signed))]
    return len(pages[0]) <= len(pages[1]) and all(a in b for a, b in zip(*pages, strict=False))


def _lines(path: Path) -> list[str]:
    """The lines of a PDF without its page numbers and without what returns above or below every page."""
    read = _read(path)
    pages = [[line.strip() for line in page if line.strip()] for page in read]
    edges: dict[str, int] = {}
    for page in pages:
        for line in {*page[:1], *page[-1:]}:
            edges[line] = edges.get(line, 0) + 1
    returning = {line for line, count in edges.items() if count > 2 and count * 2 > len(pages)}
    return [
        line for page in pages for line in page if line not in returning and not _PAGE_NUMBER.fullmatch(line)
    ]


def _read(path: Path) -> list[list[str]]:
    """What the reader says, in a process of its own: a document may not cost us our time or memory."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", pdf_reading.__file__, str(path)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=pdf_reading.SECONDS,
            check=False,
        )
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise errors.Invalid({FIELD: NO[pdf_reading.HUGE]}) from None
    except ValueError:
        raise errors.Invalid({FIELD: NO[pdf_reading.BROKEN]}) from None
    if "no" in said:
        raise errors.Invalid({FIELD: NO[said["no"]]})
    pages: list[list[str]] = said["pages"]
    return pages


def squeezed(text: str) -> str:
    """Text without what a PDF may set differently: spaces, line ends, soft hyphens, marks of Markdown."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    plain = re.sub(r"!?\[([^\]\n]{0,300})\]\([^)\n]{0,300}\)", r"\1", plain)
    plain = re.sub(r"(?m)^\s*(?:#{1,6}\s+|>\s?|[-*+•◦▪]\s+)", "", plain)
    plain = re.sub(
        r"[‘’‚‛\u02bc\u02b9\u2032\u00b4]", "'", re.sub(r"[“”„‟]", '"', re.sub(r"[‐-―]", "-", plain))
    )
    return re.sub(r"[\s*_`|\\]+", "", plain)


def _holds(found: str, text: str) -> bool:
    wanted = squeezed(text)
    return wanted in found or wanted.replace("-", "") in found.replace("-", "")


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 8] for at in range(max(len(text) - 7, 0)))


def _resembles(grams: frozenset[str], text: str) -> bool:
    """Whether most of a clause is there, so that it differs rather than lacks."""
    wanted = _grams(squeezed(text))
    return bool(wanted) and len(wanted & grams) * 2 >= len(wanted)


def _named(clauses: Sequence[Clause]) -> str:
    names = ", ".join(c.label for c in clauses[:SHOWN])
    return f"{names}, +{len(clauses) - SHOWN}" if len(clauses) > SHOWN else names
