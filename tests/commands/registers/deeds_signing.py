"""Deeds of signing, each asked the same questions as every other behind a register."""

from datetime import date
from typing import Any

from sqlmodel import Session

from tests.cast import Play
from tests.commands.registers.deeds import HIDDEN, PARTY, REASON, Deed
from tests.registers import NOW, OWN, TODAY
from tracker import policy
from tracker.commands import accounts, act, conditions, demo_cast, deputies, norms, texts
from tracker.store import accounts as people
from tracker.store import coverage, dossiers, tables

ANNA = "anna@fictief.example"
CLAUSES = "# Artikel 1. Reikwijdte\n\nVoor alle bedrijven.\n\n# Artikel 2. Klachten\n\nEr is een loket.\n"


def version(session: Session, play: Play, number: str = "1.0", text: str = CLAUSES, **more: Any) -> str:
    """A version in clauses that lies on the table."""
    made = texts.add(
        session,
        play.facilitator,
        play.id,
        number=number,
        variants={"nl": texts.Variant(text)},
        now=NOW,
        **more,
    ).id
    texts.table(session, play.facilitator, play.id, made, now=NOW, on=date(2026, 1, 12))
    return made


def clauses(session: Session, play: Play, text_id: str) -> tuple[str, ...]:
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    return coverage.clause_ids(dossier, dossier.row(tables.TextVersion, text_id))


def marked(session: Session, play: Play, text_id: str, norm: str = "dd_embed", nth: int = 0) -> str:
    """A clause marked as covering a norm."""
    chosen = [clauses(session, play, text_id)[nth]]
    return norms.mark(session, play.facilitator, play.id, text_id, norm=norm, clause_ids=chosen, now=NOW).id


def _mark(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    chosen = [clauses(session, play, it)[0]]
    return norms.mark(
        session, actor, usual.pop("covenant_id", play.id), it, norm="dd_track", clause_ids=chosen, **usual
    )


def _both(session: Session, play: Play) -> str:
    text_id = version(session, play)
    return f"{text_id} {marked(session, play, text_id)}"


def _withdraw(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    text_id, mark_id = it.split()
    return norms.withdraw(session, actor, usual.pop("covenant_id", play.id), text_id, mark_id, **usual)


def anna(session: Session, _play: Play | None = None) -> str:
    """Somebody with an account and no side."""
    found = people.by_email(session, ANNA)
    if found is not None:
        return found.id
    return accounts.create(session, demo_cast.OPERATOR, now=NOW, email=ANNA, name="Anna Reef", roles=[])


def _deputy(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return deputies.name(
        session, actor, usual.pop("covenant_id", play.id), play.parties[OWN], email=ANNA, from_on=TODAY,
        until_on=date(2026, 3, 20), principal_id=play.speaker(OWN).id, **usual,
    )  # fmt: skip


def _named(session: Session, play: Play) -> str:
    anna(session)
    return _deputy(session, play.facilitator, play, "", now=NOW).id


def _end(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return deputies.end(session, actor, usual.pop("covenant_id", play.id), play.parties[OWN], it, **usual)


def _set(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return conditions.set_(
        session,
        actor,
        usual.pop("covenant_id", play.id),
        kind="funding",
        text="Geld voor vijf jaar.",
        **usual,
    )


def _condition(session: Session, play: Play) -> str:
    return _set(session, play.facilitator, play, "", now=NOW).id


def _close(session: Session, actor: policy.Actor, play: Play, it: str, **usual: Any) -> act.Receipt:
    return conditions.close(
        session, actor, usual.pop("covenant_id", play.id), it, outcome="met", note=REASON, **usual
    )


DEEDS: dict[str, Deed] = {
    "norms.mark": Deed("norm.mark", _mark, version, stranger=HIDDEN, once_more=False),
    "norms.withdraw": Deed("norm.withdraw", _withdraw, _both, stranger=HIDDEN, once_more=False),
    "deputies.name": Deed("deputy.name", _deputy, anna, rival=PARTY, stranger=PARTY, once_more=False),
    "deputies.end": Deed("deputy.end", _end, _named, rival=PARTY, stranger=HIDDEN, once_more=False),
    "conditions.set_": Deed("condition.set", _set),
    "conditions.close": Deed("condition.close", _close, _condition, stranger=HIDDEN, once_more=False),
}
