"""Passing a condition with a reason: who, why, since when and until when."""

from dataclasses import dataclass
from datetime import date

MIN_REASON = 20
"""Characters a reason for passing a condition needs at least (`domain.md` section 3)."""


class OverrideRefused(ValueError):
    """An override that may not be made; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Override:
    """A facilitator passes one unmet condition, in writing."""

    condition_id: str
    reason: str
    by: str
    on: date
    valid_until: date | None = None

    def __post_init__(self) -> None:
        if len(self.reason.strip()) < MIN_REASON:
            raise OverrideRefused("reason_too_short")
        if self.valid_until is not None and self.valid_until < self.on:
            raise OverrideRefused("valid_until_before_start")

    def counts_on(self, day: date | None) -> bool:
        """Made by this day and not yet run out; without a day only an open-ended one counts."""
        if day is None:
            return self.valid_until is None
        return self.on <= day and (self.valid_until is None or day <= self.valid_until)
