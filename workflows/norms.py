"""The norms a covenant's text is held against, and which of them no clause covers: data and pure sets.

Norms: the six due diligence steps with the dialogue through all of them (`domain.md` 4.2), and the three
pillars of the UN Guiding Principles.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

OECD, UNGP = "oecd", "ungp"
FAMILIES: Mapping[str, Mapping[str, str]] = {
    OECD: {"nl": "OESO-richtlijnen: due diligence", "en": "OECD Guidelines: due diligence"},
    UNGP: {"nl": "UN Guiding Principles (UNGP’s)", "en": "UN Guiding Principles (UNGPs)"},
}


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm; `step` is its place in its family, empty where it runs through all of them."""

    code: str
    family: str
    step: str
    label: Mapping[str, str]
    asks: Mapping[str, str]
    """What a clause says when it covers this norm."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A clause that covers a norm; `stale` when its words changed since somebody looked."""

    norm: str
    clause_id: str
    stale: bool = False


def _norm(code: str, family: str, step: str, nl: str, en: str, asks_nl: str, asks_en: str) -> Norm:
    return Norm(code, family, step, {"nl": nl, "en": en}, {"nl": asks_nl, "en": asks_en})


NORMS: tuple[Norm, ...] = (
    _norm(
        "dd_embed", OECD, "1",
        "Integreer MVO in beleid en managementsystemen",
        "Embed responsible business conduct into policies and management systems",
        "Wie waarvoor verantwoordelijk is, en in welk beleid dat staat.",
        "Who is responsible for what, and in which policy it is laid down.",
    ),
    _norm(
        "dd_identify", OECD, "2",
        "Identificeer en beoordeel (mogelijke) negatieve gevolgen",
        "Identify and assess adverse impacts",
        "Hoe risico’s in de keten in beeld komen en wat voorgaat.",
        "How risks in the chain are found and which come first.",
    ),
    _norm(
        "dd_mitigate", OECD, "3",
        "Stop, voorkom en beperk negatieve gevolgen",
        "Cease, prevent or mitigate adverse impacts",
        "Wat partijen en bedrijven doen om schade te stoppen of te voorkomen.",
        "What parties and companies do to stop or prevent harm.",
    ),
    _norm(
        "dd_track", OECD, "4",
        "Monitor praktische toepassing en resultaten",
        "Track implementation and results",
        "Hoe en door wie wordt nagegaan of het werkt.",
        "How, and by whom, it is checked whether it works.",
    ),
    _norm(
        "dd_communicate", OECD, "5",
        "Communiceer hoe gevolgen worden aangepakt",
        "Communicate how impacts are addressed",
        "Wat openbaar wordt verteld, door wie en wanneer.",
        "What is told in public, by whom and when.",
    ),
    _norm(
        "dd_remedy", OECD, "6",
        "Zorg voor herstelmaatregelen of werk eraan mee",
        "Provide for or cooperate in remediation",
        "Wie schade herstelt, en hoe partijen daaraan meewerken.",
        "Who repairs harm, and how parties cooperate in it.",
    ),
    _norm(
        "dd_engage", OECD, "",
        "Betekenisvolle dialoog met belanghebbenden",
        "Meaningful stakeholder engagement",
        "Hoe mensen die geraakt worden meepraten, in alle stappen.",
        "How people who are affected have a say, in every step.",
    ),
    _norm(
        "ungp_protect", UNGP, "I",
        "Plicht van de staat om mensenrechten te beschermen",
        "State duty to protect human rights",
        "Wat de overheid doet: wet, beleid, inkoop, posten.",
        "What the government does: law, policy, procurement, embassies.",
    ),
    _norm(
        "ungp_respect", UNGP, "II",
        "Verantwoordelijkheid van bedrijven om mensenrechten te respecteren",
        "Corporate responsibility to respect human rights",
        "Dat bedrijven mensenrechten respecteren, in de hele keten.",
        "That companies respect human rights, in the whole chain.",
    ),
    _norm(
        "ungp_remedy", UNGP, "III",
        "Toegang tot herstel en verhaal",
        "Access to remedy",
        "Waar iemand met een klacht terecht kan, en wat er dan gebeurt.",
        "Where somebody can go with a complaint, and what happens then.",
    ),
)  # fmt: skip
BY_CODE: Mapping[str, Norm] = {n.code: n for n in NORMS}
CODES: tuple[str, ...] = tuple(BY_CODE)


def covered(marks: Iterable[Mark], clause_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Per norm the clauses that cover it, in the order of the text: of this version, and looked at
    since their words last changed."""
    kept = {(m.norm, m.clause_id) for m in marks if not m.stale}
    return {code: tuple(c for c in clause_ids if (code, c) in kept) for code in CODES}


def gaps(marks: Iterable[Mark], clause_ids: Collection[str] | None = None) -> tuple[str, ...]:
    """The norms that no clause of this version covers, in the order of the norms.

    None: every mark is known to be on a clause of this version, as rows of a version are, so that the
    answer is the same for a reader who may not know the clauses.
    """
    if clause_ids is None:
        met = {m.norm for m in marks if not m.stale}
        return tuple(code for code in CODES if code not in met)
    return tuple(code for code, clauses in covered(marks, clause_ids).items() if not clauses)


def outcome(marks: Iterable[Mark], clause_ids: Collection[str] | None = None) -> str:
    """What the check comes to: positive when every norm is covered, negative while one is not."""
    return "negative" if gaps(marks, clause_ids) else "positive"
