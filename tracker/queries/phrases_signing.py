"""The sentences of signing: deputies, norms, conditions."""

from collections.abc import Mapping

from tracker.locale import N_

PHRASES: Mapping[str, str] = {
    "condition.close": N_("Voorwaarde voor ondertekening afgesloten: %(outcome)s"),
    "condition.set": N_("Voorwaarde voor ondertekening gesteld: %(kind)s"),
    "deputy.end": N_("Vervanging van %(principal)s door %(name)s bij %(party)s beëindigd"),
    "deputy.name": N_("%(name)s vervangt %(principal)s bij %(party)s van %(from_on)s tot en met %(until)s"),
    "norm.mark": N_("Toets van versie %(number)s: %(norm)s gemarkeerd"),
    "norm.withdraw": N_("Toets van versie %(number)s: markering bij %(norm)s ingetrokken"),
}
