"""In: a duty on activities. Out: findings on their size, number, length, overlap, notice and observation."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import replace

from detente.case.acts import Observation
from detente.case.agreements import Step
from detente.checking.activities import Activity, activities, size_readings
from detente.checking.duties import steps_on
from detente.checking.judging import BELOW, LOWER, UPPER, Held, finding, judge, verdict_of
from detente.checking.limits.counts import said, windows
from detente.checking.results import Duty, Estimate, Finding, Reading, Verdict
from detente.checking.seen import Seen
from detente.checking.telling import amount, names

LEADS = ("days", "hours")
DAY_IN = {"days": 1, "hours": 24}
"""How many of each unit are a day."""
COUNTED = ("activities", "exercises")
INVITED = {
    True: "observers were invited",
    False: "no observers were invited",
    None: "whether observers were invited is not on record",
}


def size(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """No activity larger than the limit in any of its units; linked parts are added up."""
    return tuple(_size(duty, one) for one in activities(duty, seen))


def _size(duty: Duty, one: Activity) -> Finding:
    steps = thresholds(duty, one.first)
    readings = size_readings(one, steps, duty.clause.evidence)
    if steps and not readings:
        return _uncounted(duty, one, steps)
    says = (
        f"{_told(one)}, against {_limits(steps)}." if steps else f"{_told(one)}; the limit is to be agreed."
    )
    verdict: Verdict | None = None if readings else "undecided"
    return _named(
        finding(
            duty, one.first, one.last, says, readings, verdict=verdict, rows=_rows(one), notes=_linked(one)
        ),
        one,
    )


def frequency(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """In no window more activities above the size than the limit."""
    found = activities(duty, seen)
    days = sorted({one.first for one in found})
    return tuple(_frequency(duty, seen, found, first, last) for first, last in windows(duty, days))


def _frequency(duty: Duty, seen: Seen, found: Sequence[Activity], first: dt.date, last: dt.date) -> Finding:
    inside = [one for one in found if first <= one.first <= last]
    surely, maybe = large(duty, inside)
    limit = _count_limit(duty, min(last, seen.as_of))
    value = Estimate(len(surely), len(surely) + len(maybe), COUNTED[0], len(surely) if not maybe else None)
    readings = _one_reading("activities counted", value, limit, UPPER)
    says = (
        f"{duty.clause.heading}: {_how_many(surely, maybe)} from {first} to {last}"
        f"{_against(limit)}{_still_open(last, seen)}."
    )
    rows = [row for one in (*surely, *maybe) for row in one.rows]
    return finding(duty, first, last, says, readings, verdict=None if readings else "undecided", rows=rows)


def simultaneity(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """At no time more activities above the size at once than the limit."""
    surely, maybe = large(duty, activities(duty, seen))
    found = []
    for one in (*surely, *maybe):
        at_once = [other for other in surely if other.late_first <= one.first <= other.early_last]
        perhaps = [
            other
            for other in (*surely, *maybe)
            if other not in at_once and other.first <= one.first <= other.last
        ]
        limit = _count_limit(duty, one.first)
        value = Estimate(
            len(at_once), len(at_once) + len(perhaps), COUNTED[0], None if perhaps else len(at_once)
        )
        readings = _one_reading("activities at once", value, limit, UPPER)
        says = (
            f"{duty.clause.heading}: {_how_many(at_once, perhaps)} at once on {one.first}{_against(limit)}."
        )
        rows = [row for other in (*at_once, *perhaps) for row in other.rows]
        found.append(
            finding(
                duty,
                one.first,
                one.first,
                says,
                readings,
                verdict=None if readings else "undecided",
                rows=rows,
            )
        )
    return tuple({one.id: one for one in found}.values())


def duration(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """No activity or stay longer than the limit, its first and last day included."""
    found = []
    for one in activities(duty, seen):
        least, most = one.days
        limit = _lead(duty, one.first)
        value = _lasted(least, most, "days" if limit is None else limit.unit)
        ended = any(row.until is not None for row in one.rows)
        value = value if ended else replace(value, high=math.inf, best=None)
        readings = _one_reading("first and last day included", value, limit, UPPER)
        lasted = f"{_days(least, most)}, from {one.first} to {one.last}"
        lasted = lasted if ended else f"from {one.first}, its last day not on record"
        says = f"{one.name}: {lasted}{_against(limit)}."
        verdict: Verdict | None = None if readings else "undecided"
        found.append(
            _named(
                finding(duty, one.first, one.last, says, readings, verdict=verdict, rows=_rows(one)), one
            )
        )
    return tuple(found)


def _lasted(least: int, most: int, unit: str) -> Estimate:
    """Days, first and last included; in hours, from up to two days less, the hours of neither being known."""
    if unit == "hours":
        return Estimate(24.0 * max(0, least - 2), 24.0 * most, unit)
    return Estimate(least, most, unit, most if least == most else None)


def notice(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """An activity that reaches any threshold is announced so many days before it begins."""
    return tuple(_notice(duty, seen, one) for one in activities(duty, seen))


def _notice(duty: Duty, seen: Seen, one: Activity) -> Finding:
    steps, lead = thresholds(duty, one.first), _lead(duty, one.first)
    reached = size_readings(one, steps, duty.clause.evidence, BELOW)
    if steps and not reached:
        return _uncounted(duty, one, steps)
    owed = _owed(reached, steps)
    if owed in ("complied", "near threshold"):
        says = f"{_told(one)}: below {_limits(steps)}, so that no notice is due."
        return _named(finding(duty, one.first, one.last, says, reached, verdict=owed, rows=_rows(one)), one)
    if lead is None or lead.value is None:
        says = f"{_told(one)}: how long before it notice is due is to be agreed."
        return _named(finding(duty, one.first, one.last, says, verdict="undecided", rows=_rows(one)), one)
    due = one.first - dt.timedelta(days=lead.value / DAY_IN[lead.unit])
    if one.notified is None:
        return _named(_unannounced(duty, seen, one, due, owed, _lacking(reached, steps)), one)
    least = (one.first - (one.late_notified or one.notified)).days
    most = (one.late_first - one.notified).days
    value = _notice_given(least, most, lead.unit)
    readings = _one_reading("from notice to first day", value, lead, LOWER)
    verdict = _if_owed(judge(value, Held(lead.value, lead.unit, LOWER, 0.0)), owed)
    says = f"{_told(one)}: announced {_before(least, most)}, against {amount(lead.value, lead.unit)}."
    return _named(
        finding(duty, one.first, one.last, says, readings, sense=LOWER, verdict=verdict, rows=_rows(one)),
        one,
    )


def _notice_given(least: int, most: int, unit: str) -> Estimate:
    """Days from notice to first day; in hours, a day less to a day more, the hours of neither being known."""
    if unit == "hours":
        return Estimate(24.0 * (least - 1), 24.0 * (most + 1), unit)
    return Estimate(least, most, unit, least if least == most else None)


def _before(least: int, most: int) -> str:
    """How long before its first day an activity was announced.

    >>> _before(21, 21), _before(1, 9), _before(0, 0), _before(-3, -3)
    ('21 days before it began', '1 to 9 days before it began', 'on the day it began', '3 days after it began')
    """
    if least == most == 0:
        return "on the day it began"
    if most < 0:
        return f"{-most} {'day' if most == -1 else 'days'} after it began"
    days = f"{most} {'day' if most == 1 else 'days'}" if least == most else f"{least} to {most} days"
    return f"{days} before it began"


def _unannounced(
    duty: Duty, seen: Seen, one: Activity, due: dt.date, owed: Verdict, lacking: str
) -> Finding:
    verdict: Verdict = "undecided"
    if seen.as_of < due:
        says, verdict = (
            f"{_told(one)}: notice is due on {due}, and not yet due on {seen.as_of}.",
            "not yet due",
        )
    elif duty.clause.evidence.complete and seen.as_of < due + (one.late_first - one.first):
        says = f"{_told(one)}: no notice is on record; the day it is due is not known exactly: {due} at the earliest."
    elif duty.clause.evidence.complete:
        says, verdict = f"{_told(one)}: notice was due on {due} and is missing.", _if_owed("exceeded", owed)
    else:
        if_large = "" if owed == "exceeded" else f", if the activity reached the threshold{lacking}"
        says = (
            f"{_told(one)}: notice was due on {due}{if_large}; none is on record here, and the record does not"
            " hold every notice."
        )
    return finding(duty, one.first, one.last, says, verdict=verdict, rows=_rows(one), notes=_linked(one))


def observation(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """To an activity that reaches any threshold observers are invited."""
    return tuple(_observation(duty, one) for one in activities(duty, seen))


def _observation(duty: Duty, one: Activity) -> Finding:
    steps = thresholds(duty, one.first)
    reached = size_readings(one, steps, duty.clause.evidence, BELOW)
    if steps and not reached:
        return _uncounted(duty, one, steps)
    owed = _owed(reached, steps)
    if owed in ("complied", "near threshold"):
        says = f"{_told(one)}: below {_limits(steps)}, so that no invitation is due."
        return _named(
            finding(duty, one.first, one.last, says, reached, rows=_rows(one), notes=_linked(one)), one
        )
    kept: Verdict = "complied" if one.observers else "undecided" if one.observers is None else "exceeded"
    due = f", against {_limits(steps)} from which observers are due" if steps else ""
    lacking = _lacking(reached, steps) if owed == "undecided" else ""
    says = f"{_told(one)}{due}{lacking}: {INVITED[one.observers]}."
    verdict = _if_owed(kept, owed)
    return _named(
        finding(duty, one.first, one.last, says, verdict=verdict, rows=_rows(one), notes=_linked(one)), one
    )


def _uncounted(duty: Duty, one: Activity, steps: Sequence[Step]) -> Finding:
    says = (
        f"{_told(one)}: no figure on record for {' or '.join(dict.fromkeys(step.unit for step in steps))}."
    )
    return _named(finding(duty, one.first, one.last, says, verdict="not observable", rows=_rows(one)), one)


def reaches(readings: Sequence[Reading]) -> Verdict:
    """Does an activity reach any threshold? Exceeded if it surely does, complied if it surely does not.

    The thresholds are alternatives: one that is surely reached settles it.
    """
    by_unit: dict[str, list[Reading]] = {}
    for one in readings:
        by_unit.setdefault(one.value.unit, []).append(one)
    found = {verdict_of(group) for group in by_unit.values()}
    order: tuple[Verdict, ...] = ("exceeded", "undecided", "near threshold", "complied")
    for verdict in order:
        if verdict in found:
            return verdict
    return "undecided"


def _owed(reached: Sequence[Reading], steps: Sequence[Step]) -> Verdict:
    """Is what is due from a threshold on due? Undecided where it may be by a unit that nobody gave a figure in."""
    if not steps:
        return "exceeded"
    found = reaches(reached)
    return found if found == "exceeded" or not _lacking(reached, steps) else "undecided"


def _lacking(reached: Sequence[Reading], steps: Sequence[Step]) -> str:
    """The units of thresholds in which there is no figure, in words."""
    told = {one.value.unit for one in reached}
    units = [step.unit for step in steps if step.unit not in told]
    return f" (no figure on record for {' or '.join(dict.fromkeys(units))})" if units else ""


def _if_owed(kept: Verdict, owed: Verdict) -> Verdict:
    """A duty that may not have been owed is broken at most perhaps."""
    return "undecided" if kept == "exceeded" and owed == "undecided" else kept


def thresholds(duty: Duty, day: dt.date) -> tuple[Step, ...]:
    """The sizes in a limit: steps of any unit but those of leads and counts of activities."""
    return tuple(
        step
        for step in steps_on(duty, day)
        if step.unit not in (*LEADS, *COUNTED) and step.value is not None
    )


def _lead(duty: Duty, day: dt.date) -> Step | None:
    return next((step for step in steps_on(duty, day) if step.unit in LEADS), None)


def _count_limit(duty: Duty, day: dt.date) -> Step | None:
    return next((step for step in steps_on(duty, day) if step.unit in COUNTED), None)


def large(duty: Duty, found: Sequence[Activity]) -> tuple[list[Activity], list[Activity]]:
    """The activities that surely are above the size that counts, and those that may be.

    A part of an activity that is there itself does not count beside it.
    """
    surely, maybe = [], []
    there = {one.name for one in found}
    for one in found:
        if one.whole in there:
            continue
        steps = thresholds(duty, one.first)
        verdict = reaches(size_readings(one, steps, duty.clause.evidence)) if steps else "exceeded"
        if verdict == "exceeded":
            surely.append(one)
        elif verdict == "undecided":
            maybe.append(one)
    return surely, maybe


def _one_reading(label: str, value: Estimate, limit: Step | None, sense: str) -> tuple[Reading, ...]:
    if limit is None or limit.value is None:
        return ()
    against = Held(limit.value, limit.unit, sense, 0.0)
    return (Reading(label, value, limit.value, judge(value, against)),)


def _named(one: Finding, activity: Activity) -> Finding:
    """Two activities of one holder may begin on one day: the name tells them apart."""
    return replace(one, id=f"{one.id}:{activity.name.replace(' ', '-')}")


def _rows(one: Activity) -> tuple[Observation, ...]:
    return (*one.rows, *one.parts)


def _told(one: Activity) -> str:
    figures = names([f"{row.claimant}: {said(row)}" for row in one.rows])
    return f"{one.name}, {one.first} to {one.last} ({figures})"


def _linked(one: Activity) -> tuple[str, ...]:
    if one.whole:
        return (f"{one.name} is told as a part of {one.whole}.",)
    if one.parts:
        return (f"Told as its parts: {names(sorted({row.what for row in one.parts}))}.",)
    return ()


def _limits(steps: Sequence[Step]) -> str:
    return " or ".join(amount(step.value, step.unit) for step in steps if step.value is not None)


def _against(step: Step | None) -> str:
    if step is None or step.value is None:
        return "; the limit is to be agreed"
    return f", against {amount(step.value, step.unit)}"


def _how_many(surely: Sequence[Activity], maybe: Sequence[Activity]) -> str:
    more = f" and perhaps {len(maybe)} more ({names([one.name for one in maybe])})" if maybe else ""
    listed = f" ({names([one.name for one in surely])})" if surely else ""
    return f"{len(surely)} above the size{listed}{more}"


def _still_open(last: dt.date, seen: Seen) -> str:
    return "; the period is not over" if last > seen.as_of else ""


def _days(least: int, most: int) -> str:
    return amount(most, "days") if least == most else f"{least} to {amount(most, 'days')}"
