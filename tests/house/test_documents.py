"""README, CONTRIBUTING, CHANGELOG and the decisions say what is so."""

import re
import subprocess
import sys
import tomllib

from tests.house import checkout
from tracker import config


def _help() -> str:
    done = subprocess.run(
        [sys.executable, "run", "help"], cwd=checkout.ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_the_first_screen_holds_exactly_two_commands() -> None:
    first_screen, _, _ = checkout.text("README.md").partition("\n---\n")
    commands = re.findall(r"^```sh\n(.*?)\n```$", first_screen, re.MULTILINE | re.DOTALL)
    assert commands == ["./run", "./run test"]
    assert len(first_screen.splitlines()) <= 25


def test_the_readme_fits_in_one_reading() -> None:
    assert len(checkout.text("README.md").splitlines()) <= 150


def test_every_command_in_the_documents_exists() -> None:
    known = set(re.findall(r"^  \./run (\w+)", _help(), re.MULTILINE))
    for document in ("README.md", "CONTRIBUTING.md"):
        assert set(re.findall(r"\./run (\w+)", checkout.text(document))) <= known, document


def test_the_readme_lists_every_command() -> None:
    listed = set(re.findall(r"^\| `\./run ?(\w*)` \|", checkout.text("README.md"), re.MULTILINE))
    assert listed == set(re.findall(r"^  \./run ?(\w*)", _help(), re.MULTILINE)) - {"help"}


def test_every_setting_is_in_the_readme() -> None:
    readme = checkout.text("README.md")
    assert [name for name in config.Settings.model_fields if f"TRACKER_{name.upper()}" not in readme] == []


def test_the_version_stands_once_and_the_changelog_tells_it() -> None:
    project = tomllib.loads(checkout.text("pyproject.toml"))["project"]
    assert project["version"] == config.VERSION
    headings = re.findall(r"^## \[(.+?)\]", checkout.text("CHANGELOG.md"), re.MULTILINE)
    assert headings[:2] == ["Unreleased", config.VERSION]


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in checkout.files():
        if path.suffix == ".md":
            for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", checkout.text(path)):
                if not (checkout.ROOT / path.parent / target).exists():
                    broken.append(f"{path}: {target}")
    assert broken == []


def test_decisions_are_numbered_listed_and_complete() -> None:
    decisions = [p for p in checkout.files() if p.match("docs/adr/0*.md")]
    assert [int(p.name[:4]) for p in decisions] == list(range(1, len(decisions) + 1))
    index = checkout.text("docs/adr/README.md")
    for path in decisions:
        body = checkout.text(path)
        title = re.match(r"# (\d{4}) (.+)\n", body)
        assert title, path
        assert f"| [{title[1]}]({path.name}) | {title[2]} |" in index
        assert "\nStatus: " in body
        assert re.findall(r"^## (.+)$", body, re.MULTILINE) == [
            "Context",
            "Decision",
            "Consequences",
            "Alternatives",
        ], path


def test_the_licence_is_the_whole_licence() -> None:
    licence = checkout.text("LICENSE")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert [n for n in range(1, 16) if not re.search(rf"^{n}\.", licence, re.MULTILINE)] == []
    assert "Québec Free and Open-Source Licence" in licence


def test_every_edge_case_is_told_by_a_test_that_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", checkout.text("docs/edge-cases.md"))
    told = {int(n) for n in re.findall(r"^\| (\d+) \|", checkout.text("docs/edge-cases.md"), re.MULTILINE)}
    assert told == {*range(1, 12), *range(17, 20), 24}
    gone = [(path, name) for path, name in named if f"def {name}(" not in checkout.text(path)]
    assert gone == []
