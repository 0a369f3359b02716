"""Starting a covenant and moving its stage."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Session

from tracker import errors, policy
from tracker.commands import act, passing
from tracker.locale import N_
from tracker.store import dossiers, facts, ledger, tables
from workflows import engine, loading

WORKFLOW = "imvo-2"
"""What new covenants begin on; running ones stay on theirs (docs/adr/0011)."""
QUORUM = {"sector_association": 1, "trade_union": 1, "ngo": 1, "government": 1}
"""Default quorum per party kind of G1-1 (`domain.md` section 3)."""


def slug_of(name: str) -> str:
    """A name as it stands in an address."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "convenant"


def _free_slug(session: Session, name: str) -> str:
    wanted = slug_of(name)
    taken = set(
        session.execute(
            sa.select(tables.Covenant.slug).where(tables.Covenant.slug.startswith(wanted))  # type: ignore[call-overload]
        ).scalars()
    )
    number = 1
    while (slug := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return slug


def start(
    session: Session,
    actor: policy.Actor,
    *,
    now: datetime,
    name_nl: str,
    name_en: str = "",
    key: act.Key | None = None,
    sector_nl: str = "",
    sector_en: str = "",
    risk_sectors: Sequence[str] = (),
    facilitated_by: str = "SER",
    prior_activities: str = "",
    scope: str = "",
    risk_themes: Sequence[str] = (),
    countries: Sequence[str] = (),
    sdgs: Sequence[int] = (),
    companies_sign: bool = True,
    quorum: Mapping[str, int] | None = None,
    threshold_companies: int | None = None,
    threshold_share: Decimal | None = None,
    predecessor_id: str | None = None,
    started_on: date | None = None,
    fictional: bool = False,
    slug: str | None = None,
    covenant_id: str | None = None,
) -> act.Receipt:
    """Open a track in its first stage and assign whoever started it as its facilitator."""
    act.allow(policy.relations(actor), "covenant.start")
    if not name_nl.strip():
        raise errors.Invalid({"name_nl": N_("Vul dit in.")})
    if key is not None and (known := ledger.known_receipt(session, key.value)) is not None:
        if (known.account, known.deed, known.body_hash) != (actor.id, "covenant.start", key.body):
            raise errors.Invalid({"key": act.USED})
        return act.Receipt(known.log, known.seq, id=known.log, again=True)
    today = now.astimezone(dossiers.AMSTERDAM).date()
    if started_on is not None:
        act.not_future("started_on", started_on, today)
    workflow = loading.workflow(WORKFLOW)
    covenant_id = covenant_id or tables.Covenant(slug="", name_nl="", name_en="").id
    ledger.open_log(session, covenant_id)
    doing = act.Act(session, actor, covenant_id, deed="covenant.start", now=now, key=key)
    doing.new(
        tables.Covenant,
        id=covenant_id,
        slug=slug or _free_slug(session, name_nl),
        name_nl=name_nl.strip(),
        name_en=name_en.strip() or name_nl.strip(),
        sector_nl=sector_nl,
        sector_en=sector_en or sector_nl,
        risk_sectors=list(risk_sectors),
        workflow=workflow.id,
        stage=workflow.initial,
        facilitated_by=facilitated_by,
        prior_activities=prior_activities,
        scope=scope,
        risk_themes=list(risk_themes),
        countries=list(countries),
        sdgs=list(sdgs),
        companies_sign=companies_sign,
        quorum=dict(QUORUM if quorum is None else quorum),
        threshold_companies=threshold_companies,
        threshold_share=threshold_share,
        predecessor_id=predecessor_id,
        started_on=(started_on or today).isoformat(),
        fictional=fictional,
    )
    doing.new(
        tables.Assignment,
        account_id=actor.id or None,
        person_name=actor.name,
        role="facilitator",
        from_on=min(started_on or today, today),
    )
    return doing.record(
        "covenant.start",
        on=started_on,
        level="public",
        subject="covenant",
        says={"name": name_nl, "new": workflow.initial},
        id=covenant_id,
    )


def move(
    session: Session,
    actor: policy.Actor,
    covenant_id: str,
    action: str,
    *,
    now: datetime,
    on: date | None = None,
    note: str = "",
    overrides: Mapping[str, str] | None = None,
    valid_until: Mapping[str, date] | None = None,
    seen: int | None = None,
    key: act.Key | None = None,
) -> act.Receipt:
    """Take a step between stages, forward through its gate or back with a note.

    `overrides` maps condition ids to reasons for passing them, given with this very move. The findings of every
    condition are stored with the move; a passed one that needed a deadline becomes a reservation of
    every party it waits for (`domain.md` G2-6). Raises `GateClosed` with all findings, `WrongState`,
    `Stale`, `Forbidden` or `Invalid`; then nothing was changed.
    """
    doing, dossier = act.begin(
        session, actor, covenant_id, deed="covenant.move", now=now, seen=seen, key=key, subject="covenant"
    )
    if doing.done:
        return doing.done
    covenant, day = dossier.covenant, on or dossier.today
    act.not_future("on", day, dossier.today)
    act.not_before("on", day, [m.on for m in dossier.every(tables.StageMove)])
    workflow = loading.workflow(covenant.workflow)
    step = workflow.actions.get(action)
    if step is None or step.ends_track:
        raise errors.NotFound
    if covenant.track_status != "active":
        raise errors.WrongState(N_("Het traject loopt niet. Hervat het eerst; daarna kan de fase wijzigen."))
    if step.needs_note:
        act.long_enough("note", note)
    known = facts.gather(dossier)
    given = passing.given(step, known, overrides or {}, valid_until or {}, actor)
    try:
        moved = engine.advance(
            workflow, action, covenant.stage, known, (*facts.overrides_of(dossier), *given)
        )
    except engine.Refused as refused:
        raise errors.GateClosed(action, refused.findings) from None
    except engine.WrongState:
        raise errors.WrongState(N_("Deze stap begint niet in de huidige fase.")) from None
    for one in given:
        passing.write(doing, one, action)
    passing.reserve(doing, dossier, moved.findings)
    doing.change(tables.Covenant, covenant_id, stage=moved.to)
    doing.new(
        tables.StageMove,
        action=action,
        from_stage=moved.from_,
        to_stage=moved.to,
        on=day,
        at=now,
        by_name=actor.name,
        note=note,
        findings=act.findings_json(moved.findings),
    )
    return doing.record(
        "covenant.move",
        on=day,
        level="public",
        subject="covenant",
        says={"old": moved.from_, "new": moved.to, "action": action},
    )
