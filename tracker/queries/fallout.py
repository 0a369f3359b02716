"""The fallout preview: facts now beside facts after a step, with the same engine, before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.locale import _
from tracker.queries import discretion, fallout_held, gates
from tracker.queries.fallout_held import Held
from tracker.store import dossiers, facts, supposed
from workflows import counting, engine, loading, words
from workflows.conditions import quorum as quorums
from workflows.facts import Facts, stage_index


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of a kind there are now and after, and how many it takes."""

    kind: str
    before: int
    after: int
    need: int

    @property
    def kept(self) -> bool:
        return self.after >= self.need


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the company threshold: 'companies' or 'share', and whether it is still enough."""

    unit: str
    before: int | Decimal
    after: int | Decimal
    need: int | Decimal

    @property
    def kept(self) -> bool:
        return self.after >= self.need


@dataclass(frozen=True, slots=True)
class Turned:
    """One condition of the gate of now that would read differently, and the sentence it would read."""

    id: str
    name: str
    before: str
    after: str
    result: str
    passes: bool
    overridable: bool
    sentence: str
    changed: bool
    """The result itself changes, not only how far it is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Requirements of this stage that are accepted, out of those that are asked, now and after."""

    before: counting.Progress
    after: counting.Progress


@dataclass(frozen=True, slots=True)
class Fallout:
    """Everything that would be different; empty parts do not change."""

    on: date
    ahead: bool
    """The step counts from a day that lies ahead: both sides are judged on that day."""
    names: tuple[str, ...]
    quorum: tuple[Quorum, ...]
    threshold: tuple[Figure, ...]
    turned: tuple[Turned, ...]
    progress: Progress | None
    asked: tuple[str, ...]
    """What would newly be asked of the party, by name."""
    held: Held
    again: tuple[Turned, ...] = ()
    """After a step back: conditions of the gate that has to be passed again and would now be missed."""
    loose: tuple[str, ...] = ()
    """What a step back or a stop leaves behind, in sentences."""

    @property
    def nothing(self) -> bool:
        parts = (self.quorum, self.threshold, self.turned, self.asked, self.again, self.loose)
        return not any(parts) and self.progress is None and self.held.nothing


def compare(
    dossier: dossiers.Dossier,
    step: supposed.Step,
    ids: Sequence[str],
    language: str,
    *,
    again: str = "",
    loose: Sequence[str] = (),
) -> Fallout:
    """What this step would change for these participations and for the whole, as this reader may know it."""
    now, then = supposed.on_day(dossier, step.on), supposed.after(dossier, step)
    before, after = facts.gather(now, language), facts.gather(then, language)
    return Fallout(
        on=step.on,
        ahead=step.on > dossier.today,
        names=tuple(dossier.name_of(i, language) for i in ids),
        quorum=tuple(_quorum(before, after)),
        threshold=tuple(_threshold(now, before, then, after)),
        turned=tuple(_turned(now, before, then, after, language)) if before.stage == after.stage else (),
        progress=_progress(now, before, then, after),
        asked=tuple(_asked(now, before, after, ids, language)),
        held=fallout_held.held(now, before, after, ids),
        again=tuple(_again(then, after, again, language)) if again else (),
        loose=tuple(loose),
    )


def _quorum(before: Facts, after: Facts) -> Iterator[Quorum]:
    had, has = counting.per_kind(before.parties), counting.per_kind(after.parties)
    for kind, need in quorums.wanted(before, {}).items():
        if had.get(kind, 0) != has.get(kind, 0):
            yield Quorum(kind.value, had.get(kind, 0), has.get(kind, 0), need)


def _threshold(
    now: dossiers.Dossier, before: Facts, then: dossiers.Dossier, after: Facts
) -> Iterator[Figure]:
    """Number and sum; the sum only where neither side tells about a single company."""
    asked = before.threshold
    had, has = len(before.pledges), len(after.pledges)
    if asked.companies is not None and had != has:
        yield Figure("companies", had, has, asked.companies)
    if asked.share is None or not (discretion.may_sum(now, before) and discretion.may_sum(then, after)):
        return
    sums = [counting.as_decimal(counting.exact_sum(p.share for p in k.pledges)) for k in (before, after)]
    if sums[0] != sums[1]:
        yield Figure("share", sums[0], sums[1], asked.share)


def findings(dossier: dossiers.Dossier, known: Facts) -> dict[str, engine.Finding]:
    """The findings of every step that leads on from the stage of these facts, by condition id."""
    workflow = loading.workflow(dossier.covenant.workflow)
    passed = facts.overrides_of(dossier)
    found: dict[str, engine.Finding] = {}
    for step in engine.leaving(workflow, known.stage):
        if step.kind in ("forward", "end"):
            for finding in engine.examine(workflow, step.name, known, passed):
                if finding.condition.check != gates.RUNS:
                    found.setdefault(finding.condition.id, finding)
    return found


def _turned(
    now: dossiers.Dossier, before: Facts, then: dossiers.Dossier, after: Facts, language: str
) -> Iterator[Turned]:
    was = findings(now, before)
    for id_, finding in findings(then, after).items():
        old = was.get(id_)
        if old is None or (told := discretion.told(finding, then, after)) is None:
            continue
        known = discretion.told(old, now, before) or old
        words_now, words_then = words.state_word(known, language), words.state_word(told, language)
        if old.result != finding.result or words_now != words_then:
            yield _turn(told, words_now, words_then, language, changed=old.result != finding.result)


def _turn(finding: engine.Finding, was: str, now: str, language: str, *, changed: bool) -> Turned:
    return Turned(
        id=finding.condition.id,
        name=finding.condition.label[language],
        before=was,
        after=now,
        result=finding.result,
        passes=finding.passes,
        overridable=finding.condition.overridable,
        sentence=words.sentence(finding, language),
        changed=changed,
    )


def _again(then: dossiers.Dossier, after: Facts, action: str, language: str) -> Iterator[Turned]:
    """What the gate back to where one came from would miss, judged right after the step back."""
    workflow = loading.workflow(then.covenant.workflow)
    for finding in engine.examine(workflow, action, after, facts.overrides_of(then)):
        told = discretion.told(finding, then, after)
        if told is not None and not told.passes and told.condition.check != gates.RUNS:
            state = words.state_word(told, language)
            yield _turn(told, state, state, language, changed=True)


def _progress(now: dossiers.Dossier, before: Facts, then: dossiers.Dossier, after: Facts) -> Progress | None:
    """As far as this reader may know: counted whole, an acceptance that fades on the matrix would show here."""
    if before.stage != after.stage:
        return None
    sides = []
    for dossier, known in ((now, before), (then, after)):
        counted = {p.id for p in known.active()}
        items = discretion.items(dossier, known)
        sides.append(counting.progress(i for i in items if i.stage == known.stage and i.party_id in counted))
    old, new = sides
    same = (old.accepted, old.of) == (new.accepted, new.of)
    return None if same else Progress(old, new)


def _asked(
    dossier: dossiers.Dossier, before: Facts, after: Facts, ids: Sequence[str], language: str
) -> Iterator[str]:
    """Names of what the party would owe and does not owe now: catch-up of earlier stages included."""
    wanted = set(ids) or {p.id for p in after.parties} - {p.id for p in before.parties}
    had = {(i.party_id, i.code, i.cycle) for i in before.items if counting.is_open(i)}
    rows = discretion.list_of(dossier).requirements
    found = [
        i
        for i in after.items
        if i.party_id in wanted and counting.is_open(i) and (i.party_id, i.code, i.cycle) not in had
    ]
    for item in sorted(found, key=lambda i: (stage_index(i.stage), i.code, i.cycle or 0)):
        name = rows[item.code].name[language]
        yield _("%(name)s, jaar %(num)s", name=name, num=item.cycle) if item.cycle else name
