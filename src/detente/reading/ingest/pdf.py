"""In: the bytes of a PDF. Out: its text, with the offset at which each page starts.

The canonical text is not what the file holds byte for byte: lines are joined into paragraphs, a word
divided at the end of a line is made whole, a paragraph that runs over a page is one, and page numbers and
lines that stand at the head or foot of most pages are left out.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from detente.errors import MissingExtra
from detente.reading.ingest.decoding import too_long
from detente.reading.ingest.limits import Limits
from detente.reading.ingest.lines import ends_paragraph, width_of
from detente.reading.ingest.parsed import Facts, Parsed, Refused, clean
from detente.reading.ingest.tables import words

if TYPE_CHECKING:
    from pypdf import PdfReader

DAMAGED = "is a PDF that is damaged: open it in a viewer, print it to a new PDF, and read that file"
LOCKED = "is a PDF locked with a password: open it, save it without one, and read that file"
_EDGE_LINES = 2
"""Lines at the head and foot of a page that may be repeated on others."""
_FEW_PAGES = 3
_RAGGED = 0.9
"""Share of the widest line that a full line may fall short of: letters differ in width."""
_NUMBER = re.compile(r"(?i)(?:[-–—\s]*)(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?(?:[-–—\s]*)")
_DIVIDED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_ENDED = re.compile(r"""[.!?:;]["'”’»)\]]*$""")
_TOOL_TITLE = re.compile(r"(?i)microsoft|untitled|\.(?:docx?|pdf|indd|qxd|rtf|odt)\b|^\W*$")
Line = str


def read_pdf(data: bytes, limits: Limits) -> Parsed:
    """The text of a PDF. Raises `Refused` where it is locked, damaged, too long, or holds pictures only."""
    reader = _open(data)
    count = _page_count(reader)
    if count > limits.pages:
        raise Refused(f"has {count:,} pages, and at most {limits.pages:,} are read: split it")
    pages = _page_lines(reader, limits.characters)
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise Refused(_pictures(len(pages)))
    text, starts = lay_out(without_furniture(pages))
    return Parsed(text, pages=starts, facts=_facts(reader), notes=(*_missing(empty), *_made(reader)))


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without bare page numbers, and without lines that stand at the edge of most pages."""
    edges = Counter(key for lines in pages for key in {_furniture_key(line) for line in _edges(lines)})
    often = max(_FEW_PAGES, len(pages) // 2 + 1)
    repeated = {key for key, times in edges.items() if times >= often}
    return [_trim(lines, repeated) or lines for lines in pages]


def _trim(lines: list[Line], repeated: set[str]) -> list[Line]:
    kept = list(lines)
    for end in (0, -1):
        for _ in range(_EDGE_LINES):
            if kept and (_NUMBER.fullmatch(kept[end]) or _furniture_key(kept[end]) in repeated):
                kept.pop(end)
    return kept


def _edges(lines: list[Line]) -> list[Line]:
    return [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]


def _furniture_key(line: Line) -> str:
    """The line without a number at its start or end, where heads and feet have that of the page."""
    return re.sub(r"^\d+\b[\s|–—-]*|[\s|–—-]*\b\d+$", "", line)


def lay_out(pages: list[list[Line]]) -> tuple[str, tuple[int, ...]]:
    """The pages' lines as paragraphs with an empty line between, and the offset where each page starts."""
    whole = _words_in(pages)
    paragraphs: list[str] = []
    marks: list[tuple[int, int]] = []
    for lines in pages:
        flowed = flow(lines, whole)
        if flowed and paragraphs and _runs_over(paragraphs[-1], flowed[0]):
            paragraphs[-1], at = _join_lines(paragraphs[-1], flowed.pop(0), whole)
            marks.append((len(paragraphs) - 1, at))
        else:
            marks.append((len(paragraphs), 0))
        paragraphs += flowed
    text = "\n\n".join(paragraphs)
    begins = list(accumulate((len(paragraph) + 2 for paragraph in paragraphs), initial=0))
    return text, tuple(min(begins[number] + at, len(text)) for number, at in marks)


def _words_in(pages: list[list[Line]]) -> Counter[str]:
    """How often each word stands in the lines, those with hyphens as they are written."""
    joined = " ".join(" ".join(lines) for lines in pages).lower()
    return Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", joined))


def _runs_over(paragraph: str, following: str) -> bool:
    """Whether a paragraph goes on after the end of a page."""
    return not _ENDED.search(paragraph[-10:]) and following[0].islower()


def flow(lines: list[Line], whole: Counter[str]) -> list[str]:
    """Lines joined into paragraphs; `whole` counts the document's words, to know where a hyphen belongs."""
    if not lines:
        return []
    width = int(width_of([len(line) for line in lines]) * _RAGGED)
    paragraphs = [lines[0]]
    for line, following in pairwise(lines):
        if not _DIVIDED.search(line) and ends_paragraph(line, following, width):
            paragraphs.append(following)
        else:
            paragraphs[-1], _ = _join_lines(paragraphs[-1], following, whole)
    return paragraphs


def _join_lines(one: str, other: str, whole: Counter[str]) -> tuple[str, int]:
    """Two lines as one, and where the second starts in it."""
    divided = _DIVIDED.search(one)
    if not divided or not other[:1].islower():
        return f"{one} {other}", len(one) + 1
    rest = re.match(r"[^\W\d_]+", other)
    first, second = divided[1].lower(), rest.group().lower() if rest else ""
    keep = one[-1] != "\u00ad" and _is_compound(first, second, whole)
    one = one if keep else one[:-1]
    return one + other, len(one)


def _is_compound(first: str, second: str, whole: Counter[str]) -> bool:
    """Whether the hyphen belongs to the word: it is written so elsewhere, or its first part has one."""
    if whole[first + second] != whole[f"{first}-{second}"]:
        return whole[f"{first}-{second}"] > whole[first + second]
    return first in words("hyphens")


def _open(data: bytes) -> PdfReader:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ModuleNotFoundError:
        raise MissingExtra("Reading PDFs", "read") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused(LOCKED)
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, OSError):
        raise Refused(DAMAGED) from None
    except ImportError:  # some kinds of lock need a package for ciphers
        raise Refused(LOCKED) from None
    return reader


def _page_count(reader: PdfReader) -> int:
    try:
        return len(reader.pages)
    except Exception:  # pypdf raises of many kinds on a broken tree of pages
        raise Refused(DAMAGED) from None


def _page_lines(reader: PdfReader, characters: int) -> list[list[Line]]:
    pages: list[list[Line]] = []
    total = 0
    for page in reader.pages:
        try:
            text = clean(page.extract_text() or "")
        except (MemoryError, RecursionError):
            raise
        except Exception:  # pypdf raises of many kinds on a broken page
            raise Refused(DAMAGED) from None
        total += len(text)
        if total > characters:
            raise Refused(too_long(total, characters))
        pages.append([line for line in (" ".join(raw.split()) for raw in text.splitlines()) if line])
    return pages


def _facts(reader: PdfReader) -> Facts:
    title = _information(reader, "title")
    return Facts(title=title if title and not _TOOL_TITLE.search(title) else None)


def _information(reader: PdfReader, name: str) -> Any:
    """One entry of the file's own description, `None` where it is missing or cannot be read."""
    try:
        value = getattr(reader.metadata, name, None)
    except Exception:  # an entry that cannot be read is as good as none
        return None
    return " ".join(value.split()) if isinstance(value, str) else value


def _made(reader: PdfReader) -> tuple[str, ...]:
    made = _information(reader, "creation_date")
    if made is None:
        return ()
    return (
        f"The PDF says that the file was made on {made.date().isoformat()}: "
        "that is not a date of publication, and was not taken for one.",
    )


def _pictures(count: int) -> str:
    pages = "1 page and no text on it" if count == 1 else f"{count:,} pages and no text on any"
    return f"the PDF has {pages}: it holds pictures of pages; run it through text recognition (OCR) first"


def _missing(empty: list[int]) -> tuple[str, ...]:
    if not empty:
        return ()
    shown = ", ".join(map(str, empty[:20])) + (" and more" if len(empty) > 20 else "")
    return (
        f"No text was found on page{'s'[: len(empty) > 1]} {shown}: "
        "look whether there are pictures of text.",
    )
