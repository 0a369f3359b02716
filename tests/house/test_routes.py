"""Every route names a deed of the policy, and none can be registered without one."""

from collections.abc import Iterator
from typing import Any, Literal, get_origin

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from tracker import policy
from tracker.app import create_app
from tracker.config import Settings
from tracker.web import deps, forms, security
from tracker.web.pages import ROUTERS


def routes(app: FastAPI) -> Iterator[Any]:
    """Everything the application answers, however deep it was included."""

    def walk(found: list[Any]) -> Iterator[Any]:
        for route in found:
            inner = getattr(route, "original_router", None)
            if inner is not None:
                yield from walk(inner.routes)
            else:
                yield route

    yield from walk(app.routes)


@pytest.fixture(scope="module")
def app() -> FastAPI:
    return create_app(Settings(database_url="sqlite://"))


def deed_of(route: APIRoute) -> str | None:
    return (route.openapi_extra or {}).get(deps.DEED)


def test_every_route_names_a_deed_of_the_policy(app: FastAPI) -> None:
    without = [
        f"{sorted(route.methods or set())} {route.path}"
        for route in routes(app)
        if isinstance(route, APIRoute) and deed_of(route) not in policy.MAY
    ]
    assert without == []


def test_besides_routes_with_a_deed_there_are_only_the_static_files(app: FastAPI) -> None:
    others = [route.path for route in routes(app) if not isinstance(route, APIRoute)]
    assert others == ["/static"]


def test_every_page_comes_from_a_policy_router() -> None:
    assert [type(router) for router in ROUTERS] == [deps.PolicyRouter] * len(ROUTERS)


def test_every_route_that_changes_something_asks_for_the_form_token(app: FastAPI) -> None:
    open_ones = [
        route.path
        for route in routes(app)
        if isinstance(route, APIRoute)
        and (route.methods or set()) - security.SAFE
        and deps.own_form not in [dependency.dependency for dependency in route.dependencies]
    ]
    assert open_ones == []


def test_every_route_whose_deed_is_not_public_has_a_door(app: FastAPI) -> None:
    without = []
    for route in routes(app):
        if not isinstance(route, APIRoute):
            continue
        public = policy.PUBLIC in policy.MAY[str(deed_of(route))].anyone
        doors = [d for d in route.dependencies if getattr(d.dependency, "__name__", "") == "enter"]
        if not public and len(doors) != 1:
            without.append(route.path)
    assert without == []


def test_a_page_that_only_reads_does_not_also_change() -> None:
    both = [
        route.path
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        and 0 < len((route.methods or set()) & security.SAFE) < len(route.methods or ())
    ]
    assert both == []


def test_identifiers_in_an_address_have_a_shape(app: FastAPI) -> None:
    """A bare `str` or `int` lets in whatever somebody types: huge numbers, NUL, ten thousand letters."""
    loose = []
    for route in routes(app):
        if isinstance(route, APIRoute):
            for field in route.dependant.path_params:
                if not field.field_info.metadata and get_origin(field.field_info.annotation) is not Literal:
                    loose.append(f"{route.path}: {field.name}")
    assert loose == []


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
def test_a_route_without_a_deed_cannot_be_registered(method: str) -> None:
    router = deps.PolicyRouter()
    with pytest.raises(LookupError, match="route /x needs a deed from policy.MAY, not None"):
        getattr(router, method)("/x")(lambda: None)


def test_a_route_with_an_unknown_deed_cannot_be_registered() -> None:
    router = deps.PolicyRouter()
    with pytest.raises(LookupError, match=r"not 'covenant\.eat'"):
        router.get("/x", deed="covenant.eat")(lambda: None)


@pytest.mark.parametrize(
    "way", ["route", "add_route", "mount", "head", "options", "websocket", "websocket_route"]
)
def test_there_is_no_way_round_the_policy(way: str) -> None:
    with pytest.raises(LookupError, match="registered past the policy"):
        getattr(deps.PolicyRouter(), way)("/x")


SHADOWS = {"matches", "closest", "submit", "reset", "action", "method", "target", "elements", "contains"}
"""What scripts ask of a form element itself; a field of that name hides it from them."""


def test_no_field_hides_what_scripts_ask_of_its_form() -> None:
    found: list[type[forms.Form]] = [forms.Form]
    for form in found:
        found += form.__subclasses__()
    assert len(found) > 20
    hidden = {f"{f.__module__}.{f.__name__}.{n}" for f in found for n in f.model_fields if n in SHADOWS}
    assert hidden == set()
