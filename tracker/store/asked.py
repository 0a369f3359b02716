"""One requirement of one party as it stands, and whether somebody may decide on it."""

from dataclasses import dataclass

from sqlmodel import Session

from tracker import errors, policy
from tracker.store import dossiers, facts, ledger, tables
from workflows import checklist
from workflows.facts import Facts, Item, RequirementFacts
from workflows.parties import Role


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


def find(
    dossier: dossiers.Dossier,
    participation_id: str,
    code: str,
    cycle: int | None = None,
    known: Facts | None = None,
) -> Target:
    """What is asked of this party now; `NotFound` when it is not asked, or not for this reader.

    Text-bound requirements are the ones of the current version.
    """
    p = dossier.row(tables.Participation, participation_id)
    row = checklist.checklist(dossier.covenant.checklist).requirements.get(code)
    if row is None or policy.sees(dossier.standing, row.visibility, p.id) == "none":
        raise errors.NotFound
    for item in (known or facts.gather(dossier)).items:
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


def eyes(
    session: Session, dossier: dossiers.Dossier, actor: policy.Actor, target: Target, reason_length: int = 0
) -> RequirementFacts:
    """Who handed in and who decides: nobody decides on evidence of an organisation of their own."""
    submitted = None
    if target.facilitators_own and target.evidence is not None:
        lines = ledger.lines(session, dossier.covenant.id, seqs=[target.evidence.made])
        submitted = any(line.fields.get("actor_id") == actor.id for line in lines)
    return RequirementFacts(
        reason_length=reason_length,
        decider_belongs_to_party=target.p.organisation_id in actor.organisations,
        second_facilitator_exists=facts.gather(dossier).facilitators > 1,
        is_facilitators_own=target.facilitators_own,
        decider_submitted=submitted,
        today=dossier.today,
    )
