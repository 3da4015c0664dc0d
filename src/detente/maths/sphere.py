"""In: longitudes and latitudes in degrees. Out: distances in km, points in degrees, map coordinates.

The Earth is a sphere of mean radius 6371.0088 km (Moritz 2000), so distances differ from the
ellipsoid's by up to about 0.5 %: good for drawing and for a first look, not for a contested kilometre.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EARTH_KM = 6371.0088
"""Mean radius of the Earth in km: (2a + b) / 3 of GRS 80. Moritz (2000), Journal of Geodesy 74."""


@dataclass(frozen=True)
class Conic:
    """A Lambert conformal conic projection of the sphere.

    n, f, rho0    the cone's constant, the scale factor F and the radius at the origin (Snyder's names)
    lon0          central meridian, degrees
    """

    n: float
    f: float
    rho0: float
    lon0: float


def _half(latitude: float) -> float:
    return math.tan(math.pi / 4 + math.radians(latitude) / 2)


def conic(south: float, north: float, lat0: float, lon0: float) -> Conic:
    """The conic with standard parallels `south` and `north` and origin (`lat0`, `lon0`), degrees.

    J. P. Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395,
    equations 15-1 to 15-3. Equal parallels give the tangent cone. ValueError if the parallels are
    symmetrical about the equator (the cone becomes a cylinder) or not between the poles.
    """
    if not -90 < min(south, north) <= max(south, north) < 90 or abs(south + north) < 1e-9:
        raise ValueError(f"no cone has the standard parallels {south} and {north}")
    phi1, phi2 = math.radians(south), math.radians(north)
    if abs(south - north) < 1e-9:
        n = math.sin(phi1)
    else:
        n = math.log(math.cos(phi1) / math.cos(phi2)) / math.log(_half(north) / _half(south))
    f = math.cos(phi1) * _half(south) ** n / n
    return Conic(n=n, f=f, rho0=f / _half(lat0) ** n, lon0=lon0)


def project(cone: Conic, lon: ArrayLike, lat: ArrayLike) -> tuple[Floats, Floats]:
    """Map coordinates (x east, y north) of points in degrees, in radii of the sphere.

    Snyder (1987), equations 14-1, 14-2, 14-4 and 15-1.
    """
    theta = cone.n * np.radians((np.asarray(lon, float) - cone.lon0 + 180) % 360 - 180)
    rho = cone.f / np.tan(np.pi / 4 + np.radians(np.asarray(lat, float)) / 2) ** cone.n
    return rho * np.sin(theta), cone.rho0 - rho * np.cos(theta)


def unproject(cone: Conic, x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    """Longitude and latitude in degrees of map coordinates: the inverse of `project`.

    Snyder (1987), equations 14-9 to 14-11 and 15-5.
    """
    sign = math.copysign(1, cone.n)
    x_, up = np.asarray(x, float), cone.rho0 - np.asarray(y, float)
    rho = sign * np.hypot(x_, up)
    theta = np.arctan2(sign * x_, sign * up)
    lat = np.degrees(2 * np.arctan((cone.f / rho) ** (1 / cone.n)) - np.pi / 2)
    return cone.lon0 + np.degrees(theta) / cone.n, lat


def distance_km(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Floats:
    """Great-circle distance in km between points in degrees.

    The arctangent form of Vincenty (1975), Survey Review 23, on the sphere: exact to rounding for
    near and for antipodal points, where the cosine rule and the haversine each fail.
    """
    a, b = np.radians(np.asarray(lat1, float)), np.radians(np.asarray(lat2, float))
    d = np.radians(np.asarray(lon2, float) - np.asarray(lon1, float))
    across = np.hypot(np.cos(b) * np.sin(d), np.cos(a) * np.sin(b) - np.sin(a) * np.cos(b) * np.cos(d))
    along = np.sin(a) * np.sin(b) + np.cos(a) * np.cos(b) * np.cos(d)
    return np.asarray(EARTH_KM * np.arctan2(across, along))


def destination(lon: float, lat: float, bearing: ArrayLike, km: ArrayLike) -> tuple[Floats, Floats]:
    """The points reached from (`lon`, `lat`) by going `km` along a great circle at `bearing`.

    Bearings in degrees clockwise from north. Longitudes come back in [-180, 180).
    Snyder (1987), equations 5-5 and 5-6.
    """
    c = np.asarray(km, float) / EARTH_KM
    az, phi = np.radians(np.asarray(bearing, float)), math.radians(lat)
    sin_phi, cos_phi, north = math.sin(phi), math.cos(phi), np.sin(c) * np.cos(az)
    sine = sin_phi * np.cos(c) + cos_phi * north
    turn = np.arctan2(np.sin(c) * np.sin(az), cos_phi * np.cos(c) - sin_phi * north)
    there = (lon + np.degrees(turn) + 180) % 360 - 180
    return there, np.degrees(np.arcsin(np.clip(sine, -1, 1)))


def circle(lon: float, lat: float, km: float, corners: int = 72) -> tuple[Floats, Floats]:
    """A closed ring of `corners` points, all `km` from the centre along great circles, degrees.

    Clockwise from north; the first point is repeated at the end.
    """
    return destination(lon, lat, np.linspace(0, 360, corners + 1), km)
