"""What guards every request: headers, the origin of a form, its token, and how often one may try."""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
    "manifest-src 'self'"
)
HEADERS = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("cache-control", "no-store"),
)
"""Set where a response did not set them itself: a static file keeps its own cache rule."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
FORM_BYTES = 1024 * 1024
UPLOAD_BYTES = 21 * 1024 * 1024
ROOM = "tracker.body_limit"
"""Key in the scope of the limit, in a list, so that a route can widen it."""
TOKEN_BYTES = 32
SESSION, VISIT = "sessie", "bezoek"
"""Cookies: the sign-in, and the one that binds a form to a reader who has not signed in."""


class HeadersMiddleware:
    """Strict headers on everything that leaves, and the `Vary` that htmx needs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS:
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("strict-transport-security", "max-age=31536000")
                if not scope["path"].startswith("/static/"):
                    headers.add_vary_header("HX-Request, HX-Target, Cookie")
            await send(message)

        await self.app(scope, receive, guarded)


class BodyLimitMiddleware:
    """Stops reading a body at its limit: by the length it announces, else by counting what comes.

    Our own, because the library's answers before a page of ours can say what the limit is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        room = scope[ROOM] = [FORM_BYTES]
        announced = Headers(scope=scope).get("content-length", "")
        arrived = int(announced[:19]) if announced.isdecimal() and announced.isascii() else 0

        async def counted() -> Message:
            nonlocal arrived
            if arrived > room[0]:
                raise HTTPException(413)
            message = await receive()
            if message["type"] == "http.request" and not announced:
                arrived += len(message.get("body", b""))
                if arrived > room[0]:
                    raise HTTPException(413)
            return message

        await self.app(scope, counted, send)


async def allow_upload(request: Request) -> None:
    """Dependency: this route takes a file."""
    request.scope[ROOM][0] = UPLOAD_BYTES


def same_site(headers: Headers, host: str) -> bool:
    """Whether a request that changes something comes from our own pages, as far as the browser says.

    `Sec-Fetch-Site` where it is sent (https and localhost), else `Origin` against the host. A client
    that sends neither is no browser tricked by a stranger; the token in the form still has to be right.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == host


def new_key() -> str:
    """A fresh idempotency key for one drawn form."""
    return secrets.token_urlsafe(16)


def cookie_name(name: str, secure: bool) -> str:
    """With the prefix that pins a cookie to this very host, which only https may carry."""
    return f"__Host-{name}" if secure else name


def secure(request: Request) -> bool:
    """Whether this request came over https."""
    return bool(request.scope["scheme"] == "https")


def session_token(request: Request) -> str:
    """The sign-in token this browser holds, empty without one."""
    return request.cookies.get(cookie_name(SESSION, secure(request)), "")[:200]


def _sign(secret: str) -> str:
    """The form token that belongs to a cookie: who cannot read the cookie cannot make it."""
    made = hmac.new(secret.encode(errors="replace"), b"form", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


@dataclass(slots=True)
class Tokens:
    """The form tokens of one reader; the visitor's cookie is made when the first form is drawn."""

    session: str = ""
    visit: str = ""
    https: bool = False
    fresh: bool = False

    def csrf(self) -> str:
        """The token a form of this reader carries."""
        if self.session:
            return _sign(self.session)
        if not self.visit:
            self.visit, self.fresh = secrets.token_urlsafe(TOKEN_BYTES), True
        return _sign(self.visit)

    def accepts(self, given: str) -> bool:
        """Whether a posted token is this reader's."""
        bound = self.session or self.visit
        return bool(bound) and hmac.compare_digest(_sign(bound).encode(), given.encode(errors="replace"))

    def remember(self, response: Response) -> None:
        """Give the browser the visitor's cookie, when one was made."""
        if self.fresh:
            give(response, VISIT, self.visit, https=self.https, seconds=None)


def tokens(request: Request) -> Tokens:
    """The form tokens of whoever sent this request."""
    https = secure(request)
    visit = request.cookies.get(cookie_name(VISIT, https), "")[:200]
    return Tokens(session_token(request), visit, https)


def give(response: Response, name: str, value: str, *, https: bool, seconds: int | None) -> None:
    """Set one of our cookies: out of reach of scripts, not sent along from other sites."""
    response.set_cookie(
        cookie_name(name, https),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        samesite="lax",
        secure=https,
    )


def take(response: Response, name: str, *, https: bool) -> None:
    """Remove one of our cookies."""
    response.delete_cookie(cookie_name(name, https), path="/", httponly=True, samesite="lax", secure=https)


class Attempts:
    """How often one may try: per account and per address, in this process's memory."""

    def __init__(self, per_account: str = "10/15minutes", per_address: str = "60/15minutes") -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._account: RateLimitItem = parse(per_account)
        self._address: RateLimitItem = parse(per_address)

    def _keys(self, account: str, address: str) -> Iterable[tuple[RateLimitItem, str]]:
        # hashed, so that memory dumps and logs hold no list of addresses that were tried
        name = hashlib.sha256(account.strip().lower().encode(errors="replace")).hexdigest()
        return ((self._account, f"account:{name}"), (self._address, f"address:{address}"))

    def wait(self, account: str, address: str) -> int:
        """Count one try; 0 when it may go on, else the seconds until it may."""
        # both are counted, always: a limit reached on one must not hide tries from the other
        hits = [(item, key, self._window.hit(item, key)) for item, key in self._keys(account, address)]
        late = [self._window.get_window_stats(item, key).reset_time for item, key, free in hits if not free]
        return max(1, int(max(late) - time.time())) if late else 0

    def forgive(self, account: str, address: str) -> None:
        """After a right password the account's count starts again; the address keeps its own."""
        (item, key), _address = self._keys(account, address)
        self._window.clear(item, key)
