"""A definition with a fault stops the program with one sentence that names the place."""

import pytest

from workflows import loading

GOOD = """
id = "door-1"
family = "track"
initial = "shut"
terminal = ["gone"]
label = { nl = "Deur", en = "Door" }

[[states]]
name = "shut"
label = { nl = "dicht", en = "shut" }

[[states]]
name = "open"
label = { nl = "open", en = "open" }

[[states]]
name = "gone"
label = { nl = "weg", en = "gone" }

[[actions]]
name = "unlock"
from = "shut"
to = "open"
kind = "forward"
label = { nl = "Openen", en = "Unlock" }
past = { nl = "opende", en = "unlocked" }
roles = ["facilitator"]

  [[actions.conditions]]
  id = "D-1"
  check = "reason_given"
  with = { least = 20 }
  label = { nl = "Reden", en = "Reason" }
  unmet = { nl = "{have} van {need}.", en = "{have} of {need}." }
  way_out = { nl = "Schrijf een reden", en = "Write a reason" }

[[actions]]
name = "remove"
from = ["shut", "open"]
to = "gone"
kind = "end"
label = { nl = "Weghalen", en = "Remove" }
past = { nl = "haalde weg", en = "removed" }
roles = ["facilitator"]
"""

FAULTS = [
    (
        'check = "reason_given"',
        'check = "reason_givn"',
        "action unlock, condition D-1: unknown check 'reason_givn'.",
    ),
    (
        "least = 20",
        "leest = 20",
        "action unlock, condition D-1: check 'reason_given' has no parameter 'leest'.",
    ),
    (
        "with = { least = 20 }\n",
        "",
        "action unlock, condition D-1: check 'reason_given' needs parameter 'least'.",
    ),
    (
        "least = 20",
        'least = "20"',
        "action unlock, condition D-1: parameter 'least' of check 'reason_given' is '20', not int.",
    ),
    (
        "least = 20",
        "least = true",
        "action unlock, condition D-1: parameter 'least' of check 'reason_given' is True, not int.",
    ),
    (
        'check = "reason_given"\n  with = { least = 20 }',
        'check = "accepted_by_all"\n  with = { items = ["A"] }',
        "action unlock, condition D-1: check 'accepted_by_all' does not look at TrackFacts.",
    ),
    ('from = "shut"', 'from = "ajar"', "action unlock: unknown state 'ajar'."),
    ('to = "open"', 'to = "ajar"', "action unlock: unknown state 'ajar'."),
    ('from = "shut"', "from = []", "action unlock: starts from no state."),
    ('initial = "shut"', 'initial = "ajar"', "unknown state 'ajar'."),
    ('to = "open"', 'to = "gone"', "state open: cannot be reached."),
    ('from = ["shut", "open"]', 'from = "shut"', "state open: is a dead end."),
    (
        'from = ["shut", "open"]\nto = "gone"',
        'from = ["shut", "open", "gone"]\nto = "gone"',
        "state gone: is terminal, yet remove leaves it.",
    ),
    ('roles = ["facilitator"]', "roles = []", "action unlock: nobody may perform it."),
    ('roles = ["facilitator"]', 'roles = ["neighbour"]', "action unlock: unknown role 'neighbour'."),
    ('kind = "forward"', 'kind = "sideways"', "action unlock: unknown kind 'sideways'."),
    (
        'label = { nl = "Openen", en = "Unlock" }',
        'label = { nl = "Openen" }',
        "action unlock: label has no en.",
    ),
    ('past = { nl = "opende", en', "past = { en", "action unlock: past has no nl."),
    (
        'label = { nl = "dicht", en = "shut" }',
        'label = { nl = " ", en = "shut" }',
        "state shut: label has no nl.",
    ),
    ('en = "{have} of {need}."', 'en = ""', "action unlock, condition D-1: unmet has no en."),
    (
        "{have} van {need}.",
        "{got} van {need}.",
        "action unlock, condition D-1: unmet uses unknown placeholder {got}.",
    ),
    (
        "{have} van {need}.",
        "{have van",
        "action unlock, condition D-1: '{have van' cannot be filled in: expected '}' before end of string.",
    ),
    (
        'way_out = { nl = "Schrijf een reden", en = "Write a reason" }',
        "",
        "action unlock, condition D-1: missing way_out.",
    ),
    ('name = "remove"', 'name = "unlock"', "actions has unlock twice."),
    ('name = "open"', 'name = "shut"', "states has shut twice."),
    ('name = "open"', 'name = "half open"', "'half open' under states is not a name."),
    ('id = "D-1"', 'id = "D-1"\n  colour = "red"', "action unlock, condition D-1: unknown colour."),
    ('id = "D-1"', 'id = "D-1"\n  acts = "nobody"', "action unlock, condition D-1: unknown acts 'nobody'."),
    (
        'id = "D-1"',
        'id = "D-1"\n  overridable = "yes"',
        "action unlock, condition D-1: overridable must be true or false.",
    ),
    (
        'id = "D-1"',
        'id = "D-1"\n  overridable = true\n  quiet = true',
        "action unlock, condition D-1: a standing rule cannot be passed.",
    ),
    ('family = "track"', 'family = "tram"', "unknown family 'tram'."),
    ('initial = "shut"\n', "", "missing initial."),
    (
        'roles = ["facilitator"]\n\n  [[actions.conditions]]',
        'roles = ["facilitator"]\nneeds_note = 1\n\n  [[actions.conditions]]',
        "action unlock: needs_note must be true or false.",
    ),
]


def test_a_sound_definition_loads() -> None:
    flow = loading.parse(GOOD, "door-1.toml")
    assert (flow.id, flow.initial, sorted(flow.terminal)) == ("door-1", "shut", ["gone"])
    assert flow.actions["unlock"].conditions[0].label == {"nl": "Reden", "en": "Reason"}


@pytest.mark.parametrize(("old", "new", "sentence"), FAULTS, ids=[f[2] for f in FAULTS])
def test_a_definition_with_a_fault_is_refused_by_name(old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    with pytest.raises(loading.DefinitionError) as refused:
        loading.parse(GOOD.replace(old, new, 1), "door-1.toml")
    assert str(refused.value) == f"door-1.toml{'' if sentence.startswith(PLAIN) else ', '}{glue(sentence)}"


PLAIN = ("unknown", "missing", "actions has", "states has", "'")


def glue(sentence: str) -> str:
    """A fault of the file as a whole follows the name of the file after a colon."""
    return f": {sentence}" if sentence.startswith(PLAIN) else sentence


def test_a_condition_id_is_used_once() -> None:
    start = GOOD.index("  [[actions.conditions]]")
    block = GOOD[start : GOOD.index("[[actions]]", start)]
    with pytest.raises(loading.DefinitionError) as refused:
        loading.parse(GOOD + block, "door-1.toml")
    assert str(refused.value) == "door-1.toml, action remove: condition id D-1 is used twice."


def test_broken_toml_is_refused_with_the_name_of_the_file() -> None:
    with pytest.raises(loading.DefinitionError, match=r"^door-1\.toml: not valid TOML: "):
        loading.parse("id = ", "door-1.toml")


def test_a_missing_file_is_refused_with_its_name() -> None:
    with pytest.raises(loading.DefinitionError, match=r"^nowhere-1\.toml: cannot be read: "):
        loading.load(loading.DEFINITIONS / "nowhere-1.toml")


def test_what_ships_loads_and_is_read_once() -> None:
    assert [w.id for w in loading.shipped()] == list(loading.SHIPPED)
    assert loading.workflow("imvo-1") is loading.workflow("imvo-1")
