"""Bargaining solutions on gains over no deal, under their published names.

Each takes `gains` (packages, parties), value minus no deal, and returns the index of the package it
picks, or None where no package leaves every party at least as well off. Ties go to the first.
Where other platforms mean something else by the same name: docs/methods/solutions.md.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from detente.signing.space import Floats

Pick = Callable[[Floats], int | None]


def _best(score: Floats, gains: Floats) -> int | None:
    fair = (gains >= 0.0).all(axis=1)
    if not fair.any():
        return None
    return int(np.where(fair, score, -np.inf).argmax())


def nash(gains: Floats) -> int | None:
    """Greatest product of gains (Nash 1950, Econometrica 18(2))."""
    return _best(np.where((gains >= 0.0).all(axis=1), gains.prod(axis=1), -np.inf), gains)


def kalai_smorodinsky(gains: Floats) -> int | None:
    """Greatest least share of each party's best gain (Kalai, Smorodinsky 1975, Econometrica 43(3))."""
    fair = gains[(gains >= 0.0).all(axis=1)]
    if not len(fair):
        return None
    ideal = np.maximum(fair.max(axis=0), 1e-12)
    return _best((gains / ideal).min(axis=1), gains)


def egalitarian(gains: Floats) -> int | None:
    """Greatest least gain (Kalai 1977, Econometrica 45(7))."""
    return _best(gains.min(axis=1), gains)


def utilitarian(gains: Floats) -> int | None:
    """Greatest sum of gains, among packages that leave nobody worse off (Harsanyi 1955, JPE 63(4))."""
    return _best(gains.sum(axis=1), gains)


SOLUTIONS: dict[str, Pick] = {
    "Nash": nash,
    "Kalai-Smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}

SOURCES: dict[str, str] = {
    "Nash": "Nash 1950, Econometrica 18(2)",
    "Kalai-Smorodinsky": "Kalai, Smorodinsky 1975, Econometrica 43(3)",
    "egalitarian": "Kalai 1977, Econometrica 45(7)",
    "utilitarian": "Harsanyi 1955, Journal of Political Economy 63(4)",
}
"""Where each is published."""
