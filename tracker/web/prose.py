"""Agreement text typed in Markdown, as HTML that can hold nothing but text."""

from functools import cache, lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "blockquote", "br", "hr", "code", "pre"),
    *("table", "thead", "tbody", "tr", "th", "td", "sup", "sub"),
}
"""What an agreement is made of: no links, no images, nothing that could act."""
TOP = 3
"""The page has headings of its own above the text's."""


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table")


def prose(text: str) -> Markup:
    """Markdown as HTML; a heading in it comes below those of the page."""
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + TOP - 1)}"
    html = reader.renderer.render(tokens, reader.options, {})
    return Markup(nh3.clean(html, tags=TAGS, attributes={"ol": {"start"}}))  # noqa: S704 - cleaned


@lru_cache(maxsize=2_048)
def clause(body: str) -> Markup:
    """The text of one clause. It is kept: a version never changes, and many readers read the same one."""
    return prose(body)
