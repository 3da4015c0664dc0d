"""Has a Markov chain mixed? Split R-hat and effective sample size.

Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 11.4, in the rank-free form; effective
sample size by Geyer's initial monotone sequence as in Vehtari et al. (2021), Bayesian Analysis 16(2).
Chains are arrays (chains, draws).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def split(chains: Floats) -> Floats:
    """(2 * chains, draws // 2): each chain cut in two halves; an odd middle draw is left out."""
    half = chains.shape[1] // 2
    return np.concatenate([chains[:, :half], chains[:, chains.shape[1] - half :]])


def rhat(chains: Floats) -> float:
    """Split R-hat; 1 when the halves agree. 1 for a constant."""
    halves = split(chains)
    count = halves.shape[1]
    within = float(halves.var(axis=1, ddof=1).mean())
    if within <= 0.0:
        return 1.0 if np.ptp(halves) == 0.0 else float("inf")
    between = count * float(halves.mean(axis=1).var(ddof=1))
    return float(np.sqrt((count - 1) / count + between / within / count))


def effective_size(chains: Floats) -> float:
    """How many independent draws the chains are worth together, at most all of them."""
    halves = split(chains)
    number, count = halves.shape
    within = float(halves.var(axis=1, ddof=1).mean())
    if within <= 0.0:
        return float(number * count)
    spread = within * (count - 1) / count + float(halves.mean(axis=1).var(ddof=1))
    rho = 1.0 - (within - _autocovariance(halves).mean(axis=0) * count / (count - 1)) / spread
    pairs: list[float] = []
    for lag in range(0, count - 1, 2):
        pair = float(rho[lag] + rho[lag + 1])
        if pair < 0.0:
            break
        pairs.append(min(pair, pairs[-1]) if pairs else pair)
    time = max(2.0 * sum(pairs) - 1.0, 1.0 / np.log10(number * count))
    return float(min(number * count / time, number * count))


def _autocovariance(chains: Floats) -> Floats:
    """(chains, draws) biased autocovariance at every lag."""
    centred = chains - chains.mean(axis=1, keepdims=True)
    count = chains.shape[1]
    transform = np.fft.rfft(centred, n=2 * count, axis=1)
    return np.asarray(np.fft.irfft(transform * np.conj(transform), axis=1)[:, :count] / count)
