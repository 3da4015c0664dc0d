from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case.acts import Means
from detente.case.measures import Level, Measure
from detente.checking.detect import Detection, detect, deterrence, inspections_needed, roc

LEVELS = (Level(id="today", text="today"), Level(id="none", text="none"))
MISSILES = Measure(id="missiles", title="Missiles", binds=("north", "south"), levels=LEVELS)
SITES = Means(
    measure="missiles", means="inspections", sites=60, breached_sites=6, inspections=10, recognition=0.7
)
LOOKS = Means(measure="missiles", means="satellites", revisit_days=30, lasts_days=42, recognition=0.7)
COUNT = Means(
    measure="missiles", means="counts", revisit_days=365, lasts_days=365, error=0.15, excess=5 / 13, false_alarm=0.05
)  # fmt: skip


def of_north(*regime: Means, period_days: float = 365.0, agreed_only: bool = False) -> Detection:
    return detect(regime, (MISSILES,), period_days=period_days, agreed_only=agreed_only)[0]


def test_ten_visits_to_sixty_sites_of_which_six_are_bad() -> None:
    found = of_north(SITES)
    assert found.probability == pytest.approx((0.536, 0.536), abs=5e-4)
    assert found.delay_days == pytest.approx((365 / 0.7, 365 / 0.7))
    assert found.false_alarms is None
    assert "0.54, by inspections" in found.says
    assert "Not stated for inspections: false-alarm probability." in found.says


def test_a_period_of_half_a_year_has_half_the_visits() -> None:
    half = of_north(Means(measure="missiles", means="i", sites=60, breached_sites=6, inspections=20, recognition=0.7),
                    period_days=182.5)  # fmt: skip
    assert half.probability == of_north(SITES).probability


def test_more_visits_than_sites_go_round_again() -> None:
    twice = Means(measure="missiles", means="visits", sites=2, inspections=4, recognition=0.5)
    assert of_north(twice).probability == pytest.approx((0.75, 0.75))


def test_looks_find_between_what_they_do_at_random_and_by_the_clock() -> None:
    found = of_north(LOOKS).probability
    assert found is not None
    assert found[0] == pytest.approx(0.625, abs=5e-4)
    assert found[1] == pytest.approx(0.6 * 0.7 + 0.4 * 0.91)


def test_a_count_sees_a_breach_by_the_power_of_its_alarm() -> None:
    found = of_north(COUNT)
    assert found.probability is not None
    assert found.probability[1] == pytest.approx(0.70, abs=5e-3)
    assert found.false_alarms == pytest.approx((0.05, 0.05))


def test_a_shared_bias_makes_a_count_see_less() -> None:
    biased = Means(measure="missiles", means="counts", revisit_days=365, error=0.15, excess=5 / 13,
                   false_alarm=0.05, shared_bias=(0.0, 0.2))  # fmt: skip
    plain, worse = of_north(COUNT).probability, of_north(biased).probability
    assert plain is not None
    assert worse is not None
    assert worse[1] == plain[1]
    assert worse[0] < plain[0] - 0.1


def test_sources_that_copy_each_other_are_one_source() -> None:
    press, blog = (
        Means(
            measure="missiles", means=name, origin=origin, revisit_days=30, lasts_days=42, recognition=0.7
        )
        for name, origin in (("press", "one feed"), ("blog", "one feed"))
    )
    alone, copied, two = of_north(press), of_north(press, blog), of_north(press, LOOKS)
    assert copied.probability == alone.probability
    assert copied.delay_days == alone.delay_days
    assert two.probability is not None
    assert alone.probability is not None
    assert two.probability[0] == alone.probability[0]
    assert two.probability[1] > alone.probability[1] + 0.1


def test_without_figures_there_is_no_number_and_what_is_missing_is_named() -> None:
    found = of_north(Means(measure="missiles", means="open sources"))
    assert (found.probability, found.delay_days, found.false_alarms) == (None, None, None)
    assert found.says == (
        "What it could find is not stated. Not stated for open sources: recognition and inspections a year "
        "with the number of sites, or revisit days."
    )
    assert of_north().says == "No means of verification is named."


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (Means(measure="missiles", means="x", sites=5, inspections=1, recognition=1.5), "1.5 cannot be"),
        (Means(measure="missiles", means="x", sites=5.5, inspections=1, recognition=0.5), "5.5 cannot be"),
        (Means(measure="missiles", means="x", revisit_days=(9, 3), recognition=0.5), "9 to 3 cannot be"),
        (Means(measure="missiles", means="x", revisit_days=0, recognition=0.5), "0 cannot be"),
        (Means(measure="missiles", means="x", revisit_days=math.nan, recognition=0.5), "nan cannot be"),
    ],
)
def test_figures_that_cannot_be_give_no_number(wrong: Means, says: str) -> None:
    found = of_north(wrong)
    assert found.probability is None
    assert says in found.says


def test_a_means_that_sees_one_party_only_says_nothing_of_the_other() -> None:
    one_sided = Means(measure="missiles", means="tracks", binds="south", revisit_days=1, recognition=0.5)
    north, south = detect((one_sided,), (MISSILES,))
    assert north.sights == ()
    assert south.probability is not None


def test_means_that_are_not_agreed_can_be_left_out() -> None:
    assert of_north(SITES, agreed_only=True).sights == ()


CHANCES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda pair: (min(pair), max(pair)))


@given(
    st.tuples(st.integers(1, 40), st.integers(0, 20)),
    st.tuples(st.floats(0, 90), st.floats(0, 90)).map(lambda pair: (min(pair), max(pair))),
    CHANCES,
    CHANCES,
    st.floats(0, 1),
)
def test_every_figure_within_its_range_gives_a_probability_within_the_interval(
    sites: tuple[int, int],
    visits: tuple[float, float],
    recognition: tuple[float, float],
    false: tuple[float, float],
    at: float,
) -> None:
    few, many = sites[0], sites[0] + sites[1]
    wide = Means(measure="missiles", means="visits", sites=(few, many), breached_sites=(1, 3), inspections=visits,
                 recognition=recognition, false_alarm=false)  # fmt: skip
    inside = Means(
        measure="missiles", means="visits", sites=few + round(at * (many - few)), breached_sites=2,
        inspections=visits[0] + at * (visits[1] - visits[0]),
        recognition=recognition[0] + at * (recognition[1] - recognition[0]),
        false_alarm=false[0] + at * (false[1] - false[0]),
    )  # fmt: skip
    outer, inner = of_north(wide), of_north(inside)
    for big, small in (
        (outer.probability, inner.probability),
        (outer.delay_days, inner.delay_days),
        (outer.false_alarms, inner.false_alarms),
        (outer.false_alarm, inner.false_alarm),
    ):
        assert big is not None
        assert small is not None
        assert big[0] <= small[0] * (1 + 1e-9) + 1e-9
        assert small[1] <= big[1] * (1 + 1e-9) + 1e-9


@pytest.mark.parametrize(
    ("found", "gain", "loss", "verdict"),
    [
        ((0.5, 0.6), 1, 2, "deters"),
        ((0.1, 0.2), 1, 2, "does not deter"),
        ((0.1, 0.6), 1, 2, "undecided"),
        (None, 1, 2, "undecided"),
    ],
)
def test_a_breach_that_gains_one_and_costs_two_needs_a_third(
    found: tuple[float, float] | None, gain: float, loss: float, verdict: str
) -> None:
    answer = deterrence(found, gain, loss)
    assert answer.needed == pytest.approx(1 / 3)
    assert answer.verdict == verdict


def test_nothing_deters_one_who_keeps_a_gain_above_the_loss() -> None:
    assert deterrence((1.0, 1.0), 3, 2, "gain kept").verdict == "does not deter"
    assert deterrence(None, 3, 2, "gain kept").verdict == "does not deter"


def test_six_inspections_deter_at_one_to_two_and_eighteen_at_three_to_one() -> None:
    assert inspections_needed(SITES, 1 / 3) == (6, 6)
    assert inspections_needed(SITES, 0.75) == (18, 18)
    one = Means(measure="missiles", means="x", sites=60, recognition=(0.5, 1.0))
    assert inspections_needed(one, 0.9) == (54, None)
    assert inspections_needed(LOOKS, 0.9) is None


def test_along_its_curve_a_count_finds_more_the_more_alarms_are_false() -> None:
    curve = roc(COUNT, (0.01, 0.05, 0.2))
    assert [round(false[0], 3) for false, _ in curve] == [0.01, 0.05, 0.2]
    assert [found for _, found in curve] == sorted(found for _, found in curve)
    assert curve[1][1] == of_north(COUNT).probability
    assert roc(LOOKS, (0.01,)) == ()
