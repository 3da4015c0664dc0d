"""Small programmes with answers that can be worked out by hand."""

from __future__ import annotations

import pytest

from detente.maths.programmes import INFINITY, Programme, total


def test_the_best_corner_of_a_polygon() -> None:
    made = Programme()
    x, y = made.column(0, INFINITY), made.column(0, INFINITY)
    made.row(-INFINITY, 4, {x: 1, y: 1})
    made.row(-INFINITY, 6, {x: 1, y: 3})
    answer = made.solve({x: 3, y: 5}, maximise=True)
    assert answer.status == "optimal"
    assert answer.value == pytest.approx(14)
    assert answer.x == pytest.approx([3, 1])
    assert made.solve({x: 3, y: 5}).value == pytest.approx(0)


def test_a_knapsack_takes_whole_things_only() -> None:
    made = Programme()
    items = [made.column(0, 1, integer=True) for _ in range(3)]
    made.row(-INFINITY, 6, dict(zip(items, (5, 4, 3), strict=True)))
    answer = made.solve(dict(zip(items, (10, 7, 5), strict=True)), maximise=True)
    assert answer.value == pytest.approx(10)
    assert answer.x == pytest.approx([1, 0, 0])


def test_rows_that_cannot_all_hold() -> None:
    made = Programme()
    x = made.column(0, 1)
    made.row(2, INFINITY, {x: 1})
    answer = made.solve({x: 1})
    assert (answer.status, answer.feasible, len(answer.x)) == ("infeasible", False, 0)


def test_whole_numbers_that_cannot_all_hold() -> None:
    made = Programme()
    x = made.column(0, 5, integer=True)
    made.row(0.3, 0.7, {x: 1})
    assert made.solve(first=True).status == "infeasible"


def test_nothing_stops_it() -> None:
    made = Programme()
    x = made.column(0, INFINITY)
    answer = made.solve({x: 1}, maximise=True)
    assert (answer.status, answer.feasible) == ("unbounded", False)


def test_an_equality_and_a_coefficient_of_zero() -> None:
    made = Programme()
    x, y = made.column(-1, 1), made.column(-1, 1)
    made.row(0.5, 0.5, {x: 2, y: 0})
    answer = made.solve({y: 1})
    assert answer.x == pytest.approx([0.25, -1])


def test_a_bound_can_be_changed_and_the_programme_solved_again() -> None:
    made = Programme()
    x = made.column(0, 1)
    assert made.solve({x: 1}, maximise=True).value == pytest.approx(1)
    made.bound(x, 0, 3)
    assert made.solve({x: 1}, maximise=True).value == pytest.approx(3)


def test_any_point_that_fits_will_do() -> None:
    made = Programme()
    columns = [made.column(0, 1, integer=True) for _ in range(12)]
    made.row(5, 5, total(columns))
    answer = made.solve(first=True)
    assert answer.feasible
    assert sum(answer.x) == pytest.approx(5)


def test_rows_and_columns_are_counted() -> None:
    made = Programme()
    first, second = made.column(0, 1), made.column(0, 1)
    assert (first, second, made.columns) == (0, 1, 2)
    assert (made.row(0, 1, total([first, second])), made.rows) == (0, 1)
    assert total([first, second], 2.0) == {0: 2.0, 1: 2.0}


def test_the_solver_says_nothing_on_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    made = Programme()
    x = made.column(0, 1, integer=True)
    made.solve({x: 1}, maximise=True)
    assert capfd.readouterr().out == ""
