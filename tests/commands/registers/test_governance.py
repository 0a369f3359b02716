"""Seats, decisions, cases and assignments: what a covenant needs to start running and to end well."""

from datetime import date

import pytest
from sqlmodel import Session

from tests import registers
from tests.cast import Play, again
from tests.commands.registers.deeds import JORIS
from tests.registers import NOW, OWN, RIVAL, TODAY, UNION
from tracker import errors
from tracker.commands import assignments, cases, decisions, seats
from tracker.store import dossiers, facts, tables
from workflows.conditions.closing import no_case_without_destination

NADIA = "nadia@fictief.example"


def dossier(session: Session, play: Play) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)


def test_a_seat_counts_from_its_first_day_to_its_last(session: Session, play: Play) -> None:
    seat_id = seats.fill(
        session, play.facilitator, play.id, holder_name="Ada Lindhout", delegation="trade_union",
        participation_id=play.parties[UNION], deputy_name="Bo Hartog", now=NOW,
    ).id  # fmt: skip
    (seat,) = facts.gather(dossier(session, play)).seats
    assert (str(seat.delegation), seat.chair, seat.filled) == ("trade_union", False, True)
    seats.vacate(session, play.facilitator, play.id, seat_id, now=NOW)
    (seat,) = facts.gather(dossier(session, play)).seats
    assert seat.filled, "its last day still counts"
    kept = dossier(session, play).row(tables.Seat, seat_id)
    assert (kept.until_on, kept.holder_name, kept.deputy_name) == (TODAY, "Ada Lindhout", "Bo Hartog")


def test_there_is_one_chair_at_a_time(session: Session, play: Play) -> None:
    seats.fill(session, play.facilitator, play.id, holder_name="Wim Oostra", chair=True, now=NOW)
    with pytest.raises(errors.WrongState) as told:
        seats.fill(session, play.facilitator, play.id, holder_name="Iris Baan", chair=True, now=NOW)
    assert str(told.value) == "Er is al een voorzitter. Maak die zetel eerst vrij."


def test_a_party_sits_only_with_its_own_delegation(session: Session, play: Play) -> None:
    with pytest.raises(errors.Invalid) as told:
        seats.fill(
            session, play.facilitator, play.id, holder_name="Iris Baan", delegation="ngo",
            participation_id=play.parties[UNION], now=NOW,
        )  # fmt: skip
    assert told.value.fields == {"participation_id": "Deze partij hoort niet bij deze delegatie."}
    for delegation in ("facilitator", "", None):
        with pytest.raises(errors.Invalid):
            seats.fill(
                session, play.facilitator, play.id, holder_name="Iris Baan", delegation=delegation, now=NOW
            )


def test_decisions_wait_for_implementation(session: Session, play: Play) -> None:
    with pytest.raises(errors.WrongState) as told:
        decisions.record(
            session, play.facilitator, play.id, decision="ending", on=TODAY, body="Stuurgroep", now=NOW
        )
    assert str(told.value) == "Dit besluit hoort bij de uitvoering. Het convenant is zover nog niet."


@pytest.mark.parametrize(
    ("decision", "value"),
    [
        ("ending", ""),
        ("final_evaluation", ""),
        ("follow_up", "extend"),
        ("follow_up", "end"),
        ("data_retention", "destroy"),
    ],
)
def test_each_decision_reaches_the_facts_of_its_gate(
    session: Session, play: Play, decision: str, value: str
) -> None:
    registers.put_in(session, play, "implementation")
    decisions.record(
        session,
        play.facilitator,
        play.id,
        decision=decision,
        value=value,
        on=TODAY,
        body="Stuurgroep",
        now=NOW,
    )
    known = facts.gather(dossier(session, play))
    reached = {
        "ending": known.ending_decided_on,
        "final_evaluation": known.final_evaluation_on,
        "follow_up": known.follow_up,
        "data_retention": known.data_retention,
    }
    assert reached.pop(decision) == (value or TODAY)
    assert set(reached.values()) == {None}


def test_the_newest_decision_counts_and_the_earlier_one_stays(session: Session, play: Play) -> None:
    registers.put_in(session, play, "implementation")
    for value in ("renew", "end"):
        decisions.record(
            session, play.facilitator, play.id, decision="follow_up", value=value, on=TODAY, body="X", now=NOW
        )
    assert facts.gather(dossier(session, play)).follow_up == "end"
    assert [d.value for d in dossier(session, play).rows(tables.Decision)] == ["renew", "end"]


def test_there_is_no_response_before_the_evaluation(session: Session, play: Play) -> None:
    registers.put_in(session, play, "implementation")
    given = {"decision": "evaluation_response", "body": "Stuurgroep", "now": NOW}
    with pytest.raises(errors.WrongState) as told:
        decisions.record(session, play.facilitator, play.id, on=TODAY, **given)  # type: ignore[arg-type]
    assert str(told.value) == "Er is nog geen eindevaluatie om op te reageren."
    decisions.record(
        session, play.facilitator, play.id, decision="final_evaluation", on=TODAY, body="Bureau", now=NOW
    )
    with pytest.raises(errors.Invalid):
        decisions.record(session, play.facilitator, play.id, on=date(2026, 3, 1), **given)  # type: ignore[arg-type]
    decisions.record(session, play.facilitator, play.id, on=TODAY, **given)  # type: ignore[arg-type]
    assert facts.gather(dossier(session, play)).evaluation_response_on == TODAY


@pytest.mark.parametrize(
    ("decision", "value"), [("follow_up", "retain"), ("data_retention", ""), ("lunch", "")]
)
def test_a_decision_is_one_of_those_that_are_asked_for(
    session: Session, play: Play, decision: str, value: str
) -> None:
    registers.put_in(session, play, "implementation")
    with pytest.raises(errors.Invalid):
        decisions.record(
            session, play.facilitator, play.id, decision=decision, value=value, on=TODAY, body="X", now=NOW
        )


def _case(session: Session, play: Play) -> str:
    return cases.open_(
        session, play.facilitator, play.id, kind="complaint", title="Lonen", received_on=TODAY, now=NOW
    ).id


def test_a_case_holds_the_last_gate_until_it_is_settled_or_handed_over(session: Session, play: Play) -> None:
    first, second = _case(session, play), _case(session, play)
    cases.close(session, play.facilitator, play.id, first, now=NOW)
    assert no_case_without_destination(facts.gather(dossier(session, play))) is not None
    cases.hand_over(session, play.facilitator, play.id, second, destination="ncp", now=NOW)
    assert no_case_without_destination(facts.gather(dossier(session, play))) is None
    kept = {c.id: (c.status, c.destination) for c in dossier(session, play).rows(tables.CaseFile)}
    assert kept == {first: ("closed", None), second: ("open", "ncp")}


def test_a_settled_case_is_not_handed_over(session: Session, play: Play) -> None:
    case_id = _case(session, play)
    cases.close(session, play.facilitator, play.id, case_id, now=NOW)
    with pytest.raises(errors.WrongState, match=r"Deze zaak is al afgehandeld\."):
        cases.hand_over(session, play.facilitator, play.id, case_id, destination="ncp", now=NOW)


@pytest.mark.parametrize("slug", [OWN, RIVAL])
def test_for_a_party_a_case_is_neither_there_nor_counted(session: Session, play: Play, slug: str) -> None:
    case_id = _case(session, play)
    theirs = dossiers.load(session, play.speaker(slug), covenant_id=play.id, now=NOW)
    assert theirs.rows(tables.CaseFile) == ()
    with pytest.raises(errors.NotFound):
        cases.close(session, play.speaker(slug), play.id, case_id, now=NOW)
    with pytest.raises(errors.NotFound):
        cases.hand_over(session, play.speaker(slug), play.id, case_id, destination="ncp", now=NOW)


def test_an_assignment_gives_rights_and_its_end_takes_them(session: Session, play: Play) -> None:
    assert not again(session, play.second, NOW).facilitates(play.id)
    assigned = assignments.assign(
        session, play.facilitator, play.id, email=JORIS.upper(), role="facilitator", now=NOW
    )
    assert again(session, play.second, NOW).facilitates(play.id)
    assert facts.gather(dossier(session, play)).facilitators == 2
    assignments.end(session, play.facilitator, play.id, assigned.id, now=NOW, on=TODAY)
    assert again(session, play.second, NOW).facilitates(play.id), "the last day still counts"
    assert not again(session, play.second, NOW.replace(day=3)).facilitates(play.id)


def test_the_last_facilitator_stays(session: Session, play: Play) -> None:
    (only,) = dossier(session, play).rows(tables.Assignment)
    sentence = "Dit is de enige facilitator. Wijs eerst een ander aan; daarna kan deze toewijzing eindigen."
    with pytest.raises(errors.WrongState) as told:
        assignments.end(session, play.facilitator, play.id, only.id, now=NOW)
    assert str(told.value) == sentence
    second = assignments.assign(session, play.facilitator, play.id, email=JORIS, role="facilitator", now=NOW)
    assignments.end(session, play.facilitator, play.id, only.id, now=NOW)
    with pytest.raises(errors.WrongState) as told:
        assignments.end(session, again(session, play.second, NOW), play.id, second.id, now=NOW)
    assert str(told.value) == sentence


@pytest.mark.parametrize(
    ("email", "role", "fields"),
    [
        ("niemand@fictief.example", "chair", {"email": "Er is geen account met dit e-mailadres."}),
        (JORIS, "case_handler", {"role": "Kies een van de mogelijkheden."}),
    ],
)
def test_an_assignment_needs_an_account_and_a_task(
    session: Session, play: Play, email: str, role: str, fields: dict[str, str]
) -> None:
    with pytest.raises(errors.Invalid) as told:
        assignments.assign(session, play.facilitator, play.id, email=email, role=role, now=NOW)
    assert told.value.fields == fields


def test_nobody_has_the_same_task_twice(session: Session, play: Play) -> None:
    with pytest.raises(errors.WrongState, match=r"Deze persoon heeft deze taak al\."):
        assignments.assign(session, play.facilitator, play.id, email=NADIA, role="facilitator", now=NOW)
    assignments.assign(session, play.facilitator, play.id, email=NADIA, role="secretariat", now=NOW)
    assert facts.gather(dossier(session, play)).secretariat
