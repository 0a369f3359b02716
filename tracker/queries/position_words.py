"""What a stance is called, its letter in a table, and the badge that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker import locale
from tracker.locale import N_, _


@dataclass(frozen=True, slots=True)
class Mark:
    """A stance as pages draw it; `rank` orders what weighs heaviest first."""

    id: str
    message: str
    tone: str
    icon: str
    shape: str
    rank: int

    @property
    def word(self) -> str:
        """In the reader's language: to agree with a text is another word than to accept a piece of work."""
        return locale.pgettext("standpunt", "akkoord") if self.id == "agree" else locale.gettext(self.message)


STANCES: Mapping[str, Mark] = {
    "agree": Mark("agree", "", "ok", "check", "ok", 1),
    "remarks": Mark("remarks", N_("akkoord met opmerkingen"), "warn", "tri", "if", 2),
    "reservation": Mark("reservation", N_("voorbehoud"), "warn", "back", "back", 3),
    "fundamental": Mark("fundamental", N_("fundamenteel bezwaar"), "stop", "cross", "late", 4),
    "abstain": Mark("abstain", N_("onthoudt zich"), "busy", "dash", "na", 0),
}
ANSWERED = Mark("answered", N_("antwoord gegeven"), "ok", "check", "ok", 1)
"""What somebody reads who may know that a party answered, and not what."""
NONE = Mark("none", N_("geen antwoord"), "busy", "ring", "none", -1)
ABSENT = Mark("absent", N_("nog geen partij"), "busy", "dash", "na", -2)
SHUT = Mark("shut", N_("nog verzegeld"), "busy", "lock", "none", -1)
"""What everybody reads of everybody while a sealed round runs, whoever is in."""
AGREES = frozenset({"agree", "remarks"})
NOTABLE = frozenset({"remarks", "reservation", "fundamental"})
"""Stances for which a clause stands in the table when not all do."""


def choices() -> tuple[tuple[str, str, str], ...]:
    """The stances to choose from, with what follows from each."""
    return (
        ("agree", locale.pgettext("standpunt", "Akkoord"), ""),
        ("remarks", _("Akkoord met opmerkingen"), _("Schrijf de opmerking hieronder.")),
        ("reservation", _("Voorbehoud"), _("Ja, mits. Schrijf hieronder op onder welke voorwaarde.")),
        (
            "fundamental",
            _("Fundamenteel bezwaar"),
            _("Houdt de poort dicht zolang het open staat. Noem het artikel, de reden en de oplossing."),
        ),
        ("abstain", _("Onthouding"), _("U zegt niet ja en niet nee.")),
    )


def letter(stance: str) -> str:
    """The letter of a stance in a table; the legend says what it stands for."""
    return {
        "agree": locale.pgettext("letter", "A"),
        "remarks": locale.pgettext("letter", "O"),
        "reservation": locale.pgettext("letter", "V"),
        "fundamental": locale.pgettext("letter", "B"),
        "abstain": locale.pgettext("letter", "N"),
    }[stance]


def legend() -> tuple[tuple[Mark, str], ...]:
    """Every stance with its letter, for under the table."""
    return tuple((mark, letter(stance)) for stance, mark in STANCES.items())
