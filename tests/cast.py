"""The cast, named once: fictional people and organisations, and a covenant with everybody at the table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session

from tracker import policy
from tracker.commands import covenants, demo_cast, participations
from tracker.store import accounts

FACILITATOR, SECOND = "nadia", "joris"
MANAGER, AUDITOR, ADMINISTRATOR = "renske", "ottilie", "casper"
COMPANY, SUPPORTER = "amir", "puck"
TABLE: Mapping[str, str] = {
    "platform-apparatuur": "bram",
    "branche-elektronica": "hilde",
    "vakbond-techniek": "tamar",
    "bond-industrie": "ruben",
    "schone-mijnen": "yara",
    "kinderrechtenfonds": "mees",
    "ministerie-wereldhandel": "diederik",
    "ministerie-nijverheid": "fenna",
}
"""Two of each kind at the table, and who speaks for them."""


@dataclass(frozen=True)
class Play:
    """A covenant with its parties (by slug) and everybody who may ask (by first name)."""

    id: str
    slug: str
    parties: Mapping[str, str] = field(default_factory=dict)
    """Participation id by organisation slug; 'ketenbureau' is the facilitator's own homework."""
    actors: Mapping[str, policy.Actor] = field(default_factory=dict)

    @property
    def facilitator(self) -> policy.Actor:
        return self.actors[FACILITATOR]

    @property
    def second(self) -> policy.Actor:
        """A second facilitator of this covenant when it was made with one."""
        return self.actors[SECOND]

    @property
    def manager(self) -> policy.Actor:
        return self.actors[MANAGER]

    @property
    def auditor(self) -> policy.Actor:
        return self.actors[AUDITOR]

    @property
    def administrator(self) -> policy.Actor:
        return self.actors[ADMINISTRATOR]

    @property
    def company(self) -> policy.Actor:
        return self.actors[COMPANY]

    @property
    def supporter(self) -> policy.Actor:
        return self.actors[SUPPORTER]

    def speaker(self, slug: str) -> policy.Actor:
        """Who represents this organisation."""
        return self.actors[TABLE[slug]]


def actors(session: Session, now: datetime) -> dict[str, policy.Actor]:
    """Everybody of the cast, by first name, with the rights of this moment."""
    return {key: demo_cast.actor(session, key, now=now) for key in demo_cast.characters()}


def covenant(
    session: Session,
    now: datetime,
    *,
    name: str = "Elektronica",
    table: tuple[str, ...] = tuple(TABLE),
    company: bool = False,
    supporter: bool = False,
    on: date | None = None,
) -> Play:
    """A covenant in its first stage with two parties of every kind, all active, and the cast around it.

    `table` chooses who sits at the table, `company` and `supporter` add Noordwand Meubelen and
    Stichting Ketenfonds. The ids differ each time; nothing else does.
    """
    nadia = demo_cast.actor(session, FACILITATOR, now=now)
    receipt = covenants.start(
        session, nadia, now=now, name_nl=name, name_en=name, started_on=on, fictional=True
    )
    nadia = again(session, nadia, now)
    taking = {"ketenbureau": ("facilitator", "facilitator")}
    taking |= {slug: (demo_cast.bodies()[slug].kind, "negotiator") for slug in table}
    if company:
        taking["noordwand"] = ("company", "adhering_company")
    if supporter:
        taking["ketenfonds"] = ("other", "supporter")
    parties = {
        slug: participations.add(
            session,
            nadia,
            receipt.id,
            now=now,
            organisation_id=demo_cast.organisation(session, slug, now=now),
            kind=kind,
            role=role,
            on=on,
        ).id
        for slug, (kind, role) in taking.items()
    }
    return Play(receipt.id, covenants.slug_of(name), parties, actors(session, now))


def again(session: Session, actor: policy.Actor, now: datetime) -> policy.Actor:
    """The same person with the rights of now: after a new membership or assignment."""
    found = accounts.actor_for(session, actor.id, today=now.date())
    assert found is not None
    return found
