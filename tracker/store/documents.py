"""A document that was handed in as a text: what it says, in Markdown."""

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

from tracker import errors
from tracker.locale import N_
from tracker.store import office_reading

OFFICE = ("docx", "odt")
PLAIN = ("md", "txt")
NO: dict[str, str] = {
    office_reading.BROKEN: N_("Dit bestand is niet te lezen. Sla het opnieuw op en lever het nog een keer aan."),
    office_reading.HUGE: N_(
        "Dit bestand is te groot om als tekst te lezen: een versie telt hoogstens 200.000 tekens. "
        "Lever het als pdf aan; dan is er geen vergelijking per artikel."
    ),
    office_reading.EMPTY: N_("In dit bestand staat geen tekst. Plak de tekst, of lever het als pdf aan."),
}  # fmt: skip


def markdown(path: Path, kind: str) -> str | None:
    """The text in this file; None for a kind that cannot be read as text, such as PDF. Raises `Invalid` on
    field `file` when it is broken or too much."""
    if kind in PLAIN:
        return _plain(path.read_bytes())
    return _clean(_read(path, kind)) if kind in OFFICE else None


def _plain(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    text = _clean(text)
    if len(text) > office_reading.MOST_CHARACTERS:
        raise errors.Invalid({"file": NO[office_reading.HUGE]})
    if not text.strip():
        raise errors.Invalid({"file": NO[office_reading.EMPTY]})
    return text


def _clean(text: str) -> str:
    """As it may be stored: NFC, line ends of one kind, and no characters that are not there to be read."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cf", "Cn"))
    return unicodedata.normalize("NFC", "".join(kept))


def _read(path: Path, kind: str) -> str:
    """What the reader says, in a process of its own: a document may not cost us our time or memory."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", office_reading.__file__, kind, str(path)],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=office_reading.SECONDS,
            check=False,
        )
        said = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise errors.Invalid({"file": NO[office_reading.HUGE]}) from None
    except ValueError:
        raise errors.Invalid({"file": NO[office_reading.BROKEN]}) from None
    if "no" in said:
        raise errors.Invalid({"file": NO[said["no"]]})
    return str(said["text"])
