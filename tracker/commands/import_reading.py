"""From text to a checked import file, or the whole list of what is wrong with it and where."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from tracker.commands import import_format
from tracker.commands.import_format import File, When
from workflows import calendar

LARGEST = 5_000_000
"""Bytes; the file of all covenants of ten years is a twentieth of this."""
DEEPEST = 30

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: a path such as `covenants[3].parties[2].joined`, or a line."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


class _Loader(_Parser):  # type: ignore[misc]
    """Safe YAML in which a date stays the text it is and a key may stand only once."""

    doubles: list[Fault]

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = Counter(k.value for k, _ in node.value if isinstance(k, yaml.ScalarNode))
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and keys[key.value] > 1:
                keys[key.value] = 0
                line = key.start_mark.line + 1
                self.doubles.append(
                    Fault(f"regel {line}", f"het veld '{key.value[:60]}' staat hier meer dan één keer")
                )
        found: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return found


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in _Parser.yaml_implicit_resolvers.items()
}


def read(text: str) -> tuple[File | None, tuple[Fault, ...]]:
    """The file, or every fault. Never raises for what the text holds."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        return None, (Fault("bestand", f"is groter dan {LARGEST // 1_000_000} MB"),)
    try:
        faults = list(_refused(text))
        if faults:
            return None, tuple(faults)
        loader = _Loader(text)
        loader.doubles = faults
        try:
            data = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, (Fault(f"regel {line}", f"is geen YAML ({error.problem})"),)
    except (yaml.YAMLError, UnicodeError, ValueError, TypeError):
        return None, (Fault("bestand", "is geen leesbare YAML"),)
    if faults:
        return None, tuple(faults)
    if not isinstance(data, dict):
        return None, (Fault("bestand", "moet uit velden bestaan, zoals organisations en covenants"),)
    try:
        file = File.model_validate(data)
    except ValidationError as error:
        return None, tuple(_said(error))
    found = tuple(_related(file))
    return (None, found) if found else (file, ())


def _refused(text: str) -> Iterator[Fault]:
    """Aliases would let a small file become endless, and deep nesting would exhaust the reader."""
    depth = 0
    for event in yaml.parse(text, Loader=_Parser):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            yield Fault(f"regel {line}", "verwijzingen (*) zijn niet toegestaan")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            yield Fault(f"regel {line}", f"is dieper genest dan {DEEPEST} niveaus")
            return


_SAID = {
    "missing": "ontbreekt",
    "extra_forbidden": "is een onbekend veld",
    "string_type": "moet tekst zijn (zet een jaartal of een datum tussen aanhalingstekens)",
    "int_type": "moet een geheel getal zijn",
    "int_from_float": "moet een geheel getal zijn",
    "bool_type": "moet true of false zijn",
    "list_type": "moet een lijst zijn",
    "dict_type": "moet uit velden bestaan",
    "model_type": "moet uit velden bestaan",
    "model_attributes_type": "moet uit velden bestaan",
    "string_too_short": "mag niet leeg zijn",
}


def _said(error: ValidationError) -> Iterator[Fault]:
    for one in error.errors(include_url=False, include_input=False):
        limits = one.get("ctx", {})
        match one["type"]:
            case "literal_error":
                what = f"moet een van deze zijn: {limits['expected']}".replace(" or ", " of ")
            case "value_error":
                what = str(limits["error"])
            case "string_too_long":
                what = f"is langer dan {limits['max_length']} tekens"
            case "string_pattern_mismatch":
                what = f"heeft niet de vorm {limits['pattern']}"
            case "greater_than_equal" | "less_than_equal" | "int_parsing_size":
                what = "is een getal buiten het bereik"
            case other:
                what = _SAID.get(other, "klopt niet")
        yield Fault(path(one["loc"]), what)


def path(parts: Sequence[int | str]) -> str:
    """A place in the file: `covenants[3].parties[2].joined`."""
    place = ""
    for part in parts:
        if part == "[key]" or (isinstance(part, str) and "-pattern" in part):
            continue
        place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else part
    return place or "bestand"


def before(one: When | None, other: When | None) -> bool:
    """Whether the first date is certainly earlier, at the precision that is known."""
    if one is None or other is None:
        return False
    return calendar.PartialDate.parse(one).surely_before(calendar.PartialDate.parse(other))


def _related(file: File) -> Iterator[Fault]:
    """What only shows when records are held against one another."""
    slugs = Counter([c.slug for c in file.covenants] + [t.slug for t in file.tracks_without_covenant])
    for number, covenant in enumerate(file.covenants):
        here = f"covenants[{number}]"
        if slugs[covenant.slug] > 1:
            yield Fault(f"{here}.slug", f"'{covenant.slug}' staat er meer dan één keer")
        for field in ("negotiation", "implementation"):
            slug = getattr(covenant.facilitator, field)
            if slug is not None and slug not in file.organisations:
                yield Fault(
                    f"{here}.facilitator.{field}", f"de organisatie '{slug}' staat niet bij organisations"
                )
        yield from _parties(file, covenant, here)
        yield from _terms(covenant, here)
        yield from _twice([(f"{here}.commitments[{i}].id", c.id) for i, c in enumerate(covenant.commitments)])
        yield from _twice([(f"{here}.sources[{i}]", s) for i, s in enumerate(covenant.sources)])
        if covenant.status.phase == "exploratory_only":
            yield Fault(f"{here}.status.phase", "hoort bij tracks_without_covenant")
    for number, track in enumerate(file.tracks_without_covenant):
        here = f"tracks_without_covenant[{number}]"
        if slugs[track.slug] > 1:
            yield Fault(f"{here}.slug", f"'{track.slug}' staat er meer dan één keer")
        if track.status.phase != "exploratory_only":
            yield Fault(f"{here}.status.phase", "moet exploratory_only zijn")
        yield from _twice([(f"{here}.sources[{i}]", s) for i, s in enumerate(track.sources)])


def _parties(file: File, covenant: import_format.Covenant, here: str) -> Iterator[Fault]:
    yield from _twice([(f"{here}.parties[{i}].org", p.org) for i, p in enumerate(covenant.parties)])
    for number, party in enumerate(covenant.parties):
        there = f"{here}.parties[{number}]"
        body = file.organisations.get(party.org)
        if body is None:
            yield Fault(f"{there}.org", f"de organisatie '{party.org}' staat niet bij organisations")
            continue
        for field, known in (
            ("name_nl", body.nl),
            ("name_en", body.en),
            ("abbr", body.abbr),
            ("kind", body.kind),
        ):
            given = getattr(party, field)
            if given is not None and given != known:
                yield Fault(f"{there}.{field}", f"wijkt af van organisations.{party.org}: '{known}'")
        if before(party.left, party.joined):
            yield Fault(f"{there}.left", f"ligt vóór joined ({party.joined})")


def _terms(covenant: import_format.Covenant, here: str) -> Iterator[Fault]:
    values = {name: dated.value for name, dated in covenant.dates.items() if dated is not None}
    for first, last in (
        ("signing", "term_end"),
        ("term_start", "term_end"),
        ("entry_into_force", "term_end"),
    ):
        if before(values.get(last), values.get(first)):
            yield Fault(f"{here}.dates.{last}.value", f"ligt vóór {first} ({values[first]})")


def _twice(placed: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, value in placed:
        if value in seen:
            yield Fault(place, f"'{value}' staat er meer dan één keer")
        seen.add(value)
