"""Named claims about facts: each answers with what is missing, or with None. No words, no I/O."""

from collections.abc import Callable

from workflows.conditions import closing, consent, implementation, quorum, signing, steps, table, text
from workflows.engine import Answer

CHECKS: dict[str, Callable[..., Answer]] = {
    check.__name__: check
    for module in (quorum, text, consent, signing, implementation, closing, steps, table)
    for check in module.CHECKS
}
"""Every claim a definition may use, by name."""
