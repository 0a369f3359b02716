"""Everything a condition is allowed to look at: frozen facts about one covenant on one day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from workflows.ballots import Voice
from workflows.consent_rules import Named
from workflows.parties import PARTY_ROLES, ParticipationStatus, PartyKind, Role

STAGES = ("initiative", "negotiation", "signing", "implementation")
"""The four stages in order; the track may pause in any of them, so pausing is not a stage."""


def stage_index(stage: str) -> int:
    """Place of a stage in the order; an unknown stage raises ValueError."""
    return STAGES.index(stage)


@dataclass(frozen=True, slots=True)
class Party:
    """One participation as conditions see it. `name` is shown in reasons, never interpreted."""

    id: str
    name: str
    kind: PartyKind
    role: Role
    status: ParticipationStatus
    since: date | None = None
    until: date | None = None
    signed_on: date | None = None
    joined_stage: str = "initiative"
    profile: str | None = None
    recorded: bool = True
    """False for history that was imported: its past is 'niet vastgelegd', never a debt."""

    @property
    def counts(self) -> bool:
        """Active in a role that carries obligations; supporters and the facilitator do not."""
        return self.status is ParticipationStatus.ACTIVE and self.role in PARTY_ROLES


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement of one party: once, per text version or per cycle year."""

    party_id: str
    code: str
    stage: str
    mandatory: bool
    status: str
    """A state of `requirement-1`, or a computed one: `stale`, `expired`, or `unrecorded` (never
    recorded: imported past)."""
    cycle: int | None = None
    version_id: str | None = None
    outcome: str | None = None
    """`yes`, `yes_if`, `no`, `positive`, `negative` where the evidence type has an outcome."""
    open_conditions: int = 0
    due: date | None = None
    valid_until: date | None = None
    repeat: str = "once"
    waits_for_secretariat: bool = False
    """The clock is on the secretariat (`domain.md` 2.2 rule 4): never counts against the party."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """A negotiating mandate belongs to the participation, not to the negotiator."""

    party_id: str
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """One numbered text version; `status` is draft, tabled or final."""

    id: str
    number: str
    status: str
    reopened: bool = False
    """Was final once: it cannot become so again, a new version has to be tabled."""
    proposer_id: str = ""
    """The party that brought it in; empty when the facilitator did."""
    answer_by: date | None = None
    """Last day to answer, where one was set."""
    clauses: int = 0
    """In how many clauses it was split; 0 for a file."""
    norms: frozenset[str] = frozenset()
    """Codes of the norms that a clause of it covers."""


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection by a party; `severity` is fundamental or ordinary, `open` until closed."""

    party_id: str
    severity: str
    open: bool
    since: date
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Reservation:
    """'Yes, provided that': lapses or is met before entry into force."""

    party_id: str
    open: bool
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature binds a party to one text version."""

    party_id: str
    version_id: str
    signed_on: date
    manner: str = "wet"
    authority_shown: bool = False


@dataclass(frozen=True, slots=True)
class CompanyPledge:
    """One company that signed its declaration, with its dated share of the market (0 to 1)."""

    party_id: str
    share: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Threshold:
    """What parties asked before they sign: a number of companies, a market share (0 to 1), or both."""

    companies: int | None = None
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SigningCondition:
    """Something else the parties want before they sign; the one who brings it about may be nobody's."""

    kind: str
    open: bool
    party_id: str = ""
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in the steering committee, for one delegation (party kind) or the chair."""

    delegation: PartyKind | None
    chair: bool
    filled: bool


@dataclass(frozen=True, slots=True)
class Cycle:
    """One covenant year, counted from entry into force; the last one may be short."""

    number: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint or dispute; `destination` is set when it is handed over (NCP, brand, successor)."""

    open: bool
    destination: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """One covenant on one day. Pure data: the same facts give the same findings."""

    today: date
    stage: str
    track_status: str = "active"
    parties: tuple[Party, ...] = ()
    items: tuple[Item, ...] = ()
    quorum: Mapping[PartyKind, int] = field(default_factory=dict)
    mandates: tuple[Mandate, ...] = ()
    texts: tuple[Text, ...] = ()
    objections: tuple[Objection, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    signatures: tuple[Signature, ...] = ()
    pledges: tuple[CompanyPledge, ...] = ()
    shares: Mapping[str, Decimal] = field(default_factory=dict)
    """Every company's share on record, declared or not; only sums of pledges are ever shown."""
    threshold: Threshold = Threshold()
    seats: tuple[Seat, ...] = ()
    cases: tuple[Case, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    facilitators: int = 0
    secretariat: bool = False
    effective_on: date | None = None
    ends_on: date | None = None
    ending_decided_on: date | None = None
    final_evaluation_on: date | None = None
    evaluation_response_on: date | None = None
    follow_up: str | None = None
    """`extend`, `renew`, `successor` or `end` once decided."""
    consent_rule: Named | None = None
    """How the table agrees to a text, where it chose a rule."""
    voices: Mapping[str, Voice] = field(default_factory=dict)
    """What each party says of the text that answers are asked on, by participation."""
    weights: Mapping[str, tuple[tuple[date, Decimal], ...]] = field(default_factory=dict)
    """What each voice weighs, from a day on."""
    signing_conditions: tuple[SigningCondition, ...] = ()
    """Those that were not dropped."""
    data_retention: str | None = None
    """The decision on retention or destruction of company data, once taken."""
    _by_id: Mapping[str, Party] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Conditions look parties up by the hundred for every code they ask about.
        object.__setattr__(self, "_by_id", {p.id: p for p in reversed(self.parties)})

    def party(self, party_id: str) -> Party | None:
        """The participation with this id, active or not."""
        return self._by_id.get(party_id)

    def active(self) -> tuple[Party, ...]:
        """Parties that count today: active, in a role with obligations."""
        return tuple(p for p in self.parties if p.counts)

    def final_text(self) -> Text | None:
        """The frozen text, if exactly one version is final."""
        finals = [t for t in self.texts if t.status == "final"]
        return finals[0] if len(finals) == 1 else None


@dataclass(frozen=True, slots=True)
class RequirementFacts:
    """What decides whether one requirement of one party may move."""

    has_evidence: bool = False
    reason_length: int = 0
    decider_belongs_to_party: bool = False
    second_facilitator_exists: bool = False
    is_facilitators_own: bool = False
    decider_submitted: bool | None = None
    """Whether the person deciding also submitted. For the facilitator's own homework this is what
    four eyes means, since every facilitator belongs to the facilitating organisation."""
    today: date | None = None


@dataclass(frozen=True, slots=True)
class ParticipationFacts:
    """What decides whether one participation may move."""

    reason_length: int = 0
    reason_class: str | None = None
    effective_on: date | None = None
    today: date | None = None
    escalated: bool = False
    """An earlier step of the escalation ladder is on record (`domain.md` 4.4)."""


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """What decides whether the track may pause, resume, stop or end."""

    stage: str
    reason_length: int = 0
    review_on: date | None = None
    today: date | None = None
    gate_open: bool = False
    """The findings of G4 leave nothing unexplained."""
    successor: bool = False
