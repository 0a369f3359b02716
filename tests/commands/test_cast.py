"""The cast stands on any database, and nobody in it could be somebody."""

from datetime import UTC, datetime

import sqlalchemy as sa

from tests import cast
from tracker import policy
from tracker.commands import demo_cast
from tracker.store import db, dossiers, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_the_covenant_of_the_cast_has_two_parties_of_every_kind_and_a_facilitator(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        play = cast.covenant(session, NOW, company=True, supporter=True)
    with db.reading(engine) as session:
        dossier = dossiers.load(session, play.facilitator, slug=play.slug, now=NOW)
        kinds = sorted(p.kind for p in dossier.rows(tables.Participation))
    assert kinds == sorted(
        2 * ["sector_association", "trade_union", "ngo", "government"] + ["facilitator", "company", "other"]
    )
    assert policy.FACILITATOR in dossier.standing.relations
    assert dossier.covenant.fictional


def test_everybody_of_the_cast_is_what_the_play_calls_them(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        play = cast.covenant(session, NOW, company=True)
    assert play.manager.roles == {"manager"}
    assert play.speaker("vakbond-techniek").name == "Tamar Linden"
    assert play.company.fictional
    assert not play.second.facilitates(play.id)


def test_making_a_cast_member_twice_makes_one(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        first = demo_cast.account(session, "yara", now=NOW)
        assert demo_cast.account(session, "yara", now=NOW) == first


def test_no_mail_to_the_cast_can_arrive_anywhere() -> None:
    assert all(who.email.endswith(".example") for who in demo_cast.characters().values())
