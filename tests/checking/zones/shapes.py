"""Zones for the tests, and what is true of them by a slow way of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pyproj
import shapely

from detente.case.zones import Zone

GEOD = pyproj.Geod(ellps="WGS84")


def zone(geometry: dict[str, Any], edges: str = "straight-in-degrees") -> Zone:
    """A zone of this geometry."""
    return Zone(id="z", name="Zone", boundary="own drawing", edges=edges, geometry=geometry)


def polygon(*rings: list[tuple[float, float]], edges: str = "straight-in-degrees") -> Zone:
    """A zone of one polygon; rings need not be closed."""
    return zone({"type": "Polygon", "coordinates": [[*ring, ring[0]] for ring in rings]}, edges)


def blob(seed: int, lon: float, lat: float, size: float, corners: int = 24) -> list[tuple[float, float]]:
    """A ragged ring about a point."""
    draw = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    reach = size * draw.uniform(0.4, 1.0, corners)
    return [
        (lon + r * float(np.cos(a)), lat + r * float(np.sin(a)) * 0.7)
        for a, r in zip(angle, reach, strict=True)
    ]


def true_border(ring: list[tuple[float, float]], edges: str) -> list[np.ndarray]:
    """Every edge as points some 200 m apart, cut by pyproj or in degrees."""
    closed = [*ring, ring[0]]
    return [_points(a, b, edges) for a, b in pairwise(closed)]


def _points(a: tuple[float, float], b: tuple[float, float], edges: str) -> np.ndarray:
    count = max(1, int(GEOD.inv(*a, *b)[2] / 200))
    if edges == "geodesic":
        return np.array([a, *GEOD.npts(*a, *b, count), b])
    return np.linspace(a, b, count + 2)


def true_km(borders: list[np.ndarray], lon: float, lat: float) -> float:
    """Least distance to the border by pyproj: to every point, then between the neighbours of the nearest."""
    best = np.inf
    for points in borders:
        metres = GEOD.inv(np.full(len(points), lon), np.full(len(points), lat), points[:, 0], points[:, 1])[
            2
        ]
        at = int(np.argmin(metres))
        near = points[max(0, at - 1) : at + 2]
        fine = np.vstack([np.linspace(p, q, 201) for p, q in pairwise(near)])
        best = min(
            best,
            GEOD.inv(np.full(len(fine), lon), np.full(len(fine), lat), fine[:, 0], fine[:, 1])[2].min(),
        )
    return float(best) / 1000


def true_inside(borders: list[np.ndarray], lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """By shapely on the border of `true_border`."""
    ring = shapely.Polygon(np.vstack(borders))
    shapely.prepare(ring)
    return shapely.contains_xy(ring, lon, lat)
