"""In: rings and lines of an outline, and how their edges run. Out: short pieces, (n, 4) degrees.

A piece is so short that it hardly matters any more whether it is read as straight in degrees, as a
shortest line, or as a chord through the Earth: the rule may use whichever costs least.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from detente.errors import UsageError
from detente.maths import geodesy

Points = NDArray[np.float64]
Ints = NDArray[np.int64]

LENGTH_KM = 3.0
"""Longest piece: its chord is at most 18 cm below the ground."""
STRAY_KM = 0.0002
"""How far a shortest line may stray from the piece that is straight in degrees: 20 cm."""


def cut_geodesic(edges: Points) -> Points:
    """Edges that are shortest lines on WGS 84: every cut lies on the shortest line."""
    x1, y1, x2, y2 = edges.T
    km, bearing = geodesy.inverse(x1, y1, x2, y2)
    which, number, counts = _numbered(_counts(edges, km))
    lon, lat = geodesy.destination(x1[which], y1[which], bearing[which], km[which] * number / counts[which])
    return _pieces(edges, which, number, np.column_stack([lon, lat]))


def cut_straight(edges: Points) -> Points:
    """Edges that are straight in longitude and latitude: every cut lies on that straight line."""
    x1, y1, x2, y2 = edges.T
    which, number, counts = _numbered(_counts(edges, geodesy.distance_km(x1, y1, x2, y2)))
    share = number / counts[which]
    lon, lat = x1[which] + (x2 - x1)[which] * share, y1[which] + (y2 - y1)[which] * share
    return _pieces(edges, which, number, np.column_stack([lon, lat]))


EDGES: dict[str, Callable[[Points], Points]] = {
    "geodesic": cut_geodesic,
    "straight-in-degrees": cut_straight,
}
"""How edges run between vertices."""


def cut(paths: Iterable[Points], edges: str) -> Points:
    """All pieces of the paths as (n, 4) degrees: the western end, then the eastern.

    Raises UsageError for an edge type that is not in EDGES.
    """
    if edges not in EDGES:
        listed = " or ".join(f"'{one}'" for one in EDGES)
        raise UsageError(f"edges run {listed}, not '{edges}'")
    pieces = EDGES[edges](_edges(paths))
    turned = pieces[:, 0] > pieces[:, 2]
    pieces[turned] = pieces[turned][:, [2, 3, 0, 1]]
    return pieces


def _edges(paths: Iterable[Points]) -> Points:
    """(n, 4): both ends of every edge. A path of one position is an edge of no length."""
    return np.vstack(
        [_moved(np.hstack([p[:-1], p[1:]])) if len(p) > 1 else np.hstack([p, p]) for p in paths]
    )


def _moved(edges: Points) -> Points:
    moved = np.any(edges[:, :2] != edges[:, 2:], axis=1)
    return edges[moved] if moved.any() else edges[:1]


def _counts(edges: Points, km: Points) -> Ints:
    """Into how many pieces each edge is cut.

    Straying: half the change of bearing along a piece times an eighth of its length bounds the height of
    the arc between the two readings; meridians turn by dlon sin(lat), and the scale of longitude changes
    as much again. It falls with the square of the number of pieces.
    """
    north = np.minimum(np.abs(edges[:, [1, 3]]).max(axis=1), 89.0)
    turn = 2 * np.radians(np.abs(edges[:, 2] - edges[:, 0])) * np.sin(np.radians(north))
    by_stray = np.sqrt(km * turn / 8 / STRAY_KM)
    counts: Ints = np.maximum(1, np.ceil(np.maximum(km / LENGTH_KM, by_stray))).astype(np.int64)
    return counts


def _numbered(counts: Ints) -> tuple[Ints, Ints, Ints]:
    """For every piece: its edge, and its number within the edge from 0; and the counts again."""
    which = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, number, counts


def _pieces(edges: Points, which: Ints, number: Ints, starts: Points) -> Points:
    """Pieces from where each starts: the vertices of the edge stay exactly what they were."""
    starts[number == 0] = edges[which[number == 0], :2]
    ends = np.empty_like(starts)
    ends[:-1] = starts[1:]
    last = np.append(which[1:] != which[:-1], True)
    ends[last] = edges[which[last], 2:]
    return np.hstack([starts, ends])
