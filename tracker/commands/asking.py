"""What every step with a requirement shares: the questions in order, the machine, the row and the line."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, evidence, refusing
from tracker.locale import N_
from tracker.store import asked, dossiers, files, tables
from workflows import engine, loading
from workflows.facts import RequirementFacts

STANDS: Mapping[str, str] = {
    "not_started": N_("Hier is nog niets ingediend."),
    "in_progress": N_("Hier is nog niets ingediend."),
    "submitted": N_("Dit is al ingediend en wacht op een besluit."),
    "accepted": N_("Dit is al akkoord."),
    "returned": N_("Dit is teruggegeven en wacht op een nieuwe inzending."),
    "waived": N_("Hiervan is de partij al ontheven."),
    "not_applicable": N_("Dit is al niet van toepassing verklaard."),
}
"""Why a step does not start from where the requirement stands."""
OVER = frozenset({"stopped", "succeeded"})


def begin(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    participation_id: str,
    code: str,
    cycle: int | None,
    *,
    deed: str,
    now: datetime,
    seen: int | None,
    key: act.Key | None,
) -> tuple[act.Act, dossiers.Dossier, asked.Target | None]:
    doing, dossier = act.begin(
        session, actor, covenant_id, deed=deed, now=now, key=key, owner=participation_id
    )
    if doing.done:
        return doing, dossier, None
    target = asked.find(dossier, participation_id, code, cycle)
    doing.current(target.subject, seen)
    if dossier.covenant.track_status in OVER:
        raise errors.WrongState(N_("Het traject is voorbij. Er wordt niets meer ingediend of beoordeeld."))
    return doing, dossier, target


def advance(dossier: dossiers.Dossier, target: asked.Target, action: str, known: RequirementFacts) -> str:
    workflow = loading.workflow(dossier.covenant.requirement_workflow)
    try:
        return engine.advance(workflow, action, target.state, known).to
    except engine.Refused as refused:
        raise refusing.told(action, refused) from None
    except engine.WrongState:
        raise errors.WrongState(STANDS[target.state]) from None


def write(doing: act.Act, target: asked.Target, **values: Any) -> str:
    """Change the row, or make it now that it is touched; returns its id."""
    if target.stored is not None:
        doing.change(tables.Requirement, target.stored.id, **values)
        return target.stored.id
    return doing.new(
        tables.Requirement,
        **{
            "participation_id": target.p.id,
            "code": target.row.id,
            "cycle": target.item.cycle or 0,
            "text_version_id": target.item.version_id or "",
            "status": target.state,
            "visibility": str(target.row.visibility),
            **values,
        },
    )


def hand_in(
    doing: act.Act,
    dossier: dossiers.Dossier,
    target: asked.Target,
    content: evidence.Content,
    *,
    now: datetime,
    day: date,
    by: str,
    behalf: str = "",
    title: str = "",
    url: str | None = None,
    text: str | None = None,
    file: files.Stored | None = None,
) -> act.Receipt:
    """Write a new revision of evidence with the requirement it is for, in one line."""
    has = bool(url or (text or "").strip() or file or content.payload)
    new = advance(dossier, target, "submit", RequirementFacts(has_evidence=has))
    row_id = write(
        doing, target, status=new, on=day, reason="", decided_by_name="", self_accepted=False,
        valid_until=None, outcome=content.outcome, open_conditions=content.open_conditions,
    )  # fmt: skip
    before = target.evidence
    revision = before.revision + 1 if before else 1
    made = doing.new(
        tables.Evidence,
        requirement_id=row_id,
        participation_id=target.p.id,
        type=target.row.evidence,
        title=title.strip() or None,
        occurred_on=day,
        submitted_at=now,
        submitted_by_name=by,
        principal_name=doing.actor.instead_of(doing.log) or None,
        on_behalf=bool(behalf),
        url=url or None,
        file_hash=file.hash if file else None,
        file_name=file.name if file else None,
        file_type=file.type if file else None,
        file_size=file.size if file else None,
        text=(text or "").strip() or None,
        payload=content.payload,
        visibility=str(target.row.visibility),
        supersedes_id=before.id if before else None,
        revision=revision,
    )
    return said(doing, target, "submit", day, new, behalf=behalf, id=made, revision=revision)


def said(
    doing: act.Act,
    target: asked.Target,
    kind: str,
    on: date,
    new: str,
    *,
    note: str = "",
    behalf: str = "",
    id: str = "",
    **says: Any,
) -> act.Receipt:
    level = str(target.row.visibility)
    if note and level == "public":
        level = "table"  # that it was returned is public, the reason is for the table
    if target.item.cycle:
        says["cycle"] = target.item.cycle
    return doing.record(
        f"requirement.{kind}",
        on=on,
        level=level,
        owner=target.p.id,
        subject=target.subject,
        behalf=behalf,
        note=note,
        says={"party": target.p.id, "code": target.row.id, "old": target.item.status, "new": new, **says},
        id=id,
    )
