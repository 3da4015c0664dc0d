"""Laws that the bargaining solutions obey, over the whole registry."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.signing.solutions import SOLUTIONS, SOURCES

Pick = Callable[[np.ndarray], int | None]
EVERY = pytest.mark.parametrize("name", sorted(SOLUTIONS))
WEAKLY = {"egalitarian", "Kalai-Smorodinsky"}
"""Solutions that look at the worst-off share only, so that someone may still gain for free."""

GAINS = arrays(
    float, st.tuples(st.integers(1, 9), st.integers(2, 3)), elements=st.integers(-8, 8).map(lambda x: x / 8)
)


def picked(name: str, gains: np.ndarray) -> np.ndarray | None:
    index = SOLUTIONS[name](gains)
    return None if index is None else gains[index]


@EVERY
@given(gains=GAINS)
def test_nobody_loses_and_nothing_is_picked_when_somebody_must(name: str, gains: np.ndarray) -> None:
    fair = (gains >= 0).all(axis=1)
    index = SOLUTIONS[name](gains)
    assert (index is None) == (not fair.any())
    assert index is None or fair[index]


@EVERY
@given(gains=GAINS)
def test_no_other_package_is_better_for_everyone(name: str, gains: np.ndarray) -> None:
    mine = picked(name, gains)
    if mine is None:
        return
    fair = gains[(gains >= 0).all(axis=1)]
    assert not (fair > mine).all(axis=1).any()


@pytest.mark.parametrize("name", sorted(set(SOLUTIONS) - WEAKLY))
@given(gains=GAINS.map(lambda g: np.where(g == 0, 0.0625, g)))
def test_no_other_package_is_better_for_one_and_worse_for_none(name: str, gains: np.ndarray) -> None:
    mine = picked(name, gains)
    if mine is None:
        return
    fair = gains[(gains >= 0).all(axis=1)]
    assert not ((fair >= mine).all(axis=1) & (fair > mine).any(axis=1)).any()


@EVERY
@given(gains=GAINS)
def test_what_the_parties_are_called_does_not_matter(name: str, gains: np.ndarray) -> None:
    measures: dict[str, Callable[[np.ndarray], float]] = {
        "Nash": lambda g: float(g.prod()),
        "Kalai-Smorodinsky": lambda g: float((g / ideal[: len(g)]).min()),
        "egalitarian": lambda g: float(g.min()),
        "utilitarian": lambda g: float(g.sum()),
    }
    fair = gains[(gains >= 0).all(axis=1)]
    one, other = picked(name, gains), picked(name, gains[:, ::-1])
    if one is None or other is None:
        assert one is other
        return
    ideal = np.maximum(fair.max(axis=0), 1e-12)
    assert measures[name](one) == pytest.approx(measures[name](other[::-1]))


@pytest.mark.parametrize("name", ["Nash", "Kalai-Smorodinsky"])
@given(gains=GAINS, scale=st.tuples(st.sampled_from([0.25, 2.0, 8.0]), st.sampled_from([0.5, 1.0, 4.0])))
def test_the_scale_of_a_party_does_not_matter(
    name: str, gains: np.ndarray, scale: tuple[float, float]
) -> None:
    factors = np.array([*scale, 1.0])[: gains.shape[1]]
    assert SOLUTIONS[name](gains) == SOLUTIONS[name](gains * factors)


@EVERY
def test_of_equals_the_first(name: str) -> None:
    assert SOLUTIONS[name](np.array([[-1.0, 2.0], [0.5, 0.5], [0.5, 0.5]])) == 1


def test_where_the_solutions_differ() -> None:
    gains = np.array([[0.9, 0.1], [0.5, 0.3], [0.32, 0.31], [0.0, 0.6]])
    assert {name: pick(gains) for name, pick in SOLUTIONS.items()} == {
        "Nash": 1,
        "Kalai-Smorodinsky": 1,
        "egalitarian": 2,
        "utilitarian": 0,
    }


def test_every_solution_says_where_it_is_published() -> None:
    assert set(SOURCES) == set(SOLUTIONS)
    assert all(
        any(word.isdigit() and len(word) == 4 for word in s.replace(",", " ").split())
        for s in SOURCES.values()
    )
