"""The gate and the matrix: order, answer, who must move, which rows and which links."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, negotiation
from tests.negotiation import LATER, page
from tracker import policy
from tracker.commands import act, passing, tracks
from tracker.store import db, tables


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return negotiation.begun(session)


# the gate


def test_the_gate_stands_in_screen_order_with_the_way_to_pass(session: Session, play: cast.Play) -> None:
    gate = page(session, play, play.facilitator).gate
    assert gate is not None
    order = [(c.id, c.result, bool(c.pass_href)) for c in gate.conditions if c.result != "met"]
    assert order == [
        ("G2-4", "not_met", False),
        ("G2-6", "not_met", True),
        ("G2-8", "not_met", True),
        ("G2-11", "not_applicable", False),
    ]
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


def test_the_way_does_not_tell_when_what_a_rival_decided_runs_out(session: Session, play: cast.Play) -> None:
    def asked(name: str) -> list[str]:
        gate = page(session, play, play.actors[name]).gate
        assert gate is not None
        assert gate.way is not None
        return [t.what for d in gate.way.desks if d.who == "Platform Duurzame Apparatuur" for t in d.todos]

    assert asked("yara") == asked("nadia") == []
    doing, dossier = act.begin(
        session, play.facilitator, play.id, deed="requirement.decide", now=LATER
    )  # fmt: skip
    for row in dossier.every(tables.Requirement):
        if (row.participation_id, row.code) == (play.parties["platform-apparatuur"], "NEG-10"):
            doing.change(tables.Requirement, row.id, valid_until=date(2026, 3, 20))
    doing.record("requirement.accept", says={"code": "NEG-10"})
    assert asked("nadia") == asked("bram") == ["Achterbanraadpleging afgerond"]
    assert asked("yara") == asked("renske") == []


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
