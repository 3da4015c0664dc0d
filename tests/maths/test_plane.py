from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from detente.maths.plane import Points, area, centroid, clamp, clip_line, clip_ring, inside, simplify

SQUARE = np.array([[0, 0], [4, 0], [4, 4], [0, 4]], float)
BOX = (0.0, 0.0, 4.0, 4.0)
LINES = arrays(float, st.tuples(st.integers(2, 12), st.just(2)), elements=st.integers(-9, 9).map(float))


def test_area_is_positive_counter_clockwise() -> None:
    assert area(SQUARE) == 16
    assert area(SQUARE[::-1]) == -16


def test_the_middle_of_a_ring_is_that_of_its_inside_not_of_its_points() -> None:
    crowded = np.array([[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], [4, 4], [0, 4]], float)
    assert centroid(crowded) == pytest.approx((2, 2))
    assert centroid(np.array([[1, 1], [3, 3]], float)) == (2, 2)


def test_inside_knows_a_notch() -> None:
    notched = np.array([[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]], float)
    assert inside(notched, 2, 0.5)
    assert not inside(notched, 2, 3)
    assert not inside(notched, 5, 1)


def test_simplifying_keeps_what_strays_and_drops_what_does_not() -> None:
    line = np.array([[0, 0], [1, 0.05], [2, 0], [3, 1], [4, 0]], float)
    assert simplify(line, 0.1).tolist() == [[0, 0], [2, 0], [3, 1], [4, 0]]


def test_simplifying_backwards_gives_the_same_border() -> None:
    line = np.array([[0, 0], [1, 0.4], [2, -0.3], [3, 0.2], [4, 0]], float)
    assert simplify(line[::-1], 0.35)[::-1].tolist() == simplify(line, 0.35).tolist()


@given(line=LINES)
def test_a_simplified_line_keeps_its_ends_and_only_its_own_points(line: Points) -> None:
    short = simplify(line, 1.0)
    assert short[0].tolist() == line[0].tolist()
    assert short[-1].tolist() == line[-1].tolist()
    assert {tuple(p) for p in short.tolist()} <= {tuple(p) for p in line.tolist()}


def test_a_line_past_a_corner_is_pressed_round_the_corner() -> None:
    pressed = clamp(np.array([[5, 2], [5, 6], [2, 6]], float), BOX)
    assert [4, 4] in pressed.tolist()
    assert pressed.tolist()[0] == [4, 2]
    assert pressed.tolist()[-1] == [2, 4]


@given(line=LINES)
def test_pressing_into_a_box_leaves_nothing_outside_and_moves_nothing_inside(line: Points) -> None:
    pressed = clamp(line, BOX)
    assert pressed.min() >= 0
    assert pressed.max() <= 4
    within = {tuple(p) for p in line.tolist() if max(p) <= 4 and min(p) >= 0}
    assert within <= {tuple(p) for p in pressed.tolist()}


def test_a_ring_half_outside_keeps_the_half_inside() -> None:
    shifted = SQUARE + np.array([2, 0])
    assert area(clip_ring(shifted, BOX)) == pytest.approx(8)


def test_a_ring_elsewhere_leaves_nothing() -> None:
    assert len(clip_ring(SQUARE + np.array([9, 9]), BOX)) == 0


def test_a_ring_around_the_box_becomes_the_box() -> None:
    assert area(clip_ring(SQUARE * 3 - 4, BOX)) == pytest.approx(16)


def test_a_line_that_leaves_and_returns_comes_in_two_parts() -> None:
    line = np.array([[1, 1], [6, 1], [6, 3], [1, 3]], float)
    parts = clip_line(line, BOX)
    assert [part.tolist() for part in parts] == [[[1, 1], [4, 1]], [[4, 3], [1, 3]]]


def test_a_line_within_the_box_stays_one_line() -> None:
    line = np.array([[1, 1], [2, 1], [2, 3]], float)
    assert [part.tolist() for part in clip_line(line, BOX)] == [line.tolist()]
