"""How a migration runs: whole or not at all, on both databases."""

import sqlalchemy as sa
from alembic import context
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from tracker.store import db

url = context.config.get_main_option("sqlalchemy.url") or ""
lite = url.startswith("sqlite")
engine = (
    sa.create_engine(url, poolclass=NullPool, module=db.sqlite_module())
    if lite
    else sa.create_engine(url, poolclass=NullPool)
)

if lite:
    # Without these two, a migration that is cut off leaves half a schema that no retry can mend,
    # and batch mode with foreign keys on empties the child tables.
    @sa.event.listens_for(engine, "connect")
    def _connect(connection, _record):  # type: ignore[no-untyped-def]
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=OFF")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection):  # type: ignore[no-untyped-def]
        connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=lite,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if lite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"the migration left rows without their parent: {broken[:5]}")
engine.dispose()
