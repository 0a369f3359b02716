"""Joining, changing role and leaving: effects, refusals, and the history that stays."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast
from tracker import errors
from tracker.commands import act, demo_cast, leaving, participations
from tracker.store import db, dossiers, facts, tables
from workflows.facts import Party
from workflows.parties import ParticipationStatus

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SINCE = date(2025, 9, 1)
BRAM, NGO = "platform-apparatuur", "schone-mijnen"
REVIEW = date(2026, 6, 1)
REASON = "Na het gesprek met de stuurgroep is niets hersteld."


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as opened:
        yield opened


@pytest.fixture
def play(session: Session) -> cast.Play:
    return cast.covenant(session, NOW, table=(BRAM, NGO), supporter=True, on=SINCE)


def dossier_of(session: Session, play: cast.Play, now: datetime = NOW) -> dossiers.Dossier:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=now)


def party(session: Session, play: cast.Play, slug: str, now: datetime = NOW) -> Party:
    found = facts.gather(dossier_of(session, play, now)).party(play.parties[slug])
    assert found is not None
    return found


def periods(session: Session, play: cast.Play, slug: str) -> list[tuple[str, str, date, date | None]]:
    found = [
        (r.role, r.status, r.from_on, r.until_on)
        for r in dossier_of(session, play).rows(tables.RolePeriod)
        if r.participation_id == play.parties[slug]
    ]
    return sorted(found, key=lambda r: r[2])


def invite(session: Session, play: cast.Play, **how: Any) -> act.Receipt:
    said: dict[str, Any] = {
        "kind": "ngo",
        "role": "negotiator",
        "name_nl": "Stichting Proef",
        "status": "invited",
    }
    return participations.add(session, how.pop("who", play.facilitator), play.id, now=NOW, **said | how)


def test_an_invited_organisation_owes_nothing_until_it_accepts(session: Session, play: cast.Play) -> None:
    organisation = demo_cast.organisation(session, "kinderrechtenfonds", now=NOW)
    made = invite(session, play, name_nl="", organisation_id=organisation)
    known = facts.gather(dossier_of(session, play))
    assert [i for i in known.items if i.party_id == made.id] == []
    mees = cast.again(session, play.actors["mees"], NOW)
    participations.answer(session, mees, play.id, made.id, now=NOW, accept=True)
    known = facts.gather(dossier_of(session, play))
    assert known.party(made.id).since == TODAY  # type: ignore[union-attr]
    assert len([i for i in known.items if i.party_id == made.id]) == 4


def test_an_organisation_declines_and_can_be_asked_again(session: Session, play: cast.Play) -> None:
    made = invite(session, play)
    participations.answer(session, play.facilitator, play.id, made.id, now=NOW, accept=False)
    with pytest.raises(errors.WrongState, match="Dit kan niet in de huidige toestand van de deelname."):
        participations.answer(session, play.facilitator, play.id, made.id, now=NOW, accept=True)
    organisation = dossier_of(session, play).row(tables.Participation, made.id).organisation_id
    assert invite(session, play, name_nl="", organisation_id=organisation).id != made.id


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name_nl": " "}, {"name_nl": "Kies een organisatie of vul een naam in."}),
        ({"kind": "spaceship"}, {"kind": "Kies een van de mogelijkheden."}),
        ({"role": "adhering_company"}, {"role": "Alleen een bedrijf kan aangesloten bedrijf zijn."}),
        ({"role": "facilitator"}, {"role": "De rol facilitator hoort bij de soort facilitator."}),
        ({"on": TODAY + timedelta(days=1)}, {"on": "Kies vandaag of een eerdere dag."}),
    ],
)
def test_a_wrong_invitation_says_what_is_wrong(
    session: Session, play: cast.Play, wrong: dict[str, Any], told: dict[str, str]
) -> None:
    with pytest.raises(errors.Invalid) as refused:
        invite(session, play, **wrong)
    assert refused.value.fields == told


def test_nobody_sits_at_the_table_twice(session: Session, play: cast.Play) -> None:
    organisation = dossier_of(session, play).row(tables.Participation, play.parties[NGO]).organisation_id
    with pytest.raises(errors.Invalid) as refused:
        invite(session, play, name_nl="", organisation_id=organisation)
    assert refused.value.fields == {"organisation_id": "Deze organisatie neemt al deel."}


def test_only_the_facilitator_invites(session: Session, play: cast.Play) -> None:
    for who in (play.speaker(BRAM), play.manager, play.supporter):
        with pytest.raises(errors.Forbidden, match="Dit kan alleen de facilitator van dit convenant."):
            invite(session, play, who=who)


def test_a_supporter_that_becomes_a_party_owes_from_that_day(session: Session, play: cast.Play) -> None:
    participations.change_role(
        session,
        play.facilitator,
        play.id,
        play.parties["ketenfonds"],
        now=NOW,
        role="negotiator",
        on=date(2026, 2, 3),
    )
    assert party(session, play, "ketenfonds").since == date(2026, 2, 3)
    assert periods(session, play, "ketenfonds") == [
        ("supporter", "active", SINCE, date(2026, 2, 3)),
        ("negotiator", "active", date(2026, 2, 3), None),
    ]


def test_a_party_that_changes_party_role_keeps_its_debts(session: Session, play: cast.Play) -> None:
    participations.change_role(
        session, play.facilitator, play.id, play.parties[NGO], now=NOW, role="signatory"
    )
    assert party(session, play, NGO).since == SINCE


def test_leaving_later_counts_until_then_and_can_be_taken_back(session: Session, play: cast.Play) -> None:
    leaves = date(2026, 5, 1)
    pid, yara = play.parties[NGO], play.speaker(NGO)
    leaving.withdraw(session, yara, play.id, pid, now=NOW, reason_class="voluntary", on=leaves)
    assert party(session, play, NGO).counts
    later = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
    assert party(session, play, NGO, later).status is ParticipationStatus.WITHDRAWN
    leaving.revoke_withdrawal(session, yara, play.id, pid, now=NOW)
    assert party(session, play, NGO, later).counts
    assert periods(session, play, NGO) == [("negotiator", "active", SINCE, None)]


def test_a_withdrawal_that_took_effect_is_not_taken_back(session: Session, play: cast.Play) -> None:
    pid = play.parties[NGO]
    leaving.withdraw(session, play.facilitator, play.id, pid, now=NOW, reason_class="voluntary")
    with pytest.raises(errors.GateClosed) as refused:
        leaving.revoke_withdrawal(session, play.facilitator, play.id, pid, now=NOW)
    assert [f.condition.id for f in refused.value.findings if not f.passes] == ["R-1"]
    with pytest.raises(errors.Forbidden):  # who left is no party any more
        leaving.revoke_withdrawal(session, play.speaker(NGO), play.id, pid, now=NOW)


def test_nobody_withdraws_because_of_bankruptcy_or_before_joining(session: Session, play: cast.Play) -> None:
    pid = play.parties[NGO]
    with pytest.raises(errors.GateClosed):
        leaving.withdraw(session, play.facilitator, play.id, pid, now=NOW, reason_class="bankruptcy")
    with pytest.raises(errors.Invalid) as refused:
        leaving.withdraw(
            session, play.facilitator, play.id, pid, now=NOW, reason_class="voluntary", on=date(2025, 8, 31)
        )
    assert refused.value.fields == {"on": "Deze dag ligt voor het begin van de deelname."}


def test_a_suspended_party_does_not_count_and_returns(session: Session, play: cast.Play) -> None:
    pid = play.parties[NGO]
    leaving.suspend(session, play.facilitator, play.id, pid, now=NOW, reason=REASON, review_on=REVIEW)
    assert not party(session, play, NGO).counts
    leaving.reinstate(session, play.facilitator, play.id, pid, now=NOW)
    assert party(session, play, NGO).counts
    assert [p[1] for p in periods(session, play, NGO)] == ["active", "suspended", "active"]


def test_expelling_asks_for_an_earlier_step_of_the_ladder(session: Session, play: cast.Play) -> None:
    place = (session, play.facilitator, play.id, play.parties[NGO])
    with pytest.raises(errors.GateClosed) as refused:
        leaving.expel(*place, now=NOW, reason=REASON)
    assert [f.condition.id for f in refused.value.findings if not f.passes] == ["X-2"]
    leaving.escalate(*place, now=NOW, level="steering_talk", note=REASON)
    with pytest.raises(errors.Invalid) as short:
        leaving.expel(*place, now=NOW, reason="te kort")
    assert list(short.value.fields) == ["reason"]
    leaving.expel(*place, now=NOW, reason=REASON)
    assert party(session, play, NGO).status is ParticipationStatus.EXPELLED


def test_a_step_against_another_party_does_not_count(session: Session, play: cast.Play) -> None:
    leaving.escalate(
        session, play.facilitator, play.id, play.parties[BRAM], now=NOW, level="feedback", note=REASON
    )
    with pytest.raises(errors.GateClosed):
        leaving.expel(session, play.facilitator, play.id, play.parties[NGO], now=NOW, reason=REASON)


def test_an_organisation_ceases_and_names_who_goes_on(session: Session, play: cast.Play) -> None:
    place = (session, play.facilitator, play.id, play.parties[NGO])
    with pytest.raises(errors.Invalid) as refused:
        leaving.cease(*place, now=NOW, reason_class="takeover", successor_id=play.parties[NGO])
    assert refused.value.fields == {"successor_id": "Kies een andere organisatie die nu deelneemt."}
    leaving.cease(*place, now=NOW, reason_class="takeover", successor_id=play.parties[BRAM])
    assert party(session, play, NGO).status is ParticipationStatus.CEASED


def test_a_rival_moves_nobody_and_a_stranger_learns_nothing(session: Session, play: cast.Play) -> None:
    pid = play.parties[NGO]
    with pytest.raises(errors.Forbidden):
        leaving.withdraw(session, play.speaker(BRAM), play.id, pid, now=NOW, reason_class="voluntary")
    with pytest.raises(errors.NotFound):
        leaving.suspend(
            session, play.facilitator, play.id, cast.SECOND, now=NOW, reason=REASON, review_on=REVIEW
        )
    with pytest.raises(errors.NotFound):
        leaving.suspend(
            session, play.facilitator, "ander-convenant", pid, now=NOW, reason=REASON, review_on=REVIEW
        )


def test_a_stale_and_a_double_form_change_nothing(session: Session, play: cast.Play) -> None:
    pid, key = play.parties[NGO], act.Key("sleutel-voor-een-keer", "x")
    seen = dossier_of(session, play).seq
    place = (session, play.facilitator, play.id, pid)
    first = participations.describe(*place, now=NOW, seen=seen, key=key, contact_name="Yara Solis")
    assert (
        participations.describe(*place, now=NOW, seen=seen, key=key, contact_name="Yara Solis").seq
        == first.seq
    )
    with pytest.raises(errors.Stale) as stale:
        participations.describe(*place, now=NOW, seen=seen, contact_name="Iemand anders")
    assert [c.kind for c in stale.value.changes] == ["participation.describe"]
    assert dossier_of(session, play).row(tables.Participation, pid).contact_name == "Yara Solis"
