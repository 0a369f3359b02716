"""The demonstration as the page checks see it: with what it lacks added, and the ids in its addresses."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from tests.journeys import addresses
from tracker.commands import (
    accounts,
    cases,
    covenants,
    demo_cast,
    leaving,
    objections,
    organisations,
    participations,
    requirements,
    reservations,
)
from tracker.store import db, files
from tracker.web import security

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
PLACE = re.compile(r"{(\w+)(?::([^}]*))?}")
SESSION = security.SESSION
LISTEN = """
window.refused = [];
document.addEventListener('securitypolicyviolation',
  event => window.refused.push(event.violatedDirective + ' ' + event.blockedURI));
"""
"""Run in every page: keeps what its content policy refused."""


class Shown:
    """The served demonstration, with what it lacks added, and the ids that stand in its addresses."""

    def __init__(self, url: str, data: Path) -> None:
        self.engine = db.make_engine(url)
        with db.writing(self.engine) as session:
            _add(session, data, datetime.now(UTC))

    def path(self, address: addresses.Address) -> str:
        """The address with every name in braces replaced by what it is on this database."""
        slug = address.path.partition("/convenanten/")[2].partition("/")[0].partition("?")[0]
        with self.engine.connect() as connection:

            def found(match: re.Match[str]) -> str:
                what, which = match.groups()
                query = {
                    "party": "SELECT p.id FROM participation p JOIN organisation o ON o.id = p.organisation_id JOIN"
                    " covenant c ON c.id = p.covenant_id WHERE c.slug = :slug AND o.slug LIKE :which ORDER BY o.slug",
                    "account": "SELECT id FROM account WHERE email = :which",
                }.get(
                    what,
                    f"SELECT t.id FROM {what} t JOIN covenant c ON c.id = t.covenant_id"  # noqa: S608
                    " WHERE c.slug = :slug ORDER BY t.rowid DESC",
                )
                named = {"slug": slug, "which": which or "%"}
                row = connection.execute(
                    sa.text(query), {k: v for k, v in named.items() if f":{k}" in query}
                ).first()
                assert row is not None, f"{address.path}: there is no {match[0]}"
                return str(row[0])

            return PLACE.sub(found, address.path)

    def content(self) -> frozenset[str]:
        """Everything people and sources wrote: what may be Dutch on an English page."""
        kept: set[str] = set()
        with self.engine.connect() as connection:
            for table in sa.inspect(self.engine).get_table_names():
                if table not in ("entry", "disclosure", "receipt", "signin"):
                    for row in connection.execute(sa.text(f"SELECT * FROM {table}")):  # noqa: S608
                        for value in row:
                            kept.update(_strings(value))
        return frozenset(kept)

    def token(self, name: str) -> str:
        """A fresh sign-in of the persona with this name."""
        query = sa.text("SELECT id FROM account WHERE name = :name AND persona IS NOT NULL")
        with db.writing(self.engine) as session:
            persona = session.connection().execute(query, {"name": name}).scalar_one()
            return accounts.sign_in_persona(session, persona, now=datetime.now(UTC), agent="")

    def close(self) -> None:
        self.engine.dispose()


def _strings(value: object) -> Iterator[str]:
    """The texts in one column, also where it holds JSON."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        with suppress(ValueError):
            value = json.loads(value)
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, str) and len(value) > 3:
        yield value


def _covenant(session: Session, slug: str) -> str:
    query = sa.text("SELECT id FROM covenant WHERE slug = :slug")
    return str(session.connection().execute(query, {"slug": slug}).scalar_one())


def _party(session: Session, covenant_id: str, organisation: str) -> str:
    query = sa.text(
        "SELECT p.id FROM participation p JOIN organisation o ON o.id = p.organisation_id"
        " WHERE p.covenant_id = :covenant AND o.slug = :slug"
    )
    return str(
        session.connection().execute(query, {"covenant": covenant_id, "slug": organisation}).scalar_one()
    )


def _add(session: Session, data: Path, now: datetime) -> None:
    """What pages need to be seen at their fullest and at their emptiest, by the commands people use."""
    nadia = demo_cast.actor(session, "nadia", now=now)
    ids = {
        s: _covenant(session, f"fictief-{s}") for s in ("chemie", "elektronica", "bouwmaterialen", "meubel")
    }
    accounts.create(
        session,
        demo_cast.OPERATOR,
        now=now,
        email="wies@fictief.example",
        name=addresses.NEWCOMER,
        persona="Nog zonder rol",
    )
    covenants.start(
        session, nadia, now=now, slug="kaal", name_nl=f"IMVO-convenant {addresses.LONG}",
        name_en=f"RBC agreement {addresses.LONG}",
        sector_nl=addresses.LONG_WORD, sector_en=addresses.LONG_WORD, fictional=True,
    )  # fmt: skip
    body = organisations.create(
        session,
        demo_cast.OPERATOR,
        now=now,
        slug="lange-naam",
        name_nl=addresses.LONG,
        name_en=addresses.LONG,
        kind="ngo",
        fictional=True,
    )
    participations.add(
        session,
        nadia,
        ids["chemie"],
        now=now,
        organisation_id=body,
        kind="ngo",
        role="negotiator",
        on=now.date(),
    )
    leaving.suspend(
        session, nadia, ids["bouwmaterialen"], _party(session, ids["bouwmaterialen"], "steengoed"), now=now,
        reason="Het bestuur van de stichting wisselt; tot die tijd neemt niemand deel.",
        review_on=now.date() + timedelta(days=30),
    )  # fmt: skip
    leaving.withdraw(
        session, nadia, ids["meubel"], _party(session, ids["meubel"], "eikenhof"), now=now, reason_class="voluntary",
        reason="Het bedrijf stopt met de verkoop van meubelen.", on=now.date() + timedelta(days=45),
    )  # fmt: skip
    waterwacht = _party(session, ids["chemie"], "waterwacht")
    stored = files.take(
        data / "files", io.BytesIO(PDF), "ledenlijst met een heel lange naam van het bestand.pdf"
    )
    requirements.submit(
        session, nadia, ids["chemie"], waterwacht, "INI-07", now=now, title="Ledenlijst", file=stored
    )
    cases.open_(
        session,
        nadia,
        ids["elektronica"],
        kind="complaint",
        title="Lonen in een fabriek",
        received_on=now.date(),
        now=now,
    )
    reservations.raise_(
        session, nadia, ids["elektronica"], participation_id=_party(session, ids["elektronica"], "bond-industrie"),
        condition="Mits het secretariaat een vaste contactpersoon heeft.", deadline=now.date() + timedelta(9), now=now,
    )  # fmt: skip
    objections.raise_(
        session, nadia, ids["elektronica"], participation_id=_party(session, ids["elektronica"], "vakbond-techniek"),
        severity="ordinary", clause=f"artikel {addresses.LONG_WORD}", now=now,
        reason="Een opmerking over de woordkeus.",
    )  # fmt: skip
