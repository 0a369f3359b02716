"""Natural stone: two governments, signatures that come late, and a term that begins months after signing.

Parties and dates as in public sources; persons, companies and what went wrong at signing are invented.
"""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from tests.commands.registers.deeds import JORIS
from tests.stories import signing, telling
from tracker import errors
from tracker.commands import assignments, covenants, demo_cast, passing, plans, seats, texts
from tracker.store import tables
from workflows import calendar, loading, ways

STARTED, TALKS, FROZEN = date(2016, 11, 1), date(2017, 6, 1), date(2019, 4, 8)
CEREMONY, EFFECTIVE, ENDS = date(2019, 5, 13), date(2019, 10, 1), date(2024, 9, 30)
KICK_OFF = date(2019, 10, 14)
MINISTRIES = ("Ministerie van Buitenlandse Zaken", "Ministerie van Infrastructuur en Waterstaat")
FLANDERS, AMSTERDAM = "Vlaamse overheid", "Gemeente Amsterdam"
OTHERS = {
    "sector_association": ("Nederlandse steenbranche (fictief)", "Vlaamse steenbranche (fictief)"),
    "trade_union": ("FNV", "CNV Internationaal"),
    "ngo": ("Arisa", "WSM"),
}
CIVIL = [name for names in OTHERS.values() for name in names]
REASON = "De lijst van partijen volgt zodra Vlaanderen heeft getekend."


@pytest.fixture
def stone(session: Session) -> telling.Track:
    """Everything is in order but the signatures themselves; the term begins on 1 October."""
    track = telling.start(session, STARTED, "Natuursteen")
    track.join(STARTED, "facilitator", "Bureau (fictief)", role="facilitator")
    for kind, names in OTHERS.items():
        track.join(STARTED, kind, *names)
    track.join(STARTED, "government", *MINISTRIES, FLANDERS)
    track.stage(TALKS, "negotiation")
    signing.final(track, FROZEN)
    now = telling.moment(FROZEN)
    plans.set_term(session, track.actor, track.id, effective_on=EFFECTIVE, ends_on=ENDS, now=now)
    for seat in (None, "sector_association", "trade_union", "ngo", "government"):
        seats.fill(
            session, track.actor, track.id, holder_name="Iemand (fictief)", chair=seat is None,
            delegation=seat, now=now,
        )  # fmt: skip
    plans.describe(session, track.actor, track.id, now=now, secretariat="Bureau (fictief)")
    signing.in_order(track, FROZEN)
    return track


def final(track: telling.Track) -> str:
    return next(t.id for t in track.dossier(CEREMONY).every(tables.TextVersion) if t.status == "final")


def ceremony(track: telling.Track, *, but: tuple[str, ...] = ()) -> None:
    for name in (*CIVIL, *MINISTRIES, FLANDERS):
        if name not in but:
            signing.sign(track, CEREMONY, final(track), name)


def test_two_ministries_and_flanders_are_three_signatures(stone: telling.Track) -> None:
    ceremony(stone, but=(FLANDERS, MINISTRIES[1]))
    assert stone.result(CEREMONY, "G3-1") == "not_met"
    assert set(signing.way(stone, CEREMONY)) == {
        f"tekent:{stone.parties[FLANDERS]}",
        f"tekent:{stone.parties[MINISTRIES[1]]}",
    }
    signing.sign(stone, CEREMONY, final(stone), MINISTRIES[1])
    assert stone.result(CEREMONY, "G3-1") == "not_met"
    signing.sign(stone, CEREMONY, final(stone), FLANDERS)
    assert stone.result(CEREMONY, "G3-1") == "met"


def test_the_term_begins_months_after_signing(stone: telling.Track) -> None:
    ceremony(stone)
    assert stone.result(CEREMONY, "G3-7") == "not_met"
    dossier = stone.dossier(CEREMONY)
    flow = loading.workflow(dossier.covenant.workflow)
    found = ways.way(flow, signing.GATE, stone.known(CEREMONY))
    assert (found.steps, found.opens_on) == ((), EFFECTIVE)
    assert found.waits == (ways.Wait("G3-7", EFFECTIVE),)
    with pytest.raises(errors.GateClosed):
        covenants.move(
            stone.session, stone.actor, stone.id, signing.GATE, now=telling.moment(CEREMONY), on=CEREMONY
        )
    covenants.move(
        stone.session, stone.actor, stone.id, signing.GATE, now=telling.moment(EFFECTIVE), on=EFFECTIVE
    )
    known = stone.known(EFFECTIVE)
    assert known.stage == "implementation"
    (first, *_), last = known.cycles, known.cycles[-1]
    assert (first.starts_on, last.ends_on) == (EFFECTIVE, ENDS)
    assert calendar.started(known.cycles, EFFECTIVE) == (first,)


def test_amsterdam_signs_on_paper_and_the_paper_comes_later(stone: telling.Track) -> None:
    ceremony(stone)
    covenants.move(
        stone.session, stone.actor, stone.id, signing.GATE, now=telling.moment(EFFECTIVE), on=EFFECTIVE
    )
    stone.join(KICK_OFF, "government", AMSTERDAM, role="signatory")
    signed = date(2019, 9, 16)
    row_id = signing.sign(stone, KICK_OFF, final(stone), AMSTERDAM, signed_on=signed, received_on=KICK_OFF)
    row = stone.dossier(KICK_OFF).row(tables.Signature, row_id)
    assert (row.signed_on, row.received_on) == (signed, KICK_OFF)
    before = stone.dossier(KICK_OFF - timedelta(days=1), as_known=True)
    assert row_id not in {s.id for s in before.every(tables.Signature)}
    assert {"SIG-01", "SIG-02"} <= stone.asked(KICK_OFF, AMSTERDAM)
    assert "INI-07" not in stone.asked(KICK_OFF, AMSTERDAM)


def test_a_signature_under_the_wrong_version_is_refused(stone: telling.Track) -> None:
    now = telling.moment(CEREMONY)
    draft = texts.add(
        stone.session, stone.actor, stone.id, number="1.1", variants={"nl": texts.Variant("# Artikel 1")},
        now=now,
    ).id  # fmt: skip
    with pytest.raises(errors.WrongState, match="niet de definitieve tekst"):
        signing.sign(stone, CEREMONY, draft, FLANDERS)
    assert not stone.dossier(CEREMONY).every(tables.Signature)


def test_a_proxy_without_authority_does_not_count(stone: telling.Track) -> None:
    with pytest.raises(errors.Invalid):
        signing.sign(
            stone, CEREMONY, final(stone), FLANDERS, manner="proxy", proxy_of="De minister-president (fictief)",
            authority_shown=False,
        )  # fmt: skip
    assert not stone.dossier(CEREMONY).every(tables.Signature)


def test_what_was_passed_closes_itself_once_it_is_met(stone: telling.Track) -> None:
    ceremony(stone)
    seat = next(s for s in stone.dossier(CEREMONY).every(tables.Seat) if s.chair)
    seats.vacate(stone.session, stone.actor, stone.id, seat.id, now=telling.moment(CEREMONY), on=CEREMONY)
    after = CEREMONY + timedelta(days=1)
    assert stone.result(after, "G3-6") == "not_met"
    passing.override(
        stone.session, stone.actor, stone.id, condition_id="G3-6", reason=REASON, now=telling.moment(after)
    )
    assert stone.result(after, "G3-6") == "overridden"
    seats.fill(
        stone.session, stone.actor, stone.id, holder_name="Een ander (fictief)", chair=True,
        now=telling.moment(after),
    )  # fmt: skip
    assert stone.result(after, "G3-6") == "met"


def test_two_facilitators_cannot_move_the_same_stage_at_once(stone: telling.Track) -> None:
    ceremony(stone)
    now = telling.moment(EFFECTIVE)
    joris = demo_cast.actor(stone.session, "joris", now=now)
    assignments.assign(stone.session, stone.actor, stone.id, email=JORIS, role="facilitator", now=now)
    joris = telling.accounts_actor(stone.session, joris, EFFECTIVE)
    seen = stone.dossier(EFFECTIVE).seq
    covenants.move(stone.session, stone.actor, stone.id, signing.GATE, now=now, on=EFFECTIVE, seen=seen)
    with pytest.raises((errors.Stale, errors.WrongState)):
        covenants.move(stone.session, joris, stone.id, signing.GATE, now=now, on=EFFECTIVE, seen=seen)
    moves = [m for m in stone.dossier(EFFECTIVE).every(tables.StageMove) if m.to_stage == "implementation"]
    assert len(moves) == 1
