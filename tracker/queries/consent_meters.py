"""How far a rule of consent is, part by part: a label, what there is, what it takes, and what is left to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.locale import N_, _
from workflows import words
from workflows.ballots import Node, Outcome

RULE: Mapping[str, str] = {
    "everyone": N_("Iedereen zegt ja"),
    "at_least": N_("Genoeg partijen zeggen ja"),
    "no_objection": N_("Niemand maakt bezwaar"),
    "no_veto": N_("Niemand spreekt een veto uit"),
}
SHARE: Mapping[str, str] = {
    "weight": N_("Ja, naar gewicht"),
    "parties": N_("Ja, van de partijen"),
}
STATE: Mapping[str, tuple[str, str, str]] = {
    "open": ("wait", "up", N_("nog open")),
    "carried": ("ok", "check", N_("gehaald")),
    "lost": ("stop", "cross", N_("niet te halen")),
}
PROBLEM: Mapping[str, str] = {
    "nobody": N_("Er is niemand om te vragen."),
    "all_abstained": N_("Iedereen onthield zich. Zo is niets aangenomen."),
    "no_weight": N_("Er zijn nog geen gewichten vastgelegd."),
    "too_few": N_("Er zitten te weinig partijen aan tafel om dit te halen."),
    "no_deadline": N_("Zonder uiterste dag telt zwijgen niet als instemmen."),
    "before_deadline": N_("Wie zwijgt, stemt in zodra de uiterste dag voorbij is."),
}


@dataclass(frozen=True, slots=True)
class Meter:
    """One part of the rule. `shared` parts are shares from 0 to 1; `counted` parts have a meter at all."""

    label: str
    mark: tuple[str, str, str]
    have: int | Decimal
    need: int | Decimal
    total: int
    shared: bool
    counted: bool
    missing: tuple[str, ...]
    objecting: tuple[str, ...]
    abstained: tuple[str, ...]
    excluded: str
    unweighed: tuple[str, ...]
    problem: str


def meters(outcome: Outcome, names: Mapping[str, str], language: str) -> tuple[Meter, ...]:
    """Every part that counts voices, in the order of the rule."""
    return tuple(_meter(node, names, language) for node in outcome.why.leaves())


def _meter(node: Node, names: Mapping[str, str], language: str) -> Meter:
    def named(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(i, "") for i in ids)

    return Meter(
        label=_label(node, language),
        mark=STATE[node.state],
        have=shown(node.have) if node.unit == "share" else int(node.have),
        need=shown(node.need) if node.unit == "share" else int(node.need),
        total=int(node.total),
        shared=node.unit == "share",
        counted=node.unit in ("share", "parties"),
        missing=named(node.missing),
        objecting=named(tuple(o.party_id for o in node.objecting)),
        abstained=named(node.abstained),
        excluded=names.get(node.excluded, ""),
        unweighed=named(node.unweighed),
        problem=PROBLEM.get(node.problem, ""),
    )


def shown(share: int | Fraction) -> Decimal:
    """A share as a page writes it: rounded down, so that 79.99 % never reads as 80 %."""
    return Decimal(int(Fraction(share) * 10_000)) / 10_000


def _label(node: Node, language: str) -> str:
    if node.unit == "share":
        return _(SHARE[node.of])
    if node.kind is not None:
        return _("Ja van: %(kind)s", kind=words.KINDS[node.kind][language])
    return _(RULE[node.rule])
