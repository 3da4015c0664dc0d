"""In: the bytes of a Word file (.docx). Out: its paragraphs and the cells of its tables, in order.

Changes that are tracked are read as if all were accepted. Comments, headers, footers and notes are not
read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from detente.errors import MissingExtra
from detente.reading.document import BlockKind
from detente.reading.ingest.limits import Limits
from detente.reading.ingest.parsed import Facts, Parsed, Refused, clean, join

UNPACKED = 200_000_000
"""Most bytes that the parts of a Word file may have when they are unpacked."""
RATIO = 100
"""Most times that a part may grow when it is unpacked, if it is large."""
LARGE = 10_000_000
"""Bytes from which on a part is large."""
DAMAGED = "is a Word file that is damaged: open it in Word, save it again as .docx, and read that"
BOMB = "is a Word file that unpacks to more than is read: save it as plain text"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}delText", f"{_W}instrText", _FALLBACK})
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
Element = Any


def read_word(data: bytes, limits: Limits) -> Parsed:
    """The text of a Word file. Raises `Refused` where it is damaged, empty, or unpacks to too much."""
    check_sizes(data)
    document = _open(data)
    body = document.element.body
    found = [(clean(text), kind) for text, kind in _paragraphs(document, body) if text.strip()]
    if not found:
        raise Refused(
            "is a Word file without text: if it holds pictures, run them through text recognition (OCR)"
        )
    text, kinds = join(found)
    return Parsed(
        text, kinds=kinds, facts=_facts(document), notes=(*_tracked(body), *_notes(body), *_made(document))
    )


def check_sizes(data: bytes) -> None:
    """Look into the archive's directory before anything is unpacked. Raises `Refused` for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Refused(DAMAGED) from None
    if sum(part.file_size for part in parts) > UNPACKED:
        raise Refused(BOMB)
    if any(
        part.file_size > LARGE and part.file_size > RATIO * max(1, part.compress_size) for part in parts
    ):
        raise Refused(BOMB)


def _open(data: bytes) -> Any:
    try:
        from docx import Document
        from docx.opc.exceptions import PackageNotFoundError
        from lxml.etree import LxmlError  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise MissingExtra("Reading Word files", "read") from None
    try:
        return Document(io.BytesIO(data))
    except (
        PackageNotFoundError,
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        zipfile.BadZipFile,
        OSError,
    ):
        raise Refused(DAMAGED) from None


def _paragraphs(document: Any, body: Element) -> Iterator[tuple[str, BlockKind | None]]:
    names = _style_names(document)
    for paragraph in body.iter(f"{_W}p"):
        if not _is_left_out(paragraph):
            yield _text_of(paragraph).strip(), _kind_of(paragraph, names)


def _is_left_out(element: Element) -> bool:
    return any(above.tag in _LEFT_OUT for above in element.iterancestors())


def _text_of(paragraph: Element) -> str:
    """The words of a paragraph, with what was put in, without what was taken out, without its boxes."""
    pieces = []
    for element in paragraph.iter(f"{_W}t", *_SIGNS):
        if _is_left_out(element) or _paragraph_of(element) is not paragraph:
            continue
        pieces.append(element.text or "" if element.tag == f"{_W}t" else _SIGNS[element.tag])
    return "".join(pieces)


def _paragraph_of(element: Element) -> Element:
    return next(element.iterancestors(f"{_W}p"))


def _style_names(document: Any) -> dict[str, str]:
    return {style.style_id: (style.name or "").lower() for style in document.styles}


def _kind_of(paragraph: Element, names: dict[str, str]) -> BlockKind | None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = names.get(style.get(f"{_W}val"), "") if style is not None else ""
    if name == "title":
        return "title"
    if name.startswith("heading"):
        return "heading"
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return "item" if numbered or name.startswith("list") else None


def _facts(document: Any) -> Facts:
    title = (document.core_properties.title or "").strip()
    return Facts(title=title if title and "document" not in title.lower() else None)


def _made(document: Any) -> tuple[str, ...]:
    made = document.core_properties.created
    if made is None:
        return ()
    return (
        f"The Word file says that it was made on {made.date().isoformat()}: "
        "that is not a date of publication, and was not taken for one.",
    )


def _tracked(body: Element) -> tuple[str, ...]:
    if next(body.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom", f"{_W}moveTo"), None) is None:
        return ()
    return ("The Word file holds tracked changes: it was read as if all of them were accepted.",)


def _notes(body: Element) -> tuple[str, ...]:
    if next(body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"), None) is None:
        return ()
    return ("The Word file has footnotes or endnotes: they were not read.",)
