"""The check against the norms: clauses marked as covering one, marks withdrawn, and marks that go along."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, registers
from tracker.locale import N_
from tracker.store import coverage, dossiers, facts, tables
from workflows import norms
from workflows.clauses import Clause

NO_CLAUSES = N_(
    "Deze versie is een bestand zonder artikelen. Leg haar vast als tekst om artikelen aan te wijzen."
)


def mark(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    text_id: str,
    *,
    norm: str,
    clause_ids: Collection[str],
    now: datetime,
    note: str = "",
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Say that these clauses cover a norm. Clauses that were marked for it already stay as they are."""
    doing, dossier, text = _on(session, actor, covenant_id, text_id, now, seen, key)
    if doing.done:
        return doing.done
    registers.one_of("norm", norm, norms.CODES)
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    there = coverage.clause_ids(dossier, text)
    if not there:
        raise errors.WrongState(NO_CLAUSES)
    if not clause_ids or not set(clause_ids) <= set(there):
        raise errors.Invalid({"clause_ids": N_("Kies een of meer artikelen van deze versie.")})
    known = {m.clause_id for m in coverage.standing(dossier, text_id) if m.norm == norm}
    fresh = [c for c in there if c in set(clause_ids) - known]
    registers.still(bool(fresh), N_("Deze artikelen zijn bij deze norm al aangewezen."))
    made = ""
    for clause_id in fresh:
        made = doing.new(
            tables.NormMark,
            text_version_id=text_id,
            clause_id=clause_id,
            norm=norm,
            note=note.strip() or None,
            marked_on=day,
            marked_by_name=actor.name,
        )
    return doing.record(
        "norm.mark", on=day, subject=f"norms:{text_id}", says={"number": text.number, "norm": norm}, id=made
    )


def withdraw(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    text_id: str,
    mark_id: str,
    *,
    now: datetime,
    on: date | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Take a mark back: the clause does not cover the norm after all. The row stays."""
    doing, dossier, text = _on(session, actor, covenant_id, text_id, now, seen, key)
    if doing.done:
        return doing.done
    row = dossier.row(tables.NormMark, mark_id)
    if row.text_version_id != text_id:
        raise errors.NotFound
    day = on or dossier.today
    act.not_future("on", day, dossier.today)
    registers.still(row.withdrawn_on is None, N_("Deze markering is al ingetrokken."))
    doing.change(tables.NormMark, mark_id, withdrawn_on=day)
    return doing.record(
        "norm.withdraw", on=day, subject=f"norms:{text_id}",
        says={"number": text.number, "norm": row.norm}, id=mark_id,
    )  # fmt: skip


def carry(
    doing: act.Act,
    dossier: dossiers.Dossier,
    follows: tables.TextVersion | None,
    text_id: str,
    clauses: Mapping[str, tuple[Clause, ...]],
) -> int:
    """Take marks along to a new version, on clauses of which no word changed; the rest is looked at again."""
    if follows is None:
        return 0
    same = coverage.unchanged(coverage.clauses_of(dossier, follows.id), clauses)
    kept = [m for m in coverage.standing(dossier, follows.id) if m.clause_id in same]
    for m in kept:
        doing.new(
            tables.NormMark,
            text_version_id=text_id,
            clause_id=m.clause_id,
            norm=m.norm,
            note=m.note,
            marked_on=m.marked_on,
            marked_by_name=m.marked_by_name,
        )
    return len(kept)


def _on(
    session: Session, actor: policy.Actor, covenant_id: str, text_id: str, now: datetime,
    seen: int | None, key: act.Key | None,
) -> tuple[act.Act, dossiers.Dossier, tables.TextVersion]:  # fmt: skip
    doing, dossier, text = registers.open_on(
        session, actor, covenant_id, tables.TextVersion, text_id, deed="norm.mark", now=now, seen=seen,
        key=key, subject=f"norms:{text_id}",
    )  # fmt: skip
    if doing.done is None and text.status == "tabled":
        current = facts.current_text(facts.texts_of(dossier))
        registers.still(
            current is not None and current.id == text_id,
            N_("Deze versie is vervangen. Toets de versie die nu ter tafel ligt."),
        )
    return doing, dossier, text
