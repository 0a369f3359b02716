"""On the way to signing: a word per party and step that dies with its text, and sums of companies only."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, database, registers
from tests.registers import MINISTRY, NOW, OWN, RIVAL, UNION
from tracker import errors, policy
from tracker.commands import conditions, plans, shares, texts
from tracker.queries import registers as views
from tracker.queries import signing
from tracker.store import db

OTHER = "ministerie-nijverheid"


@pytest.fixture(scope="module")
def engine(databases: database.Databases) -> Iterator[sa.Engine]:
    with databases.fresh("sqlite") as url:
        made = db.make_engine(url)
        yield made
        made.dispose()


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with Session(db.for_writing(engine), expire_on_commit=False) as opened:
        yield opened
        opened.rollback()


@pytest.fixture
def play(session: Session) -> cast.Play:
    made = cast.covenant(session, NOW - timedelta(days=1), company=True, on=registers.BEGAN)
    registers.put_in(session, made, "negotiation")
    return made


def page(session: Session, play: cast.Play, who: policy.Actor) -> signing.SigningPage:
    desk = views.desk(session, who, play.slug, language="nl", now=NOW)
    return signing.page(desk)


def words(view: signing.SigningPage, name: str) -> list[str]:
    (row,) = [r for r in view.rows if r.name == name]
    return [c.word for c in row.cells]


def agreed(session: Session, play: cast.Play) -> str:
    text_id = registers.table(session, play, "1.0")
    for code, outcome in (("NEG-05", "yes"), ("NEG-09", None), ("NEG-10", "yes")):
        registers.answer(session, play, UNION, code, outcome)
    for code, outcome in (("NEG-05", "yes"), ("NEG-09", None), ("NEG-11", "yes")):
        registers.answer(session, play, MINISTRY, code, outcome)
    return text_id


def test_every_step_of_every_party_stands_on_one_page(session: Session, play: cast.Play) -> None:
    agreed(session, play)
    view = page(session, play, play.facilitator)
    assert words(view, "Vakbond Techniek")[:3] == ["akkoord"] * 3
    assert (view.number, view.final, view.agreed, view.signed) == ("1.0", False, 2, 0)


def test_a_new_version_makes_all_of_it_out_of_date(session: Session, play: cast.Play) -> None:
    agreed(session, play)
    registers.table(session, play, "1.1")
    view = page(session, play, play.facilitator)
    assert words(view, "Vakbond Techniek")[:3] == ["verouderd"] * 3
    assert words(view, "Ministerie van Wereldhandel")[:3] == ["verouderd"] * 3
    assert (view.number, view.agreed) == ("1.1", 0)


def test_each_ministry_agrees_for_itself_and_the_missing_one_is_named(
    session: Session, play: cast.Play
) -> None:
    agreed(session, play)
    assert page(session, play, play.facilitator).ministries == ("Ministerie van Nijverheid",)
    registers.answer(session, play, OTHER, "NEG-11", "yes")
    assert page(session, play, play.facilitator).ministries == ()


def test_a_signature_counts_on_the_final_version_only(session: Session, play: cast.Play) -> None:
    text_id = agreed(session, play)
    texts.freeze(session, play.facilitator, play.id, text_id, now=NOW, on=date(2026, 2, 2))
    registers.put_in(session, play, "signing")
    registers.sign(session, play, text_id, UNION)
    view = page(session, play, play.facilitator)
    assert (view.signed, words(view, "Vakbond Techniek")[4]) == (1, "getekend")
    registers.put_in(session, play, "negotiation")
    reason = "De achterban van een partij wil artikel vijf opnieuw bespreken."
    texts.reopen(session, play.facilitator, play.id, text_id, note=reason, now=NOW)
    following = registers.table(session, play, "2.0")
    texts.freeze(session, play.facilitator, play.id, following, now=NOW)
    again = page(session, play, play.facilitator)
    assert (again.signed, words(again, "Vakbond Techniek")[4]) == (0, "andere versie")


def test_a_rival_does_not_learn_how_a_constituency_decided(session: Session, play: cast.Play) -> None:
    registers.table(session, play, "1.0")
    registers.answer(session, play, UNION, "NEG-10", "no")
    assert words(page(session, play, play.speaker(UNION)), "Vakbond Techniek")[2] == "nee"
    assert words(page(session, play, play.speaker(RIVAL)), "Vakbond Techniek")[2] == "bezig"


def test_conditions_show_who_and_by_when_and_a_manager_sees_no_text(
    session: Session, play: cast.Play
) -> None:
    conditions.set_(
        session, play.facilitator, play.id, kind="funding", text="Geld voor vijf jaar.", now=NOW,
        participation_id=play.parties[MINISTRY], on=date(2026, 2, 1), deadline=date(2026, 2, 20),
    )  # fmt: skip
    view = page(session, play, play.speaker(OWN))
    (row,) = view.conditions
    assert (row.text, row.party, row.overdue, view.open) == (
        "Geld voor vijf jaar.", "Ministerie van Wereldhandel", True, 1,
    )  # fmt: skip
    (managed,) = page(session, play, play.manager).conditions
    assert (managed.text, managed.status) == ("", "open")


def test_a_condition_is_dropped_only_with_a_reason(session: Session, play: cast.Play) -> None:
    made = conditions.set_(session, play.facilitator, play.id, kind="other", text="Een loket.", now=NOW).id
    with pytest.raises(errors.Invalid):
        conditions.close(session, play.facilitator, play.id, made, outcome="dropped", note="Nee.", now=NOW)
    conditions.close(
        session, play.facilitator, play.id, made, outcome="dropped", now=NOW,
        note="De partijen regelen het loket in het eerste jaar.",
    )  # fmt: skip
    assert page(session, play, play.facilitator).open == 0


def test_of_companies_the_table_sees_a_sum_and_no_name_in_admission(
    session: Session, play: cast.Play
) -> None:
    plans.describe(
        session, play.facilitator, play.id, now=NOW, threshold_companies=35, threshold_share=Decimal("0.30")
    )
    company = play.parties["noordwand"]
    shares.record(
        session, play.facilitator, play.id, participation_id=company, share=Decimal("0.12"), now=NOW
    )
    view = page(session, play, play.speaker(OWN))
    assert (view.companies.joined, view.companies.needed, view.joined) == (0, 35, ())
    assert "Noordwand Meubelen" not in str(view.rows) + str(view.companies.rows) + str(view.joined)


def test_outsiders_have_no_such_page(session: Session, play: cast.Play) -> None:
    for who in (policy.ANYBODY, play.company, play.administrator):
        with pytest.raises(errors.Forbidden):
            page(session, play, who)
