"""What a party says about a version or a clause of it: shared, sealed in a round, or taken back."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, answering, drafting, registers, rounds
from tracker.commands.answering import Answer
from tracker.locale import N_
from tracker.store import dossiers, drawers, ledger, tables


def share_draft(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    draft_id: str,
    *,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Share, or in a sealed round seal, what was kept."""
    draft, _dossier = drafting.found(session, actor, covenant_id, draft_id, now)
    again = key is not None and ledger.known_receipt(session, key.value) is not None
    registers.still(again or draft.status in drafting.LYING, drafting.GONE)
    return share(
        session, actor, covenant_id, participation_id=draft.participation_id, text_id=draft.text_version_id,
        stance=draft.stance or "", clause_id=draft.clause_id, remarks=draft.remarks or "",
        resolution=draft.resolution or "", now=now, seen=seen, key=key,
    )  # fmt: skip


def share(
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
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Put a position on the table; in a sealed round it is sealed instead, and can be replaced until the
    round opens. A facilitator records what a party said elsewhere, but never during a sealed round."""
    dossier = drafting.locked(session, actor, covenant_id, "position.share", participation_id, now)
    round_ = answering.open_round(dossier)
    own = participation_id in dossier.standing.own
    answer = Answer(participation_id, clause_id, stance, remarks, resolution)
    if round_ is not None and round_.sealed:
        if not own:
            raise errors.WrongState(
                N_("Tijdens een verzegelde ronde kan alleen de partij zelf een standpunt inleveren.")
            )
        return _seal(session, actor, dossier, text_id, answer, round_, now, key)
    doing = act.Act(session, actor, covenant_id, deed="position.share", now=now, key=key)
    if doing.done:
        return doing.done
    subject = subject_of(participation_id)
    doing.current(subject, seen)
    text = answering.on_current(dossier, text_id)
    registers.party(dossier, participation_id)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    answering.in_time(text, round_, day)
    answering.complete(dossier, text_id, answer)
    round_id = round_.id if round_ else ""
    (position_id,) = answering.place(doing, dossier, text_id, [answer], day=day, round_id=round_id)
    behalf = registers.behalf(dossier, participation_id)
    receipt = doing.record(
        "position.share", on=day, owner=participation_id, subject=subject, behalf=behalf,
        says={"party": participation_id, "number": text.number}, id=position_id,
    )  # fmt: skip
    if own:
        drafting.clear(session, actor, dossier, answer, text, now)
    if clause_id == drawers.WHOLE:
        answering.respond(session, actor, dossier, answer, now=now, day=day, behalf=behalf)
    if round_ is not None:
        rounds.settle(session, covenant_id, round_.id, now)
    return receipt


def take_back(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    position_id: str,
    *,
    reason: str,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Take back a shared position: it stays readable, and holds no more."""
    dossiers.find(session, covenant_id=covenant_id)
    doing = act.Act(session, actor, covenant_id, deed="position.share", now=now, key=key)
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now, at_end=doing.end)
    if doing.done:
        return doing.done
    position = dossier.row(tables.Position, position_id)
    party = position.participation_id
    act.allow(dossier.standing, "position.share", party)
    doing.current(subject_of(party), seen)
    act.long_enough("reason", reason)
    registers.still(position.followed_on is None, N_("Dit standpunt geldt al niet meer."))
    text = answering.on_current(dossier, position.text_version_id)
    day, note = dossier.today, reason.strip()
    doing.change(tables.Position, position_id, followed_on=day)
    answering.close_objections(doing, dossier, text.id, party, position.clause_id or "", day=day, note=note)
    receipt = doing.record(
        "position.take_back", on=day, owner=party, subject=subject_of(party),
        behalf=registers.behalf(dossier, party), note=note,
        says={"party": party, "number": text.number}, id=position_id,
    )  # fmt: skip
    if not position.clause_id:
        answering.unsay(session, actor, dossier, party, now=now, day=day)
    return receipt


def subject_of(participation_id: str) -> str:
    """What a ledger line about a party's shared positions is about."""
    return f"positions:{participation_id}"


def _seal(
    session: Session,
    actor: policy.Actor,
    dossier: dossiers.Dossier,
    text_id: str,
    answer: Answer,
    round_: tables.PositionRound,
    now: datetime,
    key: act.Key | None,
) -> act.Receipt:
    """Put a position in the round, unseen; the last party that was asked opens it for all."""
    doing = drafting.drawer(session, actor, dossier, answer.party, "position.share", now, key)
    if doing.done:
        return doing.done
    text = answering.on_current(dossier, text_id)
    registers.party(dossier, answer.party)
    answering.in_time(text, round_, dossier.today)
    answering.complete(dossier, text_id, answer)
    lying = drafting.lying(session, answer.party, text_id, answer.clause)
    sealed = drafting.put(doing, dossier, text_id, answer, "sealed", round_.id, lying)
    receipt = drafting.record(doing, "draft.seal", answer.party, text.number, sealed)
    rounds.settle(session, dossier.covenant.id, round_.id, now)
    return receipt
