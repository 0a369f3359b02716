"""Pages and fragments: one Jinja environment, the frame around every page, and redirects with a word."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tracker import locale, policy
from tracker.config import PRODUCT
from tracker.web import assets, formats, marks, navigation, security
from workflows import words

HERE = Path(__file__).resolve()
FOUND = (HERE.parents[2] / "templates", HERE.parents[1] / "_data" / "templates")
"""Where the templates are: in a checkout, or inside the installed package."""
TOAST = "melding"
MAX_TOAST = 300


@dataclass(slots=True)
class Frame:
    """What the frame and the macros know about the request that is being answered."""

    now: datetime
    actor: policy.Actor = policy.ANYBODY
    path: str = "/"
    query: tuple[tuple[str, str], ...] = ()
    theme: str = "system"
    toast: str = ""
    paths: frozenset[str] = frozenset()
    tokens: security.Tokens = field(default_factory=security.Tokens)

    @property
    def today(self) -> date:
        """The day it is in Amsterdam."""
        return formats.on_day(self.now)

    @property
    def here(self) -> str:
        """This address without the choice of language."""
        kept = [(k, v) for k, v in self.query if k != "taal"]
        return self.path + (f"?{urlencode(kept)}" if kept else "")

    def in_language(self, language: str) -> str:
        """This same page in another language."""
        kept = [(k, v) for k, v in self.query if k != "taal"]
        return f"{self.path}?{urlencode([*kept, ('taal', language)])}"

    @property
    def desks(self) -> list[tuple[str, str]]:
        """The landing pages this reader may choose from; a choice only when there are more."""
        return navigation.desks(self.actor)

    @property
    def nav(self) -> list[navigation.Link]:
        """The main menu for this reader."""
        return navigation.main(self.actor, self.paths, self.path)


_frame: ContextVar[Frame] = ContextVar("frame")


def frame() -> Frame:
    """The frame of the page being drawn."""
    return _frame.get()


@contextmanager
def framed(around: Frame) -> Iterator[Frame]:
    """Draw inside this frame."""
    token = _frame.set(around)
    try:
        yield around
    finally:
        _frame.reset(token)


def _said(tell: Callable[..., str]) -> Callable[..., str]:
    """A sentence about a finding in the reader's language, from the definitions' own words."""
    return lambda finding, **how: tell(finding, locale.current(), **how)


def _filters() -> dict[str, Any]:
    return {
        "day": formats.day,
        "on_day": formats.on_day,
        "day_plain": formats.day_plain,
        "day_short": lambda when: formats.day_short(when, frame().today),
        "days_left": lambda due: formats.days_left(due, frame().today),
        "moment": formats.moment,
        "clock": formats.clock,
        "machine": formats.machine,
        "partial_date": formats.partial_date,
        "number": formats.number,
        "share": formats.share,
        "filesize": formats.filesize,
        "words": formats.words,
        "plural": formats.plural,
        "initials": formats.initials,
        "sentence": _said(words.sentence),
        "way_out": _said(words.way_out),
        "state_word": _said(words.state_word),
    }


class Macros(SimpleNamespace):
    """Every macro of `templates/ui/`, reachable from any template and any block as `ui.<name>`."""


@cache
def environment() -> Environment:
    """The one Jinja environment; a missing name is an error, everything is escaped, always."""
    env = Environment(
        loader=FileSystemLoader([str(folder) for folder in FOUND]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        locale.gettext, locale.ngettext, newstyle=True, pgettext=locale.pgettext, npgettext=locale.npgettext
    )
    env.filters.update(_filters())
    ui = Macros()
    env.globals.update(
        ui=ui,
        marks=marks,
        product=PRODUCT,
        static=assets.address,
        frame=frame,
        lang=locale.current,
        csrf_token=lambda: frame().tokens.csrf(),
        new_key=security.new_key,
    )
    for name in sorted(n for n in env.list_templates() if n.startswith("ui/")):
        for macro, value in vars(env.get_template(name).module).items():
            if macro.startswith("_") or not callable(value):
                continue
            if hasattr(ui, macro):
                raise LookupError(f"{name} defines the macro {macro}, which exists already")
            setattr(ui, macro, value)
    return env


def frame_of(request: Request) -> Frame:
    """Everything the frame needs, from the request as far as it got."""
    state = request.state
    toast = unquote(request.cookies.get(TOAST, ""))[:MAX_TOAST]
    return Frame(
        now=request.app.state.clock(),
        actor=getattr(state, "actor", None) or policy.ANYBODY,
        path=quote(request.scope["path"], safe="/-._~"),
        query=tuple(request.query_params.multi_items()),
        theme=getattr(state, "theme", "system"),
        toast=toast if toast.isprintable() else "",
        paths=request.app.state.paths,
        tokens=security.tokens(request),
    )


def target(request: Request) -> str | None:
    """The element that htmx wants replaced; None for a whole page, history restores included."""
    headers = request.headers
    if headers.get("hx-request") != "true" or headers.get("hx-history-restore-request") == "true":
        return None
    if headers.get("hx-request-type") == "full":
        return None
    return headers.get("hx-target", "").partition("#")[2] or None


def draw(template: str, block: str | None, context: Mapping[str, Any]) -> Markup:
    """One template, or one block of it: the same text either way."""
    loaded = environment().get_template(template)
    if block is None:
        return Markup(loaded.render(context))  # noqa: S704 - rendered with everything escaped
    parts = loaded.blocks[block](loaded.new_context(dict(context)))
    return Markup("".join(parts))  # noqa: S704 - as above


def page(
    request: Request,
    template: str,
    *,
    block: str | tuple[str, ...] | None = None,
    status: int = 200,
    moment: datetime | None = None,
    **context: Any,
) -> HTMLResponse:
    """A page, or for htmx the one of the named blocks whose name is the id of the element to replace.

    `moment` is the one the page shows, where that is not now: days left are counted from it.

    An answer of 400 or more commits nothing, also when the route itself drew it.
    """
    allowed = (block,) if isinstance(block, str) else block or ()
    wanted = target(request)
    chosen = wanted if wanted in allowed else None
    with framed(frame_of(request)) as around:
        around.now = moment or around.now
        html = draw(template, chosen, context)
    response = HTMLResponse(html, status_code=status)
    if around.toast:
        response.delete_cookie(TOAST, path="/")
    if status >= 400:
        request.state.refused = True  # the transaction of this request is rolled back
    around.tokens.remember(response)
    return response


def redirect(request: Request, to: str, toast: str = "") -> Response:
    """After a deed: see the page that shows it (303), with one line that repeats what was done."""
    response = RedirectResponse(to, status_code=303)
    if toast:
        response.set_cookie(
            TOAST,
            quote(toast[:MAX_TOAST]),
            max_age=60,
            path="/",
            httponly=True,
            samesite="lax",
            secure=security.secure(request),
        )
    return response
