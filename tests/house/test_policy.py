"""The two tables of the policy against the authorisation matrix, typed out here once more on purpose."""

from dataclasses import dataclass

import pytest

from tracker import policy
from workflows.parties import Visibility


@dataclass
class Taking:
    id: str
    organisation_id: str
    role: str
    status: str


TAKING = (
    Taking("party", "o-party", "negotiator", "active"),
    Taking("rival", "o-rival", "signatory", "active"),
    Taking("company", "o-company", "adhering_company", "active"),
    Taking("other company", "o-other-company", "adhering_company", "active"),
    Taking("supporter", "o-supporter", "supporter", "active"),
    Taking("invited", "o-invited", "negotiator", "invited"),
    Taking("left", "o-left", "negotiator", "withdrawn"),
    Taking("suspended", "o-suspended", "negotiator", "suspended"),
)


def _of(organisation: str) -> policy.Actor:
    return policy.Actor(id=organisation, name=organisation, organisations=frozenset({f"o-{organisation}"}))


ACTORS = {
    "administrator": policy.Actor(id="a", roles=frozenset({"administrator"})),
    "facilitator": policy.Actor(id="f", assignments=frozenset({("c", "facilitator")})),
    "chair": policy.Actor(id="v", assignments=frozenset({("c", "chair")})),
    "facilitator of another": policy.Actor(id="g", assignments=frozenset({("d", "facilitator")})),
    "party": _of("party"),
    "rival": _of("rival"),
    "company": _of("company"),
    "other company": _of("other-company"),
    "supporter": _of("supporter"),
    "manager": policy.Actor(id="m", roles=frozenset({"manager"})),
    "auditor": policy.Actor(id="u", roles=frozenset({"auditor"})),
    "ex-member": _of("left"),
    "anonymous": policy.ANYBODY,
}
EVERYBODY = set(ACTORS)
SIGNED_IN = EVERYBODY - {"anonymous"}
TABLE = {"facilitator", "party", "rival"}

# deed: who may when the thing belongs to `party`. Source: reliability.md section 4, row by row.
MAY = {
    "covenant.read": EVERYBODY,
    "covenant.table": TABLE | {"manager", "auditor"},
    "covenant.move": {"facilitator"},
    "covenant.override": {"facilitator"},
    "covenant.describe": {"facilitator"},
    "covenant.plan": {"facilitator"},
    "covenant.dates": {"facilitator"},
    "covenant.start": {"facilitator", "facilitator of another", "manager", "administrator"},
    "track.move": {"facilitator"},
    "assignment.manage": {"facilitator"},
    "party.read": EVERYBODY,
    "party.invite": {"facilitator"},
    "party.move": {"facilitator"},
    "party.role": {"facilitator"},
    "party.answer": {"facilitator", "party"},
    "party.describe": {"facilitator", "party"},
    "requirement.read": TABLE | {"manager", "auditor"},
    "requirement.submit": {"facilitator", "party"},
    "requirement.decide": {"facilitator"},
    "requirement.exempt": {"facilitator"},
    "evidence.read": TABLE,
    "register.read": TABLE,
    "mandate.record": {"facilitator", "party"},
    "text.write": {"facilitator"},
    "text.read": EVERYBODY,
    "position.read": TABLE,
    "position.draft": {"party"},
    "position.share": {"facilitator", "party"},
    "round.manage": {"facilitator"},
    "proposal.make": {"facilitator", "party"},
    "proposal.withdraw": {"facilitator", "party"},
    "proposal.decide": {"facilitator"},
    "proposal.confirm": {"facilitator", "chair"},
    "meeting.record": {"facilitator"},
    "motion.open": {"facilitator", "party"},
    "motion.vote": {"party"},
    "motion.close": {"facilitator"},
    "weight.record": {"facilitator"},
    "deputy.name": {"facilitator", "party"},
    "norm.mark": {"facilitator"},
    "condition.record": {"facilitator"},
    "suppose.read": TABLE,
    "objection.raise": {"facilitator", "party"},
    "objection.close": {"facilitator", "party"},
    "reservation.raise": {"facilitator", "party"},
    "reservation.close": {"facilitator"},
    "signature.record": {"facilitator"},
    "share.record": {"facilitator"},
    "seat.record": {"facilitator"},
    "decision.record": {"facilitator"},
    "consent.read": TABLE | {"chair"},
    "consent.choose": {"facilitator"},
    "case.handle": {"facilitator"},
    "history.read": EVERYBODY,
    "ledger.verify": TABLE | {"manager", "auditor", "administrator"},
    "account.manage": {"administrator"},
    "import.run": {"administrator"},
    "account.own": SIGNED_IN,
    "work.own": SIGNED_IN,
    "dashboard.read": {"manager", "auditor"},
    "portfolio.read": EVERYBODY,
    "page.read": EVERYBODY,
    "health.read": EVERYBODY,
    "static.read": EVERYBODY,
    "session.start": EVERYBODY,
    "session.end": EVERYBODY,
    "display.choose": EVERYBODY,
}

# the same for a thing that belongs to `company`, where that differs
COMPANY_MAY = {
    "requirement.read": TABLE | {"manager", "auditor", "company"},
    "requirement.submit": {"facilitator", "company"},
    "evidence.read": TABLE | {"company"},
    "share.record": {"facilitator", "company"},
    "party.answer": {"facilitator", "company"},
    "party.describe": {"facilitator", "company"},
    "mandate.record": {"facilitator"},
    "objection.raise": {"facilitator"},
    "objection.close": {"facilitator"},
    "reservation.raise": {"facilitator"},
    "position.draft": set(),
    "position.share": {"facilitator"},
    "proposal.make": {"facilitator"},
    "proposal.withdraw": {"facilitator"},
    "motion.open": {"facilitator"},
    "motion.vote": set(),
    "deputy.name": {"facilitator", "company"},
}

# class: actor to sight, for a thing that belongs to `party`; nobody else sees anything.
SEES = {
    "public": dict.fromkeys(EVERYBODY, "full"),
    "process": {
        "facilitator": "full",
        "chair": "full",
        "party": "full",
        "rival": "full",
        "manager": "full",
        "auditor": "full",
    },
    "table": {
        "facilitator": "full",
        "chair": "full",
        "party": "full",
        "rival": "full",
        "manager": "status",
        "auditor": "status",
    },
    "party_secretariat": {
        "facilitator": "full",
        "party": "full",
        "rival": "status",
        "manager": "status",
        "auditor": "status",
    },
    "party": {"party": "full"},
    "secretariat_only": {"facilitator": "full", "party": "full"},
    "case": {"facilitator": "full"},
    "account": {"administrator": "full"},
}


def _standing(name: str) -> policy.Standing:
    return policy.relations(ACTORS[name], "c", TAKING)


@pytest.mark.parametrize("deed", sorted(policy.MAY))
@pytest.mark.parametrize("actor", sorted(ACTORS))
@pytest.mark.parametrize("owner", ["party", "company", None])
def test_who_may_is_what_the_matrix_says(deed: str, actor: str, owner: str | None) -> None:
    assert deed in MAY, f"{deed} is not in the matrix: add its row here, from the specification"
    expected = MAY[deed]
    if owner == "company":
        expected = COMPANY_MAY.get(deed, expected)
    grant = policy.MAY[deed]
    if owner is None:
        expected = {a for a in expected if grant.anyone & _standing(a).relations}
    assert policy.may(_standing(actor), deed, owner) is (actor in expected)


@pytest.mark.parametrize("visibility", sorted(policy.SEES))
@pytest.mark.parametrize("actor", sorted(ACTORS))
def test_who_sees_is_what_the_matrix_says(visibility: str, actor: str) -> None:
    assert policy.sees(_standing(actor), visibility, "party") == SEES[visibility].get(actor, "none")


@pytest.mark.parametrize("visibility", sorted(policy.SEES))
@pytest.mark.parametrize("actor", ["rival", "other company", "company", "ex-member", "supporter"])
def test_nobody_owns_what_is_somebody_elses(visibility: str, actor: str) -> None:
    sight = policy.sees(_standing(actor), visibility, "somebody else")
    assert sight == {"rival": SEES[visibility].get("rival", "none")}.get(
        actor, "full" if visibility == "public" else "none"
    )


def test_every_class_of_the_domain_has_a_row() -> None:
    assert {str(v) for v in Visibility} | {"process", "account"} == set(policy.SEES)


def test_the_matrix_names_no_deed_that_is_gone() -> None:
    assert set(MAY) == set(policy.MAY)
    assert set(COMPANY_MAY) <= set(MAY)


def test_a_suspended_party_still_sees_the_table_and_an_invited_one_only_its_invitation() -> None:
    suspended, invited = (policy.relations(_of(n), "c", TAKING) for n in ("suspended", "invited"))
    assert policy.sees(suspended, "table") == "full"
    assert policy.sees(invited, "table", "party") == "none"
    assert policy.may(invited, "party.answer", "invited")
    assert not policy.may(invited, "requirement.submit", "invited")


def test_every_refusal_says_who_may() -> None:
    silent = [d for d, g in policy.MAY.items() if policy.PUBLIC not in g.anyone and not g.asks.endswith(".")]
    assert silent == []
