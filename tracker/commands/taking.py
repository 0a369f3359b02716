"""What every step in a participation shares: the machine, the role history and the ledger line."""

from datetime import date
from typing import Any

from tracker import errors
from tracker.commands import act, refusing
from tracker.locale import N_
from tracker.store import dossiers, tables
from workflows import calendar, engine, facts, loading
from workflows.parties import ParticipationStatus

PRESENT = frozenset({ParticipationStatus.INVITED, ParticipationStatus.ACTIVE, ParticipationStatus.SUSPENDED})
OWN_WORD = frozenset(
    {
        "participation.accept",
        "participation.decline",
        "participation.withdraw",
        "participation.revoke_withdrawal",
        "participation.describe",
    }
)
"""What a party says itself: recorded by a facilitator, it is recorded on the party's behalf."""


def subject_of(participation_id: str) -> str:
    """What a ledger line about a participation is about."""
    return f"participation:{participation_id}"


def stage_on(dossier: dossiers.Dossier, day: date) -> str:
    """The stage the covenant was in on a day, from its recorded moves."""
    moves = dossier.every(tables.StageMove)
    initial = moves[0].from_stage if moves else dossier.covenant.stage
    return calendar.stage_on([(m.on, m.to_stage) for m in moves], day, initial)


def advance(
    dossier: dossiers.Dossier,
    p: tables.Participation,
    action: str,
    known: facts.ParticipationFacts,
    definition: str = "",
) -> str:
    """The status this step leads to; refusals are told as ours."""
    workflow = loading.workflow(definition or dossier.covenant.participation_workflow)
    try:
        return engine.advance(workflow, action, p.status, known).to
    except engine.Refused as refused:
        raise refusing.told(action, refused) from None
    except engine.WrongState:
        raise errors.WrongState(N_("Dit kan niet in de huidige toestand van de deelname.")) from None


def turn_period(
    doing: act.Act,
    dossier: dossiers.Dossier,
    p: tables.Participation,
    on: date,
    *,
    role: str | None = None,
    status: str | None = None,
    reason: str = "",
) -> None:
    """Close the open stretch of the role history; with a status, the next one begins the same day."""
    for period in dossier.every(tables.RolePeriod):
        if period.participation_id == p.id and period.until_on is None:
            doing.change(tables.RolePeriod, period.id, until_on=max(on, period.from_on))
    if status is not None:
        doing.new(
            tables.RolePeriod,
            participation_id=p.id,
            role=role or p.role,
            status=status,
            from_on=on,
            reason=reason,
        )


def said(
    doing: act.Act,
    dossier: dossiers.Dossier,
    p: tables.Participation,
    kind: str,
    on: date,
    level: str = "public",
    **says: Any,
) -> act.Receipt:
    """The ledger line about a participation; reasons stay in its rows, which the table reads."""
    return doing.record(
        kind,
        on=on,
        level=level,
        owner=p.id,
        subject=subject_of(p.id),
        behalf=p.id if kind in OWN_WORD and p.id not in dossier.standing.own else "",
        says={"party": p.id, **says},
        id=p.id,
    )
