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


def norms_covered_on_final_version(facts: Facts, *, item: str, norms: tuple[str, ...]) -> Answer:
    """The check is accepted on the final version, and a clause of it covers every norm.

    Of a version that is a file nobody can point at a clause: there the recorded outcome decides.
    """
    final = facts.final_text()
    rows = asked(facts, (item,))
    if final is None or not final.clauses or not rows:
        return conformity_on_final_version(facts, item=item)
    told = [(row, homework.on_final(row, final, facts.today)) for row in rows]
    # A check that said no stays a no, however many clauses were pointed at since.
    told = [(r, "negative" if (s, r.outcome) == ("accepted", "negative") else s) for r, s in told]
    open_ = [
        blocks(facts, row.party_id, item, status, due=row.due) for row, status in told if status != "accepted"
    ]
    open_ += [lacks(norm, "uncovered") for norm in norms if norm not in final.norms]
    need = len(rows) + len(norms)
    return Unmet(tuple(open_), need - len(open_), need) if open_ else None


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


CHECKS = (
    exactly_one_final_text,
    conformity_on_final_version,
    norms_covered_on_final_version,
    no_open_fundamental_objection,
)
