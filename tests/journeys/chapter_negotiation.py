"""Second chapter: mandates, a text, one party that leaves, one that joins late, and a passed condition."""

from datetime import timedelta

from tests.journeys import at_registers as registers
from tests.journeys import at_work as do
from tests.journeys import on_screen as see
from tests.journeys.conftest import shoot
from tests.journeys.troupe import (
    ASSOCIATIONS,
    BEN,
    BIH,
    EMAIL,
    FUND,
    LATE,
    MINES,
    MINISTRIES,
    NGOS,
    NIJ,
    OFFICE,
    PASSWORD,
    PDA,
    STAYED,
    TABLE,
    UNIONS,
    VT,
    WH,
    Troupe,
)  # fmt: skip

PASSED = "De subsidie is mondeling toegezegd; de brief van de minister volgt binnen drie weken."
GONE = "De achterban kiest voor een eigen spoor."
AHEAD = dict.fromkeys(ASSOCIATIONS, "0 van 8") | dict.fromkeys([*UNIONS, *NGOS, LATE], "0 van 6")
AHEAD |= dict.fromkeys(MINISTRIES, "0 van 7")
"""What negotiation asks of each kind, with a text on the table."""
OPEN_2 = {f"G2-{n}": "Gehaald" for n in range(1, 11)} | {"G2-11": "n.v.t."}
"""The second gate, met; this table chose no rule of its own."""


def play(t: Troupe) -> None:
    """From the first talks to the signing stage, with one step back on the way."""
    _table(t)
    _leaves(t)
    _joins(t)
    _agree(t)
    _passes(t)
    _back(t)


def _table(t: Troupe) -> None:
    """Two parties record their own mandate, the others by the office; a text comes on the table."""
    until = t.today + timedelta(days=400)
    registers.mandate(t.bram, t.track, PDA, on=t.today, until=until)
    registers.mandate(t.tamar, t.track, VT, on=t.today, until=until)
    for party in (BEN, BIH, MINES, FUND, WH, NIJ):
        registers.mandate(t.desk, t.track, party, on=t.today, until=until)
    registers.text_on_table(t.nadia, t.track, "0.9")
    assert t.progress() == {name: AHEAD[name] for name in TABLE}
    do.hand_in(t.bram, t.track, PDA, "NEG-01", text="Besluit van het bestuur.")
    do.accept(t.nadia, t.track, PDA, "NEG-01")
    do.settle(t.desk, t.track, [name for name in TABLE if name != PDA], "NEG-01")
    do.settle(t.desk, t.track, [OFFICE, *TABLE], "NEG-02")
    do.settle(t.desk, t.track, ASSOCIATIONS, "NEG-03")
    assert t.progress() == {
        **dict.fromkeys(ASSOCIATIONS, "3 van 8"),
        **dict.fromkeys([*UNIONS, *NGOS], "2 van 6"),
        **dict.fromkeys(MINISTRIES, "2 van 7"),
    }


def _leaves(t: Troupe) -> None:
    """One party announces that it leaves; the preview says what follows, and on the day it follows."""
    told = registers.leave(t.nadia, t.track, FUND, on=t.today + timedelta(days=14), reason=GONE)
    assert "aatschappelijke organisatie: van 2 naar 1, nodig 2." in told, told
    assert "Gehaald, wordt: 3 van 4" in told, told
    assert "Te weinig: maatschappelijke organisatie (1 van 2)." in told, told
    assert "Tot die dag telt zij mee." in t.nadia.locator("main").inner_text()
    shoot(t.nadia, "4-partij-vertrekt")
    t.nadia.goto(t.track.path)
    assert see.states(t.nadia)["G2-7"] == "Gehaald"
    assert FUND in t.progress()
    t.remember("eight parties")
    t.later(15)
    t.nadia.goto(t.track.path)
    gate = see.gate(t.nadia)["G2-7"]
    assert (
        gate.why == "3 van 4 partijsoorten zijn aan tafel. Te weinig: maatschappelijke organisatie (1 van 2)."
    )
    assert FUND not in t.progress()
    assert "7 partijen" in t.nadia.locator(".imvo-title__meta").inner_text()


def _joins(t: Troupe) -> None:
    """A new organisation is invited, gets an account, says yes itself, and owes only what it can catch up."""
    do.seat(t.nadia, t.track, LATE, "ngo", invite=True, new=True)
    do.sign_in(t.casper, "Casper Brinkhof")
    registers.make_account(t.casper, name="Noor Elzinga", email=EMAIL, password=PASSWORD, organisation=LATE)
    do.sign_in_with_password(t.noor, EMAIL, PASSWORD)
    do.take_part(t.noor, t.track, LATE)
    assert see.asked_of(t.noor, t.track, LATE) == [
        "INI-02", "NEG-01", "NEG-02", "NEG-03", "NEG-04", "NEG-05", "NEG-06", "NEG-09", "NEG-10",
    ], "of the first stage only what can be caught up"  # fmt: skip
    arrears = t.noor.locator("#achterstallig")
    assert "1 punt" in arrears.inner_text()
    assert "INI-02" in str(arrears.locator("a[href*='/vereisten/']").first.get_attribute("href"))
    shoot(t.noor, "5-later-aan-tafel-360")
    do.hand_in(t.noor, t.track, LATE, "INI-02", text="Noor Elzinga, vervanger volgt.")
    do.accept(t.desk, t.track, LATE, "INI-02")
    assert "INI-02" not in see.asked_of(t.noor, t.track, LATE)
    t.nadia.goto(t.track.path)
    assert see.states(t.nadia)["G2-7"] == "Gehaald"


def _agree(t: Troupe) -> None:
    """Everybody answers the final text; only the money of one ministry is still open."""
    registers.mandate(t.noor, t.track, LATE, on=t.today, until=t.today + timedelta(days=300))
    do.hand_in(t.noor, t.track, LATE, "NEG-01", file="mandaat.pdf", title="Mandaat")
    do.accept(t.desk, t.track, LATE, "NEG-01")
    do.settle(t.desk, t.track, [LATE], "NEG-02")
    registers.freeze_text(t.nadia, t.track, "0.9")
    registers.cover_norms(t.desk, t.track)
    do.settle(t.desk, t.track, [OFFICE], "NEG-07")
    do.hand_in(t.bram, t.track, PDA, "NEG-06", text="In 2028 heeft 60 % van de leden een plan; nu 12 %.")
    do.hand_in(t.tamar, t.track, VT, "NEG-10", text="Ledenraadpleging.", outcome="ja")
    do.hand_in(t.noor, t.track, LATE, "NEG-06", text="In 2028 spraken wij 40 fabrieken; nu 3.")
    do.accept(t.nadia, t.track, PDA, "NEG-06")
    do.accept(t.nadia, t.track, VT, "NEG-10")
    do.accept(t.nadia, t.track, LATE, "NEG-06")
    do.settle(t.desk, t.track, [name for name in STAYED if name not in (PDA, LATE)], "NEG-06")
    do.settle(t.desk, t.track, STAYED, "NEG-05", outcome="ja")
    do.settle(t.desk, t.track, STAYED, "NEG-09")
    do.settle(t.desk, t.track, [PDA, BEN, BIH, MINES, LATE], "NEG-10", outcome="ja")
    do.settle(t.desk, t.track, MINISTRIES, "NEG-11", outcome="ja")
    do.settle(t.desk, t.track, [OFFICE, *ASSOCIATIONS, WH], "NEG-08")
    assert t.progress() == {
        **dict.fromkeys(ASSOCIATIONS, "8 van 8"),
        **dict.fromkeys([*UNIONS, MINES, LATE], "6 van 6"),
        WH: "7 van 7",
        NIJ: "6 van 7",
    }


def _passes(t: Troupe) -> None:
    """One condition is passed with a reason, which shows beside it; the step is taken."""
    t.nadia.goto(t.track.path)
    assert see.states(t.nadia) == OPEN_2 | {"G2-9": "4 van 5"}
    assert see.gate(t.nadia)["G2-9"].why == f"4 van 5 akkoord. Ontbreekt: {NIJ}."
    registers.pass_condition(t.nadia, t.track, "G2-9", PASSED)
    _still_passed(t)
    shoot(t.nadia, "6-gepasseerd-met-reden")
    do.take_step(t.nadia, t.track, "start_signing")
    assert see.stage(t.nadia) == "Ondertekening"


def _still_passed(t: Troupe) -> None:
    assert see.states(t.nadia)["G2-9"].startswith("Gepasseerd")
    quote = t.nadia.locator("#poort .imvo-condition__quote").inner_text()
    assert PASSED in quote
    assert "Nadia Verkerk" in quote


def _back(t: Troupe) -> None:
    """A step back: the pass is still there until the condition is met after all."""
    t.remember("signing, too early")
    t.later(3)
    do.take_step(
        t.nadia, t.track, "back_to_negotiation", note="De brief over de subsidie noemt een ander bedrag."
    )
    assert see.stage(t.nadia) == "Onderhandeling"
    _still_passed(t)
    shoot(t.nadia, "7-stap-terug")
    do.settle(t.desk, t.track, [NIJ], "NEG-08")
    t.nadia.goto(t.track.path)
    assert see.states(t.nadia) == OPEN_2
    assert t.nadia.locator("#poort .imvo-condition__quote").count() == 0
    do.take_step(t.nadia, t.track, "start_signing")
    assert see.stage(t.nadia) == "Ondertekening"
