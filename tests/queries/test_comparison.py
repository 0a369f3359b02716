"""Comparing two versions: what is told of each clause, and that nobody learns of a text he may not read."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, database, registers
from tests.registers import NOW
from tracker import errors, locale, policy
from tracker.commands import demo_texts, texts
from tracker.queries import clauses, comparison, register_texts
from tracker.queries import registers as subject
from tracker.store import db, files

FIRST, SECOND = "0.4", "1.0"


@pytest.fixture(scope="module", params=database.KINDS)
def stage(
    databases: database.Databases, request: pytest.FixtureRequest
) -> Iterator[tuple[sa.Engine, cast.Play, dict[str, str]]]:
    """The agreement of the demonstration in two versions, and one that is only a file."""
    with databases.fresh(request.param) as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            play = cast.covenant(session, NOW - timedelta(days=1), company=True, supporter=True)
            registers.put_in(session, play, "negotiation")
            usual = (session, play.facilitator, play.id)
            ids = {}
            for number in (FIRST, SECOND):
                variants = demo_texts.variants("fictief-elektronica", number)
                ids[number] = texts.add(*usual, number=number, variants=variants, now=NOW).id
                texts.table(*usual, ids[number], now=NOW)
            pdf = {"nl": texts.Variant(file=files.Stored("ab" * 32, "tekst.pdf", "pdf", 2048))}
            ids["pdf"] = texts.add(*usual, number="pdf", variants=pdf, now=NOW).id
        yield engine, play, ids
        engine.dispose()


@pytest.fixture
def session(stage: tuple[sa.Engine, Any, Any]) -> Iterator[Session]:
    with Session(db.for_writing(stage[0]), expire_on_commit=False) as opened:
        yield opened
        opened.rollback()


def page(
    session: Session, play: cast.Play, who: policy.Actor, text_id: str, **how: Any
) -> comparison.Comparison:
    desk = subject.desk(session, who, play.slug, "texts", language="nl", now=NOW)
    return comparison.page(desk, text_id, **how)


def told(view: comparison.Comparison) -> list[tuple[str, str, str]]:
    return [(line.label, line.word, line.was) for line in view.changes]


def test_each_clause_is_told_with_what_became_of_it(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    view = page(session, play, play.facilitator, ids[SECOND])
    assert view.old is not None
    assert (view.old.number, view.new.number) == (FIRST, SECOND)
    assert told(view) == [
        ("Artikel 5 lid 2", "gewijzigd", ""),
        ("Artikel 5 lid 3", "nieuw", ""),
        ("Artikel 8", "verplaatst", "Artikel 10"),
    ]
    assert view.counts == (("gewijzigd", 1), ("nieuw", 1), ("verplaatst", 1), ("gelijk", 42))
    assert view.total == 45
    changed = view.changes[0]
    assert [r.text.strip() for r in changed.body if r.kind == "removed"] == ["twee", "mijnen en"]
    shown = [[line.label for line in s.lines] for s in view.stretches if not s.same]
    assert shown[0] == ["Artikel 5"]
    assert [line.label for s in view.stretches for line in s.lines if line.id] == [
        line.label for s in view.stretches for line in s.lines
    ]


def test_the_other_way_round_it_is_the_reverse(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    view = page(session, play, play.facilitator, ids[FIRST], other=ids[SECOND])
    assert ("geschrapt", 1) in view.counts
    assert ("Artikel 10", "verplaatst", "Artikel 8") in told(view)


def test_the_other_language_has_the_same_clauses(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    view = page(session, play, play.facilitator, ids[SECOND], language="en")
    assert view.languages == (("nl", "Nederlands"), ("en", "Engels"))
    assert [line.id for line in view.changes] == [
        line.id for line in page(session, play, play.facilitator, ids[SECOND]).changes
    ]
    assert "smelters" in "".join(r.text for r in view.changes[0].body)


def test_a_version_without_another_to_compare_with_says_why(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    assert page(session, play, play.facilitator, ids["pdf"]).why_not == comparison.NO_CLAUSES
    one = page(session, play, play.facilitator, ids[SECOND], other=ids["pdf"])
    assert (one.why_not, one.changes) == (comparison.NO_CLAUSES, ())


def test_only_who_may_read_both_learns_anything(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    readers = {"bram", "yara"}
    for who in (*readers, "renske", "amir", "puck", "ottilie", "casper"):
        actor = play.actors[who]
        for text_id, other in ((SECOND, ""), (SECOND, FIRST), (FIRST, SECOND)):
            how = {"other": ids[other]} if other else {}
            if who in readers:
                assert page(session, play, actor, ids[text_id], **how).changes
            else:
                with pytest.raises(errors.NotFound):
                    page(session, play, actor, ids[text_id], **how)


def test_an_unknown_version_is_not_there(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    for text_id, other in (("0" * 36, ""), (ids[SECOND], "0" * 36), (ids[SECOND], "x")):
        with pytest.raises(errors.NotFound):
            page(session, play, play.facilitator, text_id, other=other)


def test_once_public_a_text_is_read_by_all_but_not_beside_a_draft(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    usual = (session, play.facilitator, play.id, ids[SECOND])
    texts.freeze(*usual, now=NOW)
    texts.publish(*usual, now=NOW)
    stranger = policy.Actor(id="", name="")
    view = page(session, play, stranger, ids[SECOND])
    assert (view.others, view.why_not) == ((), comparison.NO_OTHER)
    with pytest.raises(errors.NotFound):
        page(session, play, stranger, ids[SECOND], other=ids[FIRST])


def test_a_clause_is_called_by_its_number_in_the_readers_language(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    dossier = subject.desk(session, play.facilitator, play.slug, "texts", language="nl", now=NOW).dossier
    found = {c.label: c for c in clauses.of(dossier, ids[SECOND])}
    assert found["Artikel 5"].title == "Artikel 5. Herkomst van grondstoffen"
    assert clauses.label(dossier, ids[SECOND], found["Artikel 5 lid 2"].id) == "Artikel 5 lid 2"
    assert clauses.label(dossier, ids[SECOND], "niets") == ""
    with locale.speaking("en"):
        assert clauses.label(dossier, ids[SECOND], found["Artikel 5 lid 2"].id) == "Article 5 paragraph 2"
    rival = subject.desk(session, play.actors["renske"], play.slug, "texts", language="nl", now=NOW).dossier
    assert clauses.of(rival, ids[SECOND]) == ()


def test_looking_first_tells_what_the_clauses_are_taken_for(session: Session, stage: Any) -> None:
    _engine, play, ids = stage
    desk = subject.desk(session, play.facilitator, play.slug, "texts", language="nl", now=NOW)
    given = {"nl": demo_texts.variants("fictief-elektronica", SECOND)["nl"].text}
    how: dict[str, Any] = {"prevailing": "nl", "follows_id": ids[FIRST]}
    found = register_texts.matches(desk, given, corrected={}, **how)
    assert register_texts.Match("Artikel 8", "Artikel 10", "verplaatst", "moved") in found
    told = register_texts.matches(desk, given, corrected={"8": ""}, **how)
    assert register_texts.Match("Artikel 8", "", "nieuw", "new") in told
    assert register_texts.Match("", "Artikel 10", "geschrapt", "removed") in told
