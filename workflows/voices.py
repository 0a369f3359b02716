"""Whose yes carries the table's own rule: the fewest, and those who are nearest to it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from workflows import consent_rules, consenting, facts, leads, suppositions
from workflows.conditions import table
from workflows.parties import PartyKind


def voices(then: facts.Facts, condition: str) -> list[leads.Lead] | leads.Shortage | date:
    """The fewest parties whose yes carries the table's rule: silent ones before those who abstained, and
    those before whoever said no. Or the day on which silence is consent."""
    final, rule = then.final_text(), then.consent_rule
    if final is None or rule is None:
        return []
    ballot = table.ballot(then, final)

    def carried(on: consenting.Ballot) -> bool:
        return consenting.evaluate(rule.rule, on).state == "carried"

    if ballot.deadline is not None and not ballot.closed:
        after = ballot.deadline + timedelta(days=1)
        if carried(replace(ballot, today=after)):
            return after
    price = {"": 0, "yes": 0, "abstain": 1, "no": 2, "veto": 3}

    def cost(voter: consenting.Voter) -> tuple[int, Decimal, str]:
        said = ballot.voice(voter.id)
        return -price[said.value if said else ""], voter.weight_on(then.today) or Decimal(0), voter.id

    yes = {
        v.id: consenting.Voice("yes", then.today)
        for v in sorted(ballot.present(), key=cost)
        if (said := ballot.voice(v.id)) is None or said.value != "yes"
    }
    everyone = replace(ballot, voices={**ballot.voices, **yes})
    if not carried(everyone):
        return _too_few(rule.rule, everyone, condition)
    for party_id in tuple(yes):
        rest = {k: v for k, v in yes.items() if k != party_id}
        if carried(replace(ballot, voices={**ballot.voices, **rest})):
            yes = rest
    return [leads.Lead(suppositions.Speaks(p), p, bound=True, working_days=leads.ANSWER) for p in yes]


def _too_few(
    rule: consent_rules.Rule, ballot: consenting.Ballot, condition: str
) -> list[leads.Lead] | leads.Shortage:
    """The rule asks for more parties, of a kind or of any, than have a voice."""
    for node in consenting.evaluate(rule, ballot).why.leaves():
        if node.state != "carried" and node.problem in ("nobody", "too_few"):
            missing = int(node.need) - node.asked
            return leads.Shortage(condition, node.kind or PartyKind.SECTOR_ASSOCIATION, max(missing, 1))
    return []
