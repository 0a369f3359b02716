"""How the table agrees to a text: the rule it chose, what that says today, and what another would say."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from tracker import errors, policy
from tracker.queries import addresses, consent_words, registers
from tracker.store import facts, ledger, tables, voices
from workflows import consent_rules, consenting, loading
from workflows.conditions import table
from workflows.facts import Facts

NONE = "geen"
"""In an address: doing without a rule of one's own."""
CONDITION = "table_consents"


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule of consent, and what it says of the text that answers are asked on."""

    name: str
    label: str
    meaning: str
    line: consent_words.Line | None
    """None without a text on the table."""


@dataclass(frozen=True, slots=True)
class Choice:
    """When the table chose a rule, or let it go, and why."""

    label: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """The rule of one covenant. `preview` is another one that the facilitator looks at."""

    head: registers.Head
    rule: RuleView | None
    preview: RuleView | None
    dropping: bool
    """The preview is doing without a rule."""
    choices: tuple[Choice, ...]
    others: tuple[registers.Option, ...]
    """What may be chosen instead: name in an address, and label."""
    meanings: tuple[tuple[str, str], ...]
    text: str
    text_path: str
    final: bool
    deadline: date | None
    asked: tuple[registers.Option, ...]
    """Who has a voice: address and name."""
    gate: bool
    """The lifecycle this covenant was pinned to asks for the rule."""
    condition: str
    may_choose: bool
    settled: bool
    """The table has agreed already: the rule stays."""
    path: str


def known(name: str) -> bool:
    """Whether there is a rule by this name, or the name for none."""
    return name == NONE or name in consent_rules.shipped()


def page(desk: registers.Desk, session: Session, look: str = "") -> RulePage:
    """The rule of the table for who sits at it; `look` is a rule to try."""
    dossier, language = desk.dossier, desk.language
    if policy.sees(dossier.standing, "table") == "none":
        raise errors.NotFound
    if not policy.may(dossier.standing, "consent.read"):
        raise errors.Forbidden(policy.MAY["consent.read"].asks)
    found = facts.gather(dossier, language)
    rules = consent_rules.shipped()
    if look and not known(look):
        raise errors.NotFound
    current = found.consent_rule
    covenant = dossier.covenant
    version = facts.current_text(found.texts)
    may = desk.may("consent.choose") and covenant.stage in voices.CHOOSABLE
    trying = look if may and look != (current.name if current else NONE) else ""
    flow = loading.workflow(covenant.workflow)
    asking = [c for a in flow.actions.values() for c in a.conditions if c.check == CONDITION]
    names = {v.id: v.name for v in table.voters(found)}
    return RulePage(
        head=desk.head,
        rule=_rule(desk, found, current) if current else None,
        preview=_rule(desk, found, rules[trying]) if trying in rules else None,
        dropping=trying == NONE,
        choices=_choices(desk, session),
        others=tuple(
            [(r.name, r.label[language]) for r in rules.values() if r is not current]
            + ([(NONE, "")] if current else [])
        ),
        meanings=tuple((r.label[language], r.meaning[language]) for r in rules.values()),
        text=version.number if version else "",
        text_path=f"/convenanten/{covenant.slug}/teksten/{version.id}" if version else "",
        final=bool(version and version.status == "final"),
        deadline=_last_day(desk, version.id) if version else None,
        asked=tuple((desk.party_path(k), v) for k, v in sorted(names.items(), key=lambda o: o[1].casefold())),
        gate=bool(asking),
        condition=asking[0].id if asking else "",
        may_choose=may,
        settled=covenant.stage not in voices.CHOOSABLE,
        path=addresses.consent_rule(covenant.slug),
    )


def _last_day(desk: registers.Desk, text_id: str) -> date | None:
    row = next(t for t in desk.dossier.every(tables.TextVersion) if t.id == text_id)
    return voices.last_day(desk.dossier, row)


def _rule(desk: registers.Desk, known: Facts, named: consent_rules.Named) -> RuleView:
    version, language = facts.current_text(known.texts), desk.language
    line = None
    if version is not None:
        version = replace(version, answer_by=_last_day(desk, version.id))
        heard = replace(
            known,
            voices=voices.of_text(desk.dossier, version.id, named),
            weights=voices.weights(desk.dossier),
        )
        outcome = consenting.evaluate(named.rule, table.ballot(heard, version))
        names = {p.id: p.name for p in known.parties}
        line = consent_words.explained(outcome, names, language)
    return RuleView(named.name, named.label[language], named.meaning[language], line)


def _choices(desk: registers.Desk, session: Session) -> tuple[Choice, ...]:
    """What was chosen before, the newest first."""
    dossier = desk.dossier
    rules = consent_rules.shipped()
    found = []
    for line in ledger.lines(session, dossier.covenant.id, until=dossier.as_of, kinds="consent."):
        said = str(line.fields.get("says", {}).get("rule", ""))
        chosen = rules[said].label[desk.language] if line.kind == "consent.choose" else ""
        on = date.fromisoformat(str(line.fields["on"]))
        found.append(Choice(chosen, on, str(line.fields.get("note", ""))))
    return tuple(reversed(found))
