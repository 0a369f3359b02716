"""The `tracker` command: what it says, and when it refuses to start."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from tracker import cli
from tracker.store import db
from workflows import loading

RUN = CliRunner()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_DATA", str(tmp_path))
    monkeypatch.delenv("TRACKER_DATABASE_URL", raising=False)
    return tmp_path


def _engine(data: Path) -> sa.Engine:
    return db.make_engine(f"sqlite:///{data / 'tracker.db'}")


def test_import_then_verify_finds_every_log_whole(data: Path) -> None:
    first = RUN.invoke(cli.app, ["import", str(cli.SHIPPED)])
    assert first.exit_code == 0, first.output
    again = RUN.invoke(cli.app, ["import", str(cli.SHIPPED)])
    assert again.exit_code == 0, again.output
    verified = RUN.invoke(cli.app, ["verify"])
    assert verified.exit_code == 0
    assert verified.output == "22 logboeken nagelopen, 0 fouten.\nLaden van partijen: 0 fouten.\n"


def test_verify_names_what_was_altered_and_fails(data: Path) -> None:
    RUN.invoke(cli.app, ["import", str(cli.SHIPPED)])
    with _engine(data).begin() as connection:
        connection.execute(sa.text("UPDATE covenant SET stage = 'signing' WHERE slug = 'goud'"))
    verified = RUN.invoke(cli.app, ["verify"])
    assert verified.exit_code == 1
    assert "differs from its history in stage" in verified.output
    assert "22 logboeken nagelopen, 1 fouten." in verified.output


def test_a_dry_run_of_the_import_changes_nothing(data: Path) -> None:
    assert RUN.invoke(cli.app, ["import", "--dry-run", str(cli.SHIPPED)]).exit_code == 0
    with _engine(data).connect() as connection:
        assert connection.execute(sa.text("SELECT count(*) FROM covenant")).scalar() == 0


def test_a_definition_with_a_typo_stops_the_start_with_file_and_place(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "definitions"
    folder.mkdir()
    for path in loading.DEFINITIONS.glob("*.toml"):
        (folder / path.name).write_text(
            path.read_text("utf-8").replace("threshold_reached", "treshold"), "utf-8"
        )
    monkeypatch.setattr(loading, "DEFINITIONS", folder)
    loading.workflow.cache_clear()
    try:
        stopped = RUN.invoke(cli.app, ["serve", "--port", "0"])
    finally:
        loading.workflow.cache_clear()
    assert stopped.exit_code == 1
    assert "imvo-1.toml" in stopped.output
    assert "G3-2" in stopped.output
    assert "company_treshold" in stopped.output
    assert not (data / "tracker.db").exists(), "nothing was touched"


def test_a_database_that_is_newer_than_the_program_stops_the_start(data: Path) -> None:
    assert RUN.invoke(cli.app, ["migrate"]).exit_code == 0
    with _engine(data).begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    stopped = RUN.invoke(cli.app, ["serve", "--port", "0"])
    assert stopped.exit_code == 1
    assert "9999" in stopped.output


def test_an_account_is_made_with_a_password_that_is_asked_for(data: Path) -> None:
    words = ["account", "iemand@voorbeeld.test", "Iemand", "--role", "manager"]
    short = RUN.invoke(cli.app, words, input="kort\nkort\n")
    assert short.exit_code == 1
    assert "minimaal 12 tekens" in short.output
    made = RUN.invoke(cli.app, words, input="een lang wachtwoord\neen lang wachtwoord\n")
    assert made.exit_code == 0
    unknown = RUN.invoke(cli.app, ["account", "b@voorbeeld.test", "B", "--role", "koning"])
    assert unknown.exit_code == 1
    assert "koning" in unknown.output
