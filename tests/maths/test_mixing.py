"""Diagnostics on chains whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from detente.maths.mixing import effective_size, rhat, split


def independent(groups: int, chains: int, draws: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(groups, chains, draws))


def autoregressive(rho: float, chains: int, draws: int, seed: int = 0) -> np.ndarray:
    """x[t] = rho x[t - 1] + noise, started in its own law."""
    noise = np.random.default_rng(seed).normal(size=(1, chains, draws))
    noise[:, :, 0] /= np.sqrt(1 - rho**2)
    for t in range(1, draws):
        noise[:, :, t] += rho * noise[:, :, t - 1]
    return noise


def test_chains_are_cut_in_two_and_an_odd_middle_is_left_out() -> None:
    assert split(np.arange(5.0)[None, None, :]).tolist() == [[[0, 1], [3, 4]]]


def test_independent_draws_have_mixed_and_count_in_full() -> None:
    chains = independent(1, 8, 1000)
    assert rhat(chains) == pytest.approx(1.0, abs=0.01)
    assert effective_size(chains) == pytest.approx(8000, rel=0.1)


def test_a_chain_that_sits_elsewhere_is_seen() -> None:
    chains = independent(1, 4, 500)
    chains[0, 2] += 3.0
    assert rhat(chains) > 1.5
    assert effective_size(chains) < 100


def test_a_chain_that_drifts_is_seen_though_all_drift_alike() -> None:
    assert rhat(independent(1, 4, 500) + np.linspace(0, 4, 500)) > 1.3


@pytest.mark.parametrize("rho", [0.3, 0.5, 0.8])
def test_correlated_draws_are_worth_what_theory_says(rho: float) -> None:
    chains = autoregressive(rho, 8, 4000)
    assert effective_size(chains) == pytest.approx(chains.size * (1 - rho) / (1 + rho), rel=0.25)


def test_more_than_all_the_draws_is_never_claimed() -> None:
    assert effective_size(autoregressive(-0.6, 8, 1000)) <= 8000


def test_groups_of_differing_laws_are_no_sign_of_bad_mixing() -> None:
    chains = independent(6, 2, 1000)
    chains += np.arange(6.0)[:, None, None] * 10
    assert rhat(chains) == pytest.approx(1.0, abs=0.01)
    assert rhat(chains.reshape(1, 12, 1000)) > 5
    assert effective_size(chains) > 9000


def test_a_group_whose_own_chains_disagree_is_seen_among_others() -> None:
    chains = independent(6, 2, 1000)
    chains[3, 1] += 5.0
    assert rhat(chains) > 1.2


def test_constants_agree_and_differing_constants_never_will() -> None:
    same = np.ones((1, 2, 10))
    assert rhat(same) == 1.0
    assert effective_size(same) == 20
    assert rhat(same * np.array([1.0, 2.0])[None, :, None]) == float("inf")
