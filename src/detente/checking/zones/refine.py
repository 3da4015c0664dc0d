"""In: pieces of border and a distance. Out: a grid, the state of its cells, and the pieces of each near one.

Cells are halved both ways again and again. A cell keeps the pieces that can be the nearest to some
point of it, and is done with when it lies further from the border than the distance. Two tests drop a
piece. By the triangle inequality it is no further from the centre than the nearest piece and the size of
the cell. And some corner is nearer to it than to the foot q of the centre on the border: the square of
the distance to a point of the piece less that to q is linear, so where it is positive at all corners it is
positive between them, but for the bulge of the cell out of the plane.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.checking.zones.compiled import MIXED, NEAR, Grid
from detente.maths.geodesy import chord_km, dot, nearest_on_chord, to_space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RADIUS_KM = 6400.0
"""Greater than any radius of curvature of WGS 84 (6399.6 km at the poles)."""
SMALL_KM = 6300.0
"""Less than any radius of curvature of WGS 84 (6335.4 km along the meridian at the equator)."""
SLACK_KM = 1e-6
"""Added to bounds against rounding: a millimetre."""
ENOUGH = 10_000
"""Near cells at which refining stops; the next round would make about three times as many."""
MOST = 3_000_000
"""Cells of a grid at most, far ones counted."""
SMALLEST_KM = 0.5
"""Cells are not made smaller than this."""
CHUNK = 400_000
"""Pairs of a cell and a piece at a time, so that the work stays in the processor's cache."""


@dataclass(frozen=True)
class Near:
    """Cells that may be within the distance: numbers, where each one's pieces begin, the pieces, and is it mixed."""

    cells: Ints
    first: Ints
    members: Ints
    mixed: Bools


@dataclass(frozen=True)
class Lines:
    """Pieces in space, (n, 3) km: where each starts and its way to its end; and the longest in km."""

    starts: Floats
    ways: Floats
    longest: float


@dataclass(frozen=True)
class Bounds:
    """Of every cell in km: how far its points are from its centre, and from the plane hull of its corners.

    `reach` is the distance that is asked for, as a chord, a little lengthened.
    """

    radii: Floats
    bulges: Floats
    reach: float


def refine(pieces: Floats, km: float, box: tuple[float, float, float, float]) -> tuple[Grid, Near]:
    """Halve the cells of `box` (west, south, east, north, degrees) until they are small enough.

    `pieces` (n, 4) degrees in the frame of the box.
    """
    starts = to_space(pieces[:, 0], pieces[:, 1])
    ways = to_space(pieces[:, 2], pieces[:, 3]) - starts
    lines = Lines(starts, ways, float(np.sqrt(dot(ways, ways).max())))
    grid = _root(box)
    every = np.arange(len(pieces))
    cells = np.arange(grid.columns * grid.rows)
    near = Near(
        cells, np.arange(len(cells) + 1) * len(every), np.tile(every, len(cells)), np.ones(len(cells), bool)
    )
    while True:
        near = _sift(grid, near, lines, km)
        if (
            len(near.cells) > ENOUGH
            or 4 * grid.columns * grid.rows > MOST
            or _height_km(grid) < SMALLEST_KM
        ):
            return grid, near
        grid, near = _halve(grid, near)


def _root(box: tuple[float, float, float, float]) -> Grid:
    """A row or a column of cells that are about as high as they are wide in km."""
    west, south, east, north = box
    wide, high = (east - west) * float(np.cos(np.radians((south + north) / 2))), north - south
    columns, rows = max(1, round(wide / high)), max(1, round(high / wide))
    return Grid(west, south, (east - west) / columns, (north - south) / rows, columns, rows)


def _height_km(grid: Grid) -> float:
    return float(np.radians(grid.height)) * RADIUS_KM


def _halve(grid: Grid, near: Near) -> tuple[Grid, Near]:
    """Every cell into four, each of which starts with all pieces of its parent."""
    finer = Grid(grid.west, grid.south, grid.width / 2, grid.height / 2, 2 * grid.columns, 2 * grid.rows)
    rows, columns = np.divmod(near.cells, grid.columns)
    corner = 2 * rows * finer.columns + 2 * columns
    cells = (corner[:, None] + [0, 1, finer.columns, finer.columns + 1]).ravel()
    counts = np.repeat(np.diff(near.first), 4)
    first = np.concatenate([[0], np.cumsum(counts)])
    place = np.repeat(np.repeat(near.first[:-1], 4) - first[:-1], counts) + np.arange(first[-1])
    return finer, Near(cells, first, near.members[place], np.repeat(near.mixed, 4))


def radii_km(grid: Grid, lat: Floats) -> Floats:
    """How far at most a point of a cell is from its centre, the centres being at these latitudes.

    The haversine formula on a sphere that is nowhere smaller than the ellipsoid, at the corner nearest
    the equator.
    """
    low = np.maximum(np.abs(lat) - grid.height / 2, 0.0)
    level = np.cos(np.radians(lat)) * np.cos(np.radians(low))
    up, across = np.sin(np.radians(grid.height / 4)), np.sin(np.radians(grid.width / 4))
    half = np.sqrt(np.minimum(up**2 + level * across**2, 1.0))
    return np.asarray(2 * RADIUS_KM * np.arcsin(half) + SLACK_KM)


def _sift(grid: Grid, near: Near, lines: Lines, km: float) -> Near:
    """Drop the cells beyond the distance, and of the others the pieces that cannot be nearest."""
    x, y = grid.centres(near.cells)
    radii, reach = radii_km(grid, y), chord_km(km) * 1.001 + SLACK_KM
    far = np.minimum(np.abs(y) + grid.height / 2, 89.9)
    bounds = Bounds(radii, radii**2 / (SMALL_KM * np.cos(np.radians(far))) + SLACK_KM, reach)
    centres, corners = to_space(x, y), _corners(grid, x, y)
    parts = [_sift_some(near, some, centres, corners, bounds, lines) for some in _chunks(near.first)]
    cells, counts, members, mixed = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Near(cells, np.concatenate([[0], np.cumsum(counts)]), members, mixed)


def _corners(grid: Grid, x: Floats, y: Floats) -> Floats:
    """(n, 4, 3) km."""
    east, north = np.array([-1, 1, -1, 1]) * grid.width / 2, np.array([-1, -1, 1, 1]) * grid.height / 2
    return to_space(x[:, None] + east, y[:, None] + north)


def _chunks(first: Ints) -> Iterator[slice]:
    """Slices of cells that have about CHUNK pairs together."""
    start = 0
    while start < len(first) - 1:
        stop = int(np.searchsorted(first, first[start] + CHUNK, side="right")) - 1
        stop = min(max(stop, start + 1), len(first) - 1)
        yield slice(start, stop)
        start = stop


def _sift_some(
    near: Near, some: slice, centres: Floats, corners: Floats, bounds: Bounds, lines: Lines
) -> tuple[Ints, Ints, Ints, Bools]:
    first = near.first[some.start : some.stop + 1]
    members, counts = near.members[first[0] : first[-1]], np.diff(first)
    of = np.repeat(np.arange(some.start, some.stop), counts)
    share, apart = nearest_on_chord(centres[of], lines.starts[members], lines.ways[members])
    least = np.minimum.reduceat(apart, first[:-1] - first[0])
    radius = bounds.radii[some]
    held = least - radius <= bounds.reach
    kept = np.flatnonzero(np.repeat(held, counts) & (apart <= np.repeat(least + 2 * radius, counts)))
    nearest = np.flatnonzero(apart == np.repeat(least, counts))
    nearest = nearest[np.searchsorted(nearest, first[:-1] - first[0])]
    feet = lines.starts[members[nearest]] + share[nearest, None] * lines.ways[members[nearest]]
    row = of[kept] - some.start
    slack = 2 * (apart[kept] + least[row] + lines.longest) * bounds.bulges[some][row]
    kept = kept[_may_win(corners[some], feet, row, slack, members[kept], lines)]
    sizes = np.bincount(of[kept] - some.start, minlength=len(counts))
    return near.cells[some][held], sizes[held], members[kept], (least <= radius)[held]


def _may_win(corners: Floats, feet: Floats, row: Ints, slack: Floats, members: Ints, lines: Lines) -> Bools:
    """Is some corner of the cell as near to the piece as to the foot of the cell's centre?"""
    wins, left = np.zeros(len(row), bool), np.arange(len(row))
    for corner in np.moveaxis(corners, 1, 0):
        _, apart = nearest_on_chord(
            corner[row[left]], lines.starts[members[left]], lines.ways[members[left]]
        )
        gap = corner - feet
        won = apart**2 <= dot(gap, gap)[row[left]] + slack[left]
        wins[left[won]] = True
        left = left[~won]
    return wins


# ---------------------------------------------------------------- inside


def states_of(grid: Grid, near: Near, pieces: Floats, slopes: Floats, *, area: bool) -> NDArray[np.uint8]:
    """The state of every cell: from its centre where the zone has an inside, and from what is near."""
    inside = _centres_inside(grid, pieces, slopes) if area else np.zeros(grid.columns * grid.rows, np.uint8)
    states = inside.copy()
    states[near.cells] |= np.where(near.mixed, MIXED, NEAR).astype(np.uint8)
    return states


def _centres_inside(grid: Grid, pieces: Floats, slopes: Floats) -> NDArray[np.uint8]:
    """1 for every cell whose centre has an odd number of pieces to its north, as `geodesy.count_north`."""
    x = grid.west + (np.arange(grid.columns) + 0.5) * grid.width
    y = grid.south + (np.arange(grid.rows) + 0.5) * grid.height
    xl, _, xr, yr = pieces.T
    begin, end = np.searchsorted(x, xl, side="right"), np.searchsorted(x, xr, side="right")
    counts = end - begin
    piece = np.repeat(np.arange(len(pieces)), counts)
    column = (
        np.arange(len(piece)) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(begin, counts)
    )
    above = yr[piece] + (x[column] - xr[piece]) * slopes[piece]
    south_of = np.searchsorted(y, above, side="left")
    marks = np.bincount(south_of * grid.columns + column, minlength=(grid.rows + 1) * grid.columns)
    marks = marks.reshape(grid.rows + 1, grid.columns)[1:]
    north = np.cumsum(marks[::-1], axis=0)[::-1]
    return (north % 2).astype(np.uint8).ravel()
