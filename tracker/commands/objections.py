"""Objections to the text: raised by a party, closed by itself or for it."""

from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import facts, tables

SEVERITIES = ("fundamental", "ordinary")


def raise_(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    participation_id: str,
    severity: str,
    now: datetime,
    clause: str = "",
    reason: str = "",
    resolution: str = "",
    on: date | None = None,
    text_version_id: str | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Object to the version on the table. A fundamental objection keeps the gate shut while it is
    open; it therefore names the clause, the reason and what would resolve it."""
    subject = f"objections:{participation_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="objection.raise", now=now, seen=seen, key=key,
        owner=participation_id, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    registers.party(dossier, participation_id)
    registers.one_of("severity", severity, SEVERITIES)
    if severity == "fundamental":
        registers.filled(clause=clause, reason=reason, resolution=resolution)
    else:
        registers.filled(reason=reason)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    if text_version_id is None:
        current = facts.current_text(facts.texts_of(dossier))
        text_version_id = current.id if current else None
    if text_version_id is None or dossier.row(tables.TextVersion, text_version_id).status == "draft":
        raise errors.WrongState("Er ligt nog geen tekst ter tafel om bezwaar tegen te maken.")
    objection_id = doing.new(
        tables.Objection,
        participation_id=participation_id,
        text_version_id=text_version_id,
        severity=severity,
        clause=clause.strip(),
        reason=reason.strip(),
        resolution=resolution.strip(),
        raised_on=day,
    )
    return doing.record(
        "objection.raise",
        on=day,
        owner=participation_id,
        subject=subject,
        behalf=registers.behalf(dossier, participation_id),
        says={"party": participation_id, "severity": severity, "clause": clause.strip()},
        id=objection_id,
    )


def close(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    objection_id: str,
    *,
    now: datetime,
    note: str = "",
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Close an objection. Whoever closes it on behalf of the party writes down how it was resolved."""
    subject = f"objection:{objection_id}"
    doing, dossier, objection = registers.open_on(
        session, actor, covenant_id, tables.Objection, objection_id, deed="objection.close", now=now,
        seen=seen, key=key, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    behalf = registers.behalf(dossier, objection.participation_id)
    if behalf:
        act.long_enough("note", note)
    registers.still(objection.status == "open", N_("Dit bezwaar is al gesloten."))
    registers.in_order("on", objection.raised_on, day)
    doing.change(
        tables.Objection, objection_id, status="closed", closed_on=day, closing_note=note.strip() or None
    )
    return doing.record(
        "objection.close",
        on=day,
        owner=objection.participation_id,
        subject=subject,
        behalf=behalf,
        note=note.strip(),
        says={"party": objection.participation_id, "severity": objection.severity},
        id=objection_id,
    )
