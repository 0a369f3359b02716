"""What a shared position brings with it: the answer before it is followed, an objection opens or closes, and
the party's response to the version is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, asking, evidence, registers
from tracker.locale import N_
from tracker.store import asked, dossiers, drawers, facts, tables
from workflows import clauses
from workflows.facts import RequirementFacts

STANCES = ("agree", "remarks", "reservation", "fundamental", "abstain")
RESPONSE = "NEG-05"
"""The requirement that a position on the whole version hands in."""
OUTCOME = {"agree": "yes", "remarks": "yes", "reservation": "yes_if", "fundamental": "no"}
WRITTEN = {
    "agree": "Akkoord.",
    "remarks": "Akkoord met opmerkingen.",
    "reservation": "Voorbehoud.",
    "fundamental": "Fundamenteel bezwaar.",
    "abstain": "Onthoudt zich.",
}
"""How the stance stands in the evidence, before what the party wrote with it."""
ANOTHER = "De partij gaf een ander standpunt over deze versie."
BACK = "De partij nam haar standpunt over deze versie terug."
SETTLED = "De partij gaf een ander standpunt over dit artikel."
NEGOTIATING = ("initiative", "negotiation", "signing")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one party says about a version or one clause of it."""

    party: str
    clause: str
    stance: str
    remarks: str = ""
    resolution: str = ""


def on_current(dossier: dossiers.Dossier, text_id: str) -> tables.TextVersion:
    """The version, when answers are asked on it; raises `NotFound` or `WrongState`."""
    text = dossier.row(tables.TextVersion, text_id)
    current = facts.current_text(facts.texts_of(dossier))
    registers.still(
        negotiating(dossier),
        N_("Over de tekst wordt niet meer onderhandeld. Een standpunt kan niet meer worden gegeven."),
    )
    if text.status == "draft":
        raise errors.WrongState(N_("Deze versie is nog een concept. Leg haar eerst ter tafel."))
    if current is None or current.id != text_id:
        raise errors.WrongState(
            "Versie %(number)s ligt nu ter tafel. Alleen daarover kan een standpunt worden gegeven.",
            number=current.number if current else "",
        )
    return text


def negotiating(dossier: dossiers.Dossier) -> bool:
    """Whether there still is a text to agree on."""
    return dossier.covenant.track_status not in asking.OVER and dossier.covenant.stage in NEGOTIATING


def open_round(dossier: dossiers.Dossier) -> tables.PositionRound | None:
    """The round that runs, if there is one; there is one at most."""
    return next((r for r in dossier.every(tables.PositionRound) if r.status == drawers.OPEN), None)


def last_day(text: tables.TextVersion, round_: tables.PositionRound | None) -> date | None:
    """Until when answers are taken: the day of the round that runs, or else of the version."""
    return round_.deadline if round_ else text.answer_by


def in_time(text: tables.TextVersion, round_: tables.PositionRound | None, day: date) -> None:
    """Raise `WrongState` when an answer of this day is too late."""
    last = last_day(text, round_)
    if last is not None and day > last:
        raise errors.WrongState(
            "Reageren op versie %(number)s kon tot en met %(day)s. De facilitator kan een nieuwe ronde openen.",
            number=text.number,
            day=last.isoformat(),
        )


def complete(dossier: dossiers.Dossier, text_id: str, answer: Answer) -> None:
    """Raise `Invalid` with everything this stance asks for and that is not there."""
    registers.one_of("stance", answer.stance, STANCES)
    known = of_version(dossier, text_id, answer.clause)
    missing = {}
    if answer.stance == "fundamental":
        if known and not answer.clause:
            missing["clause_id"] = N_("Kies het artikel waartegen het bezwaar is.")
        if not answer.remarks.strip():
            missing["remarks"] = N_("Schrijf op waarom dit een fundamenteel bezwaar is.")
        if not answer.resolution.strip():
            missing["resolution"] = N_("Beschrijf de tekst die het bezwaar wegneemt.")
    if answer.stance == "reservation" and not answer.remarks.strip():
        missing["remarks"] = N_("Schrijf op wat de voorwaarde is.")
    if answer.stance == "remarks" and not answer.remarks.strip():
        missing["remarks"] = N_("Schrijf op wat de opmerking is.")
    if missing:
        raise errors.Invalid(missing)


def of_version(dossier: dossiers.Dossier, text_id: str, clause_id: str) -> dict[str, clauses.Clause]:
    """The clauses of a version; raises `Invalid` when this is not one of them."""
    known = _clauses(dossier, text_id)
    if clause_id and clause_id not in known:
        raise errors.Invalid({"clause_id": N_("Kies een artikel van deze versie.")})
    return known


def _clauses(dossier: dossiers.Dossier, text_id: str) -> dict[str, clauses.Clause]:
    """The clauses of a version by id, in any of its languages: they have the same ids."""
    text = dossier.row(tables.TextVersion, text_id)
    found = [v for v in dossier.every(tables.TextVariant) if v.text_version_id == text_id]
    found.sort(key=lambda v: v.language == text.prevailing)
    return {c.id: c for v in found for c in clauses.stored(v.clauses)}


def _named(dossier: dossiers.Dossier, text_id: str, clause_id: str) -> str:
    """A clause as registers write it: '5 lid 2'."""
    clause = _clauses(dossier, text_id).get(clause_id)
    if clause is None:
        return ""
    article, dot, own = clause.number.rpartition(".")
    return f"{article} lid {own}" if dot else clause.number or clause.heading


def place(
    doing: act.Act,
    dossier: dossiers.Dossier,
    text_id: str,
    answers: Sequence[Answer],
    *,
    day: date,
    round_id: str,
) -> list[str]:
    """Write the positions with their objections; returns their ids. What they answer anew is followed."""
    live = live_ones(dossier, text_id)
    made = []
    for answer in answers:
        before = live.get((answer.party, answer.clause))
        if before is not None:
            doing.change(tables.Position, before.id, followed_on=day)
        if answer.clause or answer.stance == "fundamental":
            close_objections(doing, dossier, text_id, answer.party, answer.clause, day=day, note=SETTLED)
        position = doing.new(
            tables.Position,
            participation_id=answer.party,
            text_version_id=text_id,
            clause_id=answer.clause,
            round_id=round_id,
            stance=answer.stance,
            remarks=answer.remarks.strip() or None,
            resolution=answer.resolution.strip() or None,
            given_on=day,
        )
        made.append(position)
        if answer.stance == "fundamental":
            doing.new(
                tables.Objection,
                participation_id=answer.party,
                text_version_id=text_id,
                severity="fundamental",
                clause=_named(dossier, text_id, answer.clause) or None,
                clause_id=answer.clause,
                position_id=position,
                reason=answer.remarks.strip(),
                resolution=answer.resolution.strip(),
                raised_on=day,
            )
    return made


def live_ones(dossier: dossiers.Dossier, text_id: str) -> dict[tuple[str, str], tables.Position]:
    """The positions that hold on a version, by party and clause."""
    return {
        (p.participation_id, p.clause_id or ""): p
        for p in dossier.every(tables.Position)
        if p.text_version_id == text_id and p.followed_on is None
    }


def close_objections(
    doing: act.Act,
    dossier: dossiers.Dossier,
    text_id: str,
    party: str,
    clause_id: str,
    *,
    day: date,
    note: str,
) -> None:
    """Close the objections that came with the party's earlier positions on this clause."""
    came = {
        p.id
        for p in dossier.every(tables.Position)
        if (p.participation_id, p.text_version_id, p.clause_id or "") == (party, text_id, clause_id)
    }
    for objection in dossier.every(tables.Objection):
        if objection.status == "open" and objection.position_id in came:
            doing.change(tables.Objection, objection.id, status="closed", closed_on=day, closing_note=note)


def respond(
    session: Session,
    actor: policy.Actor,
    dossier: dossiers.Dossier,
    answer: Answer,
    *,
    now: datetime,
    day: date,
    behalf: str = "",
) -> None:
    """Hand in the response to the version for a party, as evidence that only waits for acceptance. What
    was accepted before on another stance is reopened first: nothing stays accepted that no longer holds."""
    target = _target(dossier, answer.party)
    if target is None or target.state in ("waived", "not_applicable"):
        return
    doing = act.Act(session, actor, dossier.covenant.id, deed="requirement.submit", now=now)
    if target.state in ("accepted", "submitted"):
        target = _anew(doing, dossier, target, day, ANOTHER)
        if target is None:
            return
    conditions = [evidence.Condition(answer.remarks)] if answer.stance == "reservation" else []
    content = evidence.content(target.row, {"stance": answer.stance}, OUTCOME.get(answer.stance), conditions)
    asking.hand_in(
        doing, dossier, target, content, now=now, day=day, by=actor.name, behalf=behalf,
        text=" ".join(filter(None, (WRITTEN[answer.stance], answer.remarks.strip()))),
    )  # fmt: skip


def unsay(
    session: Session, actor: policy.Actor, dossier: dossiers.Dossier, party: str, *, now: datetime, day: date
) -> None:
    """A position on the whole version was taken back: the response that was handed in with it no longer holds."""
    target = _target(dossier, party)
    if target is not None and target.state in ("accepted", "submitted"):
        _anew(
            act.Act(session, actor, dossier.covenant.id, deed="requirement.submit", now=now),
            dossier, target, day, BACK,
        )  # fmt: skip


def _target(dossier: dossiers.Dossier, party: str) -> asked.Target | None:
    try:
        return asked.find(dossier, party, RESPONSE)
    except errors.NotFound:
        return None


def _anew(
    doing: act.Act, dossier: dossiers.Dossier, target: asked.Target, day: date, why: str
) -> asked.Target | None:
    """The target in a state from which it can be handed in again. It follows from what the party said, so
    nobody decided it."""
    action = "reopen" if target.state == "accepted" else "return"
    try:
        new = asking.advance(
            dossier, target, action, RequirementFacts(reason_length=len(why), today=dossier.today)
        )
    except errors.TrackerError:
        return None
    asking.write(doing, target, status=new, on=day, reason=why, outcome=None, open_conditions=0)
    asking.said(doing, target, action, day, new, note=why)
    return replace(target, item=replace(target.item, status=new, outcome=None, open_conditions=0))
