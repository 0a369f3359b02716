"""Administration: accounts, whom they act for, and whether the record is whole."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Request
from fastapi.responses import Response
from pydantic import Field

from tracker import errors, locale
from tracker.commands import accounts as deeds
from tracker.locale import N_, _
from tracker.queries import administration
from tracker.web import deps, fields, forms, marks, render

router = deps.PolicyRouter()

ROLES = ("administrator", "facilitator", "manager", "auditor")


class AccountForm(forms.Form):
    """A new account; whoever it is for changes the password afterwards."""

    name: Annotated[fields.Line, Field(title=N_("Naam"), min_length=1)]
    email: Annotated[fields.Email, Field(title=N_("E-mailadres"), pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")]
    password: Annotated[fields.Secret, Field(title=N_("Wachtwoord"))]
    roles: Annotated[
        tuple[Literal["administrator", "facilitator", "manager", "auditor"], ...], Field(title=N_("Rollen"))
    ] = ()


class JoinForm(forms.Form):
    """Let an account act for an organisation."""

    organisation_id: Annotated[fields.Id, Field(title=N_("Organisatie"))]
    from_on: Annotated[fields.DayField, Field(title=N_("Vanaf"))]
    until_on: Annotated[fields.DayField | None, Field(title=N_("Tot en met"))] = None
    coordinator: Annotated[bool, Field(title=N_("Coördinator"))] = False


class LeaveForm(forms.Form):
    """End a membership on a day."""

    membership: fields.Id
    until_on: Annotated[fields.DayField, Field(title=N_("Tot en met"))]


def _accounts(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    form: forms.Submission[AccountForm] | None = None,
    status: int = 200,
) -> Response:
    return render.page(
        request,
        "administration/accounts.html",
        status=status,
        form=form or forms.blank(),
        accounts=administration.accounts(session, who, language=locale.current()),
        role_pairs=[(name, _(marks.account_role_word(name))) for name in ROLES],
    )


@router.get("/beheer", deed="account.manage")
def accounts(request: Request, who: deps.Who, session: deps.Store) -> Response:
    """Every account, and the form for a new one."""
    return _accounts(request, who, session)


@router.post("/beheer", deed="account.manage")
def create(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    posted: Annotated[forms.Submission[AccountForm], forms.posted(AccountForm)],
) -> Response:
    """Make an account."""
    try:
        form = posted.valid()
        made = deeds.create(
            session,
            who,
            now=moment,
            email=form.email,
            name=form.name,
            password=form.password,
            roles=sorted(set(form.roles)),
        )
    except errors.Invalid as refusal:
        return _accounts(request, who, session, posted.refused(refusal), status=422)
    return render.redirect(
        request, f"/beheer/accounts/{made}", _("Account gemaakt voor %(name)s.", name=form.name)
    )


def _account(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    account_id: str,
    form: forms.Submission[JoinForm] | None = None,
    status: int = 200,
) -> Response:
    language = locale.current()
    return render.page(
        request,
        "administration/account.html",
        status=status,
        form=form or forms.blank(from_on=render.frame_of(request).today.isoformat()),
        account=administration.account(session, who, account_id, language=language),
        organisations=administration.organisations(session, who, language=language),
        self_id=who.id,
    )


@router.get("/beheer/accounts/{account_id}", deed="account.manage")
def account(request: Request, who: deps.Who, session: deps.Store, account_id: deps.PathId) -> Response:
    """One account with the organisations it acts for."""
    return _account(request, who, session, account_id)


@router.post("/beheer/accounts/{account_id}/organisaties", deed="account.manage")
def join(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    account_id: deps.PathId,
    posted: Annotated[forms.Submission[JoinForm], forms.posted(JoinForm)],
) -> Response:
    """Let it act for an organisation from a day on."""
    here = administration.account(session, who, account_id, language=locale.current())
    try:
        form = posted.valid()
        _fits(session, who, form)
        deeds.join(
            session,
            who,
            now=moment,
            account_id=here.id,
            organisation_id=form.organisation_id,
            from_on=form.from_on,
            until_on=form.until_on,
            coordinator=form.coordinator,
        )
    except errors.Invalid as refusal:
        return _account(request, who, session, account_id, posted.refused(refusal), status=422)
    return render.redirect(request, f"/beheer/accounts/{account_id}", _("De koppeling is vastgelegd."))


def _fits(session: deps.Store, who: deps.Who, form: JoinForm) -> None:
    known = dict(administration.organisations(session, who, language=locale.current()))
    if form.organisation_id not in known:
        raise errors.Invalid({"organisation_id": N_("Deze organisatie is niet bekend.")})
    _in_order(form.from_on, form.until_on)


def _in_order(start: date, end: date | None) -> None:
    if end is not None and end < start:
        raise errors.Invalid({"until_on": N_("Kies een dag op of na de begindatum.")})


@router.post("/beheer/accounts/{account_id}/organisaties/einde", deed="account.manage")
def leave(
    request: Request,
    who: deps.Who,
    session: deps.Store,
    moment: deps.Now,
    account_id: deps.PathId,
    form: Annotated[LeaveForm, forms.filled(LeaveForm)],
) -> Response:
    """End a membership; access ends after that day."""
    here = administration.account(session, who, account_id, language=locale.current())
    found = next((m for m in here.memberships if m.id == form.membership), None)
    if found is None:
        raise errors.NotFound
    _in_order(found.from_on, form.until_on)
    deeds.leave(session, who, found.id, now=moment, until_on=form.until_on)
    return render.redirect(request, f"/beheer/accounts/{account_id}", _("De koppeling is beëindigd."))


@router.post("/beheer/accounts/{account_id}/sluiten", deed="account.manage")
def disable(
    request: Request, who: deps.Who, session: deps.Store, moment: deps.Now, account_id: deps.PathId
) -> Response:
    """Close an account; its sign-ins end at once. One's own stays open."""
    if account_id == who.id:
        raise errors.WrongState(N_("U kunt uw eigen account niet sluiten. Vraag een andere beheerder."))
    deeds.disable(session, who, account_id, now=moment)
    return render.redirect(request, f"/beheer/accounts/{account_id}", _("Het account is gesloten."))


@router.get("/beheer/logboek-controle", deed="ledger.verify")
def show_logs(request: Request, who: deps.Who, session: deps.Store, moment: deps.Now) -> Response:
    """The logs this reader may have verified."""
    found = administration.logs(session, who, now=moment, language=locale.current())
    return render.page(
        request, "administration/logs.html", block="uitkomst", logs=found, checked=None, drawers=None
    )


@router.post("/beheer/logboek-controle", deed="ledger.verify")
def verify(request: Request, who: deps.Who, session: deps.Store, moment: deps.Now) -> Response:
    """Walk them all now. Nothing is changed, so a reload simply walks them again."""
    checked = administration.verify(session, who, now=moment, language=locale.current())
    drawers = administration.drawer_faults(session, who)
    return render.page(
        request, "administration/logs.html", block="uitkomst", logs=(), checked=checked, drawers=drawers
    )
