"""One party as readers see it: figures that agree with the rows, debts, and what leaving would change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast
from tracker import errors, policy
from tracker.commands import covenants, participations, requirements
from tracker.queries import evidence, parties
from tracker.queries import requirements as panels
from tracker.store import db, dossiers, shelf, tables
from workflows.facts import STAGES

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SINCE = date(2025, 9, 1)
BRAM, RIVAL, NGO = "platform-apparatuur", "branche-elektronica", "schone-mijnen"


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as opened:
        yield opened


@pytest.fixture
def play(session: Session) -> cast.Play:
    return cast.covenant(session, NOW, company=True, supporter=True, on=SINCE)


def page(
    session: Session,
    play: cast.Play,
    party: str,
    who: policy.Actor | None = None,
    now: datetime = NOW,
    as_of: datetime | None = None,
) -> parties.PartyPage:
    reader = who or play.facilitator
    dossier = dossiers.load(session, reader, covenant_id=play.id, now=now, as_of=as_of)
    return parties.party_page(session, dossier, play.parties[party], "nl")


def hand_in(session: Session, play: cast.Play, code: str, party: str = BRAM, now: datetime = NOW) -> None:
    requirements.submit(
        session, play.speaker(party), play.id, play.parties[party], code, now=now, text="Zie."
    )


def settle(session: Session, play: cast.Play, code: str, party: str = BRAM, now: datetime = NOW) -> None:
    hand_in(session, play, code, party, now)
    requirements.accept(session, play.facilitator, play.id, play.parties[party], code, now=now)


def test_the_tally_counts_exactly_the_rows(session: Session, play: cast.Play) -> None:
    settle(session, play, "INI-01")
    hand_in(session, play, "INI-02")
    requirements.waive(
        session,
        play.facilitator,
        play.id,
        play.parties[BRAM],
        "INI-07",
        now=NOW,
        reason="Al door de koepel gedaan.",
    )
    view = page(session, play, BRAM)
    assert view.answer == "1 van 4 akkoord. 2 punten liggen bij de partij, één bij het secretariaat."
    assert sum(int(text.split()[0]) for _tone, _icon, text in view.tally) == len(view.rows) == 5
    assert [r.code for r in view.rows] == ["INI-03", "INI-05", "INI-02", "INI-01", "INI-07"]
    assert view.stages[0].extra == "1 ontheven"


def test_nothing_asked_is_told_as_such(session: Session, play: cast.Play) -> None:
    view = page(session, play, "ketenfonds")
    assert view.answer.startswith("Van deze organisatie wordt niets gevraagd")
    assert (view.rows, view.stages, view.tally) == ((), (), ())


def test_what_was_left_open_in_a_stage_becomes_a_debt(session: Session, play: cast.Play) -> None:
    place = (session, play.facilitator, play.id)
    requirements.submit(*place, play.parties["ketenbureau"], "INI-06", now=NOW, text="Plan.")
    requirements.accept(*place, play.parties["ketenbureau"], "INI-06", now=NOW)
    reasons = {f"G1-{n}": "Partijen spraken af dit later te doen." for n in range(1, 8)}
    covenants.move(*place, "start_negotiation", now=NOW, overrides=reasons)
    view = page(session, play, BRAM)
    assert view.stage == STAGES[1]
    assert [r.code for r in view.debts] == ["INI-01", "INI-02", "INI-03", "INI-05", "INI-07"]
    assert view.answer.endswith("Uit eerder staan nog 5 punten open.")


def test_who_joins_late_catches_up_on_what_is_marked_so(session: Session, play: cast.Play) -> None:
    session.execute(sa.text("UPDATE covenant SET stage = 'negotiation'"))
    shelf.shelf.clear()
    made = participations.add(
        session,
        play.facilitator,
        play.id,
        now=NOW,
        kind="ngo",
        role="negotiator",
        name_nl="Stichting Later",
    )
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    view = parties.party_page(session, dossier, made.id, "nl")
    assert [r.code for r in view.debts] == ["INI-02"]
    assert {"NEG-01", "NEG-05"} <= {r.code for r in view.rows}


def test_leaving_tells_what_happens_to_quorum_and_gate(session: Session, play: cast.Play) -> None:
    gone = page(session, play, NGO).departure
    assert gone is not None
    assert gone.quorum is not None
    assert (gone.quorum.have, gone.quorum.need, gone.quorum.kept) == (1, 1, True)
    assert page(session, play, NGO, play.speaker(RIVAL)).departure is None
    lone = cast.covenant(session, NOW, name="Klein", table=(BRAM, NGO), on=SINCE)
    after = page(session, lone, NGO).departure
    assert after is not None
    assert after.quorum is not None
    assert not after.quorum.kept


def test_a_rival_reads_status_of_confidential_items_and_nothing_of_companies(
    session: Session, play: cast.Play
) -> None:
    session.execute(sa.text("UPDATE covenant SET stage = 'negotiation'"))
    shelf.shelf.clear()
    hand_in(session, play, "NEG-01")
    requirements.return_(
        session,
        play.facilitator,
        play.id,
        play.parties[BRAM],
        "NEG-01",
        now=NOW,
        reason="Te vaag geformuleerd.",
    )
    own = {r.code: r for r in page(session, play, BRAM, play.speaker(BRAM)).rows}["NEG-01"]
    assert (own.status, own.reason) == ("returned", "Te vaag geformuleerd.")
    assert own.evidence is not None
    seen = {r.code: r for r in page(session, play, BRAM, play.speaker(RIVAL)).rows}["NEG-01"]
    assert (seen.status, seen.reason, seen.decided_by, seen.evidence) == ("in_progress", "", "", None)


def test_the_panel_of_a_rival_has_no_forms_and_no_content(session: Session, play: cast.Play) -> None:
    hand_in(session, play, "INI-03")
    for who, content in ((play.speaker(RIVAL), True), (play.manager, False)):
        dossier = dossiers.load(session, who, covenant_id=play.id, now=NOW)
        view = panels.panel(session, dossier, who, play.parties[BRAM], "INI-03", "nl")
        assert (view.content, bool(view.revisions)) == (content, content)
        assert [view.may_submit, view.may_decide, view.may_exempt, view.may_due] == [False] * 4


def test_a_file_of_another_covenant_is_not_found(session: Session, play: cast.Play) -> None:
    hand_in(session, play, "INI-03")
    other = cast.covenant(session, NOW, name="Ander", on=SINCE)
    dossier = dossiers.load(session, play.facilitator, covenant_id=other.id, now=NOW)
    mine = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    (handed,) = [e.id for e in mine.rows(tables.Evidence)]
    with pytest.raises(errors.NotFound):
        evidence.file(dossier, handed)


def test_the_page_of_a_moment_says_later_what_it_said_then(session: Session, play: cast.Play) -> None:
    settle(session, play, "INI-01")
    then = page(session, play, BRAM)
    later = NOW + timedelta(days=30)
    settle(session, play, "INI-02", now=later)
    again = page(session, play, BRAM, now=later, as_of=NOW + timedelta(seconds=1))
    assert (again.answer, again.tally, again.rows, again.stages) == (
        then.answer,
        then.tally,
        then.rows,
        then.stages,
    )
    assert again.deeds == ()
    assert page(session, play, BRAM, now=later).answer != then.answer


def test_other_covenants_of_the_same_organisation_are_named(session: Session, play: cast.Play) -> None:
    cast.covenant(session, NOW, name="Meubel", table=(BRAM,), on=SINCE)
    assert [o.name for o in page(session, play, BRAM).others] == ["Meubel"]
