"""Templates keep to the rules that make escaping enough: quoted attributes, no scripts, no styles, no `safe`."""

import re
from pathlib import Path

import pytest

from tracker.web import assets, render

ROOT = Path(__file__).resolve().parents[2] / "templates"
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file())
MARKUP = re.compile(r"{#.*?#}", re.DOTALL)
RULES = {
    "an attribute without quotes": re.compile(r"<[a-zA-Z][^<>]*?\s[\w:-]+={{"),
    "an inline style": re.compile(r"<[^<>]*\sstyle\s*=|<style", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^<>]*\ssrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "hx-on": re.compile(r"\bhx-on\b|\bhx-on:"),
    "a value that is code": re.compile(r"""["'](js|javascript):"""),
    "a trigger filter": re.compile(r"""hx-trigger=["'][^"']*\["""),
    "escaping switched off": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\("),
    "an address that is wholly data": re.compile(r"""<script[^<>]*src=["']{{(?!\s*static\()"""),
    "a disabled button": re.compile(r"<button[^<>]*\sdisabled"),
    "a colour of its own": re.compile(r"""(?:fill|stroke)=["']#(?!fff["'])"""),
}


def text_of(name: str) -> str:
    return MARKUP.sub("", (ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("rule", RULES)
def test_no_template_has(rule: str, name: str) -> None:
    found = RULES[rule].search(text_of(name))
    assert found is None


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("an attribute without quotes", "<a class='x' href={{ to }}>"),
        ("an inline style", '<p style="color:red">'),
        ("an inline script", "<script>alert(1)</script>"),
        ("an event attribute", '<a onclick="x()">'),
        ("hx-on", '<a hx-on:click="x()">'),
        ("a value that is code", '<a href="javascript:x()">'),
        ("a trigger filter", '<a hx-trigger="click[ctrlKey]">'),
        ("escaping switched off", "{{ text | safe }}"),
        ("an address that is wholly data", '<script src="{{ there }}">'),
        ("a disabled button", '<button class="x" disabled>'),
        ("a colour of its own", '<path fill="#a00">'),
    ],
)
def test_each_rule_finds_what_it_forbids(rule: str, text: str) -> None:
    assert RULES[rule].search(text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_compiles(name: str) -> None:
    render.environment().get_template(name)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_is_longer_than_300_lines(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 300


def test_every_file_of_macros_says_at_its_top_what_it_holds() -> None:
    silent = []
    for name in (n for n in TEMPLATES if n.startswith("ui/") and "sprite" not in n):
        head = (ROOT / name).read_text(encoding="utf-8").partition("#}")[0]
        module = vars(render.environment().get_template(name).module)
        macros = [m for m, value in module.items() if not m.startswith("_") and callable(value)]
        silent += [f"{name}: {macro}" for macro in macros if not re.search(rf"\b{macro}\b", head)]
    assert silent == []


def test_every_shape_a_template_uses_is_in_the_sprite() -> None:
    from tracker.web import marks

    shapes = set(re.findall(r'id="i-([a-z]+)"', (ROOT / "ui/sprite.svg.html").read_text(encoding="utf-8")))
    used = {m for name in TEMPLATES for m in re.findall(r"ui\.icon\('([a-z]+)'", text_of(name))}
    drawn = {
        mark.icon
        for table in (
            marks.REQUIREMENT,
            marks.SIGNAL,
            marks.TRACK,
            marks.CONDITION,
            marks.PARTICIPATION,
            marks.VISIBILITY,
        )
        for mark in table.values()
    }
    assert (used | drawn) - shapes == set()


def test_every_class_a_template_uses_is_in_the_stylesheets() -> None:
    css = "".join(
        (assets.HERE / name).read_text(encoding="utf-8") for name in ("tokens.css", "site.css", "product.css")
    )
    known = set(re.findall(r"\.(imvo-[\w-]+)", css))
    used: dict[str, str] = {}
    for name in TEMPLATES:
        for value in re.findall(r'class="([^"]*)"', text_of(name)):
            for word in re.sub(r"{{.*?}}|{%.*?%}", " ", value).split():
                if word.startswith("imvo-") and not word.endswith("--"):
                    used.setdefault(word, name)
    assert {word: place for word, place in used.items() if word not in known} == {}
