"""Pure counting: progress "7 of 9", debts, quorums and exact shares."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from workflows import facts as known
from workflows.parties import PartyKind

SETTLED = frozenset({"accepted", "waived", "not_applicable"})
"""Nothing more is asked of the party."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Accepted out of asked. What left the denominator is counted beside it (`domain.md` section 0)."""

    accepted: int = 0
    of: int = 0
    waived: int = 0
    not_applicable: int = 0
    unrecorded: int = 0
    """Imported past: neither done nor a debt, so in no denominator."""
    waiting: int = 0
    """Pending with the secretariat: may not count against the party."""
    stale: int = 0
    expired: int = 0
    submitted: int = 0
    overdue: int = 0
    optional: int = 0
    optional_accepted: int = 0

    @property
    def none(self) -> bool:
        """Nothing is asked: shown as 'n.v.t.', never as complete."""
        return self.of == 0

    @property
    def complete(self) -> bool:
        """Something was asked and all of it is accepted."""
        return self.of > 0 and self.accepted == self.of

    @property
    def open(self) -> int:
        """What is still missing."""
        return self.of - self.accepted

    @property
    def share(self) -> Fraction | None:
        """For sorting the slowest first; None when nothing is asked."""
        return Fraction(self.accepted, self.of) if self.of else None


def select(
    items: Iterable[known.Item],
    *,
    party_id: str | None = None,
    stage: str | None = None,
    cycle: int | None = None,
) -> tuple[known.Item, ...]:
    """The items of one party, stage or cycle year."""
    return tuple(
        i
        for i in items
        if (party_id is None or i.party_id == party_id)
        and (stage is None or i.stage == stage)
        and (cycle is None or i.cycle == cycle)
    )


def progress(items: Iterable[known.Item], *, today: date | None = None) -> Progress:
    """Count the items given; choose them with `select` first.

    `overdue` needs `today`: a mandatory item of the party itself, past its due date and neither
    handed in nor settled.
    """
    items = tuple(items)
    mandatory = [i for i in items if i.mandatory]
    optional = [i for i in items if not i.mandatory]
    status = Counter(i.status for i in mandatory)
    waiting = sum(i.waits_for_secretariat and i.status not in SETTLED | {"unrecorded"} for i in mandatory)
    outside = status["waived"] + status["not_applicable"] + status["unrecorded"] + waiting
    return Progress(
        accepted=status["accepted"],
        of=len(mandatory) - outside,
        waived=status["waived"],
        not_applicable=status["not_applicable"],
        unrecorded=status["unrecorded"],
        waiting=waiting,
        stale=status["stale"],
        expired=status["expired"],
        submitted=sum(i.status == "submitted" and not i.waits_for_secretariat for i in mandatory),
        overdue=sum(is_overdue(i, today) for i in mandatory) if today else 0,
        optional=len(optional),
        optional_accepted=sum(i.status == "accepted" for i in optional),
    )


def is_overdue(item: known.Item, today: date) -> bool:
    """Past its due date while the party has to act: handed in, settled or unrecorded is not late."""
    if item.due is None or item.due >= today or item.waits_for_secretariat:
        return False
    return item.status not in SETTLED | {"submitted", "unrecorded"}


def is_open(item: known.Item) -> bool:
    """Mandatory and not settled: still asked. Imported past and pending assessments are not."""
    unasked = SETTLED | {"unrecorded"}
    return item.mandatory and item.status not in unasked and not item.waits_for_secretariat


def debts(items: Iterable[known.Item], stage: str) -> tuple[known.Item, ...]:
    """Open items of stages before this one: 'achterstallig uit vorige fase'."""
    now = known.stage_index(stage)
    return tuple(i for i in items if is_open(i) and known.stage_index(i.stage) < now)


def per_kind(parties: Iterable[known.Party]) -> Mapping[PartyKind, int]:
    """Parties that count today, per kind."""
    return Counter(p.kind for p in parties if p.counts)


def short_of_quorum(
    parties: Iterable[known.Party], quorum: Mapping[PartyKind, int]
) -> tuple[tuple[PartyKind, int, int], ...]:
    """Kinds with too few active parties: kind, have, need; in the order of the quorum."""
    have = per_kind(parties)
    return tuple((k, have.get(k, 0), need) for k, need in quorum.items() if have.get(k, 0) < need)


def exact_sum(shares: Iterable[Decimal]) -> Fraction:
    """Sum without rounding, whatever the decimal context: a threshold is met or it is not."""
    return sum((Fraction(s) for s in shares), Fraction(0))


def as_decimal(share: Fraction) -> Decimal:
    """The exact decimal of a sum of decimals. Its denominator has no primes but 2 and 5."""
    places = 0
    while (share * 10**places).denominator != 1:
        places += 1
    digits = tuple(int(d) for d in str(abs((share * 10**places).numerator)))
    # From digits, because arithmetic would round to the precision of the running context.
    return Decimal((int(share < 0), digits, -places))


def weighted_share(weights: Mapping[str, Decimal], of: Collection[str]) -> Fraction | None:
    """Share of the total weight the given ones hold; None when nothing weighs anything."""
    total = exact_sum(weights.values())
    return exact_sum(w for k, w in weights.items() if k in of) / total if total else None
