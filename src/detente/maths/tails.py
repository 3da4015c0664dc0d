"""The normal distribution's tail, for arrays, accurate in relative terms far out.

A table of log Phi(-z) on a fine grid, from the standard library's erfc, interpolated linearly:
relative error below 1e-6 for z up to 12 (measured in tests).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_GRID = np.linspace(0.0, 12.0, 24_001)
_LOG_TAIL = np.array([math.log(0.5 * math.erfc(z / math.sqrt(2.0))) for z in _GRID])


def tail(z: Floats) -> Floats:
    """P(Z > |z|) for a standard normal Z. Beyond |z| = 12 the value at 12 is returned (2e-33)."""
    return np.asarray(np.exp(np.interp(np.abs(z), _GRID, _LOG_TAIL)))


def tail_quantile(p: Floats) -> Floats:
    """The z >= 0 with P(Z > z) = p, for 0 < p <= 0.5; clipped to [0, 12]."""
    return np.asarray(np.interp(-np.log(p), -_LOG_TAIL, _GRID))
