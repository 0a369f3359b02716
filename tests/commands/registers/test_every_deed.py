"""Every deed behind a register: it works, it is refused to others, it notices haste, and it happens once."""

import pytest
from sqlmodel import Session

from tests.cast import Play
from tests.commands.registers import deeds_signing
from tests.commands.registers.deeds import DEEDS, HIDDEN, RIVAL, Deed
from tests.registers import NOW
from tracker import errors, policy
from tracker.commands import act
from tracker.store import dossiers, ledger, records, tables

KEY = act.Key("een-sleutel-van-dit-formulier", "inhoud")
STRANGER = policy.Actor(id="iemand", name="Iemand", assignments=frozenset({("ander", "facilitator")}))
NOWHERE = "00000000-0000-4000-8000-000000000000"

each = pytest.mark.parametrize(
    "deed", [pytest.param(d, id=name) for name, d in {**DEEDS, **deeds_signing.DEEDS}.items()]
)


def size(session: Session, play: Play) -> int:
    return ledger.head(session, play.id).size


def replayed(session: Session, play: Play) -> bool:
    """Whether the rows are what the ledger says they are."""
    folded = ledger.fold(ledger.lines(session, play.id))
    for table in tables.COVENANT_TABLES:
        rows = folded.get(str(table.__tablename__), {})
        expected = {k: records.record(table, {"id": k, **v}) for k, v in rows.items()}
        dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
        if expected != {r.id: r for r in dossier.every(table)}:  # type: ignore[attr-defined]
            return False
    return True


@each
def test_it_works_and_is_one_line_that_replays(session: Session, play: Play, deed: Deed) -> None:
    it = deed.before(session, play)
    before = size(session, play)
    receipt = deed.do(session, play.facilitator, play, it, now=NOW)
    (line,) = ledger.lines(session, play.id, after=before)
    assert (line.kind, line.seq, receipt.log, receipt.seq) == (deed.kind, before + 1, play.id, before + 1)
    assert receipt.id
    assert replayed(session, play)


@each
def test_another_party_is_told_who_may(session: Session, play: Play, deed: Deed) -> None:
    it = deed.before(session, play)
    before = size(session, play)
    wrong = errors.Forbidden if deed.rival else errors.NotFound
    with pytest.raises(wrong) as told:
        deed.do(session, play.speaker(RIVAL), play, it, now=NOW)
    assert str(told.value) == deed.rival
    assert size(session, play) == before


@each
@pytest.mark.parametrize("who", ["manager", "auditor", "supporter", "a stranger", "nobody"])
def test_nobody_without_a_part_in_it_can(session: Session, play: Play, deed: Deed, who: str) -> None:
    it = deed.before(session, play)
    before = size(session, play)
    actors = {
        "manager": play.manager,
        "auditor": play.auditor,
        "supporter": play.supporter,
        "nobody": policy.ANYBODY,
    }
    with pytest.raises((errors.Forbidden, errors.NotFound)) as told:
        deed.do(session, actors.get(who, STRANGER), play, it, now=NOW)
    if who not in ("manager", "auditor"):
        assert (isinstance(told.value, errors.NotFound), str(told.value)) == (
            deed.stranger == HIDDEN,
            deed.stranger,
        )
    assert size(session, play) == before


@each
def test_in_a_covenant_that_is_not_there_it_is_not_found(session: Session, play: Play, deed: Deed) -> None:
    it = deed.before(session, play)
    with pytest.raises(errors.NotFound):
        deed.do(session, play.facilitator, play, it, now=NOW, covenant_id=NOWHERE)


@each
def test_a_page_that_somebody_overtook_is_stale(session: Session, play: Play, deed: Deed) -> None:
    it = deed.before(session, play)
    seen = size(session, play)
    deed.do(session, play.facilitator, play, it, now=NOW, seen=seen)
    after = size(session, play)
    with pytest.raises(errors.Stale) as told:
        deed.do(session, play.facilitator, play, it, now=NOW, seen=seen)
    assert [(c.seq, c.kind, c.by) for c in told.value.changes] == [(after, deed.kind, deed.by)]
    assert size(session, play) == after


@each
def test_the_same_form_sent_twice_happens_once(session: Session, play: Play, deed: Deed) -> None:
    it = deed.before(session, play)
    first = deed.do(session, play.facilitator, play, it, now=NOW, key=KEY)
    after = size(session, play)
    again = deed.do(session, play.facilitator, play, it, now=NOW, key=KEY)
    assert (again.log, again.seq, again.again, first.again) == (first.log, first.seq, True, False)
    assert size(session, play) == after


@each
def test_done_again_on_purpose_it_is_refused_or_recorded_once_more(
    session: Session, play: Play, deed: Deed
) -> None:
    it = deed.before(session, play)
    deed.do(session, play.facilitator, play, it, now=NOW)
    after = size(session, play)
    if deed.once_more:
        deed.do(session, play.facilitator, play, it, now=NOW)
        assert size(session, play) == after + 1
        return
    with pytest.raises((errors.WrongState, errors.Invalid)) as told:
        deed.do(session, play.facilitator, play, it, now=NOW)
    sentence = next(iter(getattr(told.value, "fields", {}).values()), str(told.value))
    assert sentence.endswith(".")
    assert size(session, play) == after
