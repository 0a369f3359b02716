"""One covenant in two worlds: in the other one a party has drafts and sealed positions that nobody may sense."""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from sqlmodel import Session

from tests import cast, registers
from tests.commands.positions import conftest
from tests.commands.positions.conftest import NGO, OWN, UNION
from tests.registers import NOW
from tests.web import stage_set, theatre
from tracker.app import create_app
from tracker.commands import covenants, demo_cast, objections, rounds
from tracker.config import Settings
from tracker.store import accounts as people
from tracker.store import db, drawers, tables

OPENED = NOW + timedelta(minutes=20)
SENTENCE = "Zegelzin: zonder mijnen in de lijst tekenen wij niet."
WAY = "Zegelweg: mijnen terug in lid 2."
DRAFT = "Ladezin: dit bespreken wij eerst met onze achterban."
FOURTH = "kinderrechtenfonds"
READERS = {
    "rival": cast.TABLE[OWN],
    "other rival": cast.TABLE[UNION],
    "supporter": cast.SUPPORTER,
    "company": cast.COMPANY,
    "manager": cast.MANAGER,
    "auditor": cast.AUDITOR,
    "administrator": cast.ADMINISTRATOR,
    "facilitator elsewhere": "joris",
    "ex-member": "lotte",
}
"""Everybody but the party itself and the facilitator of this covenant; with `anonymous` the outsiders."""
PEOPLE = {**READERS, "party": cast.TABLE[NGO], "facilitator": cast.FACILITATOR}


@dataclass
class World:
    """A served covenant; `table` says what people do there."""

    theatre: theatre.Theatre
    play: cast.Play
    text: str

    @property
    def home(self) -> str:
        return f"/convenanten/{self.play.slug}"

    def seal(self, slug: str, stance: str = "agree") -> None:
        """A party hands in; if it is the last one the round opens."""
        with db.writing(self.theatre.engine) as session:
            conftest.Table(session, self.play, self.text, now=OPENED).share(slug, stance)


@contextmanager
def same_chance(seed: int) -> Iterator[None]:
    """Ids that are the same in both worlds; each stretch has a seed of its own, whatever came between."""
    dice = random.Random(seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=dice.getrandbits(128), version=4))
        yield


def _begin(session: Session) -> tuple[cast.Play, str, str]:
    """A version on the table, an older one with positions, and a sealed round over four parties."""
    play, text = conftest.build(session, (OWN, UNION, NGO, FOURTH))
    table = conftest.Table(session, play, text)
    table.share(OWN, "remarks", remarks="Voor de ronde gedeeld.")
    greet = demo_cast.actor(session, "joris", now=NOW)
    covenants.start(session, greet, now=NOW, name_nl="Meubelen", name_en="Furniture", fictional=True)
    round_id = rounds.open_(
        session, play.facilitator, play.id, text_id=text, sealed=True, deadline=date(2026, 3, 9), now=NOW
    ).id
    table.share(OWN, "abstain")
    return play, text, round_id


def _secretly(session: Session, play: cast.Play, text: str) -> None:
    """What nobody else may sense: a draft, a replaced one, a sealed objection, and an answer that makes it in."""
    table = conftest.Table(session, play, text, now=NOW + timedelta(minutes=1))
    table.save(NGO, "reservation", remarks="Eerst nog anders.")
    table.save(NGO, "remarks", clause_id=table.clause("1"), remarks=DRAFT)
    table.share(NGO, "fundamental", clause_id=table.clause("5.2"), remarks=SENTENCE, resolution=WAY)
    table.share(NGO, "remarks", remarks=SENTENCE)


def _later(session: Session, play: cast.Play) -> None:
    """Lines at the table's own level after it: from here on numbers would differ, if any did."""
    later = NOW + timedelta(minutes=5)
    objections.raise_(
        session, play.speaker(UNION), play.id, participation_id=play.parties[UNION], severity="ordinary",
        reason="Lid 1 is te vaag.", now=later,
    )  # fmt: skip
    registers.put_in(session, play, "negotiation", later)


def _sign_in(session: Session) -> dict[str, str]:
    found = {}
    for actor, key in PEOPLE.items():
        found[actor] = demo_cast.account(session, key, now=NOW)
        session.add(
            tables.Session(
                token_hash=people.token_hash(stage_set.token(actor)),
                account_id=found[actor],
                created_at=OPENED,
                seen_at=OPENED,
                expires_at=OPENED + timedelta(hours=12),
            )
        )
    session.flush()
    return found


@contextmanager
def world(url: str, folder: Path, *, secret: bool, spilt: bool = False) -> Iterator[World]:
    """One of the two worlds; with `spilt` drafts are written in the covenant's own log, as they must not be."""
    engine = db.make_engine(url)
    with db.writing(engine) as session, pytest.MonkeyPatch.context() as patch:
        with same_chance(1):
            play, text, _round = _begin(session)
        if spilt:
            patch.setattr(drawers, "log_of", lambda _party: play.id)
        if secret:
            _secretly(session, play, text)
        with same_chance(2):
            _later(session, play)
            signed_in = _sign_in(session)
    app = create_app(Settings(data=folder, demo=True), engine=engine, clock=lambda: OPENED)
    stage = stage_set.Stage(play.slug, play.id, "", dict(play.parties), signed_in)
    with start_blocking_portal() as portal:
        yield World(theatre.Theatre(app, portal, stage, engine), play, text)
    engine.dispose()


def paths(at: World) -> list[str]:
    """The script everybody plays: every page that can hold or count anything of this covenant."""
    here, text = at.home, f"{at.home}/teksten/{at.text}"
    found = [
        r.path.format(slug=at.play.slug)
        for r in theatre.routes()
        if r.method == "GET" and not set(r.places) - {"slug"}
    ]
    found = [p for p in found if p not in ("/health", "/naslag/onderdelen", "/aanmelden")]
    ngo = at.play.parties[NGO]
    return [
        *dict.fromkeys(found),
        *(f"{here}/partijen/{p}" for p in at.play.parties.values()),
        f"{here}/partijen/{ngo}/vereisten/NEG-05", f"{here}/logboek?pagina=2", f"{here}?soort=ngo",
        text, f"{text}/nl", f"{text}/standpunten", f"{text}/standpunten?artikelen=alle", f"{text}/standpunt",
        f"{here}/fase/start_signing", f"{here}/voorwaarde/G2-6", f"{here}/traject/pause",
        f"{here}?asOf=2026-03-02", f"{here}/logboek?asOf=2026-03-02T09:02:00Z",
        f"{text}/standpunten?asOf=2026-03-02", f"{here}/registers/bezwaren?asOf=2026-03-02",
        "/convenanten?q=Zegelzin", "/convenanten?q=Elektronica", "/convenanten?weergave=bord",
        "/organisaties?q=mijnen", f"/organisaties/{NGO}", "/dashboard?asOf=2026-03-02",
    ]  # fmt: skip
