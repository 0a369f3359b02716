"""Importing public facts: everything in the file is there, nothing more, and twice is the same as once."""

import hashlib
import itertools
import re
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml
from sqlmodel import Session, SQLModel

from tests import cast
from tracker import policy
from tracker.commands import imports, tracks
from tracker.queries import audit
from tracker.store import db, dossiers, facts, ledger, tables

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FILE = Path(imports.__file__).parents[1] / "data" / "convenanten.yaml"
TEXT = FILE.read_text("utf-8")

SMALL = """
organisations:
  bond: {nl: Bond, en: Association, abbr: null, kind: union}
  fonds: {nl: Fonds, en: Fund, kind: ngo, expertise_en: water}
covenants:
- slug: zout
  track_type: signed
  name_nl: Zoutconvenant
  name_en: Salt agreement
  sector_nl: Zout
  sector_en: Salt
  status: {phase: ended, as_of: '2021', label_nl: Afgelopen, summary_en: Ended, confidence: high}
  dates:
    initiative_start: {value: 2016-03, confidence: high}
    signing: {value: '2017'}
    term_end: {value: '2020-12-31', note_en: as planned}
    final_evaluation: null
  parties:
  - {org: bond, kind: union, role: signatory, joined: '2017', left: '2018'}
  - {org: fonds, kind: ngo, role: supporter, joined: '2017-05-01'}
  milestones:
  - {date: 2016-03, phase: initiative, nl: Aftrap, en: Kick-off}
  - {date: '2017', phase: signed, nl: Ondertekening, en: Signing}
  commitments:
  - {id: z-1, title_nl: Minder zout, description_en: Less salt, owner: Alle, owner_kind: all, status: achieved}
  sources: [https://zout.example/een]
"""


@cache
def whole() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(TEXT)
    return found


def run(engine: sa.Engine, text: str, **options: Any) -> imports.ImportReport:
    with db.writing(engine) as session:
        return imports.run(session, text, **{"now": NOW, **options})


def count(session: Session, table: type[SQLModel]) -> int:
    found: int = session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
    return found


def heads(engine: sa.Engine) -> dict[str, int]:
    with db.reading(engine) as session:
        return {log: ledger.head(session, log).size for log in ledger.logs(session)}


def test_everything_in_the_file_is_in_the_product(engine: sa.Engine) -> None:
    assert run(engine, TEXT).errors == ()
    tracks_, data = whole()["tracks_without_covenant"], whole()["covenants"]
    both = [*data, *tracks_]
    with db.reading(engine) as session:
        assert count(session, tables.Covenant) == 15 + 6 == len(both)
        assert count(session, tables.Organisation) == 134 == len(whole()["organisations"])
        assert count(session, tables.Participation) == 201 == sum(len(c["parties"]) for c in data)
        assert count(session, tables.Commitment) == 81 == sum(len(c["commitments"]) for c in data)
        assert count(session, tables.Milestone) == 84 + sum(len(t["facts"]) for t in tracks_)
        assert count(session, tables.Source) == 151 == sum(len(c["sources"]) for c in both)
        assert count(session, tables.Coverage) == 32
        assert count(session, tables.DatedFact) == sum(1 for c in both for d in c["dates"].values() if d)
        gaps = session.execute(
            sa.select(sa.func.count()).where(tables.Remark.topic == "gap")  # type: ignore[arg-type]
        ).scalar_one()
        assert gaps == sum(len(c["gaps_en"]) for c in data)


def test_no_sentence_of_the_file_is_lost(engine: sa.Engine) -> None:
    """Every English text of a covenant stands in some row of that covenant."""
    run(engine, TEXT)
    skipped = {"name_nl", "name_en", "abbr", "org"}

    def texts(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            for k, v in value.items():
                yield from texts(v, k)
        elif isinstance(value, list):
            for v in value:
                yield from texts(v, key)
        elif isinstance(value, str) and " " in value and key not in skipped:
            yield value

    with db.reading(engine) as session:
        for record in [*whole()["covenants"], *whole()["tracks_without_covenant"]]:
            dossier = dossiers.load(session, policy.ANYBODY, slug=record["slug"], now=NOW)
            held = str([dossier.every(t) for t in tables.COVENANT_TABLES])
            missing = [t for t in texts(record) if repr(t)[1:-1] not in held and str(t) not in held]
            assert missing == []


def test_the_phase_of_the_file_becomes_a_stage_a_track_status_and_an_outcome(engine: sa.Engine) -> None:
    run(engine, TEXT)
    expected = {
        "steenkool": ("implementation", "active", None),
        "kleding-textiel": ("implementation", "ended", None),
        "plantaardige-eiwitten": ("implementation", "ended", "terminated_early"),
        "metaalsector": ("implementation", "succeeded", "renewed"),
        "land-en-tuinbouw": ("negotiation", "stopped", "stopped_before_signing"),
        "chemie": ("initiative", "stopped", "exploratory_only"),
    }
    with db.reading(engine) as session:
        found = {slug: dossiers.find(session, slug=slug) for slug in expected}
    assert {s: (c.stage, c.track_status, c.outcome) for s, c in found.items()} == expected
    assert all(c.imported and c.imported_stage == c.stage for c in found.values())


def test_nothing_imported_is_a_debt_or_done_and_only_years_that_begin_later_are_asked(
    engine: sa.Engine,
) -> None:
    run(engine, TEXT)
    with db.reading(engine) as session:
        slugs = list(session.execute(sa.select(tables.Covenant.slug)).scalars())  # type: ignore[call-overload]
        for slug in slugs:
            dossier = dossiers.load(session, policy.ANYBODY, slug=slug, now=NOW)
            known = facts.gather(dossier)
            assert {i.status for i in known.items} <= {"unrecorded"}
            assert facts.health(dossier, known) == "on_track"
            assert dossier.every(tables.StageMove) == ()
            later = facts.gather(
                dossiers.load(session, policy.ANYBODY, slug=slug, now=NOW + timedelta(days=1500))
            )
            begun = {c.number for c in later.cycles if c.starts_on > NOW.date()}
            assert {i.cycle for i in later.items if i.status != "unrecorded"} <= begun


def test_dates_stay_as_partial_as_they_are(engine: sa.Engine) -> None:
    run(engine, SMALL)
    with db.reading(engine) as session:
        dossier = dossiers.load(session, policy.ANYBODY, slug="zout", now=NOW)
    values = {d.name: d.value for d in dossier.rows(tables.DatedFact)}
    assert values == {"initiative_start": "2016-03", "signing": "2017", "term_end": "2020-12-31"}
    assert (dossier.covenant.started_on, dossier.covenant.effective_on) == ("2016-03", None)
    assert dossier.covenant.ends_on == date(2020, 12, 31)
    union, fund = sorted(dossier.rows(tables.Participation), key=lambda p: p.kind, reverse=True)
    assert (union.kind, union.status, union.since, union.since_on) == (
        "trade_union",
        "withdrawn",
        "2017",
        None,
    )
    assert (union.left, union.until_on) == ("2018", None)
    assert (fund.since, fund.since_on, fund.expertise) == ("2017-05-01", date(2017, 5, 1), "water")


def test_a_covenant_knows_its_predecessor(engine: sa.Engine) -> None:
    run(engine, TEXT)
    with db.reading(engine) as session:
        second = dossiers.find(session, slug="metaalsector-tweede-termijn")
        assert second.predecessor_id == dossiers.find(session, slug="metaalsector").id


def test_each_covenant_has_one_line_in_its_own_log_by_the_import(engine: sa.Engine) -> None:
    run(engine, SMALL)
    with db.reading(engine) as session:
        covenant = dossiers.find(session, slug="zout")
        (line,) = ledger.lines(session, covenant.id)
        assert (line.kind, line.level, line.fields["actor"]) == ("covenant.import", "public", "Import")
        assert [found.kind for found in ledger.lines(session, ledger.SYSTEM)] == ["organisation.import"]
        assert all(not faults for _, faults in audit.check_all(session))


def test_a_trial_run_tells_what_would_change_and_changes_nothing(engine: sa.Engine) -> None:
    report = run(engine, SMALL, dry_run=True)
    assert list(report.lines()) == [
        "organisaties: 2 organisaties erbij",
        (
            "zout: nieuw, 1 convenant erbij, 2 partijen erbij, 2 mijlpalen erbij, 3 datums erbij, "
            "1 afspraken erbij, 1 bronnen erbij"
        ),
        "Proef: er zouden 1 trajecten toegevoegd, 0 gewijzigd, 0 ongewijzigd.",
    ]
    assert heads(engine) == {}


def test_the_same_file_twice_adds_no_line(engine: sa.Engine) -> None:
    run(engine, TEXT)
    before = heads(engine)
    report = run(engine, TEXT, now=NOW + timedelta(days=3))
    assert list(report.lines()) == ["Er zijn 0 trajecten toegevoegd, 0 gewijzigd, 21 ongewijzigd."]
    assert heads(engine) == before


def test_a_changed_fact_is_one_line_with_only_that_row(engine: sa.Engine) -> None:
    run(engine, TEXT)
    before = heads(engine)
    other = TEXT.replace("Getekend voor vijf jaar", "x").replace(
        "status: not_achieved", "status: achieved", 1
    )
    assert other != TEXT
    report = run(engine, other, now=NOW + timedelta(days=3))
    (changed,) = report.covenants
    assert list(changed.changed.values()) == [{"status": "achieved"}]
    assert heads(engine) == {**before, changed.id: 2}
    with db.reading(engine) as session:
        (line,) = ledger.lines(session, changed.id, after=1)
        assert [v for k, v in line.fields.items() if k.startswith("row:")] == [{"status": "achieved"}]


def test_a_fact_that_left_the_file_is_no_longer_shown_and_may_come_back(engine: sa.Engine) -> None:
    run(engine, SMALL)
    without = SMALL.replace("  - {date: '2017', phase: signed, nl: Ondertekening, en: Signing}\n", "")
    (changed,) = run(engine, without).covenants
    assert list(changed.changed.values()) == [{"position": imports.DROPPED}]
    assert list(run(engine, without).covenants) == []
    (again,) = run(engine, SMALL).covenants
    assert list(again.changed.values()) == [{"position": 1}]


def test_what_people_recorded_since_is_left_alone(engine: sa.Engine) -> None:
    running = SMALL.replace("phase: ended", "phase: implementation")
    run(engine, running)
    with db.writing(engine) as session:
        covenant_id = dossiers.find(session, slug="zout").id
        nadia = policy.Actor(
            id="", name="Nadia Verkerk", assignments=frozenset({(covenant_id, "facilitator")})
        )
        tracks.move(
            session, nadia, covenant_id, "pause", now=NOW, reason="Bestuurswissel bij de branche in het voorjaar",
            review_on=date(2026, 5, 1),
        )  # fmt: skip
    run(engine, running.replace("nl: Aftrap", "nl: Startbijeenkomst"))
    with db.reading(engine) as session:
        assert dossiers.find(session, slug="zout").track_status == "paused"


def test_a_covenant_made_here_is_never_taken_over(engine: sa.Engine) -> None:
    with db.writing(engine) as session:
        cast.covenant(session, NOW, name="Zout")
    before = heads(engine)
    report = run(engine, SMALL)
    assert list(report.lines()) == [
        "zout: er is al een convenant met deze naam dat niet uit een import komt",
        "1 fouten. Er is niets gewijzigd.",
    ]
    assert heads(engine) == before


def test_one_fault_anywhere_and_nothing_is_imported(engine: sa.Engine) -> None:
    report = run(engine, TEXT.replace("role: observer", "role: kijker", 1))
    assert len(report.errors) == 1
    assert "kijker" not in str(report.errors[0])
    assert list(report.lines())[-1] == "1 fouten. Er is niets gewijzigd."
    assert heads(engine) == {}


REMOVED = {
    "0dfbcc54ff8fce63", "19828feed485ca6c", "2c3772fe64a6a158", "2e5b0cd2ba7ebd59", "334838c2dcbd613f",
    "393eae1a8e78d671", "3c54de4e0447f776", "5488535a28ffecef", "65a23a632fbd1bbf", "6876f4050aa356a8",
    "710e3fefb63a9699", "799ee1021f15c2d8", "7bdaddb3f6e550dc", "82c592bee91f5996", "8a3dcfbbdd96389b",
    "97f8eba8ebbb222d", "9893c5ac4d8bfe35", "a026e79153084faf", "a1ac3b2935d21b84", "a4d3dee9a2c79c44",
    "a984e6c55f38b6c2", "bf812c73a392de77", "c0070f7c1e0c459f", "cd16622ce486ac67", "ce2f2c6fdc573de3",
    "fa207a2f20d98037",
}  # fmt: skip
"""Digests of the names that were taken out; the names themselves stand nowhere here."""


def test_the_shipped_file_names_no_person() -> None:
    words = re.findall(r"[a-zà-ÿ]+", TEXT.lower())
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(words)]
    digests = {hashlib.sha256(f"names:{w}".encode()).hexdigest()[:16] for w in {*words, *pairs}}
    assert digests & REMOVED == set()
