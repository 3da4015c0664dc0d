from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.maths.frontier import nondominated, sum_frontier

WHOLE = st.integers(-3, 3).map(float)


def points(columns: int, most: int = 14) -> st.SearchStrategy[np.ndarray]:
    return arrays(float, st.tuples(st.integers(1, most), st.just(columns)), elements=WHOLE)


def unbeaten(rows: np.ndarray) -> list[int]:
    """Indices that nothing else beats; of equal points the first."""
    return [
        i
        for i, mine in enumerate(rows)
        if not any((other >= mine).all() and (other > mine).any() for other in rows)
        and not any((rows[j] == mine).all() for j in range(i))
    ]


@given(points(2))
def test_two_sides_keep_exactly_what_nothing_beats(rows: np.ndarray) -> None:
    assert nondominated(rows).tolist() == unbeaten(rows)


@given(points(3))
def test_three_sides_keep_exactly_what_nothing_beats(rows: np.ndarray) -> None:
    assert nondominated(rows).tolist() == unbeaten(rows)


@pytest.mark.parametrize("columns", [2, 3])
def test_float_noise_is_never_a_point_of_the_frontier(columns: int) -> None:
    generator = np.random.default_rng(0)
    clean = np.stack([np.arange(6.0), 5 - np.arange(6.0), *([np.zeros(6)] * (columns - 2))], axis=1)
    noisy = np.concatenate([clean, clean + generator.uniform(-5e-10, 0, size=(6, columns))])
    assert len(nondominated(noisy)) == 6
    below = clean + np.array([0.3, -1e-12, *([0.0] * (columns - 2))])
    assert len(nondominated(np.concatenate([below, clean]))) == 6


def test_noise_above_a_point_leaves_one_of_the_two() -> None:
    almost = np.array([[1.0, 1.0], [1.0 + 1e-12, 1.0 - 1e-12], [1.0 - 1e-12, 1.0 + 1e-12]])
    assert len(nondominated(almost)) == 1
    assert len(nondominated(np.column_stack([almost, np.zeros(3)]))) == 1


@given(st.lists(points(2, most=4), min_size=1, max_size=4))
def test_the_frontier_of_sums_is_that_of_all_sums(parts: list[np.ndarray]) -> None:
    every = np.array([sum(choice) for choice in itertools.product(*parts)])
    found, choices = sum_frontier(parts)
    assert sorted(map(tuple, found.tolist())) == sorted(map(tuple, every[unbeaten(every)].tolist()))
    rebuilt = np.array([sum(part[i] for part, i in zip(parts, row, strict=True)) for row in choices])
    assert (rebuilt == found).all()


@given(st.lists(points(3, most=3), min_size=1, max_size=3))
def test_the_frontier_of_sums_for_three_sides(parts: list[np.ndarray]) -> None:
    every = np.array([sum(choice) for choice in itertools.product(*parts)])
    found, choices = sum_frontier(parts)
    assert sorted(map(tuple, found.tolist())) == sorted(map(tuple, every[unbeaten(every)].tolist()))
    assert choices.shape == (len(found), len(parts))
