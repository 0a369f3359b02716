"""Every (state, action, role) cell of every definition, and the conditions of the small lifecycles."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.workflows.ready import TODAY, covenant, facts_for
from workflows import engine, loading
from workflows.facts import ParticipationFacts, RequirementFacts, Signature, TrackFacts

ROLES = ("facilitator", "own_party", "system")
FLOWS = {w.id: w for w in loading.shipped()}

CELLS = """
imvo-1 start_negotiation initiative>negotiation facilitator
imvo-1 start_signing negotiation>signing facilitator
imvo-1 start_implementation signing>implementation facilitator
imvo-1 close implementation>implementation facilitator
imvo-1 back_to_initiative negotiation>initiative facilitator
imvo-1 back_to_negotiation signing>negotiation facilitator
imvo-1 back_to_signing implementation>signing facilitator
imvo-2 start_negotiation initiative>negotiation facilitator
imvo-2 start_signing negotiation>signing facilitator
imvo-2 start_implementation signing>implementation facilitator
imvo-2 close implementation>implementation facilitator
imvo-2 back_to_initiative negotiation>initiative facilitator
imvo-2 back_to_negotiation signing>negotiation facilitator
imvo-2 back_to_signing implementation>signing facilitator
track-1 pause active>paused facilitator
track-1 resume paused>active facilitator
track-1 stop active,paused>stopped facilitator
track-1 end active>ended facilitator
track-1 succeed ended>succeeded facilitator
participation-1 accept invited>active own_party,facilitator
participation-1 decline invited>declined own_party,facilitator
participation-1 suspend active>suspended facilitator
participation-1 reinstate suspended>active facilitator
participation-1 withdraw active,suspended>withdrawn own_party,facilitator
participation-1 revoke_withdrawal withdrawn>active own_party,facilitator
participation-1 expel active,suspended>expelled facilitator
participation-1 cease active,suspended>ceased facilitator,system
participation-2 accept invited>active own_party,facilitator
participation-2 decline invited>declined own_party,facilitator
participation-2 suspend active>suspended facilitator
participation-2 reinstate suspended>active facilitator
participation-2 withdraw active,suspended>withdrawn own_party,facilitator
participation-2 revoke_withdrawal withdrawn>active own_party,facilitator
participation-2 expel active,suspended>expelled facilitator
participation-2 cease active,suspended>ceased facilitator,system
participation-2 replace active,suspended>ceased facilitator
requirement-1 start not_started>in_progress own_party,facilitator
requirement-1 submit not_started,in_progress,returned>submitted own_party,facilitator
requirement-1 accept submitted>accepted facilitator
requirement-1 return submitted>returned facilitator
requirement-1 waive not_started,in_progress,submitted,returned>waived facilitator
requirement-1 not_applicable not_started,in_progress,submitted,returned>not_applicable facilitator
requirement-1 reopen accepted,waived,not_applicable>in_progress facilitator
"""
"""Definition, step, from>to, roles: typed out, so that a change of a definition is a change here too."""


def test_the_definitions_hold_exactly_these_steps() -> None:
    told = [
        f"{w.id} {a.name} {','.join(a.from_)}>{a.to} {','.join(a.roles)}"
        for w in FLOWS.values()
        for a in w.actions.values()
    ]
    assert told == CELLS.strip().splitlines()


@pytest.mark.parametrize(
    ("flow_id", "state", "action"),
    [(w.id, s, a) for w in FLOWS.values() for s in w.states for a in w.actions],
)
def test_every_cell_moves_or_is_refused_as_the_table_says(flow_id: str, state: str, action: str) -> None:
    flow = FLOWS[flow_id]
    line = next(c for c in CELLS.strip().splitlines() if c.startswith(f"{flow_id} {action} "))
    arrow, roles = line.split()[2:]
    sources, target = arrow.split(">")
    assert [r for r in ROLES if r in flow.actions[action].roles] == [
        r for r in ROLES if r in roles.split(",")
    ]
    if state in sources.split(","):
        assert engine.advance(flow, action, state, facts_for(flow, action)).to == target
    else:
        with pytest.raises(engine.WrongState):
            engine.advance(flow, action, state, facts_for(flow, action))


def test_a_step_that_nobody_may_take_or_that_lacks_a_note_where_it_hurts_does_not_exist() -> None:
    with_note = {f"{w.id} {a.name}" for w in FLOWS.values() for a in w.actions.values() if a.needs_note}
    assert with_note == {
        "imvo-1 back_to_initiative",
        "imvo-1 back_to_negotiation",
        "imvo-1 back_to_signing",
        "imvo-2 back_to_initiative",
        "imvo-2 back_to_negotiation",
        "imvo-2 back_to_signing",
        "track-1 pause",
        "track-1 stop",
        "participation-1 suspend",
        "participation-1 withdraw",
        "participation-1 expel",
        "participation-1 cease",
        "participation-2 suspend",
        "participation-2 withdraw",
        "participation-2 expel",
        "participation-2 cease",
        "participation-2 replace",
        "requirement-1 return",
        "requirement-1 waive",
        "requirement-1 not_applicable",
        "requirement-1 reopen",
    }


def test_only_closing_ends_the_track_and_it_leaves_the_stage_alone() -> None:
    ending = [a for w in FLOWS.values() for a in w.actions.values() if a.ends_track]
    assert [(a.name, a.from_, a.to) for a in ending] == 2 * [("close", ("implementation",), "implementation")]


def test_the_gates_hold_thirty_conditions_of_which_eighteen_may_be_passed() -> None:
    gates = [c for a in FLOWS["imvo-1"].actions.values() for c in a.gate]
    assert [c.id for c in gates] == [
        f"G{g}-{n}" for g, count in ((1, 6), (2, 10), (3, 8), (4, 6)) for n in range(1, count + 1)
    ]
    hard = ["G1-5", "G2-1", "G2-2", "G2-3", "G2-4", "G2-5", "G2-10", "G3-1", "G3-7", "G4-1", "G4-5", "G4-6"]
    assert [c.id for c in gates if not c.overridable] == hard


def test_the_second_definition_adds_two_conditions_and_computes_a_third_from_the_clauses() -> None:
    first, second = (
        {c.id: c for a in FLOWS[name].actions.values() for c in a.gate} for name in ("imvo-1", "imvo-2")
    )
    assert [i for i in second if i not in first] == ["G2-11", "G3-9"]
    assert [second[i].overridable for i in ("G2-11", "G3-9")] == [False, True]
    assert [i for i in first if first[i].check != second[i].check] == ["G2-3"]
    same = ("overridable", "acts", "item", "quiet", "override_deadline", "label")
    assert all(getattr(first[i], f) == getattr(second[i], f) for i in first for f in same)


def result(flow_id: str, action: str, known: Any) -> list[str]:
    """The ids of the conditions that hold this step shut."""
    return [f.condition.id for f in engine.examine(FLOWS[flow_id], action, known) if not f.passes]


def test_back_to_signing_is_only_for_repairing_a_signature() -> None:
    sound = covenant("G4")
    assert result("imvo-1", "back_to_signing", sound) == ["B3-1"]
    assert result("imvo-1", "back_to_signing", replace(sound, signatures=sound.signatures[1:])) == []
    proxy = Signature("branche-a", "v2", TODAY, manner="proxy")
    assert (
        result("imvo-1", "back_to_signing", replace(sound, signatures=(*sound.signatures[1:], proxy))) == []
    )


@pytest.mark.parametrize(("length", "missed"), [(20, []), (19, ["P-1"])])
def test_a_pause_needs_a_reason(length: int, missed: list[str]) -> None:
    assert (
        result("track-1", "pause", TrackFacts("signing", length, TODAY + timedelta(days=1), TODAY)) == missed
    )


@pytest.mark.parametrize(("days", "missed"), [(1, []), (0, ["P-2"]), (-1, ["P-2"])])
def test_a_pause_needs_a_review_date_after_today(days: int, missed: list[str]) -> None:
    assert (
        result("track-1", "pause", TrackFacts("signing", 20, TODAY + timedelta(days=days), TODAY)) == missed
    )


def test_a_track_ends_only_from_implementation_with_its_gate_open() -> None:
    assert result("track-1", "end", TrackFacts("implementation", gate_open=True)) == []
    assert result("track-1", "end", TrackFacts("implementation")) == ["E-2"]
    assert result("track-1", "end", TrackFacts("signing", gate_open=True)) == ["E-1"]
    assert result("track-1", "succeed", TrackFacts("implementation")) == ["O-1"]


@pytest.mark.parametrize(("days", "missed"), [(1, []), (0, ["R-1"]), (-1, ["R-1"])])
def test_a_withdrawal_can_be_revoked_until_the_day_it_takes_effect(days: int, missed: list[str]) -> None:
    known = ParticipationFacts(effective_on=TODAY + timedelta(days=days), today=TODAY)
    assert result("participation-1", "revoke_withdrawal", known) == missed


def test_expelling_needs_a_reason_and_an_earlier_step_of_the_ladder() -> None:
    assert result("participation-1", "expel", ParticipationFacts(20, escalated=True)) == []
    assert result("participation-1", "expel", ParticipationFacts(19)) == ["X-1", "X-2"]


def test_withdrawing_and_ceasing_have_reasons_of_their_own() -> None:
    assert result("participation-1", "withdraw", ParticipationFacts(reason_class="takeover")) == ["W-1"]
    assert result("participation-1", "cease", ParticipationFacts(reason_class="voluntary")) == ["C-1"]


def test_a_replacement_is_a_reason_of_its_own() -> None:
    assert result("participation-2", "replace", ParticipationFacts(reason_class="replaced")) == []
    assert result("participation-2", "replace", ParticipationFacts(reason_class="takeover")) == ["V-1"]


def test_nothing_is_handed_in_without_evidence() -> None:
    assert result("requirement-1", "submit", RequirementFacts()) == ["R-1"]
    assert result("requirement-1", "submit", RequirementFacts(has_evidence=True)) == []


@pytest.mark.parametrize(
    ("known", "missed"),
    [
        (RequirementFacts(decider_belongs_to_party=True), ["R-2"]),
        (RequirementFacts(decider_belongs_to_party=True, is_facilitators_own=True), []),
        (
            RequirementFacts(
                decider_belongs_to_party=True, is_facilitators_own=True, second_facilitator_exists=True
            ),
            ["R-2"],
        ),
        (
            RequirementFacts(
                decider_belongs_to_party=True,
                is_facilitators_own=True,
                second_facilitator_exists=True,
                decider_submitted=False,
            ),
            [],
        ),
        (
            RequirementFacts(
                is_facilitators_own=True, second_facilitator_exists=True, decider_submitted=True
            ),
            ["R-2"],
        ),
    ],
    ids=["own organisation", "only facilitator", "second exists", "second decides", "submitter decides"],
)
def test_nobody_decides_on_evidence_of_ones_own_side(known: RequirementFacts, missed: list[str]) -> None:
    assert result("requirement-1", "accept", known) == missed
