"""The covenant page: what each reader finds on it, and what nobody but the owner and the secretariat may."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, negotiation, registers
from tests.negotiation import LATER, NOW
from tracker import errors, policy
from tracker.commands import act, cases, covenants, passing, plans, shares, tracks
from tracker.queries import covenants as pages
from tracker.queries import history, matrix
from tracker.store import db, tables

RIVALS = ("hilde", "yara", "renske", "ottilie")


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return negotiation.begun(session)


def page(
    session: Session, play: cast.Play, who: policy.Actor, now: datetime = LATER, **how: Any
) -> pages.CovenantPage:
    dossier = pages.opened(session, who, play.slug, now=now, as_of=how.pop("as_of", None))
    return pages.covenant_page(session, dossier, how.pop("language", "nl"), **how)


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


# the gate


def test_the_gate_stands_in_screen_order_with_the_way_to_pass(session: Session, play: cast.Play) -> None:
    gate = page(session, play, play.facilitator).gate
    assert gate is not None
    order = [(c.id, c.result, bool(c.pass_href)) for c in gate.conditions if c.result != "met"]
    assert order == [("G2-4", "not_met", False), ("G2-6", "not_met", True), ("G2-8", "not_met", True)]
    assert gate.question == "Kunnen we naar ondertekening?"
    assert gate.answer == "Nog niet. Eén voorwaarde houdt de poort dicht, twee vragen nog werk of een reden."
    passing.override(
        session, play.facilitator, play.id, condition_id="G2-8", now=LATER,
        reason="De inzet is mondeling bevestigd en volgt op papier.", valid_until=date(2026, 6, 1),
    )  # fmt: skip
    gate = page(session, play, play.facilitator).gate
    assert gate is not None
    (passed,) = [c for c in gate.conditions if c.result == "overridden"]
    assert (passed.id, passed.by, passed.valid_until) == ("G2-8", "Nadia Verkerk", date(2026, 6, 1))
    assert (gate.firm, gate.loose, gate.passed, gate.met) == (1, 1, 1, 7)


def test_who_must_move_is_named_with_what_and_the_secretariat_as_such(
    session: Session, play: cast.Play
) -> None:
    gate = page(session, play, play.facilitator).gate
    assert gate is not None
    turns = {t.who: t.what for t in gate.turns}
    assert turns["Vakbond Techniek"] == "Achterbanraadpleging afgerond"
    assert "Fundamenteel bezwaar oplossen" in turns["Stichting Schone Mijnen"]
    assert [t.ours for t in gate.turns if t.secretariat] == [True]
    other = page(session, play, play.speaker("schone-mijnen")).gate
    assert other is not None
    assert [t.ours for t in other.turns if t.secretariat] == [False]


def test_a_paused_track_says_so_instead_of_an_answer(session: Session, play: cast.Play) -> None:
    tracks.move(
        session, play.facilitator, play.id, "pause", now=LATER, on=date(2026, 3, 4),
        reason="Wacht op het advies van de commissie.", review_on=date(2026, 6, 1),
    )  # fmt: skip
    view = page(session, play, play.facilitator)
    assert view.pause is not None
    assert (view.pause.days, view.pause.review_on) == (5, date(2026, 6, 1))
    assert view.gate is not None
    assert view.gate.answer.startswith("Het traject is gepauzeerd.")
    public = page(session, play, policy.ANYBODY)
    assert public.pause is not None
    assert public.pause.reason == ""


# the matrix


def test_the_slowest_party_stands_first_and_the_facilitator_last(session: Session, play: cast.Play) -> None:
    view = page(session, play, play.facilitator)
    assert view.matrix is not None
    shares_ = [r.have / r.of for r in view.matrix.rows[:-1]]
    assert shares_ == sorted(shares_)
    assert view.matrix.rows[-1].kind == "facilitator"


def test_a_kind_leaves_its_own_rows_and_the_figures_stay(session: Session, play: cast.Play) -> None:
    every, some = page(session, play, play.facilitator), page(session, play, play.facilitator, kind="ngo")
    assert every.matrix is not None
    assert some.matrix is not None
    assert [r.kind for r in some.matrix.rows] == ["ngo", "ngo"]
    assert (some.matrix.total, some.matrix.ready, some.matrix.asked) == (
        every.matrix.total,
        every.matrix.ready,
        every.matrix.asked,
    )


def test_only_cells_that_ask_something_are_links(session: Session, play: cast.Play) -> None:
    view = page(session, play, play.facilitator)
    assert view.matrix is not None
    for row in view.matrix.rows:
        for one in row.cells:
            assert bool(one.href) == (one.code not in {"ok", "na"})


# time


def test_the_page_of_a_past_moment_is_the_page_as_it_was_then(session: Session, play: cast.Play) -> None:
    plans.plan(session, play.facilitator, play.id, stage="signing", planned_on=date(2026, 10, 1), now=LATER)
    then = {w: page(session, play, play.actors[w]) for w in ("nadia", "tamar", "hilde", "renske", "puck")}
    later = LATER + timedelta(days=30)
    negotiation.answer(session, play, "schone-mijnen", "no", now=later)
    covenants.move(
        session, play.facilitator, play.id, "back_to_initiative", now=later,
        note="Twee partijen willen het bereik opnieuw bespreken.",
    )  # fmt: skip
    plans.describe(session, play.facilitator, play.id, now=later, name_nl="Anders", scope="Anders")
    for who, known in then.items():
        again = page(session, play, play.actors[who], later, as_of=LATER)
        assert _told(again) == _told(known)


def _told(view: pages.CovenantPage) -> dict[str, Any]:
    """Everything on the page but what a page about the past leaves out: deeds and ways to pass."""
    told = {**asdict(view), "as_of": None, "deeds": ()}
    for condition in (told["gate"] or {}).get("conditions", ()):
        condition["pass_href"] = ""
    return told


def test_a_covenant_is_not_found_before_it_began(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.NotFound):
        page(session, play, play.facilitator, as_of=NOW - timedelta(days=1))


def test_a_stage_that_was_planned_again_shows_its_first_plan_and_the_slip(
    session: Session, play: cast.Play
) -> None:
    for on in (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)):
        plans.plan(
            session, play.facilitator, play.id, stage="signing", planned_on=on, now=LATER,
            reason="Het bezwaar vraagt meer tijd dan gedacht.",
        )  # fmt: skip
    plan = page(session, play, policy.ANYBODY).steps[2].plan
    assert plan is not None
    assert (plan.on, plan.first, plan.count, plan.slip) == (
        date(2026, 12, 1),
        date(2026, 10, 1),
        2,
        61,
    )


# the log


def test_lines_are_left_out_before_they_are_counted(session: Session, play: cast.Play) -> None:
    everything = session.execute(sa.text("SELECT count(*) FROM entry WHERE log = :log"), {"log": play.id})
    total = everything.scalar_one()
    seen = {}
    for who in ("nadia", "hilde", "puck"):
        dossier = pages.opened(session, play.actors[who], play.slug, now=LATER)
        found = history.history(session, dossier, "nl", size=1000)
        assert found.total == len(found.lines)
        seen[who] = found.total
    assert seen["nadia"] == total
    assert seen["puck"] < seen["hilde"] <= total


def test_the_log_tells_old_new_who_and_both_dates(session: Session, play: cast.Play) -> None:
    line = page(session, play, play.facilitator).history.lines[1]
    assert (line.subject, line.old, line.new) == (
        "Bond voor Industrie en Handel, Achterbanraadpleging afgerond",
        "ingediend",
        "teruggegeven",
    )
    assert (line.who, line.reason) == ("Nadia Verkerk", negotiation.RETURNED)
    rival = page(session, play, play.speaker("branche-elektronica")).history.lines[1]
    assert (rival.old, rival.new, rival.reason) == ("ingediend", "bezig", "")


def test_the_log_has_pages(session: Session, play: cast.Play) -> None:
    dossier = pages.opened(session, play.facilitator, play.slug, now=LATER)
    first, second = (history.history(session, dossier, "nl", size=5, page=n) for n in (1, 2))
    assert first.pages == second.pages == -(-first.total // 5)
    assert [x.seq for x in (*first.lines, *second.lines)] == sorted(
        (x.seq for x in (*first.lines, *second.lines)), reverse=True
    )


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_parties(
    session: Session, engine: sa.Engine
) -> None:
    counts = []
    for table in (tuple(cast.TABLE)[:2], tuple(cast.TABLE)):
        play = cast.covenant(session, NOW, name=f"Convenant {len(table)}", table=table)
        asked: list[str] = []

        def count(*args: Any, asked: list[str] = asked) -> None:
            asked.append(str(args[2]))

        sa.event.listen(engine, "before_cursor_execute", count)
        pages.covenant_page(
            session, pages.opened(session, play.facilitator, f"convenant-{len(table)}", now=NOW), "nl"
        )
        sa.event.remove(engine, "before_cursor_execute", count)
        counts.append(len(asked))
    assert counts[0] == counts[1]
