from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.maths.detection import (
    SAMPLES,
    TIMINGS,
    alarm_level,
    below,
    chance_above,
    chance_inside,
    count_range,
    days_to_find,
    found_at_random,
    found_by_any,
    found_by_clock,
    found_by_count,
    found_by_sample,
    gap_depth,
    pooled,
    sample_exact,
)

CHANCE = st.floats(0.0, 1.0)


def by_listing(sites: int, bad: int, visited: int, recognition: float) -> float:
    """From the definition: every choice of sites is as likely as any other."""
    chosen = list(itertools.combinations(range(sites), visited))
    missed = sum((1 - recognition) ** sum(site < bad for site in one) for one in chosen)
    return 1 - missed / len(chosen)


@given(st.integers(0, 7), st.data(), CHANCE)
def test_a_sample_finds_what_listing_every_choice_of_sites_says(
    sites: int, data: st.DataObject, recognition: float
) -> None:
    bad, visited = data.draw(st.integers(0, sites)), data.draw(st.integers(0, sites))
    found = float(found_by_sample(sites, bad, visited, recognition))
    assert found == pytest.approx(by_listing(sites, bad, visited, recognition), abs=1e-12)


@pytest.mark.parametrize(
    ("visited", "sure", "unsure"), [(3, 0.275, 0.198), (10, 0.683, 0.536), (20, 0.923, 0.807)]
)
def test_sixty_sites_six_of_them_bad(visited: int, sure: float, unsure: float) -> None:
    found = found_by_sample(60, 6, visited, [1.0, 0.7])
    assert found == pytest.approx([sure, unsure], abs=5e-4)


def test_one_bad_site_and_three_visits_is_a_chance_of_one_in_twenty() -> None:
    assert float(found_by_sample(60, 1, 3)) == pytest.approx(0.05)


def test_ninety_per_cent_needs_nineteen_visits_and_the_approximations_are_near() -> None:
    assert {name: rule(60, 6, 0.9) for name, rule in SAMPLES.items()} == {
        "exact": 19, "power": 20, "halfway": 19,
    }  # fmt: skip
    assert sample_exact(50, 3, 0.9) == 27
    assert float(found_by_sample(50, 3, 10)) == pytest.approx(0.496, abs=5e-4)


@given(st.integers(1, 80), st.data(), st.floats(0.05, 0.99))
def test_the_least_sample_suffices_and_one_visit_fewer_does_not(
    sites: int, data: st.DataObject, wanted: float
) -> None:
    bad = data.draw(st.integers(1, sites))
    least = sample_exact(sites, bad, wanted)
    assert least is not None
    assert float(found_by_sample(sites, bad, least)) >= wanted - 1e-9
    assert least == 0 or float(found_by_sample(sites, bad, least - 1)) < wanted + 1e-9
    assert SAMPLES["power"](sites, bad, wanted) >= least
    assert abs(SAMPLES["halfway"](sites, bad, wanted) - least) <= 3


def test_what_is_recognised_half_the_time_cannot_be_found_for_certain() -> None:
    assert sample_exact(60, 1, 0.9, recognition=0.5) is None


@pytest.mark.parametrize(
    "wrong",
    [(5, 6, 1, 1.0), (5, 1, 6, 1.0), (5, 1, 1, 1.5), (5, 1, 1, -0.1), (5.5, 1, 1, 1.0), (5, -1, 1, 1.0)],
)
def test_impossible_samples_are_refused(wrong: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match=r"sites|probability"):
        found_by_sample(*wrong)


@pytest.mark.parametrize(
    ("every", "fortnight", "six_weeks", "nine_in_ten"), [(30, 0.28, 0.62, 99), (10, 0.62, 0.95, 33)]
)
def test_looks_at_random_moments(every: int, fortnight: float, six_weeks: float, nine_in_ten: int) -> None:
    assert found_at_random([14, 42], every, 0.7) == pytest.approx([fortnight, six_weeks], abs=6e-3)
    assert float(days_to_find(0.9, every, 0.7)) == pytest.approx(nine_in_ten, abs=0.5)


def test_looks_by_the_clock_find_more_than_looks_at_random() -> None:
    assert float(found_by_clock(1.0, 0.75, 0.8)) == pytest.approx(0.853, abs=5e-4)
    assert float(found_by_clock(0.25, 1 / 4, 1.0)) == 1.0
    assert float(found_at_random(0.25, 1 / 4, 0.8)) == pytest.approx(0.551, abs=5e-4)


def test_looks_by_the_clock_as_trying_every_phase_says() -> None:
    days, every, recognition = 17.3, 5.0, 0.4
    phases = (np.arange(100_000) + 0.5) / 100_000 * every
    looks = np.floor((days - phases) / every) + 1
    tried = np.mean(1 - (1 - recognition) ** looks)
    assert float(found_by_clock(days, every, recognition)) == pytest.approx(tried, abs=1e-5)


@given(st.floats(0, 500), st.floats(0.5, 100), CHANCE)
def test_every_timing_is_a_probability_and_grows_with_recognition(
    days: float, every: float, p: float
) -> None:
    for rule in TIMINGS.values():
        low, high = float(rule(days, every, p / 2)), float(rule(days, every, p))
        assert 0 <= low <= high + 1e-12 <= 1 + 1e-9


def test_alarm_levels_and_power_at_a_ceiling_of_13000() -> None:
    error = np.array([0.05, 0.15, 0.30])
    assert alarm_level(13_000, error, 0.05) == pytest.approx([14_114, 16_638, 21_294], abs=0.5)
    assert found_by_count(18_000, 13_000, error, 0.05) == pytest.approx([1.0, 0.70, 0.29], abs=5e-3)
    assert found_by_count(13_000, 13_000, error, 0.05) == pytest.approx(0.05, rel=1e-4)


def test_an_estimate_of_15000_with_15_per_cent() -> None:
    assert float(chance_above(15_000, 13_000, 0.15)) == pytest.approx(0.83, abs=5e-3)
    low, high = count_range(15_000, 0.15)
    assert (float(low), float(high)) == pytest.approx((11_720, 19_197.5), abs=0.5)


def test_a_second_source_that_shares_a_bias_adds_little() -> None:
    free, biased = (pooled([15_000, 12_500], [0.15, 0.25], shared) for shared in (0.0, 0.10))
    assert free.value == biased.value == pytest.approx(14_293, abs=0.5)
    assert float(chance_above(free.value, 13_000, free.error)) == pytest.approx(0.77, abs=5e-3)
    assert float(chance_above(biased.value, 13_000, biased.error)) == pytest.approx(0.72, abs=5e-3)


@given(st.integers(1, 200), st.floats(0.01, 0.5))
def test_no_number_of_sources_averages_a_shared_bias_away(sources: int, bias: float) -> None:
    assert pooled([100.0] * sources, [0.3] * sources, bias).error > bias


def test_counts_without_an_error_cannot_be_pooled() -> None:
    with pytest.raises(ValueError, match="error above 0"):
        pooled([100.0, 120.0], [0.1, 0.0])


@given(st.lists(CHANCE, min_size=1, max_size=5))
def test_several_sources_find_at_least_what_the_best_does(chances: list[float]) -> None:
    least, most = found_by_any(chances)
    assert least == max(chances)
    assert least - 1e-12 <= most <= 1


def test_several_sources_in_figures() -> None:
    assert found_by_any([0.5, 0.5]) == pytest.approx((0.5, 0.75))


def test_a_fix_a_kilometre_inside_with_an_error_of_two() -> None:
    assert float(chance_inside(49 - 50, 2)) == pytest.approx(0.69, abs=2e-3)


def test_an_incursion_fits_into_a_gap_of_273_seconds_and_not_into_272() -> None:
    depth = gap_depth(80 - 50, 80 - 50, [272.0, 273.0, 1000.0], 220 * 3.6)
    assert depth == pytest.approx([-0.08, 0.03, 80.0], abs=1e-9)


@given(st.floats(-8, 8))
def test_the_normal_distribution_is_that_of_the_library(z: float) -> None:
    assert float(below(z)) == pytest.approx(0.5 * math.erfc(-z / math.sqrt(2)), rel=2e-6)
