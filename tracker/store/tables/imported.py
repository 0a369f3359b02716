"""Public facts that were imported, each with its source or confidence; never mistaken for records."""

from typing import ClassVar

from sqlmodel import Field

from tracker.store.tables.exposure import CovenantRow, Exposure


class Milestone(CovenantRow, table=True):
    """Something that happened, with the precision of its source."""

    __exposure__: ClassVar[Exposure] = Exposure()

    position: int = 0
    date: str
    phase: str
    nl: str
    en: str
    confidence: str | None = None


class DatedFact(CovenantRow, table=True):
    """A date by name: start, signing, entry into force, term, evaluations."""

    __exposure__: ClassVar[Exposure] = Exposure()

    name: str = Field(max_length=48)
    value: str
    confidence: str | None = None
    note_en: str | None = None


class Commitment(CovenantRow, table=True):
    """What was promised, by whom, and what came of it as far as public sources say."""

    __exposure__: ClassVar[Exposure] = Exposure()

    position: int = 0
    code: str
    title_nl: str
    description_en: str
    owner: str
    owner_kind: str
    deadline: str | None = None
    target_value: int | None = None
    target_unit: str | None = None
    result_value: int | None = None
    result_as_of: str | None = None
    result_note_en: str | None = None
    status: str
    confidence: str | None = None


class Coverage(CovenantRow, table=True):
    """How many companies, brands or participants there were on a date; the unit is part of it."""

    __exposure__: ClassVar[Exposure] = Exposure()

    position: int = 0
    date: str | None = None
    count: int | None = None
    unit: str
    confidence: str | None = None
    note_en: str | None = None


class Source(CovenantRow, table=True):
    """Where the imported facts were read."""

    __exposure__: ClassVar[Exposure] = Exposure()

    position: int = 0
    url: str


class Remark(CovenantRow, table=True):
    """Remaining public remarks by topic: governance, reporting, gaps, findings, named companies."""

    __exposure__: ClassVar[Exposure] = Exposure()

    position: int = 0
    topic: str = Field(max_length=48)
    language: str = Field(default="en", max_length=8)
    text: str
    confidence: str | None = None
