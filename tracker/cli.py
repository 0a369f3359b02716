"""The `tracker` command: serve, migrate, import, load the demonstration, verify."""

import json
import socket
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from tracker import app as application
from tracker import config, errors, policy
from tracker.commands import accounts, demo, imports
from tracker.queries import audit
from tracker.store import accounts as people
from tracker.store import db, dossiers, ledger
from tracker.web import server
from workflows import checklist, loading

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Convenantwijzer: het logboek van convenanten."
)
SHIPPED = Path(__file__).parent / "data" / "convenanten.yaml"
OPERATOR = policy.Actor(id="", name="Beheer", roles=frozenset({policy.ADMINISTRATOR}))


def _settings() -> config.Settings:
    settings = config.Settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    return settings


def _stop(error: Exception) -> typer.Exit:
    typer.echo(str(error) or type(error).__name__, err=True)
    return typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
) -> None:
    """Migrate, load the public facts (and the demonstration) into an empty database, and serve."""
    settings = _settings()
    try:
        loading.shipped()
        checklist.checklist()
        db.migrate(settings.url)
    except (errors.TooOld, loading.DefinitionError, checklist.ChecklistError) as error:
        raise _stop(error) from None
    if old := db.too_old(settings.url):
        floor = ".".join(map(str, db.SQLITE_FLOOR))
        typer.echo(
            f"Let op: SQLite {old} is ouder dan {floor} en kan bij uitval gegevens beschadigen.", err=True
        )
    engine = db.make_engine(settings.url)
    now = datetime.now(UTC)
    with db.writing(engine) as session:
        empty = not ledger.logs(session)
        if empty:
            typer.echo("Lege database: de openbare gegevens worden geladen ...")
            imports.run(session, SHIPPED.read_text("utf-8"), now=now, dry_run=False)
        if empty and settings.demo:
            typer.echo("De fictieve voorbeelden worden geladen ...")
            demo.load(session, now=now)
    with db.reading(engine) as session:
        personas = people.personas(session)
    engine.dispose()
    where = host or settings.host
    free = _free_port(where, settings.port if port is None else port)
    address = f"http://{where}:{free}"
    typer.echo(f"{config.PRODUCT} staat op {address}")
    if personas and settings.demo:
        typer.echo(f"Aanmelden: {address}/aanmelden en kies een van de {len(personas)} fictieve personen.")
    else:
        typer.echo(
            "Aanmelden: maak een account met `./run tracker account E-MAIL NAAM --role administrator`."
        )
    sys.stdout.flush()
    server.serve(where, free, application.create_app(settings))


def _free_port(host: str, port: int) -> int:
    """The port asked for, or a free one for 0; says so when somebody else has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            typer.echo(
                f"Poort {port} op {host} is niet vrij. Kies een andere, bijvoorbeeld TRACKER_PORT={port + 1}.",
                err=True,
            )
            raise typer.Exit(1) from None
        return int(probe.getsockname()[1])


@app.command()
def migrate() -> None:
    """Bring the database to the schema of this version."""
    settings = _settings()
    try:
        db.migrate(settings.url)
    except errors.TooOld as error:
        raise _stop(error) from None
    typer.echo(f"Schema {db.schema_head()}")


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="A file as in docs/import-format.md.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; change nothing.")
    ] = False,
) -> None:
    """Import public facts: every error with its place, all or nothing, twice is harmless."""
    settings = _settings()
    try:
        db.migrate(settings.url)
        text = file.read_text("utf-8")
    except errors.TooOld as error:
        raise _stop(error) from None
    except UnicodeDecodeError:
        typer.echo(f"{file.name}: dit bestand is geen tekst in UTF-8.", err=True)
        raise typer.Exit(1) from None
    engine = db.make_engine(settings.url)
    with db.writing(engine) as session:
        report = imports.run(session, text, now=datetime.now(UTC), dry_run=dry_run)
    for line in report.lines():
        typer.echo(line, err=bool(report.errors))
    if report.errors:
        raise typer.Exit(1)


@app.command("demo")
def load_demo() -> None:
    """Add the fictional covenants and personas; twice is harmless."""
    settings = _settings()
    db.migrate(settings.url)
    with db.writing(db.make_engine(settings.url)) as session:
        demo.load(session, now=datetime.now(UTC))
    typer.echo("De fictieve voorbeelden staan erin.")


@app.command()
def verify(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Walk every chain and compare the tables with their own history."""
    with db.reading(db.make_engine(_settings().url)) as session:
        found = list(audit.check_all(session))
    faults = [fault for _, some in found for fault in some]
    drawers = sum(len(some) for log, some in found if log == audit.DRAWERS)
    logs = len(found) - 1
    if as_json:
        listed = [[f.log, f.seq, f.what] for f in faults if f.log != audit.DRAWERS]
        typer.echo(json.dumps({"logs": logs, "drawers": drawers, "faults": listed}))
    else:
        for fault in faults:
            if fault.log != audit.DRAWERS:
                typer.echo(f"{fault.log} nr. {fault.seq}: {fault.what}", err=True)
        typer.echo(f"{logs} logboeken nagelopen, {len(faults)} fouten.")
        typer.echo(f"Laden van partijen: {drawers} fouten.")
    if faults:
        raise typer.Exit(1)


@app.command()
def account(
    email: str,
    name: str,
    role: Annotated[
        list[str] | None, typer.Option(help="administrator, manager, auditor or facilitator.")
    ] = None,
) -> None:
    """Make an account; the password is asked for."""
    settings = _settings()
    db.migrate(settings.url)
    if unknown := set(role or ()) - {
        policy.ADMINISTRATOR,
        policy.MANAGER,
        policy.AUDITOR,
        policy.FACILITATOR,
    }:
        typer.echo(f"Onbekende rol: {', '.join(sorted(unknown))}.", err=True)
        raise typer.Exit(1)
    password = typer.prompt("Wachtwoord", hide_input=True, confirmation_prompt=True)
    try:
        with db.writing(db.make_engine(settings.url)) as session:
            _create(session, email, name, password, role or [])
    except errors.Invalid as invalid:
        typer.echo(" ".join(text % dict(invalid.params) for text in invalid.fields.values()), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Account voor {email} gemaakt.")


def _create(session: Session, email: str, name: str, password: str, roles: list[str]) -> None:
    accounts.create(
        session, OPERATOR, now=datetime.now(UTC), email=email, name=name, password=password, roles=roles
    )


@app.command("join")
def join(
    email: str,
    organisation: Annotated[str, typer.Argument(help="The organisation's name in addresses.")],
    since: Annotated[
        str | None, typer.Option(help="From which day, YYYY-MM-DD; today when left out.")
    ] = None,
) -> None:
    """Let an account act for an organisation."""
    now = datetime.now(UTC)
    with db.writing(db.make_engine(_settings().url)) as session:
        person = people.by_email(session, email)
        found = [o for o in dossiers.organisations(session).values() if o.slug == organisation]
        if person is None or not found:
            typer.echo("Dat account of die organisatie is er niet.", err=True)
            raise typer.Exit(1)
        accounts.join(
            session,
            OPERATOR,
            now=now,
            account_id=person.id,
            organisation_id=found[0].id,
            from_on=date.fromisoformat(since) if since else now.date(),
        )
    typer.echo(f"{email} handelt voortaan voor {found[0].name_nl}.")
