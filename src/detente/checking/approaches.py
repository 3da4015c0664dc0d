"""In: tracks, a line and the rule for evidence. Out: `Approach` by `Approach`: runs beyond the limit, nearest fixes.

A single fix beyond a limit proves nothing: with an error of 1 to 2 km an honest track at 52 km from a line at
50 km has one in half to all of its flights. So a run has to lie beyond the limit by a margin of its own error,
and to last. Data faults are found first, and gaps are told as what could have happened, never as a breach.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.case.agreements import EvidenceRule
from detente.checking.judging import Z90
from detente.checking.results import DataFault
from detente.checking.runs import Gap, Partial, Run, observe
from detente.checking.seen import Approach
from detente.checking.telling import amount
from detente.checking.tracks.clean import clean
from detente.checking.tracks.table import Track
from detente.maths.alarms import run_probability
from detente.maths.detection import chance_inside, gap_depth

Floats = NDArray[np.float64]

LASTING_S = 570.0
"""How long position errors may last: 0.9 from one minute to the next falls to 1/e in 570 seconds."""
STEPS = 400
"""Fixes up to which the false-alarm figure is solved; a longer track goes on at the rate reached there."""


@dataclass(frozen=True)
class Line:
    """What a track is held against.

    zone      its id
    limit_km  how far from the line to stay, in km
    distance  km to the line of positions (lon, lat in degrees), negative on the wrong side
    reach_km  where `distance` gives NaN the line is known to be at least as far as this
    """

    zone: str
    limit_km: float
    distance: Callable[[Floats, Floats], Floats]
    reach_km: float = math.inf


@dataclass(frozen=True)
class Approaches:
    """Every run beyond the limit that lasted, or else the nearest fix, of each track; and what was wrong."""

    approaches: tuple[Approach, ...]
    faults: tuple[DataFault, ...]


def find_approaches(tracks: Iterable[Track], line: Line, rule: EvidenceRule) -> Approaches:
    """Hold tracks against a line. A track without a good fix has faults and no approach."""
    found: list[Approach] = []
    faults: list[DataFault] = []
    for raw in tracks:
        cleaned = clean(raw, rule.speed_km_h)
        faults += cleaned.faults
        if len(cleaned.track):
            found += approaches_of(cleaned.track, line, rule)
    return Approaches(tuple(found), tuple(faults))


def approaches_of(track: Track, line: Line, rule: EvidenceRule) -> tuple[Approach, ...]:
    """The approaches of a clean track in order of time, with one good fix at least."""
    return concluded(track, partial(track, line, rule), line, rule)


def partial(track: Track, line: Line, rule: EvidenceRule) -> Partial:
    """What a clean track, or a piece of one, gives; pieces go together by `runs.merged`."""
    km = np.asarray(line.distance(track.lon, track.lat), float)
    return observe(
        track.t,
        np.where(np.isnan(km), line.reach_km, km),
        errors(track, rule),
        track.row,
        limit_km=line.limit_km,
        margin_sigma=rule.margin_sigma,
        max_gap_s=rule.max_gap_s,
    )


def errors(track: Track, rule: EvidenceRule) -> Floats:
    """The error of each fix: its own, else the rule's, else 0 (and no probability is given)."""
    return np.where(np.isnan(track.sigma_km), rule.sigma_km or 0.0, track.sigma_km)


# ---------------------------------------------------------------- what it comes to


def concluded(track: Track, whole: Partial, line: Line, rule: EvidenceRule) -> tuple[Approach, ...]:
    """A breach for every run that lasted; if there is none, the nearest fix and the longest run."""
    lasting = [run for run in whole.runs if run.seconds >= rule.dwell_s]
    could = tuple(_could_have(whole, line, rule))
    false = false_alarm(whole, rule)
    if not lasting:
        return (_approach(track, whole, None, line, could, false),)
    return tuple(_approach(track, whole, run, line, could, false) for run in lasting)


def _approach(
    track: Track,
    whole: Partial,
    run: Run | None,
    line: Line,
    could: tuple[str, ...],
    false: tuple[float, float] | None,
) -> Approach:
    nearest = run.least if run else whole.least
    first, last = (run.first, run.last) if run else (whole.first, whole.last)
    longest = whole.longest
    spread = Z90 * nearest.sigma_km
    return Approach(
        object=track.object,
        by=track.by,
        platform=track.platform,
        first=moment(first.t),
        last=moment(last.t),
        zone=line.zone,
        km=line.limit_km,
        low=nearest.km - spread,
        best=nearest.km,
        high=nearest.km + spread,
        seconds=run.seconds if run else longest.seconds if longest else 0.0,
        passed=run is not None,
        probability=_chance(run, line) if run else _chance(longest, line) if longest else None,
        rows=tuple(f"{track.source}#{n}" for n in dict.fromkeys((first.row, nearest.row, last.row))),
        sources=(track.source,),
        could_have=could,
        false_alarm=false,
    )


def _chance(run: Run, line: Line) -> float | None:
    """That it was beyond the limit on the mean of a run, if its errors last as long as the run does."""
    if run.sigma_km == 0:
        return None
    return float(chance_inside(run.mean_km - line.limit_km, run.sigma_km))


def moment(seconds: float) -> dt.datetime:
    """UTC seconds as a moment; years beyond 1 to 9999 at their ends."""
    bounded = min(max(seconds, -62_135_596_800.0), 253_402_300_799.0)
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=bounded)


# ---------------------------------------------------------------- what could have happened


def _could_have(whole: Partial, line: Line, rule: EvidenceRule) -> Iterator[str]:
    for gap in whole.gaps:
        when = f"From {_clock(gap.before.t)} to {_clock(gap.after.t)} UTC, {gap.seconds:,.0f} seconds without a fix"
        if rule.speed_km_h is None:
            yield f"{when}: how near it could have come is not known, since no greatest speed is stated."
        elif (depth := _depth(gap, line, rule.speed_km_h)) > 0:
            deep = amount(round(depth, 1 if depth >= 1 else 2), "km")
            yield (
                f"{when}: at up to {amount(rule.speed_km_h, 'km/h')} it could have come "
                f"{deep} beyond the limit of {amount(line.limit_km, 'km')}."
            )


def _depth(gap: Gap, line: Line, speed: float) -> float:
    before, after = gap.before.km - line.limit_km, gap.after.km - line.limit_km
    return float(gap_depth(before, after, gap.seconds, speed))


def _clock(seconds: float) -> str:
    return f"{moment(seconds):%Y-%m-%d %H:%M:%S}"


# ---------------------------------------------------------------- how often the rule is wrong


def false_alarm(whole: Partial, rule: EvidenceRule) -> tuple[float, float] | None:
    """How often the rule calls a breach of a track as long as this that keeps exactly to the limit.

    With errors independent from fix to fix, and with errors that last 570 seconds; the true figure lies
    between wherever errors last less. None without an error, without a margin or for a single fix.
    """
    seconds = whole.last.t - whole.first.t
    if not _has_error(whole) or whole.count < 2 or seconds <= 0:
        return None
    step = max(seconds / (whole.count - 1), rule.dwell_s / 5)
    run, steps = math.ceil(rule.dwell_s / step - 1e-9) + 1, round(seconds / step) + 1
    independent, lasting = (
        _over(steps, run, rule.margin_sigma, correlation)
        for correlation in (0.0, min(0.99, math.exp(-step / LASTING_S)))
    )
    return min(independent, lasting), max(independent, lasting)


def _has_error(whole: Partial) -> bool:
    return min(whole.first.sigma_km, whole.last.sigma_km, whole.least.sigma_km) > 0


def _over(steps: int, run: int, margin: float, correlation: float) -> float:
    """The chance over so many fixes; beyond `STEPS` it goes on at the rate of the last half of them."""
    if steps <= STEPS:
        return run_probability(np.full(steps, -margin), run, correlation)
    half, full = (1 - run_probability(np.full(n, -margin), run, correlation) for n in (STEPS // 2, STEPS))
    if full <= 0:
        return 1.0
    return float(1 - full * (full / half) ** ((steps - STEPS) / (STEPS / 2)))
