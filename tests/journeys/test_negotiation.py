"""Four stories about getting many parties to one text and its signatures, through the screens of several people."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys import chapter_leavers, chapter_restart, chapter_rivals, chapter_threshold
from tests.journeys.conftest import Served

pytestmark = pytest.mark.timeout(600)  # half a minute each when nothing else runs

Open = Callable[..., BrowserContext]


def test_rivals_come_to_one_text(served: Served, context: Open) -> None:
    chapter_rivals.play(served, context)


def test_six_leave_and_three_join(served: Served, context: Open) -> None:
    chapter_leavers.play(served, context)


def test_signing_under_conditions(served: Served, context: Open) -> None:
    chapter_threshold.play(served, context)


def test_a_track_is_paused_and_stopped_and_begun_again(served: Served, context: Open) -> None:
    chapter_restart.play(served, context)
