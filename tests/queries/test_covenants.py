"""The covenant page: what each reader finds on it, and what nobody but the owner and the secretariat may."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, negotiation, registers
from tests.negotiation import NOW, page
from tracker import policy
from tracker.commands import act, cases, plans, shares
from tracker.queries import covenants as pages
from tracker.queries import matrix
from tracker.store import db, tables

RIVALS = ("hilde", "yara", "renske", "ottilie")


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return negotiation.begun(session)


def cell(view: pages.CovenantPage, party_id: str, code: str) -> matrix.Cell:
    assert view.matrix is not None
    at = [c.code for c in view.matrix.columns].index(code)
    return next(r for r in view.matrix.rows if r.id == party_id).cells[at]


def reason(view: pages.CovenantPage, condition_id: str) -> str:
    assert view.gate is not None
    return "".join(p.text for c in view.gate.conditions if c.id == condition_id for p in c.why)


# what the secretariat and the party itself see


def test_the_facilitator_sees_how_every_party_decided(session: Session, play: cast.Play) -> None:
    view = page(session, play, play.facilitator)
    union, bond = play.parties["vakbond-techniek"], play.parties["bond-industrie"]
    assert (cell(view, union, "NEG-10").code, cell(view, union, "NEG-10").word) == ("if", "ja, mits")
    assert cell(view, bond, "NEG-10").word == "teruggegeven"
    assert "Vakbond Techniek (ja, mits)" in reason(view, "G2-6")
    assert "(teruggegeven)" in reason(view, "G2-6")


def test_a_party_sees_its_own_outcome(session: Session, play: cast.Play) -> None:
    view = page(session, play, play.speaker("vakbond-techniek"))
    assert cell(view, play.parties["vakbond-techniek"], "NEG-10").word == "ja, mits"
    assert "Vakbond Techniek (ja, mits)" in reason(view, "G2-6")


# what the others see of it


@pytest.mark.parametrize("who", RIVALS)
def test_nobody_else_learns_how_a_constituency_decided(session: Session, play: cast.Play, who: str) -> None:
    view = page(session, play, play.actors[who])
    for slug in ("vakbond-techniek", "bond-industrie"):
        assert cell(view, play.parties[slug], "NEG-10").word == "bezig"
    everything = repr(asdict(view))
    for secret in ("ja, mits", "yes_if", "teruggegeven", negotiation.MITS, negotiation.RETURNED):
        assert secret not in everything
    assert "Vakbond Techniek" in reason(view, "G2-6")
    assert repr(asdict(page(session, play, play.facilitator))).count("ja, mits") > 0


@pytest.mark.parametrize("who", RIVALS)
def test_the_figure_of_a_party_counts_only_what_the_reader_may_know(
    session: Session, play: cast.Play, who: str
) -> None:
    full, masked = page(session, play, play.facilitator), page(session, play, play.actors[who])
    assert full.matrix is not None
    assert masked.matrix is not None
    union = play.parties["vakbond-techniek"]
    counts = [next(r.have for r in v.matrix.rows if r.id == union) for v in (full, masked) if v.matrix]
    assert counts[0] == counts[1] + 1


def test_a_manager_learns_that_there_is_an_objection_but_not_against_what(
    session: Session, play: cast.Play
) -> None:
    assert negotiation.CLAUSE in reason(page(session, play, play.speaker("platform-apparatuur")), "G2-4")
    assert reason(page(session, play, play.manager), "G2-4") == (
        "Open fundamenteel bezwaar van Stichting Schone Mijnen."
    )


@pytest.mark.parametrize("who", ["puck", "amir", "casper", "joris", ""])
def test_the_public_sees_stages_dates_and_parties_and_no_gate(
    session: Session, play: cast.Play, who: str
) -> None:
    view = page(session, play, play.actors[who] if who else policy.ANYBODY)
    assert view.gate is None
    assert view.health == ""
    assert view.deeds == ()
    assert [s.stage for s in view.steps] == ["initiative", "negotiation", "signing", "implementation"]
    everything = repr(asdict(view))
    assert "Fundamenteel bezwaar" not in everything
    assert negotiation.CLAUSE not in everything
    if who not in ("puck", "amir"):  # who recorded their own participation is theirs to know
        assert "Nadia Verkerk" not in everything
    assert {r.name for r in view.registers} <= {"texts", "signatures"}


def test_a_company_sees_its_own_row_and_no_other(session: Session, play: cast.Play) -> None:
    view = page(session, play, play.company)
    assert view.matrix is not None
    assert [r.name for r in view.matrix.rows] == ["Noordwand Meubelen"]


def test_only_the_facilitator_finds_something_to_start(session: Session, play: cast.Play) -> None:
    view = page(session, play, play.facilitator)
    assert [d.name for d in view.deeds] == ["forward", "back", "pause", "stop"]
    assert page(session, play, play.speaker("schone-mijnen")).deeds == ()


def test_a_case_exists_for_its_handlers_only(session: Session) -> None:
    play = cast.covenant(session, NOW)
    registers.put_in(session, play, "implementation", NOW)
    before = [asdict(page(session, play, play.actors[w])) for w in ("tamar", "renske")]
    cases.open_(
        session,
        play.facilitator,
        play.id,
        now=NOW,
        kind="complaint",
        title="Lonen",
        received_on=date(2026, 3, 1),
    )
    full = page(session, play, play.facilitator)
    assert reason(full, "G4-4") == "Open zonder bestemming: 1."
    for who, known in zip(("tamar", "renske"), before, strict=True):
        view = page(session, play, play.actors[who])
        assert view.gate is not None
        assert view.gate.withheld
        assert "G4-4" not in [c.id for c in view.gate.conditions]
        assert {**asdict(view), "seq": 0} == {**known, "seq": 0}


def test_a_share_of_few_companies_is_not_told_to_the_table(session: Session, play: cast.Play) -> None:
    plans.describe(
        session, play.facilitator, play.id, now=NOW, threshold_companies=35, threshold_share=Decimal("0.3")
    )
    shares.record(
        session, play.facilitator, play.id, now=NOW, participation_id=play.parties["noordwand"],
        share=Decimal("0.1234"), from_on=date(2026, 1, 1),
    )  # fmt: skip
    registers.put_in(session, play, "signing", NOW)
    doing = {"participation_id": play.parties["noordwand"], "code": "SIG-03", "status": "accepted"}
    written = act.Act(session, play.facilitator, play.id, deed="requirement.decide", now=NOW)
    written.new(tables.Requirement, **doing, visibility="table")
    written.record("requirement.accept", says={"code": "SIG-03"})
    assert "12,34" in reason(page(session, play, play.facilitator), "G3-2")
    told = reason(page(session, play, play.speaker("schone-mijnen")), "G3-2")
    assert "12,34" not in told
    assert "te weinig deelnemers om te tonen" in told
