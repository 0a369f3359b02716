"""From a definition file to a Workflow, or to one sentence that names what is wrong and where."""

import inspect
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from string import Formatter
from typing import Any, get_args, get_origin, get_type_hints

from workflows import consent_rules, facts
from workflows.conditions import CHECKS
from workflows.engine import Action, Answer, Check, Condition, Workflow

DEFINITIONS = Path(__file__).parent / "definitions"
SHIPPED = ("imvo-1", "imvo-2", "track-1", "participation-1", "participation-2", "requirement-1")
LANGUAGES = ("nl", "en")
ROLES = frozenset({"facilitator", "own_party", "system"})
KINDS = frozenset({"forward", "back", "end", "pause", "side"})
ACTS = frozenset({"party", "facilitator", "both"})
PLACEHOLDERS = frozenset({"have", "need", "parties", "kinds", "things", "figures", "due"})
LOOKS_AT: Mapping[str, type] = {
    "imvo": facts.Facts,
    "track": facts.TrackFacts,
    "participation": facts.ParticipationFacts,
    "requirement": facts.RequirementFacts,
}
"""What the conditions of each family are shown."""


class DefinitionError(ValueError):
    """A definition that may not be used; its text is one sentence for the person who wrote it."""


class _Place:
    """Where in a definition we are, for the sentence."""

    def __init__(self, *steps: str) -> None:
        self.steps = steps

    def at(self, step: str) -> "_Place":
        return _Place(*self.steps, step)

    def refuse(self, what: str) -> DefinitionError:
        return DefinitionError(f"{', '.join(self.steps)}: {what}.")


@cache
def workflow(name: str) -> Workflow:
    """A shipped definition by its id, read and compiled once."""
    return load(DEFINITIONS / f"{name}.toml")


def shipped() -> tuple[Workflow, ...]:
    """Every shipped definition; called at start-up, so that a typo stops the program."""
    return tuple(workflow(name) for name in SHIPPED)


def load(path: Path) -> Workflow:
    """Read and compile one definition file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(f"{path.name}: cannot be read: {error}.") from error
    return parse(text, path.name)


def parse(text: str, file: str) -> Workflow:
    """Compile a definition. Raises DefinitionError naming file, action and condition."""
    place = _Place(file)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise place.refuse(f"not valid TOML: {error}") from error
    _keys(table, {"id", "family", "initial", "label", "states", "actions"}, {"terminal", "always"}, place)
    if table["family"] not in LOOKS_AT:
        raise place.refuse(f"unknown family {table['family']!r}")
    seen = LOOKS_AT[table["family"]]
    states = {
        s["name"]: _words(s, "label", place.at(f"state {s['name']}")) for s in _named(table, "states", place)
    }
    always = tuple(_condition(c, seen, True, place) for c in table.get("always", []))
    actions = {a["name"]: _action(a, states, seen, always, place) for a in _named(table, "actions", place)}
    _unique_ids(actions.values(), always, place)
    terminal = frozenset(table.get("terminal", []))
    _graph(table["initial"], terminal, states, actions, place)
    return Workflow(
        id=table["id"],
        family=table["family"],
        label=_words(table, "label", place),
        states=states,
        actions=actions,
        initial=table["initial"],
        terminal=terminal,
    )


def _keys(table: Mapping[str, Any], required: set[str], optional: set[str], place: _Place) -> None:
    if missing := sorted(required - table.keys()):
        raise place.refuse(f"missing {', '.join(missing)}")
    if unknown := sorted(table.keys() - required - optional):
        raise place.refuse(f"unknown {', '.join(unknown)}")


def _named(table: Mapping[str, Any], group: str, place: _Place) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = table[group]
    names: set[str] = set()
    for entry in entries:
        name = entry.get("name")
        if not isinstance(name, str) or not name.isidentifier():
            # The machine reaches states and triggers by name.
            raise place.refuse(f"{name!r} under {group} is not a name")
        if name in names:
            raise place.refuse(f"{group} has {name} twice")
        names.add(name)
    return entries


def _words(table: Mapping[str, Any], key: str, place: _Place) -> Mapping[str, str]:
    words = table.get(key)
    for language in LANGUAGES:
        if (
            not isinstance(words, dict)
            or not isinstance(words.get(language), str)
            or not words[language].strip()
        ):
            raise place.refuse(f"{key} has no {language}")
    assert isinstance(words, dict)
    return words


def _action(
    raw: Mapping[str, Any],
    states: Mapping[str, Any],
    seen: type,
    always: tuple[Condition, ...],
    place: _Place,
) -> Action:
    place = place.at(f"action {raw['name']}")
    _keys(
        raw,
        {"name", "from", "to", "label", "past", "roles", "kind"},
        {"needs_note", "ends_track", "conditions"},
        place,
    )
    sources = (raw["from"],) if isinstance(raw["from"], str) else tuple(raw["from"])
    if strange := [s for s in (*sources, raw["to"]) if s not in states]:
        raise place.refuse(f"unknown state {strange[0]!r}")
    if not sources:
        raise place.refuse("starts from no state")
    if not raw["roles"]:
        raise place.refuse("nobody may perform it")
    if strange := [r for r in raw["roles"] if r not in ROLES]:
        raise place.refuse(f"unknown role {strange[0]!r}")
    if raw["kind"] not in KINDS:
        raise place.refuse(f"unknown kind {raw['kind']!r}")
    own = tuple(_condition(c, seen, False, place) for c in raw.get("conditions", []))
    return Action(
        name=raw["name"],
        from_=sources,
        to=raw["to"],
        label=_words(raw, "label", place),
        past=_words(raw, "past", place),
        roles=tuple(raw["roles"]),
        kind=raw["kind"],
        needs_note=_flag(raw, "needs_note", place),
        ends_track=_flag(raw, "ends_track", place),
        conditions=(*own, *always),
    )


def _flag(raw: Mapping[str, Any], key: str, place: _Place) -> bool:
    value = raw.get(key, False)
    if not isinstance(value, bool):
        raise place.refuse(f"{key} must be true or false")
    return value


def _condition(raw: Mapping[str, Any], seen: type, always: bool, place: _Place) -> Condition:
    place = place.at(f"condition {raw.get('id', '?')}")
    _keys(
        raw,
        {"id", "check", "label", "unmet", "way_out"},
        {"with", "overridable", "acts", "item", "quiet", "override_deadline"},
        place,
    )
    quiet, overridable = always or _flag(raw, "quiet", place), _flag(raw, "overridable", place)
    if quiet and overridable:
        raise place.refuse("a standing rule cannot be passed")
    acts = raw.get("acts", "party")
    if acts not in ACTS:
        raise place.refuse(f"unknown acts {acts!r}")
    for key in ("unmet", "way_out"):
        for sentence in _words(raw, key, place).values():
            for name in _placeholders(sentence, place):
                if name not in PLACEHOLDERS:
                    raise place.refuse(f"{key} uses unknown placeholder {{{name}}}")
    return Condition(
        id=raw["id"],
        check=raw["check"],
        test=_bound(raw["check"], raw.get("with", {}), seen, place),
        label=_words(raw, "label", place),
        unmet=raw["unmet"],
        way_out=raw["way_out"],
        overridable=overridable,
        acts=acts,
        item=raw.get("item"),
        quiet=quiet,
        override_deadline=_flag(raw, "override_deadline", place),
    )


def _placeholders(sentence: str, place: _Place) -> Iterator[str]:
    try:
        yield from (name for _, name, _, _ in Formatter().parse(sentence) if name is not None)
    except ValueError as error:
        raise place.refuse(f"{sentence!r} cannot be filled in: {error}") from error


def _bound(name: str, given: Mapping[str, Any], seen: type, place: _Place) -> Check:
    """The check with its parameters, each compared with the function's own signature."""
    check: Callable[..., Answer] | None = CHECKS.get(name)
    if check is None:
        raise place.refuse(f"unknown check {name!r}")
    hints = get_type_hints(check)
    given = {k: _rule(v, hints.get(k), place) for k, v in given.items()}
    first, *rest = inspect.signature(check).parameters.values()
    if seen not in (get_args(hints[first.name]) or (hints[first.name],)):
        raise place.refuse(f"check {name!r} does not look at {seen.__name__}")
    parameters = {p.name: p for p in rest}
    if unknown := sorted(given.keys() - parameters.keys()):
        raise place.refuse(f"check {name!r} has no parameter {unknown[0]!r}")
    for parameter in rest:
        if parameter.name not in given:
            if parameter.default is inspect.Parameter.empty:
                raise place.refuse(f"check {name!r} needs parameter {parameter.name!r}")
            continue
        if not _fits(given[parameter.name], hints[parameter.name]):
            wanted = str(hints[parameter.name]).replace("collections.abc.", "")
            wanted = hints[parameter.name].__name__ if isinstance(hints[parameter.name], type) else wanted
            value = given[parameter.name]
            raise place.refuse(f"parameter {parameter.name!r} of check {name!r} is {value!r}, not {wanted}")
    frozen = {k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    return partial(check, **frozen)


def _rule(value: Any, hint: Any, place: _Place) -> Any:
    """A rule of consent, made from its table; anything else as it is."""
    try:
        return consent_rules.read(value, "rule") if hint == consent_rules.Rule else value
    except consent_rules.UnusableRule as error:
        raise place.refuse(str(error).removesuffix(".")) from error


def _fits(value: object, hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return isinstance(value, list) and all(_fits(v, get_args(hint)[0]) for v in value)
    if hint == consent_rules.Rule:
        return True
    if get_origin(hint) is not None:
        wanted = get_args(hint)[1]
        return isinstance(value, dict) and all(_fits(v, wanted) for v in value.values())
    # bool is an int to Python, not to somebody who writes a threshold.
    return isinstance(value, hint) and (hint is bool or not isinstance(value, bool))


def _unique_ids(actions: Any, always: tuple[Condition, ...], place: _Place) -> None:
    seen: set[str] = {c.id for c in always}
    for action in actions:
        for condition in action.conditions:
            if condition in always:
                continue
            if condition.id in seen:
                raise place.at(f"action {action.name}").refuse(f"condition id {condition.id} is used twice")
            seen.add(condition.id)


def _graph(
    initial: str,
    terminal: frozenset[str],
    states: Mapping[str, Any],
    actions: Mapping[str, Action],
    place: _Place,
) -> None:
    for state in (initial, *sorted(terminal)):
        if state not in states:
            raise place.refuse(f"unknown state {state!r}")
    reached, fresh = set[str](), {initial}
    while fresh:
        reached |= fresh
        fresh = {a.to for a in actions.values() if reached.intersection(a.from_)} - reached
    for state in states:
        ways = [a for a in actions.values() if state in a.from_]
        if state not in reached:
            raise place.at(f"state {state}").refuse("cannot be reached")
        if state in terminal and ways:
            raise place.at(f"state {state}").refuse(f"is terminal, yet {ways[0].name} leaves it")
        if state not in terminal and not any(a.to != state for a in ways):
            raise place.at(f"state {state}").refuse("is a dead end")
