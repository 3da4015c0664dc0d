"""In: a run of a page. Out: its sentences, and of each whether it defines, is formal, or may bind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from detente.reading.treaty.page import Page, Run
from detente.reading.treaty.words import DEFINES, FORCE, FORMAL, FORMAL_ACT, FREED

Sort = Literal["plain", "definition", "formal"]
DEFINING = re.compile("mean|deem|understood|defin|denote|refer|consider|regard|includ|compris|['\"]")
FREEING = re.compile("oblig|requir|bound|need")
LONGEST = 4000
"""Code points: more in one go is no sentence that a person wrote."""
REMEMBERED = 16384
"""Sentences whose sort is kept: the tree asks for it, and then whoever reads the duties."""
STOP = re.compile(r"[.?!][\"')\]]*(?=\s+[\"'(\[]*[A-Z0-9])|\n[ \t]*\n")
ABBREVIATION = re.compile(
    r"(?:\b(?:Art|Arts|No|Nos|para|paras|Para|Mr|Mrs|Ms|Dr|St|Sec|Ch|Vol|cf|vs|approx|incl|e\.g|i\.e"
    r"|p|pp|Gen|Col|Lt|"
    r"[A-Z])|\b[A-Z]\.[A-Z])$"
)

NUMBERED = re.compile(
    r"\b(?:Articles?|Annex(?:es)?|Parts?|Chapter|Section|Title|Appendix|Zones?|Area|Category|Schedule|Protocol"
    r"|[Pp]aragraphs?|and|to)\s+[A-Z]$"
)
"""Ends with a letter that numbers something: "Article V"."""


def sentences(page: Page, start: int, end: int) -> Iterator[Run]:
    """The sentences of a run, without the space between them. An endless one is cut at a fair length."""
    at = start
    for stop in STOP.finditer(page.plain, start, end):
        if stop.group()[0] == "." and _is_abbreviated(page.plain, at, stop.start()):
            continue
        yield from _cut(page, at, stop.end())
        at = stop.end()
    yield from _cut(page, at, end)


def _is_abbreviated(text: str, start: int, stop: int) -> bool:
    """True for the stop of "Gen." and "J. Smith", not of "Article V."."""
    if not ABBREVIATION.search(text, max(start, stop - 8), stop):
        return False
    return not NUMBERED.search(text, max(start, stop - 20), stop)


def _cut(page: Page, start: int, end: int) -> Iterator[Run]:
    """The run in pieces short enough to look at, each ending at a semicolon, a comma or a space."""
    while end - start > LONGEST:
        stop = start + LONGEST
        places = (page.plain.rfind(mark, start + LONGEST // 2, stop) for mark in ("; ", ", ", " "))
        stop = next((place + 1 for place in places if place > 0), stop)
        yield from _trimmed(page, start, stop)
        start = stop
    yield from _trimmed(page, start, end)


def _trimmed(page: Page, start: int, end: int) -> Iterator[Run]:
    run = page.trim(start, end)
    if run[0] < run[1]:
        yield run


@lru_cache(maxsize=REMEMBERED)
def sort_of(sentence: str) -> Sort:
    """What a sentence does: define or count, speak of the paper itself, or possibly bind somebody."""
    opening = sentence[:2000]
    force = FORCE.search(opening)
    defines = DEFINES.search(opening) if DEFINING.search(opening) else None
    if defines and _defining(opening, defines, force):
        return "definition"
    if FREEING.search(opening) and FREED.search(opening) and not FORCE.search(FREED.sub("", opening)):
        return "formal"
    if force and _formal(opening, force):
        return "formal"
    return "plain"


def _defining(sentence: str, defines: re.Match[str], force: re.Match[str] | None) -> bool:
    """True if the defining words are the first that assert something."""
    return (
        force is None
        or defines.start() <= force.start()
        or defines.end() >= force.start() >= defines.start()
    )


def _formal(sentence: str, force: re.Match[str]) -> bool:
    act = FORMAL_ACT.search(sentence)
    if act and abs(act.start() - force.start()) <= 2:
        return True
    return bool(FORMAL.match(sentence[: force.start()]))
