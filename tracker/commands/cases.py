"""Complaints and disputes: only their handlers know that they exist."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import dossiers, tables

KINDS = ("complaint", "dispute")
DESTINATIONS = ("ncp", "brand", "successor")


def open_(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    kind: str,
    title: str,
    received_on: date,
    now: datetime,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record that a complaint or dispute came in. For anybody but a handler there is nothing here."""
    dossiers.find(session, covenant_id=covenant_id)
    doing = act.Act(session, actor, covenant_id, deed="case.handle", now=now, key=key)
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now)
    if doing.done:
        return doing.done
    if not policy.may(dossier.standing, "case.handle"):
        raise errors.NotFound
    doing.current("cases", seen)
    registers.one_of("kind", kind, KINDS)
    registers.filled(title=title)
    act.not_future("received_on", received_on, dossier.today)
    case_id = doing.new(tables.CaseFile, kind=kind, title=title.strip(), received_on=received_on)
    return doing.record(
        "case.open", on=received_on, level="case", subject="cases", says={"kind": kind}, id=case_id
    )


def close(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    case_id: str,
    *,
    now: datetime,
    note: str = "",
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record that a case was settled."""
    doing, dossier, case = _on_case(session, actor, covenant_id, case_id, now, seen, key)
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.still(case.status == "open", N_("Deze zaak is al afgehandeld."))
    registers.in_order("on", case.received_on, day)
    doing.change(tables.CaseFile, case_id, status="closed", closed_on=day)
    return doing.record(
        "case.close",
        on=day,
        level="case",
        subject=f"case:{case_id}",
        note=note.strip(),
        says={"kind": case.kind},
        id=case_id,
    )


def hand_over(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    case_id: str,
    *,
    destination: str,
    now: datetime,
    note: str = "",
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Hand an open case over to the NCP, the brand or the successor; there it stays open."""
    doing, dossier, case = _on_case(session, actor, covenant_id, case_id, now, seen, key)
    if doing.done:
        return doing.done
    registers.one_of("destination", destination, DESTINATIONS)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.still(case.status == "open", N_("Deze zaak is al afgehandeld."))
    registers.in_order("on", case.received_on, day)
    doing.change(tables.CaseFile, case_id, destination=destination)
    return doing.record(
        "case.hand_over",
        on=day,
        level="case",
        subject=f"case:{case_id}",
        note=note.strip(),
        says={"kind": case.kind, "destination": destination},
        id=case_id,
    )


def _on_case(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    case_id: str,
    now: datetime,
    seen: int | None,
    key: act.Key | None,
) -> tuple[act.Act, dossiers.Dossier, tables.CaseFile]:
    return registers.open_on(
        session, actor, covenant_id, tables.CaseFile, case_id, deed="case.handle", now=now, seen=seen,
        key=key, subject=f"case:{case_id}",
    )  # fmt: skip
