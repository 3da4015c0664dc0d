"""In: a `CompiledZone` and positions as arrays. Out: `Located`: inside, km to the border, or why it is refused.

Plain numpy, for up to a few million positions; `positions.py` says the same to a database engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.checking.zones.compiled import MIXED, NEAR, CompiledZone
from detente.engines.coordinates import FINE, refuse
from detente.maths.geodesy import arc_km, distance_km, from_space, nearest_on_chord, to_space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

PLAIN_KM = 300.0
"""Up to here the length of an arc comes from its chord: within 35 cm. Beyond, from Vincenty's formula."""
CHUNK = 300_000
"""Pairs of a position and a piece at a time."""


@dataclass(frozen=True)
class Located:
    """Where positions are, one entry a position.

    inside     bool; False where refused
    km         to the border, never negative; NaN beyond the zone's distance and where refused
    refused    FINE, or a key of `engines.coordinates.REASONS`
    """

    inside: Bools
    km: Floats
    refused: NDArray[np.int8]


def locate(zone: CompiledZone, lon: ArrayLike, lat: ArrayLike) -> Located:
    """Where positions in degrees are. A position on the border itself, to rounding, may be either side."""
    x, y = np.atleast_1d(np.asarray(lon, float)), np.atleast_1d(np.asarray(lat, float))
    refused = refuse(x, y)
    cells, framed = cells_of(zone, x, y, refused == FINE)
    states = np.where(cells >= 0, zone.states[np.maximum(cells, 0)], 0)
    inside, km = states % 2 == 1, np.full(len(x), np.nan)
    near = np.flatnonzero(states >= NEAR)
    for some in _chunks(near, np.diff(zone.first)[zone.slots[cells[near]]]):
        inside[some], km[some] = _near(zone, cells[some], framed[some], y[some], inside[some])
    return Located(inside, np.where(km <= zone.km, km, np.nan), refused)


def cells_of(zone: CompiledZone, lon: Floats, lat: Floats, fine: Bools) -> tuple[Ints, Floats]:
    """The cell of every position, -1 off the grid or refused; and its longitude in the frame of the grid."""
    grid = zone.grid
    framed = np.where(lon < grid.west, lon + 360.0, lon)
    with np.errstate(invalid="ignore"):
        column, row = (
            np.floor((framed - grid.west) / grid.width),
            np.floor((lat - grid.south) / grid.height),
        )
        on = fine & (column >= 0) & (column < grid.columns) & (row >= 0) & (row < grid.rows)
    cells = np.full(len(lon), -1, np.int64)
    cells[on] = row[on].astype(np.int64) * grid.columns + column[on].astype(np.int64)
    return cells, framed


def _chunks(rows: Ints, counts: Ints) -> Iterator[Ints]:
    """The rows in parts that have about CHUNK pairs each."""
    if len(rows):
        yield from np.split(rows, np.flatnonzero(np.diff(np.cumsum(counts) // CHUNK)) + 1)


def _near(zone: CompiledZone, cells: Ints, lon: Floats, lat: Floats, centre: Bools) -> tuple[Bools, Floats]:
    slots = zone.slots[cells]
    counts = np.diff(zone.first)[slots]
    begin = np.concatenate([[0], np.cumsum(counts)[:-1]])
    of = np.repeat(np.arange(len(cells)), counts)
    members = zone.members[np.repeat(zone.first[slots] - begin, counts) + np.arange(len(of))]
    points = to_space(lon, lat)
    share, chord = nearest_on_chord(points[of], zone.starts[members], zone.ways[members])
    least = np.minimum.reduceat(chord, begin)
    odd = _crossed(zone, cells, of, members, lon, lat)
    return centre ^ odd, _ground_km(zone, points, (of, members, share, chord), least, (lon, lat))


def _crossed(
    zone: CompiledZone, cells: Ints, of: Ints, members: NDArray[np.int32], lon: Floats, lat: Floats
) -> Bools:
    """Is the border crossed an odd number of times between the centre of the cell and the position?"""
    pairs = np.flatnonzero(zone.states[cells[of]] >= MIXED)
    row, piece = of[pairs], members[pairs]
    left, over, right = zone.crossings(cells[row], piece)
    xl, _, xr, yr = zone.pieces[piece].T
    north = yr + (lon[row] - xr) * zone.slopes[piece] > lat[row]
    crossed = np.where(lon[row] <= xl, left, np.where(lon[row] > xr, right, over != north))
    odd: Bools = np.bincount(row, crossed, minlength=len(cells)) % 2 == 1
    return odd


def _ground_km(
    zone: CompiledZone,
    points: Floats,
    pairs: tuple[Ints, NDArray[np.int32], Floats, Floats],
    least: Floats,
    position: tuple[Floats, Floats],
) -> Floats:
    """From chords to lines over the ground."""
    if zone.km <= PLAIN_KM:
        return arc_km(least)
    of, members, share, chord = pairs
    nearest = np.flatnonzero(chord == least[of])
    nearest = nearest[np.unique(of[nearest], return_index=True)[1]]
    foot = zone.starts[members[nearest]] + share[nearest, None] * zone.ways[members[nearest]]
    return distance_km(*position, *from_space(foot))
