"""The agriculture track: a kick-off in 2016, a pause, a restart, an impasse, a stop, and a new track after it.

Parties as in public sources; the days between the public ones, and the reasons, are invented.
"""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from tests.stories import telling
from tracker import errors, policy
from tracker.commands import participations, plans, requirements
from tracker.queries import covenants, fallout_previews, matrix, shifting, work
from tracker.store import dossiers, facts, ledger, shifts, tables
from workflows import calendar

KICK_OFF, TARGET, REPLANNED = date(2016, 10, 3), date(2016, 12, 31), date(2018, 3, 1)
PAUSED, REVIEW, RESTART = date(2017, 7, 1), date(2018, 1, 8), date(2018, 7, 2)
IMPASSE, LOOK_AGAIN, STOPPED, NEW = (
    *(date(2019, 12, 2), date(2020, 6, 1)),
    *(date(2022, 3, 14), date(2023, 9, 4)),
)
TABLE = {
    "sector_association": ("LTO Nederland", "NAJK"),
    "trade_union": ("FNV",),
    "ngo": ("Slow Food Youth Network", "IUCN NL", "Arisa", "Natuur & Milieu"),
    "government": ("Ministerie van Buitenlandse Zaken", "Ministerie van Landbouw"),
}
WAITS = "De sector wil eerst weten wat de andere convenanten opleveren."
STUCK = "De vakgroepen zien de urgentie verschillend; er is geen tekst voor allen."
ENDS = "Er is te weinig steun voor een convenant over de hele sector."


@pytest.fixture
def farm(session: Session) -> telling.Track:
    """At the table since the kick-off; in negotiation since the winter after it."""
    track = telling.start(session, KICK_OFF, "Land- en tuinbouw", companies_sign=False)
    for kind, names in TABLE.items():
        track.join(KICK_OFF, kind, *names)
    plan(track, KICK_OFF, TARGET)
    track.stage(date(2017, 2, 1), "negotiation")
    plan(track, date(2017, 2, 1), REPLANNED, "De eerste datum is niet gehaald; de sector vraagt meer tijd.")
    return track


def plan(track: telling.Track, day: date, on: date, why: str = "") -> None:
    plans.plan(
        track.session, track.actor, track.id, stage="signing", planned_on=on, reason=why,
        now=telling.moment(day),
    )  # fmt: skip


def due(track: telling.Track, name: str, code: str, on: date, day: date) -> None:
    requirements.set_due(
        track.session, track.actor, track.id, track.parties[name], code, due_on=on, now=telling.moment(day)
    )


def pause(track: telling.Track) -> None:
    track.track(PAUSED, "pause", WAITS, review_on=REVIEW)


def confirmed(track: telling.Track, day: date) -> tuple[str, ...]:
    """The facilitator leaves every proposed date ticked."""
    return tuple(one.key for one in shifts.proposals(track.dossier(day), day))


def test_while_it_is_paused_nobody_is_late(farm: telling.Track) -> None:
    due(farm, "FNV", "NEG-01", date(2017, 9, 1), date(2017, 6, 1))
    pause(farm)
    autumn = date(2017, 11, 1)
    known = farm.known(autumn)
    (item,) = [i for i in known.items if i.party_id == farm.parties["FNV"] and i.code == "NEG-01"]
    assert matrix.state(item, known) != "late"
    desk = work.facilitator(farm.session, farm.actor, now=telling.moment(autumn), language="nl")
    assert (desk.late, [one.rank for one in desk.covenants]) == ((), ["paused"])
    assert desk.covenants[0].paused_days == (autumn - PAUSED).days


def test_the_pause_comes_back_to_be_looked_at(farm: telling.Track) -> None:
    pause(farm)

    def asked(day: date) -> list[str]:
        found = work.facilitator(farm.session, farm.actor, now=telling.moment(day), language="nl")
        return [p.title["nl"] for p in found.homework]

    assert asked(REVIEW - timedelta(days=1)) == []
    assert asked(REVIEW) == ["Pauze opnieuw bekijken"]


def test_it_restarts_with_the_dates_the_facilitator_confirmed(farm: telling.Track) -> None:
    due(farm, "FNV", "NEG-01", date(2017, 9, 1), date(2017, 6, 1))
    due(farm, "Arisa", "NEG-01", date(2017, 5, 1), date(2017, 3, 1))
    pause(farm)
    lasted = RESTART - PAUSED
    proposed = shifting.shifted(farm.dossier(RESTART), RESTART, "nl")
    assert [(one.party, one.old, one.new) for one in proposed] == [
        ("FNV", date(2017, 9, 1), date(2017, 9, 1) + lasted),
        ("", REPLANNED, REPLANNED + lasted),
    ]
    keys = confirmed(farm, RESTART)
    farm.track(RESTART, "resume", shift=keys)
    dossier = farm.dossier(RESTART)
    assert [p.on for p in dossier.every(tables.PlannedDate)] == [TARGET, REPLANNED, REPLANNED + lasted]
    dates = {r.participation_id: r.due_on for r in dossier.every(tables.Requirement)}
    assert dates == {
        farm.parties["FNV"]: date(2017, 9, 1) + lasted,
        # it was late before the pause began, and still is
        farm.parties["Arisa"]: date(2017, 5, 1),
    }
    before = farm.dossier(PAUSED, as_known=True)
    assert {r.due_on for r in before.every(tables.Requirement)} == {date(2017, 9, 1), date(2017, 5, 1)}


def test_a_second_pause_adds_what_the_first_did_not_cover(farm: telling.Track) -> None:
    pause(farm)
    farm.track(RESTART, "resume", shift=confirmed(farm, RESTART))
    plan(farm, RESTART, date(2020, 3, 1), "Na de herstart is er een nieuwe planning gemaakt.")
    farm.track(IMPASSE, "pause", STUCK, review_on=LOOK_AGAIN)
    spring = date(2021, 4, 1)
    (one,) = shifting.shifted(farm.dossier(spring), spring, "nl")
    assert one.new - one.old == spring - IMPASSE
    pauses = facts.pauses_of(farm.dossier(spring))
    assert pauses == ((PAUSED, RESTART), (IMPASSE, None))
    assert calendar.paused_days(pauses, spring) == (RESTART - PAUSED).days + (spring - IMPASSE).days


def test_the_stop_tells_first_what_it_leaves_behind_and_is_final(farm: telling.Track) -> None:
    farm.track(IMPASSE, "pause", STUCK, review_on=LOOK_AGAIN)
    told = fallout_previews.of_track(farm.dossier(STOPPED), "stop", STOPPED, "nl")
    assert told is not None
    assert any(sentence.endswith("vereisten worden niet meer gevraagd.") for sentence in told.loose)
    farm.track(STOPPED, "stop", ENDS)
    for action in ("resume", "pause"):
        with pytest.raises(errors.WrongState):
            farm.track(STOPPED + timedelta(days=1), action, ENDS)
    covenant = farm.dossier(STOPPED).covenant
    assert (covenant.track_status, covenant.stage) == ("stopped", "negotiation")


def test_a_new_track_follows_it_with_nothing_copied_and_both_are_counted(farm: telling.Track) -> None:
    requirements.submit(
        farm.session, farm.actor, farm.id, farm.parties["FNV"], "INI-01", text="Zie het besluit.",
        now=telling.moment(date(2016, 11, 1)),
    )  # fmt: skip
    farm.track(STOPPED, "stop", ENDS)
    fresh = telling.start(farm.session, NEW, "Land- en tuinbouw, tweede poging", predecessor_id=farm.id)
    dossier = fresh.dossier(NEW)
    assert dossier.every(tables.Participation) == ()
    assert dossier.every(tables.Requirement) == ()
    assert (dossier.covenant.stage, dossier.covenant.track_status) == ("initiative", "active")
    assert ledger.head(farm.session, fresh.id).size == 1

    def relatives(track: telling.Track) -> tuple[str | None, list[str]]:
        outsider = dossiers.load(track.session, policy.ANYBODY, covenant_id=track.id, now=telling.moment(NEW))
        page = covenants.covenant_page(track.session, outsider, "nl")
        return page.predecessor.name if page.predecessor else None, [one.name for one in page.successors]

    assert relatives(farm) == (None, ["Land- en tuinbouw, tweede poging"])
    assert relatives(fresh) == ("Land- en tuinbouw", [])
    assert telling.listed(farm.session, NEW) == {
        "Land- en tuinbouw": "stopped",
        "Land- en tuinbouw, tweede poging": "active",
    }
    body = farm.dossier(NEW).row(tables.Participation, farm.parties["FNV"]).organisation_id
    again = participations.add(
        farm.session, fresh.actor, fresh.id, now=telling.moment(NEW), kind="trade_union", role="explorer",
        organisation_id=body, on=NEW,
    ).id  # fmt: skip
    statuses = {i.status for i in fresh.known(NEW).items if i.party_id == again}
    assert statuses == {"not_started"}
