"""The checklist at work: what is asked of whom today, and what became of it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workflows import calendar, facts
from workflows.parties import PARTY_ROLES, ParticipationStatus, PartyKind, Role
from workflows.requirements import Checklist, ChecklistError, Requirement, checklist, load

__all__ = [
    "Checklist",
    "ChecklistError",
    "Expected",
    "Requirement",
    "Touched",
    "build_items",
    "checklist",
    "expected",
    "lifecycle_state",
    "load",
]

ON_TABLE = frozenset({ParticipationStatus.ACTIVE, ParticipationStatus.SUSPENDED})
"""Participations that have a checklist; of parties that left only what they touched remains."""

LIVE = {"stale": "not_started", "unrecorded": "not_started", "expired": "in_progress"}


@dataclass(frozen=True, slots=True)
class Expected:
    """One thing asked of one party: once, for one text version, or for one cycle year."""

    code: str
    stage: str
    mandatory: bool
    cycle: int | None = None
    version_id: str | None = None
    auto_not_applicable: bool = False
    """Asked of this kind, but not yet of this party (public communication before year 3)."""
    starts_on: date | None = None
    """First day of the cycle year, for annual ones."""


Key = tuple[str, str, int | None, str | None]
"""Party id, requirement code, cycle number, text version id."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What was recorded about one expected thing."""

    status: str
    outcome: str | None = None
    open_conditions: int = 0
    due: date | None = None
    valid_until: date | None = None


def lifecycle_state(status: str) -> str:
    """The state of `requirement-1` that a computed status stands for; others stand for themselves."""
    return LIVE.get(status, status)


def expected(
    checklist: Checklist,
    party: facts.Party,
    *,
    stage: str,
    current_text_id: str | None,
    cycles_started: Iterable[facts.Cycle],
    today: date,
    stages_reached: Collection[str] = (),
    term_years: int | None = None,
    without: Collection[str] = (),
) -> tuple[Expected, ...]:
    """Everything asked of this party up to the current stage (and of `stages_reached`, after a step back).

    Supporters, observers and parties that are not at the table are asked nothing. A party that joined
    after a stage catches up only on the rows marked so. Companies count annual rows per participation
    year from their own signature, capped at `term_years`; others per started cycle that had not ended
    when they joined. `without` holds the codes switched off for this covenant.
    """
    if party.status not in ON_TABLE or party.role not in PARTY_ROLES | {Role.FACILITATOR}:
        return ()
    now, joined = facts.stage_index(stage), facts.stage_index(party.joined_stage)
    cycles = _cycles(party, tuple(cycles_started), today, term_years)
    asked: list[Expected] = []
    for row in checklist.requirements.values():
        what = row.asks(party)
        at = facts.stage_index(row.stage)
        if what is None or row.id in without or (at > now and row.stage not in stages_reached):
            continue
        if joined > at and not row.catch_up:
            continue
        mandatory = what == "mandatory"
        if row.repeat == "annual":
            asked.extend(_annual(row, mandatory, party, cycles))
        else:
            version = current_text_id if row.repeat == "per_version" else None
            asked.append(Expected(row.id, row.stage, mandatory, version_id=version))
    return tuple(asked)


def _cycles(
    party: facts.Party, started: tuple[facts.Cycle, ...], today: date, term_years: int | None
) -> tuple[facts.Cycle, ...]:
    if party.kind is PartyKind.COMPANY:
        if party.signed_on is None:
            return ()
        return calendar.participation_cycles(party.signed_on, today, term_years)
    begun = calendar.started(started, today)
    return tuple(c for c in begun if party.since is None or party.since <= c.ends_on)


def _annual(
    row: Requirement,
    mandatory: bool,
    party: facts.Party,
    cycles: tuple[facts.Cycle, ...],
) -> Iterable[Expected]:
    for cycle in cycles:
        early = cycle.number < row.from_participation_year
        yield Expected(
            row.id,
            row.stage,
            mandatory,
            cycle=cycle.number,
            auto_not_applicable=party.kind is PartyKind.COMPANY and early,
            starts_on=cycle.starts_on,
        )


def build_items(
    checklist: Checklist,
    parties: Iterable[facts.Party],
    rows: Mapping[Key, Touched],
    *,
    stage: str,
    current_text_id: str | None,
    cycles_started: Iterable[facts.Cycle],
    today: date,
    stages_reached: Collection[str] = (),
    term_years: int | None = None,
    without: Collection[str] = (),
    imported_stage: str | None = None,
    imported_on: date | None = None,
    due: Callable[[Expected], date | None] = lambda _: None,
) -> tuple[facts.Item, ...]:
    """One item for everything asked of anybody, merged with what was recorded, in checklist order.

    - A text-bound row recorded on an older version only is `stale` for the current one. Carrying it over
      (an editorial change) means: a row for the current version exists.
    - Accepted or waived, but past `valid_until`, is `expired`.
    - A party whose past was imported has `unrecorded` items up to `imported_stage` (default: the current
      stage); a cycle that began on or after `imported_on` is an ordinary one.
    - A party that left keeps only what it touched.
    - `due` gives the day something is due by the plan, where no day of its own was recorded.
    """
    cycles = tuple(cycles_started)
    touched: dict[str, list[Key]] = {}
    for key in rows:
        touched.setdefault(key[0], []).append(key)
    now, past = facts.stage_index(stage), facts.stage_index(imported_stage or stage)
    items: list[facts.Item] = []
    alike: dict[object, tuple[Expected, ...]] = {}
    for party in parties:
        like = (
            party.kind, party.role, party.status, party.joined_stage, party.profile, party.signed_on, party.since
        )  # fmt: skip
        if (asked := alike.get(like)) is None:  # most parties of a kind are asked the very same
            asked = alike[like] = expected(
                checklist,
                party,
                stage=stage,
                current_text_id=current_text_id,
                cycles_started=cycles,
                today=today,
                stages_reached=stages_reached,
                term_years=term_years,
                without=without,
            )
        mine = [k for k in touched.get(party.id, ()) if k[1] not in without]
        for one in (*asked, *_left_behind(checklist, party, asked, mine, current_text_id, now)):
            row = rows.get((party.id, one.code, one.cycle, one.version_id))
            if row is None:
                older = [rows[k] for k in mine if k[1:3] == (one.code, one.cycle)]
                row = Touched(_untouched(checklist, party, one, older, past, imported_on))
            items.append(_item(checklist.requirements[one.code], party, one, row, today, due))
    return tuple(items)


def _left_behind(
    checklist: Checklist,
    party: facts.Party,
    asked: tuple[Expected, ...],
    mine: list[Key],
    current_text_id: str | None,
    now: int,
) -> Iterable[Expected]:
    """Recorded things that are no longer asked: of a party that left, or of a stage stepped back from.

    Answers to older text versions are history, shown through the version and not as an item. What a
    party that joined late did without being asked is voluntary.
    """
    known = {(e.code, e.cycle, e.version_id) for e in asked}
    for _, code, cycle, version in mine:
        row = checklist.requirements.get(code)
        if row is None or (code, cycle, version) in known:
            continue
        if row.repeat == "per_version" and version != current_text_id:
            continue
        counts = party.status not in ON_TABLE or facts.stage_index(row.stage) > now
        yield Expected(code, row.stage, counts and row.asks(party) == "mandatory", cycle, version)


def _untouched(
    checklist: Checklist,
    party: facts.Party,
    one: Expected,
    older: list[Touched],
    past: int,
    imported_on: date | None,
) -> str:
    if one.auto_not_applicable:
        return "not_applicable"
    if checklist.requirements[one.code].repeat == "per_version" and any(
        r.status in ("accepted", "submitted") for r in older
    ):
        return "stale"
    begun_since = imported_on is not None and one.starts_on is not None and one.starts_on >= imported_on
    if not party.recorded and facts.stage_index(one.stage) <= past and not begun_since:
        return "unrecorded"
    return "not_started"


def _item(
    requirement: Requirement,
    party: facts.Party,
    one: Expected,
    row: Touched,
    today: date,
    due: Callable[[Expected], date | None],
) -> facts.Item:
    status = row.status
    if status in ("accepted", "waived") and row.valid_until is not None and row.valid_until < today:
        status = "expired"
    by_secretariat = requirement.by == "FAC" and party.role is not Role.FACILITATOR
    return facts.Item(
        party_id=party.id,
        code=one.code,
        stage=one.stage,
        mandatory=one.mandatory,
        status=status,
        cycle=one.cycle,
        version_id=one.version_id,
        outcome=row.outcome,
        open_conditions=row.open_conditions,
        due=row.due or due(one),
        valid_until=row.valid_until,
        repeat=requirement.repeat,
        waits_for_secretariat=by_secretariat and status not in ("accepted", "unrecorded"),
    )
