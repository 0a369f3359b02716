"""The nasty corpus through every route, field and parameter, on both databases: a clear answer, never a crash."""

import html
import secrets
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from starlette.datastructures import FormData

from tests.database import KINDS, Databases
from tests.web import parts, planted, test_authorisation, theatre
from tracker.web import forms

ROUTES = {route.name: route for route in theatre.routes()}
POSTED = sorted(name for name, route in ROUTES.items() if route.method == "POST")
URLENCODED = "application/x-www-form-urlencoded"

HARMS_A_DATABASE = {
    "lone surrogate": "\ud800",
    "two surrogates": "a\udfff\ud800b",
    "nul": "a\x00b",
    "bell": "a\x07b",
    "minus one": "-1",
    "past 64 bits": str(2**63),
    "ten to the 400th": "1" + "0" * 400,
    "zalgo": "z" + "\u0301" * 400,
    "replacement": "\ufffd",
    "emoji": "💶👩‍⚕️",
    "a stranger's id": theatre.NOBODY,
    "sql": "' or 1=1 --",
}
HARMS_A_PROGRAM = {
    "not a number": "NaN",
    "infinity": "-Infinity",
    "exponent": "1e400",
    "31 February": "2026-02-31",
    "year 0": "0000-01-01",
    "year 10000": "10000-01-01",
    "hour 24": "2026-03-02T24:00",
    "strange offset": "2026-03-02T10:00+99:00",
    "right to left": "\u202egnp.exe",
    "empty": "",
    "spaces": "   \t ",
    "unknown word": "bestaat-niet",
    "template": "%s %(x)s {{ 7*7 }} {% x %} {0}",
    "brackets": "[" * 100_000,
    "a megabyte": "a" * 1_000_000,
}
NASTY = HARMS_A_DATABASE | HARMS_A_PROGRAM
PATHS = (
    "%00",
    "%ED%A0%80",
    "9" * 400,
    "-1",
    "NaN",
    "..%2f..%2fetc",
    "%F0%9F%98%80",
    "a" * 5000,
    theatre.NOBODY,
)
CLEAR = frozenset({200, 303, 400, 403, 404, 405, 409, 413, 422})

AT_THE_DOOR = pytest.mark.parametrize("stage", ["sqlite"], indirect=True)
"""For what is refused before any database is asked: one kind is enough."""


@pytest.fixture(scope="module", params=KINDS)
def stage(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[theatre.Theatre]:
    kind = str(request.param)
    with theatre.rehearsing(databases, kind, tmp_path_factory.mktemp("nasty")) as set_up:
        yield set_up


def somebody(route: theatre.Route, part: parts.Part) -> str:
    """Who may do this, so that the corpus meets the deed and not only its door."""
    order = ("facilitator", "administrator", "party", *planted.STANDINGS)
    return next(
        a for a in order if test_authorisation.verdict(route, part, a) is test_authorisation.OPEN_DOOR
    )


def prepared(at: theatre.Theatre, name: str) -> tuple[theatre.Route, str, str, dict[str, Any]]:
    """A route with somebody who may, its address and a form that would be taken."""
    route, part = ROUTES[name], parts.PARTS[name][0]
    form = {k: at.resolve(v) for k, v in part.form.items() if k in route.fields}
    return route, somebody(route, part), parts.address(at, route, part), form


def encoded(form: Mapping[str, str | list[str]]) -> str:
    """A body that holds also what a polite client would not send; of a list, each."""
    pairs = [(k, v) for k, given in form.items() for v in ([given] if isinstance(given, str) else given)]
    return "&".join(f"{k}={quote(v.encode('utf-8', 'surrogatepass'), safe='')}" for k, v in pairs)


def signed(at: theatre.Theatre, actor: str, form: dict[str, Any]) -> dict[str, Any]:
    token = {"csrf": at.csrf(actor), "seen": theatre.SEEN, "key": secrets.token_urlsafe(16)}
    return {**token, **form}


@pytest.mark.parametrize("name", POSTED)
def test_nothing_typed_makes_the_program_fail(stage: theatre.Theatre, name: str) -> None:
    """Every field meets some of the corpus, and every kind of nastiness meets every route."""
    route, actor, path, form = prepared(stage, name)
    corpus = NASTY if stage.engine.dialect.name == "sqlite" else HARMS_A_DATABASE
    names = [*route.fields, "csrf"]
    wrong = []
    for number in range(max(len(names), len(corpus))):
        field, (kind, value) = names[number % len(names)], list(corpus.items())[number % len(corpus)]
        sent = encoded({**signed(stage, actor, form), field: value})
        answer = stage.ask(actor, "POST", path, content=sent, headers={"content-type": URLENCODED})
        if answer.status_code not in CLEAR:
            wrong.append(f"{kind} in {field}: {answer.status_code}")
        if kind in {"right to left", "nul", "lone surrogate"} and value in answer.text:
            wrong.append(f"{kind} in {field}: sent back as it came")
    assert not wrong, "\n".join(wrong)


@AT_THE_DOOR
@pytest.mark.parametrize("name", POSTED)
def test_no_body_makes_the_program_fail(stage: theatre.Theatre, name: str) -> None:
    """Wrong kinds, half bodies, files where text belongs, the same field twice, far too many fields."""
    route, actor, path, form = prepared(stage, name)
    good = signed(stage, actor, form)
    body = encoded(good)
    first = next(iter(route.fields), "csrf")
    half = f'--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{good["csrf"]}\r\n--b\r\nContent-Disp'
    bodies = {
        "json": ("application/json", '{"csrf": NaN, "key": [[[[', {400, 403, 422}),
        "plain": ("text/plain", body, {400, 403, 422}),
        "no kind": ("", body, {400, 403, 422}),
        "half": ("multipart/form-data; boundary=b", half, CLEAR),  # what was whole of it counts as sent
        "no boundary": ("multipart/form-data", body, {400, 403}),
        "many fields": (URLENCODED, body + "&x=1" * 2000, {400, 413}),
        "twice": (URLENCODED, f"{body}&{body}", CLEAR),
        "brackets in names": (URLENCODED, f"{body}&{'[' * 100_000}=1&{first}[]=1", CLEAR),
        "empty": (URLENCODED, "", {400, 403, 422}),
    }
    wrong = []
    for kind, (content_type, content, expected) in bodies.items():
        headers = {"content-type": content_type} if content_type else {}
        answer = stage.ask(actor, "POST", path, content=content, headers=headers)
        if answer.status_code not in expected:
            wrong.append(f"{kind}: {answer.status_code}")
    for field in route.fields:
        files = {field: ("x.exe", b"MZ\x00\x01" * 40, "application/pdf")}
        if field in route.files:
            text = stage.ask(actor, "POST", path, {**form, field: "geen bestand"})
            wrong += [] if text.status_code in CLEAR else [f"text in {field}: {text.status_code}"]
        elif field != first:
            continue
        left = {k: v for k, v in form.items() if k != field}
        answer = stage.ask(actor, "POST", path, left, files=files)
        if answer.status_code not in CLEAR or (field in route.files and answer.status_code != 422):
            wrong.append(f"file in {field}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@AT_THE_DOOR
@pytest.mark.parametrize("name", POSTED)
def test_a_form_that_is_not_ours_changes_nothing(stage: theatre.Theatre, name: str) -> None:
    _route, actor, path, form = prepared(stage, name)
    strangers = {
        "no token": stage.ask(actor, "POST", path, {**form, "csrf": ""}),
        "wrong token": stage.ask(actor, "POST", path, {**form, "csrf": stage.csrf("rival")[::-1]}),
        "the token of somebody else": stage.ask(
            actor, "POST", path, {**form, "csrf": stage.csrf("ex-member")}
        ),
        "another site": stage.ask(actor, "POST", path, form, headers={"sec-fetch-site": "cross-site"}),
        "a sister site": stage.ask(actor, "POST", path, form, headers={"sec-fetch-site": "same-site"}),
        "another origin": stage.ask(actor, "POST", path, form, headers={"origin": "http://elders.example"}),
    }
    assert {kind: a.status_code for kind, a in strangers.items()} == dict.fromkeys(strangers, 403)


def typed(route: theatre.Route, form: dict[str, Any]) -> dict[str, Any]:
    """A form with recognisable text in every field of it that takes text; several choices stay as they are."""
    return {
        k: f"getypt-{k}-blijft-staan"
        if isinstance(v, str) and (parts.LONG in v or k in {"note", "motivation", "scope"})
        else v
        for k, v in form.items()
    }


@AT_THE_DOOR
@pytest.mark.parametrize("name", [n for n in POSTED if "key" in ROUTES[n].fields])
def test_what_was_typed_is_kept_when_a_form_is_refused(stage: theatre.Theatre, name: str) -> None:
    route, actor, path, form = prepared(stage, name)
    form = typed(route, form)
    answer = stage.ask(actor, "POST", path, {**form, "key": "!"})
    if answer.status_code == 409 and "uitkomst" not in form:
        return  # the thing is in a state in which its form is not shown
    assert answer.status_code == 422
    lost = [v for v in form.values() if "getypt-" in v and html.escape(v) not in answer.text]
    assert lost == []


@pytest.mark.parametrize("name", sorted(n for n in ROUTES if ROUTES[n].places or ROUTES[n].query))
def test_no_address_makes_the_program_fail(stage: theatre.Theatre, name: str) -> None:
    route, part = ROUTES[name], parts.PARTS[name][0]
    actor = "facilitator" if part.foreign else somebody(route, part)
    form = {k: stage.resolve(v) for k, v in part.form.items() if k in route.fields}
    known = {"slug": stage.stage.slug, **{k: stage.resolve(v) for k, v in part.places.items()}}
    wrong = []
    for start, place in enumerate(route.places):
        for nasty in PATHS[start % 2 :: 2]:
            path = route.path.format(**{**known, place: nasty})
            answer = stage.ask(actor, route.method, path, form)
            if answer.status_code not in CLEAR - {200, 303}:
                wrong.append(f"{place}={nasty[:20]}: {answer.status_code}")
    corpus = list(NASTY.items()) if stage.engine.dialect.name == "sqlite" else list(HARMS_A_DATABASE.items())
    path = parts.address(stage, route, part).partition("?")[0]
    for start, query in enumerate(route.query if route.method == "GET" else route.query[:1]):
        for kind, value in corpus[start % 2 :: 2]:
            sent = quote(value[:20_000].encode("utf-8", "surrogatepass"), safe="")
            answer = stage.ask(actor, route.method, f"{path}?{query}={sent}", form)
            if answer.status_code not in CLEAR:
                wrong.append(f"{kind} in ?{query}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_the_corpus_is_refused_and_not_only_survived() -> None:
    """The control: a type that lets everything in would be noticed."""
    loose = forms.parse(forms.Form, FormData([]))
    assert loose.form is not None
    strict = forms.parse(forms.Deed, FormData([("key", "\x00" * 20), ("seen", "9" * 400)]))
    assert set(strict.errors) == {"key", "seen"}
