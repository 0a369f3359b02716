"""Files are what is in them: taken in once, refused with a sentence, and never under a name of their own."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from tracker import errors
from tracker.store import files

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def office(types: str = "", **parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        if types:
            made.writestr("[Content_Types].xml", types)
        for name, content in parts.items():
            made.writestr(name, content)
    return packed.getvalue()


DOCX = office("<Override ContentType='application/vnd.x.wordprocessingml.document.main+xml'/>")
XLSX = office("<Override ContentType='application/vnd.x.spreadsheetml.sheet.main+xml'/>")
ODT = office(mimetype=files.MEDIA["odt"].encode())


def take(folder: Path, content: bytes, name: str) -> files.Stored:
    return files.take(folder, io.BytesIO(content), name)


def refusal(folder: Path, content: bytes, name: str) -> str:
    with pytest.raises(errors.Invalid) as refused:
        take(folder, content, name)
    (told,) = refused.value.fields.values()
    assert list(refused.value.fields) == ["file"]
    return told % refused.value.params


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "brief.pdf", "pdf"),
        (PNG, "foto.png", "png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 9, "foto.jpeg", "jpg"),
        (DOCX, "plan.docx", "docx"),
        (XLSX, "cijfers.xlsx", "xlsx"),
        (ODT, "plan.odt", "odt"),
        ("één;twee\n".encode(), "lijst.csv", "csv"),
        ("één;twee\n".encode("cp1252"), "lijst.csv", "csv"),
        (b"# Plan\n", "plan.md", "md"),
        (b"tekst", "zonder", "txt"),
    ],
)
def test_a_file_is_kept_under_the_hash_of_its_content(
    tmp_path: Path, content: bytes, name: str, kind: str
) -> None:
    stored = take(tmp_path, content, name)
    digest = hashlib.sha256(content).hexdigest()
    assert (stored.hash, stored.type, stored.size) == (digest, kind, len(content))
    assert (tmp_path / digest[:2] / digest[2:4] / digest).read_bytes() == content
    assert list((tmp_path / "incoming").iterdir()) == []


def test_the_same_content_twice_is_one_file(tmp_path: Path) -> None:
    assert take(tmp_path, PDF, "a.pdf").hash == take(tmp_path, PDF, "b.pdf").hash
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "leeg.pdf", "Het bestand is leeg."),
        (OLD_EXCEL, "cijfers.xls", "Dit is een xls-bestand. Lever een pdf of docx aan."),
        (b"MZ\x90\0" + b"\0" * 60, "plan.pdf", "Dit is een exe-bestand. Lever een pdf of docx aan."),
        (PDF, "plan.docx", "Het bestand heet .docx, maar de inhoud is pdf. Geef het de juiste naam."),
        (DOCX, "plan.pdf", "Het bestand heet .pdf, maar de inhoud is docx. Geef het de juiste naam."),
        (
            office("<x macroEnabled.main+xml wordprocessingml.document.main+xml/>"),
            "plan.docx",
            "Dit bestand bevat macro’s. Lever het zonder macro’s aan, of als pdf.",
        ),
        (
            DOCX[:-40],
            "plan.docx",
            "Dit bestand is beschadigd. Sla het opnieuw op en lever het nog een keer aan.",
        ),
        (
            b"tekst\0met nul",
            "lijst.csv",
            "Dit soort bestand is niet te herkennen. Lever een pdf of docx aan.",
        ),
        (b"<script>alert(1)</script>", "pagina.html", "Dit is een html-bestand. Lever een pdf of docx aan."),
        (b"<svg onload='x'/>", "beeld.svg", "Dit is een svg-bestand. Lever een pdf of docx aan."),
    ],
)
def test_what_is_not_taken_is_told_and_not_kept(tmp_path: Path, content: bytes, name: str, told: str) -> None:
    assert refusal(tmp_path, content, name) == told
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_twenty_megabytes_is_the_limit_to_the_byte(tmp_path: Path) -> None:
    whole = PDF + b"\0" * (files.MAX_BYTES - len(PDF))
    assert take(tmp_path, whole, "groot.pdf").size == files.MAX_BYTES
    assert refusal(tmp_path, whole + b"\0", "groot.pdf") == "Het bestand is 20,1 MB; het mag 20 MB zijn."
    assert refusal(tmp_path, PDF * 1_500_000, "groot.pdf")[:16] == "Het bestand is 2"


def test_an_office_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
        for number in range(6):
            made.writestr(f"bom{number}", b"\0" * (100 * 1024 * 1024))
    assert len(packed.getvalue()) < files.MAX_BYTES
    assert "beschadigd" in refusal(tmp_path, packed.getvalue(), "bom.docx")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\x\\plan.PDF", "plan.pdf"),
        ("plan\u202efdp.exe.pdf", "planfdp.exe.pdf"),
        ("nul\0\r\nX-Kop: 1.pdf", "nulX-Kop 1.pdf"),
        ("  .  .pdf", "pdf.pdf"),
        ("", "bestand.pdf"),
        ("losse \udcff.pdf", "losse.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_lose_what_hides_reorders_or_walks(name: str, kept: str) -> None:
    assert files.clean_name(name, "pdf") == kept


def test_only_a_hash_leads_to_a_file(tmp_path: Path) -> None:
    for wrong in ("..", "a" * 63, "A" * 64, "../" + "a" * 61):
        with pytest.raises(errors.NotFound):
            files.path_of(tmp_path, wrong)
