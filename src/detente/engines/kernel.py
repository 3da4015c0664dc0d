"""In: the arrays of a compiled zone and positions as arrays or a track file. Out: inside and km, by compiled code.

The same rule as `checking/zones/locate.py` in loops that numba compiles; needs the extra [fast].
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.engines.coordinates import refuse
from detente.engines.tracks import UNIT, Tell, read_groups
from detente.errors import MissingExtra
from detente.maths.geodesy import AXIS_KM, ECCENTRICITY2, MEAN_KM, distance_km, from_space

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

PLAIN_KM = 300.0
"""Up to here the length of an arc comes from its chord: within 35 cm. Beyond, from Vincenty's formula."""


@dataclass(frozen=True)
class Arrays:
    """A compiled zone as plain arrays.

    frame     west, south, width, height of a cell in degrees; and the distance in km
    shape     columns and rows of the grid
    states    (cells) 0 outside, 1 inside, 2 and 3 near, 4 and 5 mixed: the last bit is the centre's
    slots     (cells) place in `first`, or -1
    first     where each near cell's pieces begin in `members`
    pieces    (n, 5) degrees: western end, eastern end, degrees north per degree east
    lines     (n, 7) km: western end in space, way to the eastern end; 1 / length squared, 0 for no length
    """

    frame: tuple[float, float, float, float, float]
    shape: tuple[int, int]
    states: NDArray[np.uint8]
    slots: NDArray[np.int32]
    first: NDArray[np.int32]
    members: NDArray[np.int32]
    pieces: Floats
    lines: Floats


def locate_fast(
    arrays: Arrays, lon: NDArray[Any], lat: NDArray[Any], unit: float = 1.0
) -> tuple[Bools, Floats]:
    """Is each position inside, and km to the border: NaN beyond the distance.

    Positions in degrees, or in whole steps of which `unit` make a degree. One that must be refused
    (`coordinates.refuse`) is False and NaN here: ask for that beside. Raises MissingExtra without numba.
    """
    inside, km, foot = (np.zeros(len(lon), bool), np.full(len(lon), np.nan), np.zeros((0, 3)))
    exact = arrays.frame[4] > PLAIN_KM
    if exact:
        foot = np.zeros((len(lon), 3))
    _compiled()(
        lon, lat, unit, arrays.frame, arrays.shape, arrays.states, arrays.slots, arrays.first, arrays.members,
        arrays.pieces, arrays.lines, inside, km, foot,
    )  # fmt: skip
    if exact:
        near = np.flatnonzero(~np.isnan(km))
        km[near] = distance_km(lon[near] / unit, lat[near] / unit, *from_space(foot[near]))
    km[km > arrays.frame[4]] = np.nan
    return inside, km


def locate_tracks(
    arrays: Arrays, path: Path, tell: Tell | None = None
) -> Iterator[tuple[dict[str, Any], Bools, Floats]]:
    """A track file a row group at a time: its columns as Arrow arrays, inside and km.

    Raises NotReadable where it is not a whole track file.
    """
    for columns, share in read_groups(path, ("object", "t", "lon", "lat")):
        inside, km = locate_fast(arrays, columns["lon"].to_numpy(), columns["lat"].to_numpy(), UNIT)
        yield columns, inside, km
        if tell is not None:
            tell("locating", share)


def locate_batches(
    arrays: Arrays, batches: Iterator[Any], lon: str = "lon", lat: str = "lat"
) -> Iterator[Any]:
    """Arrow record batches in, the same with `inside`, `km` and `refused` out: what Spark's mapInArrow calls."""
    import pyarrow as pa

    for batch in batches:
        unit = UNIT if pa.types.is_integer(batch.schema.field(lon).type) else 1.0
        x, y = (batch.column(name).to_numpy(zero_copy_only=False) for name in (lon, lat))
        inside, km = locate_fast(arrays, x, y, unit)
        codes = refuse(x / unit, y / unit)
        fine = codes == 0
        yield (
            batch.append_column("inside", pa.array(inside, mask=~fine))
            .append_column("km", pa.array(km, mask=np.isnan(km)))
            .append_column("refused", pa.array(codes))
        )


@cache
def _compiled() -> Callable[..., None]:
    try:
        import numba
    except ImportError:
        raise MissingExtra("the compiled kernel", "fast") from None
    compiled: Callable[..., None] = numba.njit(nogil=True)(_locate)
    return compiled


def _locate(  # type: ignore[no-untyped-def]
    lon, lat, unit, frame, shape, states, slots, first, members, pieces, lines, inside, km, foot
):
    """The loop; one long function, as calls between compiled functions would hide it from the optimiser."""
    west, south, width, height, _ = frame
    columns, rows = shape
    keep_foot = foot.shape[0] > 0
    for i in range(lon.shape[0]):
        degrees, y = lon[i] / unit, lat[i] / unit
        # Comparisons with NaN are false, so what is not a number goes here with what is off the globe.
        if not (abs(degrees) <= 180.0 and abs(y) <= 90.0):
            continue
        x = degrees + 360.0 if degrees < west else degrees
        column, row = math.floor((x - west) / width), math.floor((y - south) / height)
        if column < 0 or column >= columns or row < 0 or row >= rows:
            continue
        cell = row * columns + column
        state = states[cell]
        inside[i] = state % 2 == 1
        if state < 2:
            continue
        phi, lam = math.radians(y), math.radians(x)
        sine = math.sin(phi)
        normal = AXIS_KM / math.sqrt(1 - ECCENTRICITY2 * sine * sine)
        level = normal * math.cos(phi)
        px, py = level * math.cos(lam), level * math.sin(lam)
        pz = normal * (1 - ECCENTRICITY2) * sine
        slot = slots[cell]
        best = 1e300
        for place in range(first[slot], first[slot + 1]):
            line = lines[members[place]]
            gx, gy, gz = px - line[0], py - line[1], pz - line[2]
            share = (gx * line[3] + gy * line[4] + gz * line[5]) * line[6]
            share = min(1.0, max(0.0, share))
            gx, gy, gz = gx - share * line[3], gy - share * line[4], gz - share * line[5]
            square = gx * gx + gy * gy + gz * gz
            if square < best:
                best = square
                if keep_foot:
                    foot[i, 0], foot[i, 1], foot[i, 2] = px - gx, py - gy, pz - gz
        chord = math.sqrt(best)
        u = (chord / MEAN_KM) * (chord / MEAN_KM)
        km[i] = chord * (1 + u * (1 / 24 + u * (3 / 640)))
        if state < 4:
            continue
        cx, cy = west + (column + 0.5) * width, south + (row + 0.5) * height
        odd = False
        for place in range(first[slot], first[slot + 1]):
            piece = pieces[members[place]]
            xl, yl, xr, yr, slope = piece[0], piece[1], piece[2], piece[3], piece[4]
            if cx <= xl:
                here = yl > cy
            elif cx > xr:
                here = yr > cy
            else:
                here = yr + (cx - xr) * slope > cy
            if x <= xl:
                there = yl > cy
            elif x > xr:
                there = yr > cy
            else:
                there = yr + (x - xr) * slope > y
            if here != there:
                odd = not odd
        if odd:
            inside[i] = not inside[i]
