"""Draws every definition: `python -m workflows.diagrams` writes docs/lifecycles/<definition>.md."""

import sys
from pathlib import Path

from workflows import loading
from workflows.engine import Action, Workflow

FOLDER = Path(__file__).parent.parent / "docs" / "lifecycles"


def page(workflow: Workflow) -> str:
    """The whole page: a Mermaid drawing, and the same in words for who cannot see it."""
    lines = [
        f"# {workflow.label['nl']} (`{workflow.id}`)",
        "",
        "Written by `./run diagrams` from the definition; a test compares. Do not edit.",
        "",
        "```mermaid",
        *_drawing(workflow),
        "```",
        "",
        "## States",
        "",
        *(_state(workflow, name) for name in workflow.states),
        "",
        "## Steps",
    ]
    for action in workflow.actions.values():
        lines += ["", *_step(workflow, action)]
    return "\n".join(lines) + "\n"


def _drawing(workflow: Workflow) -> list[str]:
    lines = ["stateDiagram-v2", f"    [*] --> {workflow.initial}"]
    lines += [f"    {name}: {words['nl']}" for name, words in workflow.states.items()]
    for action in workflow.actions.values():
        gate = f" ({len(action.gate)})" if action.gate else ""
        lines += [f"    {source} --> {action.to}: {action.label['nl']}{gate}" for source in action.from_]
    return lines + [f"    {name} --> [*]" for name in workflow.states if name in workflow.terminal]


def _state(workflow: Workflow, name: str) -> str:
    words = workflow.states[name]
    marks = [
        m for m, true in (("start", name == workflow.initial), ("end", name in workflow.terminal)) if true
    ]
    return f"- `{name}`: {words['nl']} / {words['en']}" + (f" ({', '.join(marks)})" if marks else "")


def _step(workflow: Workflow, action: Action) -> list[str]:
    sources = ", ".join(workflow.states[s]["nl"] for s in action.from_)
    facts = [f"From {sources} to {workflow.states[action.to]['nl']}", f"by {', '.join(action.roles)}"]
    if action.needs_note:
        facts.append("with a note")
    if action.ends_track:
        facts.append("ends the track")
    lines = [f"### {action.label['nl']} (`{action.name}`)", "", "; ".join(facts) + "."]
    if action.conditions:
        lines.append("")
    for condition in action.conditions:
        passing = "standing rule" if condition.quiet else "may be passed" if condition.overridable else "hard"
        lines.append(f"- {condition.id} {condition.label['nl']} ({passing}): `{condition.check}`")
    return lines


def write(folder: Path = FOLDER) -> list[Path]:
    """Write one page per definition; returns what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for workflow in loading.shipped():
        path = folder / f"{workflow.id}.md"
        path.write_text(page(workflow), encoding="utf-8", newline="\n")
        written.append(path)
    return written


if __name__ == "__main__":
    for path in write():
        sys.stdout.write(f"{path.name}\n")
