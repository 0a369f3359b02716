"""The explanation of every rule of consent, word for word, in both languages."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.workflows.voting import IDS, NAMES, NGO, PARTIES, TODAY, UNION, outcome, voter
from tracker import locale
from tracker.queries import consent_words
from workflows.consent_rules import AllOf, AnyOf, AtLeast, Everyone, NoObjection, NoVeto, PerKind, Rule, Share

WHO = dict(zip(IDS, NAMES, strict=True))
PAST, LAST = TODAY - timedelta(days=1), date(2026, 12, 1)


def told(language: str, rule: Rule, said: str = "", **more: Any) -> str:
    """The whole explanation as running text."""
    with locale.speaking(language):
        return " ".join(consent_words.explained(outcome(rule, said, **more), WHO, language).all())


def heavy(*weights: str | None) -> tuple[Any, ...]:
    return tuple(voter(at, weight) for at, weight in enumerate(weights))


CASES: tuple[tuple[str, Rule, str, dict[str, Any], str, str], ...] = (
    (
        "everyone, open", Everyone(), "yyy--", {},
        "3 van 5 partijen zeggen ja. Iedereen is nodig. Nog nodig: Ministerie en Natuur.",
        "3 of 5 parties say yes. Everybody is needed. Still needed: Ministerie and Natuur.",
    ),
    (
        "everyone, one yes", Everyone(), "y----", {"parties": PARTIES[:2]},
        "1 van 2 partijen zegt ja. Iedereen is nodig. Nog nodig: Bond.",
        "1 of 2 parties says yes. Everybody is needed. Still needed: Bond.",
    ),
    (
        "everyone, lost", Everyone(abstentions="ignore"), "ynyya", {},
        ("3 van 4 partijen zeggen ja. Iedereen is nodig. Bond is tegen: ‘Te duur.’ "
        "Natuur onthoudt zich en telt niet mee."),
        ("3 of 4 parties say yes. Everybody is needed. Bond is against: ‘Te duur.’ "
        "Natuur abstains and does not count."),
    ),
    (
        "everyone, carried", Everyone(abstentions="for"), "yyaay", {},
        "5 van 5 partijen zeggen ja. Iedereen is nodig. Ministerie en Stichting onthouden zich en tellen als ja.",
        "5 of 5 parties say yes. Everybody is needed. Ministerie and Stichting abstain and count as a yes.",
    ),
    (
        "everyone, all abstain", Everyone(abstentions="ignore"), "aaaaa", {"parties": PARTIES},
        ("Iedereen onthoudt zich. Dan is er niemand die instemt. "
        "Bond, Branche, Ministerie, Natuur en Stichting onthouden zich en tellen niet mee."),
        ("Everybody abstains. Then there is nobody who agrees. "
        "Bond, Branche, Ministerie, Natuur and Stichting abstain and do not count."),
    ),
    (
        "at least, of more", AtLeast(count=3), "yy---", {"proposer_id": "e"},
        ("2 van 4 partijen zeggen ja. Nodig zijn er ten minste 3. Nog nodig: 1 van Ministerie en Stichting. "
        "Natuur bracht dit in en telt zelf niet mee."),
        ("2 of 4 parties say yes. At least 3 are needed. Still needed: 1 of Ministerie and Stichting. "
        "Natuur brought this in and does not count itself."),
    ),
    (
        "at least, of one kind", AtLeast(count=2, kind=NGO), "--y--", {},
        "1 van 2 maatschappelijke organisaties zegt ja. Nodig zijn er ten minste 2. Nog nodig: Natuur.",
        "1 of 2 civil society organisations says yes. At least 2 are needed. Still needed: Natuur.",
    ),
    (
        "at least, too few", AtLeast(count=6), "yyyyy", {},
        "5 van 5 partijen zeggen ja. Nodig zijn er ten minste 6. Zoveel doen er niet mee.",
        "5 of 5 parties say yes. At least 6 are needed. There are not that many.",
    ),
    (
        "at least, nobody of the kind", AtLeast(count=1, kind=UNION), "", {"parties": PARTIES[:1]},
        "Er is geen vakbond die mag meebeslissen. Zonder partijen is er geen instemming.",
        "There is no trade union that may decide. Without parties there is no consent.",
    ),
    (
        "per kind", PerKind(least={UNION: 1, NGO: 2}), "-yy-a", {},
        ("Bij 1 van 2 partijsoorten zeggen genoeg partijen ja. "
        "1 van 1 vakbond zegt ja. Nodig is er ten minste 1. "
        "1 van 2 maatschappelijke organisaties zegt ja. Nodig zijn er ten minste 2. "
        "Natuur onthoudt zich en telt niet als ja."),
        ("In 1 of 2 party kinds enough parties say yes. "
        "1 of 1 trade union says yes. At least 1 is needed. "
        "1 of 2 civil society organisations says yes. At least 2 are needed. "
        "Natuur abstains and does not count as a yes."),
    ),
    (
        "share of the weight, just short", Share(least=Fraction(4, 5)), "y-", {"parties": heavy("79.99", "20.01")},
        "79,99 % van het gewicht zegt ja. Nodig is 80 %. Nog niet gehoord: Bond.",
        "79.99% of the weight says yes. 80% is needed. Not heard yet: Bond.",
    ),
    (
        "share of the weight, reached", Share(least=Fraction(4, 5)), "y--", {"parties": heavy("80", "20", None)},
        "80 % van het gewicht zegt ja. Nodig is 80 %. Zonder gewicht, dus geteld als 0: Stichting.",
        "80% of the weight says yes. 80% is needed. Without a weight, so counted as 0: Stichting.",
    ),
    (
        "share of the weight, nothing weighs", Share(least=Fraction(4, 5)), "yy", {"parties": heavy(None, None)},
        "Van niemand die meetelt is een gewicht vastgelegd. Zonder gewicht is er geen instemming.",
        "No weight is on record for anybody who counts. Without weight there is no consent.",
    ),
    (
        "share of the parties", Share(least=Fraction(2, 3), of="parties"), "yyn--", {},
        ("2 van 5 partijen zeggen ja. Dat is 40 %; nodig is 2/3. Nog niet gehoord: Ministerie en Natuur. "
        "Stichting is tegen: ‘Te duur.’"),
        ("2 of 5 parties say yes. That is 40%; 2/3 is needed. Not heard yet: Ministerie and Natuur. "
        "Stichting is against: ‘Te duur.’"),
    ),
    (
        "no objection, waiting", NoObjection(), "y", {"parties": PARTIES[:2], "deadline": LAST},
        "Niemand heeft bezwaar. Wie tot en met 1 december 2026 zwijgt, stemt in. Nog niet gehoord: Bond.",
        "Nobody objects. Whoever is silent until the end of 1 December 2026 agrees. Not heard yet: Bond.",
    ),
    (
        "no objection, no last day", NoObjection(), "", {"parties": PARTIES[:1]},
        ("Niemand heeft bezwaar. Er is geen laatste dag, dus zwijgen is nog geen instemmen. "
        "Nog niet gehoord: Branche."),
        "Nobody objects. There is no last day, so silence is not consent yet. Not heard yet: Branche.",
    ),
    (
        "no objection, silence", NoObjection(), "", {"deadline": PAST},
        "Niemand had bezwaar tot en met 22 november 2026.",
        "Nobody objected until the end of 22 November 2026.",
    ),
    (
        "no objection, everybody spoke", NoObjection(), "yyyyy", {"deadline": LAST},
        "Iedereen heeft zich uitgesproken en niemand heeft bezwaar.",
        "Everybody has spoken and nobody objects.",
    ),
    (
        "no objection, one", NoObjection(), "n", {"deadline": PAST},
        "1 partij heeft bezwaar. Eén bezwaar houdt het tegen. Branche is tegen: ‘Te duur.’",
        "1 party objects. One objection stops it. Branche is against: ‘Te duur.’",
    ),
    (
        "no objection, an abstention is one", NoObjection(abstentions="against"), "nyyya", {"deadline": PAST},
        ("2 partijen hebben bezwaar. Eén bezwaar houdt het tegen. Branche is tegen: ‘Te duur.’ "
        "Natuur onthoudt zich, en dat telt als bezwaar."),
        ("2 parties object. One objection stops it. Branche is against: ‘Te duur.’ "
        "Natuur abstains, and that counts as an objection."),
    ),
    (
        "no objection, too late", NoObjection(), "--n--", {"deadline": PAST, "on": TODAY},
        ("Niemand had bezwaar tot en met 22 november 2026. "
        "Bezwaar na 22 november 2026 telt niet mee: Stichting."),
        ("Nobody objected until the end of 22 November 2026. "
        "An objection after 22 November 2026 does not count: Stichting."),
    ),
    ("no veto", NoVeto(), "nnnnn", {}, "Niemand spreekt een veto uit.", "Nobody vetoes."),
    (
        "a veto", NoVeto(), "vyv--", {},
        ("2 partijen spreken een veto uit. Eén veto houdt het tegen. "
        "Branche spreekt een veto uit: ‘Te duur.’ Stichting spreekt een veto uit: ‘Te duur.’"),
        "2 parties veto. One veto stops it. Branche vetoes: ‘Te duur.’ Stichting vetoes: ‘Te duur.’",
    ),
    (
        "all", AllOf((AtLeast(count=1), NoVeto())), "y--", {"parties": PARTIES[:1]},
        ("Alle onderdelen zijn nodig: 2 van 2 gehaald. 1 van 1 partij zegt ja. Nodig is er ten minste 1. "
        "Niemand spreekt een veto uit."),
        "All parts are needed: 2 of 2 reached. 1 of 1 party says yes. At least 1 is needed. Nobody vetoes.",
    ),
    (
        "any", AnyOf((Everyone(), NoVeto())), "", {"parties": PARTIES[:1]},
        ("Eén onderdeel is genoeg: 1 van 2 gehaald. 0 van 1 partij zeggen ja. Iedereen is nodig. "
        "Nog nodig: Branche. Niemand spreekt een veto uit."),
        ("One part is enough: 1 of 2 reached. 0 of 1 party say yes. Everybody is needed. "
        "Still needed: Branche. Nobody vetoes."),
    ),
)  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda c: c[0])
def test_each_rule_explains_itself(case: tuple[Any, ...], language: str) -> None:
    _, rule, said, more, dutch, english = case
    expected = dutch.replace(" %", "\N{NO-BREAK SPACE}%") if language == "nl" else english
    assert told(language, rule, said, **more) == expected


def test_a_reason_is_given_once_and_the_name_in_every_part() -> None:
    line = consent_words.explained(outcome(AllOf((Everyone(), NoVeto())), "v"), WHO, "nl")
    assert [part.notes[-1] for part in line.parts] == [
        "Branche spreekt een veto uit: ‘Te duur.’",
        "Branche spreekt een veto uit.",
    ]


def test_an_objection_without_a_reason_is_told_without_one() -> None:
    asked = outcome(Everyone(), "nv---")
    bare = replace(asked.why, objecting=tuple(replace(o, reason="") for o in asked.why.objecting))
    line = consent_words.explained(replace(asked, why=bare), WHO, "nl")
    assert line.notes == ("Bond spreekt een veto uit.", "Branche is tegen.")


@pytest.mark.parametrize(
    ("value", "bar", "expected"),
    [
        (Fraction(2, 3), Fraction(4, 5), "66,66 %"),
        (Fraction(7999, 10000), Fraction(4, 5), "79,99 %"),
        (Fraction(79999, 100000), Fraction(4, 5), "79,99 %"),
        (Fraction(4, 5), Fraction(4, 5), "80 %"),
        (Fraction("0.123455"), Fraction("0.123456"), "12,3455 %"),
        (Fraction(0), Fraction(4, 5), "0 %"),
        (Fraction(1), Fraction(1), "100 %"),
    ],
)
def test_a_share_never_reads_as_more_than_it_is(value: Fraction, bar: Fraction, expected: str) -> None:
    shown = consent_words.percentage(value, "nl", exact_to=bar)
    assert shown == expected.replace(" ", "\N{NO-BREAK SPACE}")


def test_the_words_of_a_state_go_with_a_shape() -> None:
    lines = [consent_words.explained(outcome(Everyone(), said), WHO, "nl") for said in ("yyyyy", "y", "n")]
    assert [line.mark for line in lines] == [
        ("ok", "check", "gehaald"),
        ("wait", "up", "nog niet gehaald"),
        ("stop", "cross", "zo niet te halen"),
    ]


@pytest.mark.parametrize(
    ("least", "expected"), [("3/5", "60%"), ("1/3", "1/3"), ("0.805", "80.5%"), ("1", "100%")]
)
def test_a_bar_is_a_percentage_or_a_fraction_that_has_no_end(least: str, expected: str) -> None:
    assert consent_words.bar(Fraction(least), "en") == expected
