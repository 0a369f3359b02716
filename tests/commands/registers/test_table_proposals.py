"""Proposals and meetings: two people decide, nobody on their own party's, and what was said stays."""

from datetime import date

import pytest
from sqlmodel import Session

from tests import cast, registers
from tests.cast import Play
from tests.commands.registers import deeds_table as on_table
from tests.commands.registers.deed import REASON
from tests.registers import NOW, OWN, RIVAL, TODAY
from tracker import errors, policy
from tracker.commands import act, assignments, meetings, proposals
from tracker.store import dossiers, ledger, tables


def dossier(session: Session, play: Play) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)


def fate(session: Session, play: Play, proposal_id: str) -> tuple[str, str, bool]:
    row = dossier(session, play).row(tables.TextProposal, proposal_id)
    return row.status, row.asked, row.self_decided


def last(session: Session, play: Play) -> ledger.Line:
    (line,) = ledger.lines(session, play.id, after=ledger.head(session, play.id).size - 1)
    return line


def test_with_one_facilitator_it_is_decided_at_once_and_marked_so(session: Session, play: Play) -> None:
    it = on_table.proposal(session, play)
    proposals.decide(session, play.facilitator, play.id, it, fate="adopted", now=NOW)
    assert fate(session, play, it) == ("adopted", "", True)


@pytest.mark.parametrize("wanted", ["adopted", "rejected"])
def test_with_two_it_waits_for_the_second_and_the_first_may_not_answer(
    session: Session, play: Play, wanted: str
) -> None:
    it = on_table.asked(session, play, wanted)
    assert fate(session, play, it) == ("open", wanted, False)
    joris = cast.again(session, play.second, NOW)
    with pytest.raises(errors.Forbidden) as told:
        proposals.confirm(session, joris, play.id, it, agrees=True, now=NOW)
    assert str(told.value) == (
        "U hebt dit besluit zelf klaargezet. Een tweede facilitator of de voorzitter beoordeelt het."
    )
    proposals.confirm(session, play.facilitator, play.id, it, agrees=True, now=NOW)
    row = dossier(session, play).row(tables.TextProposal, it)
    assert (row.status, row.self_decided) == (wanted, False)
    assert (row.asked_by_name, row.decided_by_name) == ("Joris Haanstra", "Nadia Verkerk")


def test_the_chair_is_a_second_person_too(session: Session, play: Play) -> None:
    it = on_table.proposal(session, play)
    assignments.assign(
        session, play.facilitator, play.id, email="joris@fictief.example", role="chair", now=NOW
    )
    proposals.decide(session, play.facilitator, play.id, it, fate="adopted", now=NOW)
    assert fate(session, play, it) == ("open", "adopted", False)
    proposals.confirm(session, cast.again(session, play.second, NOW), play.id, it, agrees=True, now=NOW)
    assert fate(session, play, it) == ("adopted", "", False)


def test_a_second_person_who_does_not_agree_says_why_and_it_is_open_again(
    session: Session, play: Play
) -> None:
    it = on_table.asked(session, play)
    with pytest.raises(errors.Invalid) as told:
        proposals.confirm(session, play.facilitator, play.id, it, agrees=False, note="Nee.", now=NOW)
    assert told.value.fields == {"note": "De reden telt %(count)s tekens. Schrijf er minimaal %(least)s."}
    proposals.confirm(session, play.facilitator, play.id, it, agrees=False, note=REASON, now=NOW)
    assert fate(session, play, it) == ("open", "", False)


def test_who_asked_may_take_the_question_back_without_a_reason(session: Session, play: Play) -> None:
    it = on_table.asked(session, play)
    proposals.confirm(session, cast.again(session, play.second, NOW), play.id, it, agrees=False, now=NOW)
    assert fate(session, play, it) == ("open", "", False)


def test_nobody_decides_on_a_proposal_of_a_party_of_their_own(session: Session, play: Play) -> None:
    it = on_table.proposal(session, play)
    organisation = dossier(session, play).row(tables.Participation, play.parties[OWN]).organisation_id
    nadia = play.facilitator
    torn = policy.Actor(
        id=nadia.id, name=nadia.name, organisations=frozenset({organisation}), assignments=nadia.assignments
    )
    with pytest.raises(errors.Forbidden) as told:
        proposals.decide(session, torn, play.id, it, fate="adopted", now=NOW)
    assert str(told.value) == (
        "U hoort bij de partij die dit voorstelt. Een andere facilitator of de voorzitter beslist erover."
    )


def test_a_rejection_says_why(session: Session, play: Play) -> None:
    it = on_table.proposal(session, play)
    with pytest.raises(errors.Invalid):
        proposals.decide(session, play.facilitator, play.id, it, fate="rejected", note="Nee.", now=NOW)
    assert fate(session, play, it) == ("open", "", False)


def test_a_parked_proposal_is_not_decided_until_it_is_taken_up(session: Session, play: Play) -> None:
    it = on_table.parked(session, play)
    with pytest.raises(errors.WrongState) as told:
        proposals.decide(session, play.facilitator, play.id, it, fate="adopted", now=NOW)
    assert str(told.value) == "Over dit voorstel is al besloten, of het is geparkeerd."
    proposals.take_up(session, play.facilitator, play.id, it, now=NOW)
    assert fate(session, play, it)[0] == "open"


def test_what_the_facilitator_records_is_marked_as_on_behalf(session: Session, play: Play) -> None:
    where = on_table.on_table(session, play)
    on_table._make(session, play.facilitator, play, where, now=NOW)
    assert last(session, play).fields["behalf"] == play.parties[OWN]
    on_table._make(session, play.speaker(OWN), play, where, now=NOW)
    assert "behalf" not in last(session, play).fields


def test_they_are_numbered_through_the_covenant(session: Session, play: Play) -> None:
    where = on_table.on_table(session, play)
    for _ in range(3):
        on_table._make(session, play.speaker(OWN), play, where, now=NOW)
    assert [p.number for p in dossier(session, play).rows(tables.TextProposal)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"reason": " "}, {"reason": "Vul dit in."}),
        ({"text": " "}, {"text": "Vul dit in."}),
        ({"kind": "x"}, {"kind": "Kies een van de mogelijkheden."}),
        ({"clause_id": "weg"}, {"clause_id": "Kies een artikel of lid van de versie die ter tafel ligt."}),
        ({"text": "Een"}, {"text": "Dit staat er al. Wijzig de tekst of kies iets anders."}),
        ({"on": date(2026, 3, 3)}, {"on": "Kies vandaag of een eerdere dag."}),
    ],
)
def test_what_is_missing_is_told_at_its_field(
    session: Session, play: Play, given: dict[str, object], fields: dict[str, str]
) -> None:
    whole = {
        "kind": "change",
        "clause_id": on_table.on_table(session, play),
        "text": "Nieuw.",
        "reason": "Om.",
    }
    with pytest.raises(errors.Invalid) as told:
        proposals.make(
            session, play.speaker(OWN), play.id, participation_id=play.parties[OWN], now=NOW,
            **{**whole, **given},  # type: ignore[arg-type]
        )  # fmt: skip
    assert told.value.fields == fields


def test_there_is_nothing_to_propose_on_without_a_text_or_on_a_final_one(
    session: Session, play: Play
) -> None:
    with pytest.raises(errors.WrongState) as told:
        on_table._make(session, play.speaker(OWN), play, "", now=NOW)
    assert str(told.value) == "Er ligt nog geen tekst ter tafel. Een voorstel gaat over een tekst ter tafel."
    registers.final(session, play)
    with pytest.raises(errors.WrongState) as told:
        on_table._make(session, play.speaker(OWN), play, "", now=NOW)
    assert str(told.value) == (
        "Versie 1.0 is definitief. Een voorstel kan pas weer als de tekst is heropend."
    )


def test_only_adopted_ones_go_into_a_version_and_each_once(session: Session, play: Play) -> None:
    it = on_table.proposal(session, play)
    text = registers.draft(session, play, "0.5")

    def take_over() -> tuple[int, ...]:
        doing, now = act.begin(session, play.facilitator, play.id, deed="text.write", now=NOW)
        numbers = proposals.take_over(doing, now, text, [it, it])
        doing.record("text.add", says={"number": "0.5"})
        return numbers

    with pytest.raises(errors.WrongState):
        take_over()
    proposals.decide(session, play.facilitator, play.id, it, fate="adopted", now=NOW)
    assert take_over() == (1,)
    assert dossier(session, play).row(tables.TextProposal, it).adopted_in_id == text
    with pytest.raises(errors.WrongState):
        take_over()


def test_rounds_are_numbered_and_a_number_is_used_once(session: Session, play: Play) -> None:
    nadia = play.facilitator

    def plan(**how: object) -> str:
        return meetings.plan(session, nadia, play.id, kind="round", on=TODAY, now=NOW, **how).id  # type: ignore[arg-type]

    plan(number=6)
    meetings.cancel(session, nadia, play.id, plan(), now=NOW)
    plan()
    found = [m.number for m in dossier(session, play).rows(tables.Meeting)]
    assert found == [6, 7, 8], "a cancelled round keeps its number"
    with pytest.raises(errors.Invalid) as told:
        plan(number=7)
    assert told.value.fields == {"number": "Ronde %(number)s is er al. Kies een ander nummer."}


def test_everybody_at_the_table_was_there_or_not_and_it_can_be_corrected(
    session: Session, play: Play
) -> None:
    it = on_table.held(session, play)
    there = dossier(session, play).rows(tables.Attendance)
    assert len(there) == len(cast.TABLE)
    assert {a.participation_id: a.person_name for a in there if a.present} == {
        play.parties[OWN]: "Bram de Wit"
    }
    meetings.hold(session, play.facilitator, play.id, it, on=TODAY, present=[play.parties[RIVAL]], now=NOW)
    assert last(session, play).kind == "meeting.attend"
    there = dossier(session, play).rows(tables.Attendance)
    assert {a.participation_id for a in there if a.present} == {play.parties[RIVAL]}


def test_a_meeting_to_come_is_not_held_and_decides_nothing(session: Session, play: Play) -> None:
    it = meetings.plan(session, play.facilitator, play.id, kind="round", on=date(2026, 4, 1), now=NOW).id
    with pytest.raises(errors.Invalid):
        meetings.hold(session, play.facilitator, play.id, it, on=date(2026, 4, 1), present=(), now=NOW)
    with pytest.raises(errors.WrongState) as told:
        meetings.decide(session, play.facilitator, play.id, it, text="Door.", now=NOW)
    assert str(told.value) == "Leg eerst vast dat het overleg is gehouden, en wie er waren."


def test_a_decision_names_what_it_is_about(session: Session, play: Play) -> None:
    proposal_id, meeting_id = on_table.proposal(session, play), on_table.held(session, play)
    text = dossier(session, play).rows(tables.TextVersion)[0]
    where = on_table.clause(session, play)
    meetings.decide(
        session, play.facilitator, play.id, meeting_id, text="Wij nemen dit aan.", text_version_id=text.id,
        clause_id=where, proposal_id=proposal_id, now=NOW,
    )  # fmt: skip
    (row,) = dossier(session, play).rows(tables.MeetingDecision)
    assert (row.number, row.text_version_id, row.clause_id, row.proposal_id) == (
        1,
        text.id,
        where,
        proposal_id,
    )
    with pytest.raises(errors.Invalid) as told:
        meetings.decide(session, play.facilitator, play.id, meeting_id, text="X", clause_id=where, now=NOW)
    assert told.value.fields == {"clause_id": "Dit artikel staat niet in de gekozen versie."}
