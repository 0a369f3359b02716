"""A position: kept, shared, followed, taken back; with the objection and the response it brings."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests import registers
from tests.commands.positions.conftest import NGO, OWN, UNION, WAY, WHY, Table
from tests.registers import NOW
from tracker import errors
from tracker.commands import act, drafting, leaving, positions, requirements, texts
from tracker.queries import audit
from tracker.store import drawers, facts, ledger, tables
from workflows.conditions.text import no_open_fundamental_objection

KEY = act.Key("sleutel-van-deze-test", "x")


def whole(table: Table, *slugs: str) -> None:
    """The covenant's record and these drawers have no fault."""
    for log in (table.id, *(table.party(s) for s in slugs)):
        assert audit.check(table.session, log) == []


def test_a_draft_changes_nothing_in_the_covenants_log(table: Table) -> None:
    before = (table.size(), ledger.head(table.session, table.id).last)
    receipt = table.save(OWN, "reservation", remarks="Nog niet af")
    assert receipt.log == table.party(OWN)
    assert (table.size(), ledger.head(table.session, table.id).last) == before
    (line,) = ledger.lines(table.session, table.party(OWN))
    assert (line.kind, line.level, line.owner) == ("draft.save", "party", table.party(OWN))
    whole(table, OWN)


def test_only_the_party_itself_reads_its_drafts(table: Table) -> None:
    table.save(OWN, "remarks", remarks="Alleen voor ons")
    read = {
        name: [d.remarks for d in drawers.own(table.session, table.dossier(who))]
        for name, who in (
            ("own", table.play.speaker(OWN)), ("rival", table.play.speaker(UNION)),
            ("facilitator", table.play.facilitator), ("manager", table.play.manager),
            ("auditor", table.play.auditor), ("supporter", table.play.supporter),
        )
    }  # fmt: skip
    assert read == {
        "own": ["Alleen voor ons"], "rival": [], "facilitator": [], "manager": [], "auditor": [],
        "supporter": [],
    }  # fmt: skip


def test_a_dossier_gives_no_drafts_at_all(table: Table) -> None:
    with pytest.raises(LookupError):
        table.dossier(table.play.speaker(OWN)).every(tables.Draft)


def test_saving_again_follows_the_draft_and_keeps_it_in_the_drawers_log(table: Table) -> None:
    table.save(OWN, "agree")
    table.save(OWN, "reservation", remarks="Toch niet zomaar")
    assert table.drafts(OWN) == [("draft", "reservation")]
    rows = ledger.fold(ledger.lines(table.session, table.party(OWN)))["draft"]
    assert sorted((r["status"], r["stance"]) for r in rows.values()) == [
        ("draft", "reservation"),
        ("dropped", "agree"),
    ]
    whole(table, OWN)


def test_somebody_else_keeps_no_draft_for_a_party(table: Table) -> None:
    for who in (table.play.facilitator, table.play.speaker(UNION), table.play.supporter, table.play.manager):
        with pytest.raises(errors.Forbidden):
            table.save(OWN, who=who)
    assert not drawers.is_drawer(table.session, table.id)
    with pytest.raises(errors.NotFound):
        ledger.head(table.session, table.party(OWN))


def test_a_draft_is_dropped_once_and_by_nobody_else(table: Table) -> None:
    draft = table.save(OWN).id
    for who in (table.play.speaker(UNION), table.play.facilitator, table.play.supporter):
        with pytest.raises(errors.NotFound):
            drafting.drop(table.session, who, table.id, draft, now=NOW)
    own = table.play.speaker(OWN)
    first = drafting.drop(table.session, own, table.id, draft, now=NOW, key=KEY)
    again = drafting.drop(table.session, own, table.id, draft, now=NOW, key=KEY)
    assert (again.seq, again.again, table.drafts(OWN)) == (first.seq, True, [])
    with pytest.raises(errors.WrongState):
        drafting.drop(table.session, own, table.id, draft, now=NOW)


def test_sharing_a_draft_makes_it_a_position_and_empties_the_drawer(table: Table) -> None:
    draft = table.save(OWN, "remarks", remarks="Lid 3 mag korter.").id
    own = table.play.speaker(OWN)
    positions.share_draft(table.session, own, table.id, draft, now=NOW, key=KEY)
    again = positions.share_draft(table.session, own, table.id, draft, now=NOW, key=KEY)
    (position,) = table.positions()
    assert (position.stance, position.remarks, position.given_on) == (
        "remarks", "Lid 3 mag korter.", date(2026, 3, 2),
    )  # fmt: skip
    assert (table.drafts(OWN), again.again) == ([], True)
    with pytest.raises(errors.WrongState):
        positions.share_draft(table.session, own, table.id, draft, now=NOW)
    whole(table, OWN)


def test_a_later_position_follows_and_the_earlier_one_stays(table: Table) -> None:
    table.share(OWN, "reservation", remarks="Mits er geld is.")
    table.share(OWN, "agree")
    table.share(OWN, "agree", clause_id=table.clause("1"))
    old, new, clause = table.positions()
    assert (old.stance, old.followed_on, new.stance, new.followed_on) == (
        "reservation", date(2026, 3, 2), "agree", None,
    )  # fmt: skip
    assert (clause.clause_id, clause.followed_on) == (table.clause("1"), None)


@pytest.mark.parametrize(
    ("stance", "given", "missing"),
    [
        ("fundamental", {}, {"clause_id", "remarks", "resolution"}),
        ("fundamental", {"remarks": WHY, "resolution": " "}, {"clause_id", "resolution"}),
        ("reservation", {"remarks": ""}, {"remarks"}),
        ("remarks", {}, {"remarks"}),
        ("misschien", {}, {"stance"}),
        ("agree", {"clause_id": "bestaat-niet"}, {"clause_id"}),
    ],
)
def test_what_a_stance_asks_for_is_told_at_once(
    table: Table, stance: str, given: dict[str, str], missing: set[str]
) -> None:
    with pytest.raises(errors.Invalid) as told:
        table.share(OWN, stance, **given)
    assert set(told.value.fields) == missing


def test_a_draft_may_be_unfinished(table: Table) -> None:
    assert table.save(OWN, "fundamental").id


def test_a_fundamental_objection_shuts_the_gate_until_the_party_says_otherwise(table: Table) -> None:
    table.object_to(NGO)
    (objection,) = table.dossier().rows(tables.Objection)
    assert (objection.severity, objection.clause, objection.clause_id, objection.reason) == (
        "fundamental", "5 lid 2", table.clause("5.2"), WHY,
    )  # fmt: skip
    assert objection.resolution == WAY
    assert no_open_fundamental_objection(facts.gather(table.dossier())) is not None
    table.share(NGO, "agree", clause_id=table.clause("5.1"))
    assert no_open_fundamental_objection(facts.gather(table.dossier())) is not None, "another clause"
    table.share(NGO, "agree", clause_id=table.clause("5.2"))
    assert no_open_fundamental_objection(facts.gather(table.dossier())) is None
    (kept,) = table.dossier().rows(tables.Objection)
    assert (kept.status, kept.closing_note) == (
        "closed",
        "De partij gaf een ander standpunt over dit artikel.",
    )


def test_a_position_on_the_whole_version_hands_in_the_response(table: Table) -> None:
    outcomes = {}
    for stance, more in (
        ("agree", {}), ("remarks", {"remarks": "Korter graag."}), ("reservation", {"remarks": "Mits geld."}),
        ("abstain", {}),
    ):  # fmt: skip
        table.share(OWN, stance, **more)
        item = response(table)
        outcomes[stance] = (item.status, item.outcome, item.open_conditions)
    assert outcomes == {
        "agree": ("submitted", "yes", 0), "remarks": ("submitted", "yes", 0),
        "reservation": ("submitted", "yes_if", 1), "abstain": ("submitted", None, 0),
    }  # fmt: skip
    last = table.dossier().rows(tables.Evidence)[-1]
    assert (last.revision, last.payload, last.text) == (4, {"stance": "abstain"}, "Onthoudt zich.")
    accept(table)
    assert response(table).status == "accepted"


def response(table: Table, slug: str = OWN) -> tables.Requirement:
    (row,) = [
        r
        for r in table.dossier().rows(tables.Requirement)
        if (r.code, r.participation_id) == ("NEG-05", table.party(slug))
    ]
    return row


def accept(table: Table, slug: str = OWN) -> None:
    requirements.accept(table.session, table.play.facilitator, table.id, table.party(slug), "NEG-05", now=NOW)


def test_what_was_accepted_does_not_stay_so_when_the_party_says_otherwise(table: Table) -> None:
    table.share(OWN)
    accept(table)
    table.share(OWN, "reservation", remarks="Mits er geld is.")
    assert (response(table).status, response(table).outcome) == ("submitted", "yes_if")
    accept(table)
    (position,) = [p for p in table.positions() if p.followed_on is None]
    back(table, position.id)
    assert response(table).status == "in_progress"
    assert table.live() == {}
    whole(table)


def back(table: Table, position_id: str, slug: str = OWN) -> act.Receipt:
    why = "Het bestuur neemt dit opnieuw in beraad."
    return positions.take_back(
        table.session, table.play.speaker(slug), table.id, position_id, reason=why, now=NOW
    )


def test_taking_back_an_objection_closes_it_and_happens_once(table: Table) -> None:
    position = table.object_to(NGO).id
    with pytest.raises(errors.Forbidden):
        back(table, position, UNION)
    with pytest.raises(errors.NotFound):
        positions.take_back(table.session, table.play.supporter, table.id, position, reason="x" * 20, now=NOW)
    back(table, position, NGO)
    (objection,) = table.dossier().rows(tables.Objection)
    assert objection.status == "closed"
    with pytest.raises(errors.WrongState):
        back(table, position, NGO)


def test_the_facilitator_records_for_a_party_and_it_says_so(table: Table) -> None:
    table.save(OWN, "reservation", remarks="Van onszelf")
    table.share(OWN, who=table.play.facilitator, on=date(2026, 3, 1))
    *_, share, submit = ledger.lines(table.session, table.id)
    assert (share.kind, share.fields["behalf"], submit.kind, submit.fields["behalf"]) == (
        "position.share", table.party(OWN), "requirement.submit", table.party(OWN),
    )  # fmt: skip
    assert table.drafts(OWN) == [("draft", "reservation")], "nobody else touches the drawer"


def test_rivals_and_strangers_share_nothing_for_a_party(table: Table) -> None:
    for who in (table.play.speaker(UNION), table.play.supporter, table.play.manager, table.play.company):
        with pytest.raises(errors.Forbidden):
            table.share(OWN, who=who)
    with pytest.raises(errors.WrongState):
        table.share("ketenfonds", who=table.play.facilitator)


def test_only_the_version_on_the_table_takes_positions(table: Table) -> None:
    draft = registers.draft(table.session, table.play, "1.0")
    with pytest.raises(errors.WrongState):
        table.share(OWN, text_id=draft)
    position = table.share(OWN).id
    texts.table(table.session, table.play.facilitator, table.id, draft, now=NOW)
    deeds: list[Callable[[], object]] = [
        lambda: table.share(OWN),
        lambda: table.save(OWN),
        lambda: back(table, position),
    ]
    for deed in deeds:
        with pytest.raises(errors.WrongState, match="Versie 1.0"):
            deed()


def test_the_last_day_of_the_version_counts_whole(table: Table) -> None:
    doing = act.Act(table.session, table.play.facilitator, table.id, deed="text.write", now=NOW)
    doing.change(tables.TextVersion, table.text, answer_by=date(2026, 3, 2))
    doing.record("text.table", subject="texts")
    table.now = NOW.replace(hour=22, minute=59, second=59)  # one hour before UTC in winter
    table.share(OWN)
    table.now += timedelta(seconds=1)
    for deed in (table.share, table.save):
        with pytest.raises(errors.WrongState, match="2026-03-02"):
            deed(UNION)
    table.share(UNION, who=table.play.facilitator, on=date(2026, 3, 2))


def test_somebody_who_saw_less_is_told_and_a_key_works_once(table: Table) -> None:
    seen = table.size()
    first = table.share(OWN, key=KEY, seen=seen)
    assert table.share(OWN, key=KEY, seen=seen).seq == first.seq
    with pytest.raises(errors.Stale):
        table.share(OWN, "abstain", seen=seen)
    table.share(UNION, seen=seen)


def test_a_party_that_left_shares_and_reads_nothing(table: Table) -> None:
    table.save(OWN)
    leaving.withdraw(
        table.session, table.play.facilitator, table.id, table.party(OWN), now=NOW,
        reason_class="voluntary", reason="Een reden van meer dan twintig tekens.", on=date(2026, 3, 2),
    )  # fmt: skip
    with pytest.raises(errors.Forbidden):
        table.share(OWN)
    assert drawers.own(table.session, table.dossier(table.play.speaker(OWN))) == ()
