"""In: a document's bytes. Out: the format they are in, by content and never by name, or a refusal."""

from __future__ import annotations

import codecs
import re

from detente.reading.document import Format
from detente.reading.ingest.parsed import Refused

LOOK = 4096
"""Bytes at the start that are looked at."""
FOREIGN: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "is an old Word file (.doc), or one locked with a password: save it as .docx, without a password",
    ),
    (b"{\\rtf", "is a rich text file (.rtf): save it as .docx or as plain text"),
    (b"\x89PNG", "is a picture: run it through text recognition (OCR) and give the text"),
    (b"\xff\xd8\xff", "is a picture: run it through text recognition (OCR) and give the text"),
    (b"GIF8", "is a picture: run it through text recognition (OCR) and give the text"),
    (b"II*\x00", "is a picture: run it through text recognition (OCR) and give the text"),
    (b"MM\x00*", "is a picture: run it through text recognition (OCR) and give the text"),
    (b"\x1f\x8b", "is compressed (gzip): unpack it and give the file inside"),
    (b"7z\xbc\xaf", "is an archive (7z): unpack it and give the files inside, one by one"),
    (b"Rar!", "is an archive (rar): unpack it and give the files inside, one by one"),
)
"""Formats that are known and not read, by their first bytes, with what to do."""
PACKED: tuple[tuple[bytes, str], ...] = (
    (b"application/vnd.oasis.opendocument", "is an OpenDocument file: save it as .docx"),
    (b"xl/", "is a spreadsheet: save the part that matters as plain text"),
    (b"ppt/", "is a set of slides: save it as PDF, or its text as plain text"),
)
"""What a zip archive that is not a Word file may be, by words in it."""
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP_FIRST = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype|html|head|body|\?xml|!entity)\b", re.I | re.S
)
_TAGS = re.compile(
    rb"</?(?:html|head|body|p|div|span|article|table|h[1-6]|ul|br|meta|title)\b[^<>]{0,500}>", re.I
)
_MARKUP_SHARE = 3


def sniff(data: bytes) -> Format:
    """The format of these bytes.

    Raises `Refused` for a format that is known and not read, and for a document that is empty.
    """
    if not data.strip():
        raise Refused("is empty: give a file that holds text")
    head = data[:LOOK]
    for magic, says in FOREIGN:
        if head.startswith(magic):
            raise Refused(says)
    if head.lstrip().startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and b" obj" in data):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _packed(data)
    return "html" if _is_markup(head) else "text"


def _packed(data: bytes) -> Format:
    if b"word/document" in data:
        return "word"
    for mark, says in PACKED:
        if mark in data:
            raise Refused(says)
    raise Refused("is a zip archive: unpack it and give the files inside, one by one")


def _is_markup(head: bytes) -> bool:
    """Whether it starts as a web page does, or is thick with the tags of one."""
    if b"MIME-Version:" in head and b"multipart/related" in head:
        raise Refused("is a web archive (.mhtml): open it in a browser and save the page as HTML only")
    for bom in _BOMS:
        head = head.removeprefix(bom)
    head = head.replace(b"\x00", b"")
    return bool(_MARKUP_FIRST.match(head)) or len(_TAGS.findall(head)) >= _MARKUP_SHARE
