"""An agreement as a person writes it: numbered clauses, each a limit that observations can be held against.

One small typed model, no language of its own: who is bound, what is counted or measured, where, over
which window, up to which value from which day, and what excuses it. The text stands beside the rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from detente.case.record import record

LimitKind = Literal[
    "ceiling", "ban", "keep-out", "exercise-size", "exercise-frequency", "exercise-duration",
    "exercise-simultaneity", "advance-notice", "observation", "response-clock", "data-exchange",
    "inspection-quota", "phase", "baseline", "consent", "suspension", "withdrawal",
]  # fmt: skip
"""What a clause limits. `checking/` holds a plain function for each, under the same name."""
Modality = Literal["must", "must_not", "may"]
Known = Literal["read", "memory", "own"]
Span = Literal["instant", "sliding", "calendar"]
Side = Literal["own", "other", "both"]
PowerKind = Literal["consult", "suspend", "resume", "terminate", "withdraw"]
State = Literal["in-force", "suspended", "terminated", "complied", "exceeded"]
EACH = "each"


@record
class Provenance:
    """Where a clause comes from."""

    document: str
    """The treaty, draft or package: "Vienna Document 2011"."""
    place: str | None = None
    """Article or paragraph in it."""
    known: Known = "own"
    """read (in a source that was opened), memory (not re-read: flagged wherever it is shown), or own."""
    source: str | None = None
    """Where it was read: the site or book, or an id in sources.yaml."""
    note: str | None = None
    """What a reader has to know about it."""


@record
class Step:
    """A value of the limit, from a day on: phases are several steps."""

    from_: dt.date | None = None
    """First day; from the entry into force if left out."""
    until: dt.date | None = None
    """Last day; open if left out."""
    value: float | None = None
    """The limit; none where it is to be agreed, and the clause cannot be judged."""
    unit: str
    """What it counts, as observations write it: troops, tanks, km, days, hours, inspections."""
    for_: str | None = None
    """The party it holds for, where each has its own; every bound party if left out."""
    low: float | None = None
    """Where the words of the limit are vague ("substantial"): the strictest reading; `value` is the usual."""
    high: float | None = None
    """The loosest reading."""
    reading: str | None = None
    """Who reads the words so."""


@record
class Place:
    """Where a clause holds: a zone of the case, or what lies within a distance of it."""

    zone: str
    """The zone's id. Its geometry, boundary source and edge type are the zone's."""
    km: float | None = None
    """Within this distance of the zone's boundary or line, in km; the zone itself if left out."""
    side: Side = "both"
    """Which side of the line: the bound party's own, the other's, or both."""
    for_: str | None = None
    """The party for whom this place holds, where each has its own reference line."""
    of: tuple[str, ...] = ()
    """Platform classes it holds for: fixed-wing, rotary; every one if left out."""


@record
class Window:
    """Over which time is counted."""

    span: Span = "instant"
    """instant (at every moment), sliding (any run of days), calendar (from 1 January)."""
    days: int | None = None
    """Length of a sliding window, in days."""
    years: int = 1
    """Length of a calendar window, in years."""
    start: int | None = None
    """First year of the count for calendar windows of several years."""


@record
class Counted:
    """What is counted: rows of observations and acts, by the words in their columns."""

    what: tuple[str, ...] = ()
    """Beginnings of the column `what`: "exercise", "us forces in poland". Anything if left out."""
    unit: tuple[str, ...] = ()
    """Units: troops, tanks. Those of the steps if left out."""
    status: tuple[str, ...] = ()
    """active, stored, deployed, permanent, rotational: any if left out."""
    counting: str | None = None
    """The counting rule of the clause, in words; rows counted by another rule are said to be."""
    factor: Mapping[str, float] = field(default_factory=dict, hash=False)
    """What one of each unit counts: {bombers: 1, missiles: 1}. Makes different units one sum."""
    least: float | None = None
    """Rows that are surely below this do not count; rows without a figure do."""
    range_km: tuple[float, float] | None = None
    """For missiles: least and greatest range of the class, in km: [500, 5500]."""


@record
class Excuse:
    """What excuses a breach: an exemption in the text, or consent given for a time."""

    what: tuple[str, ...] = ()
    """Beginnings of the column `what` that are exempt: "medical flight"."""
    clause: str | None = None
    """Excused where this clause is complied with: prior notice given."""
    consent: bool = False
    """Excused while an act of kind `consent` for this clause stands."""
    until: dt.date | None = None
    """Last day of the exception."""
    at_most: float | None = None
    """How much more it allows."""
    priority: int = 0
    """Of two exceptions that apply, the higher decides."""
    note: str | None = None
    """The words."""


@record
class Guard:
    """What has to be the case for the clause to bind."""

    clause: str
    """Another clause."""
    state: State = "in-force"
    """The state it has to be in, for every party bound by it."""


@record
class EvidenceRule:
    """What has to be seen before a breach is called one."""

    sigma_km: float | None = None
    """Error of a position, one standard deviation, where the rows have none."""
    dwell_s: float = 0.0
    """Seconds in a row for which it has to last."""
    margin_sigma: float = 0.0
    """How many standard deviations beyond the limit."""
    max_gap_s: float = 300.0
    """Longest gap between fixes that counts as one run; in longer ones something could have happened."""
    speed_km_h: float | None = None
    """Greatest speed of the platform: what could have happened in a gap, and which fixes are faults."""
    sources: int = 1
    """Independent sources needed."""
    false_alarms: float = 1.0
    """Budget of false alarms a year for the whole agreement."""
    complete: bool = False
    """True if the record holds everything that was given: what is due and not in it is then missing.
    Otherwise what is due and not on record stays undecided."""
    error: float | None = None
    """Relative error of a count, one standard deviation of its logarithm, where the rows have none."""
    near: float = 0.05
    """How close under the limit is said to be near it, as a share of the limit."""


@record
class Power:
    """What a party may do if the other is in breach. Nothing happens by itself."""

    power: PowerKind
    """consult, suspend, resume, terminate or withdraw."""
    holder: Literal["claimant", "each"] = "claimant"
    """Who has it."""
    target: str = "mirror"
    """mirror (the holder's own duty under the clause), agreement, or a clause's id."""
    after_days: int = 0
    """Days of consultation before it may be used."""
    notice_days: int = 0
    """Days between declaring it and its effect."""
    cured_days: int | None = None
    """Days of compliance after which the duty resumes."""


@record
class Clause:
    """One numbered clause: its text, and the rule that a machine holds it to."""

    id: str
    """Short name, unique in the agreement: `ex-2`."""
    number: str
    """Number in the agreement: "12 (b)"."""
    heading: str
    """A few words."""
    text: str
    """The clause in words. The words bind; the rule is our reading of them."""
    source: Provenance
    """Where it comes from."""
    kind: LimitKind
    """What it limits, from the closed list."""
    binds: tuple[str, ...] = (EACH,)
    """[each], or the parties bound. `each` makes one duty a party, owed to every other."""
    modality: Modality = "must_not"
    """must, must_not or may."""
    limits: tuple[Step, ...] = ()
    """The values, by date; several on one day are alternatives (any of them suffices to trigger)."""
    counts: Counted = Counted()
    """What is counted or measured."""
    where: tuple[Place, ...] = ()
    """Where; everywhere if left out."""
    window: Window = Window()
    """Over which time."""
    within: str | None = None
    """The clause whose ceiling this one is a part of."""
    after: str | None = None
    """For clocks: kind of act that starts it (`request`); for notices and exchanges: the day it is counted to."""
    due: str | None = None
    """For a data exchange: month and day by which it is due every year, "12-15"."""
    every_months: int | None = None
    """For a data exchange: how often it is due."""
    baseline: dt.date | None = None
    """For a baseline: the day whose level may not be exceeded."""
    unless: tuple[Excuse, ...] = ()
    """What excuses."""
    while_: tuple[Guard, ...] = ()
    """What has to be the case for it to bind."""
    evidence: EvidenceRule = EvidenceRule()
    """What has to be seen."""
    on_breach: tuple[Power, ...] = ()
    """What a breach lets the others do."""
    restraint: str | None = None
    """The measure of the case that it carries out, if any."""
    note: str | None = None
    """What a reader has to know."""


@record
class Agreement:
    """What agreement.yaml holds, or one file of agreements/."""

    id: str
    """Short name."""
    title: str
    """Its title."""
    status: Literal["in-force", "signed", "draft", "proposed", "ended"] = "draft"
    """What it is today."""
    parties: tuple[str, ...] = ()
    """Who is bound: parties or actors of the case."""
    from_: dt.date | None = None
    """Day of entry into force; in force throughout if left out."""
    until: dt.date | None = None
    """Last day."""
    note: str | None = None
    """What a reader has to know; which facts are from memory."""
    ready: str | None = None
    """A ready agreement whose clauses it takes, by name: `vienna-document-2011`. What is written here
    stands in place of what is written there; a clause with the id of one of its clauses replaces it."""
    take: tuple[str, ...] = ()
    """The clauses that it takes of the ready agreement; all of them if left out."""
    clauses: tuple[Clause, ...] = ()
    """The clauses, in the order of the text."""

    def clause(self, clause_id: str) -> Clause:
        """The clause with this id. KeyError if there is none."""
        for one in self.clauses:
            if one.id == clause_id:
                return one
        raise KeyError(clause_id)
