"""How figures are read and judged: bounds first, then probability, and which reading decides."""

from __future__ import annotations

import pytest

from checking.made import row
from detente.case.agreements import EvidenceRule, Step
from detente.checking.judging import (
    LOWER,
    Held,
    chance_of,
    estimates,
    held,
    judge,
    read,
    rounding,
    verdict_of,
)
from detente.checking.results import Estimate

PLAIN = EvidenceRule()


def against(limit: float, near: float = 0.05) -> list[Held]:
    return [Held(limit, "troops", near=near)]


@pytest.mark.parametrize(
    ("value", "off"),
    [(100_000, 5_000), (6_000, 300), (127_000, 500), (12_800, 50), (169_000, 500), (0, 0)],
)
def test_a_rounded_figure_may_be_off_by_half_its_last_digit_and_at_most_a_twentieth(
    value: float, off: float
):
    assert rounding(value) == off


def test_about_is_read_in_two_ways_and_the_loose_one_leaves_it_open():
    rows = [row("o1", 100_000, about=True)]
    assert [one.verdict for one in read(rows, PLAIN, against(90_000))] == ["exceeded", "undecided"]
    assert [one.verdict for one in read(rows, PLAIN, against(100_000))] == ["undecided", "undecided"]
    assert [one.verdict for one in read(rows, PLAIN, against(80_000))] == ["exceeded", "undecided"]
    assert [one.verdict for one in read(rows, PLAIN, against(70_000))] == ["exceeded", "exceeded"]


@pytest.mark.parametrize(
    ("low", "high", "limit", "verdict"),
    [
        (12_800, 12_800, 13_000, "near threshold"),
        (13_000, 13_000, 13_000, "near threshold"),
        (13_001, 13_001, 13_000, "exceeded"),
        (9_000, 9_000, 13_000, "complied"),
        (60_000, 70_000, 13_000, "exceeded"),
        (12_000, 14_000, 13_000, "undecided"),
        (100_000, float("inf"), 90_000, "exceeded"),
        (100_000, float("inf"), 120_000, "undecided"),
    ],
)
def test_bounds_decide(low: float, high: float, limit: float, verdict: str):
    assert judge(Estimate(low, high, "troops"), Held(limit, "troops")) == verdict


def test_a_least_value_is_judged_the_other_way_round():
    fifty = Held(50, "km", LOWER)
    assert judge(Estimate(20, 20, "km"), fifty) == "exceeded"
    assert judge(Estimate(48, 52, "km"), fifty) == "undecided"
    assert judge(Estimate(51, 51, "km"), fifty) == "near threshold"
    assert judge(Estimate(60, 70, "km"), fifty) == "complied"


def test_claimants_who_disagree_leave_it_undecided_and_each_keeps_their_figure():
    rows = [
        row("o1", 12_700, claimant="Northland"),
        row("o2", low=60_000, high=70_000, claimant="Southland"),
    ]
    readings = read(rows, PLAIN, against(13_000))
    assert [(one.label, one.verdict) for one in readings] == [
        ("Northland", "near threshold"),
        ("Southland", "exceeded"),
    ]
    assert verdict_of(readings) == "undecided"


def test_vague_words_of_a_limit_are_read_strictly_usually_and_loosely():
    step = Step(value=5_000, low=3_000, high=10_000, unit="troops", reading="usual commentary")
    labels = [one.label for one in held(step, PLAIN)]
    assert labels == [
        "",
        "strictest reading of the limit (usual commentary)",
        "loosest reading of the limit (usual commentary)",
    ]
    readings = read([row("o1", 4_000)], PLAIN, held(step, PLAIN))
    assert [one.verdict for one in readings] == ["complied", "exceeded", "complied"]


def test_the_probability_of_an_estimate_with_a_stated_error():
    """A count of 15,000 with 15 % error is above 13,000 with .83 (log-normal)."""
    least, most = chance_of([row("o1", 15_000, error=0.15)], PLAIN, against(13_000)) or (0, 0)
    assert least == most == pytest.approx(0.83, abs=0.005)
    ((_, value),) = estimates(row("o1", 15_000, error=0.15), PLAIN)
    assert (round(value.low), round(value.high)) == (11_720, 19_197)


def test_without_a_stated_error_no_probability_is_given():
    assert chance_of([row("o1", 15_000)], PLAIN, against(13_000)) is None


def test_a_row_without_a_figure_has_no_estimate():
    assert estimates(row("o1"), PLAIN) == ()
