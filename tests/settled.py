"""A covenant whose parties have handed in what was asked, put there in one line: how is proved elsewhere."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from tests import cast
from tracker.commands import act
from tracker.store import coverage, dossiers, facts, tables
from workflows import norms
from workflows.checklist import checklist


def settle(
    session: Session, play: cast.Play, now: datetime, *, but: Collection[tuple[str, str]] = (), **values: Any
) -> None:
    """Accept everything mandatory up to the present stage, but what is named (party slug, code)."""
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=now)
    slugs = {participation: slug for slug, participation in play.parties.items()}
    rows = checklist().requirements
    doing = act.Act(session, play.facilitator, play.id, deed="requirement.decide", now=now)
    for item in facts.gather(dossier).items:
        if not item.mandatory or item.status != "not_started" or (slugs[item.party_id], item.code) in but:
            continue
        doing.new(
            tables.Requirement,
            participation_id=item.party_id,
            code=item.code,
            cycle=item.cycle or 0,
            text_version_id=item.version_id or "",
            status="accepted",
            outcome={"NEG-07": "positive", "NEG-10": "yes", "NEG-11": "yes"}.get(item.code),
            visibility=str(rows[item.code].visibility),
            on=date(2026, 3, 2),
            **values,
        )
    text = facts.current_text(facts.texts_of(dossier))
    for version in dossier.rows(tables.TextVersion):
        there = coverage.clause_ids(dossier, version) if text and version.id == text.id else ()
        for norm in norms.CODES if there and "NEG-07" not in {code for _, code in but} else ():
            doing.new(
                tables.NormMark, text_version_id=version.id, clause_id=there[0], norm=norm,
                marked_on=date(2026, 3, 2), marked_by_name=play.facilitator.name,
            )  # fmt: skip
    doing.record("requirement.accept", says={"code": "INI-01"})
