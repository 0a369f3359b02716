"""The list of covenants: everything once, found by any of its words, and never what is nobody's business."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast
from tracker import errors, policy
from tracker.commands import demo_cast, imports, participations
from tracker.queries import organisations, portfolio, search
from tracker.queries.portfolio import Filters, Portfolio
from tracker.store import db

NOW = datetime(2025, 11, 24, 9, 0, tzinfo=UTC)
FACTS = Path(imports.__file__).parents[1] / "data" / "convenanten.yaml"


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as session:
        yield session


@pytest.fixture
def shipped(session: Session) -> Session:
    """The public facts, and two fictional covenants."""
    imports.run(session, FACTS.read_text("utf-8"), now=NOW)
    cast.covenant(session, NOW)
    cast.covenant(session, NOW, name="Chemie", table=("vakbond-techniek",))
    return session


def listed(
    session: Session, actor: policy.Actor = policy.ANYBODY, language: str = "nl", **asked: str
) -> Portfolio:
    return portfolio.listing(session, actor, Filters(**asked), now=NOW, language=language)


def names(found: Portfolio) -> list[str]:
    return sorted(track.slug for track in found.tracks)


def test_every_track_is_in_exactly_one_state_and_the_states_add_up(shipped: Session) -> None:
    found = listed(shipped)
    assert found.total == found.everything == len(found.tracks) == 23
    assert sum(found.states.values()) == 23
    assert sum(found.stages.values()) == found.states["active"]
    assert found.states == {
        "active": 4, "paused": 0, "stopped": 1, "ended": 9, "succeeded": 1, "unconfirmed": 2, "explored": 6,
    }  # fmt: skip


@pytest.mark.parametrize("state", portfolio.STATES)
def test_a_figure_is_as_long_as_its_list(shipped: Session, state: str) -> None:
    figure = listed(shipped).states[state]
    found = listed(shipped, state=state)
    assert (found.total, len(found.tracks)) == (figure, figure)
    assert {track.state for track in found.tracks} <= {state}


def test_a_sector_that_was_only_explored_is_in_the_list_as_such(shipped: Session) -> None:
    assert names(listed(shipped, state="explored")) == [
        "bouw", "chemie", "detailhandel", "elektronica", "groothandel", "olie-en-gas",
    ]  # fmt: skip


def test_running_tracks_come_first_and_then_names_decide(shipped: Session) -> None:
    states = [track.state for track in listed(shipped).tracks]
    assert states == sorted(states, key=portfolio.ORDER.index)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Kledingconvenant", "kleding-textiel"),  # another name
        ("BOSBEHEER", "bosbeheer"),
        ("garments", "kleding-textiel"),  # the English name
        ("vérzekéringssector", "verzekeringssector"),  # accents that are not there
        ("unicef textiel", "kleding-textiel"),  # a party and a name
    ],
)
def test_a_covenant_is_found_by_any_of_its_words(shipped: Session, typed: str, slug: str) -> None:
    assert slug in names(listed(shipped, q=typed))


def test_every_word_has_to_be_found(shipped: Session) -> None:
    assert names(listed(shipped, q="bosbeheer bestaatniet")) == []


def test_a_party_is_found_by_its_abbreviation(shipped: Session) -> None:
    assert "elektronica-2" in names(listed(shipped, q="pda"))


def test_who_was_only_invited_is_found_by_nobody(session: Session) -> None:
    play = cast.covenant(session, NOW, table=("vakbond-techniek",))
    shy = demo_cast.organisation(session, "waterwacht", now=NOW)
    participations.add(
        session, play.facilitator, play.id, now=NOW, kind="ngo", role="negotiator",
        organisation_id=shy, status="invited",
    )  # fmt: skip
    assert names(listed(session, q="vakbond techniek")) == ["elektronica"]
    assert names(listed(session, q="waterwacht")) == []
    assert names(listed(session, kind="ngo")) == []
    with pytest.raises(errors.NotFound):
        organisations.one(session, "waterwacht", language="nl")
    assert "waterwacht" not in {row.slug for row in organisations.listing(session, language="nl").rows}


def test_filters_narrow_together(shipped: Session) -> None:
    assert names(listed(shipped, risk="financiele-sector")) == [
        "bancaire-sector", "pensioenfondsen", "verzekeringssector",
    ]  # fmt: skip
    assert names(listed(shipped, origin="fictief")) == ["chemie-2", "elektronica-2"]
    assert listed(shipped, origin="openbaar").total == 21
    assert listed(shipped, origin="hier").total == 0
    assert names(listed(shipped, origin="fictief", kind="ngo")) == ["elektronica-2"]
    assert "kleding-textiel" in names(listed(shipped, theme="living_wage", state="ended"))
    assert names(listed(shipped, theme="living_wage", stage="initiative", origin="openbaar", q="goud")) == []


def test_dates_are_as_precise_as_their_source(shipped: Session) -> None:
    (flowers,) = listed(shipped, q="sierteelt", state="ended").tracks
    assert (flowers.began, flowers.until) == ("2019-07-02", "2022-08")


def test_the_language_chooses_the_name(shipped: Session) -> None:
    (found,) = listed(shipped, language="en", q="bosbeheer").tracks
    assert found.name == "Sustainable Forest Management Agreement (promoting sustainable forest management)"


def test_supporters_and_the_facilitator_are_no_parties(session: Session) -> None:
    cast.covenant(session, NOW, supporter=True)
    assert listed(session).tracks[0].parties == 8


def test_the_signal_is_for_whoever_sits_at_the_table(session: Session) -> None:
    play = cast.covenant(session, NOW)
    for actor in (play.facilitator, play.speaker("vakbond-techniek")):
        (own,) = listed(session, cast.again(session, actor, NOW)).tracks
        assert own.own is not None
        assert own.own.health == "on_track"
    for actor in (policy.ANYBODY, play.manager, play.actors["lotte"]):
        (other,) = listed(session, actor).tracks
        assert other.own is None


def test_three_covenants_cost_as_many_queries_as_one(session: Session, engine: sa.Engine) -> None:
    counted: list[str] = []
    sa.event.listen(
        session.connection(),
        "before_cursor_execute",
        lambda _c, _k, statement, *_rest: counted.append(statement),
    )

    def cost() -> int:
        counted.clear()
        listed(session, q="elektronica")
        return len(counted)

    cast.covenant(session, NOW)
    one = cost()
    cast.covenant(session, NOW)
    cast.covenant(session, NOW)
    assert listed(session, q="elektronica").total == 3
    assert cost() == one


def test_words_are_compared_without_accents_and_case() -> None:
    assert search.plain("Één Überfluß Çà") == "een uberfluss ca"
    assert search.words_of("  ") == []


def test_an_organisation_shows_what_it_took_part_in(shipped: Session) -> None:
    found = organisations.one(shipped, "vakbond-techniek", language="nl")
    assert found.row.covenants == 2
    assert [(taking.covenant, taking.role, taking.status) for taking in found.takings] == [
        ("Chemie", "negotiator", "active"),
        ("Elektronica", "negotiator", "active"),
    ]


def test_an_unknown_organisation_is_not_found(session: Session) -> None:
    with pytest.raises(errors.NotFound):
        organisations.one(session, "bestaat-niet", language="nl")
