"""What would change if a party left: the same facts and the same gate, once with it and once without."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker import policy
from tracker.store import dossiers, facts
from workflows import counting, engine, loading, words
from workflows.facts import Facts


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of a kind would be left, and how many are needed."""

    kind: str
    have: int
    need: int

    @property
    def kept(self) -> bool:
        return self.have >= self.need


@dataclass(frozen=True, slots=True)
class Turned:
    """One condition of the gate that would read differently."""

    id: str
    name: str
    met: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Departure:
    """Consequences of leaving, for whoever decides about it."""

    quorum: Quorum | None
    turned: tuple[Turned, ...]


def without(known: Facts, party_id: str) -> Facts:
    """The same facts as if this party and everything of it were not there."""

    def others(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(r for r in rows if getattr(r, "party_id", "") != party_id)

    kept = {
        name: others(getattr(known, name))
        for name in ("items", "mandates", "objections", "reservations", "signatures", "pledges")
    }
    parties = tuple(p for p in known.parties if p.id != party_id)
    return replace(known, parties=parties, **kept)  # type: ignore[arg-type]


def departure(dossier: dossiers.Dossier, known: Facts, party_id: str, language: str) -> Departure | None:
    """What leaving would do; None where it decides nothing or is not for this reader."""
    party = known.party(party_id)
    mine = policy.FACILITATOR in dossier.standing.relations or party_id in dossier.standing.own
    if party is None or not party.counts or not mine or known.track_status not in ("active", "paused"):
        return None
    rest = without(known, party_id)
    need = known.quorum.get(party.kind, 0)
    quorum = (
        Quorum(party.kind.value, counting.per_kind(rest.parties).get(party.kind, 0), need) if need else None
    )
    return Departure(quorum, tuple(_turned(dossier, known, rest, language)))


def _turned(dossier: dossiers.Dossier, known: Facts, rest: Facts, language: str) -> Iterator[Turned]:
    workflow = loading.workflow(dossier.covenant.workflow)
    passed = facts.overrides_of(dossier)
    for step in engine.leaving(workflow, known.stage):
        if step.kind not in ("forward", "end"):
            continue
        before = {f.condition.id: f for f in engine.examine(workflow, step.name, known, passed)}
        for finding in engine.examine(workflow, step.name, rest, passed):
            old = before.get(finding.condition.id)
            if old is not None and old.passes != finding.passes:
                said = "" if finding.passes else words.sentence(finding, language)
                yield Turned(finding.condition.id, finding.condition.label[language], finding.passes, said)
