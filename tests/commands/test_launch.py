"""Starting a track together with its guiding organisation."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast
from tracker import errors, policy
from tracker.commands import act, demo_cast, launch, organisations
from tracker.queries import audit
from tracker.store import db, dossiers, ledger, tables

NOW = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as session:
        yield session


@pytest.fixture
def nadia(session: Session) -> policy.Actor:
    return demo_cast.actor(session, "nadia", now=NOW)


def opened(session: Session, nadia: policy.Actor, covenant_id: str) -> dossiers.Dossier:
    return dossiers.load(session, cast.again(session, nadia, NOW), covenant_id=covenant_id, now=NOW)


def facilitators(dossier: dossiers.Dossier) -> list[str]:
    return [
        dossier.name_of(p.id) for p in dossier.rows(tables.Participation) if p.role == p.kind == "facilitator"
    ]


def test_a_track_starts_with_everything_that_is_known(session: Session, nadia: policy.Actor) -> None:
    receipt = launch.begin(
        session, nadia, now=NOW, name_nl="Elektronica", name_en="Electronics", sector_nl="Elektronica",
        risk_sectors=("elektronica", "metaal"), risk_themes=("conflict",), countries=("Congo", "China"),
        sdgs=(8, 12), prior_activities="Een verkenning.", scope="Alleen laptops.",
        quorum={"ngo": 2}, threshold_companies=35, threshold_share=Decimal("0.3"),
        started_on=date(2025, 6, 2), guide_id=demo_cast.organisation(session, "ketenbureau", now=NOW),
    )  # fmt: skip
    dossier = opened(session, nadia, receipt.id)
    row = dossier.covenant
    assert (row.stage, row.track_status, row.slug, row.facilitated_by) == (
        "initiative", "active", "elektronica", "Ketenbureau",
    )  # fmt: skip
    assert (row.risk_sectors, row.risk_themes, row.countries, row.sdgs, row.quorum) == (
        ["elektronica", "metaal"], ["conflict"], ["Congo", "China"], [8, 12], {"ngo": 2},
    )  # fmt: skip
    assert (row.threshold_companies, row.threshold_share, row.started_on) == (
        35,
        Decimal("0.3"),
        "2025-06-02",
    )
    assert facilitators(dossier) == ["Ketenbureau"]
    assert audit.check(session, receipt.id) == []


def test_a_track_of_a_fictional_person_is_fictional(session: Session, nadia: policy.Actor) -> None:
    receipt = launch.begin(session, nadia, now=NOW, name_nl="Chemie", guide_name="Ketenbureau")
    assert opened(session, nadia, receipt.id).covenant.fictional


def test_the_guide_need_not_be_the_ser_and_may_be_new(session: Session, nadia: policy.Actor) -> None:
    receipt = launch.begin(session, nadia, now=NOW, name_nl="Chemie", guide_name="Bureau Overleg")
    dossier = opened(session, nadia, receipt.id)
    assert (dossier.covenant.facilitated_by, facilitators(dossier)) == ("Bureau Overleg", ["Bureau Overleg"])


def test_a_known_guide_is_recognised_by_name_or_abbreviation(session: Session, nadia: policy.Actor) -> None:
    ser = organisations.create(
        session, nadia, now=NOW, name_nl="Sociaal-Economische Raad", name_en="Social and Economic Council",
        kind="other", abbr="SER",
    )  # fmt: skip
    receipt = launch.begin(session, nadia, now=NOW, name_nl="Chemie", guide_name="ser")
    (guide,) = [
        p.organisation_id
        for p in opened(session, nadia, receipt.id).rows(tables.Participation)
        if p.role == "facilitator"
    ]
    assert guide == ser


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({}, "guide_id", "Kies een organisatie of vul een naam in."),
        ({"guide_id": "nergens"}, "guide_id", "Deze organisatie is niet bekend."),
        ({"guide_name": "X", "name_nl": "  "}, "name_nl", "Vul dit in."),
        (
            {"guide_name": "X", "predecessor_id": "nergens"},
            "predecessor_id",
            "Kies een van de mogelijkheden.",
        ),
        (
            {"guide_name": "X", "started_on": date(2025, 11, 25)},
            "started_on",
            "Kies vandaag of een eerdere dag.",
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_its_field(
    session: Session, nadia: policy.Actor, values: dict[str, object], field: str, message: str
) -> None:
    before = ledger.logs(session)
    with pytest.raises(errors.Invalid) as refusal:
        launch.begin(session, nadia, now=NOW, **{"name_nl": "Chemie", **values})  # type: ignore[arg-type]
    assert refusal.value.fields == {field: message}
    assert ledger.logs(session) == before


def test_without_companies_that_sign_there_is_no_threshold(session: Session, nadia: policy.Actor) -> None:
    receipt = launch.begin(
        session,
        nadia,
        now=NOW,
        name_nl="Chemie",
        guide_name="X",
        companies_sign=False,
        threshold_companies=35,
    )
    row = opened(session, nadia, receipt.id).covenant
    assert (row.companies_sign, row.threshold_companies) == (False, None)


def test_a_representative_may_not_start_a_track(session: Session) -> None:
    bram = demo_cast.actor(session, "bram", now=NOW)
    with pytest.raises(errors.Forbidden) as refusal:
        launch.begin(session, bram, now=NOW, name_nl="Chemie", guide_name="X")
    assert refusal.value.message == "Een convenant starten kan alleen een facilitator of manager."


def test_a_double_click_starts_one_track(session: Session, nadia: policy.Actor) -> None:
    key = act.Key("dubbelklik-1")
    first = launch.begin(session, nadia, now=NOW, name_nl="Chemie", guide_name="X", key=key)
    second = launch.begin(session, nadia, now=NOW, name_nl="Chemie", guide_name="X", key=key)
    assert (second.id, second.again) == (first.id, True)
    assert facilitators(opened(session, nadia, first.id)) == ["X"]
    assert len([log for log in ledger.logs(session) if log != ledger.SYSTEM]) == 1
