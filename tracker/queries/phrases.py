"""The sentence of each kind of ledger line: kind to a Dutch message id, one line per kind, kept in order.

Placeholders are filled by `queries/history.py` from what the line says, already in words of the
reader: stages, statuses, dates, party names. `%(change)s` becomes 'oud wordt nieuw'.
"""

from collections.abc import Mapping

from tracker.locale import N_

PHRASES: Mapping[str, str] = {
    "assignment.assign": "%(name)s toegewezen als %(role)s",
    "assignment.end": "Toewijzing van %(name)s als %(role)s beëindigd",
    "case.close": "Zaak afgehandeld",
    "case.hand_over": "Zaak overgedragen aan %(destination)s",
    "case.open": "Zaak ontvangen: %(kind)s",
    "covenant.describe": N_("Gegevens van het convenant gewijzigd: %(what)s"),
    "covenant.move": N_("Fase: %(change)s"),
    "covenant.override": N_("Voorwaarde %(condition)s gepasseerd met reden"),
    "covenant.plan": N_("Geplande datum van %(stage)s: %(change)s"),
    "covenant.start": N_("Traject gestart: %(name)s"),
    "covenant.term": N_("Looptijd vastgelegd: van %(effective_on)s tot en met %(ends_on)s"),
    "decision.record": "Besluit vastgelegd: %(decision)s",
    "mandate.end": "Mandaat van %(party)s beëindigd",
    "mandate.record": "Mandaat van %(party)s vastgelegd",
    "objection.close": "Bezwaar van %(party)s gesloten",
    "objection.raise": "Bezwaar van %(party)s: %(severity)s",
    "reservation.close": "Voorbehoud van %(party)s afgesloten: %(outcome)s",
    "reservation.raise": "Voorbehoud van %(party)s, uiterlijk %(deadline)s",
    "seat.fill": "Zetel in de stuurgroep bezet: %(delegation)s",
    "seat.vacate": "Zetel in de stuurgroep vrij: %(delegation)s",
    "share.record": "Marktaandeel van %(party)s vastgelegd",
    "signature.record": "%(party)s tekende versie %(number)s",
    "signature.void": "Handtekening van %(party)s ongeldig verklaard",
    "text.add": "Tekstversie %(number)s vastgelegd als concept",
    "text.carry_over": "Redactioneel: %(count)s akkoorden op versie %(old)s gelden voor %(number)s",
    "text.freeze": "Tekstversie %(number)s is definitief",
    "text.publish": "Tekstversie %(number)s is openbaar",
    "text.reopen": "Tekstversie %(number)s heropend",
    "text.table": "Tekstversie %(number)s ter tafel",
    "track.end": N_("Traject beëindigd: %(change)s"),
    "track.pause": N_("Traject gepauzeerd: %(change)s"),
    "track.resume": N_("Traject hervat: %(change)s"),
    "track.stop": N_("Traject gestopt: %(change)s"),
    "track.succeed": N_("Traject opgevolgd: %(change)s"),
}
