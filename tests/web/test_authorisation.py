"""Every route, method, actor and owner: what may happen is what the policy says, and nothing else happens."""

import html
from collections.abc import Iterator

import pytest

from tests.database import Databases
from tests.web import parts, planted, stage_set, theatre
from tracker import policy
from tracker.store import db

ROUTES = {route.name: route for route in theatre.routes()}
OPEN_DOOR = frozenset({200, 303, 409, 422})
SENTENCES = {html.escape(grant.asks) for grant in policy.MAY.values() if grant.asks}


@pytest.fixture(scope="module")
def stage(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[theatre.Theatre]:
    with theatre.rehearsing(databases, "sqlite", tmp_path_factory.mktemp("stage")) as set_up:
        yield set_up


def verdict(route: theatre.Route, part: parts.Part, actor: str) -> set[int] | frozenset[int]:
    """The statuses the policy allows; nothing here looks at an answer."""
    standing = planted.STANDINGS[actor]
    allowed = policy.may(standing, part.deed or route.deed, part.owner or None) or actor in part.also
    signed_in = policy.SIGNED_IN in standing.relations
    door = policy.PUBLIC not in policy.MAY[route.deed].anyone
    if door and not signed_in:
        return {303} if route.method == "GET" else {403}
    if not part.known(standing):
        # a form about a thing one may not know of is refused like one about a thing that is not there
        return {404} if route.method == "GET" or allowed else {403, 404}
    return OPEN_DOOR if allowed else {403}


def test_every_route_has_its_part() -> None:
    assert set(ROUTES) == set(parts.PARTS), "say in parts.py what the new route asks, and whose it is"
    for name, route in ROUTES.items():
        for part in parts.PARTS[name]:
            assert set(route.places) - {"slug"} <= set(part.places), name


def test_the_actors_are_what_the_table_says(stage: theatre.Theatre) -> None:
    with db.reading(stage.engine) as session:
        found = {actor: stage_set.truth(session, stage.stage, actor) for actor in planted.STANDINGS}
    assert found == dict(planted.STANDINGS)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_only_who_may_gets_in(stage: theatre.Theatre, name: str) -> None:
    route, wrong, inside = ROUTES[name], [], False
    for part in parts.PARTS[name]:
        path = parts.address(stage, route, part)
        form = {k: stage.resolve(v) for k, v in part.form.items() if k in route.fields}
        for actor in planted.STANDINGS:
            answer = stage.ask(actor, route.method, path, form)
            expected = verdict(route, part, actor)
            wrong += [f"{actor} at {path}: told {secret}" for secret in planted.leaked(answer, actor)]
            inside = inside or expected is OPEN_DOOR
            if answer.status_code not in expected:
                wrong.append(f"{actor} at {path}: {answer.status_code}, not {sorted(expected)}")
                continue
            if answer.status_code == 403 and not any(s in answer.text for s in SENTENCES):
                wrong.append(f"{actor} at {path}: no sentence that says who may")
            to = answer.headers.get("location", "")
            if expected == {303} and not to.startswith("/aanmelden?verder="):
                wrong.append(f"{actor} at {path}: sent to {to}")
    assert not wrong, "\n".join(wrong)
    assert inside or all(part.foreign for part in parts.PARTS[name]), f"nobody gets in at {name}"


def test_one_policy_widened_is_noticed(stage: theatre.Theatre, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with one row too wide the same question gets an answer nobody expects."""
    route = ROUTES["GET /convenanten/{slug}/gegevens"]
    part = parts.PARTS[route.name][0]
    path, expected = parts.address(stage, route, part), verdict(route, part, "rival")
    assert stage.get("rival", path).status_code in expected
    wide = policy.Grant(frozenset({policy.FACILITATOR, policy.PARTY}))
    monkeypatch.setitem(policy.MAY, "covenant.describe", wide)
    assert stage.get("rival", path).status_code not in expected


def test_what_somebody_may_read_would_be_noticed_with_somebody_else(stage: theatre.Theatre) -> None:
    """The control: the page of the facilitator, had it gone to a rival, is a leak by the same count."""
    answer = stage.get("facilitator", f"/convenanten/{stage.stage.slug}/registers/zaken")
    assert planted.leaked(answer, "facilitator") == []
    assert planted.leaked(answer, "rival") == ["case"]
