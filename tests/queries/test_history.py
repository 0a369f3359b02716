"""Time on the covenant page: past moments, plans and slip, and the log."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, negotiation
from tests.negotiation import LATER, NOW, page
from tracker import errors, policy
from tracker.commands import covenants, plans
from tracker.queries import covenants as pages
from tracker.queries import history
from tracker.store import db


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return negotiation.begun(session)


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
    """Everything on the page but what a page about the past leaves out: deeds, ways to pass, and the
    steps that would open the gate from here."""
    told = {**asdict(view), "as_of": None, "deeds": ()}
    if told["gate"]:
        told["gate"]["way"] = None
    if told["table"]:
        told["table"]["answer"] = ""
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
