"""Step by step to an open gate: what each has to do and when it can be open, as one reader may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker import policy
from tracker.locale import _
from tracker.queries import addresses, discretion, way_words
from tracker.store import dossiers, facts, tables
from workflows import engine, suppositions, ways
from workflows.facts import Facts


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do, where, and on which day it can be done at the earliest."""

    what: str
    href: str
    on: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything one actor does for the gate."""

    who: str
    href: str
    ours: bool
    secretariat: bool
    todos: tuple[Todo, ...]


@dataclass(frozen=True, slots=True)
class WayView:
    """The whole way, as far as this reader may know it."""

    desks: tuple[Desk, ...]
    waits: tuple[tuple[str, date], ...]
    """Conditions that open by themselves, and when."""
    opens_on: date | None
    """The earliest day on which the gate can be open; None when no steps lead there."""
    today: date
    what_if: str
    """Where this reader may try something out; empty when nowhere."""

    @property
    def count(self) -> int:
        """How many steps there are."""
        return sum(len(d.todos) for d in self.desks)


def way(
    dossier: dossiers.Dossier,
    known: Facts,
    workflow: engine.Workflow,
    action: str,
    language: str,
    overrides: tuple[engine.Override, ...] | None = None,
    sums: bool | None = None,
) -> WayView:
    """The way to this gate from here, for this reader."""
    passed = facts.overrides_of(dossier) if overrides is None else overrides
    found = ways.way(
        workflow, action, discretion.knowable(dossier, known), passed, discretion.list_of(dossier)
    )
    figures = discretion.may_sum(dossier, known) if sums is None else sums
    labels = {c.id: c.label[language] for c in workflow.actions[action].conditions}
    told = [s for s in found.steps if _may_know(dossier, known, s)]
    return WayView(
        tuple(_desks(dossier, told, language, figures)),
        tuple((labels[w.condition], w.until) for w in found.waits),
        found.opens_on,
        known.today,
        addresses.what_if(dossier.covenant.slug) if policy.may(dossier.standing, "suppose.read") else "",
    )


def _may_know(dossier: dossiers.Dossier, known: Facts, step: ways.Step) -> bool:
    level, party = way_words.level_of(dossier, step.does), getattr(step.does, "party", None)
    if isinstance(step.does, suppositions.Speaks) and party in known.voices and not dossier.full("table"):
        return False  # who answered already and is asked to agree, did not agree
    if level == "case":
        return dossier.full("case")
    return policy.sees(dossier.standing, level, party) != "none"


def _desks(
    dossier: dossiers.Dossier, steps: Iterable[ways.Step], language: str, figures: bool
) -> Iterable[Desk]:
    secretariats = {p.id for p in dossier.every(tables.Participation) if p.role == "facilitator"}
    slug, us = dossier.covenant.slug, policy.FACILITATOR in dossier.standing.relations
    rows: dict[str | None, list[Todo]] = {}
    newcomers = {
        s.does.party: way_words.new_name(s.does.kind, language)
        for s in steps
        if isinstance(s.does, suppositions.Joins)
    }
    for step in steps:
        who = None if step.who in secretariats else step.who
        todo = _todo(dossier, step, newcomers, language, figures)
        mine = rows.setdefault(who, [])
        if (todo.what, todo.href) not in {(t.what, t.href) for t in mine}:
            # a mandate to accept and a mandate to renew are one thing to whoever reads only a status
            mine.append(todo)
    for who, todos in sorted(rows.items(), key=lambda r: (r[0] is not None, min(t.on for t in r[1]))):
        name = dossier.name_of(who, language) if who else ""
        yield Desk(
            who=_("Secretariaat") if who is None else name or newcomers.get(who, ""),
            href=addresses.party(slug, who) if who and name else "",
            ours=us and who is None,
            secretariat=who is None,
            todos=tuple(todos),
        )


def _todo(
    dossier: dossiers.Dossier, step: ways.Step, newcomers: dict[str, str], language: str, figures: bool
) -> Todo:
    what = way_words.said(dossier, step.does, language, figures)
    about = getattr(step.does, "party", None)
    own = about is None or step.who == about
    if step.judged:
        what = _("Beoordelen: %(what)s", what=what)
    if not own and about is not None and not step.second:
        what = f"{what} ({dossier.name_of(about, language) or newcomers.get(about, '')})"
    if step.second:
        what = _("%(what)s (een tweede persoon bevestigt het)", what=what)
    href = (
        ""
        if dossier.as_of
        else way_words.place(dossier, step.does, lambda d: policy.may(dossier.standing, d))
    )
    return Todo(what, href, step.on, step.due)
