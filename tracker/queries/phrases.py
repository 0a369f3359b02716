"""The sentence of each kind of ledger line: kind to a Dutch message id, one line per kind, kept in order.

Placeholders are filled by `queries/history.py` from what the line says, already in words of the
reader: stages, statuses, dates, party names. `%(change)s` becomes 'oud wordt nieuw'.
"""

from collections.abc import Mapping

PHRASES: Mapping[str, str] = {
    "covenant.describe": "Gegevens van het convenant gewijzigd: %(what)s",
    "covenant.move": "Fase: %(change)s",
    "covenant.override": "Voorwaarde %(condition)s gepasseerd met reden",
    "covenant.plan": "Geplande datum van %(stage)s: %(change)s",
    "covenant.start": "Traject gestart: %(name)s",
    "covenant.term": "Looptijd vastgelegd: van %(effective_on)s tot en met %(ends_on)s",
    "track.end": "Traject beëindigd: %(change)s",
    "track.pause": "Traject gepauzeerd: %(change)s",
    "track.resume": "Traject hervat: %(change)s",
    "track.stop": "Traject gestopt: %(change)s",
    "track.succeed": "Traject opgevolgd: %(change)s",
}
