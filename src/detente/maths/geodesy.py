"""In: longitudes and latitudes in degrees on WGS 84. Out: kilometres, points, sides and chords.

The Earth is the ellipsoid, so a contested kilometre is a kilometre; `sphere.py` beside this is for
drawing. Points may also be given in space, as Cartesian coordinates from the centre of the Earth in
km: there the nearest point of a short piece of border needs no trigonometry at all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

AXIS_KM = 6378.137
"""Half the longer axis of WGS 84. NIMA (2000), TR8350.2, table 3.1."""
FLATTENING = 1 / 298.257223563
"""Flattening of WGS 84. NIMA (2000), TR8350.2, table 3.1."""
SHORT_KM = AXIS_KM * (1 - FLATTENING)
ECCENTRICITY2 = FLATTENING * (2 - FLATTENING)
MEAN_KM = (2 * AXIS_KM + SHORT_KM) / 3

ROUNDS = 60
"""Vincenty's series converges within 10 rounds unless the points are nearly antipodal."""
CLOSE = 1e-13
"""Radians between two rounds at which Vincenty's series has converged: under a micrometre."""
PIECES = 8
"""Pieces into which a search for the nearest point cuts its edge in each round."""
NARROWINGS = 8
"""Rounds of that search: each keeps two pieces of eight, so 10,000 km become 150 m."""


def distance_km(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Floats:
    """Length in km of the shortest line on WGS 84 between points in degrees; arrays broadcast.

    T. Vincenty (1975), Survey Review 23 (176), 88-93, inverse formula: within 0.1 mm of the exact
    length at any range. NaN for nearly antipodal points (beyond about 19,900 km), where the formula
    does not converge, and wherever a coordinate is NaN.
    """
    return inverse(lon1, lat1, lon2, lat2)[0]


def inverse(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> tuple[Floats, Floats]:
    """Length in km and bearing at the first point, degrees clockwise from north.

    Vincenty (1975), equations 13 to 20. Limits as in `distance_km`.
    """
    arrays = np.broadcast_arrays(*(np.asarray(one, float) for one in (lon1, lat1, lon2, lat2)))
    first, second = _reduced(arrays[1]), _reduced(arrays[3])
    (sin1, cos1), (sin2, cos2) = first, second
    turn = np.radians((arrays[2] - arrays[0] + 180) % 360 - 180)
    on_sphere = turn.copy()
    for _ in range(ROUNDS):
        sin_l, cos_l = np.sin(on_sphere), np.cos(on_sphere)
        sin_s = np.hypot(cos2 * sin_l, cos1 * sin2 - sin1 * cos2 * cos_l)
        cos_s = sin1 * sin2 + cos1 * cos2 * cos_l
        sigma = np.arctan2(sin_s, cos_s)
        sin_a = _over(cos1 * cos2 * sin_l, sin_s)
        cos2a = 1 - sin_a**2
        middle = cos_s - _over(2 * sin1 * sin2, cos2a)
        c = FLATTENING / 16 * cos2a * (4 + FLATTENING * (4 - 3 * cos2a))
        bend = sigma + c * sin_s * (middle + c * cos_s * (2 * middle**2 - 1))
        before, on_sphere = on_sphere, turn + (1 - c) * FLATTENING * sin_a * bend
        settled = np.abs(on_sphere - before) <= CLOSE
        if np.all(settled | np.isnan(on_sphere)):
            break
    a, b = _series(cos2a)
    length = SHORT_KM * a * (sigma - _delta(b, sin_s, cos_s, middle))
    bearing = np.degrees(np.arctan2(cos2 * sin_l, cos1 * sin2 - sin1 * cos2 * cos_l))
    return np.where(settled, length, np.nan), np.where(settled, bearing, np.nan)


def destination(lon: ArrayLike, lat: ArrayLike, bearing: ArrayLike, km: ArrayLike) -> tuple[Floats, Floats]:
    """The points reached by going `km` along the shortest line at `bearing` degrees from north.

    Vincenty (1975), equations 1 to 11, direct formula. Longitudes continue those given: a line that
    goes east over the 180th meridian ends beyond 180.
    """
    azimuth = np.radians(np.asarray(bearing, float))
    sin1, cos1 = _reduced(np.asarray(lat, float))
    sin_z, cos_z = np.sin(azimuth), np.cos(azimuth)
    start = np.arctan2(sin1, cos1 * cos_z)
    sin_a = cos1 * sin_z
    cos2a = 1 - sin_a**2
    a, b = _series(cos2a)
    plain = np.asarray(km, float) / (SHORT_KM * a)
    sigma = plain
    for _ in range(ROUNDS):
        middle = np.cos(2 * start + sigma)
        before, sigma = sigma, plain + _delta(b, np.sin(sigma), np.cos(sigma), middle)
        if np.all((np.abs(sigma - before) <= CLOSE) | np.isnan(sigma)):
            break
    middle = np.cos(2 * start + sigma)
    sin_s, cos_s = np.sin(sigma), np.cos(sigma)
    north = sin1 * cos_s + cos1 * sin_s * cos_z
    level = np.hypot(sin_a, sin1 * sin_s - cos1 * cos_s * cos_z)
    turn = np.arctan2(sin_s * sin_z, cos1 * cos_s - sin1 * sin_s * cos_z)
    c = FLATTENING / 16 * cos2a * (4 + FLATTENING * (4 - 3 * cos2a))
    bend = sigma + c * sin_s * (middle + c * cos_s * (2 * middle**2 - 1))
    east = turn - (1 - c) * FLATTENING * sin_a * bend
    return (
        np.asarray(np.asarray(lon, float) + np.degrees(east)),
        np.asarray(np.degrees(np.arctan2(north, (1 - FLATTENING) * level))),
    )


def _reduced(lat: Floats) -> tuple[Floats, Floats]:
    """Sine and cosine of the reduced latitude; the cosine of a pole is exactly 0."""
    phi = np.radians(lat)
    sine, cosine = (1 - FLATTENING) * np.sin(phi), np.cos(phi)
    size = np.hypot(sine, cosine)
    return sine / size, np.where(np.abs(lat) == 90, 0.0, cosine) / size


def _over(above: Floats, below: Floats) -> Floats:
    """A quotient that is 0 where both are: equal points, and lines along the equator."""
    zero = below == 0
    return np.where(zero, 0.0, above / np.where(zero, 1.0, below))


def _series(cos2a: Floats) -> tuple[Floats, Floats]:
    u2 = cos2a * (AXIS_KM**2 - SHORT_KM**2) / SHORT_KM**2
    a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    return a, b


def _delta(b: Floats, sin_s: Floats, cos_s: Floats, middle: Floats) -> Floats:
    third = b / 6 * middle * (4 * sin_s**2 - 3) * (4 * middle**2 - 3)
    return np.asarray(b * sin_s * (middle + b / 4 * (cos_s * (2 * middle**2 - 1) - third)))


# ---------------------------------------------------------------- edges


def along(
    lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike, share: ArrayLike
) -> tuple[Floats, Floats]:
    """Points of the shortest line at these shares of its length, 0 at the first end and 1 at the second.

    Arrays broadcast. Longitudes continue those of the first end.
    """
    km, bearing = inverse(lon1, lat1, lon2, lat2)
    return destination(lon1, lat1, bearing, km * np.asarray(share, float))


def nearest_on_edge(
    lon: ArrayLike, lat: ArrayLike, lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """The point of a shortest line that is nearest to a point: longitude, latitude and km to it.

    Arrays broadcast. The line is cut into eight pieces, the chord nearest in space is found, and the
    search goes on about it; so the foot is exact to under a metre for edges up to 10,000 km that pass
    within a quarter of the Earth of the point.
    """
    arrays = np.broadcast_arrays(*(np.asarray(one, float) for one in (lon, lat, lon1, lat1, lon2, lat2)))
    px, py, *ends = (np.atleast_1d(one)[..., None] for one in arrays)
    target = to_space(px, py)
    km, bearing = inverse(*ends)
    low, high = np.zeros_like(km), np.ones_like(km)
    for _ in range(NARROWINGS):
        shares = low + (high - low) * np.linspace(0, 1, PIECES + 1)
        points = to_space(*destination(ends[0], ends[1], bearing, km * shares))
        part, chord = nearest_on_chord(target, points[..., :-1, :], np.diff(points, axis=-2))
        best = np.argmin(chord, axis=-1, keepdims=True)
        step = (high - low) / PIECES
        found = low + step * (best + np.take_along_axis(part, best, axis=-1))
        low, high = np.maximum(found - step, low), np.minimum(found + step, high)
    foot = destination(ends[0], ends[1], bearing, km * found)
    apart = distance_km(px, py, *foot)
    return tuple(one.reshape(arrays[0].shape) for one in (*foot, apart))  # type: ignore[return-value]


def side_of(lon: ArrayLike, lat: ArrayLike, right: tuple[ArrayLike, ArrayLike], slope: ArrayLike) -> Bools:
    """Is an edge that is straight in degrees north of the point, where it stands over its longitude?

    `right` is the eastern end of the edge, `slope` its degrees north per degree east. Exact at that end,
    so that two edges which share a vertex agree about it.
    """
    above = np.asarray(right[1]) + (np.asarray(lon) - np.asarray(right[0])) * np.asarray(slope)
    return np.asarray(above > np.asarray(lat))


def count_north(lon: float, lat: float, ring: Floats) -> int:
    """How many edges of a closed ring, (n + 1, 2) degrees, lie north of the point: odd means inside.

    An edge counts where its western end is west of the point and its eastern end is not (M. Shimrat
    1962, Communications of the ACM 5 (8), algorithm 112, as corrected): a vertex is never counted twice.
    """
    west_first = np.where((ring[:-1, 0] <= ring[1:, 0])[:, None, None], 1, -1)
    pairs = np.stack([ring[:-1], ring[1:]], axis=1)
    pairs = np.where(west_first == 1, pairs, pairs[:, ::-1])
    over = (pairs[:, 0, 0] < lon) & (lon <= pairs[:, 1, 0])
    left, right = pairs[over, 0], pairs[over, 1]
    slope = (right[:, 1] - left[:, 1]) / (right[:, 0] - left[:, 0])
    return int(side_of(lon, lat, (right[:, 0], right[:, 1]), slope).sum())


# ---------------------------------------------------------------- in space


def to_space(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Points of the ellipsoid in space: (..., 3) km from the centre; z to the north pole, x to 0 E.

    NIMA (2000), TR8350.2, equations 4-14 and 4-15 at height 0.
    """
    phi, lam = np.radians(np.asarray(lat, float)), np.radians(np.asarray(lon, float))
    sine = np.sin(phi)
    normal = AXIS_KM / np.sqrt(1 - ECCENTRICITY2 * sine**2)
    level = normal * np.cos(phi)
    return np.stack(
        np.broadcast_arrays(level * np.cos(lam), level * np.sin(lam), normal * (1 - ECCENTRICITY2) * sine),
        axis=-1,
    )


def from_space(point: Floats) -> tuple[Floats, Floats]:
    """Longitude and latitude in degrees of points near the surface, (..., 3) km.

    Along the line to the centre scaled onto the ellipsoid: for a point s km below the surface that is
    off by less than 0.0034 s, so by under a millimetre for the middle of a chord of 3 km.
    """
    x, y, z = point[..., 0], point[..., 1], point[..., 2]
    return (
        np.degrees(np.arctan2(y, x)),
        np.degrees(np.arctan2(z, (1 - ECCENTRICITY2) * np.hypot(x, y))),
    )


def nearest_on_chord(point: Floats, start: Floats, way: Floats) -> tuple[Floats, Floats]:
    """Share of the chord from `start` along `way` at its nearest point, 0 to 1, and km to it through the Earth.

    All (..., 3) km; arrays broadcast. A chord of no length is its start.
    """
    gap = point - start
    size = dot(way, way)
    share = np.clip(dot(gap, way) / np.where(size == 0, 1.0, size), 0.0, 1.0)
    off = gap - share[..., None] * way
    return share, np.sqrt(dot(off, off))


def dot(one: Floats, other: Floats) -> Floats:
    """Scalar products of vectors along the last axis; the other axes broadcast."""
    return np.asarray(np.einsum("...i,...i->...", one, other))


def arc_km(chord: ArrayLike) -> Floats:
    """Length over the ground of a chord through the Earth, both in km.

    The arcsine series to the fifth power on the mean sphere: c (1 + u (1/24 + 3 u / 640)), u = (c / R)^2.
    Against the shortest line on the ellipsoid: within 2 mm to 50 km, 2 m to 500 km, 12 m to 1,000 km.
    """
    c = np.asarray(chord, float)
    u = (c / MEAN_KM) ** 2
    return np.asarray(c * (1 + u * (1 / 24 + u * (3 / 640))))


def chord_km(arc: float) -> float:
    """Length through the Earth of a line over the ground, both in km, on the mean sphere."""
    return float(2 * MEAN_KM * np.sin(arc / (2 * MEAN_KM)))
