"""One clause in, with the file it stands in; a fault for every number, unit and day of it that cannot be meant out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Any, get_args

from detente.case.acts import ActKind
from detente.case.agreements import Agreement, Clause, LimitKind, Step
from detente.errors import Fault
from detente.files.guess import did_you_mean, listed
from detente.files.nodes import Step as At
from detente.files.shape import Entry

TIMES = ("days", "hours")
DISTANCES = ("km",)
NEEDS: Mapping[LimitKind, tuple[str, ...]] = {
    "exercise-duration": TIMES,
    "advance-notice": TIMES,
    "response-clock": TIMES,
    "exercise-frequency": ("activities", "exercises"),
    "exercise-simultaneity": ("activities", "exercises"),
    "inspection-quota": ("inspections", "visits"),
}
"""Kinds of limit that cannot be judged without a step in one of these units."""
VALUED: tuple[LimitKind, ...] = ("ceiling", "exercise-size", "phase", *NEEDS)
"""Kinds of limit that are nothing without a value, be it one to be agreed."""
COUNTS: tuple[LimitKind, ...] = ("ceiling", "ban", "phase", "baseline", "exercise-size", "observation")
"""Kinds of limit that count things, which lengths and times are not."""
NEVER_NEGATIVE = ("value", "low", "high")
POSITIVE: tuple[tuple[tuple[At, ...], str], ...] = (
    (("window", "days"), "a window lasts a day at least"),
    (("window", "years"), "a window lasts a year at least"),
    (("every_months",), "data are exchanged once a month at most"),
    (("evidence", "sources"), "one source at least is needed"),
    (("evidence", "sigma_km"), "the error of a position is above 0"),
    (("evidence", "error"), "the error of a count is above 0"),
    (("evidence", "speed_km_h"), "a speed is above 0"),
)
"""Keys whose value is above 0, each with what is said if it is not."""
CENTURY: Mapping[str, float] = {"hours": 876_600, "days": 36_525, "months": 1_200, "years": 100}
"""No span of an agreement is longer."""
YEARS = range(1800, 2201)


def limit_faults(entry: Entry[Clause]) -> Iterator[Fault]:
    """Every fault of the limits of a clause, taken by itself."""
    for checked in CHECKS:
        yield from checked(entry)


def _steps(entry: Entry[Clause]) -> Iterator[Fault]:
    clause = entry.record
    if clause.kind in VALUED and not clause.limits:
        says = f"a clause of kind {clause.kind} needs 'limits'; leave out 'value' where it is to be agreed"
        yield Fault(entry.where("kind"), says)
    wanted = NEEDS.get(clause.kind)
    if wanted and clause.limits and not any(step.unit in wanted for step in clause.limits):
        says = f"a clause of kind {clause.kind} needs a limit in {listed(wanted)}"
        yield Fault(entry.where("limits"), says)
    for index, step in enumerate(clause.limits):
        yield from _step(entry, index, step)
    yield from _overlaps(entry)


def _step(entry: Entry[Clause], index: int, step: Step) -> Iterator[Fault]:
    yield from span_faults(step, entry, ("limits", index))
    for key in NEVER_NEGATIVE:
        value = getattr(step, key)
        if value is not None and value < 0:
            yield Fault(entry.where("limits", index, key), f"a limit is 0 or more, not {value:g}")
    ends = [one for one in (step.low, step.value, step.high) if one is not None]
    if step.value is not None and ends != sorted(ends) and ends != sorted(ends, reverse=True):
        says = f"the value {step.value:g} does not lie between its readings, {step.low:g} and {step.high:g}"
        yield Fault(entry.where("limits", index, "value"), says)
    if step.value is not None and step.unit in TIMES:
        yield from _span(entry, ("limits", index, "value"), step.value, step.unit)
    yield from _unit(entry, index, step)


def _unit(entry: Entry[Clause], index: int, step: Step) -> Iterator[Fault]:
    clause, place = entry.record, entry.where("limits", index, "unit")
    counted = (*clause.counts.unit, *clause.counts.factor)
    if clause.kind in COUNTS and step.unit in (*TIMES, *DISTANCES):
        says = f"'{step.unit}' is no unit of what a clause of kind {clause.kind} counts"
        yield Fault(place, f"{says}{': it counts ' + listed(counted) if counted else ''}")
    elif clause.kind in ("ceiling", "phase", "baseline") and counted and step.unit not in counted:
        hint = did_you_mean(step.unit, counted) or f": it counts {listed(counted)}"
        yield Fault(place, f"the limit is in '{step.unit}', which the clause does not count{hint}")


def _overlaps(entry: Entry[Clause]) -> Iterator[Fault]:
    for (_, one), (index, two) in combinations(enumerate(entry.record.limits), 2):
        if (one.unit, one.for_) == (two.unit, two.for_) and _meet(one, two):
            whom = f" for '{two.for_}'" if two.for_ else ""
            says = f"two limits in {two.unit} hold on one day{whom}: end the earlier one with 'until'"
            yield Fault(entry.where("limits", index), says)


def _meet(one: Step, two: Step) -> bool:
    first = max(one.from_ or dt.date.min, two.from_ or dt.date.min)
    return first <= min(one.until or dt.date.max, two.until or dt.date.max)


def span_faults(record: Agreement | Step, entry: Entry[Any], above: tuple[At, ...] = ()) -> Iterator[Fault]:
    """The first and last day: in the right order, in years that can be meant."""
    for key, day in (("from", record.from_), ("until", record.until)):
        if day is not None and day.year not in YEARS:
            yield Fault(entry.where(*above, key), f"the year {day.year} cannot be meant: is it a slip?")
    if record.from_ and record.until and record.until < record.from_:
        says = f"it ends on {record.until}, before it begins on {record.from_}"
        yield Fault(entry.where(*above, "until"), says)


def _distances(entry: Entry[Clause]) -> Iterator[Fault]:
    clause = entry.record
    for index, place in enumerate(clause.where):
        if place.km is not None and place.km <= 0:
            says = (
                f"a distance is above 0 km, not {place.km:g}: leave it out where the zone itself is meant"
            )
            yield Fault(entry.where("where", index, "km"), says)
    if clause.kind == "keep-out" and not _has_distance(clause):
        yield Fault(
            entry.where("kind"), "a clause of kind keep-out needs a zone in 'where', and a distance in km"
        )
    span = clause.counts.range_km
    if span is not None and not 0 <= span[0] < span[1]:
        says = f"a class of ranges goes from the least to the greatest, not from {span[0]:g} to {span[1]:g}"
        yield Fault(entry.where("counts", "range_km"), says)


def _has_distance(clause: Clause) -> bool:
    in_km = any(place.km is not None for place in clause.where)
    return bool(clause.where) and (in_km or any(step.unit in DISTANCES for step in clause.limits))


def _numbers(entry: Entry[Clause]) -> Iterator[Fault]:
    for path, says in POSITIVE:
        value: Any = entry.record
        for key in path:
            value = getattr(value, str(key))
        if value is not None and value <= 0:
            yield Fault(entry.where(*path), f"{says}, not {value:g}")
    if entry.record.window.span == "sliding" and entry.record.window.days is None:
        yield Fault(entry.where("window"), "a sliding window needs 'days': its length")
    window = entry.record.window
    spans: tuple[tuple[tuple[At, ...], int | None, str], ...] = (
        (("window", "days"), window.days, "days"),
        (("window", "years"), window.years, "years"),
        (("every_months",), entry.record.every_months, "months"),
    )
    for path, length, unit in spans:
        yield from _span(entry, path, max(length or 0, 0), unit)
    for index, power in enumerate(entry.record.on_breach):
        for key in ("after_days", "notice_days", "cured_days"):
            yield from _span(entry, ("on_breach", index, key), getattr(power, key) or 0, "days")
    for unit, weight in entry.record.counts.factor.items():
        if weight < 0:
            yield Fault(entry.where("counts", "factor", unit), f"a thing counts 0 or more, not {weight:g}")


def _span(entry: Entry[Clause], path: tuple[At, ...], length: float, unit: str) -> Iterator[Fault]:
    """A length of time that can be counted back and forth from a day."""
    if not 0 <= length <= CENTURY[unit]:
        says = f"{length:,.15g} {unit} cannot be meant: from 0 to {CENTURY[unit]:,.15g} is a hundred years"
        yield Fault(entry.where(*path), says)


def _days(entry: Entry[Clause]) -> Iterator[Fault]:
    clause = entry.record
    if clause.due is not None and not _is_day(clause.due):
        says = f"'{clause.due}' is no day of the year: write month and day in digits, as in 12-15"
        yield Fault(entry.where("due"), says)
    if clause.kind == "data-exchange" and clause.due is None and clause.every_months is None:
        yield Fault(
            entry.where("kind"), "a data exchange needs 'due', a day of the year, or 'every_months'"
        )
    if clause.kind == "baseline" and clause.baseline is None:
        says = "a clause of kind baseline needs 'baseline': the day whose level may not be exceeded"
        yield Fault(entry.where("kind"), says)
    if clause.kind == "response-clock" and clause.after not in (None, *get_args(ActKind)):
        hint = did_you_mean(clause.after or "", get_args(ActKind)) or f": it is {listed(get_args(ActKind))}"
        yield Fault(entry.where("after"), f"'{clause.after}' is no kind of act{hint}")


def _is_day(text: str) -> bool:
    try:
        dt.datetime.strptime(f"2001-{text}", "%Y-%m-%d")
    except ValueError:
        return False
    return len(text) == len("12-15")


CHECKS: tuple[Callable[[Entry[Clause]], Iterator[Fault]], ...] = (_steps, _distances, _numbers, _days)
"""Every check of one clause, each told apart from the others."""
