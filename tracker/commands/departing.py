"""Leaving together, and leaving a place to somebody else: several participations touched by one act."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, leaving, participations, taking
from tracker.locale import N_
from tracker.store import dossiers, tables
from workflows import facts

WITH_REPLACING = "participation-2"
"""The first version that knows how one organisation takes another's place. It holds everything version 1
holds, so a covenant that runs on version 1 goes over to it with its first replacement."""
REPLACED = "replaced"


def withdraw_together(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_ids: Sequence[str],
    *,
    now: datetime,
    reason_class: str,
    reason: str = "",
    on: date | None = None,
    statement_url: str | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> tuple[act.Receipt, ...]:
    """Several parties leave on one day for one reason: one ledger line each, all of them or none.

    The key is kept with the first line: a form sent twice is answered by it.
    """
    _facilitates(session, actor, covenant_id, now)
    wanted = tuple(dict.fromkeys(participation_ids))
    if len(wanted) < 2:
        raise errors.Invalid({"party": N_("Kies ten minste twee partijen.")})
    done: list[act.Receipt] = []
    for party_id in wanted:
        receipt = leaving.withdraw(
            session, actor, covenant_id, party_id, now=now, reason_class=reason_class, reason=reason, on=on,
            statement_url=statement_url, seen=seen, key=None if done else key,
        )  # fmt: skip
        done.append(receipt)
        if receipt.again:
            break
    return tuple(done)


def _facilitates(session: Session, actor: policy.Actor, covenant_id: str, now: datetime) -> None:
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now)
    act.allow(dossier.standing, "party.move")


def replace(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    on: date | None = None,
    reason: str = "",
    organisation_id: str | None = None,
    name_nl: str = "",
    name_en: str = "",
    contact_name: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Another organisation takes this one's place from a day on, in the same role.

    Its commitments and open points are the newcomer's to take over and are shown there; its signature
    and its mandate are not: those the newcomer gives itself. The receipt's id is the new participation.
    """
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="party.move", now=now, seen=seen, key=key,
        owner=participation_id, subject=taking.subject_of(participation_id),
    )  # fmt: skip
    if doing.done:
        return doing.done
    p, day = dossier.row(tables.Participation, participation_id), on or dossier.today
    act.not_future("on", day, dossier.today)
    if p.since_on is not None and day < p.since_on:
        raise errors.Invalid({"on": N_("Deze dag ligt voor het begin van de deelname.")})
    known = facts.ParticipationFacts(reason_class=REPLACED, effective_on=day, today=dossier.today)
    status = taking.advance(dossier, p, "replace", known, WITH_REPLACING)
    newcomer = participations.add(
        session, actor, covenant_id, now=now, kind=p.kind, role=p.role, on=day, contact_name=contact_name,
        organisation_id=organisation_id, name_nl=name_nl, name_en=name_en,
    )  # fmt: skip
    doing, dossier = act.begin(session, actor, covenant_id, deed="party.move", now=now, key=key)
    doing.change(
        tables.Participation, p.id, status=status, until_on=day, left=day.isoformat(),
        leave_class=REPLACED, leave_reason=reason.strip(), successor_id=newcomer.id,
    )  # fmt: skip
    taking.turn_period(doing, dossier, p, day)
    if dossier.covenant.participation_workflow != WITH_REPLACING:
        doing.change(tables.Covenant, covenant_id, participation_workflow=WITH_REPLACING)
    receipt = taking.said(
        doing, dossier, p, "participation.replace", day, successor=newcomer.id, reason=REPLACED
    )
    return act.Receipt(receipt.log, receipt.seq, id=newcomer.id)


PEOPLE = ("contact_name", "deputy_name")


def change_person(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    *,
    now: datetime,
    which: str,
    name: str,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Somebody else speaks for the party from a day on. The mandate is the party's and stays."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="party.describe", now=now, seen=seen, key=key,
        owner=participation_id, subject=taking.subject_of(participation_id),
    )  # fmt: skip
    if doing.done:
        return doing.done
    p, day = dossier.row(tables.Participation, participation_id), on or dossier.today
    act.not_future("on", day, dossier.today)
    if which not in PEOPLE:
        raise errors.Invalid({"which": N_("Kies een van de mogelijkheden.")})
    if not name.strip():
        raise errors.Invalid({"name": N_("Vul dit in.")})
    if p.status not in taking.PRESENT:
        raise errors.WrongState(N_("Deze organisatie neemt niet meer deel."))
    doing.change(tables.Participation, p.id, **{which: name.strip()})
    return taking.said(doing, dossier, p, "participation.person", day, level="table", which=which)
