"""Motions: the outcome is computed and never typed, silence and vetoes count as the rule says, nothing is lost."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session

from tests import cast
from tests.cast import Play
from tests.commands.registers import deeds_table as on_table
from tests.commands.registers.deed import REASON
from tests.registers import MINISTRY, NGO, NOW, OWN, RIVAL, TODAY, UNION
from tracker import errors
from tracker.commands import leaving, motions, weights
from tracker.store import ballots, dossiers, tables

LATER = NOW + timedelta(days=1)
OTHERS = tuple(s for s in cast.TABLE if s != OWN)


def dossier(session: Session, play: Play, now: datetime = NOW) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=now)


def motion(session: Session, play: Play, it: str, now: datetime = NOW) -> tables.Motion:
    return dossier(session, play, now).row(tables.Motion, it)


def close(session: Session, play: Play, it: str, now: datetime = NOW) -> str:
    motions.close(session, play.facilitator, play.id, it, now=now)
    return motion(session, play, it, now).status


def refused(session: Session, play: Play, it: str, now: datetime = NOW) -> str:
    with pytest.raises(errors.WrongState) as told:
        motions.close(session, play.facilitator, play.id, it, now=now)
    return str(told.value)


def weigh(session: Session, play: Play, parts: dict[str, str]) -> None:
    for slug in cast.TABLE:
        weights.record(
            session, play.facilitator, play.id, participation_id=play.parties[slug], now=NOW,
            weight=Decimal(parts.get(slug, "0")), from_on=date(2026, 1, 1),
        )  # fmt: skip


def test_a_motion_that_is_not_decided_is_not_closed_before_its_deadline(session: Session, play: Play) -> None:
    it = on_table.motion(session, play)
    assert refused(session, play, it) == (
        "De uitkomst staat nog niet vast. Afsluiten kan als zij vaststaat, of na 2026-03-02."
    )
    assert close(session, play, it, LATER) == "lost", "what is not carried by its deadline is lost"


def test_unanimity_is_carried_with_the_last_yes_and_lost_with_the_first_no(
    session: Session, play: Play
) -> None:
    it, other = on_table.motion(session, play), on_table.motion(session, play)
    for slug in cast.TABLE:
        assert refused(session, play, it)
        on_table.vote(session, play, it, slug)
    assert close(session, play, it) == "carried"
    on_table.vote(session, play, other, UNION, "no")
    assert close(session, play, other) == "lost"


def test_silence_is_consent_after_the_deadline_and_one_objection_blocks(session: Session, play: Play) -> None:
    it, other = (on_table.motion(session, play, "niemand_tegen") for _ in range(2))
    assert refused(session, play, it)
    assert close(session, play, it, LATER) == "carried"
    on_table.vote(session, play, other, NGO, "no")
    assert close(session, play, other) == "lost"


def test_a_proposer_does_not_count_in_its_own_quorum(session: Session, play: Play) -> None:
    it = motions.open_(
        session, play.speaker(OWN), play.id, title="Drie?", rule="drie_partijen", deadline=TODAY,
        proposer_id=play.parties[OWN], now=NOW,
    ).id  # fmt: skip
    for slug in (OWN, RIVAL, UNION):
        on_table.vote(session, play, it, slug)
    assert refused(session, play, it)
    on_table.vote(session, play, it, NGO)
    assert close(session, play, it) == "carried"


@pytest.mark.parametrize(("ours", "rest", "outcome"), [("80", "20", "carried"), ("79.99", "20.01", "lost")])
def test_79_99_percent_blocks_and_80_percent_passes(
    session: Session, play: Play, ours: str, rest: str, outcome: str
) -> None:
    weigh(session, play, {OWN: ours, "ministerie-nijverheid": rest})
    it = on_table.motion(session, play, "gekwalificeerd")
    for slug in cast.TABLE:
        if slug != "ministerie-nijverheid":
            on_table.vote(session, play, it, slug)
    on_table.vote(session, play, it, "ministerie-nijverheid", "no")
    assert close(session, play, it) == outcome


def test_enough_votes_do_not_close_it_while_somebody_silent_could_veto(session: Session, play: Play) -> None:
    weigh(session, play, {OWN: "90", MINISTRY: "10"})
    it = on_table.motion(session, play, "gekwalificeerd")
    for slug in (OWN, UNION, NGO, MINISTRY):
        on_table.vote(session, play, it, slug)
    ballot = ballots.of(dossier(session, play), motion(session, play, it))
    assert ballots.evaluate("gekwalificeerd", ballot).state == "carried"
    assert refused(session, play, it)
    on_table.vote(session, play, it, RIVAL, "veto")
    assert close(session, play, it) == "lost"


def test_a_vote_may_change_and_the_old_one_stays(session: Session, play: Play) -> None:
    it = on_table.motion(session, play)
    on_table.vote(session, play, it, OWN)
    on_table.vote(session, play, it, OWN, "no")
    cast_votes = ballots.votes(dossier(session, play), it)
    assert [(v.value, v.revoked_on) for v in cast_votes] == [("yes", TODAY), ("no", None)]
    motions.revoke(session, play.speaker(OWN), play.id, it, participation_id=play.parties[OWN], now=NOW)
    ballot = ballots.of(dossier(session, play), motion(session, play, it))
    assert (ballot.voice(play.parties[OWN]), len(ballots.votes(dossier(session, play), it))) == (None, 2)


@pytest.mark.parametrize("value", ["no", "veto"])
def test_a_no_and_a_veto_need_a_reason(session: Session, play: Play, value: str) -> None:
    weigh(session, play, {OWN: "1"})
    it = on_table.motion(session, play, "gekwalificeerd")
    with pytest.raises(errors.Invalid) as told:
        on_table.vote(session, play, it, OWN, value, reason="Nee.")
    assert set(told.value.fields) == {"reason"}


def test_there_is_a_veto_only_where_the_rule_knows_one(session: Session, play: Play) -> None:
    it = on_table.motion(session, play)
    with pytest.raises(errors.Invalid) as told:
        on_table.vote(session, play, it, OWN, "veto")
    assert told.value.fields == {"value": "De regel van deze stemming kent geen veto. Stem tegen."}


def test_after_the_deadline_nobody_votes(session: Session, play: Play) -> None:
    it = on_table.motion(session, play)
    with pytest.raises(errors.WrongState) as told:
        on_table.vote(session, play, it, OWN, now=LATER)
    assert str(told.value) == "Stemmen kon tot en met 2026-03-02. De facilitator sluit de stemming af."


def test_the_facilitator_votes_for_nobody(session: Session, play: Play) -> None:
    it = on_table.motion(session, play)
    with pytest.raises(errors.Forbidden) as told:
        motions.vote(
            session, play.facilitator, play.id, it, participation_id=play.parties[OWN], value="yes", now=NOW
        )
    assert str(told.value) == "Dit kan alleen de partij zelf."


def test_who_leaves_stops_counting_and_what_was_closed_does_not_change(session: Session, play: Play) -> None:
    early, late = (on_table.motion(session, play, deadline=date(2026, 4, 1)) for _ in range(2))
    for slug in cast.TABLE:
        on_table.vote(session, play, early, slug, "yes")
    assert close(session, play, early) == "carried"
    for slug in OTHERS:
        on_table.vote(session, play, late, slug)
    leaving.withdraw(
        session, play.facilitator, play.id, play.parties[OWN], now=LATER, reason_class="voluntary",
        reason=REASON, on=LATER.date(),
    )  # fmt: skip
    now = dossier(session, play, LATER)
    assert len(ballots.of(now, motion(session, play, early, LATER)).present()) == len(cast.TABLE)
    assert len(ballots.of(now, motion(session, play, late, LATER)).present()) == len(OTHERS)
    assert close(session, play, late, LATER) == "carried"


def test_a_close_notices_a_vote_that_came_in_between(session: Session, play: Play) -> None:
    it = on_table.motion(session, play)
    for slug in cast.TABLE:
        seen = on_table.vote(session, play, it, slug).seq
    on_table.vote(session, play, it, OWN, "no")
    with pytest.raises(errors.Stale):
        motions.close(session, play.facilitator, play.id, it, now=NOW, seen=seen)


def test_an_admission_names_somebody_who_is_not_at_the_table_yet(session: Session, play: Play) -> None:
    def admit(slug: str) -> str:
        return motions.open_(
            session, play.facilitator, play.id, title="Erbij?", rule="toelating", deadline=TODAY,
            subject="admission", participation_id=play.parties[slug], now=NOW,
        ).id  # fmt: skip

    assert motion(session, play, admit("ketenfonds")).participation_id == play.parties["ketenfonds"]
    with pytest.raises(errors.Invalid) as told:
        admit(OWN)
    assert told.value.fields == {"participation_id": "Deze organisatie zit al aan tafel."}


def test_a_rule_by_weight_needs_weights_first(session: Session, play: Play) -> None:
    with pytest.raises(errors.Invalid) as told:
        on_table.motion(session, play, "gekwalificeerd")
    assert told.value.fields == {"rule": "Deze regel telt gewichten. Leg eerst de gewichten vast."}


def test_weights_do_not_reach_back_before_a_closed_motion(session: Session, play: Play) -> None:
    it = on_table.motion(session, play)
    on_table.vote(session, play, it, OWN, "no")
    close(session, play, it)
    with pytest.raises(errors.Invalid) as told:
        weights.record(
            session, play.facilitator, play.id, participation_id=play.parties[OWN], weight=Decimal(2), now=NOW
        )
    assert set(told.value.fields) == {"from_on"}
    weights.record(
        session, play.facilitator, play.id, participation_id=play.parties[OWN], weight=Decimal(2), now=NOW,
        from_on=LATER.date(),
    )  # fmt: skip


def test_the_proposer_may_withdraw_it_and_says_why(session: Session, play: Play) -> None:
    it = on_table.own_motion(session, play)
    with pytest.raises(errors.Invalid):
        motions.withdraw(session, play.speaker(OWN), play.id, it, note="Nee.", now=NOW)
    motions.withdraw(session, play.speaker(OWN), play.id, it, note=REASON, now=NOW)
    assert motion(session, play, it).status == "withdrawn"
    with pytest.raises(errors.WrongState) as told:
        on_table.vote(session, play, it, RIVAL)
    assert str(told.value) == "Deze stemming is afgesloten. Wat er stond, blijft staan."
