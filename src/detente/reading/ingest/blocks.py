"""In: canonical text, and the kinds that the format names. Out: its blocks by offset.

One rule for every format, and the text is never touched. What belongs to the page and not to the text
is flagged, and stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.reading.document import Block, BlockKind
from detente.reading.ingest.dates import is_dated_line
from detente.reading.ingest.lines import Run, paragraphs
from detente.reading.ingest.tables import exact_pattern, pattern, words

SHORT = 400
"""A block longer than this is never boilerplate: it is read."""
HEADING = 110
"""Longest heading, in code points."""
TITLE = 220
"""Longest title, in code points."""
MENU_RUN = 4
"""Fewest short lines in a row that can be a menu."""
CLOSING_WORDS = 14
"""Longest block, in words, that is flagged for standing after the notice of copyright."""

_ITEM = re.compile(r"(?:[•●▪‣◦*·–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])\s+\S")
_NAME = r"(?:[A-Z][\w.’'-]*|de|van|von|der|al-\w+|bin|and|&)"
_BYLINE = re.compile(
    r"(?i:by|text by|story by)\s+"
    rf"{_NAME}(?:[ ,]+(?:{_NAME}|in|of|at)){{1,14}}\.?$"
)
_UPDATED = re.compile(
    r"(?i)(?:last\s+)?(?:updated|modified|published|posted|first\s+published|issued)"
    r"\s*(?:on|at)?\s*:?\s+\S.{0,60}\d"
)
_ENDS_SENTENCE = re.compile(r"""[.;,]["'”’»)\]]*$""")
_SEPARATORS = re.compile(r"\s*[|·•»/›]\s*")
_COPYRIGHT = re.compile(r"(?i)(?:copyright\b|©|all rights reserved)")


def segment(text: str, kinds: Mapping[int, BlockKind] | None = None) -> tuple[Block, ...]:
    """The blocks of a canonical text, in order, without overlap, each without white space at its edges.

    `kinds` names the kind of the block that starts at an offset, where the format itself says so.
    """
    known = kinds or {}
    runs = list(paragraphs(text))
    found = [_kind(text[start:end], known.get(start)) for start, end in runs]
    _flag_menus(text, runs, found)
    _flag_after_copyright(text, runs, found)
    _name_title(text, runs, found)
    return tuple(Block(start, end, kind) for (start, end), kind in zip(runs, found, strict=True))


def _kind(block: str, named: BlockKind | None) -> BlockKind:
    """The kind that the format names, unless the words are the page's: a heading may be "Advertisement"."""
    own = kind_of(block)
    return named if named and own not in {"byline", "boilerplate"} else own


def kind_of(block: str) -> BlockKind:
    """What a block is by its own words. A title is a heading here: its place makes it one."""
    if is_byline(block):
        return "byline"
    if is_boilerplate(block):
        return "boilerplate"
    if is_heading(block):
        return "heading"
    return "item" if _ITEM.match(block) else "paragraph"


def is_byline(block: str) -> bool:
    """Whether the block names who wrote it, or where and when it was published, and says nothing else."""
    if len(block) > TITLE or "\n\n" in block:
        return False
    if _BYLINE.match(block):
        return True
    return is_dated_line(block) or (len(block) <= HEADING and bool(_UPDATED.match(block)))


def is_boilerplate(block: str) -> bool:
    """Whether the block is of the page: contacts, copyright, appeals to click, credits, cookies, menus."""
    if len(block) > SHORT:
        return False
    bare = block.lstrip("•*▪- \t")
    return bool(
        pattern("boilerplate").match(bare)
        or pattern("boilerplate", "whole").fullmatch(block)
        or pattern("boilerplate", "within").search(block)
        or _is_menu_line(block)
    )


def is_heading(block: str) -> bool:
    """Whether the block stands over what follows: an article's line, capitals, few words without a stop."""
    if len(block) > HEADING or "\n" in block:
        return False
    if exact_pattern("headings").match(block):
        return True
    if not any(c.isalpha() for c in block) or _ENDS_SENTENCE.search(block) or _ITEM.match(block):
        return False
    return block.isupper() or _is_title_like(block)


def _is_title_like(block: str) -> bool:
    first = block.lstrip("\"'“‘«„(")[:1]
    return len(block.split()) <= 16 and first.isupper() and block[-1] not in '?!:…"”»'


def _is_menu_line(block: str) -> bool:
    parts = [part for part in _SEPARATORS.split(block) if part]
    return len(parts) >= MENU_RUN and sum(p.lower() in words("navigation") for p in parts) * 2 >= len(parts)


def _flag_menus(text: str, runs: list[Run], kinds: list[BlockKind]) -> None:
    """Flag each run of short lines, most of which stand in the menus of pages."""
    at = 0
    while at < len(runs):
        end = at
        while end < len(runs) and _may_be_menu(text, runs[end], kinds[end]):
            end += 1
        listed = sum(text[slice(*run)].lower() in words("navigation") for run in runs[at:end])
        if end - at >= MENU_RUN and listed * 2 >= end - at:
            kinds[at:end] = ["boilerplate"] * (end - at)
        at = end + 1


def _may_be_menu(text: str, run: Run, kind: BlockKind) -> bool:
    block = text[slice(*run)]
    return (
        kind != "paragraph" and len(block) <= 30 and not _ENDS_SENTENCE.search(block) and "\n" not in block
    )


def _flag_after_copyright(text: str, runs: list[Run], kinds: list[BlockKind]) -> None:
    """Flag the short blocks between a notice of copyright and the end, if only such stand there."""
    for at in reversed(range(len(runs))):
        block = text[slice(*runs[at])]
        if kinds[at] == "boilerplate" and _COPYRIGHT.search(block):
            kinds[at:] = ["boilerplate"] * (len(kinds) - at)
        elif len(block.split()) > CLOSING_WORDS:
            return


def _name_title(text: str, runs: list[Run], kinds: list[BlockKind]) -> None:
    """Make the first block that can be one the title, unless a paragraph comes before."""
    if "title" in kinds:
        return
    for at, (start, end) in enumerate(runs):
        if kinds[at] == "heading" and not exact_pattern("headings").match(text[start:end]):
            kinds[at] = "title"
            return
        if kinds[at] in {"paragraph", "item"}:
            if kinds[at] == "paragraph" and _can_be_title(text[start:end]) and at + 1 < len(runs):
                kinds[at] = "title"
            return


def _can_be_title(block: str) -> bool:
    """A line that is no heading by its words but stands first: a long headline, or one that asks."""
    ends = block[-1]
    return (
        len(block) <= TITLE and len(block.split()) <= 30 and block[:1].isupper() and ends not in '.:;,…"”»'
    )
