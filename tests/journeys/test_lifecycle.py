"""One covenant from its first invitation to its end, by several people, through the screens only."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys import chapter_initiative, chapter_negotiation, chapter_signing, watch
from tests.journeys import on_screen as see
from tests.journeys.conftest import Served, shoot
from tests.journeys.troupe import TABLE, Troupe
from tracker.queries import audit
from tracker.store import db, ledger


@pytest.fixture
def troupe(served: Served, context: Callable[..., BrowserContext]) -> Troupe:
    """Each person in a browser of their own: one without JavaScript, one on a telephone."""
    desk = context(scripts=False)
    desk.route("**/static/**", lambda route: route.abort())
    nadia, bram, noor = context(), context(), context(width=360)
    return Troupe(
        served,
        nadia=nadia.new_page(),
        desk=desk.new_page(),
        bram=bram.new_page(),
        tamar=context(scripts=False).new_page(),
        diederik=context().new_page(),
        noor=noor.new_page(),
        casper=context().new_page(),
        heard=[watch.over(one) for one in (nadia, bram, noor)],
    )


@pytest.mark.timeout(1200)  # a minute and a half when nothing else runs
def test_a_new_covenant_goes_through_all_four_stages_to_its_end(troupe: Troupe) -> None:
    chapter_initiative.play(troupe)
    chapter_negotiation.play(troupe)
    chapter_signing.sign(troupe)
    chapter_signing.work(troupe)
    chapter_signing.end(troupe)
    _look_back(troupe)
    assert _faults(troupe.served) == {}
    assert troupe.heard == [[], [], []], "no browser complained"


def _look_back(t: Troupe) -> None:
    """The covenant's page of an earlier moment shows what was the case then, and changes nothing."""
    for what, stage in (
        ("initiative", "Initiatief"),
        ("eight parties", "Onderhandeling"),
        ("signing, too early", "Ondertekening"),
        ("implementation", "Uitvoering"),
    ):
        moment = t.moments[what].isoformat().replace("+00:00", "Z")
        t.nadia.goto(f"{t.track.path}?asOf={moment}")
        assert see.stage(t.nadia) == stage
        assert "U bekijkt de stand van" in t.nadia.locator("#peildatum").inner_text()
        assert t.nadia.locator("main form[method=post]").count() == 0
    t.nadia.goto(f"{t.track.path}?asOf={t.moments['initiative'].isoformat().replace('+00:00', 'Z')}")
    assert see.states(t.nadia) == {f"G1-{n}": "Gehaald" for n in range(1, 7)}
    names = {" ".join(one.split()) for one in t.nadia.locator(".imvo-matrix th a").all_inner_texts()}
    assert names >= set(TABLE), "the party that left was there then"
    shoot(t.nadia, "12-stand-van-toen")


def _faults(served: Served) -> dict[str, list[ledger.Fault]]:
    """Every log of the served database with what is wrong in it."""
    engine = db.make_engine(served.url)
    with db.reading(engine) as session:
        found = {log: list(faults) for log, faults in audit.check_all(session) if faults}
    engine.dispose()
    return found
