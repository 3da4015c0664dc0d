"""Charts as text: what stands where, and that nothing hides anything else."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import xml.etree.ElementTree as ET

import sample
from hypothesis import given
from hypothesis import strategies as st

from detente.briefing import charts, rows
from detente.briefing.charts import Box, Dot, Mark

AREA = Box(64, 16, 704, 404)


def words_of(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_a_small_plane_reads_like_this() -> None:
    svg = charts.plane(
        [Dot(-0.1, 0.1), Dot(0.2, 0.05, "A", True), Dot(0.1, 0.2, "B", True)],
        names=("East", "West"),
        title="T",
    )
    assert words_of(svg) == [
        "−0.1", "0", "0.1", "0.2",
        "0", "0.05", "0.1", "0.15", "0.2",
        "more than no deal to both", "A", "B",
        "mean gain over no deal: East", "mean gain over no deal: West",
    ]  # fmt: skip
    assert (
        '<desc id="plane-d">3 packages by mean gain over no deal for East (across) and West (up); 2 of'
        in svg
    )


def test_the_bar_of_half_a_share_is_half_full() -> None:
    assert charts.share_bar(0.5) == (
        '<svg class="bar" aria-hidden="true" viewBox="0 0 96 12"><use href="#bar"/>'
        '<rect class="bar-fill" y="3" width="48" height="6" fill="#0f6660"/></svg>'
    )


def test_the_noise_floor_stands_as_a_tick_on_the_value_bar() -> None:
    assert 'd="M24 0V12"' in charts.value_bar(0.08, 0.08, 0.02)
    assert charts.value_bar(-0.01, 0.08, 0.02).count('width="0"') == 1


@given(st.lists(st.tuples(st.floats(80, 690), st.floats(30, 390)), min_size=1, max_size=6))
def test_letters_never_lie_on_each_other(spots: list[tuple[float, float]]) -> None:
    boxes = [Box(x - 8, y - 8, x + 8, y + 8) for x, y in charts.place_labels(spots, (), AREA)]
    assert not any(one.meets(other) for one, other in itertools.combinations(boxes, 2))


def test_letters_keep_clear_of_marks_that_lie_together() -> None:
    spots = [(400.0, 200.0), (403.0, 201.0), (401.0, 198.0)]
    marks = [Box(x - 6, y - 6, x + 6, y + 6) for x, y in spots]
    for x, y in charts.place_labels(spots, marks, AREA):
        assert not any(Box(x - 8, y - 8, x + 8, y + 8).meets(mark) for mark in marks)


def test_points_on_one_pixel_are_drawn_once() -> None:
    svg = charts.plane([Dot(0.1, 0.1), Dot(0.10001, 0.1), Dot(0, 0.2)], names=("a", "b"), title="t")
    (path,) = re.findall(r'class="crowd" d="([^"]*)"', svg)
    assert path.count("h0") == 2


def test_points_are_drawn_where_they_lie_each_a_step_from_the_last() -> None:
    svg = charts.plane([Dot(0.4, -0.2), Dot(0, 0), Dot(-0.3, 0.5)], names=("a", "b"), title="t")
    (path,) = re.findall(r'class="crowd" d="([^"]*)"', svg)
    steps = [(int(dx), int(dy)) for dx, dy in re.findall(r"m(-?\d+) ?(-?\d+)h0", path)]
    across = list(itertools.accumulate(dx for dx, _ in steps))
    down = list(itertools.accumulate(dy for _, dy in steps))
    assert across[0] < across[1] < across[2] <= AREA.right
    assert AREA.top <= down[0] < down[1] < down[2] <= AREA.bottom
    assert (across[1], down[1]) == tuple(round(float(v)) for v in _crossing(svg))


def _crossing(svg: str) -> tuple[str, str]:
    """Where the two axes cross."""
    (found,) = re.findall(r'class="axis" d="M([\d.]+) [\d.]+V[\d.]+M[\d.]+ ([\d.]+)H', svg)
    return found[0], found[1]


@given(st.floats(-1, 0), st.floats(0.01, 1))
def test_ticks_are_round_and_few(low: float, high: float) -> None:
    values = charts.ticks(low, high)
    steps = {round(b - a, 6) for a, b in itertools.pairwise(values)}
    assert len(steps) <= 1
    assert 2 <= len(values) <= 7
    assert low - 1e-9 <= values[0] <= values[-1] <= high + 1e-9


def test_the_timeline_stacks_what_would_touch() -> None:
    day = dt.date(2022, 1, 10)
    marks = [
        Mark(day, 0, "a1", "one"),
        Mark(day, 0, "a2", "two"),
        Mark(dt.date(2022, 2, 10), 0, "a3", "three"),
    ]
    svg = charts.timeline(marks, lanes=("East",), dates=((day, "10 January"),), title="T")
    places = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="4.5" class="party-0 done"', svg)
    assert len(set(places)) == 3
    assert places[0][0] == places[1][0]
    assert words_of(svg) == ["Feb 2022", "10 January", "East"]


def test_what_was_said_is_hollow_and_named_for_a_screen_reader() -> None:
    svg = charts.timeline(rows.marks(sample.CASE), lanes=rows.lanes(sample.CASE), dates=(), title="T")
    assert svg.count(' said"') == 1
    assert "s6, 2031-01-13: Would answer a refusal by military-technical means." in svg


def test_text_from_a_case_is_escaped_and_every_chart_is_well_formed() -> None:
    svg = charts.plane([Dot(0, 0.1, "A"), Dot(1, 1)], names=("<b>", 'a & "b"'), title="</svg>")
    root = ET.fromstring(svg)
    assert root.find("title").text == "</svg>"  # type: ignore[union-attr]
    ET.fromstring(charts.timeline(rows.marks(sample.CASE), lanes=("a<", "b"), dates=(), title="t"))
