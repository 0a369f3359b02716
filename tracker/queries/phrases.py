"""The sentence of each kind of ledger line: kind to a Dutch message id, one line per kind, kept in order.

Placeholders are filled by `queries/history.py` from what the line says, already in words of the
reader: stages, statuses, dates, party names. `%(change)s` becomes 'oud wordt nieuw'.
"""

from collections.abc import Mapping

from tracker.locale import N_

PHRASES: Mapping[str, str] = {
    "covenant.describe": N_("Gegevens van het convenant gewijzigd: %(what)s"),
    "covenant.move": N_("Fase: %(change)s"),
    "covenant.override": N_("Voorwaarde %(condition)s gepasseerd met reden"),
    "covenant.plan": N_("Geplande datum van %(stage)s: %(change)s"),
    "covenant.start": N_("Traject gestart: %(name)s"),
    "covenant.term": N_("Looptijd vastgelegd: van %(effective_on)s tot en met %(ends_on)s"),
    "track.end": N_("Traject beëindigd: %(change)s"),
    "track.pause": N_("Traject gepauzeerd: %(change)s"),
    "track.resume": N_("Traject hervat: %(change)s"),
    "track.stop": N_("Traject gestopt: %(change)s"),
    "track.succeed": N_("Traject opgevolgd: %(change)s"),
}
