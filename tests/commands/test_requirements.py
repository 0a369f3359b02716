"""Handing in and deciding: what works, what is refused with which words, and what is left behind."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from tests import cast
from tracker import errors, policy
from tracker.commands import act, assignments, evidence, requirements
from tracker.store import db, dossiers, facts, tables
from workflows import checklist
from workflows.facts import Item

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
SINCE = date(2025, 9, 1)
BRAM, RIVAL = "platform-apparatuur", "branche-elektronica"
REASON = "Hoofdstuk 3 noemt geen nulwaarde."


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    with db.writing(engine) as opened:
        yield opened


@pytest.fixture
def play(session: Session) -> cast.Play:
    return cast.covenant(session, NOW, company=True, supporter=True, on=SINCE)


def submit(session: Session, play: cast.Play, code: str = "INI-03", **how: Any) -> act.Receipt:
    who = how.pop("who", play.speaker(BRAM))
    party = play.parties[how.pop("party", BRAM)]
    said: dict[str, Any] = {"text": "Zie de analyse.", "now": NOW, **how}
    return requirements.submit(session, who, play.id, party, code, **said)


def decide(session: Session, play: cast.Play, verb: str, code: str = "INI-03", **how: Any) -> act.Receipt:
    who = how.pop("who", play.facilitator)
    party = play.parties[how.pop("party", BRAM)]
    deed = getattr(requirements, verb)
    done: act.Receipt = deed(session, who, play.id, party, code, now=how.pop("now", NOW), **how)
    return done


def item(session: Session, play: cast.Play, code: str, party: str = BRAM, now: datetime = NOW) -> Item:
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=now)
    return next(i for i in facts.gather(dossier).items if (i.party_id, i.code) == (play.parties[party], code))


def rows(session: Session, play: cast.Play, table: Any) -> Any:
    return dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW).rows(table)


def test_a_party_hands_in_and_the_facilitator_accepts(session: Session, play: cast.Play) -> None:
    submit(session, play, on=date(2026, 2, 20), title="Risicoanalyse")
    decide(session, play, "accept")
    assert item(session, play, "INI-03").status == "accepted"
    (handed,) = rows(session, play, tables.Evidence)
    assert (handed.title, handed.occurred_on, handed.submitted_by_name) == (
        "Risicoanalyse",
        date(2026, 2, 20),
        "Bram de Wit",
    )
    assert (handed.decision, handed.decided_by_name, handed.on_behalf) == ("accepted", "Nadia Verkerk", False)


def test_a_facilitator_hands_in_on_behalf_of_the_party(session: Session, play: cast.Play) -> None:
    submit(session, play, who=play.facilitator)
    assert [e.on_behalf for e in rows(session, play, tables.Evidence)] == [True]


def test_what_came_back_is_handed_in_again_beside_the_earlier_revision(
    session: Session, play: cast.Play
) -> None:
    first = submit(session, play)
    decide(session, play, "return_", reason=REASON)
    second = submit(session, play, text="Met nulwaarde.")
    found = {e.id: e for e in rows(session, play, tables.Evidence)}
    assert found[second.id].supersedes_id == first.id
    assert [(found[i].revision, found[i].text, found[i].decision) for i in (first.id, second.id)] == [
        (1, "Zie de analyse.", "returned"),
        (2, "Met nulwaarde.", None),
    ]


def test_nothing_is_no_evidence(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.GateClosed) as refused:
        submit(session, play, text=" ")
    assert [f.condition.id for f in refused.value.findings if not f.passes] == ["R-1"]


def test_what_happens_tomorrow_is_not_handed_in_today(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.Invalid) as refused:
        submit(session, play, on=TODAY + timedelta(days=1))
    assert refused.value.fields == {"on": "Kies vandaag of een eerdere dag."}


@pytest.mark.parametrize(
    ("verb", "why"),
    [
        ("accept", "Hier is nog niets ingediend."),
        ("return_", "Hier is nog niets ingediend."),
        ("reopen", "Hier is nog niets ingediend."),
    ],
)
def test_nothing_is_decided_before_something_was_handed_in(
    session: Session, play: cast.Play, verb: str, why: str
) -> None:
    more = {} if verb == "accept" else {"reason": REASON}
    with pytest.raises(errors.WrongState, match=why):
        decide(session, play, verb, **more)


def test_what_waits_for_a_decision_is_not_handed_in_twice(session: Session, play: cast.Play) -> None:
    submit(session, play)
    with pytest.raises(errors.WrongState, match="Dit is al ingediend en wacht op een besluit."):
        submit(session, play)


@pytest.mark.parametrize(("verb", "least"), [("return_", 10), ("waive", 20), ("not_applicable", 20)])
def test_a_reason_is_as_long_as_the_definition_asks(
    session: Session, play: cast.Play, verb: str, least: int
) -> None:
    submit(session, play)
    with pytest.raises(errors.Invalid) as refused:
        decide(session, play, verb, reason="x" * (least - 1))
    assert refused.value.params == {"count": least - 1, "least": least}
    assert list(refused.value.fields) == ["reason"]
    decide(session, play, verb, reason="x" * least)


def test_a_waiver_leaves_the_item_visible_with_its_reason(session: Session, play: cast.Play) -> None:
    decide(session, play, "waive", reason="De koepel deed dit al voor alle leden.", until=date(2026, 9, 1))
    (row,) = rows(session, play, tables.Requirement)
    assert (row.status, row.reason, row.valid_until) == (
        "waived",
        "De koepel deed dit al voor alle leden.",
        date(2026, 9, 1),
    )


def test_what_was_accepted_is_asked_again_with_a_reason(session: Session, play: cast.Play) -> None:
    submit(session, play)
    decide(session, play, "accept")
    decide(session, play, "reopen", reason="De analyse is ingetrokken.")
    assert item(session, play, "INI-03").status == "in_progress"


def test_a_rival_hands_nothing_in_for_another(session: Session, play: cast.Play) -> None:
    with pytest.raises(errors.Forbidden, match="Dit kan alleen de partij zelf"):
        submit(session, play, who=play.speaker(RIVAL))


def test_a_party_does_not_decide_on_its_own(session: Session, play: cast.Play) -> None:
    submit(session, play)
    with pytest.raises(errors.Forbidden, match="Dit kan alleen de facilitator van dit convenant."):
        decide(session, play, "accept", who=play.speaker(BRAM))


def test_what_is_not_asked_does_not_exist(session: Session, play: cast.Play) -> None:
    for code in ("NEG-01", "INI-06", "INI-99"):  # later stage, of the facilitator only, of nobody
        with pytest.raises(errors.NotFound):
            submit(session, play, code)
    with pytest.raises(errors.NotFound):
        requirements.submit(session, play.facilitator, play.id, cast.SECOND, "INI-03", now=NOW, text="x")


def test_a_stale_form_is_told_what_changed(session: Session, play: cast.Play) -> None:
    seen = submit(session, play).seq
    decide(session, play, "return_", reason=REASON)
    with pytest.raises(errors.Stale) as stale:
        decide(session, play, "accept", seen=seen)
    assert [(c.kind, c.by) for c in stale.value.changes] == [("requirement.return", "Nadia Verkerk")]


def test_another_requirement_makes_no_form_stale(session: Session, play: cast.Play) -> None:
    seen = submit(session, play).seq
    submit(session, play, "INI-05")
    decide(session, play, "accept", seen=seen)


def test_the_same_form_sent_twice_is_done_once(session: Session, play: cast.Play) -> None:
    key = act.Key("een-sleutel-1", "inhoud")
    first = submit(session, play, key=key)
    again = submit(session, play, key=key)
    assert (again.again, again.seq) == (True, first.seq)
    assert len(rows(session, play, tables.Evidence)) == 1


def test_nobody_decides_on_evidence_of_an_organisation_of_their_own(
    session: Session, play: cast.Play
) -> None:
    submit(session, play)
    dossier = dossiers.load(session, play.facilitator, covenant_id=play.id, now=NOW)
    organisation = dossier.row(tables.Participation, play.parties[BRAM]).organisation_id
    both = policy.Actor(
        id=play.facilitator.id,
        name="Nadia Verkerk",
        organisations=frozenset({organisation}),
        assignments=play.facilitator.assignments,
    )
    with pytest.raises(errors.GateClosed) as refused:
        decide(session, play, "accept", who=both)
    assert [f.condition.id for f in refused.value.findings if not f.passes] == ["R-2"]
    assert item(session, play, "INI-03").status == "submitted"


def test_the_only_facilitator_accepts_own_homework_as_such(session: Session, play: cast.Play) -> None:
    submit(session, play, "INI-06", party="ketenbureau", who=play.facilitator)
    decide(session, play, "accept", "INI-06", party="ketenbureau")
    assert [r.self_accepted for r in rows(session, play, tables.Requirement)] == [True]
    assert [e.on_behalf for e in rows(session, play, tables.Evidence)] == [False]


def test_a_second_facilitator_accepts_the_homework_of_the_first(session: Session, play: cast.Play) -> None:
    assignments.assign(
        session,
        play.facilitator,
        play.id,
        now=NOW,
        email=play.second.email,
        role="facilitator",
    )
    second = cast.again(session, play.second, NOW)
    submit(session, play, "INI-06", party="ketenbureau", who=play.facilitator)
    with pytest.raises(errors.GateClosed):
        decide(session, play, "accept", "INI-06", party="ketenbureau")
    decide(session, play, "accept", "INI-06", party="ketenbureau", who=second)
    assert [r.self_accepted for r in rows(session, play, tables.Requirement)] == [False]


def test_an_agreed_day_goes_before_the_plan(session: Session, play: cast.Play) -> None:
    decide(session, play, "set_due", due_on=date(2026, 4, 1))
    assert item(session, play, "INI-03").due == date(2026, 4, 1)


def test_the_outcome_of_a_consultation_counts_its_open_conditions() -> None:
    row = checklist.checklist().requirements["NEG-10"]
    with pytest.raises(errors.Invalid) as refused:
        evidence.content(row, {"body": "ALV"}, None, ())
    assert refused.value.fields == {"outcome": "Kies de uitkomst: daarop wacht de poort."}
    with pytest.raises(errors.Invalid) as refused:
        evidence.content(row, {}, "yes_if", ())
    assert refused.value.fields == {"conditions": "Noem bij ‘ja, mits’ minimaal één voorwaarde."}
    said = evidence.content(row, {"body": "ALV"}, "yes_if", (evidence.Condition("Fonds", TODAY),))
    assert (said.outcome, said.open_conditions) == ("yes_if", 1)
    payload, left = evidence.met(said.payload, 1, TODAY)
    assert (left, payload["conditions"][0]["met_on"]) == (0, "2026-03-02")
    with pytest.raises(errors.WrongState, match="Aan deze voorwaarde is al voldaan."):
        evidence.met(payload, 1, TODAY)
    assert evidence.content(row, {}, "no", ()).payload == {"outcome": "no"}
