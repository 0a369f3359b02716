"""What holds for every rule and every ballot: the laws of consent, tried on random ones."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.voting import OPENED, RULES, TODAY, WITHOUT_VETO, ballot, ballots, state
from workflows.consent_rules import AllOf, AnyOf, AtLeast, Everyone, NoObjection, Rule, Share
from workflows.consenting import Ballot, Node, Voice, evaluate

RANK = {"lost": 0, "open": 1, "carried": 2}


def says(asked: Ballot, party: str, voice: Voice | None) -> Ballot:
    """The ballot on which this party says this, or nothing any more."""
    rest = {k: v for k, v in asked.voices.items() if k != party}
    return replace(asked, voices=rest if voice is None else {**rest, party: voice})


@given(RULES, ballots(fewest=1), st.integers(0, 5), st.dates(OPENED, TODAY))
def test_a_yes_more_never_takes_consent_away(rule: Rule, asked: Ballot, at: int, on: date) -> None:
    """Whatever the party said before: nothing, no, veto or an abstention."""
    party = asked.parties[at % len(asked.parties)].id
    before, after = evaluate(rule, asked), evaluate(rule, says(asked, party, Voice("yes", on)))
    assert RANK[after.state] >= RANK[before.state]


@given(RULES, ballots(fewest=1), st.integers(0, 5))
def test_an_objection_never_brings_consent(rule: Rule, asked: Ballot, at: int) -> None:
    party = asked.parties[at % len(asked.parties)].id
    on = asked.voices[party].on if party in asked.voices else OPENED
    after = evaluate(rule, says(asked, party, Voice("veto", on)))
    assert RANK[after.state] <= RANK[evaluate(rule, says(asked, party, Voice("yes", on))).state]


@pytest.mark.parametrize(
    "rule",
    [Everyone(), AtLeast(count=3), Share(least=Fraction(3, 5), of="parties")],
    ids=lambda r: type(r).__name__,
)
def test_a_yes_taken_back_can_take_consent_away(rule: Rule) -> None:
    carried = ballot("yyyyy" if rule == Everyone() else "yyy--")
    assert evaluate(rule, carried).state == "carried"
    assert evaluate(rule, says(carried, "a", None)).state == "open"


@given(RULES, ballots(), st.randoms(use_true_random=False))
def test_the_order_of_the_parties_changes_nothing(rule: Rule, asked: Ballot, chance: object) -> None:
    mixed = list(asked.parties)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    voices = dict(sorted(asked.voices.items(), reverse=True))
    assert evaluate(rule, replace(asked, parties=tuple(mixed), voices=voices)) == evaluate(rule, asked)


@given(RULES, RULES, ballots())
def test_all_is_the_least_of_its_parts_and_any_the_most(one: Rule, two: Rule, asked: Ballot) -> None:
    ranks = [RANK[evaluate(r, asked).state] for r in (one, two)]
    assert RANK[evaluate(AllOf((one, two)), asked).state] == min(ranks)
    assert RANK[evaluate(AnyOf((one, two)), asked).state] == max(ranks)


@given(RULES, RULES, RULES, ballots())
def test_all_and_any_keep_the_laws_of_a_lattice(a: Rule, b: Rule, c: Rule, asked: Ballot) -> None:
    def same(left: Rule, right: Rule) -> bool:
        return evaluate(left, asked).state == evaluate(right, asked).state

    assert same(AllOf((a, a)), a)
    assert same(AnyOf((a,)), a)
    assert same(AllOf((a, b)), AllOf((b, a)))
    assert same(AnyOf((a, b)), AnyOf((b, a)))
    assert same(AllOf((a, AllOf((b, c)))), AllOf((AllOf((a, b)), c)))
    assert same(AllOf((a, AnyOf((a, b)))), a)
    assert same(AnyOf((a, AllOf((a, b)))), a)
    assert same(AllOf((a, AnyOf((b, c)))), AnyOf((AllOf((a, b)), AllOf((a, c)))))


@given(RULES, ballots())
def test_open_is_what_a_yes_of_everybody_silent_would_carry_and_lost_what_it_would_not(
    rule: Rule, asked: Ballot
) -> None:
    before = evaluate(rule, asked).state
    full = asked
    for party in asked.present():
        if asked.voice(party.id) is None:
            full = says(full, party.id, Voice("yes", TODAY))
    after = evaluate(rule, full).state
    assert after == ("carried" if before in ("open", "carried") else "lost")


@given(WITHOUT_VETO, ballots())
def test_nothing_is_carried_by_nobody(rule: Rule, asked: Ballot) -> None:
    empty = replace(asked, parties=tuple(replace(p, takes_part=False) for p in asked.parties))
    assert evaluate(rule, empty).state == "lost"


@given(RULES, ballots())
def test_the_explanation_agrees_with_itself(rule: Rule, asked: Ballot) -> None:
    found = evaluate(rule, asked)
    present = {p.id for p in asked.present()}
    for node in nodes(found.why):
        assert {*node.missing, *node.abstained, *node.unweighed} <= present
        assert not {*node.missing} & {o.party_id for o in node.objecting}
        if node.unit in ("parties", "share", "kinds", "rules") and not node.problem:
            assert (node.state == "carried") <= (node.have >= node.need)
        if node.unit in ("objections", "vetoes") and node.state == "carried":
            assert node.have == 0
    assert set(found.missing) <= present - {k for k in present if asked.voice(k)}


def nodes(node: Node) -> list[Node]:
    """The whole tree."""
    return [node, *(n for part in node.parts for n in nodes(part))]


@given(ballots(), st.integers(0, 5))
def test_days_that_pass_turn_silence_into_consent_and_nothing_else(asked: Ballot, days: int) -> None:
    rule = NoObjection()
    later = replace(asked, today=asked.today + timedelta(days=days))
    assert RANK[evaluate(rule, later).state] >= RANK[evaluate(rule, asked).state]


@given(st.fractions(Fraction(1, 100), 1), st.integers(1, 40), st.data())
def test_a_share_of_the_parties_is_reached_exactly_at_its_bar(
    least: Fraction, size: int, data: st.DataObject
) -> None:
    yes = data.draw(st.integers(0, size))
    parties = tuple(replace(ballot().parties[0], id=str(n), name=str(n)) for n in range(size))
    asked = Ballot(TODAY, parties, {str(n): Voice("yes" if n < yes else "no", OPENED) for n in range(size)})
    expected = "carried" if Fraction(yes, size) >= least else "lost"
    assert evaluate(Share(least=least, of="parties"), asked).state == expected
    assert (state(AtLeast(count=yes or 1), parties=parties) == "open") == (size >= (yes or 1))
