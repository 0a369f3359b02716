"""The demonstration shows every stage, is fictional from end to end, and is loaded once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from tests import database
from tracker import policy
from tracker.commands import demo, demo_cast
from tracker.queries import audit
from tracker.store import accounts, db, dossiers, facts, ledger, tables
from workflows import engine as machine
from workflows import loading

NOW = datetime(2026, 11, 23, 22, 40, tzinfo=UTC)
"""Late enough in the evening that Amsterdam is not far from tomorrow."""


@pytest.fixture(scope="module", params=database.KINDS)
def played(request: pytest.FixtureRequest, databases: database.Databases) -> Iterator[sa.Engine]:
    with databases.fresh(request.param) as url:
        made = db.make_engine(url)
        with db.writing(made) as session:
            demo.load(session, now=NOW)
        yield made
        made.dispose()


def opened(engine: sa.Engine, slug: str, as_of: datetime | None = None) -> dossiers.Dossier:
    with db.reading(engine) as session:
        nadia = demo_cast.actor(session, "nadia", now=NOW)
        found = dossiers.load(session, nadia, slug=slug, now=NOW, as_of=as_of)
        for table in tables.COVENANT_TABLES:
            found.every(table)
        return found


def test_there_is_a_fictional_covenant_in_every_stage_one_paused_and_one_stopped(played: sa.Engine) -> None:
    with db.reading(played) as session:
        found = {slug: dossiers.find(session, slug=slug) for slug in demo.PLAYS}
    assert all(c.fictional and not c.imported for c in found.values())
    assert {slug: (c.stage, c.track_status) for slug, c in found.items()} == {
        "fictief-chemie": ("initiative", "active"),
        "fictief-elektronica": ("negotiation", "active"),
        "fictief-bouwmaterialen": ("signing", "active"),
        "fictief-meubel": ("implementation", "active"),
        "fictief-speelgoed": ("negotiation", "paused"),
        "fictief-schoenen": ("initiative", "stopped"),
    }


def test_the_gate_of_electronics_is_worth_looking_at(played: sa.Engine) -> None:
    dossier = opened(played, "fictief-elektronica")
    known = facts.gather(dossier)
    findings = machine.examine(
        loading.workflow("imvo-1"), "start_signing", known, facts.overrides_of(dossier)
    )
    told = {f.condition.id: f for f in findings if not f.condition.quiet}
    assert {i: str(f.result) for i, f in told.items() if str(f.result) != "met"} == {
        "G2-4": "not_met",
        "G2-5": "not_met",
        "G2-6": "not_met",
        "G2-8": "not_met",
        "G2-9": "overridden",
    }
    unmet = {i: (f.unmet.have, f.unmet.need) for i, f in told.items() if f.unmet is not None}
    assert unmet["G2-5"] == (8, 9)
    assert unmet["G2-6"] == (4, 9)
    assert unmet["G2-8"] == (8, 9)
    own = machine.examine(loading.workflow("imvo-2"), "start_signing", known, facts.overrides_of(dossier))
    assert next(str(f.result) for f in own if f.condition.id == "G2-11") == "met"
    assert facts.health(dossier, known) == "blocked"
    assert len(known.active()) == 9


def test_building_materials_waits_for_companies_and_was_planned_anew_three_times(played: sa.Engine) -> None:
    dossier = opened(played, "fictief-bouwmaterialen")
    known = facts.gather(dossier)
    assert (known.threshold.companies, len(known.pledges)) == (35, 22)
    assert str(sum(p.share for p in known.pledges)) == "0.2145"
    plans = [p for p in dossier.rows(tables.PlannedDate) if p.stage == "implementation"]
    assert len(plans) == 4
    assert len(dossier.rows(tables.Signature)) == 3


def test_what_happened_long_ago_can_be_seen_as_it_was_then(played: sa.Engine) -> None:
    before = opened(played, "fictief-elektronica", NOW - timedelta(days=37))
    assert before.rows(tables.Objection) == ()
    assert before.rows(tables.Override) == ()
    assert [t.status for t in before.rows(tables.TextVersion)] == ["tabled", "tabled", "final"]
    assert before.name_of(before.rows(tables.Participation)[0].id)


def test_everybody_in_it_is_fictional_and_some_sign_in_with_one_click(played: sa.Engine) -> None:
    with db.reading(played) as session:
        personas = {p.name: p.persona for p in accounts.personas(session)}
        assert all(o.fictional for o in dossiers.organisations(session).values())
    assert len(personas) == 10
    assert personas["Nadia Verkerk"] == "Facilitator, secretariaat"
    assert set(personas.values()) >= {"Manager van de portefeuille", "Auditor", "Beheerder"}


def test_every_log_of_it_is_whole(played: sa.Engine) -> None:
    with db.reading(played) as session:
        assert [fault for _, faults in audit.check_all(session) for fault in faults] == []


def test_loading_it_again_adds_nothing(played: sa.Engine) -> None:
    with db.writing(played) as session:
        before = {log: ledger.head(session, log).size for log in ledger.logs(session)}
        demo.load(session, now=NOW + timedelta(days=1))
        assert {log: ledger.head(session, log).size for log in ledger.logs(session)} == before
    assert sum(before.values()) < 1100, "every line costs time at the first start"


def test_outsiders_see_that_it_is_fictional_and_nothing_of_the_table(played: sa.Engine) -> None:
    with db.reading(played) as session:
        dossier = dossiers.load(session, policy.ANYBODY, slug="fictief-elektronica", now=NOW)
        assert dossier.covenant.fictional
        assert dossier.rows(tables.Objection) == ()
        assert all(t.note is None for t in dossier.rows(tables.TextVersion))
