"""Evidence files by the SHA-256 of their content: taken in while counting, told apart by what is in them."""

import hashlib
import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

import puremagic

from tracker import errors
from tracker.locale import N_

MAX_BYTES = 20 * 1024 * 1024
CHUNK = 256 * 1024
LONGEST_NAME = 120
MAX_UNPACKED = 500 * 1024 * 1024
"""An office file that unpacks to more than this is a trap."""
MAX_PART = 1024 * 1024

MEDIA: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
"""What is taken in, and as what it is given out again."""
PLAIN = ("txt", "csv", "md")
"""Told apart by their name alone: any of them is just text."""
SAME = {"jpeg": "jpg", "markdown": "md", "text": "txt"}
PARTS = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
}
"""What `[Content_Types].xml` says of the main part."""
OPEN_DOCUMENT = {MEDIA["odt"].encode(): "odt", MEDIA["ods"].encode(): "ods"}
MACROS = (b"macroEnabled", b"vbaProject")
_HASH = re.compile(r"[0-9a-f]{64}")

TOO_BIG = N_("Het bestand is %(have)s MB; het mag 20 MB zijn.")
EMPTY = N_("Het bestand is leeg.")
WRONG_KIND = N_("Dit is een %(kind)s-bestand. Lever een pdf of docx aan.")
NO_KIND = N_("Dit soort bestand is niet te herkennen. Lever een pdf of docx aan.")
MACRO = N_("Dit bestand bevat macro’s. Lever het zonder macro’s aan, of als pdf.")
DISGUISED = N_("Het bestand heet .%(named)s, maar de inhoud is %(kind)s. Geef het de juiste naam.")
DAMAGED = N_("Dit bestand is beschadigd. Sla het opnieuw op en lever het nog een keer aan.")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was taken in: where it is, and what a reader is told about it."""

    hash: str
    name: str
    type: str
    size: int


def take(folder: Path, source: BinaryIO, name: str) -> Stored:
    """Take a file in: written aside, flushed to disk, then named after its content.

    Raises `Invalid` on field `file` when it is empty, too big, of another kind, or not what its name
    says; then nothing is kept. The same content twice is one file.
    """
    aside = folder / "incoming"
    aside.mkdir(parents=True, exist_ok=True)
    path = aside / uuid4().hex
    try:
        digest, size = _write(path, source)
        kind = _kind(path, _extension(name))
        final = path_of(folder, digest)
        final.parent.mkdir(parents=True, exist_ok=True)
        path.replace(final)
        _flush(final.parent)
    finally:
        path.unlink(missing_ok=True)
    return Stored(digest, clean_name(name, kind), kind, size)


def _write(path: Path, source: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as out:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size <= MAX_BYTES:
                digest.update(chunk)
                out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if size > MAX_BYTES:
        raise errors.Invalid({"file": TOO_BIG}, have=_megabytes(size))
    if size == 0:
        raise errors.Invalid({"file": EMPTY})
    return digest.hexdigest(), size


def _megabytes(size: int) -> str:
    """Rounded up to a tenth, so that what is too big never reads as the limit."""
    tenths = -(-size * 10 // (1024 * 1024))
    return str(tenths // 10) if tenths % 10 == 0 else f"{tenths // 10},{tenths % 10}"


def _flush(folder: Path) -> None:
    """Make the new name itself durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def path_of(folder: Path, digest: str) -> Path:
    """Where the content with this hash is; `NotFound` for anything that is no hash."""
    if not _HASH.fullmatch(digest):
        raise errors.NotFound
    return folder / digest[:2] / digest[2:4] / digest


def clean_name(name: str, kind: str) -> str:
    """A name without folders and without characters that hide or reorder; ends in what it is."""
    shown = _shown(name)
    stem, dot, ending = shown.rpartition(".")
    if not dot or SAME.get(ending.lower(), ending.lower()) != kind:
        stem, ending = shown, kind
    return f"{stem[:LONGEST_NAME].strip(' .') or 'bestand'}.{ending.lower()}"


def _shown(name: str) -> str:
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name.encode("utf-8", "ignore").decode()))[-1]
    kept = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    return re.sub(r"\s+", " ", kept).strip(" .")


def _extension(name: str) -> str:
    _, dot, ending = _shown(name).rpartition(".")
    return SAME.get(ending.lower(), ending.lower()) if dot else ""


def _kind(path: Path, named: str) -> str:
    """What the content is; raises `Invalid` when that is not taken, or not what the name says."""
    with path.open("rb") as file:
        head = file.read(4096)
    kind = _by_content(path, head)
    if kind is None and named in (*PLAIN, "") and _is_text(path):
        return named or "txt"
    if kind is None:
        other = named if named and named not in MEDIA else _other(path)
        if re.fullmatch(r"[a-z0-9]{1,8}", other) and other not in MEDIA:
            raise errors.Invalid({"file": WRONG_KIND}, kind=other)
        raise errors.Invalid({"file": NO_KIND})
    if named and named != kind:
        raise errors.Invalid({"file": DISGUISED}, named=named[:8], kind=kind)
    return kind


def _by_content(path: Path, head: bytes) -> str | None:
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return _office(path) if head.startswith(b"PK\x03\x04") else None


def _office(path: Path) -> str | None:
    """An office file is a zip that names its own kind in a fixed place."""
    try:
        with zipfile.ZipFile(path) as parts:
            entries = parts.infolist()
            if sum(e.file_size for e in entries) > MAX_UNPACKED:
                raise errors.Invalid({"file": DAMAGED})
            names = {e.filename for e in entries}
            if "[Content_Types].xml" in names:
                said = _part(parts, "[Content_Types].xml")
                if any(m in said for m in MACROS) or any(n.endswith("vbaProject.bin") for n in names):
                    raise errors.Invalid({"file": MACRO})
                return next((kind for mark, kind in PARTS.items() if mark in said), None)
            if "mimetype" in names:
                return OPEN_DOCUMENT.get(_part(parts, "mimetype").strip())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, RuntimeError,
            NotImplementedError, zlib.error):  # fmt: skip
        raise errors.Invalid({"file": DAMAGED}) from None
    return None


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as part:
        return part.read(MAX_PART)


def _is_text(path: Path) -> bool:
    """Readable as text: no control characters, in UTF-8 or the single-byte encoding of old spreadsheets."""
    content = path.read_bytes()
    return not any((b < 32 and b not in b"\t\n\r\f") or b == 127 for b in set(content))


def _other(path: Path) -> str:
    """The kind of a file we do not take, for the sentence; empty when nobody knows."""
    try:
        return puremagic.from_file(str(path)).lstrip(".").lower()
    except (puremagic.PureError, ValueError, OSError):
        return ""
