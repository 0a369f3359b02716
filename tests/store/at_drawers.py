"""Parties at their drawers in any order: drafts, sealed rounds and shared positions, for the replay test."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests import cast
from tests.store.life import REASON, People
from tracker import errors
from tracker.commands import drafting, positions, rounds
from tracker.queries import audit
from tracker.store import db, dossiers, facts

STANCES = ("agree", "remarks", "reservation", "abstain")


class Drawers(People):
    """What lies in a drawer never moves the covenant's log, and every drawer is what its own log says."""

    def _text(self) -> str:
        with db.reading(self.engine) as session:
            dossier = dossiers.load(session, self.play.facilitator, covenant_id=self.play.id, now=self.now)
            found = facts.current_text(facts.texts_of(dossier))
        return found.id if found else ""

    @precondition(lambda self: hasattr(self, "play") and self._text())
    @rule(
        party=st.sampled_from(sorted(cast.TABLE)[:3]),
        stance=st.sampled_from(STANCES),
        share=st.booleans(),
    )
    def a_party_keeps_or_shares_a_position(self, party: str, stance: str, share: bool) -> None:
        before, text = self._size(), self._text()
        words: dict[str, Any] = {
            "participation_id": self.play.parties[party], "text_id": text, "stance": stance, "remarks": REASON,
            "now": self.now,
        }  # fmt: skip
        deed = positions.share if share else drafting.save
        try:
            with db.writing(self.engine) as session:
                receipt = deed(session, self.play.speaker(party), self.play.id, **words)
        except errors.TrackerError:
            assert self._size() == before, "a refused deed left a line"
        else:
            drawer = receipt.log != self.play.id
            assert drawer or self._size() > before, "a shared position without a line"
            assert share or self._size() == before, "a draft that shows in the covenant's log"

    @precondition(lambda self: hasattr(self, "play") and self._text())
    @rule(sealed=st.booleans(), days=st.integers(0, 10))
    def a_round_is_opened(self, sealed: bool, days: int) -> None:
        deadline = dossiers.end_of_day(self.now.date()).date()
        text = self._text()
        self._do(
            lambda s: rounds.open_(
                s, self.play.facilitator, self.play.id, text_id=text, sealed=sealed,
                deadline=deadline.fromordinal(deadline.toordinal() + days), now=self.now,
            )
        )  # fmt: skip

    @precondition(lambda self: hasattr(self, "play"))
    @rule()
    def the_clock_strikes(self) -> None:
        with db.writing(self.engine) as session:
            rounds.open_due(session, self.now)
        with db.writing(self.engine) as session:
            assert rounds.open_due(session, self.now) == 0, "ended twice"

    def teardown(self) -> None:
        if hasattr(self, "engine"):
            with db.reading(self.engine) as session:
                assert audit.check_drawers(session) == []
        super().teardown()
