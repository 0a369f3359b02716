"""The lock files are one decision, and no version in it is known to be unsafe."""

import json
import re
import tomllib
from functools import cache
from typing import Any

import pytest

from tests.house import checkout

NAME = "convenantwijzer"
FLOORS = {
    "pysqlite3": (0, 6, 1),  # carries an SQLite without the WAL-reset corruption
    "starlette": (1, 3, 1),  # a Host header could poison the path; form limits were ignored
    "python-multipart": (0, 0, 34),
    "sqlalchemy": (2, 1, 9),
}


@cache
def _uv() -> dict[str, dict[str, Any]]:
    return {package["name"]: package for package in tomllib.loads(checkout.text("uv.lock"))["package"]}


@cache
def _exported(lock: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Name to version and hashes."""
    found = {}
    for block in re.split(r"\n(?=\S)", checkout.text(lock).replace("\\\n", "")):
        name, version = re.match(r"([\w.-]+)(?:\[.*?\])?==([\w.!+]+)", block).groups()  # type: ignore[union-attr]
        found[name] = (version, frozenset(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block)))
    return found


def _locked(package: dict[str, Any]) -> tuple[str, frozenset[str]]:
    archives = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    return package["version"], frozenset(archive["hash"] for archive in archives)


def _needed(*roots: dict[str, Any]) -> set[str]:
    """Everything that the given requirements draw in, on any platform."""
    packages, found, waiting = _uv(), set(), list(roots)
    seen: set[str] = set()
    while waiting:
        wanted = waiting.pop()
        for extra in ("", *wanted.get("extra", [])):
            if (spot := f"{wanted['name']}[{extra}]") not in seen:
                seen.add(spot)
                found.add(wanted["name"])
                package = packages[wanted["name"]]
                extras = package.get("optional-dependencies", {})
                waiting += extras.get(extra, []) if extra else package.get("dependencies", [])
    return found


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_an_exported_lock_says_what_uv_lock_says(lock: str) -> None:
    project = _uv()[NAME]
    roots = list(project["dependencies"])
    if lock == "requirements-dev.lock":
        roots += [root for group in project["dev-dependencies"].values() for root in group]
    assert _exported(lock) == {name: _locked(_uv()[name]) for name in _needed(*roots)}


def test_the_lock_knows_what_the_project_asks_for() -> None:
    project = tomllib.loads(checkout.text("pyproject.toml"))["project"]
    asked = {re.split(r"[\[<>=;! ]", wish)[0] for wish in project["dependencies"]}
    locked = {wish["name"]: wish for wish in _uv()[NAME]["metadata"]["requires-dist"]}
    assert set(locked) == asked
    for wish in project["dependencies"]:
        name = re.split(r"[\[<>=;! ]", wish)[0]
        bounds = re.search(r"[<>=][^;]*", wish)
        assert locked[name].get("specifier", "") == (bounds[0].strip() if bounds else ""), wish


def test_every_archive_has_a_hash() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert [name for name, (_, hashes) in _exported(lock).items() if not hashes] == [], lock
    packages = json.loads(checkout.text("package-lock.json"))["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_no_lock_but_uvs_names_where_packages_come_from() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock", "package-lock.json"):
        assert "://" not in checkout.text(lock), lock
    sources = {package["source"].get("registry") for package in _uv().values()} - {None}
    assert sources == {"https://pypi.org/simple"}


@pytest.mark.parametrize("name", FLOORS)
def test_no_version_below_its_floor(name: str) -> None:
    version, _ = _exported("requirements.lock")[name]
    assert tuple(int(part) for part in version.split(".")[:3]) >= FLOORS[name]
