"""What was done, what was counted and what was tracked: acts, observations and files of tracks."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from detente.case.evidence import Evidence
from detente.case.record import record

ActKind = Literal[
    "meeting", "build-up", "deployment", "withdrawal", "exercise", "notice", "request",
    "answer", "no-answer", "inspection", "data-exchange", "consent", "suspension", "resumption",
    "termination", "refusal", "sanction", "aid", "evacuation", "document", "recognition", "attack", "other",
]  # fmt: skip

Range = float | tuple[float, float]
"""A figure, or the least and the greatest that it may be where it is not known better."""


@record
class Act:
    """Something a party did (not said), dated and sourced: the evidence on good faith."""

    id: str
    """Short name, unique in the case: `a07`."""
    date: dt.date
    """The day it was done, or began."""
    until: dt.date | None = None
    """The day it ended, for an exercise or a meeting of several days."""
    by: tuple[str, ...]
    """Who did it: parties or actors, by id."""
    kind: ActKind
    """From the closed list."""
    what: str
    """What was done, in neutral words."""
    place: str | None = None
    """Where."""
    to: tuple[str, ...] = ()
    """To whom it was done: who was asked, notified, inspected or given consent."""
    clause: str | None = None
    """The clause of an agreement that it was done under, by id: a request, a notice, a suspension."""
    answers: str | None = None
    """The request that it answers or leaves unanswered, by the id of that act."""
    activity: str | None = None
    """The activity that it announces or is about, as the observations name it in `what`."""
    time: str | None = None
    """The hour, where it is known and matters: "14:30Z". Without it a clock of hours is exact to a day."""
    contested: bool = False
    """True if a party denies it or tells it otherwise."""
    source: str
    """Where it is reported, by id in sources.yaml."""
    also: tuple[str, ...] = ()
    """Further sources, by id."""
    unverified: bool = False
    """True if it comes from memory or could not be checked; shown with a mark."""
    evidence: Evidence | None = None
    """Where it was read in a kept document, if `detente read` proposed it."""
    note: str | None = None
    """Anything a reader has to know."""


@record
class Observation:
    """A dated report of something counted, placed or flown: one row of an observations/*.csv file."""

    id: str
    """Short name, unique in the case: `o12`."""
    date: dt.date
    """The day the figure is as of."""
    until: dt.date | None = None
    """Last day, for a figure over a span of days."""
    what: str
    """What was counted: `russian forces near ukraine`, `exercise allied resolve`."""
    value: float | None = None
    """The figure."""
    low: float | None = None
    """Lower end, if a range or "more than" was said."""
    high: float | None = None
    """Upper end, if a range or "at most" was said."""
    unit: str
    """Its unit."""
    about: bool = False
    """True if it was said to be approximate."""
    place: str | None = None
    """Where."""
    by: str | None = None
    """Whose forces, exercise or flight it is: a party or actor, by id."""
    status: str | None = None
    """permanent, rotational, active, stored, deployed: as a counting rule tells them apart."""
    zone: str | None = None
    """The zone of the case in which it was, by id."""
    part_of: str | None = None
    """The observation that this figure is a part of, or the `what` of the activity that this one is."""
    notified: dt.date | None = None
    """For an activity: the day on which the others were told of it."""
    dated: Literal["day", "month", "year"] = "day"
    """How exactly its days are known."""
    observers: bool | None = None
    """For an activity: whether observers were invited; empty if not known."""
    error: float | None = None
    """Relative error of the figure, one standard deviation of its logarithm, if the source states one."""
    claimant: str
    """Whose figure it is."""
    counting: str | None = None
    """The counting rule: who and what is in the figure."""
    method: str | None = None
    """How it was obtained, if said."""
    source: str
    """Where it is reported, by id in sources.yaml."""
    note: str | None = None
    """Anything a reader has to know."""


@record
class TrackFile:
    """A file of positions that a case keeps: one row of observations/tracks/index.csv."""

    file: str
    """The file in observations/tracks/: CSV, GeoJSON, JSON of readsb, OpenSky or traffic, AIS sentences, or a
    compact track file (.parquet)."""
    by: str
    """Whose it is: a party or actor, by id."""
    platform: str
    """Its class, as the places of clauses name it: fixed-wing, bomber, rotary, ship."""
    source: str
    """Where it comes from, by id in sources.yaml."""
    synthetic: bool
    """True if nobody observed it: it was computed, to show what a rule does. It is never evidence."""
    object: str | None = None
    """The object that the row is about, by its name or call sign in the file; every object if left out."""
    note: str | None = None
    """Anything a reader has to know."""


@record
class Means:
    """A means of verification that a measure has, or could have."""

    measure: str
    """The measure's id."""
    means: str
    """notices, inspections, overflight, satellites, open sources: in words."""
    agreed: bool = False
    """True if the parties have agreed to it."""
    binds: str | None = None
    """The party whose restraint it can see; each bound party if left out."""
    origin: str | None = None
    """Where its reports come from: means with one origin copy each other. Its own if left out."""
    sites: Range | None = None
    """For inspections: places at which a breach could be, declared or known."""
    breached_sites: Range | None = None
    """For inspections: at how many of them a breach would be; one if left out, the hardest to find."""
    inspections: Range | None = None
    """For inspections: how many a year."""
    revisit_days: Range | None = None
    """For looks from outside: days from one look to the next, on average."""
    lasts_days: Range | None = None
    """For looks from outside: days for which a breach has to last to be worth it; the whole period if left out."""
    recognition: Range | None = None
    """Probability that one inspection or look at a place of a breach recognises it."""
    error: Range | None = None
    """For counts: relative error, one standard deviation of the logarithm. Stands in for `recognition`,
    together with `false_alarm` and `excess`."""
    excess: Range | None = None
    """For counts: how much above the limit a breach would be, as a share of it: 0.2 is a fifth."""
    shared_bias: Range | None = None
    """For counts: relative error that it has in common with the other means."""
    false_alarm: Range | None = None
    """Probability that one inspection or look raises an alarm where the restraint is kept."""
    report_days: Range | None = None
    """Days from a look to its result."""
    note: str | None = None
    """What it can and cannot see."""
