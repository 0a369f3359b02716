"""Every page in English, wide where the Dutch one is looked at narrow and the other way round."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys import addresses, looking, shown

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("number", range(len(addresses.EVERY)), ids=addresses.NAMES)
def test_is_for_everybody_in_english(
    number: int, reader: Callable[[str], Page], demonstrated: shown.Shown, written: re.Pattern[str]
) -> None:
    address = addresses.EVERY[number]
    page, look = reader(address.who), looking.NARROW if number % 2 else looking.WIDE
    looking.visit(page, demonstrated.path(address), address, look, "en")
    assert looking.problems(page, "en", written) == []
