"""The gate: every condition with what is missing, who blocks it and what would help, for one reader."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker import policy
from tracker.locale import N_, _, ngettext
from tracker.queries import addresses, causes, consent_words, discretion, turns, ways
from tracker.store import dossiers, facts
from workflows import engine, loading, words
from workflows.facts import Facts

RUNS = "track_runs"
"""The standing rule that a paused track keeps its stage: the answer says it, so the list need not."""

NUMBERS = (
    *(N_("nul"), N_("één"), N_("twee"), N_("drie"), N_("vier"), N_("vijf"), N_("zes")),
    *(N_("zeven"), N_("acht"), N_("negen"), N_("tien"), N_("elf"), N_("twaalf")),
)


def number_word(number: int) -> str:
    """Twelve and below in letters, as running text has it."""
    return _(NUMBERS[number]) if number < len(NUMBERS) else str(number)


def _capital(sentence: str) -> str:
    """With a capital; Dutch 'één' keeps the accent on its second letter only."""
    text = sentence.replace("één", "eén", 1) if sentence.startswith("één") else sentence
    return text[0].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, a link when it has an address."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition on the screen."""

    id: str
    name: str
    result: engine.Result
    overridable: bool
    state: str
    why: tuple[Piece, ...] = ()
    way_out: str = ""
    cause: str = ""
    pass_href: str = ""
    quote: str = ""
    by: str = ""
    on: date | None = None
    valid_until: date | None = None
    needs_deadline: bool = False
    consent: consent_words.Line | None = None
    """How the table's rule stands, for who may know what each party said."""


@dataclass(frozen=True, slots=True)
class GateView:
    """A step out of the present stage with all its conditions, in screen order, and who must act."""

    action: str
    label: str
    kind: str
    to: str
    to_label: str
    ends_track: bool
    needs_note: bool
    conditions: tuple[ConditionView, ...]
    turns: tuple[turns.Turn, ...]
    open: bool
    withheld: bool
    """A condition about cases counts too, which this reader does not see."""
    track_status: str = "active"
    way: ways.WayView | None = None
    """Step by step to an open gate; None where it is open, and in the past."""

    def count(self, result: str, overridable: bool | None = None) -> int:
        """How many conditions turned out like this."""
        return sum(
            c.result == result and (overridable is None or c.overridable == overridable)
            for c in self.conditions
        )

    @property
    def firm(self) -> int:
        """Misses that cannot be passed."""
        return self.count("not_met", False)

    @property
    def loose(self) -> int:
        """Misses that may be passed with a reason."""
        return self.count("not_met", True)

    @property
    def passed(self) -> int:
        """Passed with a reason, and still missing."""
        return self.count("overridden")

    @property
    def met(self) -> int:
        """Reached."""
        return self.count("met")

    @property
    def question(self) -> str:
        """What the gate answers."""
        if self.ends_track:
            return _("Kan het convenant worden afgesloten?")
        return _("Kunnen we naar %(stage)s?", stage=self.to_label.lower())

    @property
    def answer(self) -> str:
        """One or two sentences from the same figures as the list below them."""
        if self.track_status == "paused":
            return _("Het traject is gepauzeerd. Hervat het eerst; daarna kan de fase wijzigen.")
        if not self.open:
            return _("Nog niet. %(why)s.", why=self._why())
        if self.withheld:
            return _("Alle voorwaarden die u kunt zien zijn gehaald. Het secretariaat toetst ook de zaken.")
        if self.passed:
            passed = ngettext(
                "Ja, met %(num)s voorwaarde gepasseerd met reden.",
                "Ja, met %(num)s voorwaarden gepasseerd met reden.",
                self.passed,
            )
            return passed % {"num": self.passed}
        met = ngettext(
            "Ja. De voorwaarde is gehaald.", "Ja. Alle %(num)s voorwaarden zijn gehaald.", self.met
        )
        return met % {"num": self.met}

    def _why(self) -> str:
        shut = ngettext(
            "%(num)s voorwaarde houdt de poort dicht", "%(num)s voorwaarden houden de poort dicht", self.firm
        )
        firm = shut % {"num": number_word(self.firm)}
        if not self.loose:
            return _capital(firm)
        if not self.firm:
            work = ngettext(
                "%(num)s voorwaarde vraagt nog werk of een reden",
                "%(num)s voorwaarden vragen nog werk of een reden",
                self.loose,
            )
            alone = work % {"num": number_word(self.loose)}
            return _capital(alone)
        rest = ngettext(
            "%(num)s vraagt nog werk of een reden", "%(num)s vragen nog werk of een reden", self.loose
        )
        return f"{_capital(firm)}, {rest % {'num': number_word(self.loose)}}"

    @property
    def missed(self) -> tuple[ConditionView, ...]:
        """What holds the gate shut, in screen order."""
        return tuple(c for c in self.conditions if c.result == "not_met")


def next_step(workflow: engine.Workflow, stage: str) -> engine.Action | None:
    """The step that leads on from this stage: forward, or the one that ends the track."""
    return next((a for a in engine.leaving(workflow, stage) if a.kind != "back"), None)


def gate(dossier: dossiers.Dossier, known: Facts, language: str, action: str = "") -> GateView | None:
    """The next gate, or that of a named action; None where there is none for this reader.

    Reasons of gates are for who sits at the table and for managers and auditors (`policy.SEES`, process).
    """
    if not dossier.full("process") or known.track_status in ("stopped", "ended", "succeeded"):
        return None
    workflow = loading.workflow(dossier.covenant.workflow)
    step = workflow.actions.get(action) if action else next_step(workflow, known.stage)
    if step is None:
        return None
    found = engine.examine(workflow, step.name, known, facts.overrides_of(dossier))
    return view(dossier, known, workflow, step, found, language)


def view(
    dossier: dossiers.Dossier,
    known: Facts,
    workflow: engine.Workflow,
    step: engine.Action,
    found: Iterable[engine.Finding],
    language: str,
    overrides: tuple[engine.Override, ...] | None = None,
    *,
    sums: bool | None = None,
    way: bool = True,
) -> GateView:
    """Findings of one step, drawn for this reader. What is only supposed brings its own `overrides`,
    whether sums of market shares may be told, and whether the way to an open gate may."""
    found = engine.screen_order(found)
    told = [t for f in found if (t := discretion.told(f, dossier, known, sums)) is not None]
    slug = dossier.covenant.slug
    links = {name: addresses.party(slug, p) for p, name in discretion.names(dossier, language).items()}
    return GateView(
        action=step.name,
        label=step.label[language],
        kind=step.kind,
        to=step.to,
        to_label=workflow.states[step.to][language],
        ends_track=step.ends_track,
        needs_note=step.needs_note,
        conditions=tuple(
            _condition(dossier, known, f, links, language) for f in told if f.condition.check != RUNS
        ),
        turns=tuple(turns.turns(dossier, told, language)),
        open=engine.is_open(told),
        withheld=len(told) < len(found),
        track_status=known.track_status,
        way=None
        if dossier.as_of is not None or engine.is_open(found) or not way
        else ways.way(dossier, known, workflow, step.name, language, overrides, sums),
    )


def _condition(
    dossier: dossiers.Dossier, known: Facts, finding: engine.Finding, links: Mapping[str, str], language: str
) -> ConditionView:
    condition, slug = finding.condition, dossier.covenant.slug
    override = finding.override
    passable = finding.result == "not_met" and condition.overridable
    return ConditionView(
        id=condition.id,
        name=condition.label[language],
        result=finding.result,
        overridable=condition.overridable,
        state=words.state_word(finding, language),
        why=pieces(_why(finding, language), finding, links),
        way_out=words.way_out(finding, language),
        cause=causes.cause(dossier, finding, known),
        pass_href=addresses.condition(slug, condition.id) if passable and _may_pass(dossier) else "",
        quote=override.reason if override else "",
        by=override.by if override else "",
        on=override.on if override else None,
        valid_until=override.valid_until if override else None,
        needs_deadline=condition.override_deadline,
        consent=consent_words.of(finding, known, language) if dossier.full("table") else None,
    )


def _may_pass(dossier: dossiers.Dossier) -> bool:
    return dossier.as_of is None and policy.may(dossier.standing, "covenant.override")


def _why(finding: engine.Finding, language: str) -> str:
    unmet = finding.unmet
    if unmet is not None and finding.condition.check == "company_threshold_reached":
        asked = sum(b.what in ("companies", "share") for b in unmet.blockers)
        if asked > len([f for f in unmet.figures if f[1] < f[2]]):
            hidden = _("Het aandeel: te weinig deelnemers om te tonen.")
            return f"{words.sentence(finding, language)} {hidden}" if unmet.figures else hidden
    return words.sentence(finding, language)


def pieces(sentence: str, finding: engine.Finding, links: Mapping[str, str]) -> tuple[Piece, ...]:
    """The sentence with the names of blocking parties as links."""
    named = {b.name for b in (finding.unmet.blockers if finding.unmet else ()) if b.name in links}
    if not sentence or not named:
        return (Piece(sentence),) if sentence else ()
    pattern = "|".join(re.escape(name) for name in sorted(named, key=len, reverse=True))
    parts = re.split(f"({pattern})", sentence)
    return tuple(Piece(part, links.get(part, "") if part in named else "") for part in parts if part)
