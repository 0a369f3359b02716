"""A version in clauses: identity from version to version, what an editorial change keeps, and nothing changes."""

import inspect
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from tests import registers
from tests.cast import Play
from tests.registers import NOW, OWN, RIVAL, UNION
from tracker import errors
from tracker.commands import act, carrying, texts
from tracker.commands import registers as opening
from tracker.queries import clauses
from tracker.store import dossiers, files, ledger, tables, text_clauses

REASON = "Alleen de spelling en de nummering zijn verbeterd."
FIRST = """## Artikel 1. Doel

Partijen werken samen.

## Artikel 2. Herkomst

1. Partijen brengen de herkomst in kaart.
2. Bedrijven maken binnen twee jaar openbaar uit welke mijnen zij afnemen.
"""
SECOND = FIRST.replace("twee jaar", "drie jaar")
ENGLISH = """## Article 1. Purpose

Parties cooperate.

## Article 2. Origin

1. Parties map the origin.
2. Companies disclose within two years which mines they source from.
"""


def dossier(session: Session, play: Play) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)


def add(session: Session, play: Play, number: str, text: str = FIRST, **values: Any) -> str:
    given = {"variants": {"nl": texts.Variant(text)}, "number": number, **values}
    return texts.add(session, play.facilitator, play.id, now=NOW, **given).id


def tabled(session: Session, play: Play, number: str, text: str = FIRST, **values: Any) -> str:
    text_id = add(session, play, number, text, **values)
    texts.table(session, play.facilitator, play.id, text_id, now=NOW, on=date(2026, 2, 1))
    return text_id


def by_label(session: Session, play: Play, text_id: str, language: str | None = None) -> dict[str, str]:
    return {c.label: c.id for c in clauses.of(dossier(session, play), text_id, language)}


def test_a_version_keeps_its_clauses_their_ids_and_where_it_came_from(session: Session, play: Play) -> None:
    old = tabled(session, play, "0.3")
    own = play.parties[OWN]
    moved = (
        FIRST.replace("twee", "drie")
        .replace("Artikel 2.", "Artikel 1a.")
        .replace("Artikel 1. Doel", "Artikel 9. Doel")
    )
    new = add(session, play, "0.4", moved, proposer_id=own)
    was, now = by_label(session, play, old), by_label(session, play, new)
    assert list(was) == ["Artikel 1", "Artikel 2", "Artikel 2 lid 1", "Artikel 2 lid 2"]
    assert (now["Artikel 9"], now["Artikel 1a lid 2"]) == (was["Artikel 1"], was["Artikel 2 lid 2"])
    row = dossier(session, play).row(tables.TextVersion, new)
    assert (row.follows_id, row.proposer_id) == (old, own)
    other = add(session, play, "0.5", SECOND, follows_id="")
    assert not set(by_label(session, play, other).values()) & set(was.values())


def test_a_language_shares_its_ids_and_a_file_has_clauses_too(session: Session, play: Play) -> None:
    stored = files.Stored("ab" * 32, "agreement.docx", "docx", 2048)
    variants = {"nl": texts.Variant(FIRST), "en": texts.Variant(file=stored, read=ENGLISH)}
    text_id = add(session, play, "0.3", variants=variants)
    dutch, english = by_label(session, play, text_id), by_label(session, play, text_id, "en")
    assert dutch == english
    (found,) = [v for v in dossier(session, play).rows(tables.TextVariant) if v.language == "en"]
    assert (found.sha256, found.text) == ("ab" * 32, None)
    pdf = texts.Variant(file=files.Stored("cd" * 32, "tekst.pdf", "pdf", 2048))
    assert by_label(session, play, add(session, play, "0.4", variants={"nl": pdf})) == {}


def test_the_facilitator_corrects_a_match_by_number(session: Session, play: Play) -> None:
    old = tabled(session, play, "0.3")
    text = FIRST.replace("Partijen werken samen.", "Iets geheel anders over toezicht.").replace(
        "Doel", "Toezicht"
    )
    was = by_label(session, play, old)
    plain = by_label(session, play, add(session, play, "0.4", text))
    assert plain["Artikel 1"] not in was.values()
    told = by_label(session, play, add(session, play, "0.5", text, matches={"1": "1", "2.1": ""}))
    assert told["Artikel 1"] == was["Artikel 1"]
    assert told["Artikel 2 lid 1"] not in was.values()
    for matches, sentence in (
        ({"7": "1"}, text_clauses.NOT_HERE),
        ({"1": "7"}, text_clauses.NOT_THERE),
    ):
        with pytest.raises(errors.Invalid) as refused:
            add(session, play, "0.6", text, matches=matches)
        assert refused.value.fields == {"same_as": sentence}


def test_too_many_clauses_are_refused(session: Session, play: Play) -> None:
    with pytest.raises(errors.Invalid) as told:
        add(session, play, "0.3", "\n\n".join(f"Alinea {n}" for n in range(1001)))
    assert told.value.fields == {"text_nl": text_clauses.TOO_MANY}


def stance(
    session: Session, play: Play, slug: str, text_id: str, clause_id: str = "", value: str = "agree"
) -> str:
    """A position as a party shared it, past its own command."""
    doing = act.Act(session, play.facilitator, play.id, deed="position.share", now=NOW)
    name = doing.new(
        tables.Position, participation_id=play.parties[slug], text_version_id=text_id, clause_id=clause_id,
        round_id="r" * 36, stance=value, given_on=date(2026, 2, 3),
    )  # fmt: skip
    doing.record("position.share", owner=play.parties[slug])
    return name


def carried(session: Session, play: Play, text_id: str) -> set[tuple[str, str]]:
    rows = [p for p in dossier(session, play).rows(tables.Position) if p.text_version_id == text_id]
    return {(p.carried_from_id, p.clause_id or "") for p in rows}


def test_an_editorial_change_carries_positions_but_never_on_a_clause_that_changed(
    session: Session, play: Play
) -> None:
    old = tabled(session, play, "0.3")
    ids = by_label(session, play, old)
    registers.answer(session, play, OWN, "NEG-05", "yes")
    whole = stance(session, play, OWN, old)
    same = stance(session, play, RIVAL, old, ids["Artikel 2 lid 1"], "remarks")
    goal = stance(session, play, UNION, old, ids["Artikel 1"])
    for label in ("Artikel 2", "Artikel 2 lid 2"):
        stance(session, play, UNION, old, ids[label], "fundamental")
    new = add(session, play, "0.4", SECOND)
    receipt = texts.table(session, play.facilitator, play.id, new, now=NOW, editorial=f"  {REASON} ")
    assert carried(session, play, new) == {
        (whole, ""),
        (same, ids["Artikel 2 lid 1"]),
        (goal, ids["Artikel 1"]),
    }
    kept = [p for p in dossier(session, play).rows(tables.Position) if p.carried_from_id]
    assert {(p.round_id, p.given_on, p.followed_on) for p in kept} == {("", date(2026, 2, 3), None)}
    assert dossier(session, play).row(tables.TextVersion, new).editorial_reason == REASON
    (line,) = ledger.lines(session, play.id, seqs=[receipt.seq])
    assert (line.kind, line.fields["note"], line.fields["says"]["count"]) == (
        "text.table_editorial",
        REASON,
        4,
    )


def test_a_change_in_either_language_is_a_change(session: Session, play: Play) -> None:
    both = {"nl": texts.Variant(FIRST), "en": texts.Variant(ENGLISH)}
    old = tabled(session, play, "0.3", variants=both)
    ids = by_label(session, play, old)
    for label in ("Artikel 1", "Artikel 2 lid 2"):
        stance(session, play, OWN, old, ids[label])
    changed = {**both, "en": texts.Variant(ENGLISH.replace("two years", "three years"))}
    new = add(session, play, "0.4", variants=changed)
    texts.table(session, play.facilitator, play.id, new, now=NOW, editorial=REASON)
    assert {clause for _, clause in carried(session, play, new)} == {ids["Artikel 1"]}


def test_a_change_of_substance_carries_nothing(session: Session, play: Play) -> None:
    old = tabled(session, play, "0.3")
    stance(session, play, OWN, old)
    assert carried(session, play, tabled(session, play, "0.4")) == set()


def test_an_editorial_change_needs_a_reason_and_a_version_before(session: Session, play: Play) -> None:
    first = add(session, play, "0.3")
    with pytest.raises(errors.Invalid) as short:
        texts.table(session, play.facilitator, play.id, first, now=NOW, editorial="Spelling")
    assert short.value.fields == {"reason": "De reden telt %(count)s tekens. Schrijf er minimaal %(least)s."}
    with pytest.raises(errors.WrongState) as told:
        texts.table(session, play.facilitator, play.id, first, now=NOW, editorial=REASON)
    assert str(told.value) == texts.NO_EARLIER


def test_no_command_changes_the_number_the_text_or_the_clauses_of_a_version(
    session: Session, play: Play
) -> None:
    fixed = ("number", "follows_id", "proposer_id", "prevailing", "note")
    worded = ("language", "text", "clauses", "sha256", "file_hash", "file_name", "file_type", "file_size")

    def standing() -> list[tuple[object, ...]]:
        found = dossier(session, play)
        return [
            *(tuple(getattr(t, name) for name in fixed) for t in found.rows(tables.TextVersion)),
            *(tuple(getattr(v, name) for name in worded) for v in found.rows(tables.TextVariant)),
        ]

    first = add(session, play, "0.3", variants={"nl": texts.Variant(FIRST), "en": texts.Variant(ENGLISH)})
    before = standing()
    usual = (session, play.facilitator, play.id)
    texts.table(*usual, first, now=NOW, on=date(2026, 2, 1))
    texts.freeze(*usual, first, now=NOW)
    texts.publish(*usual, first, now=NOW)
    texts.reopen(*usual, first, note=REASON, now=NOW)
    assert standing() == before
    second = add(session, play, "0.4", SECOND)
    stance(session, play, OWN, first)
    texts.table(*usual, second, now=NOW, editorial=REASON)
    assert standing()[0] == before[0]
    written = "".join(inspect.getsource(module) for module in (texts, text_clauses, carrying, opening))
    for changed in written.split("doing.change(tables.Text")[1:]:
        assert not any(f"{name}=" in changed.partition(")\n")[0] for name in (*fixed, *worded)), changed[:80]
