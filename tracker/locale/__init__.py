"""Languages: English words for the Dutch message ids, merged from every `en/*.po`, and who reads which."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = ("nl", "en")
DEFAULT = "nl"
HERE = Path(__file__).parent

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)

Entry = str | tuple[str, ...]
Key = tuple[str | None, str]


class Clash(ValueError):
    """Two catalogues translate the same id differently; the sentence names both files."""


def current() -> str:
    """The language of this request, `nl` outside one."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language inside the block; an unknown one is Dutch."""
    token = _language.set(language if language in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _language.reset(token)


def read(files: list[Path], *, strict: bool = False) -> dict[Key, Entry]:
    """Merge catalogues, the first file by name first; `strict` refuses two translations of one id."""
    merged: dict[Key, Entry] = {}
    origin: dict[Key, str] = {}
    for path in files:
        with path.open("rb") as source:
            catalogue = read_po(source, locale="en", abort_invalid=True)
        for message in catalogue:
            if not message.id or not message.string or message.fuzzy:
                continue
            key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
            entry: Entry = message.string if isinstance(message.string, str) else tuple(message.string)
            if merged.setdefault(key, entry) != entry and strict:
                raise Clash(f"{path.name} and {origin[key]} translate {key[1]!r} differently")
            origin.setdefault(key, path.name)
    return merged


@cache
def catalogue(language: str) -> Mapping[Key, Entry]:
    """Every translation into this language, by context and id; empty for Dutch, the language of the ids."""
    return read(sorted((HERE / language).glob("*.po"))) if language != DEFAULT else {}


def _first(entry: Entry | None, message: str) -> str:
    if entry is None:
        return message
    return entry if isinstance(entry, str) else entry[0]


def gettext(message: str) -> str:
    """The message in the language of this request, without filling in anything."""
    return _first(catalogue(current()).get((None, message)), message) if message else ""


def pgettext(context: str, message: str) -> str:
    """As `gettext`, for a word that needs its context to be translated."""
    return _first(catalogue(current()).get((context, message)), message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form for this number; both languages have one form for 1 and one for the rest."""
    entry = catalogue(current()).get((None, singular))
    forms = entry if isinstance(entry, tuple) and len(entry) > 1 else (singular, plural)
    return forms[0] if number == 1 else forms[1]


def npgettext(context: str, singular: str, plural: str, number: int) -> str:
    """As `ngettext`, with a context."""
    entry = catalogue(current()).get((context, singular))
    forms = entry if isinstance(entry, tuple) and len(entry) > 1 else (singular, plural)
    return forms[0] if number == 1 else forms[1]


def _(message: str, **params: object) -> str:
    """The message in the language of this request, with its `%(name)s` places filled in."""
    return gettext(message) % params


def N_(message: str) -> str:  # noqa: N802 - the name every extractor knows
    """Mark a message id for translation later; returns it unchanged."""
    return message
