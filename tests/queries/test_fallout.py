"""The fallout preview tells exactly what a real run changes: the same findings, the same figures."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from tests import cast, negotiation, registers
from tests.database import Databases
from tracker.commands import covenants, leaving, participations, requirements, tracks
from tracker.queries import fallout, fallout_previews
from tracker.store import db, dossiers, facts, ledger, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LATER = date(2026, 6, 1)
WHY = "De leden vragen om een ander tempo dan de tafel heeft."
NGO, SECOND_NGO, UNION, FUND = "schone-mijnen", "kinderrechtenfonds", "vakbond-techniek", "ketenfonds"


@pytest.fixture(scope="module")
def played(databases: Databases) -> Iterator[tuple[sa.Engine, cast.Play]]:
    """A covenant in negotiation with answers, an objection and a supporter, kept for the whole file."""
    with databases.fresh("sqlite") as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            play = cast.covenant(session, NOW, company=True, supporter=True, on=date(2025, 9, 1))
            for slug in (NGO, UNION):
                for code in ("INI-01", "INI-02"):
                    place = (session, play.speaker(slug), play.id, play.parties[slug], code)
                    requirements.submit(*place, now=NOW, text="Zie het besluit.")
                    requirements.accept(session, play.facilitator, play.id, play.parties[slug], code, now=NOW)
            registers.put_in(session, play, "negotiation", NOW)
            registers.table(session, play, "0.3", NOW)
            registers.object_to(session, play, NGO)
            session.commit()
        yield engine, play
        engine.dispose()


@pytest.fixture
def session(played: tuple[sa.Engine, cast.Play]) -> Iterator[Session]:
    """Every test starts from the same rows and leaves nothing behind."""
    with Session(played[0]) as opened:
        yield opened
        opened.rollback()


def opened(session: Session, play: cast.Play, now: datetime = NOW) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=now)


def results(dossier: dossiers.Dossier) -> dict[str, tuple[str, Any]]:
    known = facts.gather(dossier)
    return {k: (f.result, f.unmet) for k, f in fallout.findings(dossier, known).items()}


def tally(dossier: dossiers.Dossier) -> tuple[int, int]:
    known = facts.gather(dossier)
    counted = {p.id for p in known.active()}
    mine = [i for i in known.items if i.stage == known.stage and i.party_id in counted and i.mandatory]
    return sum(i.status == "accepted" for i in mine), len(mine)


Run = Callable[[Session, cast.Play, str, date], object]
RUNS: dict[str, Run] = {
    "withdraw": lambda s, play, slug, on: leaving.withdraw(
        s, play.facilitator, play.id, play.parties[slug], now=NOW, reason_class="voluntary", on=on
    ),
    "suspend": lambda s, play, slug, _on: leaving.suspend(
        s, play.facilitator, play.id, play.parties[slug], now=NOW, reason=WHY, review_on=LATER
    ),
    "role": lambda s, play, slug, _on: participations.change_role(
        s, play.facilitator, play.id, play.parties[slug], now=NOW, role="negotiator"
    ),
}


@given(
    case=st.sampled_from(
        [("withdraw", slug) for slug in cast.TABLE]
        + [("suspend", slug) for slug in cast.TABLE]
        + [("withdraw", "noordwand"), ("role", FUND), ("withdraw", FUND)]
    ),
    days=st.sampled_from([0, 40]),
)
def test_what_is_foretold_of_a_party_is_what_happens(
    played: tuple[sa.Engine, cast.Play], case: tuple[str, str], days: int
) -> None:
    engine, play = played
    step, slug = case
    on = TODAY + timedelta(days=days if step == "withdraw" else 0)
    with Session(engine) as session:
        before = opened(session, play)
        told = fallout_previews.of_parties(
            before, [play.parties[slug]], step, on, "nl", role="negotiator" if step == "role" else ""
        )
        assert told is not None
        then = NOW + timedelta(days=(on - TODAY).days)
        was, had = results(opened(session, play, then)), tally(opened(session, play, then))
        RUNS[step](session, play, slug, on)
        after = opened(session, play, then)
        now, has = results(after), tally(after)
        known = facts.gather(after)
        session.rollback()
    assert {t.id for t in told.turned if t.changed} == {k for k in now if was[k][0] != now[k][0]}
    assert {t.id: t.result for t in told.turned if t.changed} == {
        k: now[k][0] for k in now if was[k][0] != now[k][0]
    }
    assert (told.progress is None) == (had == has)
    if told.progress is not None:
        assert (told.progress.after.accepted, told.progress.after.of) == has
    for line in told.quorum:
        assert line.after == sum(p.counts and p.kind.value == line.kind for p in known.parties)


@pytest.mark.parametrize("action", ["back_to_initiative"])
def test_a_step_back_foretells_the_gate_that_has_to_open_again(
    session: Session, played: tuple[sa.Engine, cast.Play], action: str
) -> None:
    play = played[1]
    told = fallout_previews.of_stage(opened(session, play), action, TODAY, "nl")
    assert told is not None
    assert told.turned == ()
    covenants.move(session, play.facilitator, play.id, action, now=NOW, note=WHY)
    after = results(opened(session, play))
    assert [t.id for t in told.again] == [k for k, (result, _) in after.items() if result == "not_met"]


def test_a_pause_foretells_that_no_condition_changes(
    session: Session, played: tuple[sa.Engine, cast.Play]
) -> None:
    play = played[1]
    told = fallout_previews.of_track(opened(session, play), "pause", TODAY, "nl")
    assert told is not None
    was = results(opened(session, play))
    tracks.move(session, play.facilitator, play.id, "pause", now=NOW, reason=WHY, review_on=LATER)
    now = results(opened(session, play))
    assert {t.id for t in told.turned if t.changed} == {k for k in now if was[k][0] != now[k][0]} == set()
    assert told.loose == ("De fase kan niet wijzigen zolang het traject is gepauzeerd.",)


def test_leaving_silences_an_objection_and_suspending_does_not(
    session: Session, played: tuple[sa.Engine, cast.Play]
) -> None:
    play = played[1]
    dossier, ids = opened(session, play), [play.parties[NGO]]
    leaves = fallout_previews.of_parties(dossier, ids, "withdraw", TODAY, "nl")
    stays = fallout_previews.of_parties(dossier, ids, "suspend", TODAY, "nl")
    assert leaves is not None
    assert stays is not None
    assert ([o.clause for o in leaves.held.silenced], leaves.held.standing) == (["5 lid 2"], ())
    assert ([o.clause for o in stays.held.standing], stays.held.silenced) == (["5 lid 2"], ())
    assert "G2-4" in {t.id for t in leaves.turned}
    assert "G2-4" not in {t.id for t in stays.turned}


def test_two_that_leave_together_take_the_quorum_with_them(
    session: Session, played: tuple[sa.Engine, cast.Play]
) -> None:
    play = played[1]
    ids = [play.parties[NGO], play.parties[SECOND_NGO]]
    told = fallout_previews.of_parties(opened(session, play), ids, "withdraw", TODAY, "nl")
    assert told is not None
    (line,) = told.quorum
    assert (line.kind, line.before, line.after, line.need, line.kept) == ("ngo", 2, 0, 1, False)


def test_a_supporter_that_leaves_changes_nothing_and_is_told_so(
    session: Session, played: tuple[sa.Engine, cast.Play]
) -> None:
    play = played[1]
    told = fallout_previews.of_parties(opened(session, play), [play.parties[FUND]], "withdraw", TODAY, "nl")
    assert told is not None
    assert told.nothing


def test_a_preview_writes_nothing(session: Session, played: tuple[sa.Engine, cast.Play]) -> None:
    play = played[1]
    size = ledger.head(session, play.id).size
    dossier = opened(session, play)
    rows = dossier.every(tables.Participation)
    fallout_previews.of_parties(dossier, [play.parties[NGO]], "withdraw", TODAY, "nl")
    assert ledger.head(session, play.id).size == size
    assert opened(session, play).every(tables.Participation) == rows == dossier.every(tables.Participation)
    assert not session.new
    assert not session.dirty


def test_a_rival_reads_no_preview_of_another_party(
    session: Session, played: tuple[sa.Engine, cast.Play]
) -> None:
    play = played[1]
    rival = dossiers.load(session, play.speaker(UNION), covenant_id=play.id, now=NOW)
    other, own = play.parties[NGO], play.parties[UNION]
    assert fallout_previews.of_parties(rival, [other], "withdraw", TODAY, "nl") is None
    assert fallout_previews.of_parties(rival, [own], "withdraw", TODAY, "nl") is not None
    assert fallout_previews.of_track(rival, "stop", TODAY, "nl") is None


def test_a_party_counts_no_further_than_the_matrix_shows_it(databases: Databases) -> None:
    """An acceptance with an open condition reads as unfinished to rivals: no sum may tell otherwise."""
    with databases.fresh("sqlite") as url:
        engine = db.make_engine(url)
        with db.writing(engine) as opened:
            play = negotiation.begun(opened)
            for who, hidden in ((play.speaker(NGO), 1), (play.facilitator, 0)):
                dossier = dossiers.load(opened, who, covenant_id=play.id, now=negotiation.LATER)
                told = fallout_previews.of_parties(
                    dossier, [play.parties[NGO]], "withdraw", dossier.today, "nl"
                )
                assert told is not None
                assert told.progress is not None
                assert told.progress.before.accepted == tally(dossier)[0] - hidden
        engine.dispose()
