"""What if: a covenant as it is beside up to three ways in which it might be, as one reader may know it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker import errors, policy
from tracker.locale import _
from tracker.queries import discretion, gates, suppose_words
from tracker.store import dossiers, facts, supposed, tables
from workflows import checklist, counting, engine, loading, spelling, suppose, suppositions, words
from workflows.conditions import quorum
from workflows.facts import Facts
from workflows.parties import KIND_CODES, PartyKind
from workflows.suppositions import Supposition

MOST = 12
"""Suppositions in one scenario."""
SCENARIOS = 3
SHARE = "company_threshold_reached"
_NEW = re.compile(r"nieuw-[a-z_]+-[0-9]{1,2}")


@dataclass(frozen=True, slots=True)
class Supposed:
    """One supposition of a scenario: its text form and its sentence."""

    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Meter:
    """A figure of the table: what it counts, how many there are and how many are asked."""

    name: str
    told: str
    short: bool


@dataclass(frozen=True, slots=True)
class Column:
    """The covenant as it is (number 0) or in one scenario."""

    number: int
    steps: tuple[Supposed, ...]
    ignored: int
    """Parts of the address that are nothing to this reader."""
    gate: gates.GateView
    meters: tuple[Meter, ...]
    withheld: bool
    """The threshold's outcome would tell the share of one company: not told."""


@dataclass(frozen=True, slots=True)
class Row:
    """One condition across the columns."""

    id: str
    name: str
    cells: tuple[gates.ConditionView | None, ...]

    def changed(self, at: int) -> bool:
        """Whether it turns out otherwise than now."""
        now, then = self.cells[0], self.cells[at]
        return (now.result if now else "") != (then.result if then else "")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything side by side."""

    question: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def read(dossier: dossiers.Dossier, texts: Sequence[str]) -> tuple[tuple[Supposition, ...], int]:
    """The suppositions of an address that mean something to this reader, and how many do not. What is
    unreadable, about somebody unknown or about something hidden is told in one and the same way."""
    found: list[Supposition] = []
    ignored = 0
    for text in texts[:MOST]:
        try:
            one = spelling.read(text)
        except spelling.Unreadable:
            ignored += 1
            continue
        if _may_suppose(dossier, one):
            found.append(one)
        else:
            ignored += 1
    return tuple(dict.fromkeys(found)), ignored + max(len(texts) - MOST, 0)


def _may_suppose(dossier: dossiers.Dossier, one: Supposition) -> bool:
    rows = discretion.list_of(dossier).requirements
    known = {p.id for p in dossier.rows(tables.Participation)}
    party = spelling.party_of(one)
    if party and party not in known and not _NEW.fullmatch(party):
        return False
    match one:
        case suppositions.Accepted(party=whose, code=code) | suppositions.TakenBack(party=whose, code=code):
            return code in rows and policy.sees(dossier.standing, str(rows[code].visibility), whose) != "none"
        case suppositions.CasesSettled():
            return dossier.full("case")
        case suppositions.Decided(subject=subject):
            return subject in suppose_words.DECISIONS
        case suppositions.SeatFilled(delegation=delegation):
            return delegation in words.THINGS
        case suppositions.CompaniesJoin(count=count):
            return 0 < count <= 200
    return True


def compare(
    dossier: dossiers.Dossier, scenarios: Iterable[Sequence[str]], language: str
) -> Comparison | None:
    """Now and every scenario that says something; None where no step leads on from here."""
    if not policy.may(dossier.standing, "suppose.read"):
        raise errors.Forbidden(policy.MAY["suppose.read"].asks)
    workflow = loading.workflow(dossier.covenant.workflow)
    step = gates.next_step(workflow, dossier.covenant.stage)
    if step is None or dossier.covenant.track_status in ("stopped", "ended", "succeeded"):
        return None
    asked = [(), *[tuple(s) for s in scenarios][:SCENARIOS]]
    columns = tuple(
        _column(dossier, n, texts, workflow, step, language)
        for n, texts in enumerate(asked)
        if n == 0 or texts
    )
    return Comparison(columns[0].gate.question, columns, tuple(_rows(columns)))


def _column(
    dossier: dossiers.Dossier,
    number: int,
    texts: Sequence[str],
    workflow: engine.Workflow,
    step: engine.Action,
    language: str,
) -> Column:
    given, ignored = read(dossier, texts)
    now = facts.gather(dossier, language)
    there = dossier
    if days := [s.on for s in given if isinstance(s, suppositions.Today) and s.on > dossier.today]:
        there = supposed.on_day(dossier, max(days))
    known = facts.gather(there, language) if there is not dossier else now
    then = suppose.apply(discretion.knowable(dossier, known), given, discretion.list_of(dossier))
    sums, told = _share(dossier, now, given)
    overrides = suppose.overrides(then, given, facts.overrides_of(dossier))
    found = engine.examine(workflow, step.name, then, overrides)
    if not told:
        found = tuple(f for f in found if f.condition.check != SHARE)
    view = gates.view(there, then, workflow, step, found, language, overrides, sums=sums, way=told)
    return Column(
        number,
        tuple(Supposed(spelling.written(s), suppose_words.sentence(dossier, s, language)) for s in given),
        ignored,
        view,
        tuple(_meters(then, sums and told, language)),
        not told,
    )


def _share(dossier: dossiers.Dossier, now: Facts, given: Iterable[Supposition]) -> tuple[bool, bool]:
    """Whether the sum of shares may be told, and whether the threshold's outcome may: a sum before and
    after one company, or one threshold tried after another, is that company's share."""
    if dossier.full("secretariat_only"):
        return True, True
    given = tuple(given)
    if any(isinstance(s, suppositions.TotalShare) for s in given):
        return True, True  # the reader's own figure
    companies = {p.id for p in now.parties if p.kind is PartyKind.COMPANY}
    sums = discretion.may_sum(dossier, now)
    touched = any(spelling.party_of(s) in companies or isinstance(s, suppositions.Today) for s in given)
    tried = any(isinstance(s, suppositions.ThresholdSet | suppositions.CompaniesJoin) for s in given)
    if now.threshold.share is None and not tried:
        return sums, True
    return sums, not touched and (sums or not tried)


def _meters(then: Facts, sums: bool, language: str) -> Iterable[Meter]:
    have = counting.per_kind(then.parties)
    for kind, need in quorum.wanted(then, dict.fromkeys(("SA", "TU", "NGO", "GOV"), 1)).items():
        count = have.get(kind, 0)
        yield Meter(words.KINDS[kind][language], words.of(count, need, language), count < need)
    here = [p for p in then.pledges if (party := then.party(p.party_id)) is not None and party.counts]
    if (companies := then.threshold.companies) is not None:
        yield Meter(_("Bedrijven"), words.of(len(here), companies, language), len(here) < companies)
    if (share := then.threshold.share) is not None and sums:
        total = counting.as_decimal(counting.exact_sum(p.share for p in here))
        yield Meter(_("Aandeel samen"), words.of(total, share, language), total < share)


def _rows(columns: tuple[Column, ...]) -> Iterable[Row]:
    order = {c.id: c.name for column in columns for c in column.gate.conditions}
    for condition, name in order.items():
        cells = tuple(
            next((c for c in column.gate.conditions if c.id == condition), None) for column in columns
        )
        yield Row(condition, name, cells)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the forms of the page offer for this covenant."""

    parties: tuple[tuple[str, str], ...]
    things: tuple[tuple[str, str], ...]
    """What may be supposed of a party."""
    codes: tuple[tuple[str, str], ...]
    track: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    conditions: tuple[tuple[str, str], ...]


def choices(dossier: dossiers.Dossier, language: str) -> Choices:
    """The parties, requirements and conditions of this covenant that this reader may suppose about."""
    parties = sorted(
        ((p.id, dossier.name_of(p.id, language)) for p in dossier.rows(tables.Participation)),
        key=lambda one: one[1].casefold(),
    )
    workflow = loading.workflow(dossier.covenant.workflow)
    step = gates.next_step(workflow, dossier.covenant.stage)
    somebody = {"party": "…"}
    return Choices(
        tuple(parties),
        tuple((spelling.WORDS[f], _(t, **somebody)) for f, t in suppose_words.PARTY.items()),
        tuple((code, row.name[language]) for code, row in _asked(dossier).items()),
        tuple(
            (spelling.WORDS[f], _(t))
            for f, t in suppose_words.TRACK.items()
            if f is not suppositions.CasesSettled or dossier.full("case")
        )
        + tuple((f"besluit:{s}:{_value(s)}", _(t)) for s, t in suppose_words.DECISIONS.items()),
        tuple((k.value, words.KINDS[k][language]) for k in KIND_CODES.values() if k != PartyKind.FACILITATOR),
        tuple((c.id, c.label[language]) for c in step.gate if c.overridable) if step else (),
    )


def _value(subject: str) -> str:
    return {"follow_up": "end", "data_retention": "destroy"}.get(subject, "")


def _asked(dossier: dossiers.Dossier) -> Mapping[str, checklist.Requirement]:
    rows = discretion.list_of(dossier).requirements
    return {code: row for code, row in rows.items() if row.stage == dossier.covenant.stage}
