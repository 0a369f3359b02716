"""What if: suppositions chosen on a form, kept in the address, and compared with how things are."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from urllib.parse import urlencode

from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import QueryParams

from tracker import locale
from tracker.locale import _
from tracker.queries import covenants, supposing
from tracker.web import deps, desk, forms, render
from workflows import spelling

router = deps.PolicyRouter()

SCENARIOS = ("stap", "stap2", "stap3")
"""One list of suppositions per scenario."""
ASKED: Mapping[str, str] = {
    "party": "partij", "kind": "soort", "code": "code", "outcome": "uitkomst", "value": "uitkomst",
    "until": "dag", "on": "dag", "share": "aandeel", "count": "aantal", "companies": "aantal",
    "least": "aantal", "delegation": "soort", "condition": "voorwaarde",
}  # fmt: skip
"""Part of a supposition to the field of a form it comes from; a role is always the usual one."""
NEWCOMER = "erbij"


@router.get("/convenanten/{slug}/wat-als", deed="suppose.read")
def show(here: desk.Here) -> Response:
    """Now beside up to three scenarios. Choosing adds a step to the address; nothing is recorded."""
    query = here.request.query_params
    scenarios = [query.getlist(name) for name in SCENARIOS]
    wrong: dict[str, str] = {}
    if word := query.get("doe", ""):
        chosen = query.get("in", "")
        at = int(chosen) - 1 if chosen in ("1", "2", "3") else 0
        text, wrong = _composed(word, query, f"{len(scenarios[at]) + 1}")
        if not wrong:
            scenarios[at] = [*scenarios[at], text]
            return RedirectResponse(_address(here.slug, scenarios), status_code=303)
    dossier = covenants.opened(here.session, here.actor, here.slug, now=here.now)
    language = locale.current()
    found = supposing.compare(dossier, scenarios, language)
    form = forms.Submission({name: query.getlist(name) for name in (*ASKED.values(), "doe", "in")}, wrong)  # type: forms.Submission[forms.Form]
    return render.page(
        here.request,
        "covenant/whatif.html",
        status=422 if wrong else 200,
        slug=here.slug,
        name=covenants.name_of(dossier, language),
        fictional=dossier.covenant.fictional,
        today=dossier.today,
        view=found,
        choices=supposing.choices(dossier, language),
        kept=[(name, text) for name, texts in zip(SCENARIOS, scenarios, strict=True) for text in texts],
        without=_without(here.slug, scenarios),
        copied=_address(here.slug, [scenarios[0], scenarios[0], *scenarios[2:]]),
        form=form,
        part=query.get("deel", ""),
    )


def _address(slug: str, scenarios: Iterable[Iterable[str]]) -> str:
    steps = [(name, text) for name, texts in zip(SCENARIOS, scenarios, strict=True) for text in texts]
    return f"/convenanten/{slug}/wat-als{'?' if steps else ''}{urlencode(steps, safe=':')}"


def _without(slug: str, scenarios: list[list[str]]) -> dict[tuple[int, str], str]:
    """The address that leaves one step out, by scenario and step."""
    found = {}
    for at, texts in enumerate(scenarios):
        for text in texts:
            rest = [[t for t in other if n != at or t != text] for n, other in enumerate(scenarios)]
            found[at + 1, text] = _address(slug, rest)
    return found


def _composed(word: str, query: QueryParams, number: str) -> tuple[str, dict[str, str]]:
    """The supposition that a form asks for, as text; or what is not right in the form."""
    if ":" in word:  # a choice that is whole already: a decision with its value
        return word, {}
    form = spelling.FORMS.get(word)
    if form is None:
        return "", {"doe": _("Kies een van de mogelijkheden.")}
    said, wrong = [], {}
    for field in fields(form):
        name = ASKED.get(field.name)
        if name is None:
            break
        typed = query.get(name, "").strip()
        if word == NEWCOMER and name == "partij":
            typed = f"nieuw-{query.get('soort', '')}-{number}"  # nobody knows yet who it is
        value = _percentage(typed) if name == "aandeel" else typed
        said.append(value)
        if not value and field.name not in ("outcome", "value"):
            wrong[name] = _("Vul dit in, of kies er een.")
    text = ":".join([word, *said])
    if not wrong:
        try:
            spelling.read(text)
        except spelling.Unreadable:
            wrong["doe"] = _("Dit is niet te lezen. Controleer de datum, het getal of het percentage.")
    return text, wrong


def _percentage(typed: str) -> str:
    """A percentage as it is typed, as a share between 0 and 1; empty when it is none."""
    if not re.fullmatch(r"[0-9]{1,3}(?:[.,][0-9]{1,6})?", typed):
        return ""
    return f"{Decimal(typed.replace(',', '.')) / 100:f}"
