"""Two at once, twice at once, too late: exactly one deed happens and nothing that was typed is lost."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from httpx2 import Response
from sqlmodel import Session

from tests import registers
from tests.database import KINDS, Databases
from tests.web import stage_set, theatre
from tracker.store import db, ledger, tables

ROUNDS = 8
AT_ONCE = 20
TODAY = "2026-03-02"
NOTE = "Een toelichting van meer dan twintig tekens."


@contextmanager
def performing(databases: Databases, kind: str, folder: Path) -> Iterator[theatre.Theatre]:
    """The set with commits that last, and a second facilitator."""
    with databases.fresh(kind) as url, theatre.playing(url, folder) as set_up:
        with db.writing(set_up.engine) as session:
            session.add(
                tables.Assignment(
                    covenant_id=set_up.stage.covenant_id,
                    account_id=set_up.stage.accounts["facilitator elsewhere"],
                    person_name="Tweede",
                    role="facilitator",
                    from_on=registers.BEGAN,
                )
            )
        yield set_up


@pytest.fixture(scope="module", params=KINDS)
def stage(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[theatre.Theatre]:
    """One for all races: each leaves it in a state the next one can start from."""
    with performing(databases, str(request.param), tmp_path_factory.mktemp("races")) as set_up:
        yield set_up


@pytest.fixture
def fresh(databases: Databases, tmp_path: Path) -> Iterator[theatre.Theatre]:
    """One of its own, for whoever takes rights away."""
    with performing(databases, "sqlite", tmp_path) as set_up:
        yield set_up


def together(*deeds: Callable[[], Response]) -> list[Response]:
    """All at the same moment, as far as a machine has one."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], Response]) -> Response:
        start.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


def lines(at: theatre.Theatre) -> int:
    with db.reading(at.engine) as session:
        return ledger.head(session, at.stage.covenant_id).size


def column(at: theatre.Theatre, name: str) -> str:
    with db.reading(at.engine) as session:
        where = sa.select(getattr(tables.Covenant, name)).where(
            tables.Covenant.id == at.stage.covenant_id  # type: ignore[arg-type]
        )
        return str(session.execute(where).scalar_one())


def whole(at: theatre.Theatre) -> None:
    """The chain has no fault and the tables are what the ledger says."""
    with db.reading(at.engine) as session:
        assert list(ledger.verify(session, at.stage.covenant_id)) == []


def test_two_facilitators_move_the_same_stage_and_one_of_them_does(stage: theatre.Theatre) -> None:
    path = f"/convenanten/{stage.stage.slug}/fase/back_to_"
    for _ in range(ROUNDS):
        stage_now = column(stage, "stage")
        if stage_now not in {"implementation", "signing", "negotiation"}:
            break
        to = {"implementation": "signing", "signing": "negotiation", "negotiation": "initiative"}[stage_now]
        before = lines(stage)
        form = {"on": TODAY, "note": NOTE, "seen": str(before)}
        answers = together(
            *(
                lambda who=who: stage.ask(who, "POST", path + to, form)  # noqa: B023
                for who in ("facilitator", "facilitator elsewhere")
            )
        )
        assert sorted(a.status_code for a in answers) == [303, 409]
        assert (column(stage, "stage"), lines(stage)) == (to, before + 1)
        late = next(a for a in answers if a.status_code == 409)
        assert NOTE in late.text, "what the second one typed is shown again"
    whole(stage)


def test_pausing_and_resuming_at_once_never_does_both_or_one_twice(stage: theatre.Theatre) -> None:
    path = f"/convenanten/{stage.stage.slug}/traject"
    for number in range(ROUNDS):
        action, to = (("pause", "paused"), ("resume", "active"))[number % 2]
        before = lines(stage)
        form = {
            "on": TODAY,
            "reason": NOTE,
            "review_on": "2026-09-09",
        }  # without `seen`: only the state decides
        answers = together(
            *(
                lambda who=who: stage.ask(who, "POST", f"{path}/{action}", form)  # noqa: B023
                for who in ("facilitator", "facilitator elsewhere") * 2
            )
        )
        assert sorted(a.status_code for a in answers) == [303, 409, 409, 409]
        assert (column(stage, "track_status"), lines(stage)) == (to, before + 1)
    whole(stage)


def test_the_same_form_twenty_times_at_once_is_one_deed(stage: theatre.Theatre) -> None:
    path, before = f"/convenanten/{stage.stage.slug}/registers/bezwaren", lines(stage)
    form = {
        "participation_id": stage.stage.ids["party"],
        "severity": "ordinary",
        "reason": NOTE,
        "on": TODAY,
        "key": "twintig-keer-dezelfde",
        "seen": str(before),
    }
    answers = together(*[lambda: stage.ask("party", "POST", path, form)] * AT_ONCE)
    assert [a.status_code for a in answers] == [303] * AT_ONCE
    assert {a.headers["location"] for a in answers} == {path}
    assert lines(stage) == before + 1
    whole(stage)


def test_a_key_does_not_open_anything_else_or_for_anybody_else(stage: theatre.Theatre) -> None:
    home = f"/convenanten/{stage.stage.slug}"
    form = {"on": TODAY, "reason": NOTE, "review_on": "2026-09-09", "key": "een-sleutel-van-nadia"}
    first = f"{home}/partijen/{stage.stage.ids['party']}/opschorten"
    assert stage.ask("facilitator", "POST", first, form).status_code == 303
    before = lines(stage)
    others = {
        "another party": ("facilitator", f"{home}/partijen/{stage.stage.ids['rival']}/opschorten", form),
        "another deed": ("facilitator", f"{home}/partijen/{stage.stage.ids['party']}/uittreden", form),
        "another text": ("facilitator", first, {**form, "reason": f"{NOTE} Anders."}),
        "somebody else": ("facilitator elsewhere", first, form),
    }
    said = {
        kind: stage.ask(who, "POST", path, sent).status_code for kind, (who, path, sent) in others.items()
    }
    assert set(said.values()) <= {409, 422}, said
    assert lines(stage) == before
    assert stage.ask("facilitator", "POST", first, form).status_code == 303, (
        "the same again is the same answer"
    )
    assert lines(stage) == before


def test_a_page_that_went_stale_is_told_what_changed_and_loses_no_text(stage: theatre.Theatre) -> None:
    path, seen = f"/convenanten/{stage.stage.slug}/gegevens", str(lines(stage))
    ours = {"name_nl": "Elektronica", "scope": "Alleen telefoons.", "seen": seen}
    theirs = {
        "name_nl": "Elektronica",
        "scope": "Alle apparaten, getypt op een oude bladzijde.",
        "seen": seen,
    }
    assert stage.ask("facilitator", "POST", path, ours).status_code == 303
    late = stage.ask("facilitator elsewhere", "POST", path, theirs)
    assert late.status_code == 409
    assert theirs["scope"] in late.text
    assert "Nadia" in late.text
    assert column(stage, "scope") == ours["scope"]


def test_rights_that_end_end_at_the_next_request(fresh: theatre.Theatre) -> None:
    home = f"/convenanten/{fresh.stage.slug}"
    inside = f"{home}/registers/mandaten"
    admin = "administrator"

    def sees(actor: str) -> int:
        return fresh.get(actor, inside).status_code

    assert [sees(a) for a in ("party", "rival", "facilitator", "facilitator elsewhere")] == [200] * 4
    # a sign-in that its owner ended elsewhere
    row = fresh.stage.ids["session of party"]
    assert fresh.ask("party", "POST", "/account/aanmelding", {"session": row}).status_code == 303
    assert sees("party") == 404
    assert fresh.get("party", "/account").status_code == 303
    # a membership that ended yesterday, one that ends today still holds
    account = fresh.stage.accounts["rival"]
    with db.reading(fresh.engine) as session:
        found = sa.select(tables.Membership.id).where(  # type: ignore[call-overload]
            tables.Membership.account_id == account
        )
        membership = str(session.execute(found).scalar_one())
    leave = f"/beheer/accounts/{account}/organisaties/einde"
    for until, expected in ((TODAY, 200), ("2026-03-01", 404)):
        ended = {"membership": membership, "until_on": until}
        assert fresh.ask(admin, "POST", leave, ended).status_code == 303
        assert sees("rival") == expected
    # an assignment that ended
    with db.writing(fresh.engine) as session:
        session.execute(
            sa.update(tables.Assignment)
            .where(tables.Assignment.account_id == fresh.stage.accounts["facilitator elsewhere"])  # type: ignore[arg-type]
            .values(until_on=registers.BEGAN)
        )
    assert sees("facilitator elsewhere") == 404
    move = {"on": TODAY, "note": NOTE}
    assert fresh.ask("facilitator elsewhere", "POST", f"{home}/fase/back_to_signing", move).status_code == 403
    # an account that was closed
    shut = f"/beheer/accounts/{fresh.stage.accounts['facilitator']}/sluiten"
    assert fresh.ask(admin, "POST", shut).status_code == 303
    assert sees("facilitator") == 404
    assert fresh.ask("facilitator", "POST", f"{home}/fase/back_to_signing", move).status_code == 403


def test_a_party_that_leaves_later_is_at_the_table_until_then(fresh: theatre.Theatre) -> None:
    home, own = f"/convenanten/{fresh.stage.slug}", fresh.stage.ids["party"]
    leaving = {"on": "2026-03-04", "reason_class": "voluntary", "reason": NOTE}
    assert fresh.ask("party", "POST", f"{home}/partijen/{own}/uittreden", leaving).status_code == 303
    for days, expected in ((1, 200), (2, 404)):
        moment = stage_set.OPENED + timedelta(days=days)
        fresh.app.state.clock = lambda moment=moment: moment
        with db.writing(fresh.engine) as session:
            session.execute(
                sa.update(tables.Session).values(seen_at=moment, expires_at=moment + timedelta(hours=1))
            )
        assert fresh.get("party", f"{home}/registers/mandaten").status_code == expected


def test_signing_out_ends_the_sign_in_on_the_server_too(fresh: theatre.Theatre) -> None:
    assert fresh.get("company", "/account").status_code == 200
    assert fresh.ask("company", "POST", "/afmelden").status_code == 303
    assert fresh.get("company", "/account").status_code == 303


def test_a_naive_move_would_have_two_winners(stage: theatre.Theatre) -> None:
    """The control: reading, then deciding, then writing lets both through, and this harness counts it."""
    read = Barrier(2)
    before = column(stage, "stage")

    def write(value: str) -> None:
        with db.writing(stage.engine) as session:
            session.execute(
                sa.update(tables.Covenant)
                .where(tables.Covenant.id == stage.stage.covenant_id)  # type: ignore[arg-type]
                .values(stage=value)
            )

    def naive() -> bool:
        with Session(stage.engine) as session:
            old = session.execute(sa.select(tables.Covenant.stage)).scalars().first()  # type: ignore[call-overload]
        read.wait(10)
        if old is None:
            return False
        write("signing")
        return True

    with ThreadPoolExecutor(2) as pool:
        winners = sum(pool.map(lambda _: naive(), range(2)))
    write(before)  # the stage is shared by the tests of this module
    assert winners == 2
