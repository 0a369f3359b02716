"""Covenants in trouble: ready ones with one to ten parties, spoiled in several ways at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.workflows import ready
from workflows import calendar, consent_rules, consenting, facts, suppose, suppositions
from workflows.engine import Override
from workflows.facts import Facts
from workflows.parties import ParticipationStatus, PartyKind, Role

TODAY = ready.TODAY
DAYS = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
AHEAD = st.integers(1, 400).map(lambda n: TODAY + timedelta(days=n))
STATUSES = [
    "not_started", "in_progress", "submitted", "returned", "accepted", "stale", "waived",
    "not_applicable", "unrecorded", "expired",
]  # fmt: skip
OUTCOMES = {"NEG-07": ["positive", "negative"], "NEG-10": ["yes", "yes_if", "no"], "NEG-11": ["yes", "no"]}
KINDS = [k for k in PartyKind if k is not PartyKind.FACILITATOR]
Spoil = Callable[[st.DrawFn, Facts], Facts]


def _items(draw: st.DrawFn, known: Facts) -> Facts:
    """Some of what is asked is in another state."""
    if not known.items:
        return known
    chosen = draw(st.sets(st.integers(0, len(known.items) - 1), max_size=12))
    items = list(known.items)
    for at in chosen:
        item = items[at]
        status = draw(st.sampled_from(STATUSES))
        bound = item.repeat == "per_version"
        if status == "stale" and not bound:
            status = "returned"
        outcome = draw(st.sampled_from(OUTCOMES.get(item.code, [None])))
        items[at] = replace(
            item,
            status=status,
            outcome=outcome,
            open_conditions=1 if outcome == "yes_if" else 0,
            valid_until=draw(st.none() | AHEAD) if status in ("accepted", "waived") else None,
        )
    return replace(known, items=tuple(items))


def _status(draw: st.DrawFn, known: Facts) -> Facts:
    """A party stands still, was only invited, left, is leaving, or only supports."""
    party = draw(st.sampled_from(known.parties))
    if party.role is Role.FACILITATOR:
        return known
    how = draw(st.sampled_from(["suspended", "invited", "withdrawn", "leaving", "supporter"]))
    if how == "leaving":
        return ready.with_party(known, party.id, until=draw(AHEAD))
    if how == "supporter":
        return ready.with_party(known, party.id, role=Role.SUPPORTER)
    if how == "invited":
        known = replace(known, items=tuple(i for i in known.items if i.party_id != party.id))
    return ready.with_party(known, party.id, status=ParticipationStatus(how))


def _mandates(draw: st.DrawFn, known: Facts) -> Facts:
    """Mandates that ran out, will run out or have yet to begin."""
    return replace(
        known,
        mandates=tuple(
            replace(m, valid_from=draw(DAYS), valid_until=draw(st.none() | AHEAD))
            if draw(st.integers(0, 3)) == 0
            else m
            for m in known.mandates
            if draw(st.integers(0, 9))
        ),
    )


def _text(draw: st.DrawFn, known: Facts) -> Facts:
    """No text, only drafts, one on the table, one that was reopened."""
    texts = draw(
        st.sampled_from(
            [
                (),
                (facts.Text("v1", "0.9", "draft"),),
                (facts.Text("v1", "0.9", "tabled"), facts.Text("v2", "1.0", "tabled")),
                (facts.Text("v2", "1.0", "tabled", reopened=True),),
            ]
        )
    )
    return replace(known, texts=texts)


def _objection(draw: st.DrawFn, known: Facts) -> Facts:
    party = draw(st.sampled_from(known.parties)).id
    severity = draw(st.sampled_from(["fundamental", "ordinary"]))
    return replace(known, objections=(*known.objections, facts.Objection(party, severity, True, ready.SINCE)))


def _reservation(draw: st.DrawFn, known: Facts) -> Facts:
    party = draw(st.sampled_from(known.parties)).id
    return replace(known, reservations=(*known.reservations, facts.Reservation(party, True)))


def _signatures(draw: st.DrawFn, known: Facts) -> Facts:
    """Some did not sign, signed the wrong version, or by proxy."""
    kept = []
    for s in known.signatures:
        how = draw(st.sampled_from(["fine", "fine", "gone", "wrong", "proxy"]))
        if how != "gone":
            wrong, proxy = how == "wrong", how == "proxy"
            kept.append(
                replace(s, version_id="v1" if wrong else s.version_id, manner="proxy" if proxy else "wet")
            )
    return replace(known, signatures=tuple(kept))


def _companies(draw: st.DrawFn, known: Facts) -> Facts:
    joined = [p for p in known.parties if p.kind is PartyKind.COMPANY]
    pledges = tuple(facts.CompanyPledge(p.id, draw(st.decimals(0, "0.2", places=3))) for p in joined)
    threshold = facts.Threshold(
        draw(st.none() | st.integers(1, 40)), draw(st.none() | st.decimals(0, "0.6", places=3))
    )
    return replace(known, pledges=pledges, threshold=threshold)


def _frame(draw: st.DrawFn, known: Facts) -> Facts:
    """Seats, people, dates and decisions that are missing."""
    changes: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "seats": st.just(()),
                "facilitators": st.just(0),
                "secretariat": st.just(False),
                "final_evaluation_on": st.none(),
                "evaluation_response_on": st.none(),
                "follow_up": st.none(),
                "data_retention": st.none(),
                "track_status": st.just("paused"),
                "cases": st.just((facts.Case(True), facts.Case(True, "NCP"))),
                "quorum": st.dictionaries(st.sampled_from(KINDS), st.integers(0, 3), max_size=3),
            },
        )
    )
    return replace(known, **changes)


def _dates(draw: st.DrawFn, known: Facts) -> Facts:
    """Entry into force or the end of the term lies ahead, or was never set."""
    if known.stage == "implementation":
        ends = draw(st.none() | st.integers(1, 900).map(lambda n: TODAY + timedelta(days=n)))
        return replace(
            known, ends_on=ends, cycles=calendar.covenant_years(known.effective_on, ends, until=TODAY)
        )
    return replace(known, effective_on=draw(st.none() | AHEAD), cycles=())


def _consent(draw: st.DrawFn, known: Facts) -> Facts:
    """The table chose a rule, and some spoke."""
    rule = draw(st.sampled_from(list(consent_rules.shipped().values())))
    said = draw(
        st.dictionaries(
            st.sampled_from([p.id for p in known.parties]),
            st.builds(consenting.Voice, st.sampled_from(["yes", "no", "abstain", "veto"]), st.just(TODAY)),
        )
    )
    weights = {p.id: ((ready.SINCE, Decimal(draw(st.integers(0, 9)))),) for p in known.parties}
    until = draw(st.none() | DAYS)
    texts = tuple(replace(t, answer_by=until, clauses=draw(st.integers(0, 2))) for t in known.texts)
    return replace(known, consent_rule=rule, voices=said, weights=weights, texts=texts)


def _conditions(draw: st.DrawFn, known: Facts) -> Facts:
    who = draw(st.sampled_from(["", *(p.id for p in known.parties)]))
    kind = draw(st.sampled_from(["funding", "other"]))
    return replace(known, signing_conditions=(facts.SigningCondition(kind, True, who),))


SPOILS: tuple[Spoil, ...] = (
    _items, _items, _status, _status, _mandates, _text, _objection, _reservation, _signatures,
    _companies, _frame, _dates, _consent, _conditions,
)  # fmt: skip


@st.composite
def covenants(draw: st.DrawFn) -> tuple[str, Facts, tuple[Override, ...]]:
    """A gate, a covenant before it that is spoiled in up to six ways, and what was passed with a reason."""
    gate = draw(st.sampled_from(list(ready.GATES)))
    parties = tuple(draw(st.lists(st.sampled_from(ready.PARTIES), min_size=1, max_size=10, unique=True)))
    known = ready.covenant(gate)
    ids = {p.id for p in parties}
    known = replace(
        known,
        parties=parties,
        items=ready.items_for(parties, known.stage, "v2"),
        mandates=tuple(m for m in known.mandates if m.party_id in ids),
        signatures=tuple(s for s in known.signatures if s.party_id in ids),
    )
    for spoil in draw(st.lists(st.sampled_from(SPOILS), max_size=6)):
        known = spoil(draw, known)
    # What is asked follows from the frame: computed anew, it fits whatever the spoiling made of it.
    known = suppose.apply(known, [suppositions.Reinstated("niemand")])
    passed = draw(st.lists(st.sampled_from(["G1-1", "G1-6", "G2-7", "G2-9", "G3-4", "G4-2"]), max_size=2))
    until = draw(st.none() | AHEAD)
    reason = "Afgesproken aan tafel, zie het verslag."
    return gate, known, tuple(Override(c, reason, "Noor", date(2026, 11, 1), until) for c in passed)
