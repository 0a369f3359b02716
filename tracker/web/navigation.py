"""The main menu: which links a reader gets, and which of them is the page they are on."""

from typing import NamedTuple

from tracker import policy
from tracker.locale import N_

ITEMS: tuple[tuple[str, str, str], ...] = (
    ("/", "work.own", N_("Mijn werk")),
    ("/convenanten", "portfolio.read", N_("Convenanten")),
    ("/organisaties", "portfolio.read", N_("Organisaties")),
    ("/dashboard", "dashboard.read", N_("Dashboard")),
    ("/beheer", "account.manage", N_("Beheer")),
    ("/over", "page.read", N_("Over")),
)
"""Path, the deed that opens it, and the word; an entry whose page does not exist is left out."""


DESKS = {
    "facilitator": N_("Facilitator"),
    "vertegenwoordiger": N_("Vertegenwoordiger"),
    "manager": N_("Manager"),
    "auditor": N_("Auditor"),
    "beheerder": N_("Beheerder"),
}
"""Landing pages by the word in `?rol=`, the first that applies being the usual one."""


def desks(actor: policy.Actor) -> list[tuple[str, str]]:
    """The landing pages this reader may choose from."""
    standing = policy.relations(actor)
    applies = {
        "facilitator": any(role in ("facilitator", "secretariat") for _, role in actor.assignments)
        or policy.FACILITATOR in actor.roles,
        "vertegenwoordiger": bool(actor.organisations or actor.deputising),
        "manager": policy.MANAGER in standing.relations,
        "auditor": policy.AUDITOR in standing.relations,
        "beheerder": policy.ADMINISTRATOR in standing.relations,
    }
    return [(name, word) for name, word in DESKS.items() if applies[name]]


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
        if path in paths and policy.may(standing, deed) and not (path == "/over" and actor.signed_in)
    ]
