"""What is asked of a party, as a reader may see it: a row for a list, and the panel of one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from tracker import errors, policy
from tracker.locale import N_, _
from tracker.queries import addresses, discretion, evidence, matrix
from tracker.store import asked, coverage, dossiers, facts, tables
from workflows import checklist, engine, loading
from workflows.facts import Facts, Item
from workflows.parties import Role

NEEDS_WORK = ("late", "returned", "expired", "stale", "not_started", "in_progress")
OURS = frozenset({"not_started", "in_progress", "returned", "stale", "expired"})
"""States in which the party itself has to act."""
OUTCOME_WORDS: Mapping[str, str] = {
    "yes": N_("ja"),
    "yes_if": N_("ja, mits"),
    "no": N_("nee"),
    "positive": N_("positief"),
    "negative": N_("negatief"),
}
FOUR_EYES = N_("U hoort bij deze organisatie. Een tweede facilitator beoordeelt dit stuk.")
ALONE = N_("U bent de enige facilitator: uw besluit wordt vastgelegd als ‘zelf akkoord’.")


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement in a list. `state` is the word that tells most; notes are already in words."""

    code: str
    name: str
    href: str
    status: str
    state: str
    waits: bool
    """It lies with the secretariat: handed in, or for the secretariat to deliver."""
    mandatory: bool
    due: date | None
    stopped: bool
    """The clock stands still: the track is paused."""
    cycle: int | None
    stage: str
    visibility: str
    outcome: str
    open_conditions: int
    valid_until: date | None
    reason: str
    decided_by: str
    on: date | None
    self_accepted: bool
    evidence: evidence.Revision | None
    revisions: int


def rows(dossier: dossiers.Dossier, known: Facts, items: Iterable[Item], language: str) -> list[Row]:
    """Rows for these items, which `discretion.items` has let through; needs work first."""
    listed = discretion.list_of(dossier).requirements
    stored = {
        (r.participation_id, r.code, r.cycle or None, r.text_version_id or None): r
        for r in dossier.every(tables.Requirement)
    }
    drawn = [
        _row(
            dossier,
            known,
            i,
            listed[i.code],
            stored.get((i.party_id, i.code, i.cycle, i.version_id)),
            language,
        )
        for i in items
    ]
    return sorted(drawn, key=_order)


def _order(row: Row) -> tuple[int, date, str]:
    if not row.mandatory:
        rank = 9
    elif row.state in NEEDS_WORK:
        rank = 0 if row.state == "late" else 1
    else:
        rank = {"submitted": 2, "yes_if": 3, "no": 3, "negative": 3, "accepted": 4}.get(row.state, 5)
    return rank, row.due if rank < 3 and row.due else date.max, row.code


def _row(
    dossier: dossiers.Dossier,
    known: Facts,
    item: Item,
    row: checklist.Requirement,
    stored: tables.Requirement | None,
    language: str,
) -> Row:
    full = dossier.full(str(row.visibility), item.party_id)
    told = full and stored is not None and may_read_reasons(dossier, item.party_id)
    handed = evidence.revisions(dossier, stored.id) if stored is not None else ()
    return Row(
        code=row.id,
        name=row.name[language],
        href=addresses.requirement(dossier.covenant.slug, item.party_id, row.id, item.cycle),
        status=item.status,
        state=matrix.state(item, known),
        waits=item.status == "submitted" or item.waits_for_secretariat,
        mandatory=item.mandatory,
        due=item.due,
        stopped=known.track_status == "paused",
        cycle=item.cycle,
        stage=item.stage,
        visibility=str(row.visibility),
        outcome=_(OUTCOME_WORDS[item.outcome]) if full and item.outcome else "",
        open_conditions=item.open_conditions if full else 0,
        valid_until=item.valid_until if full else None,
        reason=stored.reason or "" if told and stored else "",
        decided_by=stored.decided_by_name or "" if told and stored else "",
        on=stored.on if stored else None,
        self_accepted=stored.self_accepted if stored else False,
        evidence=handed[0] if handed else None,
        revisions=len(handed),
    )


def may_read_reasons(dossier: dossiers.Dossier, party_id: str) -> bool:
    """Why something came back is for the table, also where the result itself is public."""
    return dossier.full("table", party_id)


@dataclass(frozen=True, slots=True)
class Panel:
    """One requirement of one party with everything this reader may see of it and do to it."""

    slug: str
    covenant: str
    fictional: bool
    party_id: str
    party: str
    party_href: str
    stage_name: str
    action: str
    row: Row
    word: str
    acceptable: str
    version: str
    content: bool
    """Reads the content; otherwise title, status and date only."""
    revisions: tuple[evidence.Revision, ...]
    by_facilitator: bool
    behalf: bool
    """What this reader hands in is recorded on behalf of the party."""
    may_submit: bool
    may_start: bool
    may_decide: bool
    may_exempt: bool
    may_reopen: bool
    may_close: bool
    may_due: bool
    warning: str
    fields: tuple[evidence.Field, ...]
    check_path: str
    """Where the clauses are pointed at from which the outcome of this one is computed; else empty."""
    outcomes: tuple[tuple[str, str], ...]
    seq: int
    today: date
    as_of: datetime | None
    moment: datetime


def panel(
    session: Session,
    dossier: dossiers.Dossier,
    actor: policy.Actor,
    participation_id: str,
    code: str,
    language: str,
    *,
    cycle: int | None = None,
) -> Panel:
    """The panel; `NotFound` for who may not know of it, `Forbidden` for who may know but not look."""
    known = facts.gather(dossier, language)
    target = asked.find(dossier, participation_id, code, cycle, known)
    standing = dossier.standing
    if not policy.may(standing, "requirement.read", participation_id):
        raise errors.Forbidden(policy.MAY["requirement.read"].asks)
    item = next(i for i in discretion.items(dossier, known) if i == target.item or _same(i, target.item))
    (row,) = rows(dossier, known, [item], language)
    covenant = dossier.covenant
    workflow = loading.workflow(covenant.requirement_workflow)
    steps = {a.name for a in engine.leaving(workflow, target.state)}
    live = dossier.as_of is None and covenant.track_status not in ("stopped", "succeeded")
    present = facts.standing_on(target.p, dossier.today) in ("active", "suspended")
    facilitates = policy.FACILITATOR in standing.relations

    def may(deed: str, *wanted: str) -> bool:
        return live and bool(steps & set(wanted)) and policy.may(standing, deed, participation_id)

    deciding = may("requirement.decide", "accept")
    eyes = _eyes(session, dossier, actor, target) if deciding or may("requirement.exempt", "waive") else ""
    lends = present and (target.row.by != "FAC" or facilitates) and not _homeless(target)
    texts = {t.id: t.number for t in dossier.every(tables.TextVersion)}
    name = covenant.name_en if language == "en" else covenant.name_nl
    submit = lends and may("requirement.submit", "submit")
    computed = coverage.outcome(dossier, target.item.version_id) if code == coverage.CHECK else None
    check = f"{addresses.covenant(covenant.slug)}/teksten/{target.item.version_id}/toets" if computed else ""
    type_ = target.row.evidence
    return Panel(
        slug=covenant.slug,
        covenant=name,
        fictional=covenant.fictional,
        party_id=participation_id,
        party=dossier.name_of(participation_id, language),
        party_href=addresses.party(covenant.slug, participation_id),
        stage_name=loading.workflow(covenant.workflow).states[target.row.stage][language],
        action=addresses.requirement(covenant.slug, participation_id, code, None),
        row=row,
        word=_(evidence.TYPES[type_][0]),
        acceptable=_(evidence.TYPES[type_][1]),
        version=texts.get(target.item.version_id or "", ""),
        content=dossier.full(str(target.row.visibility), participation_id)
        and policy.may(standing, "evidence.read", participation_id),
        revisions=evidence.revisions(dossier, target.stored.id) if target.stored else (),
        by_facilitator=target.row.by == "FAC",
        behalf=facilitates
        and participation_id not in standing.own
        and target.row.by != "FAC"
        and target.p.role != Role.FACILITATOR,
        may_submit=submit,
        may_start=lends and may("requirement.submit", "start"),
        may_decide=deciding and eyes != FOUR_EYES,
        may_exempt=may("requirement.exempt", "waive") and eyes != FOUR_EYES,
        may_reopen=may("requirement.exempt", "reopen"),
        may_close=live and row.open_conditions > 0 and policy.may(standing, "requirement.decide"),
        may_due=live and row.status not in ("accepted", "waived", "not_applicable")
        and policy.may(standing, "requirement.decide"),
        warning=_(eyes) if eyes else "",
        fields=evidence.FIELDS[type_] if submit else (),
        check_path=check,
        outcomes=evidence.OUTCOMES.get(type_, ()) if submit and not computed else (),
        seq=dossier.seq,
        today=dossier.today,
        as_of=dossier.as_of,
        moment=dossier.moment,
    )  # fmt: skip


def _same(one: Item, other: Item) -> bool:
    """The same thing asked, also when what is told of it was faded."""
    return (one.party_id, one.code, one.cycle) == (other.party_id, other.code, other.cycle)


def _homeless(target: asked.Target) -> bool:
    """Bound to a text version while none is on the table."""
    return target.row.repeat == "per_version" and target.item.version_id is None


def _eyes(session: Session, dossier: dossiers.Dossier, actor: policy.Actor, target: asked.Target) -> str:
    """Why this reader may not decide, or decides alone; empty when neither."""
    seen = asked.eyes(session, dossier, actor, target)
    findings = engine.examine(loading.workflow(dossier.covenant.requirement_workflow), "accept", seen)
    if any(f.condition.check == "four_eyes" and not f.passes for f in findings):
        return FOUR_EYES
    return ALONE if target.facilitators_own and seen.decider_submitted else ""
