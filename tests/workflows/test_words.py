"""Every sentence of the thirty conditions, verbatim, in Dutch and English."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.workflows.ready import TODAY, covenant, finding, pledges, with_item
from tests.workflows.spoiled import SPOILED
from workflows import engine, loading, words
from workflows.engine import Finding, Override
from workflows.facts import Facts, Text, Threshold
from workflows.parties import PartyKind

SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
"""Per condition its state word, reason and way out, in Dutch and English."""


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("condition_id", SPOILED)
def test_the_condition_says(condition_id: str, language: str) -> None:
    found = finding(SPOILED[condition_id], condition_id)
    expected = SENTENCES[condition_id]
    assert found.result == "not_met"
    assert words.state_word(found, language) == expected["state"][language]
    assert words.sentence(found, language) == expected["why"][language]
    assert words.way_out(found, language) == expected["way_out"][language]


def test_all_thirty_are_written_out() -> None:
    assert list(SENTENCES) == list(SPOILED)
    assert len(SPOILED) == 30


@pytest.mark.parametrize("condition_id", SPOILED)
def test_reasons_end_with_a_full_stop_and_instructions_do_not(condition_id: str) -> None:
    for language in ("nl", "en"):
        assert SENTENCES[condition_id]["why"][language].endswith(".")
        assert not SENTENCES[condition_id]["way_out"][language].endswith(".")


def test_before_the_text_is_final_the_way_out_is_to_freeze_it() -> None:
    known = replace(covenant("G2"), texts=(Text("v2", "1.0", "tabled"),))
    found = finding(known, "G2-5")
    assert words.sentence(found, "nl").startswith("0 van 8 verplichte partijen, op de definitieve versie.")
    assert words.way_out(found, "nl") == "Stel eerst de tekst definitief vast"
    assert words.way_out(found, "en") == "Freeze the text first"


def test_a_reader_who_may_not_know_how_a_party_decided_reads_only_that_it_has_not_finished() -> None:
    conditional = finding(SPOILED["G2-6"], "G2-6")
    objection = finding(SPOILED["G2-4"], "G2-4")
    assert words.sentence(conditional, "nl", masked=True) == (
        "6 van 8 zeiden ja tegen de definitieve versie. Ontbreekt: Bond Bèta en Ministerie Alfa (verouderd)."
    )
    assert words.sentence(objection, "nl", masked=True) == "Open fundamenteel bezwaar van Stichting Alfa."


def test_a_date_that_was_never_recorded_says_so() -> None:
    found = finding(replace(covenant("G3"), effective_on=None), "G3-7")
    assert words.sentence(found, "nl") == "Datum van inwerkingtreding: nog niet vastgelegd."
    assert words.sentence(found, "en") == "Date of entry into force: not yet recorded."


def test_with_nobody_to_ask_the_reason_says_that() -> None:
    known = covenant("G1")
    empty = replace(known, items=tuple(i for i in known.items if i.code != "INI-03"))
    assert words.sentence(finding(empty, "G1-3"), "nl") == (
        "0 van 1 akkoord. Ontbreekt: een partij die dit kan inbrengen."
    )


@pytest.mark.parametrize(
    ("status", "nl", "en"),
    [
        ("paused", "gepauzeerd", "paused"),
        ("stopped", "gestopt", "stopped"),
        ("ended", "geëindigd", "ended"),
        ("succeeded", "opgevolgd", "succeeded"),
    ],
)
def test_a_track_that_does_not_run_says_why_nothing_moves(status: str, nl: str, en: str) -> None:
    found = standing(replace(covenant("G1"), track_status=status))
    assert words.sentence(found, "nl") == f"Het traject is {nl}: de fase verandert niet."
    assert words.sentence(found, "en") == f"The track is {en}: the stage does not change."


def standing(known: Facts) -> Finding:
    """The standing rule on the track."""
    found = engine.examine(loading.workflow("imvo-1"), "start_negotiation", known)
    return next(f for f in found if f.condition.id == "T-1")


def test_met_passed_and_not_applicable_have_words_of_their_own() -> None:
    late = with_item(covenant("G2"), "NEG-06", "ngo-a", status="in_progress")
    passed = finding(late, "G2-8", (Override("G2-8", "Toegezegd op 12 november.", "Nadia", TODAY),))
    met, none = finding(covenant("G2"), "G2-8"), finding(covenant("G3"), "G3-2")
    assert [words.state_word(f, "nl") for f in (met, passed, none)] == ["Gehaald", "Gepasseerd", "n.v.t."]
    assert [words.state_word(f, "en") for f in (met, passed, none)] == ["Met", "Passed", "n/a"]
    assert (words.sentence(met, "nl"), words.way_out(met, "nl")) == ("", "")
    assert words.sentence(passed, "nl") == "7 van 8 akkoord. Ontbreekt: Stichting Alfa."


@pytest.mark.parametrize(
    ("share", "nl", "en"),
    [
        ("0.3", "30", "30"),
        ("0.30", "30", "30"),
        ("0.2999", "29,99", "29.99"),
        ("1", "100", "100"),
        ("0", "0", "0"),
        (
            "0.1234567890123456789012345678901",
            "12,34567890123456789012345678901",
            "12.34567890123456789012345678901",
        ),
    ],
)
def test_a_share_is_written_exactly(share: str, nl: str, en: str) -> None:
    assert words.percent(Decimal(share), "nl") == f"{nl}\N{NO-BREAK SPACE}%"
    assert words.percent(Decimal(share), "en") == f"{en}%"


def test_a_withheld_share_shows_in_neither_the_reason_nor_the_state_word() -> None:
    short = replace(covenant("G3"), threshold=Threshold(None, Decimal("0.30")), **pledges(3, "0.08"))
    found = finding(short, "G3-2")
    assert words.state_word(found, "nl") == "24\N{NO-BREAK SPACE}% van 30\N{NO-BREAK SPACE}%"
    assert found.unmet is not None
    withheld = replace(found, unmet=replace(found.unmet, figures=()))
    assert words.state_word(withheld, "nl") == "Niet gehaald"
    assert words.sentence(withheld, "nl") == "Aangesloten: te weinig deelnemers om te tonen."
    assert words.sentence(withheld, "en") == "Joined: too few participants to show."


def test_lists_and_dates_read_as_people_write_them() -> None:
    assert [words.listing(x, "nl") for x in ([], ["A"], ["A", "B"], ["A", "B", "A", "C"])] == [
        "",
        "A",
        "A en B",
        "A, B en C",
    ]
    assert words.day(date(2026, 3, 1), "nl") == "1 maart 2026"
    assert words.day(date(2026, 3, 1), "en") == "1 March 2026"


def test_a_name_with_braces_is_a_name_and_not_a_placeholder() -> None:
    known = covenant("G1")
    named = tuple(replace(p, name="Stichting {have}") if p.id == "ngo-a" else p for p in known.parties)
    late = with_item(replace(known, parties=named), "INI-07", "ngo-a", status="in_progress")
    assert words.sentence(finding(late, "G1-2"), "nl") == "7 van 8 akkoord. Ontbreekt: Stichting {have}."


def test_every_party_kind_has_a_word() -> None:
    assert set(words.KINDS) == {kind.value for kind in PartyKind}
