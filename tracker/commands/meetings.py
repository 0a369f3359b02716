"""Meetings of the table: planned, moved, held with who was there, decided, minuted, and cancelled."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, proposals, registers
from tracker.locale import N_
from tracker.store import ballots, dossiers, tables

KINDS = ("round", "working_group", "bilateral", "steering_committee")
SUBJECT = "meetings"


def plan(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    kind: str,
    on: date,
    now: datetime,
    title: str = "",
    place: str = "",
    number: int = 0,
    text_version_id: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Plan a meeting, or record one of the past to be held next. Rounds are numbered: the next number,
    unless one is given that no other round has."""
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="meeting.record", now=now, seen=seen, key=key, subject=SUBJECT
    )
    if doing.done:
        return doing.done
    registers.one_of("kind", kind, KINDS)
    if kind != "round":
        registers.filled(title=title)
    _version(dossier, text_version_id)
    rounds = [m.number for m in dossier.every(tables.Meeting) if m.kind == "round"]
    if kind == "round" and number in rounds:
        raise errors.Invalid(
            {"number": N_("Ronde %(number)s is er al. Kies een ander nummer.")}, number=number
        )
    number = (number or 1 + max(rounds, default=0)) if kind == "round" else 0
    meeting_id = doing.new(
        tables.Meeting, kind=kind, number=number, title=title.strip() or None, on=on,
        place=place.strip() or None, text_version_id=text_version_id,
    )  # fmt: skip
    return doing.record("meeting.plan", subject=SUBJECT, says=_says(kind, number, on), id=meeting_id)


def move(
    session: Session, actor: policy.Actor, covenant_id: str, meeting_id: str, *, on: date, now: datetime,
    place: str = "", note: str = "", seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Plan a meeting anew on another day."""
    doing, _dossier, row = _open(session, actor, covenant_id, meeting_id, now, seen, key)
    if doing.done:
        return doing.done
    registers.still(row.status == "planned", N_("Dit overleg is al geweest of afgelast."))
    if on == row.on and place.strip() == (row.place or ""):
        raise errors.Invalid({"on": N_("Dit is de dag die er al staat. Kies een andere.")})
    doing.change(tables.Meeting, meeting_id, on=on, place=place.strip() or row.place)
    return _said(doing, row, "meeting.move", on, note, old=row.on)


def hold(
    session: Session, actor: policy.Actor, covenant_id: str, meeting_id: str, *, on: date,
    present: Collection[str], now: datetime, names: Mapping[str, str] | None = None, minutes: str = "",
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Record that it was held, and per party whether it was there and who spoke for it. Of a meeting that
    was held already this corrects who was there; what stood before stays in the log."""
    doing, dossier, row = _open(session, actor, covenant_id, meeting_id, now, seen, key)
    if doing.done:
        return doing.done
    act.not_future("on", on, dossier.today)
    registers.still(row.status != "cancelled", N_("Dit overleg is afgelast. Plan een nieuw overleg."))
    known = {a.participation_id: a for a in dossier.rows(tables.Attendance) if a.meeting_id == meeting_id}
    asked = {p.id for p in dossier.rows(tables.Participation) if ballots.takes_part(p, on)} | set(known)
    if set(present) - asked:
        raise errors.NotFound
    changed = row.status != "held" or on != row.on
    for participation_id in sorted(asked):
        was = participation_id in present
        name = (names or {}).get(participation_id, "").strip() or None if was else None
        old = known.get(participation_id)
        if old is None:
            doing.new(
                tables.Attendance, meeting_id=meeting_id, participation_id=participation_id, present=was,
                person_name=name,
            )  # fmt: skip
        elif (old.present, old.person_name or None) != (was, name):
            doing.change(tables.Attendance, old.id, present=was, person_name=name)
        else:
            continue
        changed = True
    if minutes.strip() and minutes.strip() != (row.minutes or ""):
        doing.change(tables.Meeting, meeting_id, minutes=minutes.strip())
        changed = True
    registers.still(changed, N_("Dit is al zo vastgelegd."))
    doing.change(tables.Meeting, meeting_id, status="held", on=on)
    return _said(doing, row, "meeting.attend" if row.status == "held" else "meeting.hold", on)


def minute(
    session: Session, actor: policy.Actor, covenant_id: str, meeting_id: str, *, minutes: str, now: datetime,
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Write the minutes of a meeting that was held, or write them anew."""
    doing, _dossier, row = _open(session, actor, covenant_id, meeting_id, now, seen, key)
    if doing.done:
        return doing.done
    _held(row)
    registers.filled(minutes=minutes)
    if minutes.strip() == (row.minutes or ""):
        raise errors.Invalid({"minutes": N_("Dit is al zo vastgelegd.")})
    doing.change(tables.Meeting, meeting_id, minutes=minutes.strip())
    return _said(doing, row, "meeting.minute", row.on)


def decide(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    meeting_id: str,
    *,
    text: str,
    now: datetime,
    text_version_id: str = "",
    clause_id: str = "",
    proposal_id: str = "",
    motion_id: str = "",
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record a decision of a meeting, tied to the version, clause, proposal or motion it is about."""
    doing, dossier, row = _open(session, actor, covenant_id, meeting_id, now, seen, key)
    if doing.done:
        return doing.done
    _held(row)
    registers.filled(text=text)
    version = _version(dossier, text_version_id)
    if clause_id and (
        version is None or clause_id not in {c.id for c in proposals.clauses_of(dossier, version)}
    ):
        raise errors.Invalid({"clause_id": N_("Dit artikel staat niet in de gekozen versie.")})
    for table, row_id in ((tables.TextProposal, proposal_id), (tables.Motion, motion_id)):
        if row_id:
            dossier.row(table, row_id)
    earlier = [d for d in dossier.rows(tables.MeetingDecision) if d.meeting_id == meeting_id]
    number = len(earlier) + 1
    decision_id = doing.new(
        tables.MeetingDecision, meeting_id=meeting_id, number=number, text=text.strip(),
        text_version_id=text_version_id, clause_id=clause_id, proposal_id=proposal_id, motion_id=motion_id,
    )  # fmt: skip
    return _said(doing, row, "meeting.decide", row.on, at=decision_id, count=number)


def cancel(
    session: Session, actor: policy.Actor, covenant_id: str, meeting_id: str, *, now: datetime, note: str = "",
    seen: int | None = None, key: act.Key | None = None,
) -> act.Receipt:  # fmt: skip
    """Cancel a planned meeting; a round keeps its number."""
    doing, _dossier, row = _open(session, actor, covenant_id, meeting_id, now, seen, key)
    if doing.done:
        return doing.done
    registers.still(row.status == "planned", N_("Dit overleg is al geweest of afgelast."))
    doing.change(tables.Meeting, meeting_id, status="cancelled")
    return _said(doing, row, "meeting.cancel", row.on, note)


def _open(
    session: Session, actor: policy.Actor, covenant_id: str, meeting_id: str, now: datetime,
    seen: int | None, key: act.Key | None,
) -> tuple[act.Act, dossiers.Dossier, tables.Meeting]:  # fmt: skip
    return registers.open_on(
        session, actor, covenant_id, tables.Meeting, meeting_id, deed="meeting.record", now=now, seen=seen,
        key=key, subject=f"meeting:{meeting_id}",
    )  # fmt: skip


def _version(dossier: dossiers.Dossier, text_id: str) -> tables.TextVersion | None:
    return dossier.row(tables.TextVersion, text_id) if text_id else None


def _held(row: tables.Meeting) -> None:
    registers.still(row.status == "held", N_("Leg eerst vast dat het overleg is gehouden, en wie er waren."))


def _says(kind: str, number: int, on: date, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "number": number or "", "on": on, **more}


def _said(
    doing: act.Act, row: tables.Meeting, kind: str, on: date, note: str = "", *, at: str = "", **more: Any
) -> act.Receipt:
    happened = on if kind in ("meeting.hold", "meeting.attend") else None
    return doing.record(
        kind, on=happened, subject=f"meeting:{row.id}", note=note.strip(),
        says=_says(row.kind, row.number, on, **more), id=at or row.id,
    )  # fmt: skip
