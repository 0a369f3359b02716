"""The error family: states of affairs that a person is told about, never stack traces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class TrackerError(Exception):
    """A refusal with a code (`kind`), a message id in Dutch and its parameters."""

    status = 400

    def __init__(self, message: str = "", **params: object) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.params: Mapping[str, object] = params


class NotFound(TrackerError):
    """It does not exist, or not for this reader: the two are told apart nowhere."""

    status = 404


class Forbidden(TrackerError):
    """It exists for this reader, who may not do this; the message says who may."""

    status = 403


@dataclass(frozen=True, slots=True)
class Change:
    """One ledger line that came in between: its number, kind and who recorded it."""

    seq: int
    kind: str
    by: str


class Stale(TrackerError):
    """Somebody changed this very thing after the reader saw it."""

    status = 409

    def __init__(self, changes: Sequence[Change] = ()) -> None:
        super().__init__("Dit is intussen gewijzigd.")
        self.changes = tuple(changes)


class GateClosed(TrackerError):
    """The machine refused: every finding travels along (`workflows.engine.Finding`)."""

    status = 409

    def __init__(self, action: str, findings: Sequence[Any]) -> None:
        super().__init__("De stap is niet gezet.")
        self.action = action
        self.findings = tuple(findings)


class WrongState(TrackerError):
    """The thing is in a state from which this cannot be done."""

    status = 409


class Invalid(TrackerError):
    """Input that cannot be taken: field name to message id, with its parameters."""

    status = 422

    def __init__(self, fields: Mapping[str, str], **params: object) -> None:
        super().__init__("De invoer klopt niet.")
        self.fields = dict(fields)
        self.params = params


class TooOld(TrackerError):
    """The database is newer than the program."""

    status = 500
