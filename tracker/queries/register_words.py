"""Words of what registers hold: kinds, outcomes and manners, each code with its message id."""

from collections.abc import Mapping

from tracker.locale import N_, _

REGISTERS: Mapping[str, str] = {
    "texts": N_("Teksten"),
    "proposals": N_("Tekstvoorstellen"),
    "meetings": N_("Overleggen"),
    "motions": N_("Stemmingen"),
    "mandates": N_("Mandaten"),
    "objections": N_("Bezwaren"),
    "reservations": N_("Voorbehouden"),
    "signatures": N_("Handtekeningen"),
    "shares": N_("Bedrijven"),
    "seats": N_("Stuurgroep"),
    "term": N_("Looptijd en planning"),
    "decisions": N_("Besluiten"),
    "cases": N_("Klachten en geschillen"),
    "assignments": N_("Toewijzingen"),
}
"""The registers in the order of a covenant's life."""

TEXT: Mapping[str, str] = {
    "draft": N_("concept"),
    "tabled": N_("ter tafel"),
    "final": N_("definitief"),
    "reopened": N_("heropend"),
    "superseded": N_("vervangen"),
}
FATE: Mapping[str, str] = {
    "changed": N_("gewijzigd"),
    "new": N_("nieuw"),
    "removed": N_("geschrapt"),
    "moved": N_("verplaatst"),
    "moved_changed": N_("verplaatst en gewijzigd"),
    "same": N_("gelijk"),
}
"""What became of a clause, in the order in which it is counted."""
RENUMBERED = N_("vernummerd")


def fate(code: str, renumbered: bool) -> str:
    """What became of a clause; one that only got another number is not simply the same."""
    return RENUMBERED if code == "same" and renumbered else FATE[code]


LANGUAGE: Mapping[str, str] = {"nl": N_("Nederlands"), "en": N_("Engels")}
SEVERITY: Mapping[str, str] = {
    "fundamental": N_("fundamenteel bezwaar"),
    "ordinary": N_("gewoon bezwaar"),
}
RESERVATION: Mapping[str, str] = {
    "open": N_("open"),
    "met": N_("ingewilligd"),
    "lapsed": N_("vervallen"),
}
MANNER: Mapping[str, str] = {
    "wet": N_("op papier"),
    "electronic": N_("elektronisch"),
    "proxy": N_("bij volmacht"),
}
DELEGATION: Mapping[str, str] = {
    "chair": N_("Voorzitter"),
    "sector_association": N_("Brancheorganisatie"),
    "company": N_("Bedrijf"),
    "trade_union": N_("Vakbond"),
    "ngo": N_("Maatschappelijke organisatie"),
    "government": N_("Overheid"),
    "other": N_("Overig"),
}
DECISION: Mapping[str, str] = {
    "ending": N_("Beëindiging"),
    "final_evaluation": N_("Eindevaluatie ontvangen"),
    "evaluation_response": N_("Reactie van de stuurgroep op de eindevaluatie"),
    "follow_up": N_("Vervolg na de looptijd"),
    "data_retention": N_("Bewaring of vernietiging van bedrijfsgegevens"),
}
VALUE: Mapping[str, str] = {
    "extend": N_("verlengen"),
    "renew": N_("vernieuwen"),
    "successor": N_("opvolgend convenant"),
    "end": N_("eindigen"),
    "retain": N_("bewaren"),
    "destroy": N_("vernietigen"),
}
CASE: Mapping[str, str] = {"complaint": N_("Klacht"), "dispute": N_("Geschil")}
DESTINATION: Mapping[str, str] = {
    "ncp": N_("het Nationaal Contactpunt"),
    "brand": N_("het merk of bedrijf"),
    "successor": N_("het opvolgende convenant"),
}
TASK: Mapping[str, str] = {
    "facilitator": N_("Facilitator"),
    "secretariat": N_("Secretariaat"),
    "chair": N_("Voorzitter"),
}
MEETING: Mapping[str, str] = {
    "round": N_("onderhandelingsronde"),
    "working_group": N_("werkgroep"),
    "bilateral": N_("bilateraal overleg"),
    "steering_committee": N_("stuurgroep"),
}
MOTION: Mapping[str, str] = {
    "open": N_("open"),
    "carried": N_("aangenomen"),
    "lost": N_("verworpen"),
    "withdrawn": N_("ingetrokken"),
}
CLOSING = N_("Afsluiting")
"""The planned end, beside the stages."""

SAID: Mapping[str, Mapping[str, str]] = {
    "objection": SEVERITY,
    "reservation": RESERVATION,
    "signature": MANNER,
    "seat": DELEGATION,
    "decision": {**DECISION, **VALUE},
    "case": {**CASE, **DESTINATION},
    "assignment": TASK,
    "meeting": MEETING,
    "motion": MOTION,
}
"""Noun of a ledger line to the words of the codes it says."""


def said(kind: str, text: str) -> str:
    """The message id of a code in a ledger line of this kind; other text is left as it is."""
    return SAID.get(kind.partition(".")[0], {}).get(text, text)


def options(words: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Codes with their words in the reader's language, for a choice."""
    return tuple((code, _(word)) for code, word in words.items())
