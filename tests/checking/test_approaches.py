from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.agreements import EvidenceRule
from detente.checking.approaches import (
    Line,
    approaches_of,
    concluded,
    false_alarm,
    find_approaches,
    moment,
    partial,
)
from detente.checking.runs import Partial, merge, merged
from detente.checking.tracks.table import Track, part, track

RULE = EvidenceRule(sigma_km=1.0, dwell_s=240, margin_sigma=2, max_gap_s=300, speed_km_h=1000)
EQUATOR = Line("line", 50.0, lambda lon, lat: lat * 111.2)
"""The line is the equator, the wrong side the south; 111.2 km a degree."""


def flight(*km: float, step_s: float = 60.0, sigma_km: float = np.nan) -> Track:
    """Past the line eastward, at these distances from it."""
    n = np.arange(len(km))
    return track(
        "bomber", n * step_s, 30 + n * 0.05, np.array(km) / 111.2, source="f", sigma_km=sigma_km, by="north"
    )


def passed(*km: float, rule: EvidenceRule = RULE) -> list[bool]:
    return [one.passed for one in approaches_of(flight(*km), EQUATOR, rule)]


@pytest.mark.parametrize(
    ("km", "breach"),
    [
        ((45,) * 5, True),
        ((45,) * 4, False),  # 180 seconds are not 240
        ((49,) * 9, False),  # within two sigma of the limit
        ((45, 45, 45, 49, 45, 45, 45), False),  # never long enough in a row
        ((-3,) * 5, True),  # on the wrong side
        ((52,) * 9, False),
    ],
)
def test_a_breach_lasts_and_lies_beyond_the_margin(km: tuple[float, ...], breach: bool) -> None:
    assert passed(*km) == [breach]


def test_every_run_that_lasts_is_an_approach_of_its_own() -> None:
    one, other = approaches_of(flight(*(45,) * 5, 60, *(40, 41, 44, 45, 46)), EQUATOR, RULE)
    assert (one.best, one.seconds, one.rows) == (pytest.approx(45), 240, ("f#1", "f#5"))
    assert (other.best, other.rows) == (pytest.approx(40), ("f#7", "f#11"))
    assert other.first == moment(360)
    assert (other.low, other.high) == pytest.approx((40 - 1.645, 40 + 1.645), abs=1e-3)


def test_the_nearest_fix_stands_for_a_track_that_stays_away() -> None:
    (one,) = approaches_of(flight(60, 55, 57), EQUATOR, RULE)
    assert (one.passed, one.best, one.seconds, one.probability) == (False, pytest.approx(55), 0.0, None)
    assert (one.object, one.by, one.zone, one.km, one.sources) == ("bomber", "north", "line", 50.0, ("f",))


def test_the_probability_of_a_run_takes_its_errors_as_lasting() -> None:
    (one,) = approaches_of(flight(*(48,) * 20), EQUATOR, replace(RULE, margin_sigma=1))
    assert one.probability == pytest.approx(0.977, abs=1e-3)


def test_without_an_error_there_is_no_probability_and_no_figure_of_false_alarms() -> None:
    (one,) = approaches_of(flight(*(49,) * 9), EQUATOR, replace(RULE, sigma_km=None))
    assert (one.passed, one.probability, one.false_alarm) == (True, None, None)


def test_an_error_of_its_own_counts_before_that_of_the_rule() -> None:
    (one,) = approaches_of(flight(*(45,) * 9, sigma_km=3.0), EQUATOR, RULE)
    assert not one.passed


def test_a_gap_ends_a_run_and_could_have_hidden_more() -> None:
    away = flight(45, 45, 45, 80, 80, 45, 45, 45)
    times = np.array([0, 60, 120, 180, 453, 600, 660, 720.0])
    (one,) = approaches_of(replace(away, t=times), EQUATOR, replace(RULE, max_gap_s=200, speed_km_h=792))
    assert not one.passed
    assert one.could_have == (
        "From 1970-01-01 00:03:00 to 1970-01-01 00:07:33 UTC, 273 seconds without a fix: at up to 792 km/h it "
        "could have come 0.03 km beyond the limit of 50 km.",
    )


def test_a_gap_too_short_to_come_so_far_hides_nothing() -> None:
    times = np.array([0.0, 272.0])
    far = replace(flight(80, 80), t=times)
    assert approaches_of(far, EQUATOR, replace(RULE, max_gap_s=200, speed_km_h=792))[0].could_have == ()
    (said,) = approaches_of(far, EQUATOR, replace(RULE, max_gap_s=200, speed_km_h=None))[0].could_have
    assert said.endswith("how near it could have come is not known, since no greatest speed is stated.")


def test_beyond_the_reach_of_the_zone_only_the_reach_is_known() -> None:
    line = Line("line", 50.0, lambda lon, lat: np.where(lat > 0.6, np.nan, lat * 111.2), reach_km=66.0)
    (one,) = approaches_of(flight(70, 80, step_s=600), line, RULE)
    assert one.best == 66.0
    assert "67.3 km beyond" in one.could_have[0]


def test_faults_come_first_and_a_track_of_faults_has_no_approach() -> None:
    spiked = flight(*(60,) * 10)
    lat = spiked.lat.copy()
    lat[4] = 3.0
    lost = track("lost", [0.0], [np.nan], [0.0])
    found = find_approaches([replace(spiked, lat=lat), lost], EQUATOR, RULE)
    assert [(one.object, one.passed, round(one.best, 6)) for one in found.approaches] == [
        ("bomber", False, 60.0)
    ]
    assert [(fault.kind, fault.rows) for fault in found.faults] == [
        ("speed", ("f#5",)),
        ("position", ("track#1",)),
    ]


def test_a_single_spike_beyond_the_line_never_makes_a_breach() -> None:
    spiked = flight(*(60,) * 10)
    lat = spiked.lat.copy()
    lat[4] = 0.0
    found = find_approaches([replace(spiked, lat=lat)], EQUATOR, replace(RULE, dwell_s=0))
    assert [one.passed for one in found.approaches] == [False]


KM = st.lists(st.floats(40, 60), min_size=1, max_size=40)


@given(KM, st.data())
def test_a_track_may_be_cut_anywhere(km: list[float], data: st.DataObject) -> None:
    steps = data.draw(
        st.lists(st.sampled_from([10.0, 60.0, 299.0, 301.0]), min_size=len(km), max_size=len(km))
    )
    whole = replace(flight(*km), t=np.cumsum(steps))
    cuts = sorted(
        data.draw(st.sets(st.integers(1, max(1, len(km) - 1)), max_size=6)) & set(range(1, len(km)))
    )
    bounds = [0, *cuts, len(km)]
    pieces = [partial(part(whole, slice(a, b)), EQUATOR, RULE) for a, b in itertools.pairwise(bounds)]
    assert merged(iter(pieces)) == partial(whole, EQUATOR, RULE)
    assert concluded(whole, merged(iter(pieces)), EQUATOR, RULE) == approaches_of(whole, EQUATOR, RULE)


def longest(km: list[float], t: list[float], beyond: float, max_gap: float) -> float:
    """Every stretch of fixes is tried, from the definition."""
    best = -1.0
    for a in range(len(km)):
        for b in range(a, len(km)):
            fine = all(one < beyond for one in km[a : b + 1])
            close = all(t[n + 1] - t[n] <= max_gap for n in range(a, b))
            best = max(best, t[b] - t[a]) if fine and close else best
    return best


@given(
    st.lists(
        st.tuples(st.sampled_from([45.0, 55.0]), st.sampled_from([60.0, 400.0])), min_size=1, max_size=14
    )
)
def test_the_longest_run_is_the_one_that_trying_every_stretch_finds(
    fixes: list[tuple[float, float]],
) -> None:
    t = np.cumsum([gap for _, gap in fixes]).tolist()
    km = [one for one, _ in fixes]
    found = partial(replace(flight(*km), t=np.array(t)), EQUATOR, RULE).longest
    assert (found.seconds if found else -1.0) == longest(km, t, 48.0, 300.0)


def test_pieces_out_of_order_are_refused() -> None:
    one = partial(flight(45, 46), EQUATOR, RULE)
    with pytest.raises(ValueError, match="order of time"):
        merge(one, one)


def seen(fixes: int, rule: EvidenceRule, sigma: float = 1.0) -> tuple[Partial, EvidenceRule]:
    return partial(flight(*(60.0,) * fixes, sigma_km=sigma), EQUATOR, rule), rule


def test_one_who_keeps_exactly_to_the_limit_is_called_in_breach_seldom() -> None:
    independent, lasting = false_alarm(*seen(120, RULE)) or (1.0, 1.0)
    assert independent < 1e-6
    generator = np.random.default_rng(7)
    errors = np.empty((4_000, 120))
    rho = float(np.exp(-60 / 570))
    errors[:, 0] = generator.normal(size=4_000)
    for n in range(1, 120):
        errors[:, n] = rho * errors[:, n - 1] + np.sqrt(1 - rho**2) * generator.normal(size=4_000)
    below = errors < -2
    five = np.array([np.convolve(row, np.ones(5), "valid").max() >= 5 for row in below])
    assert lasting == pytest.approx(five.mean(), abs=4 * np.sqrt(lasting / 4_000))


def test_a_wider_margin_and_a_shorter_track_have_fewer_false_alarms() -> None:
    here = false_alarm(*seen(120, RULE))
    wider = false_alarm(*seen(120, replace(RULE, margin_sigma=3)))
    shorter = false_alarm(*seen(30, RULE))
    assert here is not None
    assert wider is not None
    assert shorter is not None
    assert wider[1] < here[1]
    assert shorter[1] < here[1]


def test_the_figure_for_a_long_track_goes_on_from_that_of_its_beginning() -> None:
    whole, rule = seen(401, replace(RULE, margin_sigma=1, dwell_s=60))
    longer = false_alarm(*seen(600, rule))
    there = false_alarm(whole, rule)
    assert there is not None
    assert longer is not None
    assert there[1] < longer[1] <= 1.0


def test_moments_beyond_the_calendar_are_its_ends() -> None:
    assert moment(1e18).year == 9999
    assert moment(-1e18).year == 1
