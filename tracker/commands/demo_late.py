"""Fictional covenants from the signature on: one that waits for companies, one in its running year."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from tracker.commands import demo_cast, demo_signing, plans, requirements, seats, shares, signatures, texts
from tracker.commands.demo_scene import OFFICE, Scene

GOVERNMENT = "ministerie-nijverheid"
COMPANIES = ("noordwand", "lindeboom", "kastrijk", "tafelgoed", "zithoek", "eikenhof")


def _to_signing(scene: Scene, table: tuple[str, ...], days: tuple[int, int, int, int]) -> str:
    """From the first talks to the signing stage; returns the final text."""
    first, second, third, fourth = days
    scene.ago(first)
    scene.initiative(table)
    scene.ago(second)
    scene.move("start_negotiation")
    scene.mandate(table, until=scene.ahead(200))
    scene.settle("NEG-02", [*table, OFFICE])
    scene.settle("NEG-03", [table[0]])
    scene.ago(third)
    final = scene.text("1.0")
    scene.settle("NEG-06", table)
    scene.settle("NEG-08", [table[0], GOVERNMENT, OFFICE])
    scene.freeze(final)
    scene.settle("NEG-05 NEG-09", table)
    scene.settle("NEG-10", table[:3], outcome="yes")
    scene.settle("NEG-11", [GOVERNMENT], outcome="yes")
    scene.ago(fourth)
    scene.move("start_signing")
    return final


def _sign(scene: Scene, slug: str, text_id: str, name: str, function: str) -> None:
    """One signature with its authority and its paper."""
    signatures.record(
        scene.session, scene.lead, scene.id, participation_id=scene.parties[slug], text_version_id=text_id,
        signatory_name=name, signatory_function=function, signed_on=scene.today, manner="wet",
        now=scene.moment,
    )  # fmt: skip
    scene.settle("SIG-01 SIG-02", [slug])


def building(session: Session, now: datetime) -> None:
    """Signing: 22 of 35 companies, planned anew three times, one signature still to come."""
    table = ("bond-bouwmaterialen", "vakbond-bouw", "steengoed", GOVERNMENT)
    scene = Scene(
        session, now, started=900, slug="fictief-bouwmaterialen", name_nl="IMVO-convenant Bouwmaterialen",
        name_en="Building materials RBC agreement", sector_nl="Bouwmaterialen", sector_en="Building materials",
        risk_themes=("safety_health", "forced_labour", "environment"), countries=("India", "Brazilië"),
        sdgs=(8, 11, 12),
        threshold_companies=35, threshold_share=Decimal("0.30"),
    )  # fmt: skip
    for slug in table:
        scene.sit(slug)
    final = _to_signing(scene, table, (800, 640, 330, 231))
    _plan(scene, -83, "")
    scene.ago(190)
    for slug, name, function in (
        ("bond-bouwmaterialen", "Sietske Roording", "voorzitter"),
        ("vakbond-bouw", "Omar Veldkamp", "bestuurder"),
    ):
        _sign(scene, slug, final, name, function)
    scene.settle("SIG-05", ["bond-bouwmaterialen"])
    demo_signing.conditions_of(scene, "bond-bouwmaterialen", GOVERNMENT)
    scene.ago(182)
    demo_signing.late_paper(scene, "steengoed", final, "Ilse Draaisma", "directeur", signed=188)
    names = demo_cast.building_companies()
    for number, name in enumerate(names):
        scene.ago(180 - 7 * number)
        if number in (5, 11, 17):
            _plan(scene, {5: -30, 11: 5, 17: 22}[number], "De drempel voor bedrijven is nog niet gehaald.")
        slug = scene.join(name, signed_on=scene.today)
        scene.settle("SIG-03" if number > 19 else "SIG-03 SIG-04", [slug])
        shares.record(
            session, scene.lead, scene.id, participation_id=scene.parties[slug],
            share=Decimal("0.0135") if number % 2 else Decimal("0.006"), now=scene.moment,
        )  # fmt: skip
        if number == 12:
            demo_signing.reservation_met(scene)

    demo_signing.deputy(scene, GOVERNMENT)
    requirements.set_due(
        session, scene.lead, scene.id, scene.parties[GOVERNMENT], "SIG-02", now=scene.moment,
        due_on=scene.ahead(-5),
    )  # fmt: skip


def _plan(scene: Scene, day: int, reason: str) -> None:
    plans.plan(
        scene.session, scene.lead, scene.id, stage="implementation", planned_on=scene.ahead(day),
        now=scene.moment, reason=reason,
    )  # fmt: skip


def furniture(session: Session, now: datetime) -> None:
    """Implementation: the first year runs, three action plans wait for the secretariat."""
    table = ("meubelbond", "vakbond-bouw", "bosfonds", GOVERNMENT)
    scene = Scene(
        session, now, started=1300, slug="fictief-meubel", name_nl="IMVO-convenant Meubel",
        name_en="Furniture RBC agreement", sector_nl="Meubelen", sector_en="Furniture",
        prior_activities="Vervolg op het houtkeurmerk van de branche.",
        scope="Meubelen van hout, metaal en textiel.",
        risk_themes=("living_wage", "biodiversity", "forced_labour"), countries=("Vietnam", "Polen"), sdgs=(8, 12, 15),
    )  # fmt: skip
    for slug in table:
        scene.sit(slug)
    final = _to_signing(scene, table, (1200, 1000, 600, 480))
    scene.ago(400)
    for slug, name, function in (
        ("meubelbond", "Greet Hollander", "voorzitter"),
        ("vakbond-bouw", "Omar Veldkamp", "bestuurder"),
        ("bosfonds", "Jarno Tielemans", "directeur"),
        (GOVERNMENT, "Roos van Asten", "minister van Nijverheid"),
    ):
        _sign(scene, slug, final, name, function)
    scene.settle("SIG-05", ["meubelbond", GOVERNMENT])
    scene.settle("SIG-06", [OFFICE])
    texts.publish(session, scene.lead, scene.id, final, now=scene.moment)
    _steering(scene)
    begins = scene.ahead(-330)
    plans.set_term(
        session, scene.lead, scene.id, effective_on=begins, ends_on=begins + timedelta(days=5 * 365),
        now=scene.moment,
    )  # fmt: skip
    plans.describe(session, scene.lead, scene.id, now=scene.moment, secretariat="Ketenbureau")
    scene.ago(330)
    scene.move("start_implementation")
    _year(scene, table)


def _steering(scene: Scene) -> None:
    """A chair and one seat per delegation."""
    seats.fill(
        scene.session, scene.lead, scene.id, holder_name="Philippa Noordhof", chair=True, now=scene.moment
    )
    for slug, kind, name in (
        ("meubelbond", "sector_association", "Greet Hollander"),
        ("vakbond-bouw", "trade_union", "Omar Veldkamp"),
        ("bosfonds", "ngo", "Jarno Tielemans"),
        (GOVERNMENT, "government", "Fenna Wiersinga"),
    ):
        seats.fill(
            scene.session, scene.lead, scene.id, holder_name=name, delegation=kind,
            participation_id=scene.parties[slug], now=scene.moment,
        )  # fmt: skip


def _year(scene: Scene, table: tuple[str, ...]) -> None:
    """The first year: plans, chain data, questionnaires, action plans and one assessment."""
    scene.ago(320)
    for slug in COMPANIES:
        scene.sit(slug, role="adhering_company", signed_on=scene.today)
        scene.settle("SIG-03 SIG-04", [slug])
    scene.settle("INI-02 NEG-02 NEG-03 SIG-01 SIG-05", COMPANIES[:1])
    scene.ago(290)
    scene.settle("IMP-01", table)
    scene.settle("IMP-02", table[:3], cycle=1)
    scene.ago(200)
    scene.settle("IMP-03 IMP-04", COMPANIES[:5], cycle=1)
    scene.ago(60)
    scene.submit("IMP-05", "tafelgoed", cycle=1)
    scene.accept("IMP-05", "tafelgoed", cycle=1)
    scene.submit("IMP-05", "zithoek", cycle=1)
    scene.ago(40)
    requirements.return_(
        scene.session, scene.lead, scene.id, scene.parties["zithoek"], "IMP-05", cycle=1, now=scene.moment,
        reason="Bij doel 2 ontbreekt wie het doet en wanneer het klaar is.",
    )  # fmt: skip
    for days, slug in ((10, "noordwand"), (7, "lindeboom"), (6, "kastrijk")):
        scene.ago(days)
        scene.submit("IMP-05", slug, cycle=1)
    scene.ago(5)
    requirements.start(
        scene.session, scene.voice("meubelbond"), scene.id, scene.parties["meubelbond"], "IMP-07", cycle=1,
        now=scene.moment,
    )  # fmt: skip
    for slug in (*table, *COMPANIES):
        code = "IMP-07" if slug in table else "IMP-05"
        if slug in ("tafelgoed",):
            continue
        requirements.set_due(
            scene.session, scene.lead, scene.id, scene.parties[slug], code, cycle=1, now=scene.moment,
            due_on=scene.ahead(-8 if slug == "eikenhof" else 22),
        )  # fmt: skip
