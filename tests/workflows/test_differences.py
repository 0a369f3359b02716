"""Differences: exact to the letter, readable, and quick whatever the text."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from workflows import clauses, differences, identities
from workflows.clauses import Clause
from workflows.differences import Kind
from workflows.fates import Fate

OLD = (
    "Bedrijven maken binnen twee jaar na ondertekening openbaar uit welke mijnen en smelterijen zij afnemen."
)
NEW = "Bedrijven maken binnen drie jaar na ondertekening openbaar uit welke smelterijen zij afnemen, samen."


def joined(runs: tuple[differences.Run, ...], *kinds: Kind) -> str:
    return "".join(r.text for r in runs if r.kind in kinds)


def exact(old: str, new: str) -> tuple[differences.Run, ...]:
    runs = differences.words(old, new)
    assert joined(runs, Kind.SAME, Kind.REMOVED) == old
    assert joined(runs, Kind.SAME, Kind.ADDED) == new
    assert all(r.text for r in runs)
    return runs


@given(st.text(max_size=200), st.text(max_size=200))
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(old: str, new: str) -> None:
    exact(old, new)


SOME = st.lists(st.sampled_from(["de", "het", "partij", "\n", " ", ". ", ", ", "jaar", "één", "'t", "a-b"]))


@given(SOME.map(" ".join), SOME.map("".join))
def test_it_is_exact_where_words_and_white_space_come_back(old: str, new: str) -> None:
    exact(old, new)


def test_the_words_that_changed_are_marked_and_no_others() -> None:
    runs = exact(OLD, NEW)
    assert [r.text.strip() for r in runs if r.kind is Kind.REMOVED] == ["twee", "mijnen en"]
    assert [r.text.strip() for r in runs if r.kind is Kind.ADDED] == ["drie", ", samen"]


def test_small_words_between_changes_do_not_chop_them_up() -> None:
    runs = exact("goud en tin tellen", "zilver en zink tellen")
    assert [(str(r.kind), r.text) for r in runs] == [
        ("removed", "goud en tin"), ("added", "zilver en zink"), ("same", " tellen"),
    ]  # fmt: skip


def named(text: str, old: tuple[Clause, ...] = (), start: int = 1) -> tuple[Clause, ...]:
    return identities.identify(clauses.split(text), old, map("k{}".format, count(start)).__next__)


def article(number: int, *paragraphs: str) -> str:
    return "\n\n".join([f"## Artikel {number}", *(f"{n}. {p}" for n, p in enumerate(paragraphs, 1))])


def test_two_versions_stand_side_by_side_by_clause() -> None:
    old = named("\n\n".join([article(1, "Eerste zin van alles."), article(2, OLD, "Dit verdwijnt geheel."),
                             article(3, "Derde artikel hier.")]))  # fmt: skip
    new = named("\n\n".join([article(1, "Derde artikel hier."), article(2, "Eerste zin van alles."),
                             article(3, NEW, "Nieuw: de stuurgroep beziet.")]), old, 50)  # fmt: skip
    found = differences.versions(new, old)
    assert [(d.clause.number, str(d.fate)) for d in found] == [
        ("1", "moved"), ("1.1", "same"), ("2", "same"), ("2.1", "same"),
        ("3", "same"), ("3.1", "changed"), ("2.2", "removed"), ("3.2", "new"),
    ]  # fmt: skip
    assert [d.clause.number for d in found if d.renumbered] == ["1", "1.1", "2", "2.1", "3", "3.1"]
    assert differences.counts(found)[Fate.SAME] == 4


def test_an_article_that_is_gone_stands_after_the_one_before_it() -> None:
    old = named(
        "\n\n".join([article(1, "Aaa bbb ccc."), article(2, "Ddd eee fff."), article(3, "Ggg hhh iii.")])
    )
    new = named("\n\n".join([article(1, "Aaa bbb ccc."), article(2, "Ggg hhh iii.")]), old, 50)
    assert [(d.clause.number, str(d.fate)) for d in differences.versions(new, old)] == [
        ("1", "same"), ("1.1", "same"), ("2", "removed"), ("2.1", "removed"), ("2", "same"), ("2.1", "same"),
    ]  # fmt: skip
    none = differences.versions((), old)
    assert {d.fate for d in none} == {Fate.REMOVED}
    assert [d.clause.id for d in none] == [c.id for c in old]


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), max_size=10), st.randoms(use_true_random=False))
def test_every_clause_of_both_versions_is_told_once(shape: list[tuple[bool, int]], chance: object) -> None:
    parts = [
        article(n, *(f"Zin {n} {i} van woord{n}{i}." for i in range(size)))
        for n, (_, size) in enumerate(shape)
    ]
    old = named("\n\n".join(parts))
    kept = [part for part, (stays, _) in zip(parts, shape, strict=True) if stays]
    chance.shuffle(kept)  # type: ignore[attr-defined]
    new = named("\n\n".join(kept), old, 100)
    found = differences.versions(new, old)
    assert sorted(d.id for d in found) == sorted({c.id for c in (*old, *new)})
    assert [d.id for d in found if d.new] == [c.id for c in new]


def test_a_hostile_text_comes_to_an_end() -> None:
    exact("a b " * 15_000, "b a c " * 12_000)
    exact(" ".join(f"w{n % 300}." for n in range(20_000)), " ".join(f"w{n % 299}." for n in range(20_000)))
    exact("zin. " * 30_000, "nis. " * 30_000)
