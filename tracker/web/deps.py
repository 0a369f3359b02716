"""What a route asks for: a session, the moment, who is asking; and the router that insists on a deed."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import sqlalchemy as sa
import structlog
from fastapi import APIRouter, Depends, Path, Query, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from tracker import errors, policy
from tracker.commands import rounds
from tracker.locale import N_
from tracker.store import accounts, db, dossiers
from tracker.web import forms, security

log = structlog.get_logger()

TOUCH = timedelta(minutes=1)
"""A sign-in is noted as used at most this often, so that reading stays reading."""
DEED = "x-deed"
"""Key under which a route carries the name of its row in `policy.MAY`."""
EVERYWHERE = frozenset(
    {policy.PUBLIC, policy.SIGNED_IN, policy.MANAGER, policy.AUDITOR, policy.ADMINISTRATOR}
)
"""Relations that do not depend on a covenant, so that the door can tell without looking anything up."""
STRANGE = N_(
    "Deze inzending kwam niet van een pagina van deze site. Open de pagina opnieuw en probeer het weer."
)
SIGN_IN = N_("Meld u eerst aan.")


NO_MOMENT = N_("Kies een bestaande datum, vandaag of eerder.")


SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


class SignInFirst(errors.Forbidden):
    """Only for people who signed in: a page sends them to do so, a form says so and keeps what was typed."""


def wall_clock() -> datetime:
    """The one clock of the program; everything else is told the time."""
    return datetime.now(UTC)


async def now(request: Request) -> datetime:
    """The moment of this request, the same wherever it is asked."""
    state = request.state
    if not hasattr(state, "now"):
        state.now = request.app.state.clock()
    moment: datetime = state.now
    return moment


@asynccontextmanager
async def _opened(request: Request, *, writes: bool) -> AsyncIterator[Session]:
    engine = request.app.state.engine
    session = Session(db.for_writing(engine) if writes else db.for_reading(engine), expire_on_commit=False)
    try:
        yield session
        if writes and not getattr(request.state, "refused", False):
            await run_in_threadpool(session.commit)
    except BaseException:
        await run_in_threadpool(session.rollback)
        raise
    finally:
        await run_in_threadpool(session.close)


async def read_session(request: Request) -> AsyncIterator[Session]:
    """One snapshot to read from; opening it does no work yet."""
    async with _opened(request, writes=False) as session:
        yield session


async def write_session(request: Request) -> AsyncIterator[Session]:
    """One transaction: takes the write lock at its first statement, commits before the answer leaves."""
    async with _opened(request, writes=True) as session:
        yield session


async def session_for(request: Request) -> AsyncIterator[Session]:
    """A reading session for a page, a writing one for a form: one connection per request."""
    async with _opened(request, writes=request.method not in security.SAFE) as session:
        yield session


Now = Annotated[datetime, Depends(now)]
Store = Annotated[Session, Depends(session_for, scope="function")]
"""The session of this request: `session: deps.Store`."""


async def as_of(
    moment: Now, text: Annotated[str, Query(alias="asOf", max_length=40)] = ""
) -> datetime | None:
    """The moment a page is asked for: a day means its end in Amsterdam; None is now."""
    if not text.strip():
        return None
    try:
        if len(text.strip()) == len("2026-01-31"):
            day = date.fromisoformat(text.strip())
            asked = dossiers.end_of_day(day)
            ahead = day > moment.astimezone(dossiers.AMSTERDAM).date()
        else:
            # a plus sign that was not encoded arrives as a space
            asked = datetime.fromisoformat(text.strip().replace(" ", "+"))
            ahead = asked.tzinfo is None or asked > moment
    except (ValueError, OverflowError):
        raise errors.Invalid({"asOf": NO_MOMENT}) from None
    if ahead:
        raise errors.Invalid({"asOf": NO_MOMENT})
    return asked


AsOf = Annotated[datetime | None, Depends(as_of)]
"""The past moment a page was asked for with `?asOf=`; None without it."""


def recognise(session: Session, token: str, moment: datetime) -> tuple[policy.Actor, datetime]:
    """Who holds this sign-in token, with rights as they are now, and when it was last used."""
    found = accounts.actor_of(session, token, now=moment) if token else None
    return found or (policy.ANYBODY, moment)


def actor(request: Request, session: Store, moment: Now) -> policy.Actor:
    """Who is asking; rights are read again at every request."""
    if SLUG.fullmatch(str(request.path_params.get("slug", ""))):
        _end_rounds(request, session, moment)
    who, seen_at = recognise(session, security.session_token(request), moment)
    request.state.actor = who
    if moment - seen_at > TOUCH:
        if request.method in security.SAFE:
            _touch_apart(request.app.state.engine, who.session_id, moment)
        else:
            accounts.touch(session, who.session_id, now=moment)
    return who


def _end_rounds(request: Request, session: Session, moment: datetime) -> None:
    """A round whose time has come is over before anybody looks at its covenant: in a transaction of its own,
    after which this request reads afresh."""
    due = rounds.is_due(session, str(request.path_params["slug"]), moment)
    if not due:
        return
    session.rollback()
    try:
        with db.writing(request.app.state.engine) as apart:
            rounds.open_due(apart, moment, covenant_id=due)
    except sa.exc.OperationalError:
        log.warning("round not ended", reason="the database is busy")
    except errors.TrackerError as refused:
        # What stays sealed harms nobody; a page that does not open would.
        log.error("round not ended", reason=type(refused).__name__)


def _touch_apart(engine: sa.Engine, session_id: str, moment: datetime) -> None:
    """A page only reads: that its reader is still there is noted in a short transaction of its own."""
    try:
        with db.writing(engine) as session:
            accounts.touch(session, session_id, now=moment)
    except sa.exc.OperationalError:
        log.warning("sign-in not touched", reason="the database is busy")


Who = Annotated[policy.Actor, Depends(actor, scope="function")]
"""The actor of this request: `actor: deps.Who`."""


async def own_form(request: Request) -> AsyncIterator[None]:
    """For everything that changes something: from our own page, with this reader's token."""
    headers = request.headers
    if not security.same_site(headers, headers.get("host", "")):
        raise errors.Forbidden(STRANGE)
    try:
        given = headers.get("x-csrf-token")
        if given is None:
            posted = (await forms.read(request)).get("csrf")
            given = posted if isinstance(posted, str) else ""
        if not security.tokens(request).accepts(given):
            raise errors.Forbidden(STRANGE)
        yield
    finally:
        await request.close()  # also after a refusal: an uploaded file is a file


def door(deed: str) -> Callable[..., None]:
    """Dependency that lets in whoever may ever do this deed; commands and queries look at the rest."""
    grant = policy.MAY[deed]
    openly = not (grant.own or grant.anyone - EVERYWHERE)

    def enter(who: Who) -> None:
        standing = policy.relations(who)
        if policy.may(standing, deed):
            return
        if not who.signed_in:
            raise SignInFirst(SIGN_IN)
        if openly:
            raise errors.Forbidden(grant.asks)

    return enter


class PolicyRouter(APIRouter):
    """A router on which no route can be registered without naming its deed, a row of `policy.MAY`."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **kwargs: Any) -> None:
        """Register a route; `deed` is required, `upload=True` allows a file of 20 MB."""
        deed = kwargs.pop("deed", None)
        if deed not in policy.MAY:
            raise LookupError(f"route {path} needs a deed from policy.MAY, not {deed!r}")
        guards: list[Any] = [Depends(security.allow_upload)] if kwargs.pop("upload", False) else []
        if set(kwargs.get("methods") or {"GET"}) - security.SAFE:
            guards.append(Depends(own_form))
        if policy.PUBLIC not in policy.MAY[deed].anyone:
            guards.append(Depends(door(deed), scope="function"))
        kwargs["dependencies"] = [*guards, *(kwargs.get("dependencies") or [])]
        kwargs["openapi_extra"] = {**(kwargs.get("openapi_extra") or {}), DEED: deed}
        kwargs.setdefault("response_model", None)
        super().add_api_route(path, endpoint, **kwargs)

    def _with_deed(self, method: str, path: str, **kwargs: Any) -> Callable[[Any], Any]:
        def register(endpoint: Any) -> Any:
            self.add_api_route(path, endpoint, methods=[method], **kwargs)
            return endpoint

        return register

    def get(self, path: str, **kwargs: Any) -> Callable[[Any], Any]:
        """A page."""
        return self._with_deed("GET", path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> Callable[[Any], Any]:
        """A form that changes something."""
        return self._with_deed("POST", path, **kwargs)

    def put(self, path: str, **kwargs: Any) -> Callable[[Any], Any]:
        """Not a form's method; for the API."""
        return self._with_deed("PUT", path, **kwargs)

    def patch(self, path: str, **kwargs: Any) -> Callable[[Any], Any]:
        """Not a form's method; for the API."""
        return self._with_deed("PATCH", path, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> Callable[[Any], Any]:
        """Not a form's method; for the API."""
        return self._with_deed("DELETE", path, **kwargs)

    def _refuse(self, *args: Any, **_kwargs: Any) -> Any:
        raise LookupError(f"{args[0] if args else 'a route'} is registered past the policy")

    head = options = trace = route = add_route = mount = host = websocket = _refuse
    api_websocket_route = add_api_websocket_route = websocket_route = add_websocket_route = _refuse


Slug = Annotated[str, Path(pattern=f"^{SLUG.pattern}$")]
"""The name of a covenant in an address."""
PathId = Annotated[str, Path(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
"""A random identifier in an address; anything else is 404, whatever its length."""
Word = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""A code in an address: an action, a requirement, an article."""
Number = Annotated[int, Path(ge=0, le=2**31 - 1)]
"""A number in an address: a ledger line, a covenant year."""
