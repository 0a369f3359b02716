"""Deputies: who speaks for a party in another's place, from a day until a day that ends it by itself."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import accounts, dossiers, tables

LONGEST = timedelta(days=366)
"""Who is away for longer than this is replaced rather than deputised for."""
ROLES = registers.SIGNING_ROLES
OTHER_SIDE = N_(
    "Deze persoon hoort bij een andere partij in dit convenant en kan deze partij niet vervangen."
)
TAKEN = N_("Deze persoon vervangt in deze periode al een andere partij.")
NO_ACCOUNT = N_("Er is geen account met dit e-mailadres.")


def name(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    email: str,
    from_on: date,
    until_on: date,
    now: datetime,
    principal_id: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Let somebody with an account speak for a party in somebody's place, until a day.

    A party names for itself, and then the one who asks is replaced unless another colleague is chosen;
    the facilitator names for a party. Nobody stands in for two sides (edge case 24), and a deputy does
    not name the next one.
    """
    subject = f"deputies:{participation_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="deputy.name", now=now, seen=seen, key=key,
        owner=participation_id, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    if actor.instead_of(covenant_id):
        raise errors.WrongState(N_("Een vervanger wijst geen vervanger aan. Dit kan alleen de partij zelf."))
    taking = registers.party(dossier, participation_id, roles=ROLES)
    registers.in_order("until_on", max(from_on, dossier.today), until_on)
    if until_on - from_on > LONGEST:
        raise errors.Invalid({"until_on": N_("Een vervanging duurt hoogstens een jaar.")})
    colleagues = dict(accounts.members(session, taking.organisation_id, today=dossier.today))
    principal = principal_id or (actor.id if actor.id in colleagues else "")
    if principal not in colleagues:
        raise errors.Invalid(
            {"principal_id": N_("Kies wie wordt vervangen: iemand die voor deze partij spreekt.")}
        )
    deputy = accounts.by_email(session, email)
    if deputy is None or not deputy.active:
        raise errors.Invalid({"email": NO_ACCOUNT})
    if deputy.id == principal:
        raise errors.Invalid({"email": N_("Niemand vervangt zichzelf. Kies iemand anders.")})
    _free(session, dossier, taking, deputy.id, from_on, until_on)
    deputy_id = doing.new(
        tables.Deputy,
        participation_id=participation_id,
        principal_id=principal,
        principal_name=colleagues[principal],
        deputy_id=deputy.id,
        deputy_name=deputy.name,
        from_on=from_on,
        until_on=until_on,
    )
    return doing.record(
        "deputy.name",
        level="party_secretariat",
        owner=participation_id,
        subject=subject,
        behalf=registers.behalf(dossier, participation_id),
        says={"party": participation_id, "name": deputy.name, "principal": colleagues[principal],
              "from_on": from_on, "until": until_on},
        id=deputy_id,
    )  # fmt: skip


def _free(
    session: Session, dossier: dossiers.Dossier, taking: tables.Participation, account_id: str,
    from_on: date, until_on: date,
) -> None:  # fmt: skip
    """Raise `WrongState` when this person already has a side, or a task, in this covenant."""
    covenant_id = dossier.covenant.id
    if any(
        a.account_id == account_id and (a.until_on is None or a.until_on >= dossier.today)
        for a in dossier.every(tables.Assignment)
    ):
        raise errors.WrongState(
            N_("Deze persoon heeft een taak in dit convenant en kan daarom geen partij vervangen.")
        )
    bodies = accounts.organisations_of(session, account_id, today=dossier.today)
    if accounts.at_table_elsewhere(session, covenant_id, bodies, but=taking.organisation_id):
        raise errors.WrongState(OTHER_SIDE)
    for known in dossier.every(tables.Deputy):
        if known.ended_on is not None or known.until_on < from_on or known.from_on > until_on:
            continue
        if known.deputy_id == account_id and known.participation_id != taking.id:
            # whom a rival named, and that it named anybody, is between that party and the facilitator
            facilitates = policy.FACILITATOR in dossier.standing.relations
            raise errors.WrongState(TAKEN if facilitates else OTHER_SIDE)
        registers.still(
            known.deputy_id != account_id, N_("Deze persoon is in deze periode al vervanger van deze partij.")
        )


def end(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    deputy_id: str,
    *,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """End it now: from this moment the deputy has no rights left."""
    doing, dossier, row = registers.open_on(
        session, actor, covenant_id, tables.Deputy, deputy_id, deed="deputy.name", now=now, seen=seen,
        key=key, subject="deputies:{participation_id}",
    )  # fmt: skip
    if doing.done:
        return doing.done
    if row.participation_id != participation_id:
        raise errors.NotFound
    registers.still(row.ended_on is None, N_("Deze vervanging is al beëindigd."))
    registers.still(row.until_on >= dossier.today, N_("Deze vervanging is al voorbij."))
    doing.change(tables.Deputy, deputy_id, ended_on=dossier.today)
    return doing.record(
        "deputy.end",
        level="party_secretariat",
        owner=participation_id,
        subject=f"deputies:{participation_id}",
        behalf=registers.behalf(dossier, participation_id),
        says={"party": participation_id, "name": row.deputy_name, "principal": row.principal_name},
        id=deputy_id,
    )
