"""In: pieces of a row of fixes, between jumps that cannot be. Out: those that stay when strays are taken out."""

from __future__ import annotations

import heapq
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Fits = Callable[[int, int], bool]
"""Could the object have got from one fix to a later one?"""

Key = tuple[int, bool, int]
STRAY = 10
"""A piece is a stray, whatever its neighbours are, up to one part in so many of all fixes."""


class Pieces:
    """Pieces in a row, each from its first fix to its last, that can be taken out or grow together.

    size    fixes of every piece that is still there, by its number
    first, last  its ends, by number
    """

    def __init__(self, first: Ints, last: Ints) -> None:
        self.first, self.last = first.tolist(), last.tolist()
        self.size = {
            n: end - start + 1 for n, (start, end) in enumerate(zip(self.first, self.last, strict=True))
        }
        self.total = sum(self.size.values())
        self.spans = {
            n: [(start, end)] for n, (start, end) in enumerate(zip(self.first, self.last, strict=True))
        }
        self.before: dict[int, int] = {n: n - 1 for n in self.size if n > 0}
        self.after: dict[int, int] = {n: n + 1 for n in self.size if n + 1 < len(self.size)}

    def take_out(self, piece: int) -> None:
        """Its neighbours stand side by side from now on."""
        before, after = self.before.pop(piece, None), self.after.pop(piece, None)
        if before is not None:
            self.after.pop(before, None)
        if after is not None:
            self.before.pop(after, None)
        if before is not None and after is not None:
            self.after[before], self.before[after] = after, before
        del self.size[piece], self.spans[piece]

    def join(self, piece: int, after: int) -> None:
        """One piece of two neighbours, under the number of the first."""
        size, spans, last = self.size[after], self.spans[after], self.last[after]
        self.take_out(after)
        self.size[piece] += size
        self.spans[piece] += spans
        self.last[piece] = last

    def bridged(self, piece: int, fits: Fits) -> bool:
        """Do what stands before and what stands after it fit together without it?"""
        before, after = self.before.get(piece), self.after.get(piece)
        return before is not None and after is not None and fits(self.last[before], self.first[after])

    def key(self, piece: int, fits: Fits) -> Key:
        """The order in which pieces go: short ones first, then those that are not missed, then early ones."""
        return self.size[piece], not self.bridged(piece, fits), piece

    def goes(self, key: Key) -> bool:
        """Is a piece a stray?"""
        size, missed, _ = key
        return len(self.size) > 1 and (size * STRAY <= self.total or (not missed and 2 * size < self.total))


def thinned(pieces: Pieces, fits: Fits) -> list[tuple[int, int]]:
    """First and last fix of every piece that stays, in order. Changes `pieces`; n log n in their number."""
    waiting = [pieces.key(n, fits) for n in pieces.size]
    heapq.heapify(waiting)
    while waiting:
        key = heapq.heappop(waiting)
        piece = key[2]
        if piece not in pieces.size or key != pieces.key(piece, fits) or not pieces.goes(key):
            continue
        for changed in _without(pieces, piece, fits):
            heapq.heappush(waiting, pieces.key(changed, fits))
    return sorted(span for spans in pieces.spans.values() for span in spans)


def _without(pieces: Pieces, piece: int, fits: Fits) -> list[int]:
    """Take a piece out, let its neighbours grow together if they fit; the pieces whose key that changes."""
    before, after = pieces.before.get(piece), pieces.after.get(piece)
    pieces.take_out(piece)
    if before is not None and after is not None and fits(pieces.last[before], pieces.first[after]):
        pieces.join(before, after)
        after = pieces.after.get(before)
    near = [one for one in (before, after) if one is not None]
    beyond = [
        other
        for one in near
        for other in (pieces.before.get(one), pieces.after.get(one))
        if other is not None
    ]
    return list(dict.fromkeys([*near, *beyond]))
