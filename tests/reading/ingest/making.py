"""In: words. Out: a small PDF, Word file or web page that holds them, as bytes."""

from __future__ import annotations

import io
import zipfile

SAID = (
    "The ministry said that it would not accept limits on exercises near the coast, "
    "and that the talks could go on in Vienna once the observers had returned. "
)


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF with a page for each tuple of lines; a page without lines holds a picture's frame only."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        drawn = " T* ".join(f"({line.replace('(', '').replace(')', '')}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td {drawn} ET" if lines else "q 100 0 0 100 50 50 cm Q"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream".encode("cp1252"))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return _numbered(objects)


def _numbered(objects: list[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(out))
    )


def article(*paragraphs: str, head: str = "", body: str = "") -> bytes:
    """A web page whose article holds these paragraphs, with more in its head and after its article."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<!doctype html><html><head>{head}</head><body><article>{text}</article>{body}</body></html>"
    return page.encode()


def with_part(word: bytes, name: str, part: bytes) -> bytes:
    """The Word file with one of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        new.writestr(name, part)
    return out.getvalue()
