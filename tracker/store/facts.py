"""Gathers `workflows.facts.Facts` from a dossier: the one bridge from rows to the foundation."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tracker.store import dossiers, tables, voices
from workflows import calendar, checklist, counting, engine, facts
from workflows.parties import ParticipationStatus, PartyKind, Role


def gather(dossier: dossiers.Dossier, language: str = "nl") -> facts.Facts:
    """Everything conditions may look at, on the dossier's day. The same rows give the same facts, so
    they are gathered once per dossier and language."""
    if language not in dossier.known:
        dossier.known[language] = _gathered(dossier, language)
    return dossier.known[language]


def _gathered(dossier: dossiers.Dossier, language: str) -> facts.Facts:
    covenant = dossier.every(tables.Covenant)[0]
    today = dossier.today
    parties = parties_of(dossier, language)
    texts = texts_of(dossier)
    cycles = cycles_of(covenant, today)
    rule, asked_about = voices.rule_of(covenant), current_text(texts)
    decisions = {d.subject: d for d in dossier.every(tables.Decision)}
    assigned = [a for a in dossier.every(tables.Assignment) if _holds(a.from_on, a.until_on, today)]
    return facts.Facts(
        today=today,
        stage=covenant.stage,
        track_status=covenant.track_status,
        parties=parties,
        items=items_of(dossier, parties, texts, cycles),
        quorum={PartyKind(k): n for k, n in covenant.quorum.items()},
        mandates=tuple(
            facts.Mandate(m.participation_id, m.valid_from, m.valid_until)
            for m in dossier.every(tables.Mandate)
            if m.ended_on is None or m.ended_on > today
        ),
        texts=texts,
        objections=tuple(
            facts.Objection(o.participation_id, o.severity, o.status == "open", o.raised_on, o.clause or "")
            for o in dossier.every(tables.Objection)
        ),
        reservations=tuple(
            facts.Reservation(r.participation_id, r.status == "open", r.deadline)
            for r in dossier.every(tables.Reservation)
        ),
        signatures=tuple(
            facts.Signature(s.participation_id, s.text_version_id, s.signed_on, s.manner, s.authority_shown)
            for s in dossier.every(tables.Signature)
            if s.void_on is None
        ),
        pledges=pledges_of(dossier, parties, today),
        shares=shares_of(dossier, today),
        threshold=facts.Threshold(covenant.threshold_companies, covenant.threshold_share),
        seats=tuple(
            facts.Seat(
                PartyKind(s.delegation) if s.delegation else None,
                s.chair,
                s.from_on <= today and (s.until_on is None or s.until_on >= today),
            )
            for s in dossier.every(tables.Seat)
        ),
        cases=tuple(facts.Case(c.status == "open", c.destination) for c in dossier.every(tables.CaseFile)),
        cycles=cycles,
        facilitators=sum(a.role == "facilitator" for a in assigned),
        secretariat=bool(covenant.secretariat) or any(a.role == "secretariat" for a in assigned),
        effective_on=covenant.effective_on,
        ends_on=covenant.ends_on,
        ending_decided_on=_on(decisions, "ending"),
        final_evaluation_on=_on(decisions, "final_evaluation"),
        evaluation_response_on=_on(decisions, "evaluation_response"),
        follow_up=_value(decisions, "follow_up"),
        data_retention=_value(decisions, "data_retention"),
        consent_rule=rule,
        voices=voices.of_text(dossier, asked_about.id, rule) if rule and asked_about else {},
        weights=voices.weights(dossier) if rule else {},
        signing_conditions=voices.signing_conditions(dossier),
    )


def _holds(from_on: date, until_on: date | None, today: date) -> bool:
    return from_on <= today and (until_on is None or until_on >= today)


def _on(decisions: Mapping[str, tables.Decision], subject: str) -> date | None:
    found = decisions.get(subject)
    return found.on if found else None


def _value(decisions: Mapping[str, tables.Decision], subject: str) -> str | None:
    found = decisions.get(subject)
    return found.value or None if found else None


def parties_of(dossier: dossiers.Dossier, language: str = "nl") -> tuple[facts.Party, ...]:
    """Every participation, with the organisation's name in the language asked for."""
    covenant = dossier.every(tables.Covenant)[0]
    return tuple(
        facts.Party(
            id=p.id,
            name=dossier.name_of(p.id, language),
            kind=PartyKind(p.kind),
            role=Role(p.role),
            status=standing_on(p, dossier.today),
            since=p.since_on,
            until=p.until_on,
            signed_on=p.signed_on,
            joined_stage=p.joined_stage,
            profile=p.profile,
            recorded=not (p.imported and covenant.imported),
        )
        for p in dossier.every(tables.Participation)
    )


def standing_on(participation: tables.Participation, day: date) -> ParticipationStatus:
    """The status on a day: a withdrawal with a later effective date leaves the party active until then."""
    status = ParticipationStatus(participation.status)
    ending = {ParticipationStatus.WITHDRAWN, ParticipationStatus.EXPELLED, ParticipationStatus.CEASED}
    if status in ending and participation.until_on is not None and participation.until_on > day:
        return ParticipationStatus.ACTIVE
    return status


def texts_of(dossier: dossiers.Dossier) -> tuple[facts.Text, ...]:
    """Text versions in the order they were recorded."""
    ruled = bool(dossier.every(tables.Covenant)[0].consent_rule)
    return tuple(
        facts.Text(
            t.id,
            t.number,
            t.status,
            reopened=t.status == "tabled" and t.final_on is not None,
            proposer_id=t.proposer_id,
            answer_by=voices.last_day(dossier, t) if ruled else t.answer_by,
            # Only of the final version does a condition ask what is in it.
            clauses=voices.clauses_of(dossier, t.id) if t.status == "final" else 0,
            norms=voices.norms_of(dossier, t.id) if t.status == "final" else frozenset(),
        )
        for t in dossier.every(tables.TextVersion)
    )


def current_text(texts: tuple[facts.Text, ...]) -> facts.Text | None:
    """The version that answers are asked on: the final one, or else the newest on the table."""
    finals = [t for t in texts if t.status == "final"]
    tabled = [t for t in texts if t.status == "tabled"]
    return finals[-1] if finals else tabled[-1] if tabled else None


def cycles_of(covenant: tables.Covenant, today: date) -> tuple[facts.Cycle, ...]:
    """Covenant years from entry into force; of an open-ended term those that have begun."""
    return calendar.covenant_years(covenant.effective_on, covenant.ends_on, until=today)


def items_of(
    dossier: dossiers.Dossier,
    parties: tuple[facts.Party, ...],
    texts: tuple[facts.Text, ...],
    cycles: tuple[facts.Cycle, ...],
) -> tuple[facts.Item, ...]:
    """What is asked of every party and what became of it, with the date it is due."""
    covenant = dossier.every(tables.Covenant)[0]
    rows = {
        (r.participation_id, r.code, r.cycle or None, r.text_version_id or None): checklist.Touched(
            r.status, r.outcome, r.open_conditions, r.due_on, r.valid_until
        )
        for r in dossier.every(tables.Requirement)
    }
    version = current_text(texts)
    moves = dossier.every(tables.StageMove)
    planned = planned_dates(dossier)
    following = dict(zip(facts.STAGES, facts.STAGES[1:], strict=False))
    by_stage = {stage: planned.get(following.get(stage, "")) for stage in facts.STAGES}
    ends = {c.number: c.ends_on for c in cycles}

    def due(one: checklist.Expected) -> date | None:
        return by_stage[one.stage] if one.cycle is None else ends.get(one.cycle)

    return checklist.build_items(
        checklist.checklist(covenant.checklist),
        parties,
        rows,
        stage=covenant.stage,
        current_text_id=version.id if version else None,
        cycles_started=calendar.started(cycles, dossier.today),
        today=dossier.today,
        stages_reached={m.to_stage for m in moves} | {m.from_stage for m in moves},
        imported_stage=covenant.imported_stage,
        imported_on=covenant.recorded_since,
        due=due,
    )


def planned_dates(dossier: dossiers.Dossier) -> dict[str, date]:
    """The newest planned date per stage; earlier plans stay in the register."""
    return {p.stage: p.on for p in dossier.every(tables.PlannedDate)}


def pledges_of(
    dossier: dossiers.Dossier, parties: tuple[facts.Party, ...], today: date
) -> tuple[facts.CompanyPledge, ...]:
    """Companies that signed their declaration and still take part, with their share on this day."""
    shares = shares_of(dossier, today)
    declared = {
        r.participation_id
        for r in dossier.every(tables.Requirement)
        if r.code == "SIG-03" and r.status == "accepted"
    }
    return tuple(
        facts.CompanyPledge(p.id, shares.get(p.id, Decimal(0)))
        for p in parties
        if p.kind is PartyKind.COMPANY and p.counts and p.id in declared
    )


def shares_of(dossier: dossiers.Dossier, today: date) -> dict[str, Decimal]:
    """Each company's share of the market on this day, the newest that has begun."""
    shares: dict[str, Decimal] = {}
    for row in sorted(dossier.every(tables.MarketShare), key=lambda r: r.from_on):
        if row.from_on <= today:
            shares[row.participation_id] = row.share
    return shares


def overrides_of(dossier: dossiers.Dossier) -> tuple[engine.Override, ...]:
    """Conditions passed with a reason that was not withdrawn; whether one counts, the engine decides."""
    return tuple(
        engine.Override(o.condition_id, o.reason, o.by_name, o.on, o.valid_until)
        for o in dossier.every(tables.Override)
        if o.withdrawn_on is None
    )


def pauses_of(dossier: dossiers.Dossier) -> tuple[tuple[date, date | None], ...]:
    """Stretches in which the track stood still; the last one may still run."""
    spans: list[tuple[date, date | None]] = []
    for move in dossier.every(tables.TrackMove):
        if move.to_status == "paused":
            spans.append((move.on, None))
        elif spans and spans[-1][1] is None:
            spans[-1] = (spans[-1][0], move.on)
    return tuple(spans)


def health(dossier: dossiers.Dossier, known: facts.Facts) -> str:
    """`on_track`, `attention` or `blocked`; computed here and stored nowhere (`domain.md` section 0).

    Blocked: an open fundamental objection, or an overdue item while a gate condition that may not
    be passed is open. Attention: anything overdue or returned, an objection, a late plan or a
    reservation past its deadline.
    """
    if known.track_status != "active":
        return "on_track"
    if any(o.open and o.severity == "fundamental" for o in known.objections):
        return "blocked"
    late = [i for i in known.items if i.mandatory and counting.is_overdue(i, known.today)]
    planned = planned_dates(dossier)
    position = facts.stage_index(known.stage)
    plan_late = any(on < known.today for s, on in planned.items() if facts.stage_index(s) > position)
    reservations = [r for r in known.reservations if r.open and r.deadline and r.deadline < known.today]
    returned = any(i.status in ("returned", "expired") for i in known.items if i.mandatory)
    if late and plan_late:
        return "blocked"
    if late or plan_late or reservations or returned or any(o.open for o in known.objections):
        return "attention"
    return "on_track"
