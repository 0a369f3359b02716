"""The check against the norms is a map of clauses: marks go along with words that did not change."""

import pytest
from sqlmodel import Session

from tests.cast import Play
from tests.commands.registers.deeds_signing import CLAUSES, clauses, marked, version
from tests.registers import NOW
from tracker import errors
from tracker.commands import norms, requirements
from tracker.queries import norms as pages
from tracker.queries import registers
from tracker.store import coverage, dossiers, tables
from workflows import norms as data

CHANGED = CLAUSES.replace("Er is een loket.", "Er is een loket, en een termijn van zes weken.")


def page(session: Session, play: Play, text_id: str, language: str = "nl") -> pages.NormPage:
    desk = registers.desk(session, play.facilitator, play.slug, "texts", language=language, now=NOW)
    return pages.page(desk, text_id)


def whole(session: Session, play: Play, text_id: str, *, but: str = "") -> None:
    for code in data.CODES:
        if code != but:
            marked(session, play, text_id, code)


def handed_in(session: Session, play: Play) -> str | None:
    requirements.submit(
        session, play.facilitator, play.id, play.parties["ketenbureau"], "NEG-07", now=NOW, text="Zie de toets.",
        outcome="positive",
    )  # fmt: skip
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    return next(r.outcome for r in dossier.rows(tables.Requirement) if r.code == "NEG-07")


def test_the_outcome_is_computed_and_nobody_types_it(session: Session, play: Play) -> None:
    text_id = version(session, play)
    assert handed_in(session, play) == "negative"
    whole(session, play, text_id)
    page_ = page(session, play, text_id)
    assert (page_.gaps, page_.outcome, page_.covered) == ((), "positive", 10)


def test_with_every_norm_covered_the_outcome_is_positive(session: Session, play: Play) -> None:
    whole(session, play, version(session, play))
    assert handed_in(session, play) == "positive"


def test_one_gap_makes_it_negative(session: Session, play: Play) -> None:
    text_id = version(session, play)
    whole(session, play, text_id, but="dd_remedy")
    assert [r.code for r in page(session, play, text_id).gaps] == ["dd_remedy"]
    assert handed_in(session, play) == "negative"


def test_gaps_stand_first_in_each_family(session: Session, play: Play) -> None:
    text_id = version(session, play)
    marked(session, play, text_id, "dd_embed")
    marked(session, play, text_id, "ungp_protect")
    oecd, ungp = page(session, play, text_id).families
    assert [r.code for r in oecd.rows][-1] == "dd_embed"
    assert [r.gap for r in ungp.rows] == [True, True, False]


def test_a_new_version_takes_marks_along_on_words_that_did_not_change(session: Session, play: Play) -> None:
    first = version(session, play)
    marked(session, play, first, "dd_embed", 0)
    marked(session, play, first, "ungp_remedy", 1)
    second = version(session, play, "1.1", CHANGED)
    assert clauses(session, play, second) == clauses(session, play, first)
    shown = page(session, play, second)
    rows = {r.code: r for f in shown.families for r in f.rows}
    assert [c.label for c in rows["dd_embed"].covering] == ["Artikel 1"]
    assert (rows["ungp_remedy"].covering, [c.label for c in rows["ungp_remedy"].again]) == ((), ["Artikel 2"])
    assert (rows["ungp_remedy"].gap, shown.again) == (True, 1)
    marked(session, play, second, "ungp_remedy", 1)
    assert page(session, play, second).again == 0


def test_a_mark_that_was_taken_back_stays_on_record_and_counts_no_more(session: Session, play: Play) -> None:
    text_id = version(session, play)
    mark_id = marked(session, play, text_id)
    norms.withdraw(session, play.facilitator, play.id, text_id, mark_id, now=NOW)
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    assert coverage.standing(dossier, text_id) == ()
    assert len(dossier.rows(tables.NormMark)) == 1


def test_only_a_clause_of_this_version_covers_a_norm(session: Session, play: Play) -> None:
    text_id = version(session, play)
    for chosen in ([], ["elders"]):
        with pytest.raises(errors.Invalid) as told:
            norms.mark(
                session, play.facilitator, play.id, text_id, norm="dd_embed", clause_ids=chosen, now=NOW
            )
        assert told.value.fields == {"clause_ids": "Kies een of meer artikelen van deze versie."}


def test_a_version_that_was_replaced_is_checked_no_more(session: Session, play: Play) -> None:
    first = version(session, play)
    version(session, play, "1.1", CHANGED)
    with pytest.raises(errors.WrongState) as told:
        marked(session, play, first)
    assert str(told.value) == "Deze versie is vervangen. Toets de versie die nu ter tafel ligt."


def test_a_manager_reads_no_clause_and_no_check(session: Session, play: Play) -> None:
    text_id = version(session, play)
    desk = registers.desk(session, play.manager, play.slug, "texts", language="nl", now=NOW)
    with pytest.raises(errors.Forbidden):
        pages.page(desk, text_id)
