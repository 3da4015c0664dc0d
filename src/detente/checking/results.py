"""What CHECK finds: duties, estimates, findings with their evidence, states over time. Never a bare yes or no."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from detente.case.agreements import Clause

Verdict = Literal[
    "complied", "exceeded", "near threshold", "undecided", "not in force", "suspended",
    "not observable", "not yet due", "data fault",
]  # fmt: skip
VERDICTS: tuple[Verdict, ...] = (
    "exceeded", "undecided", "near threshold", "data fault", "not observable", "not yet due",
    "suspended", "not in force", "complied",
)  # fmt: skip
"""In the order in which an officer wants to see them."""


@dataclass(frozen=True)
class Duty:
    """A clause as it binds one holder, owed to the claimants. `binds: each` makes one for each party."""

    clause: Clause
    holder: str
    claimants: tuple[str, ...]

    @property
    def id(self) -> str:
        """`ex-2:russia`."""
        return f"{self.clause.id}:{self.holder}"


@dataclass(frozen=True)
class Estimate:
    """A value with its bounds. `best` is the figure as said, None where only a bound was said.

    `low` and `high` may be infinite: "more than 100,000" has no upper end.
    """

    low: float
    high: float
    unit: str
    best: float | None = None


@dataclass(frozen=True)
class Reading:
    """One way to read the evidence or the words of the limit, and what follows from it.

    label      "as Belarus and Russia declared", "about, read as rounded", "loosest reading of 'substantial'"
    """

    label: str
    value: Estimate
    limit: float
    verdict: Verdict
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Trace:
    """Where a track came nearest to a line, and the track around it: enough to draw it.

    zone, km   what it was held against
    at, when   longitude and latitude in degrees, and the moment, of the nearest fix; `row` is its row
    path       the track around it, (longitude, latitude), in pieces between gaps, thinned to be drawn
    sql        the rule as the engine was given it, where one looked through the file
    """

    zone: str
    km: float
    at: tuple[float, float]
    when: dt.datetime
    row: str
    path: tuple[tuple[tuple[float, float], ...], ...]
    sql: str = ""


@dataclass(frozen=True)
class Finding:
    """What a duty says of the observations over one window.

    id           duty and first day: `ex-2:russia:2021-09-10`, with a counter where one day has several
    value        what was counted or measured; None where nothing was seen
    limit        the value it is held against; None where it is to be agreed
    margin       limit minus value, signed so that a negative one is a breach: (at worst, at best)
    probability  that the limit was passed, where errors are known: (least, most) over the readings
    says         the finding in one sentence
    rows         ids of the observations and acts it rests on; `sources` theirs
    readings     every reading of words and figures, and its verdict: more than one where it matters
    could_have   what could have happened unseen; never counted as a breach
    synthetic    True if it rests on a track that nobody observed: it shows the rule at work, and is no evidence
    trace        where the track came nearest, for findings by tracks
    """

    id: str
    clause: str
    holder: str
    claimants: tuple[str, ...]
    first: dt.date
    last: dt.date
    verdict: Verdict
    says: str
    unit: str = ""
    value: Estimate | None = None
    limit: float | None = None
    margin: tuple[float, float] | None = None
    probability: tuple[float, float] | None = None
    rows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    could_have: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    synthetic: bool = False
    trace: Trace | None = None


@dataclass(frozen=True)
class Change:
    """A change of state of a duty, with the event, its evidence and who says so."""

    date: dt.date
    clause: str
    holder: str
    state: str
    why: str
    rows: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something about the agreement itself that keeps it from being checked: a sentence, and the clauses."""

    kind: str
    says: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataFault:
    """Something wrong with rows of data, found before anything is judged by them."""

    kind: str
    says: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checking:
    """An agreement held against the observations.

    doubts     about the agreement: a missing mirror, a limit finer than the error, an undefined zone
    faults     in the data
    changes    of state, by date
    """

    agreement: str
    title: str
    as_of: dt.date | None
    findings: tuple[Finding, ...]
    doubts: tuple[Doubt, ...] = ()
    faults: tuple[DataFault, ...] = ()
    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()
