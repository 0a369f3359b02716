"""The share of the market each company stands for; only the sum is ever shown."""

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import tables
from workflows.parties import PartyKind


def record(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    *,
    participation_id: str,
    share: Decimal,
    now: datetime,
    from_on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Record a company's share (0 to 1, exact) from a date on; earlier shares stay on record.

    The number itself stands nowhere but in the row: not in the history, not in a message.
    """
    subject = f"share:{participation_id}"
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="share.record", now=now, seen=seen, key=key,
        owner=participation_id, subject=subject,
    )  # fmt: skip
    if doing.done:
        return doing.done
    taking = registers.taking_part(dossier, participation_id)
    registers.still(
        taking.kind == PartyKind.COMPANY, N_("Een marktaandeel hoort bij een bedrijf, niet bij deze partij.")
    )
    if not (share.is_finite() and 0 <= share <= 1):
        raise errors.Invalid({"share": N_("Vul een percentage in van 0 tot en met 100.")})
    day = from_on or dossier.today
    act.not_future("from_on", day, dossier.today)
    share_id = doing.new(tables.MarketShare, participation_id=participation_id, share=share, from_on=day)
    return doing.record(
        "share.record",
        on=day,
        level="secretariat_only",
        owner=participation_id,
        subject=subject,
        behalf=registers.behalf(dossier, participation_id),
        says={"party": participation_id},
        id=share_id,
    )
