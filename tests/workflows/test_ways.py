"""What would open a gate: exactly those steps do, and with any one left out it stays shut."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.workflows import ready
from tests.workflows.spoiled import SPOILED
from tests.workflows.troubled import covenants
from workflows import engine, facts, loading, spelling, suppose, ways
from workflows.engine import Override
from workflows.parties import ParticipationStatus, PartyKind, Role

TODAY = ready.TODAY


def opens(flow: Any, gate: str, known: facts.Facts, given: Any, passed: tuple[Override, ...] = ()) -> bool:
    return engine.is_open(suppose.examined(flow, ready.GATES[gate], known, given, passed))


def found(gate: str, known: facts.Facts, flow: str = "imvo-1") -> ways.Way:
    return ways.way(loading.workflow(flow), ready.GATES[gate], known)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(covenants(), st.sampled_from(["imvo-1", "imvo-2"]))
def test_exactly_these_steps_open_the_gate(case: Any, name: str) -> None:
    gate, known, passed = case
    flow = loading.workflow(name)
    way = ways.way(flow, ready.GATES[gate], known, passed)
    if way.opens_on is None:
        event("stuck")
        assert way.stuck
        return
    event(f"{min(len(way.steps), 10)} steps")
    assert way.opens_on >= known.today
    assert opens(flow, gate, known, way.given, passed)
    for step in way.steps:
        rest = [s for s in way.given if s is not step.does]
        assert not opens(flow, gate, known, rest, passed), step


@pytest.mark.parametrize("condition", SPOILED)
def test_each_condition_alone_has_a_way(condition: str) -> None:
    gate = condition.split("-")[0]
    way = found(gate, SPOILED[condition])
    assert way.opens_on is not None
    assert opens(loading.workflow("imvo-1"), gate, SPOILED[condition], way.given)
    assert condition in {c for s in way.steps for c in s.conditions} | {w.condition for w in way.waits}


def steps_of(way: ways.Way) -> list[tuple[str, date]]:
    return [(spelling.written(s.does), s.on) for s in way.steps]


def test_an_open_gate_asks_nothing() -> None:
    for gate in ready.GATES:
        assert found(gate, ready.covenant(gate)) == ways.Way(opens_on=TODAY)


def test_the_date_follows_from_the_chain() -> None:
    known = ready.covenant("G2", texts=(facts.Text("v2", "1.0", "tabled"),))
    known = ready.with_item(known, "NEG-10", "bond-a", status="not_started", outcome=None)
    known = ready.with_item(known, "NEG-09", "ngo-a", status="in_progress")
    known = ready.with_item(known, "NEG-06", "ngo-b", status="submitted")
    way = found("G2", known)
    assert set(steps_of(way)) == {
        ("tekst-vast", TODAY),
        ("akkoord:ngo-b:NEG-06:", TODAY),
        ("akkoord:ngo-a:NEG-09:", date(2026, 12, 7)),
        ("akkoord:bond-a:NEG-10:", TODAY + timedelta(weeks=6)),
        # consulting takes until January: by then every mandate has run out
        *((f"mandaat:{p[0]}:2028-01-04", TODAY) for p in ready.WHO if p[2] is not PartyKind.COMPANY),
    }
    assert way.opens_on == TODAY + timedelta(weeks=6)
    judged = next(s for s in way.steps if s.judged)
    assert (judged.who, judged.conditions) == (None, ("G2-8",))


def test_a_new_text_comes_first_and_is_answered_before_it_is_frozen() -> None:
    way = found("G2", ready.covenant("G2", texts=()))
    by_word = dict(steps_of(way))
    assert by_word["tekst-nieuw"] == TODAY
    assert by_word["tekst-vast"] == date(2026, 12, 7)
    assert by_word["akkoord:ngo-a:NEG-10:"] == date(2026, 12, 7) + timedelta(weeks=6)


def test_what_opens_by_itself_is_a_wait() -> None:
    way = found("G3", ready.covenant("G3", effective_on=date(2027, 1, 1)))
    assert (way.steps, way.waits, way.opens_on) == (
        (),
        (ways.Wait("G3-7", date(2027, 1, 1)),),
        date(2027, 1, 1),
    )
    ending = found("G4", ready.covenant("G4", ends_on=date(2026, 12, 31)))
    assert ending.opens_on == date(2026, 12, 31)
    assert ("akkoord:ngo-a:IMP-07:", date(2026, 7, 1)) not in steps_of(ending)


def test_of_those_who_could_join_the_one_with_the_least_work_does() -> None:
    known = ready.covenant("G2")
    for party in ("bond-a", "bond-b"):
        known = ready.with_party(known, party, status=ParticipationStatus.SUSPENDED)
    assert steps_of(found("G2", known)) == [("terug:bond-a", TODAY)]
    behind = ready.with_item(known, "NEG-06", "bond-a", status="not_started")
    assert steps_of(found("G2", behind)) == [("terug:bond-b", TODAY)]
    supporting = ready.with_party(ready.covenant("G2"), "ngo-a", role=Role.SUPPORTER)
    supporting = ready.with_party(supporting, "ngo-b", status=ParticipationStatus.WITHDRAWN)
    assert "rol:ngo-a:negotiator" in dict(steps_of(found("G2", supporting)))


def test_companies_are_counted_and_their_share_is_exact() -> None:
    known = ready.covenant("G3", threshold=facts.Threshold(5, Decimal("0.30")), **ready.pledges(3, "0.0999"))
    assert steps_of(found("G3", known)) == [("bedrijven:2:0.0003", TODAY)]


def test_a_passed_condition_asks_nothing_until_it_runs_out() -> None:
    known = ready.with_item(ready.covenant("G2"), "NEG-06", "ngo-a", status="in_progress")
    passed = Override("G2-8", "Volgt binnen een maand, zie verslag.", "Noor", TODAY, TODAY)
    flow = loading.workflow("imvo-1")
    assert ways.way(flow, "start_signing", known, [passed]).steps == ()
    waiting = replace(known, effective_on=None)
    late = ready.with_item(waiting, "NEG-09", "ngo-a", status="in_progress")
    words = [w for w, _ in steps_of(ways.way(flow, "start_signing", late, [passed]))]
    assert "akkoord:ngo-a:NEG-06:" in words


def test_a_track_that_is_over_has_no_way() -> None:
    way = found("G2", ready.covenant("G2", track_status="stopped"))
    assert (way.opens_on, way.stuck) == (None, ("T-1",))


def crowd(count: int) -> facts.Facts:
    """So many parties, all of them behind with everything."""
    kinds = [w[2] for w in ready.WHO]
    parties = tuple(ready.party(f"p{n}", f"Partij {n}", kinds[n % len(kinds)]) for n in range(count))
    parties += (ready.GUIDE,)
    items = ready.items_for(parties, "negotiation", "v2")
    late = tuple(replace(i, status="not_started", outcome=None) for i in items)
    texts = (facts.Text("v2", "1.0", "tabled"),)
    return ready.covenant("G2", parties=parties, items=late, texts=texts, mandates=())


def test_forty_parties_are_no_more_rounds_than_four(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    real = engine.examine

    def counted(workflow: engine.Workflow, action: str, *more: Any) -> Any:
        asked.append(action)
        return real(workflow, action, *more)

    monkeypatch.setattr(engine, "examine", counted)
    rounds = []
    for count in (8, 40):
        asked.clear()
        way = found("G2", crowd(count))
        assert len(way.steps) > count * 4
        rounds.append(len(asked))
    assert rounds[0] == rounds[1] <= 8
