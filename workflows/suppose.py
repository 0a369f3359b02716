"""The facts as they would be: suppositions applied to a covenant in one order, with nothing written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast, get_args

from workflows import ballots, calendar, checklist, engine, facts, norms, reframing, spelling, suppositions
from workflows.parties import PartyKind
from workflows.suppositions import Supposition

DEFAULT_QUORUM = {
    PartyKind.SECTOR_ASSOCIATION: 1,
    PartyKind.TRADE_UNION: 1,
    PartyKind.NGO: 1,
    PartyKind.GOVERNMENT: 1,
}
BEST = {"NEG-07": "positive", "NEG-10": "yes", "NEG-11": "yes"}
"""The outcome with which something is accepted unless told otherwise; other things have none."""
SIGNED, AUTHORITY = "SIG-02", "SIG-01"
REASON = "Stel dat deze voorwaarde wordt gepasseerd."


def apply(
    known: facts.Facts, given: Iterable[Supposition], asked: checklist.Checklist | None = None
) -> facts.Facts:
    """The same covenant if all of this were so. What cannot be (an unknown party, a text that is not
    there) changes nothing. The order in which they are given does not matter."""
    ordered = spelling.in_order(given)
    known = reframing.reframed(known, ordered, asked or checklist.checklist())
    known = _answered(known, ordered)
    for one in ordered:
        if type(one) in REST:
            known = REST[type(one)](known, one)
    return known


def overrides(
    known: facts.Facts, given: Iterable[Supposition], standing: Iterable[engine.Override] = ()
) -> tuple[engine.Override, ...]:
    """The passed conditions, with those that are supposed to be; a deadline lies a year ahead."""
    until = calendar.anniversary(known.today, 1)
    supposed = [s.condition for s in given if isinstance(s, suppositions.Passed)]
    return (*standing, *(engine.Override(c, REASON, "", known.today, until) for c in supposed))


def examined(
    workflow: engine.Workflow,
    action: str,
    known: facts.Facts,
    given: Iterable[Supposition],
    standing: Iterable[engine.Override] = (),
    asked: checklist.Checklist | None = None,
) -> tuple[engine.Finding, ...]:
    """Every condition of the action, if all of this were so."""
    given = tuple(given)
    then = apply(known, given, asked)
    return engine.examine(workflow, action, then, overrides(then, given, standing))


def _answered(known: facts.Facts, ordered: Iterable[Supposition]) -> facts.Facts:
    """What became of what is asked: all answers in one walk through the items."""
    answers: dict[tuple[str, str], str | None] = {}
    final = known.final_text()
    signed = []
    for s in ordered:
        if isinstance(s, suppositions.Accepted):
            answers[s.party, s.code] = s.outcome or BEST.get(s.code, "")
        elif isinstance(s, suppositions.TakenBack):
            answers[s.party, s.code] = None
        elif isinstance(s, suppositions.Signs) and (party := known.party(s.party)) is not None:
            company = party.kind is PartyKind.COMPANY
            if company or final is not None:
                answers[s.party, reframing.DECLARED if company else SIGNED] = ""
            if final is not None and not company:
                signed.append(facts.Signature(s.party, final.id, known.today, "wet", True))
    new = [p.id for p in known.parties if p.id.startswith(reframing.COMPANY)]
    answers |= {(party, code): "" for party in new for code in (reframing.DECLARED, AUTHORITY)}
    if not answers:
        return known
    last: dict[tuple[str, str], int] = {}
    for i in known.items:
        key = (i.party_id, i.code)
        if key in answers:
            last[key] = max(last.get(key, 0), i.cycle or 0)
    return _pledged(
        replace(
            known,
            items=tuple(
                _answer(i, answers[key])
                if (key := (i.party_id, i.code)) in answers and (i.cycle or 0) == last[key]
                else i
                for i in known.items
            ),
            signatures=known.signatures + tuple(s for s in signed if s not in known.signatures),
        ),
        answers,
    )


def _answer(item: facts.Item, outcome: str | None) -> facts.Item:
    if outcome is None:
        return replace(item, status="in_progress", outcome=None, open_conditions=0, valid_until=None)
    return replace(
        item, status="accepted", outcome=outcome or None, open_conditions=0, valid_until=None,
        waits_for_secretariat=False,
    )  # fmt: skip


def _pledged(known: facts.Facts, answers: Mapping[tuple[str, str], str | None]) -> facts.Facts:
    """Companies count from their declaration: with the share recorded for them, when there is one."""
    told = {party: said for (party, code), said in answers.items() if code == reframing.DECLARED}
    have = {p.party_id for p in known.pledges}
    kept = tuple(p for p in known.pledges if told.get(p.party_id, "") is not None)
    new = tuple(
        facts.CompanyPledge(i.party_id, known.shares.get(i.party_id, Decimal(0)))
        for i in known.items
        if i.code == reframing.DECLARED and told.get(i.party_id) is not None and i.party_id not in have
    )
    return replace(known, pledges=kept + new)


# The rest says one thing about the covenant each.


def _void(known: facts.Facts, s: suppositions.SignatureVoid) -> facts.Facts:
    final = known.final_text()
    kept = tuple(
        x for x in known.signatures if x.party_id != s.party or final is None or x.version_id != final.id
    )
    return replace(known, signatures=kept)


def _shown(known: facts.Facts, s: suppositions.AuthorityShown) -> facts.Facts:
    return replace(
        known,
        signatures=tuple(
            replace(x, authority_shown=True) if x.party_id == s.party else x for x in known.signatures
        ),
    )


def _mandate(known: facts.Facts, s: suppositions.MandateUntil) -> facts.Facts:
    if known.party(s.party) is None:
        return known
    new = facts.Mandate(s.party, min(known.today, s.until), s.until)
    return replace(known, mandates=(*known.mandates, new))


def _no_objection(known: facts.Facts, s: suppositions.ObjectionClosed) -> facts.Facts:
    return replace(
        known,
        objections=tuple(replace(o, open=False) if o.party_id == s.party else o for o in known.objections),
    )


def _objection(known: facts.Facts, s: suppositions.ObjectionRaised) -> facts.Facts:
    if known.party(s.party) is None:
        return known
    new = facts.Objection(s.party, "fundamental", True, known.today)
    return replace(known, objections=(*known.objections, new))


def _no_reservation(known: facts.Facts, s: suppositions.ReservationClosed) -> facts.Facts:
    return replace(
        known,
        reservations=tuple(
            replace(r, open=False) if r.party_id == s.party else r for r in known.reservations
        ),
    )


def _reservation(known: facts.Facts, s: suppositions.ReservationRaised) -> facts.Facts:
    if known.party(s.party) is None:
        return known
    return replace(known, reservations=(*known.reservations, facts.Reservation(s.party, True)))


def _share(known: facts.Facts, s: suppositions.TotalShare) -> facts.Facts:
    """The sum is what is supposed, so whose share it is does not matter: the first company carries it."""
    rest, pledges = s.share, []
    for pledge in known.pledges:
        party = known.party(pledge.party_id)
        if party is not None and party.counts:
            pledge, rest = replace(pledge, share=rest), Decimal(0)
        pledges.append(pledge)
    return replace(known, pledges=tuple(pledges))


def _threshold(known: facts.Facts, s: suppositions.ThresholdSet) -> facts.Facts:
    return replace(known, threshold=facts.Threshold(s.companies or None, s.share or None))


def _quorum(known: facts.Facts, s: suppositions.QuorumSet) -> facts.Facts:
    return replace(known, quorum={**(known.quorum or DEFAULT_QUORUM), s.kind: s.least})


def _seat(known: facts.Facts, s: suppositions.SeatFilled) -> facts.Facts:
    chair = s.delegation == "chair"
    if not chair and s.delegation not in set(PartyKind):
        return known
    new = facts.Seat(None if chair else PartyKind(s.delegation), chair, True)
    return replace(known, seats=(*known.seats, new))


DECISIONS = {
    "ending": "ending_decided_on",
    "final_evaluation": "final_evaluation_on",
    "evaluation_response": "evaluation_response_on",
    "follow_up": "follow_up",
    "data_retention": "data_retention",
}


def _decided(known: facts.Facts, s: suppositions.Decided) -> facts.Facts:
    if (name := DECISIONS.get(s.subject)) is None:
        return known
    changes: dict[str, Any] = {name: known.today if name.endswith("_on") else s.value}
    return replace(known, **changes)


def _track(status: str) -> Callable[[facts.Facts, Any], facts.Facts]:
    return lambda known, _: (
        replace(known, track_status=status) if known.track_status in ("active", "paused") else known
    )


def _speaks(known: facts.Facts, s: suppositions.Speaks) -> facts.Facts:
    if known.party(s.party) is None or s.value not in get_args(ballots.Value):
        return known
    voice = ballots.Voice(cast(ballots.Value, s.value), known.today)
    return replace(known, voices={**known.voices, s.party: voice})


def _covered(known: facts.Facts, s: suppositions.NormsCovered) -> facts.Facts:
    del s
    text = reframing.current_text(known)
    codes = frozenset(norms.CODES)
    return replace(known, texts=tuple(replace(t, norms=codes) if t is text else t for t in known.texts))


def _condition(known: facts.Facts, s: suppositions.ConditionMet) -> facts.Facts:
    """A condition of a party that left is the facilitator's, as `signing_conditions_met` has it."""

    def whose(condition: facts.SigningCondition) -> str:
        party = known.party(condition.party_id)
        return condition.party_id if party is not None and party.counts else ""

    return replace(
        known,
        signing_conditions=tuple(
            replace(c, open=False) if whose(c) == s.party else c for c in known.signing_conditions
        ),
    )


REST: Mapping[type[Any], Callable[[facts.Facts, Any], facts.Facts]] = {
    suppositions.SignatureVoid: _void,
    suppositions.AuthorityShown: _shown,
    suppositions.MandateUntil: _mandate,
    suppositions.ObjectionClosed: _no_objection,
    suppositions.ObjectionRaised: _objection,
    suppositions.ReservationClosed: _no_reservation,
    suppositions.ReservationRaised: _reservation,
    suppositions.TotalShare: _share,
    suppositions.ThresholdSet: _threshold,
    suppositions.QuorumSet: _quorum,
    suppositions.SeatFilled: _seat,
    suppositions.Decided: _decided,
    suppositions.CasesSettled: lambda known, _: replace(
        known, cases=tuple(replace(c, open=False) for c in known.cases)
    ),
    suppositions.FacilitatorAssigned: lambda known, _: replace(known, facilitators=known.facilitators + 1),
    suppositions.SecretariatAssigned: lambda known, _: replace(known, secretariat=True),
    suppositions.Speaks: _speaks,
    suppositions.NormsCovered: _covered,
    suppositions.ConditionMet: _condition,
    suppositions.Paused: _track("paused"),
    suppositions.Resumed: _track("active"),
}
