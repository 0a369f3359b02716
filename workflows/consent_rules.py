"""The rules of consent a definition may use, and how they are read from data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal

from workflows.parties import KIND_CODES, PartyKind

DEFINITIONS = Path(__file__).parent / "definitions"
SHIPPED = "consent-1"
LANGUAGES = ("nl", "en")

Abstentions = Literal["ignore", "against", "for"]
"""An abstention leaves the denominator, stays in it without being a yes, or counts as a yes."""


class UnusableRule(ValueError):
    """A rule that nobody could ever meet, or that asks nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What every rule that counts voices has to say."""

    abstentions: Abstentions = "against"
    proposer_counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Everyone(Counting):
    """Everybody asked says yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast(Counting):
    """This many say yes, of everybody or of one kind."""

    count: int
    kind: PartyKind | None = None

    def __post_init__(self) -> None:
        if self.count < 1:
            raise UnusableRule(f"at least {self.count} asks nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class PerKind(Counting):
    """So many of each kind say yes."""

    least: Mapping[PartyKind, int]

    def __post_init__(self) -> None:
        if not self.least:
            raise UnusableRule("per_kind names no kind")
        for kind, count in self.least.items():
            if count < 1:
                raise UnusableRule(f"at least {count} of kind {kind.value} asks nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Counting):
    """This part says yes, of the weight or of the parties asked; exact, so 79.99 % is not 80 %."""

    least: Fraction
    of: Literal["weight", "parties"] = "weight"

    def __post_init__(self) -> None:
        if not 0 < self.least <= 1:
            raise UnusableRule(f"a share of {self.least} lies outside 0 to 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoObjection(Counting):
    """Silence is consent once the deadline has passed; one objection blocks. An objection of the proposer
    does too: it does not count towards its own quorum, but here no quorum is counted."""

    abstentions: Abstentions = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoVeto:
    """Nobody vetoes, the proposer included."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part is carried."""

    parts: tuple["Rule", ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise UnusableRule("all of nothing")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part is carried."""

    parts: tuple["Rule", ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise UnusableRule("any of nothing")


Rule = Everyone | AtLeast | PerKind | Share | NoObjection | NoVeto | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Named:
    """A rule with its name and its words: what a covenant or a motion is pinned to."""

    name: str
    label: Mapping[str, str]
    meaning: Mapping[str, str]
    rule: Rule
    reservation: Literal["yes", "no", "abstain"] = "abstain"
    """What an answer 'with a reservation' on a text counts as."""


def named(name: str) -> Named:
    """A shipped rule by its name; KeyError when there is none."""
    return shipped()[name]


@cache
def shipped() -> Mapping[str, Named]:
    """Every shipped rule by its name, in the order of the file."""
    path = DEFINITIONS / f"{SHIPPED}.toml"
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, file: str) -> Mapping[str, Named]:
    """Read a file of named rules. Raises UnusableRule with a sentence that names the place."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnusableRule(f"{file}: not valid TOML: {error}.") from error
    found: dict[str, Named] = {}
    for raw in table.get("rules", []):
        name = raw.get("name")
        place = f"{file}, rule {name}"
        if not isinstance(name, str) or not name.isidentifier():
            raise UnusableRule(f"{file}: {name!r} is not a name.")
        if name in found:
            raise UnusableRule(f"{place}: this name is used twice.")
        _only(raw, {"name", "label", "meaning", "rule"}, place, frozenset({"reservation"}))
        reservation = raw.get("reservation", "abstain")
        if reservation not in ("yes", "no", "abstain"):
            raise UnusableRule(f"{place}: reservation is {reservation!r}, not yes, no or abstain.")
        for words in ("label", "meaning"):
            for language in LANGUAGES:
                if not str(raw[words].get(language, "")).strip():
                    raise UnusableRule(f"{place}: {words} has no {language}.")
        found[name] = Named(name, raw["label"], raw["meaning"], read(raw["rule"], place), reservation)
    return found


def _only(
    raw: Mapping[str, Any], wanted: set[str], place: str, optional: frozenset[str] = frozenset()
) -> None:
    if missing := sorted(wanted - raw.keys()):
        raise UnusableRule(f"{place}: missing {', '.join(missing)}.")
    if unknown := sorted(raw.keys() - wanted - optional):
        raise UnusableRule(f"{place}: unknown {', '.join(unknown)}.")


def read(raw: object, place: str) -> Rule:
    """One rule, and the rules inside it. Raises UnusableRule with a sentence that names the place."""
    if not isinstance(raw, dict) or len(raw) != 1:
        raise UnusableRule(f"{place}: a rule is a table with exactly one name in it, not {raw!r}.")
    [(name, given)] = raw.items()
    place = f"{place}, {name}"
    if name in ("all", "any"):
        if not isinstance(given, list):
            raise UnusableRule(f"{place}: is {given!r}, not a list of rules.")
        parts = tuple(read(part, f"{place} {n}") for n, part in enumerate(given, 1))
        return _made(place, AllOf if name == "all" else AnyOf, parts=parts)
    if name not in READERS:
        raise UnusableRule(f"{place}: unknown rule {name!r}.")
    if not isinstance(given, dict):
        raise UnusableRule(f"{place}: is {given!r}, not a table of parameters.")
    made, required, optional = READERS[name]
    _only(given, set(required), place, frozenset(optional))
    return _made(place, made, **{key: _value(name, key, value, place) for key, value in given.items()})


def _made(place: str, made: Any, **given: object) -> Rule:
    try:
        rule: Rule = made(**given)
    except UnusableRule as error:
        raise UnusableRule(f"{place}: {error}.") from error
    return rule


COUNTING = ("abstentions", "proposer_counts")
READERS: Mapping[str, tuple[type, tuple[str, ...], tuple[str, ...]]] = {
    "everyone": (Everyone, (), COUNTING),
    "at_least": (AtLeast, ("count",), ("kind", *COUNTING)),
    "per_kind": (PerKind, ("least",), COUNTING),
    "share": (Share, ("least",), ("of", *COUNTING)),
    "no_objection": (NoObjection, (), COUNTING),
    "no_veto": (NoVeto, (), ()),
}
"""What a definition calls a rule, what it has to say with it and what it may say."""


def _value(rule: str, key: str, value: object, place: str) -> object:
    """One parameter, refused when it is not what it should be."""
    if key == "abstentions" and value in ("ignore", "against", "for"):
        return value
    if key == "proposer_counts" and isinstance(value, bool):
        return value
    if key == "of" and value in ("weight", "parties"):
        return value
    if key == "count" and _whole(value):
        return value
    if key == "kind" and isinstance(value, str) and value in KIND_CODES:
        return KIND_CODES[value]
    if rule == "per_kind" and isinstance(value, dict) and all(map(_whole, value.values())):
        if strange := [code for code in value if code not in KIND_CODES]:
            raise UnusableRule(f"{place}: unknown party kind {strange[0]!r}.")
        return {KIND_CODES[code]: count for code, count in value.items()}
    if rule == "share" and key == "least" and isinstance(value, str):
        # Written as text, "0.80" or "3/5": a number of TOML would already have been rounded.
        try:
            return Fraction(value)
        except (ValueError, ZeroDivisionError):
            pass
    raise UnusableRule(f"{place}: {key} is {value!r}, which it cannot be.")


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
