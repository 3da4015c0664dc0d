"""Non-dominated points, and frontiers of sums (Nemhauser, Ullmann 1969, Management Science 15(9)).

Points are rows, one column a party, more is better. Two points count as equal within `TOLERANCE`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TOLERANCE = 1e-9


def nondominated(points: Floats) -> Ints:
    """Indices of the points that no other point beats, in order; of equal points the first."""
    if points.shape[1] == 2:
        return _nondominated_pairs(points)
    order = np.lexsort(tuple(-points[:, c] for c in reversed(range(points.shape[1]))))
    kept: list[int] = []
    for index in order:
        rivals = points[kept]
        if not len(kept) or not (rivals >= points[index] - TOLERANCE).all(axis=1).any():
            kept.append(int(index))
    return np.array(sorted(kept), dtype=np.int64)


def _nondominated_pairs(points: Floats) -> Ints:
    order = np.lexsort((np.arange(len(points)), -points[:, 1], -points[:, 0]))
    second = points[order, 1]
    before = np.concatenate([[-np.inf], np.maximum.accumulate(second)[:-1]])
    return np.sort(order[second > before + TOLERANCE])


def sum_frontier(parts: list[Floats]) -> tuple[Floats, Ints]:
    """Frontier of all sums of one point from each part: points (n, parties), choices (n, parts)."""
    points = np.zeros((1, parts[0].shape[1]))
    choices = np.zeros((1, 0), dtype=np.int64)
    for part in parts:
        own = nondominated(part)
        sums = (points[:, None, :] + part[own][None, :, :]).reshape(-1, points.shape[1])
        kept = nondominated(sums)
        choices = np.concatenate([choices[kept // len(own)], own[kept % len(own)][:, None]], axis=1)
        points = sums[kept]
    return points, choices
