"""In: rows of observations. Out: activities: what several rows tell of one exercise, and what is linked to it."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.case.acts import Observation
from detente.case.agreements import EvidenceRule, Step
from detente.checking.duties import zones_of
from detente.checking.judging import UPPER, Held, estimates, held, judge, read
from detente.checking.results import Duty, Estimate, Reading
from detente.checking.seen import Seen, counted


@dataclass(frozen=True)
class Activity:
    """An exercise or another activity, as its rows tell it.

    name       the `what` of its rows
    first, last  earliest first and latest last day; `late_first` and `early_last` where days are not exact
    rows       its own rows; `parts` those of the activities that are linked to it as its parts
    notified   the first day on which the others are said to have been told; None if not known; `late_notified`
               the last, where claimants differ
    observers  whether observers were invited; None if not known
    """

    name: str
    first: dt.date
    last: dt.date
    late_first: dt.date
    early_last: dt.date
    rows: tuple[Observation, ...]
    parts: tuple[Observation, ...] = ()
    whole: str | None = None
    notified: dt.date | None = None
    late_notified: dt.date | None = None
    observers: bool | None = None

    @property
    def days(self) -> tuple[int, int]:
        """How long it lasted: least and most days, its first and last day included."""
        least = max(1, (self.early_last - self.late_first).days + 1)
        return least, (self.last - self.first).days + 1


def activities(duty: Duty, seen: Seen) -> tuple[Activity, ...]:
    """The activities of a holder that a clause is about, by first day; those of which it is a part beside them."""
    theirs = tuple(row for row in seen.observations if seen.is_by(row.by, duty.holder))
    places = zones_of(duty)
    rows = [
        row
        for row in counted(theirs, duty.clause.counts, ())
        if not places or any(seen.covers(zone, row) for zone in places)
    ]
    by_name: dict[str, list[Observation]] = {}
    for row in rows:
        by_name.setdefault(row.what, []).append(row)
    found = (_activity(name, group, rows) for name, group in by_name.items())
    return tuple(sorted(found, key=lambda one: (one.first, one.name)))


def _activity(name: str, group: Sequence[Observation], rows: Sequence[Observation]) -> Activity:
    group = sorted(group, key=lambda row: (row.date, row.id))
    spans = [days_of(row) for row in group]
    return Activity(
        name=name,
        first=min(span[0] for span in spans),
        last=max(span[3] for span in spans),
        late_first=min(span[1] for span in spans),
        early_last=max(span[2] for span in spans),
        rows=tuple(group),
        parts=tuple(row for row in rows if row.part_of == name and row.what != name),
        whole=next((row.part_of for row in group if row.part_of and row.part_of != name), None),
        notified=min((row.notified for row in group if row.notified), default=None),
        late_notified=max((row.notified for row in group if row.notified), default=None),
        observers=_agreed([row.observers for row in group]),
    )


def _agreed(told: Sequence[bool | None]) -> bool | None:
    """What all rows that say it agree on; not known where they differ."""
    said = {one for one in told if one is not None}
    return said.pop() if len(said) == 1 else None


def days_of(row: Observation) -> tuple[dt.date, dt.date, dt.date, dt.date]:
    """Earliest and latest first day, earliest and latest last day, by how exactly the days are known."""
    last = row.until or row.date
    if row.dated == "month":
        return row.date.replace(day=1), _month_end(row.date), last.replace(day=1), _month_end(last)
    if row.dated == "year":
        new, old = dt.date(row.date.year, 1, 1), dt.date(row.date.year, 12, 31)
        return new, old, dt.date(last.year, 1, 1), dt.date(last.year, 12, 31)
    return row.date, row.date, last, last


def _month_end(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def size_readings(
    one: Activity, steps: Sequence[Step], rule: EvidenceRule, sense: str = UPPER
) -> tuple[Reading, ...]:
    """The size of an activity against thresholds of its units: as declared, and its linked parts added up."""
    found: list[Reading] = []
    for step in steps:
        against = held(step, rule, sense)
        found += read([row for row in one.rows if row.unit == step.unit], rule, against)
        found += _added_up(one, step.unit, rule, against)
    return tuple(found)


def _added_up(one: Activity, unit: str, rule: EvidenceRule, against: Sequence[Held]) -> Iterator[Reading]:
    """The linked parts as one, where there is no figure for the whole."""
    parts = [row for row in one.parts if row.unit == unit]
    by_part: dict[str, list[Estimate]] = {}
    for row in parts:
        by_part.setdefault(row.what, []).extend(value for _, value in estimates(row, rule))
    values = [_widest(some, unit) for some in by_part.values()]
    if len(values) < 2 or not any(by_part.values()) or any(row.unit == unit for row in one.rows):
        return
    bests = [value.best for value in values]
    whole = Estimate(
        sum(value.low for value in values),
        sum(value.high for value in values),
        unit,
        None if None in bests else sum(best for best in bests if best is not None),
    )
    for limit in against:
        label = f"linked parts added up; {limit.label}" if limit.label else "linked parts added up"
        yield Reading(label, whole, limit.limit, judge(whole, limit), tuple(row.id for row in parts))


def _widest(told: Sequence[Estimate], unit: str) -> Estimate:
    """What all that is told of one part leaves open; anything, where nothing is told of its size."""
    if not told:
        return Estimate(0.0, math.inf, unit)
    bests = {one.best for one in told}
    low, high = min(one.low for one in told), max(one.high for one in told)
    return Estimate(low, high, unit, bests.pop() if len(bests) == 1 else None)
