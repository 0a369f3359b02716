"""`./run` on a machine with Python and a package registry, and nothing else."""

import importlib.machinery
import subprocess
import types
from pathlib import Path

import pytest

from tests.house import checkout
from tests.setup import machine
from tracker import config


@pytest.mark.slow
@pytest.mark.parametrize("uv", [True, False], ids=["with uv", "with pip"])
def test_a_clean_clone_serves_with_one_command(tmp_path: Path, port: int, uv: bool) -> None:
    here = machine.clone(tmp_path / "clone")
    env = machine.bare(tmp_path / "home", uv=uv)
    with machine.serving(["./run"], here, env, port) as site:
        assert site.address in site.printed
        assert "Aanmelden" in site.printed
        health = site.json("/health")
        assert (health["status"], health["version"], health["database"]) == ("ok", config.VERSION, "sqlite")
        assert config.PRODUCT in site.text("/aanmelden")
    assert (here / "var" / "tracker.db").exists()

    again = subprocess.run(
        ["./run", "tracker", "verify"], cwd=here, env=env, check=True, capture_output=True, text=True
    )
    assert "Setting up" not in again.stderr

    kept = here / ".venv" / "of-a-developer"
    kept.touch()
    (here / "requirements.lock").write_text((here / "requirements.lock").read_text() + "# changed\n")
    changed = subprocess.run(
        ["./run", "tracker", "verify"], cwd=here, env=env, check=True, capture_output=True, text=True
    )
    assert "Setting up" in changed.stderr
    assert kept.exists(), "what a developer put there stays"


def test_help_needs_nothing_installed(tmp_path: Path) -> None:
    here = machine.clone(tmp_path / "clone")
    env = machine.bare(tmp_path / "home", uv=False)
    done = subprocess.run(["./run", "help"], cwd=here, env=env, check=True, capture_output=True, text=True)
    assert done.stdout.startswith("Usage: ./run [command]\n")
    assert not (here / ".venv").exists()


def test_an_unknown_command_is_named_and_the_known_ones_listed(tmp_path: Path) -> None:
    here = machine.clone(tmp_path / "clone")
    env = machine.bare(tmp_path / "home", uv=False)
    done = subprocess.run(["./run", "tset"], cwd=here, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "There is no command 'tset'." in done.stderr
    assert "./run test" in done.stdout


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("chromium", "Ask for: apt-get install chromium"),
        ("checkers", "Ask for: apt-get install default-jre-headless"),
    ],
)
def test_what_may_not_be_installed_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str, sentence: str
) -> None:
    """Without a package manager that we may use, nothing is tried and the sentence says what to ask for."""
    loader = importlib.machinery.SourceFileLoader("run_door", str(checkout.ROOT / "run"))
    door = types.ModuleType(loader.name)
    door.__file__ = loader.path
    loader.exec_module(door)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("TEST_CHROMIUM", raising=False)
    with pytest.raises(door.Missing) as refused:
        getattr(door, what)()
    assert str(refused.value).endswith(sentence)
    assert "is missing and this account may not install it." in str(refused.value)
