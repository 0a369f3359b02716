"""The static files: read once, compressed once, served under an address that changes with their content."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

HERE = Path(__file__).parent / "static"
PREFIX = "/static/"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
SQUEEZE = {".css", ".js", ".svg", ".txt"}
BUNDLES = {
    "all.css": ("tokens.css", "site.css", "product.css"),
    "all.js": ("vendor/htmx-4.0.1.min.js", "app.js"),
}
"""What every page needs, sent as one file each: fewer requests on a first visit, and no build step."""
COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to send."""

    plain: bytes
    small: bytes | None
    media_type: str


def _asset(plain: bytes, suffix: str) -> Asset:
    return Asset(plain, gzip.compress(plain, 9, mtime=0) if suffix in SQUEEZE else None, TYPES[suffix])


@cache
def load(folder: Path = HERE) -> tuple[str, dict[str, Asset]]:
    """Every file below the folder by its path, and one short hash over all of them.

    One hash for the whole folder, so that relative addresses inside a stylesheet keep working.
    """
    found: dict[str, Asset] = {}
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in TYPES):
        name, plain = path.relative_to(folder).as_posix(), path.read_bytes()
        digest.update(f"{name}\0{len(plain)}\0".encode() + plain)
        found[name] = _asset(plain, path.suffix)
    for name, parts in BUNDLES.items():
        whole = b"\n".join(found[part].plain for part in parts)
        suffix = Path(name).suffix
        found[name] = _asset(COMMENT.sub(b"", whole) if suffix == ".css" else whole, suffix)
    return digest.hexdigest()[:12], found


def address(name: str) -> str:
    """The path of a static file; an unknown name is a mistake in a template and stops it."""
    version, found = load()
    if name not in found:
        raise LookupError(f"there is no static file {name}")
    return f"{PREFIX}{version}/{name}"


async def serve(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application below `/static/`."""
    version, found = load()
    given, _, name = scope["path"].removeprefix(PREFIX).partition("/")
    asset = found.get(name)
    if asset is None or scope["method"] not in {"GET", "HEAD"}:
        await Response(status_code=404)(scope, receive, send)
        return
    body, headers = asset.plain, {"vary": "accept-encoding"}
    if asset.small is not None and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
        body, headers["content-encoding"] = asset.small, "gzip"
    # a page of the previous release may ask with its own hash: serve it, but do not let it stick
    headers["cache-control"] = "public, max-age=31536000, immutable" if given == version else "no-cache"
    sent = body if scope["method"] == "GET" else b""
    response = Response(sent, headers=headers, media_type=asset.media_type)
    response.headers["content-length"] = str(len(body))
    await response(scope, receive, send)
