"""Motions: a question put to the table under a rule of consent, the votes on it, and how it ended."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import ballots, dossiers, tables
from workflows import consent_rules

SUBJECTS = ("text", "proposal", "admission", "other")
VALUES = ("yes", "no", "abstain", "veto")
CLOSED = N_("Deze stemming is afgesloten. Wat er stond, blijft staan.")


def open_(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    title: str,
    rule: str,
    deadline: date,
    now: datetime,
    subject: str = "other",
    proposer_id: str = "",
    text_version_id: str = "",
    proposal_id: str = "",
    participation_id: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Put a question to the table, by a party or, without `proposer_id`, by the facilitator."""
    place = f"motions:{proposer_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="motion.open", now=now, seen=seen, key=key,
        owner=proposer_id or None, subject=place,
    )  # fmt: skip
    if doing.done:
        return doing.done
    registers.filled(title=title)
    registers.one_of("rule", rule, tuple(consent_rules.shipped()))
    registers.one_of("subject", subject, SUBJECTS)
    if proposer_id:
        registers.party(dossier, proposer_id)
    if deadline < dossier.today:
        raise errors.Invalid({"deadline": N_("Kies vandaag of een latere dag.")})
    about = _about(dossier, subject, text_version_id, proposal_id, participation_id)
    if ballots.weighs(rule) and not dossier.rows(tables.Weight):
        raise errors.Invalid({"rule": N_("Deze regel telt gewichten. Leg eerst de gewichten vast.")})
    motion_id = doing.new(
        tables.Motion, title=title.strip(), subject=subject, rule=rule, proposer_id=proposer_id,
        opened_on=dossier.today, deadline=deadline, **about,
    )  # fmt: skip
    return doing.record(
        "motion.open",
        owner=proposer_id,
        subject=place,
        behalf=registers.behalf(dossier, proposer_id) if proposer_id else "",
        says={"number": len(dossier.every(tables.Motion)) + 1, "deadline": deadline},
        id=motion_id,
    )


def _about(
    dossier: dossiers.Dossier, subject: str, text_version_id: str, proposal_id: str, participation_id: str
) -> dict[str, str]:
    """What the question is about: exactly what its subject names."""
    if subject == "text":
        registers.filled(text_version_id=text_version_id)
        return {"text_version_id": dossier.row(tables.TextVersion, text_version_id).id}
    if subject == "proposal":
        registers.filled(proposal_id=proposal_id)
        row = dossier.row(tables.TextProposal, proposal_id)
        registers.still(
            row.status in ("open", "parked"), N_("Over dit voorstel is al besloten. Het blijft zoals het is.")
        )
        return {"proposal_id": row.id}
    if subject == "admission":
        registers.filled(participation_id=participation_id)
        who = dossier.row(tables.Participation, participation_id)
        if registers.at_table(who, dossier.today) or who.role == "facilitator":
            raise errors.Invalid({"participation_id": N_("Deze organisatie zit al aan tafel.")})
        return {"participation_id": who.id}
    return {}


def vote(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    motion_id: str,
    *,
    participation_id: str,
    value: str,
    now: datetime,
    reason: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Vote for one's own party, or vote anew: the earlier vote stays, marked as followed."""
    doing, dossier, row = _open(
        session, actor, covenant_id, motion_id, "motion.vote", now, seen, key, participation_id,
        f"vote:{motion_id}:{participation_id}",
    )  # fmt: skip
    if doing.done:
        return doing.done
    _may_speak(dossier, row, participation_id)
    registers.one_of("value", value, VALUES)
    if value == "veto" and not ballots.knows(row.rule, consent_rules.NoVeto):
        raise errors.Invalid({"value": N_("De regel van deze stemming kent geen veto. Stem tegen.")})
    if value in ("no", "veto"):
        act.long_enough("reason", reason)
    old = _standing(dossier, motion_id, participation_id)
    if old is not None:
        if (old.value, old.reason or "") == (value, reason.strip()):
            raise errors.Invalid({"value": N_("Dit is al uw stem.")})
        doing.change(tables.Vote, old.id, revoked_on=dossier.today)
    vote_id = doing.new(
        tables.Vote, motion_id=motion_id, participation_id=participation_id, value=value,
        reason=reason.strip() or None, given_on=dossier.today,
    )  # fmt: skip
    return _said(doing, dossier, row, "motion.vote", participation_id, at=vote_id)


def revoke(
    session: Session, actor: policy.Actor, covenant_id: str, motion_id: str, *, participation_id: str,
    now: datetime, seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Take a vote back without giving another."""
    doing, dossier, row = _open(
        session, actor, covenant_id, motion_id, "motion.vote", now, seen, key, participation_id,
        f"vote:{motion_id}:{participation_id}",
    )  # fmt: skip
    if doing.done:
        return doing.done
    _may_speak(dossier, row, participation_id)
    old = _standing(dossier, motion_id, participation_id)
    if old is None:
        raise errors.WrongState("Er is geen stem om in te trekken.")
    doing.change(tables.Vote, old.id, revoked_on=dossier.today)
    return _said(doing, dossier, row, "motion.revoke", participation_id, at=old.id)


def _may_speak(dossier: dossiers.Dossier, row: tables.Motion, participation_id: str) -> None:
    registers.still(row.status == "open", CLOSED)
    if row.deadline is not None and dossier.today > row.deadline:
        raise errors.WrongState(
            "Stemmen kon tot en met %(day)s. De facilitator sluit de stemming af.", day=row.deadline
        )
    party = dossier.row(tables.Participation, participation_id)
    registers.still(
        ballots.takes_part(party, dossier.today),
        N_("Deze partij doet nu niet mee aan tafel. Daarom telt haar stem niet."),
    )


def _standing(dossier: dossiers.Dossier, motion_id: str, participation_id: str) -> tables.Vote | None:
    found = [v for v in ballots.votes(dossier, motion_id) if v.participation_id == participation_id]
    return found[-1] if found and found[-1].revoked_on is None else None


def close(
    session: Session, actor: policy.Actor, covenant_id: str, motion_id: str, *, now: datetime,
    note: str = "", seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Close a motion that is decided or whose deadline has passed. The outcome is computed, never typed."""
    doing, dossier, row = _open(session, actor, covenant_id, motion_id, "motion.close", now, seen, key)
    if doing.done:
        return doing.done
    if seen is not None:
        for party in dossier.every(tables.Participation):  # a vote in between may turn the outcome
            doing.current(f"vote:{motion_id}:{party.id}", seen)
    registers.still(row.status == "open", CLOSED)
    outcome = ballots.settled(row.rule, ballots.of(dossier, row))
    if not outcome:
        raise errors.WrongState(
            "De uitkomst staat nog niet vast. Afsluiten kan als zij vaststaat, of na %(day)s.",
            day=row.deadline,
        )
    doing.change(
        tables.Motion, motion_id, status=outcome, closed_on=dossier.today, closing_note=note.strip() or None
    )
    return _said(doing, dossier, row, "motion.close", row.proposer_id, note, new=outcome)


def withdraw(
    session: Session, actor: policy.Actor, covenant_id: str, motion_id: str, *, note: str, now: datetime,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Take a motion off the table, by its proposer or the facilitator, with the reason."""
    doing, dossier, row = _open(session, actor, covenant_id, motion_id, "motion.open", now, seen, key, None)
    if doing.done:
        return doing.done
    act.long_enough("note", note)
    registers.still(row.status == "open", CLOSED)
    doing.change(
        tables.Motion, motion_id, status="withdrawn", closed_on=dossier.today, closing_note=note.strip()
    )
    behalf = registers.behalf(dossier, row.proposer_id) if row.proposer_id else ""
    return _said(doing, dossier, row, "motion.withdraw", row.proposer_id, note, behalf)


def _open(
    session: Session, actor: policy.Actor, covenant_id: str, motion_id: str, deed: str, now: datetime,
    seen: int | None, key: act.Key | None, owner: str | None = "", subject: str = "",
) -> tuple[act.Act, dossiers.Dossier, tables.Motion]:  # fmt: skip
    """As `registers.open_on`; who owns a motion is who proposed it, never the party it names."""
    dossiers.find(session, covenant_id=covenant_id)
    doing = act.Act(session, actor, covenant_id, deed=deed, now=now, key=key)
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now)
    if doing.done:
        return doing, dossier, None  # type: ignore[return-value]
    row = dossier.row(tables.Motion, motion_id)
    act.allow(dossier.standing, deed, row.proposer_id or None if owner is None else owner or None)
    if seen is not None:
        doing.current(f"motion:{motion_id}", seen)
        if subject:
            doing.current(subject, seen)
    return doing, dossier, row


def _said(
    doing: act.Act, dossier: dossiers.Dossier, row: tables.Motion, kind: str, owner: str, note: str = "",
    behalf: str = "", *, at: str = "", **more: str,
) -> act.Receipt:  # fmt: skip
    number = [m.id for m in dossier.every(tables.Motion)].index(row.id) + 1
    voting = kind in ("motion.vote", "motion.revoke")
    return doing.record(
        kind,
        owner=owner,
        subject=f"vote:{row.id}:{owner}" if voting else f"motion:{row.id}",
        behalf=behalf,
        note=note.strip(),
        says={"number": number, **more},
        id=at or row.id,
    )
