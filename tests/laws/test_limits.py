"""Laws that every kind of limit obeys, over the whole registry, on records drawn at random."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking.made import NORTH, SOUTH, act, agreement, clause, row
from detente.case.acts import Act, Observation
from detente.case.agreements import Clause, Counted, EvidenceRule, Place, Power, Step, Window
from detente.checking.duties import duties
from detente.checking.limits.registry import LIMITS
from detente.checking.results import Finding
from detente.checking.seen import Approach, Seen

EVERY = pytest.mark.parametrize("kind", sorted(LIMITS))
START = dt.date(2020, 1, 1)
AS_OF = dt.date(2022, 12, 31)
WORSE = {"complied": 0, "near threshold": 0, "undecided": 1, "exceeded": 2}
"""How bad a verdict is; only these are compared."""


@dataclass(frozen=True)
class Record:
    rows: tuple[Observation, ...] = ()
    acts: tuple[Act, ...] = ()
    approaches: tuple[Approach, ...] = ()


def steps(*pairs: tuple[float, str]) -> tuple[Step, ...]:
    return tuple(Step(value=value, unit=unit) for value, unit in pairs)


def on_size(kind: str, *more: tuple[float, str]) -> Callable[[float], Clause]:
    return lambda x: clause(kind, *steps((1_000 * x, "troops"), *more))  # type: ignore[arg-type]


CLAUSES: dict[str, Callable[[float], Clause]] = {
    "ceiling": on_size("ceiling"),
    "ban": lambda x: clause("ban", counts=Counted(what=("exercise",))),
    "keep-out": lambda x: replace(
        clause("keep-out", Step(value=60 - x, unit="km")), where=(Place(zone="line"),)
    ),
    "exercise-size": on_size("exercise-size"),
    "exercise-frequency": lambda x: replace(
        clause("exercise-frequency", *steps((x, "activities"), (9_000, "troops"))),
        window=Window(span="calendar"),
    ),
    "exercise-duration": lambda x: clause("exercise-duration", *steps((x, "days"))),
    "exercise-simultaneity": lambda x: clause(
        "exercise-simultaneity", *steps((x, "activities"), (9_000, "troops"))
    ),
    "advance-notice": lambda x: clause("advance-notice", *steps((60 - x, "days"), (9_000, "troops"))),
    "observation": on_size("observation"),
    "response-clock": lambda x: clause("response-clock", *steps((24 * x, "hours"))),
    "data-exchange": lambda x: replace(
        clause("data-exchange", Step(from_=START, unit="exchanges")),
        due="12-15",
        evidence=EvidenceRule(complete=True),
    ),
    "inspection-quota": lambda x: replace(
        clause("inspection-quota", *steps((20 - x, "inspections"))), window=Window(span="calendar")
    ),
    "phase": lambda x: clause("phase", Step(from_=dt.date(2020, 6, 1), value=1_000 * x, unit="troops")),
    "baseline": lambda x: replace(
        clause("baseline", counts=Counted(unit=("troops",))), baseline=dt.date(2020, 6, 1)
    ),
    "consent": lambda x: clause("consent"),
    "suspension": lambda x: replace(
        clause("suspension"), on_breach=(Power(power="suspend", after_days=round(60 - x)),)
    ),
    "withdrawal": lambda x: replace(
        clause("withdrawal"), on_breach=(Power(power="withdraw", notice_days=90),)
    ),
}
"""A clause of each kind, more lenient as x grows (from 1 to 20)."""
FIXED = {"ban", "data-exchange", "baseline", "consent", "withdrawal"}
"""Kinds without a value that could be loosened."""

DAYS = st.integers(0, 1_000).map(lambda n: (START + dt.timedelta(days=n)).isoformat())
SIDES = st.sampled_from([NORTH, SOUTH])
FIGURES = st.one_of(
    st.tuples(st.integers(0, 25).map(lambda n: 1_000.0 * n), st.none(), st.none()),
    st.tuples(
        st.none(),
        st.integers(0, 12).map(lambda n: 1_000.0 * n),
        st.integers(13, 30).map(lambda n: 1_000.0 * n),
    ),
    st.tuples(st.none(), st.none(), st.none()),
)


@st.composite
def rows(draw: st.DrawFn) -> tuple[Observation, ...]:
    made = []
    for n in range(draw(st.integers(0, 5))):
        on, (value, low, high) = draw(DAYS), draw(FIGURES)
        begun = dt.date.fromisoformat(on)
        made.append(
            row(
                f"o{n}", value, low=low, high=high, on=on, by=draw(SIDES), what=f"exercise {draw(st.integers(1, 3))}",
                until=(begun + dt.timedelta(days=draw(st.integers(0, 30)))).isoformat(), about=draw(st.booleans()),
                claimant=draw(st.sampled_from(["one", "two"])), observers=draw(st.sampled_from([None, True, False])),
                notified=draw(st.sampled_from([None, (begun - dt.timedelta(days=30)).isoformat()])),
            )
        )  # fmt: skip
    return tuple(made)


@st.composite
def acts(draw: st.DrawFn) -> tuple[Act, ...]:
    made: list[Act] = []
    for n in range(draw(st.integers(0, 5))):
        by = draw(SIDES)
        to = SOUTH if by == NORTH else NORTH
        kinds = [
            "request",
            "data-exchange",
            "inspection",
            "refusal",
            "consent",
            "suspension",
            "termination",
            "meeting",
        ]
        one = act(f"a{n}", draw(st.sampled_from(kinds)), draw(DAYS), by=by, to=to)  # type: ignore[arg-type]
        made.append(one)
        if one.kind == "request" and draw(st.booleans()):
            later = (one.date + dt.timedelta(days=draw(st.integers(0, 20)))).isoformat()
            made.append(act(f"b{n}", "answer", later, by=to, to=by, answers=one.id))
    return tuple(made)


@st.composite
def approaches(draw: st.DrawFn) -> tuple[Approach, ...]:
    made = []
    for n in range(draw(st.integers(0, 3))):
        at = dt.datetime(2021, 1, 1) + dt.timedelta(hours=draw(st.integers(0, 1_000)))
        best, error = draw(st.integers(20, 80)), draw(st.integers(0, 5))
        made.append(
            Approach(
                f"flight {n}", draw(SIDES), None, at, at, "line", 50, best - error, best, best + error, 0, False, None,
                (f"t{n}",), ("book",),
            )
        )  # fmt: skip
    return tuple(made)


RECORDS = st.builds(Record, rows(), acts(), approaches())


def find(one: Clause, record: Record, as_of: dt.date = AS_OF) -> list[Finding]:
    seen = Seen(as_of, record.rows, record.acts, record.approaches)
    return [found for duty in duties(agreement(one)) for found in LIMITS[one.kind](duty, seen)]


def test_there_is_a_clause_of_every_kind():
    assert CLAUSES.keys() == LIMITS.keys()


@EVERY
@given(record=RECORDS, order=st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_changes_nothing(kind: str, record: Record, order: random.Random):
    def mixed(some: tuple) -> tuple:
        return tuple(order.sample(some, len(some)))

    other = Record(mixed(record.rows), mixed(record.acts), mixed(record.approaches))
    one = CLAUSES[kind](5)
    assert summary(find(one, record)) == summary(find(one, other))


def summary(found: list[Finding]) -> Counter[tuple[object, ...]]:
    """The findings, in any order. They are not sorted: a value may be unknown."""
    return Counter((each.id, each.verdict, each.value, each.margin, frozenset(each.rows)) for each in found)


@EVERY
@given(record=RECORDS)
@settings(max_examples=20, deadline=None)
def test_exchanged_parties_exchange_the_findings(kind: str, record: Record):
    other = {NORTH: SOUTH, SOUTH: NORTH}
    swapped = Record(
        tuple(replace(each, by=other[each.by or NORTH]) for each in record.rows),
        tuple(
            replace(each, by=tuple(other[x] for x in each.by), to=tuple(other[x] for x in each.to))
            for each in record.acts
        ),
        tuple(replace(each, by=other[each.by or NORTH]) for each in record.approaches),
    )
    one = CLAUSES[kind](5)
    mine = sorted((each.holder, each.first, each.verdict, each.rows) for each in find(one, record))
    theirs = sorted(
        (other[each.holder], each.first, each.verdict, each.rows) for each in find(one, swapped)
    )
    assert mine == theirs


@pytest.mark.parametrize("kind", sorted(set(LIMITS) - FIXED))
@given(record=RECORDS, x=st.integers(1, 18))
@settings(max_examples=20, deadline=None)
def test_a_more_lenient_limit_makes_no_finding_worse(kind: str, record: Record, x: int):
    strict = {each.id: each.verdict for each in find(CLAUSES[kind](x), record)}
    lenient = {each.id: each.verdict for each in find(CLAUSES[kind](x + 1), record)}
    for name in strict.keys() & lenient.keys():
        if strict[name] in WORSE and lenient[name] in WORSE:
            assert WORSE[lenient[name]] <= WORSE[strict[name]], name


@EVERY
@given(record=RECORDS)
@settings(max_examples=20, deadline=None)
def test_what_is_not_known_is_never_a_breach_nor_compliance(kind: str, record: Record):
    """With every figure, notice and answer unknown nothing is decided that rests on them."""
    rows_ = tuple(
        replace(each, value=None, low=None, high=None, notified=None, observers=None)
        for each in record.rows
    )
    counting = {"exercise-frequency", "exercise-simultaneity"}  # allowed none, one that may count is open
    one = CLAUSES[kind](0 if kind in counting else 5)
    counted_by_presence = {"ban", "exercise-duration"}
    found = [each for each in find(one, Record(rows_)) if each.rows]
    if kind not in counted_by_presence:
        assert {each.verdict for each in found} <= {"undecided", "not observable", "not yet due"}


@EVERY
@given(record=RECORDS, cut=st.integers(0, 1_000))
@settings(max_examples=20, deadline=None)
def test_data_in_two_files_are_judged_as_data_in_one(kind: str, record: Record, cut: int):
    day = START + dt.timedelta(days=cut)
    early = tuple(each for each in record.rows if each.date < day)
    late = tuple(each for each in record.rows if each.date >= day)
    one = CLAUSES[kind](5)
    assert summary(find(one, record)) == summary(find(one, replace(record, rows=(*late, *early))))


@EVERY
def test_nothing_seen_is_never_told_as_compliance(kind: str):
    found = find(CLAUSES[kind](5), Record())
    kept = {"data-exchange"}  # what is due and missing in a complete record is a finding of its own
    assert "complied" not in {each.verdict for each in found}
    assert kind in kept or "exceeded" not in {each.verdict for each in found}
