"""Mandates, objections and reservations: said by the party itself, or for it and then marked so."""

from datetime import date

import pytest
from sqlmodel import Session

from tests import registers
from tests.cast import Play
from tests.commands.registers.deeds import REASON
from tests.registers import NGO, NOW, OWN, RIVAL, UNION
from tracker import errors
from tracker.commands import leaving, mandates, objections, reservations
from tracker.store import dossiers, facts, ledger, tables
from workflows.conditions.signing import no_open_reservation
from workflows.conditions.text import no_open_fundamental_objection


def dossier(session: Session, play: Play) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)


def last(session: Session, play: Play) -> ledger.Line:
    (line,) = ledger.lines(session, play.id, after=ledger.head(session, play.id).size - 1)
    return line


def gone(session: Session, play: Play, slug: str) -> None:
    leaving.withdraw(
        session,
        play.facilitator,
        play.id,
        play.parties[slug],
        now=NOW,
        reason_class="voluntary",
        reason=REASON,
        on=date(2026, 2, 1),
    )


def test_what_a_party_records_itself_is_not_on_behalf(session: Session, play: Play) -> None:
    registers.mandate(session, play)
    own = last(session, play)
    assert (own.level, own.owner, "behalf" in own.fields) == ("party_secretariat", play.parties[OWN], False)
    registers.mandate(session, play, RIVAL, play.facilitator)
    assert last(session, play).fields["behalf"] == play.parties[RIVAL]


def test_the_content_of_a_mandate_stands_in_no_sentence_of_the_history(session: Session, play: Play) -> None:
    registers.mandate(session, play)
    said = last(session, play).fields["says"]
    assert said == {"party": play.parties[OWN], "valid_from": "2025-02-03", "valid_until": "2026-12-31"}


def test_an_ended_mandate_counts_no_more_from_that_day(session: Session, play: Play) -> None:
    mandate_id = registers.mandate(session, play)
    assert len(facts.gather(dossier(session, play)).mandates) == 1
    mandates.end(session, play.facilitator, play.id, mandate_id, now=NOW)
    assert facts.gather(dossier(session, play)).mandates == ()
    assert len(dossier(session, play).rows(tables.Mandate)) == 1, "it stays in the register"


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"body": " "}, {"body": "Vul dit in."}),
        ({"decided_on": date(2026, 3, 3)}, {"decided_on": "Kies vandaag of een eerdere dag."}),
        (
            {"valid_until": date(2025, 1, 1)},
            {"valid_until": "Dit eindigt voordat het begint. Kies een latere dag."},
        ),
    ],
)
def test_a_mandate_names_who_decided_and_holds_for_a_while(
    session: Session, play: Play, given: dict[str, object], fields: dict[str, str]
) -> None:
    whole = {"body": "Bestuur", "decided_on": date(2025, 2, 3), "valid_from": date(2025, 2, 3), **given}
    with pytest.raises(errors.Invalid) as told:
        mandates.record(
            session,
            play.facilitator,
            play.id,
            participation_id=play.parties[OWN],
            now=NOW,
            **whole,  # type: ignore[arg-type]
        )
    assert told.value.fields == fields


def test_somebody_who_is_not_at_the_table_has_no_mandate_and_no_objection(
    session: Session, play: Play
) -> None:
    for slug in ("ketenfonds", "noordwand"):
        with pytest.raises(errors.WrongState) as told:
            registers.mandate(session, play, slug, play.facilitator)
        assert str(told.value) == (
            "Deze organisatie zit niet aan tafel. Daarom kan dit niet voor haar worden vastgelegd."
        )
    gone(session, play, NGO)
    with pytest.raises(errors.WrongState) as told:
        registers.mandate(session, play, NGO, play.facilitator)
    assert str(told.value) == "Deze partij doet niet mee. Daarom kan dit niet voor haar worden vastgelegd."


def test_a_fundamental_objection_names_clause_reason_and_way_out(session: Session, play: Play) -> None:
    registers.table(session, play, "0.4")
    with pytest.raises(errors.Invalid) as told:
        objections.raise_(
            session,
            play.speaker(NGO),
            play.id,
            participation_id=play.parties[NGO],
            severity="fundamental",
            now=NOW,
        )
    assert told.value.fields == dict.fromkeys(("clause", "reason", "resolution"), "Vul dit in.")
    ordinary = objections.raise_(
        session, play.speaker(NGO), play.id, participation_id=play.parties[NGO], severity="ordinary",
        reason="Liever korter.", now=NOW,
    )  # fmt: skip
    assert ordinary.id
    assert no_open_fundamental_objection(facts.gather(dossier(session, play))) is None


def test_the_gate_hears_a_fundamental_objection_until_it_is_closed(session: Session, play: Play) -> None:
    registers.table(session, play, "0.4")
    objection_id = registers.object_to(session, play)
    assert no_open_fundamental_objection(facts.gather(dossier(session, play))) is not None
    objections.close(session, play.speaker(NGO), play.id, objection_id, now=NOW)
    assert "behalf" not in last(session, play).fields
    assert no_open_fundamental_objection(facts.gather(dossier(session, play))) is None
    kept = dossier(session, play).row(tables.Objection, objection_id)
    assert (kept.status, kept.closed_on, kept.reason) == (
        "closed",
        NOW.date(),
        registers.SECRETS["objection"],
    )


def test_a_facilitator_closes_on_behalf_and_only_with_a_note(session: Session, play: Play) -> None:
    registers.table(session, play, "0.4")
    objection_id = registers.object_to(session, play)
    with pytest.raises(errors.Invalid) as told:
        objections.close(session, play.facilitator, play.id, objection_id, now=NOW, note="Opgelost.")
    assert list(told.value.fields) == ["note"]
    objections.close(session, play.facilitator, play.id, objection_id, now=NOW, note=REASON)
    assert last(session, play).fields["behalf"] == play.parties[NGO]
    with pytest.raises(errors.WrongState, match=r"Dit bezwaar is al gesloten\."):
        objections.close(session, play.facilitator, play.id, objection_id, now=NOW, note=REASON)


def test_without_a_text_on_the_table_there_is_nothing_to_object_to(session: Session, play: Play) -> None:
    registers.draft(session, play, "0.4")
    with pytest.raises(errors.WrongState) as told:
        registers.object_to(session, play)
    assert str(told.value) == "Er ligt nog geen tekst ter tafel om bezwaar tegen te maken."


@pytest.mark.parametrize("outcome", ["met", "lapsed"])
def test_a_reservation_is_open_until_it_is_met_or_let_go(session: Session, play: Play, outcome: str) -> None:
    reservation_id = registers.reserve(session, play)
    assert no_open_reservation(facts.gather(dossier(session, play))) is not None
    reservations.close(
        session, play.facilitator, play.id, reservation_id, outcome=outcome, now=NOW, note="Betaald."
    )
    assert no_open_reservation(facts.gather(dossier(session, play))) is None
    kept = dossier(session, play).row(tables.Reservation, reservation_id)
    assert (kept.status, kept.condition) == (outcome, registers.SECRETS["condition"])
    with pytest.raises(errors.WrongState, match=r"Dit voorbehoud is al afgesloten\."):
        reservations.close(session, play.facilitator, play.id, reservation_id, outcome=outcome, now=NOW)


def test_a_reservation_has_a_condition_and_a_deadline_ahead(session: Session, play: Play) -> None:
    with pytest.raises(errors.Invalid) as told:
        reservations.raise_(
            session, play.speaker(UNION), play.id, participation_id=play.parties[UNION], condition="",
            deadline=date(2026, 4, 1), now=NOW,
        )  # fmt: skip
    assert told.value.fields == {"condition": "Vul dit in."}
    with pytest.raises(errors.Invalid) as told:
        reservations.raise_(
            session, play.speaker(UNION), play.id, participation_id=play.parties[UNION], condition="Mits.",
            deadline=date(2026, 3, 1), now=NOW,
        )  # fmt: skip
    assert list(told.value.fields) == ["deadline"]


def test_a_party_raises_its_reservation_but_does_not_close_it(session: Session, play: Play) -> None:
    reservation_id = registers.reserve(session, play)
    with pytest.raises(errors.Forbidden, match=r"Dit kan alleen de facilitator van dit convenant\."):
        reservations.close(session, play.speaker(UNION), play.id, reservation_id, outcome="met", now=NOW)
