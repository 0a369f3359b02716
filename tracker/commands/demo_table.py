"""What the fictional table did between two versions: rounds, text proposals, motions and weights."""

from collections.abc import Mapping
from decimal import Decimal

from tracker.commands import consent, demo_cast, meetings, motions, proposals, weights
from tracker.commands.demo_scene import SECOND, Scene
from tracker.store import dossiers

SECTOR, PLATFORM, UNION, BOND = (
    "branche-elektronica",
    "platform-apparatuur",
    "vakbond-techniek",
    "bond-industrie",
)
MINES, CHILDREN, FACTORY = "schone-mijnen", "kinderrechtenfonds", "eerlijke-fabriek"
TRADE, INDUSTRY = "ministerie-wereldhandel", "ministerie-nijverheid"
SMELTERS = (
    "Bedrijven maken binnen drie jaar na ondertekening openbaar uit welke smelterijen zij afnemen, in één "
    "gezamenlijke lijst."
)
REVIEW = "De stuurgroep beziet na twee jaar of de lijst met mijnen kan worden aangevuld."
SUPERVISION = (
    "Bedrijven maken binnen twee jaar na ondertekening openbaar uit welke mijnen en smelterijen zij afnemen. "
    "Onafhankelijke deskundigen houden toezicht op die mijnen."
)
WEIGHTS: Mapping[str, str] = {
    SECTOR: "15", PLATFORM: "15", UNION: "12.5", BOND: "12.5", MINES: "6", CHILDREN: "6", FACTORY: "3",
    TRADE: "15", INDUSTRY: "15",
}  # fmt: skip


def first_round(scene: Scene, table: tuple[str, ...], text_id: str) -> None:
    """The round in which the first version was read."""
    meeting_id = _held(scene, "", text_id, table[:-1], "Alle partijen lazen versie 0.3 artikel voor artikel.")
    _decided(scene, meeting_id, "Partijen leveren hun tekstvoorstellen voor de tweede ronde.", text_id)


def proposed(scene: Scene) -> dict[str, str]:
    """Six proposals on the second version; returns their ids by who made them."""
    made = {}
    for slug, number, kind, text, reason in (
        (SECTOR, "5.2", "change", SMELTERS, "Mijnen zijn voor kleine bedrijven niet te achterhalen."),
        (BOND, "5.2", "insert", REVIEW, "Zo blijft de vraag naar de mijnen op tafel."),
        (MINES, "5.1", "change", SUPERVISION, "Zonder toezicht op de mijnen is de herkomst niet te controleren."),
        (CHILDREN, "6.1", "insert", "Partijen delen wat zij vinden met de scholen ter plaatse.",
         "Scholen weten het eerst welke kinderen wegblijven."),
        (PLATFORM, "7.2", "remove", "", "Terugwinning hoort in een eigen programma."),
        (UNION, "4.3", "change", "Partijen maken binnen een jaar een plan om dat verschil te verkleinen.",
         "Twee jaar is te lang voor wie te weinig verdient."),
    ):  # fmt: skip
        made[slug] = proposals.make(
            scene.session, scene.voice(slug), scene.id, participation_id=scene.parties[slug], kind=kind,
            clause_id=_clause(scene, number), text=text, reason=reason, now=scene.moment,
        ).id  # fmt: skip
    return made


def second_round(scene: Scene, made: Mapping[str, str], text_id: str) -> tuple[str, ...]:
    """The round that decided about them, and a vote on the one that divided the table; returns the adopted."""
    question = motions.open_(
        scene.session, scene.lead, scene.id, title="Noemen we alleen smelterijen, en geen mijnen?",
        rule="drie_vijfde", subject="proposal", proposal_id=made[SECTOR], deadline=scene.today, now=scene.moment,
    ).id  # fmt: skip
    for slug in (PLATFORM, SECTOR, UNION, BOND, TRADE, INDUSTRY):
        _vote(scene, question, slug, "yes")
    _vote(scene, question, CHILDREN, "abstain")
    _vote(scene, question, MINES, "no", "Zonder mijnen in de lijst is de herkomst niet te controleren.")
    motions.close(scene.session, scene.lead, scene.id, question, now=scene.moment)
    table = (PLATFORM, SECTOR, UNION, BOND, MINES, CHILDREN, TRADE, INDUSTRY)
    minutes = "De voorstellen op artikel 5 zijn samen besproken. Over de mijnen is gestemd."
    meeting_id = _held(scene, "", text_id, table, minutes)
    _decided(
        scene, meeting_id, "Versie 1.0 noemt alleen smelterijen.", text_id, "5.2", made[SECTOR], question
    )
    _decided(
        scene, meeting_id, "De stuurgroep komt na twee jaar op de mijnen terug.", text_id, "5.2", made[BOND]
    )
    lead, second = scene.lead, scene.actor(SECOND)
    for slug in (SECTOR, BOND):
        proposals.decide(scene.session, lead, scene.id, made[slug], fate="adopted", now=scene.moment)
        proposals.confirm(scene.session, second, scene.id, made[slug], agrees=True, now=scene.moment)
    reason = "De tafel koos in ronde 2 voor smelterijen zonder mijnen."
    proposals.decide(
        scene.session, second, scene.id, made[MINES], fate="rejected", note=reason, now=scene.moment
    )
    proposals.confirm(scene.session, lead, scene.id, made[MINES], agrees=True, now=scene.moment)
    proposals.park(
        scene.session,
        lead,
        scene.id,
        made[CHILDREN],
        note="Wacht op de uitkomst van de proef.",
        now=scene.moment,
    )
    proposals.withdraw(scene.session, scene.voice(PLATFORM), scene.id, made[PLATFORM], now=scene.moment)
    return made[SECTOR], made[BOND]


def these_weeks(scene: Scene, made: Mapping[str, str]) -> None:
    """The table's own rule, an open motion, a decision that waits for a second person, the round to come."""
    consent.choose(
        scene.session, scene.lead, scene.id, rule="drie_vijfde", now=scene.moment,
        reason="Afgesproken in ronde 2.",
    )  # fmt: skip
    for slug, weight in WEIGHTS.items():
        weights.record(
            scene.session, scene.lead, scene.id, participation_id=scene.parties[slug], weight=Decimal(weight),
            now=scene.moment, note="Afgesproken in ronde 2.",
        )  # fmt: skip
    question = motions.open_(
        scene.session, scene.voice(UNION), scene.id, title="Houden we een extra ronde over toezicht op de mijnen?",
        rule="gekwalificeerd", proposer_id=scene.parties[UNION], deadline=scene.ahead(9), now=scene.moment,
    ).id  # fmt: skip
    for slug in (BOND, MINES, TRADE):
        _vote(scene, question, slug, "yes")
    _vote(scene, question, SECTOR, "no", "De planning van de ondertekening laat geen extra ronde toe.")
    proposals.decide(
        scene.session, scene.actor(SECOND), scene.id, made[UNION], fate="rejected", now=scene.moment,
        note="De tekst is definitief; het plan komt in de uitvoering aan de orde.",
    )  # fmt: skip
    meetings.plan(
        scene.session, scene.lead, scene.id, kind="round", on=scene.ahead(2), now=scene.moment,
        place="Ketenbureau, Utrecht", title="Het bezwaar op artikel 5",
    )  # fmt: skip


def _clause(scene: Scene, number: str) -> str:
    dossier = dossiers.load(scene.session, scene.lead, covenant_id=scene.id, now=scene.moment)
    found = proposals.clauses_of(dossier, proposals.on_the_table(dossier))
    return next((c.id for c in found if c.number == number), found[-1].id)


def _held(scene: Scene, title: str, text_id: str, table: tuple[str, ...], minutes: str) -> str:
    meeting_id = meetings.plan(
        scene.session, scene.lead, scene.id, kind="round", on=scene.today, now=scene.moment, title=title,
        place="Ketenbureau, Utrecht", text_version_id=text_id,
    ).id  # fmt: skip
    speakers = {who.works_at: who.name for who in demo_cast.characters().values() if who.works_at}
    names = {scene.parties[slug]: speakers.get(slug, "") for slug in table} | {
        scene.parties[PLATFORM]: "Bram de Wit"
    }
    meetings.hold(
        scene.session, scene.lead, scene.id, meeting_id, on=scene.today, minutes=minutes, now=scene.moment,
        present=[scene.parties[slug] for slug in table], names=names,
    )  # fmt: skip
    return meeting_id


def _decided(
    scene: Scene, meeting_id: str, text: str, text_id: str, number: str = "", proposal_id: str = "",
    motion_id: str = "",
) -> None:  # fmt: skip
    meetings.decide(
        scene.session, scene.lead, scene.id, meeting_id, text=text, text_version_id=text_id,
        clause_id=_clause(scene, number) if number else "", proposal_id=proposal_id, motion_id=motion_id,
        now=scene.moment,
    )  # fmt: skip


def _vote(scene: Scene, motion_id: str, slug: str, value: str, reason: str = "") -> None:
    motions.vote(
        scene.session, scene.voice(slug), scene.id, motion_id, participation_id=scene.parties[slug], value=value,
        reason=reason, now=scene.moment,
    )  # fmt: skip
