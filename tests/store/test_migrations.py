"""Migrations: one head, models and tables agree, and a failed one leaves nothing half done."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from tests import database
from tracker import errors
from tracker.store import db


def test_there_is_one_head_and_models_equal_the_migrated_tables(database_url: str) -> None:
    command.check(db.alembic_config(database_url))
    assert len(ScriptDirectory.from_config(db.alembic_config(database_url)).get_heads()) == 1


def test_down_and_up_again_arrives_at_the_same_schema(engine: sa.Engine, database_url: str) -> None:
    def schema() -> dict[str, list[str]]:
        seen = sa.inspect(engine)
        return {t: sorted(c["name"] for c in seen.get_columns(t)) for t in seen.get_table_names()}

    before = schema()
    command.downgrade(db.alembic_config(database_url), "base")
    assert set(schema()) == {"alembic_version"}
    command.upgrade(db.alembic_config(database_url), "head")
    assert schema() == before


def test_a_database_newer_than_the_program_is_refused_and_left_alone(
    engine: sa.Engine, database_url: str
) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(errors.TooOld, match="9999"):
        db.migrate(database_url)
    assert db.schema_of(engine) == "9999"


def test_every_statement_of_every_migration_may_fail_and_the_retry_succeeds(tmp_path: Path) -> None:
    """Loop over n: fail at the n-th statement; the database is old or new, never between."""
    made = 0
    for n in range(1, 500, 7):
        url = f"sqlite:///{tmp_path}/n{n}.db"
        seen = 0

        def fail(*_: object, n: int = n) -> None:
            nonlocal seen
            seen += 1
            if seen == n:
                raise RuntimeError("cut off")

        sa.event.listen(sa.Engine, "before_cursor_execute", fail)
        try:
            db.migrate(url)
        except RuntimeError:
            made += 1
        else:
            break
        finally:
            sa.event.remove(sa.Engine, "before_cursor_execute", fail)
        engine = db.make_engine(url)
        assert db.schema_of(engine) in (None, db.schema_head())
        engine.dispose()
        db.migrate(url)
        command.check(db.alembic_config(url))
    assert made > 5


def test_the_suite_runs_on_both_engines() -> None:
    assert database.KINDS == ("sqlite", "postgresql")


def test_sqlite_is_new_enough_and_durable(tmp_path: Path) -> None:
    engine = db.make_engine(f"sqlite:///{tmp_path}/x.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
    assert tuple(map(int, version.split("."))) >= db.SQLITE_FLOOR


def test_an_old_sqlite_is_named_at_the_start_and_postgresql_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert db.too_old("sqlite:///x.db") is None
    monkeypatch.setattr(db, "SQLITE_FLOOR", (99, 0, 0))
    assert db.too_old("sqlite:///x.db") == db.sqlite_module().sqlite_version
    assert db.too_old("postgresql://x") is None
