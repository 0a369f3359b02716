"""A covenant in which every refusal has something to leak, and everybody who may ask for it."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import Session

from tests import cast, registers
from tests.registers import OWN, RIVAL, UNION
from tests.web import stage_positions, stage_signing, stage_table
from tests.web.planted import SECRETS
from tracker import policy
from tracker.commands import (
    accounts,
    cases,
    covenants,
    demo_cast,
    evidence,
    leaving,
    mandates,
    participations,
    passing,
    plans,
    requirements,
    shares,
    texts,
    tracks,
)
from tracker.store import accounts as people
from tracker.store import files, tables

NOW = registers.NOW
OPENED = NOW + timedelta(minutes=20)
"""When the curtain rises: the moment the application sees."""
PASSWORD = "een lange zin met woorden"


PEOPLE = {
    "administrator": cast.ADMINISTRATOR,
    "facilitator": cast.FACILITATOR,
    "party": cast.TABLE[OWN],
    "rival": cast.TABLE[RIVAL],
    "company": cast.COMPANY,
    "supporter": cast.SUPPORTER,
    "manager": cast.MANAGER,
    "auditor": cast.AUDITOR,
    "ex-member": "lotte",
}
NEWCOMERS = {
    "facilitator elsewhere": ("", "facilitator"),
    "other company": ("lindeboom", ""),
    "invited": ("waterwacht", ""),
}


@dataclass
class Stage:
    """The covenant of the play, another one, and the ids of everything on it by name."""

    slug: str
    covenant_id: str
    elsewhere: str
    ids: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)

    def owner(self, key: str) -> str:
        return self.ids[key]


def token(actor: str) -> str:
    """The sign-in of somebody, the same in every world."""
    return f"aanmelding-van-{actor.replace(' ', '-')}"


def build(session: Session, folder: Path, differing: frozenset[str] = frozenset()) -> Stage:
    """Everything at once; the secrets named in `differing` say what they say in the other world."""
    words = {name: secret.words[name in differing] for name, secret in SECRETS.items()}
    common = {"text": "draft", "holder": "holder", "case": "case", "decision": "decision"}
    common |= {"objection": "objection", "condition": "reservation"}
    kept = dict(registers.SECRETS)
    registers.SECRETS.update({theirs: words[ours] for theirs, ours in common.items()})
    try:
        scene = registers.full(session)
    finally:
        registers.SECRETS.update(kept)
    play = scene.play
    stage = Stage(play.slug, play.id, "", dict(scene.ids))
    parties = {"party": OWN, "rival": RIVAL, "union": UNION, "company": "noordwand"}
    parties |= {"supporter": "ketenfonds", "bureau": "ketenbureau"}
    parties["ngo"] = registers.NGO
    stage.ids |= {key: play.parties[slug] for key, slug in parties.items()}
    stage.ids["organisation"] = demo_cast.organisation(session, OWN, now=NOW)
    _newcomers(session, stage, play, words)
    _elsewhere(session, stage)
    _positions(session, stage, play, words, folder)
    _companies(session, stage, play, words, folder)
    _process(session, stage, play, words)
    stage_table.plant(session, stage.ids, play, words)
    stage_positions.plant(session, stage.ids, play, words)
    stage_signing.add(session, stage, play, folder)
    _sign_in(session, stage)
    return stage


def _newcomers(session: Session, stage: Stage, play: cast.Play, words: Mapping[str, str]) -> None:
    addresses = {"facilitator elsewhere": words["email"]}
    for actor, (works_at, role) in NEWCOMERS.items():
        made = accounts.create(
            session,
            demo_cast.OPERATOR,
            now=NOW,
            email=addresses.get(actor, f"{actor.replace(' ', '-')}@fictief.example"),
            name=f"Persoon {actor}",
            roles=[role] if role else [],
        )
        stage.accounts[actor] = made
        if works_at:
            body = demo_cast.organisation(session, works_at, now=NOW)
            join = {"account_id": made, "organisation_id": body, "from_on": demo_cast.SINCE}
            stage.ids["membership"] = accounts.join(session, demo_cast.OPERATOR, now=NOW, **join)  # type: ignore[arg-type]

    def add(key: str, slug: str, kind: str, role: str, **more: object) -> None:
        body = demo_cast.organisation(session, slug, now=NOW)
        stage.ids[key] = participations.add(
            session, play.facilitator, play.id, now=NOW, organisation_id=body, kind=kind, role=role,
            **more,  # type: ignore[arg-type]
        ).id  # fmt: skip

    add("other company", "lindeboom", "company", "adhering_company", on=registers.BEGAN)
    add("invited", "waterwacht", "ngo", "negotiator", status="invited")
    add("gone", "eerlijke-fabriek", "ngo", "negotiator", on=registers.BEGAN)
    leaving.withdraw(
        session, play.facilitator, play.id, stage.ids["gone"], now=NOW, reason_class="voluntary",
        reason=words["leaving"], on=date(2026, 2, 20),
    )  # fmt: skip
    participations.describe(
        session, play.facilitator, play.id, stage.ids["party"], now=NOW,
        contact_name=words["contact"], deputy_name=words["deputy"], motivation="Omdat het samen moet.",
    )  # fmt: skip


def _elsewhere(session: Session, stage: Stage) -> None:
    greet = people.actor_for(session, stage.accounts["facilitator elsewhere"], today=NOW.date())
    assert greet is not None
    other = covenants.start(session, greet, now=NOW, name_nl="Meubelen", name_en="Furniture", fictional=True)
    stage.elsewhere = other.id


def _positions(
    session: Session, stage: Stage, play: cast.Play, words: Mapping[str, str], folder: Path
) -> None:
    own, speaker = stage.ids["party"], play.speaker(OWN)
    stage.ids["own_mandate"] = mandates.record(
        session, speaker, play.id, participation_id=own, body=words["mandate body"],
        decided_on=date(2026, 1, 5), valid_from=date(2026, 1, 5), substance=words["mandate"], now=NOW,
    ).id  # fmt: skip
    registers.draft(session, play, "1.1")
    stage.ids["draft"] = texts.add(
        session, play.facilitator, play.id, number="1.2", now=NOW,
        variants={"nl": texts.Variant(f"# {words['draft']}"), "en": texts.Variant(words["draft"])},
    ).id  # fmt: skip
    given = requirements.submit(
        session, speaker, play.id, own, "NEG-10", now=NOW, text=words["consultation note"], outcome="yes_if",
        conditions=[evidence.Condition(words["condition"], date(2026, 6, 1))],
    )  # fmt: skip
    stage.ids["consultation"] = given.id
    file = files.take(folder, io.BytesIO(words["table file"].encode()), f"{words['table file']}.txt")
    handed = requirements.submit(
        session, speaker, play.id, own, "IMP-02", cycle=1, now=NOW, title=words["table title"], file=file
    )
    stage.ids["table_evidence"] = handed.id
    reason = f"{words['returned']}: vul de bijlage aan."
    requirements.return_(session, play.facilitator, play.id, own, "IMP-02", cycle=1, now=NOW, reason=reason)


def _companies(
    session: Session, stage: Stage, play: cast.Play, words: Mapping[str, str], folder: Path
) -> None:
    company, owner = stage.ids["company"], play.company
    signing = {"on": date(2026, 2, 20), "now": NOW}
    signed = {"signatory_name": "Otto van Dalen", "signatory_function": "directeur", "manner": "wet"}
    requirements.submit(session, owner, play.id, company, "SIG-03", payload=signed, text="Akte", **signing)  # type: ignore[arg-type]
    requirements.accept(session, play.facilitator, play.id, company, "SIG-03", **signing)  # type: ignore[arg-type]
    file = files.take(folder, io.BytesIO(words["company content"].encode()), f"{words['company file']}.txt")
    handed = requirements.submit(
        session, owner, play.id, company, "IMP-03", cycle=1, now=NOW, title=words["company title"], file=file,
        payload={"rows": "12", "reference_on": "2026-01-01", "completeness": "alles"},
    )  # fmt: skip
    stage.ids["company_evidence"] = handed.id
    requirements.return_(
        session, play.facilitator, play.id, company, "IMP-03", cycle=1, now=NOW,
        reason=f"{words['company reason']}: te weinig gegevens.",
    )  # fmt: skip
    figure = Decimal(words["share"].replace(",", ".")) / 100
    for key, share in (("company", figure), ("other company", Decimal("0.40") - figure)):
        shares.record(
            session, play.facilitator, play.id, participation_id=stage.ids[key], share=share, now=NOW
        )


def _process(session: Session, stage: Stage, play: cast.Play, words: Mapping[str, str]) -> None:
    nadia, later = play.facilitator, NOW + timedelta(minutes=5)
    passing.override(session, nadia, play.id, condition_id="G4-3", reason=words["pass"], now=NOW)
    tracks.move(
        session, nadia, play.id, "pause", reason=words["pause"], review_on=date(2026, 9, 1), now=later
    )
    tracks.move(session, nadia, play.id, "resume", reason=words["pause"], now=later + timedelta(minutes=5))
    plans.plan(
        session, nadia, play.id, stage="closing", planned_on=date(2030, 9, 1), reason="x" * 20, now=later
    )
    cases.hand_over(
        session, nadia, play.id, stage.ids["case"], destination="ncp", note=words["case note"], now=NOW
    )


def _sign_in(session: Session, stage: Stage) -> None:
    """Sign-ins with tokens that are the same in every world."""
    for actor, key in PEOPLE.items():
        stage.accounts[actor] = demo_cast.account(session, key, now=NOW)
    for actor, account in stage.accounts.items():
        stage.ids[f"account of {actor}"] = account
        row = tables.Session(
            token_hash=people.token_hash(token(actor)),
            account_id=account,
            created_at=OPENED,
            seen_at=OPENED,
            expires_at=OPENED + timedelta(hours=12),
        )
        session.add(row)
        stage.ids[f"session of {actor}"] = row.id
    session.flush()


def truth(session: Session, stage: Stage, actor: str, moment: datetime = OPENED) -> policy.Standing:
    """What the program makes of somebody, with participations by their key: compared with `planted.STANDINGS`."""
    who = people.recognise(session, token(actor), moment) or policy.ANYBODY
    taking = session.execute(sa.select(tables.Participation)).scalars().all()
    found = policy.relations(
        who, stage.covenant_id, [p for p in taking if p.covenant_id == stage.covenant_id]
    )
    names = {row_id: key for key, row_id in stage.ids.items()}
    return policy.Standing(found.relations, frozenset(names[i] for i in found.own))
