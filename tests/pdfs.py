"""Small PDFs made by hand: lines of text per page, with a signature added, encrypted, damaged."""

import io
import zlib

import pypdf

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "


def made(*pages: list[str]) -> bytes:
    """A PDF with these lines on these pages."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", font]
    kids = []
    for lines in pages:
        drawn = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
        stream = f"BT /F1 9 Tf 11 TL 40 800 Td {drawn}ET".encode("cp1252", "replace")
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
        content = len(objects)
        objects.append(PAGE + b"/Contents %d 0 R >>" % content)
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [" + b" ".join(kids) + b"] /Count %d >>" % len(kids)
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    out, at = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in at)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def signed(original: bytes) -> bytes:
    """The same file with something added at its end, as an electronic signature is."""
    return _updated(original, 9, b"<< /Type /Sig /Filter /Adobe.PPKLite >>")


def covered(original: bytes, *lines: str) -> bytes:
    """The same bytes with an update at the end, that puts other lines on its first page."""
    drawn = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
    stream = f"BT /F1 9 Tf 11 TL 40 800 Td {drawn}ET".encode("cp1252", "replace")
    return _updated(original, 4, b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")


def _updated(original: bytes, number: int, content: bytes) -> bytes:
    body = b"%d 0 obj\n" % number + content + b"\nendobj\n"
    size = max(original.count(b" obj\n") + 1, number + 1)
    before = original.rpartition(b"startxref\n")[2].split()[0]
    start = len(original) + len(body)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(original))
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        before,
        start,
    )
    return original + body + table + trailer


def encrypted(original: bytes) -> bytes:
    """The same pages behind a password."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(original))
    writer.encrypt("geheim", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(size: int = 300_000_000) -> bytes:
    """A page whose content unpacks to far more than it is."""
    packer = zlib.compressobj(9)
    line = b"(aaaaaaaaaaaaaaaaaaaa) Tj " * 40_000
    stream = packer.compress(b"BT /F1 9 Tf 11 TL 40 800 Td ")
    for _ in range(size // len(line)):
        stream += packer.compress(line)
    stream += packer.flush()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        PAGE + b"/Contents 4 0 R >>",
    ]
    return _file(objects)
