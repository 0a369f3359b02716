"""Evidence files by the SHA-256 of their content: taken in while counting, told apart by what is in them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that was taken in: where it is, and what a reader is told about it."""

    hash: str
    name: str
    type: str
    size: int
