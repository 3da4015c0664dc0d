"""In: an agreement and a case. Out: a `Checking`: findings, each with its evidence; doubts, data faults, states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from detente.case.acts import Observation
from detente.case.agreements import Agreement
from detente.case.case import Case, cut
from detente.checking.doubts import doubts_of
from detente.checking.duties import duties, in_turn
from detente.checking.faults import faults_of
from detente.checking.limits.counts import unplaced
from detente.checking.limits.registry import LIMITS
from detente.checking.results import VERDICTS, Checking, DataFault, Duty, Finding
from detente.checking.seen import Approach, Seen
from detente.checking.states import changes, excused, guarded, in_state

UNFIT = ("figure", "backwards")
"""Kinds of fault of a row that no verdict can rest on."""


def check(
    agreement: Agreement,
    case: Case,
    *,
    as_of: dt.date | None = None,
    approaches: Sequence[Approach] = (),
) -> Checking:
    """Hold every duty of an agreement against what a case has observed up to a day.

    as_of       the last day that counts; the last day of the case if left out
    approaches  runs of fixes near lines, as `checking.approaches` finds them in tracks
    That nothing was seen is a result, and so is that nothing can be decided.
    """
    there = seen_in(case, as_of, approaches)
    faults = faults_of(there.observations)
    seen, unfit = apart(there, faults)
    owed = duties(agreement)
    states = changes(agreement, owed, seen)
    found: list[Finding] = []
    for duty in in_turn(owed):
        faulty = _unfit(duty, unfit, faults)
        raw = LIMITS[duty.clause.kind](duty, seen) or (() if faulty else _nothing(duty, seen))
        bound = in_state(agreement, duty, raw, states, seen)
        found += [excused(duty, guarded(agreement, duty, one, states, found), found, seen) for one in bound]
        found += faulty
    return Checking(
        agreement=agreement.id,
        title=agreement.title,
        as_of=seen.as_of,
        findings=in_order(_told_apart(found)),
        doubts=doubts_of(agreement, case),
        faults=faults,
        changes=states,
        notes=tuple(_not_placed(owed, seen)),
    )


def apart(seen: Seen, faults: Sequence[DataFault]) -> tuple[Seen, Seen]:
    """What can be judged, each row once; and beside it the rows that no verdict can rest on."""
    twice = {row for fault in faults if fault.kind == "same row twice" for row in fault.rows[1:]}
    wrong = {row for fault in faults if fault.kind in UNFIT for row in fault.rows}
    fit = tuple(row for row in seen.observations if row.id not in twice | wrong)
    unfit = tuple(row for row in seen.observations if row.id in wrong)
    return replace(seen, observations=fit), replace(seen, observations=unfit, approaches=(), acts=())


def _unfit(duty: Duty, seen: Seen, faults: Sequence[DataFault]) -> tuple[Finding, ...]:
    """Rows that the duty would be held against, were they not faulty: told, never judged."""
    found = (one for one in LIMITS[duty.clause.kind](duty, seen) if one.rows) if seen.observations else ()
    return tuple(_told_faulty(duty, one, faults) for one in found)


def _told_faulty(duty: Duty, one: Finding, faults: Sequence[DataFault]) -> Finding:
    why = [fault.says for fault in faults if fault.kind in UNFIT and set(fault.rows) & set(one.rows)]
    return replace(
        one, verdict="data fault", says=f"{duty.clause.heading}: not judged. {' '.join(why)}", value=None,
        limit=None, margin=None, probability=None, readings=(), notes=(),
    )  # fmt: skip


def _not_placed(owed: Sequence[Duty], seen: Seen) -> Iterator[str]:
    """Rows that no clause counts since nothing says where they were: said, never dropped in silence."""
    for duty in owed:
        rows = unplaced(duty, seen)
        if rows:
            where = " or ".join(dict.fromkeys(one.zone for one in duty.clause.where))
            ids = ", ".join(row.id for row in rows)
            yield f"{duty.id}: not counted, since nothing says whether they lie in {where}: {ids}."


def seen_in(case: Case, as_of: dt.date | None, approaches: Sequence[Approach] = ()) -> Seen:
    """The evidence in a case up to a day."""
    days = [row.date for row in case.observations] + [act.date for act in case.acts]
    day = as_of or case.as_of or max((*days, *(one.date for one in case.moments)), default=dt.date.today())
    there = cut(case, day)
    counts_for = {actor.id: actor.speaks_for for actor in case.actors if actor.speaks_for}
    return Seen(
        as_of=day,
        observations=there.observations,
        acts=there.acts,
        approaches=tuple(one for one in approaches if one.first.date() <= day),
        parties_of=counts_for,
        covers=covers_by_name(case),
    )


def covers_by_name(case: Case) -> Callable[[str, Observation], bool | None]:
    """Whether a row lies in a zone: by the zone it names, or by a place that is the zone's name; else not known."""
    called = {zone.id: zone.name.casefold() for zone in case.zones}

    def covers(zone: str, row: Observation) -> bool | None:
        if row.zone is not None:
            return row.zone == zone
        if row.place is None:
            return None
        return True if row.place.casefold() == called.get(zone) else None

    return covers


def _nothing(duty: Duty, seen: Seen) -> tuple[Finding, ...]:
    """Nothing on record that the duty could be held against: said, never taken for compliance."""
    says = f"{duty.clause.heading}: nothing on record up to {seen.as_of} that it could be held against."
    one = Finding(
        id=f"{duty.id}:nothing", clause=duty.clause.id, holder=duty.holder, claimants=duty.claimants,
        first=seen.as_of, last=seen.as_of, verdict="not observable", says=says,
    )  # fmt: skip
    return (one,)


def _told_apart(found: Sequence[Finding]) -> list[Finding]:
    """The findings, with a counter where two would have one id."""
    times: dict[str, int] = {}
    apart = []
    for one in found:
        times[one.id] = times.get(one.id, 0) + 1
        apart.append(one if times[one.id] == 1 else replace(one, id=f"{one.id}:{times[one.id]}"))
    return apart


def in_order(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """As an officer wants to see them: breaches first, then what is open, the latest first; synthetic ones last."""
    return tuple(
        sorted(
            found,
            key=lambda one: (one.synthetic, VERDICTS.index(one.verdict), -one.first.toordinal(), one.id),
        )
    )
