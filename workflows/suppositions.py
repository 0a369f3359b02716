"""What one may suppose about a covenant: each a small frozen thing."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows.parties import PartyKind, Role


@dataclass(frozen=True, slots=True)
class Leaves:
    """The party leaves the table; of a company its declaration counts no more."""

    party: str


@dataclass(frozen=True, slots=True)
class Suspended:
    """The party stands still: it counts in no quorum, its objection stands."""

    party: str


@dataclass(frozen=True, slots=True)
class Reinstated:
    """The suspension of the party ends."""

    party: str


@dataclass(frozen=True, slots=True)
class Joins:
    """A party joins: one that was invited, or a new one (any id that is not taken)."""

    party: str
    kind: PartyKind
    role: Role = Role.NEGOTIATOR


@dataclass(frozen=True, slots=True)
class TakesRole:
    """The party gets another role: a supporter becomes a party, or the other way round."""

    party: str
    role: Role = Role.NEGOTIATOR


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is asked of the party is accepted, on the version on the table and in the last cycle year."""

    party: str
    code: str
    outcome: str = ""
    """Empty: the best there is."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was accepted of the party no longer is."""

    party: str
    code: str


@dataclass(frozen=True, slots=True)
class Signs:
    """The party signs the final version, and the paper is in order; a company signs its declaration."""

    party: str


@dataclass(frozen=True, slots=True)
class SignatureVoid:
    """The signature of the party under the final version is declared void."""

    party: str


@dataclass(frozen=True, slots=True)
class AuthorityShown:
    """Whoever signed for the party by proxy has shown the authority to."""

    party: str


@dataclass(frozen=True, slots=True)
class MandateUntil:
    """The party has a mandate from today until this day."""

    party: str
    until: date


@dataclass(frozen=True, slots=True)
class ObjectionClosed:
    """Every open objection of the party is closed."""

    party: str


@dataclass(frozen=True, slots=True)
class ObjectionRaised:
    """The party raises a fundamental objection."""

    party: str


@dataclass(frozen=True, slots=True)
class ReservationClosed:
    """Every open reservation of the party is met or lapses."""

    party: str


@dataclass(frozen=True, slots=True)
class ReservationRaised:
    """The party signs with a reservation."""

    party: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """The version on the table becomes the final one."""


@dataclass(frozen=True, slots=True)
class Tabled:
    """A new version is put on the table; a final one is reopened first. Answers to the old one are stale."""


@dataclass(frozen=True, slots=True)
class CompaniesJoin:
    """So many new companies sign their declaration, together good for this share of the market."""

    count: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class TotalShare:
    """The companies that joined stand for this share of the market together."""

    share: Decimal


@dataclass(frozen=True, slots=True)
class ThresholdSet:
    """Another threshold: so many companies (0: none asked), and this share (0: none asked)."""

    companies: int
    share: Decimal


@dataclass(frozen=True, slots=True)
class QuorumSet:
    """The quorum asks for so many parties of this kind."""

    kind: PartyKind
    least: int


@dataclass(frozen=True, slots=True)
class SeatFilled:
    """The steering committee has its chair, or a member for a delegation."""

    delegation: str
    """A party kind, or `chair`."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision is on record; `value` where it has choices."""

    subject: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class CasesSettled:
    """Every complaint and dispute is settled or handed over."""


@dataclass(frozen=True, slots=True)
class FacilitatorAssigned:
    """Somebody facilitates the covenant."""


@dataclass(frozen=True, slots=True)
class SecretariatAssigned:
    """There is a secretariat."""


@dataclass(frozen=True, slots=True)
class EffectiveOn:
    """The covenant enters into force on this day."""

    on: date


@dataclass(frozen=True, slots=True)
class EndsOn:
    """The term runs until this day."""

    on: date


@dataclass(frozen=True, slots=True)
class Today:
    """It is this day: what runs out has run out, what was to begin has begun."""

    on: date


@dataclass(frozen=True, slots=True)
class Paused:
    """The track is paused."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The track runs again."""


@dataclass(frozen=True, slots=True)
class Speaks:
    """What the party says of the text, under the table's rule of consent: yes, no, abstain or veto."""

    party: str
    value: str = "yes"


@dataclass(frozen=True, slots=True)
class NormsCovered:
    """For every norm a clause of the version on the table is pointed at."""


@dataclass(frozen=True, slots=True)
class ConditionMet:
    """What the table wanted before signing is there: what this party (empty: the facilitator) arranges."""

    party: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """The condition is passed with a reason, where that may be done."""

    condition: str


Supposition = (
    Leaves | Suspended | Reinstated | Joins | TakesRole | Accepted | TakenBack | Signs | SignatureVoid
    | AuthorityShown | MandateUntil | ObjectionClosed | ObjectionRaised | ReservationClosed
    | ReservationRaised | Frozen | Tabled | CompaniesJoin | TotalShare | ThresholdSet | QuorumSet
    | SeatFilled | Decided | CasesSettled | FacilitatorAssigned | SecretariatAssigned | EffectiveOn | EndsOn
    | Today | Paused | Resumed | Speaks | NormsCovered | ConditionMet | Passed
)  # fmt: skip
