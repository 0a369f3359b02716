"""Rules of consent as data: what ships, and what is refused with a sentence that names the place."""

from datetime import date
from fractions import Fraction

import pytest

from workflows import consent_rules, consenting, loading
from workflows.consent_rules import (
    AllOf,
    AnyOf,
    AtLeast,
    Everyone,
    NoObjection,
    NoVeto,
    PerKind,
    Share,
    UnusableRule,
)
from workflows.parties import PartyKind

EACH = {
    PartyKind.SECTOR_ASSOCIATION: 1,
    PartyKind.TRADE_UNION: 1,
    PartyKind.NGO: 1,
    PartyKind.GOVERNMENT: 1,
}


def test_these_rules_ship() -> None:
    assert {n.name: n.rule for n in consent_rules.shipped().values()} == {
        "unanimiteit": Everyone(abstentions="ignore"),
        "niemand_tegen": NoObjection(),
        "drie_vijfde": Share(least=Fraction(3, 5), of="parties", abstentions="ignore"),
        "drie_partijen": AtLeast(count=3),
        "per_soort": PerKind(least=EACH),
        "gekwalificeerd": AllOf((PerKind(least=EACH), Share(least=Fraction(4, 5)), NoVeto())),
        "toelating": NoObjection(),
    }
    assert consent_rules.named("unanimiteit").label == {"nl": "Unanimiteit", "en": "Unanimity"}


def test_a_rule_is_read_to_any_depth() -> None:
    raw = {
        "any": [
            {"at_least": {"count": 2, "kind": "NGO", "proposer_counts": True}},
            {"all": [{"everyone": {"abstentions": "for"}}, {"no_veto": {}}]},
        ]
    }
    assert consent_rules.read(raw, "here") == AnyOf(
        (
            AtLeast(count=2, kind=PartyKind.NGO, proposer_counts=True),
            AllOf((Everyone(abstentions="for"), NoVeto())),
        )
    )


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("everyone", "here: a rule is a table with exactly one name in it, not 'everyone'."),
        ({}, "here: a rule is a table with exactly one name in it, not {}."),
        ({"most": {}}, "here, most: unknown rule 'most'."),
        ({"everyone": []}, "here, everyone: is [], not a table of parameters."),
        ({"everyone": {"count": 1}}, "here, everyone: unknown count."),
        ({"no_veto": {"abstentions": "for"}}, "here, no_veto: unknown abstentions."),
        ({"at_least": {}}, "here, at_least: missing count."),
        ({"at_least": {"count": 0}}, "here, at_least: at least 0 asks nothing."),
        ({"at_least": {"count": True}}, "here, at_least: count is True, which it cannot be."),
        ({"at_least": {"count": 1, "kind": "SER"}}, "here, at_least: kind is 'SER', which it cannot be."),
        ({"per_kind": {"least": {}}}, "here, per_kind: per_kind names no kind."),
        ({"per_kind": {"least": {"NGO": 0}}}, "here, per_kind: at least 0 of kind ngo asks nothing."),
        ({"per_kind": {"least": {"SER": 1}}}, "here, per_kind: unknown party kind 'SER'."),
        ({"per_kind": {"least": "1/2"}}, "here, per_kind: least is '1/2', which it cannot be."),
        ({"share": {"least": "1.01"}}, "here, share: a share of 101/100 lies outside 0 to 1."),
        ({"share": {"least": "0"}}, "here, share: a share of 0 lies outside 0 to 1."),
        ({"share": {"least": "-1/5"}}, "here, share: a share of -1/5 lies outside 0 to 1."),
        ({"share": {"least": 0.8}}, "here, share: least is 0.8, which it cannot be."),
        ({"share": {"least": "veel"}}, "here, share: least is 'veel', which it cannot be."),
        ({"share": {"least": "1/0"}}, "here, share: least is '1/0', which it cannot be."),
        ({"share": {"least": {"NGO": 1}}}, "here, share: least is {'NGO': 1}, which it cannot be."),
        ({"share": {"least": "1", "of": "seats"}}, "here, share: of is 'seats', which it cannot be."),
        ({"everyone": {"abstentions": "no"}}, "here, everyone: abstentions is 'no', which it cannot be."),
        ({"everyone": {"proposer_counts": 1}}, "here, everyone: proposer_counts is 1, which it cannot be."),
        ({"all": []}, "here, all: all of nothing."),
        ({"any": []}, "here, any: any of nothing."),
        ({"all": {}}, "here, all: is {}, not a list of rules."),
        (
            {"all": [{"no_veto": {}}, {"any": [{"most": {}}]}]},
            "here, all 2, any 1, most: unknown rule 'most'.",
        ),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_place(raw: object, told: str) -> None:
    with pytest.raises(UnusableRule) as refused:
        consent_rules.read(raw, "here")
    assert str(refused.value) == told


WORDS = '{ nl = "x", en = "x" }'
GOOD = f'[[rules]]\nname = "x"\nlabel = {WORDS}\nmeaning = {WORDS}\nrule = {{ everyone = {{}} }}\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + GOOD, "r.toml, rule x: this name is used twice."),
        (GOOD.replace('"x"\nlabel', '"een regel"\nlabel'), "r.toml: 'een regel' is not a name."),
        (GOOD.replace("meaning", "means"), "r.toml, rule x: missing meaning."),
        (GOOD + "more = 1", "r.toml, rule x: unknown more."),
        (GOOD + 'reservation = "veto"', "r.toml, rule x: reservation is 'veto', not yes, no or abstain."),
        (GOOD.replace(', en = "x"', "", 1), "r.toml, rule x: label has no en."),
        (
            GOOD.replace("{ everyone = {} }", "{}"),
            "r.toml, rule x: a rule is a table with exactly one name in it, not {}.",
        ),
    ],
)
def test_a_file_of_rules_is_refused_with_the_place(text: str, told: str) -> None:
    with pytest.raises(UnusableRule) as refused:
        consent_rules.parse(text, "r.toml")
    assert str(refused.value) == told


def test_a_rule_may_say_what_a_reservation_counts_as() -> None:
    assert consent_rules.parse(GOOD, "r.toml")["x"].reservation == "abstain"
    assert consent_rules.parse(GOOD + 'reservation = "no"', "r.toml")["x"].reservation == "no"


def test_a_file_that_is_no_toml_is_refused() -> None:
    with pytest.raises(UnusableRule, match=r"^r\.toml: not valid TOML: "):
        consent_rules.parse("[[rules", "r.toml")


INLINE = """
id = "one"
family = "imvo"
initial = "a"
terminal = ["b"]
label = { nl = "x", en = "x" }
states = [{ name = "a", label = { nl = "x", en = "x" } }, { name = "b", label = { nl = "x", en = "x" } }]
[[actions]]
name = "go"
from = "a"
to = "b"
kind = "forward"
label = { nl = "x", en = "x" }
past = { nl = "x", en = "x" }
roles = ["facilitator"]
[[actions.conditions]]
id = "C-1"
check = "consent_given"
with = { rule = RULE }
label = { nl = "x", en = "x" }
unmet = { nl = "x.", en = "x." }
way_out = { nl = "x", en = "x" }
"""


def test_a_definition_may_hold_a_rule_of_its_own() -> None:
    rule = "{ all = [{ at_least = { count = 2 } }, { no_veto = {} }] }"
    flow = loading.parse(INLINE.replace("RULE", rule), "one.toml")
    test = flow.actions["go"].conditions[0].test
    assert test.keywords == {"rule": AllOf((AtLeast(count=2), NoVeto()))}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("{ most = {} }", "one.toml, action go, condition C-1: rule, most: unknown rule 'most'."),
        (
            '"unanimiteit"',
            (
                "one.toml, action go, condition C-1: rule: "
                "a rule is a table with exactly one name in it, not 'unanimiteit'."
            ),
        ),
    ],
)
def test_a_definition_with_a_rule_that_cannot_be_is_refused(rule: str, told: str) -> None:
    with pytest.raises(loading.DefinitionError) as refused:
        loading.parse(INLINE.replace("RULE", rule), "one.toml")
    assert str(refused.value) == told


def test_every_shipped_rule_answers_on_an_empty_table() -> None:
    empty = consenting.Ballot(date(2026, 1, 1), ())
    assert {consenting.evaluate(n.rule, empty).state for n in consent_rules.shipped().values()} == {"lost"}
