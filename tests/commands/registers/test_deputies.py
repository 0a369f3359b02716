"""A deputy has a party's rights in one covenant, from a day until a day, and both names are recorded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import registers
from tests.cast import Play
from tests.commands.registers.deeds import PARTY
from tests.registers import NOW, OWN, RIVAL, TODAY
from tracker import errors, policy
from tracker.commands import accounts, demo_cast, deputies, mandates, requirements
from tracker.queries import history
from tracker.store import accounts as people
from tracker.store import dossiers, ledger, tables

FIRST, LAST = date(2026, 3, 3), date(2026, 3, 10)
ANNA = "anna@fictief.example"


def anna(session: Session) -> str:
    found = people.by_email(session, ANNA)
    if found is not None:
        return found.id
    return accounts.create(session, demo_cast.OPERATOR, now=NOW, email=ANNA, name="Anna Reef", roles=[])


def named(session: Session, play: Play, who: policy.Actor | None = None, **given: Any) -> str:
    anna(session)
    usual: dict[str, Any] = {"email": ANNA, "from_on": FIRST, "until_on": LAST, "now": NOW}
    return deputies.name(
        session, who or play.speaker(OWN), play.id, play.parties[OWN], **{**usual, **given}
    ).id


def on(session: Session, day: date, account: str = "") -> policy.Actor:
    """Anna with the rights she has on a day."""
    found = people.actor_for(session, account or anna(session), today=day)
    assert found is not None
    return found


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def record(session: Session, play: Play, who: policy.Actor, day: date) -> str:
    return mandates.record(
        session, who, play.id, participation_id=play.parties[OWN], body="Bestuur", decided_on=TODAY,
        valid_from=TODAY, now=at(day),
    ).id  # fmt: skip


def own(session: Session, play: Play, who: policy.Actor, day: date) -> frozenset[str]:
    return dossiers.load(session, who, covenant_id=play.id, now=at(day)).standing.own


def test_before_within_and_after_the_period(session: Session, play: Play) -> None:
    named(session, play)
    days = {
        FIRST - timedelta(days=1): False, FIRST: True, LAST: True, LAST + timedelta(days=1): False,
    }  # fmt: skip
    for day, may in days.items():
        who = on(session, day)
        assert bool(own(session, play, who, day)) is may, day
        if may:
            assert record(session, play, who, day)
            continue
        with pytest.raises(errors.Forbidden) as told:
            record(session, play, who, day)
        assert str(told.value) == PARTY


def test_the_rights_are_those_of_the_party_and_of_no_other(session: Session, play: Play) -> None:
    named(session, play)
    who = on(session, FIRST)
    assert own(session, play, who, FIRST) == {play.parties[OWN]}
    with pytest.raises(errors.Forbidden) as told:
        registers.mandate(session, play, RIVAL, who)
    assert str(told.value) == PARTY
    assert policy.relations(who, "ander convenant", ()).own == frozenset()


def test_what_a_deputy_does_is_told_with_both_names(session: Session, play: Play) -> None:
    named(session, play)
    who = on(session, FIRST)
    record(session, play, who, FIRST)
    (line,) = ledger.lines(session, play.id, after=ledger.head(session, play.id).size - 1)
    assert (line.fields["actor"], line.fields["instead_of"]) == ("Anna Reef", "Bram de Wit")
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=at(FIRST))
    assert history.history(session, dossier, "nl").lines[0].who == "Anna Reef namens Bram de Wit"


def test_evidence_keeps_both_names(session: Session, play: Play) -> None:
    named(session, play)
    requirements.submit(
        session, on(session, FIRST), play.id, play.parties[OWN], "NEG-02", now=at(FIRST), text="Akkoord."
    )
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=at(FIRST))
    (handed,) = dossier.rows(tables.Evidence)
    assert (handed.submitted_by_name, handed.principal_name, handed.on_behalf) == (
        "Anna Reef", "Bram de Wit", False,
    )  # fmt: skip


def test_ended_by_hand_it_ends_at_once(session: Session, play: Play) -> None:
    row = named(session, play, from_on=TODAY)
    assert own(session, play, on(session, TODAY), TODAY)
    deputies.end(session, play.speaker(OWN), play.id, play.parties[OWN], row, now=NOW)
    assert own(session, play, on(session, TODAY), TODAY) == frozenset()


def test_who_left_the_party_takes_the_deputy_along(session: Session, play: Play) -> None:
    named(session, play)
    body = demo_cast.organisation(session, OWN, now=NOW)
    bram = play.speaker(OWN)
    mine = sa.select(tables.Membership.id).where(  # type: ignore[call-overload]
        tables.Membership.account_id == bram.id, tables.Membership.organisation_id == body
    )
    (membership,) = session.execute(mine).scalars()
    accounts.leave(session, demo_cast.OPERATOR, membership, now=NOW, until_on=TODAY)
    assert own(session, play, on(session, FIRST), FIRST) == frozenset()


def test_a_facilitator_names_for_a_party_and_says_who_is_replaced(session: Session, play: Play) -> None:
    with pytest.raises(errors.Invalid) as told:
        named(session, play, play.facilitator)
    assert told.value.fields == {
        "principal_id": "Kies wie wordt vervangen: iemand die voor deze partij spreekt."
    }
    named(session, play, play.facilitator, principal_id=play.speaker(OWN).id)
    (line,) = ledger.lines(session, play.id, after=ledger.head(session, play.id).size - 1)
    assert line.fields["behalf"] == play.parties[OWN]


def test_a_rival_names_nobody_here(session: Session, play: Play) -> None:
    with pytest.raises(errors.Forbidden) as told:
        named(session, play, play.speaker(RIVAL))
    assert str(told.value) == PARTY


def test_somebody_of_a_rival_is_no_deputy_and_neither_is_who_has_a_task(session: Session, play: Play) -> None:
    with pytest.raises(errors.WrongState) as told:
        named(session, play, email=play.speaker(RIVAL).email)
    assert str(told.value) == (
        "Deze persoon hoort bij een andere partij in dit convenant en kan deze partij niet vervangen."
    )
    with pytest.raises(errors.WrongState) as told:
        named(session, play, email=play.facilitator.email)
    assert str(told.value) == (
        "Deze persoon heeft een taak in dit convenant en kan daarom geen partij vervangen."
    )


def test_nobody_stands_in_for_two_parties_at_once(session: Session, play: Play) -> None:
    named(session, play)
    usual: dict[str, Any] = {"email": ANNA, "from_on": LAST, "until_on": date(2026, 4, 1), "now": NOW}
    with pytest.raises(errors.WrongState) as told:
        deputies.name(session, play.speaker(RIVAL), play.id, play.parties[RIVAL], **usual)
    assert str(told.value).startswith("Deze persoon hoort bij een andere partij"), (
        "not that a rival named her"
    )
    rival = play.speaker(RIVAL).id
    with pytest.raises(errors.WrongState) as told:
        deputies.name(
            session, play.facilitator, play.id, play.parties[RIVAL], **usual, principal_id=rival
        )  # fmt: skip
    assert str(told.value) == "Deze persoon vervangt in deze periode al een andere partij."
    usual["from_on"] = LAST + timedelta(days=1)
    assert deputies.name(session, play.speaker(RIVAL), play.id, play.parties[RIVAL], **usual).id


def test_a_deputy_who_joins_a_rival_has_no_rights_left(session: Session, play: Play) -> None:
    named(session, play)
    body = demo_cast.organisation(session, RIVAL, now=NOW)
    accounts.join(
        session, demo_cast.OPERATOR, now=NOW, account_id=anna(session), organisation_id=body, from_on=TODAY
    )
    assert own(session, play, on(session, FIRST), FIRST) == {play.parties[RIVAL]}


def test_a_deputy_names_no_deputy(session: Session, play: Play) -> None:
    named(session, play)
    with pytest.raises(errors.WrongState) as told:
        named(session, play, on(session, FIRST), now=at(FIRST))
    assert str(told.value) == "Een vervanger wijst geen vervanger aan. Dit kan alleen de partij zelf."


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"email": "niemand@fictief.example"}, {"email": "Er is geen account met dit e-mailadres."}),
        (
            {"until_on": date(2026, 3, 1)},
            {"until_on": "Dit eindigt voordat het begint. Kies een latere dag."},
        ),
        ({"until_on": date(2027, 3, 20)}, {"until_on": "Een vervanging duurt hoogstens een jaar."}),
        ({"email": "bram@fictief.example"}, {"email": "Niemand vervangt zichzelf. Kies iemand anders."}),
    ],
)
def test_a_wrong_form_says_what_is_wrong(
    session: Session, play: Play, given: dict[str, Any], fields: dict[str, str]
) -> None:
    with pytest.raises(errors.Invalid) as told:
        named(session, play, **given)
    assert told.value.fields == fields
