"""What goes wrong at a table of negotiators when a tracker is naive: the edge cases that no other story tells.

Everybody in it is fictional. The numbers are those of `docs/edge-cases.md`.
"""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from tests.stories import signing, telling
from tracker import errors
from tracker.commands import (
    accounts,
    departing,
    evidence,
    leaving,
    mandates,
    objections,
    participations,
    requirements,
    texts,
)
from tracker.queries import clauses, covenants, matrix
from tracker.store import facts, tables

STARTED, TALKS, TABLED = date(2024, 1, 8), date(2024, 6, 3), date(2025, 3, 3)
LATER = TABLED + timedelta(days=14)
NAMES = {
    "sector_association": ("Branche (fictief)",),
    "trade_union": ("Bond (fictief)",),
    "ngo": ("Stichting (fictief)", "Fonds (fictief)"),
    "government": ("Ministerie (fictief)",),
}
BRANCHE, BOND, STICHTING, FONDS, MINISTERIE = (n for names in NAMES.values() for n in names)
OLD = "# Artikel 1. Doel\n\nBedrijven onderzoeken hun keten binnen twee jaar."
NEW = "# Artikel 1. Doel\n\nBedrijven onderzoeken hun keten binnen drie jaar."
ENGLISH = "# Article 1. Purpose\n\nCompanies look into their chain within two years."


@pytest.fixture
def table(session: Session) -> telling.Track:
    """Five parties talk; a text lies on the table in two languages, and everything asked so far is there."""
    track = telling.start(session, STARTED, "Tafel (fictief)")
    track.join(STARTED, "facilitator", "Bureau (fictief)", role="facilitator")
    for kind, names in NAMES.items():
        track.join(STARTED, kind, *names)
    track.stage(TALKS, "negotiation")
    lay(track, TABLED, "0.9", OLD)
    signing.in_order(track, TABLED, but={(BOND, "NEG-10")})
    return track


def lay(track: telling.Track, day: date, number: str, words: str, editorial: str | None = None) -> str:
    now = telling.moment(day)
    given = {"nl": texts.Variant(words), "en": texts.Variant(ENGLISH)}
    made = texts.add(track.session, track.actor, track.id, number=number, variants=given, now=now).id
    texts.table(track.session, track.actor, track.id, made, now=now, on=day, editorial=editorial)
    return made


def freeze(track: telling.Track, day: date, text_id: str) -> None:
    texts.freeze(track.session, track.actor, track.id, text_id, now=telling.moment(day), on=day)


def status(track: telling.Track, day: date, name: str, code: str) -> str:
    found = [i for i in track.known(day).items if (i.party_id, i.code) == (track.parties[name], code)]
    return found[-1].status


def consulted(track: telling.Track, day: date, outcome: str, *conditions: evidence.Condition) -> None:
    """The union's members decide, and the facilitator accepts the record of it."""
    where = (track.session, track.actor, track.id, track.parties[BOND], "NEG-10")
    requirements.submit(
        *where, now=telling.moment(day), text="Besluit van de ledenraad.", outcome=outcome,
        conditions=conditions,
    )  # fmt: skip
    requirements.accept(*where, now=telling.moment(day))


def drawn(track: telling.Track, day: date) -> covenants.CovenantPage:
    return covenants.covenant_page(track.session, track.dossier(day), "nl")


def ready(page: covenants.CovenantPage) -> tuple[int, int]:
    assert isinstance(page.matrix, matrix.MatrixView)
    return page.matrix.ready, page.matrix.asked


def test_the_only_party_that_is_behind_leaves_and_the_page_says_why_the_figure_rose(
    table: telling.Track,
) -> None:
    """Edge case 1."""
    assert ready(drawn(table, TABLED)) == (4, 5)
    table.leaves(LATER, BOND, "De leden zien niets in dit convenant.")
    page = drawn(table, LATER)
    assert ready(page) == (4, 4)
    gone = [line for line in page.others if line.status == "withdrawn"]
    assert [(line.name, line.until) for line in gone] == [(BOND, LATER.isoformat())]
    assert table.result(LATER, "G2-7") == "not_met", "and the union's place is empty"


def test_a_yes_dies_with_its_text_unless_the_change_is_editorial(table: telling.Track) -> None:
    """Edge case 3."""
    consulted(table, TABLED, "yes")
    assert status(table, TABLED, BOND, "NEG-10") == "accepted"
    second = lay(table, LATER, "1.0", NEW)
    freeze(table, LATER, second)
    assert status(table, LATER, BOND, "NEG-10") == "stale"
    assert table.result(LATER, "G2-6") == "not_met"


def test_an_editorial_change_keeps_the_yes_with_its_reason(table: telling.Track) -> None:
    """Edge case 3, the other side of it."""
    consulted(table, TABLED, "yes")
    with pytest.raises(errors.Invalid):
        lay(table, LATER, "0.91", NEW, editorial="Typefout.")
    why = "Alleen de spelling van de jaartallen is verbeterd."
    kept = lay(table, LATER, "1.0", NEW.replace("drie", "twee") + "\n", editorial=why)
    freeze(table, LATER, kept)
    assert status(table, LATER, BOND, "NEG-10") == "accepted"
    assert table.result(LATER, "G2-6") == "met"
    stored = next(t for t in table.dossier(LATER).rows(tables.TextVersion) if t.id == kept)
    assert stored.editorial_reason == why


def test_two_languages_are_one_version(table: telling.Track) -> None:
    """Edge case 4."""
    dossier = table.dossier(TABLED)
    (version,) = dossier.rows(tables.TextVersion)
    assert version.prevailing == "nl"
    dutch, english = (clauses.of(dossier, version.id, language) for language in ("nl", "en"))
    assert [c.id for c in dutch] == [c.id for c in english]
    assert dutch != english
    assert len({i.version_id for i in table.known(TABLED).items if i.code == "NEG-05"}) == 1


def test_yes_if_is_no_yes_until_its_conditions_are_met(table: telling.Track) -> None:
    """Edge case 5."""
    (version,) = table.dossier(TABLED).rows(tables.TextVersion)
    freeze(table, TABLED, version.id)
    terms = evidence.Condition("Er komt een fonds voor scholing.", LATER)
    consulted(table, TABLED, "yes_if", terms)
    assert table.result(TABLED, "G2-6") == "not_met"
    requirements.close_condition(
        table.session, table.actor, table.id, table.parties[BOND], "NEG-10", number=1,
        now=telling.moment(LATER),
    )  # fmt: skip
    assert table.result(LATER, "G2-6") == "met"
    assert table.result(LATER - timedelta(days=1), "G2-6", as_known=True) == "not_met"


def test_a_mandate_is_the_partys_whoever_negotiates(table: telling.Track) -> None:
    """Edge case 9: the minister changes; what ends the mandate is its date."""
    until = LATER + timedelta(days=10)
    mandates.record(
        table.session, table.actor, table.id, participation_id=table.parties[MINISTERIE],
        body="Ministerraad (fictief)", decided_on=TABLED, valid_from=TABLED, valid_until=until,
        now=telling.moment(TABLED),
    )  # fmt: skip
    departing.change_person(
        table.session, table.actor, table.id, table.parties[MINISTERIE], which="contact_name",
        name="De nieuwe minister (fictief)", now=telling.moment(LATER),
    )  # fmt: skip
    assert table.result(LATER, "G2-2") == "met"
    assert table.result(until, "G2-2") == "met"
    assert table.result(until + timedelta(days=1), "G2-2") == "not_met"


def test_a_supporter_that_becomes_a_party_stays_one_organisation(table: telling.Track) -> None:
    """Edge case 10."""
    table.join(TABLED, "ngo", "Koepel (fictief)", role="supporter")
    assert table.asked(TABLED, "Koepel (fictief)") == set()
    participations.change_role(
        table.session, table.actor, table.id, table.parties["Koepel (fictief)"], role="negotiator",
        now=telling.moment(LATER), on=LATER,
    )  # fmt: skip
    dossier = table.dossier(LATER)
    named = [o for o in dossier.organisations.values() if o.name_nl == "Koepel (fictief)"]
    assert len(named) == 1
    mine = table.parties["Koepel (fictief)"]
    periods = [p for p in dossier.rows(tables.RolePeriod) if p.participation_id == mine]
    assert [(p.role, p.from_on, p.until_on) for p in periods] == [
        ("supporter", TABLED, LATER),
        ("negotiator", LATER, None),
    ]
    asked = table.asked(LATER, "Koepel (fictief)")
    assert "INI-02" in asked
    assert "INI-01" not in asked


def test_who_announces_to_leave_and_stays_never_left(table: telling.Track) -> None:
    """Edge case 11: until the day itself nothing is gone, and the dispute goes on."""
    leaves = LATER + timedelta(days=30)
    objections.raise_(
        table.session, table.actor, table.id, participation_id=table.parties[FONDS], severity="fundamental",
        clause="artikel 1", reason="Verhaal voor gedupeerden ontbreekt.", resolution="Een fonds.",
        now=telling.moment(TABLED),
    )  # fmt: skip
    leaving.withdraw(
        table.session, table.actor, table.id, table.parties[FONDS], now=telling.moment(LATER), on=leaves,
        reason_class="voluntary", reason="Wij zien te weinig vooruitgang.",
    )  # fmt: skip
    assert len(table.known(LATER).active()) == 5
    assert table.result(LATER, "G2-4") == "not_met"
    assert len(table.known(leaves).active()) == 4
    leaving.revoke_withdrawal(
        table.session, table.actor, table.id, table.parties[FONDS],
        now=telling.moment(LATER + timedelta(days=3)),
    )  # fmt: skip
    assert len(table.known(leaves).active()) == 5
    assert table.result(leaves, "G2-4") == "not_met"


def test_what_is_written_down_late_changes_no_report_of_before(table: telling.Track) -> None:
    """Edge case 19: it happened three weeks ago, and that is not the same as having known it."""
    monday = LATER + timedelta(days=21)
    leaving.withdraw(
        table.session, table.actor, table.id, table.parties[FONDS], now=telling.moment(monday), on=LATER,
        reason_class="voluntary", reason="Het bestuur besloot op die dag.",
    )  # fmt: skip
    then = table.dossier(monday - timedelta(days=1), as_known=True)
    assert len(facts.gather(then).active()) == 5
    assert len(table.known(monday).active()) == 4
    (row,) = (p for p in table.dossier(monday).rows(tables.Participation) if p.id == table.parties[FONDS])
    assert row.until_on == LATER


def test_nobody_decides_on_a_paper_of_an_organisation_of_their_own(table: telling.Track) -> None:
    """Edge case 24: the facilitator also works for a party."""
    dossier = table.dossier(TABLED)
    body = next(o.id for o in dossier.organisations.values() if o.name_nl == BOND)
    accounts.join(
        table.session, table.actor, account_id=table.actor.id, organisation_id=body,
        now=telling.moment(TABLED), from_on=STARTED,
    )  # fmt: skip
    table.actor = telling.accounts_actor(table.session, table.actor, LATER)
    with pytest.raises(errors.GateClosed) as refused:
        consulted(table, LATER, "yes")
    assert {f.condition.check for f in refused.value.findings if not f.passes} == {"four_eyes"}
    assert status(table, LATER, BOND, "NEG-10") == "submitted"
