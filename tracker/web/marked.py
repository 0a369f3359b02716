"""Differences as HTML: what went is struck, what came is underlined, and both say so in words."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from tracker.locale import _
from workflows.differences import Kind, Run


def marked(runs: Sequence[Run], only: Kind | str | None = None) -> Markup:
    """Runs in reading order; with `only` the old side (`removed`) or the new side (`added`)."""
    if len(runs) == 1 and runs[0].kind is Kind.SAME:
        return escape(runs[0].text)
    out = []
    for run in runs:
        if run.kind is Kind.SAME:
            out.append(str(escape(run.text)))
        elif only is None or run.kind == only:
            tag, word = ("del", _("Vervallen:")) if run.kind is Kind.REMOVED else ("ins", _("Toegevoegd:"))
            out.append(_change(tag, word, run.text))
    return Markup("".join(out))  # noqa: S704 - each part was escaped


def _change(tag: str, word: str, text: str) -> str:
    """One change. White space at its edges stays outside, so that no line is drawn under nothing."""
    bare = text.strip()
    if not bare:
        return str(escape(text))
    at = text.index(bare)
    lead, tail = text[:at], text[at + len(bare) :]
    hidden = f'<span class="imvo-vh">{escape(word)} </span>'
    return f"{lead}<{tag}>{hidden}{escape(bare)}</{tag}>{tail}"
