"""Who plays in the lifecycle journey: the people with their browsers, the parties, and the passing of time."""

from dataclasses import dataclass, field
from datetime import date, datetime

from playwright.sync_api import Page

from tests.journeys import at_work, on_screen
from tests.journeys.at_work import Track
from tests.journeys.conftest import Served
from tracker.store import dossiers

PDA, BEN = "Platform Duurzame Apparatuur", "Branche Elektronica Nederland"
VT, BIH = "Vakbond Techniek", "Bond voor Industrie en Handel"
MINES, FUND = "Stichting Schone Mijnen", "Kinderrechtenfonds Ketens"
WH, NIJ = "Ministerie van Wereldhandel", "Ministerie van Nijverheid"
OFFICE, LATE = "Ketenbureau", "Stichting Lichtketen"
ASSOCIATIONS, UNIONS, NGOS, MINISTRIES = [PDA, BEN], [VT, BIH], [MINES, FUND], [WH, NIJ]
TABLE = [*ASSOCIATIONS, *UNIONS, *NGOS, *MINISTRIES]
"""Two of each kind, as they sit down."""
STAYED = [*ASSOCIATIONS, *UNIONS, MINES, LATE, *MINISTRIES]
"""Two of each kind after one left and another joined."""

PASSWORD = "een lange zin voor Noor"
EMAIL = "noor@fictief.example"


@dataclass
class Troupe:
    """Everybody with a browser of their own; `desk` is the facilitator's second tab, for piles of work."""

    served: Served
    nadia: Page
    desk: Page
    bram: Page
    tamar: Page
    diederik: Page
    noor: Page
    casper: Page
    heard: list[list[str]] = field(default_factory=list)
    """What the browsers complained about."""
    track: Track = field(default_factory=lambda: Track(""))
    moments: dict[str, datetime] = field(default_factory=dict)
    """Moments to look back at later, by what was the case."""

    @property
    def today(self) -> date:
        """The day in Amsterdam, by the product's clock."""
        return self.served.clock().astimezone(dossiers.AMSTERDAM).date()

    def enter(self) -> None:
        """Everybody signs in: in the morning, and after every night."""
        at_work.sign_in(self.nadia, "Nadia Verkerk")
        at_work.sign_in(self.desk, "Nadia Verkerk")
        at_work.sign_in(self.bram, "Bram de Wit")
        at_work.sign_in(self.tamar, "Tamar Linden")
        at_work.sign_in(self.diederik, "Diederik Vosmeer")

    def later(self, days: int) -> None:
        """Days pass, and everybody is back."""
        self.served.clock.later(days)
        self.enter()

    def remember(self, what: str) -> None:
        """Keep this moment, to ask for it again at the end."""
        self.moments[what] = self.served.clock()

    def progress(self) -> dict[str, str]:
        """'n van m' of every party, once read from the matrix and once from the list: they agree."""
        in_matrix = on_screen.matrix(self.desk, self.track)
        on_list = on_screen.listed(self.desk, self.track)
        assert {name: in_matrix.get(name, "n.v.t.") for name in on_list} == on_list
        return on_list
