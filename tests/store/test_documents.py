"""Documents read as text: what they say is kept, and no document costs more than it may."""

from pathlib import Path

import pytest

from tests import office_files
from tracker import errors
from tracker.store import documents

READ = """## Artikel 5. Herkomst van grondstoffen

1. Partijen brengen de herkomst in kaart.

2. Bedrijven maken de lijst openbaar.

   a. per metaal & land
"""


def kept(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("kind", "content"),
    [("docx", office_files.word(*office_files.ARTICLE)), ("odt", office_files.open_document())],
    ids=["docx", "odt"],
)
def test_a_document_keeps_its_headings_and_its_numbers(tmp_path: Path, kind: str, content: bytes) -> None:
    assert documents.markdown(kept(tmp_path, f"x.{kind}", content), kind) == READ


def test_a_text_file_is_read_as_it_is_in_either_encoding(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1252"):
        path = kept(tmp_path, encoding, "Eén\r\nlid\u00ad.".encode(encoding))
        assert documents.markdown(path, "md") == "Eén\nlid."


def test_what_cannot_be_read_as_text_has_no_text(tmp_path: Path) -> None:
    assert documents.markdown(kept(tmp_path, "x.pdf", b"%PDF-1.4"), "pdf") is None


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return office_files.hostile(tmp_path_factory.mktemp("hostile"))


HUGE = ("bomb.docx", "long.docx", "parts.docx")


@pytest.mark.parametrize(
    "name",
    ["bomb.docx", "laughs.docx", "deep.docx", "broken.docx", "lacking.docx", "cut.docx", "long.docx",
     "empty.docx", "parts.docx", "broken.odt", "deep.odt", "spaces.odt"],
)  # fmt: skip
def test_a_trap_is_refused_with_a_sentence(hostile: dict[str, Path], name: str) -> None:
    with pytest.raises(errors.Invalid) as told:
        documents.markdown(hostile[name], name.rpartition(".")[2])
    said = told.value.fields["file"]
    assert said in documents.NO.values()
    if name in HUGE:
        assert said.startswith("Dit bestand is te groot om als tekst te lezen")
    if name == "empty.docx":
        assert said.startswith("In dit bestand staat geen tekst")


def test_too_long_or_empty_text_is_refused(tmp_path: Path) -> None:
    for content in (b"a" * 200_001, b" \n "):
        with pytest.raises(errors.Invalid):
            documents.markdown(kept(tmp_path, "x.txt", content), "txt")
