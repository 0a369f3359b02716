"""Fictional covenants before the signature: an initiative, a blocked negotiation, a pause and a stop."""

from datetime import datetime

from sqlmodel import Session

from tracker.commands import demo_positions, demo_table, participations, passing, plans, requirements, tracks
from tracker.commands.demo_scene import OFFICE, Scene
from tracker.commands.evidence import Condition

MINISTRIES = ("ministerie-wereldhandel", "ministerie-nijverheid")


def chemistry(session: Session, now: datetime) -> None:
    """Initiative: the risk analysis waits for the secretariat, one union has not answered yet."""
    scene = Scene(
        session, now, started=175, slug="fictief-chemie", name_nl="IMVO-convenant Chemie",
        name_en="Chemicals RBC agreement", sector_nl="Chemie", sector_en="Chemicals",
        prior_activities="Vervolg op het milieuprogramma van de branche.",
        scope="Inkoop van grondstoffen buiten Europa.",
        risk_themes=("water_chemicals", "safety_health", "environment"), countries=("India", "China"), sdgs=(6, 8, 12),
    )  # fmt: skip
    for slug in ("vereniging-fijnchemie", "vakbond-proces", "waterwacht", MINISTRIES[1]):
        scene.sit(slug)
    scene.ago(150)
    scene.settle("INI-06", [OFFICE])
    scene.settle("INI-01 INI-02", ["vereniging-fijnchemie", "vakbond-proces", "waterwacht", MINISTRIES[1]])
    plans.plan(
        session, scene.lead, scene.id, stage="negotiation", planned_on=scene.ahead(40), now=scene.moment
    )
    scene.ago(60)
    scene.settle("INI-05", ["vereniging-fijnchemie"])
    scene.settle("INI-04", ["waterwacht"])
    scene.ago(12)
    scene.sit("bond-industrie", status="invited")
    scene.ago(5)
    scene.text("0.3", answer_by=scene.ahead(9))
    demo_positions.seal(scene, ("vereniging-fijnchemie", MINISTRIES[1]), kept="waterwacht")
    scene.ago(3)
    scene.submit("INI-03", "vereniging-fijnchemie")


def electronics(session: Session, now: datetime) -> None:
    """Negotiation with a closed gate: an objection, a 'yes, if', a return, a pass, and things overdue."""
    early = (
        "branche-elektronica", "vakbond-techniek", "bond-industrie", "schone-mijnen", "kinderrechtenfonds",
        *MINISTRIES,
    )  # fmt: skip
    late = ("platform-apparatuur", "eerlijke-fabriek")
    scene = Scene(
        session, now, started=630, slug="fictief-elektronica", name_nl="IMVO-convenant Elektronica",
        name_en="Electronics RBC agreement", sector_nl="Elektronica", sector_en="Electronics",
        prior_activities="Vervolg op de gedragscode van de branche.",
        scope="Apparaten voor thuis en kantoor, van mijn tot winkel.",
        risk_themes=("child_labour", "conflict", "raw_materials", "living_wage"),
        countries=("Congo-Kinshasa", "China", "Maleisië"), sdgs=(8, 12, 16),
    )  # fmt: skip
    for slug in early:
        scene.sit(slug)
    scene.ago(560)
    scene.initiative(early)
    scene.ago(378)
    scene.sit("platform-apparatuur", role="supporter")
    scene.move("start_negotiation")
    _opening(scene, early)
    made = _texts(scene, early, late)
    _answers(scene)
    scene.ago(34)
    demo_positions.object_to(scene)
    _weeks(scene)
    scene.ago(2)
    demo_table.these_weeks(scene, made)


def _opening(scene: Scene, early: tuple[str, ...]) -> None:
    """The first months at the table, and two parties that come later."""
    scene.ago(350)
    scene.mandate(early, until=scene.ahead(127))
    scene.settle("NEG-02", [*early, OFFICE])
    scene.settle("NEG-03", ["branche-elektronica"])
    scene.ago(300)
    for stage, day in (("signing", -24), ("implementation", 100)):
        plans.plan(
            scene.session, scene.lead, scene.id, stage=stage, planned_on=scene.ahead(day), now=scene.moment
        )
    scene.ago(294)
    participations.change_role(
        scene.session, scene.lead, scene.id, scene.parties["platform-apparatuur"], now=scene.moment,
        role="negotiator", on=scene.today, reason="De ledenraad wil meeonderhandelen.",
    )  # fmt: skip
    participations.describe(
        scene.session, scene.voice("platform-apparatuur"), scene.id, scene.parties["platform-apparatuur"],
        now=scene.moment, contact_name="Bram de Wit", deputy_name="Selma Aydin",
        motivation="Leden willen één norm voor de hele keten.",
        expertise="Technische kennis van apparaten en van reparatie.", networks="Producenten in Azië.",
        countries=["China", "Maleisië"],
    )  # fmt: skip
    scene.ago(165)
    scene.sit("eerlijke-fabriek")
    scene.ago(150)
    scene.settle("INI-02", ["platform-apparatuur", "eerlijke-fabriek"])
    scene.mandate(("platform-apparatuur", "eerlijke-fabriek"), until=scene.ahead(127))
    scene.settle("NEG-02", ["platform-apparatuur", "eerlijke-fabriek"])
    scene.settle("NEG-03", ["platform-apparatuur"])


def _texts(scene: Scene, early: tuple[str, ...], late: tuple[str, ...]) -> dict[str, str]:
    """Three versions; answers to the older ones are out of date, and the last one is final. Returns what
    parties proposed for it."""
    scene.ago(145)
    first = scene.text("0.3", answer_by=scene.today)
    demo_positions.give(scene, demo_positions.FIRST)
    scene.ago(130)
    demo_table.first_round(scene, early, first)
    scene.ago(110)
    second = scene.text("0.4")
    demo_positions.give(scene, demo_positions.SECOND)
    scene.ago(104)
    made = demo_table.proposed(scene)
    scene.ago(100)
    scene.settle("NEG-06", [s for s in (*early, *late) if s != "platform-apparatuur"])
    scene.ago(92)
    adopted = demo_table.second_round(scene, made, second)
    scene.ago(60)
    plans.plan(
        scene.session, scene.lead, scene.id, stage="signing", planned_on=scene.ahead(25), now=scene.moment,
        reason="De derde versie vraagt een extra ronde met de achterban.",
    )  # fmt: skip
    final = scene.text("1.0", answer_by=scene.ahead(4), proposals=adopted)
    scene.ago(39)
    scene.freeze(final)
    demo_positions.give(scene, demo_positions.LAST)
    return made


def _answers(scene: Scene) -> None:
    """Who agreed in principle, and what came back from constituencies and ministries."""
    agreed = [s for s in scene.parties if s not in (OFFICE, "schone-mijnen")]
    scene.ago(36)
    scene.settle("NEG-09", agreed)
    scene.settle("NEG-08", [OFFICE, "branche-elektronica", MINISTRIES[1]])
    scene.settle("NEG-10", ["platform-apparatuur", "vakbond-techniek", "eerlijke-fabriek"], outcome="yes")
    scene.settle("NEG-11", [MINISTRIES[0]], outcome="yes")


def _weeks(scene: Scene) -> None:
    """The last weeks, as they stand today."""
    session, lead = scene.session, scene.lead
    scene.ago(20)
    for slug, code, day in (
        ("kinderrechtenfonds", "NEG-10", -3),
        ("branche-elektronica", "NEG-10", 3),
        (MINISTRIES[1], "NEG-11", 4),
        ("schone-mijnen", "NEG-09", 4),
        ("schone-mijnen", "NEG-10", 4),
        ("bond-industrie", "NEG-10", 11),
    ):
        requirements.set_due(
            session, lead, scene.id, scene.parties[slug], code, now=scene.moment, due_on=scene.ahead(day)
        )
    scene.ago(7)
    condition = Condition("Het secretariaat bevestigt het werkplan voor jaar één.", scene.ahead(11))
    happened = scene.ahead(-11)
    scene.submit("NEG-10", "bond-industrie", outcome="yes_if", conditions=(condition,), on=happened)
    scene.accept("NEG-10", "bond-industrie")
    passing.override(
        session, lead, scene.id, condition_id="G2-9", now=scene.moment, valid_until=scene.ahead(18),
        reason="De subsidie is mondeling toegezegd; de schriftelijke bevestiging volgt binnen drie weken.",
    )  # fmt: skip
    scene.ago(6)
    scene.submit("NEG-06", "platform-apparatuur")
    scene.ago(5)
    requirements.return_(
        session, lead, scene.id, scene.parties["platform-apparatuur"], "NEG-06", now=scene.moment,
        reason="Doel 3 noemt geen jaartal en geen nulwaarde.",
    )  # fmt: skip
    requirements.set_due(
        session, lead, scene.id, scene.parties["platform-apparatuur"], "NEG-06", now=scene.moment,
        due_on=scene.ahead(7),
    )  # fmt: skip
    requirements.start(
        session, scene.voice("branche-elektronica"), scene.id, scene.parties["branche-elektronica"], "NEG-10",
        now=scene.moment,
    )  # fmt: skip
    scene.ago(4)
    plans.plan(
        session, lead, scene.id, stage="signing", planned_on=scene.ahead(67), now=scene.moment,
        reason="Het bezwaar op artikel 5 is nog niet opgelost.",
    )  # fmt: skip
    scene.ago(3)
    scene.submit("NEG-08", "platform-apparatuur")
    scene.submit("NEG-08", MINISTRIES[0])


def toys(session: Session, now: datetime) -> None:
    """A negotiation that stands still until the association has a new board."""
    scene = Scene(
        session, now, started=500, slug="fictief-speelgoed", name_nl="IMVO-convenant Speelgoed",
        name_en="Toys RBC agreement", sector_nl="Speelgoed", sector_en="Toys",
        risk_themes=("child_labour", "safety_health"), countries=("China", "Vietnam"), sdgs=(8, 16),
    )  # fmt: skip
    table = ("speelgoedbranche", "bond-industrie", "kinderrechtenfonds", MINISTRIES[0])
    for slug in table:
        scene.sit(slug)
    scene.ago(400)
    scene.initiative(table)
    scene.ago(330)
    scene.move("start_negotiation")
    scene.ago(300)
    scene.settle("NEG-02", table[:3])
    scene.ago(41)
    tracks.move(
        session, scene.lead, scene.id, "pause", now=scene.moment, on=scene.today,
        reason="Bestuurswissel bij de branche; het nieuwe bestuur neemt eerst de stukken door.",
        review_on=scene.ahead(14),
    )  # fmt: skip


def footwear(session: Session, now: datetime) -> None:
    """An initiative that was stopped: too few parties wanted to go on."""
    scene = Scene(
        session, now, started=820, slug="fictief-schoenen", name_nl="IMVO-convenant Schoenen",
        name_en="Footwear RBC agreement", sector_nl="Schoenen en lederwaren", sector_en="Footwear and leather",
        risk_themes=("living_wage", "water_chemicals"), countries=("India", "Bangladesh"), sdgs=(8,),
    )  # fmt: skip
    for slug in ("schoenenbond", "bond-industrie", "eerlijke-fabriek"):
        scene.sit(slug)
    scene.ago(700)
    scene.settle("INI-01 INI-02", ["schoenenbond", "eerlijke-fabriek"])
    scene.ago(420)
    tracks.move(
        session, scene.lead, scene.id, "stop", now=scene.moment, on=scene.today,
        reason="De achterban van de branche geeft onvoldoende draagvlak voor een convenant.",
    )  # fmt: skip
