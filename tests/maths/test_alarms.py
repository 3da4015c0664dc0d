from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.maths.alarms import (
    DETERRENCE,
    after_finding,
    after_silence,
    alarms_a_year,
    any_alarm,
    run_probability,
    share_per_check,
    wilson,
)
from detente.maths.detection import below, found_by_count, sample_exact

ODDS = st.floats(0.01, 0.99)


@pytest.mark.parametrize(
    ("detection", "false_alarm", "silent", "found"), [(0.6, 0.05, 0.095, 0.75), (0.9, 0.01, 0.025, 0.957)]
)
def test_what_silence_and_a_finding_say_of_a_breach_held_possible_at_one_in_five(
    detection: float, false_alarm: float, silent: float, found: float
) -> None:
    assert float(after_silence(0.2, detection, false_alarm)) == pytest.approx(silent, abs=5e-4)
    assert float(after_finding(0.2, detection, false_alarm)) == pytest.approx(found, abs=5e-4)


@given(ODDS, ODDS, ODDS)
def test_what_is_expected_after_the_check_is_what_was_held_before(prior: float, d: float, f: float) -> None:
    found = prior * d + (1 - prior) * f
    mean = found * float(after_finding(prior, d, f)) + (1 - found) * float(after_silence(prior, d, f))
    assert mean == pytest.approx(prior)


def test_forty_clauses_checked_weekly_on_two_parties() -> None:
    checks = 40 * 52 * 2
    assert float(alarms_a_year(checks, 0.01)) == pytest.approx(42, abs=0.5)
    assert float(share_per_check(1.0, checks)) == pytest.approx(0.00024, abs=5e-7)
    assert float(any_alarm(checks, share_per_check(1.0, checks))) == pytest.approx(1 - np.exp(-1), abs=1e-3)
    assert float(share_per_check(3.0, 2)) == 1.0


def test_a_site_that_holds_more_than_it_declared() -> None:
    seen = found_by_count([1_100, 1_200, 1_300], 1_000, 0.05, 0.01)
    assert seen == pytest.approx([0.34, 0.91, 1.00], abs=5e-3)


@pytest.mark.parametrize(("gain", "loss", "needed", "visits"), [(1, 2, 1 / 3, 6), (3, 1, 0.75, 18)])
def test_the_detection_that_deters_and_the_visits_that_give_it(
    gain: float, loss: float, needed: float, visits: int
) -> None:
    assert float(DETERRENCE["gain lost"](gain, loss)) == pytest.approx(needed)
    assert sample_exact(60, 6, needed, 0.7) == visits


@given(st.floats(0.1, 10), st.floats(0.1, 10), ODDS)
def test_at_the_detection_needed_a_breach_is_worth_nothing(gain: float, loss: float, off: float) -> None:
    lost, kept = (float(rule(gain, loss)) for rule in DETERRENCE.values())
    assert (1 - lost) * gain - lost * loss == pytest.approx(0, abs=1e-9)
    assert gain - kept * loss == pytest.approx(0, abs=1e-9)


def test_a_gain_of_two_against_a_loss_of_eight() -> None:
    assert [float(rule(2, 8)) for rule in DETERRENCE.values()] == [0.20, 0.25]


HONEST = [
    (1, 0, 1, 0.0, 0.94), (1, 0, 1, 0.9, 0.54), (2, 0, 1, 0.0, 1.00), (2, 0, 1, 0.9, 0.98),
    (1, 0, 5, 0.0, 0.00), (1, 0, 5, 0.9, 0.13), (2, 0, 5, 0.0, 0.01), (2, 0, 5, 0.9, 0.72),
    (1, 2, 5, 0.0, 0.00), (1, 2, 5, 0.9, 0.00), (2, 2, 5, 0.0, 0.00), (2, 2, 5, 0.9, 0.005),
]  # fmt: skip


@pytest.mark.parametrize(("sigma", "margin", "run", "correlation", "alarm"), HONEST)
def test_an_honest_track_at_52_km_from_a_line_at_50(
    sigma: float, margin: float, run: int, correlation: float, alarm: float
) -> None:
    thresholds = np.full(120, (50 - 52) / sigma - margin)
    assert run_probability(thresholds, run, correlation) == pytest.approx(alarm, abs=0.01)


@given(st.lists(st.floats(-2, 2), min_size=1, max_size=7), st.integers(1, 4))
def test_independent_errors_as_listing_every_pattern_says(thresholds: list[float], run: int) -> None:
    chance = below(thresholds)
    wanted = 0.0
    for pattern in range(2 ** len(thresholds)):
        bits = [pattern >> n & 1 for n in range(len(thresholds))]
        if "1" * run in "".join(map(str, bits)):
            wanted += float(np.prod([p if bit else 1 - p for p, bit in zip(chance, bits, strict=True)]))
    assert run_probability(thresholds, run) == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("correlation", [0.3, 0.9, 0.99])
def test_correlated_errors_as_the_normal_distribution_of_all_of_them_says(correlation: float) -> None:
    from scipy.stats import multivariate_normal  # takes a second, which every worker would spend

    thresholds = np.array([-0.4, 0.1, 0.7])
    lag = np.abs(np.subtract.outer(range(3), range(3)))
    all_below = multivariate_normal(cov=correlation**lag, abseps=1e-9, releps=1e-9).cdf(thresholds)
    assert run_probability(thresholds, 3, correlation) == pytest.approx(all_below, abs=2e-6)
    none_below = multivariate_normal(cov=correlation**lag, abseps=1e-9, releps=1e-9).cdf(-thresholds)
    assert run_probability(thresholds, 1, correlation) == pytest.approx(1 - none_below, abs=2e-6)


@given(st.floats(-3, 1), st.integers(2, 6), st.floats(0, 0.95))
def test_longer_runs_and_deeper_margins_are_rarer(level: float, run: int, correlation: float) -> None:
    here = run_probability(np.full(12, level), run, correlation)
    assert run_probability(np.full(12, level), run + 1, correlation) <= here + 1e-9
    assert run_probability(np.full(12, level - 0.5), run, correlation) <= here + 1e-9
    assert run_probability(np.full(14, level), run, correlation) >= here - 1e-9


@pytest.mark.parametrize(("run", "correlation"), [(0, 0.0), (1, -0.1), (1, 0.999)])
def test_runs_beyond_the_method_are_refused(run: int, correlation: float) -> None:
    with pytest.raises(ValueError, match="correlation"):
        run_probability([0.0], run, correlation)


def test_the_interval_for_a_share() -> None:
    assert wilson(1, 10) == pytest.approx((0.0179, 0.4042), abs=5e-5)
    assert wilson(0, 1000)[0] == 0.0
    with pytest.raises(ValueError, match="one run"):
        wilson(0, 0)


@given(st.integers(1, 400), st.data(), st.floats(0.5, 0.99))
def test_the_ends_of_the_interval_are_what_the_seen_share_just_does_not_refute(
    runs: int, data: st.DataObject, share: float
) -> None:
    hits = data.draw(st.integers(0, runs))
    for p in wilson(hits, runs, share):
        if 1e-9 < p < 1 - 1e-9:
            off = abs(hits / runs - p) / np.sqrt(p * (1 - p) / runs)
            assert 2 * float(below(-off)) == pytest.approx(1 - share, abs=1e-4)
