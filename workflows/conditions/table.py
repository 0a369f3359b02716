"""Claims about whether the table agrees to the text, under a rule of consent."""

from workflows import consent_rules, consenting
from workflows.conditions.items import blocks, lacks
from workflows.engine import Answer, Blocker, NotApplicable, Unmet
from workflows.facts import Facts, Text
from workflows.parties import TABLE_ROLES


def voters(facts: Facts) -> tuple[consenting.Voter, ...]:
    """Who has a voice: active, at the table. Companies that adhered, supporters and observers do not."""
    return tuple(
        consenting.Voter(p.id, p.name, p.kind, facts.weights.get(p.id, ()))
        for p in facts.active()
        if p.role in TABLE_ROLES
    )


def ballot(facts: Facts, text: Text) -> consenting.Ballot:
    """The text put to the table: what each party says of it today."""
    return consenting.Ballot(
        today=facts.today,
        parties=voters(facts),
        voices=facts.voices,
        proposer_id=text.proposer_id,
        deadline=text.answer_by,
    )


def table_consents(facts: Facts) -> Answer:
    """The table agrees to the final version under the rule it chose; without a rule nothing is asked."""
    if facts.consent_rule is None:
        return NotApplicable()
    return _agreed(facts, facts.consent_rule.rule)


def consent_given(facts: Facts, *, rule: consent_rules.Rule) -> Answer:
    """The table agrees to the final version under a rule of the definition itself."""
    return _agreed(facts, rule)


def _agreed(facts: Facts, rule: consent_rules.Rule) -> Answer:
    final = facts.final_text()
    if final is None:
        return Unmet((lacks("text", "no_final_text"),), 0, 1)
    outcome = consenting.evaluate(rule, ballot(facts, final))
    if outcome.state == "carried":
        return None
    have, need = _figures(outcome.why)
    return Unmet(tuple(dict.fromkeys(_blockers(facts, outcome.why))), have, need)


def _figures(why: consenting.Node) -> tuple[int, int]:
    """How far it is, where that is a count. A share of the weight is told by the explanation: whoever
    may not read the weights may not read it here."""
    if why.unit in ("parties", "kinds", "rules") and why.need > why.have:
        return int(why.have), int(why.need)
    return 0, 1


def _blockers(facts: Facts, node: consenting.Node) -> list[Blocker]:
    """Who is silent and who objects, in the parts that are not carried; each once."""
    if node.state == "carried":
        return []
    if node.parts:
        return [b for part in node.parts for b in _blockers(facts, part)]
    found = [blocks(facts, o.party_id, "consent", str(o.value)) for o in node.objecting]
    if node.abstentions == "against":
        told = {o.party_id for o in node.objecting}
        found += [blocks(facts, p, "consent", "abstain") for p in node.abstained if p not in told]
    found += [blocks(facts, p, "consent", "silent", due=node.deadline) for p in node.missing]
    if node.problem in ("nobody", "all_abstained", "no_weight", "too_few", "no_deadline"):
        found.append(lacks(_whoever(node), "short"))
    return found


def _whoever(node: consenting.Node) -> str:
    """What is missing: a party of a kind, or what the problem says."""
    if node.kind is not None and node.problem in ("nobody", "too_few"):
        return node.kind.value
    return node.problem


CHECKS = (table_consents, consent_given)
