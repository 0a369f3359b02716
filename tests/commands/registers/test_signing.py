"""Signatures bind to the final text and no other; of companies only the sum is anybody's business."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from tests import registers
from tests.cast import Play
from tests.commands.registers.deeds import REASON
from tests.registers import BEGAN, NGO, NOW, OWN, RIVAL, TODAY, UNION
from tracker import errors
from tracker.commands import requirements, shares, signatures, texts
from tracker.store import dossiers, facts, ledger, tables


def dossier(session: Session, play: Play) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)


def signing(session: Session, play: Play) -> str:
    text_id = registers.final(session, play)
    registers.put_in(session, play, "signing")
    return text_id


def test_a_signature_keeps_who_how_when_and_the_hash_of_what_was_signed(session: Session, play: Play) -> None:
    text_id = signing(session, play)
    signature_id = registers.sign(
        session, play, text_id, received_on=date(2026, 3, 1), manner="proxy", proxy_of="Ada Lindhout"
    )
    kept = dossier(session, play).row(tables.Signature, signature_id)
    prevailing = next(v for v in dossier(session, play).rows(tables.TextVariant) if v.language == "nl")
    assert (kept.signatory_name, kept.signatory_function) == ("Otto van Dalen", "voorzitter")
    assert (kept.signed_on, kept.received_on) == (date(2026, 2, 16), date(2026, 3, 1))
    assert (kept.manner, kept.authority_shown, kept.sha256) == ("proxy", True, prevailing.sha256)
    (known,) = facts.gather(dossier(session, play)).signatures
    assert (known.party_id, known.version_id, known.manner) == (play.parties[OWN], text_id, "proxy")


def test_a_signature_under_another_version_is_refused_with_a_sentence(session: Session, play: Play) -> None:
    old = registers.table(session, play, "0.4")
    signing(session, play)
    with pytest.raises(errors.WrongState) as told:
        registers.sign(session, play, old)
    assert str(told.value) == (
        "Versie 0.4 is niet de definitieve tekst. Een handtekening telt alleen onder versie 1.0."
    )


def test_nothing_is_signed_before_the_text_is_final_and_signing_has_begun(
    session: Session, play: Play
) -> None:
    text_id = registers.table(session, play, "1.0")
    with pytest.raises(errors.WrongState) as told:
        registers.sign(session, play, text_id)
    assert str(told.value) == "Er is nog geen definitieve tekst. Er valt nog niets te tekenen."
    texts.freeze(session, play.facilitator, play.id, text_id, now=NOW, on=date(2026, 2, 2))
    with pytest.raises(errors.WrongState) as told:
        registers.sign(session, play, text_id)
    assert str(told.value) == ("De ondertekening is nog niet begonnen. Zet eerst de stap naar ondertekening.")


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"signed_on": date(2026, 3, 3)}, "signed_on", "Kies vandaag of een eerdere dag."),
        (
            {"signed_on": date(2026, 2, 1)},
            "signed_on",
            "De tekst was toen nog niet definitief. Controleer de datum.",
        ),
        (
            {"received_on": date(2026, 2, 15)},
            "received_on",
            "Dit eindigt voordat het begint. Kies een latere dag.",
        ),
        ({"manner": "thumb"}, "manner", "Kies een van de mogelijkheden."),
        ({"signatory_name": " "}, "signatory_name", "Vul dit in."),
    ],
)
def test_dates_and_manner_of_a_signature_make_sense(
    session: Session, play: Play, given: dict[str, Any], field: str, sentence: str
) -> None:
    text_id = signing(session, play)
    with pytest.raises(errors.Invalid) as told:
        registers.sign(session, play, text_id, **given)
    assert told.value.fields == {field: sentence}


def test_a_supporter_does_not_sign(session: Session, play: Play) -> None:
    text_id = signing(session, play)
    with pytest.raises(errors.WrongState) as told:
        registers.sign(session, play, text_id, "ketenfonds")
    assert str(told.value).startswith("Deze organisatie zit niet aan tafel.")


def test_a_party_signs_a_version_once_until_its_signature_is_void(session: Session, play: Play) -> None:
    text_id = signing(session, play)
    first = registers.sign(session, play, text_id)
    with pytest.raises(errors.WrongState, match=r"Deze partij heeft deze versie al getekend\."):
        registers.sign(session, play, text_id)
    signatures.void(session, play.facilitator, play.id, first, reason=REASON, now=NOW)
    assert facts.gather(dossier(session, play)).signatures == ()
    kept = dossier(session, play).row(tables.Signature, first)
    assert (kept.void_on, kept.void_reason) == (TODAY, REASON)
    registers.sign(session, play, text_id)
    assert len(dossier(session, play).rows(tables.Signature)) == 2


def test_a_signature_is_void_only_for_a_written_reason(session: Session, play: Play) -> None:
    signature_id = registers.sign(session, play, signing(session, play))
    with pytest.raises(errors.Invalid) as told:
        signatures.void(session, play.facilitator, play.id, signature_id, reason="Fout", now=NOW)
    assert told.value.fields == {"reason": "De reden telt %(count)s tekens. Schrijf er minimaal %(least)s."}


def test_a_companys_years_count_from_its_signature_and_stop_when_it_is_void(
    session: Session, play: Play
) -> None:
    company = play.parties["noordwand"]
    signature_id = registers.sign(session, play, signing(session, play), "noordwand")
    assert dossier(session, play).row(tables.Participation, company).signed_on == date(2026, 2, 16)
    signatures.void(session, play.facilitator, play.id, signature_id, reason=REASON, now=NOW)
    assert dossier(session, play).row(tables.Participation, company).signed_on is None


def test_only_the_sum_of_shares_counts_and_only_of_companies_that_joined(
    session: Session, play: Play
) -> None:
    signing(session, play)
    company = play.parties["noordwand"]
    shares.record(
        session, play.company, play.id, participation_id=company, share=Decimal("0.1"), from_on=BEGAN, now=NOW
    )
    shares.record(
        session, play.facilitator, play.id, participation_id=company, share=Decimal("0.1234"), now=NOW
    )
    assert facts.gather(dossier(session, play)).pledges == ()
    requirements.submit(session, play.company, play.id, company, "SIG-03", now=NOW, text="Getekend.")
    requirements.accept(session, play.facilitator, play.id, company, "SIG-03", now=NOW)
    (pledge,) = facts.gather(dossier(session, play)).pledges
    assert pledge.share == Decimal("0.1234"), "the newest that holds today, to the last digit"


def test_a_share_is_in_no_sentence_of_the_history(session: Session, play: Play) -> None:
    company = play.parties["noordwand"]
    shares.record(session, play.company, play.id, participation_id=company, share=Decimal("0.1234"), now=NOW)
    (line,) = ledger.lines(session, play.id, after=ledger.head(session, play.id).size - 1)
    assert (line.level, line.owner, line.fields["says"]) == ("secretariat_only", company, {"party": company})


def test_a_share_belongs_to_a_company_and_lies_between_none_and_all(session: Session, play: Play) -> None:
    with pytest.raises(errors.WrongState) as told:
        shares.record(
            session,
            play.facilitator,
            play.id,
            participation_id=play.parties[NGO],
            share=Decimal("0.1"),
            now=NOW,
        )
    assert str(told.value) == "Een marktaandeel hoort bij een bedrijf, niet bij deze partij."
    for wrong in (Decimal("1.01"), Decimal("-0.1"), Decimal("NaN")):
        with pytest.raises(errors.Invalid):
            shares.record(
                session,
                play.company,
                play.id,
                participation_id=play.parties["noordwand"],
                share=wrong,
                now=NOW,
            )


def test_a_company_records_its_own_share_and_nobody_elses(session: Session, play: Play) -> None:
    for slug in (RIVAL, UNION):
        with pytest.raises(errors.Forbidden):
            shares.record(
                session,
                play.company,
                play.id,
                participation_id=play.parties[slug],
                share=Decimal("0.1"),
                now=NOW,
            )
