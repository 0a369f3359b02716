"""The work that is measured: one covenant with 40 parties and twelve touched requirements each."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from tracker import policy
from tracker.commands import accounts, act, covenants
from tracker.store import ledger, tables
from workflows import checklist
from workflows.parties import PartyKind

KINDS = ("sector_association", "trade_union", "ngo", "government")
PARTIES = 40
TWELVE = 12
OUTCOMES = {"NEG-07": "positive", "NEG-10": "yes", "NEG-11": "yes"}


def build(session: Session, *, now: datetime, name: str = "Meetconvenant") -> tuple[str, policy.Actor]:
    """A covenant in negotiation whose second gate is open; returns its id and its facilitator."""
    ledger.open_log(session, ledger.SYSTEM)
    founder = policy.Actor(id="", name="Meting", roles=frozenset({"administrator"}))
    email = f"{covenants.slug_of(name)}@voorbeeld.test"
    account_id = accounts.create(session, founder, now=now, email=email, name="Meting", persona="meting")
    starter = policy.Actor(id=account_id, name="Meting", roles=frozenset({"administrator"}))
    covenant_id = covenants.start(session, starter, now=now, name_nl=name, fictional=True).id
    actor = policy.Actor(id=account_id, name="Meting", assignments=frozenset({(covenant_id, "facilitator")}))
    organisations = act.system(session, actor, deed="import.run", now=now)
    kinds = [KINDS[n % len(KINDS)] for n in range(PARTIES)] + ["facilitator"]
    ids = [
        organisations.new(
            tables.Organisation,
            slug=f"{covenants.slug_of(name)}-{n}",
            name_nl=f"Organisatie nummer {n} voor de meting",
            name_en=f"Organisation number {n} for the measurement",
            kind=kind,
            fictional=True,
        )
        for n, kind in enumerate(kinds)
    ]
    organisations.record("organisation.add", level="public")
    doing, _ = act.begin(session, actor, covenant_id, deed="party.invite", now=now)
    text = doing.new(
        tables.TextVersion, number="1.0", status="final", tabled_on=now.date(), final_on=now.date()
    )
    for organisation_id, kind in zip(ids, kinds, strict=True):
        _party(doing, organisation_id, kind, text, now.date())
    doing.record("covenant.import", level="table")
    for n in range(18):
        doing.change(tables.Covenant, covenant_id, stage="negotiation")
        doing.record("covenant.describe", level="process", says={"what": f"regel {n}"})
    return covenant_id, actor


def _party(doing: act.Act, organisation_id: str, kind: str, text: str, today: date) -> None:
    party = doing.new(
        tables.Participation,
        organisation_id=organisation_id,
        kind=kind,
        role="facilitator" if kind == "facilitator" else "negotiator",
        status="active",
        since_on=today - timedelta(days=400),
        contact_name="Een contactpersoon",
    )
    if kind != "facilitator":
        doing.new(
            tables.Mandate,
            participation_id=party,
            decided_on=today,
            valid_from=today - timedelta(days=10),
            valid_until=today + timedelta(days=365),
        )
    rows = checklist.checklist().requirements.values()
    asked = [
        r
        for r in rows
        if PartyKind(kind) in r.mandatory | r.optional and r.stage in ("initiative", "negotiation")
    ]
    for row in asked if kind == "facilitator" else asked[-TWELVE:]:
        doing.new(
            tables.Requirement,
            participation_id=party,
            code=row.id,
            text_version_id=text if row.repeat == "per_version" else "",
            status="accepted",
            outcome=OUTCOMES.get(row.id),
            visibility=str(row.visibility),
            on=today,
        )


NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
"""A fixed moment, so that the pages measured are the same in every run."""
