"""Fixtures every test may ask for: a database of either kind, an engine on it, and the browser's program."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings

from tests import database
from tracker.store import db

SHARED: pytest.StashKey[ExitStack] = pytest.StashKey()
SERVER: pytest.StashKey[str] = pytest.StashKey()

slow_is_fine = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
settings.register_profile("short", max_examples=40, deadline=None, suppress_health_check=slow_is_fine)
settings.register_profile("full", max_examples=1000, deadline=None, suppress_health_check=slow_is_fine)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """With `-n`, one PostgreSQL server for all workers: each makes its own template on it."""
    config: pytest.Config = node.config
    if SHARED not in config.stash:
        config.stash[SHARED] = ExitStack()
        config.stash[SERVER] = config.stash[SHARED].enter_context(database.postgresql_server())
    node.workerinput["postgresql"] = config.stash[SERVER]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests first: they come in long files, and a long file that begins last is waited for."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


def pytest_unconfigure(config: pytest.Config) -> None:
    if SHARED in config.stash:
        config.stash[SHARED].close()


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[database.Databases]:
    """For tests that need more than one database, or one per Hypothesis example: `databases.fresh(kind)`."""
    given: dict[str, str] = getattr(request.config, "workerinput", {})
    worker = given.get("workerid", "main")
    with ExitStack() as stack:

        def server() -> str:
            return given.get("postgresql") or stack.enter_context(database.postgresql_server())

        made = database.Databases(tmp_path_factory.mktemp("databases"), server, worker)
        yield made
        made.close()


@pytest.fixture(scope="session")
def postgresql(databases: database.Databases) -> str:
    """The address of this run's PostgreSQL server. A missing server fails; it never skips."""
    return databases.server


@pytest.fixture(params=database.KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Whatever asks for this, or for what stands on it, runs on both; `-k sqlite` takes one."""
    return str(request.param)


@pytest.fixture
def database_url(databases: database.Databases, database_kind: str) -> Iterator[str]:
    """An empty database at the newest schema."""
    with databases.fresh(database_kind) as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    made = db.make_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser the journeys drive; `./run test` sees to it that there is one."""
    found = os.environ.get("TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "There is no Chromium: ./run test installs it, or point TEST_CHROMIUM at one."
    return Path(found)
