"""A motion as the ballot its rule is applied to: who is asked, what each says, and what each voice weighs."""

from collections.abc import Iterable
from datetime import date

from tracker.store import dossiers, facts, tables
from workflows import consent_rules, consenting
from workflows.parties import TABLE_ROLES, ParticipationStatus, PartyKind


def of(
    dossier: dossiers.Dossier, motion: tables.Motion, *, day: date | None = None, language: str = "nl"
) -> consenting.Ballot:
    """How a motion stands on a day: of one that was closed on the day of its closing, so that who left
    or joined since changes nothing. Whoever does not read votes gets a ballot on which nobody spoke."""
    on = motion.closed_on or day or dossier.today
    return consenting.Ballot(
        today=on,
        parties=tuple(_voters(dossier, on, language)),
        voices={
            vote.participation_id: consenting.Voice(vote.value, _since(vote, cast), vote.reason or "")  # type: ignore[arg-type]
            for cast in _per_party(dossier, motion.id)
            if (vote := cast[-1]).value and (vote.revoked_on is None or vote.revoked_on > on)
        },
        proposer_id=motion.proposer_id,
        opened_on=motion.opened_on,
        deadline=motion.deadline,
    )


def evaluate(rule: str, ballot: consenting.Ballot) -> consenting.Outcome:
    """How it stands under a rule by its name."""
    return consenting.evaluate(consent_rules.named(rule).rule, ballot)


def settled(rule: str, ballot: consenting.Ballot) -> str:
    """What closing now would record: carried or lost; empty while that is still open.

    A motion that has its votes is still open while somebody silent could veto it. What was not carried
    by its deadline is lost.
    """
    outcome = evaluate(rule, ballot)
    if ballot.closed:
        return "carried" if outcome.state == "carried" else "lost"
    if outcome.state == "carried" and knows(rule, consent_rules.NoVeto) and silent(ballot):
        return ""
    return outcome.state if outcome.state != "open" else ""


def silent(ballot: consenting.Ballot) -> tuple[str, ...]:
    """Who takes part and has not spoken, by name."""
    return tuple(p.id for p in ballot.present() if ballot.voice(p.id) is None)


def knows(rule: str, kind: type) -> bool:
    """Whether a rule has a part of this kind."""
    return any(isinstance(part, kind) for part in _parts(consent_rules.named(rule).rule))


def weighs(rule: str) -> bool:
    """Whether a rule looks at weights."""
    parts = _parts(consent_rules.named(rule).rule)
    return any(isinstance(part, consent_rules.Share) and part.of == "weight" for part in parts)


def _parts(rule: consent_rules.Rule) -> Iterable[consent_rules.Rule]:
    yield rule
    for part in getattr(rule, "parts", ()):
        yield from _parts(part)


def votes(dossier: dossiers.Dossier, motion_id: str) -> tuple[tables.Vote, ...]:
    """Every vote on a motion in the order in which they were cast, also those that were followed."""
    return tuple(v for v in dossier.rows(tables.Vote) if v.motion_id == motion_id)


def _per_party(dossier: dossiers.Dossier, motion_id: str) -> Iterable[list[tables.Vote]]:
    found: dict[str, list[tables.Vote]] = {}
    for vote in votes(dossier, motion_id):
        found.setdefault(vote.participation_id, []).append(vote)
    return found.values()


def _since(vote: tables.Vote, cast: list[tables.Vote]) -> date:
    """Since when a party says this without interruption."""
    since = vote.given_on
    for earlier in reversed(cast[: cast.index(vote)]):
        if earlier.value != vote.value or earlier.revoked_on != since:
            break
        since = earlier.given_on
    return since


def _voters(dossier: dossiers.Dossier, on: date, language: str) -> Iterable[consenting.Voter]:
    weights: dict[str, list[tables.Weight]] = {}
    for w in dossier.rows(tables.Weight):
        weights.setdefault(w.participation_id, []).append(w)
    for p in dossier.every(tables.Participation):
        if p.role not in TABLE_ROLES:
            continue
        known = sorted(weights.get(p.id, ()), key=lambda w: (w.from_on, w.made))
        yield consenting.Voter(
            id=p.id,
            name=dossier.name_of(p.id, language),
            kind=PartyKind(p.kind),
            # of two for one day the later one counts
            weights=tuple({w.from_on: (w.from_on, w.weight) for w in known if w.weight is not None}.values()),
            takes_part=takes_part(p, on),
        )


def takes_part(p: tables.Participation, on: date) -> bool:
    """Whether a party at the table is asked on a day: there already, still there, and not suspended."""
    there = p.since_on is None or p.since_on <= on
    return there and p.role in TABLE_ROLES and facts.standing_on(p, on) is ParticipationStatus.ACTIVE
