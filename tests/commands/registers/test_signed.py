"""A signature keeps its proxy, its reservations and its paper; the paper has to be the version."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from tests import pdfs, registers
from tests.cast import Play
from tests.commands.registers.deeds_signing import CLAUSES, version
from tests.registers import MINISTRY, NOW, OWN, UNION
from tracker import errors, policy
from tracker.commands import reservations, signatures, texts
from tracker.queries import register_signing
from tracker.queries import registers as views
from tracker.store import dossiers, files, tables

SAID = ["Artikel 1. Reikwijdte", "Voor alle bedrijven.", "Artikel 2. Klachten", "Er is een loket."]


def signing(session: Session, play: Play, text: str = CLAUSES) -> str:
    text_id = version(session, play, "1.0", text)
    texts.freeze(session, play.facilitator, play.id, text_id, now=NOW, on=date(2026, 2, 2))
    registers.put_in(session, play, "signing")
    return text_id


def shown(session: Session, play: Play, who: policy.Actor) -> list[register_signing.SignatureRow]:
    desk = views.desk(session, who, play.slug, "signatures", language="nl", now=NOW)
    return list(register_signing.signatures(desk).rows)


def paper(folder: Path, *lines: str) -> signatures.Document:
    taken = files.take(folder, io.BytesIO(pdfs.made(list(lines))), "getekend.pdf")
    return signatures.Document(taken, folder)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"authority_shown": True}, {"proxy_of": "Vul in wie de volmacht gaf."}),
        (
            {"proxy_of": "Ada Lindhout", "authority_shown": False},
            {
                "authority_shown": "Een volmacht telt alleen als zij is aangetoond. "
                "Vink dit aan als u de volmacht zag."
            },
        ),
    ],
)
def test_a_proxy_without_authority_is_refused_with_the_reason(
    session: Session, play: Play, given: dict[str, Any], fields: dict[str, str]
) -> None:
    text_id = signing(session, play)
    with pytest.raises(errors.Invalid) as told:
        registers.sign(session, play, text_id, manner="proxy", **given)
    assert told.value.fields == fields


def test_a_paper_that_comes_months_later_says_how_many_days_after_the_ceremony(
    session: Session, play: Play
) -> None:
    text_id = signing(session, play)
    for slug in (OWN, UNION):
        registers.sign(session, play, text_id, slug, signed_on=date(2026, 2, 16))
    registers.sign(
        session, play, text_id, MINISTRY, signed_on=date(2026, 2, 18), received_on=date(2026, 3, 1)
    )
    assert [(r.late, r.received_on) for r in shown(session, play, play.facilitator)] == [
        (0, None), (0, None), (13, date(2026, 3, 1)),
    ]  # fmt: skip


def test_reservations_stay_beside_the_signature_after_they_are_closed(session: Session, play: Play) -> None:
    text_id = signing(session, play)
    open_ = registers.reserve(session, play, UNION)
    registers.sign(
        session, play, text_id, UNION, reservation="Mits het loket onafhankelijk is.",
        reservation_deadline=date(2026, 6, 1),
    )  # fmt: skip
    reservations.close(session, play.facilitator, play.id, open_, outcome="met", now=NOW)
    (row,) = shown(session, play, play.facilitator)
    assert [(b.condition, b.status) for b in row.reservations] == [
        (registers.SECRETS["condition"], "met"),
        ("Mits het loket onafhankelijk is.", "open"),
    ]


def test_the_public_sees_the_signature_and_not_what_was_reserved(session: Session, play: Play) -> None:
    text_id = signing(session, play)
    registers.sign(
        session,
        play,
        text_id,
        UNION,
        reservation="Mits onafhankelijk.",
        reservation_deadline=date(2026, 6, 1),
    )
    (row,) = shown(session, play, policy.ANYBODY)
    assert (row.counts, row.reservations) == (True, ())
    (managed,) = shown(session, play, play.manager)
    assert [b.condition for b in managed.reservations] == [""]


def test_a_reservation_with_a_signature_has_a_deadline(session: Session, play: Play) -> None:
    text_id = signing(session, play)
    with pytest.raises(errors.Invalid) as told:
        registers.sign(session, play, text_id, reservation="Mits onafhankelijk.")
    assert told.value.fields == {"reservation_deadline": "Vul dit in."}


def test_a_signed_pdf_that_holds_every_clause_is_kept_with_how_that_was_found(
    session: Session, play: Play, tmp_path: Path
) -> None:
    text_id = signing(session, play)
    made = registers.sign(session, play, text_id, document=paper(tmp_path, *SAID, "Otto van Dalen"))
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    kept = dossier.row(tables.Signature, made)
    assert (kept.document_check, kept.document_name, len(kept.document_hash)) == (
        "same_text", "getekend.pdf", 64,
    )  # fmt: skip
    assert [r.document for r in shown(session, play, policy.ANYBODY)] == [""]
    assert [r.document for r in shown(session, play, play.speaker(OWN))] == ["getekend.pdf"]


def test_a_signed_pdf_with_other_words_is_refused_and_names_the_clause(
    session: Session, play: Play, tmp_path: Path
) -> None:
    text_id = signing(session, play, CLAUSES.replace("Er is een loket.", "Er is een loket voor klachten."))
    changed = [*SAID[:3], "Er is een loket voor vragen."]
    with pytest.raises(errors.Invalid) as told:
        registers.sign(session, play, text_id, document=paper(tmp_path, *changed))
    assert told.value.fields["document"] % told.value.params == (
        "Dit document is niet gelijk aan versie 1.0. Niet gelijk: Artikel 2."
    )
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    assert dossier.rows(tables.Signature) == ()
