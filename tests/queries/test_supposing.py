"""What if is what happens: a scenario says what the real run says once it was done, and writes nothing."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, negotiation, registers, settled
from tests.negotiation import LATER, NOW, answer
from tracker import errors, policy
from tracker.commands import (
    leaving,
    objections,
    participations,
    plans,
    requirements,
    reservations,
    seats,
    shares,
    texts,
    tracks,
)
from tracker.queries import covenants, gates, supposing
from tracker.store import db, dossiers, facts, tables
from workflows import suppositions as s
from workflows.parties import PartyKind, Role
from workflows.spelling import written

LONG = "Afgesproken aan tafel, zie het verslag."
Told = list[tuple[str, str, str]]


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return negotiation.begun(session)


def opened(session: Session, play: cast.Play, who: policy.Actor, now: Any = LATER) -> dossiers.Dossier:
    return dossiers.load(session, who, slug=play.slug, now=now)


def conditions(view: gates.GateView) -> Told:
    return [(c.id, c.result, c.state) for c in view.conditions]


def supposed(session: Session, play: cast.Play, who: policy.Actor, *given: s.Supposition) -> supposing.Column:
    found = supposing.compare(opened(session, play, who), [[written(g) for g in given]], "nl")
    assert found is not None
    return found.columns[1]


def real(session: Session, play: cast.Play, who: policy.Actor, now: Any = LATER) -> Told:
    dossier = covenants.opened(session, who, play.slug, now=now)
    gate = gates.gate(dossier, facts.gather(dossier, "nl"), "nl")
    assert gate is not None
    return conditions(gate)


def dump(session: Session) -> dict[str, list[Any]]:
    """Every row of every table."""
    session.flush()
    names = sa.inspect(session.connection()).get_table_names()
    return {n: sorted(map(repr, session.execute(_all(n)))) for n in names}


def _all(name: str) -> Any:
    return sa.select(sa.text("*")).select_from(sa.table(name))


def _ids(session: Session, play: cast.Play, table: Any, slug: str) -> list[str]:
    rows = opened(session, play, play.facilitator).every(table)
    return [r.id for r in rows if r.participation_id == play.parties[slug]]


def close_objection(session: Session, play: cast.Play) -> None:
    for one in _ids(session, play, tables.Objection, "schone-mijnen"):
        objections.close(session, play.facilitator, play.id, one, now=LATER, note=LONG)


def leave(*slugs: str) -> Callable[[Session, cast.Play], None]:
    def done(session: Session, play: cast.Play) -> None:
        for slug in slugs:
            leaving.withdraw(
                session, play.speaker(slug), play.id, play.parties[slug], now=LATER,
                reason_class="voluntary", reason=LONG,
            )  # fmt: skip

    return done


def suspend(session: Session, play: cast.Play) -> None:
    leaving.suspend(
        session, play.facilitator, play.id, play.parties["schone-mijnen"], now=LATER, reason=LONG,
        review_on=LATER.date() + timedelta(days=60),
    )  # fmt: skip


def accept(session: Session, play: cast.Play) -> None:
    answer(session, play, "bond-industrie", "yes", now=LATER)
    party = play.parties["bond-industrie"]
    requirements.accept(session, play.facilitator, play.id, party, "NEG-10", now=LATER)


def refuse(session: Session, play: cast.Play) -> None:
    answer(session, play, "bond-industrie", "no", now=LATER)
    party = play.parties["bond-industrie"]
    requirements.accept(session, play.facilitator, play.id, party, "NEG-10", now=LATER)


def another_text(session: Session, play: cast.Play) -> None:
    final = opened(session, play, play.facilitator).every(tables.TextVersion)[0]
    texts.reopen(session, play.facilitator, play.id, final.id, note=LONG, now=LATER)
    made = registers.draft(session, play, "2.0", LATER)
    texts.table(session, play.facilitator, play.id, made, now=LATER)


def freeze_another(session: Session, play: cast.Play) -> None:
    another_text(session, play)
    made = opened(session, play, play.facilitator).every(tables.TextVersion)[-1]
    texts.freeze(session, play.facilitator, play.id, made.id, now=LATER)


def join(session: Session, play: cast.Play) -> None:
    participations.add(
        session, play.facilitator, play.id, now=LATER, name_nl="Stichting Nieuw (fictief)", kind="ngo",
        role="negotiator", status="active",
    )  # fmt: skip


def pause(session: Session, play: cast.Play) -> None:
    tracks.move(
        session, play.facilitator, play.id, "pause", now=LATER, reason=LONG,
        review_on=LATER.date() + timedelta(days=60),
    )  # fmt: skip


NEGOTIATING: dict[str, tuple[Callable[[Session, cast.Play], None], Callable[[cast.Play], list[Any]]]] = {
    "an objection is closed": (
        close_objection, lambda p: [s.ObjectionClosed(p.parties["schone-mijnen"])]
    ),
    "one party leaves": (leave("schone-mijnen"), lambda p: [s.Leaves(p.parties["schone-mijnen"])]),
    "a whole kind leaves": (
        leave("schone-mijnen", "kinderrechtenfonds"),
        lambda p: [s.Leaves(p.parties["schone-mijnen"]), s.Leaves(p.parties["kinderrechtenfonds"])],
    ),
    "a party is suspended": (suspend, lambda p: [s.Suspended(p.parties["schone-mijnen"])]),
    "a constituency says yes": (accept, lambda p: [s.Accepted(p.parties["bond-industrie"], "NEG-10")]),
    "a constituency says no": (
        refuse, lambda p: [s.Accepted(p.parties["bond-industrie"], "NEG-10", "no")]
    ),
    "a new text is tabled": (another_text, lambda _: [s.Tabled()]),
    "a new text is frozen": (freeze_another, lambda _: [s.Tabled(), s.Frozen()]),
    "a party joins": (join, lambda _: [s.Joins("nieuw-ngo-1", PartyKind.NGO, Role.NEGOTIATOR)]),
    "the track is paused": (pause, lambda _: [s.Paused()]),
}  # fmt: skip


@pytest.mark.parametrize("name", NEGOTIATING)
@pytest.mark.parametrize("reader", ["nadia", "hilde"])
def test_a_scenario_says_what_the_real_run_says(
    session: Session, play: cast.Play, name: str, reader: str
) -> None:
    happens, supposition = NEGOTIATING[name]
    who = play.actors[reader]
    before = dump(session)
    foretold = supposed(session, play, who, *supposition(play))
    assert dump(session) == before
    happens(session, play)
    assert conditions(foretold.gate) == real(session, play, who)


def test_so_does_a_later_day(session: Session, play: cast.Play) -> None:
    then = LATER + timedelta(days=900)
    foretold = supposed(session, play, play.facilitator, s.Today(then.date()))
    assert conditions(foretold.gate) == real(session, play, play.facilitator, then)


@pytest.fixture
def signing(session: Session) -> cast.Play:
    """Two signed; a company has a share and has not declared; a reservation is open."""
    play = cast.covenant(session, NOW, company=True, supporter=True, on=date(2025, 9, 1))
    registers.put_in(session, play, "negotiation", NOW)
    text = registers.final(session, play, now=NOW)
    registers.put_in(session, play, "signing", NOW)
    settled.settle(session, play, NOW, but={("noordwand", "SIG-03")})
    plans.describe(
        session, play.facilitator, play.id, now=NOW, threshold_companies=1, threshold_share=Decimal("0.30")
    )
    shares.record(
        session, play.facilitator, play.id, participation_id=play.parties["noordwand"],
        share=Decimal("0.3001"), now=NOW,
    )  # fmt: skip
    for slug in ("platform-apparatuur", "vakbond-techniek"):
        registers.sign(session, play, text, slug, now=NOW)
    registers.reserve(session, play)
    return play


def sign_all(session: Session, play: cast.Play) -> None:
    text = opened(session, play, play.facilitator).every(tables.TextVersion)[0]
    for slug in cast.TABLE:
        if not _ids(session, play, tables.Signature, slug):
            registers.sign(session, play, text.id, slug, now=LATER)


def declare(session: Session, play: cast.Play) -> None:
    party = play.parties["noordwand"]
    requirements.submit(session, play.facilitator, play.id, party, "SIG-03", now=LATER, text="Getekend.")
    requirements.accept(session, play.facilitator, play.id, party, "SIG-03", now=LATER)


def drop(session: Session, play: cast.Play) -> None:
    """The share sinks, and the threshold says so."""
    declare(session, play)
    shares.record(
        session, play.facilitator, play.id, participation_id=play.parties["noordwand"],
        share=Decimal("0.28"), now=LATER,
    )  # fmt: skip


def term(session: Session, play: cast.Play) -> None:
    ends = date(2031, 1, 1)
    plans.set_term(session, play.facilitator, play.id, effective_on=LATER.date(), ends_on=ends, now=LATER)


def chair(session: Session, play: cast.Play) -> None:
    seats.fill(session, play.facilitator, play.id, holder_name="Wim Oostra", chair=True, now=LATER)


def unreserved(session: Session, play: cast.Play) -> None:
    one = _ids(session, play, tables.Reservation, "vakbond-techniek")[0]
    reservations.close(session, play.facilitator, play.id, one, now=LATER, outcome="met", note=LONG)


SIGNING: dict[str, tuple[Callable[[Session, cast.Play], None], Callable[[cast.Play], list[Any]]]] = {
    "everybody signs": (sign_all, lambda p: [s.Signs(p.parties[slug]) for slug in cast.TABLE]),
    "a company declares": (declare, lambda p: [s.Signs(p.parties["noordwand"])]),
    "the share drops to 28 %": (
        drop, lambda p: [s.Signs(p.parties["noordwand"]), s.TotalShare(Decimal("0.28"))]
    ),
    "the term is set": (term, lambda _: [s.EffectiveOn(LATER.date()), s.EndsOn(date(2031, 1, 1))]),
    "there is a chair": (chair, lambda _: [s.SeatFilled("chair")]),
    "a reservation is closed": (
        unreserved, lambda p: [s.ReservationClosed(p.parties["vakbond-techniek"])]
    ),
    "one leaves after signing": (
        leave("vakbond-techniek"), lambda p: [s.Leaves(p.parties["vakbond-techniek"])]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNING)
def test_before_implementation_too(session: Session, signing: cast.Play, name: str) -> None:
    happens, supposition = SIGNING[name]
    before = dump(session)
    foretold = supposed(session, signing, signing.facilitator, *supposition(signing))
    assert dump(session) == before
    happens(session, signing)
    assert conditions(foretold.gate) == real(session, signing, signing.facilitator)


def test_the_share_of_one_company_is_not_told_by_supposing(session: Session, signing: cast.Play) -> None:
    rival, company = signing.actors["hilde"], signing.parties["noordwand"]
    for given in (
        [s.Signs(company)],
        [s.Leaves(company)],
        [s.ThresholdSet(0, Decimal("0.25"))],
        [s.CompaniesJoin(1, Decimal("0.01"))],
    ):
        column = supposed(session, signing, rival, *given)
        assert column.withheld
        assert "G3-2" not in {c.id for c in column.gate.conditions}
        assert column.gate.way is None
    own = supposed(session, signing, rival, s.Signs(company), s.TotalShare(Decimal("0.31")))
    assert {c.result for c in own.gate.conditions if c.id == "G3-2"} == {"met"}


def test_a_manager_may_not_suppose(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.Forbidden):
        supposing.compare(opened(session, play, play.manager), [], "nl")


def test_three_scenarios_stand_beside_now(session: Session, play: cast.Play) -> None:
    found = supposing.compare(
        opened(session, play, play.facilitator), [["pauze"], [], ["tekst-nieuw"], ["hervat"]], "nl"
    )
    assert found is not None
    assert [c.number for c in found.columns] == [0, 1, 3]
    stale = next(r for r in found.rows if r.id == "G2-5")
    assert [stale.changed(n) for n in range(3)] == [False, False, True]
