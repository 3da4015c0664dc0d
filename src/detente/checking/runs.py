"""In: distances of one object's fixes to a line. Out: a `Partial`: its runs beyond the limit, gaps and nearest fix.

A track may be cut anywhere and each piece observed by itself: `merge` of the partials is bit for bit what
the whole would have given. Sums are kept in whole millimetres, so that no rounding hangs on the cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MM = 1_000_000
"""Millimetres in a km."""


@dataclass(frozen=True)
class Fix:
    """One fix: UTC seconds, km to the line (negative on the wrong side), its error in km, and its row."""

    t: float
    km: float
    sigma_km: float
    row: int


@dataclass(frozen=True)
class Run:
    """Fixes in a row beyond the limit by the margin, with no gap too long between them.

    mm, sigma_mm  sums of the distances and of the errors, in whole mm
    """

    first: Fix
    last: Fix
    least: Fix
    count: int
    mm: int
    sigma_mm: int

    @property
    def seconds(self) -> float:
        return self.last.t - self.first.t

    @property
    def mean_km(self) -> float:
        return self.mm / self.count / MM

    @property
    def sigma_km(self) -> float:
        """The mean error: what the mean of errors that do not change along the run still has."""
        return self.sigma_mm / self.count / MM


@dataclass(frozen=True)
class Gap:
    """Two fixes with nothing between them for longer than a run may be interrupted."""

    before: Fix
    after: Fix

    @property
    def seconds(self) -> float:
        return self.after.t - self.before.t


@dataclass(frozen=True)
class Partial:
    """What has been seen of a track, or of a piece of it.

    first, last  its ends; `open` and `shut` tell whether a run touches them, which is then the first
                 or the last of `runs`
    least        the nearest fix, the earliest of equal ones
    """

    count: int
    first: Fix
    last: Fix
    least: Fix
    open: bool
    shut: bool
    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]
    max_gap_s: float

    @property
    def longest(self) -> Run | None:
        """The longest run in seconds, the earliest of equal ones."""
        return max(self.runs, key=lambda run: (run.seconds, -run.first.t), default=None)


def observe(
    t: Floats,
    km: Floats,
    sigma_km: Floats,
    row: Ints,
    *,
    limit_km: float,
    margin_sigma: float,
    max_gap_s: float,
) -> Partial:
    """Runs, gaps and nearest fix of a piece of a track in strict order of time, of one fix at least.

    A fix is beyond the limit where km + margin_sigma * sigma_km < limit_km.
    """
    beyond = km + margin_sigma * sigma_km < limit_km
    breaks = np.diff(t) > max_gap_s
    edge = np.concatenate([[True], (np.diff(beyond.astype(np.int8)) != 0) | breaks, [True]])
    starts, ends = np.flatnonzero(edge[:-1]), np.flatnonzero(edge[1:])
    mm, sigma_mm = np.rint(km * MM), np.rint(sigma_km * MM)

    def fix(n: int) -> Fix:
        return Fix(float(t[n]), float(km[n]), float(sigma_km[n]), int(row[n]))

    runs = tuple(
        Run(
            fix(a), fix(b), fix(a + int(np.argmin(km[a : b + 1]))), b - a + 1,
            int(mm[a : b + 1].sum()), int(sigma_mm[a : b + 1].sum()),
        )
        for a, b in zip(starts.tolist(), ends.tolist(), strict=True)
        if beyond[a]
    )  # fmt: skip
    gaps = tuple(Gap(fix(n), fix(n + 1)) for n in np.flatnonzero(breaks).tolist())
    ends_beyond = bool(beyond[0]), bool(beyond[-1])
    return Partial(
        len(t), fix(0), fix(len(t) - 1), fix(int(np.argmin(km))), *ends_beyond, runs, gaps, max_gap_s
    )


def merge(one: Partial, other: Partial) -> Partial:
    """Two pieces as one. ValueError if the second does not begin after the first has ended."""
    if not one.last.t < other.first.t or one.max_gap_s != other.max_gap_s:
        raise ValueError("pieces of a track are merged in order of time, and under one rule")
    parted = other.first.t - one.last.t > one.max_gap_s
    between = (Gap(one.last, other.first),) if parted else ()
    joined = one.shut and other.open and not parted
    middle = (_grown(one.runs[-1], other.runs[0]),) if joined else (*one.runs[-1:], *other.runs[:1])
    return replace(
        one,
        count=one.count + other.count,
        last=other.last,
        least=_nearer(one.least, other.least),
        shut=other.shut,
        runs=(*one.runs[:-1], *middle, *other.runs[1:]),
        gaps=(*one.gaps, *between, *other.gaps),
    )


def _grown(one: Run, other: Run) -> Run:
    return Run(
        one.first,
        other.last,
        _nearer(one.least, other.least),
        one.count + other.count,
        one.mm + other.mm,
        one.sigma_mm + other.sigma_mm,
    )


def _nearer(one: Fix, other: Fix) -> Fix:
    return min(one, other, key=lambda fix: (fix.km, fix.t))


def merged(pieces: Iterator[Partial]) -> Partial:
    """Any number of pieces, in order of time, as one."""
    return reduce(merge, pieces)
