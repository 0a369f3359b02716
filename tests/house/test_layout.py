"""Where files stand, what they are called and how long they may be."""

import ast
import re

from tests.house import checkout

WALL = 300
BUCKETS = {"util", "helper", "service", "common", "base", "manager"}
BUCKETS |= {f"{name}s" for name in BUCKETS}
TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "alembic",
    "alembic.ini",
    "docs",
    "package-lock.json",
    "package.json",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "run",
    "templates",
    "tests",
    "tracker",
    "uv.lock",
    "workflows",
}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
EDGE = {"tracker/cli.py", "tracker/app.py", "tracker/web/deps.py"}


def test_no_file_is_over_the_wall() -> None:
    long = {
        str(path): lines
        for path in checkout.files()
        if path.suffix in {".py", ".html"} or str(path) == "run"
        if (lines := len(checkout.text(path).splitlines())) > WALL
    }
    assert long == {}


def test_nothing_is_named_after_a_bucket() -> None:
    ours = [path for path in checkout.files() if path.suffix in {".py", ".html"}]
    named = [str(path) for path in ours if BUCKETS & {part.removesuffix(path.suffix) for part in path.parts}]
    assert named == []


def test_the_top_level_is_what_the_readme_knows() -> None:
    assert {path.parts[0] for path in checkout.files()} == TOP


def test_folders_of_python_are_packages_but_the_migrations_are_not() -> None:
    folders = {path.parent for path in checkout.files() if path.suffix == ".py"}
    packages = {path.parent for path in checkout.files() if path.name == "__init__.py"}
    assert {str(f) for f in folders - packages} == {"alembic", "alembic/versions"}


def test_every_module_opens_with_what_belongs_there() -> None:
    silent = [
        str(path)
        for path in checkout.files()
        if path.suffix == ".py" and (code := checkout.text(path)) and not ast.get_docstring(ast.parse(code))
    ]
    assert silent == []


def test_time_is_an_argument_outside_the_edge() -> None:
    asked = []
    for path in checkout.files():
        if path.suffix == ".py" and path.parts[0] in {"tracker", "workflows"} and str(path) not in EDGE:
            for node in ast.walk(ast.parse(checkout.text(path))):
                if isinstance(node, ast.Attribute) and (_last(node.value), node.attr) in CLOCKS:
                    asked.append(f"{path}:{node.lineno}")
    assert asked == []


def _last(node: ast.expr) -> str:
    """`datetime` in both `datetime.now` and `datetime.datetime.now`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    let_off = re.compile("|".join(("importor" + r"skip\(", "pytest" + r"\.skip\b", r"mark\.(skip|xfail)")))
    found = [
        str(path)
        for path in checkout.files()
        if path.suffix == ".py" and path.parts[0] == "tests" and path.name != "test_layout.py"
        if let_off.search(checkout.text(path))
    ]
    assert found == []


def test_no_file_names_a_machine_or_a_private_address() -> None:
    """A path of somebody's machine or the address of a mirror works for one person only."""
    machine = re.compile(r"(?<![\w.~-])/(?:work|root|home|Users)/\w")
    hosts = "pypi|pythonhosted|npmjs|registry|artifactory|nexus"
    index = re.compile(rf"https?://[^/\s\"']*(?:{hosts})[^/\s\"']*")
    public = {"https://" + host for host in ("pypi.org", "files.pythonhosted.org")}
    knows_the_public_one = {"uv.lock", "tests/house/test_locks.py"}
    found = []
    for path, content in checkout.texts():
        named = {*machine.findall(content), *index.findall(content)}
        found += [
            f"{path}: {match}" for match in named - (public if str(path) in knows_the_public_one else set())
        ]
    assert found == []
