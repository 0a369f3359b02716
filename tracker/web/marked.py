"""Differences as HTML: what went is struck, what came is underlined, and both say so in words."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from tracker.locale import _
from workflows.differences import Kind, Run


def marked(runs: Iterable[Run], only: Kind | str | None = None) -> Markup:
    """Runs in reading order; with `only` the old side (`removed`) or the new side (`added`)."""
    tags = {
        Kind.REMOVED: ("del", _("Vervallen:")),
        Kind.ADDED: ("ins", _("Toegevoegd:")),
    }
    out = []
    for run in runs:
        if run.kind is Kind.SAME:
            out.append(str(escape(run.text)))
        elif only is None or run.kind == only:
            out.append(_change(*tags[run.kind], run.text))
    return Markup("").join(Markup(part) for part in out)  # noqa: S704 - escaped above


def _change(tag: str, word: str, text: str) -> str:
    """One change. White space at its edges stays outside, so that no line is drawn under nothing."""
    bare = text.strip()
    if not bare:
        return str(escape(text))
    at = text.index(bare)
    lead, tail = text[:at], text[at + len(bare) :]
    hidden = f'<span class="imvo-vh">{escape(word)} </span>'
    return f"{lead}<{tag}>{hidden}{escape(bare)}</{tag}>{tail}"
