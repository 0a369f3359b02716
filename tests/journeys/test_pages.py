"""Every page in Dutch, wide and narrow, light and dark: readable by everybody and on every device."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import addresses, looking, shown

pytestmark = pytest.mark.browser


def test_every_route_that_is_read_has_an_address_here(demonstrated: shown.Shown) -> None:
    routes = addresses.routes()
    answered = set()
    for address in addresses.EVERY:
        path = demonstrated.path(address).partition("?")[0]
        answered.add(next((name for name, shape in routes.items() if shape.match(path)), None))
    assert set(routes) - answered - set(addresses.NO_PAGE) == set()
    assert set(addresses.NO_PAGE) - set(routes) == set()


@pytest.mark.parametrize("number", range(len(addresses.EVERY)), ids=addresses.NAMES)
def test_is_for_everybody(
    number: int, reader: Callable[[str], Page], demonstrated: shown.Shown, written: re.Pattern[str]
) -> None:
    """One page wide and light, the next narrow and dark; in English it is the other way round."""
    address = addresses.EVERY[number]
    page, look = reader(address.who), looking.WIDE if number % 2 else looking.NARROW
    looking.visit(page, demonstrated.path(address), address, look, "nl")
    assert looking.problems(page, "nl", written) == []
