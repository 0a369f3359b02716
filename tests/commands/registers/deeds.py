"""Every deed behind a register: what has to be there first, and how it is done right."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from tests import registers
from tests.cast import Play
from tests.commands.registers import deeds_table
from tests.commands.registers.deed import FAC, HIDDEN, PARTY, REASON, Deed, _on, _plain
from tests.registers import NGO, OWN, RIVAL, TODAY, UNION
from tracker import policy
from tracker.commands import (
    act,
    assignments,
    cases,
    decisions,
    mandates,
    objections,
    reservations,
    seats,
    shares,
    signatures,
    texts,
)

JORIS = "joris@fictief.example"


def _seat(session: Session, play: Play) -> str:
    return seats.fill(
        session, play.facilitator, play.id, holder_name="Wim Oostra", chair=True, now=registers.NOW
    ).id


def _case(session: Session, play: Play) -> str:
    return cases.open_(
        session, play.facilitator, play.id, kind="dispute", title="X", received_on=TODAY, now=registers.NOW
    ).id


def _assigned(session: Session, play: Play) -> str:
    return assignments.assign(
        session, play.facilitator, play.id, email=JORIS, role="facilitator", now=registers.NOW
    ).id


def _signable(session: Session, play: Play) -> str:
    text_id = registers.final(session, play)
    registers.put_in(session, play, "signing")
    return text_id


def _signed(session: Session, play: Play) -> str:
    return registers.sign(session, play, _signable(session, play))


def _running(session: Session, play: Play) -> str:
    registers.put_in(session, play, "implementation")
    return ""


def _carriable(session: Session, play: Play) -> str:
    registers.table(session, play, "0.4")
    registers.answer(session, play, UNION, "NEG-05", "yes")
    return registers.table(session, play, "0.5")


def _mandate(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return mandates.record(
        session, actor, usual.pop("covenant_id", play.id), participation_id=play.parties[OWN], body="Bestuur",
        decided_on=date(2025, 2, 3), valid_from=date(2025, 2, 3), **usual,
    )  # fmt: skip


def _objection(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return objections.raise_(
        session, actor, usual.pop("covenant_id", play.id), participation_id=play.parties[OWN],
        severity="fundamental", clause="5", reason="Te ruim.", resolution="Krapper.", **usual,
    )  # fmt: skip


def _reservation(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return reservations.raise_(
        session, actor, usual.pop("covenant_id", play.id), participation_id=play.parties[OWN],
        condition="Mits betaald.", deadline=date(2026, 6, 1), **usual,
    )  # fmt: skip


def _signature(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return signatures.record(
        session, actor, usual.pop("covenant_id", play.id), participation_id=play.parties[OWN], text_version_id=it,
        signatory_name="Otto van Dalen", signatory_function="voorzitter", signed_on=date(2026, 2, 16),
        manner="wet", **usual,
    )  # fmt: skip


def _share(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return shares.record(
        session, actor, usual.pop("covenant_id", play.id), participation_id=play.parties["noordwand"],
        share=Decimal("0.12"), **usual,
    )  # fmt: skip


def _add(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return texts.add(
        session, actor, usual.pop("covenant_id", play.id), number="0.1", variants={"nl": texts.Variant("Een")},
        **usual,
    )  # fmt: skip


DEEDS: dict[str, Deed] = {
    "mandates.record": Deed("mandate.record", _mandate, rival=PARTY, stranger=PARTY),
    "mandates.end": Deed(
        "mandate.end", _on(mandates.end), registers.mandate, rival=PARTY, stranger=HIDDEN, once_more=False
    ),
    "texts.add": Deed("text.add", _add, once_more=False),
    "texts.table": Deed(
        "text.table", _on(texts.table), lambda s, p: registers.draft(s, p, "0.1"), stranger=HIDDEN,
        once_more=False,
    ),
    "texts.freeze": Deed(
        "text.freeze", _on(texts.freeze), lambda s, p: registers.table(s, p, "0.1"), stranger=HIDDEN,
        once_more=False,
    ),
    "texts.publish": Deed(
        "text.publish", _on(texts.publish), registers.final, stranger=HIDDEN, once_more=False
    ),
    "texts.reopen": Deed(
        "text.reopen", _on(texts.reopen, note=REASON), registers.final, stranger=HIDDEN, once_more=False
    ),
    "texts.carry_over": Deed(
        "text.carry_over", _on(texts.carry_over, reason=REASON), _carriable, stranger=HIDDEN, once_more=False
    ),
    "objections.raise_": Deed(
        "objection.raise", _objection, lambda s, p: registers.table(s, p, "0.4"), rival=PARTY, stranger=PARTY
    ),
    "objections.close": Deed(
        "objection.close", _on(objections.close, note=REASON),
        lambda s, p: registers.table(s, p, "0.4") and registers.object_to(s, p, OWN),
        rival=PARTY, stranger=HIDDEN, once_more=False,
    ),
    "reservations.raise_": Deed("reservation.raise", _reservation, rival=PARTY, stranger=PARTY),
    "reservations.close": Deed(
        "reservation.close", _on(reservations.close, outcome="met"), registers.reserve, stranger=HIDDEN,
        once_more=False,
    ),
    "signatures.record": Deed("signature.record", _signature, _signable, once_more=False),
    "signatures.void": Deed(
        "signature.void", _on(signatures.void, reason=REASON), _signed, once_more=False
    ),
    "shares.record": Deed("share.record", _share, rival=PARTY, stranger=PARTY),
    "seats.fill": Deed("seat.fill", _plain(seats.fill, holder_name="Wim Oostra", chair=True), once_more=False),
    "seats.vacate": Deed("seat.vacate", _on(seats.vacate), _seat, once_more=False),
    "decisions.record": Deed(
        "decision.record",
        _plain(decisions.record, decision="follow_up", value="renew", body="Stuurgroep", on=TODAY), _running,
    ),
    "cases.open_": Deed(
        "case.open", _plain(cases.open_, kind="complaint", title="Lonen", received_on=TODAY), rival=HIDDEN,
        stranger=HIDDEN,
    ),
    "cases.close": Deed(
        "case.close", _on(cases.close), _case, rival=HIDDEN, stranger=HIDDEN, once_more=False
    ),
    "cases.hand_over": Deed(
        "case.hand_over", _on(cases.hand_over, destination="ncp"), _case, rival=HIDDEN, stranger=HIDDEN
    ),
    "assignments.assign": Deed(
        "assignment.assign", _plain(assignments.assign, email=JORIS, role="chair"), once_more=False
    ),
    "assignments.end": Deed("assignment.end", _on(assignments.end), _assigned, stranger=HIDDEN, once_more=False),
    **deeds_table.DEEDS,
}  # fmt: skip
__all__ = ["DEEDS", "FAC", "HIDDEN", "NGO", "PARTY", "REASON", "RIVAL", "Deed"]
