"""What the table asks of a reader beside requirements: a vote, a second person's word on a proposal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker import policy
from tracker.queries.outlook import RUNNING, Outlook
from tracker.store import dossiers, facts, tables
from workflows.parties import ParticipationStatus


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that waits for this reader at the table."""

    kind: str
    """vote or confirm."""
    name: str
    covenant: str
    due: date | None
    href: str


def of(dossier: dossiers.Dossier, row: Outlook, actor: policy.Actor) -> Iterable[Ask]:
    """Motions on which an own party has not spoken, and proposals that wait for a second person."""
    if row.track_status != RUNNING:
        return
    own = {
        p.id
        for p in dossier.rows(tables.Participation)
        if p.id in dossier.standing.own and facts.standing_on(p, dossier.today) is ParticipationStatus.ACTIVE
    }
    if policy.PARTY in dossier.standing.relations and own:
        spoken = {
            v.motion_id
            for v in dossier.rows(tables.Vote)
            if v.participation_id in own and v.revoked_on is None
        }
        for m in dossier.rows(tables.Motion):
            past = m.deadline is not None and m.deadline < dossier.today
            if m.status == "open" and not past and m.id not in spoken:
                path = f"/convenanten/{row.slug}/stemmingen/{m.id}"
                yield Ask("vote", m.title or "", row.name, m.deadline, path)
    if policy.may(dossier.standing, "proposal.confirm"):
        for p in dossier.rows(tables.TextProposal):
            if p.status == "open" and p.asked and p.asked_by_id != actor.id and p.participation_id not in own:
                path = f"/convenanten/{row.slug}/voorstellen/{p.id}"
                yield Ask("confirm", str(p.number), row.name, None, path)
