"""A covenant in which every gate is open, so that each test spoils one thing and sees what that does."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from workflows import calendar, checklist, engine, facts, loading
from workflows.engine import Finding, Override
from workflows.parties import ParticipationStatus, PartyKind, Role

TODAY = date(2026, 11, 23)
SINCE = date(2024, 1, 15)
EFFECTIVE = date(2024, 7, 1)
ENDS = date(2026, 6, 30)
GATES = {"G1": "start_negotiation", "G2": "start_signing", "G3": "start_implementation", "G4": "close"}
STAGE_OF = {"G1": "initiative", "G2": "negotiation", "G3": "signing", "G4": "implementation"}

WHO = (
    ("branche-a", "Branche Alfa", PartyKind.SECTOR_ASSOCIATION),
    ("branche-b", "Branche Bèta", PartyKind.SECTOR_ASSOCIATION),
    ("bond-a", "Bond Alfa", PartyKind.TRADE_UNION),
    ("bond-b", "Bond Bèta", PartyKind.TRADE_UNION),
    ("ngo-a", "Stichting Alfa", PartyKind.NGO),
    ("ngo-b", "Stichting Bèta", PartyKind.NGO),
    ("ministerie-a", "Ministerie Alfa", PartyKind.GOVERNMENT),
    ("ministerie-b", "Ministerie Bèta", PartyKind.GOVERNMENT),
)


def party(id: str, name: str, kind: PartyKind, **more: Any) -> facts.Party:
    """An active signatory, unless told otherwise."""
    given = {"role": Role.SIGNATORY, "status": ParticipationStatus.ACTIVE, "since": SINCE, **more}
    return facts.Party(id, name, kind, **given)


GUIDE = party("gids", "Secretariaat Alfa", PartyKind.FACILITATOR, role=Role.FACILITATOR)
COMPANY = party(
    "bedrijf-a",
    "Bedrijf Alfa",
    PartyKind.COMPANY,
    role=Role.ADHERING_COMPANY,
    signed_on=date(2024, 6, 1),
)
PARTIES = (*(party(*who) for who in WHO), COMPANY, GUIDE)


def done(code: str) -> checklist.Touched:
    """Accepted, with the best outcome its evidence can have."""
    outcome = {"NEG-07": "positive", "NEG-10": "yes", "NEG-11": "yes"}.get(code)
    return checklist.Touched("accepted", outcome=outcome)


def items_for(parties: tuple[facts.Party, ...], stage: str, text: str | None) -> tuple[facts.Item, ...]:
    """Everything asked of these parties in this stage, all of it accepted."""
    given: dict[str, Any] = {
        "stage": stage,
        "current_text_id": text,
        "cycles_started": calendar.covenant_years(EFFECTIVE, ENDS),
        "today": TODAY,
    }
    whole = checklist.checklist()
    rows = {
        (p.id, e.code, e.cycle, e.version_id): done(e.code)
        for p in parties
        for e in checklist.expected(whole, p, **given)
    }
    return checklist.build_items(whole, parties, rows, **given)


def covenant(gate: str, **changes: Any) -> facts.Facts:
    """A covenant that stands before this gate with everything in order."""
    stage = STAGE_OF[gate]
    signers = [p.id for p in PARTIES if p not in (GUIDE, COMPANY)]
    return replace(
        facts.Facts(
            today=TODAY,
            stage=stage,
            parties=PARTIES,
            items=items_for(PARTIES, stage, "v2"),
            mandates=tuple(facts.Mandate(p, SINCE, date(2026, 12, 31)) for p in signers),
            texts=(facts.Text("v1", "0.9", "tabled"), facts.Text("v2", "1.0", "final")),
            signatures=tuple(facts.Signature(p, "v2", date(2024, 5, 23)) for p in signers),
            seats=(
                facts.Seat(None, chair=True, filled=True),
                *(facts.Seat(kind, chair=False, filled=True) for kind in dict.fromkeys(w[2] for w in WHO)),
            ),
            cycles=calendar.covenant_years(EFFECTIVE, ENDS),
            facilitators=1,
            secretariat=True,
            effective_on=EFFECTIVE,
            ends_on=ENDS,
            final_evaluation_on=date(2026, 8, 1),
            evaluation_response_on=date(2026, 9, 1),
            follow_up="end",
            data_retention="Vernietigen na zeven jaar.",
        ),
        **changes,
    )


def with_item(known: facts.Facts, code: str, party_id: str, **changes: Any) -> facts.Facts:
    """The same covenant with one thing of one party changed (in its last cycle year)."""
    mine = [i for i in known.items if i.code == code and i.party_id == party_id]
    last = max(mine, key=lambda i: i.cycle or 0)
    return replace(known, items=tuple(replace(i, **changes) if i is last else i for i in known.items))


def with_party(known: facts.Facts, party_id: str, **changes: Any) -> facts.Facts:
    """The same covenant with one party changed."""
    return replace(
        known, parties=tuple(replace(p, **changes) if p.id == party_id else p for p in known.parties)
    )


def pledges(count: int, share: str) -> dict[str, Any]:
    """This many companies that take part, each with this share of the market."""
    companies = tuple(
        party(f"bedrijf-{n}", f"Bedrijf {n}", PartyKind.COMPANY, role=Role.ADHERING_COMPANY)
        for n in range(1, count + 1)
    )
    return {
        "parties": PARTIES + companies,
        "pledges": tuple(facts.CompanyPledge(c.id, Decimal(share)) for c in companies),
    }


def finding(known: facts.Facts, condition_id: str, overrides: tuple[Override, ...] = ()) -> Finding:
    """What this condition of the covenant lifecycle turns out to be."""
    action = GATES[condition_id.split("-")[0]]
    found = engine.examine(loading.workflow("imvo-1"), action, known, overrides)
    return next(f for f in found if f.condition.id == condition_id)


def result(known: facts.Facts, condition_id: str) -> str:
    """Met, not met, overridden or not applicable."""
    return finding(known, condition_id).result


def blockers(known: facts.Facts, condition_id: str) -> list[tuple[str | None, str, str]]:
    """Who blocks, with what, and in which state; empty when nobody does."""
    unmet = finding(known, condition_id).unmet
    return [(b.party_id, b.what, b.status) for b in unmet.blockers] if unmet else []


def figures(known: facts.Facts, condition_id: str) -> tuple[object, object]:
    """Have and need."""
    unmet = finding(known, condition_id).unmet
    assert unmet is not None
    return unmet.have, unmet.need


def facts_for(flow: engine.Workflow, action: str) -> Any:
    """Facts under which this step's conditions are all met."""
    if flow.family == "imvo":
        return facts_before(action)
    if flow.family == "track":
        return facts.TrackFacts(
            "implementation", 20, TODAY + timedelta(days=1), TODAY, gate_open=True, successor=True
        )
    if flow.family == "participation":
        reason = {"cease": "bankruptcy", "replace": "replaced"}.get(action, "voluntary")
        return facts.ParticipationFacts(20, reason, TODAY + timedelta(days=1), TODAY, escalated=True)
    return facts.RequirementFacts(has_evidence=True, reason_length=20)


def facts_before(action: str) -> facts.Facts:
    """The covenant in the stage this step leaves, with its gate open."""
    gates = {"start_negotiation": "G1", "back_to_initiative": "G2", "start_signing": "G2"}
    gates |= {"back_to_negotiation": "G3", "start_implementation": "G3"}
    known = covenant(gates.get(action, "G4"))
    if action == "back_to_signing":
        wrong = tuple(replace(s, version_id="v1") for s in known.signatures[:1])
        return replace(known, signatures=wrong + known.signatures[1:])
    return known
