"""A small table to try rules of consent on, and rules and ballots drawn at random."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from workflows.consent_rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Everyone,
    NoObjection,
    NoVeto,
    PerKind,
    Rule,
    Share,
)
from workflows.consenting import Ballot, Outcome, Value, Voice, Voter, evaluate
from workflows.parties import PartyKind

TODAY = date(2026, 11, 23)
OPENED = TODAY - timedelta(days=10)
SECTOR, UNION, NGO, STATE = (
    PartyKind.SECTOR_ASSOCIATION,
    PartyKind.TRADE_UNION,
    PartyKind.NGO,
    PartyKind.GOVERNMENT,
)
KINDS = (SECTOR, UNION, NGO, STATE, NGO)
NAMES = ("Branche", "Bond", "Stichting", "Ministerie", "Natuur")
IDS = ("a", "b", "c", "d", "e")


def voter(at: int, weight: str | None = None, **more: Any) -> Voter:
    """The party at this place of the table."""
    weights = ((OPENED, Decimal(weight)),) if weight is not None else ()
    return replace(Voter(IDS[at], NAMES[at], KINDS[at], weights), **more)


PARTIES = tuple(voter(n) for n in range(5))


def ballot(said: str = "", *, on: date = OPENED, **more: Any) -> Ballot:
    """A ballot on which the parties said, in order: y(es), n(o), a(bstain), v(eto) or - (nothing)."""
    words: Mapping[str, Value] = {"y": "yes", "n": "no", "a": "abstain", "v": "veto"}
    voices = {
        IDS[at]: Voice(words[letter], on, "Te duur." if letter in "nv" else "")
        for at, letter in enumerate(said)
        if letter != "-"
    }
    given: dict[str, Any] = {"parties": PARTIES, "opened_on": OPENED, **more}
    return Ballot(TODAY, voices=voices, **given)


def state(rule: Rule, said: str = "", **more: Any) -> str:
    """Open, carried or lost."""
    return evaluate(rule, ballot(said, **more)).state


def outcome(rule: Rule, said: str = "", **more: Any) -> Outcome:
    """The same with its explanation."""
    return evaluate(rule, ballot(said, **more))


MODES = st.sampled_from(("ignore", "against", "for"))
COUNTING = {"abstentions": MODES, "proposer_counts": st.booleans()}
FRACTIONS = st.builds(Fraction, st.integers(1, 20), st.just(20))
WITHOUT_VETO: st.SearchStrategy[Any] = st.one_of(
    st.builds(Everyone, **COUNTING),
    st.builds(AtLeast, count=st.integers(1, 6), kind=st.sampled_from((None, *PartyKind)), **COUNTING),
    st.builds(
        PerKind,
        least=st.dictionaries(st.sampled_from(list(PartyKind)), st.integers(1, 3), min_size=1, max_size=3),
        **COUNTING,
    ),
    st.builds(Share, least=FRACTIONS, of=st.sampled_from(("weight", "parties")), **COUNTING),
    st.builds(NoObjection, **COUNTING),
)


def _inside(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.builds(AllOf, several) | st.builds(AnyOf, several)


RULES = st.recursive(WITHOUT_VETO | st.just(NoVeto()), _inside, max_leaves=5)
"""Any rule, composed to any depth."""
VALUES: st.SearchStrategy[Value] = st.sampled_from(("yes", "no", "abstain", "veto"))


@st.composite
def ballots(draw: st.DrawFn, fewest: int = 0) -> Ballot:
    """Any table with anything said, with and without a proposer, weights and a deadline."""
    size = draw(st.integers(fewest, 6))
    parties = tuple(
        Voter(
            str(n),
            f"Partij {draw(st.integers(0, 3))}",
            draw(st.sampled_from(list(PartyKind))),
            draw(
                st.lists(st.tuples(st.dates(OPENED, TODAY), st.decimals(0, 100, places=2)), max_size=2).map(
                    tuple
                )
            ),
            draw(st.booleans()) or draw(st.booleans()),
        )
        for n in range(size)
    )
    deadline = draw(st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)))
    voices = {
        p.id: Voice(draw(VALUES), draw(st.dates(OPENED, TODAY))) for p in parties if draw(st.booleans())
    }
    return Ballot(TODAY, parties, voices, draw(st.sampled_from(("", "0", "1"))), OPENED, deadline)
