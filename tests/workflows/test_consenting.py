"""Both sides of the boundary of every rule of consent: who counts, how an abstention counts, and until when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.workflows.voting import (
    IDS,
    NGO,
    OPENED,
    PARTIES,
    STATE,
    TODAY,
    UNION,
    ballot,
    outcome,
    state,
    voter,
)
from workflows.consent_rules import AllOf, AnyOf, AtLeast, Everyone, NoObjection, NoVeto, PerKind, Rule, Share
from workflows.consenting import Ballot, Objecting, Voice, day_of, evaluate

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
EVERYONE, THREE, EACH = Everyone(), AtLeast(count=3), PerKind(least={UNION: 1, NGO: 2})
FIFTHS, EIGHTY = Share(least=Fraction(3, 5), of="parties"), Share(least=Fraction(4, 5))


@pytest.mark.parametrize(
    ("rule", "said", "expected"),
    [
        (EVERYONE, "yyyyy", "carried"),
        (EVERYONE, "yyyy-", "open"),
        (EVERYONE, "yyyyn", "lost"),
        (EVERYONE, "yyyyv", "lost"),
        (THREE, "yyy--", "carried"),
        (THREE, "yy---", "open"),
        (THREE, "yyn--", "open"),
        (THREE, "yynnn", "lost"),
        (AtLeast(count=2, kind=NGO), "--y-y", "carried"),
        (AtLeast(count=2, kind=NGO), "yyyy-", "open"),
        (AtLeast(count=2, kind=NGO), "yyyyn", "lost"),
        (AtLeast(count=5), "yyyyy", "carried"),
        (AtLeast(count=6), "yyyyy", "lost"),
        (EACH, "-yy-y", "carried"),
        (EACH, "-yy--", "open"),
        (EACH, "yyyyn", "lost"),
        (FIFTHS, "yyy--", "carried"),
        (FIFTHS, "yy---", "open"),
        (FIFTHS, "yynnn", "lost"),
        (NoVeto(), "nnnnn", "carried"),
        (NoVeto(), "yyyyv", "lost"),
    ],
)
def test_each_rule_on_both_sides_of_its_boundary(rule: Rule, said: str, expected: str) -> None:
    assert state(rule, said) == expected


@pytest.mark.parametrize(
    ("yes", "other", "expected"),
    [
        ("79.99", "20.01", "open"),
        ("80", "20", "carried"),
        ("80.0000000000000000000000000001", "20", "carried"),
        ("79.9999999999999999999999999999", "20.0000000000000000000000000001", "open"),
    ],
)
def test_a_weighted_share_is_exact(yes: str, other: str, expected: str) -> None:
    found = outcome(EIGHTY, "y-", parties=(voter(0, yes), voter(1, other)))
    assert found.state == expected
    assert found.why.have == Fraction(yes) / (Fraction(yes) + Fraction(other))


def test_a_weighted_share_is_lost_once_the_silent_weigh_too_little() -> None:
    parties = (voter(0, "70"), voter(1, "20"), voter(2, "10"))
    assert state(EIGHTY, "yn-", parties=parties) == "open"
    assert state(EIGHTY, "ynn", parties=parties) == "lost"
    assert state(EIGHTY, "y-n", parties=parties) == "open"


def test_weights_count_from_their_day_and_a_party_without_one_weighs_nothing_and_is_told() -> None:
    ahead = replace(voter(1), weights=((TOMORROW, Decimal(900)),))
    grown = replace(voter(0), weights=((TODAY, Decimal(80)), (OPENED, Decimal(1))))
    parties = (grown, ahead, voter(2, "20"))
    found = outcome(EIGHTY, "y--", parties=parties)
    assert (found.state, found.why.unweighed, found.why.said, found.why.total) == ("carried", ("b",), 80, 100)
    before = evaluate(EIGHTY, replace(ballot("y--", parties=parties), today=YESTERDAY))
    assert (before.state, before.why.have) == ("open", Fraction(1, 21))


@pytest.mark.parametrize(
    ("rule", "mode", "said", "expected"),
    [
        (Everyone, "ignore", "yyyya", "carried"),
        (Everyone, "against", "yyyya", "lost"),
        (Everyone, "for", "yyyya", "carried"),
        (Everyone, "ignore", "aaaaa", "lost"),
        (Everyone, "for", "aaaaa", "carried"),
        (NoObjection, "ignore", "yyyya", "carried"),
        (NoObjection, "against", "yyyya", "lost"),
        (NoObjection, "for", "yyyya", "carried"),
        (NoObjection, "ignore", "aaaaa", "lost"),
        (NoObjection, "for", "aaaaa", "carried"),
    ],
)
def test_an_abstention_counts_as_the_rule_says(rule: type, mode: str, said: str, expected: str) -> None:
    found = outcome(rule(abstentions=mode), said)
    assert found.state == expected
    assert len(found.why.abstained) == said.count("a")


@pytest.mark.parametrize(
    ("mode", "expected"), [("ignore", "carried"), ("against", "lost"), ("for", "carried")]
)
def test_an_abstention_leaves_the_denominator_of_a_share_or_stays_in_it(mode: str, expected: str) -> None:
    assert state(Share(least=Fraction(3, 4), of="parties", abstentions=mode), "yyyna") == expected  # type: ignore[arg-type]
    assert state(AtLeast(count=3, abstentions=mode), "yynna") == ("carried" if mode == "for" else "lost")  # type: ignore[arg-type]
    kinds = PerKind(least={UNION: 1, NGO: 2}, abstentions=mode)  # type: ignore[arg-type]
    assert state(kinds, "-yy-a") == ("carried" if mode == "for" else "lost")


@pytest.mark.parametrize("rule", [EVERYONE, THREE, FIFTHS, EIGHTY, PerKind(least={NGO: 1}), NoObjection()])
def test_with_nobody_to_ask_nothing_is_carried_and_that_is_told(rule: Rule) -> None:
    nobody = Ballot(TODAY, (), deadline=YESTERDAY)
    gone = ballot("yyyyy", parties=tuple(replace(p, takes_part=False) for p in PARTIES), deadline=YESTERDAY)
    for asked in (nobody, gone):
        found = evaluate(rule, asked)
        assert found.state == "lost"
        assert {n.problem for n in found.why.leaves()} == {"nobody"}
    assert evaluate(NoVeto(), nobody).why.problem == "nobody"


def test_when_nothing_weighs_anything_no_share_is_reached() -> None:
    found = outcome(EIGHTY, "yyyyy", parties=tuple(voter(n, "0") for n in range(5)))
    assert (found.state, found.why.problem, found.why.have) == ("lost", "no_weight", 0)


def test_a_party_that_left_is_neither_asked_nor_heard() -> None:
    parties = tuple(replace(p, takes_part=p.id != "e") for p in PARTIES)
    assert state(EVERYONE, "yyyyn", parties=parties) == "carried"
    assert state(NoVeto(), "yyyyv", parties=parties) == "carried"
    assert state(AtLeast(count=5), "yyyyy", parties=parties) == "lost"


@pytest.mark.parametrize("counts", [False, True])
def test_a_proposer_does_not_count_in_its_own_quorum_unless_the_rule_says_so(counts: bool) -> None:
    found = outcome(AtLeast(count=3, proposer_counts=counts), "yyy--", proposer_id="a")
    assert (found.state, found.why.have, found.why.asked) == (("carried", 3, 5) if counts else ("open", 2, 4))
    assert found.why.excluded == ("" if counts else "a")
    assert state(Everyone(proposer_counts=counts), "-yyyy", proposer_id="a") == (
        "open" if counts else "carried"
    )
    half = Share(least=Fraction(1, 2), of="parties", proposer_counts=counts)
    assert outcome(half, "yyynn", proposer_id="a").why.have == (Fraction(3, 5) if counts else Fraction(1, 2))
    kinds = PerKind(least={NGO: 2}, proposer_counts=counts)
    assert state(kinds, "--y-y", proposer_id="c") == ("carried" if counts else "lost")


@pytest.mark.parametrize("rule", [EVERYONE, NoObjection(), NoVeto()])
def test_an_objection_of_the_proposer_itself_blocks_where_one_objection_does(rule: Rule) -> None:
    assert state(rule, "vyyyy", proposer_id="a") == "lost"


def test_a_proposer_alone_at_the_table_does_not_agree_with_itself() -> None:
    alone = {"parties": PARTIES[:1], "proposer_id": "a"}
    assert state(EVERYONE, "y", **alone) == "lost"
    assert state(NoObjection(), "", deadline=YESTERDAY, **alone) == "lost"
    assert state(Everyone(proposer_counts=True), "y", **alone) == "carried"


@pytest.mark.parametrize(
    ("deadline", "said", "expected", "problem"),
    [
        (YESTERDAY, "", "carried", ""),
        (YESTERDAY, "yyyyn", "lost", ""),
        (TODAY, "", "open", "before_deadline"),
        (TODAY, "n", "lost", ""),
        (None, "", "open", "no_deadline"),
        (TODAY, "yyyyy", "carried", ""),
        (None, "yyyyy", "carried", ""),
    ],
)
def test_silence_is_consent_once_the_deadline_has_passed(
    deadline: date | None, said: str, expected: str, problem: str
) -> None:
    found = outcome(NoObjection(), said, deadline=deadline)
    assert (found.state, found.why.problem) == (expected, problem)


def test_an_objection_after_the_deadline_is_told_and_does_not_count() -> None:
    late = outcome(NoObjection(), "---n-", on=TODAY, deadline=YESTERDAY)
    assert (late.state, late.why.late, late.objecting) == ("carried", ("d",), ())
    assert state(NoObjection(), "---n-", on=YESTERDAY, deadline=YESTERDAY) == "lost"


AMSTERDAM = [
    # winter: UTC+1; summer: UTC+2; and the nights on which the clock changes
    (datetime(2026, 11, 23, 22, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
    (datetime(2026, 11, 23, 23, 0, 0, tzinfo=UTC), date(2026, 11, 24)),
    (datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC), date(2026, 7, 1)),
    (datetime(2026, 7, 1, 22, 0, 0, tzinfo=UTC), date(2026, 7, 2)),
    (datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC), date(2026, 3, 28)),
    (datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC), date(2026, 3, 29)),
    (datetime(2026, 3, 29, 22, 0, 0, tzinfo=UTC), date(2026, 3, 30)),
    (datetime(2026, 10, 24, 22, 0, 0, tzinfo=UTC), date(2026, 10, 25)),
    (datetime(2026, 10, 25, 22, 59, 59, tzinfo=UTC), date(2026, 10, 25)),
    (datetime(2026, 10, 25, 23, 0, 0, tzinfo=UTC), date(2026, 10, 26)),
]


@pytest.mark.parametrize(("moment", "day"), AMSTERDAM)
def test_a_deadline_lasts_until_midnight_in_amsterdam(moment: datetime, day: date) -> None:
    assert day_of(moment) == day
    asked = replace(ballot(), voices={}, today=day_of(moment))
    assert evaluate(NoObjection(), replace(asked, deadline=day)).state == "open"
    assert evaluate(NoObjection(), replace(asked, deadline=day - timedelta(days=1))).state == "carried"


def test_all_needs_every_part_and_any_needs_one() -> None:
    carried, open_, lost = THREE, EVERYONE, AtLeast(count=6)
    for rules, whole, one in (
        ((carried, carried), "carried", "carried"),
        ((carried, open_), "open", "carried"),
        ((carried, lost), "lost", "carried"),
        ((open_, lost), "lost", "open"),
        ((lost, lost), "lost", "lost"),
    ):
        assert (state(AllOf(rules), "yyyy-"), state(AnyOf(rules), "yyyy-")) == (whole, one)


def test_the_explanation_names_who_is_silent_who_objects_and_why() -> None:
    found = outcome(AllOf((EVERYONE, AtLeast(count=1, kind=STATE))), "yn--y")
    assert (found.state, found.why.decided, found.why.have, found.why.need) == ("lost", True, 0, 2)
    everyone, one = found.why.parts
    assert (everyone.state, everyone.have, everyone.need, everyone.unit) == ("lost", 2, 5, "parties")
    assert everyone.missing == ("d", "c")
    assert found.objecting == (Objecting("b", "no", "Te duur.", OPENED),)
    assert (one.state, one.decided, one.missing, found.missing) == ("open", False, ("d",), ("d",))


def test_a_voice_counts_from_its_day() -> None:
    asked = ballot("yyyy-")
    ahead = replace(asked, voices={**asked.voices, "e": Voice("yes", TOMORROW)})
    assert evaluate(EVERYONE, ahead).state == "open"
    assert evaluate(EVERYONE, replace(ahead, today=TOMORROW)).state == "carried"
    assert IDS[4] in evaluate(EVERYONE, ahead).missing
