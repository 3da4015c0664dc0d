"""In: what inspectors and sensors can do. Out: the probability that they find what there is to find.

Scalars and arrays alike: every argument is broadcast, every result is a float array. Sources are named
at each function; "from memory" says that the passage was not read again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.maths.tails import tail

Floats = NDArray[np.float64]
NORMAL = NormalDist()
ROUNDING = 1e-12
"""What sums of logarithms of factorials may be off: 14 visits to 28 sites reach one half, not just under it."""


def below(z: ArrayLike) -> Floats:
    """Phi(z), the standard normal distribution function; relative error of the smaller side below 1e-6."""
    at = np.asarray(z, float)
    side = tail(at)
    return np.asarray(np.where(at < 0, side, 1 - side))


# ---------------------------------------------------------------- inspections of sites


def found_by_sample(
    sites: ArrayLike, bad: ArrayLike, visited: ArrayLike, recognition: ArrayLike = 1.0
) -> Floats:
    """Probability that visits to sites drawn at random recognise at least one bad one.

    1 - sum over h of Hyp(h; sites, bad, visited) (1 - recognition)^h: h bad ones are visited, and none of
    them is recognised for what it is. Avenhaus and Canty (1996), Compliance Quantified, chapter 3 (from
    memory). ValueError unless 0 <= bad, visited <= sites, whole numbers, and 0 <= recognition <= 1.
    """
    total, broken, drawn = (_whole(x) for x in (sites, bad, visited))
    seen = np.asarray(recognition, float)
    total, broken, drawn, seen = np.broadcast_arrays(total, broken, drawn, seen)
    _must(bool(np.all((broken <= total) & (drawn <= total))), "more bad or visited sites than there are")
    _must(bool(np.all((seen >= 0) & (seen <= 1))), "a probability lies between 0 and 1")
    hit = np.arange(int(broken.max(initial=0)) + 1, dtype=float)
    chance = _hypergeometric(hit, total[..., None], broken[..., None], drawn[..., None])
    missed = np.sum(chance * np.power(1 - seen[..., None], hit), axis=-1)
    return np.asarray(np.clip(1 - missed, 0.0, 1.0))


def _whole(numbers: ArrayLike) -> Floats:
    values = np.asarray(numbers, float)
    _must(bool(np.all((values >= 0) & (values == np.round(values)))), "sites are counted in whole numbers")
    return values


def _must(holds: bool, says: str) -> None:
    if not holds:
        raise ValueError(says)


def _hypergeometric(hit: Floats, total: Floats, broken: Floats, drawn: Floats) -> Floats:
    rest = total - broken
    logs = _log_choose(broken, hit) + _log_choose(rest, drawn - hit) - _log_choose(total, drawn)
    return np.asarray(np.exp(logs))


def _log_choose(n: Floats, k: Floats) -> Floats:
    """Logarithm of n over k; minus infinity where k is not in [0, n]."""
    n, k = np.broadcast_arrays(n, k)
    table = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, int(n.max(initial=0)) + 1)))])
    inside = (k >= 0) & (k <= n)
    safe = np.where(inside, k, 0).astype(np.int64)
    whole = n.astype(np.int64)
    return np.where(inside, table[whole] - table[safe] - table[whole - safe], -np.inf)


def sample_exact(sites: int, bad: int, wanted: float, recognition: float = 1.0) -> int | None:
    """The fewest visits that find a breach with probability `wanted`; None if not even all of them do."""
    wanted -= ROUNDING
    if float(found_by_sample(sites, bad, sites, recognition)) < wanted:
        return None
    low, high = 0, sites
    while low < high:
        middle = (low + high) // 2
        if float(found_by_sample(sites, bad, middle, recognition)) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low


def sample_power(sites: int, bad: int, wanted: float) -> int:
    """Rounded up: N (1 - beta^(1/M)), the usual approximation of safeguards (from memory). Never too few."""
    return math.ceil(sites * (1 - math.pow(1 - wanted, 1 / bad)) - ROUNDING)


def sample_halfway(sites: int, bad: int, wanted: float) -> int:
    """Rounded up: (N - (M - 1)/2) (1 - beta^(1/M)). Jaech and Russell (1991), IAEA STR-261 (from memory)."""
    return math.ceil((sites - (bad - 1) / 2) * (1 - math.pow(1 - wanted, 1 / bad)) - ROUNDING)


SAMPLES: Mapping[str, Callable[[int, int, float], int | None]] = {
    "exact": sample_exact,
    "power": sample_power,
    "halfway": sample_halfway,
}
"""Least number of visits for a wanted probability, recognition being certain: exact, and as published."""


# ---------------------------------------------------------------- looks over time


def found_at_random(days: ArrayLike, every: ArrayLike, recognition: ArrayLike = 1.0) -> Floats:
    """Probability that looks at random moments, one in `every` days on average, see what lasts `days`.

    1 - exp(-recognition days / every): a Poisson process of looks, thinned by recognition.
    """
    rate = np.asarray(recognition, float) / np.asarray(every, float)
    return np.asarray(-np.expm1(-rate * np.asarray(days, float)))


def found_by_clock(days: ArrayLike, every: ArrayLike, recognition: ArrayLike = 1.0) -> Floats:
    """The same for looks exactly `every` days, the activity beginning at a random moment between two.

    (1 - f)(1 - b^n) + f (1 - b^(n+1)), b = 1 - recognition, n whole looks and f the fraction of one.
    """
    looks = np.asarray(days, float) / np.asarray(every, float)
    miss = 1 - np.asarray(recognition, float)
    whole = np.floor(looks)
    part = looks - whole
    return np.asarray((1 - part) * (1 - miss**whole) + part * (1 - miss ** (whole + 1)))


TIMINGS: Mapping[str, Callable[[ArrayLike, ArrayLike, ArrayLike], Floats]] = {
    "poisson": found_at_random,
    "periodic": found_by_clock,
}
"""How looks are spread over time."""


def days_to_find(wanted: ArrayLike, every: ArrayLike, recognition: ArrayLike = 1.0) -> Floats:
    """Days until looks at random moments have found what goes on with probability `wanted`."""
    rate = np.asarray(recognition, float) / np.asarray(every, float)
    return np.asarray(-np.log1p(-np.asarray(wanted, float)) / rate)


# ---------------------------------------------------------------- counts with an error


def alarm_level(limit: ArrayLike, error: ArrayLike, false_alarm: float) -> Floats:
    """The count above which to raise an alarm, so that one who stands at the limit raises it seldom.

    limit exp(z error): the logarithm of a count is normal about the true one's, `error` its standard
    deviation; `false_alarm` is the probability at the limit itself. After the one-sided test of Burr et
    al. (2016) on declared minus measured, here on logarithms.
    """
    z = NORMAL.inv_cdf(1 - false_alarm)
    return np.asarray(np.asarray(limit, float) * np.exp(z * np.asarray(error, float)))


def chance_above(value: ArrayLike, limit: ArrayLike, error: ArrayLike) -> Floats:
    """Probability that the true number is above `limit`, given a count `value` and no other knowledge.

    Also the probability that a count of the true number `value` comes out above the level `limit`.
    """
    ratio = np.log(np.asarray(value, float) / np.asarray(limit, float))
    return below(ratio / np.asarray(error, float))


def found_by_count(true: ArrayLike, limit: ArrayLike, error: ArrayLike, false_alarm: float) -> Floats:
    """Power: the probability that a count of `true` raises the alarm whose level `alarm_level` sets.

    With the declared number as limit this is the recognition of a partial defect at a site.
    """
    return chance_above(true, alarm_level(limit, error, false_alarm), error)


def count_range(value: ArrayLike, error: ArrayLike, share: float = 0.9) -> tuple[Floats, Floats]:
    """The central range that holds the true number with probability `share`."""
    spread = np.exp(NORMAL.inv_cdf(0.5 + share / 2) * np.asarray(error, float))
    return np.asarray(value, float) / spread, np.asarray(value, float) * spread


@dataclass(frozen=True)
class Pooled:
    """Several counts of one thing taken together: the value, and the relative error of it."""

    value: float
    error: float


def pooled(values: ArrayLike, errors: ArrayLike, shared: float = 0.0) -> Pooled:
    """Counts weighted by the inverse squares of their errors, on logarithms; `shared` is a common bias.

    The bias is one relative error that all of them have together, so no number of sources averages it
    away: error^2 = 1 / sum(1 / error_i^2) + shared^2. ValueError for no counts or errors not above 0.
    """
    logs, spread = np.log(np.asarray(values, float)), np.asarray(errors, float)
    _must(logs.size > 0 and bool(np.all(spread > 0)), "counts to be pooled need an error above 0 each")
    weight = 1 / spread**2
    return Pooled(
        float(np.exp(np.sum(weight * logs) / np.sum(weight))),
        float(np.sqrt(1 / np.sum(weight) + shared**2)),
    )


def found_by_any(chances: ArrayLike) -> tuple[float, float]:
    """Least and greatest probability that at least one of several sources finds it.

    Least where all copy one another: the best of them. Greatest where they are independent. Sources that
    find different things by design can do better than independent ones, and are not meant here.
    """
    each = np.atleast_1d(np.asarray(chances, float))
    return float(each.max(initial=0.0)), float(1 - np.prod(1 - each))


# ---------------------------------------------------------------- positions and gaps


def chance_inside(km: ArrayLike, sigma_km: ArrayLike) -> Floats:
    """Probability that a fix measured `km` outside a line (negative inside) was truly inside it.

    Phi(-km / sigma): the error across the line is normal, the line straight over a few sigma.
    """
    return below(-np.asarray(km, float) / np.asarray(sigma_km, float))


def gap_depth(before_km: ArrayLike, after_km: ArrayLike, gap_s: ArrayLike, speed_km_h: ArrayLike) -> Floats:
    """How far beyond a limit an object could have gone between two fixes, in km; negative if it could not.

    `before_km` and `after_km` are the distances still left to the limit at the two fixes. No path of
    length v g reaches deeper than x where before + x + after + x = v g, since a distance to a line
    changes by at most the way that is flown.
    """
    way = np.asarray(speed_km_h, float) * np.asarray(gap_s, float) / 3600
    return np.asarray((way - np.asarray(before_km, float) - np.asarray(after_km, float)) / 2)
