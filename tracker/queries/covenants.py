"""Everything on the covenant page, for one reader, now or as it was known on another moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from tracker import policy
from tracker.locale import _
from tracker.queries import (
    addresses,
    descriptions,
    gates,
    history,
    matrix,
    on_the_table,
    portfolio,
    stages,
    timeline,
)
from tracker.store import dossiers, facts, ledger, tables
from workflows import engine, loading
from workflows.facts import Facts, Party
from workflows.parties import PARTY_ROLES, ParticipationStatus, PartyKind, Role

RUNNING = ("active", "paused")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something the reader may start from this page."""

    name: str
    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A track that stands still: since when, and when it is looked at again."""

    since: date
    days: int
    review_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party that is not in the matrix: for whoever may see no matrix, and supporters and parties that left."""

    href: str
    name: str
    kind: str
    role: str
    status: str
    since: str
    until: str
    statement_url: str = ""
    """What it said in public when it left or declined."""


@dataclass(frozen=True, slots=True)
class CovenantPage:
    """The page. What the reader may not see is not in it."""

    id: str
    slug: str
    name: str
    fictional: bool
    imported: bool
    status_text: str
    status_as_of: str
    stage: str
    stage_name: str
    track_status: str
    state: str
    """The track's status as lists tell it: also 'explored' and 'unconfirmed'."""
    ended_on: date | None
    pause: Pause | None
    health: str
    parties: int
    ministries: int
    seq: int
    moment: datetime
    today: date
    as_of: datetime | None
    changed_at: datetime | None
    steps: tuple[stages.Step, ...]
    gate: gates.GateView | None
    matrix: matrix.MatrixView | None
    table: on_the_table.OnTheTable | None
    others: tuple[PartyLine, ...]
    registers: tuple[descriptions.Register, ...]
    about: descriptions.Description
    timeline: tuple[timeline.Event, ...]
    history: history.HistoryPage
    deeds: tuple[Deed, ...]
    predecessor: descriptions.Relative | None
    successors: tuple[descriptions.Relative, ...]
    at_table: bool


def opened(
    session: Session, actor: policy.Actor, slug: str, *, now: datetime, as_of: datetime | None = None
) -> dossiers.Dossier:
    """The covenant for this reader; `NotFound` when there is none, or none yet at `as_of`."""
    return dossiers.load(session, actor, slug=slug, now=now, as_of=as_of)


def name_of(dossier: dossiers.Dossier, language: str) -> str:
    """The covenant's name in a language."""
    return dossier.covenant.name_en if language == "en" else dossier.covenant.name_nl


def covenant_page(
    session: Session, dossier: dossiers.Dossier, language: str, *, kind: str = ""
) -> CovenantPage:
    """The page of an opened covenant; `kind` leaves only the parties of one kind in the matrix."""
    known = facts.gather(dossier, language)
    covenant = dossier.covenant
    workflow = loading.workflow(covenant.workflow)
    gate = gates.gate(dossier, known, language)
    at_table = policy.may(dossier.standing, "covenant.table")
    drawn = matrix.matrix(dossier, known, language, kind=kind)
    told = history.history(session, dossier, language)
    counted = _counted(known)
    return CovenantPage(
        id=covenant.id,
        slug=covenant.slug,
        name=name_of(dossier, language),
        fictional=covenant.fictional,
        imported=covenant.imported,
        status_text=(covenant.status_en if language == "en" else covenant.status_nl) or "",
        status_as_of=covenant.status_as_of or "",
        stage=covenant.stage,
        stage_name=workflow.states[covenant.stage][language],
        track_status=covenant.track_status,
        state=portfolio.state_of(covenant),
        ended_on=_ended_on(dossier),
        pause=_pause(dossier),
        health=facts.health(dossier, known) if at_table and covenant.track_status == "active" else "",
        parties=len(counted),
        ministries=sum(p.kind is PartyKind.GOVERNMENT for p in counted),
        seq=dossier.seq,
        moment=dossier.moment,
        today=dossier.today,
        as_of=dossier.as_of,
        changed_at=told.lines[0].at if told.lines else None,
        steps=stages.steps(dossier, language),
        gate=gate,
        matrix=drawn,
        table=on_the_table.on_the_table(dossier),
        others=tuple(_others(dossier, drawn, language)),
        registers=tuple(descriptions.registers(dossier)),
        about=descriptions.description(dossier, language),
        timeline=timeline.timeline(dossier, language),
        history=told,
        deeds=tuple(_deeds(dossier, workflow, language)),
        predecessor=descriptions.predecessor(session, dossier, language),
        successors=descriptions.successors(session, dossier, language),
        at_table=at_table,
    )


def _counted(known: Facts) -> list[Party]:
    """Parties that count; of an imported past also those whose covenant is over."""
    return [p for p in known.parties if p.role in PARTY_ROLES and p.status is ParticipationStatus.ACTIVE]


def _others(dossier: dossiers.Dossier, drawn: matrix.MatrixView | None, language: str) -> Iterable[PartyLine]:
    """Who takes or took part without a row in the matrix: by role, kind and name."""
    in_rows = drawn.everyone if drawn else frozenset()
    found = [
        p for p in dossier.rows(tables.Participation) if p.id not in in_rows and p.role != Role.FACILITATOR
    ]
    kinds = list(PartyKind)
    aside = (Role.SUPPORTER, Role.OBSERVER)
    found.sort(
        key=lambda p: (p.role in aside, kinds.index(PartyKind(p.kind)), dossier.name_of(p.id, language))
    )
    for p in found:
        yield PartyLine(
            addresses.party(dossier.covenant.slug, p.id),
            dossier.name_of(p.id, language),
            p.kind,
            p.role,
            facts.standing_on(p, dossier.today),
            p.since_on.isoformat() if p.since_on else p.since or "",
            p.until_on.isoformat() if p.until_on else p.left or "",
            p.statement_url or "",
        )


def _pause(dossier: dossiers.Dossier) -> Pause | None:
    if dossier.covenant.track_status != "paused":
        return None
    moves = [m for m in dossier.every(tables.TrackMove) if m.to_status == "paused"]
    if not moves:
        return None
    last = moves[-1]
    return Pause(last.on, (dossier.today - last.on).days, last.review_on, last.reason or "")


def _ended_on(dossier: dossiers.Dossier) -> date | None:
    if dossier.covenant.track_status in RUNNING:
        return None
    moves = dossier.every(tables.TrackMove)
    return moves[-1].on if moves else None


def _deeds(dossier: dossiers.Dossier, workflow: engine.Workflow, language: str) -> list[Deed]:
    """What this reader may start here; nothing on a page about the past."""
    if dossier.as_of is not None:
        return []
    covenant, standing = dossier.covenant, dossier.standing
    slug, found = covenant.slug, []
    if policy.may(standing, "covenant.move") and covenant.track_status == "active":
        for step in engine.leaving(workflow, covenant.stage):
            if not step.ends_track:
                found.append(Deed(step.kind, addresses.step(slug, step.name), step.label[language]))
    if policy.may(standing, "track.move"):
        track = loading.workflow(covenant.track_workflow)
        for action in engine.leaving(track, covenant.track_status):
            if action.name == "end" and covenant.stage != "implementation":
                continue
            found.append(Deed(action.name, addresses.track(slug, action.name), action.label[language]))
        if covenant.track_status in ("stopped", "ended") and policy.may(standing, "covenant.start"):
            follow = f"/convenanten/nieuw?volgt_op={covenant.id}"
            found.append(Deed("follow", follow, _("Nieuw traject starten")))
    return found


@dataclass(frozen=True, slots=True)
class Version:
    """What a drawn page depends on: while none of this changed, neither did the page."""

    covenant_id: str
    seq: int
    system_seq: int
    standing: policy.Standing
    day: date


def version(session: Session, dossier: dossiers.Dossier) -> Version:
    """Cheap to ask of an opened covenant, before anything is read or drawn."""
    system = ledger.head(session, ledger.SYSTEM).size
    return Version(dossier.covenant.id, dossier.size, system, dossier.standing, dossier.today)
