"""Who may: two tables, MAY (deed to relations) and SEES (visibility to relations), and nothing else decides.

Source: the authorisation matrix of `reliability.md` section 4 and `domain.md` section 5.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from workflows.parties import TABLE_ROLES, ParticipationStatus, Role

Sight = Literal["full", "own", "status", "none"]

PUBLIC, SIGNED_IN = "public", "signed_in"
FACILITATOR, PARTY, COMPANY, SUPPORTER = "facilitator", "party", "company", "supporter"
MANAGER, AUDITOR, ADMINISTRATOR = "manager", "auditor", "administrator"
CHAIR = "chair"
"""Chairs the talks: reads what lies on the table, and is the second person where two have to agree."""
STARTER = "starter"
"""May open a new track: facilitates somewhere, or has the staff role `facilitator`. It opens no content."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking, with rights as they are at this request. The default is anybody at all."""

    id: str = ""
    name: str = ""
    email: str = ""
    roles: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    assignments: frozenset[tuple[str, str]] = frozenset()
    """(covenant id, role) of assignments that hold today."""
    deputising: frozenset["Deputising"] = frozenset()
    """For whom this person speaks today in somebody else's place."""
    session_id: str = ""
    fictional: bool = False

    @property
    def signed_in(self) -> bool:
        return bool(self.id)

    def facilitates(self, covenant_id: str) -> bool:
        """Assigned to this covenant as facilitator or secretariat."""
        return bool({(covenant_id, "facilitator"), (covenant_id, "secretariat")} & self.assignments)

    def instead_of(self, log: str) -> str:
        """Whose place this person takes in this log: a covenant's, or a party's own; empty for its own."""
        return next((d.principal for d in self.deputising if log in (d.covenant_id, d.participation_id)), "")


class Deputising(NamedTuple):
    """A participation that somebody may speak for until a day, in the place of somebody of that party."""

    covenant_id: str
    participation_id: str
    principal: str
    """The name of who is replaced."""


ANYBODY = Actor()


@dataclass(frozen=True, slots=True)
class Standing:
    """What an actor is to one covenant: relations, and the participations that are its own."""

    relations: frozenset[str] = frozenset({PUBLIC})
    own: frozenset[str] = frozenset()


class Taking(Protocol):
    """What `relations` needs to know of a participation."""

    id: str
    organisation_id: str
    role: str
    status: str


PRESENT = frozenset({ParticipationStatus.ACTIVE, ParticipationStatus.SUSPENDED})


def relations(
    actor: Actor, covenant_id: str | None = None, participations: Iterable[Taking] = ()
) -> Standing:
    """The single place that turns an actor's roles, assignments and participations into relations.

    Somebody whose participation ended keeps the public relation only; an invited organisation
    sees its own invitation but not yet the table.
    """
    found = {PUBLIC}
    own: set[str] = set()
    if actor.signed_in:
        found.add(SIGNED_IN)
        found |= actor.roles & {MANAGER, AUDITOR, ADMINISTRATOR}
        staff = FACILITATOR in actor.roles or any(r == FACILITATOR for _, r in actor.assignments)
        if staff or actor.roles & {MANAGER, ADMINISTRATOR}:
            found.add(STARTER)
    if covenant_id is not None and actor.facilitates(covenant_id):
        found.add(FACILITATOR)
    if covenant_id is not None and (covenant_id, CHAIR) in actor.assignments:
        found.add(CHAIR)
    if actor.organisations or actor.deputising:
        deputised = {d.participation_id for d in actor.deputising if d.covenant_id == covenant_id}
        for p in participations:
            mine = p.organisation_id in actor.organisations or p.id in deputised
            if not mine or p.role == Role.FACILITATOR:
                continue
            if p.status == ParticipationStatus.INVITED:
                own.add(p.id)
                found.add(SUPPORTER)
            elif p.status in PRESENT:
                own.add(p.id)
                if p.role in TABLE_ROLES:
                    found.add(PARTY)
                elif p.role == Role.ADHERING_COMPANY:
                    found.add(COMPANY)
                else:
                    found.add(SUPPORTER)
    return Standing(frozenset(found), frozenset(own))


@dataclass(frozen=True, slots=True)
class Grant:
    """Relations that may do a deed; those in `own` only for their own participation."""

    anyone: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    asks: str = field(default="")
    """Who may, in words for the refusal (a message id)."""


def _may(*anyone: str, own: Iterable[str] = (), asks: str = "") -> Grant:
    return Grant(frozenset(anyone), frozenset(own), asks)


_FAC = "Dit kan alleen de facilitator van dit convenant."
_OWN = "Dit kan alleen de partij zelf, of de facilitator namens de partij."
_SELF = "Dit kan alleen de partij zelf."
_SECOND = "Dit kan alleen een tweede facilitator of de voorzitter."
_ADMIN = "Dit kan alleen een beheerder."
_SIGN_IN = "Meld u eerst aan."

MAY: Mapping[str, Grant] = {
    # frame
    "health.read": _may(PUBLIC),
    "static.read": _may(PUBLIC),
    "session.start": _may(PUBLIC),
    "session.end": _may(PUBLIC),
    "display.choose": _may(PUBLIC),
    "account.own": _may(SIGNED_IN, asks=_SIGN_IN),
    "work.own": _may(SIGNED_IN, asks=_SIGN_IN),
    "portfolio.read": _may(PUBLIC),
    "dashboard.read": _may(MANAGER, AUDITOR, asks="Dit overzicht is voor managers en auditors."),
    "page.read": _may(PUBLIC),
    # covenant
    "covenant.read": _may(PUBLIC),
    "covenant.table": _may(
        FACILITATOR, PARTY, MANAGER, AUDITOR, asks="Dit is alleen voor wie aan tafel zit."
    ),
    "covenant.start": _may(STARTER, asks="Een convenant starten kan alleen een facilitator of manager."),
    "covenant.describe": _may(FACILITATOR, asks=_FAC),
    "covenant.move": _may(FACILITATOR, asks=_FAC),
    "covenant.override": _may(FACILITATOR, asks=_FAC),
    "covenant.plan": _may(FACILITATOR, asks=_FAC),
    "covenant.dates": _may(FACILITATOR, asks=_FAC),
    "track.move": _may(FACILITATOR, asks=_FAC),
    "assignment.manage": _may(FACILITATOR, asks=_FAC),
    # parties
    "party.read": _may(PUBLIC),
    "party.invite": _may(FACILITATOR, asks=_FAC),
    "party.move": _may(FACILITATOR, asks=_FAC),
    "party.answer": _may(FACILITATOR, own=(PARTY, COMPANY, SUPPORTER), asks=_OWN),
    "party.describe": _may(FACILITATOR, own=(PARTY, COMPANY, SUPPORTER), asks=_OWN),
    "party.role": _may(FACILITATOR, asks=_FAC),
    # requirements and evidence
    "requirement.read": _may(
        FACILITATOR, PARTY, MANAGER, AUDITOR, own=(COMPANY,), asks="Dit is alleen voor wie aan tafel zit."
    ),
    "requirement.submit": _may(FACILITATOR, own=(PARTY, COMPANY), asks=_OWN),
    "requirement.decide": _may(FACILITATOR, asks=_FAC),
    "requirement.exempt": _may(FACILITATOR, asks=_FAC),
    "evidence.read": _may(FACILITATOR, PARTY, own=(COMPANY,), asks="Dit stuk is niet voor u."),
    # registers
    "register.read": _may(FACILITATOR, PARTY, asks="Dit is alleen voor wie aan tafel zit."),
    "mandate.record": _may(FACILITATOR, own=(PARTY,), asks=_OWN),
    "text.write": _may(FACILITATOR, asks=_FAC),
    "text.read": _may(PUBLIC),
    "objection.raise": _may(FACILITATOR, own=(PARTY,), asks=_OWN),
    "objection.close": _may(FACILITATOR, own=(PARTY,), asks=_OWN),
    "reservation.raise": _may(FACILITATOR, own=(PARTY,), asks=_OWN),
    "reservation.close": _may(FACILITATOR, asks=_FAC),
    "signature.record": _may(FACILITATOR, asks=_FAC),
    "share.record": _may(FACILITATOR, own=(COMPANY,), asks=_OWN),
    "seat.record": _may(FACILITATOR, asks=_FAC),
    "decision.record": _may(FACILITATOR, asks=_FAC),
    "case.handle": _may(FACILITATOR, asks=_FAC),
    # negotiating; what stands under `_SELF` is a party's own voice, which nobody else can use
    "position.read": _may(FACILITATOR, PARTY, asks="Dit is alleen voor wie aan tafel zit."),
    "position.draft": _may(own=(PARTY,), asks=_SELF),
    "position.share": _may(FACILITATOR, own=(PARTY,), asks=_OWN),
    "round.manage": _may(FACILITATOR, asks=_FAC),
    "proposal.make": _may(FACILITATOR, own=(PARTY,), asks=_OWN),
    "proposal.withdraw": _may(FACILITATOR, own=(PARTY,), asks=_OWN),
    "proposal.decide": _may(FACILITATOR, asks=_FAC),
    "proposal.confirm": _may(FACILITATOR, CHAIR, asks=_SECOND),
    "meeting.record": _may(FACILITATOR, asks=_FAC),
    "motion.open": _may(FACILITATOR, own=(PARTY,), asks=_OWN),
    "motion.vote": _may(own=(PARTY,), asks=_SELF),
    "motion.close": _may(FACILITATOR, asks=_FAC),
    "weight.record": _may(FACILITATOR, asks=_FAC),
    "deputy.name": _may(FACILITATOR, own=(PARTY, COMPANY), asks=_OWN),
    "norm.mark": _may(FACILITATOR, asks=_FAC),
    "consent.read": _may(FACILITATOR, CHAIR, PARTY, asks="Dit is alleen voor wie aan tafel zit."),
    "consent.choose": _may(FACILITATOR, asks=_FAC),
    "condition.record": _may(FACILITATOR, asks=_FAC),
    "suppose.read": _may(FACILITATOR, PARTY, asks="Dit is alleen voor wie aan tafel zit."),
    # ledger
    "history.read": _may(PUBLIC),
    "ledger.verify": _may(ADMINISTRATOR, AUDITOR, FACILITATOR, PARTY, MANAGER, asks="Dit is niet voor u."),
    # administration
    "account.manage": _may(ADMINISTRATOR, asks=_ADMIN),
    "import.run": _may(ADMINISTRATOR, asks=_ADMIN),
}

_FULL_TABLE = {FACILITATOR: "full", CHAIR: "full", PARTY: "full", MANAGER: "status", AUDITOR: "status"}

SEES: Mapping[str, Mapping[str, Sight]] = {
    "public": {PUBLIC: "full"},
    "process": {FACILITATOR: "full", CHAIR: "full", PARTY: "full", MANAGER: "full", AUDITOR: "full"},
    "table": _FULL_TABLE,  # type: ignore[dict-item]
    "party_secretariat": {
        FACILITATOR: "full",
        PARTY: "status",
        MANAGER: "status",
        AUDITOR: "status",
    },
    "party": {},
    "secretariat_only": {FACILITATOR: "full"},
    "case": {FACILITATOR: "full"},
    "account": {ADMINISTRATOR: "full"},
}
"""Rows of the second table. `process` is the matrix row 'stage history with reasons'; whoever owns
the thing sees it in full in every class but `case` and `account`."""

_OWNED = frozenset({"table", "party_secretariat", "party", "secretariat_only"})
_RANK: Mapping[str, int] = {"none": 0, "status": 1, "own": 2, "full": 3}


def may(standing: Standing, deed: str, owner: str | None = None) -> bool:
    """Whether this standing may do the deed, to the participation `owner` where it matters."""
    grant = MAY[deed]
    if grant.anyone & standing.relations:
        return True
    return bool(grant.own & standing.relations) and owner is not None and owner in standing.own


def sees(standing: Standing, visibility: str, owner: str | None = None) -> Sight:
    """How much of a thing of this class this standing sees: full, status or none."""
    if owner and owner in standing.own and visibility in _OWNED:
        return "full"
    table = SEES[visibility]
    best: Sight = "none"
    for relation in standing.relations:
        sight = table.get(relation, "none")
        if _RANK[sight] > _RANK[best]:
            best = sight
    return best


def levels(standing: Standing, *, at_least: Sight = "full") -> frozenset[str]:
    """Visibility classes this standing sees whoever owns the thing."""
    return frozenset(v for v in SEES if _RANK[sees(standing, v)] >= _RANK[at_least])


def owned_levels() -> frozenset[str]:
    """Classes in which the owner sees everything."""
    return _OWNED
