"""A deputy at every page of the covenant: what the party sees within the period, and nothing of it outside."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.database import Databases
from tests.web import parts, stage_set, theatre
from tracker import policy
from tracker.store import accounts, db

PAGES = sorted(
    r.name
    for r in theatre.routes()
    if r.method == "GET" and "{slug}" in r.path and r.path.startswith("/convenanten")
)


@pytest.fixture(scope="module")
def stage(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[theatre.Theatre]:
    with theatre.rehearsing(databases, "sqlite", tmp_path_factory.mktemp("deputy")) as set_up:
        yield set_up


def statuses(at: theatre.Theatre, actor: str) -> dict[str, int]:
    routes = {r.name: r for r in theatre.routes()}
    return {
        f"{name} {n}": at.get(actor, parts.address(at, routes[name], part)).status_code
        for name in PAGES
        for n, part in enumerate(parts.PARTS[name])
    }


def test_within_the_period_a_deputy_opens_what_the_party_opens(stage: theatre.Theatre) -> None:
    assert statuses(stage, "deputy") == statuses(stage, "party")


def test_before_and_after_it_a_deputy_is_somebody_without_a_part(stage: theatre.Theatre) -> None:
    with db.reading(stage.engine) as session:
        for away in (timedelta(days=-1), timedelta(days=30)):
            moment = stage_set.OPENED + away
            who = accounts.actor_for(session, stage.stage.accounts["deputy"], today=moment.date())
            assert who is not None
            assert who.deputising == frozenset()
            assert policy.relations(who, stage.stage.covenant_id).own == frozenset()


def test_a_deputy_reads_nothing_of_another_party(stage: theatre.Theatre) -> None:
    page = f"/convenanten/{stage.stage.slug}/partijen/{stage.stage.ids['rival']}"
    assert stage.get("deputy", f"{page}/vervanging").status_code == 403
    form = {"motivation": "Namens een ander."}
    assert stage.ask("deputy", "POST", f"{page}/bijdrage", form).status_code == 403
