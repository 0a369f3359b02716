"""Small Word and OpenDocument files made by hand, sound and hostile."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = f"""<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_ROOT = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>"""
_PARTS = f"""<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/numbering" Target="numbering.xml"/>
<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>"""
_NUMBERING = f"""<?xml version="1.0"?><w:numbering {_W}><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
_STYLES = f"""<?xml version="1.0"?><w:styles {_W}><w:style w:type="paragraph" w:styleId="Heading2">
<w:name w:val="heading 2"/></w:style></w:styles>"""

ARTICLE = ("# Artikel 5. Herkomst van grondstoffen", "1 Partijen brengen de herkomst in kaart.",
           "2 Bedrijven maken de lijst openbaar.", "3 per metaal & land")  # fmt: skip
"""Lines of a document: `#` begins a heading, 1 and 2 are numbered by the program, 3 is an item below 2."""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, content in parts.items():
            whole.writestr(name, content)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """What is in it, by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def renamed(content: bytes, old: str, new: str) -> bytes:
    """The same file with one part left out for another, to which everything points instead."""
    kept = {name: part for name, part in parts_of(content).items() if name != old}
    return packed({name: part.replace(old.encode(), new.encode()) for name, part in kept.items()})


def _word_line(line: str) -> str:
    mark, _space, text = line.partition(" ")
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    style = {
        "#": '<w:pStyle w:val="Heading2"/>', "1": numbered.format(0), "2": numbered.format(0),
        "3": numbered.format(1),
    }.get(mark)  # fmt: skip
    if style is None:
        style, text = "", line
    return f"<w:p><w:pPr>{style}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word(*lines: str, document: str | None = None, more: Mapping[str, bytes] | None = None) -> bytes:
    """A .docx with these lines, or with this document inside."""
    body = "".join(map(_word_line, lines))
    whole = f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>'
    return packed({
        "[Content_Types].xml": _TYPES, "_rels/.rels": _ROOT, "word/_rels/document.xml.rels": _PARTS,
        "word/numbering.xml": _NUMBERING, "word/styles.xml": _STYLES, "word/document.xml": document or whole,
        **(more or {}),
    })  # fmt: skip


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = f'xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0" xmlns:style="{_ODF}:style:1.0"'
_LIST = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>'
)


def open_document(body: str = "") -> bytes:
    """An .odt with this body, by default the article."""
    if not body:
        heading, *items = (line.partition(" ")[2] for line in ARTICLE)
        first, second, below = map(escape, items)
        body = (
            f'<text:h text:outline-level="2">{escape(heading)}</text:h><text:list text:style-name="L1">'
            f"<text:list-item><text:p>{first}</text:p></text:list-item><text:list-item><text:p>{second}</text:p>"
            f"<text:list><text:list-item><text:p>{below}</text:p></text:list-item></text:list></text:list-item>"
            "</text:list>"
        )
    content = (
        f'<?xml version="1.0"?><office:document-content {_SPACES}><office:automatic-styles>{_LIST}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    manifest = (
        f'<?xml version="1.0"?><m:manifest xmlns:m="{_ODF}:manifest:1.0"><m:file-entry m:full-path="/" '
        f'm:media-type="{kind}"/><m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    )
    styles = f'<?xml version="1.0"?><office:document-styles {_SPACES}/>'
    meta = f'<?xml version="1.0"?><office:document-meta {_SPACES}/>'
    return packed({
        "mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content, "styles.xml": styles,
        "meta.xml": meta, "settings.xml": f'<?xml version="1.0"?><office:document-settings {_SPACES}/>',
    })  # fmt: skip


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>'


def hostile(folder: Path) -> dict[str, Path]:
    """Files that promise to be texts and are traps, or broken."""
    bomb = f'<?xml version="1.0"?><w:document {_W}><w:body>' + "<w:p/>" * 6_000_000 + "</w:body></w:document>"
    deep = f'<?xml version="1.0"?><w:document {_W}><w:body>{"<w:sdt><w:sdtContent>" * 40_000}'
    deep += "</w:sdtContent></w:sdt>" * 40_000 + "</w:body></w:document>"
    laugh = LAUGHS + f"<w:document {_W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    whole = word(*ARTICLE)
    made = {
        "bomb.docx": word(document=bomb),
        "laughs.docx": word(document=laugh),
        "deep.docx": word(document=deep),
        "broken.docx": word(document="<?xml version='1.0'?><w:document"),
        "lacking.docx": packed({"[Content_Types].xml": _TYPES}),
        "cut.docx": whole[: len(whole) // 2],
        "long.docx": word(*["Woorden en nog eens woorden, zonder eind." * 100] * 60),
        "empty.docx": word(""),
        "parts.docx": word("x", more={f"word/x{n}.bin": b"" for n in range(3000)}),
        "broken.odt": packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a"}),
        "spaces.odt": open_document('<text:p>a<text:s text:c="999999999"/>b</text:p>'),
        "deep.odt": open_document("<text:section>" * 40_000 + "</text:section>" * 40_000),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in made}
