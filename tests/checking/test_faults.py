from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.acts import Observation
from detente.checking.faults import faults_of
from detente.checking.results import DataFault


def count(id: str, value: float | None, date: str = "2020-06-30") -> Observation:
    return Observation(id=id, date=dt.date.fromisoformat(date), what="forces in Poland", value=value,
                       unit="troops", by="us", claimant="DMDC", source="s1")  # fmt: skip


def kinds(faults: tuple[DataFault, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.kind, one.rows) for one in faults]


QUARTERS = ("2019-12-31", "2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31")


def series(*values: float) -> list[Observation]:
    return [
        count(f"q{n}", value, day) for n, (value, day) in enumerate(zip(values, QUARTERS, strict=False))
    ]


def test_a_quarter_counted_twice_is_seen_between_its_neighbours() -> None:
    (found,) = faults_of(series(173, 175, 338, 174, 176))
    assert (found.kind, found.rows) == ("doubled", ("q2", "q1", "q3"))
    assert "338 troops is about twice" in found.says


@pytest.mark.parametrize(
    "values",
    [
        (175, 250, 338, 420, 500),  # it grows
        (175, 176, 338, 340, 341),  # it doubled and stayed
        (175, 338),  # nothing after it
        (175, 176, 270, 175, 176),  # half as much again
    ],
)
def test_a_force_that_changes_is_no_fault(values: tuple[float, ...]) -> None:
    assert faults_of(series(*values)) == ()


def test_another_counting_rule_is_another_series() -> None:
    one, double, two = series(175, 338, 176)
    assert faults_of((one, replace(double, counting="with rotational forces"), two)) == ()


def test_a_zero_among_figures_may_be_a_report_that_is_missing() -> None:
    assert kinds(faults_of(series(175, 0, 176))) == [("zero", ("q1", "q0", "q2"))]
    assert faults_of(series(175, 0, 0)) == ()


def test_one_report_under_two_ids() -> None:
    rows = (count("a", 100), count("b", 100), count("c", 101), replace(count("d", 100), claimant="press"))
    assert kinds(faults_of(rows)) == [("same row twice", ("a", "b"))]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"value": -5.0}, "never negative"),
        ({"value": math.nan}, "not a number"),
        ({"value": math.inf}, "not a number"),
        ({"value": None, "low": 9.0, "high": 7.0}, "low, 9, is above its high, 7"),
        ({"value": 5.0, "low": 6.0, "high": 7.0}, "not between"),
    ],
)
def test_figures_that_no_count_can_be(changed: dict[str, float | None], says: str) -> None:
    (found,) = faults_of((replace(count("a", 1.0), **changed),))
    assert found.rows == ("a",)
    assert says in found.says


def test_days_known_to_the_month_are_told_together() -> None:
    rows = [replace(count(name, n), dated=exact) for n, (name, exact) in
            enumerate([("a", "month"), ("b", "day"), ("c", "month"), ("d", "year")])]  # fmt: skip
    assert [one.says for one in faults_of(rows)] == [
        "a and c are dated to the month only.",
        "d is dated to the year only.",
    ]


def test_a_span_that_ends_before_it_begins() -> None:
    (found,) = faults_of((replace(count("a", 1), until=dt.date(2020, 6, 1)),))
    assert found.says == "a: forces in Poland ends on 2020-06-01, before it begins on 2020-06-30."


def parts(whole: Observation, *values: float) -> tuple[Observation, ...]:
    named = ((f"p{n}", value) for n, value in enumerate(values))
    return (whole, *(replace(count(name, value), what=name, part_of=whole.id) for name, value in named))


def test_parts_that_come_to_more_than_their_whole() -> None:
    (found,) = faults_of(parts(count("w", 6_000), 4_000, 2_500))
    assert (found.kind, found.rows) == ("parts", ("w", "p0", "p1"))
    assert "6,500 troops at least, more than the 6,000 troops of w" in found.says
    assert faults_of(parts(count("w", 6_000), 4_000, 2_000)) == ()


def test_about_6000_leaves_room_for_parts_of_6500() -> None:
    assert faults_of(parts(replace(count("w", 6_000), about=True), 4_000, 2_500)) == ()


def test_parts_as_somebody_else_counts_them_are_no_fault() -> None:
    rows = parts(count("w", 6_000), 6_500)
    assert faults_of((rows[0], replace(rows[1], claimant="press"))) == ()


@given(st.permutations(range(6)))
def test_what_is_found_does_not_hang_on_the_order_of_rows(order: list[int]) -> None:
    rows = [*series(173, 175, 338, 174), *parts(count("w", 10, "2021-01-01"), 20.0)]
    shuffled = faults_of([rows[n] for n in order])
    assert sorted(kinds(shuffled)) == sorted(kinds(faults_of(rows)))
