"""In: a document. Out: its text in two views of the same length, in which patterns can be looked for.

Offsets hold in all three: the document's text, the clean view and the plain view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from detente.reading.document import Document

TWINS = str.maketrans(
    "АВЕІЈКМНОРСТУХЅасеіјорхуѕ’‘‛“”„«»\u00a0\u2007\u202f\u2009\t\r\f\v\u2010\u2011",
    'ABEIJKMHOPCTYXSaceijopxys\'\'\'"""""        --',
)
"""Letters that look like Latin ones, and marks that have a plain twin. One code point for one."""

PAGE_LINE = re.compile(r"^[ \t]*(?:-+ ?\d{1,4} ?-+|[Pp]age \d{1,4}(?: of \d{1,4})?|\d{1,4})[ \t\r]*$", re.M)
NOTE_MARK = re.compile(r"[¹²³⁰⁴-⁹]+|(?<=[\w.,;:\")])\[\d{1,2}\]")
NOTE_LINE = re.compile(
    r"^[ \t]*(?:\[\d{1,2}\]|[¹²³⁰⁴-⁹]+)[ \t]*\S[^\n]*(?:\n(?![ \t]*(?:\n|\[\d|[¹²³⁰⁴-⁹]))[^\n]*)*", re.M
)
RULE_LINE = re.compile(r"^[ \t]*[_=*~-]{3,}[ \t\r]*$", re.M)
HEAD_MARKS = re.compile(r"^[ \t]*(?:#{1,6}(?= )|\*\*|__)|(?:\*\*|__)(?=[ \t\r]*$)", re.M)

REMEMBERED = 2
"""Documents whose pages and clauses are kept: each is asked for several times in a row."""
Run = tuple[int, int]
"""Start and end, the end excluded, of a run of the text."""


@dataclass(frozen=True)
class Page:
    """The text of a document, ready to be looked at.

    clean  page numbers, notes and boilerplate blanked: what is shown comes from here
    plain  the same, and look-alike letters and marks replaced: patterns look here
    """

    document: Document
    clean: str
    plain: str

    def words(self, start: int, end: int) -> str:
        """What stands there, on one line."""
        return " ".join(self.clean[start:end].split())

    def trim(self, start: int, end: int, marks: str = "") -> Run:
        """The run without white space and `marks` at its ends."""
        marks += " \n"
        while start < end and self.plain[start] in marks:
            start += 1
        while end > start and self.plain[end - 1] in marks:
            end -= 1
        return start, end


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())


def _without_notes(text: str) -> str:
    """A line that opens with [1] is a footnote only if [1] is called somewhere in the text."""
    if not NOTE_MARK.search(text):
        return text
    return NOTE_MARK.sub(_blank, NOTE_LINE.sub(_blank, text))


def _without_boilerplate(document: Document) -> str:
    pieces, at = [], 0
    for block in document.blocks:
        if block.kind in ("boilerplate", "byline"):
            skipped = document.text[block.start : block.end]
            pieces += [document.text[at : block.start], re.sub(r"[^\n]", " ", skipped)]
            at = block.end
    return "".join([*pieces, document.text[at:]])


@lru_cache(maxsize=REMEMBERED)
def page_of(document: Document) -> Page:
    """Both views of a document's text, each as long as the text."""
    text = _without_notes(_without_boilerplate(document))
    for pattern in (PAGE_LINE, RULE_LINE, HEAD_MARKS):
        text = pattern.sub(_blank, text)
    return Page(document, text, text.translate(TWINS))
