"""Measures pages and the stage move beside the least they could cost, interleaved, and writes the table."""

import argparse
import gzip
import http.client
import os
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import sqlalchemy as sa
import uvicorn

from tests.bench import comparison, dossier, positions
from tracker import app as application
from tracker import config
from tracker.commands import covenants
from tracker.store import accounts, db
from tracker.web import security, server

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, the ratio, what it may be and what we aim for."""

    figure: str
    value: float
    budget: float
    goal: float
    unit: str = "×"

    @property
    def verdict(self) -> str:
        return (
            "goal"
            if self.value <= self.goal
            else "within budget"
            if self.value <= self.budget
            else "OVER BUDGET"
        )


def interleaved(rounds: int, **work: Callable[[], Any]) -> dict[str, float]:
    """Median seconds of each piece of work, taken in turns so that noise hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for name in work:
        work[name]()
    for _ in range(rounds):
        for name, one in work.items():
            begun = time.perf_counter()
            one()
            taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


class Served:
    """One uvicorn in a thread, and a connection that stays open."""

    def __init__(self, app: Any, *, lifespan: Literal["on", "off"] = "on") -> None:
        made = server.configure("127.0.0.1", 0, app)
        made.log_level, made.lifespan = "error", lifespan
        self.server = uvicorn.Server(made)
        threading.Thread(target=self.server.run, daemon=True).start()
        while not self.server.started:
            time.sleep(0.01)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        self.line = http.client.HTTPConnection("127.0.0.1", self.port)

    def get(
        self, path: str, headers: dict[str, str] | None = None, expect: int = 200
    ) -> tuple[bytes, dict[str, str]]:
        self.line.request("GET", path, headers=headers or {})
        answer = self.line.getresponse()
        body = answer.read()
        if answer.status != expect:
            raise RuntimeError(f"{path} answered {answer.status}")
        return body, {k.lower(): v for k, v in answer.getheaders()}


def static(body: bytes) -> Any:
    """The least any server could do: the same bytes, ready made."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-length", str(len(body)).encode())],
            }
        )
        await send({"type": "http.response.body", "body": body})

    return app


def measure(rounds: int, folder: Path) -> list[Row]:
    url = f"sqlite:///{folder / 'tracker.db'}"
    db.migrate(url)
    engine = db.make_engine(url)
    with db.writing(engine) as session:
        covenant_id, actor = dossier.build(session, now=dossier.NOW)
        table, reader = positions.build(session, now=dossier.NOW)
        versions, third = comparison.build(session, now=dossier.NOW)
        token, second, last = (
            accounts.start_session(session, who, now=dossier.NOW) for who in (actor.id, reader, third)
        )
    app = application.create_app(config.Settings(data=folder), engine=engine, clock=lambda: dossier.NOW)
    ours = Served(app)
    rows: list[Row] = []
    page = "/convenanten/meetconvenant"
    measured = (
        ("covenant page", page, token), ("list of covenants", "/convenanten", token),
        ("position table, 12 × 120", table, second),
        ("text compare, 120 clauses", versions, last),
    )  # fmt: skip
    for name, path, signed_in in measured:
        cookie = {"Cookie": f"{security.cookie_name(security.SESSION, False)}={signed_in}"}
        body, headers = ours.get(path, cookie)
        beside = Served(static(body), lifespan="off")
        took = interleaved(rounds, page=partial(ours.get, path, cookie), same=partial(beside.get, "/"))
        rows.append(
            Row(f"{name} against the same bytes served statically, p50", took["page"] / took["same"], 40, 15)
        )
        if tag := headers.get("etag"):
            again = {**cookie, "If-None-Match": tag}
            took = interleaved(
                rounds, page=partial(ours.get, path, again, 304), same=partial(beside.get, "/")
            )
            rows.append(Row(f"{name} when nothing changed (ETag), p50", took["page"] / took["same"], 6, 2.5))
        rows.append(Row(f"{name}, bytes plain", len(body) / 1000, 80, 40, "kB"))
        rows.append(
            Row(f"{name}, bytes compressed (gzip 1)", len(gzip.compress(body, 1)) / 1000, 10, 5, "kB")
        )
    rows += stage_move(rounds, folder, covenant_id, actor)
    rows.append(
        Row(
            "resident memory of this process",
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
            180,
            120,
            "MB",
        )
    )
    return rows


def stage_move(rounds: int, folder: Path, covenant_id: str, actor: Any) -> list[Row]:
    """The move with every condition over 40 parties, durable, against one raw durable commit."""
    engine = db.make_engine(f"sqlite:///{folder / 'tracker.db'}")
    raw = db.sqlite_module().connect(folder / "raw.db", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("CREATE TABLE one (n INTEGER)")

    def commit() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO one VALUES (1)")
        raw.execute("COMMIT")

    def move(action: str, note: str = "") -> None:
        with db.writing(engine) as session:
            covenants.move(session, actor, covenant_id, action, now=dossier.NOW, note=note)

    forward: list[float] = []
    durable: list[float] = []
    for _ in range(rounds + 2):
        begun = time.perf_counter()
        move("start_signing")
        forward.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        commit()
        durable.append(time.perf_counter() - begun)
        move(back(covenant_id, engine), "Terug voor de volgende meting van de stap.")
    ratio = statistics.median(forward[2:]) / statistics.median(durable[2:])
    return [Row("stage move in process against one raw durable commit, p50", ratio, 2.5, 1.5)]


def back(covenant_id: str, engine: sa.Engine) -> str:
    """The action that steps back from signing."""
    from workflows import engine as machine
    from workflows import loading

    return next(
        a.name for a in machine.leaving(loading.workflow("imvo-1"), "signing") if a.to == "negotiation"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="measurements per figure")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    given = parser.parse_args()
    os.environ.setdefault("TRACKER_DEMO", "false")
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(max(5, given.rounds), Path(folder))
    lines = ["| figure | measured | budget | goal | verdict |", "|---|---|---|---|---|"]
    lines += [
        f"| {r.figure} | {r.value:.1f} {r.unit} | ≤ {r.budget:g} {r.unit} | ≤ {r.goal:g} {r.unit} | {r.verdict} |"
        for r in rows
    ]
    table = "\n".join(lines)
    print(table)
    if given.write:
        intro = (
            "# Performance\n\nWritten by `./run bench --write`: ratios within one run, medians of interleaved\n"
            "measurements on one SQLite database with 40 parties and 12 touched requirements each.\n"
            "Budgets come from the project's performance guide; a figure over budget says so.\n\n"
        )
        (ROOT / "docs" / "performance.md").write_text(intro + table + "\n", "utf-8")


if __name__ == "__main__":
    main()
