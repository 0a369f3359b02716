"""How a question stands under a rule of consent, in sentences: how far it is, who is awaited, who objects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tracker.locale import N_, _, ngettext
from workflows import counting, words
from workflows.ballots import Node, Objecting, Outcome, State
from workflows.conditions import table
from workflows.consent_rules import Abstentions
from workflows.consenting import evaluate
from workflows.engine import Finding
from workflows.facts import Facts
from workflows.parties import PartyKind

KINDS: Mapping[PartyKind | None, tuple[str, str]] = {
    None: (N_("partij"), N_("partijen")),
    PartyKind.SECTOR_ASSOCIATION: (N_("brancheorganisatie"), N_("brancheorganisaties")),
    PartyKind.COMPANY: (N_("bedrijf"), N_("bedrijven")),
    PartyKind.TRADE_UNION: (N_("vakbond"), N_("vakbonden")),
    PartyKind.NGO: (N_("maatschappelijke organisatie"), N_("maatschappelijke organisaties")),
    PartyKind.GOVERNMENT: (N_("overheid"), N_("overheden")),
    PartyKind.FACILITATOR: (N_("facilitator"), N_("facilitators")),
    PartyKind.OTHER: (N_("andere partij"), N_("andere partijen")),
}
STATES: Mapping[State, tuple[str, str, str]] = {
    "carried": ("ok", "check", N_("gehaald")),
    "open": ("wait", "up", N_("nog niet gehaald")),
    "lost": ("stop", "cross", N_("zo niet te halen")),
}
"""Tone, icon and word."""


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the rule: how it stands, what follows from that for whom, and the parts inside it."""

    state: State
    text: str
    notes: tuple[str, ...] = ()
    parts: tuple["Line", ...] = ()

    @property
    def mark(self) -> tuple[str, str, str]:
        """Tone, icon and word of its state."""
        tone, icon, word = STATES[self.state]
        return tone, icon, _(word)

    def all(self) -> Iterable[str]:
        """Every sentence, in order: for whoever wants running text."""
        yield self.text
        yield from self.notes
        for part in self.parts:
            yield from part.all()


def explained(outcome: Outcome, names: Mapping[str, str], language: str) -> Line:
    """The whole explanation. Only for readers who may know what each party said."""
    return _line(outcome.why, _Speaking(names, language, set()))


def of(finding: Finding, known: Facts, language: str) -> Line | None:
    """The explanation of a gate's condition about consent; None for any other, and without a final text."""
    rule = None
    if finding.condition.check == "table_consents" and known.consent_rule is not None:
        rule = known.consent_rule.rule
    elif finding.condition.check == "consent_given":
        rule = getattr(finding.condition.test, "keywords", {}).get("rule")
    final = known.final_text()
    if rule is None or final is None:
        return None
    names = {p.id: p.name for p in known.parties}
    return explained(evaluate(rule, table.ballot(known, final)), names, language)


@dataclass(frozen=True, slots=True)
class _Speaking:
    names: Mapping[str, str]
    lang: str
    told: set[str]
    """Whose reason was given already: in the parts that follow the name is enough."""

    def listing(self, ids: Iterable[str]) -> str:
        return words.listing((self.names.get(i, i) for i in ids), self.lang)

    def share(self, value: Fraction, need: Fraction) -> str:
        return percentage(value, self.lang, exact_to=need)


def percentage(value: Fraction, language: str, *, exact_to: Fraction = Fraction(0)) -> str:
    """A share as a percentage that never reads as more than it is: cut off, not rounded, and with as many
    decimals as the bar it is held against."""
    places = max(2, _places(exact_to * 100) or 0)
    scale = 10**places
    cut = Fraction(value * 100 * scale // 1, scale)
    return words.percent(counting.as_decimal(cut / 100), language)


def _places(value: Fraction) -> int | None:
    """Decimals of a number that has an end; None of one that has none within ten."""
    return next((n for n in range(11) if (value * 10**n).denominator == 1), None)


def bar(need: Fraction, language: str) -> str:
    """What a share is held against: a percentage, or the fraction where that has no end: 2/3."""
    if _places(need * 100) is None:
        return f"{need.numerator}/{need.denominator}"
    return words.percent(Decimal(need.numerator) / Decimal(need.denominator), language)


def _line(node: Node, say: _Speaking) -> Line:
    parts = tuple(_line(part, say) for part in node.parts)
    return Line(node.state, SENTENCES[node.rule](node, say), tuple(_notes(node, say)), parts)


def _nobody(node: Node) -> str:
    if node.problem == "nobody":
        one = _(KINDS[node.kind][0])
        return _("Er is geen %(kind)s die mag meebeslissen. Zonder partijen is er geen instemming.", kind=one)
    if node.problem == "all_abstained":
        return _("Iedereen onthoudt zich. Dan is er niemand die instemt.")
    return ""


def _counted(node: Node, have: int, total: int) -> str:
    """4 van 5 vakbonden zeggen ja."""
    noun = _(KINDS[node.kind][0 if total == 1 else 1])
    said = ngettext(
        "%(have)s van %(total)s %(kinds)s zegt ja.", "%(have)s van %(total)s %(kinds)s zeggen ja.", have
    )
    return said % {"have": have, "total": total, "kinds": noun}


def _everyone(node: Node, _say: _Speaking) -> str:
    if nobody := _nobody(node):
        return nobody
    told = _counted(node, int(node.have), int(node.total))
    return _("%(told)s Iedereen is nodig.", told=told)


def _at_least(node: Node, _say: _Speaking) -> str:
    if nobody := _nobody(node):
        return nobody
    told = _counted(node, int(node.have), int(node.total))
    asked = ngettext(
        "%(told)s Nodig is er ten minste %(need)s.",
        "%(told)s Nodig zijn er ten minste %(need)s.",
        int(node.need),
    )
    whole = asked % {"told": told, "need": node.need}
    if node.problem == "too_few":
        return _("%(whole)s Zoveel doen er niet mee.", whole=whole)
    return whole


def _share(node: Node, say: _Speaking) -> str:
    if nobody := _nobody(node):
        return nobody
    if node.problem == "no_weight":
        return _("Van niemand die meetelt is een gewicht vastgelegd. Zonder gewicht is er geen instemming.")
    have, need = Fraction(node.have), Fraction(node.need)
    figures = {"have": say.share(have, need), "need": bar(need, say.lang)}
    if node.of == "weight":
        return _("%(have)s van het gewicht zegt ja. Nodig is %(need)s.", **figures)
    told = _counted(node, int(node.said), int(node.total))
    return _("%(told)s Dat is %(have)s; nodig is %(need)s.", told=told, **figures)


def _per_kind(node: Node, _say: _Speaking) -> str:
    told = ngettext(
        "Bij %(have)s van %(need)s partijsoort zeggen genoeg partijen ja.",
        "Bij %(have)s van %(need)s partijsoorten zeggen genoeg partijen ja.",
        int(node.need),
    )
    return told % {"have": node.have, "need": node.need}


def _no_objection(node: Node, say: _Speaking) -> str:
    if nobody := _nobody(node):
        return nobody
    if node.objecting:
        told = ngettext(
            "%(count)s partij heeft bezwaar. Eén bezwaar houdt het tegen.",
            "%(count)s partijen hebben bezwaar. Eén bezwaar houdt het tegen.",
            len(node.objecting),
        )
        return told % {"count": len(node.objecting)}
    if node.problem == "no_deadline":
        return _("Niemand heeft bezwaar. Er is geen laatste dag, dus zwijgen is nog geen instemmen.")
    if node.deadline is not None and node.problem == "before_deadline":
        day = words.day(node.deadline, say.lang)
        return _("Niemand heeft bezwaar. Wie tot en met %(day)s zwijgt, stemt in.", day=day)
    if node.deadline is not None and node.missing:
        return _("Niemand had bezwaar tot en met %(day)s.", day=words.day(node.deadline, say.lang))
    return _("Iedereen heeft zich uitgesproken en niemand heeft bezwaar.")


def _no_veto(node: Node, _say: _Speaking) -> str:
    if nobody := _nobody(node):
        return nobody
    if not node.objecting:
        return _("Niemand spreekt een veto uit.")
    told = ngettext(
        "%(count)s partij spreekt een veto uit. Eén veto houdt het tegen.",
        "%(count)s partijen spreken een veto uit. Eén veto houdt het tegen.",
        len(node.objecting),
    )
    return told % {"count": len(node.objecting)}


def _all(node: Node, _say: _Speaking) -> str:
    return _("Alle onderdelen zijn nodig: %(have)s van %(total)s gehaald.", have=node.have, total=node.total)


def _any(node: Node, _say: _Speaking) -> str:
    return _("Eén onderdeel is genoeg: %(have)s van %(total)s gehaald.", have=node.have, total=node.total)


SENTENCES = {
    "everyone": _everyone,
    "at_least": _at_least,
    "per_kind": _per_kind,
    "share": _share,
    "no_objection": _no_objection,
    "no_veto": _no_veto,
    "all": _all,
    "any": _any,
}


def _notes(node: Node, say: _Speaking) -> Iterable[str]:
    """Who is awaited, who objects and why, and who does not count."""
    if node.parts:
        return
    if node.state == "open" and node.missing:
        yield _awaited(node, say)
    for one in node.objecting:
        yield _objection(one, say)
    told = {one.party_id for one in node.objecting}
    if quiet := tuple(p for p in node.abstained if p not in told):
        yield _abstained(quiet, node.abstentions, say)
    if node.excluded:
        yield _("%(party)s bracht dit in en telt zelf niet mee.", party=say.listing([node.excluded]))
    if node.unweighed and node.problem != "no_weight":
        yield _("Zonder gewicht, dus geteld als 0: %(parties)s.", parties=say.listing(node.unweighed))
    if node.late and node.deadline is not None:
        yield _(
            "Bezwaar na %(day)s telt niet mee: %(parties)s.",
            day=words.day(node.deadline, say.lang),
            parties=say.listing(node.late),
        )


def _awaited(node: Node, say: _Speaking) -> str:
    silent = say.listing(node.missing)
    short = int(node.need) - int(node.have)
    if node.rule == "at_least" and short < len(node.missing):
        return _("Nog nodig: %(count)s van %(parties)s.", count=short, parties=silent)
    if node.rule in ("everyone", "at_least"):
        return _("Nog nodig: %(parties)s.", parties=silent)
    return _("Nog niet gehoord: %(parties)s.", parties=silent)


def _objection(one: Objecting, say: _Speaking) -> str:
    party = say.listing([one.party_id])
    reason = "" if one.party_id in say.told else one.reason
    say.told.add(one.party_id)
    if one.value == "abstain":
        return _("%(party)s onthoudt zich, en dat telt als bezwaar.", party=party)
    if one.value == "veto":
        if reason:
            return _("%(party)s spreekt een veto uit: ‘%(reason)s’", party=party, reason=reason)
        return _("%(party)s spreekt een veto uit.", party=party)
    if reason:
        return _("%(party)s is tegen: ‘%(reason)s’", party=party, reason=reason)
    return _("%(party)s is tegen.", party=party)


def _abstained(parties: tuple[str, ...], mode: Abstentions, say: _Speaking) -> str:
    who, count = say.listing(parties), len(parties)
    told = {
        "ignore": ngettext(
            "%(parties)s onthoudt zich en telt niet mee.",
            "%(parties)s onthouden zich en tellen niet mee.",
            count,
        ),
        "against": ngettext(
            "%(parties)s onthoudt zich en telt niet als ja.",
            "%(parties)s onthouden zich en tellen niet als ja.",
            count,
        ),
        "for": ngettext(
            "%(parties)s onthoudt zich en telt als ja.", "%(parties)s onthouden zich en tellen als ja.", count
        ),
    }[mode]
    return told % {"parties": who}
