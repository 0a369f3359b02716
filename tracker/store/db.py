"""Engine, sessions and migrations: the rules both databases need to lose nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event
from sqlmodel import Session, SQLModel

from tracker import errors
from tracker.store import tables

SQLITE_FLOOR = (3, 51, 3)
"""Older builds have the WAL-reset corruption bug (`reliability.md` S2)."""

metadata = SQLModel.metadata
assert tables.BY_NAME, "the tables must be known before the first migration"


def sqlite_module() -> ModuleType:
    """The newest SQLite at hand: the bundled build where the platform offers one."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        return sqlite3
    return dbapi2 if dbapi2.sqlite_version_info > sqlite3.sqlite_version_info else sqlite3


def too_old(url: str) -> str | None:
    """The version of a SQLite below the floor, for a warning at start; None when all is well."""
    module = sqlite_module()
    if not url.startswith("sqlite") or module.sqlite_version_info >= SQLITE_FLOOR:
        return None
    return str(module.sqlite_version)


def _sa_url(url: str) -> str:
    return url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url


def make_engine(url: str) -> sa.Engine:
    """An engine for SQLite (WAL, FULL, foreign keys on, our own BEGIN) or PostgreSQL."""
    url = _sa_url(url)
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)
    database = sa.make_url(url).database
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url,
        module=sqlite_module(),
        connect_args={"timeout": 15, "check_same_thread": False},
        poolclass=sa.pool.QueuePool,
        pool_size=10,
        max_overflow=20,
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=5000", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(
            "BEGIN " + connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        )

    return engine


def for_writing(engine: sa.Engine) -> sa.Engine:
    """The same engine whose transactions take the write lock at once: a deferred one cannot wait."""
    return engine.execution_options(sqlite_begin="IMMEDIATE")


def for_reading(engine: sa.Engine) -> sa.Engine:
    """The same engine whose transactions see one snapshot: a page never mixes two moments."""
    if engine.dialect.name == "sqlite":
        return engine  # a deferred transaction is a snapshot from its first SELECT on
    return engine.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def writing(engine: sa.Engine) -> Iterator[Session]:
    """One transaction that writes: committed at the end, rolled back on any error."""
    with Session(for_writing(engine), expire_on_commit=False) as session:
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def reading(engine: sa.Engine) -> Iterator[Session]:
    """One snapshot to read from."""
    with Session(for_reading(engine)) as session:
        yield session


def _scripts() -> Path:
    """The migrations: in the checkout, or inside the installed package."""
    beside = Path(__file__).resolve().parents[2] / "alembic"
    return (
        beside if (beside / "env.py").exists() else Path(__file__).resolve().parents[1] / "_data" / "alembic"
    )


def alembic_config(url: str) -> Config:
    """Alembic's settings without its file, so that an installed program can migrate too."""
    config = Config()
    config.set_main_option("script_location", str(_scripts()))
    config.set_main_option("path_separator", "os")
    config.set_main_option("sqlalchemy.url", _sa_url(url).replace("%", "%%"))
    return config


def schema_head() -> str:
    """The newest revision this program knows."""
    head = ScriptDirectory.from_config(alembic_config("sqlite://")).get_current_head()
    assert head is not None
    return head


def schema_of(engine: sa.Engine) -> str | None:
    """The revision a database is at, None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(url: str) -> None:
    """Bring a database to this program's schema; refuse one that is newer (`TooOld`), untouched."""
    engine = make_engine(url)
    try:
        at = schema_of(engine)
        scripts = ScriptDirectory.from_config(alembic_config(url))
        known = {revision.revision for revision in scripts.walk_revisions()}
        if at is not None and at not in known:
            raise errors.TooOld(
                "De database heeft schema %(schema)s, dat deze versie van het programma niet kent. "
                "Start de nieuwere versie die dit schema heeft gemaakt.",
                schema=at,
            )
        if at == scripts.get_current_head():
            return
    finally:
        engine.dispose()
    command.upgrade(alembic_config(url), "head")
