"""What a register shows depends on who asks, and its figure is always the length of its list."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, database, registers
from tests.registers import BEGAN, NGO, NOW, OWN, RIVAL, UNION, Scene
from tracker import errors, policy
from tracker.commands import demo_cast, objections, participations, plans, requirements, shares
from tracker.queries import (
    meetings,
    motions,
    proposals,
    register_consent,
    register_governance,
    register_handling,
    register_positions,
    register_signing,
    register_texts,
)
from tracker.queries import registers as subject
from tracker.store import db, shelf, tables

LATER = NOW + timedelta(hours=3)
PUBLIC = ["signatures", "shares", "seats", "term"]
VIEWS: dict[str, Callable[[subject.Desk], Any]] = {
    "texts": register_texts.texts,
    "proposals": proposals.listed,
    "meetings": meetings.listed,
    "motions": motions.listed,
    "mandates": register_consent.mandates,
    "objections": register_consent.objections,
    "reservations": register_consent.reservations,
    "signatures": register_signing.signatures,
    "shares": register_signing.companies,
    "seats": register_governance.seats,
    "term": register_governance.term,
    "decisions": register_governance.decisions,
    "cases": register_handling.cases,
    "assignments": register_handling.assignments,
}
EVERYTHING = list(VIEWS)


@pytest.fixture(scope="module", params=database.KINDS)
def scene(databases: database.Databases, request: pytest.FixtureRequest) -> Iterator[tuple[Any, Scene]]:
    with databases.fresh(request.param) as url:
        engine = db.make_engine(url)
        with db.writing(engine) as session:
            made = registers.full(session)
        yield engine, made
        engine.dispose()


@pytest.fixture
def session(scene: tuple[Any, Scene]) -> Iterator[Session]:
    with Session(db.for_writing(scene[0]), expire_on_commit=False) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def play(scene: tuple[Any, Scene]) -> cast.Play:
    return scene[1].play


@pytest.fixture
def ids(scene: tuple[Any, Scene]) -> dict[str, str]:
    return scene[1].ids


def actor(play: cast.Play, who: str) -> policy.Actor:
    others = {
        "manager": play.manager,
        "auditor": play.auditor,
        "company": play.company,
        "nobody": policy.ANYBODY,
    }
    others |= {"facilitator": play.facilitator, "supporter": play.supporter, "second": play.second}
    return others.get(who) or play.speaker(who)


def desk(session: Session, play: cast.Play, who: str, register: str = "", **how: Any) -> subject.Desk:
    return subject.desk(
        session, actor(play, who), play.slug, register, **{"language": "nl", "now": LATER, **how}
    )


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("facilitator", EVERYTHING),
        (OWN, [r for r in EVERYTHING if r != "cases"]),
        (RIVAL, [r for r in EVERYTHING if r != "cases"]),
        ("manager", [r for r in EVERYTHING if r != "cases"]),
        ("auditor", [r for r in EVERYTHING if r != "cases"]),
        *((who, PUBLIC) for who in ("company", "supporter", "second", "nobody")),
    ],
)
def test_who_may_open_which_register(session: Session, play: cast.Play, who: str, sees: list[str]) -> None:
    assert [s.name for s in desk(session, play, who).head.sections] == sees
    for hidden in set(EVERYTHING) - set(sees):
        with pytest.raises(errors.NotFound):
            desk(session, play, who, hidden)


@pytest.mark.parametrize("who", ["facilitator", OWN, "manager", "company", "nobody"])
def test_every_count_is_the_length_of_its_list(session: Session, play: cast.Play, who: str) -> None:
    for section in desk(session, play, who).head.sections:
        view = VIEWS[section.name](desk(session, play, who, section.name))
        assert (section.name, len(view.rows)) == (section.name, section.count)


def test_the_table_knows_that_a_mandate_is_there_and_until_when_and_no_more(
    session: Session, play: cast.Play
) -> None:
    rows = {r.party: r for r in register_consent.mandates(desk(session, play, OWN, "mandates")).rows}
    own, rival = rows["Platform Duurzame Apparatuur"], rows["Branche Elektronica Nederland"]
    assert (own.full, own.body, own.substance) == (True, "Bestuur", registers.SECRETS["mandate"])
    assert (rival.full, rival.body, rival.substance) == (False, "", "")
    assert (rival.state, rival.valid_until) == ("valid", date(2026, 12, 31))
    assert (own.may_end, rival.may_end) == (True, False)


@pytest.mark.parametrize("who", ["manager", "auditor"])
def test_managers_and_auditors_see_that_it_is_there_but_not_what_it_says(
    session: Session, play: cast.Play, who: str
) -> None:
    (objection, _) = register_consent.objections(desk(session, play, who, "objections")).rows
    assert (objection.party, objection.fundamental, objection.open) == ("Stichting Schone Mijnen", True, True)
    assert (objection.clause, objection.reason, objection.resolution) == ("", "", "")
    (reservation,) = register_consent.reservations(desk(session, play, who, "reservations")).rows
    assert (reservation.condition, reservation.deadline) == ("", date(2026, 4, 1))
    for row in register_governance.seats(desk(session, play, who, "seats")).rows:
        assert (row.holder, row.held) == ("", True)
    (decision,) = register_governance.decisions(desk(session, play, who, "decisions")).rows
    assert (decision.note, decision.value) == ("", "vernietigen")
    (variant, _) = register_texts.texts(desk(session, play, who, "texts")).rows[0].variants
    assert (variant.text, variant.readable, len(variant.sha256)) == ("", False, 64)


def test_managers_may_do_nothing_here(session: Session, play: cast.Play) -> None:
    for section in desk(session, play, "manager").head.sections:
        view = VIEWS[section.name](desk(session, play, "manager", section.name))
        offered = [n for n in dir(view) if n.startswith("may_") and getattr(view, n)]
        assert (offered, getattr(view, "options", ())) == ([], ())
        assert [r for r in view.rows if any(getattr(r, n) for n in dir(r) if n.startswith("may_"))] == []


def test_in_the_past_nobody_may_do_anything(session: Session, play: cast.Play) -> None:
    for name, view in VIEWS.items():
        seen = view(desk(session, play, "facilitator", name, as_of=LATER))
        assert [n for n in dir(seen) if n.startswith("may_") and getattr(seen, n)] == []
        assert getattr(seen, "options", ()) == ()


def test_a_register_of_an_earlier_moment_holds_what_was_known_then(
    session: Session, play: cast.Play, ids: dict[str, str]
) -> None:
    before = desk(session, play, "facilitator", "objections")
    objections.close(
        session, play.facilitator, play.id, ids["objection"], now=LATER, note="Mijnen staan weer in lid 2."
    )
    after = desk(session, play, "facilitator", "objections", now=LATER + timedelta(hours=1))
    then = desk(session, play, "facilitator", "objections", now=LATER + timedelta(hours=1), as_of=NOW)
    assert [r.open for r in register_consent.objections(before).rows] == [True, True]
    assert [r.open for r in register_consent.objections(after).rows] == [True, False]
    assert [r.open for r in register_consent.objections(then).rows] == [True, True]
    assert (then.head.here.open if then.head.here else None, after.head.sections[5].open) == (2, 1)


def _joins(session: Session, play: cast.Play, slug: str, share: str) -> str:
    """A company that hands in its declaration, with its share on record; not accepted yet."""
    organisation = demo_cast.organisation(session, slug, now=NOW)
    company = participations.add(
        session, play.facilitator, play.id, now=NOW, organisation_id=organisation, kind="company",
        role="adhering_company", on=BEGAN,
    ).id  # fmt: skip
    requirements.submit(session, play.facilitator, play.id, company, "SIG-03", now=NOW, text="Getekend.")
    shares.record(session, play.facilitator, play.id, participation_id=company, share=Decimal(share), now=NOW)
    return company


def test_a_company_in_admission_is_named_to_nobody_but_itself_and_the_secretariat(
    session: Session, play: cast.Play
) -> None:
    def listed(who: str) -> list[str]:
        return [r.party for r in register_signing.companies(desk(session, play, who, "shares")).rows]

    assert [listed(w) for w in ("facilitator", "company")] == [["Noordwand Meubelen"]] * 2
    assert [listed(w) for w in (OWN, "manager", "nobody")] == [[]] * 3
    company = play.parties["noordwand"]
    requirements.submit(session, play.company, play.id, company, "SIG-03", now=NOW, text="Getekend.")
    requirements.accept(session, play.facilitator, play.id, company, "SIG-03", now=NOW)
    assert [listed(w) for w in (OWN, "manager", "nobody")] == [["Noordwand Meubelen"]] * 3


def test_of_shares_only_the_sum_is_shown_and_only_over_enough_companies(
    session: Session, play: cast.Play
) -> None:
    plans.describe(
        session, play.facilitator, play.id, now=NOW, threshold_companies=35, threshold_share=Decimal("0.30")
    )
    made = [_joins(session, play, s, "0.05") for s in ("lindeboom", "kastrijk", "tafelgoed", "zithoek")]

    def view(who: str) -> register_signing.Companies:
        return register_signing.companies(desk(session, play, who, "shares"))

    for company in made:
        requirements.accept(session, play.facilitator, play.id, company, "SIG-03", now=NOW)
    few = view(OWN)
    assert (few.joined, few.needed, few.share, few.withheld, few.reached) == (4, 35, None, True, False)
    assert view("facilitator").share == Decimal("0.20")
    fifth = _joins(session, play, "eikenhof", "0.04")
    requirements.accept(session, play.facilitator, play.id, fifth, "SIG-03", now=NOW)
    enough = view(OWN)
    assert (enough.joined, enough.share, enough.needed_share) == (5, Decimal("0.24"), Decimal("0.30"))
    assert all(row.shares == () for row in enough.rows)
    assert (view("nobody").share, view("nobody").needed, view("nobody").withheld) == (None, None, False)
    shares.record(session, play.facilitator, play.id, participation_id=fifth, share=Decimal("0.60"), now=NOW)
    assert view(OWN).withheld, "one company weighs more than half: its share could be worked out"


def test_a_company_sees_its_own_share_and_nobody_elses(session: Session, play: cast.Play) -> None:
    _joins(session, play, "lindeboom", "0.05")
    (own,) = register_signing.companies(desk(session, play, "company", "shares")).rows
    assert [share for _, share in own.shares] == [Decimal("0.1234")]


def test_the_text_page_tells_the_table_how_far_a_rival_is_but_not_how_it_decided(
    session: Session, play: cast.Play, ids: dict[str, str]
) -> None:
    session.execute(
        sa.update(tables.Requirement)
        .where(tables.Requirement.code == "NEG-10")  # type: ignore[arg-type]
        .values(outcome="yes_if", open_conditions=1)
    )
    shelf.shelf.clear()

    def consultation(who: str) -> str:
        page = register_positions.text_page(desk(session, play, who, "texts"), ids["text"])
        return next(p.cells[2].word for p in page.positions if p.name == "Branche Elektronica Nederland")

    assert {w: consultation(w) for w in ("facilitator", RIVAL, OWN, "manager")} == {
        "facilitator": "ja, mits",
        RIVAL: "ja, mits",
        OWN: "bezig",
        "manager": "bezig",
    }


def test_the_answer_on_the_text_page_counts_the_rows_below_it(
    session: Session, play: cast.Play, ids: dict[str, str]
) -> None:
    page = register_positions.text_page(desk(session, play, NGO, "texts"), ids["text"])
    assert (page.agreed, page.asked, page.fundamental) == (3, 8, 1)
    assert (page.agreed, page.asked) == (sum(p.agrees for p in page.positions), len(page.positions))
    assert page.positions[0].name == "Stichting Schone Mijnen", "the grave objection comes first"
    old = register_positions.text_page(desk(session, play, NGO, "texts"), ids["old_text"])
    assert (old.text.status, old.positions, old.may_object) == ("superseded", (), False)


@pytest.mark.parametrize("who", ["company", "supporter", "nobody", "second"])
def test_a_draft_is_not_there_for_whoever_is_not_at_the_table(
    session: Session, play: cast.Play, ids: dict[str, str], who: str
) -> None:
    with pytest.raises(errors.NotFound):
        desk(session, play, who, "texts")


def test_a_public_text_is_there_for_everybody_and_the_drafts_are_not(
    session: Session, play: cast.Play, ids: dict[str, str]
) -> None:
    from tracker.commands import texts

    texts.publish(session, play.facilitator, play.id, ids["text"], now=NOW)
    view = register_texts.texts(desk(session, play, "nobody", "texts"))
    assert [(r.number, r.variants[0].readable) for r in view.rows] == [("1.0", True)]
    page = register_positions.text_page(desk(session, play, "nobody", "texts"), ids["text"])
    assert registers.SECRETS["text"] in page.text.variants[0].text
    assert (page.positions, page.objections) == ((), ())
    with pytest.raises(errors.NotFound):
        register_positions.text_page(desk(session, play, "nobody", "texts"), ids["old_text"])


def test_names_are_in_the_language_asked_for(session: Session, play: cast.Play) -> None:
    rows = register_consent.mandates(desk(session, play, UNION, "mandates", language="en")).rows
    assert [r.party for r in rows] == ["Electronics Trade Netherlands", "Platform for Sustainable Appliances"]


def test_seats_name_the_delegations_that_are_missing(session: Session, play: cast.Play) -> None:
    view = register_governance.seats(desk(session, play, OWN, "seats"))
    assert view.chair
    assert view.missing == ("Brancheorganisatie", "Maatschappelijke organisatie", "Overheid")
