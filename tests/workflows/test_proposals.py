"""Applying text proposals: each does what it says, rivals are told, and the order they come in is no matter."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workflows import clauses, proposals
from workflows.clauses import Clause
from workflows.proposals import GONE, INSIDE, MOVED, SAME, Conflict, Proposal

TEXT = (
    Clause("a4", "4", "Doel", "Partijen werken samen.", 1),
    Clause("a5", "5", "Herkomst", "Over grondstoffen.", 1),
    Clause("a5-1", "5.1", "", "Partijen brengen de herkomst in kaart.", 2),
    Clause("a5-2", "5.2", "", "Bedrijven maken smelterijen openbaar.", 2),
    Clause("a6", "6", "Slot", "Dit convenant duurt vijf jaar.", 1),
)


def said(applied: proposals.Applied) -> list[tuple[str, str]]:
    return [(c.number, c.body) for c in applied.clauses]


def test_nothing_proposed_changes_nothing() -> None:
    applied = proposals.apply(TEXT, ())
    assert (applied.clauses, applied.taken, applied.conflicts) == (TEXT, (), ())


def test_a_change_replaces_the_text_and_keeps_number_heading_and_identity() -> None:
    applied = proposals.apply(TEXT, [Proposal("p", "a5-2", "change", text="Bedrijven noemen hun mijnen.")])
    assert applied.clauses[3] == replace(TEXT[3], body="Bedrijven noemen hun mijnen.")
    assert [c for n, c in enumerate(applied.clauses) if n != 3] == [c for n, c in enumerate(TEXT) if n != 3]


def test_a_new_paragraph_is_counted_in_and_the_next_ones_move_up() -> None:
    applied = proposals.apply(TEXT, [Proposal("p", "a5-1", "insert", text="Elk jaar opnieuw.")])
    assert said(applied)[1:5] == [
        ("5", "Over grondstoffen."),
        ("5.1", "Partijen brengen de herkomst in kaart."),
        ("5.2", "Elk jaar opnieuw."),
        ("5.3", "Bedrijven maken smelterijen openbaar."),
    ]
    assert [c.id for c in applied.clauses[2:5]] == ["a5-1", "", "a5-2"]


def test_a_new_article_comes_after_the_paragraphs_of_the_other_with_a_letter() -> None:
    applied = proposals.apply(TEXT, [Proposal("p", "a5", "insert", "Toezicht", "Er is toezicht.")])
    assert said(applied)[3:] == [
        ("5.2", "Bedrijven maken smelterijen openbaar."),
        ("5a", "Er is toezicht."),
        ("6", "Dit convenant duurt vijf jaar."),
    ]
    assert applied.clauses[4].heading == "Toezicht"


def test_removing_an_article_removes_its_paragraphs_and_renames_no_other_article() -> None:
    applied = proposals.apply(TEXT, [Proposal("p", "a5", "remove")])
    assert [c.number for c in applied.clauses] == ["4", "6"]


def test_removing_a_paragraph_counts_the_others_anew() -> None:
    applied = proposals.apply(TEXT, [Proposal("p", "a5-1", "remove")])
    assert said(applied)[1:3] == [
        ("5", "Over grondstoffen."),
        ("5.1", "Bedrijven maken smelterijen openbaar."),
    ]


def test_a_change_and_an_insertion_after_the_same_clause_go_together() -> None:
    both = [Proposal("p", "a6", "change", text="Tien jaar."), Proposal("q", "a6", "insert", "Nog", "Iets.")]
    applied = proposals.apply(TEXT, both)
    assert (said(applied)[-2:], applied.conflicts) == ([("6", "Tien jaar."), ("6a", "Iets.")], ())


def test_two_on_the_same_clause_are_told_and_neither_is_taken() -> None:
    rivals = [Proposal("p", "a6", "change", text="Tien jaar."), Proposal("q", "a6", "remove")]
    applied = proposals.apply(TEXT, [*rivals, Proposal("r", "a4", "change", text="Samen.")])
    assert applied.conflicts == (Conflict(SAME, "a6", ("p", "q")),)
    assert (applied.taken, said(applied)[-1]) == (("r",), ("6", "Dit convenant duurt vijf jaar."))


def test_two_insertions_at_one_place_are_told() -> None:
    rivals = [Proposal("p", "a6", "insert", text="Een."), Proposal("q", "a6", "insert", text="Twee.")]
    assert proposals.apply(TEXT, rivals).conflicts == (Conflict(SAME, "a6", ("p", "q")),)


def test_a_clause_that_is_gone_or_says_something_else_now_is_told() -> None:
    late = [
        Proposal("p", "a9", "change", text="Iets."),
        Proposal("q", "a6", "change", text="Tien jaar.", was="Dit convenant duurt drie jaar."),
        Proposal("r", "a4", "change", text="Samen.", was="Partijen  werken\nsamen."),
    ]
    applied = proposals.apply(TEXT, late)
    assert applied.conflicts == (Conflict(GONE, "a9", ("p",)), Conflict(MOVED, "a6", ("q",)))
    assert applied.taken == ("r",), "white space is no change"


def test_what_is_proposed_inside_an_article_that_another_removes_is_told() -> None:
    applied = proposals.apply(
        TEXT, [Proposal("p", "a5", "remove"), Proposal("q", "a5-2", "change", text="Anders.")]
    )
    assert applied.conflicts == (Conflict(INSIDE, "a5-2", ("p", "q")),)
    assert (applied.clauses, applied.taken) == (TEXT, ())


BODIES = st.sampled_from(["Een zin.", "Twee zinnen. En nog een.", "- a\n- b", "Iets anders."])


@st.composite
def texts(draw: st.DrawFn) -> tuple[Clause, ...]:
    found: list[Clause] = []
    for article in range(1, draw(st.integers(1, 4)) + 1):
        found.append(Clause(f"a{article}", str(article), f"Titel {article}", draw(BODIES), 1))
        for lid in range(1, draw(st.integers(0, 3)) + 1):
            found.append(Clause(f"a{article}-{lid}", f"{article}.{lid}", "", draw(BODIES), 2))
    return tuple(found)


@st.composite
def cases(draw: st.DrawFn) -> tuple[tuple[Clause, ...], list[Proposal]]:
    text = draw(texts())
    ids = st.sampled_from([*(c.id for c in text), "weg"])
    made = draw(st.lists(st.tuples(ids, st.sampled_from(proposals.KINDS), BODIES), max_size=6))
    return text, [Proposal(f"p{n}", c, k, f"Kop {n}", body) for n, (c, k, body) in enumerate(made)]


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_they_come_in_is_no_matter(
    case: tuple[tuple[Clause, ...], list[Proposal]], dice: random.Random
) -> None:
    text, made = case
    mixed = made.copy()
    dice.shuffle(mixed)
    assert proposals.apply(text, made) == proposals.apply(text, mixed)


@given(cases())
def test_each_is_taken_or_told_and_never_both(case: tuple[tuple[Clause, ...], list[Proposal]]) -> None:
    text, made = case
    applied = proposals.apply(text, made)
    told = {p for c in applied.conflicts for p in c.proposals}
    assert (set(applied.taken) | told, set(applied.taken) & told) == ({p.id for p in made}, set())


@given(cases())
def test_what_nobody_touched_stays_as_it_was_and_in_its_order(
    case: tuple[tuple[Clause, ...], list[Proposal]],
) -> None:
    text, made = case
    applied = proposals.apply(text, made)
    done = {p.clause_id: p.kind for p in made if p.id in applied.taken and p.kind != "insert"}
    above = dict(zip((c.id for c in text), clauses.parents(text), strict=True))
    kept = []
    for clause in text:
        at = above[clause.id]
        gone = done.get(clause.id) == "remove" or (at is not None and done.get(text[at].id) == "remove")
        if not gone and clause.id not in done:
            kept.append((clause.id, clause.heading, clause.body))
    left = [(c.id, c.heading, c.body) for c in applied.clauses if c.id and c.id not in done]
    assert left == kept


@given(cases())
def test_the_text_that_comes_out_reads_back_as_the_same_clauses(
    case: tuple[tuple[Clause, ...], list[Proposal]],
) -> None:
    text, made = case
    applied = proposals.apply(text, made)
    back = clauses.split(applied.markdown)
    assert [(c.number, c.heading, c.body) for c in back] == [
        (c.number, c.heading, c.body) for c in applied.clauses
    ]
