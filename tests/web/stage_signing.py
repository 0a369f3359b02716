"""What the stage needs of signing: a deputy, conditions of signing, norms that a clause covers."""

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session

from tests import cast, pdfs, registers
from tests.registers import OWN
from tracker.commands import accounts, act, demo_cast, deputies, norms, signatures
from tracker.store import coverage, dossiers, files, tables

if TYPE_CHECKING:
    from tests.web import stage_set

NOW = registers.NOW


def add(session: Session, stage: "stage_set.Stage", play: cast.Play, folder: Path) -> None:
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
    named = next(
        v.sha256
        for v in dossier.rows(tables.TextVariant)
        if (v.text_version_id, v.language) == (stage.ids["text"], "nl")
    )
    paper = files.take(folder, io.BytesIO(pdfs.made(["Handtekeningen", named])), "getekend.pdf")
    stage.ids["paper"] = registers.sign(
        session, play, stage.ids["text"], registers.MINISTRY, document=signatures.Document(paper, folder)
    )
