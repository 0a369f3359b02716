"""What the table says of a text, gathered for the facts: voices, weights, norms and conditions of signing.

A gate turns out the same for whoever looks, so what is counted is read whole: the answers of the parties
too, for a reader who may not know them. Nothing of it is shown from here; a page reads its own masked rows
(`Dossier.rows`), and the findings pass `queries/discretion.py`. The reasons, which nobody counts, are
never read for a reader who may not.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlmodel import SQLModel

from tracker import policy
from tracker.store import dossiers, records, tables
from workflows import consent_rules, facts
from workflows.ballots import Value, Voice

CHOOSABLE = ("initiative", "negotiation")
"""Stages in which the table has not agreed to a text yet, so that its rule may still be chosen."""
T = TypeVar("T", bound=SQLModel)
SAYS: Mapping[str, Value] = {
    "agree": "yes",
    "remarks": "yes",
    "reservation": "abstain",
    "fundamental": "veto",
    "abstain": "abstain",
}
"""What an answer to a text is as a voice; a rule may count a reservation as something else."""


def rule_of(covenant: tables.Covenant) -> consent_rules.Named | None:
    """The rule the table chose, if it did."""
    return consent_rules.named(covenant.consent_rule) if covenant.consent_rule else None


def whole(dossier: dossiers.Dossier, table: type[T]) -> tuple[T, ...]:
    """All rows of a table of the table's, with their content, whoever reads: to be counted, never shown."""
    exposure = records.exposure_of(table)
    if policy.sees(dossier.standing, exposure.content or exposure.row) == "full":
        return dossier.every(table)
    columns = records.columns_of(table)
    if dossier._folded is not None:
        found = dossier._folded.get(str(table.__tablename__), {})
        rows: Iterable[Any] = [records.record(table, {"id": key, **row}) for key, row in found.items()]
    else:
        mine = table.__table__.c.covenant_id == dossier.covenant.id  # type: ignore[attr-defined]
        kept = dossier._session.connection().execute(sa.select(*columns).where(mine))
        rows = map(records.shape(table)._make, kept)
    return tuple(cast(Iterable[T], sorted(rows, key=lambda r: (r.made, r.id))))


def of_text(
    dossier: dossiers.Dossier, text_id: str, rule: consent_rules.Named | None = None
) -> dict[str, Voice]:
    """What each party says of a version: its answer on the whole, and a veto while it has a fundamental
    objection to any clause of it."""
    says = SAYS if rule is None else {**SAYS, "reservation": rule.reservation}
    by_party: dict[str, list[tables.Position]] = {}
    for row in whole(dossier, tables.Position):
        if row.text_version_id == text_id and row.given_on <= dossier.today:
            by_party.setdefault(row.participation_id, []).append(row)
    # Of an objection that was resolved the answer is no veto any more; the party is asked again.
    resolved = {o.position_id for o in dossier.every(tables.Objection) if o.status != "open"}
    may_read = dossier.full("table")
    found = {}
    for party_id, rows in by_party.items():
        standing = [r for r in rows if r.followed_on is None or r.followed_on > dossier.today]
        vetoes = [r for r in standing if r.stance == "fundamental" and r.id not in resolved]
        told = vetoes or [
            r for r in standing if not r.clause_id and r.stance in says and r.stance != "fundamental"
        ]
        if told:
            first = min((_since(r, rows, says) for r in told), default=told[0].given_on)
            reason = next((r.remarks for r in told if r.remarks), "") if may_read else ""
            found[party_id] = Voice(says[told[0].stance or ""], first, reason or "")
    return found


def _since(row: tables.Position, rows: list[tables.Position], says: Mapping[str, Value]) -> date:
    """Since when the party says this without interruption, about the same clause."""
    since = row.given_on
    same = [r for r in rows if (r.clause_id or "") == (row.clause_id or "")]
    for earlier in reversed(same[: same.index(row)]):
        if says.get(earlier.stance or "") != says[row.stance or ""] or earlier.followed_on != since:
            break
        since = earlier.given_on
    return since


def last_day(dossier: dossiers.Dossier, text: tables.TextVersion) -> date | None:
    """The last day to answer on a version. While a round of answers is still shut the day has not passed:
    what lies sealed may be an objection, and silence is consent only when nothing is left to be heard."""
    days = [text.answer_by] if text.answer_by else []
    for one in dossier.every(tables.PositionRound):
        if one.text_version_id == text.id and one.status != "cancelled":
            days.append(max(one.deadline, dossier.today) if one.status == "open" else one.deadline)
    return max(days, default=None)


def weights(dossier: dossiers.Dossier) -> dict[str, tuple[tuple[date, Decimal], ...]]:
    """What each voice weighs from a day on; of two for one day the later one counts."""
    found: dict[str, dict[date, Decimal]] = {}
    for row in whole(dossier, tables.Weight):
        if row.weight is not None:
            found.setdefault(row.participation_id, {})[row.from_on] = row.weight
    return {party_id: tuple(sorted(history.items())) for party_id, history in found.items()}


def clauses_of(dossier: dossiers.Dossier, text_id: str) -> int:
    """In how many clauses a version was split; 0 where it is a file. Counted, not read: a text is long."""
    if dossier._folded is not None:
        kept = dossier._folded.get("textvariant", {}).values()
        return max((len(v.get("clauses") or ()) for v in kept if v["text_version_id"] == text_id), default=0)
    row = tables.TextVariant.__table__.c  # type: ignore[attr-defined]
    counted = sa.select(sa.func.max(sa.func.json_array_length(row.clauses))).where(
        row.text_version_id == text_id
    )
    return int(dossier._session.connection().execute(counted).scalar() or 0)


def norms_of(dossier: dossiers.Dossier, text_id: str) -> frozenset[str]:
    """The norms that a clause of a version covers. A mark is made on a clause of its own version."""
    return frozenset(
        m.norm
        for m in dossier.every(tables.NormMark)
        if m.text_version_id == text_id and m.withdrawn_on is None
    )


def signing_conditions(dossier: dossiers.Dossier) -> tuple[facts.SigningCondition, ...]:
    """What else was asked before signing, as far as it was not dropped."""
    return tuple(
        facts.SigningCondition(c.kind, c.status == "open", c.participation_id, c.deadline)
        for c in dossier.every(tables.SigningCondition)
        if c.status != "dropped"
    )
