"""In: alarm rules and their errors. Out: how often they are wrong, what they prove, what would deter.

Scalars and arrays alike unless a type says otherwise. "From memory" marks a citation that was not read again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

MOST_CORRELATED = 0.995
EDGE = 9.0
"""Standard deviations beyond which an error is taken not to occur: probability below 3e-19."""


# ---------------------------------------------------------------- what silence and findings prove


def after_finding(prior: ArrayLike, detection: ArrayLike, false_alarm: ArrayLike) -> Floats:
    """Probability of a breach after a finding. Bayes' rule."""
    p = np.asarray(prior, float)
    true, false = p * np.asarray(detection, float), (1 - p) * np.asarray(false_alarm, float)
    return np.asarray(true / (true + false))


def after_silence(prior: ArrayLike, detection: ArrayLike, false_alarm: ArrayLike) -> Floats:
    """Probability of a breach although nothing was found. Bayes' rule."""
    return after_finding(prior, 1 - np.asarray(detection, float), 1 - np.asarray(false_alarm, float))


# ---------------------------------------------------------------- a budget of false alarms


def alarms_a_year(checks: ArrayLike, per_check: ArrayLike) -> Floats:
    """Expected false alarms a year of that many checks; no independence is needed."""
    return np.asarray(np.asarray(checks, float) * np.asarray(per_check, float))


def share_per_check(budget: ArrayLike, checks: ArrayLike) -> Floats:
    """The false-alarm probability that each check may have, if a year may have `budget` false alarms.

    At most 1: a budget above the number of checks does not bind.
    """
    return np.asarray(np.minimum(1.0, np.asarray(budget, float) / np.asarray(checks, float)))


def any_alarm(checks: ArrayLike, per_check: ArrayLike) -> Floats:
    """Probability of at least one false alarm in that many independent checks."""
    return np.asarray(1 - (1 - np.asarray(per_check, float)) ** np.asarray(checks, float))


# ---------------------------------------------------------------- deterrence


def needed_if_gain_is_lost(gain: ArrayLike, loss: ArrayLike) -> Floats:
    """Detection from which a breach does not pay, if one who is caught has lost the gain as well.

    gain / (gain + loss). Avenhaus and Canty (1996), Compliance Quantified (from memory).
    """
    g, cost = np.asarray(gain, float), np.asarray(loss, float)
    return np.asarray(g / (g + cost))


def needed_if_gain_is_kept(gain: ArrayLike, loss: ArrayLike) -> Floats:
    """The same where one who is caught keeps the gain: gain / loss; above 1 no detection deters."""
    return np.asarray(np.asarray(gain, float) / np.asarray(loss, float))


DETERRENCE: Mapping[str, Callable[[ArrayLike, ArrayLike], Floats]] = {
    "gain lost": needed_if_gain_is_lost,
    "gain kept": needed_if_gain_is_kept,
}
"""What becomes of the gain when a breach is found."""


# ---------------------------------------------------------------- runs of fixes


def run_probability(thresholds: ArrayLike, run: int, correlation: float = 0.0) -> float:
    """Probability that somewhere `run` errors in a row lie below their thresholds.

    thresholds   one for each fix in turn, in standard deviations of the error: an object at distance d
                 from a line with limit D and margin m looks beyond it when its error is below (D-d)/s - m
    correlation  of an error with the next one; the errors are a stationary normal autoregression of first
                 order, in [0, 0.995]

    Solved as a Markov chain in (length of the present run, error), the density of the error carried on
    Gauss-Legendre nodes on either side of the threshold (Nystroem's method). ValueError outside the range.
    """
    levels = np.clip(np.atleast_1d(np.asarray(thresholds, float)), -EDGE + 1e-6, EDGE - 1e-6)
    if run < 1 or not 0 <= correlation <= MOST_CORRELATED:
        raise ValueError("a run has one fix at least, and a correlation between 0 and 0.995")
    if run > len(levels):
        return 0.0
    return _absorbed(levels, run, correlation)


def _absorbed(levels: Floats, run: int, correlation: float) -> float:
    innovation = math.sqrt(1 - correlation**2)
    count = min(700, math.ceil(24 + 2.2 * EDGE / innovation))
    nodes, weights = _split(float(levels[0]), count)
    mass, caught = _step(np.vstack([_density(nodes) * weights, np.zeros((run - 1, 2 * count))]), count)
    kernel, made_for = np.empty(0), (math.nan, math.nan)
    for last, level in zip(levels[:-1].tolist(), levels[1:].tolist(), strict=True):
        if (last, level) != made_for:
            old = nodes
            nodes, weights = _split(level, count)
            kernel = _density((nodes - correlation * old[:, None]) / innovation) / innovation * weights
            made_for = (last, level)
        mass, more = _step(mass @ kernel, count)
        caught += more
    return min(1.0, caught)


def _split(level: float, count: int) -> tuple[Floats, Floats]:
    """Nodes and weights, `count` of them below a threshold and as many above it."""
    x, w = _gauss(count)
    low, high = (level + EDGE) / 2, (EDGE - level) / 2
    nodes = np.concatenate([low * (x + 1) - EDGE, level + high * (x + 1)])
    return nodes, np.concatenate([low * w, high * w])


@cache
def _gauss(count: int) -> tuple[Floats, Floats]:
    x, w = np.polynomial.legendre.leggauss(count)
    return x, w


def _density(x: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * x**2) / math.sqrt(2 * math.pi))


def _step(moved: Floats, inside: int) -> tuple[Floats, float]:
    """Mass by length of the run before (rows) to mass by length of the run now, and what is complete."""
    after = np.zeros_like(moved)
    after[0, inside:] = moved[:, inside:].sum(axis=0)
    after[1:, :inside] = moved[:-1, :inside]
    return after, float(moved[-1, :inside].sum())


# ---------------------------------------------------------------- shares seen in simulations


def wilson(hits: int, runs: int, share: float = 0.95) -> tuple[float, float]:
    """The interval for a probability of which `hits` in `runs` were seen.

    E. B. Wilson (1927), Journal of the American Statistical Association 22, 209-212 (from memory).
    """
    if runs < 1 or not 0 <= hits <= runs:
        raise ValueError("an interval needs one run at least, and no more hits than runs")
    z = NormalDist().inv_cdf(0.5 + share / 2)
    centre = (hits + z**2 / 2) / (runs + z**2)
    half = z / (runs + z**2) * math.sqrt(hits * (runs - hits) / runs + z**2 / 4)
    return max(0.0, centre - half), min(1.0, centre + half)
