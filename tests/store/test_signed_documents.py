"""A signed PDF is held against the version: the same file, the same text, or the hash that it names."""

import time
from pathlib import Path

import pytest

from tests import pdfs
from tracker import errors
from tracker.store import signed_documents
from tracker.store.signed_documents import Clause, Version

HASH = "3f" * 32
CLAUSES = (
    Clause("Artikel 1", "Dit convenant geldt voor alle bedrijven die elektronica invoeren."),
    Clause("Artikel 2 lid 1", "Elk bedrijf brengt **jaarlijks** de risico’s in zijn keten in kaart (stap 2)."),
    Clause("Artikel 2 lid 2", "- Kinderarbeid\n- Een leefbaar loon"),
)  # fmt: skip
VERSION = Version("1.0", HASH, CLAUSES)
TEXT = [
    "Artikel 1",
    "Dit convenant geldt voor alle bedrij-",
    "ven die elektronica invoeren.",
    "Artikel 2",
    "1 Elk bedrijf brengt jaarlijks de risico's in zijn",
]
MORE = ["keten in kaart (stap 2).", "2", "• Kinderarbeid", "• Een leefbaar loon", "Getekend: Otto van Dalen"]


def put(folder: Path, content: bytes, name: str = "getekend.pdf") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused(path: Path, version: Version = VERSION) -> str:
    with pytest.raises(errors.Invalid) as told:
        signed_documents.check(path, version)
    (sentence,) = told.value.fields.values()
    return sentence % told.value.params


def test_a_signature_added_to_the_versions_own_pdf_is_the_same_file(tmp_path: Path) -> None:
    original = pdfs.made(TEXT)
    version = Version("1.0", HASH, (), put(tmp_path, original, "versie.pdf"))
    assert signed_documents.check(put(tmp_path, pdfs.signed(original)), version) == "same_file"
    assert signed_documents.check(put(tmp_path, original), version) == "same_file"


def test_an_update_at_the_end_that_puts_another_text_on_a_page_is_another_file(tmp_path: Path) -> None:
    original = pdfs.made(TEXT)
    version = Version("1.0", HASH, (), put(tmp_path, original, "versie.pdf"))
    other = pdfs.covered(original, *TEXT[:-1], "Geen bedrijf hoeft iets.", HASH)
    assert other.startswith(original)
    assert refused(put(tmp_path, other), version).startswith("Dit document is niet versie 1.0")
    same = pdfs.covered(original, *TEXT, "Getekend: Otto van Dalen")
    assert signed_documents.check(put(tmp_path, same), version) == "same_file"


def test_one_changed_byte_is_another_file(tmp_path: Path) -> None:
    original = pdfs.made(TEXT)
    version = Version("1.0", HASH, (), put(tmp_path, original, "versie.pdf"))
    changed = original.replace(b"invoeren", b"uitvoere")
    assert refused(put(tmp_path, changed), version) == (
        "Dit document is niet versie 1.0: de tekst ontbreekt en de hash van de versie staat er niet in. "
        "Laat de tekenversie tekenen en lever die aan."
    )


def test_every_clause_over_lines_and_pages_is_the_same_text(tmp_path: Path) -> None:
    pages = [[*TEXT, "Pagina 1 van 2"], [*MORE, "Pagina 2 van 2"]]
    assert signed_documents.check(put(tmp_path, pdfs.made(*pages)), VERSION) == "same_text"


def test_what_a_printer_sets_otherwise_is_the_same_text() -> None:
    printed = "de risico\u02bcs \u2013 „in kaart”, zie\u00a0artikel\u00ad 2: de \ufb01rma"
    typed = 'De **risico\'s** - "in kaart", zie [artikel](https://fictief.example) 2: de firma'
    assert signed_documents.squeezed(printed) == signed_documents.squeezed(typed).replace("De", "de")


def test_a_changed_clause_is_named_and_one_that_is_gone_too(tmp_path: Path) -> None:
    changed = [line.replace("jaarlijks", "wellicht") for line in TEXT]
    gone = [line for line in MORE if "•" not in line]
    assert refused(put(tmp_path, pdfs.made(changed, gone))) == (
        "Dit document is niet gelijk aan versie 1.0. Niet gelijk: Artikel 2 lid 1. Niet gevonden: Artikel 2 lid 2."
    )
    assert refused(put(tmp_path, pdfs.made(changed, MORE))) == (
        "Dit document is niet gelijk aan versie 1.0. Niet gelijk: Artikel 2 lid 1."
    )
    assert refused(put(tmp_path, pdfs.made(TEXT, [MORE[0]]))) == (
        "Dit document is niet gelijk aan versie 1.0. Niet gevonden: Artikel 2 lid 2."
    )


def test_a_page_with_signatures_that_names_the_hash_is_taken(tmp_path: Path) -> None:
    page = ["Handtekeningen onder versie 1.0", f"SHA-256 {HASH[:32]}", HASH[32:], "Otto van Dalen"]
    assert signed_documents.check(put(tmp_path, pdfs.made(page)), VERSION) == "hash_named"


def test_a_changed_text_under_the_right_hash_is_refused(tmp_path: Path) -> None:
    changed = [line.replace("jaarlijks", "wellicht") for line in TEXT]
    assert refused(put(tmp_path, pdfs.made([f"SHA-256 {HASH}", *changed, *MORE]))) == (
        "Dit document is niet gelijk aan versie 1.0. Niet gelijk: Artikel 2 lid 1."
    )


def test_another_document_is_refused(tmp_path: Path) -> None:
    assert refused(put(tmp_path, pdfs.made(["De notulen van de vergadering."]))).startswith(
        "Dit document is niet versie 1.0"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"# Geen pdf", "Lever het getekende document als pdf aan."),
        (
            b"%PDF-1.4\nrommel",
            "Deze pdf is niet te lezen. Sla haar opnieuw op en lever haar nog een keer aan.",
        ),
        (
            pdfs.encrypted(pdfs.made(TEXT)),
            "Deze pdf is beveiligd met een wachtwoord. Lever haar zonder wachtwoord aan.",
        ),
        (
            pdfs.made(*[["x"]] * 601),
            "Deze pdf is te groot om te controleren: het mogen 600 bladzijden zijn.",
        ),
    ],
    ids=["no pdf", "broken", "encrypted", "huge"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    assert refused(put(tmp_path, content)) == said


def test_a_pdf_made_to_harm_costs_little_and_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, pdfs.bomb())
    assert path.stat().st_size < 2_000_000
    began = time.monotonic()
    assert refused(path) in tuple(signed_documents.NO.values())
    assert time.monotonic() - began < 15
