"""Leaving together, taking a place, another speaker, a suspension with a review date, and dates that move."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, registers
from tracker import errors
from tracker.commands import (
    act,
    departing,
    leaving,
    mandates,
    participations,
    plans,
    requirements,
    reservations,
    signatures,
    tracks,
)
from tracker.queries import departed, work
from tracker.store import db, dossiers, facts, ledger, shifts, tables
from workflows.parties import ParticipationStatus

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LATER = date(2026, 6, 1)
WHY = "De achterban wil eerst weten wie er toezicht houdt."
NGO, SECOND_NGO, MINISTRY, UNION = (
    *("schone-mijnen", "kinderrechtenfonds"),
    *("ministerie-wereldhandel", "vakbond-techniek"),
)


@pytest.fixture
def database_kind() -> str:
    return "sqlite"


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as made:
        yield made


@pytest.fixture
def play(session: Session) -> cast.Play:
    return cast.covenant(session, NOW, supporter=True, on=date(2025, 9, 1))


def opened(session: Session, play: cast.Play, now: datetime = NOW) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=now)


def status(session: Session, play: cast.Play, slug: str, now: datetime = NOW) -> str:
    row = opened(session, play, now).row(tables.Participation, play.parties[slug])
    return facts.standing_on(row, now.date()).value


def together(session: Session, play: cast.Play, *slugs: str, **values: Any) -> tuple[act.Receipt, ...]:
    usual = {"now": NOW, "reason_class": "voluntary", "reason": WHY}
    ids = [play.parties[slug] for slug in slugs]
    return departing.withdraw_together(session, play.facilitator, play.id, ids, **{**usual, **values})


def test_two_parties_leave_on_one_day_with_a_line_each(session: Session, play: cast.Play) -> None:
    before = ledger.head(session, play.id).size
    receipts = together(session, play, NGO, SECOND_NGO, on=LATER, statement_url="https://fictief.example/nee")
    assert [r.seq for r in receipts] == [before + 1, before + 2]
    lines = list(ledger.lines(session, play.id, seqs=[r.seq for r in receipts]))
    assert [(line.kind, line.owner) for line in lines] == [
        ("participation.withdraw", play.parties[NGO]),
        ("participation.withdraw", play.parties[SECOND_NGO]),
    ]
    then = NOW + timedelta(days=(LATER - TODAY).days)
    assert [status(session, play, s) for s in (NGO, SECOND_NGO)] == ["active", "active"]
    assert [status(session, play, s, then) for s in (NGO, SECOND_NGO)] == ["withdrawn", "withdrawn"]


def test_each_of_them_may_come_back_until_the_day(session: Session, play: cast.Play) -> None:
    together(session, play, NGO, SECOND_NGO, on=LATER)
    leaving.revoke_withdrawal(session, play.speaker(NGO), play.id, play.parties[NGO], now=NOW)
    then = NOW + timedelta(days=(LATER - TODAY).days)
    assert [status(session, play, s, then) for s in (NGO, SECOND_NGO)] == ["active", "withdrawn"]


def test_all_of_them_leave_or_none(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.Invalid) as few:
        together(session, play, NGO)
    assert few.value.fields == {"party": "Kies ten minste twee partijen."}
    with pytest.raises(errors.Forbidden):
        departing.withdraw_together(
            session, play.speaker(NGO), play.id, [play.parties[NGO], play.parties[UNION]], now=NOW,
            reason_class="voluntary",
        )  # fmt: skip
    key = act.Key("een-keer-samen", "x")
    first = together(session, play, NGO, SECOND_NGO, key=key)
    again = together(session, play, NGO, SECOND_NGO, key=key)
    assert [r.again for r in again] == [True]
    assert again[0].seq == first[0].seq


def test_a_ministry_takes_the_place_of_another(session: Session, play: cast.Play) -> None:
    own = play.parties[MINISTRY]
    mandates.record(
        session, play.speaker(MINISTRY), play.id, participation_id=own, body="Ministerraad",
        decided_on=TODAY, valid_from=TODAY, substance="Tot hier.", now=NOW,
    )  # fmt: skip
    requirements.submit(session, play.speaker(MINISTRY), play.id, own, "INI-01", now=NOW, text="Zie.")
    receipt = departing.replace(
        session, play.facilitator, play.id, own, now=NOW, reason=WHY, name_nl="Ministerie van Verre Handel",
        contact_name="Wies Terborg",
    )  # fmt: skip
    dossier = opened(session, play)
    old = dossier.row(tables.Participation, own)
    new = dossier.row(tables.Participation, receipt.id)
    assert (old.status, old.leave_class, old.successor_id, old.until_on) == (
        "ceased",
        "replaced",
        new.id,
        TODAY,
    )
    assert (new.kind, new.role, new.status, new.since_on) == (old.kind, old.role, "active", TODAY)
    inherited = departed.predecessor(dossier, new.id, "nl")
    assert inherited is not None
    assert "INI-01" in {row.code for row in inherited.rows}
    known = facts.gather(dossier)
    assert not [m for m in known.mandates if m.party_id == new.id]
    assert {i.status for i in known.items if i.party_id == new.id} == {"not_started"}
    assert dossier.covenant.participation_workflow == "participation-2"


def test_only_who_takes_part_is_replaced_and_by_somebody_else(session: Session, play: cast.Play) -> None:
    own = play.parties[MINISTRY]
    place = (session, play.facilitator, play.id, own)
    taken = opened(session, play).row(tables.Participation, play.parties[NGO]).organisation_id
    with pytest.raises(errors.Invalid) as refused:
        departing.replace(*place, now=NOW, organisation_id=taken)
    assert refused.value.fields == {"organisation_id": "Deze organisatie neemt al deel."}
    with pytest.raises(errors.Forbidden):
        departing.replace(session, play.speaker(MINISTRY), play.id, own, now=NOW, name_nl="Een ander")
    leaving.withdraw(*place, now=NOW, reason_class="voluntary")
    with pytest.raises(errors.WrongState):
        departing.replace(*place, now=NOW, name_nl="Een ander")


def test_another_person_speaks_and_the_mandate_stays(session: Session, play: cast.Play) -> None:
    own = play.parties[NGO]
    mandates.record(
        session, play.speaker(NGO), play.id, participation_id=own, body="Bestuur", decided_on=TODAY,
        valid_from=TODAY, valid_until=LATER, substance="Tot hier.", now=NOW,
    )  # fmt: skip
    receipt = departing.change_person(
        session, play.speaker(NGO), play.id, own, now=NOW, which="contact_name", name="Wies Terborg",
        on=date(2026, 2, 20),
    )  # fmt: skip
    dossier = opened(session, play)
    assert dossier.row(tables.Participation, own).contact_name == "Wies Terborg"
    assert [m.valid_until for m in facts.gather(dossier).mandates if m.party_id == own] == [LATER]
    (line,) = ledger.lines(session, play.id, seqs=[receipt.seq])
    assert (line.kind, line.level, line.fields["on"]) == ("participation.person", "table", "2026-02-20")
    assert "Wies" not in str(line.fields.get("says"))


def test_a_suspension_is_looked_at_again_on_its_day(session: Session, play: cast.Play) -> None:
    place = (session, play.facilitator, play.id, play.parties[NGO])
    for missing in (None, TODAY):
        with pytest.raises(errors.Invalid) as refused:
            leaving.suspend(*place, now=NOW, reason=WHY, review_on=missing)
        assert refused.value.fields == {"review_on": "Kies een dag na vandaag."}
    leaving.suspend(*place, now=NOW, reason=WHY, review_on=LATER)

    def asked(now: datetime) -> list[str]:
        found = work.facilitator(session, play.facilitator, now=now, language="nl").homework
        return [p.party for p in found if p.title["nl"] == "Opschorting opnieuw bekijken"]

    assert asked(NOW) == []
    assert asked(NOW + timedelta(days=91)) == ["Stichting Schone Mijnen"]
    leaving.reinstate(*place, now=NOW)
    assert opened(session, play).row(tables.Participation, play.parties[NGO]).review_on is None
    assert asked(NOW + timedelta(days=91)) == []


def test_who_declines_in_public_stays_to_be_seen(session: Session, play: cast.Play) -> None:
    made = participations.add(
        session, play.facilitator, play.id, now=NOW, kind="ngo", role="negotiator", status="invited",
        name_nl="Stichting Heldere Rivier",
    )  # fmt: skip
    participations.answer(
        session, play.facilitator, play.id, made.id, now=NOW, accept=False, reason=WHY,
        statement_url="https://fictief.example/nee",
    )  # fmt: skip
    together(session, play, NGO, SECOND_NGO)
    stranger = dossiers.load(session, play.administrator, covenant_id=play.id, now=NOW)
    told = {r.name: (r.why, r.statement_url) for r in departed.refusals(stranger, "nl")}
    assert told == {
        "Stichting Heldere Rivier": ("zag af van deelname", "https://fictief.example/nee"),
        "Stichting Schone Mijnen": ("vrijwillig", ""),
        opened(session, play).name_of(play.parties[SECOND_NGO]): ("vrijwillig", ""),
    }


def pause(session: Session, play: cast.Play, on: date) -> None:
    tracks.move(session, play.facilitator, play.id, "pause", now=NOW, on=on, reason=WHY, review_on=LATER)


def resume(session: Session, play: cast.Play, now: datetime, shift: tuple[str, ...] = ()) -> act.Receipt:
    return tracks.move(session, play.facilitator, play.id, "resume", now=now, shift=shift)


def test_resuming_moves_the_dates_that_were_confirmed_and_no_others(
    session: Session, play: cast.Play
) -> None:
    plans.plan(session, play.facilitator, play.id, stage="negotiation", planned_on=date(2026, 5, 1), now=NOW)
    requirements.set_due(
        session, play.facilitator, play.id, play.parties[NGO], "INI-01", now=NOW, due_on=date(2026, 3, 20)
    )
    reservations.raise_(
        session, play.speaker(NGO), play.id, participation_id=play.parties[NGO], condition=WHY,
        deadline=date(2026, 4, 1), on=TODAY, now=NOW,
    )  # fmt: skip
    pause(session, play, TODAY)
    then = NOW + timedelta(days=30)
    on = then.date()
    proposed = shifts.proposals(opened(session, play, then), on)
    assert [(one.kind, one.old, one.new) for one in proposed] == [
        ("plan", date(2026, 5, 1), date(2026, 5, 31)),
        ("due", date(2026, 3, 20), date(2026, 4, 19)),
        ("reservation", date(2026, 4, 1), date(2026, 5, 1)),
    ]
    with pytest.raises(errors.Invalid):
        resume(session, play, then, ("due-van-niemand",))
    receipt = resume(session, play, then, (proposed[0].key, proposed[1].key))
    dossier = opened(session, play, then)
    assert [p.on for p in dossier.every(tables.PlannedDate)] == [date(2026, 5, 1), date(2026, 5, 31)]
    assert [r.due_on for r in dossier.every(tables.Requirement)] == [date(2026, 4, 19)]
    assert [r.deadline for r in dossier.every(tables.Reservation)] == [date(2026, 4, 1)]
    (line,) = ledger.lines(session, play.id, seqs=[receipt.seq])
    assert (line.fields["says"]["shifted"], line.fields["says"]["kept"]) == (2, 1)
    before = dossiers.load(session, play.facilitator, covenant_id=play.id, now=then, as_of=NOW)
    assert [r.due_on for r in before.every(tables.Requirement)] == [date(2026, 3, 20)]


def test_two_pauses_move_a_date_by_their_union(session: Session, play: cast.Play) -> None:
    plans.plan(session, play.facilitator, play.id, stage="negotiation", planned_on=date(2026, 12, 1), now=NOW)
    first, second = NOW + timedelta(days=30), NOW + timedelta(days=45)
    pause(session, play, TODAY)
    resume(
        session,
        play,
        first,
        tuple(s.key for s in shifts.proposals(opened(session, play, first), first.date())),
    )
    tracks.move(
        session, play.facilitator, play.id, "pause", now=first, on=first.date(), reason=WHY, review_on=LATER
    )
    proposed = shifts.proposals(opened(session, play, second), second.date())
    resume(session, play, second, tuple(s.key for s in proposed))
    assert opened(session, play, second).every(tables.PlannedDate)[-1].on == date(2026, 12, 1) + timedelta(
        days=45
    )


def test_a_signature_is_not_taken_over(session: Session, play: cast.Play) -> None:
    registers.put_in(session, play, "negotiation", NOW)
    final = registers.final(session, play)
    registers.put_in(session, play, "signing", NOW)
    signatures.record(
        session, play.facilitator, play.id, participation_id=play.parties[MINISTRY], text_version_id=final,
        signatory_name="Diederik Vosmeer", signatory_function="minister", signed_on=TODAY, manner="wet",
        authority_shown=True, now=NOW,
    )  # fmt: skip
    new = departing.replace(
        session,
        play.facilitator,
        play.id,
        play.parties[MINISTRY],
        now=NOW,
        name_nl="Ministerie van Verre Handel",
    ).id
    dossier = opened(session, play)
    assert [s.participation_id for s in dossier.every(tables.Signature)] == [play.parties[MINISTRY]]
    inherited = departed.predecessor(dossier, new, "nl")
    assert inherited is not None
    assert inherited.signed
    assert status(session, play, MINISTRY) == ParticipationStatus.CEASED
