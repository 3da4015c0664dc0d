"""Alarms on tracks near a line: how often on an honest one, how often on one that came too near.

The honest track keeps to 52 km from a line with a limit of 50 km, for 120 fixes a minute apart. The other one does
the same, except for 20 minutes at 45 km. Positions have an error of 1 or 2 km, independent from fix to fix or with a
correlation of 0.9 from one to the next; 0.97, which is harder, is tried as well. Every run goes through the rule
of the product itself.

Wanted of a rule: at most 0.5 % of the honest tracks, at least 70 % of the others at an error of 2 km. Beside each
share seen stand its 95 % interval (Wilson) and the figure that `maths.alarms.run_probability` solves for. The
alarm on a single fix, which many tools raise, is the peer.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from common import is_quick, show, show_place
from numpy.typing import NDArray

from detente.case.agreements import EvidenceRule
from detente.checking.approaches import Line, partial
from detente.checking.tracks.table import track
from detente.maths.alarms import run_probability, wilson

Floats = NDArray[np.float64]

LIMIT_KM, HONEST_KM, DEEP_KM = 50.0, 52.0, 45.0
FIXES, LONG = 120, 20
STEP_S = 60.0
KM_A_DEGREE = 111.2
LINE = Line("line", LIMIT_KM, lambda lon, lat: lat * KM_A_DEGREE)
RULES = {
    "a single fix": EvidenceRule(dwell_s=0, margin_sigma=0),
    "240 s in a row": EvidenceRule(dwell_s=240, margin_sigma=0),
    "240 s beyond 2 sigma": EvidenceRule(dwell_s=240, margin_sigma=2),
    "120 s beyond 2.4 sigma": EvidenceRule(dwell_s=120, margin_sigma=2.4),
}
CORRELATIONS = (0.0, 0.9, 0.97)
MOST_FALSE, LEAST_FOUND = 0.005, 0.70
SEED = 20221217


@dataclass(frozen=True)
class Share:
    """Alarms in so many runs, and the share that was solved for."""

    alarms: int
    runs: int
    solved: float


def noise(runs: int, correlation: float, generator: np.random.Generator) -> Floats:
    """Standard normal errors, a run a row, each correlated with the one before."""
    errors = generator.normal(size=(runs, FIXES))
    for n in range(1, FIXES):
        errors[:, n] = correlation * errors[:, n - 1] + math.sqrt(1 - correlation**2) * errors[:, n]
    return errors


def distances(deep: bool) -> Floats:
    """True km to the line, fix by fix."""
    km = np.full(FIXES, HONEST_KM)
    if deep:
        km[50 : 50 + LONG] = DEEP_KM
    return km


def alarmed(km: Floats, sigma: float, rule: EvidenceRule) -> bool:
    """Does the product's rule call a breach of a track measured at these distances?"""
    seconds: Floats = np.arange(FIXES, dtype=np.float64) * STEP_S
    flown = track("bomber", seconds, seconds / 6000, km / KM_A_DEGREE, sigma_km=sigma)
    return any(run.seconds >= rule.dwell_s for run in partial(flown, LINE, rule).runs)


def measured(deep: bool, sigma: float, correlation: float, rule: EvidenceRule, runs: int) -> Share:
    """So many tracks, and the alarms on them."""
    generator = np.random.default_rng([SEED, deep, int(sigma), int(100 * correlation)])
    true = distances(deep)
    alarms = sum(alarmed(true + sigma * row, sigma, rule) for row in noise(runs, correlation, generator))
    in_a_row = int(rule.dwell_s / STEP_S) + 1
    solved = run_probability((LIMIT_KM - true) / sigma - rule.margin_sigma, in_a_row, correlation)
    return Share(alarms, runs, solved)


def told(share: Share) -> tuple[str, str, str]:
    """The share seen, its interval and the share solved for, in per cent."""
    low, high = wilson(share.alarms, share.runs)
    return f"{share.alarms / share.runs:.2%}", f"{low:.2%} to {high:.2%}", f"{share.solved:.2%}"


def rows(deep: bool, runs: int) -> Iterator[tuple[str, ...]]:
    """A row for each rule, error and correlation."""
    for name, rule in RULES.items():
        for sigma in (1.0, 2.0):
            for correlation in CORRELATIONS:
                share = measured(deep, sigma, correlation, rule, runs)
                yield (name, f"{sigma:g} km", f"{correlation:g}", *told(share), meets(deep, sigma, share))


def meets(deep: bool, sigma: float, share: Share) -> str:
    """Does the share solved for meet what is wanted, and does the interval seen not contradict it?"""
    if deep and sigma < 2:
        return ""
    low, high = wilson(share.alarms, share.runs)
    if deep:
        return "yes" if share.solved >= LEAST_FOUND and high >= LEAST_FOUND else "no"
    return "yes" if share.solved <= MOST_FALSE and low <= MOST_FALSE else "no"


def main() -> None:
    runs = 500 if is_quick(__doc__ or "") else 10_000
    show_place()
    began = time.process_time()
    for deep, title in ((False, "Honest track: alarms"), (True, "20 minutes at 45 km: alarms")):
        print(f"**{title}**, {runs:,} runs each\n")
        show(
            ("rule", "error", "correlation", "seen", "95 % interval", "solved for", "as wanted"),
            rows(deep, runs),
        )
    print(f"{time.process_time() - began:.0f} CPU seconds")


if __name__ == "__main__":
    main()
