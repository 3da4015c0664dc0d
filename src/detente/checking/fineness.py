"""In: a clause and a case. Out: doubts where a limit is finer than what it is measured by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.case.acts import Observation
from detente.case.agreements import Agreement, Clause, LimitKind
from detente.case.case import Case
from detente.checking.results import Doubt
from detente.checking.seen import counted
from detente.checking.telling import amount, names

COUNTS: tuple[LimitKind, ...] = ("ceiling", "ban", "phase", "exercise-size")
"""Kinds of limit whose value is a greatest number."""
ACTIVITIES: tuple[LimitKind, ...] = (
    "exercise-size", "exercise-frequency", "exercise-duration", "exercise-simultaneity",
    "advance-notice", "observation",
)  # fmt: skip
"""Kinds of limit that look at activities, whatever unit their size is in."""


def finer_than_error(agreement: Agreement, case: Case) -> tuple[Doubt, ...]:
    """A limit that lies within the error of what it is measured by."""
    looks = (_fine_distances, _fine_counts, _fine_clocks)
    return tuple(one for clause in agreement.clauses for look in looks for one in look(clause, case))


def _fine_distances(clause: Clause, case: Case) -> Iterator[Doubt]:
    """Nearer than the margin to the line itself nothing could ever be called a breach."""
    rule = clause.evidence
    if rule.sigma_km is None:
        return
    least = max(1.0, rule.margin_sigma) * rule.sigma_km
    for place in clause.where:
        if place.km is not None and place.km <= least:
            says = (
                f"{amount(place.km, 'km')} from {place.zone} cannot be told apart where positions are known to"
                f" {amount(rule.sigma_km, 'km')} and a breach lies {rule.margin_sigma:g} times that beyond."
            )
            yield doubt("finer than the error", says, clause)


def _fine_counts(clause: Clause, case: Case) -> Iterator[Doubt]:
    """The band that is called near the limit is narrower than the error of the counts."""
    errors = [row.error for row in rows_that_count(clause, case) if row.error]
    error = min(errors, default=clause.evidence.error)
    if error is None or error <= clause.evidence.near or clause.kind not in (*COUNTS, *ACTIVITIES):
        return
    for step in clause.limits:
        if step.value and step.unit not in ("days", "hours", "activities", "exercises"):
            says = (
                f"counts are known to {error:.0%} at best, and {clause.evidence.near:.0%} below"
                f" {amount(step.value, step.unit)} is called near: near and above cannot be told apart."
            )
            yield doubt("finer than the error", says, clause)


def _fine_clocks(clause: Clause, case: Case) -> Iterator[Doubt]:
    """A clock of hours over acts whose hour is not known."""
    rows = [act.id for act in case.acts if act.clause == clause.id and act.time is None]
    step = next((one for one in clause.limits if one.unit == "hours" and one.value is not None), None)
    if clause.kind == "response-clock" and step is not None and step.value is not None and rows:
        told = f"{amount(step.value, 'hours')} are counted by acts whose hour is not known"
        says = f"{told} ({names(rows)}): exact to a day only."
        yield doubt("finer than the error", says, clause)


def rows_that_count(clause: Clause, case: Case) -> tuple[Observation, ...]:
    """The observations that a clause could count, whoever they are of and wherever they were."""
    if clause.kind == "keep-out":
        units: tuple[str, ...] = ("km",)
    elif clause.kind in ACTIVITIES:
        units = ()
    else:
        units = tuple(dict.fromkeys(step.unit for step in clause.limits))
    return counted(case.observations, clause.counts, units)


def doubt(kind: str, says: str, *clauses: Clause) -> Doubt:
    """A doubt about the first of these clauses, in view of the others."""
    first = clauses[0]
    return Doubt(kind, f"Clause {first.number}, {first.heading}: {says}", ids_of(clauses))


def ids_of(some: Sequence[Clause]) -> tuple[str, ...]:
    """The ids of clauses."""
    return tuple(one.id for one in some)
