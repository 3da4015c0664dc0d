"""Has a Markov chain mixed? Split R-hat and effective sample size, over groups of chains.

Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 11.4; effective sample size by Geyer's
initial monotone sequence as in Vehtari et al. (2021), Bayesian Analysis 16(2). Chains are arrays
(groups, chains, draws). Chains of one group have the same law; groups may differ, so chains are
compared within their group only and the variances are averaged over groups. One group is the
textbook case.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def split(chains: Floats) -> Floats:
    """(groups, 2 * chains, draws // 2): each chain cut in two; an odd middle draw is left out."""
    half = chains.shape[2] // 2
    return np.concatenate([chains[:, :, :half], chains[:, :, chains.shape[2] - half :]], axis=1)


def _variances(halves: Floats) -> tuple[float, float]:
    """Mean variance within halves, and mean variance of their means within a group."""
    within = float(halves.var(axis=2, ddof=1).mean())
    return within, float(halves.mean(axis=2).var(axis=1, ddof=1).mean())


def rhat(chains: Floats) -> float:
    """Split R-hat; 1 when the halves of every group agree. 1 for constants."""
    halves = split(chains)
    count = halves.shape[2]
    within, between = _variances(halves)
    if within <= 0.0:
        return 1.0 if between == 0.0 else float("inf")
    return float(np.sqrt((count - 1) / count + between / within))


def effective_size(chains: Floats) -> float:
    """How many independent draws the chains are worth together, at most all of them."""
    halves = split(chains)
    count = halves.shape[2]
    number = halves.size // count
    within, between = _variances(halves)
    if within <= 0.0:
        return float(number * count)
    spread = within * (count - 1) / count + between
    rho = 1.0 - (within - _autocovariance(halves) * count / (count - 1)) / spread
    pairs: list[float] = []
    for lag in range(0, count - 1, 2):
        pair = float(rho[lag] + rho[lag + 1])
        if pair < 0.0:
            break
        pairs.append(min(pair, pairs[-1]) if pairs else pair)
    time = max(2.0 * sum(pairs) - 1.0, 1.0 / np.log10(number * count))
    return float(min(number * count / time, number * count))


def _autocovariance(halves: Floats) -> Floats:
    """(draws,) biased autocovariance at every lag, averaged over all halves."""
    flat = halves.reshape(-1, halves.shape[2])
    centred = flat - flat.mean(axis=1, keepdims=True)
    count = flat.shape[1]
    transform = np.fft.rfft(centred, n=2 * count, axis=1)
    return np.asarray(
        (np.fft.irfft(transform * np.conj(transform), axis=1)[:, :count] / count).mean(axis=0)
    )
