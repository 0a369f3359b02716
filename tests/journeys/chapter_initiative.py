"""First chapter: eight parties find one another, and three of them hand in their own papers."""

from tests.journeys import at_work as do
from tests.journeys import on_screen as see
from tests.journeys.conftest import shoot
from tests.journeys.troupe import BEN, BIH, FUND, MINES, NIJ, OFFICE, PDA, TABLE, VT, WH, Troupe

NAME = "IMVO-convenant Verlichting"
INVITED = {PDA: "sector_association", VT: "trade_union", WH: "government"}
SEATED = {BEN: "sector_association", BIH: "trade_union", MINES: "ngo", FUND: "ngo", NIJ: "government"}
NOTHING = {PDA: "0 van 5", BEN: "0 van 5"} | dict.fromkeys(TABLE[2:], "0 van 4")


def play(t: Troupe) -> None:
    """From an empty form to an open first gate."""
    t.enter()
    _start(t)
    _papers(t)
    _refused(t)
    _rest(t)


def _start(t: Troupe) -> None:
    t.track = do.start_covenant(
        t.nadia, name=NAME, sector="Verlichting", quorum={"ngo": 2}, scope="Lampen en armaturen.",
        prior_activities="Vervolg op de gedragscode van de branche.", countries="China, Vietnam",
    )  # fmt: skip
    assert see.stage(t.nadia) == "Initiatief"
    for name, kind in INVITED.items():
        do.seat(t.nadia, t.track, name, kind, invite=True)
    for name, kind in SEATED.items():
        do.seat(t.desk, t.track, name, kind)
    for page, name in ((t.bram, PDA), (t.tamar, VT), (t.diederik, WH)):
        do.take_part(page, t.track, name)
    assert t.progress() == NOTHING


def _papers(t: Troupe) -> None:
    """Three representatives hand in theirs: text, link and file; one of them without JavaScript."""
    do.hand_in(t.bram, t.track, PDA, "INI-01", text="Het bestuur wil meedoen.")
    do.hand_in(t.bram, t.track, PDA, "INI-02", text="Bram de Wit, vervanger Selma Aydin.")
    do.hand_in(t.bram, t.track, PDA, "INI-03", url="https://fictief.example/risico", title="Risicoanalyse")
    do.hand_in(t.bram, t.track, PDA, "INI-05", file="afbakening.pdf", title="Afbakening")
    do.hand_in(t.bram, t.track, PDA, "INI-07", file="intentie.pdf", title="Intentieverklaring")
    do.hand_in(t.tamar, t.track, VT, "INI-01", text="De bondsraad wil meedoen.")
    do.hand_in(t.tamar, t.track, VT, "INI-02", text="Tamar Linden, zonder vervanger tot juni.")
    do.hand_in(t.tamar, t.track, VT, "INI-04", file="zienswijze.txt", title="Zienswijze")
    do.hand_in(t.tamar, t.track, VT, "INI-07", file="intentie.pdf", title="Intentieverklaring")
    for code in ("INI-01", "INI-02", "INI-04", "INI-07"):
        do.hand_in(t.diederik, t.track, WH, code, url=f"https://fictief.example/{code}", title=code)
    assert t.progress() == NOTHING, "what waits for the secretariat is not accepted yet"

    do.give_back(t.nadia, t.track, PDA, "INI-03", "De analyse noemt de kobaltmijnen niet.")
    do.hand_in(
        t.bram, t.track, PDA, "INI-03", url="https://fictief.example/risico-2", title="Risicoanalyse 2"
    )
    for code in ("INI-01", "INI-02", "INI-03", "INI-05", "INI-07"):
        do.accept(t.nadia, t.track, PDA, code)
    for code in ("INI-01", "INI-02", "INI-04", "INI-07"):
        do.accept(t.desk, t.track, VT, code)
        do.accept(t.desk, t.track, WH, code)
    assert t.progress() == NOTHING | {PDA: "5 van 5", VT: "4 van 4", WH: "4 van 4"}
    t.bram.goto(t.track.path)
    shoot(t.bram, "1-initiatief-vertegenwoordiger")


def _refused(t: Troupe) -> None:
    """The facilitator is too early: every reason is listed at once, with who can act."""
    do.take_step(t.nadia, t.track, "start_negotiation", note="Wij willen beginnen.")
    others = f"{BEN}, {BIH}, {MINES}, {FUND} en {NIJ}"
    assert see.reasons(t.nadia) == [
        see.Reason(
            "G1-5", "Stel het procesplan vast en wijs een facilitator aan", "Niet te passeren",
            f"Ontbreekt: {OFFICE}.",
        ),
        see.Reason(
            "G1-2", f"Vraag de intentieverklaring van {others}", "Te passeren",
            f"3 van 8 akkoord. Ontbreekt: {others}.",
        ),
        see.Reason(
            "G1-3", f"Vraag de sectorrisicoanalyse van {BEN}", "Te passeren",
            f"1 van 2 akkoord. Ontbreekt: {BEN}.",
        ),
        see.Reason(
            "G1-4", f"Vraag de onderbouwing van afbakening en representativiteit van {BEN}", "Te passeren",
            f"1 van 2 akkoord. Ontbreekt: {BEN}.",
        ),
        see.Reason(
            "G1-6", f"Vraag de contactpersoon en plaatsvervanger van {others}", "Te passeren",
            f"3 van 8 akkoord. Ontbreekt: {others}.",
        ),
    ]  # fmt: skip
    assert "5 voorwaarden zijn niet gehaald" in t.nadia.locator(".imvo-refusal__head").inner_text()
    assert t.nadia.locator("#veld-note").input_value() == "Wij willen beginnen."
    shoot(t.nadia, "2-geweigerde-stap")
    t.nadia.goto(t.track.path)
    assert see.stage(t.nadia) == "Initiatief", "a refused step moves nothing"
    both = "Intentieverklaring ondertekend en Contactpersoon en plaatsvervanger aangewezen"
    assert sorted(see.turns(t.nadia)) == sorted(
        [
            ("Secretariaat: u", "Procesplan met stakeholderkaart vastgesteld"),
            (BEN, "Intentieverklaring ondertekend, Sectorrisicoanalyse opgeleverd en nog 2 punten"),
            *((name, both) for name in (BIH, MINES, FUND, NIJ)),
        ]
    )


def _rest(t: Troupe) -> None:
    """The others follow on paper; the gate opens and the step is taken."""
    do.settle(t.desk, t.track, [OFFICE], "INI-06")
    do.settle(t.desk, t.track, [BEN], "INI-01 INI-02 INI-03 INI-05 INI-07")
    do.settle(t.desk, t.track, [BIH, MINES, FUND, NIJ], "INI-01 INI-02 INI-04 INI-07")
    assert t.progress() == {PDA: "5 van 5", BEN: "5 van 5"} | dict.fromkeys(TABLE[2:], "4 van 4")
    t.nadia.goto(t.track.path)
    assert see.states(t.nadia) == {f"G1-{n}": "Gehaald" for n in range(1, 7)}
    assert see.turns(t.nadia) == []
    shoot(t.nadia, "3-eerste-poort-open")
    t.remember("initiative")
    t.later(20)
    do.take_step(t.nadia, t.track, "start_negotiation")
    assert see.stage(t.nadia) == "Onderhandeling"
