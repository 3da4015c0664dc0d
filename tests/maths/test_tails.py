from __future__ import annotations

import math

import numpy as np
import pytest

from detente.maths.tails import tail, tail_quantile


def test_the_tail_agrees_with_erfc_far_out() -> None:
    z = np.linspace(0, 11, 3001) + 1e-4
    exact = np.array([0.5 * math.erfc(x / math.sqrt(2)) for x in z])
    assert tail(z) == pytest.approx(exact, rel=1e-5)
    assert tail(np.array([12.0])) == pytest.approx([0.5 * math.erfc(12 / math.sqrt(2))], rel=1e-5)


def test_known_values() -> None:
    assert tail(np.array([0.0, 1.959963984540054])) == pytest.approx([0.5, 0.025], rel=1e-5)


def test_only_the_distance_from_zero_counts() -> None:
    z = np.array([0.3, 2.0, 7.5])
    assert (tail(-z) == tail(z)).all()


def test_beyond_the_table_the_last_value_is_given() -> None:
    assert tail(np.array([12.0, 40.0]))[1] == tail(np.array([12.0]))[0] > 0


def test_the_quantile_inverts_the_tail() -> None:
    z = np.linspace(0.001, 11.5, 2000)
    assert tail_quantile(tail(z)) == pytest.approx(z, abs=1e-6)
    p = np.logspace(-30, math.log10(0.5), 500)
    assert tail(tail_quantile(p)) == pytest.approx(p, rel=1e-5)
