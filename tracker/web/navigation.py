"""The main menu: which links a reader gets, and which of them is the page they are on."""

from typing import NamedTuple

from tracker import policy
from tracker.locale import N_

ITEMS: tuple[tuple[str, str, str], ...] = (
    ("/", "work.own", N_("Mijn werk")),
    ("/convenanten", "portfolio.read", N_("Convenanten")),
    ("/dashboard", "dashboard.read", N_("Dashboard")),
    ("/beheer", "account.manage", N_("Beheer")),
)
"""Path, the deed that opens it, and the word; an entry whose page does not exist is left out."""


class Link(NamedTuple):
    """One entry; `current` when the reader is on this page or below it."""

    path: str
    label: str
    current: bool


def main(actor: policy.Actor, paths: frozenset[str], here: str) -> list[Link]:
    """The menu for this actor."""
    standing = policy.relations(actor)
    return [
        Link(path, label, here == path or (path != "/" and here.startswith(path + "/")))
        for path, deed, label in ITEMS
        if path in paths and policy.may(standing, deed)
    ]
