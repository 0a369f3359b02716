"""The garment covenant: presented in March 2016, to be signed once 35 companies and 30 % of turnover joined.

Parties, dates and the threshold as in public sources; the companies and their shares are invented.
"""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from tests.stories import signing, telling
from tracker.commands import conditions, plans
from tracker.store import tables
from workflows import suppositions

STARTED, PRESENTED = date(2015, 6, 1), date(2016, 3, 9)
SPRING, BANKRUPT, CEREMONY = date(2016, 6, 20), date(2016, 6, 28), date(2016, 7, 4)
PARTIES = {
    "sector_association": ("VGT", "Modint", "INretail"),
    "trade_union": ("FNV", "CNV"),
    "ngo": ("Solidaridad", "UNICEF", "Four Paws"),
    "government": ("Ministerie van Buitenlandse Zaken",),
}
EVERYONE = [name for names in PARTIES.values() for name in names]
BRANDS = [f"Kledingmerk {n} (fictief)" for n in range(1, 56)]
FIRST, LATER = BRANDS[:36], BRANDS[36:]


@pytest.fixture
def garments(session: Session) -> telling.Track:
    """The text lies there, and the parties sign once enough companies and the funding are there."""
    track = telling.start(session, STARTED, "Kleding en textiel")
    for kind, names in PARTIES.items():
        track.join(STARTED, kind, *names)
    track.stage(date(2015, 9, 1), "negotiation")
    signing.final(track, PRESENTED)
    now = telling.moment(PRESENTED)
    plans.describe(
        session, track.actor, track.id, now=now, threshold_companies=35, threshold_share=Decimal("0.30")
    )
    conditions.set_(
        session, track.actor, track.id, kind="funding", text="Het Rijk betaalt de helft van het bureau.",
        now=now, on=PRESENTED,
    )  # fmt: skip
    signing.in_order(track, PRESENTED)
    return track


def funded(track: telling.Track, day: date) -> None:
    (one,) = track.dossier(day).every(tables.SigningCondition)
    conditions.close(
        track.session, track.actor, track.id, one.id, outcome="met", note="De subsidie is toegekend.",
        now=telling.moment(day), on=day,
    )  # fmt: skip


def test_presented_is_not_signed(garments: telling.Track) -> None:
    assert garments.result(PRESENTED, "G3-2") == "not_met"
    assert garments.result(PRESENTED, "G3-9") == "not_met"
    steps = signing.way(garments, PRESENTED)
    assert "bedrijven:35:0.30" in steps
    assert "tekenvoorwaarde:" in steps
    assert {f"tekent:{garments.parties[name]}" for name in EVERYONE} <= set(steps)


def test_from_the_threshold_to_the_ceremony(garments: telling.Track) -> None:
    # By June thirty-six brands, together good for 30.6 % of turnover, have committed themselves.
    signing.commit(garments, SPRING, FIRST, Decimal("0.0085"))
    assert garments.result(SPRING, "G3-2") == "met"

    # What if the share drops to 28 %? Then the number is still there, and the share is not.
    dropped = signing.what_if(garments, SPRING, suppositions.TotalShare(Decimal("0.28")))
    assert dropped["G3-2"] == "28 % van 30 %"

    # Two go bankrupt before anybody signed: both number and share fall below what was asked.
    for name in FIRST[:2]:
        signing.bankrupt(garments, BANKRUPT, name)
    assert garments.result(SPRING, "G3-2", as_known=True) == "met"
    assert garments.result(BANKRUPT, "G3-2") == "not_met"
    assert "bedrijven:1:0.011" in signing.way(garments, BANKRUPT)

    # Nobody has to be told twice who must move next: recruit, secure the funding, and sign.
    funded(garments, BANKRUPT)
    signing.commit(garments, CEREMONY, LATER, Decimal("0.0035"))
    assert garments.result(CEREMONY, "G3-2") == "met"
    assert garments.result(CEREMONY, "G3-9") == "met"
    joined = garments.known(CEREMONY).pledges
    assert len(joined) == 53
    assert sum(p.share for p in joined) == Decimal("0.3555")

    # 4 July 2016: everybody signs; without one of them it would not be open.
    text = garments.dossier(CEREMONY).every(tables.TextVersion)[0].id
    for name in EVERYONE[:-1]:
        signing.sign(garments, CEREMONY, text, name)
    assert garments.result(CEREMONY, "G3-1") == "not_met"
    last = garments.parties[EVERYONE[-1]]
    assert f"tekent:{last}" in signing.way(garments, CEREMONY)
    assert signing.what_if(garments, CEREMONY, suppositions.Signs(last))["G3-1"] == "Gehaald"
    signing.sign(garments, CEREMONY, text, EVERYONE[-1])
    assert garments.result(CEREMONY, "G3-1") == "met"
