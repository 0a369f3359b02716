"""Text versions: one lies on the table, one at most is final, and an old answer does not count for a new text."""

import hashlib
from datetime import date

import pytest
from sqlmodel import Session

from tests import registers
from tests.cast import Play
from tests.commands.registers.deeds import REASON
from tests.registers import NOW, OWN, RIVAL, UNION
from tracker import errors
from tracker.commands import requirements, texts
from tracker.queries import register_texts
from tracker.store import dossiers, facts, files, tables


def dossier(session: Session, play: Play) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)


def status_of(session: Session, play: Play, slug: str, code: str) -> str:
    known = facts.gather(dossier(session, play))
    return next(i.status for i in known.items if (i.party_id, i.code) == (play.parties[slug], code))


def version(session: Session, play: Play, text_id: str) -> tables.TextVersion:
    return dossier(session, play).row(tables.TextVersion, text_id)


def refused(told: pytest.ExceptionInfo[errors.TrackerError]) -> str:
    return str(told.value)


def test_each_language_keeps_the_hash_of_exactly_what_was_handed_in(session: Session, play: Play) -> None:
    stored = files.Stored("ab" * 32, "agreement.pdf", "pdf", 2048)
    variants = {"nl": texts.Variant("Artikel 1\n"), "en": texts.Variant(file=stored)}
    texts.add(session, play.facilitator, play.id, number="0.1", variants=variants, now=NOW)
    found = {v.language: v for v in dossier(session, play).rows(tables.TextVariant)}
    assert found["nl"].sha256 == hashlib.sha256(b"Artikel 1\n").hexdigest()
    assert (found["nl"].text, found["nl"].file_hash) == ("Artikel 1\n", None)
    assert (found["en"].sha256, found["en"].text, found["en"].file_name) == ("ab" * 32, None, "agreement.pdf")
    (text,) = dossier(session, play).rows(tables.TextVersion)
    assert (text.status, text.prevailing, text.visibility) == ("draft", "nl", "table")


@pytest.mark.parametrize(
    ("number", "variants", "prevailing", "field", "sentence"),
    [
        ("", {"nl": "X"}, "nl", "number", "Vul dit in."),
        ("1.0", {"nl": "X"}, "nl", "number", "Versie %(number)s bestaat al. Kies een ander nummer."),
        ("2.0", {"nl": "X"}, "en", "text_en", "Plak de tekst van de leidende taal, of kies een bestand."),
        ("2.0", {"nl": " "}, "nl", "text_nl", "Plak de tekst van de leidende taal, of kies een bestand."),
        ("2.0", {"nl": "X"}, "fr", "prevailing", "Kies een van de mogelijkheden."),
    ],
)
def test_a_version_needs_a_number_of_its_own_and_its_prevailing_text(
    session: Session,
    play: Play,
    number: str,
    variants: dict[str, str],
    prevailing: str,
    field: str,
    sentence: str,
) -> None:
    registers.draft(session, play, "1.0")
    given = {language: texts.Variant(text) for language, text in variants.items()}
    with pytest.raises(errors.Invalid) as told:
        texts.add(
            session, play.facilitator, play.id, number=number, variants=given, prevailing=prevailing, now=NOW
        )
    assert told.value.fields == {field: sentence}


def test_tabling_says_beforehand_what_goes_stale_and_then_it_does(session: Session, play: Play) -> None:
    registers.table(session, play, "0.4")
    for slug in (OWN, UNION):
        registers.answer(session, play, slug, "NEG-05", "yes")
    registers.answer(session, play, OWN, "NEG-10", "yes")
    registers.answer(session, play, OWN, "NEG-09")
    new = registers.draft(session, play, "0.5")
    assert register_texts.stale_if_tabled(dossier(session, play)) == register_texts.Stale("0.4", 2, 1, 1)
    assert status_of(session, play, OWN, "NEG-05") == "accepted"
    texts.table(session, play.facilitator, play.id, new, now=NOW, answer_by=date(2026, 3, 16))
    assert status_of(session, play, OWN, "NEG-05") == "stale"
    assert status_of(session, play, OWN, "NEG-10") == "stale"
    assert status_of(session, play, RIVAL, "NEG-05") == "not_started"
    assert version(session, play, new).answer_by == date(2026, 3, 16)


def test_an_editorial_change_keeps_what_was_accepted_and_nothing_else(session: Session, play: Play) -> None:
    registers.table(session, play, "0.4")
    registers.answer(session, play, OWN, "NEG-05", "yes")
    own = play.parties[UNION]
    requirements.submit(
        session,
        play.speaker(UNION),
        play.id,
        own,
        "NEG-05",
        now=NOW,
        text="Wij zijn het eens.",
        outcome="yes",
    )
    new = registers.table(session, play, "0.5")
    registers.answer(session, play, RIVAL, "NEG-05", "no")
    texts.carry_over(session, play.facilitator, play.id, new, reason=REASON, now=NOW)
    assert status_of(session, play, OWN, "NEG-05") == "accepted"
    assert status_of(session, play, UNION, "NEG-05") == "stale", "it was only handed in"
    rows = [r for r in dossier(session, play).rows(tables.Requirement) if r.text_version_id == new]
    assert sorted((r.participation_id, r.outcome, r.reason) for r in rows) == sorted(
        [(play.parties[OWN], "yes", REASON), (play.parties[RIVAL], "no", "")]
    )


def test_an_editorial_change_needs_a_reason_a_predecessor_and_the_present_version(
    session: Session, play: Play
) -> None:
    old = registers.table(session, play, "0.4")
    with pytest.raises(errors.Invalid) as short:
        texts.carry_over(session, play.facilitator, play.id, old, reason="Spelling", now=NOW)
    assert short.value.fields["reason"] == "De reden telt %(count)s tekens. Schrijf er minimaal %(least)s."
    with pytest.raises(errors.WrongState) as told:
        texts.carry_over(session, play.facilitator, play.id, old, reason=REASON, now=NOW)
    assert refused(told) == "Er zijn geen akkoorden op de vorige versie om over te nemen."
    registers.table(session, play, "0.5")
    with pytest.raises(errors.WrongState) as told:
        texts.carry_over(session, play.facilitator, play.id, old, reason=REASON, now=NOW)
    assert refused(told) == "Antwoorden overnemen kan alleen naar de versie die nu ter tafel ligt."


def test_only_a_draft_newer_than_the_version_on_the_table_can_be_tabled(session: Session, play: Play) -> None:
    older = registers.draft(session, play, "0.4")
    newer = registers.table(session, play, "0.5")
    with pytest.raises(errors.WrongState) as told:
        texts.table(session, play.facilitator, play.id, older, now=NOW)
    assert refused(told) == "Versie 0.5 ligt ter tafel en is nieuwer. Leg een nieuwe versie vast."
    with pytest.raises(errors.WrongState) as told:
        texts.table(session, play.facilitator, play.id, newer, now=NOW)
    assert refused(told) == "Deze versie lag al ter tafel."


def test_there_is_one_final_text_at_most(session: Session, play: Play) -> None:
    draft = registers.draft(session, play, "0.1")
    with pytest.raises(errors.WrongState) as told:
        texts.freeze(session, play.facilitator, play.id, draft, now=NOW)
    assert refused(told) == "Alleen een versie ter tafel kan definitief worden."
    old, new = registers.table(session, play, "0.4"), registers.table(session, play, "1.0")
    with pytest.raises(errors.WrongState) as told:
        texts.freeze(session, play.facilitator, play.id, old, now=NOW)
    assert refused(told) == "Versie 1.0 ligt nu ter tafel. Alleen die kan definitief worden."
    texts.freeze(session, play.facilitator, play.id, new, now=NOW)
    later = registers.draft(session, play, "1.1")
    for command, text_id in ((texts.freeze, old), (texts.table, later)):
        with pytest.raises(errors.WrongState):
            command(session, play.facilitator, play.id, text_id, now=NOW)
    assert [t.number for t in dossier(session, play).rows(tables.TextVersion) if t.status == "final"] == [
        "1.0"
    ]


def test_a_reopened_text_never_becomes_final_again_but_a_new_version_may(
    session: Session, play: Play
) -> None:
    text_id = registers.final(session, play)
    with pytest.raises(errors.Invalid):
        texts.reopen(session, play.facilitator, play.id, text_id, note="Nee", now=NOW)
    texts.reopen(session, play.facilitator, play.id, text_id, note=REASON, now=NOW)
    with pytest.raises(errors.WrongState) as told:
        texts.freeze(session, play.facilitator, play.id, text_id, now=NOW)
    assert refused(told) == "Deze versie is heropend. Leg een nieuwe versie ter tafel en stel die vast."
    new = registers.draft(session, play, "1.1")
    texts.table(session, play.facilitator, play.id, new, now=NOW)
    texts.freeze(session, play.facilitator, play.id, new, now=NOW)
    assert version(session, play, new).status == "final"


def test_after_negotiation_the_text_is_reopened_only_by_stepping_back(session: Session, play: Play) -> None:
    text_id = registers.final(session, play)
    registers.put_in(session, play, "signing")
    with pytest.raises(errors.WrongState) as told:
        texts.reopen(session, play.facilitator, play.id, text_id, note=REASON, now=NOW)
    assert refused(told) == "De tekst heropenen kan alleen in de onderhandeling. Zet eerst een stap terug."


def test_the_final_text_becomes_public_in_all_its_languages(session: Session, play: Play) -> None:
    text_id = registers.table(session, play, "0.4")
    with pytest.raises(errors.WrongState) as told:
        texts.publish(session, play.facilitator, play.id, text_id, now=NOW)
    assert refused(told) == "Alleen de definitieve tekst kan openbaar worden."
    texts.freeze(session, play.facilitator, play.id, text_id, now=NOW)
    texts.publish(session, play.facilitator, play.id, text_id, now=NOW)
    found = dossier(session, play)
    assert {v.visibility for v in found.rows(tables.TextVariant)} == {"public"}
    assert found.row(tables.TextVersion, text_id).visibility == "public"


@pytest.mark.parametrize("command", [texts.table, texts.freeze])
def test_nothing_about_a_text_happens_tomorrow(session: Session, play: Play, command: object) -> None:
    text_id = registers.draft(session, play, "0.4")
    with pytest.raises(errors.Invalid) as told:
        command(session, play.facilitator, play.id, text_id, now=NOW, on=date(2026, 3, 3))  # type: ignore[operator]
    assert told.value.fields == {"on": "Kies vandaag of een eerdere dag."}
