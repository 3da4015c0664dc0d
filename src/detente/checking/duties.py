"""In: an agreement. Out: its duties, each with holder and claimants, and the values that hold on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from detente.case.agreements import EACH, Agreement, Clause, Step
from detente.checking.results import Duty


def duties(agreement: Agreement) -> tuple[Duty, ...]:
    """One duty for each party that a clause binds, owed to the other parties, in the order of the text."""
    return tuple(duty for clause in agreement.clauses for duty in duties_of(agreement, clause))


def duties_of(agreement: Agreement, clause: Clause) -> Iterator[Duty]:
    """The duties of one clause: mirrored ones where it binds each."""
    for holder in agreement.parties if EACH in clause.binds else clause.binds:
        yield Duty(clause, holder, tuple(one for one in agreement.parties if one != holder))


def in_turn(owed: Sequence[Duty]) -> tuple[Duty, ...]:
    """The duties, each after those of the clauses that its conditions and exceptions name; else in their order."""
    left, done = list(owed), []
    while left:
        open_ = {one.clause.id for one in left}
        ready = (one for one in left if not (_rests_on(one.clause) - {one.clause.id}) & open_)
        turn = next(ready, left[0]).clause.id
        done += [one for one in left if one.clause.id == turn]
        left = [one for one in left if one.clause.id != turn]
    return tuple(done)


def _rests_on(clause: Clause) -> set[str]:
    return {one.clause for one in clause.while_} | {one.clause for one in clause.unless if one.clause}


def steps_on(duty: Duty, day: dt.date) -> tuple[Step, ...]:
    """The values of the limit that hold for the holder on a day. Their own before those for everybody."""
    standing = [
        step
        for step in duty.clause.limits
        if (step.from_ is None or step.from_ <= day) and (step.until is None or day <= step.until)
    ]
    own = [step for step in standing if step.for_ == duty.holder]
    return tuple(own or (step for step in standing if step.for_ is None))


def zones_of(duty: Duty) -> tuple[str, ...]:
    """The zones in which a duty holds for its holder; everywhere if there is none."""
    return tuple(one.zone for one in duty.clause.where if one.for_ in (None, duty.holder))


def binds_on(agreement: Agreement, day: dt.date) -> bool:
    """Is the agreement in force on a day?"""
    begun = agreement.from_ is None or agreement.from_ <= day
    return begun and (agreement.until is None or day <= agreement.until)
