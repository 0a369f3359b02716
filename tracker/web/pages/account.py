"""One's own account: name and roles, sign-ins, password, language and theme."""

from typing import Annotated, Literal

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from tracker import errors
from tracker.commands import accounts as deeds
from tracker.locale import N_, _
from tracker.store import accounts
from tracker.web import deps, fields, forms, preferences, render, security

router = deps.PolicyRouter()


class PasswordForm(forms.Form):
    """The old password and twice the new one."""

    old: fields.Secret = Field(title=N_("Huidig wachtwoord"))
    new: fields.Secret = Field(title=N_("Nieuw wachtwoord"))
    again: fields.Secret = Field(title=N_("Nieuw wachtwoord, nog een keer"))


class RevokeForm(forms.Form):
    """Which sign-in to end."""

    session: fields.Id


class DisplayForm(forms.Form):
    """Light, dark, or what the device says; and where the reader was."""

    theme: Literal["light", "dark", "system"]
    terug: str = "/"


def _draw(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    form: forms.Submission[PasswordForm] | None = None,
    status: int = 200,
) -> Response:
    return render.page(
        request,
        "account.html",
        status=status,
        form=form or forms.blank(),
        sessions=accounts.sessions_of(session, who.id, now=moment),
    )


@router.get("/account", deed="account.own")
def show(request: Request, who: deps.Who, session: deps.Store, moment: deps.Now) -> Response:
    """Everything about oneself on one page."""
    return _draw(request, who, session, moment)


@router.post("/account/wachtwoord", deed="account.own")
def change_password(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    posted: Annotated[forms.Submission[PasswordForm], forms.posted(PasswordForm)],
) -> Response:
    """A new password ends every other sign-in."""
    try:
        form = posted.valid()
        if form.new != form.again:
            raise errors.Invalid({"again": N_("De twee nieuwe wachtwoorden zijn niet gelijk.")})
        deeds.change_password(session, who, old=form.old, new=form.new, now=moment)
    except errors.Invalid as refusal:
        return _draw(request, who, session, moment, posted.refused(refusal), status=422)
    return render.redirect(
        request, "/account", _("Uw wachtwoord is gewijzigd. Andere aanmeldingen zijn beëindigd.")
    )


@router.post("/account/aanmelding", deed="account.own")
def revoke(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    form: Annotated[RevokeForm, forms.filled(RevokeForm)],
) -> Response:
    """End one of one's own sign-ins; it is dead at its next request."""
    accounts.end_session(session, form.session, account_id=who.id)
    return render.redirect(request, "/account", _("De aanmelding is beëindigd."))


@router.post("/weergave", deed="display.choose")
def choose_display(request: Request, form: Annotated[DisplayForm, forms.filled(DisplayForm)]) -> Response:
    """Remember the theme in this browser."""
    inside = (
        form.terug.startswith("/") and not form.terug.startswith(("//", "/\\")) and form.terug.isprintable()
    )
    response = render.redirect(request, form.terug if inside else "/")
    preferences.keep(response, preferences.THEME, form.theme, https=security.secure(request))
    return response
