"""Rounds of answers to a text version: opened by the facilitator, over when everybody is in or time is up.

Of a sealed round the answers lie in the drawers until they are opened for all at once, in one line.
"""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, answering, registers
from tracker.locale import N_
from tracker.store import dossiers, drawers, facts, shelf, tables
from tracker.store import ledger as log
from workflows.parties import TABLE_ROLES, ParticipationStatus

SUBJECT = "round"
NAME = "Convenantwijzer"
RULES = {how: f"round.{how}" for how in ("everyone_in", "deadline", "superseded", "stopped")}
"""The rule by which the program itself ends a round, as the ledger names it."""
UNOPENED = ("superseded", "stopped")
"""Ends after which what was sealed stays its party's own."""


def system(covenant_id: str) -> policy.Actor:
    """The program acting by a rule; it has the rights of the facilitator here and nowhere else."""
    return policy.Actor(name=NAME, assignments=frozenset({(covenant_id, "facilitator")}))


def open_(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    text_id: str,
    sealed: bool,
    deadline: date,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Ask every active party at the table for an answer, until the end of a day in Amsterdam."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="round.manage", now=now, seen=seen, key=key, subject=SUBJECT
    )
    if doing.done:
        return doing.done
    text = answering.on_current(dossier, text_id)
    registers.still(
        answering.open_round(dossier) is None,
        N_("Er loopt al een ronde. Wacht tot die voorbij is, of trek haar in."),
    )
    if deadline < dossier.today:
        raise errors.Invalid({"deadline": N_("Kies vandaag of een latere dag.")})
    asked = sorted(active(dossier))
    registers.still(bool(asked), N_("Er zit nog geen partij aan tafel om te vragen."))
    round_id = doing.new(
        tables.PositionRound,
        text_version_id=text_id,
        sealed=sealed,
        opened_on=dossier.today,
        deadline=deadline,
        asked=asked,
    )
    return doing.record(
        "round.open",
        subject=SUBJECT,
        says={"number": text.number, "deadline": deadline, "sealed": sealed, "asked": len(asked)},
        id=round_id,
    )


def cancel(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    round_id: str,
    *,
    reason: str,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Stop a round with a reason. Nothing is opened: what was sealed stays its party's own."""
    doing, dossier, round_ = registers.open_on(
        session, actor, covenant_id, tables.PositionRound, round_id, deed="round.manage", now=now, seen=seen,
        key=key, subject=SUBJECT,
    )  # fmt: skip
    if doing.done:
        return doing.done
    act.long_enough("reason", reason)
    registers.still(round_.status == drawers.OPEN, N_("Deze ronde is al voorbij."))
    doing.change(
        tables.PositionRound, round_id, status="cancelled", ended_on=dossier.today, ended_how="cancelled"
    )
    return doing.record(
        "round.cancel",
        subject=SUBJECT,
        note=reason.strip(),
        says={"number": _number(dossier, round_)},
        id=round_id,
    )


def active(dossier: dossiers.Dossier) -> frozenset[str]:
    """Who is asked today: parties at the table that are active. One that left or is suspended is not."""
    return frozenset(
        p.id
        for p in dossier.every(tables.Participation)
        if p.role in TABLE_ROLES and facts.standing_on(p, dossier.today) is ParticipationStatus.ACTIVE
    )


def missing(session: Session, dossier: dossiers.Dossier, round_: tables.PositionRound) -> frozenset[str]:
    """Parties that were asked, still take part and did not answer yet; for deciding, never for showing."""
    return (frozenset(round_.asked) & active(dossier)) - _in(session, dossier, round_)


def _in(session: Session, dossier: dossiers.Dossier, round_: tables.PositionRound) -> frozenset[str]:
    if round_.sealed:
        return drawers.handed_in(session, round_.id)
    return frozenset(
        p.participation_id
        for p in dossier.every(tables.Position)
        if p.round_id == round_.id and not p.clause_id and p.followed_on is None
    )


def open_due(session: Session, now: datetime, *, covenant_id: str | None = None) -> int:
    """End every round whose time has come, in this writing transaction; twice at once ends each once."""
    return sum(
        settle(session, covenant, round_id, now)
        for covenant, round_id, _deadline, _sealed in drawers.open_rounds(session, covenant_id=covenant_id)
    )


def running(session: Session) -> bool:
    """Whether any round runs anywhere."""
    return bool(drawers.open_rounds(session))


def is_due(session: Session, slug: str, now: datetime) -> str:
    """The covenant in which a round is over but still stands open; empty when there is none. A look, no lock."""
    for covenant_id, round_id, _deadline, _sealed in drawers.open_rounds(session, slug=slug):
        dossier = dossiers.load(session, system(covenant_id), covenant_id=covenant_id, now=now)
        round_ = next(r for r in dossier.every(tables.PositionRound) if r.id == round_id)
        if _over(session, dossier, round_):
            return covenant_id
    return ""


def settle(session: Session, covenant_id: str, round_id: str, now: datetime) -> bool:
    """End this round if its time has come. Whoever comes second finds it ended."""
    end = log.head(session, covenant_id, lock=True)
    shelf.locked(session, covenant_id)
    dossier = dossiers.load(session, system(covenant_id), covenant_id=covenant_id, now=now, at_end=end)
    round_ = next((r for r in dossier.every(tables.PositionRound) if r.id == round_id), None)
    how = _over(session, dossier, round_) if round_ is not None and round_.status == drawers.OPEN else ""
    if round_ is None or not how:
        return False
    if how in UNOPENED:
        _stop(session, dossier, round_, how, now)
    else:
        _reveal(session, dossier, round_, how, now)
    return True


def _over(session: Session, dossier: dossiers.Dossier, round_: tables.PositionRound) -> str:
    """Why this round is over; empty while it runs. In a pause no day runs out: resuming moves the last one."""
    if not answering.negotiating(dossier):
        return "stopped"
    current = facts.current_text(facts.texts_of(dossier))
    if current is None or current.id != round_.text_version_id:
        return "superseded"
    if dossier.today > round_.deadline and dossier.covenant.track_status != "paused":
        return "deadline"
    return "" if missing(session, dossier, round_) else "everyone_in"


def _stop(
    session: Session, dossier: dossiers.Dossier, round_: tables.PositionRound, how: str, now: datetime
) -> None:
    """Another version lies on the table, or the talks are over: answers to this one are asked no more, and
    none is opened."""
    doing = act.Act(session, system(dossier.covenant.id), dossier.covenant.id, deed="round.manage", now=now)
    doing.change(tables.PositionRound, round_.id, status="cancelled", ended_on=dossier.today, ended_how=how)
    says = {"number": _number(dossier, round_), "rule": RULES[how]}
    doing.record("round.cancel", subject=SUBJECT, says=says)


def _reveal(
    session: Session, dossier: dossiers.Dossier, round_: tables.PositionRound, how: str, now: datetime
) -> None:
    """End the round in one line; of a sealed one that line holds every position at once."""
    covenant_id, today = dossier.covenant.id, dossier.today
    who = system(covenant_id)
    present = active(dossier)
    found = [d for d in drawers.sealed(session, round_.id) if d.participation_id in present]
    drawers.lock(session, covenant_id, {d.participation_id for d in found})
    answers = [
        answering.Answer(d.participation_id, d.clause_id, d.stance or "", d.remarks or "", d.resolution or "")
        for d in sorted(found, key=lambda d: (dossier.name_of(d.participation_id), d.clause_id))
    ]
    doing = act.Act(session, who, covenant_id, deed="round.manage", now=now)
    answering.place(doing, dossier, round_.text_version_id, answers, day=today, round_id=round_.id)
    doing.change(tables.PositionRound, round_.id, status="revealed", ended_on=today, ended_how=how)
    doing.record(
        "round.reveal" if round_.sealed else "round.end",
        subject=SUBJECT,
        says={"number": _number(dossier, round_), "new": how, "rule": RULES[how]},
    )
    for party in sorted({d.participation_id for d in found}):
        drawer = act.Act(session, who, drawers.log_of(party), deed="round.manage", now=now)
        for draft in found:
            if draft.participation_id == party:
                drawer.change(tables.Draft, draft.id, status="shared")
        drawer.record("draft.share", level="party", owner=party, says={"number": _number(dossier, round_)})
    for answer in answers:
        if answer.clause == drawers.WHOLE:
            answering.respond(session, who, dossier, answer, now=now, day=today)


def _number(dossier: dossiers.Dossier, round_: tables.PositionRound) -> str:
    return next((t.number for t in dossier.every(tables.TextVersion) if t.id == round_.text_version_id), "")
