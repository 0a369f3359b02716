"""A spoiled import file: every fault is told, with its place, and nothing is taken in."""

from collections.abc import Callable

import pytest

from tests.commands.test_imports import SMALL
from tracker.commands import import_reading


def places(text: str) -> list[str]:
    return [str(fault) for fault in import_reading.read(text)[1]]


FAULTS: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "unknown field": (
        lambda t: t.replace("left: '2018'", "leftt: '2018'"),
        ["covenants[0].parties[0].leftt: is een onbekend veld"],
    ),
    "no such day": (
        lambda t: t.replace("'2017-05-01'", "'2017-02-30'"),
        ["covenants[0].parties[1].joined: is geen bestaande datum"],
    ),
    "not a date": (
        lambda t: t.replace("joined: '2017',", "joined: 'zomer 2017',"),
        ["covenants[0].parties[0].joined: moet een datum zijn als 2019, 2019-05 of 2019-05-23"],
    ),
    "a year without quotes": (
        lambda t: t.replace("left: '2018'", "left: 2018"),
        [
            "covenants[0].parties[0].left: moet tekst zijn (zet een jaartal of een datum tussen aanhalingstekens)"
        ],
    ),
    "left before joined": (
        lambda t: t.replace("left: '2018'", "left: '2015-01'"),
        ["covenants[0].parties[0].left: ligt vóór joined (2017)"],
    ),
    "unknown organisation": (
        lambda t: t.replace("{org: bond,", "{org: bind,"),
        ["covenants[0].parties[0].org: de organisatie 'bind' staat niet bij organisations"],
    ),
    "two records, two faults": (
        lambda t: t.replace("status: achieved", "status: klaar").replace("  name_en: Salt agreement\n", ""),
        [
            "covenants[0].name_en: ontbreekt",
            (
                "covenants[0].commitments[0].status: moet een van deze zijn: 'achieved', 'partly_achieved', "
                "'not_achieved', 'in_progress', 'discontinued' of 'unknown'"
            ),
        ],
    ),
    "a key twice": (
        lambda t: t.replace("  sector_nl: Zout\n", "  sector_nl: Zout\n  sector_nl: Zilt\n"),
        ["regel 10: het veld 'sector_nl' staat hier meer dan één keer"],
    ),
    "a reference": (
        lambda t: t.replace("name_nl: Zoutconvenant", "name_nl: &a Zout").replace("Salt agreement", "*a"),
        ["regel 9: verwijzingen (*) zijn niet toegestaan"],
    ),
    "a bell": (
        lambda t: t.replace("nl: Aftrap", 'nl: "Af\\u0007trap"'),
        ["covenants[0].milestones[0].nl: bevat een teken dat geen tekst is"],
    ),
    "a number that is none": (
        lambda t: t.replace("status: achieved", "status: achieved, target: {value: .nan, unit: kilo}"),
        ["covenants[0].commitments[0].target.value: moet een geheel getal zijn"],
    ),
    "a script for a source": (
        lambda t: t.replace("https://zout.example/een", "'javascript:alert(1)'"),
        [r"covenants[0].sources[0]: heeft niet de vorm ^https?://[^\s]+$"],
    ),
    "a list instead of a file": (
        lambda _: "- a",
        ["bestand: moet uit velden bestaan, zoals organisations en covenants"],
    ),
    "not YAML": (lambda _: "a: [b\n", ["is geen YAML"]),
    "endless nesting": (lambda _: "[" * 5000, ["regel 1: is dieper genest dan 30 niveaus"]),
    "an object": (
        lambda _: "!!python/object/apply:os.system [ls]",
        ["is geen YAML"],
    ),
    "too large": (lambda _: "a" * (import_reading.LARGEST + 1), ["bestand: is groter dan 5 MB"]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_told_with_its_place(name: str) -> None:
    spoil, expected = FAULTS[name]
    found = places(spoil(SMALL))
    if "is geen YAML" in str(found):
        assert expected == ["is geen YAML"]
    else:
        assert found == expected
