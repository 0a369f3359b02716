"""A machine with nothing of ours on it: an empty home, a clean clone, a server that is stopped again."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.house import checkout

# What names this run, its environment or its caches would make the bare machine less bare.
OURS = ("TRACKER_", "TEST_", "PYTEST_", "UV_CACHE", "XDG_", "VIRTUAL_ENV", "PYTHONPATH", "COVERAGE", "PATH")


def python() -> str:
    """The interpreter below this environment: what a machine has before anything is set up."""
    return str(getattr(sys, "_base_executable", sys.executable))


def bare(home: Path, *, uv: bool) -> dict[str, str]:
    """An environment with an empty home, in which `uv` is found or not."""
    home.mkdir()
    programs = home.with_name(f"{home.name}-programs")
    programs.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    wanted = ["git", "sh", "env", *(["uv"] if uv else [])]
    for name in wanted:
        if found := shutil.which(name):
            (programs / name).symlink_to(Path(found).resolve() if name != "uv" else real_uv(found))
    (programs / "python3").symlink_to(python())
    return {**kept, "HOME": str(home), "PATH": str(programs)}


def real_uv(found: str) -> Path:
    """The program itself: a version manager's stand-in would not run outside its own folder."""
    beside = Path(python()).with_name("uv")
    return beside if beside.exists() else Path(found)


def clone(to: Path) -> Path:
    """The last commit, as somebody else would get it."""
    words = ["git", "clone", "--quiet", "--no-local", str(checkout.ROOT), str(to)]
    subprocess.run(words, check=True, capture_output=True)
    return to


@dataclass(frozen=True)
class Site:
    """A running product: where it is, and what it printed when it was there."""

    address: str
    printed: str

    def text(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:  # noqa: S310
            body: bytes = answer.read()
        return body.decode("utf-8")

    def json(self, path: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text(path))
        return found


@contextmanager
def serving(words: Sequence[str], cwd: Path, env: dict[str, str], port: int) -> Iterator[Site]:
    """Start it, wait for its first healthy answer, hand it over, stop it."""
    out = cwd / f"printed-{port}.txt"
    address = f"http://127.0.0.1:{port}"
    with out.open("wb") as output:
        server = subprocess.Popen(
            words, cwd=cwd, env={**env, "TRACKER_PORT": str(port)}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _await(server, f"{address}/health", out)
            yield Site(address, out.read_text(encoding="utf-8"))
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _await(server: "subprocess.Popen[bytes]", address: str, out: Path) -> None:
    until = time.monotonic() + 240
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, ConnectionError, TimeoutError) as problem:
            if server.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"It never answered: {out.read_text()[-3000:]}") from problem
            time.sleep(0.1)
        else:
            return
