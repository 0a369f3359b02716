"""From findings to sentences: who is missing, how far it is and what would help, in Dutch and English."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from workflows import counting, norms
from workflows.engine import Blocker, Figure, Finding, Unmet, Words

KINDS: Mapping[str, Words] = {
    "sector_association": {"nl": "brancheorganisatie", "en": "sector association"},
    "company": {"nl": "bedrijf", "en": "company"},
    "trade_union": {"nl": "vakbond", "en": "trade union"},
    "ngo": {"nl": "maatschappelijke organisatie", "en": "civil society organisation"},
    "government": {"nl": "overheid", "en": "government"},
    "facilitator": {"nl": "facilitator", "en": "facilitator"},
    "other": {"nl": "andere partij", "en": "other party"},
}

THINGS: Mapping[str, Words] = {
    **KINDS,
    "text": {"nl": "een definitieve tekst", "en": "a final text"},
    "facilitator": {"nl": "een facilitator", "en": "a facilitator"},
    "secretariat": {"nl": "het secretariaat", "en": "the secretariat"},
    "chair": {"nl": "voorzitter", "en": "chair"},
    "evaluation": {"nl": "de eindevaluatie", "en": "the final evaluation"},
    "response": {"nl": "de reactie van de stuurgroep", "en": "the response of the steering committee"},
    "cycle": {"nl": "een jaarcyclus die is begonnen", "en": "an annual cycle that has begun"},
    "paused": {"nl": "gepauzeerd", "en": "paused"},
    "stopped": {"nl": "gestopt", "en": "stopped"},
    "ended": {"nl": "geëindigd", "en": "ended"},
    "succeeded": {"nl": "opgevolgd", "en": "succeeded"},
    "funding": {"nl": "de financiering", "en": "the funding"},
    "signing_condition": {"nl": "een voorwaarde van de tafel", "en": "a condition of the table"},
    "table": {"nl": "de tafel", "en": "the table"},
    "nobody": {"nl": "een partij die mag meebeslissen", "en": "a party that may decide"},
    "all_abstained": {"nl": "een partij die zich niet onthoudt", "en": "a party that does not abstain"},
    "no_weight": {"nl": "het gewicht van de partijen", "en": "the weight of the parties"},
    "too_few": {"nl": "genoeg partijen die mogen meebeslissen", "en": "enough parties that may decide"},
    "no_deadline": {"nl": "een laatste dag om te antwoorden", "en": "a last day to answer"},
    **{n.code: {lang: f"‘{text}’" for lang, text in n.label.items()} for n in norms.NORMS},
}
NOBODY: Words = {"nl": "een partij die dit kan inbrengen", "en": "a party that can provide it"}

NOTES: Mapping[str, Words] = {
    "submitted": {"nl": "ingediend", "en": "submitted"},
    "stale": {"nl": "verouderd", "en": "outdated"},
    "unrecorded": {"nl": "niet vastgelegd", "en": "not recorded"},
    "returned": {"nl": "teruggegeven", "en": "returned"},
    "expired": {"nl": "verlopen", "en": "expired"},
    "not_yet_valid": {"nl": "nog niet geldig", "en": "not yet valid"},
    "waived": {"nl": "ontheven", "en": "waived"},
    "not_applicable": {"nl": "n.v.t. verklaard", "en": "declared not applicable"},
    "yes_if": {"nl": "ja, mits", "en": "yes, if"},
    "no": {"nl": "nee", "en": "no"},
    "veto": {"nl": "veto", "en": "veto"},
    "abstain": {"nl": "onthoudt zich", "en": "abstains"},
    "negative": {"nl": "negatief", "en": "negative"},
    "no_outcome": {"nl": "zonder uitkomst", "en": "without an outcome"},
    "awaits_final_text": {"nl": "wacht op de definitieve tekst", "en": "awaits the final text"},
    "no_final_text": {"nl": "wacht op de definitieve tekst", "en": "awaits the final text"},
    "wrong_version": {"nl": "verkeerde versie", "en": "wrong version"},
    "unsigned": {"nl": "geen handtekening", "en": "no signature"},
    "no_authority": {"nl": "volmacht zonder bevoegdheid", "en": "proxy without authority"},
}
"""What is said behind a name. Not started and in progress need no word: the name says it."""

NEUTRAL = frozenset({"submitted", "stale", "unrecorded", "awaits_final_text", "no_final_text"})
"""Notes that everybody at the table may read; the others tell how a party decided."""

UNITS: Mapping[str, Words] = {
    "companies": {"nl": "bedrijven", "en": "companies"},
    "share": {"nl": "van de omzet", "en": "of turnover"},
}
OF: Words = {"nl": "van", "en": "of"}
AND: Words = {"nl": "en", "en": "and"}
STATES: Mapping[str, Words] = {
    "met": {"nl": "Gehaald", "en": "Met"},
    "not_met": {"nl": "Niet gehaald", "en": "Not met"},
    "overridden": {"nl": "Gepasseerd", "en": "Passed"},
    "not_applicable": {"nl": "n.v.t.", "en": "n/a"},
}
TOO_FEW: Words = {"nl": "te weinig deelnemers om te tonen", "en": "too few participants to show"}
UNKNOWN_DATE: Words = {"nl": "nog niet vastgelegd", "en": "not yet recorded"}
ELSEWHERE: Mapping[str, Words] = {
    "submitted": {
        "nl": "Beoordeel de inzending van {parties}",
        "en": "Assess what {parties} submitted",
    },
    "awaits_final_text": {"nl": "Stel eerst de tekst definitief vast", "en": "Freeze the text first"},
    "no_final_text": {"nl": "Stel eerst de tekst definitief vast", "en": "Freeze the text first"},
}
"""What helps when the party itself can do no more."""
MONTHS: Mapping[str, tuple[str, ...]] = {
    "nl": (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def day(on: date, lang: str) -> str:
    """A date in words: 1 juli 2026."""
    return f"{on.day} {MONTHS[lang][on.month - 1]} {on.year}"


def listing(parts: Iterable[str], lang: str) -> str:
    """A, B en C: each named once, in the order given."""
    names = list(dict.fromkeys(parts))
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {AND[lang]} {names[-1]}"


def percent(share: Decimal, lang: str) -> str:
    """An exact share as a percentage: never rounded, for 29,99 % must not read as 30 %."""
    text = f"{counting.as_decimal(Fraction(share) * 100):f}"
    return f"{text.replace('.', ',')}\N{NO-BREAK SPACE}%" if lang == "nl" else f"{text}%"


def amount(value: int | Decimal, lang: str) -> str:
    """A count as it is, a share as a percentage."""
    return percent(value, lang) if isinstance(value, Decimal) else str(value)


def of(have: int | Decimal, need: int | Decimal, lang: str) -> str:
    """8 van 9."""
    return f"{amount(have, lang)} {OF[lang]} {amount(need, lang)}"


def _note(blocker: Blocker, lang: str, masked: bool) -> str:
    if blocker.detail and blocker.what == "objection" and not masked:
        return f" ({blocker.detail})"
    if blocker.status in NOTES and (not masked or blocker.status in NEUTRAL):
        return f" ({NOTES[blocker.status][lang]})"
    return ""


def _thing(blocker: Blocker, lang: str) -> str:
    word = THINGS.get(blocker.status if blocker.what == "track" else blocker.what, NOBODY)
    return word[lang]


def _fill(template: Words, unmet: Unmet, lang: str, *, masked: bool = False, notes: bool = True) -> str:
    named = [b for b in unmet.blockers if b.party_id is not None]
    things = [_thing(b, lang) for b in unmet.blockers if b.party_id is None]
    parties = [b.name + (_note(b, lang, masked) if notes else "") for b in named]
    due = next((b.due for b in unmet.blockers if b.due is not None), None)
    return template[lang].format(
        have=amount(unmet.have, lang),
        need=amount(unmet.need, lang),
        parties=listing([*parties, *things], lang),
        things=listing(things, lang),
        kinds=listing((_kind(f, lang, notes) for f in unmet.figures if f[0] in KINDS), lang),
        figures=", ".join(f"{of(h, n, lang)} {UNITS[u][lang]}" for u, h, n in unmet.figures if u in UNITS)
        or TOO_FEW[lang],
        due=day(due, lang) if due else UNKNOWN_DATE[lang],
    )


def _kind(figure: Figure, lang: str, notes: bool) -> str:
    kind, have, need = figure
    return f"{KINDS[kind][lang]} ({of(have, need, lang)})" if notes else KINDS[kind][lang]


def sentence(finding: Finding, lang: str, *, masked: bool = False) -> str:
    """What is missing and from whom; empty when nothing is.

    `masked` leaves out how a party decided and what it objects to, for readers who may know only that
    it has not finished (`domain.md` 5.1).
    """
    if finding.unmet is None:
        return ""
    return _fill(finding.condition.unmet, finding.unmet, lang, masked=masked)


def way_out(finding: Finding, lang: str) -> str:
    """What would help, as an instruction. A party that did its part is not asked for it again."""
    if finding.unmet is None:
        return ""
    unmet = finding.unmet
    rest = tuple(b for b in unmet.blockers if b.status not in ELSEWHERE)
    parts = []
    if rest or not unmet.blockers:
        left = Unmet(rest, unmet.have, unmet.need, unmet.figures)
        parts.append(_fill(finding.condition.way_out, left, lang, notes=False))
    for status, words in ELSEWHERE.items():
        if theirs := tuple(b for b in unmet.blockers if b.status == status):
            parts.append(_fill(words, Unmet(theirs), lang, notes=False))
    return ". ".join(parts)


def state_word(finding: Finding, lang: str) -> str:
    """The one word beside a condition: 8 van 9, Niet gehaald, Gehaald, Gepasseerd or n.v.t."""
    unmet = finding.unmet
    if finding.result != "not_met" or unmet is None or unmet.need == 1 or unmet.have >= unmet.need:
        return STATES[finding.result][lang]
    if isinstance(unmet.have, Decimal) and not any(unit == "share" for unit, _, _ in unmet.figures):
        # Whoever may not read the sum of market shares may not read it here either.
        return STATES[finding.result][lang]
    return of(unmet.have, unmet.need, lang)
