"""People at work on one covenant in any order: the machine behind the replay test."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlmodel import Session

from tests import cast, database
from tracker import errors, policy
from tracker.commands import (
    leaving,
    mandates,
    objections,
    participations,
    requirements,
    reservations,
)
from tracker.queries import audit
from tracker.queries import covenants as pages
from tracker.store import db, dossiers, ledger, tables

BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
REASON = "Een reden die lang genoeg is om te gelden."
CODES = [
    "INI-01",
    "INI-02",
    "INI-03",
    "INI-05",
    "INI-06",
    "INI-07",
    "NEG-01",
    "NEG-05",
    "NEG-06",
    "NEG-10",
    "SIG-02",
]
READERS = ("facilitator", "auditor", "party", "anybody")


class People(RuleBasedStateMachine):
    """Parties and their homework; refusals are fine, gaps between line and state are not."""

    databases: database.Databases
    kind: str

    @initialize()
    def opens(self) -> None:
        self.holding = self.databases.fresh(self.kind)
        self.engine = db.make_engine(self.holding.__enter__())
        self.now = BEGIN
        with db.writing(self.engine) as session:
            self.play = cast.covenant(session, self.now)
        self.kept: list[tuple[datetime, str, policy.Standing, Any]] = []
        self.lines = self._size()
        self.acted = 0

    def teardown(self) -> None:
        if not hasattr(self, "holding"):
            return
        try:
            self.past_is_what_it_was()
            with db.reading(self.engine) as session:
                for log in (self.play.id, ledger.SYSTEM):
                    assert audit.check(session, log) == []
        finally:
            self.engine.dispose()
            self.holding.__exit__(None, None, None)

    def _size(self) -> int:
        with db.reading(self.engine) as session:
            return ledger.head(session, self.play.id).size

    def _reader(self, name: str) -> policy.Actor:
        return {
            "facilitator": self.play.facilitator,
            "auditor": self.play.auditor,
            "party": self.play.speaker("schone-mijnen"),
            "anybody": policy.ANYBODY,
        }[name]

    def _page(
        self, session: Session, name: str, as_of: datetime | None
    ) -> tuple[policy.Standing, pages.CovenantPage]:
        dossier = dossiers.load(
            session, self._reader(name), covenant_id=self.play.id, now=self.now, as_of=as_of
        )
        return dossier.standing, pages.covenant_page(session, dossier, "nl")

    def _do(self, deed: Callable[[Session], object]) -> None:
        """A deed makes exactly the lines it says, or none at all."""
        before = self._size()
        try:
            with db.writing(self.engine) as session:
                deed(session)
        except errors.TrackerError:
            assert self._size() == before, "a refused deed left a line"
        else:
            assert self._size() > before, "a deed without a line"
            self.acted += 1

    @rule(hours=st.integers(1, 24 * 40))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(party=st.sampled_from(sorted(cast.TABLE)), code=st.sampled_from(CODES), data=st.data())
    def somebody_works_on_a_requirement(self, party: str, code: str, data: st.DataObject) -> None:
        who, target = self.play.facilitator, self.play.parties[party]
        verb = data.draw(
            st.sampled_from(["submit", "submit", "accept", "return_", "waive", "not_applicable", "reopen"])
        )
        words: dict[str, Any] = {"now": self.now}
        if verb == "submit":
            who = data.draw(st.sampled_from([who, self.play.speaker(party)]))
            words |= {"title": "Stuk", "url": "https://voorbeeld.test/stuk", "payload": {"body": "bestuur"}}
            if code == "NEG-10":
                words["outcome"] = data.draw(st.sampled_from(["yes", "no"]))
        elif verb != "accept":
            words["reason"] = REASON
        self._do(lambda s: getattr(requirements, verb)(s, who, self.play.id, target, code, **words))

    @rule(party=st.sampled_from(sorted(cast.TABLE)), fundamental=st.booleans())
    def somebody_objects(self, party: str, fundamental: bool) -> None:
        self._do(
            lambda s: objections.raise_(
                s,
                self.play.speaker(party),
                self.play.id,
                participation_id=self.play.parties[party],
                severity="fundamental" if fundamental else "ordinary",
                clause="artikel 5",
                reason=REASON,
                resolution=REASON,
                now=self.now,
            )
        )

    @rule()
    def an_objection_is_closed(self) -> None:
        def close(session: Session) -> None:
            dossier = dossiers.load(session, self.play.facilitator, covenant_id=self.play.id, now=self.now)
            found = [o for o in dossier.rows(tables.Objection) if o.status == "open"]
            if not found:
                raise errors.NotFound
            objections.close(
                session, self.play.facilitator, self.play.id, found[0].id, note=REASON, now=self.now
            )

        self._do(close)

    @rule(party=st.sampled_from(sorted(cast.TABLE)), days=st.integers(1, 200))
    def a_mandate_or_reservation_is_recorded(self, party: str, days: int) -> None:
        today = self.now.date()
        target = self.play.parties[party]
        if days % 2:
            self._do(
                lambda s: mandates.record(
                    s,
                    self.play.facilitator,
                    self.play.id,
                    participation_id=target,
                    body="Bestuur",
                    decided_on=today,
                    valid_from=today,
                    valid_until=today + timedelta(days=days),
                    substance="geheim",
                    now=self.now,
                )
            )
        else:
            self._do(
                lambda s: reservations.raise_(
                    s,
                    self.play.speaker(party),
                    self.play.id,
                    participation_id=target,
                    condition=REASON,
                    deadline=today + timedelta(days=days),
                    now=self.now,
                )
            )

    @rule(
        party=st.sampled_from(sorted(cast.TABLE)),
        verb=st.sampled_from(["withdraw", "revoke", "suspend", "reinstate", "role"]),
    )
    def a_party_changes_its_place(self, party: str, verb: str) -> None:
        who, covenant, target = self.play.facilitator, self.play.id, self.play.parties[party]
        now = self.now
        self._do(
            {
                "withdraw": lambda s: leaving.withdraw(
                    s,
                    who,
                    covenant,
                    target,
                    now=now,
                    reason_class="voluntary",
                    reason=REASON,
                    on=now.date() + timedelta(days=30),
                ),
                "revoke": lambda s: leaving.revoke_withdrawal(s, who, covenant, target, now=now),
                "suspend": lambda s: leaving.suspend(
                    s, who, covenant, target, now=now, reason=REASON, review_on=now.date() + timedelta(days=9)
                ),
                "reinstate": lambda s: leaving.reinstate(s, who, covenant, target, now=now, reason=REASON),
                "role": lambda s: participations.change_role(
                    s, who, covenant, target, now=now, role="supporter", reason=REASON
                ),
            }[verb]
        )

    @rule(name=st.sampled_from(READERS))
    def somebody_keeps_the_page(self, name: str) -> None:
        with db.reading(self.engine) as session:
            standing, page = self._page(session, name, None)
            self.kept.append((self.now, name, standing, plain(page)))
        # the next act lies later than what was kept, as it does for people
        self.now += timedelta(seconds=1)

    @precondition(lambda self: hasattr(self, "play"))
    @invariant()
    def the_stage_moves_only_with_a_line(self) -> None:
        with db.reading(self.engine) as session:
            rows = ledger.fold(ledger.lines(session, self.play.id))
            stored = dossiers.find(session, covenant_id=self.play.id)
        folded = rows["covenant"][self.play.id]
        assert (stored.stage, stored.track_status) == (folded["stage"], folded["track_status"])
        moves = [m for m in rows.get("stagemove", {}).values() if m["action"] != "close"]
        assert stored.stage == (max(moves, key=lambda m: m["made"])["to_stage"] if moves else "initiative")

    def past_is_what_it_was(self) -> None:
        """Every kept page equals the same page asked for now with the moment it was kept. Rights are
        those of today: whoever stands otherwise now (a party that left, or became a supporter) reads
        the past otherwise too."""
        with db.reading(self.engine) as session:
            for moment, name, standing, page in self.kept:
                today, again = self._page(session, name, moment)
                assert today != standing or plain(again) == page


def plain(page: Any) -> str:
    """A page without what a look at the past leaves out on purpose: ways to act, the shortest way through the
    gate, and the moment in links."""
    gate = replace(page.gate, way=None) if page.gate else None
    text = repr(replace(page, as_of=None, deeds=(), gate=gate))
    return re.sub(r"(\w*href)='[^']*'", r"\1=…", text)
