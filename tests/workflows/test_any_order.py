"""Whatever people do in whatever order: the map holds, and explaining and moving never disagree."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.ready import GATES, covenant, facts_before, facts_for
from workflows import engine, loading

FLOWS = {w.id: w for w in loading.shipped()}


@given(data=st.data(), flow=st.sampled_from(list(FLOWS.values())))
def test_any_order_of_steps_keeps_to_the_map(data: st.DataObject, flow: engine.Workflow) -> None:
    state = flow.initial
    for action in data.draw(st.lists(st.sampled_from(list(flow.actions)), max_size=12)):
        known = facts_for(flow, action)
        legal = state in flow.actions[action].from_
        try:
            moved = engine.advance(flow, action, state, known)
        except engine.WrongState:
            assert not legal
            continue
        assert legal
        assert state not in flow.terminal
        assert moved.from_ == state
        state = moved.to
        assert state in flow.states


SPOILS = st.fixed_dictionaries(
    {},
    optional={
        "facilitators": st.integers(0, 2),
        "secretariat": st.booleans(),
        "effective_on": st.none() | st.dates(),
        "ends_on": st.none() | st.dates(),
        "follow_up": st.none() | st.sampled_from(["end", "later"]),
        "data_retention": st.none() | st.just("ja"),
        "texts": st.just(()),
        "mandates": st.just(()),
        "signatures": st.just(()),
        "seats": st.just(()),
        "track_status": st.sampled_from(["active", "paused"]),
    },
)


@given(
    spoils=SPOILS,
    statuses=st.lists(
        st.sampled_from(["accepted", "submitted", "waived", "unrecorded", "stale"]), max_size=6
    ),
    action=st.sampled_from(list(FLOWS["imvo-1"].actions)),
)
def test_a_step_succeeds_exactly_when_nothing_is_left_unexplained(
    spoils: dict[str, Any], statuses: list[str], action: str
) -> None:
    known = replace(facts_before(action), **spoils)
    changed = tuple(replace(i, status=s) for i, s in zip(known.items, statuses, strict=False))
    known = replace(known, items=changed + known.items[len(changed) :])
    flow = FLOWS["imvo-1"]
    found = engine.examine(flow, action, known)
    try:
        told = engine.advance(flow, action, flow.actions[action].from_[0], known).findings
        went = True
    except engine.Refused as refused:
        told, went = refused.findings, False
    assert went is engine.is_open(found)
    assert told == found


@given(st.sampled_from(["G1", "G2", "G3", "G4"]), st.data())
def test_one_acceptance_more_never_closes_a_gate_that_was_open(gate: str, data: st.DataObject) -> None:
    action = {"G1": "start_negotiation", "G2": "start_signing", "G3": "start_implementation", "G4": "close"}[
        gate
    ]
    action, known = GATES[gate], covenant(gate)
    missing = data.draw(st.sets(st.integers(0, len(known.items) - 1), min_size=1, max_size=5))
    less = tuple(replace(i, status="submitted") if n in missing else i for n, i in enumerate(known.items))
    one = data.draw(st.sampled_from(sorted(missing)))
    more = tuple(known.items[n] if n == one else i for n, i in enumerate(less))
    flow = FLOWS["imvo-1"]
    before = {
        f.condition.id for f in engine.examine(flow, action, replace(known, items=less)) if not f.passes
    }
    after = {f.condition.id for f in engine.examine(flow, action, replace(known, items=more)) if not f.passes}
    assert after <= before
