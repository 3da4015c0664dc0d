"""In: a document. Out: the tree of a treaty's clauses, each with its label, its own words and its place."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from detente.reading.document import Document
from detente.reading.treaty.markers import (
    MAJOR,
    RANKS,
    Line,
    Marker,
    arabic,
    hangs,
    inline,
    is_title,
    lines_of,
    major,
    minor,
)
from detente.reading.treaty.page import REMEMBERED, Page, Run, page_of
from detente.reading.treaty.sentences import LONGEST, sentences, sort_of

ClauseKind = Literal["preamble", "heading", "operative", "definition", "formal", "closing"]
AGREED = re.compile(r"(?:as\s+follows|the\s+following)\s*[:.]$")
CLOSING = re.compile(
    r"\s*(?:DONE|Done|SIGNED|Signed|IN WITNESS WHEREOF|In witness whereof|FOR THE|For the Government)\b"
)
LIST_STYLES = re.compile(r"\(|[A-Za-z][).]|•")


@dataclass(frozen=True)
class Clause:
    """A numbered or lettered part of a treaty, its preamble, or its closing words.

    path     numbers and labels from the widest to the narrowest: ("Annex A", "Article 4", "2", "a")
    label    how it is cited: "Article 4, paragraph 2, subparagraph (a)"
    kind     `preamble`, `heading` (no words of its own), `operative`, `definition`, `formal`
             (entry into force, deposit, ...: it binds nobody to a restraint) or `closing`
    title    its heading, if it has one
    start, end  the whole of it, with everything under it
    runs     the places of its own words: neither number and title nor what stands under it
    parent   the position, in the same tuple, of the clause it stands under
    chapeau  the words that open the list it is an item of: "The Parties shall not:"
    notes    what is odd about its number, in sentences
    """

    path: tuple[str, ...]
    label: str
    kind: ClauseKind
    title: str
    start: int
    end: int
    runs: tuple[Run, ...]
    parent: int | None = None
    chapeau: str = ""
    notes: tuple[str, ...] = ()


@dataclass
class Node:
    """A clause while the lines are being read."""

    marker: Marker
    parent: int | None
    start: int
    end: int
    runs: list[Run] = field(default_factory=list)
    title: str = ""
    tail: bool = False
    """True if words came after the list under it: they belong to every item."""


PREAMBLE = Marker("preamble", 0, "", "Preamble", 0, 0)
END = Marker("closing", 0, "", "Closing words", 0, 0)
TEXT = Marker("text", 6, "", "Text", 0, 0)
BULLET = Marker("•", 0, "", "", 0, 0)


class Builder:
    """Reads lines in order and grows the list of nodes; `stack` holds the open ones, widest first."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.nodes = [Node(PREAMBLE, None, 0, 0)]
        self.stack = [0]
        self.articled = False

    def open(self, marker: Marker, start: int) -> None:
        """Close what is not wider than this marker, and open its clause."""
        while self.stack and not self._wider(self.nodes[self.stack[-1]].marker, marker):
            self.stack.pop()
        parent = self.stack[-1] if self.stack else None
        self.nodes.append(Node(marker, parent, start, marker.end, title=marker.title))
        self.stack.append(len(self.nodes) - 1)

    def _wider(self, one: Marker, new: Marker) -> bool:
        if one.style in ("preamble", "closing") or new.style == "closing":
            return False
        if new.rank:
            return 0 < one.rank < new.rank
        if one.rank:
            return True
        return not any(self.nodes[i].marker.style == new.style for i in self.stack) or (
            one.style != new.style and self._above(one, new)
        )

    def _above(self, one: Marker, new: Marker) -> bool:
        """True if `one` is open further out than the open clause of the new marker's style."""
        styles = [self.nodes[i].marker.style for i in self.stack]
        return styles.index(one.style) < styles.index(new.style)

    def add(self, start: int, end: int, apart: bool) -> None:
        """Words of the clause that is open, or of the one around the list that has just ended."""
        start, end = self.page.trim(start, end)
        if start == end:
            return
        if apart:
            self._leave_list(start)
            self._leave_preamble(start)
        node = self.nodes[self.stack[-1]]
        if node.runs and not apart and node.runs[-1][1] == node.end:
            node.runs[-1] = (node.runs[-1][0], end)
        else:
            node.runs.append((start, end))
        node.end = end

    def _leave_list(self, start: int) -> None:
        """A paragraph after a list that has ended is no part of its last item."""
        text = self.page.plain
        while len(self.stack) > 1 and LIST_STYLES.match(self.nodes[self.stack[-1]].marker.style):
            node = self.nodes[self.stack[-1]]
            ended = bool(node.runs) and text[node.runs[-1][1] - 1] == "."
            if not ended and not text[start].islower():
                return
            self.stack.pop()
            self.nodes[self.stack[-1]].tail = text[start].islower()

    def _leave_preamble(self, start: int) -> None:
        """What follows "have agreed as follows:" is no preamble, even without a number."""
        node = self.nodes[self.stack[-1]]
        if node.marker.style != "preamble" or not node.runs:
            return
        if AGREED.search(self.page.plain, max(0, node.end - 60), node.end):
            self.open(replace(TEXT, start=start, end=start), start)

    def numbered(self) -> bool:
        """True if a numbered clause has begun: what follows may be an annex or the closing words."""
        return any(node.marker.number.isdigit() and node.runs for node in self.nodes)

    def bullet(self, start: int) -> None:
        """An item without a number."""
        self.open(replace(BULLET, start=start, end=start), start)

    def styled(self, marker: Marker) -> Marker:
        """The marker, with (i) told apart as a letter or a roman number by what is open."""
        if "a" not in marker.style or not arabic(marker.number):
            return marker
        roman = replace(marker, style=marker.style.replace("a", "i"))
        previous = {self.nodes[i].marker.style: self.nodes[i].marker.number for i in self.stack}
        if roman.style in previous and arabic(marker.number) == arabic(previous[roman.style]) + 1:
            return roman
        letter = previous.get(marker.style, "")
        if len(marker.number) == 1 and len(letter) == 1 and ord(marker.number) == ord(letter) + 1:
            return marker
        return roman if marker.number == "i" or len(marker.number) > 1 else marker


def _continues(builder: Builder, marker: Marker) -> bool:
    """True if a clause of this style with the number before is open."""
    for i in builder.stack:
        one = builder.nodes[i].marker
        if one.style[:1] == marker.style[:1] and one.number.isdigit() and marker.number.isdigit():
            found = int(marker.number) == int(one.number) + 1
        else:
            alike = one.style == marker.style and len(one.number) == len(marker.number) == 1
            found = alike and ord(marker.number) == ord(one.number) + 1
        if found:
            return True
    return False


def _opens(builder: Builder, marker: Marker, line: Line, before: str) -> bool:
    """True if a bare number at the start of a line opens a clause and is no part of a sentence."""
    if marker.number.isdigit() and int(marker.number) > 200:
        return False
    if line.apart or not before:
        return True
    if hangs(before) and not before.rstrip().endswith((",", "and", "or")):
        return False
    return (
        before.rstrip()[-1] in ".;:,)"
        or before.split()[-1] in ("and", "or")
        or _continues(builder, marker)
        or is_title(before)
    )


def _numbers(builder: Builder, line: Line, at: int, before: str) -> int:
    """Open the clauses of the bare numbers that stand at `at`; return where the words begin."""
    for _ in range(3):
        marker = minor(builder.page, at, line.end)
        if not marker or not _opens(builder, marker, line, before):
            break
        builder.open(builder.styled(marker), marker.start)
        at, before = marker.end, ""
    return at


def _unlettered(builder: Builder, line: Line, before: str) -> bool:
    """True if the line is an item of a list that has no letters: it follows a colon or such an item."""
    open_now = builder.nodes[builder.stack[-1]]
    first = builder.page.plain[line.start : line.end].lstrip()[:1]
    if not first.islower() or open_now.marker.style in ("preamble", "closing"):
        return False
    if before.endswith(":"):
        return True
    return open_now.marker.style == "•" and bool(re.search(r"(?:;|;\s*(?:and|or)|,\s*(?:and|or))$", before))


def _grow(page: Page) -> list[Node]:
    lines = list(lines_of(page))
    builder = Builder(page)
    before, skip = "", -1
    for i, line in enumerate(lines):
        text = page.plain[line.start : line.end].strip()
        if i != skip:
            following = page.plain[lines[i + 1].start : lines[i + 1].end] if i + 1 < len(lines) else ""
            skip = i + 1 if _take(builder, line, before, following, lines[i + 2 : i + 3]) else -1
        before = text
    return builder.nodes


def _take(builder: Builder, line: Line, before: str, following: str, later: list[Line]) -> bool:
    """Read one line. True if the next one is a heading and has been read with it."""
    page = builder.page
    marker = major(page, line, before, following)
    if marker and (marker.rank > 1 or builder.articled or builder.numbered()):
        builder.articled = builder.articled or marker.style in ("article", "section")
        builder.open(marker, line.start)
        if (
            not marker.title
            and not page.plain[marker.end : line.end].strip()
            and _heads(page, following, later)
        ):
            builder.nodes[-1].title = " ".join(following.split()).strip(" .*_")
            return True
        _numbers_then_words(builder, line, marker.end)
        return False
    begun = builder.articled or builder.numbered()
    if begun and CLOSING.match(page.plain, line.start, line.end) and line.apart:
        builder.open(replace(END, start=line.start, end=line.start), line.start)
    at = _numbers(builder, line, line.start, before)
    if at == line.start and _unlettered(builder, line, before):
        builder.bullet(line.start)
    builder.add(at, line.end, line.apart and at == line.start)
    return False


def _numbers_then_words(builder: Builder, line: Line, at: int) -> None:
    at = _numbers(builder, line, at, "")
    builder.add(at, line.end, True)


def _heads(page: Page, following: str, later: list[Line]) -> bool:
    """True if the line under an article's label is its heading and not its first words."""
    label = MAJOR.match(following)
    if not is_title(following) or (label and label["num"] and label["word"].lower() in RANKS):
        return False
    if re.match(r"\s*(?:\(?\w{1,3}[.)]\s|[-•–—]\s)", following):
        return False
    if not later or later[0].apart:
        return True
    return (
        not page.plain[later[0].start : later[0].end].lstrip()[:1].islower() and len(following.split()) <= 8
    )


def _split_inline(page: Page, nodes: list[Node]) -> list[Node]:
    """The same nodes, and under each one the items of a list that runs on in its words."""
    grown: list[Node] = []
    place: dict[int, int] = {}
    for i, node in enumerate(nodes):
        place[i] = len(grown)
        grown.append(node)
        node.parent = None if node.parent is None else place[node.parent]
        if node.marker.style != "preamble":
            grown += _inline_items(page, node, place[i])
    return grown


def _inline_items(page: Page, node: Node, at: int) -> list[Node]:
    items: list[Node] = []
    runs: list[Run] = []
    for start, end in node.runs:
        marks = inline(page, start, end)
        ends = [*(mark.start for mark in marks[1:]), end]
        runs.append(page.trim(start, marks[0].start) if marks else (start, end))
        for mark, stop in zip(marks, ends, strict=True) if marks else ():
            last = _item_end(page, mark.end, stop) if stop == end else stop
            run = page.trim(mark.end, last)
            items.append(Node(mark, at, mark.start, run[1], [run]))
            if last < end and stop == end:
                runs.append(page.trim(last, end))
    node.runs = [run for run in runs if run[0] < run[1]]
    return items


def _item_end(page: Page, start: int, end: int) -> int:
    """Where the last item of a list ends that runs on in a paragraph: with its sentence."""
    return next((stop for _, stop in sentences(page, start, end)), end)


def _close(nodes: list[Node]) -> None:
    """Stretch every node over what stands under it."""
    for node in reversed(nodes):
        if node.parent is not None:
            nodes[node.parent].end = max(nodes[node.parent].end, node.end)


def _dropped(nodes: list[Node]) -> set[int]:
    """Empty articles that come again with words: a table of contents."""
    full = {n.marker.shown for i, n in enumerate(nodes) if n.marker.rank and n.end > n.marker.end + 1}
    parents = {n.parent for n in nodes}
    return {
        i
        for i, n in enumerate(nodes)
        if n.marker.rank == 5 and not n.runs and i not in parents and n.marker.shown in full
    }


def _empty_preamble(nodes: list[Node]) -> set[int]:
    return set() if nodes[0].runs or any(node.parent == 0 for node in nodes) else {0}


def nodes_of(page: Page) -> list[Node]:
    """The clauses of a page as nodes, in order; the preamble is the first."""
    nodes = _grow(page)
    _preamble(nodes)
    nodes = _split_inline(page, nodes)
    _close(nodes)
    gone = _dropped(nodes) | _empty_preamble(nodes)
    kept = [i for i in range(len(nodes)) if i not in gone]
    place = {i: at for at, i in enumerate(kept)}
    for i in kept:
        parent = nodes[i].parent
        nodes[i].parent = None if parent is None else place.get(parent)
    return [nodes[i] for i in kept]


def _preamble(nodes: list[Node]) -> None:
    """What is numbered before the first article of a text that has articles is still preamble."""
    first = next((i for i, n in enumerate(nodes) if n.marker.rank), None)
    if first is None or nodes[first].marker.rank == 1:
        return
    for i in range(1, first):
        nodes[i].marker = replace(nodes[i].marker, style="preamble", shown="Preamble")
        nodes[i].parent = 0


def path_of(nodes: list[Node], i: int) -> tuple[str, ...]:
    """Numbers and labels from the widest clause to this one."""
    path: list[str] = []
    at: int | None = i
    while at is not None:
        marker = nodes[at].marker
        if marker.rank:
            path.append(f"{marker.style.capitalize()} {marker.number}".strip())
        else:
            path.append(marker.number or marker.shown or "•")
        at = nodes[at].parent
    return tuple(reversed(path))


def _named(marker: Marker, above: list[Marker]) -> str:
    """How one step of a label is written."""
    if marker.rank:
        return marker.shown
    if marker.style in ("preamble", "closing"):
        return marker.shown
    figure = marker.number[:1].isdigit()
    deeper = any(not one.rank and one.number for one in above)
    if figure and not deeper:
        return f"paragraph {marker.number}"
    if figure:
        return f"subparagraph {marker.shown}"
    romans = any(not one.rank and not one.number[:1].isdigit() and one.number for one in above)
    return f"{'item' if romans else 'subparagraph'} {marker.shown}"


def _dotted(wide: Marker, narrow: Marker) -> bool:
    """True if the narrower number holds the wider one: 2 and 2.1."""
    return not wide.rank and bool(wide.number) and narrow.number.startswith(f"{wide.number}.")


def label_of(nodes: list[Node], i: int) -> str:
    """How a clause is cited. Parts, chapters and sections above an article are left out."""
    chain: list[Marker] = []
    at: int | None = i
    while at is not None:
        chain.insert(0, nodes[at].marker)
        at = nodes[at].parent
    chain = [m for k, m in enumerate(chain) if not any(_dotted(m, one) for one in chain[k + 1 :])]
    narrow = max((m.rank for m in chain if 2 <= m.rank <= 5), default=0)
    steps = [
        _named(m, chain[:k]) for k, m in enumerate(chain) if m.style != "•" and not (2 <= m.rank < narrow)
    ]
    label = ", ".join(steps)
    return label[:1].upper() + label[1:]


def _notes(nodes: list[Node]) -> dict[int, list[str]]:
    """What is odd about the numbers of articles and paragraphs, by node."""
    notes: dict[int, list[str]] = {}
    last: dict[tuple[int | None, str], int] = {}
    seen: Counter[tuple[int | None, str, str]] = Counter()
    for i, node in enumerate(nodes):
        marker = node.marker
        scope = None if marker.style == "article" and not _in_annex(nodes, i) else node.parent
        if not marker.number.isdigit():
            continue
        seen[scope, marker.style, marker.number] += 1
        before, number = last.get((scope, marker.style), 0), int(marker.number)
        if seen[scope, marker.style, marker.number] > 1:
            notes.setdefault(i, []).append(f"{label_of(nodes, i)} stands in the text more than once.")
        elif number != before + 1 and number < 1000:
            text = (
                f"{label_of(nodes, i)} follows number {before}."
                if before
                else (f"{label_of(nodes, i)} is the first of its kind there, though its number is not 1.")
            )
            notes.setdefault(i, []).append(text)
        last[scope, marker.style] = number
    return notes


def _in_annex(nodes: list[Node], i: int) -> bool:
    at: int | None = i
    while at is not None:
        if nodes[at].marker.rank == 1:
            return True
        at = nodes[at].parent
    return False


def _kind(page: Page, node: Node) -> ClauseKind:
    if node.marker.style == "preamble":
        return "preamble"
    if node.marker.style == "closing":
        return "closing"
    if not node.runs:
        return "heading"
    sorts = {sort_of(page.plain[s:e]) for run in node.runs for s, e in sentences(page, *run)}
    if "definition" in sorts and "plain" not in sorts - {"definition"}:
        return "definition"
    return "formal" if sorts == {"formal"} else "operative"


def _chapeau(page: Page, nodes: list[Node], node: Node) -> str:
    above = nodes[node.parent] if node.parent is not None else None
    if above is None or node.marker.rank or above.marker.style == "preamble":
        return ""
    opened = [run for run in above.runs if run[1] <= node.start]
    if not opened or page.plain[opened[-1][1] - 1] not in ":-—–":
        return ""
    return page.words(max(opened[-1][0], opened[-1][1] - LONGEST), opened[-1][1])


def clauses_of(page: Page, nodes: list[Node]) -> tuple[Clause, ...]:
    """The nodes as clauses."""
    notes = _notes(nodes)
    return tuple(
        Clause(
            path_of(nodes, i), label_of(nodes, i), _kind(page, node), node.title, node.start, node.end,
            tuple(node.runs), node.parent, _chapeau(page, nodes, node), tuple(notes.get(i, ())),
        )
        for i, node in enumerate(nodes)
    )  # fmt: skip


@lru_cache(maxsize=REMEMBERED)
def clauses_in(document: Document) -> tuple[Clause, ...]:
    """The tree of a document's clauses, in the order of the text."""
    page = page_of(document)
    return clauses_of(page, nodes_of(page))
