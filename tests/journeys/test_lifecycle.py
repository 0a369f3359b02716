"""One covenant from its first invitation to its end, by several people, through the screens only."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys import chapter_initiative
from tests.journeys.conftest import Served
from tests.journeys.troupe import Troupe


@pytest.fixture
def troupe(served: Served, context: Callable[..., BrowserContext]) -> Troupe:
    """Each person in a browser of their own: one without JavaScript, one on a telephone."""
    desk = context(scripts=False)
    desk.route("**/static/**", lambda route: route.abort())
    return Troupe(
        served,
        nadia=context().new_page(),
        desk=desk.new_page(),
        bram=context().new_page(),
        tamar=context(scripts=False).new_page(),
        diederik=context().new_page(),
        noor=context(width=360).new_page(),
        casper=context().new_page(),
    )


def test_a_new_covenant_goes_through_all_four_stages_to_its_end(troupe: Troupe) -> None:
    chapter_initiative.play(troupe)
