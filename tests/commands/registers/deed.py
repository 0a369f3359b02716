"""What a deed is in these tests: what has to be there first, how it is done right, and what others are told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from tests.cast import Play
from tracker import policy
from tracker.commands import act

FAC = "Dit kan alleen de facilitator van dit convenant."
PARTY = "Dit kan alleen de partij zelf, of de facilitator namens de partij."
HIDDEN = ""
"""Instead of a sentence: for this reader it does not exist."""
REASON = "Een reden van minimaal twintig tekens."


def _nothing(_session: Session, _play: Play) -> str:
    return ""


@dataclass(frozen=True)
class Deed:
    """`before` makes what the deed works on and returns its id; `do` does it."""

    kind: str
    do: Callable[..., act.Receipt]
    before: Callable[[Session, Play], str] = _nothing
    rival: str = FAC
    """What another party at the table is told."""
    stranger: str = FAC
    """What somebody with no part in this covenant is told."""
    once_more: bool = True
    """Whether doing it again under another key is refused or changes things once more."""
    by: str = "Nadia Verkerk"
    """Who does it: of what only a party itself can do, that party's own voice."""


def _plain(command: Callable[..., act.Receipt], **given: Any) -> Callable[..., act.Receipt]:
    """A deed that needs only the same fields each time."""

    def do(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
        return command(session, actor, usual.pop("covenant_id", play.id), **given, **usual)

    return do


def _on(command: Callable[..., act.Receipt], **given: Any) -> Callable[..., act.Receipt]:
    """A deed on the row that was made before."""

    def do(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
        return command(session, actor, usual.pop("covenant_id", play.id), it, **given, **usual)

    return do
