"""Who may know a row exists, and who may read its content: declared beside the columns."""

from dataclasses import dataclass

from sqlmodel import Field, SQLModel

from tracker.store.columns import new_id


@dataclass(frozen=True, slots=True)
class Exposure:
    """`row` and `content` are visibility classes, or the name of the column that holds one.

    Content columns are masked in the SELECT itself for readers without full sight of `content`;
    columns outside `content_columns` are what gates need and what a reader with status may know.
    Content columns and `personal` ones stand in the ledger as a disclosure each, so that one value
    can be forgotten while the chain still verifies. `secret` columns never enter the ledger.
    """

    row: str = "public"
    content: str | None = None
    owner: str | None = None
    content_columns: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    secret: tuple[str, ...] = ()


class CovenantRow(SQLModel):
    """The columns every row of a covenant has."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=36)
    covenant_id: str = Field(foreign_key="covenant.id", index=True, max_length=36)
    made: int = 0
    """Number of the ledger line that made the row: the order in which things were recorded."""
