"""A teller: the facilitator of one track, who records on each day what happened on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import Session

from tests import cast, registers
from tracker import policy
from tracker.commands import covenants, demo_cast, departing, leaving, participations, tracks
from tracker.queries import fallout, portfolio
from tracker.store import dossiers, facts, tables
from workflows.facts import Facts

FACILITATOR = "nadia"


def moment(day: date) -> datetime:
    """Nine in the morning of a day: when it was written down."""
    return datetime.combine(day, time(9), UTC)


@dataclass
class Track:
    """One track as its facilitator keeps it; parties are named as the story names them."""

    session: Session
    id: str
    actor: policy.Actor
    parties: dict[str, str] = field(default_factory=dict)

    def join(
        self, day: date, kind: str, *names: str, role: str = "negotiator", status: str = "active"
    ) -> None:
        """Organisations take a seat, or are asked to."""
        for name in names:
            self.parties[name] = participations.add(
                self.session, self.actor, self.id, now=moment(day), kind=kind, role=role, status=status,
                on=day, name_nl=name,
            ).id  # fmt: skip

    def leave(self, day: date, *names: str, url: str | None = None, why: str = "") -> list[int]:
        """Several of them leave together; the numbers of the lines that say so."""
        ids = [self.parties[name] for name in names]
        done = departing.withdraw_together(
            self.session, self.actor, self.id, ids, now=moment(day), on=day, reason_class="voluntary",
            reason=why, statement_url=url,
        )  # fmt: skip
        return [receipt.seq for receipt in done]

    def leaves(self, day: date, name: str, why: str = "") -> None:
        leaving.withdraw(
            self.session, self.actor, self.id, self.parties[name], now=moment(day), on=day,
            reason_class="voluntary", reason=why,
        )  # fmt: skip

    def stage(self, day: date, stage: str) -> None:
        """The stage of now, past its gate: the gates are proved elsewhere."""
        registers.put_in(
            self.session, cast.Play(self.id, "", {}, {FACILITATOR: self.actor}), stage, moment(day)
        )

    def track(self, day: date, action: str, why: str = "", **values: Any) -> None:
        tracks.move(self.session, self.actor, self.id, action, now=moment(day), on=day, reason=why, **values)

    def dossier(self, day: date, *, as_known: bool = False) -> dossiers.Dossier:
        """The record on a day; `as_known` leaves out what was recorded later."""
        as_of = dossiers.end_of_day(day) if as_known else None
        return dossiers.load(self.session, self.actor, covenant_id=self.id, now=moment(day), as_of=as_of)

    def known(self, day: date, *, as_known: bool = False) -> Facts:
        return facts.gather(self.dossier(day, as_known=as_known))

    def result(self, day: date, condition: str, *, as_known: bool = False) -> str:
        """How one condition of the gate of that day turned out."""
        dossier = self.dossier(day, as_known=as_known)
        return fallout.findings(dossier, facts.gather(dossier))[condition].result

    def asked(self, day: date, name: str) -> set[str]:
        """The codes of what is asked of a party on a day."""
        return {i.code for i in self.known(day).items if i.party_id == self.parties[name]}

    def statuses(self, day: date, names: Iterable[str]) -> set[str]:
        dossier = self.dossier(day)
        rows = {p.id: p for p in dossier.rows(tables.Participation)}
        return {facts.standing_on(rows[self.parties[n]], day).value for n in names}


def start(session: Session, day: date, name: str, predecessor_id: str | None = None, **values: Any) -> Track:
    """A track begins on a day, with the person of the story as its facilitator."""
    nadia = demo_cast.actor(session, FACILITATOR, now=moment(day))
    made = covenants.start(
        session, nadia, now=moment(day), name_nl=name, started_on=day, fictional=True,
        predecessor_id=predecessor_id, **values,
    )  # fmt: skip
    actor = accounts_actor(session, nadia, day)
    return Track(session, made.id, actor)


def accounts_actor(session: Session, actor: policy.Actor, day: date) -> policy.Actor:
    """The same person with the rights the new track brought."""
    return cast.again(session, actor, moment(day))


def listed(session: Session, day: date) -> dict[str, str]:
    """Every track the public list holds on a day, with its state."""
    found = portfolio.listing(session, policy.ANYBODY, portfolio.Filters(), now=moment(day), language="nl")
    return {track.name: track.state for track in found.tracks}
