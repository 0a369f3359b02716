"""The wheel: built, installed into an empty environment, serving from another folder."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.setup import machine
from tracker import config


def _build(source: Path, to: Path) -> Path:
    if uv := shutil.which("uv"):
        words = [uv, "build", "--quiet", "--wheel", "--out-dir", str(to)]
    else:
        words = [machine.python(), "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(to), "."]
    subprocess.run(words, cwd=source, check=True)
    (wheel,) = to.glob("*.whl")
    return wheel


def _install(wheel: Path, source: Path, to: Path) -> Path:
    """The locked versions first, so that the wheel is proved with what was tested."""
    inside = to / "bin" / "python"
    lock = ["--quiet", "--require-hashes", "--no-deps", "-r", str(source / "requirements.lock")]
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", machine.python(), str(to)], check=True)
        pip = [uv, "pip", "install", "--python", str(inside)]
    else:
        subprocess.run([machine.python(), "-m", "venv", str(to)], check=True)
        pip = [str(inside), "-m", "pip", "install"]
    subprocess.run([*pip, *lock], cwd=to, check=True)
    subprocess.run([*pip, "--quiet", "--no-deps", str(wheel)], cwd=to, check=True)
    return to / "bin" / "tracker"


@pytest.mark.slow
def test_a_wheel_serves_from_another_folder(tmp_path: Path, port: int) -> None:
    source = machine.clone(tmp_path / "clone")
    wheel = _build(source, tmp_path / "dist")
    tracker = _install(wheel, source, tmp_path / "env")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = machine.bare(tmp_path / "home", uv=False)
    shutil.rmtree(source)
    with machine.serving([str(tracker), "serve"], elsewhere, env, port) as site:
        health = site.json("/health")
        assert (health["status"], health["version"], health["database"]) == ("ok", config.VERSION, "sqlite")
        page = site.text("/aanmelden")
        style = page.split('rel="stylesheet" href="')[1].split('"')[0]
        assert "--" in site.text(style), "the style sheet came along"
    assert (elsewhere / "var" / "tracker.db").exists()

    with zipfile.ZipFile(wheel) as inside:
        top = {name.split("/")[0] for name in inside.namelist()}
    assert top == {"tracker", "workflows", f"convenantwijzer-{config.VERSION}.dist-info"}
