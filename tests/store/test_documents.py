"""Documents read as text: what they say is kept, and no document costs more than it may."""

from pathlib import Path

import pytest

from tests import office_files
from tracker import errors
from tracker.store import documents, office_reading

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


DECLARED = (
    '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a "van buiten">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>Artikel &a;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/document.bin"])
def test_entities_are_refused_in_any_encoding_and_under_any_name(
    tmp_path: Path, codec: str, part: str
) -> None:
    content = DECLARED.format(codec[:6].rstrip("-")).encode(codec)
    packed = office_files.word("x", more={part: content})
    if part.endswith(".bin"):
        packed = office_files.renamed(packed, "word/document.xml", part)
    with pytest.raises(errors.Invalid) as told:
        documents.markdown(kept(tmp_path, "x.docx", packed), "docx")
    assert told.value.fields["file"] == documents.NO[office_reading.BROKEN]


@pytest.mark.parametrize("codec", ["utf-16-be", "utf-32-be", "utf-32-le"])
def test_entities_are_refused_in_any_encoding_of_an_open_document(tmp_path: Path, codec: str) -> None:
    plain = office_files.parts_of(office_files.open_document("<text:p>Artikel &a;</text:p>"))
    declared = '<?xml version="1.0" encoding="{}"?><!DOCTYPE x [<!ENTITY a "van buiten">]>'
    body = plain["content.xml"].decode().partition("?>")[2]
    named = declared.format("UTF-16" if "16" in codec else "UCS-4")
    packed = office_files.packed({**plain, "content.xml": (named + body).encode(codec)})
    with pytest.raises(errors.Invalid) as told:
        documents.markdown(kept(tmp_path, "x.odt", packed), "odt")
    assert told.value.fields["file"] == documents.NO[office_reading.BROKEN]


def test_a_drawing_with_a_document_type_is_no_reason_to_refuse(tmp_path: Path) -> None:
    drawing = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" ""><svg/>'
    packed = office_files.word(*office_files.ARTICLE, more={"word/media/logo.svg": drawing})
    assert "Herkomst" in (documents.markdown(kept(tmp_path, "x.docx", packed), "docx") or "")


def test_too_long_or_empty_text_is_refused(tmp_path: Path) -> None:
    for content in (b"a" * 200_001, b" \n "):
        with pytest.raises(errors.Invalid):
            documents.markdown(kept(tmp_path, "x.txt", content), "txt")
