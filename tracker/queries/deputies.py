"""Who speaks for a party in another's place: now, later, and before."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from tracker import errors, policy
from tracker.queries import addresses, registers
from tracker.store import accounts, dossiers, tables


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """One period in which somebody takes another's place."""

    id: str
    deputy: str
    principal: str
    from_on: date
    until_on: date
    ended_on: date | None
    state: str
    """now, ahead, over or ended."""
    may_end: bool


@dataclass(frozen=True, slots=True)
class DeputyPage:
    """The page of one party's deputies; for the party itself and the facilitator."""

    head: registers.Head
    party_id: str
    party: str
    party_path: str
    path: str
    rows: tuple[DeputyRow, ...]
    colleagues: tuple[registers.Option, ...]
    may_name: bool
    facilitator: bool

    @property
    def now(self) -> DeputyRow | None:
        """Who takes somebody's place today."""
        return next((r for r in self.rows if r.state == "now"), None)

    def find(self, row_id: str) -> DeputyRow:
        """The row that may be ended; `NotFound` otherwise."""
        return registers.found(self.rows, row_id, "may_end")


def state(row: tables.Deputy, today: date) -> str:
    """Where a period stands on a day."""
    if row.ended_on is not None:
        return "ended"
    return "ahead" if row.from_on > today else "over" if row.until_on < today else "now"


def page(session: Session, desk: registers.Desk, actor: policy.Actor, participation_id: str) -> DeputyPage:
    """The deputies of one party; `Forbidden` for whoever is neither that party nor the facilitator."""
    dossier = desk.dossier
    taking = dossier.row(tables.Participation, participation_id)
    if not policy.may(dossier.standing, "deputy.name", participation_id):
        raise errors.Forbidden(policy.MAY["deputy.name"].asks)
    may = desk.may("deputy.name", participation_id)
    principal = may and not actor.instead_of(dossier.covenant.id)
    rows = [
        DeputyRow(
            d.id, d.deputy_name, d.principal_name, d.from_on, d.until_on, d.ended_on,
            state(d, dossier.today), may and state(d, dossier.today) in ("now", "ahead"),
        )
        for d in dossier.rows(tables.Deputy)
        if d.participation_id == participation_id
    ]  # fmt: skip
    order = {"now": 0, "ahead": 1, "over": 2, "ended": 2}
    rows.sort(key=lambda r: (order[r.state], -r.until_on.toordinal()))
    colleagues = accounts.members(session, taking.organisation_id, today=dossier.today) if principal else ()
    party_path = desk.party_path(participation_id)
    return DeputyPage(
        head=desk.head,
        party_id=participation_id,
        party=desk.name(participation_id),
        party_path=party_path,
        path=f"{addresses.party(desk.head.slug, participation_id)}/vervanging",
        rows=tuple(rows),
        # the one who asks first: naming one's own deputy then takes a name and two dates
        colleagues=tuple(sorted(colleagues, key=lambda c: (c[0] != actor.id, c[1].casefold()))),
        may_name=principal and _present(dossier, desk, taking),
        facilitator=desk.head.facilitator,
    )


def _present(dossier: dossiers.Dossier, desk: registers.Desk, taking: tables.Participation) -> bool:
    return dossier.as_of is None and any(p == taking.id for p, _ in desk.parties())
