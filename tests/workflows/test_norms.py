"""Which norms no clause covers: the seven due diligence norms and the three pillars of the UNGPs."""

from hypothesis import given
from hypothesis import strategies as st

from workflows import norms

CLAUSES = ("c1", "c2", "c3")


def all_on(clause: str, *, but: tuple[str, ...] = ()) -> list[norms.Mark]:
    return [norms.Mark(code, clause) for code in norms.CODES if code not in but]


def test_the_norms_are_the_six_steps_the_dialogue_and_three_pillars() -> None:
    assert norms.CODES == (
        "dd_embed", "dd_identify", "dd_mitigate", "dd_track", "dd_communicate", "dd_remedy", "dd_engage",
        "ungp_protect", "ungp_respect", "ungp_remedy",
    )  # fmt: skip
    assert all({"nl", "en"} == set(n.label) == set(n.asks) for n in norms.NORMS)


def test_without_a_mark_every_norm_is_a_gap_and_the_check_negative() -> None:
    assert norms.gaps([], CLAUSES) == norms.CODES
    assert norms.gaps([]) == norms.CODES
    assert norms.outcome([], CLAUSES) == "negative"


def test_a_mark_for_every_norm_closes_all_gaps() -> None:
    assert norms.gaps(all_on("c1"), CLAUSES) == ()
    assert norms.outcome(all_on("c1"), CLAUSES) == "positive"


def test_one_missing_norm_keeps_the_check_negative_and_is_named() -> None:
    marks = all_on("c1", but=("dd_remedy", "ungp_protect"))
    assert norms.gaps(marks, CLAUSES) == ("dd_remedy", "ungp_protect")
    assert norms.gaps(marks) == ("dd_remedy", "ungp_protect")
    assert norms.outcome(marks, CLAUSES) == "negative"


def test_a_mark_on_a_clause_that_is_gone_counts_for_nothing() -> None:
    assert norms.gaps(all_on("gone"), CLAUSES) == norms.CODES


def test_a_mark_to_look_at_again_counts_for_nothing() -> None:
    marks = [*all_on("c1", but=("dd_track",)), norms.Mark("dd_track", "c2", stale=True)]
    assert norms.gaps(marks, CLAUSES) == ("dd_track",)
    assert norms.gaps(marks) == ("dd_track",)


def test_clauses_stand_in_the_order_of_the_text() -> None:
    marks = [norms.Mark("dd_embed", "c3"), norms.Mark("dd_embed", "c1")]
    assert norms.covered(marks, CLAUSES)["dd_embed"] == ("c1", "c3")


MARKS = st.lists(
    st.builds(norms.Mark, st.sampled_from(norms.CODES), st.sampled_from([*CLAUSES, "gone"]), st.booleans())
)


@given(MARKS, MARKS)
def test_another_mark_never_makes_a_gap(marks: list[norms.Mark], more: list[norms.Mark]) -> None:
    assert set(norms.gaps([*marks, *more], CLAUSES)) <= set(norms.gaps(marks, CLAUSES))
