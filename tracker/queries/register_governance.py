"""How a covenant is run: seats in the steering committee, term and plans, and decisions."""

from dataclasses import dataclass
from datetime import date

from tracker.queries import register_words, registers
from tracker.store import tables
from workflows import loading
from workflows.facts import STAGES

CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat, held or free again; names of people are for the table."""

    id: str
    word: str
    chair: bool
    party: str
    path: str
    holder: str
    deputy: str
    from_on: date
    until_on: date | None
    held: bool
    may_vacate: bool


@dataclass(frozen=True, slots=True)
class Seats:
    """The steering committee, and which delegations the quorum asks for have no seat yet."""

    head: registers.Head
    rows: tuple[SeatRow, ...]
    chair: bool
    missing: tuple[str, ...]
    parties: tuple[registers.Option, ...]
    delegations: tuple[registers.Option, ...]
    may_fill: bool

    def find(self, row_id: str) -> SeatRow:
        """The seat to vacate."""
        return registers.found(self.rows, row_id, "may_vacate")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A planned date for reaching a stage; earlier plans stay."""

    id: str
    stage: str
    word: str
    on: date
    recorded_on: date
    reason: str
    newest: bool
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class Term:
    """Entry into force, end, and every plan."""

    head: registers.Head
    rows: tuple[PlanRow, ...]
    effective_on: date | None
    ends_on: date | None
    started_on: str | None
    stages: tuple[registers.Option, ...]
    planned: frozenset[str]
    may_plan: bool
    may_set: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision; an earlier one on the same subject stays."""

    id: str
    subject: str
    word: str
    value: str
    on: date
    body: str
    url: str
    note: str
    newest: bool


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions about the covenant, and which are still to be taken before it can end."""

    head: registers.Head
    rows: tuple[DecisionRow, ...]
    missing: tuple[str, ...]
    subjects: tuple[registers.Option, ...]
    values: tuple[registers.Option, ...]
    may_record: bool


def seats(desk: registers.Desk) -> Seats:
    """Every seat there was: held ones first, the chair on top."""
    dossier, today = desk.dossier, desk.dossier.today
    rows = [
        SeatRow(
            id=s.id,
            word=register_words.DELEGATION["chair" if s.chair else s.delegation or "other"],
            chair=s.chair,
            party=desk.name(s.participation_id),
            path=desk.party_path(s.participation_id) if s.participation_id else "",
            holder=s.holder_name or "",
            deputy=s.deputy_name or "",
            from_on=s.from_on,
            until_on=s.until_on,
            held=s.from_on <= today and (s.until_on is None or s.until_on >= today),
            may_vacate=s.until_on is None and desk.may("seat.record"),
        )
        for s in dossier.rows(tables.Seat)
    ]
    order = list(register_words.DELEGATION.values())
    rows.sort(key=lambda r: (not r.held, not r.chair, order.index(r.word), r.party.casefold()))
    filled = {r.word for r in rows if r.held}
    wanted = [register_words.DELEGATION[k] for k, n in dossier.covenant.quorum.items() if n > 0]
    return Seats(
        desk.head,
        tuple(rows),
        any(r.chair and r.held for r in rows),
        tuple(w for w in order if w in wanted and w not in filled),
        desk.parties(),
        register_words.options(register_words.DELEGATION),
        desk.may("seat.record"),
    )


def term(desk: registers.Desk) -> Term:
    """The term, and every plan per stage in order, the newest plan of a stage first."""
    dossier, covenant = desk.dossier, desk.dossier.covenant
    states = loading.workflow(covenant.workflow).states
    words = {name: states[name][desk.language] for name in STAGES}
    words[CLOSING] = register_words.CLOSING
    plans = dossier.rows(tables.PlannedDate)
    newest = {p.stage: p.id for p in plans}
    reached = {m.to_stage: m.on for m in dossier.rows(tables.StageMove)}
    rows = [
        PlanRow(
            id=p.id,
            stage=p.stage,
            word=words.get(p.stage, p.stage),
            on=p.on,
            recorded_on=p.recorded_on,
            reason=p.reason or "",
            newest=newest[p.stage] == p.id,
            reached_on=reached.get(p.stage),
        )
        for p in reversed(plans)
    ]
    order = [*STAGES, CLOSING]
    rows.sort(key=lambda r: order.index(r.stage) if r.stage in order else len(order))
    ahead = order[order.index(covenant.stage) + 1 :]
    return Term(
        desk.head,
        tuple(rows),
        covenant.effective_on,
        covenant.ends_on,
        covenant.started_on,
        tuple((name, words[name]) for name in ahead),
        frozenset(newest),
        desk.may("covenant.plan"),
        desk.may("covenant.dates"),
    )


def decisions(desk: registers.Desk) -> Decisions:
    """Every decision, in the order in which they are asked for, the newest first."""
    found = desk.dossier.rows(tables.Decision)
    newest = {d.subject: d.id for d in found}
    rows = [
        DecisionRow(
            id=d.id,
            subject=d.subject,
            word=register_words.DECISION.get(d.subject, d.subject),
            value=register_words.VALUE.get(d.value or "", d.value or ""),
            on=d.on,
            body=d.body or "",
            url=d.url or "",
            note=d.note or "",
            newest=newest[d.subject] == d.id,
        )
        for d in reversed(found)
    ]
    order = list(register_words.DECISION)
    rows.sort(key=lambda r: order.index(r.subject) if r.subject in order else len(order))
    needed = [s for s in order if s != "ending" or desk.dossier.covenant.ends_on is None]
    return Decisions(
        desk.head,
        tuple(rows),
        tuple(register_words.DECISION[s] for s in needed if s not in newest),
        register_words.options(register_words.DECISION),
        register_words.options(register_words.VALUE),
        desk.may("decision.record") and desk.head.stage == "implementation",
    )
