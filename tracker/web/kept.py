"""Drawn bodies kept as long as nothing changed, and the tag by which a browser asks whether it did."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from threading import Lock

from fastapi import Request
from fastapi.responses import Response
from markupsafe import Markup

from tracker import locale, policy
from tracker.config import VERSION
from tracker.web import assets, render

MOST = 128
"""Bodies kept per process; one of 40 parties is about 40 kB."""
CACHE = "private, no-cache"
"""The browser may keep the page, and must ask every time whether it still holds."""


class Bodies:
    """The newest drawn bodies by what they depend on. A body holds nothing of one reader alone, and its
    key holds the standing it was drawn for, so no reader meets what another one may see."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()

    def get(self, key: Hashable, draw: Callable[[], Markup]) -> Markup:
        """The body under this key, drawn now when it is not there."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        made = draw()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


def tag(request: Request, who: policy.Actor, key: Hashable) -> str:
    """The page's version for this very reader: body, frame, menu, tokens, language, theme and program."""
    around = render.frame_of(request)
    parts = (
        VERSION,
        assets.address("site.css"),
        _plain(key),
        _plain(who),
        around.here,
        around.theme,
        around.tokens.csrf() if who.signed_in else "",
        locale.current(),
    )
    return f'"{hashlib.sha256("|".join(parts).encode("utf-8", "replace")).hexdigest()[:32]}"'


def _plain(value: object) -> str:
    """As text that is the same in every process: sets in order."""
    if is_dataclass(value):
        return _plain(tuple(getattr(value, f.name) for f in fields(value)))
    if isinstance(value, frozenset):
        return _plain(sorted(value))
    if isinstance(value, (tuple, list)):
        return f"({','.join(_plain(part) for part in value)})"
    return repr(value)


def unchanged(request: Request, etag: str) -> Response | None:
    """304 when the browser holds this very version; never while a line waits to be shown once."""
    if request.headers.get("if-none-match", "").removeprefix("W/") != etag or render.frame_of(request).toast:
        return None
    return Response(status_code=304, headers={"ETag": etag, "Cache-Control": CACHE})


def keep(request: Request, response: Response, etag: str) -> Response:
    """Let the browser keep this answer, unless it shows something that is shown once."""
    if not render.frame_of(request).toast:
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = CACHE
    return response
