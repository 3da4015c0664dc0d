"""In: a case cut at a day. Out: what there is to judge by: counts, activities, acts and approaches, by holder."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from detente.case.acts import Act, Observation
from detente.case.agreements import Counted
from detente.checking.results import Trace


@dataclass(frozen=True)
class Approach:
    """One run of fixes of an object near a line or in a zone, as `approaches` found it in a track.

    zone, km       the place of the clause it was looked for at
    low, best, high  closest distance in km: minus and plus the error; negative on the wrong side
    seconds        how long the run lasted beyond the limit
    passed         True if dwell and margin rule call it a breach
    could_have     sentences on gaps in which more could have happened
    false_alarm    how often the rule calls a breach of a track as long as this one that keeps exactly to the
                   limit: errors independent from fix to fix, and errors that last; None without an error
    duty           the duty it was looked for, by id; None where it may be of any
    synthetic      True if nobody observed the track: it is no evidence
    trace          where the nearest fix is, and the track around it
    place          the name of the zone, for sentences; its id if left out
    """

    object: str
    by: str | None
    platform: str | None
    first: dt.datetime
    last: dt.datetime
    zone: str
    km: float
    low: float
    best: float
    high: float
    seconds: float
    passed: bool
    probability: float | None
    rows: tuple[str, ...]
    sources: tuple[str, ...]
    could_have: tuple[str, ...] = ()
    false_alarm: tuple[float, float] | None = None
    duty: str | None = None
    synthetic: bool = False
    trace: Trace | None = None
    place: str = ""


@dataclass(frozen=True)
class Seen:
    """The evidence.

    as_of       the last day that counts
    parties_of  for each actor, the party it counts for; itself if it is one
    covers      for each zone asked for, whether a place name or zone of a row lies in it; None if not known
    """

    as_of: dt.date
    observations: tuple[Observation, ...] = ()
    acts: tuple[Act, ...] = ()
    approaches: tuple[Approach, ...] = ()
    parties_of: dict[str, str] = field(default_factory=dict)
    covers: Callable[[str, Observation], bool | None] = lambda zone, row: (
        row.zone == zone if row.zone else None
    )

    def row(self, row_id: str) -> Observation | Act | None:
        """The observation or act with this id."""
        return self._by_id.get(row_id)

    @cached_property
    def _by_id(self) -> dict[str, Observation | Act]:
        """Of two with one id the first: observations come before acts."""
        rows: tuple[Observation | Act, ...] = (*self.observations, *self.acts)
        return {one.id: one for one in reversed(rows)}

    def is_by(self, actor: str | None, holder: str) -> bool:
        """Does what an actor does count as the holder's?"""
        return actor is not None and holder in (actor, self.parties_of.get(actor))


def counted(
    rows: tuple[Observation, ...], what: Counted, units: tuple[str, ...]
) -> tuple[Observation, ...]:
    """The rows that a clause counts: by `what`, unit, status and size. Rows without a status match any."""
    wanted = what.unit or units
    return tuple(
        row
        for row in rows
        if (not what.what or row.what.startswith(what.what))
        and (not wanted or row.unit in wanted)
        and (not what.status or row.status is None or row.status in what.status)
        and not _is_below(row, what.least)
    )


def _is_below(row: Observation, least: float | None) -> bool:
    """Is the figure of a row surely below the least that counts?"""
    most = row.high if row.high is not None else row.value
    return least is not None and most is not None and most < least
