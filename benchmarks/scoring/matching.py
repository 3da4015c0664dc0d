"""In: places in a text. Out: which of the found ones answer to which of the gold ones, one to one."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from scoring.gold import Place

WORD = re.compile(r"\w+")
ENOUGH = 0.5
"""Intersection over union, in words, from which two spans are the same statement."""
INSIDE = 0.4
"""Share of the longer span that a span lying inside it must have."""
BONUS = 0.4
"""What all tie-breaks of a document together may add: less than one optional match is worth."""
OPTIONAL = 0.5
"""Worth of a match with an optional gold, so that it never takes a proposal from another."""
SMALL = frozenset({"the", "a", "an", "mr", "mrs", "ms", "s"})
ALIKE = {"parties": "party", "sides": "side", "states": "state", "governments": "government"}


@dataclass(frozen=True)
class Words:
    """The words of a text, by offset."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def run(self, place: Place) -> range:
        """Positions of the words that a place touches."""
        return range(bisect_right(self.ends, place[0]), bisect_left(self.starts, place[1]))


def words_of(text: str) -> Words:
    """The words of a text."""
    found = [match.span() for match in WORD.finditer(text)]
    return Words(tuple(start for start, _ in found), tuple(end for _, end in found))


def shared(one: range, other: range) -> int:
    """How many words two runs have in common."""
    return max(0, min(one.stop, other.stop) - max(one.start, other.start))


def likeness(one: range, other: range) -> float:
    """Intersection over union, in words, 0 to 1."""
    both = shared(one, other)
    return both / (len(one) + len(other) - both) if both else 0.0


def may_match(one: range, other: range) -> bool:
    """Are these the same statement? By likeness, or because one holds the other and is not much longer."""
    both = shared(one, other)
    short, long = sorted((len(one), len(other)))
    return likeness(one, other) >= ENOUGH or (0 < both == short and short >= INSIDE * long)


def pair(
    golds: Sequence[Sequence[range]],
    found: Sequence[range],
    *,
    optional: Sequence[bool],
    fits: Callable[[range, range], bool] = may_match,
    rightness: Callable[[int, int], float] = lambda gold, other: 0.0,
) -> dict[int, int]:
    """The most matches between golds and found spans, one to one: position of gold -> position of found.

    golds      for each, the runs of words it may stand at
    found      the runs of words of what was found
    optional   for each gold, whether it may be left out: it gets a match only where that costs no other
    fits       which runs may match
    rightness  how right a match is otherwise, 0 to 1: breaks ties, together with the likeness
    """
    if not golds or not found:
        return {}
    part = BONUS / (2 * max(len(golds), len(found)))
    worth = [[0.0] * len(found) for _ in golds]
    for i, places in enumerate(golds):
        for j, run in enumerate(found):
            near = [likeness(place, run) for place in places if fits(place, run)]
            if near:
                base = OPTIONAL if optional[i] else 1.0
                worth[i][j] = base + part * (max(near) + rightness(i, j))
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return {int(i): int(j) for i, j in zip(rows, columns, strict=True) if worth[i][j] > 0}


def bare(name: str) -> tuple[str, ...]:
    """A name as it is compared: small letters, no accents, articles, titles or marks.

    >>> bare("The Defence Ministry's")
    ('defence', 'ministry')
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    parts = WORD.findall("".join(c for c in letters if not unicodedata.combining(c)))
    kept = [ALIKE.get(part, part) for part in parts if part not in SMALL]
    return tuple(kept or parts)


def same_name(one: str, other: str) -> bool:
    """Are two names the same, or is one contained in the other, word by word?"""
    short, long = sorted((bare(one), bare(other)), key=len)
    width = len(short)
    return bool(short) and any(long[i : i + width] == short for i in range(len(long) - width + 1))


def any_name(name: str, names: Iterable[str]) -> bool:
    """Is a name the same as any of these?"""
    return any(same_name(name, other) for other in names)
