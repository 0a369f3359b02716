"""What one may not read stands nowhere: not on a page, a fragment, an earlier day, a search, or in a header."""

import html
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

import pytest

from tests.database import Databases
from tests.web import parts, planted, stage_set, theatre

PAGES = {route.name: route for route in theatre.routes() if route.method == "GET"}
PAUSED = "2026-03-02T09:07:00+00:00"
BLOCKS = {
    "GET /account": ("aanmeldingen",),
    "GET /convenanten": ("resultaten",),
    "GET /convenanten/{slug}": ("kop", "poort", "partijen"),
    "GET /convenanten/{slug}/partijen/{party_id}/vereisten/{code}": ("paneel",),
    "GET /convenanten/{slug}/fase/{action}": ("weigering",),
    "GET /beheer/logboek-controle": ("uitkomst",),
}
"""Fragments a page gives htmx; of the others any name gives the whole page."""
CHOOSERS = {
    "beeindig": ("own_mandate", "assignment"),
    "sluit": ("objection", "reservation", "case"),
    "overdragen": ("case",),
    "ongeldig": ("signature",),
    "vrij": ("seat",),
    "versie": ("draft", "text"),
}
"""Parameters that open a form about one row, and the rows they may name."""
FILTERS = (
    "weergave=bord", "fase=implementation", "soort=ngo", "status=active", "herkomst=fictief", "pagina=2",
)  # fmt: skip


@pytest.fixture(scope="module")
def stage(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[theatre.Theatre]:
    with theatre.rehearsing(databases, "sqlite", tmp_path_factory.mktemp("leaks")) as set_up:
        yield set_up


Visit = tuple[str, Mapping[str, str]]


def visits(at: theatre.Theatre, route: theatre.Route) -> Iterator[Visit]:
    """Every way to look at a page other than plainly, which the matrix of routes does."""
    for part in parts.PARTS[route.name]:
        path = parts.address(at, route, part)
        joint = "&" if "?" in path else "?"
        if "asOf" in route.query:
            yield f"{path}{joint}asOf={stage_set.OPENED.date()}", {"accept-language": "en"}
            yield f"{path}{joint}asOf={quote(PAUSED)}", {}
        else:
            yield path, {"accept-language": "en"}
        for block in BLOCKS.get(route.name, ()):
            yield path, {"hx-request": "true", "hx-target": f"div#{block}"}
        for name in sorted(set(route.query) & set(CHOOSERS)):
            more = "&stap=tafel" if name == "versie" else ""
            for key in CHOOSERS[name]:
                yield f"{path}{joint}{name}={at.stage.ids[key]}{more}", {}
    if route.name == "GET /convenanten":
        yield from ((f"/convenanten?{choice}", {}) for choice in FILTERS)
    if route.name == "GET /":
        yield from ((f"/?rol={role}", {}) for role in ("facilitator", "auditor", "beheerder"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_no_page_tells_what_the_reader_may_not_read(stage: theatre.Theatre, name: str) -> None:
    wrong = []
    for path, headers in visits(stage, PAGES[name]):
        for actor in planted.STANDINGS:
            answer = stage.ask(actor, "GET", path, headers=headers)
            if answer.status_code >= 500:
                wrong.append(f"{actor} at {path}: {answer.status_code}")
            wrong += [f"{actor} at {path}: told {secret}" for secret in planted.leaked(answer, actor)]
    assert not wrong, "\n".join(wrong)


def test_every_secret_is_there_for_somebody_who_may_read_it(stage: theatre.Theatre) -> None:
    """Without this the tests above would be content with an empty stage."""
    told: set[tuple[str, str]] = set()
    for actor in ("facilitator", "party", "company", "administrator"):
        for route in PAGES.values():
            for part in parts.PARTS[route.name]:
                answer = stage.get(actor, parts.address(stage, route, part))
                told |= {(secret, actor) for secret in planted.told(answer)}
        chosen = visits(stage, PAGES["GET /convenanten/{slug}"])
        told |= {(s, actor) for path, how in chosen for s in planted.told(stage.get(actor, path, **how))}
    unseen = {name for name in planted.SECRETS if name not in {secret for secret, _ in told}}
    assert unseen == set()


def found_by(at: theatre.Theatre, actor: str, page: str, words: str) -> str:
    """What a search shows, without the words that were searched for."""
    text = theatre.masked(at.get(actor, page.format(quote(words))))
    for said in (quote(quote_plus(words)), quote_plus(words), quote(words), html.escape(words), words):
        text = text.replace(said, "?")
    return text


@pytest.mark.parametrize("page", ["/convenanten?q={}", "/organisaties?q={}"])
def test_a_search_for_a_secret_finds_no_more_than_a_search_for_nonsense(
    stage: theatre.Theatre, page: str
) -> None:
    wrong = []
    for number, name in enumerate(planted.SECRETS):
        word = planted.SECRETS[name].words[0]
        nonsense = "q" * len(word)
        readers = planted.SECRETS[name].readers()
        others = [actor for actor in planted.STANDINGS if actor not in readers]
        for actor in {"anonymous", *others[number % 4 :: 4]} - readers:
            found, nothing = (found_by(stage, actor, page, q) for q in (word, nonsense))
            if found != nothing:
                wrong.append(f"{actor} finds {name}")
    assert not wrong, "\n".join(wrong)
