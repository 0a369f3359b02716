"""A question put to the table: who is asked and what each said, and the tree that tells how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal
from zoneinfo import ZoneInfo

from workflows.consent_rules import Abstentions
from workflows.parties import PartyKind

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Value = Literal["yes", "no", "abstain", "veto"]
State = Literal["open", "carried", "lost"]
"""Open: those who have not spoken can still carry it, or the deadline can. Lost: nobody of them can."""
Unit = Literal["parties", "share", "kinds", "rules", "objections", "vetoes"]
Problem = Literal["", "nobody", "all_abstained", "no_weight", "too_few", "no_deadline", "before_deadline"]


def day_of(moment: datetime) -> date:
    """The day a moment falls on in Amsterdam: a deadline lasts until its midnight there."""
    return moment.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class Voter:
    """A party that may be asked. `weights` is what its voice weighs from a day on, in any order."""

    id: str
    name: str
    kind: PartyKind
    weights: tuple[tuple[date, Decimal], ...] = ()
    takes_part: bool = True
    """False once it left: then it is neither asked nor heard."""

    def weight_on(self, day: date) -> Decimal | None:
        """What it weighs on a day; None when that was never recorded."""
        begun = [w for w in self.weights if w[0] <= day]
        return max(begun, key=lambda w: w[0])[1] if begun else None


@dataclass(frozen=True, slots=True)
class Voice:
    """What a party says. `on` is since when it says so without interruption: an objection that was made
    in time and said again after the deadline was still made in time."""

    value: Value
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One question on one day: who is asked, what each said, who proposed it, and until when."""

    today: date
    parties: tuple[Voter, ...]
    voices: Mapping[str, Voice] = field(default_factory=dict)
    proposer_id: str = ""
    opened_on: date | None = None
    deadline: date | None = None
    """Last day to speak: until 23:59:59 in Amsterdam."""

    @property
    def closed(self) -> bool:
        """The deadline has passed."""
        return self.deadline is not None and self.today > self.deadline

    def present(self) -> tuple[Voter, ...]:
        """Who takes part, by name, so that the order in which they came changes nothing."""
        return tuple(sorted((p for p in self.parties if p.takes_part), key=lambda p: (p.name, p.id)))

    def voice(self, party_id: str) -> Voice | None:
        """What a party said by today."""
        said = self.voices.get(party_id)
        return said if said is not None and said.on <= self.today else None


@dataclass(frozen=True, slots=True)
class Objecting:
    """A party that says no, and why."""

    party_id: str
    value: Value
    reason: str
    on: date


@dataclass(frozen=True, slots=True)
class Node:
    """How one part of a rule stands. Parties are named by id, in the order of their names."""

    rule: Literal["everyone", "at_least", "per_kind", "share", "no_objection", "no_veto", "all", "any"]
    state: State
    have: int | Fraction
    need: int | Fraction
    unit: Unit
    asked: int = 0
    """Parties asked: who left, and a proposer that does not count, are not."""
    said: int | Fraction = 0
    """What said yes, in parties or in weight, where `have` is a share of `total`."""
    total: int | Fraction = 0
    """What a yes is counted out of; abstentions left it where the rule ignores them."""
    kind: PartyKind | None = None
    of: Literal["weight", "parties"] = "parties"
    missing: tuple[str, ...] = ()
    """Asked and silent so far."""
    objecting: tuple[Objecting, ...] = ()
    abstained: tuple[str, ...] = ()
    abstentions: Abstentions = "against"
    excluded: str = ""
    """The proposer, where it does not count."""
    unweighed: tuple[str, ...] = ()
    """Asked, but without a weight: counted as 0."""
    late: tuple[str, ...] = ()
    """Objected after the deadline: not counted."""
    deadline: date | None = None
    problem: Problem = ""
    parts: tuple["Node", ...] = ()

    @property
    def decided(self) -> bool:
        """Nothing that is still to be said changes it."""
        return self.state != "open"

    def leaves(self) -> Iterable["Node"]:
        """The parts that count voices themselves, in order."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a question stands under a rule, and why."""

    state: State
    why: Node

    @property
    def missing(self) -> tuple[str, ...]:
        """Who can still help: silent in a part that is open."""
        return tuple(dict.fromkeys(p for n in self.why.leaves() if not n.decided for p in n.missing))

    @property
    def objecting(self) -> tuple[Objecting, ...]:
        """Who objects, each once."""
        return tuple(dict.fromkeys(o for n in self.why.leaves() for o in n.objecting))
