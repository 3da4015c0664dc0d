"""In: one means of verification. Out: a `Sight`: what it could find within a period, from the figures written of it.

Every figure is an interval. Where one that is needed is not stated, or cannot be, there is no number, and
what is missing is named. Nothing is estimated in its place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from detente.case.acts import Means, Range
from detente.maths.alarms import alarms_a_year, any_alarm
from detente.maths.detection import TIMINGS, found_by_count, found_by_sample

Interval = tuple[float, float]
Figures = Mapping[str, Interval]
Rule = Callable[[ArrayLike, ArrayLike], NDArray[np.float64]]
YEAR = 365.0
SMALLEST = 1e-9


@dataclass(frozen=True)
class Sight:
    """What one means could find, if what is written of it holds.

    origin        what it copies, or its own name: sights with one origin are not two witnesses
    probability   that a breach is found within the period; None if not enough is stated
    delay_days    mean days from the start of a breach that goes on to its finding: least, most
    false_alarms  expected a year where the restraint is kept; None if not stated
    false_alarm   probability of at least one within the period
    missing       what would have to be stated
    rests         the figures it rests on, in words
    """

    means: str
    origin: str
    agreed: bool
    probability: Interval | None = None
    delay_days: Interval | None = None
    false_alarms: Interval | None = None
    false_alarm: Interval | None = None
    missing: tuple[str, ...] = ()
    rests: str = ""


@dataclass(frozen=True)
class Figure:
    """How a figure of `Means` is called in words, and what it can be."""

    words: str
    least: float = 0.0
    most: float = math.inf
    whole: bool = False


FIGURES: Mapping[str, Figure] = {
    "sites": Figure("number of sites", least=1, most=1_000_000, whole=True),
    "breached_sites": Figure("sites of a breach", least=1, most=1_000_000, whole=True),
    "inspections": Figure("inspections a year"),
    "revisit_days": Figure("revisit days", least=SMALLEST),
    "lasts_days": Figure("days that a breach lasts"),
    "recognition": Figure("recognition", most=1),
    "error": Figure("relative error", least=SMALLEST),
    "excess": Figure("excess of a breach"),
    "shared_bias": Figure("shared bias"),
    "false_alarm": Figure("false-alarm probability", most=1),
    "report_days": Figure("days to the result"),
}
"""The figures that `Means` may have."""


def sight(means: Means, period_days: float = YEAR) -> Sight:
    """What one means could find within `period_days`."""
    stated, wrong = figures(means)
    name = means.origin or means.means
    if wrong:
        return Sight(means.means, name, means.agreed, missing=wrong)
    recognised, missing = recognition(stated)
    looks, more = looks_a_year(stated)
    if recognised is None or looks is None:
        return Sight(means.means, name, means.agreed, missing=(*missing, *more))
    false = stated.get("false_alarm")
    return Sight(
        means.means,
        name,
        means.agreed,
        probability=_found(stated, recognised, looks, period_days),
        delay_days=_delay(stated, recognised, looks),
        false_alarms=_ends(alarms_a_year, looks, false),
        false_alarm=_ends(any_alarm, _scaled(looks, period_days / YEAR), false),
        missing=() if false else (FIGURES["false_alarm"].words,),
        rests=_rests(stated),
    )


def figures(means: Means) -> tuple[Figures, tuple[str, ...]]:
    """The figures that are stated, as intervals, and words for those that cannot be."""
    stated = {name: _both(value) for name in FIGURES if (value := getattr(means, name)) is not None}
    wrong = tuple(
        f"{FIGURES[name].words}, for which {_span(value)} cannot be"
        for name, value in stated.items()
        if not _can_be(FIGURES[name], value)
    )
    return stated, wrong


def _both(value: Range) -> Interval:
    low, high = value if isinstance(value, tuple) else (value, value)
    return float(low), float(high)


def _can_be(figure: Figure, value: Interval) -> bool:
    low, high = value
    if not (math.isfinite(low) and math.isfinite(high) and figure.least <= low <= high <= figure.most):
        return False
    return not figure.whole or (low.is_integer() and high.is_integer())


def recognition(stated: Figures) -> tuple[Interval | None, tuple[str, ...]]:
    """Probability that one look sees a breach: as stated, or the power of a count; else what is missing."""
    if "recognition" in stated:
        return stated["recognition"], ()
    parts = ("error", "false_alarm", "excess")
    missing = tuple(FIGURES[name].words for name in parts if name not in stated)
    if not missing:
        return _power(stated), ()
    counts = "error" in stated or "excess" in stated
    return None, missing if counts else (FIGURES["recognition"].words,)


def _power(stated: Figures) -> Interval:
    """A count recognises most where the excess and the alarms are greatest and its errors least."""
    (less, more), (strict, loose) = stated["excess"], stated["false_alarm"]
    (fine, coarse), (least, most) = stated["error"], stated.get("shared_bias", (0.0, 0.0))
    return _counted(less, math.hypot(coarse, most), strict), _counted(more, math.hypot(fine, least), loose)


def _counted(excess: float, error: float, false_alarm: float) -> float:
    if false_alarm in (0.0, 1.0):
        return false_alarm
    return float(found_by_count(1 + excess, 1.0, error, false_alarm))


def looks_a_year(stated: Figures) -> tuple[Interval | None, tuple[str, ...]]:
    """Inspections or looks a year; what is missing if they are not stated."""
    visits = ("sites", "inspections")
    if any(name in stated for name in visits):
        missing = tuple(FIGURES[name].words for name in visits if name not in stated)
        return (None if missing else stated["inspections"]), missing
    if "revisit_days" in stated:
        often, seldom = stated["revisit_days"]
        return (YEAR / seldom, YEAR / often), ()
    return None, ("inspections a year with the number of sites, or revisit days",)


def _found(stated: Figures, recognised: Interval, looks: Interval, period: float) -> Interval:
    if "sites" not in stated:
        return _found_by_looks(stated, recognised, period)
    few, many = stated["sites"]
    least, most = stated.get("breached_sites", (1.0, 1.0))
    visits = _scaled(looks, period / YEAR)
    return (
        _sampled(many, least, math.floor(visits[0] + SMALLEST), recognised[0]),
        _sampled(few, most, math.ceil(visits[1] - SMALLEST), recognised[1]),
    )


def _sampled(sites: float, bad: float, visits: int, recognised: float) -> float:
    """Every site is visited before one is visited again."""
    rounds, rest = divmod(visits, int(sites))
    broken = min(bad, sites)
    missed = 1 - float(found_by_sample(sites, broken, rest, recognised))
    return 1 - missed * float((1 - recognised) ** (broken * rounds))


def _found_by_looks(stated: Figures, recognised: Interval, period: float) -> Interval:
    """At worst and at best over both ways in which looks may be spread, at random and by the clock."""
    often, seldom = stated["revisit_days"]
    short, long = (min(days, period) for days in stated.get("lasts_days", (period, period)))
    low = min(float(rule(short, seldom, recognised[0])) for rule in TIMINGS.values())
    return low, max(float(rule(long, often, recognised[1])) for rule in TIMINGS.values())


def _delay(stated: Figures, recognised: Interval, looks: Interval) -> Interval:
    """The mean wait for a look that meets the breach and sees it, and for its result."""
    few, many = stated.get("sites", (1.0, 1.0))
    least, most = stated.get("breached_sites", (1.0, 1.0))
    soon, late = stated.get("report_days", (0.0, 0.0))
    best = looks[1] * recognised[1] * min(1.0, most / few)
    worst = looks[0] * recognised[0] * min(1.0, least / many)
    return _wait(best) + soon, _wait(worst) + late


def _wait(a_year: float) -> float:
    return YEAR / a_year if a_year > 0 else math.inf


def _ends(rule: Rule, looks: Interval, false: Interval | None) -> Interval | None:
    if false is None:
        return None
    return float(rule(looks[0], false[0])), float(rule(looks[1], false[1]))


def _scaled(interval: Interval, by: float) -> Interval:
    return interval[0] * by, interval[1] * by


def _rests(stated: Figures) -> str:
    told = [f"{FIGURES[name].words} {_span(value)}" for name, value in stated.items()]
    if "sites" in stated and "breached_sites" not in stated:
        told.append("a breach at one site")
    return "; ".join(told)


def _span(value: Interval) -> str:
    low, high = value
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
