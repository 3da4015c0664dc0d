"""`LIMITS`: the function of each kind of limit, under its name in a clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.case.agreements import LimitKind
from detente.checking.limits import clocks, counts, distances, exercises, powers
from detente.checking.results import Duty, Finding
from detente.checking.seen import Seen

Limit = Callable[[Duty, Seen], tuple[Finding, ...]]

LIMITS: Mapping[LimitKind, Limit] = {
    "ceiling": counts.ceiling,
    "ban": counts.ban,
    "keep-out": distances.keep_out,
    "exercise-size": exercises.size,
    "exercise-frequency": exercises.frequency,
    "exercise-duration": exercises.duration,
    "exercise-simultaneity": exercises.simultaneity,
    "advance-notice": exercises.notice,
    "observation": exercises.observation,
    "response-clock": clocks.response,
    "data-exchange": clocks.exchange,
    "inspection-quota": clocks.quota,
    "phase": counts.phase,
    "baseline": counts.baseline,
    "consent": powers.consent,
    "suspension": powers.suspension,
    "withdrawal": powers.withdrawal,
}
"""Each takes a duty and what was seen, and finds; none looks at another clause, or at state."""
