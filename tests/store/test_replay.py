"""Replay equals state, and the past can be asked for again: any commands, in any order, on both databases."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test
from sqlmodel import Session

from tests import database
from tests.store.at_drawers import Drawers
from tests.store.life import REASON
from tracker import errors
from tracker.commands import covenants, decisions, plans, seats, texts, tracks
from tracker.store import dossiers, tables
from workflows import loading


class Life(Drawers):
    """The same covenant, with its texts, stages, track and plans moving too."""

    @rule(number=st.integers(1, 9), verb=st.sampled_from(["add", "table", "freeze"]))
    def a_text_moves(self, number: int, verb: str) -> None:
        def deed(session: Session) -> None:
            who, covenant = self.play.facilitator, self.play.id
            if verb == "add":
                variant = texts.Variant(text=f"Artikel 1. Versie {number}.")
                texts.add(
                    session, who, covenant, number=f"0.{number}", variants={"nl": variant}, now=self.now
                )
                return
            dossier = dossiers.load(session, who, covenant_id=covenant, now=self.now)
            found = dossier.rows(tables.TextVersion)
            if not found:
                raise errors.NotFound
            getattr(texts, verb)(session, who, covenant, found[number % len(found)].id, now=self.now)

        self._do(deed)

    @rule(data=st.data())
    def somebody_moves_the_stage(self, data: st.DataObject) -> None:
        steps = [a for a in loading.workflow("imvo-1").actions.values() if not a.ends_track]
        step = data.draw(st.sampled_from(steps))
        passed = {c.id: REASON for c in step.conditions if c.overridable} if data.draw(st.booleans()) else {}
        self._do(
            lambda s: covenants.move(
                s, self.play.facilitator, self.play.id, step.name, now=self.now, note=REASON, overrides=passed
            )
        )

    @rule(action=st.sampled_from(["pause", "resume", "stop"]), rarely=st.integers(0, 5))
    def somebody_moves_the_track(self, action: str, rarely: int) -> None:
        if action == "stop" and rarely:
            return
        self._do(
            lambda s: tracks.move(
                s,
                self.play.facilitator,
                self.play.id,
                action,
                now=self.now,
                reason=REASON,
                review_on=self.now.date() + timedelta(days=60),
            )
        )

    @rule(stage=st.sampled_from(["negotiation", "signing", "implementation"]), days=st.integers(-20, 400))
    def somebody_plans(self, stage: str, days: int) -> None:
        on = self.now.date() + timedelta(days=days)
        self._do(
            lambda s: plans.plan(
                s,
                self.play.facilitator,
                self.play.id,
                stage=stage,
                planned_on=on,
                reason=REASON,
                now=self.now,
            )
        )

    @rule(days=st.integers(-30, 30))
    def a_term_a_seat_or_a_decision_is_recorded(self, days: int) -> None:
        who, covenant = self.play.facilitator, self.play.id
        on = self.now.date() + timedelta(days=days)
        self._do(
            [
                lambda s: plans.set_term(
                    s, who, covenant, effective_on=on, ends_on=date(on.year + 5, 1, 1), now=self.now
                ),
                lambda s: seats.fill(s, who, covenant, holder_name="Iemand", chair=True, now=self.now),
                lambda s: decisions.record(
                    s,
                    who,
                    covenant,
                    decision="follow_up",
                    value="end",
                    on=on,
                    body="Stuurgroep",
                    now=self.now,
                ),
            ][days % 3]
        )


@pytest.mark.timeout(600)
def test_replay_equals_state_and_the_past_can_be_asked_for_again(
    databases: database.Databases, database_kind: str
) -> None:
    machine = type("Life", (Life,), {"databases": databases, "kind": database_kind})
    profile = settings.get_profile(settings.get_current_profile_name())
    few = max(15, profile.max_examples // 3)
    run_state_machine_as_test(machine, settings=settings(profile, max_examples=few, stateful_step_count=25))
