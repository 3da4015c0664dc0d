"""Small agreements, rows and acts for the tests: two states, Northland and Southland."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from detente.case.acts import Act, ActKind, Observation
from detente.case.agreements import Agreement, Clause, Counted, LimitKind, Provenance, Step
from detente.checking.duties import duties
from detente.checking.limits.registry import LIMITS
from detente.checking.results import Finding
from detente.checking.seen import Approach, Seen

NORTH, SOUTH = "north", "south"
OWN = Provenance(document="made for a test")
ANY = Counted()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def clause(kind: LimitKind, *limits: Step, counts: Counted = ANY, id: str = "c1") -> Clause:
    return Clause(
        id=id,
        number="1",
        heading="Limit",
        text="A limit.",
        source=OWN,
        kind=kind,
        limits=limits,
        counts=counts,
    )


def agreement(*clauses: Clause) -> Agreement:
    return Agreement(id="made", title="Made", parties=(NORTH, SOUTH), clauses=clauses)


def row(
    id: str,
    value: float | None = None,
    unit: str = "troops",
    *,
    by: str = NORTH,
    on: str = "2021-09-10",
    until: str | None = None,
    what: str = "exercise one",
    low: float | None = None,
    high: float | None = None,
    about: bool = False,
    claimant: str = "Northland",
    part_of: str | None = None,
    notified: str | None = None,
    observers: bool | None = None,
    error: float | None = None,
    status: str | None = None,
) -> Observation:
    return Observation(
        id=id, date=day(on), until=day(until) if until else None, what=what, value=value, low=low, high=high,
        unit=unit, about=about, by=by, claimant=claimant, part_of=part_of, status=status, error=error,
        notified=day(notified) if notified else None, observers=observers, source="book",
    )  # fmt: skip


def act(
    id: str,
    kind: ActKind,
    on: str,
    *,
    by: str = SOUTH,
    to: str = NORTH,
    time: str | None = None,
    answers: str | None = None,
    until: str | None = None,
    clause: str | None = "c1",
) -> Act:
    return Act(
        id=id, date=day(on), until=day(until) if until else None, by=(by,), to=(to,), kind=kind, time=time,
        answers=answers, clause=clause, what=f"{kind} by {by}.", source="book",
    )  # fmt: skip


def found(
    one: Clause,
    rows: Sequence[Observation] = (),
    acts: Sequence[Act] = (),
    *,
    approaches: Sequence[Approach] = (),
    as_of: str = "2022-02-28",
    holder: str = NORTH,
) -> tuple[Finding, ...]:
    """What the limit finds for a holder, by day."""
    seen = Seen(as_of=day(as_of), observations=tuple(rows), acts=tuple(acts), approaches=tuple(approaches))
    mine = [duty for duty in duties(agreement(one)) if duty.holder == holder]
    findings = [each for duty in mine for each in LIMITS[one.kind](duty, seen)]
    return tuple(sorted(findings, key=lambda each: (each.first, each.id)))


def verdicts(findings: Sequence[Finding]) -> list[str]:
    return [each.verdict for each in findings]
