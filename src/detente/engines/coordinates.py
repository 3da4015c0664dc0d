"""In: longitudes and latitudes as they come. Out: for each why it is refused, if it is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FINE, MISSING, ENDLESS, SWAPPED, NORTH, EAST = range(6)
REASONS: dict[int, str] = {
    MISSING: "a coordinate is missing or is not a number",
    ENDLESS: "a coordinate is infinite",
    SWAPPED: "the latitude is beyond 90 degrees and would do as a longitude: the two may be swapped",
    NORTH: "the latitude is beyond 90 degrees",
    EAST: "the longitude is beyond 180 degrees",
}
"""Why a position is refused. One that is refused is neither inside nor outside."""


def refuse(lon: ArrayLike, lat: ArrayLike) -> NDArray[np.int8]:
    """For every position, in degrees, FINE or a key of REASONS; the first that applies."""
    x, y = np.asarray(lon, float), np.asarray(lat, float)
    rules = {
        MISSING: np.isnan(x) | np.isnan(y),
        ENDLESS: np.isinf(x) | np.isinf(y),
        SWAPPED: (np.abs(y) > 90) & (np.abs(y) <= 180) & (np.abs(x) <= 90),
        NORTH: np.abs(y) > 90,
        EAST: np.abs(x) > 180,
    }
    return np.select(list(rules.values()), list(rules), FINE).astype(np.int8)
