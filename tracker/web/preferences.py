"""What a reader chose for the display, language and theme: two cookies and one address parameter."""

from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker import locale

LANGUAGE, THEME = "taal", "weergave"
THEMES = ("light", "dark", "system")
YEAR = 365 * 24 * 3600


def keep(response: Response, name: str, value: str, *, https: bool) -> None:
    """Remember a choice for a year."""
    response.set_cookie(name, value, max_age=YEAR, path="/", httponly=True, samesite="lax", secure=https)


class PreferencesMiddleware:
    """Sets the language and theme of a request; `?taal=en` also remembers the language."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        cookies = cookie_parser(headers.get(b"cookie", b"").decode("latin-1"))
        asked = parse_qs(scope["query_string"].decode("latin-1")).get(LANGUAGE, [""])[-1]
        language = asked if asked in locale.LANGUAGES else cookies.get(LANGUAGE, locale.DEFAULT)
        theme = cookies.get(THEME, "system")
        scope.setdefault("state", {})["theme"] = theme if theme in THEMES else "system"

        async def remember(message: Message) -> None:
            if message["type"] == "http.response.start" and asked in locale.LANGUAGES:
                choice = Response()
                keep(choice, LANGUAGE, asked, https=scope["scheme"] == "https")
                MutableHeaders(scope=message).append("set-cookie", choice.headers["set-cookie"])
            await send(message)

        with locale.speaking(language):
            await self.app(scope, receive, remember)
