"""A dossier holds what its reader may see, now and at any past moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act
from tracker.store import db, dossiers, ledger, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FACILITATOR = policy.Actor(id="f", name="Nadia Verkerk", assignments=frozenset({("c", "facilitator")}))
OTHER_FACILITATOR = policy.Actor(id="g", name="Sem", assignments=frozenset({("d", "facilitator")}))
UNION = policy.Actor(id="u", name="Bram", organisations=frozenset({"o-union"}))
RIVAL = policy.Actor(id="r", name="Selma", organisations=frozenset({"o-sector"}))
SUPPORTER = policy.Actor(id="s", name="Kim", organisations=frozenset({"o-friend"}))
MANAGER = policy.Actor(id="m", name="Roos", roles=frozenset({"manager"}))


@pytest.fixture
def made(engine: sa.Engine) -> sa.Engine:
    with db.writing(engine) as session:
        system = act.system(session, FACILITATOR, deed="import.run", now=NOW)
        for slug in ("union", "sector", "friend"):
            system.new(tables.Organisation, id=f"o-{slug}", slug=slug, name_nl=slug, name_en=slug, kind="ngo")
        system.record("organisation.add", level="public")
        ledger.open_log(session, "c")
        doing = act.Act(session, FACILITATOR, "c", deed="covenant.start", now=NOW)
        doing.new(tables.Covenant, id="c", slug="c", name_nl="Proef", name_en="Trial", threshold_companies=35)
        for name, role in (("union", "negotiator"), ("sector", "negotiator"), ("friend", "supporter")):
            doing.new(
                tables.Participation,
                id=f"p-{name}",
                organisation_id=f"o-{name}",
                kind="trade_union",
                role=role,
                status="active",
                contact_name=f"contact van {name}",
            )
        doing.new(
            tables.Mandate,
            participation_id="p-union",
            decided_on=date(2026, 1, 1),
            valid_from=date(2026, 1, 1),
            valid_until=date(2026, 12, 31),
            body="Bondsraad",
            substance="tot en met artikel 5",
        )
        doing.new(tables.CaseFile, kind="complaint", title="geheim", received_on=date(2026, 1, 1))
        doing.record("covenant.start", level="public")
    return engine


def _mandate(session: Session, actor: policy.Actor, as_of: datetime | None) -> object:
    rows = dossiers.load(session, actor, slug="c", now=NOW, as_of=as_of).rows(tables.Mandate)
    return [(m.valid_until, m.body, m.substance) for m in rows]


@pytest.mark.parametrize("as_of", [None, NOW + timedelta(days=1)], ids=["tables", "ledger"])
def test_a_mandate_is_read_by_its_party_and_the_facilitator_and_known_to_the_table(
    made: sa.Engine, as_of: datetime | None
) -> None:
    until, whole = date(2026, 12, 31), ("Bondsraad", "tot en met artikel 5")
    with db.reading(made) as session:
        assert _mandate(session, UNION, as_of) == [(until, *whole)]
        assert _mandate(session, FACILITATOR, as_of) == [(until, *whole)]
        assert _mandate(session, RIVAL, as_of) == [(until, None, None)]
        assert _mandate(session, MANAGER, as_of) == [(until, None, None)]
        for outsider in (SUPPORTER, OTHER_FACILITATOR, policy.ANYBODY):
            assert _mandate(session, outsider, as_of) == []


@pytest.mark.parametrize("as_of", [None, NOW + timedelta(days=1)], ids=["tables", "ledger"])
def test_outsiders_see_parties_without_their_people_and_no_cases(
    made: sa.Engine, as_of: datetime | None
) -> None:
    with db.reading(made) as session:
        inside = dossiers.load(session, FACILITATOR, slug="c", now=NOW, as_of=as_of)
        outside = dossiers.load(session, policy.ANYBODY, slug="c", now=NOW, as_of=as_of)
        assert [p.contact_name for p in inside.rows(tables.Participation)].count("contact van union") == 1
        assert [p.contact_name for p in outside.rows(tables.Participation)] == [None, None, None]
        assert [c.title for c in inside.rows(tables.CaseFile)] == ["geheim"]
        assert outside.rows(tables.CaseFile) == ()
        assert inside.covenant.threshold_companies == 35
        assert outside.covenant.threshold_companies is None
        assert len(outside.every(tables.CaseFile)) == 1, "gates still count what a reader may not see"


def test_hidden_content_never_leaves_the_database(made: sa.Engine) -> None:
    fetched: list[str] = []

    def watch(_c: object, cursor: object, statement: str, *_: object) -> None:
        fetched.append(statement)

    with db.reading(made) as session:
        rival = dossiers.load(session, RIVAL, slug="c", now=NOW)
        sa.event.listen(made, "before_cursor_execute", watch)
        rows = rival.every(tables.Mandate)
        sa.event.remove(made, "before_cursor_execute", watch)
    assert not any(mandate.substance for mandate in rows)
    assert "CASE WHEN" in fetched[0]


def test_a_covenant_is_not_found_before_it_existed(made: sa.Engine) -> None:
    with db.reading(made) as session, pytest.raises(errors.NotFound):
        dossiers.load(session, FACILITATOR, slug="c", now=NOW, as_of=NOW - timedelta(seconds=1))


def test_tables_and_ledger_give_the_same_dossier(made: sa.Engine) -> None:
    with db.reading(made) as session:
        stored = dossiers.load(session, FACILITATOR, slug="c", now=NOW)
        folded = dossiers.load(session, FACILITATOR, slug="c", now=NOW, as_of=NOW + timedelta(hours=1))
        for table in tables.COVENANT_TABLES:
            assert stored.every(table) == folded.every(table)


def test_somebody_whose_participation_ended_keeps_the_public_view_only(made: sa.Engine) -> None:
    with db.writing(made) as session:
        doing, _ = act.begin(session, FACILITATOR, "c", deed="party.move", now=NOW)
        doing.change(tables.Participation, "p-union", status="withdrawn")
        doing.record("participation.withdraw")
    with db.reading(made) as session:
        assert dossiers.load(session, UNION, slug="c", now=NOW).rows(tables.Mandate) == ()


def test_forms_and_tags_do_not_count_what_a_reader_may_not_know(made: sa.Engine) -> None:
    """A complaint arrives: for everybody but its handlers the covenant looks as it looked before."""

    def seen(actor: policy.Actor) -> int:
        with db.reading(made) as session:
            return dossiers.load(session, actor, slug="c", now=NOW).seq

    before = {a.id: seen(a) for a in (FACILITATOR, RIVAL, SUPPORTER, policy.ANYBODY)}
    with db.writing(made) as session:
        doing, _ = act.begin(session, FACILITATOR, "c", deed="case.handle", now=NOW)
        doing.new(tables.CaseFile, kind="complaint", title="nog geheimer", received_on=NOW.date())
        doing.record("case.open", level="case")
    assert seen(FACILITATOR) == before["f"] + 1, "there was something to leak"
    assert [seen(a) for a in (RIVAL, SUPPORTER, policy.ANYBODY)] == [before["r"], before["s"], before[""]]
