"""What would open a gate: the smallest set of steps, who takes each, and the earliest day it can be so.

Steps are found where conditions say they are missed, so each answers to something that holds the gate shut
and none is there twice. Passing a condition with a reason is never proposed, nor that a party leaves: both
would always be the shortest way.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from workflows import calendar, checklist, engine, facts, leads, spelling, suppose, suppositions, voices
from workflows.suppositions import Supposition

ROUNDS = 12
"""Steps that bring new work (a party that joins owes its answers) are followed so many times."""
DAYS = 8
"""A later day may bring new work too (a mandate that ran out); so many days are tried."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that has to happen: what, on whose desk, and on which day it can be so at the earliest."""

    does: Supposition
    who: str | None
    """The participation; None for the facilitator."""
    on: date
    conditions: tuple[str, ...]
    second: bool = False
    """Accepting it takes a second person."""
    due: date | None = None
    judged: bool = False
    """It was handed in: only the facilitator's judgement is missing."""


@dataclass(frozen=True, slots=True)
class Wait:
    """What opens by itself, and when."""

    condition: str
    until: date


@dataclass(frozen=True, slots=True)
class Way:
    """How the gate opens. `opens_on` is None when nothing that is known here opens it; `stuck` names what
    then still holds it shut."""

    steps: tuple[Step, ...] = ()
    waits: tuple[Wait, ...] = ()
    opens_on: date | None = None
    stuck: tuple[str, ...] = ()

    @property
    def given(self) -> tuple[Supposition, ...]:
        """The steps as suppositions, with the day."""
        day = (suppositions.Today(self.opens_on),) if self.opens_on is not None else ()
        return (*day, *(s.does for s in self.steps))


@dataclass(frozen=True, slots=True)
class Question:
    """Which gate of which covenant."""

    workflow: engine.Workflow
    action: str
    known: facts.Facts
    overrides: tuple[engine.Override, ...] = ()
    asked: checklist.Checklist = field(default_factory=checklist.checklist)

    def examined(self, given: Iterable[Supposition]) -> tuple[facts.Facts, tuple[engine.Finding, ...]]:
        """The facts if all of this were so, and what every condition then says."""
        then = suppose.apply(self.known, given, self.asked)
        return then, engine.examine(self.workflow, self.action, then, self.overrides)


def way(
    workflow: engine.Workflow,
    action: str,
    known: facts.Facts,
    overrides: Iterable[engine.Override] = (),
    asked: checklist.Checklist | None = None,
) -> Way:
    """How this gate opens from here."""
    question = Question(workflow, action, known, tuple(overrides), asked or checklist.checklist())
    day, found = known.today, Way()
    waits: dict[str, Wait] = {}
    for _ in range(DAYS):
        found = _on(question, day)
        waits |= {w.condition: w for w in found.waits}
        if found.opens_on is None or found.opens_on <= day:
            break
        day = found.opens_on
    else:
        return replace(found, opens_on=None)
    # On the day itself nothing has to be waited for any more: what led there is told.
    return found if found.opens_on is None else replace(found, opens_on=day, waits=tuple(waits.values()))


def _on(question: Question, day: date) -> Way:
    """The steps that open the gate if it is this day, and the day by which they can be taken."""
    known = question.known
    base: tuple[Supposition, ...] = (suppositions.Today(day),) if day > known.today else ()
    picked: dict[Supposition, leads.Lead] = {}
    waits: dict[str, date] = {}
    findings: tuple[engine.Finding, ...] = ()
    for _ in range(ROUNDS):
        then, findings = question.examined((*base, *picked))
        waits = {}
        new: dict[Supposition, leads.Lead] = {}
        for finding in findings:
            if finding.passes or finding.unmet is None:
                continue
            for lead in leads.of(finding, finding.unmet, then, question.asked):
                if isinstance(lead, date):
                    waits[finding.condition.id] = lead
                    continue
                _pick(picked if lead.does in picked else new, lead, finding.condition.id)
        if short := leads.short_kinds(findings):
            new |= _newcomers(question, base, picked, short)
        # Who else has to come, and whose yes it takes, depends on who is at the table by then.
        if not new:
            new = _nobody(question, base, picked, findings, then)
        if not new:
            new = _voices(question, base, picked, findings, then, waits)
        if not new:
            break
        picked |= new
    steps = _dated(picked, known.today)
    shut = {f.condition.id for f in findings if not f.passes}
    if stuck := tuple(f.condition.id for f in findings if f.condition.id in shut - waits.keys()):
        return Way(steps, stuck=stuck)
    return Way(
        steps,
        tuple(Wait(c, until) for c, until in waits.items() if c in shut),
        max([known.today, *(s.on for s in steps), *(u for c, u in waits.items() if c in shut)]),
    )


def _pick(into: dict[Supposition, leads.Lead], lead: leads.Lead, condition: str) -> None:
    old = into.get(lead.does)
    conditions = (*(old.conditions if old else ()), condition)
    into[lead.does] = replace(old or lead, conditions=tuple(dict.fromkeys(conditions)))


def _newcomers(
    question: Question,
    base: tuple[Supposition, ...],
    picked: dict[Supposition, leads.Lead],
    shortages: Iterable[leads.Shortage],
) -> dict[Supposition, leads.Lead]:
    """For every place that has to be filled the one who brings the least work along: all who could are
    put at the table at once, and what the gate then asks of each is counted."""
    wanted = [(s, leads.candidates(question.known, s)) for s in shortages]
    everyone = [lead.does for _, found in wanted for lead in found]
    _, findings = question.examined((*base, *picked, *everyone))
    work: dict[str | None, int] = {}
    for finding in findings:
        for blocker in finding.unmet.blockers if finding.unmet and not finding.passes else ():
            work[blocker.party_id] = work.get(blocker.party_id, 0) + 1
    new: dict[Supposition, leads.Lead] = {}
    for shortage, found in wanted:
        free = [lead for lead in found if lead.does not in picked and lead.does not in new]
        free.sort(key=lambda lead: work.get(spelling.party_of(lead.does), 0))
        for lead in free[: shortage.count]:
            _pick(new, lead, shortage.condition)
    return new


def _nobody(
    question: Question,
    base: tuple[Supposition, ...],
    picked: dict[Supposition, leads.Lead],
    findings: Iterable[engine.Finding],
    then: facts.Facts,
) -> dict[Supposition, leads.Lead]:
    found = leads.nobody(findings, then, question.asked)
    if found is None:
        return {}
    if isinstance(found, leads.Shortage):
        return _newcomers(question, base, picked, [found])
    new: dict[Supposition, leads.Lead] = {}
    _pick(new, found[1], found[0])
    return new


def _voices(
    question: Question,
    base: tuple[Supposition, ...],
    picked: dict[Supposition, leads.Lead],
    findings: Iterable[engine.Finding],
    then: facts.Facts,
    waits: dict[str, date],
) -> dict[Supposition, leads.Lead]:
    new: dict[Supposition, leads.Lead] = {}
    for finding in findings:
        if finding.passes or finding.condition.check != "table_consents":
            continue
        found = voices.voices(then, finding.condition.id)
        if isinstance(found, date):
            waits[finding.condition.id] = found
        elif isinstance(found, leads.Shortage):
            new |= _newcomers(question, base, picked, [found])
        else:
            for lead in found:
                _pick(new, lead, finding.condition.id)
    return new


def _dated(picked: dict[Supposition, leads.Lead], today: date) -> tuple[Step, ...]:
    """Each step with the earliest day it can be so, in the order in which they can be done."""
    tabled = suppositions.Tabled() in picked
    frozen = today
    if suppositions.Frozen() in picked and tabled:
        frozen = calendar.working_days_after(today, leads.ANSWER)
    steps = []
    for lead in picked.values():
        start = frozen if lead.bound else today
        on = calendar.working_days_after(start + lead.days, lead.working_days)
        steps.append(
            Step(
                lead.does,
                lead.who,
                max(on, lead.after or on),
                lead.conditions,
                lead.second,
                lead.due,
                lead.judged,
            )
        )
    return tuple(sorted(steps, key=lambda s: (s.on, s.who is not None)))
