"""In: the regime of a case and its measures. Out: what it could find, one `Detection` for each restraint, for KEEP."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from detente.case.acts import Means
from detente.case.measures import Measure
from detente.checking.sights import YEAR, Interval, Sight, figures, recognition, sight
from detente.checking.telling import names
from detente.maths.alarms import DETERRENCE
from detente.maths.detection import found_by_any, sample_exact

Named = tuple[str, Interval | None]
"""An interval with the origin it comes from."""


@dataclass(frozen=True)
class Detection:
    """What a regime could find of one restraint: what KEEP asks of CHECK.

    measure, binds  the restraint: what is restrained, and who
    period_days     the period that `probability` and `false_alarm` are about
    probability     that a breach is found within it: at least if all sources copy the best of them, at
                    most if they are independent; only over means whose figures are stated, None if none are
    delay_days      mean days until it is found
    false_alarms    expected a year where the restraint is kept; None unless stated for every means counted
    false_alarm     probability of at least one within the period
    sights          each means
    says            all of it in words
    """

    measure: str
    binds: str
    period_days: float
    probability: Interval | None
    delay_days: Interval | None
    false_alarms: Interval | None
    false_alarm: Interval | None
    sights: tuple[Sight, ...]
    says: str = ""


@dataclass(frozen=True)
class Deterrence:
    """Whether a detection is enough for a breach not to pay.

    needed   the probability from which it does not; above 1 where no detection would do
    verdict  undecided where `needed` lies within the interval, or there is none
    """

    needed: float
    verdict: Literal["deters", "does not deter", "undecided"]


def detect(
    regime: Sequence[Means],
    measures: Sequence[Measure],
    *,
    period_days: float = YEAR,
    agreed_only: bool = False,
) -> tuple[Detection, ...]:
    """What the regime could find, for each measure and each party that it binds, in the case's order.

    period_days  how long a breach may go on before it counts as not found, in days
    agreed_only  leave out means that the parties have not agreed to
    """
    usable = [one for one in regime if one.agreed or not agreed_only]
    return tuple(
        _of_restraint(measure.id, party, usable, period_days)
        for measure in measures
        for party in measure.binds
    )


def _of_restraint(measure: str, party: str, regime: Sequence[Means], period: float) -> Detection:
    theirs = (one for one in regime if one.measure == measure and one.binds in (None, party))
    sights = tuple(sight(one, period) for one in theirs)
    stated = [one for one in sights if one.probability is not None]
    counted = stated if all(one.false_alarms is not None for one in stated) else []
    found = Detection(
        measure,
        party,
        period,
        probability=_any([(one.origin, one.probability) for one in stated]),
        delay_days=_soonest([(one.origin, one.delay_days) for one in stated]),
        false_alarms=_sum([(one.origin, one.false_alarms) for one in counted]),
        false_alarm=_any([(one.origin, one.false_alarm) for one in counted]),
        sights=sights,
    )
    return replace(found, says=" ".join(_sentences(found)))


# ---------------------------------------------------------------- several means together


def _by_origin(named: Sequence[Named]) -> tuple[tuple[Interval, ...], ...]:
    """The intervals, those of one origin together."""
    grouped: dict[str, list[Interval]] = {}
    for origin, value in named:
        if value is not None:
            grouped.setdefault(origin, []).append(value)
    return tuple(tuple(group) for group in grouped.values())


def _any(named: Sequence[Named]) -> Interval | None:
    """At least the best source, whatever copies what; at most all origins independently."""
    groups = _by_origin(named)
    if not groups:
        return None
    least = max(low for group in groups for low, _ in group)
    return least, found_by_any([max(high for _, high in group) for group in groups])[1]


def _soonest(named: Sequence[Named]) -> Interval | None:
    """Rates of finding add up at best, where origins are independent; at worst the surest source counts."""
    groups = _by_origin(named)
    if not groups:
        return None
    rates = [max(_rate(low) for low, _ in group) for group in groups]
    return _rate(sum(rates)), min(high for group in groups for _, high in group)


def _rate(days: float) -> float:
    """Days to a rate a day, and back."""
    if days == 0:
        return math.inf
    return 0.0 if math.isinf(days) else 1 / days


def _sum(named: Sequence[Named]) -> Interval | None:
    """Copies of one alarm are one alarm at best, and as many as there are copies at worst."""
    groups = _by_origin(named)
    if not groups:
        return None
    least = sum(max(low for low, _ in group) for group in groups)
    return least, sum(high for group in groups for _, high in group)


# ---------------------------------------------------------------- in words


def _sentences(found: Detection) -> Iterator[str]:
    if not found.sights:
        yield "No means of verification is named."
        return
    stated = [one.means for one in found.sights if one.probability is not None]
    if found.probability is None:
        yield "What it could find is not stated."
    else:
        yield (
            f"Within {found.period_days:g} days a breach would be found with a probability of "
            f"{_chance(found.probability)}, by {names(stated)}."
        )
    if found.delay_days:
        yield f"Mean delay until it is found: {_days(found.delay_days)}."
    if found.false_alarms:
        yield f"False alarms a year where it is kept: {_span(found.false_alarms, '.2g')}."
    yield from (f"Not stated for {one.means}: {names(one.missing)}." for one in found.sights if one.missing)


def _chance(value: Interval) -> str:
    return _span(value, ".2f")


def _days(value: Interval) -> str:
    if math.isinf(value[0]):
        return "without end"
    if math.isinf(value[1]):
        return f"{value[0]:.0f} days at least, without an upper end"
    return f"{_span(value, '.0f')} days"


def _span(value: Interval, form: str) -> str:
    low, high = (format(end, form) for end in value)
    return low if low == high else f"{low} to {high}"


# ---------------------------------------------------------------- what KEEP hands back


def deterrence(found: Interval | None, gain: float, loss: float, rule: str = "gain lost") -> Deterrence:
    """Is a probability of detection enough for a breach not to pay?

    gain, loss  what an unfound breach brings, and what a found one costs, in one unit
    rule        what becomes of the gain when it is found: a name in `DETERRENCE`
    """
    needed = float(DETERRENCE[rule](gain, loss))
    if found is None:
        return Deterrence(needed, "does not deter" if needed > 1 else "undecided")
    if found[0] >= needed:
        return Deterrence(needed, "deters")
    return Deterrence(needed, "does not deter" if found[1] < needed else "undecided")


def inspections_needed(means: Means, wanted: float) -> tuple[int | None, int | None] | None:
    """Inspections of different sites that find a breach with probability `wanted`: at best, at worst.

    None where the sites or the recognition are not stated; an end is None where not even a visit to every
    site would do.
    """
    stated, wrong = figures(means)
    seen, _ = recognition(stated)
    if wrong or seen is None or "sites" not in stated:
        return None
    few, many = (int(end) for end in stated["sites"])
    least, most = (int(end) for end in stated.get("breached_sites", (1.0, 1.0)))
    return (
        sample_exact(few, min(most, few), wanted, seen[1]),
        sample_exact(many, min(least, many), wanted, seen[0]),
    )


def roc(
    means: Means, false_alarms: Iterable[float], period_days: float = YEAR
) -> tuple[tuple[Interval, Interval], ...]:
    """What a counting means pays in false alarms for what it finds, at each false-alarm probability of a look.

    Pairs of intervals within the period: probability of a false alarm, probability that a breach is
    found. Empty where the error of the count, the excess of a breach or the looks are not stated.
    """
    tried = [
        sight(replace(means, recognition=None, false_alarm=chance), period_days) for chance in false_alarms
    ]
    return tuple((one.false_alarm, one.probability) for one in tried if one.false_alarm and one.probability)
