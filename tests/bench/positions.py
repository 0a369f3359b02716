"""The widest table there is: what twelve parties say about each of 120 clauses of one version."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from tests.bench import dossier
from tracker.commands import act
from tracker.store import dossiers, tables
from workflows.clauses import Clause

CLAUSES, TWELVE = 120, 12
NAME = "Tafelconvenant"
STANCES = ("agree", "agree", "agree", "remarks", "agree", "reservation")


def build(session: Session, *, now: datetime) -> tuple[str, str]:
    """A covenant whose parties all have something to say; returns the address of its table and who reads it."""
    covenant_id, actor = dossier.build(session, now=now, name=NAME)
    found = dossiers.load(session, actor, covenant_id=covenant_id, now=now)
    parties = [p for p in found.rows(tables.Participation) if p.role == "negotiator"]
    text = found.rows(tables.TextVersion)[-1].id
    doing, _ = act.begin(session, actor, covenant_id, deed="text.write", now=now)
    kept = [
        Clause(f"artikel-{n}", str(n), f"Onderwerp {n}", "Tekst.", 1).stored() for n in range(1, CLAUSES + 1)
    ]
    doing.new(tables.TextVariant, text_version_id=text, language="nl", clauses=kept, sha256="0" * 64)
    _say(doing, parties[:TWELVE], text, now)
    for party in parties[TWELVE:]:
        doing.change(tables.Participation, party.id, role="observer")
    doing.record("covenant.import", level="table")
    return f"/convenanten/{found.covenant.slug}/teksten/{text}/standpunten?artikelen=alle", actor.id


def _say(doing: act.Act, parties: Sequence[tables.Participation], text: str, now: datetime) -> None:
    for at, party in enumerate(parties):
        for n in range(CLAUSES + 1):
            stance = STANCES[(at * 7 + n) % len(STANCES)]
            doing.new(
                tables.Position,
                participation_id=party.id,
                text_version_id=text,
                clause_id=f"artikel-{n}" if n else "",
                stance=stance,
                remarks="Een opmerking." if stance != "agree" else None,
                given_on=now.date(),
            )
