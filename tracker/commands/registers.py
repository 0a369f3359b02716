"""What every register asks before it is written to: does the row exist for you, is the party at the table."""

from datetime import date, datetime
from typing import TypeVar, cast

from sqlmodel import Session, SQLModel

from tracker import errors, policy
from tracker.commands import act
from tracker.locale import N_
from tracker.store import dossiers, facts, tables
from workflows.parties import TABLE_ROLES, Role

T = TypeVar("T", bound=SQLModel)

PRESENT = policy.PRESENT
SIGNING_ROLES = TABLE_ROLES | {Role.ADHERING_COMPANY}
ENDS_EARLY = N_("Dit eindigt voordat het begint. Kies een latere dag.")


def open_on(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    table: type[T],
    row_id: str,
    *,
    deed: str,
    now: datetime,
    seen: int | None,
    key: act.Key | None,
    subject: str = "",
) -> tuple[act.Act, dossiers.Dossier, T]:
    """Open an act on one row of a register. Whoever may not know the row gets `NotFound`, and only
    then is asked who may do this. `subject` may name columns of the row, as in 'mandate:{participation_id}'.
    Return `act.done` before looking at the row: there is none when this was a repeat."""
    dossiers.find(session, covenant_id=covenant_id)
    doing = act.Act(session, actor, covenant_id, deed=deed, now=now, key=key)
    dossier = dossiers.load(session, actor, covenant_id=covenant_id, now=now)
    if doing.done:
        return doing, dossier, cast(T, None)
    row = dossier.row(table, row_id)
    act.allow(dossier.standing, deed, getattr(row, "participation_id", None))
    values = row._asdict()  # type: ignore[attr-defined]
    if subject:
        doing.current(subject.format(**values), seen)
    return doing, dossier, row


def party(
    dossier: dossiers.Dossier, participation_id: str, *, roles: frozenset[Role] = TABLE_ROLES
) -> tables.Participation:
    """A party that takes part today in one of these roles; raises `NotFound` or `WrongState`."""
    found = taking_part(dossier, participation_id)
    if found.role not in roles:
        raise errors.WrongState(
            "Deze organisatie zit niet aan tafel. Daarom kan dit niet voor haar worden vastgelegd."
        )
    return found


def taking_part(dossier: dossiers.Dossier, participation_id: str) -> tables.Participation:
    """A participation that is active or suspended, in whatever role."""
    found = dossier.row(tables.Participation, participation_id)
    if facts.standing_on(found, dossier.today) not in PRESENT:
        raise errors.WrongState("Deze partij doet niet mee. Daarom kan dit niet voor haar worden vastgelegd.")
    return found


def at_table(participation: tables.Participation, day: date) -> bool:
    """Whether a participation sits at the table on a day."""
    return participation.role in TABLE_ROLES and facts.standing_on(participation, day) in PRESENT


def behalf(dossier: dossiers.Dossier, participation_id: str) -> str:
    """The participation, when somebody else records this for it."""
    return "" if participation_id in dossier.standing.own else participation_id


def filled(**texts: str) -> None:
    """Raise `Invalid` for every text that is empty."""
    empty = {name: N_("Vul dit in.") for name, text in texts.items() if not text.strip()}
    if empty:
        raise errors.Invalid(empty)


def one_of(field: str, value: str, options: tuple[str, ...]) -> None:
    """Raise `Invalid` unless the value is one of these."""
    if value not in options:
        raise errors.Invalid({field: N_("Kies een van de mogelijkheden.")})


def in_order(field: str, first: date, last: date | None) -> None:
    """Raise `Invalid` when something would end before it begins."""
    if last is not None and last < first:
        raise errors.Invalid({field: ENDS_EARLY})


def still(holds: bool, sentence: str) -> None:
    """Raise `WrongState` with this sentence unless it still holds."""
    if not holds:
        raise errors.WrongState(sentence)
