"""The forty requirements: each as the domain guide has it, and of whom it is asked."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.workflows.ready import EFFECTIVE, ENDS, TODAY, party
from workflows import calendar, checklist, requirements
from workflows.facts import Party
from workflows.parties import KIND_CODES, PartyKind, Role

TABLE = """
INI-01 | initiative | SA TU NGO GOV | CO | own | declaration | once | table | N
INI-02 | initiative | SA CO TU NGO GOV |  | own | register_entry | once | table | Y
INI-03 | initiative | SA |  | own | report | once | table | N
INI-04 | initiative | TU NGO GOV | CO | own | document | once | table | N
INI-05 | initiative | SA |  | own | document | once | table | N
INI-06 | initiative | FAC | GOV | own | plan | once | table | N
INI-07 | initiative | SA TU NGO GOV | CO | own | signed_document | once | public | N
NEG-01 | negotiation | SA TU NGO GOV |  | own | decision_record | once | party_secretariat | Y
NEG-02 | negotiation | SA CO TU NGO GOV FAC |  | own | declaration | once | table | Y
NEG-03 | negotiation | SA CO | TU NGO GOV | own | declaration | once | table | Y
NEG-04 | negotiation |  | SA TU NGO GOV | own | document | once | table | N
NEG-05 | negotiation | SA TU NGO GOV | CO | own | decision_record | per_version | table | Y
NEG-06 | negotiation | SA TU NGO GOV | CO | own | plan | once | table | Y
NEG-07 | negotiation | FAC |  | own | assessment_result | per_version | table | N
NEG-08 | negotiation | SA GOV FAC |  | own | document | once | table | N
NEG-09 | negotiation | SA TU NGO GOV |  | own | declaration | per_version | table | N
NEG-10 | negotiation | SA TU NGO |  | own | decision_record | per_version | party_secretariat | N
NEG-11 | negotiation | GOV |  | own | decision_record | per_version | party_secretariat | N
SIG-01 | signing | SA CO TU NGO GOV |  | own | document | once | party_secretariat | Y
SIG-02 | signing | SA TU NGO GOV |  | own | signed_document | once | public | Y
SIG-03 | signing | CO |  | own | signed_document | once | public | Y
SIG-04 | signing | CO |  | FAC | decision_record | once | table | Y
SIG-05 | signing | SA CO GOV | TU NGO | own | document | once | party_secretariat | Y
SIG-06 | signing | FAC |  | own | published_url | once | public | N
IMP-01 | implementation | SA TU NGO GOV | CO | own | decision_record | once | public | Y
IMP-02 | implementation | SA TU NGO GOV |  | own | plan | annual | table | Y
IMP-03 | implementation | CO |  | own | dataset | annual | secretariat_only | Y
IMP-04 | implementation | CO |  | own | questionnaire | annual | secretariat_only | Y
IMP-05 | implementation | CO |  | own | plan | annual | secretariat_only | Y
IMP-06 | implementation | CO |  | FAC | assessment_result | annual | secretariat_only | Y
IMP-07 | implementation | SA TU NGO GOV | CO | own | report | annual | table | Y
IMP-08 | implementation | SA |  | own | report | annual | table | Y
IMP-09 | implementation | GOV |  | own | report | annual | public | Y
IMP-10 | implementation | TU NGO |  | own | report | annual | table | Y
IMP-11 | implementation | CO |  | own | published_url | annual | public | Y
IMP-12 | implementation | SA CO TU NGO GOV FAC |  | own | questionnaire | annual | secretariat_only | Y
IMP-13 | implementation | SA TU NGO GOV FAC | CO | own | decision_record | annual | table | Y
IMP-14 | implementation | SA CO GOV | TU NGO | own | payment_confirmation | annual | party_secretariat | Y
IMP-15 | implementation |  | SA CO TU NGO GOV | own | report | annual | table | Y
IMP-16 | implementation | SA TU NGO GOV FAC | CO | own | report | once | table | Y
"""
"""Id, stage, mandatory for, optional for, by, evidence, repeat, visibility, catch-up: domain guide 2.2."""

ROWS = {row[0]: row for row in ([c.strip() for c in line.split("|")] for line in TABLE.strip().splitlines())}
WHOLE = checklist.checklist()

COUNTS = {
    "SA": ((5, 0), (8, 1), (3, 0), (8, 1)),
    "CO": ((1, 3), (2, 2), (4, 0), (7, 5)),
    "TU": ((4, 0), (6, 2), (2, 1), (7, 2)),
    "NGO": ((4, 0), (6, 2), (2, 1), (7, 2)),
    "GOV": ((4, 1), (7, 2), (3, 0), (8, 1)),
    "FAC": ((1, 0), (3, 0), (1, 0), (3, 0)),
}
"""Mandatory and optional per stage, as the domain guide counts them."""


def someone(kind: str) -> Party:
    """An active party of this kind that was there from the first day."""
    role = {"FAC": Role.FACILITATOR, "CO": Role.ADHERING_COMPANY}.get(kind, Role.SIGNATORY)
    return party(f"een-{kind}", kind, KIND_CODES[kind], role=role, signed_on=EFFECTIVE)


def asked(who: Party, stage: str = "implementation") -> tuple[checklist.Expected, ...]:
    """What is asked of this party on the day of the test."""
    return checklist.expected(
        WHOLE,
        who,
        stage=stage,
        current_text_id="v2",
        cycles_started=calendar.covenant_years(EFFECTIVE, ENDS),
        today=TODAY,
    )


@pytest.mark.parametrize("code", ROWS)
def test_requirement_is_asked_of(code: str) -> None:
    _, stage, mandatory, optional, by, evidence, repeat, visibility, catch_up = ROWS[code]
    row = WHOLE.requirements[code]
    to_whom = {
        kind: {e.mandatory for e in asked(someone(kind)) if e.code == code} for kind in (*COUNTS, "OTH")
    }
    assert {k for k, m in to_whom.items() if m == {True}} == set(mandatory.split())
    assert {k for k, m in to_whom.items() if m == {False}} == set(optional.split())
    assert (row.stage, row.by, row.evidence, row.repeat, row.visibility.value) == (
        stage,
        by,
        evidence,
        repeat,
        visibility,
    )
    late = replace(someone((mandatory or optional).split()[0]), joined_stage="implementation")
    applies_late = any(e.code == code for e in asked(late))
    assert applies_late is (catch_up == "Y" or stage == "implementation")


@pytest.mark.parametrize("kind", COUNTS)
def test_counts_per_kind_and_stage_are_those_of_the_domain_guide(kind: str) -> None:
    for stage, expected in zip(
        ("initiative", "negotiation", "signing", "implementation"), COUNTS[kind], strict=True
    ):
        codes = {(e.code, e.mandatory) for e in asked(someone(kind)) if e.stage == stage}
        assert (sum(m for _, m in codes), sum(not m for _, m in codes)) == expected


def test_there_are_forty_and_they_divide_as_the_domain_guide_says() -> None:
    rows = list(WHOLE.requirements.values())
    assert list(WHOLE.requirements) == list(ROWS)
    assert [len(WHOLE.of_stage(s)) for s in ("initiative", "negotiation", "signing", "implementation")] == [
        7,
        11,
        6,
        16,
    ]
    assert [sum(r.repeat == x for r in rows) for x in ("once", "per_version", "annual")] == [21, 5, 14]
    by_class = ("table", "public", "party_secretariat", "secretariat_only")
    assert [sum(r.visibility == x for r in rows) for x in by_class] == [22, 7, 6, 5]


def test_a_company_that_joins_during_implementation_gets_all_its_fourteen() -> None:
    late = replace(someone("CO"), joined_stage="implementation")
    assert len({e.code for e in asked(late) if e.mandatory}) == 14


def test_short_names_fit_a_column_head_in_both_languages() -> None:
    for row in WHOLE.requirements.values():
        assert 0 < len(row.short["nl"]) <= 24
        assert 0 < len(row.short["en"]) <= 24


def folder(tmp_path: Path, change: tuple[str, str]) -> Path:
    """A copy of the checklist with one thing in the negotiation file changed."""
    for file in (requirements.DEFINITIONS / "checklist-1").iterdir():
        text = file.read_text(encoding="utf-8")
        if file.name == "negotiation.toml":
            assert change[0] in text
            text = text.replace(*change, 1)
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (('short = { nl = "Mandaat", en', "short = { en"), "requirement NEG-01: short has no nl."),
        (('id = "NEG-02"', 'id = "NEG-01"'), "requirement NEG-01: this id is used twice."),
        (('by = "own"\n', ""), "requirement NEG-01: missing by."),
        (('by = "own"', 'by = "them"'), "requirement NEG-01: by is 'them', which is not one of FAC, own."),
        (
            ('mandatory = ["SA", "TU", "NGO", "GOV"]', "mandatory = []"),
            "requirement NEG-01: asked of nobody.",
        ),
        (
            ('mandatory = ["SA", "TU", "NGO", "GOV"]', 'mandatory = ["SA", "NGOS"]'),
            "requirement NEG-01: unknown party kind NGOS.",
        ),
        (
            ("optional = []", 'optional = ["SA"]'),
            "requirement NEG-01: both mandatory and optional for sector_association.",
        ),
        (("catch_up = true", 'catch_up = "Y"'), "requirement NEG-01: catch_up must be true or false."),
        (('id = "NEG-01"', 'id = "NEG-01"\ncolour = "red"'), "requirement NEG-01: unknown colour."),
    ],
)
def test_a_checklist_with_a_fault_is_refused_by_name(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(checklist.ChecklistError) as refused:
        checklist.load(folder(tmp_path, change))
    assert str(refused.value) == f"{tmp_path.name}/negotiation.toml, {sentence}"


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(
        checklist.ChecklistError, match=re.escape(f"{tmp_path.name}/initiative.toml: cannot be")
    ):
        checklist.load(tmp_path)


def test_a_kind_nobody_has_rows_for_is_asked_nothing() -> None:
    assert asked(party("kennis", "Kennisinstituut", PartyKind.OTHER)) == ()
