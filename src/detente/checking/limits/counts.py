"""In: a duty on a number, and counts. Out: findings: ceilings, bans, baselines, and phases with a due day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from detente.case.acts import Observation
from detente.case.agreements import Counted, Step
from detente.checking.duties import steps_on, zones_of
from detente.checking.judging import Held, chance_of, estimates, finding, held, judge
from detente.checking.results import Duty, Estimate, Finding, Reading
from detente.checking.seen import Seen, counted
from detente.checking.telling import amount, names

ANYTHING = Counted()
Ways = tuple[tuple[str, Estimate], ...]
"""The readings of a figure: by whom or how, and the value."""


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
    return tuple(_at_moments(duty, rows, lambda day: steps_on(duty, day)))


def ban(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """None at all: a ceiling of 0, for which a presence without a number is one at least."""
    rows = tuple(_present(row) for row in rows_of(duty, seen))
    none = tuple(Step(value=0.0, unit=unit) for unit in dict.fromkeys(row.unit for row in rows))
    return tuple(_at_moments(duty, rows, lambda day: steps_on(duty, day) or none))


def baseline(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """No more than on the day named: the last count of each claimant up to it is the limit for its later ones.

    A claimant who had no count by then is held against those of the others.
    """
    day, rows = duty.clause.baseline or dt.date.max, rows_of(duty, seen)
    before: dict[tuple[str, str], Pile] = {}
    for pile in piles([row for row in rows if row.date <= day], duty.clause.counts):
        if total(duty, pile):
            before[pile.claimant, pile.rows[0].unit] = pile
    found: list[Finding] = []
    for group in _by_day(piles([row for row in rows if row.date > day], duty.clause.counts)):
        for pile in group:
            unit = pile.rows[0].unit
            own = before.get((pile.claimant, unit))
            levels = [own] if own else [one for (_, told), one in before.items() if told == unit]
            steps = [step for one in levels for step in _levels(duty, one)]
            if steps:
                found.append(_judged(duty, pile.first, [pile], _against(duty, steps)))
            else:
                found.extend(_without_baseline(duty, [pile]))
    return tuple(found)


def _levels(duty: Duty, pile: Pile) -> Iterator[Step]:
    """The level of a day as a limit, in each way in which its figures can be read."""
    for _, value in total(duty, pile):
        usual = value.low if value.best is None else value.best
        high = value.high if math.isfinite(value.high) else None
        exact = value.low == value.high
        yield Step(
            value=usual, low=None if exact else value.low, high=None if exact else high,
            unit=value.unit, reading=f"level of {pile.first}, as {pile.claimant} says",
        )  # fmt: skip


def phase(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """The value of a step has to be reached on its first day: before it nothing is due."""
    found: list[Finding] = []
    rows = rows_of(duty, seen)
    for step in duty.clause.limits:
        if step.for_ not in (None, duty.holder):
            continue
        due = step.from_ or dt.date.min
        if seen.as_of < due:
            says = f"{duty.clause.heading}: due on {due}, and not yet due on {seen.as_of}."
            found.append(finding(duty, due, due, says, verdict="not yet due"))
            continue
        after = tuple(row for row in rows if row.date >= due)
        found.extend(_at_moments(duty, after, lambda day: steps_on(duty, day)))
        if rows and not any(_is_in(step, row) for row in after):
            says = f"{duty.clause.heading}: {_wanted(step)} since {due}, and no count on record since then."
            found.append(finding(duty, due, due, says, verdict="not observable"))
    return tuple({one.id: one for one in found}.values())


def _is_in(step: Step, row: Observation) -> bool:
    return step.until is None or row.date <= step.until


def _wanted(step: Step) -> str:
    return "a value to be agreed" if step.value is None else f"at most {amount(step.value, step.unit)}"


def rows_of(duty: Duty, seen: Seen) -> tuple[Observation, ...]:
    """The rows that count against a holder: theirs, in the place, of the kind."""
    places = zones_of(duty)
    return tuple(
        row for row in _theirs(duty, seen) if not places or any(seen.covers(one, row) for one in places)
    )


def unplaced(duty: Duty, seen: Seen) -> tuple[Observation, ...]:
    """Rows of the kind that are not counted only because nothing says whether they lie in the place."""
    places = zones_of(duty)
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


def piles(rows: Sequence[Observation], counts: Counted = ANYTHING) -> tuple[Pile, ...]:
    """The counts of each claimant for each day, parts of a figure that is there itself left out.

    Units are not added to each other, unless the clause says what one of each counts. What a claimant said
    of other things for a span of days counts on each day of the span.
    """
    found: dict[tuple[dt.date, str, str], list[Observation]] = {}
    for row in rows:
        found.setdefault((row.date, row.claimant, _summed_as(row, counts)), []).append(row)
    lasting = [row for row in rows if row.until is not None and row.until > row.date]
    return tuple(
        Pile(claimant, day, max(row.until or row.date for row in group), _wholes([*group, *still]))
        for (day, claimant, unit), group in sorted(found.items())
        for still in [_still(lasting, group, day, bool(unit))]
    )


def _summed_as(row: Observation, counts: Counted) -> str:
    """The unit whose figures are added to each other; one for all where the clause says what each counts."""
    return "" if counts.factor else row.unit


def _still(
    rows: Sequence[Observation], group: Sequence[Observation], day: dt.date, one_unit: bool
) -> list[Observation]:
    """Rows of a claimant on other things that began before a day and last to it: the newest of each thing."""
    first = group[0]
    running = [
        row
        for row in rows
        if row.claimant == first.claimant and (not one_unit or row.unit == first.unit)
        and row.date < day <= (row.until or row.date)
    ]  # fmt: skip
    newest = {_thing(row): row for row in sorted(running, key=lambda row: (row.date, row.id))}
    told = {_thing(row) for row in group}
    return [row for thing, row in newest.items() if thing not in told]


def _thing(row: Observation) -> tuple[object, ...]:
    return row.what, row.unit, row.status, row.place, row.zone


def _wholes(rows: Sequence[Observation]) -> tuple[Observation, ...]:
    """Rows that are no part of another that is there, by its id or its name."""
    there = {row.id for row in rows} | {row.what for row in rows}
    return tuple(row for row in rows if row.part_of not in there or row.part_of == row.what)


def total(duty: Duty, pile: Pile) -> tuple[tuple[str, Estimate], ...]:
    """The sum of a claimant's rows, in each way in which their figures can be read.

    A row without a figure may be of any number: the sum has no upper end.
    """
    ways = [estimates(row, duty.clause.evidence) for row in pile.rows]
    if not any(ways):
        return ()
    ways = [
        way or ((row.claimant, Estimate(0.0, math.inf, row.unit)),)
        for row, way in zip(pile.rows, ways, strict=True)
    ]
    if duty.clause.window.span == "instant":
        ways = _once(pile.rows, ways)
    most = max(len(way) for way in ways)
    longest = next(way for way in ways if len(way) == most)
    return tuple(
        (longest[n][0], _sum(duty, pile, [way[min(n, len(way) - 1)][1] for way in ways]))
        for n in range(most)
    )


def _once(rows: Sequence[Observation], ways: Sequence[Ways]) -> list[Ways]:
    """One figure for each thing: two that a claimant gives for one thing and day are not added to each other."""
    by_thing: dict[tuple[object, ...], list[Ways]] = {}
    for row, way in zip(rows, ways, strict=True):
        by_thing.setdefault(_thing(row), []).append(way)
    return [some[0] if len(some) == 1 else _either(some) for some in by_thing.values()]


def _either(some: Sequence[Ways]) -> Ways:
    values = [value for way in some for _, value in way]
    bests = {value.best for value in values}
    low, high = min(value.low for value in values), max(value.high for value in values)
    best = bests.pop() if len(bests) == 1 else None
    return ((some[0][0][0], Estimate(low, high, values[0].unit, best)),)


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


def _at_moments(
    duty: Duty, rows: Sequence[Observation], steps: Callable[[dt.date], Sequence[Step]]
) -> Iterator[Finding]:
    for group in _by_day(piles(rows, duty.clause.counts)):
        day = group[0].first
        yield _judged(duty, day, group, _against(duty, steps(day)))


def _by_day(some: Sequence[Pile]) -> list[list[Pile]]:
    by_day: dict[dt.date, list[Pile]] = {}
    for pile in some:
        by_day.setdefault(pile.first, []).append(pile)
    return list(by_day.values())


def _against(duty: Duty, steps: Sequence[Step]) -> list[Held]:
    return [one for step in steps for one in held(step, duty.clause.evidence)]


def _judged(duty: Duty, day: dt.date, group: Sequence[Pile], against: Sequence[Held]) -> Finding:
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
    limits = names(list(dict.fromkeys(amount(one.limit, one.unit) for one in against if not one.label)))
    limits = limits or names(list(dict.fromkeys(amount(one.limit, one.unit) for one in against)))
    says = f"{duty.clause.heading}: {_figures(group)}, against {limits}."
    return finding(
        duty, day, last, says, readings, rows=rows,
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


def _without_baseline(duty: Duty, some: Sequence[Pile]) -> Iterator[Finding]:
    for pile in some:
        says = f"{duty.clause.heading}: {_figures([pile])}, and no count for {duty.clause.baseline} to hold it against."
        yield finding(duty, pile.first, pile.last, says, verdict="undecided", rows=pile.rows)


def _over_windows(duty: Duty, seen: Seen, rows: Sequence[Observation]) -> Iterator[Finding]:
    """Sums over every window that ends with a row, or over each calendar period."""
    for first, last in windows(duty, sorted({row.date for row in rows})):
        inside = [row for row in rows if first <= row.date <= last]
        by_claimant: dict[tuple[str, str], list[Observation]] = {}
        for row in inside:
            by_claimant.setdefault((row.claimant, _summed_as(row, duty.clause.counts)), []).append(row)
        group = [Pile(who, first, last, _wholes(some)) for (who, _), some in by_claimant.items()]
        against = _against(duty, steps_on(duty, min(last, seen.as_of)))
        one = _judged(duty, first, group, against)
        over = "; the period is not over" if last > seen.as_of else ""
        says = f"{one.says.removesuffix('.')} (from {first} to {last}{over})."
        yield replace(one, last=last, says=says)


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
