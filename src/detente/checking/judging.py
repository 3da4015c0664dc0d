"""In: rows of observations and a limit. Out: readings with a verdict each, and the finding they come to.

By bounds first: beyond the limit whatever the error, within it whatever the error, else undecided. A
probability is given only where an error is stated. Where rows disagree, no average is made: each
claimant's figure is a reading, and the finding says which reading decides it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from detente.case.acts import Act, Observation
from detente.case.agreements import EvidenceRule, Step
from detente.checking.results import Duty, Estimate, Finding, Reading, Verdict

ROUNDED, LOOSE = 0.05, 0.25
"""How far "about" may be off: a rounded figure by 5 % at most (or half its last digit, if that is less);
a loose one by 25 %. Both are conventions; a finding says where they decide."""
Z90 = NormalDist().inv_cdf(0.95)
UPPER, LOWER, BELOW = "at most", "at least", "below"
WORST: tuple[Verdict, ...] = ("exceeded", "undecided", "not observable", "near threshold", "complied")
"""Which unit decides where a limit has several, each to be kept: the one with the first of these verdicts."""


@dataclass(frozen=True)
class Held:
    """What values are held against: a limit, its sense (at most, at least, below), unit and how close is near."""

    limit: float
    unit: str
    sense: str = UPPER
    near: float = 0.05
    label: str = ""


def held(step: Step, rule: EvidenceRule, sense: str = UPPER) -> tuple[Held, ...]:
    """The limit, and the strictest and loosest reading of its words where they are vague."""
    if step.value is None:
        return ()
    usual = Held(step.value, step.unit, sense, rule.near)
    by = f" ({step.reading})" if step.reading else ""
    strict = (
        [replace(usual, limit=step.low, label=f"strictest reading of the limit{by}")]
        if step.low is not None
        else []
    )
    loose = (
        [replace(usual, limit=step.high, label=f"loosest reading of the limit{by}")]
        if step.high is not None
        else []
    )
    return (usual, *strict, *loose)


def estimates(row: Observation, rule: EvidenceRule) -> tuple[tuple[str, Estimate], ...]:
    """The figure of a row with its bounds, in each way it can be read, by whom it is claimed.

    Empty where the row has no figure at all.
    """
    who, unit, error = row.claimant, row.unit, row.error or rule.error
    if row.low is not None or row.high is not None:
        low = row.low if row.low is not None else 0.0
        high = row.high if row.high is not None else math.inf
        return ((who, Estimate(low, high, unit, row.value)),)
    if row.value is None:
        return ()
    if error:
        spread = math.exp(Z90 * error)
        return ((who, Estimate(row.value / spread, row.value * spread, unit, row.value)),)
    if not row.about:
        return ((who, Estimate(row.value, row.value, unit, row.value)),)
    return tuple(
        (f"{who}, 'about' read as {name}", Estimate(row.value - off, row.value + off, unit, row.value))
        for name, off in (("rounded", rounding(row.value)), ("loose", LOOSE * row.value))
    )


def rounding(value: float) -> float:
    """How far a rounded figure may be off: half its last digit that is not 0, and at most 5 %.

    >>> rounding(127_000), rounding(100_000)
    (500.0, 5000.0)
    """
    if value == 0:
        return 0.0
    place = 10.0 ** math.floor(math.log10(abs(value)))
    while place > 1 and round(value / place) * place != value:
        place /= 10
    return min(place / 2, ROUNDED * abs(value))


def judge(value: Estimate, against: Held) -> Verdict:
    """The verdict by bounds: `undecided` where the limit lies between them."""
    if against.sense == LOWER:
        mirrored = Estimate(
            -value.high, -value.low, value.unit, None if value.best is None else -value.best
        )
        return _at_most(mirrored, -against.limit, against.near)
    if against.sense == BELOW:
        return _below(value, against)
    return _at_most(value, against.limit, against.near)


def _at_most(value: Estimate, limit: float, near: float) -> Verdict:
    if value.low > limit:
        return "exceeded"
    if value.high > limit:
        return "undecided"
    return "near threshold" if value.high > limit - near * abs(limit) else "complied"


def _below(value: Estimate, against: Held) -> Verdict:
    """Of a size from which something is due: one that is just reached is reached."""
    if value.low >= against.limit:
        return "exceeded"
    if value.high >= against.limit:
        return "undecided"
    return _at_most(value, against.limit, against.near)


def read(rows: Iterable[Observation], rule: EvidenceRule, against: Sequence[Held]) -> tuple[Reading, ...]:
    """Every reading of every row against every reading of the limit."""
    return tuple(
        Reading(_label(label, one), value, one.limit, judge(value, one), (row.id,))
        for row in rows
        for label, value in estimates(row, rule)
        for one in against
    )


def _label(label: str, against: Held) -> str:
    return f"{label}; {against.label}" if against.label else label


def verdict_of(readings: Sequence[Reading]) -> Verdict:
    """What the readings come to together: their verdict if they agree, else undecided.

    Readings that differ only in how close to the limit they are, on the right side of it, are near it.
    """
    said = {one.verdict for one in readings}
    if not said:
        return "not observable"
    if len(said) == 1:
        return next(iter(said))
    return "near threshold" if said <= {"complied", "near threshold"} else "undecided"


def deciding(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings in the unit that decides: a limit in several units is passed where it is passed in any."""
    units = dict.fromkeys(one.value.unit for one in readings)
    groups = [tuple(one for one in readings if one.value.unit == unit) for unit in units]
    return min(groups, key=lambda group: WORST.index(verdict_of(group)), default=())


def spread_of(readings: Sequence[Reading]) -> Estimate | None:
    """The widest bounds over all readings; the best figure where all give the same."""
    if not readings:
        return None
    bests = {one.value.best for one in readings}
    return Estimate(
        min(one.value.low for one in readings),
        max(one.value.high for one in readings),
        readings[0].value.unit,
        bests.pop() if len(bests) == 1 else None,
    )


def margin_of(readings: Sequence[Reading], sense: str = UPPER) -> tuple[float, float] | None:
    """Limit minus value (value minus limit where it is a least value): at worst and at best."""
    if not readings:
        return None
    if sense == LOWER:
        edges = [(one.value.low - one.limit, one.value.high - one.limit) for one in readings]
    else:
        edges = [(one.limit - one.value.high, one.limit - one.value.low) for one in readings]
    return min(low for low, _ in edges), max(high for _, high in edges)


def chance_of(
    rows: Iterable[Observation], rule: EvidenceRule, against: Sequence[Held]
) -> tuple[float, float] | None:
    """Least and greatest probability, over rows with a stated error, that the limit was passed.

    The logarithm of a count is taken as normal about the figure, with the stated standard deviation.
    """
    found = [
        _passed(row.value, error, one)
        for row in rows
        for one in against
        if (error := row.error or rule.error) and row.value and one.limit > 0
    ]
    return (min(found), max(found)) if found else None


def _passed(value: float, error: float, against: Held) -> float:
    above = NormalDist().cdf(math.log(value / against.limit) / error)
    return 1 - above if against.sense == LOWER else above


def finding(
    duty: Duty,
    first: dt.date,
    last: dt.date,
    says: str,
    readings: Sequence[Reading] = (),
    *,
    sense: str = UPPER,
    verdict: Verdict | None = None,
    rows: Sequence[Observation | Act] = (),
    probability: tuple[float, float] | None = None,
    could_have: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> Finding:
    """A finding with everything that follows from its readings filled in. `verdict` where it is not that."""
    decide = deciding(readings)
    limits = {one.limit for one in decide}
    return Finding(
        id=f"{duty.id}:{first.isoformat()}",
        clause=duty.clause.id,
        holder=duty.holder,
        claimants=duty.claimants,
        first=first,
        last=last,
        verdict=verdict or verdict_of(decide),
        says=says,
        unit=decide[0].value.unit if decide else "",
        value=spread_of(decide),
        limit=limits.pop() if len(limits) == 1 else None,
        margin=margin_of(decide, sense),
        probability=probability,
        rows=tuple(one.id for one in rows),
        sources=tuple(sorted({one.source for one in rows})),
        readings=tuple(readings),
        could_have=could_have,
        notes=notes,
    )
