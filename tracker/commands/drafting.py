"""A party's drawer: what it keeps for itself about a version, and the steps every write in a drawer shares."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, answering, registers
from tracker.commands.answering import Answer
from tracker.locale import N_
from tracker.store import dossiers, drawers, ledger, shelf, tables

LYING = ("draft", "sealed")
GONE = N_("Dit concept ligt er niet meer.")


def save(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    participation_id: str,
    text_id: str,
    stance: str,
    now: datetime,
    clause_id: str = "",
    remarks: str = "",
    resolution: str = "",
    key: act.Key | None = None,
) -> act.Receipt:
    """Keep a position for the party itself; it may be unfinished. A sealed one beside it stays as it is."""
    dossier = locked(session, actor, covenant_id, "position.draft", participation_id, now)
    doing = drawer(session, actor, dossier, participation_id, "position.draft", now, key)
    if doing.done:
        return doing.done
    text = answering.on_current(dossier, text_id)
    registers.party(dossier, participation_id)
    registers.one_of("stance", stance, answering.STANCES)
    round_ = answering.open_round(dossier)
    answering.in_time(text, round_, dossier.today)
    answer = Answer(participation_id, clause_id, stance, remarks, resolution)
    answering.of_version(dossier, text_id, clause_id)
    there = lying(session, participation_id, text_id, clause_id)
    followed = [d for d in there if d.status == "draft" or not holds(d, round_)]
    draft_id = put(doing, dossier, text_id, answer, "draft", "", followed)
    return record(doing, "draft.save", participation_id, text.number, draft_id)


def drop(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    draft_id: str,
    *,
    now: datetime,
    key: act.Key | None = None,
) -> act.Receipt:
    """Throw away a draft, or take a sealed position out of a round that is still shut."""
    draft, dossier = found(session, actor, covenant_id, draft_id, now)
    doing = drawer(session, actor, dossier, draft.participation_id, "position.draft", now, key)
    if doing.done:
        return doing.done
    registers.still(draft.status in LYING, GONE)
    doing.change(tables.Draft, draft_id, status="dropped")
    return record(
        doing,
        "draft.drop",
        draft.participation_id,
        number(dossier, draft.text_version_id),
        draft_id,
    )


def locked(
    session: Session, actor: policy.Actor, covenant_id: str, deed: str, participation_id: str, now: datetime
) -> dossiers.Dossier:
    """The covenant under its lock, for somebody who may do this for this party."""
    dossiers.find(session, covenant_id=covenant_id)
    end = ledger.head(session, covenant_id, lock=True)
    shelf.locked(session, covenant_id)
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now, at_end=end)
    act.allow(dossier.standing, deed, participation_id)
    dossier.row(tables.Participation, participation_id)
    return dossier


def drawer(
    session: Session,
    actor: policy.Actor,
    dossier: dossiers.Dossier,
    participation_id: str,
    deed: str,
    now: datetime,
    key: act.Key | None,
) -> act.Act:
    """An act in a party's own log. The covenant's lock is held already."""
    covenant_id = dossier.covenant.id
    drawers.lock(session, covenant_id, [participation_id])
    return act.Act(session, actor, drawers.log_of(participation_id), deed=deed, now=now, key=key)


def found(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    draft_id: str,
    now: datetime,
) -> tuple[tables.Draft, dossiers.Dossier]:
    """One of the actor's own drafts, whatever became of it; `NotFound` for everybody else."""
    dossiers.find(session, covenant_id=covenant_id)
    end = ledger.head(session, covenant_id, lock=True)
    shelf.locked(session, covenant_id)
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now, at_end=end)
    draft = drawers.one(session, dossier, draft_id)
    if draft is None:
        raise errors.NotFound
    act.allow(dossier.standing, "position.draft", draft.participation_id)
    return draft, dossier


def lying(session: Session, party: str, text_id: str, clause_id: str) -> list[tables.Draft]:
    return [d for d in drawers.of_party(session, party, text_id) if d.clause_id == clause_id]


def holds(draft: tables.Draft, round_: tables.PositionRound | None) -> bool:
    """Whether this is sealed in the round that runs; after a cancelled round it is a draft like any other."""
    return draft.status == "sealed" and round_ is not None and draft.round_id == round_.id


def put(
    doing: act.Act,
    dossier: dossiers.Dossier,
    text_id: str,
    answer: Answer,
    status: str,
    round_id: str,
    followed: Iterable[tables.Draft],
) -> str:
    """Write a draft; those it follows are dropped."""
    for old in followed:
        doing.change(tables.Draft, old.id, status="dropped")
    return doing.new(
        tables.Draft,
        covenant_id=dossier.covenant.id,
        participation_id=answer.party,
        text_version_id=text_id,
        clause_id=answer.clause,
        round_id=round_id,
        stance=answer.stance,
        remarks=answer.remarks.strip() or None,
        resolution=answer.resolution.strip() or None,
        saved_on=dossier.today,
        status=status,
    )


def clear(
    session: Session,
    actor: policy.Actor,
    dossier: dossiers.Dossier,
    answer: Answer,
    text: tables.TextVersion,
    now: datetime,
) -> None:
    """What lay in the drawer about this place was shared now."""
    there = lying(session, answer.party, text.id, answer.clause)
    if not there:
        return
    doing = drawer(session, actor, dossier, answer.party, "position.share", now, None)
    for draft in there:
        doing.change(tables.Draft, draft.id, status="shared")
    record(doing, "draft.share", answer.party, text.number, "")


def record(doing: act.Act, kind: str, party: str, number: str, row_id: str) -> act.Receipt:
    says = {"party": party, "number": number}
    return doing.record(kind, level="party", owner=party, subject=f"drafts:{party}", says=says, id=row_id)


def number(dossier: dossiers.Dossier, text_id: str) -> str:
    return next((t.number for t in dossier.every(tables.TextVersion) if t.id == text_id), "")
