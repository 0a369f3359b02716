"""The floors: what may import what, as `pyproject.toml` says it."""

import subprocess
import sys
from pathlib import Path

from tests.house import checkout


def test_every_import_contract_is_kept() -> None:
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=checkout.ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_module_without_a_floor_is_noticed(tmp_path: Path) -> None:
    """The mutant: the contracts above would say nothing if they looked at nothing."""
    for path in checkout.files():
        if path.parts[0] in {"tracker", "workflows", "pyproject.toml"} and path.suffix in {".py", ".toml"}:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes((checkout.ROOT / path).read_bytes())
    (tmp_path / "tracker" / "loft.py").write_text('"""A room without a floor."""\n')
    program = Path(sys.executable).parent / "lint-imports"
    words = [str(program), "--no-logo", "--no-cache", "--contract", "floors"]
    done = subprocess.run(words, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "loft" in done.stdout
