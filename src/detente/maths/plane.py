"""In: lines and rings of points (x, y) in a plane. Out: lines and rings: clipped, simplified, tested.

Rings are arrays of shape (n, 2), with or without the first point repeated at the end.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Least x, least y, greatest x, greatest y."""


def area(ring: Points) -> float:
    """Signed area of a ring: positive counter-clockwise. The shoelace formula (Meister 1769)."""
    x, y = ring[:, 0], ring[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def centroid(ring: Points) -> tuple[float, float]:
    """Centre of mass of a ring's inside; the mean of its points where it encloses nothing."""
    origin = ring[0]
    near = ring - origin
    x, y = near[:, 0], near[:, 1]
    cross = x * np.roll(y, -1) - np.roll(x, -1) * y
    if abs(cross.sum()) < 1e-12:
        return float(ring[:, 0].mean()), float(ring[:, 1].mean())
    cx = np.sum((x + np.roll(x, -1)) * cross) / (3 * cross.sum())
    cy = np.sum((y + np.roll(y, -1)) * cross) / (3 * cross.sum())
    return float(cx + origin[0]), float(cy + origin[1])


def inside(ring: Points, x: float, y: float) -> bool:
    """True if the point is inside the ring, by the even-odd rule. Shimrat (1962), CACM 5, algorithm 112."""
    ax, ay = ring[:, 0], ring[:, 1]
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    spans = (ay > y) != (by > y)
    rise = np.where(spans, by - ay, 1.0)
    return bool(np.count_nonzero(spans & (x < ax + (y - ay) * (bx - ax) / rise)) % 2)


def simplify(line: Points, tolerance: float) -> Points:
    """The line without points that stray less than `tolerance` from it; both ends stay.

    D. H. Douglas and T. K. Peucker (1973), Cartographica 10, without recursion.
    """
    keep = np.zeros(len(line), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(line) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        off = _off(line[first + 1 : last], line[first], line[last])
        worst = int(np.argmax(off))
        if off[worst] > tolerance:
            middle = first + 1 + worst
            keep[middle] = True
            spans += [(first, middle), (middle, last)]
    return line[keep]


def _off(points: Points, a: Points, b: Points) -> Points:
    """Distance of each point from the segment a-b."""
    along = b - a
    length = float(along @ along)
    share = np.clip((points - a) @ along / length, 0, 1) if length else np.zeros(len(points))
    gap = points - a - share[:, None] * along
    return np.hypot(gap[:, 0], gap[:, 1])


def clamp(line: Points, box: Box) -> Points:
    """The line with everything outside the box pressed onto its edge.

    Points are put in where the line crosses an edge's line, so that what is inside stays as it is and
    lines that shared points still share them: rings that meet along a border go on meeting.
    """
    west, south, east, north = box
    dense = line
    for axis, level in ((0, west), (0, east), (1, south), (1, north)):
        dense = _with_crossings(dense, axis, level)
    return np.column_stack([np.clip(dense[:, 0], west, east), np.clip(dense[:, 1], south, north)])


def _with_crossings(line: Points, axis: int, level: float) -> Points:
    a, b = line[:-1], line[1:]
    crosses = (a[:, axis] - level) * (b[:, axis] - level) < 0
    at = np.flatnonzero(crosses)
    share = (level - a[at, axis]) / (b[at, axis] - a[at, axis])
    points = a[at] + share[:, None] * (b[at] - a[at])
    points[:, axis] = level
    return np.insert(line, at + 1, points, axis=0)


def clip_ring(ring: Points, box: Box) -> Points:
    """The part of a ring inside the box, as one ring; empty if there is none.

    I. E. Sutherland and G. W. Hodgman (1974), CACM 17. Parts cut off from each other stay joined
    along the box's edge, so clip to a box larger than what is shown.
    """
    for axis, level, keep in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        if not len(ring):
            break
        closed = _with_crossings(np.vstack([ring, ring[:1]]), axis, level)[:-1]
        ring = closed[keep * (closed[:, axis] - level) >= 0]
    return ring


def clip_line(line: Points, box: Box) -> list[Points]:
    """The parts of a line inside the box, each of at least two points.

    C. Liang and B. Barsky (1984), ACM Transactions on Graphics 3, segment by segment.
    """
    parts: list[list[Points]] = []
    for a, b in pairwise(line):
        span = _span(a, b, box)
        if span is None:
            continue
        start, end = a + span[0] * (b - a), a + span[1] * (b - a)
        if parts and span[0] == 0 and np.array_equal(parts[-1][-1], start):
            parts[-1].append(end)
        else:
            parts.append([start, end])
    return [np.array(part) for part in parts]


def _span(a: Points, b: Points, box: Box) -> tuple[float, float] | None:
    """The shares of the segment a-b between which it is inside the box, or None."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        step, start = float(b[axis] - a[axis]), float(a[axis])
        near, far = box[axis], box[axis + 2]
        if step == 0:
            if not near <= start <= far:
                return None
            continue
        one, other = sorted(((near - start) / step, (far - start) / step))
        low, high = max(low, one), min(high, other)
    return (low, high) if low < high else None
