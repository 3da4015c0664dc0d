"""In: a duty on a number, and counts. Out: findings: ceilings, bans, baselines, and phases with a due day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.case.acts import Observation
from detente.case.agreements import Step
from detente.checking.duties import steps_on
from detente.checking.judging import UPPER, Held, chance_of, estimates, finding, held, judge
from detente.checking.results import Duty, Estimate, Finding, Reading
from detente.checking.seen import Seen, counted
from detente.checking.telling import amount, names


@dataclass(frozen=True)
class Pile:
    """What one claimant counted for one day: the rows that are added up, parts left out."""

    claimant: str
    first: dt.date
    last: dt.date
    rows: tuple[Observation, ...]


def ceiling(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """At no moment (or over no window) more than the limit."""
    rows = rows_of(duty, seen)
    if duty.clause.window.span != "instant":
        return tuple(_over_windows(duty, seen, rows))
    return tuple(_at_moments(duty, rows, lambda day: steps_on(duty, day), UPPER))


def ban(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """None at all: a ceiling of 0, for which a presence without a number is one at least."""
    rows = tuple(_present(row) for row in rows_of(duty, seen))
    none = (Step(value=0.0, unit=rows[0].unit),) if rows else ()
    return tuple(_at_moments(duty, rows, lambda day: steps_on(duty, day) or none, UPPER))


def baseline(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """No more than on the day named: the last count up to it, by the same counting, is the limit."""
    day = duty.clause.baseline
    rows = rows_of(duty, seen)
    before = [row for row in rows if day is not None and row.date <= day and row.value is not None]
    later = tuple(row for row in rows if day is not None and row.date > day)
    if not before:
        return tuple(_without_baseline(duty, later))
    last = max(before, key=lambda row: (row.date, row.id))
    steps = (Step(value=last.value, unit=last.unit, reading=f"level of {last.date}"),)
    return tuple(_at_moments(duty, later, lambda _: steps, UPPER))


def phase(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """The value of a step has to be reached on its first day: before it nothing is due."""
    found = []
    for step in duty.clause.limits:
        due = step.from_ or dt.date.min
        if seen.as_of < due:
            says = f"{duty.clause.heading}: due on {due}, and not yet due on {seen.as_of}."
            found.append(finding(duty, due, due, says, verdict="not yet due"))
            continue
        after = tuple(row for row in rows_of(duty, seen) if row.date >= due)
        found.extend(_at_moments(duty, after, lambda day: steps_on(duty, day), UPPER))
    return tuple({one.id: one for one in found}.values())


def rows_of(duty: Duty, seen: Seen) -> tuple[Observation, ...]:
    """The rows that count against a holder: theirs, in the place, of the kind."""
    places = _places(duty)
    return tuple(
        row for row in _theirs(duty, seen) if not places or any(seen.covers(one, row) for one in places)
    )


def unplaced(duty: Duty, seen: Seen) -> tuple[Observation, ...]:
    """Rows of the kind that are not counted only because nothing says whether they lie in the place."""
    places = _places(duty)
    return tuple(
        row
        for row in _theirs(duty, seen)
        if places
        and not any(seen.covers(one, row) for one in places)
        and any(seen.covers(one, row) is None for one in places)
    )


def _theirs(duty: Duty, seen: Seen) -> tuple[Observation, ...]:
    units = tuple(dict.fromkeys(step.unit for step in duty.clause.limits))
    mine = tuple(row for row in seen.observations if seen.is_by(row.by, duty.holder))
    return counted(mine, duty.clause.counts, units)


def _places(duty: Duty) -> list[str]:
    return [one.zone for one in duty.clause.where if one.for_ in (None, duty.holder)]


def piles(rows: Sequence[Observation]) -> tuple[Pile, ...]:
    """The counts of each claimant for each day, parts of a figure that is there itself left out."""
    found: dict[tuple[dt.date, str], list[Observation]] = {}
    for row in rows:
        found.setdefault((row.date, row.claimant), []).append(row)
    return tuple(
        Pile(claimant, day, max(row.until or row.date for row in group), _wholes(group))
        for (day, claimant), group in sorted(found.items())
    )


def _wholes(rows: Sequence[Observation]) -> tuple[Observation, ...]:
    """Rows that are no part of another that is there, by its id or its name."""
    there = {row.id for row in rows} | {row.what for row in rows}
    return tuple(row for row in rows if row.part_of not in there or row.part_of == row.what)


def total(duty: Duty, pile: Pile) -> tuple[tuple[str, Estimate], ...]:
    """The sum of a claimant's rows, in each way in which their figures can be read."""
    ways = [estimates(row, duty.clause.evidence) for row in pile.rows]
    ways = [way for way in ways if way]
    if not ways:
        return ()
    most = max(len(way) for way in ways)
    longest = next(way for way in ways if len(way) == most)
    return tuple(
        (longest[n][0], _sum(duty, pile, [way[min(n, len(way) - 1)][1] for way in ways]))
        for n in range(most)
    )


def _sum(duty: Duty, pile: Pile, values: Sequence[Estimate]) -> Estimate:
    factors = dict(duty.clause.counts.factor)
    weighed = [(value, factors.get(value.unit, 1.0)) for value in values]
    bests = [None if value.best is None else value.best * weight for value, weight in weighed]
    return Estimate(
        sum(value.low * weight for value, weight in weighed),
        sum(value.high * weight for value, weight in weighed),
        pile.rows[0].unit,
        None if None in bests else sum(one for one in bests if one is not None),
    )


def _at_moments(duty: Duty, rows: Sequence[Observation], steps: object, sense: str) -> Iterator[Finding]:
    by_day: dict[dt.date, list[Pile]] = {}
    for pile in piles(rows):
        by_day.setdefault(pile.first, []).append(pile)
    for day, group in by_day.items():
        against = _against(duty, steps(day))  # type: ignore[operator]
        yield _judged(duty, day, group, against, sense)


def _against(duty: Duty, steps: Sequence[Step]) -> list[Held]:
    return [one for step in steps for one in held(step, duty.clause.evidence)]


def _judged(
    duty: Duty, day: dt.date, group: Sequence[Pile], against: Sequence[Held], sense: str
) -> Finding:
    rows = [row for pile in group for row in pile.rows]
    last = max(pile.last for pile in group)
    if not against:
        says = f"{duty.clause.heading}: {_figures(group)}. No value holds on {day}: to be agreed, or not yet due."
        return finding(duty, day, last, says, verdict="undecided", rows=rows)
    readings = [
        Reading(
            label if not one.label else f"{label}; {one.label}",
            value,
            one.limit,
            judge(value, one),
            _ids(pile),
        )
        for pile in group
        for label, value in total(duty, pile)
        for one in against
        if value.unit == one.unit or dict(duty.clause.counts.factor)
    ]
    says = f"{duty.clause.heading}: {_figures(group)}, against {amount(against[0].limit, against[0].unit)}."
    return finding(
        duty, day, last, says, readings, sense=sense, rows=rows,
        probability=chance_of(rows, duty.clause.evidence, against), notes=_other_rule(duty, rows),
    )  # fmt: skip


def _ids(pile: Pile) -> tuple[str, ...]:
    return tuple(row.id for row in pile.rows)


def _figures(group: Sequence[Pile]) -> str:
    return names([f"{pile.claimant}: {names([said(row) for row in pile.rows])}" for pile in group])


def said(row: Observation) -> str:
    """The figure of a row as it was said."""
    if row.value is not None:
        return ("about " if row.about else "") + amount(row.value, row.unit)
    if row.low is not None and row.high is not None:
        return f"{amount(row.low, '')} to {amount(row.high, row.unit)}"
    if row.low is not None:
        return f"more than {amount(row.low, row.unit)}"
    return f"up to {amount(row.high, row.unit)}" if row.high is not None else "number not stated"


def _other_rule(duty: Duty, rows: Sequence[Observation]) -> tuple[str, ...]:
    """What each figure counts, where the clause has a counting rule or the figures differ in theirs."""
    rules = {row.counting for row in rows if row.counting}
    wanted = _counting_rule(duty)
    if wanted is None and len(rules) < 2:
        return ()
    told = "; ".join(f"{row.id} counts {row.counting or 'what is not said'}" for row in rows)
    return (f"The clause counts {wanted}. {told}." if wanted else f"{told}.",)


def _counting_rule(duty: Duty) -> str | None:
    """The counting rule of the clause in words, and the range of a class of missiles."""
    counts = duty.clause.counts
    reach = None if counts.range_km is None else "ranges from {:g} to {:g} km".format(*counts.range_km)
    return "; ".join(part for part in (counts.counting, reach) if part) or None


def _present(row: Observation) -> Observation:
    """A row without any figure tells of one at least."""
    return row if (row.value, row.low, row.high) != (None, None, None) else replace(row, low=1.0)


def _without_baseline(duty: Duty, rows: Sequence[Observation]) -> Iterator[Finding]:
    for pile in piles(rows):
        says = f"{duty.clause.heading}: {_figures([pile])}, and no count for {duty.clause.baseline} to hold it against."
        yield finding(duty, pile.first, pile.last, says, verdict="undecided", rows=pile.rows)


def _over_windows(duty: Duty, seen: Seen, rows: Sequence[Observation]) -> Iterator[Finding]:
    """Sums over every window that ends with a row, or over each calendar period."""
    for first, last in windows(duty, sorted({row.date for row in rows})):
        inside = [row for row in rows if first <= row.date <= last]
        by_claimant: dict[str, list[Observation]] = {}
        for row in inside:
            by_claimant.setdefault(row.claimant, []).append(row)
        group = [Pile(who, first, last, _wholes(some)) for who, some in by_claimant.items()]
        against = _against(duty, steps_on(duty, min(last, seen.as_of)))
        yield replace(_judged(duty, first, group, against, UPPER), last=last)


def windows(duty: Duty, days: Sequence[dt.date]) -> tuple[tuple[dt.date, dt.date], ...]:
    """The windows to look at: each calendar period that holds one of the days, or the run that ends on each."""
    window = duty.clause.window
    if window.span == "sliding":
        back = dt.timedelta(days=(window.days or 1) - 1)
        return tuple((day - back, day) for day in days)
    return tuple(dict.fromkeys(period(duty, day) for day in days))


def period(duty: Duty, day: dt.date) -> tuple[dt.date, dt.date]:
    """The calendar period of so many years that a day lies in."""
    window = duty.clause.window
    start = window.start or 0
    first = start + (day.year - start) // window.years * window.years
    return dt.date(first, 1, 1), dt.date(first + window.years - 1, 12, 31)
