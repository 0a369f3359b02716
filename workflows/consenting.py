"""Rules of consent applied to a ballot: who has to agree, how far it is, and why it is not there yet.

`evaluate` never answers with a bare yes or no, but with a tree that has a node for every part of the rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from workflows.ballots import Ballot as Ballot
from workflows.ballots import Node as Node
from workflows.ballots import Objecting as Objecting
from workflows.ballots import Outcome as Outcome
from workflows.ballots import Problem as Problem
from workflows.ballots import State as State
from workflows.ballots import Value as Value
from workflows.ballots import Voice as Voice
from workflows.ballots import Voter as Voter
from workflows.ballots import day_of as day_of
from workflows.consent_rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Counting,
    Everyone,
    NoObjection,
    NoVeto,
    PerKind,
    Rule,
    Share,
)
from workflows.parties import PartyKind


def evaluate(rule: Rule, ballot: Ballot) -> Outcome:
    """How the question stands today. With nobody to ask, nothing is carried."""
    why = _node(rule, ballot)
    return Outcome(why.state, why)


def _node(rule: Rule, ballot: Ballot) -> Node:
    match rule:
        case AllOf(parts):
            return _whole("all", tuple(_node(p, ballot) for p in parts))
        case AnyOf(parts):
            return _whole("any", tuple(_node(p, ballot) for p in parts))
        case Everyone():
            return _everyone(rule, ballot)
        case AtLeast():
            return _at_least(rule, ballot)
        case PerKind():
            same = {"abstentions": rule.abstentions, "proposer_counts": rule.proposer_counts}
            return _whole(
                "per_kind",
                tuple(
                    _at_least(AtLeast(count=count, kind=kind, **same), ballot)  # type: ignore[arg-type]
                    for kind, count in rule.least.items()
                ),
            )
        case Share():
            return _share(rule, ballot)
        case NoObjection():
            return _no_objection(rule, ballot)
        case NoVeto():
            return _no_veto(ballot)


def _whole(rule: Literal["all", "any", "per_kind"], parts: tuple[Node, ...]) -> Node:
    """A rule made of rules. Whoever is silent would say the same in every part, so an open part stays
    as possible beside the others as it is alone."""
    states = [p.state for p in parts]
    first, last = ("carried", "lost") if rule == "any" else ("lost", "carried")
    state: State = "open"
    if first in states:
        state = "carried" if rule == "any" else "lost"
    elif all(s == last for s in states):
        state = "lost" if rule == "any" else "carried"
    return Node(
        rule,
        state,
        have=states.count("carried"),
        need=1 if rule == "any" else len(parts),
        unit="kinds" if rule == "per_kind" else "rules",
        total=len(parts),
        parts=parts,
    )


@dataclass(frozen=True, slots=True)
class _Tally:
    """Who is asked under a rule, sorted by what they said."""

    asked: tuple[Voter, ...]
    said: Mapping[str, Voice]
    excluded: str

    def who(self, *values: str) -> tuple[str, ...]:
        return tuple(p.id for p in self.asked if p.id in self.said and self.said[p.id].value in values)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(p.id for p in self.asked if p.id not in self.said)


def _tally(rule: Counting, ballot: Ballot, kind: PartyKind | None = None) -> _Tally:
    present = [p for p in ballot.present() if kind is None or p.kind is kind]
    out = "" if rule.proposer_counts else next((p.id for p in present if p.id == ballot.proposer_id), "")
    said = {p.id: voice for p in present if (voice := ballot.voice(p.id)) is not None}
    return _Tally(tuple(p for p in present if p.id != out), said, out)


def _objecting(
    ballot: Ballot, *values: Value, among: tuple[Voter, ...] | None = None
) -> tuple[Objecting, ...]:
    said = ((p.id, ballot.voice(p.id)) for p in (ballot.present() if among is None else among))
    return tuple(
        Objecting(i, v.value, v.reason, v.on) for i, v in said if v is not None and v.value in values
    )


def _yes(rule: Counting, tally: _Tally) -> tuple[str, ...]:
    return tally.who("yes", "abstain") if rule.abstentions == "for" else tally.who("yes")


def _counted(rule: Counting, tally: _Tally) -> tuple[Voter, ...]:
    """The denominator."""
    left = set(tally.who("abstain")) if rule.abstentions == "ignore" else set()
    return tuple(p for p in tally.asked if p.id not in left)


def _leaf(
    name: Literal["everyone", "at_least", "share", "no_objection"],
    rule: Counting,
    ballot: Ballot,
    tally: _Tally,
    state: State,
    **told: object,
) -> Node:
    """What every rule that counts voices tells, and what this one tells besides."""
    given: dict[str, object] = {
        "objecting": _objecting(ballot, "no", "veto", among=tally.asked),
        "unit": "parties",
        **told,
    }
    problem: Problem = "" if tally.asked else "nobody"
    if tally.asked and not _counted(rule, tally):
        problem = "all_abstained"
    if problem:
        state = "lost"
        given["problem"] = problem
    return Node(
        name,
        state,
        asked=len(tally.asked),
        missing=tally.missing,
        abstained=tally.who("abstain"),
        abstentions=rule.abstentions,
        excluded=tally.excluded,
        **given,  # type: ignore[arg-type]
    )


def _reach(have: int | Fraction, silent: int | Fraction, need: int | Fraction) -> State:
    return "carried" if have >= need else "open" if have + silent >= need else "lost"


def _everyone(rule: Everyone, ballot: Ballot) -> Node:
    tally = _tally(rule, ballot)
    have, need = len(_yes(rule, tally)), len(_counted(rule, tally))
    # One objection blocks, so that of a proposer who changed its mind does too.
    objecting = _objecting(ballot, "no", "veto")
    state: State = "lost" if objecting else _reach(have, len(tally.missing), need)
    return _leaf(
        "everyone", rule, ballot, tally, state, have=have, need=need, total=need, objecting=objecting
    )


def _at_least(rule: AtLeast, ballot: Ballot) -> Node:
    tally = _tally(rule, ballot, rule.kind)
    have, total = len(_yes(rule, tally)), len(_counted(rule, tally))
    state = _reach(have, len(tally.missing), rule.count)
    problem: Problem = "too_few" if total < rule.count else ""
    told: dict[str, object] = {"have": have, "need": rule.count, "total": total, "kind": rule.kind}
    return _leaf("at_least", rule, ballot, tally, state, problem=problem, **told)


def _share(rule: Share, ballot: Ballot) -> Node:
    tally = _tally(rule, ballot)
    weights = {
        p.id: Fraction(1) if rule.of == "parties" else Fraction(p.weight_on(ballot.today) or 0)
        for p in tally.asked
    }
    said = sum((weights[i] for i in _yes(rule, tally)), Fraction(0))
    total = sum((weights[p.id] for p in _counted(rule, tally)), Fraction(0))
    silent = sum((weights[i] for i in tally.missing), Fraction(0))
    unweighed = (
        tuple(p.id for p in tally.asked if p.weight_on(ballot.today) is None) if rule.of == "weight" else ()
    )
    told: dict[str, object] = {
        "have": said / total if total else Fraction(0),
        "need": rule.least,
        "unit": "share",
        "said": said,
        "total": total,
        "of": rule.of,
        "unweighed": unweighed,
        "problem": "" if total else "no_weight",
    }
    state: State = _reach(said, silent, rule.least * total) if total else "lost"
    return _leaf("share", rule, ballot, tally, state, **told)


def _no_objection(rule: NoObjection, ballot: Ballot) -> Node:
    tally = _tally(rule, ballot)
    against: tuple[Value, ...] = (
        ("no", "veto", "abstain") if rule.abstentions == "against" else ("no", "veto")
    )
    found = _objecting(ballot, *against)
    late = tuple(o for o in found if ballot.deadline is not None and o.on > ballot.deadline)
    objecting = tuple(o for o in found if o not in late)
    state: State = "lost" if objecting else "carried"
    problem: Problem = ""
    if not objecting and tally.missing and not ballot.closed:
        # Once everybody spoke there is no silence left to wait for.
        state, problem = "open", "before_deadline" if ballot.deadline else "no_deadline"
    return _leaf(
        "no_objection",
        rule,
        ballot,
        tally,
        state,
        have=len(objecting),
        need=0,
        total=len(_counted(rule, tally)),
        unit="objections",
        objecting=objecting,
        late=tuple(o.party_id for o in late),
        deadline=ballot.deadline,
        problem=problem,
    )


def _no_veto(ballot: Ballot) -> Node:
    asked, objecting = ballot.present(), _objecting(ballot, "veto")
    state: State = "carried" if asked and not objecting else "lost"
    return Node(
        "no_veto",
        state,
        have=len(objecting),
        need=0,
        unit="vetoes",
        asked=len(asked),
        total=len(asked),
        objecting=objecting,
        problem="" if asked else "nobody",
    )
