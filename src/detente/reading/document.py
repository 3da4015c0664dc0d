"""A document as reading sees it: raw bytes kept, canonical text fixed, blocks and pages by offset."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from detente.case.proposals import Span

Format = Literal["html", "pdf", "word", "text"]
BlockKind = Literal["title", "heading", "paragraph", "item", "byline", "boilerplate"]
AROUND = 32
"""Code points kept before and after a span, to find it again."""


@dataclass(frozen=True)
class Block:
    """A run of the canonical text that hangs together. Blocks do not overlap and stand in order."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    """`boilerplate` and `byline` stay in the text; nothing is read from them but the metadata."""


@dataclass(frozen=True)
class Published:
    """The day a document was published, and where that was found."""

    date: dt.date
    basis: str
    """A phrase: "in the line 'The Herald - Friday, March 3, 2023'", "meta article:published_time"."""


@dataclass(frozen=True)
class Document:
    """One document.

    name       the file's name, or "standard input"
    format     what it was
    raw        the bytes as they came; sha256 is theirs
    text       canonical text, never changed afterwards; for plain text, the file decoded and nothing else
    blocks     its parts, in order
    pages      offset at which each page starts; empty where there are no pages
    notes      what a reader has to know, in sentences: a guessed encoding, a page without text
    """

    name: str
    format: Format
    raw: bytes
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published: Published | None = None
    address: str | None = None
    lang: str = "en"
    notes: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span of these code points, with its surroundings and its page."""
        return Span(
            start=start,
            end=end,
            exact=self.text[start:end],
            prefix=self.text[max(0, start - AROUND) : start],
            suffix=self.text[end : end + AROUND],
            page=bisect_right(self.pages, start) if self.pages else None,
        )
