"""Every supposition there is, made up by Hypothesis, for tests of their text form and of their effects."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.workflows.ready import PARTIES
from workflows import spelling
from workflows.parties import PartyKind, Role

IDS = [*(p.id for p in PARTIES), "niemand", "nieuw-1"]
CODES = ["INI-02", "INI-07", "NEG-01", "NEG-07", "NEG-09", "NEG-10", "SIG-01", "SIG-02", "SIG-03", "IMP-07"]
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.sampled_from(IDS),
    int: st.integers(0, 50),
    Decimal: st.decimals(0, 1, places=4),
    date: st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    PartyKind: st.sampled_from(PartyKind),
    Role: st.sampled_from(Role),
}
NAMED: dict[str, st.SearchStrategy[Any]] = {
    "code": st.sampled_from(CODES),
    "outcome": st.sampled_from(["", "yes", "yes_if", "no", "positive"]),
    "delegation": st.sampled_from(["chair", *PartyKind]),
    "subject": st.sampled_from(["ending", "final_evaluation", "follow_up"]),
    "value": st.sampled_from(["", "end", "renew", "yes", "no"]),
    "condition": st.sampled_from(["G1-1", "G2-6", "G2-4"]),
}


def one_of(form: type[Any]) -> st.SearchStrategy[Any]:
    """Any supposition of this form."""
    return st.builds(form, **{f.name: NAMED.get(f.name, VALUES[f.type]) for f in fields(form)})


anything = st.one_of([one_of(form) for form in spelling.FORMS.values()])
