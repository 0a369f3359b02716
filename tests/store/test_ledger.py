"""The ledger: one line per act, chained, append-only, and nothing can be altered unnoticed."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import rfc8785
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act
from tracker.queries import audit
from tracker.store import db, ledger, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NADIA = policy.Actor(id="nadia", name="Nadia Verkerk", assignments=frozenset({("c", "facilitator")}))


def _open(session: Session) -> None:
    ledger.open_log(session, "c")
    doing = act.Act(session, NADIA, "c", deed="covenant.start", now=NOW)
    doing.new(tables.Covenant, id="c", slug="c", name_nl="Proef", name_en="Trial")
    doing.record("covenant.start", level="public", subject="covenant")


def _plan(
    session: Session, now: datetime = NOW, key: act.Key | None = None, seen: int | None = None
) -> act.Receipt:
    doing = act.Act(session, NADIA, "c", deed="covenant.plan", now=now, key=key)
    if doing.done:
        return doing.done
    doing.current("plan:signing", seen)
    doing.new(tables.PlannedDate, stage="signing", on=now.date(), recorded_on=now.date())
    return doing.record("covenant.plan", subject="plan:signing", note="Een plan met een ë en een 𝄞")


def test_each_act_is_one_line_and_the_chain_verifies(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        _open(session)
        first, second = _plan(session), _plan(session)
    assert (first.seq, second.seq) == (2, 3)
    with db.reading(engine) as session:
        assert [line.kind for line in ledger.lines(session, "c")] == [
            "covenant.start",
            "covenant.plan",
            "covenant.plan",
        ]
        assert audit.check(session, "c") == []


@pytest.mark.parametrize(
    "statement", ["UPDATE entry SET kind = 'x'", "DELETE FROM entry", "DELETE FROM disclosure"]
)
def test_the_database_itself_refuses_to_change_the_ledger(engine: sa.Engine, statement: str) -> None:
    with db.writing(engine) as session:
        _open(session)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), db.writing(engine) as session:
        session.execute(sa.text(statement))
    with db.reading(engine) as session:
        assert len(list(ledger.lines(session, "c"))) == 1


def test_postgresql_refuses_to_truncate_the_ledger(engine: sa.Engine) -> None:
    if engine.dialect.name == "sqlite":
        with db.reading(engine) as session:  # SQLite has no TRUNCATE: what it has instead is refused above
            assert (
                session.execute(sa.text("SELECT count(*) FROM sqlite_master WHERE type='trigger'")).scalar()
                == 4
            )
        return
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), db.writing(engine) as session:
        session.execute(sa.text("TRUNCATE entry"))


def _unguarded(session: Session) -> None:
    """What an intruder with the database password would do first."""
    for table in ("entry", "disclosure"):
        if session.get_bind().dialect.name == "sqlite":
            for verb in ("update", "delete"):
                session.execute(sa.text(f"DROP TRIGGER IF EXISTS {table}_no_{verb}"))
        else:
            session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))


def test_a_flipped_byte_anywhere_in_an_entry_or_a_disclosure_is_reported(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        _open(session)
        _plan(session)
        _unguarded(session)
    entry, disclosure = ledger._entry, ledger._disclosure
    with db.writing(engine) as session:
        body = session.execute(sa.select(entry.c.body).where(entry.c.seq == 2)).scalar_one()
        for at in range(len(body)):
            flipped = body[:at] + chr(ord(body[at]) ^ 1) + body[at + 1 :]
            session.execute(sa.update(entry).where(entry.c.seq == 2).values(body=flipped))
            assert ledger.verify(session, "c"), f"byte {at} of the entry"
        session.execute(sa.update(entry).where(entry.c.seq == 2).values(body=body))
        assert ledger.verify(session, "c") == []
        for digest, text in session.execute(
            sa.select(disclosure.c.digest, disclosure.c.body).where(disclosure.c.seq == 2)
        ).all():
            row = sa.and_(disclosure.c.seq == 2, disclosure.c.digest == digest)
            for at in range(len(text)):
                flipped = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
                session.execute(sa.update(disclosure).where(row).values(body=flipped))
                assert ledger.verify(session, "c"), f"byte {at} of a disclosure"
            session.execute(sa.update(disclosure).where(row).values(body=text))
        assert ledger.verify(session, "c") == []


@pytest.mark.parametrize(
    "attack",
    [
        "DELETE FROM entry WHERE seq = 3",
        "DELETE FROM entry WHERE seq = 2",
        "UPDATE entry SET at = at - 1 WHERE seq = 2",
        "UPDATE entry SET kind = 'covenant.move' WHERE seq = 2",
        "UPDATE entry SET level = 'public' WHERE seq = 2",
        "UPDATE entry SET owner = 'x' WHERE seq = 2",
        "UPDATE entry SET leaf = 'x' WHERE seq = 2",
        "DELETE FROM disclosure WHERE seq = 3",
        "UPDATE disclosure SET seq = 3 WHERE seq = 2",
        "UPDATE head SET size = 2",
        "UPDATE planneddate SET reason = 'anders'",
        "DELETE FROM planneddate",
        "UPDATE covenant SET stage = 'signing'",
    ],
)
def test_whatever_an_intruder_changes_is_reported(engine: sa.Engine, attack: str) -> None:
    with db.writing(engine) as session:
        _open(session)
        _plan(session)
        _plan(session)
        assert audit.check(session, "c") == []
        _unguarded(session)
        session.execute(sa.text(attack))
    with db.reading(engine) as session:
        assert audit.check(session, "c") != []


def test_a_second_click_gets_the_first_answer(engine: sa.Engine) -> None:
    key = act.Key("k-1", "digest")
    with db.writing(engine) as session:
        _open(session)
        first = _plan(session, key=key)
    with db.writing(engine) as session:
        again = _plan(session, key=key)
    assert (again.seq, again.again, first.again) == (first.seq, True, False)
    with db.reading(engine) as session:
        assert len(list(ledger.lines(session, "c"))) == 2


def test_a_key_is_refused_for_anything_else_than_it_was_made_for(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        _open(session)
        _plan(session, key=act.Key("k-1", "digest"))
    with pytest.raises(errors.Invalid), db.writing(engine) as session:
        _plan(session, key=act.Key("k-1", "another form"))


def test_a_change_to_the_same_subject_makes_a_page_stale_and_names_who_did_it(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        _open(session)
        _plan(session, seen=1)
    with pytest.raises(errors.Stale) as stale, db.writing(engine) as session:
        _plan(session, seen=1)
    assert [(c.seq, c.kind, c.by) for c in stale.value.changes] == [(2, "covenant.plan", "Nadia Verkerk")]
    with db.writing(engine) as session:
        assert _plan(session, seen=2).seq == 3


def test_time_in_the_ledger_never_runs_backwards(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        _open(session)
        _plan(session, now=NOW - timedelta(days=2))
        _plan(session, now=NOW + timedelta(seconds=1))
    with db.reading(engine) as session:
        moments = [line.at for line in ledger.lines(session, "c")]
    assert moments == [NOW, NOW, NOW + timedelta(seconds=1)]


def test_ten_writers_at_once_make_ten_lines_in_one_chain(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        _open(session)
    failures: list[BaseException] = []

    def write() -> None:
        try:
            with db.writing(engine) as session:
                _plan(session)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the test shows it
            failures.append(failure)

    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with db.reading(engine) as session:
        assert [line.seq for line in ledger.lines(session, "c")] == list(range(1, 12))
        assert audit.check(session, "c") == []


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=8),
        st.text(max_size=20) | st.integers(-(2**53) + 1, 2**53 - 1),
        max_size=4,
    )
)
def test_two_disclosures_of_the_same_value_do_not_look_alike(value: dict[str, str | int]) -> None:
    first, second = ledger._seal("name", value), ledger._seal("name", value)
    assert first[0] != second[0]
    assert ledger.digest_of(first[1]) == first[0]
    assert rfc8785.dumps(value).decode() in first[1]


def test_each_personal_or_confidential_value_is_a_disclosure_of_its_own(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        _open(session)
        doing = act.Act(session, NADIA, "c", deed="covenant.override", now=NOW)
        row = doing.new(
            tables.Override,
            condition_id="G1-1",
            action="x",
            reason="De reden",
            by_name="Nadia Verkerk",
            on=NOW.date(),
        )
        doing.record("covenant.override", level="process")
    with db.reading(engine) as session:
        (line,) = ledger.lines(session, "c", seqs=[2])
        place = f"row:override/{row}"
        assert line.fields[f"{place}#reason"] == "De reden"
        assert line.fields[f"{place}#by_name"] == "Nadia Verkerk"
        assert "Nadia" not in str(line.fields[place])
        assert ledger.fold([line])["override"][row]["reason"] == "De reden"
        assert audit.check(session, "c") == []
