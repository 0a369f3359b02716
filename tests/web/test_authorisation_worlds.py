"""Two worlds that differ only in what one may not read are, to that reader, one world to the byte."""

import random
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.database import Databases
from tests.web import parts, planted, test_authorisation_leaks, theatre
from tracker.web.pages import covenants

READERS = ("anonymous", "supporter", "rival", "other company")
"""Rivals read what lies on the table, so for them only the secrets above the table differ. A manager is
not among them: the register of texts tells managers the hash of a draft, which is meant to be known."""
SAMPLE = 3
"""Of the fragments, filters and earlier days each reader asks every third, each another third."""
PAGES = {name: route for name, route in test_authorisation_leaks.PAGES.items() if name != "GET /health"}


@contextmanager
def same_chance() -> Iterator[None]:
    """Ids that are the same in every world: they tell one row from another and nothing else."""
    dice = random.Random(2026)

    def made() -> uuid.UUID:
        return uuid.UUID(int=dice.getrandbits(128), version=4)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid, "uuid4", made)
        yield


@pytest.fixture(scope="module")
def worlds(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, tuple[theatre.Theatre, theatre.Theatre]]]:
    """Per reader two worlds that differ in every secret this reader may not read."""
    with ExitStack() as stack:

        def world(folder: Path, differing: frozenset[str]) -> theatre.Theatre:
            with same_chance():
                url = stack.enter_context(databases.fresh("sqlite"))
                return stack.enter_context(theatre.playing(url, folder, differing))

        made: dict[frozenset[str], theatre.Theatre] = {}
        found = {}
        for reader in READERS:
            hidden = frozenset(n for n, s in planted.SECRETS.items() if reader not in s.readers())
            if reader == "other company":
                hidden -= {"share"}  # the sum is public and stays, so its own share would have to differ
            pair = []
            for differing in (frozenset[str](), hidden):
                if differing not in made:
                    made[differing] = world(tmp_path_factory.mktemp("world"), differing)
                pair.append(made[differing])
            found[reader] = (pair[0], pair[1])
        yield found


def shown(at: theatre.Theatre, reader: str, path: str, headers: dict[str, str]) -> tuple[int, str, str]:
    """A whole answer as the reader gets it: status, headers with length and tag, and body."""
    covenants.bodies._kept.clear()  # kept per covenant and line number, which both worlds share
    answer = at.ask(reader, "GET", path, headers=headers)
    told = sorted((k, v) for k, v in answer.headers.multi_items())
    return answer.status_code, str(told), theatre.masked(answer)


@pytest.mark.parametrize("reader", READERS)
def test_what_one_may_not_read_changes_nothing_one_sees(
    worlds: dict[str, tuple[theatre.Theatre, theatre.Theatre]], reader: str
) -> None:
    one, other = worlds[reader]
    wrong = []
    for route in PAGES.values():
        plain: list[test_authorisation_leaks.Visit] = [
            (parts.address(one, route, part), {}) for part in parts.PARTS[route.name]
        ]
        others = list(test_authorisation_leaks.visits(one, route))
        for path, headers in [*plain, *others[READERS.index(reader) % SAMPLE :: SAMPLE]]:
            if shown(one, reader, path, dict(headers)) != shown(other, reader, path, dict(headers)):
                wrong.append(f"{path} {dict(headers)}")
    assert not wrong, "\n".join(wrong)


def test_the_worlds_differ_for_whoever_may_read(
    worlds: dict[str, tuple[theatre.Theatre, theatre.Theatre]],
) -> None:
    """The control: the same comparison notices what the facilitator may read."""
    one, other = worlds["anonymous"]
    path = f"/convenanten/{one.stage.slug}/registers/mandaten"
    assert shown(one, "facilitator", path, {}) != shown(other, "facilitator", path, {})
    assert shown(one, "anonymous", path, {}) == shown(other, "anonymous", path, {})
