"""In: the bytes of a web page. Out: its main text, block by block, and what it says of itself.

Menus, footers and the like around the main text are left out, and never a part of the canonical text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from copy import deepcopy
from itertools import takewhile
from typing import Any

from detente.errors import MissingExtra
from detente.reading.ingest.blocks import is_boilerplate
from detente.reading.ingest.decoding import decode
from detente.reading.ingest.limits import Limits
from detente.reading.ingest.page_facts import facts_of_page
from detente.reading.ingest.parsed import Parsed, Refused, clean, join
from detente.reading.ingest.tables import pattern
from detente.reading.ingest.tree import (
    MAIN_KINDS,
    PAGE_KINDS,
    Element,
    Part,
    lay_out_preformatted,
    parse,
    parts,
    remove_hidden,
    remove_note_marks,
    remove_struck_out,
    remove_what_is_no_text,
)

ENOUGH = 250
"""Code points of main text below which the next way of finding it is tried."""
FEW_WORDS = 150
"""A page with fewer words is looked at for a wall before the article."""
OWN_WORDS = 40
"""Words beside the wall's own below which nothing else is there."""
MANY_HIDDEN = 50
"""Words out of sight from which on the reader is told."""
WALLS = {
    "consent": (
        "holds only a consent notice: "
        "open it in a browser, save the page after accepting, and read that file",
        "The page asks for consent and holds little else: the text may be missing or cut.",
    ),
    "login": (
        "holds only a request to log in or subscribe: "
        "open it in a browser, log in, save the page, and read that file",
        "The page asks the reader to log in or subscribe: the text may be cut.",
    ),
    "script": (
        "holds only a notice that it needs JavaScript or a check of the browser: open it in a browser, "
        "save the page when it has loaded, and read that file",
        "The page needs JavaScript and holds little else: the text may be missing or cut.",
    ),
}
"""What is said where a page holds a wall only, and where it holds little more; by section of the list."""


def read_page(data: bytes, limits: Limits) -> Parsed:
    """The main text of a page. Raises `Refused` where there is none, or only a notice before it."""
    decoded = decode(data, limits.size, markup=True)
    tree = parse(decoded.text, limits.depth)
    facts = facts_of_page(tree)
    whole = _words_of(tree)
    hidden = remove_hidden(tree)
    remove_what_is_no_text(tree)
    struck_out = remove_struck_out(tree)
    remove_note_marks(tree)
    lay_out_preformatted(tree)
    found = main_parts(tree)
    notes = (*decoded.notes, *_walls(found, whole), *_hidden(hidden), *_struck_out(struck_out))
    if facts.title:
        found = with_title(found, facts.title, tree)
    text, kinds = join([(clean(block), kind) for block, kind in found])
    return Parsed(text, kinds=kinds, facts=facts, notes=notes)


def main_parts(tree: Element) -> list[Part]:
    """The main text: as trafilatura finds it, then as it finds more of it, then all that is shown."""
    ways: tuple[Callable[[], list[Part]], ...] = (
        lambda: _by_trafilatura(tree, recall=False),
        lambda: _by_trafilatura(tree, recall=True),
        lambda: parts(tree, PAGE_KINDS),
    )
    best: list[Part] = []
    for way in ways:
        found = way()
        if _size(found) >= ENOUGH:
            return found
        best = max(best, found, key=_size)
    return best


def with_repeats(found: list[Part], shown: list[Part]) -> list[Part]:
    """The main text with the blocks that are in it once and on the page more often, each at its place.

    trafilatura takes what is said twice for a slip of the page; in a transcript it is not.
    """
    places: dict[str, list[int]] = {}
    for place, (text, _) in enumerate(shown):
        places.setdefault(text, []).append(place)
    said: set[str] = set()
    whole: list[Part] = []
    at = 0
    for part in found:
        later = places.get(part[0], [])
        next_one = bisect_left(later, at)
        if next_one < len(later):
            whole += [again for again in shown[at : later[next_one]] if again[0] in said]
            at = later[next_one] + 1
        whole.append(part)
        said.add(part[0])
    return whole + list(takewhile(lambda again: again[0] in said, shown[at:]))


def with_title(found: list[Part], title: str, tree: Element) -> list[Part]:
    """The blocks with the page's headline in front, if the page shows one and they do not begin with it."""
    wanted = _bare(title)
    for at, (block, _) in enumerate(found[:3]):
        if _bare(block) == wanted:
            return [*found[:at], (block, "title"), *found[at + 1 :]]
    headings = [" ".join(h1.text_content().split()) for h1 in tree.xpath("//h1")]
    shown = [
        heading for heading in headings if heading and _bare(heading) in {wanted, *map(_bare, headings[:1])}
    ]
    return (
        [(shown[0], "title"), *found]
        if shown and _bare(shown[0]) not in {_bare(b) for b, _ in found}
        else found
    )


def _by_trafilatura(tree: Element, *, recall: bool) -> list[Part]:
    try:
        from trafilatura import bare_extraction
    except ModuleNotFoundError:
        raise MissingExtra("Reading web pages", "read") from None
    copied: Any = deepcopy(tree)
    try:
        document = bare_extraction(
            copied, include_comments=False, include_tables=True, favor_recall=recall, with_metadata=False
        )
    except (ValueError, RecursionError):  # the next way does not need it
        return []
    body = getattr(document, "body", None)
    return [] if body is None else with_repeats(parts(body, MAIN_KINDS), parts(tree, PAGE_KINDS))


def _walls(found: list[Part], whole: str) -> tuple[str, ...]:
    """Notes on what stands before the article. Raises `Refused` if there is nothing behind it."""
    words = sum(len(block.split()) for block, _ in found)
    if words >= FEW_WORDS:
        joined = " ".join(block for block, _ in found)
        return (WALLS["login"][1],) if pattern("walls", "login").search(joined) else ()
    for name, (only, partly) in WALLS.items():
        wall = pattern("walls", name)
        if not wall.search(whole):
            continue
        own = [
            b for b, kind in found if kind != "heading" and not _of_wall(b, wall) and not is_boilerplate(b)
        ]
        if sum(len(block.split()) for block in own) < OWN_WORDS:
            raise Refused(f"the page {only}")
        return (partly,)
    if not found:
        raise Refused("is a web page without any text: save it again when it has loaded")
    return ()


def _of_wall(block: str, wall: re.Pattern[str]) -> bool:
    """Whether a block is of the wall: it says so, or is about privacy and partners as such notices are."""
    return bool(
        wall.search(block)
        or re.search(r"(?i)\b(?:cookies?|privacy|partners|password|subscri|consent)", block)
    )


def _hidden(count: int) -> tuple[str, ...]:
    if count < MANY_HIDDEN:
        return ()
    return (f"The page holds {count:,} words that a browser does not show: they were left out.",)


def _struck_out(count: int) -> tuple[str, ...]:
    return (f"The page holds words that are struck out ({count:,}): they were left out.",) if count else ()


def _words_of(tree: Element) -> str:
    """All text of the page but scripts and styles, with one space between words."""
    texts = tree.xpath("//text()[not(ancestor::script or ancestor::style)]")
    return " ".join(" ".join(texts).split())


def _size(found: list[Part]) -> int:
    return sum(len(block) for block, _ in found)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
