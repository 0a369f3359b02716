"""Every sentence a reader can meet exists in English too, with the same places to fill in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import jinja2.ext
import pytest
from babel.messages.extract import extract

from tracker import locale, policy
from tracker.web import render

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    # a refusal's first argument is a message id (tracker/errors.py)
    "Forbidden": None,
    "WrongState": None,
}
PLACES = re.compile(r"%\((\w+)\)[sd]")

Found = tuple[str, str, tuple[str, ...]]


def _ids(message: object) -> tuple[str, ...]:
    return tuple(str(m) for m in message if m) if isinstance(message, tuple) else (str(message),)


def in_python() -> Iterator[Found]:
    """Message ids in our Python files: place, context, forms."""
    for path in sorted((ROOT / "tracker").rglob("*.py")):
        with path.open("rb") as source:
            for line, message, _comments, context in extract("python", source, keywords=KEYWORDS):
                ids = _ids(message)
                if ids[0] not in policy.MAY:  # the deed in `Forbidden(policy.MAY["…"].asks)` is no message
                    yield f"{path.relative_to(ROOT)}:{line}", context or "", ids


def in_templates() -> Iterator[Found]:
    """Message ids in the templates; a word that comes from data was marked where the data are."""
    options = {"extensions": "jinja2.ext.do", "encoding": "utf-8"}
    for path in sorted((ROOT / "templates").rglob("*.html")):
        with path.open("rb") as source:
            found = jinja2.ext.babel_extract(
                cast(BinaryIO, source), ["_", "gettext", "ngettext", "pgettext"], [], options
            )
            for line, function, message, _comments in found:
                forms = _ids(message) if isinstance(message, tuple) else (message,) if message else ()
                context = forms[0] if function == "pgettext" else ""
                kept = {"ngettext": forms[:2], "pgettext": forms[1:2]}.get(function, forms[:1])
                if kept:
                    yield f"{path.relative_to(ROOT)}:{line}", context, kept


def in_policy() -> Iterator[Found]:
    """Who may do a deed, in words for the refusal."""
    for deed, grant in policy.MAY.items():
        if grant.asks:
            yield f"policy.MAY[{deed!r}]", "", (grant.asks,)


def everything() -> list[Found]:
    return [*in_python(), *in_templates(), *in_policy()]


def test_every_message_has_an_english_translation() -> None:
    english = locale.catalogue("en")
    missing = {
        f"{forms[0]!r}  ({place})"
        for place, context, forms in everything()
        if (context or None, forms[0]) not in english
    }
    assert sorted(missing) == []


def test_a_message_with_a_plural_has_two_english_forms() -> None:
    english = locale.catalogue("en")
    wrong = {
        forms[0]
        for _place, context, forms in everything()
        if len(forms) == 2 and len(english.get((context or None, forms[0]), ("", ""))) != 2
    }
    assert wrong == set()


def test_a_translation_fills_in_the_same_places() -> None:
    wrong = []
    for (_context, dutch), english in locale.catalogue("en").items():
        for form in (english,) if isinstance(english, str) else english:
            if not set(PLACES.findall(form)) <= set(PLACES.findall(dutch)) | {"num"}:
                wrong.append((dutch, form))
    assert wrong == []


def test_catalogues_do_not_contradict_each_other(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    (tmp_path / "a.po").write_text(head + 'msgid "Fase"\nmsgstr "Stage"\n', encoding="utf-8")
    (tmp_path / "b.po").write_text(head + 'msgid "Fase"\nmsgstr "Phase"\n', encoding="utf-8")
    with pytest.raises(locale.Clash, match="b.po and a.po translate 'Fase' differently"):
        locale.read([tmp_path / "a.po", tmp_path / "b.po"], strict=True)
    assert locale.read(sorted((locale.HERE / "en").glob("*.po")), strict=True) == locale.catalogue("en")


def test_templates_ask_for_translations_only_through_the_functions_we_extract() -> None:
    environment = render.environment()
    assert {"gettext", "ngettext", "_"} <= set(environment.globals)
    assert "trans" in environment.extensions["jinja2.ext.InternationalizationExtension"].tags
