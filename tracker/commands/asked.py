"""One requirement of one party as it stands, and what every step with it shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, refusing
from tracker.locale import N_
from tracker.store import dossiers, facts, tables
from workflows import checklist, engine, loading
from workflows.facts import Item, RequirementFacts
from workflows.parties import Role

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


@dataclass(frozen=True, slots=True)
class Target:
    """One requirement of one party in one cycle or for one text, as it stands."""

    p: tables.Participation
    row: checklist.Requirement
    item: Item
    stored: tables.Requirement | None
    evidence: tables.Evidence | None
    """The newest revision, if anything was handed in."""

    @property
    def state(self) -> str:
        """Where it stands in the lifecycle; computed statuses stand for a stored one."""
        return checklist.lifecycle_state(self.item.status)

    @property
    def subject(self) -> str:
        return subject_of(self.p.id, self.row.id, self.item.cycle, self.item.version_id)

    @property
    def facilitators_own(self) -> bool:
        """The facilitator's own homework."""
        return self.p.role == Role.FACILITATOR


def subject_of(participation_id: str, code: str, cycle: int | None, version_id: str | None) -> str:
    """What a ledger line about a requirement is about."""
    return f"requirement:{participation_id}/{code}/{cycle or 0}/{version_id or ''}"


def find(dossier: dossiers.Dossier, participation_id: str, code: str, cycle: int | None = None) -> Target:
    """What is asked of this party now; `NotFound` when it is not asked, or not for this reader.

    Text-bound requirements are the ones of the current version.
    """
    p = dossier.row(tables.Participation, participation_id)
    row = checklist.checklist(dossier.covenant.checklist).requirements.get(code)
    if row is None or policy.sees(dossier.standing, row.visibility, p.id) == "none":
        raise errors.NotFound
    for item in facts.gather(dossier).items:
        if (item.party_id, item.code, item.cycle) == (p.id, code, cycle or None):
            break
    else:
        raise errors.NotFound
    place = (p.id, code, item.cycle or 0, item.version_id or "")
    stored = next(
        (
            r
            for r in dossier.every(tables.Requirement)
            if (r.participation_id, r.code, r.cycle, r.text_version_id) == place
        ),
        None,
    )
    handed = [e for e in dossier.every(tables.Evidence) if stored and e.requirement_id == stored.id]
    return Target(p, row, item, stored, max(handed, key=lambda e: e.revision, default=None))


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
) -> tuple[act.Act, dossiers.Dossier, Target | None]:
    doing, dossier = act.begin(
        session, actor, covenant_id, deed=deed, now=now, key=key, owner=participation_id
    )
    if doing.done:
        return doing, dossier, None
    target = find(dossier, participation_id, code, cycle)
    doing.current(target.subject, seen)
    if dossier.covenant.track_status in OVER:
        raise errors.WrongState(N_("Het traject is voorbij. Er wordt niets meer ingediend of beoordeeld."))
    return doing, dossier, target


def advance(dossier: dossiers.Dossier, target: Target, action: str, known: RequirementFacts) -> str:
    workflow = loading.workflow(dossier.covenant.requirement_workflow)
    try:
        return engine.advance(workflow, action, target.state, known).to
    except engine.Refused as refused:
        raise refusing.told(action, refused) from None
    except engine.WrongState:
        raise errors.WrongState(STANDS[target.state]) from None


def write(doing: act.Act, target: Target, **values: Any) -> str:
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


def said(
    doing: act.Act,
    target: Target,
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
