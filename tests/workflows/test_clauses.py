"""Clauses: how a text is split, and how a clause stays the same clause while everything around it changes."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows import clauses, fates, identities
from workflows.clauses import Clause
from workflows.fates import Fate

AGREEMENT = """# Convenant Elektronica

Partijen overwegen dat ketens lang zijn.

## Artikel 1. Begrippen

Een smelterij is een bedrijf dat erts verwerkt.

## Artikel 5. Herkomst van grondstoffen

1. Partijen brengen de herkomst van tin, tantaal, wolfraam, goud en kobalt in hun ketens in kaart.
2. Bedrijven maken binnen twee jaar na ondertekening openbaar uit welke mijnen en smelterijen zij afnemen,
   in één gezamenlijke lijst:
   - per metaal;
   - per land.

## Artikel 6. Slotbepaling

Zie
Artikel 5 lid 2 van dit convenant.
"""


def names() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"k{next(numbers)}"


def named(text: str, fresh: Callable[[], str]) -> tuple[Clause, ...]:
    return identities.identify(clauses.split(text), (), fresh)


def outline(text: str) -> list[tuple[int, str, str]]:
    return [(c.level, c.number, c.heading) for c in clauses.split(text)]


def test_headings_begin_articles_and_numbers_begin_their_paragraphs() -> None:
    assert outline(AGREEMENT) == [
        (1, "", "Convenant Elektronica"),
        (1, "1", "Begrippen"),
        (1, "5", "Herkomst van grondstoffen"),
        (2, "5.1", ""),
        (2, "5.2", ""),
        (1, "6", "Slotbepaling"),
    ]
    second = clauses.split(AGREEMENT)[4]
    assert second.body.splitlines()[-2:] == ["- per metaal;", "- per land."]
    assert clauses.plain(second.body).splitlines()[1] == "– per metaal;"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Artikel 7\nTekst.", [(1, "7", "")]),
        ("**Artikel 7. Slot**\n\n7.1 Een.\n7.2 Twee.", [(1, "7", "Slot"), (2, "7.1", ""), (2, "7.2", "")]),
        ("Article 3 – Scope\n\n(1) One.\n(2) Two.", [(1, "3", "Scope"), (2, "3.1", ""), (2, "3.2", "")]),
        ("## 4. Doel\n\nTekst.", [(1, "4", "Doel")]),
        ("## Doel\n\nA.\n\n## Middel\n\nB.", [(1, "", "Doel"), (1, "", "Middel")]),
        ("Titel\n=====\n\nTekst.", [(1, "", "Titel")]),
        ("Vooraf.\n\n1. Een.\n2. Twee.", [(1, "", ""), (1, "1", ""), (1, "2", "")]),
        ("Een alinea.\n\nNog een\nalinea.", [(1, "", ""), (1, "", "")]),
        ("Artikel 5 lid 2 is van toepassing op bedrijven.", [(1, "", "")]),
        (
            "## Artikel 2\n\n1. A.\n1. B.\n1. C.",
            [(1, "2", ""), (2, "2.1", ""), (2, "2.2", ""), (2, "2.3", "")],
        ),
        ("## Artikel 2\n\n```\n# geen kop\n1. geen lid\n```", [(1, "2", "")]),
        ("## Artikel 2\n\nIn totaal\n12. is geen lid.", [(1, "2", "")]),
        ("## Artikel 2\n\n### Toelichting\n\nTekst.", [(1, "2", "")]),
        ("", []),
        (" \n\n \t\n", []),
    ],
)
def test_what_people_paste_is_understood(text: str, found: list[tuple[int, str, str]]) -> None:
    assert outline(text) == found


def test_written_again_it_is_the_same_text() -> None:
    assert clauses.split(clauses.written(clauses.split(AGREEMENT))) == clauses.split(AGREEMENT)


def spoken(text: str) -> list[str]:
    """The words of a text, without numbers and the words that only introduce them."""
    found = re.findall(r"[^\W\d_]+", text.casefold())
    return [w for w in found if w not in ("artikel", "article", "art", "lid", "paragraph")]


WORD = st.text("abcdefgh", min_size=3, max_size=8)
SENTENCE = st.lists(WORD, min_size=3, max_size=12).map(lambda w: " ".join(w) + ".")
LINES = st.sampled_from(
    ["# Kop", "## Artikel 3. Naam", "Artikel 4", "**Artikel 9**", "1. een lid", "2) nog een", "(3) derde",
     "lid 2. tekst", "5.2 tekst", "- streepje", "", "  ", "\tmet inspringing", "===", "```", "gewone tekst",
     "Artikel 5 lid 2 geldt.", "| a | b |", "#", "1.", "Art. 3: x", "ARTIKEL IV Slot"]
)  # fmt: skip


@given(st.lists(st.one_of(LINES, SENTENCE), max_size=25).map("\n".join))
def test_splitting_loses_no_word(text: str) -> None:
    found = clauses.split(text)
    kept = " ".join(f"{c.number} {c.heading} {c.body}" for c in found)
    assert [w for w in spoken(kept) if w != "iv"] == [w for w in spoken(text) if w != "iv"]


@given(st.text(max_size=300))
def test_any_text_is_split_and_loses_no_letter(text: str) -> None:
    found = clauses.split(text)
    kept = "".join(f"{c.heading} {c.body}" for c in found)
    lost = set(re.findall(r"[^\W\d_]", text.casefold())) - set(re.findall(r"[^\W\d_]", kept.casefold()))
    assert lost <= set("artikelcp.idgh")
    clauses.plain(text)


ARTICLES = st.lists(
    st.tuples(st.one_of(st.just(""), SENTENCE), st.lists(SENTENCE, max_size=4)), min_size=1, max_size=8
)
Articles = list[tuple[str, list[str]]]


def text_of(articles: Articles, start: int = 1) -> str:
    parts = []
    for n, (heading, paragraphs) in enumerate(articles, start):
        parts.append(f"## Artikel {n}. {heading}" if heading else f"## Artikel {n}")
        parts += [f"{i}. {p}" for i, p in enumerate(paragraphs, 1)]
    return "\n\n".join(parts)


@given(ARTICLES)
def test_ids_are_unique_and_the_same_text_keeps_them_all(articles: Articles) -> None:
    fresh = names()
    old = named(text_of(articles), fresh)
    assert len({c.id for c in old}) == len(old)
    assert identities.identify(clauses.split(text_of(articles)), old, fresh) == old
    assert set(fates.fates(old, old).values()) <= {Fate.SAME}


@given(ARTICLES, st.randoms(use_true_random=False), st.integers(1, 40))
def test_a_permutation_keeps_every_id(articles: Articles, chance: object, start: int) -> None:
    fresh = names()
    old = named(text_of(articles), fresh)
    mixed = list(articles)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    new = identities.identify(clauses.split(text_of(mixed, start)), old, fresh)
    assert sorted(c.id for c in new) == sorted(c.id for c in old)
    told = fates.fates(new, old)
    assert set(told.values()) <= {Fate.SAME, Fate.MOVED}


@given(ARTICLES, ARTICLES)
def test_matching_is_one_to_one_and_always_the_same(first: Articles, second: Articles) -> None:
    old = named(text_of(first), names())
    found = [
        identities.identify(clauses.split(text_of(second)), old, map(str, count(1000)).__next__)
        for _ in range(2)
    ]
    assert found[0] == found[1]
    assert len({c.id for c in found[0]}) == len(found[0])
    told = fates.fates(found[0], old)
    assert set(told) == {c.id for c in (*found[0], *old)}
    assert sum(f is not Fate.REMOVED for f in told.values()) == len(found[0])


def by_number(found: tuple[Clause, ...]) -> dict[str, str]:
    return {c.number: c.id for c in found}


def test_a_changed_renumbered_and_moved_clause_is_still_that_clause() -> None:
    fresh = names()
    old = named(AGREEMENT, fresh)
    was = by_number(old)
    text = (
        AGREEMENT.replace("binnen twee jaar", "binnen drie jaar")
        .replace("mijnen en smelterijen", "smelterijen")
        .replace(
            "## Artikel 5.",
            "## Artikel 4. Nieuw\n\nIets heel anders, nergens eerder gezegd.\n\n## Artikel 5.",
        )
        .replace("Artikel 1. Begrippen", "Artikel 9. Begrippen")
    )
    head, begrippen, rest = re.split(r"(## Artikel 9.*?)(?=## Artikel 4)", text, flags=re.DOTALL)
    new = identities.identify(clauses.split(head + rest + "\n" + begrippen), old, fresh)
    now = by_number(new)
    assert (now["5.2"], now["9"], now["6"]) == (was["5.2"], was["1"], was["6"])
    told = fates.fates(new, old)
    assert {number: str(told[name]) for number, name in now.items()} == {
        "": "same", "4": "new", "5": "same", "5.1": "same", "5.2": "changed", "6": "same", "9": "moved",
    }  # fmt: skip


def test_a_paragraph_that_went_to_another_article_moved_and_a_lost_one_is_listed() -> None:
    fresh = names()
    old = named(
        text_of([("Eerste naam hier.", ["Aa bb cc dd.", "Ee ff gg hh."]), ("Tweede.", ["Ii jj kk."])]), fresh
    )
    new_text = text_of([("Eerste naam hier.", ["Aa bb cc dd."]), ("Tweede.", ["Ee ff gg hh."])])
    new = identities.identify(clauses.split(new_text), old, fresh)
    was = by_number(old)
    assert by_number(new)["2.1"] == was["1.2"]
    told = fates.fates(new, old)
    assert (told[was["1.2"]], told[was["2.1"]]) == (Fate.MOVED, Fate.REMOVED)


def test_a_paragraph_that_was_only_extended_is_still_that_paragraph() -> None:
    short, long = "De stuurgroep besluit bij consensus.", "Lukt dat niet, dan stemt zij na een maand opnieuw."
    old = named(text_of([("Stuurgroep.", ["Eerst iets anders.", short])]), names())
    text = text_of([("Stuurgroep.", ["Eerst iets anders.", f"{short} {long}"])])
    new = identities.identify(clauses.split(text), old, map(str, count(100)).__next__)
    assert by_number(new) == by_number(old)


def test_the_facilitator_knows_better() -> None:
    fresh = names()
    old = named(text_of([("Een.", ["Aaa bbb ccc."]), ("Twee.", ["Ddd eee fff."])]), fresh)
    was = by_number(old)
    text = text_of([("Een.", ["Aaa bbb ccc."]), ("Heel iets anders.", ["Xxx yyy zzz."])])
    plainly = by_number(identities.identify(clauses.split(text), old, fresh))
    assert plainly["2"] not in was.values()
    told = by_number(identities.identify(clauses.split(text), old, fresh, {"2": was["2"], "1": ""}))
    assert told["2"] == was["2"]
    assert told["1"] not in was.values()


def test_two_languages_of_a_version_share_their_ids() -> None:
    dutch = named(AGREEMENT, names())
    english = clauses.split(
        "# Agreement\n\nParties.\n\n## Article 1. Terms\n\nA smelter.\n\n## Article 5. Origin\n\n"
        "1. Parties.\n2. Companies.\n\n## Article 6. Final\n\nSee."
    )
    assert [c.id for c in identities.alongside(english, dutch, names())] == [c.id for c in dutch]
    fewer = [c for c in english if c.number != "5.1"]
    found = identities.alongside(fewer, dutch, map(str, count(100)).__next__)
    assert by_number(found) == {n: i for n, i in by_number(dutch).items() if n != "5.1"}


def test_white_space_and_marks_are_no_change_of_text() -> None:
    one = Clause("k1", "1", "Doel", "Een **sterke**\nzin.", 1)
    assert fates.same_text(one, replace(one, body="Een sterke zin."))
    assert not fates.same_text(one, replace(one, body="Een sterke zin!"))


def test_a_hundred_rewritten_clauses_are_matched_in_a_moment() -> None:
    def text(word: str) -> str:
        return text_of([(f"Kop {n}.", [f"Zin {n} {i} over {word} en nog wat {n * i} dingen." for i in range(4)])
                        for n in range(1, 200)])  # fmt: skip

    fresh = names()
    old = named(text("goud"), fresh)
    new = identities.identify(clauses.split(text("tin")), old, fresh)
    assert [c.id for c in new] == [c.id for c in old]
