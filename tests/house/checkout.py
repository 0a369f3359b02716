"""What the checkout consists of: the files git knows, and those it will know with the next commit."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Paths below the checkout, ignored ones left out."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(sorted(Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()))


def text(path: Path | str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def texts() -> tuple[tuple[Path, str], ...]:
    """Every file that is text; fonts and pictures are not."""
    found = []
    for path in files():
        raw = (ROOT / path).read_bytes()
        if b"\0" not in raw:
            found.append((path, raw.decode("utf-8")))
    return tuple(found)
