"""In: text as lines. Out: the paragraphs they make up, by offset: line ends are ends, or wraps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from detente.reading.ingest.dates import is_dated_line

LONG = 120
"""A line longer than this is a paragraph: nobody wraps so wide."""
SLACK = 0.6
"""A line shorter than this share of the widest one ends a paragraph if the next begins with a capital."""
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_BLANK = re.compile(
    r"(?:\r\n|\r(?!\n)|[\n\v\x85\u2028\u2029])[ \t\u00a0\u200b]*(?:\r\n|[\n\r\v\x85\u2028])|[\f\u2029]"
)
_EDGE = " \t\r\n\f\v\u00a0\u2028\u2029\u200b\ufeff\x85\u3000"
_SENTENCE_END = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
_OPENS = re.compile(r"""["'“‘«„(\[]*[^\W\d_a-z]""")
_MARK = re.compile(
    r"(?:[•●▪‣◦*·–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+\S"  # a bullet or a number
    r"|(?:Q|A|QUESTION|ANSWER|[A-Z][A-Z.'’-]+(?:\s[A-Z][A-Z.'’-]+){0,4})"  # who speaks
    r"(?:\s\([^)]{1,40}\))?:(?:\s|$)"
    r"|(?:ARTICLE|Article)\s+(?:[IVXLC]+|\d+)\b\W{0,3}(?:$|[A-Z])"
)
_ARTICLE = re.compile(r"(?:ARTICLE|Article)\s+(?:[IVXLC]+|\d+)(?:\s*[-–—.:]\s*[^.,;]{0,80})?")
Run = tuple[int, int]


def strip_run(text: str, start: int, end: int) -> Run:
    """The same run without the white space and marks of byte order at its edges."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip(_EDGE))
    return start, max(start, start + len(piece.strip(_EDGE)))


def paragraphs(text: str) -> Iterator[Run]:
    """Start and end of each paragraph, in order, without the white space around it.

    An empty line always ends one. A single line end does so where the line is long, where the next word
    would still have fitted on it, where either line only gives a date, or where the next line begins an
    item, an article or a speaker's turn.
    """
    start = 0
    for blank in _BLANK.finditer(text):
        yield from _of_group(text, start, blank.start())
        start = blank.end()
    yield from _of_group(text, start, len(text))


def _of_group(text: str, start: int, end: int) -> Iterator[Run]:
    runs = [strip_run(text, *line.span()) for line in _LINE.finditer(text, start, end)]
    runs = [run for run in runs if run[0] < run[1]]
    if not runs:
        return
    width = width_of([b - a for a, b in runs])
    first = runs[0][0]
    for one, other in pairwise(runs):
        if ends_paragraph(text[slice(*one)], text[slice(*other)], width):
            yield first, one[1]
            first = other[0]
    yield first, runs[-1][1]


def width_of(lengths: list[int]) -> int:
    """The width that lines are wrapped to: the longest, but not one in ten that stick out."""
    return sorted(lengths)[-1 - len(lengths) // 10]


def ends_paragraph(line: str, following: str, width: int) -> bool:
    """Whether a paragraph ends between two lines of a text whose widest line has `width` code points."""
    if len(line) > LONG or _MARK.match(following) or _is_article(line):
        return True
    if is_dated_line(line) or is_dated_line(following):
        return True
    word = len(following.split(None, 1)[0])
    if len(line) + 1 + word > width:
        return False
    if _SENTENCE_END.search(line):
        return bool(_OPENS.match(following)) or not following[0].islower()
    return bool(_OPENS.match(following)) and len(line) < SLACK * width


def _is_article(line: str) -> bool:
    return bool(_ARTICLE.fullmatch(line))
