"""A covenant with something in every register, and a way to put one in any stage."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from tests import cast
from tracker import policy
from tracker.commands import (
    act,
    assignments,
    cases,
    decisions,
    mandates,
    objections,
    plans,
    requirements,
    reservations,
    seats,
    shares,
    signatures,
    texts,
)
from tracker.store import tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
BEGAN = date(2025, 1, 13)
OWN, RIVAL, UNION, NGO, MINISTRY = (
    "platform-apparatuur",
    "branche-elektronica",
    "vakbond-techniek",
    "schone-mijnen",
    "ministerie-wereldhandel",
)
SECRETS = {
    "mandate": "niet verder dan drie jaar op artikel vijf",
    "clause": "5 lid 2",
    "objection": "Zonder mijnen in de lijst is de herkomst niet te controleren.",
    "condition": "Mits het ministerie de helft van het secretariaat betaalt.",
    "text": "Bedrijven maken openbaar uit welke smelterijen zij afnemen.",
    "holder": "Ada Lindhout",
    "case": "Lonen in de fabriek in Voorbeeldstad",
    "share": "12,34",
    "decision": "De stuurgroep wil de bureaukosten niet noemen.",
}
"""What stands in one register each; whoever may not read it must not find it anywhere."""


@dataclass
class Scene:
    """The play with the ids of what was recorded."""

    play: cast.Play
    ids: dict[str, str] = field(default_factory=dict)

    def party(self, slug: str) -> str:
        return self.play.parties[slug]


def put_in(session: Session, play: cast.Play, stage: str, now: datetime = NOW) -> None:
    """Put a covenant in a stage, past its gates: how it gets there is proved elsewhere."""
    doing = act.Act(session, play.facilitator, play.id, deed="covenant.move", now=now)
    doing.change(tables.Covenant, play.id, stage=stage)
    doing.record("covenant.move", level="public", says={"new": stage})


def table(session: Session, play: cast.Play, number: str, now: datetime = NOW, note: str = "") -> str:
    """A version that lies on the table."""
    text_id = draft(session, play, number, now, note)
    texts.table(session, play.facilitator, play.id, text_id, now=now, on=date(2026, 1, 12))
    return text_id


def draft(session: Session, play: cast.Play, number: str, now: datetime = NOW, note: str = "") -> str:
    """A version that is only a draft."""
    variants = {
        "nl": texts.Variant(f"# Artikel 5\n\n{SECRETS['text']}\n\n1. Een\n2. Twee"),
        "en": texts.Variant("Art. 5"),
    }
    receipt = texts.add(
        session, play.facilitator, play.id, number=number, variants=variants, now=now, note=note
    )
    return receipt.id


def final(session: Session, play: cast.Play, number: str = "1.0", now: datetime = NOW) -> str:
    """A version that is frozen."""
    text_id = table(session, play, number, now)
    texts.freeze(session, play.facilitator, play.id, text_id, now=now, on=date(2026, 2, 2))
    return text_id


def answer(session: Session, play: cast.Play, slug: str, code: str, outcome: str | None = None) -> None:
    """A party's answer, handed in by itself and accepted by the facilitator."""
    own = play.parties[slug]
    speaker = play.facilitator if slug == "ketenbureau" else play.speaker(slug)
    requirements.submit(
        session, speaker, play.id, own, code, now=NOW, text="Zie het besluit.", outcome=outcome
    )
    requirements.accept(session, play.facilitator, play.id, own, code, now=NOW)


def object_to(session: Session, play: cast.Play, slug: str = NGO, severity: str = "fundamental") -> str:
    """An objection by a party itself."""
    return objections.raise_(
        session,
        play.speaker(slug),
        play.id,
        participation_id=play.parties[slug],
        severity=severity,
        clause=SECRETS["clause"],
        reason=SECRETS["objection"],
        resolution="Mijnen terug in lid 2.",
        on=date(2026, 2, 10),
        now=NOW,
    ).id


def mandate(session: Session, play: cast.Play, slug: str = OWN, actor: policy.Actor | None = None) -> str:
    """A mandate recorded by the party itself."""
    return mandates.record(
        session,
        actor or play.speaker(slug),
        play.id,
        participation_id=play.parties[slug],
        body="Bestuur",
        decided_on=date(2025, 2, 3),
        valid_from=date(2025, 2, 3),
        valid_until=date(2026, 12, 31),
        substance=SECRETS["mandate"],
        now=NOW,
    ).id


def reserve(session: Session, play: cast.Play, slug: str = UNION) -> str:
    """A reservation by a party itself."""
    return reservations.raise_(
        session,
        play.speaker(slug),
        play.id,
        participation_id=play.parties[slug],
        condition=SECRETS["condition"],
        deadline=date(2026, 4, 1),
        responsible_id=play.parties[MINISTRY],
        now=NOW,
    ).id


def sign(session: Session, play: cast.Play, text_id: str, slug: str = OWN, **values: Any) -> str:
    """A signature under a version."""
    given: dict[str, Any] = {
        "participation_id": play.parties[slug],
        "text_version_id": text_id,
        "signatory_name": "Otto van Dalen",
        "signatory_function": "voorzitter",
        "signed_on": date(2026, 2, 16),
        "manner": "wet",
        "authority_shown": True,
        "now": NOW,
    }
    return signatures.record(session, play.facilitator, play.id, **{**given, **values}).id


def full(session: Session) -> Scene:
    """Everything at once, in the implementation stage."""
    play = cast.covenant(session, NOW - timedelta(days=1), company=True, supporter=True, on=BEGAN)
    scene = Scene(play)
    nadia = play.facilitator
    plans.describe(session, nadia, play.id, now=NOW, threshold_companies=35, threshold_share=Decimal("0.30"))
    put_in(session, play, "negotiation")
    keep = scene.ids.__setitem__
    steps: dict[str, Callable[[], str]] = {
        "mandate": lambda: mandate(session, play),
        "rival_mandate": lambda: mandate(session, play, RIVAL),
        "old_text": lambda: table(session, play, "0.4"),
        "text": lambda: table(session, play, "1.0", note="Na de derde ronde"),
        "objection": lambda: object_to(session, play),
        "ordinary": lambda: object_to(session, play, UNION, "ordinary"),
        "reservation": lambda: reserve(session, play),
    }
    for name, step in steps.items():
        keep(name, step())
    for slug in (OWN, RIVAL, UNION):
        answer(session, play, slug, "NEG-05", "yes")
    answer(session, play, RIVAL, "NEG-10", "yes")
    texts.freeze(session, nadia, play.id, scene.ids["text"], now=NOW, on=date(2026, 2, 2))
    put_in(session, play, "signing")
    keep("signature", sign(session, play, scene.ids["text"]))
    keep("void", sign(session, play, scene.ids["text"], RIVAL))
    signatures.void(
        session, nadia, play.id, scene.ids["void"], reason="De ondertekenaar was niet bevoegd.", now=NOW
    )
    company = play.parties["noordwand"]
    shares.record(session, nadia, play.id, participation_id=company, share=Decimal("0.1234"), now=NOW)
    chair = seats.fill(session, nadia, play.id, holder_name="Wim Oostra", chair=True, from_on=BEGAN, now=NOW)
    seat = seats.fill(
        session,
        nadia,
        play.id,
        holder_name=SECRETS["holder"],
        delegation="trade_union",
        participation_id=play.parties[UNION],
        from_on=BEGAN,
        now=NOW,
    )
    keep("chair", chair.id)
    keep("seat", seat.id)
    plans.plan(session, nadia, play.id, stage="closing", planned_on=date(2030, 7, 1), now=NOW)
    plans.set_term(session, nadia, play.id, effective_on=date(2026, 3, 1), ends_on=date(2031, 2, 28), now=NOW)
    put_in(session, play, "implementation")
    decision = decisions.record(
        session,
        nadia,
        play.id,
        decision="data_retention",
        value="destroy",
        on=TODAY,
        body="Stuurgroep",
        note=SECRETS["decision"],
        now=NOW,
    )
    keep("decision", decision.id)
    case = cases.open_(
        session, nadia, play.id, kind="complaint", title=SECRETS["case"], received_on=TODAY, now=NOW
    )
    keep("case", case.id)
    chair_of = assignments.assign(
        session, nadia, play.id, email="joris@fictief.example", role="chair", now=NOW
    )
    keep("assignment", chair_of.id)
    return scene
