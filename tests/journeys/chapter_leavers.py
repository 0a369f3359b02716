"""Six leave on one day, three join and catch up, and who refused stays to be read by anybody.

After the walk-out from the food covenant in 2017; every organisation here is fictional.
"""

from datetime import datetime

from sqlmodel import Session

from tests import cast, registers, settled
from tests.journeys import at_table as at
from tests.journeys import at_work as do
from tests.journeys import on_screen as see
from tests.journeys.at_table import Table
from tests.journeys.conftest import Served, shoot, violations
from tracker.commands import participations, texts

STAYING = ("platform-apparatuur", "branche-elektronica", "vakbond-techniek", "bond-industrie",
           "ministerie-wereldhandel", "ministerie-nijverheid")  # fmt: skip
LEAVERS = [f"Stichting Voorbeeld {word}" for word in ("Akker", "Bodem", "Duin", "Heide", "Kreek", "Polder")]
ARRIVALS = [f"Werkgroep Voorbeeld {word}" for word in ("Fabriek", "Kade", "School")]
LETTER = "https://fictief.example/open-brief"
WHY = "De ketens blijven te weinig openbaar voor onze achterban."
CATCH_UP = ["INI-02", "NEG-01", "NEG-02", "NEG-03", "NEG-04", "NEG-05", "NEG-06", "NEG-09", "NEG-10"]
"""What is asked of somebody who joins in the negotiation: of the first stage only what can be caught up."""


def lay(session: Session, now: datetime) -> cast.Play:
    """Six foundations at the table since the beginning; whatever was asked of anybody is in order."""
    began = at.on_day(now, -90)
    play = cast.covenant(session, now, name="Sojabonen (fictief)", table=STAYING, on=began)
    for name in LEAVERS:
        play.parties[name] = participations.add(  # type: ignore[index]
            session, play.facilitator, play.id, now=now, kind="ngo", role="negotiator", on=began, name_nl=name
        ).id
    registers.put_in(session, play, "negotiation", now)
    text = registers.draft(session, play, "0.9", now)
    texts.table(session, play.facilitator, play.id, text, now=now)
    settled.settle(session, play, now)
    return play


def play(served: Served, open_: at.Open) -> None:
    t = at.lay(served, open_, lay)
    nadia = t.seat("nadia")
    outsider = t.seat("")
    _leave(t)
    _refused(t)
    for name in ARRIVALS:
        do.seat(nadia, t.track, name, "ngo", new=True)
    _catch_up(t)
    outsider.goto(t.path)
    at.says(outsider, *LEAVERS, *ARRIVALS)
    at.silent(outsider, WHY)
    links = outsider.locator(f"a[href='{LETTER}']")
    assert links.count() == 6, "what the six wrote stays beside their names"
    outsider.goto(t.track.parties[LEAVERS[0]])
    at.says(outsider, LEAVERS[0], "uitgetreden", "openbare verklaring")
    shoot(outsider, "27-weigering-blijft")


def _leave(t: Table) -> None:
    """One form for six parties; what it does to quorum and gate is read before it is confirmed."""
    nadia = t.seated["nadia"]
    nadia.goto(t.path)
    assert see.states(nadia)["G2-7"] == "Gehaald"
    nadia.goto(f"{t.path}/partijen")
    nadia.locator("a[href$='/partijen/uittreden']").first.click()
    for name in LEAVERS:
        nadia.get_by_label(name, exact=True).check()
    told = at.preview(nadia)
    assert "aatschappelijke organisatie: van 6 naar 0, nodig 1." in told, told
    assert "G2-7" in told, told
    assert violations(nadia) == []
    shoot(nadia, "25-zes-vertrekken")
    nadia.goto(t.path)
    assert see.states(nadia)["G2-7"] == "Gehaald", "looking records nothing"
    nadia.goto(f"{t.path}/partijen/uittreden")
    for name in LEAVERS:
        nadia.get_by_label(name, exact=True).check()
    at.done(
        nadia, "Vertrek vastleggen", "Het vertrek van 6 partijen is vastgelegd.", on=t.day(0),
        reason_class="voluntary", reason=WHY, statement_url=LETTER,
    )  # fmt: skip


def _refused(t: Table) -> None:
    """The gate says which kind is missing and who can do something about it, and the step is refused."""
    nadia = t.seated["nadia"]
    nadia.goto(t.path)
    gate = see.gate(nadia)["G2-7"]
    assert gate.why == (
        "3 van 4 partijsoorten zijn aan tafel. Te weinig: maatschappelijke organisatie (0 van 1)."
    )
    assert any("Secretariaat: u" in who for who, _what in see.turns(nadia)), see.turns(nadia)
    do.take_step(nadia, t.track, "start_signing", note="Wij willen tekenen.")
    assert "G2-7" in {one.id for one in see.reasons(nadia)}
    shoot(nadia, "26-quorum-niet-gehaald")


def _catch_up(t: Table) -> None:
    """With one of the three the quorum is there again; each owes only what it can still catch up."""
    nadia = t.seated["nadia"]
    nadia.goto(t.path)
    assert see.states(nadia)["G2-7"] == "Gehaald"
    for name in ARRIVALS:
        assert see.asked_of(nadia, t.track, name) == CATCH_UP
    at.says(nadia, "1 punt", where="#achterstallig")
