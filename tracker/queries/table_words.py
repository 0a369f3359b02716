"""Words of what the table does: proposals, meetings, motions and votes, each code with its message id."""

from collections.abc import Mapping

from tracker.locale import N_
from tracker.queries import register_words

PROPOSAL: Mapping[str, tuple[str, str, str]] = {
    "open": ("wait", "up", N_("open")),
    "parked": ("busy", "pause", N_("geparkeerd")),
    "adopted": ("ok", "check", N_("aangenomen")),
    "rejected": ("stop", "cross", N_("afgewezen")),
    "withdrawn": ("stale", "back", N_("ingetrokken")),
}
"""Fate of a text proposal: hue, shape and word."""
KIND: Mapping[str, str] = {
    "change": N_("wijzigen"),
    "insert": N_("invoegen na"),
    "remove": N_("schrappen"),
}
ASKED: Mapping[str, str] = {"adopted": N_("aannemen"), "rejected": N_("afwijzen")}
CONFLICT: Mapping[str, str] = {
    "same": N_("Deze voorstellen gaan over dezelfde plek. Kies er één, of schrijf de tekst zelf."),
    "gone": N_("Dit artikel staat niet meer in de versie die ter tafel ligt."),
    "moved": N_("De tekst van dit artikel is sinds het voorstel gewijzigd."),
    "inside": N_("Het ene voorstel schrapt het artikel waar het andere over gaat."),
}
"""Why an adopted proposal cannot be taken over by itself."""
MEETING: Mapping[str, tuple[str, str, str]] = {
    "planned": ("wait", "cal", N_("gepland")),
    "held": ("ok", "check", N_("gehouden")),
    "cancelled": ("stale", "cross", N_("afgelast")),
}
MEETING_KIND = register_words.MEETING
MOTION: Mapping[str, tuple[str, str, str]] = {
    "open": ("wait", "up", register_words.MOTION["open"]),
    "carried": ("ok", "check", register_words.MOTION["carried"]),
    "lost": ("stop", "cross", register_words.MOTION["lost"]),
    "withdrawn": ("stale", "back", register_words.MOTION["withdrawn"]),
}
SUBJECT: Mapping[str, str] = {
    "text": N_("een tekstversie"),
    "proposal": N_("een tekstvoorstel"),
    "admission": N_("toelating van een partij"),
    "other": N_("iets anders"),
}
VOTE: Mapping[str, tuple[str, str, str]] = {
    "yes": ("ok", "check", N_("ja")),
    "no": ("stop", "cross", N_("nee")),
    "abstain": ("busy", "dash", N_("onthouding")),
    "veto": ("stop", "stopped", N_("veto")),
}
