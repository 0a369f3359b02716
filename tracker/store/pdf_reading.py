"""The text of a PDF, read in a process of its own that may use only so much time, memory and words.

Run as a program with the path of a PDF; it answers with JSON. It imports nothing of ours, so that a
document that was made to harm can reach nothing of ours.
"""

import json
import sys
from contextlib import suppress

MOST_PAGES = 600
MOST_CHARACTERS = 3_000_000
MEMORY = 1024 * 1024 * 1024
SECONDS = 10
HUGE, ENCRYPTED, BROKEN = "huge", "encrypted", "broken"


def read(path: str) -> dict[str, object]:
    """The lines of every page; or, under `no`, why they could not be read."""
    # imported here: the parent process reads the limits above without paying for the library
    import pypdf

    try:
        reader = pypdf.PdfReader(path)
        if reader.is_encrypted:
            return {"no": ENCRYPTED}
        if len(reader.pages) > MOST_PAGES:
            return {"no": HUGE}
        pages, size = [], 0
        for page in reader.pages:
            text = page.extract_text()
            size += len(text)
            if size > MOST_CHARACTERS:
                return {"no": HUGE}
            pages.append(text.splitlines())
    except MemoryError:
        return {"no": HUGE}
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the library say, it cannot be read
        return {"no": BROKEN}
    return {"pages": pages}


def _bounded() -> None:
    """Let the system stop this process past its time and memory, where the system can."""
    with suppress(ImportError, ValueError, OSError):
        import resource  # not on every system

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    _bounded()
    sys.stdout.write(json.dumps(read(sys.argv[1])))
