"""What a party keeps or seals changes no byte of anybody else's pages, until it is opened for all at once."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.commands.positions.conftest import UNION
from tests.database import Databases
from tests.web import theatre, two_tables
from tests.web.two_tables import DRAFT, FOURTH, READERS, SENTENCE, WAY, World
from tracker.store import db, ledger, tables
from tracker.web.pages import covenants

EVERYBODY = (*READERS, "anonymous")
SECRETS = (SENTENCE, WAY, DRAFT, "Eerst nog anders.")
SEEN = re.compile(r'name="seen" value="(\d+)"')
Answer = tuple[int, str, str]


@pytest.fixture(scope="module")
def worlds(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, World]]:
    """Without and with what the party keeps for itself."""
    with ExitStack() as stack:
        yield tuple(  # type: ignore[misc]
            stack.enter_context(
                two_tables.world(
                    stack.enter_context(databases.fresh("sqlite")),
                    tmp_path_factory.mktemp("world"),
                    secret=secret,
                )
            )
            for secret in (False, True)
        )


def shown(at: World, reader: str, path: str, method: str = "GET") -> Answer:
    """A whole answer as the reader gets it: status, headers with length and tag, and body."""
    covenants.bodies._kept.clear()  # kept per covenant and line number, which both worlds share
    answer = at.theatre.ask(reader, method, path)
    return answer.status_code, str(sorted(answer.headers.multi_items())), theatre.masked(answer)


def differing(one: World, other: World, reader: str) -> list[str]:
    """The pages of the script on which this reader could tell the worlds apart."""
    return [p for p in two_tables.paths(one) if shown(one, reader, p) != shown(other, reader, p)]


@pytest.mark.parametrize("reader", EVERYBODY)
def test_nobody_else_can_tell_whether_a_party_keeps_or_sealed_anything(
    worlds: tuple[World, World], reader: str
) -> None:
    one, other = worlds
    assert differing(one, other, reader) == []
    check = "/beheer/logboek-controle"
    assert shown(one, reader, check, "POST") == shown(other, reader, check, "POST")


def test_the_numbers_in_forms_are_the_same_also_after_a_later_line(worlds: tuple[World, World]) -> None:
    numbers = []
    for at in worlds:
        page = at.theatre.get("rival", f"{at.home}/teksten/{at.text}/standpunt")
        assert page.status_code == 200
        numbers.append(SEEN.findall(page.text))
        with db.reading(at.theatre.engine) as session:
            numbers.append([str(ledger.head(session, at.play.id).size)] * len(numbers[-1]))
    assert numbers[0]
    assert numbers[0] == numbers[2], "what is read"
    assert numbers[1] == numbers[3], "what is counted"


def test_the_facilitator_sees_who_is_in_and_not_what(worlds: tuple[World, World]) -> None:
    one, other = worlds
    page = f"{one.home}/teksten/{one.text}/standpunten"
    assert differing(one, other, "facilitator") == [
        page,
        f"{page}?artikelen=alle",
    ]
    told = [rows_in(at.theatre.get("facilitator", page).text) for at in worlds]
    # the first party, and only in the other world the second one
    assert [sum(row.values()) for row in told] == [1, 2]
    assert set(told[0]) == set(told[1])
    for path in two_tables.paths(other):
        text = other.theatre.get("facilitator", path).text
        assert not [s for s in SECRETS if s in text], path


def rows_in(page: str) -> dict[str, bool]:
    table = page.partition('id="binnen-kop"')[2].partition("</table>")[0]
    found = re.findall(r'<th scope="row"><a[^>]*>([^<]+)</a></th><td>(.*?)</td>', table)
    return {name: ">ja<" in cell for name, cell in found}


def test_the_party_itself_reads_what_it_keeps(worlds: tuple[World, World]) -> None:
    one, other = worlds
    page = f"{one.home}/teksten/{one.text}/standpunt"
    assert DRAFT not in one.theatre.get("party", page).text
    text = other.theatre.get("party", page).text
    assert all(s in text for s in (DRAFT, SENTENCE))


def test_when_the_last_one_is_in_the_table_reads_it_and_nobody_else(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The control: there was something to leak, and it comes out in one line for whoever sits at the table."""
    folder = tmp_path_factory.mktemp("opened")
    with databases.fresh("sqlite") as url, two_tables.world(url, folder, secret=True) as at:
        page = f"{at.home}/teksten/{at.text}/standpunten"
        at.seal(UNION)
        assert SENTENCE not in at.theatre.get("rival", page).text
        at.seal(FOURTH)
        reads = {
            who: SENTENCE in at.theatre.get(who, page).text for who in (*EVERYBODY, "facilitator", "party")
        }
        assert {who for who, found in reads.items() if found} == {
            "rival", "other rival", "facilitator", "party",
        }  # fmt: skip
        rival = at.theatre.get("rival", page).text
        assert "Eén fundamenteel bezwaar staat open, op artikel 5 lid 2." in rival
        answers = {p: at.theatre.get("rival", p) for p in two_tables.paths(at)}
        assert not [p for p, a in answers.items() if DRAFT in a.text], (
            "what was not sealed stays in the drawer"
        )
        assert sum(a.status_code == 200 for a in answers.values()) > len(answers) // 2, "a script of pages"
        with db.reading(at.theatre.engine) as session:
            kinds = [line.kind for line in ledger.lines(session, at.play.id)]
        assert kinds.count("round.reveal") == 1


def test_drafts_in_the_covenants_own_log_would_be_noticed(
    worlds: tuple[World, World], databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The mutant: had drafts been lines of the covenant's log, readers would tell the worlds apart."""
    folder = tmp_path_factory.mktemp("spilt")
    with databases.fresh("sqlite") as url, two_tables.world(url, folder, secret=True, spilt=True) as spilt:
        assert differing(worlds[0], spilt, "rival")


def test_drafts_of_a_wider_class_would_be_noticed(
    worlds: tuple[World, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutant: had the class of drafts been 'table', a rival would read them on its own form."""
    kept = tables.Draft.__exposure__
    wide = type(kept)(row="table", owner=kept.owner, content_columns=kept.content_columns)
    monkeypatch.setattr(tables.Draft, "__exposure__", wide)
    assert differing(*worlds, "rival")
