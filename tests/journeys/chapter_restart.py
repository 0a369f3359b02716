"""A track is paused, goes on with the dates that somebody confirmed, stops, and is followed by a new one."""

from datetime import datetime, timedelta

from playwright.sync_api import expect
from sqlmodel import Session

from tests import cast, registers
from tests.journeys import at_table as at
from tests.journeys import at_work as do
from tests.journeys import on_screen as see
from tests.journeys.at_table import Table
from tests.journeys.conftest import Served, shoot, violations
from tracker.commands import plans, requirements

WAITS = "De sector wil eerst weten wat andere convenanten opleveren."
STUCK = "De vakgroepen zijn het niet eens over de afbakening van het convenant."
NAME, AGAIN = "Tuinplanten (fictief)", "Tuinplanten, tweede poging (fictief)"
UNION = "vakbond-techniek"


def lay(session: Session, now: datetime) -> cast.Play:
    """In negotiation, with two dates ahead: the ceremony that was planned, and a mandate that is asked."""
    play = cast.covenant(session, now, name=NAME, on=at.on_day(now, -30))
    registers.put_in(session, play, "negotiation", now)
    plans.plan(
        session, play.facilitator, play.id, stage="signing", planned_on=at.on_day(now, 60), reason="", now=now
    )
    requirements.set_due(
        session, play.facilitator, play.id, play.parties[UNION], "NEG-01", due_on=at.on_day(now, 20), now=now
    )
    return play


def play(served: Served, open_: at.Open) -> None:
    t = at.lay(served, open_, lay)
    t.seat("nadia")
    t.seat("")
    _paused(t)
    _resumed(t)
    _stopped(t)
    _begun_again(t)


def _paused(t: Table) -> None:
    """The clocks stand still, until a day on which somebody looks again."""
    nadia = t.seated["nadia"]
    nadia.goto(f"{t.path}/traject/pause")
    at.done(nadia, "Traject pauzeren", "Het traject is gepauzeerd.", reason=WAITS, review_on=t.day(35))
    at.says(nadia, "Gepauzeerd")
    t.served.clock.later(40)
    nadia = t.seat("nadia")
    nadia.goto("/")
    at.says(nadia, "Pauze opnieuw bekijken")
    nadia.goto(t.track.panel(UNION, "NEG-01"))
    at.says(nadia, "klok staat stil")


def _resumed(t: Table) -> None:
    """Every date that would move is listed, ticked, and only what stays ticked moves."""
    nadia = t.seated["nadia"]
    nadia.goto(f"{t.path}/traject/resume")
    at.says(nadia, "De pauze duurde 40 dagen. Welke datums verschuiven mee?", "Mandaten verschuiven niet.")
    boxes = nadia.locator("input[name=shift]")
    assert boxes.count() == 2
    for at_ in range(2):
        expect(boxes.nth(at_)).to_be_checked()
    assert violations(nadia) == []
    shoot(nadia, "32-hervatten-met-datums")
    nadia.get_by_label("Vakbond Techniek", exact=False).uncheck()
    at.done(nadia, "Traject hervatten", "Het traject is hervat.")
    nadia.goto(f"{t.path}/registers/looptijd")
    planned = t.today + timedelta(days=60)
    assert nadia.locator(f"time[datetime='{planned.isoformat()}']").count() >= 1
    nadia.goto(t.track.panel(UNION, "NEG-01"))
    kept = t.today - timedelta(days=20)
    assert nadia.locator(f"time[datetime='{kept.isoformat()}']").count() >= 1


def _stopped(t: Table) -> None:
    """It says first what it leaves behind, asks a reason, and is final."""
    nadia = t.seated["nadia"]
    nadia.goto(f"{t.path}/traject/stop")
    at.says(nadia, "Een gestopt traject gaat niet meer open.", "vereisten worden niet meer gevraagd.")
    at.done(nadia, "Traject stoppen", "Het traject is gestopt.", reason=STUCK)
    nadia.goto(f"{t.path}/traject/resume")
    at.says(nadia, "Dit kan niet in de huidige toestand van het traject.")


def _begun_again(t: Table) -> None:
    """A new track that follows the old one and takes nothing of it; anybody sees both."""
    nadia, outsider = t.seated["nadia"], t.seated[""]
    nadia.goto(t.path)
    nadia.get_by_role("link", name="Nieuw traject starten").click()
    nadia.get_by_label("Naam in het Nederlands").fill(AGAIN)
    nadia.get_by_label("Sector", exact=True).fill("Tuinplanten")
    nadia.get_by_label("Bedrijven tekenen zelf").uncheck()
    nadia.get_by_label("Begeleidende organisatie").select_option(label="Ketenbureau")
    do.press(nadia, "Convenant starten", f"{AGAIN} is gestart.")
    fresh = nadia.url.partition("?")[0].removeprefix(t.served.address)
    assert see.stage(nadia) == "Initiatief"
    assert see.matrix(nadia, do.Track(fresh.rpartition("/")[2])) == {"Ketenbureau": "0 van 1"}
    outsider.goto(fresh)
    outsider.get_by_role("link", name=NAME, exact=True).first.click()
    at.says(outsider, "Gestopt", f"Opgevolgd door {AGAIN}")
    at.silent(outsider, STUCK, WAITS)
    outsider.get_by_role("link", name=AGAIN, exact=True).first.click()
    assert outsider.url.endswith(fresh)
    at.says(outsider, f"Volgt op {NAME}")
    shoot(outsider, "33-nieuw-traject")
