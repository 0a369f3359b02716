"""One way to ask a route: its places, its form, whose thing it is; and ways that come back often."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tests.web import theatre
from tracker import policy

TODAY = "2026-03-02"
LONG = "Een reden van meer dan twintig tekens."
COVENANT = "/convenanten/{slug}"
REGISTERS = f"{COVENANT}/registers"
PARTY = f"{COVENANT}/partijen/{{party_id}}"
ITEM = f"{PARTY}/vereisten/{{code}}"

KNOWN: Mapping[str, Mapping[str, str]] = {
    **policy.SEES,
    "invitation": dict.fromkeys((policy.FACILITATOR, policy.PARTY, policy.MANAGER, policy.AUDITOR), "full"),
    "own sign-in": {},
    "file of the table": dict.fromkeys((policy.FACILITATOR, policy.PARTY), "full"),
}
"""Who may know of a thing, by its class. An invitation is known to the table and to who was invited."""


@dataclass(frozen=True)
class Part:
    """One way to ask one route."""

    places: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    owner: str = ""
    level: str = policy.PUBLIC
    query: str = ""
    deed: str = ""
    """The deed of the command where that is not the one of the route."""
    also: frozenset[str] = frozenset()
    """Who gets in through another covenant than the one on stage."""
    foreign: bool = False
    """The object exists, but in no place where this reader can reach it: 404 for everybody."""

    def known(self, standing: policy.Standing) -> bool:
        """Whether this standing may know that the thing is there at all."""
        if self.foreign:
            return False
        if self.level == policy.PUBLIC or (self.owner and self.owner in standing.own):
            return True
        table = KNOWN[self.level]
        return any(table.get(relation, "none") != "none" for relation in standing.relations)


def address(at: theatre.Theatre, route: theatre.Route, part: Part) -> str:
    """Where to ask it, with the ids of the stage filled in."""
    places = {"slug": at.stage.slug, **{k: at.resolve(v) for k, v in part.places.items()}}
    return route.path.format(**places) + (f"?{part.query}" if part.query else "")


def on(owner: str, level: str = policy.PUBLIC, **places: str) -> Part:
    return Part(places={"party_id": f"@{owner}", **places}, owner=owner, level=level)


THREE = (on("party"), on("company"), on("invited", "invitation"))
"""A party, a company, and an organisation that was only asked: each its own, a rival's or a stranger's."""


def steps(form: Mapping[str, Any], among: tuple[Part, ...] = THREE) -> tuple[Part, ...]:
    return tuple(replace(part, form={"on": TODAY, "reason": LONG, **form}) for part in among)


def rows(key: str, level: str, owner: str = "", form: Mapping[str, Any] | None = None) -> tuple[Part, ...]:
    """A row of a register, and one that belongs nowhere."""
    sent = {"on": TODAY, "note": LONG, "reason": LONG, **(form or {})}
    return (Part({"row_id": f"@{key}"}, sent, owner, level),)


def for_party(form: Mapping[str, Any], *owners: str) -> tuple[Part, ...]:
    """A form that names the participation it is about."""
    return tuple(Part({}, {"participation_id": f"@{o}", **form}, o) for o in owners)
