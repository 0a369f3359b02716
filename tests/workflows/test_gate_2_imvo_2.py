"""What imvo-2 asks besides imvo-1: G2-3 from the clauses, G2-11 by the table's rule, and G3-9."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.workflows.ready import SINCE, TODAY, covenant, with_item, with_party
from workflows import consent_rules, consenting, engine, loading, norms, words
from workflows.facts import Facts, SigningCondition, Text
from workflows.parties import ParticipationStatus, Role

WORKFLOW = loading.workflow("imvo-2")
GATES = {"G2": "start_signing", "G3": "start_implementation"}
WHOLE = Text("v2", "1.0", "final", clauses=14, norms=frozenset(norms.CODES))
SIGNERS = (
    "branche-a", "branche-b", "bond-a", "bond-b", "ngo-a", "ngo-b", "ministerie-a", "ministerie-b",
)  # fmt: skip


def ready(gate: str = "G2", **changes: Any) -> Facts:
    """Every condition met, on a text in clauses."""
    return covenant(gate, **{"texts": (Text("v1", "0.9", "tabled"), WHOLE), **changes})


def agreed(rule: str, **said: str) -> Facts:
    """Everybody said yes to the final version, but who said something else, or nothing ('')."""
    values = {**dict.fromkeys(SIGNERS, "yes"), **{k.replace("_", "-"): v for k, v in said.items()}}
    voices = {k: consenting.Voice(v, SINCE, "Te vaag.") for k, v in values.items() if v}  # type: ignore[arg-type]
    return ready(consent_rule=consent_rules.named(rule), voices=voices)


def finding(known: Facts, condition: str) -> engine.Finding:
    found = engine.examine(WORKFLOW, GATES[condition.split("-")[0]], known)
    return next(f for f in found if f.condition.id == condition)


def blockers(known: Facts, condition: str) -> list[tuple[str | None, str, str]]:
    unmet = finding(known, condition).unmet
    return [(b.party_id, b.what, b.status) for b in unmet.blockers] if unmet else []


def test_both_gates_open_when_everything_is_there() -> None:
    for gate, action in GATES.items():
        assert engine.is_open(engine.examine(WORKFLOW, action, ready(gate)))


def test_the_norms_it_asks_are_all_norms_there_are() -> None:
    test = next(c for a in WORKFLOW.actions.values() for c in a.conditions if c.id == "G2-3").test
    assert test.keywords["norms"] == norms.CODES  # type: ignore[attr-defined]


# G2-3


@pytest.mark.parametrize("norm", norms.CODES)
def test_g2_3_every_norm_needs_a_clause_and_a_gap_is_named(norm: str) -> None:
    gap = replace(WHOLE, norms=WHOLE.norms - {norm})
    assert finding(ready(), "G2-3").result == "met"
    assert blockers(ready(texts=(gap,)), "G2-3") == [(None, norm, "uncovered")]
    unmet = finding(ready(texts=(gap,)), "G2-3").unmet
    assert unmet is not None
    assert (unmet.have, unmet.need) == (10, 11)


def test_g2_3_says_which_norms_are_missing() -> None:
    gap = replace(WHOLE, norms=WHOLE.norms - {"ungp_remedy", "dd_embed"})
    found = finding(with_item(ready(texts=(gap,)), "NEG-07", "gids", status="submitted"), "G2-3")
    assert words.sentence(found, "nl") == (
        "De toets op de definitieve versie is niet rond. Ontbreekt: Secretariaat Alfa (ingediend), "
        "‘Integreer MVO in beleid en managementsystemen’ en ‘Toegang tot herstel en verhaal’."
    )
    assert words.sentence(found, "en") == (
        "The check on the final version is not complete. Missing: Secretariaat Alfa (submitted), "
        "‘Embed responsible business conduct into policies and management systems’ and ‘Access to remedy’."
    )


def test_g2_3_clauses_alone_are_not_enough_and_a_check_that_said_no_stays_a_no() -> None:
    stale = with_item(ready(), "NEG-07", "gids", version_id="v1")
    assert blockers(stale, "G2-3") == [("gids", "NEG-07", "stale")]
    refused = with_item(ready(), "NEG-07", "gids", outcome="negative")
    assert blockers(refused, "G2-3") == [("gids", "NEG-07", "negative")]
    assert finding(with_item(ready(), "NEG-07", "gids", outcome=None), "G2-3").result == "met"


def test_g2_3_of_a_file_the_recorded_outcome_decides() -> None:
    file = (Text("v2", "1.0", "final"),)
    assert finding(ready(texts=file), "G2-3").result == "met"
    refused = with_item(ready(texts=file), "NEG-07", "gids", outcome="negative")
    assert blockers(refused, "G2-3") == [("gids", "NEG-07", "negative")]
    tabled = (replace(WHOLE, status="tabled"),)
    assert blockers(ready(texts=tabled), "G2-3") == [("gids", "NEG-07", "awaits_final_text")]


# G2-11


def test_g2_11_asks_nothing_without_a_rule_and_cannot_be_passed() -> None:
    assert finding(ready(), "G2-11").result == "not_applicable"
    assert not finding(ready(), "G2-11").condition.overridable


def test_g2_11_names_who_is_silent_and_who_objects() -> None:
    assert finding(agreed("unanimiteit"), "G2-11").result == "met"
    assert finding(agreed("unanimiteit", ngo_a="abstain"), "G2-11").result == "met"
    known = agreed("unanimiteit", ngo_a="veto", bond_b="")
    assert blockers(known, "G2-11") == [("ngo-a", "consent", "veto"), ("bond-b", "consent", "silent")]
    assert words.sentence(finding(known, "G2-11"), "nl") == (
        "Volgens de eigen besluitregel stemt de tafel nog niet in met de definitieve versie. "
        "Het wacht op Stichting Alfa (veto) en Bond Bèta."
    )
    assert words.sentence(finding(known, "G2-11"), "en") == (
        "Under its own rule the table does not yet agree to the final version. "
        "It waits for Stichting Alfa (veto) and Bond Bèta."
    )
    assert words.state_word(finding(known, "G2-11"), "nl") == "6 van 8"
    masked = words.sentence(finding(known, "G2-11"), "nl", masked=True)
    assert masked.endswith("Het wacht op Stichting Alfa en Bond Bèta.")


def test_g2_11_needs_the_final_version() -> None:
    known = replace(agreed("unanimiteit"), texts=(replace(WHOLE, status="tabled"),))
    assert blockers(known, "G2-11") == [(None, "text", "no_final_text")]


def test_g2_11_a_party_that_left_is_not_asked_and_companies_and_supporters_never_are() -> None:
    known = agreed("unanimiteit", ngo_a="veto")
    left = with_party(known, "ngo-a", status=ParticipationStatus.WITHDRAWN)
    endorses = with_party(known, "ngo-a", role=Role.SUPPORTER)
    assert [finding(k, "G2-11").result for k in (known, left, endorses)] == ["not_met", "met", "met"]
    assert known.party("bedrijf-a") is not None


def test_g2_11_who_brought_the_text_in_does_not_count_for_it() -> None:
    known = agreed("per_soort", bond_a="", bond_b="yes")
    own = replace(known, texts=(replace(WHOLE, proposer_id="bond-b"),))
    assert finding(known, "G2-11").result == "met"
    assert blockers(own, "G2-11") == [("bond-a", "consent", "silent")]


def test_g2_11_without_weights_the_share_is_missing_and_the_facilitator_has_to_act() -> None:
    unmet = finding(agreed("gekwalificeerd"), "G2-11").unmet
    assert unmet is not None
    assert [(b.what, b.acts) for b in unmet.blockers] == [("no_weight", "facilitator")]
    found = finding(agreed("gekwalificeerd"), "G2-11")
    assert words.sentence(found, "nl").endswith("Het wacht op het gewicht van de partijen.")


@pytest.mark.parametrize(("days", "expected"), [(-1, "met"), (0, "not_met")])
def test_g2_11_silence_counts_after_the_last_day(days: int, expected: str) -> None:
    silent = agreed("niemand_tegen", bond_a="", ngo_b="")
    known = replace(silent, texts=(replace(WHOLE, answer_by=TODAY + timedelta(days=days)),))
    assert finding(known, "G2-11").result == expected
    if expected == "not_met":
        unmet = finding(known, "G2-11").unmet
        assert unmet is not None
        assert {b.due for b in unmet.blockers} == {TODAY}


def test_g2_11_a_kind_that_nobody_is_of_is_named() -> None:
    known = agreed("per_soort")
    for state in ("ministerie-a", "ministerie-b"):
        known = with_party(known, state, status=ParticipationStatus.WITHDRAWN)
    assert blockers(known, "G2-11") == [(None, "government", "short")]
    assert words.sentence(finding(known, "G2-11"), "nl").endswith("Het wacht op overheid.")


# G3-9


def test_g3_9_every_other_condition_is_met_or_was_dropped() -> None:
    assert finding(ready("G3"), "G3-9").result == "not_applicable"
    met = SigningCondition("funding", open=False)
    funding, other = SigningCondition("funding", True), SigningCondition("other", True, "bond-a", TODAY)
    assert finding(ready("G3", signing_conditions=(met,)), "G3-9").result == "met"
    known = ready("G3", signing_conditions=(met, funding, other))
    assert blockers(known, "G3-9") == [(None, "funding", "open"), ("bond-a", "signing_condition", "open")]
    assert words.sentence(finding(known, "G3-9"), "nl") == (
        "1 van 3 vervuld. Open: Bond Alfa en de financiering."
    )
    assert words.sentence(finding(known, "G3-9"), "en") == "1 of 3 met. Open: Bond Alfa and the funding."
    assert finding(known, "G3-9").condition.overridable


def test_g3_9_what_a_party_that_left_had_to_bring_is_the_facilitators_to_arrange() -> None:
    known = ready("G3", signing_conditions=(SigningCondition("other", True, "bond-a"),))
    left = with_party(known, "bond-a", status=ParticipationStatus.WITHDRAWN)
    assert blockers(left, "G3-9") == [(None, "signing_condition", "open")]
