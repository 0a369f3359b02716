"""For each of the thirty conditions one covenant in which it is missing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.workflows.ready import SINCE, TODAY, covenant, pledges, with_item, with_party
from workflows.facts import Case, Facts, Mandate, Objection, Reservation, Seat, Threshold
from workflows.parties import ParticipationStatus, PartyKind

SPOILED: dict[str, Facts] = {
    "G1-1": with_party(
        with_party(covenant("G1"), "bond-a", status=ParticipationStatus.WITHDRAWN),
        "bond-b",
        status=ParticipationStatus.WITHDRAWN,
    ),
    "G1-2": with_item(covenant("G1"), "INI-07", "ngo-b", status="unrecorded"),
    "G1-3": with_item(covenant("G1"), "INI-03", "branche-a", status="returned"),
    "G1-4": with_item(
        with_item(covenant("G1"), "INI-05", "branche-a", status="in_progress"),
        "INI-05",
        "branche-b",
        status="submitted",
    ),
    "G1-5": with_item(covenant("G1", facilitators=0), "INI-06", "gids", status="in_progress"),
    "G1-6": with_item(covenant("G1"), "INI-02", "bedrijf-a", status="not_started"),
    "G2-1": covenant("G2", texts=()),
    "G2-2": covenant("G2", mandates=(Mandate("bond-a", SINCE, TODAY - timedelta(days=1)),)),
    "G2-3": with_item(covenant("G2"), "NEG-07", "gids", outcome="negative"),
    "G2-4": covenant("G2", objections=(Objection("ngo-a", "fundamental", True, SINCE, "artikel 5 lid 2"),)),
    "G2-5": with_item(covenant("G2"), "NEG-09", "ngo-a", status="not_started"),
    "G2-6": with_item(
        with_item(covenant("G2"), "NEG-10", "bond-b", outcome="yes_if", open_conditions=1),
        "NEG-11",
        "ministerie-a",
        version_id="v1",
    ),
    "G2-7": with_party(
        with_party(covenant("G2"), "ngo-a", status=ParticipationStatus.WITHDRAWN),
        "ngo-b",
        status=ParticipationStatus.WITHDRAWN,
    ),
    "G2-8": with_item(covenant("G2"), "NEG-06", "branche-a", status="submitted"),
    "G2-9": with_item(covenant("G2"), "NEG-08", "gids", status="in_progress"),
    "G2-10": with_item(covenant("G2"), "NEG-02", "ngo-b", status="in_progress"),
    "G3-1": covenant(
        "G3",
        signatures=tuple(
            replace(s, version_id="v1") if s.party_id == "ngo-a" else s for s in covenant("G3").signatures
        ),
    ),
    "G3-2": covenant("G3", threshold=Threshold(5, Decimal("0.30")), **pledges(3, "0.0999")),
    "G3-3": with_item(covenant("G3"), "SIG-01", "bond-a", status="expired"),
    "G3-4": covenant("G3", reservations=(Reservation("ngo-b", True, TODAY),)),
    "G3-5": covenant("G3", secretariat=False),
    "G3-6": covenant(
        "G3",
        seats=(
            Seat(PartyKind.NGO, False, True),
            Seat(PartyKind.GOVERNMENT, False, True),
            Seat(PartyKind.TRADE_UNION, False, True),
        ),
    ),
    "G3-7": covenant("G3", effective_on=date(2027, 1, 1)),
    "G3-8": with_item(covenant("G3"), "SIG-06", "gids", status="in_progress"),
    "G4-1": covenant("G4", ends_on=date(2027, 6, 30)),
    "G4-2": with_item(covenant("G4"), "IMP-07", "bond-b", status="in_progress"),
    "G4-3": covenant("G4", final_evaluation_on=None, evaluation_response_on=None),
    "G4-4": covenant("G4", cases=(Case(True), Case(True))),
    "G4-5": covenant("G4", follow_up=None),
    "G4-6": covenant("G4", data_retention=None),
}
