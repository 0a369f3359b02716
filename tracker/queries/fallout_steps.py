"""What each step on a confirm page would do to the rows: the supposed step behind a fallout preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.store import dossiers, supposed, tables
from workflows import calendar, loading
from workflows.parties import PARTY_ROLES

LEAVING = {"withdraw": "withdrawn", "expel": "expelled", "cease": "ceased", "replace": "ceased"}
"""Steps after which the party is gone, and the status it has then."""
STATUS = {"accept": "active", "suspend": "suspended", "reinstate": "active", "revoke_withdrawal": "active"}
PARTY_STEPS = frozenset({*LEAVING, *STATUS, "role"})
"""Steps of a participation that have a preview."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An organisation that would join: known by id, or by the name typed for it."""

    kind: str
    role: str
    organisation_id: str = ""
    name: str = ""


def of_parties(
    dossier: dossiers.Dossier,
    ids: Sequence[str],
    step: str,
    on: date,
    *,
    role: str = "",
    newcomer: Newcomer | None = None,
) -> supposed.Step:
    """One step of one or several participations on a day; a replacement brings its newcomer along."""
    taking = {p.id: p for p in dossier.rows(tables.Participation)}
    changed = [
        (tables.Participation, i, values(dossier, taking[i], step, on, role)) for i in ids if i in taking
    ]
    if newcomer is None:
        return supposed.Step(on, changed)
    joins = joining(dossier, newcomer, on)
    return supposed.Step(on, changed, joins.added, joins.bodies)


def values(
    dossier: dossiers.Dossier, p: tables.Participation, step: str, on: date, role: str = ""
) -> dict[str, Any]:
    """The columns of the participation that this step writes, as far as facts look at them."""
    if step in LEAVING:
        return {"status": LEAVING[step], "until_on": on}
    since = {"since_on": on, "joined_stage": stage_on(dossier, on)}
    if step == "accept":
        return {"status": "active", **since}
    if step == "revoke_withdrawal":
        return {"status": "active", "until_on": None}
    if step == "role":
        both = p.role in PARTY_ROLES and role in PARTY_ROLES
        return {"role": role, **({} if both else since)}
    return {"status": STATUS[step]}


def stage_on(dossier: dossiers.Dossier, day: date) -> str:
    """The stage the covenant was in on a day."""
    moves = dossier.every(tables.StageMove)
    initial = moves[0].from_stage if moves else dossier.covenant.stage
    return calendar.stage_on([(m.on, m.to_stage) for m in moves], day, initial)


def joining(dossier: dossiers.Dossier, who: Newcomer, on: date, status: str = "active") -> supposed.Step:
    """An organisation that joins on a day; one not known yet stands under the name that was typed."""
    body = who.organisation_id or "supposed"
    row = {
        "organisation_id": body,
        "kind": who.kind,
        "role": who.role,
        "status": status,
        "since_on": on,
        "joined_stage": stage_on(dossier, on),
    }
    name = who.name or "…"
    made = tables.Organisation(id=body, slug="", name_nl=name, name_en=name, kind=who.kind)
    bodies = {} if body in dossier.organisations else {body: made}
    return supposed.Step(on, (), [(tables.Participation, row)], bodies)


def of_stage(dossier: dossiers.Dossier, action: str, on: date) -> supposed.Step:
    """A stage move, forward or back."""
    to = loading.workflow(dossier.covenant.workflow).actions[action].to
    here = dossier.covenant
    move = {"action": action, "from_stage": here.stage, "to_stage": to, "on": on, "at": dossier.now}
    return supposed.Step(on, [(tables.Covenant, here.id, {"stage": to})], [(tables.StageMove, move)])


def of_track(dossier: dossiers.Dossier, action: str, on: date) -> supposed.Step:
    """A move of the track beside the stage."""
    here = dossier.covenant
    to = loading.workflow(here.track_workflow).actions[action].to
    move = {"action": action, "from_status": here.track_status, "to_status": to, "on": on}
    return supposed.Step(on, [(tables.Covenant, here.id, {"track_status": to})], [(tables.TrackMove, move)])
