"""What the stage needs of signing: a deputy, conditions of signing, norms that a clause covers."""

from datetime import date
from typing import TYPE_CHECKING

from sqlmodel import Session

from tests import cast, registers
from tests.registers import OWN
from tracker.commands import accounts, act, demo_cast, deputies, norms
from tracker.store import coverage, dossiers, tables

if TYPE_CHECKING:
    from tests.web import stage_set

NOW = registers.NOW


def add(session: Session, stage: "stage_set.Stage", play: cast.Play) -> None:
    """A deputy of the party on stage, and somebody who is not one yet."""
    for key in ("deputy", "newcomer"):
        made = accounts.create(
            session,
            demo_cast.OPERATOR,
            now=NOW,
            email=f"{key}@fictief.example",
            name=f"Persoon {key}",
            roles=[],
        )
        if key == "deputy":
            stage.accounts[key] = made
    stage.ids["deputy"] = deputies.name(
        session, play.speaker(OWN), play.id, stage.ids["party"], now=NOW, email="deputy@fictief.example",
        from_on=NOW.date(), until_on=date(2026, 3, 20),
    ).id  # fmt: skip
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    first = coverage.clause_ids(dossier, dossier.row(tables.TextVersion, stage.ids["draft"]))[0]
    stage.ids["mark"] = norms.mark(
        session, play.facilitator, play.id, stage.ids["draft"], norm="dd_track", clause_ids=[first], now=NOW
    ).id
    doing = act.Act(session, play.facilitator, play.id, deed="condition.record", now=NOW)
    stage.ids["signing condition"] = doing.new(
        tables.SigningCondition, kind="funding", text="Het ministerie draagt bij.", set_on=registers.BEGAN
    )
    doing.record("condition.set", subject="conditions", says={"kind": "funding"})
