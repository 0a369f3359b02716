"""Claims about the text itself."""

from workflows.conditions import items as homework
from workflows.conditions.items import asked, blocks, lacks, still_concerned
from workflows.engine import Answer, Unmet
from workflows.facts import Facts


def exactly_one_final_text(facts: Facts) -> Answer:
    """One version, and only one, is frozen."""
    finals = sum(t.status == "final" for t in facts.texts)
    if finals == 1:
        return None
    return Unmet((lacks("text", "several" if finals else "missing"),), finals, 1)


def conformity_on_final_version(facts: Facts, *, item: str) -> Answer:
    """The check against the norms came out positive, on the final version and no other."""
    final = facts.final_text()
    rows = asked(facts, (item,))
    if not rows:
        return Unmet((lacks(item),), 0, 1)
    open_ = []
    for row in rows:
        status = homework.on_final(row, final, facts.today)
        if status == "accepted" and row.outcome == "positive":
            continue
        told = (row.outcome or "no_outcome") if status == "accepted" else status
        open_.append(blocks(facts, row.party_id, item, told, due=row.due))
    return Unmet(tuple(open_), len(rows) - len(open_), len(rows)) if open_ else None


def no_open_fundamental_objection(facts: Facts) -> Answer:
    """Nobody still concerned has a fundamental objection open."""
    open_ = [
        o
        for o in facts.objections
        if o.open and o.severity == "fundamental" and still_concerned(facts, o.party_id)
    ]
    if not open_:
        return None
    return Unmet(
        tuple(blocks(facts, o.party_id, "objection", "open", detail=o.clause) for o in open_), len(open_), 0
    )


CHECKS = (exactly_one_final_text, conformity_on_final_version, no_open_fundamental_objection)
