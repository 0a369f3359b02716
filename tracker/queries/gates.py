"""The gate: every condition with what is missing, who blocks it and what would help, for one reader."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker import locale, policy
from tracker.locale import N_, _
from tracker.queries import addresses, discretion
from tracker.store import dossiers, facts, tables
from workflows import engine, loading, moves, words
from workflows.facts import Facts

CAUSES: Mapping[str, str] = {
    "exactly_one_final_text": "texts",
    "no_open_fundamental_objection": "objections",
    "mandates_valid": "mandates",
    "no_open_reservation": "reservations",
    "signed_by_all_on_final_version": "signatures",
    "steering_committee_constituted": "seats",
    "term_over_or_ending_decided": "decisions",
    "final_evaluation_answered": "decisions",
    "follow_up_decided": "decisions",
    "data_retention_decided": "decisions",
}
"""Check to the register in which its cause is found; other checks point at the matrix."""
THINGS: Mapping[str, str] = {
    "objection": N_("Fundamenteel bezwaar oplossen"),
    "reservation": N_("Voorbehoud sluiten"),
}
SHOWN = 3
"""Things named in one turn before the rest is counted."""


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


@dataclass(frozen=True, slots=True)
class Turn:
    """What one actor has to do for the gate."""

    who: str
    href: str
    what: str
    due: date | None
    ours: bool
    """The secretariat, and the reader is it."""
    secretariat: bool


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
    turns: tuple[Turn, ...]
    open: bool
    withheld: bool
    """A condition about cases counts too, which this reader does not see."""

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
) -> GateView:
    """Findings of one step, drawn for this reader."""
    found = engine.screen_order(found)
    told = [t for f in found if (t := discretion.told(f, dossier, known)) is not None]
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
        conditions=tuple(_condition(dossier, f, links, language) for f in told),
        turns=tuple(_turns(dossier, told, language)),
        open=engine.is_open(told),
        withheld=len(told) < len(found),
    )


def _condition(
    dossier: dossiers.Dossier, finding: engine.Finding, links: Mapping[str, str], language: str
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
        cause=_cause(dossier, finding),
        pass_href=addresses.condition(slug, condition.id) if passable and _may_pass(dossier) else "",
        quote=override.reason if override else "",
        by=override.by if override else "",
        on=override.on if override else None,
        valid_until=override.valid_until if override else None,
        needs_deadline=condition.override_deadline,
    )


def _may_pass(dossier: dossiers.Dossier) -> bool:
    return dossier.as_of is None and policy.may(dossier.standing, "covenant.override")


def _cause(dossier: dossiers.Dossier, finding: engine.Finding) -> str:
    if finding.passes and finding.result != "overridden":
        return ""
    name = CAUSES.get(finding.condition.check)
    if name is None:
        blockers = finding.unmet.blockers if finding.unmet else ()
        return "#partijen" if any(b.party_id for b in blockers) else ""
    if not policy.may(dossier.standing, "register.read"):
        return ""
    return addresses.register(dossier.covenant.slug, name)


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


def _turns(dossier: dossiers.Dossier, told: list[engine.Finding], language: str) -> Iterable[Turn]:
    ours = policy.FACILITATOR in dossier.standing.relations
    slug = dossier.covenant.slug
    secretariats = {p.id for p in dossier.every(tables.Participation) if p.role == "facilitator"}
    for move in moves.next_moves(told):
        us = move.actor == "facilitator" or move.party_id in secretariats
        yield Turn(
            who=_("Secretariaat") if us else move.name,
            href="" if us or move.party_id is None else addresses.party(slug, move.party_id),
            what=_what(dossier, move, told, language),
            due=move.due,
            ours=us and ours,
            secretariat=us,
        )


def _what(dossier: dossiers.Dossier, move: moves.Move, told: list[engine.Finding], language: str) -> str:
    rows = discretion.list_of(dossier).requirements
    mine = [f for f in told if f.condition.id in move.condition_ids and f.unmet is not None]
    handed_in, parts = 0, []
    for finding in mine:
        for blocker in finding.unmet.blockers if finding.unmet else ():
            if move.actor == "party" and blocker.party_id != move.party_id:
                continue
            if move.actor == "facilitator" and blocker.status == "submitted":
                handed_in += 1
            elif blocker.what not in move.what:
                continue
            elif blocker.what in THINGS:
                parts.append(_(THINGS[blocker.what]))
            elif blocker.what in rows:
                parts.append(rows[blocker.what].name[language])
            else:
                parts.append(words.way_out(finding, language))
    if handed_in:
        parts.insert(
            0,
            locale.ngettext("%(num)s stuk beoordelen", "%(num)s stukken beoordelen", handed_in)
            % {"num": handed_in},
        )
    parts = list(dict.fromkeys(parts))
    if len(parts) > SHOWN:
        rest = len(parts) - SHOWN + 1
        parts = [*parts[: SHOWN - 1], _("nog %(num)s punten", num=rest)]
    return words.listing(parts, language)
