"""Choosing the table's rule, and what the gate makes of the parties' answers under it, for every reader alike."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests.commands.positions.conftest import NGO, OWN, THREE, UNION, Table, build
from tests.database import Databases
from tests.registers import NOW, TODAY, put_in
from tracker import errors, policy
from tracker.commands import consent, weights
from tracker.queries import discretion, gates
from tracker.store import db, facts, ledger
from workflows import engine, loading
from workflows.facts import Facts

REASON = "Afgesproken in de vierde ronde, met alle partijen."


@pytest.fixture(scope="module")
def house(databases: Databases) -> Iterator[tuple[sa.Engine, object, str]]:
    with databases.fresh("sqlite") as url:
        engine_ = db.make_engine(url)
        with db.writing(engine_) as session:
            play, text = build(session)
        yield engine_, play, text
        engine_.dispose()


@pytest.fixture
def table(house: tuple[sa.Engine, object, str]) -> Iterator[Table]:
    with Session(db.for_writing(house[0]), expire_on_commit=False) as opened:
        yield Table(opened, house[1], house[2])  # type: ignore[arg-type]
        opened.rollback()


def choose(table: Table, rule: str, **more: object) -> None:
    given = {"reason": REASON, "now": table.now, **more}
    consent.choose(table.session, table.play.facilitator, table.id, rule=rule, **given)  # type: ignore[arg-type]


def freeze(table: Table) -> Facts:
    """The facts as they would be were the version on the table final."""
    known = facts.gather(table.dossier())
    return replace(known, texts=tuple(replace(t, status="final") for t in known.texts))


def finding(known: Facts, condition: str = "G2-11") -> engine.Finding:
    found = engine.examine(loading.workflow("imvo-2"), "start_signing", known)
    return next(f for f in found if f.condition.id == condition)


def blockers(known: Facts) -> set[tuple[str | None, str]]:
    unmet = finding(known).unmet
    return {(b.party_id, b.status) for b in unmet.blockers} if unmet else set()


def test_a_new_covenant_has_no_rule_and_the_gate_asks_for_none(table: Table) -> None:
    assert table.dossier().covenant.workflow == "imvo-2"
    assert finding(freeze(table)).result == "not_applicable"


def test_choosing_is_one_line_with_its_date_and_reason_for_the_table_only(table: Table) -> None:
    choose(table, "per_soort", on=TODAY - timedelta(days=1))
    line = list(ledger.lines(table.session, table.id))[-1]
    assert (line.kind, line.level, line.fields["on"], line.fields["note"]) == (
        "consent.choose",
        "table",
        "2026-03-01",
        REASON,
    )
    assert line.fields["says"] == {"rule": "per_soort"}
    assert table.dossier().covenant.consent_rule == "per_soort"
    assert table.dossier(table.play.manager).covenant.consent_rule is None
    choose(table, "")
    assert table.kinds()[-1] == "consent.drop"
    assert table.dossier().covenant.consent_rule == ""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rule": "meerderheid"}, {"rule": "Kies een van de mogelijkheden."}),
        ({"rule": ""}, {"rule": "Deze besluitregel geldt al."}),
        ({"reason": "Kort."}, {"reason": "De reden telt 5 tekens. Schrijf er minimaal 20."}),
        ({"on": TODAY + timedelta(days=1)}, {"on": "Kies vandaag of een eerdere dag."}),
    ],
)
def test_what_cannot_be_chosen_is_told(table: Table, given: dict[str, object], told: dict[str, str]) -> None:
    with pytest.raises(errors.Invalid) as refused:
        choose(table, **{"rule": "per_soort", **given})  # type: ignore[arg-type]
    assert {k: str(v) % refused.value.params for k, v in refused.value.fields.items()} == told


def test_a_choice_is_not_dated_before_the_one_it_follows(table: Table) -> None:
    choose(table, "per_soort")
    with pytest.raises(errors.Invalid):
        choose(table, "unanimiteit", on=TODAY - timedelta(days=1))


def test_once_the_table_has_agreed_the_rule_stays(table: Table) -> None:
    put_in(table.session, table.play, "signing")
    with pytest.raises(errors.WrongState, match="De besluitregel blijft zoals hij is"):
        choose(table, "per_soort")


def test_answers_are_voices_and_a_fundamental_objection_to_one_clause_is_a_veto(table: Table) -> None:
    choose(table, "gekwalificeerd")
    table.share(OWN, "remarks", remarks="Twee tikfouten in artikel 1.")
    table.share(UNION, "reservation", remarks="De achterban stemt nog.")
    assert {k: v.value for k, v in freeze(table).voices.items()} == {
        table.party(OWN): "yes",
        table.party(UNION): "abstain",
    }
    table.share(NGO)
    table.object_to(NGO)
    voice = freeze(table).voices[table.party(NGO)]
    assert (voice.value, voice.on, bool(voice.reason)) == ("veto", TODAY, True)


def test_unanimity_of_the_table_on_the_final_version(table: Table) -> None:
    choose(table, "unanimiteit")
    assert blockers(freeze(table)) == {(table.party(slug), "silent") for slug in THREE}
    table.share(OWN)
    table.share(UNION, "abstain")
    table.share(NGO)
    known = freeze(table)
    assert finding(known).result == "met"
    on_table = replace(known, texts=tuple(replace(t, status="tabled") for t in known.texts))
    assert blockers(on_table) == {(None, "no_final_text")}
    table.object_to(NGO)
    assert blockers(freeze(table)) == {(table.party(NGO), "veto")}


def test_weights_count_exactly(table: Table) -> None:
    for slug, weight in ((OWN, "79.99"), (UNION, "20.01")):
        weights.record(
            table.session, table.play.facilitator, table.id, participation_id=table.party(slug),
            weight=Decimal(weight), now=table.now,
        )  # fmt: skip
    choose(table, "gekwalificeerd")
    table.share(OWN)
    held = freeze(table).weights
    assert held == {
        table.party(OWN): ((TODAY, Decimal("79.99")),),
        table.party(UNION): ((TODAY, Decimal("20.01")),),
    }
    assert (table.party(UNION), "silent") in blockers(freeze(table))


def test_silence_is_no_consent_while_a_round_is_still_shut(table: Table) -> None:
    choose(table, "niemand_tegen")
    assert (None, "short") in blockers(freeze(table))
    table.round(days=7)
    table.now = NOW + timedelta(days=7)
    assert finding(freeze(table)).result == "not_met"
    table.now = NOW + timedelta(days=8)
    assert [t.answer_by for t in freeze(table).texts] == [date(2026, 3, 10)]
    assert finding(freeze(table)).result == "not_met"


def test_a_finding_is_the_same_whoever_reads_and_tells_a_manager_no_answer(table: Table) -> None:
    choose(table, "unanimiteit")
    table.share(OWN, "reservation", remarks="De achterban stemt nog.")
    table.object_to(NGO)
    play = table.play
    readers = {
        "facilitator": play.facilitator,
        "party": play.speaker(OWN),
        "rival": play.speaker(UNION),
        "manager": play.manager,
        "auditor": play.auditor,
        "supporter": play.supporter,
        "anybody": policy.ANYBODY,
    }
    told = {}
    for name, actor in readers.items():
        dossier = table.dossier(actor)
        known = facts.gather(dossier)
        frozen = replace(known, texts=tuple(replace(t, status="final") for t in known.texts))
        found = finding(frozen)
        told[name] = (found.result, found.unmet)
        assert {k: v.value for k, v in known.voices.items()} == {
            table.party(OWN): "abstain",
            table.party(NGO): "veto",
        }
        reads = name in ("facilitator", "party", "rival")
        assert any(v.reason for v in known.voices.values()) == reads
        shown = discretion.told(found, dossier, frozen)
        assert shown is not None
        assert shown.unmet is not None
        statuses = {b.status for b in shown.unmet.blockers}
        assert statuses == (
            {"veto", "silent"} if reads else {"in_progress"} if name in ("manager", "auditor") else set()
        )
        view = gates.view(
            dossier, frozen, loading.workflow("imvo-2"),
            loading.workflow("imvo-2").actions["start_signing"], [found], "nl",
        )  # fmt: skip
        (condition,) = view.conditions
        assert (condition.consent is not None) == reads
    assert len({repr(t) for t in told.values()}) == 1
