"""The food covenant: six NGOs leave in October 2017, three join, and it is signed without the others.

The other parties and the days are as in public sources. These do not name the six: they are fictional here, as is
who declined, and so are the letter and the reason.
"""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from tests.stories import telling
from tracker import policy
from tracker.commands import departing, leaving, participations, signatures, texts
from tracker.queries import covenants, departed, fallout_previews, parties
from tracker.store import dossiers, ledger, tables
from workflows import requirements

STARTED, TALKS = date(2015, 10, 1), date(2016, 2, 1)
WALK_OUT, ARRIVAL, CEREMONY = date(2017, 10, 12), date(2018, 3, 1), date(2018, 6, 29)
LEAVERS = tuple(
    f"Stichting Voorbeeld {name}" for name in ("Akker", "Bodem", "Duin", "Heide", "Kreek", "Polder")
)
ARRIVALS = ("ICCO", "Woord en Daad", "Global March")
OTHERS = {
    "sector_association": ("CBL", "FNLI", "KNSV"),
    "trade_union": ("FNV", "CNV Internationaal"),
    "government": ("Ministerie van Buitenlandse Zaken", "Ministerie van Landbouw"),
}
INVITED = "Werkgroep Voorbeeld Ketens"
WHY = "Alleen brancheorganisaties tekenen, en de keten blijft te weinig openbaar."
LETTER = "https://fictief.example/brief-aan-de-minister"


@pytest.fixture
def food(session: Session) -> telling.Track:
    """At the table since 2016: three associations, two unions, two ministries and six NGOs."""
    track = telling.start(session, STARTED, "Voedingsmiddelen", companies_sign=False)
    for kind, names in OTHERS.items():
        track.join(STARTED, kind, *names)
    track.join(STARTED, "ngo", *LEAVERS)
    track.stage(TALKS, "negotiation")
    draft = texts.add(
        session, track.actor, track.id, number="0.9", now=telling.moment(TALKS),
        variants={"nl": texts.Variant("# Artikel 1\n\nBedrijven onderzoeken hun keten.")},
    ).id  # fmt: skip
    texts.table(session, track.actor, track.id, draft, now=telling.moment(TALKS), on=TALKS)
    return track


def test_before_they_leave_the_facilitator_sees_what_it_will_do(food: telling.Track) -> None:
    day = WALK_OUT - timedelta(days=1)
    ids = [food.parties[name] for name in LEAVERS]
    told = fallout_previews.of_parties(food.dossier(day), ids, "withdraw", WALK_OUT, "nl")
    assert told is not None
    assert told.ahead
    (quorum,) = told.quorum
    assert (quorum.kind, quorum.before, quorum.after, quorum.kept) == ("ngo", 6, 0, False)
    assert {t.id: t.after for t in told.turned}["G2-7"] == "3 van 4"


def test_six_leave_in_one_act_and_six_lines_say_so(food: telling.Track) -> None:
    seqs = food.leave(WALK_OUT, *LEAVERS, url=LETTER, why=WHY)
    lines = list(ledger.lines(food.session, food.id, seqs=seqs))
    assert [line.kind for line in lines] == ["participation.withdraw"] * 6
    assert {line.owner for line in lines} == {food.parties[name] for name in LEAVERS}
    assert {str(line.fields["on"]) for line in lines} == {"2017-10-12"}
    assert food.statuses(WALK_OUT, LEAVERS) == {"withdrawn"}


def test_one_of_them_could_have_come_back_before_the_day(food: telling.Track) -> None:
    day = WALK_OUT - timedelta(days=7)
    ids = [food.parties[name] for name in LEAVERS]
    departing.withdraw_together(
        food.session, food.actor, food.id, ids, now=telling.moment(day), on=WALK_OUT,
        reason_class="voluntary", reason=WHY,
    )  # fmt: skip
    leaving.revoke_withdrawal(
        food.session,
        food.actor,
        food.id,
        food.parties[LEAVERS[2]],
        now=telling.moment(day + timedelta(days=1)),
    )
    assert food.statuses(WALK_OUT, [LEAVERS[2]]) == {"active"}
    assert food.statuses(WALK_OUT, set(LEAVERS) - {LEAVERS[2]}) == {"withdrawn"}


def test_between_the_two_dates_the_quorum_is_not_met(food: telling.Track) -> None:
    assert food.result(WALK_OUT - timedelta(days=1), "G2-7") == "met"
    food.leave(WALK_OUT, *LEAVERS, url=LETTER, why=WHY)
    for days in (0, 30, 120):
        assert food.result(WALK_OUT + timedelta(days=days), "G2-7") == "not_met"
    food.join(ARRIVAL, "ngo", *ARRIVALS)
    assert food.result(ARRIVAL, "G2-7") == "met"
    # and who looks back still finds the hole, as it was known then
    assert food.result(ARRIVAL - timedelta(days=1), "G2-7", as_known=True) == "not_met"
    assert food.result(WALK_OUT - timedelta(days=1), "G2-7", as_known=True) == "met"


def test_who_joins_late_only_catches_up(food: telling.Track) -> None:
    food.leave(WALK_OUT, *LEAVERS, url=LETTER, why=WHY)
    food.join(ARRIVAL, "ngo", *ARRIVALS)
    early, late = food.asked(ARRIVAL, "FNV"), food.asked(ARRIVAL, "ICCO")
    kinds = {p.id: p.kind for p in food.known(ARRIVAL).parties}
    assert kinds[food.parties["ICCO"]] == "ngo"
    skipped = {code for code in early - late if code.startswith("INI")}
    assert skipped
    checklist = requirements.checklist("checklist-1")
    caught_up = {code for code in late if checklist.requirements[code].stage == "initiative"}
    assert all(checklist.requirements[code].catch_up for code in caught_up)
    assert not any(checklist.requirements[code].catch_up for code in skipped)


def test_it_is_signed_without_them_and_their_refusal_stays(food: telling.Track) -> None:
    food.leave(WALK_OUT, *LEAVERS, url=LETTER, why=WHY)
    food.join(ARRIVAL, "ngo", *ARRIVALS)
    food.join(ARRIVAL, "ngo", INVITED, status="invited")
    participations.answer(
        food.session, food.actor, food.id, food.parties[INVITED], now=telling.moment(ARRIVAL), accept=False,
        reason=WHY, statement_url=LETTER,
    )  # fmt: skip
    (draft,) = food.dossier(ARRIVAL).every(tables.TextVersion)
    texts.freeze(food.session, food.actor, food.id, draft.id, now=telling.moment(ARRIVAL), on=ARRIVAL)
    food.stage(CEREMONY - timedelta(days=20), "signing")
    for name in (*OTHERS["sector_association"], *OTHERS["trade_union"], *OTHERS["government"], *ARRIVALS):
        signatures.record(
            food.session, food.actor, food.id, participation_id=food.parties[name],
            text_version_id=draft.id, signatory_name="Een bestuurder", signatory_function="voorzitter",
            signed_on=CEREMONY, manner="wet", authority_shown=True, now=telling.moment(CEREMONY),
        )  # fmt: skip
    known = food.known(CEREMONY)
    assert {s.party_id for s in known.signatures} == {p.id for p in known.active()}
    outsider = dossiers.load(food.session, policy.ANYBODY, covenant_id=food.id, now=telling.moment(CEREMONY))
    refused = departed.refusals(outsider, "nl")
    assert {r.name for r in refused} == {*LEAVERS, INVITED}
    assert {r.statement_url for r in refused} == {LETTER}
    page = covenants.covenant_page(food.session, outsider, "nl")
    shown = {line.name: (str(line.status), line.statement_url) for line in page.others}
    assert shown[LEAVERS[3]] == ("withdrawn", LETTER)
    assert shown[INVITED] == ("declined", LETTER)
    gone = parties.party_page(food.session, outsider, food.parties[LEAVERS[3]], "nl")
    assert (gone.status, gone.until, gone.statement_url) == ("withdrawn", WALK_OUT, LETTER)
    assert gone.leave_reason == ""
