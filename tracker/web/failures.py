"""Every "no" as a page, a fragment or JSON: never a stack trace, never what was typed without escaping."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import sqlalchemy.exc
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from tracker import errors, policy
from tracker.locale import N_, current, gettext
from tracker.queries import history
from tracker.store import db, dossiers
from tracker.web import deps, forms, render, security

log = structlog.get_logger()

MACHINE_PATHS = ("/health", "/api/")
PROBLEM, REFUSAL = "problem", "refusal"
"""The element every page has for refusals, and the block of an error template that fills it."""
RETRY_SECONDS = 5

TITLES = {
    400: N_("Niet te lezen"),
    403: N_("Dit kunt u hier niet"),
    404: N_("Niet gevonden"),
    405: N_("Dit kan hier niet"),
    409: N_("Niet gewijzigd"),
    413: N_("Te groot"),
    415: N_("Niet te lezen"),
    422: N_("Niet gelukt"),
    429: N_("Te vaak geprobeerd"),
    500: N_("Er ging iets mis"),
    503: N_("Even niet bereikbaar"),
}
SENTENCES = {
    400: N_("De inzending is niet te lezen. Er is niets vastgelegd."),
    403: N_("Dit kunt u hier niet doen."),
    404: N_("Deze pagina bestaat niet, of is niet voor u zichtbaar."),
    405: N_("Dit adres is niet zo te gebruiken."),
    413: N_(
        "De inzending is te groot: een formulier mag 1 MB zijn, een bestand 20 MB. Er is niets vastgelegd."
    ),
    415: N_("De inzending is niet te lezen. Er is niets vastgelegd."),
    422: N_("De inzending klopt niet. Er is niets vastgelegd."),
    500: N_("Dit ligt aan ons. Er is niets vastgelegd. De fout staat in het logboek."),
    503: N_(
        "De gegevens zijn nu even bezet. Er is niets vastgelegd. Probeer het over een paar tellen opnieuw."
    ),
}


class TooOften(errors.TrackerError):
    """Tried too often; says after how many seconds it may be tried again."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(
            N_("U hebt het te vaak geprobeerd. Wacht %(minutes)s minuten."), minutes=-(-seconds // 60)
        )
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Problem:
    """What a refusal page shows."""

    status: int
    sentence: str = ""
    template: str = "errors/plain.html"
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


def _told(refusal: errors.TrackerError) -> str:
    return forms.told_of(refusal.message, refusal.params)


def _submission(request: Request) -> forms.Submission[Any]:
    found: forms.Submission[Any] = getattr(request.state, "submission", forms.Submission.blank)
    return found


def _reader(request: Request) -> policy.Actor:
    """Who is looking, for the frame of an error page; anybody at all when even that cannot be read."""
    known: policy.Actor | None = getattr(request.state, "actor", None)
    token = security.session_token(request)
    if known is not None or not token:
        return known or policy.ANYBODY
    try:
        with db.reading(request.app.state.engine) as session:
            return deps.recognise(session, token, request.app.state.clock())[0]
    except sqlalchemy.exc.SQLAlchemyError:
        return policy.ANYBODY


def _answer(request: Request, problem: Problem) -> Response:
    status, title = problem.status, gettext(TITLES.get(problem.status, TITLES[500]))
    sentence = problem.sentence or gettext(SENTENCES.get(status, SENTENCES[500]))
    if request.scope["path"].startswith(MACHINE_PATHS):
        return JSONResponse(
            {"status": status, "title": title, "detail": sentence}, status, dict(problem.headers)
        )
    request.state.actor = _reader(request)
    response: Response = render.page(
        request,
        problem.template,
        status=status,
        title=title,
        sentence=sentence,
        code=status,
        form=_submission(request),
        **problem.more,
    )
    if request.headers.get("hx-request") == "true":
        response = _fragment(request, problem, title, sentence)
    response.headers.update(problem.headers)
    return response


def _fragment(request: Request, problem: Problem, title: str, sentence: str) -> Response:
    """The same refusal for htmx: only the panel, put where refusals live on every page."""
    with render.framed(render.frame_of(request)):
        html = render.draw(
            problem.template,
            REFUSAL,
            {
                "request": request,
                "title": title,
                "sentence": sentence,
                "code": problem.status,
                "form": _submission(request),
                **problem.more,
            },
        )
    headers = {"HX-Retarget": f"#{PROBLEM}", "HX-Reswap": "innerHTML"}
    return Response(html, problem.status, headers, media_type="text/html")


def _of(request: Request, refusal: Exception) -> Problem:
    """Which problem an exception of ours is."""
    match refusal:
        case errors.Invalid():
            submission = _submission(request).refused(refusal)
            request.state.submission = submission
            return Problem(422, template="errors/invalid.html")
        case errors.Stale():
            latest = max((change.seq for change in refusal.changes), default=0)
            more = {"changes": _in_between(request, refusal), "latest": latest}
            return Problem(409, _told(refusal), "errors/stale.html", more=more)
        case errors.GateClosed():
            more = {"findings": refusal.findings, "action": refusal.action}
            return Problem(409, _told(refusal), "errors/refused.html", more=more)
        case errors.NotFound():
            return Problem(404)
        case TooOften():
            return Problem(429, _told(refusal), headers={"Retry-After": str(refusal.seconds)})
        case errors.Forbidden():
            return Problem(403, _told(refusal))
        case errors.TrackerError():
            return Problem(refusal.status, _told(refusal))
    raise AssertionError(refusal)


def _in_between(request: Request, refusal: errors.Stale) -> tuple[history.HistoryLine, ...]:
    """What changed since the reader looked, in the words and within the rights of this reader."""
    slug = request.path_params.get("slug")
    if not slug:
        return ()
    actor = getattr(request.state, "actor", policy.ANYBODY)
    with db.reading(request.app.state.engine) as session:
        dossier = dossiers.load(session, actor, slug=slug, now=request.state.now)
        seqs = [change.seq for change in refusal.changes]
        return history.told(session, dossier, current(), seqs)


def _back(request: Request) -> str:
    """Where to go on after signing in."""
    return render.frame_of(request).here


async def _tracker_error(request: Request, refusal: Exception) -> Response:
    if isinstance(refusal, deps.SignInFirst) and request.method == "GET":
        wanted = urlencode({"verder": _back(request)})
        to = f"/aanmelden?{wanted}"
        if request.headers.get("hx-request") == "true":
            return Response(status_code=204, headers={"HX-Redirect": to})
        return RedirectResponse(to, status_code=303)
    if isinstance(refusal, errors.TrackerError) and refusal.status >= 500:
        log.error("refused", path=request.scope["path"], refusal=type(refusal).__name__)
    return await run_in_threadpool(lambda: _answer(request, _of(request, refusal)))


async def _malformed(request: Request, refusal: Exception) -> Response:
    """FastAPI found an address or a query it cannot read. Its details hold raw input and stay inside."""
    assert isinstance(refusal, RequestValidationError)
    places = {str(error["loc"][0]) for error in refusal.errors() if error.get("loc")}
    return await run_in_threadpool(_answer, request, Problem(404 if places == {"path"} else 422))


async def _http(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, HTTPException)
    status = refusal.status_code if refusal.status_code in SENTENCES else 400
    problem = Problem(status, headers=dict(refusal.headers or {}))
    return await run_in_threadpool(_answer, request, problem)


def busy(trouble: BaseException | None) -> bool:
    """Whether the database is only busy: locked, or no connection to be had."""
    text = str(trouble).lower()
    return "locked" in text or "busy" in text or "timeout" in text or "connection" in text


async def _database(request: Request, trouble: Exception) -> Response:
    cause = getattr(trouble, "orig", None) or trouble
    passing = isinstance(trouble, sqlalchemy.exc.TimeoutError) or busy(cause)
    log.error("database", path=request.scope["path"], kind=type(cause).__name__, passing=passing)
    status = 503 if passing else 500
    headers = {"Retry-After": str(RETRY_SECONDS)} if passing else {}
    return await run_in_threadpool(_answer, request, Problem(status, headers=headers))


async def _unexpected(request: Request, trouble: Exception) -> Response:
    """The last resort: logged with its traceback, told without it."""
    log.error("unexpected", path=request.scope["path"], method=request.method, exc_info=trouble)
    try:
        return await run_in_threadpool(_answer, request, Problem(500))
    except Exception:
        log.exception("the error page failed")
        return Response(gettext(SENTENCES[500]), 500, media_type="text/plain")


def register(app: FastAPI) -> None:
    """Answer every exception of this program in its own way."""
    handlers: dict[type[Exception], Callable[..., Any]] = {
        errors.TrackerError: _tracker_error,
        RequestValidationError: _malformed,
        HTTPException: _http,
        sqlalchemy.exc.OperationalError: _database,
        sqlalchemy.exc.TimeoutError: _database,
        Exception: _unexpected,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
