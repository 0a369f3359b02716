"""The drawings in docs/lifecycles are those of the definitions that ship."""

from pathlib import Path

import pytest

from workflows import diagrams, loading


@pytest.mark.parametrize("name", loading.SHIPPED)
def test_the_drawing_in_the_docs_is_up_to_date(name: str) -> None:
    kept = (diagrams.FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert kept == diagrams.page(loading.workflow(name)), "run: ./run diagrams"


def test_there_is_no_drawing_of_anything_else() -> None:
    assert sorted(p.stem for p in diagrams.FOLDER.glob("*.md")) == sorted(loading.SHIPPED)


def test_writing_makes_one_page_per_definition(tmp_path: Path) -> None:
    written = diagrams.write(tmp_path / "new")
    assert [p.name for p in written] == [f"{name}.md" for name in loading.SHIPPED]
    assert "initiative --> negotiation: Naar onderhandeling (6)" in written[0].read_text(encoding="utf-8")
