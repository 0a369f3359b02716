"""What each party's voice weighs on a day, and what it weighed before."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from tracker.queries import consent_meters, registers
from tracker.store import ballots, dossiers, tables


@dataclass(frozen=True, slots=True)
class WeightRow:
    """What one party's voice weighs, with the earlier weights."""

    id: str
    party: str
    path: str
    weight: Decimal | None
    share: Decimal | None
    from_on: date | None
    earlier: tuple[tuple[Decimal, date], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights on this day."""

    head: registers.Head
    rows: tuple[WeightRow, ...]
    options: tuple[registers.Option, ...]
    total: Decimal


def weights(desk: registers.Desk) -> Weights:
    """What every party at the table weighs on this day, and what it weighed before."""
    dossier, today = desk.dossier, desk.dossier.today
    rows, total = [], Decimal(0)
    for p in dossier.rows(tables.Participation):
        known = _dated(dossier, p.id)
        sits = ballots.takes_part(p, today)
        if not (sits or known):
            continue
        now = [w for w in known if w[1] <= today]
        weight = now[-1][0] if now and sits else None
        total += weight or 0
        rows.append((p, weight, now[-1][1] if now else None, tuple(known)))
    return Weights(
        desk.head,
        tuple(
            WeightRow(
                id=p.id,
                party=desk.name(p.id),
                path=desk.party_path(p.id),
                weight=weight,
                share=consent_meters.shown(Fraction(weight) / Fraction(total))
                if weight is not None and total
                else None,
                from_on=since,
                earlier=tuple(w for w in reversed(known) if w[1] != since),
            )
            for p, weight, since, known in sorted(rows, key=lambda r: desk.name(r[0].id).casefold())
        ),
        desk.speakers("weight.record"),
        total,
    )


def _dated(dossier: dossiers.Dossier, participation_id: str) -> list[tuple[Decimal, date]]:
    found = [w for w in dossier.rows(tables.Weight) if w.participation_id == participation_id]
    ordered = sorted(found, key=lambda w: (w.from_on, w.made))
    return [(w.weight, w.from_on) for w in ordered if w.weight is not None]
