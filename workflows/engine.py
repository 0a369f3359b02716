"""The engine: lifecycles compiled to one shared machine each, and the only way to move along them.

A check answers with what is missing (`Unmet`), with `NotApplicable`, or with None when its claim is
true. `examine` asks every check of an action, never only the first; `advance` does the same inside the
machine's own guard, so what a page explains and what a move enforces cannot differ.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, cast

from transitions import EventData, Machine, MachineError

from workflows.overrides import MIN_REASON as MIN_REASON
from workflows.overrides import Override as Override
from workflows.overrides import OverrideRefused as OverrideRefused

Words = Mapping[str, str]
"""One sentence in each language: `nl` and `en`."""

Figure = tuple[str, int | Decimal, int | Decimal]
"""Unit, have and need, where one pair of numbers does not tell the story (companies and share)."""


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that keeps a condition from being met, and who can change it."""

    party_id: str | None
    what: str
    """Code of the requirement, or a word for the thing: `text`, `chair`, `case`, a party kind."""
    status: str
    detail: str = ""
    due: date | None = None
    name: str = ""
    acts: Literal["party", "facilitator"] = "party"


@dataclass(frozen=True, slots=True)
class Unmet:
    """What is missing: who or what blocks, and how far it is."""

    blockers: tuple[Blocker, ...] = ()
    have: int | Decimal = 0
    need: int | Decimal = 1
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The condition asks nothing here, for instance because no threshold was configured."""


Answer = Unmet | NotApplicable | None
Check = Callable[[Any], Answer]


@dataclass(frozen=True, slots=True)
class Condition:
    """A named claim under an action, with its words. `check` names the rule, `test` is the rule bound
    to this definition's parameters."""

    id: str
    check: str
    test: Check
    label: Words
    unmet: Words
    way_out: Words
    overridable: bool = False
    acts: Literal["party", "facilitator", "both"] = "party"
    item: str | None = None
    quiet: bool = False
    """Said only when missed: a standing rule of the lifecycle, not one of a gate's conditions."""
    override_deadline: bool = False
    """Passing it makes a reservation, so it may only be passed until a date."""


Result = Literal["met", "not_met", "overridden", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one condition turned out to be. `unmet` is kept when overridden: it is still missing."""

    condition: Condition
    result: Result
    unmet: Unmet | None = None
    override: Override | None = None

    @property
    def passes(self) -> bool:
        """True unless the condition holds the gate shut."""
        return self.result != "not_met"

    @property
    def rank(self) -> int:
        """Place on the screen: hard misses, misses that may be passed, passed ones, then the rest."""
        if self.result == "not_met":
            return 1 if self.condition.overridable else 0
        return {"overridden": 2, "met": 3, "not_applicable": 4}[self.result]


@dataclass(frozen=True, slots=True)
class Action:
    """One step somebody may take: from which states, to which, and under which conditions."""

    name: str
    from_: tuple[str, ...]
    to: str
    label: Words
    past: Words
    roles: tuple[str, ...]
    kind: str = "forward"
    needs_note: bool = False
    ends_track: bool = False
    """The step leaves the stage as it is and ends the track instead (G4)."""
    conditions: tuple[Condition, ...] = ()

    @property
    def gate(self) -> tuple[Condition, ...]:
        """The conditions a gate shows: all but the quiet standing rules."""
        return tuple(c for c in self.conditions if not c.quiet)


@dataclass(frozen=True, eq=False)
class Workflow:
    """One version of one lifecycle. Shared by all threads: after construction nothing in it changes."""

    id: str
    family: str
    states: Mapping[str, Words]
    actions: Mapping[str, Action]
    initial: str
    terminal: frozenset[str] = frozenset()
    label: Words = field(default_factory=dict)
    _machine: Machine = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Nothing is ever attached to the machine, and it has no `to_<state>()` short cuts: both would
        # be ways to a new state that ask no condition.
        machine = Machine(
            model=None,
            states=list(self.states),
            initial=self.initial,
            auto_transitions=False,
            send_event=True,
        )
        for action in self.actions.values():
            machine.add_transition(action.name, list(action.from_), action.to, conditions=[_guard])
        object.__setattr__(self, "_machine", machine)


@dataclass(frozen=True, slots=True)
class Moved:
    """Proof of a step: the only source a state column is written from."""

    from_: str
    to: str
    findings: tuple[Finding, ...]


class Refused(Exception):
    """The step is not possible now; `findings` holds every condition, met ones too."""

    def __init__(self, action: Action, state: str, findings: tuple[Finding, ...]) -> None:
        missed = ", ".join(f.condition.id for f in findings if not f.passes)
        super().__init__(f"{action.name} from {state} refused: {missed}")
        self.action = action
        self.state = state
        self.findings = findings

    @property
    def missed(self) -> tuple[Finding, ...]:
        """Only what holds it shut, in screen order."""
        return tuple(f for f in screen_order(self.findings) if not f.passes)


class WrongState(Exception):
    """The step does not start here (or does not exist in this lifecycle)."""

    def __init__(self, action: str, state: str) -> None:
        super().__init__(f"{action} does not start from {state}")
        self.action = action
        self.state = state


class _Token:
    """What travels through the machine in one attempt; thrown away afterwards."""

    __slots__ = ("action", "facts", "findings", "overrides", "state", "workflow")

    def __init__(
        self, workflow: Workflow, action: str, state: str, facts: object, overrides: tuple[Override, ...]
    ) -> None:
        self.workflow = workflow
        self.action = action
        self.state = state
        self.facts = facts
        self.overrides = overrides
        self.findings: tuple[Finding, ...] = ()


def _guard(event: EventData) -> bool:
    token = cast(_Token, event.model)
    token.findings = examine(token.workflow, token.action, token.facts, token.overrides)
    return all(f.passes for f in token.findings)


def leaving(workflow: Workflow, state: str) -> tuple[Action, ...]:
    """The actions that start from this state, in the order of the definition."""
    return tuple(a for a in workflow.actions.values() if state in a.from_)


def examine(
    workflow: Workflow, action_name: str, facts: object, overrides: Iterable[Override] = ()
) -> tuple[Finding, ...]:
    """Every condition of the action, in the order of the definition; quiet ones only when missed.

    An unknown action raises WrongState. The order for the screen is `screen_order`.
    """
    action = workflow.actions.get(action_name)
    if action is None:
        raise WrongState(action_name, "?")
    overrides = tuple(overrides)
    found = (_finding(c, facts, overrides) for c in action.conditions)
    return tuple(f for f in found if not (f.condition.quiet and f.passes))


def _finding(condition: Condition, facts: object, overrides: tuple[Override, ...]) -> Finding:
    answer: object = condition.test(facts)
    if answer is None:
        return Finding(condition, "met")
    if isinstance(answer, NotApplicable):
        return Finding(condition, "not_applicable")
    if not isinstance(answer, Unmet):
        # A truthy stranger would be read as "fine" by one caller and as "blocked" by the next.
        raise TypeError(f"{condition.id}: check {condition.check} answered {answer!r}")
    mine = [o for o in overrides if o.condition_id == condition.id and not _fault(condition, o)]
    if mine:
        today: date | None = getattr(facts, "today", None)
        if live := [o for o in mine if o.counts_on(today)]:
            return Finding(condition, "overridden", answer, max(live, key=lambda o: o.on))
    return Finding(condition, "not_met", answer)


def _fault(condition: Condition, override: Override) -> str | None:
    if not condition.overridable:
        return "not_overridable"
    if condition.override_deadline and override.valid_until is None:
        return "deadline_required"
    return None


def may_override(condition: Condition, override: Override) -> None:
    """Raise OverrideRefused when this override would never count for this condition."""
    if code := _fault(condition, override):
        raise OverrideRefused(code)


def screen_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Hard misses first, then misses that may be passed, passed ones, met ones, not applicable."""
    return tuple(sorted(findings, key=lambda f: f.rank))


def is_open(findings: Iterable[Finding]) -> bool:
    """True when nothing unexplained remains: every condition met, passed or not applicable."""
    return all(f.passes for f in findings)


def advance(
    workflow: Workflow, action_name: str, state: str, facts: object, overrides: Iterable[Override] = ()
) -> Moved:
    """Take the step, or raise `WrongState` or `Refused` with every finding."""
    action = workflow.actions.get(action_name)
    if action is None or state not in workflow.states:
        raise WrongState(action_name, state)
    token = _Token(workflow, action_name, state, facts, tuple(overrides))
    try:
        moved = workflow._machine.events[action_name].trigger(token)
    except MachineError:
        raise WrongState(action_name, state) from None
    if moved is not True:
        raise Refused(action, state, token.findings)
    return Moved(state, token.state, token.findings)
