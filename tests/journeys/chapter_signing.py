"""Third and fourth chapter: everybody signs, a year of work, and the end through the last gate."""

from datetime import timedelta

from tests.journeys import at_registers as registers
from tests.journeys import at_work as do
from tests.journeys import on_screen as see
from tests.journeys.conftest import shoot
from tests.journeys.troupe import (
    ASSOCIATIONS,
    BEN,
    BIH,
    LATE,
    MINES,
    MINISTRIES,
    OFFICE,
    PDA,
    STAYED,
    UNIONS,
    VT,
    WH,
    Troupe,
)  # fmt: skip

OPEN_3 = {f"G3-{n}": "Gehaald" for n in (1, 3, 4, 5, 6, 7, 8)} | {"G3-2": "n.v.t.", "G3-9": "n.v.t."}


def sign(t: Troupe) -> None:
    """Authority, signatures, money, seats and a term; the day before it begins the gate is still shut."""
    assert t.progress() == {
        **dict.fromkeys([*ASSOCIATIONS, *MINISTRIES], "0 van 3"),
        **dict.fromkeys([*UNIONS, MINES, LATE], "0 van 2"),
    }
    do.hand_in(t.tamar, t.track, VT, "SIG-01", file="statuten.pdf", title="Statuten")
    do.accept(t.nadia, t.track, VT, "SIG-01")
    do.settle(t.desk, t.track, [name for name in STAYED if name != VT], "SIG-01")
    for number, name in enumerate(STAYED):
        registers.sign(t.desk, t.track, name, f"Fictieve Tekenaar {number + 1}", "voorzitter", on=t.today)
    do.settle(t.desk, t.track, STAYED, "SIG-02")
    do.settle(t.desk, t.track, [*ASSOCIATIONS, *MINISTRIES], "SIG-05")
    do.settle(t.desk, t.track, [OFFICE], "SIG-06")
    for delegation, name in (
        ("chair", ""), ("sector_association", BEN), ("trade_union", BIH), ("ngo", MINES), ("government", WH),
    ):  # fmt: skip
        registers.seat_member(t.desk, t.track, delegation, name, f"Fictief Lid {delegation}")
    registers.seat_member(t.desk, t.track, "ngo", LATE, "Noor Elzinga")
    registers.name_secretariat(t.nadia, t.track, "Ketenbureau")
    begins = t.today + timedelta(days=1)
    do.record(
        t.nadia, t.track, "looptijd", "Looptijd vastleggen", "De looptijd is vastgelegd.",
        effective_on=begins.isoformat(), ends_on=(begins + timedelta(days=5 * 365)).isoformat(),
    )  # fmt: skip
    assert t.progress() == {
        **dict.fromkeys([*ASSOCIATIONS, *MINISTRIES], "3 van 3"),
        **dict.fromkeys([*UNIONS, MINES, LATE], "2 van 2"),
    }
    t.nadia.goto(t.track.path)
    assert {k: v for k, v in see.states(t.nadia).items() if k != "G3-7"} == {
        k: v for k, v in OPEN_3.items() if k != "G3-7"
    }
    shoot(t.nadia, "8-ondertekend")
    do.take_step(t.nadia, t.track, "start_implementation")
    assert [(one.id, one.passable) for one in see.reasons(t.nadia)] == [("G3-7", "Niet te passeren")]
    t.later(1)
    t.nadia.goto(t.track.path)
    assert see.states(t.nadia) == OPEN_3
    do.take_step(t.nadia, t.track, "start_implementation")
    assert see.stage(t.nadia) == "Uitvoering"
    t.remember("implementation")


def work(t: Troupe) -> None:
    """The first year: seats are filled on paper too, and everybody reports."""
    shoot(t.nadia, "9-uitvoering")
    do.settle(t.desk, t.track, STAYED, "IMP-01")
    assert t.progress() == {
        **dict.fromkeys([*ASSOCIATIONS, *MINISTRIES], "1 van 8"),
        **dict.fromkeys([*UNIONS, MINES, LATE], "1 van 7"),
    }
    t.later(300)
    do.hand_in(t.bram, t.track, PDA, "IMP-07", file="voortgang.pdf", title="Voortgang jaar 1", cycle=1)
    do.hand_in(t.tamar, t.track, VT, "IMP-07", text="Zes fabrieken bezocht.", cycle=1)
    do.accept(t.nadia, t.track, PDA, "IMP-07", 1)
    do.accept(t.nadia, t.track, VT, "IMP-07", 1)
    waiting = [name for name in STAYED if name not in (PDA, VT)]
    t.nadia.goto(t.track.path)
    told = see.gate(t.nadia)["G4-2"].why
    assert told.startswith("2 van 8 voortgangsrapportages akkoord. Ontbreekt: ")
    assert [name for name in STAYED if name in told] == waiting
    do.settle(t.desk, t.track, waiting, "IMP-07", cycle=1)
    assert t.progress() == {
        **dict.fromkeys([*ASSOCIATIONS, *MINISTRIES], "2 van 8"),
        **dict.fromkeys([*UNIONS, MINES, LATE], "2 van 7"),
    }


def end(t: Troupe) -> None:
    """The decisions that the last gate asks, and the end."""
    t.nadia.goto(f"{t.track.path}/traject/end")
    for decision, value in (
        ("ending", ""), ("final_evaluation", ""), ("evaluation_response", ""), ("follow_up", "end"),
        ("data_retention", "destroy"),
    ):  # fmt: skip
        registers.decide(t.desk, t.track, decision, value)
    t.nadia.goto(t.track.path)
    assert see.states(t.nadia) == {f"G4-{n}": "Gehaald" for n in range(1, 7)}
    shoot(t.nadia, "10-laatste-poort-open")
    registers.end_track(
        t.nadia, t.track, "De stuurgroep besloot te eindigen; de aanpak loopt door bij de branche."
    )
    t.nadia.goto(t.track.path)
    assert "Geëindigd" in t.nadia.locator(".imvo-title__meta").inner_text()
    shoot(t.nadia, "11-beeindigd")
