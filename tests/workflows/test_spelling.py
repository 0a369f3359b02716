"""Suppositions as text: there and back, stable, and deaf to nonsense."""

from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.supposing import anything
from workflows import spelling, suppositions
from workflows.parties import PartyKind, Role


@given(anything)
def test_what_is_written_is_read_back(one: Any) -> None:
    assert spelling.read(spelling.written(one)) == one


@given(st.text(max_size=60))
def test_any_text_is_a_supposition_or_unreadable(text: str) -> None:
    try:
        one = spelling.read(text)
    except spelling.Unreadable:
        return
    assert spelling.read(spelling.written(one)) == one


@given(st.lists(anything, max_size=6))
def test_the_order_of_the_address_does_not_matter(many: list[Any]) -> None:
    assert spelling.in_order(many) == spelling.in_order(reversed(many))


def test_every_supposition_has_a_word_of_its_own() -> None:
    assert set(spelling.FORMS.values()) == set(get_args(suppositions.Supposition))
    assert len(spelling.WORDS) == len(spelling.FORMS)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("tekent:fnv", suppositions.Signs("fnv")),
        ("aandeel:0.28", suppositions.TotalShare(Decimal("0.28"))),
        ("dag:2026-07-01", suppositions.Today(date(2026, 7, 1))),
        ("tekst-vast", suppositions.Frozen()),
        ("drempel:35:0.30", suppositions.ThresholdSet(35, Decimal("0.30"))),
        ("erbij:nieuw-1:ngo", suppositions.Joins("nieuw-1", PartyKind.NGO, Role.NEGOTIATOR)),
        ("akkoord:fnv:NEG-10:yes_if", suppositions.Accepted("fnv", "NEG-10", "yes_if")),
    ],
)
def test_the_words_stay_what_they_are(text: str, one: Any) -> None:
    assert spelling.read(text) == one


@pytest.mark.parametrize(
    "text",
    [
        "",
        "onbekend:x",
        "tekent",
        "tekent:a:b",
        "aandeel:1.01",
        "aandeel:NaN",
        "aandeel:1e9",
        "quorum:ngo:-1",
        "quorum:ngo:99999",
        "dag:gisteren",
        "tekent:<script>",
        "erbij:x:draak",
    ],
)
def test_nonsense_is_unreadable(text: str) -> None:
    with pytest.raises(spelling.Unreadable):
        spelling.read(text)
