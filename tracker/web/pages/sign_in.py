"""Signing in and out."""

from typing import Annotated

from fastapi import Request
from fastapi.responses import Response

from tracker import errors
from tracker.commands import accounts as deeds
from tracker.locale import N_, _
from tracker.store import accounts, db
from tracker.web import deps, failures, fields, forms, render, security

router = deps.PolicyRouter()

WRONG = N_("E-mailadres of wachtwoord klopt niet.")
SECONDS = int(accounts.LONGEST.total_seconds())


class SignInForm(forms.Form):
    """Who, with what, and where to go on."""

    email: fields.Email
    wachtwoord: fields.Secret
    verder: str = "/"


class PersonaForm(forms.Form):
    """A demonstration persona, one click."""

    persona: fields.Id
    verder: str = "/"


def _onward(wanted: str) -> str:
    """A path on this site and nothing else: no other host, no other scheme."""
    plain = wanted.startswith("/") and not wanted.startswith(("//", "/\\", "/aanmelden"))
    return wanted if plain and wanted.isprintable() and len(wanted) <= 2000 else "/"


def _draw(
    request: Request,
    form: forms.Submission[forms.Form] | forms.Submission[SignInForm],
    wrong: str = "",
    status: int = 200,
) -> Response:
    with db.reading(request.app.state.engine) as session:
        people = accounts.personas(session) if request.app.state.settings.demo else ()
    return render.page(request, "sign_in.html", form=form, personas=people, wrong=wrong, status=status)


def _welcome(request: Request, token: str, to: str) -> Response:
    """A fresh token at every sign-in: a session somebody planted before is worth nothing."""
    response = render.redirect(request, _onward(to))
    https = security.secure(request)
    security.give(response, security.SESSION, token, https=https, seconds=SECONDS)
    security.take(response, security.VISIT, https=https)
    return response


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


@router.get("/aanmelden", deed="session.start")
def show(request: Request, _who: deps.Who, verder: str = "/") -> Response:
    """The form, and what can be seen without it."""
    return _draw(request, forms.blank(verder=_onward(verder)))


@router.post("/aanmelden", deed="session.start")
def sign_in(
    request: Request,
    posted: Annotated[forms.Submission[SignInForm], forms.posted(SignInForm)],
    moment: deps.Now,
) -> Response:
    """One answer for an unknown address and a wrong password, in the same time."""
    attempts, address, email = request.app.state.attempts, _address(request), posted.value("email")
    if seconds := attempts.wait(email, address):
        raise failures.TooOften(seconds)
    form = posted.form
    engine = request.app.state.engine
    person = None
    if form is not None:
        with db.reading(engine) as session:  # the slow hash is compared before any lock is taken
            person = deeds.check(session, email=form.email, password=form.wachtwoord)
    if form is None or person is None:
        return _draw(request, posted, wrong=_(WRONG), status=422)
    agent = request.headers.get("user-agent", "")
    with db.writing(engine) as session:
        token = accounts.start_session(session, person.id, now=moment, agent=agent)
    attempts.forgive(email, address)
    return _welcome(request, token, form.verder)


@router.post("/aanmelden/demo", deed="session.start")
def sign_in_persona(
    request: Request,
    form: Annotated[PersonaForm, forms.filled(PersonaForm)],
    session: deps.Store,
    moment: deps.Now,
) -> Response:
    """One click for a fictional person, in demonstration mode only."""
    if not request.app.state.settings.demo:
        raise errors.NotFound
    agent = request.headers.get("user-agent", "")
    token = deeds.sign_in_persona(session, form.persona, now=moment, agent=agent)
    return _welcome(request, token, form.verder)


@router.post("/afmelden", deed="session.end")
def sign_out(request: Request, who: deps.Who, session: deps.Store) -> Response:
    """End this sign-in here and on the server, and leave nothing in the browser."""
    if who.signed_in:
        accounts.end_session(session, who.session_id, account_id=who.id)
    response = render.redirect(request, "/aanmelden", _("U bent afgemeld."))
    security.take(response, security.SESSION, https=security.secure(request))
    # without "cookies": the choice of language and theme may stay
    response.headers["clear-site-data"] = '"cache", "storage"'
    return response
