"""A text and a string in, the places where the string stands in it out: word for word or not at all.

Quotation marks, dashes and the widths of spaces count as the same; nothing else does. A string is not
found inside a word or inside a number, so that "6,000" is not found in "16,000".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from detente.case.proposals import Span
from detente.reading.document import AROUND

SAME = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u2039\u203a",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
}
"""The plain character, and those that are set in its place."""
PLAIN = {ord(fancy): plain for plain, many in SAME.items() for fancy in many}
IN_NUMBERS = ".,-/:"
"""What may stand between two digits of one figure, range, date or time."""


@dataclass(frozen=True)
class Folded:
    """A text in plain characters, and where each of them stood: one offset more than characters."""

    text: str
    at: tuple[int, ...]


@lru_cache(maxsize=4096)
def fold(text: str) -> Folded:
    """Plain quotation marks and dashes, one space for any run of white space."""
    kept: list[str] = []
    at: list[int] = []
    for place, character in enumerate(text.translate(PLAIN)):
        if character.isspace():
            if kept and kept[-1] == " ":
                continue
            character = " "
        kept.append(character)
        at.append(place)
    return Folded("".join(kept), (*at, len(text)))


def plain(text: str) -> str:
    """The same, without white space at the ends."""
    return fold(text).text.strip()


def places(text: str, string: str) -> tuple[Span, ...]:
    """Every place where `string` stands in `text`; offsets count from the start of `text`."""
    wanted = plain(string)
    if not wanted:
        return ()
    folded = fold(text)
    return tuple(_span(text, folded, start, start + len(wanted)) for start in _starts(folded.text, wanted))


def locate(text: str, string: str, nth: int = 1) -> Span | None:
    """The nth place where `string` stands in `text`, or None: see `places`."""
    found = places(text, string)
    return found[nth - 1] if 0 < nth <= len(found) else None


def _starts(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted)
    while start >= 0:
        if not _cuts(text, start) and not _cuts(text, start + len(wanted)):
            yield start
        start = text.find(wanted, start + 1)


def _cuts(text: str, at: int) -> bool:
    """Whether a word or a figure would be cut in two here."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    leads_on = after in IN_NUMBERS and at + 1 < len(text) and text[at + 1].isdigit()
    comes_from = before in IN_NUMBERS and at > 1 and text[at - 2].isdigit()
    return (before.isdigit() and leads_on) or (comes_from and after.isdigit())


def _span(text: str, folded: Folded, start: int, end: int) -> Span:
    first, last = folded.at[start], folded.at[end - 1] + 1
    return Span(
        start=first,
        end=last,
        exact=text[first:last],
        prefix=text[max(0, first - AROUND) : first],
        suffix=text[last : last + AROUND],
    )
