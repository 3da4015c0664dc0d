"""In: a duty with a clock or a quota, and acts. Out: findings on answers, exchanges of data and inspections."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import count

from detente.case.acts import Act
from detente.case.agreements import Step
from detente.checking.duties import steps_on
from detente.checking.judging import UPPER, Held, finding, judge
from detente.checking.limits.counts import period
from detente.checking.results import Duty, Estimate, Finding, Reading, Verdict
from detente.checking.seen import Seen
from detente.checking.telling import amount

HOURS = {"hours": 1.0, "days": 24.0}
DAY = dt.timedelta(days=1)


def response(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """What is asked under the clause is answered within so many hours, counted from the request."""
    asked = (
        act for act in seen.acts if act.kind == (duty.clause.after or "request") and _is_to(act, duty, seen)
    )
    return tuple(_response(duty, seen, act) for act in asked)


def _is_to(act: Act, duty: Duty, seen: Seen) -> bool:
    under = (
        act.clause in (None, duty.clause.id) if duty.clause.after is None else act.clause == duty.clause.id
    )
    return under and any(seen.is_by(one, duty.holder) for one in act.to)


def _response(duty: Duty, seen: Seen, request: Act) -> Finding:
    step = next((one for one in steps_on(duty, request.date) if one.unit in HOURS), None)
    if step is None or step.value is None:
        says = f"{request.what} The time to answer is to be agreed."
        return _found(duty, request, request.date, says, "undecided", [request])
    begun, late = moment(request)
    hours = dt.timedelta(hours=step.value * HOURS[step.unit])
    due, surely_due = begun + hours, late + hours
    replies = [act for act in seen.acts if act.answers == request.id and act.date <= seen.as_of]
    given = min(
        (act for act in replies if act.kind != "no-answer"),
        key=lambda act: (*moment(act), act.id),
        default=None,
    )
    clock = f"{request.what} Due by {_told(due, surely_due)} ({amount(step.value, step.unit)})"
    if given is not None:
        return _answered(duty, request, given, clock, due, surely_due, step)
    silent = [act for act in replies if act.kind == "no-answer"]
    verdict: Verdict = "undecided"
    if _end(seen.as_of) <= due:
        says, verdict = f"{clock}; not yet due on {seen.as_of}.", "not yet due"
    elif silent and _end(max(act.until or act.date for act in silent)) > surely_due:
        says, verdict = f"{clock}; no answer: {silent[0].what}", "exceeded"
    elif duty.clause.evidence.complete and _end(seen.as_of) > surely_due:
        says, verdict = f"{clock}; no answer came.", "exceeded"
    else:
        says = f"{clock}; no answer is on record, and the record does not hold every answer."
    return _found(duty, request, due.date(), says, verdict, [request, *silent])


def _answered(
    duty: Duty, request: Act, given: Act, clock: str, due: dt.datetime, surely_due: dt.datetime, step: Step
) -> Finding:
    """Held against the clock by the hour where both are known, else by the day.

    Days are counted from the day of the request, which is not one of them, where an hour is not known.
    """
    begun, late = moment(request)
    early, latest = moment(given)
    unit = HOURS[step.unit]
    low = max(0.0, (early - late).total_seconds() / 3600 / unit)
    high = (latest - begun).total_seconds() / 3600 / unit
    if step.unit == "days" and None in (request.time, given.time):
        low = high = (given.date - request.date).days
    value = Estimate(low, high, step.unit, low if low == high else None)
    against = Held(step.value or 0.0, step.unit, UPPER, 0.0)
    readings = (
        Reading(
            "from request to answer", value, against.limit, judge(value, against), (request.id, given.id)
        ),
    )
    says = f"{clock}; answered on {given.date}: {given.what}"
    return finding(duty, request.date, given.date, says, readings, rows=[request, given])


def moment(act: Act) -> tuple[dt.datetime, dt.datetime]:
    """Earliest and latest moment of an act: one where its hour is known, else the whole day."""
    day = dt.datetime.combine(act.date, dt.time())
    if act.time is None:
        return day, day + DAY
    hour = dt.time.fromisoformat(act.time.removesuffix("Z"))
    exactly = dt.datetime.combine(act.date, hour.replace(tzinfo=None))
    return exactly, exactly


def _end(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()) + DAY


def _told(due: dt.datetime, surely: dt.datetime) -> str:
    if due == surely:
        return f"{due:%Y-%m-%d %H:%M}"
    return f"the end of {(surely - DAY):%Y-%m-%d} at the latest, the hour of the request not being known"


def exchange(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """Data are handed over by the day named, every year or every so many months.

    Nothing where no exchange at all is on record and the record is not said to be complete.
    """
    given = [act for act in seen.acts if _is_for(act, duty, seen, "data-exchange")]
    if not given and not duty.clause.evidence.complete:
        return ()
    return tuple(_exchange(duty, seen, given, *days) for days in due_days(duty, seen, given))


def due_days(
    duty: Duty, seen: Seen, given: Sequence[Act] = ()
) -> Iterator[tuple[dt.date, dt.date, dt.date]]:
    """The day on which each exchange is due, up to the first after the last day that counts.

    Before and after it the first and last day on which an exchange is taken to be this one: half way to the
    next due day, so that one a little late is not taken for the next one early.
    """
    mine = (step.from_ for step in duty.clause.limits if step.from_ and step.for_ in (None, duty.holder))
    begun = min(mine, default=None) or _as_if_begun(duty, given)
    if begun is None:
        return
    days = list(_due(duty, begun, seen.as_of))
    for n, one in enumerate(days):
        length = (days[n + 1] if n + 1 < len(days) else _later(one, _months(duty))) - one
        first = days[n - 1] + (one - days[n - 1]) / 2 + DAY if n else dt.date.min
        yield first, one, one + length / 2


def _as_if_begun(duty: Duty, given: Sequence[Act]) -> dt.date | None:
    """Where no first day is named: so that the first exchange given is that of the due day it is nearest to."""
    first = min((act.date for act in given), default=None)
    return first if first is None or duty.clause.due is None else first - dt.timedelta(days=182)


def _months(duty: Duty) -> int:
    return 12 if duty.clause.due is not None else duty.clause.every_months or 12


def _due(duty: Duty, begun: dt.date, until: dt.date) -> Iterator[dt.date]:
    """The due days from the first to the first after `until`."""
    first = begun if duty.clause.due is None else _first_due(duty.clause.due, begun)
    for n in count():
        one = _later(first, n * _months(duty))
        yield one
        if one > until:
            return


def _first_due(due: str, begun: dt.date) -> dt.date:
    month, day = map(int, due.split("-"))
    one = dt.date(begun.year, month, day)
    return one if one >= begun else dt.date(begun.year + 1, month, day)


def _later(day: dt.date, months: int) -> dt.date:
    """So many months later; the last day of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _exchange(
    duty: Duty, seen: Seen, given: Sequence[Act], first: dt.date, due: dt.date, last: dt.date
) -> Finding:
    what = f"{duty.clause.heading}, due by {due}"
    act = min(
        (act for act in given if first <= act.date <= last),
        key=lambda act: (act.date, act.id),
        default=None,
    )
    if act is not None and act.date <= due:
        says = f"{what}: handed over on {act.date}."
        return finding(duty, due, due, says, verdict="complied", rows=[act])
    if act is not None:
        says = f"{what}: handed over on {act.date}, {amount((act.date - due).days, 'days')} late."
        return finding(duty, due, act.date, says, verdict="exceeded", rows=[act])
    if seen.as_of <= due:
        return finding(duty, due, due, f"{what}: not yet due on {seen.as_of}.", verdict="not yet due")
    if duty.clause.evidence.complete:
        return finding(duty, due, due, f"{what}: missing.", verdict="exceeded")
    says = f"{what}: none is on record, and the record does not hold every exchange."
    return finding(duty, due, due, says, verdict="undecided")


def _is_for(act: Act, duty: Duty, seen: Seen, kind: str) -> bool:
    return (
        act.kind == kind
        and act.clause == duty.clause.id
        and any(seen.is_by(one, duty.holder) for one in act.by)
    )


def quota(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """So many inspections a period are accepted: a refusal before that is a breach, after it is not."""
    mine = [
        act
        for act in seen.acts
        if (act.clause == duty.clause.id)
        and (
            (act.kind == "inspection" and _to(act, duty, seen))
            or (act.kind == "refusal" and _by(act, duty, seen))
        )
    ]
    periods = dict.fromkeys(period(duty, act.date) for act in mine)
    return tuple(_quota(duty, seen, mine, first, last) for first, last in periods)


def _to(act: Act, duty: Duty, seen: Seen) -> bool:
    return any(seen.is_by(one, duty.holder) for one in act.to)


def _by(act: Act, duty: Duty, seen: Seen) -> bool:
    return any(seen.is_by(one, duty.holder) for one in act.by)


def _quota(duty: Duty, seen: Seen, mine: Sequence[Act], first: dt.date, last: dt.date) -> Finding:
    inside = sorted((act for act in mine if first <= act.date <= last), key=lambda act: (act.date, act.id))
    step = next(
        (one for one in steps_on(duty, first if first > dt.date.min else last) or steps_on(duty, last)),
        None,
    )
    done = [act for act in inside if act.kind == "inspection"]
    told = f"{duty.clause.heading}: {len(done)} accepted from {first} to {last}"
    if step is None or step.value is None:
        return finding(
            duty, first, last, f"{told}; the quota is to be agreed.", verdict="undecided", rows=inside
        )
    early = [
        act
        for n, act in enumerate(inside)
        if act.kind == "refusal" and sum(one.kind == "inspection" for one in inside[:n]) < step.value
    ]
    against = amount(step.value, step.unit)
    if early:
        says = f"{told}, and one refused on {early[0].date} while the quota of {against} was not used up."
        return finding(duty, first, last, says, verdict="exceeded", rows=inside)
    over = " The period is not over." if last > seen.as_of else ""
    return finding(
        duty,
        first,
        last,
        f"{told}, against {against}; none refused before that.{over}",
        verdict="complied",
        rows=inside,
    )


def _found(
    duty: Duty, request: Act, last: dt.date, says: str, verdict: Verdict, rows: Sequence[Act]
) -> Finding:
    return finding(duty, request.date, max(last, request.date), says, verdict=verdict, rows=rows)
