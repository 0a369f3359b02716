"""Taking part: inviting and adding parties, their answer, their role, and what they bring."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, organisations, taking
from tracker.locale import N_
from tracker.store import dossiers, tables
from workflows import facts
from workflows.parties import PARTY_ROLES, PartyKind, Role

DESCRIBES = (
    "contact_name", "deputy_name", "motivation", "expertise", "networks", "countries", "contribution_source",
    "profile", "remark",
)  # fmt: skip
"""Columns that say who a party is and what it brings; they move nothing."""


def add(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    now: datetime,
    kind: str,
    role: str,
    organisation_id: str | None = None,
    name_nl: str = "",
    name_en: str = "",
    abbr: str | None = None,
    organisation_slug: str | None = None,
    status: str = "active",
    on: date | None = None,
    motivation: str = "",
    expertise: str = "",
    networks: str = "",
    countries: Sequence[str] = (),
    contribution_source: str | None = None,
    contact_name: str = "",
    deputy_name: str = "",
    profile: str | None = None,
    signed_on: date | None = None,
    remark: str = "",
    participation_id: str | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Invite an organisation, or put it at the table at once; a new one is made from its names.

    `kind` and `role` 'facilitator' is the facilitating organisation with its homework. The receipt's
    id is the participation. Obligations count from `on`; the stage of that day decides what an
    organisation that joins late still has to catch up on.
    """
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="party.invite", now=now, seen=seen, key=key, subject=""
    )
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    _fits(dossier, kind, role)
    if status not in ("active", "invited"):
        raise errors.Invalid({"status": N_("Kies een van de mogelijkheden.")})
    organisation_id = _organisation(
        session, actor, dossier, now, organisation_id, kind,
        name_nl=name_nl.strip(), name_en=name_en.strip(), abbr=abbr, slug=organisation_slug,
    )  # fmt: skip
    values: dict[str, Any] = {"id": participation_id} if participation_id else {}
    made = doing.new(
        tables.Participation,
        organisation_id=organisation_id,
        kind=kind,
        role=role,
        status=status,
        since_on=day if status == "active" else None,
        since=day.isoformat() if status == "active" else None,
        joined_stage=taking.stage_on(dossier, day),
        motivation=motivation,
        expertise=expertise,
        networks=networks,
        countries=list(countries),
        contribution_source=contribution_source,
        contact_name=contact_name,
        deputy_name=deputy_name,
        profile=profile,
        signed_on=signed_on,
        remark=remark,
        **values,
    )
    doing.new(tables.RolePeriod, participation_id=made, role=role, status=status, from_on=day)
    return doing.record(
        "participation.invite" if status == "invited" else "participation.add",
        on=day,
        level="public",
        owner=made,
        subject=taking.subject_of(made),
        says={"party": made, "role": role},
        id=made,
    )


def _fits(dossier: dossiers.Dossier, kind: str, role: str) -> None:
    """Refuse a kind or role that does not exist, or the two of which do not go together."""
    if kind not in {k.value for k in PartyKind}:
        raise errors.Invalid({"kind": N_("Kies een van de mogelijkheden.")})
    if role not in {r.value for r in Role}:
        raise errors.Invalid({"role": N_("Kies een van de mogelijkheden.")})
    if (kind == PartyKind.FACILITATOR) != (role == Role.FACILITATOR):
        raise errors.Invalid({"role": N_("De rol facilitator hoort bij de soort facilitator.")})
    if role == Role.ADHERING_COMPANY and kind != PartyKind.COMPANY:
        raise errors.Invalid({"role": N_("Alleen een bedrijf kan aangesloten bedrijf zijn.")})
    if kind == PartyKind.COMPANY and not dossier.covenant.companies_sign:
        raise errors.Invalid({"kind": N_("In dit convenant nemen bedrijven niet zelf deel.")})


def _organisation(
    session: Session,
    actor: policy.Actor,
    dossier: dossiers.Dossier,
    now: datetime,
    organisation_id: str | None,
    kind: str,
    *,
    name_nl: str,
    name_en: str,
    abbr: str | None,
    slug: str | None,
) -> str:
    """The id of a known organisation that is not at the table yet, or of a new one."""
    if organisation_id:
        known = dossiers.organisations(session).get(organisation_id)
        if known is None:
            raise errors.Invalid({"organisation_id": N_("Deze organisatie is niet bekend.")})
        for p in dossier.every(tables.Participation):
            if p.organisation_id == organisation_id and p.status in taking.PRESENT:
                raise errors.Invalid({"organisation_id": N_("Deze organisatie neemt al deel.")})
        return organisation_id
    if not name_nl:
        raise errors.Invalid({"name_nl": N_("Kies een organisatie of vul een naam in.")})
    for known in dossiers.organisations(session).values():
        if known.name_nl.casefold() == name_nl.casefold():
            raise errors.Invalid(
                {"name_nl": N_("Er is al een organisatie met deze naam. Kies haar uit de lijst.")}
            )
    return organisations.create(
        session, actor, now=now, name_nl=name_nl, name_en=name_en or name_nl, kind=kind, abbr=abbr, slug=slug,
        fictional=dossier.covenant.fictional,
    )  # fmt: skip


def answer(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    accept: bool,
    on: date | None = None,
    reason: str = "",
    statement_url: str | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Accept or decline an invitation; after acceptance the obligations count from `on`.

    Whoever declines may point at a public statement: then the refusal itself is public too.
    """
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="party.answer", now=now, seen=seen, key=key,
        owner=participation_id, subject=taking.subject_of(participation_id),
    )  # fmt: skip
    if doing.done:
        return doing.done
    p, day = dossier.row(tables.Participation, participation_id), on or dossier.today
    act.not_future("on", day, dossier.today)
    action = "accept" if accept else "decline"
    status = taking.advance(dossier, p, action, facts.ParticipationFacts(today=dossier.today))
    if accept:
        doing.change(
            tables.Participation, p.id, status=status, since_on=day, since=day.isoformat(),
            joined_stage=taking.stage_on(dossier, day),
        )  # fmt: skip
    else:
        doing.change(
            tables.Participation, p.id, status=status, until_on=day, leave_reason=reason.strip(),
            statement_url=statement_url,
        )  # fmt: skip
    taking.turn_period(doing, dossier, p, day, status=status if accept else None)
    return taking.said(doing, dossier, p, f"participation.{action}", day, role=p.role)


def change_role(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    role: str,
    on: date | None = None,
    reason: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Give a party another role from a day on. A supporter that becomes a party owes what is asked
    from that day, as if it joined then; a party that moves between party roles keeps its debts."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="party.role", now=now, seen=seen, key=key,
        owner=participation_id, subject=taking.subject_of(participation_id),
    )  # fmt: skip
    if doing.done:
        return doing.done
    p, day = dossier.row(tables.Participation, participation_id), on or dossier.today
    act.not_future("on", day, dossier.today)
    _fits(dossier, p.kind, role)
    if p.status not in taking.PRESENT:
        raise errors.WrongState(N_("Deze organisatie neemt niet meer deel."))
    if role == p.role:
        raise errors.Invalid({"role": N_("Dit is de rol die de partij al heeft.")})
    values: dict[str, Any] = {"role": role}
    if not (p.role in PARTY_ROLES and role in PARTY_ROLES):
        values |= {"since_on": day, "since": day.isoformat(), "joined_stage": taking.stage_on(dossier, day)}
    doing.change(tables.Participation, p.id, **values)
    taking.turn_period(doing, dossier, p, day, role=role, status=p.status, reason=reason.strip())
    return taking.said(doing, dossier, p, "participation.role", day, old=p.role, new=role)


def describe(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
    **values: Any,
) -> act.Receipt:
    """Record who speaks for the party, why it takes part and what it brings (`DESCRIBES`)."""
    if unknown := set(values) - set(DESCRIBES):
        raise TypeError(f"describe does not know {', '.join(sorted(unknown))}")
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="party.describe", now=now, seen=seen, key=key,
        owner=participation_id, subject=taking.subject_of(participation_id),
    )  # fmt: skip
    if doing.done:
        return doing.done
    p = dossier.row(tables.Participation, participation_id)
    changed = {k: v for k, v in values.items() if getattr(p, k) != v}
    if changed:
        doing.change(tables.Participation, p.id, **changed)
    return taking.said(
        doing,
        dossier,
        p,
        "participation.describe",
        dossier.today,
        level="table",
        what=", ".join(sorted(changed)),
    )
