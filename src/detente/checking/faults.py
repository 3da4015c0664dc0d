"""In: rows of observations. Out: a `DataFault` for what is wrong with them, found before anything is judged by them.

What is wrong with positions is found where a track is cleaned: `tracks.clean`.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import groupby

from detente.case.acts import Observation
from detente.case.agreements import EvidenceRule
from detente.checking.judging import estimates
from detente.checking.results import DataFault
from detente.checking.telling import amount, names

Rows = Sequence[Observation]
APART = frozenset({"id", "note"})
"""Fields in which two rows of one report may differ."""
DOUBLE = (1.8, 2.2)
"""How many times its neighbours a figure is to look counted twice."""
ALIKE = 1.25
"""How far the two neighbours may be from each other for that, as a ratio."""
NEIGHBOURS = dt.timedelta(days=200)
"""How far a neighbour may be in time: two quarters."""


def faults_of(rows: Rows) -> tuple[DataFault, ...]:
    """Everything that is wrong with rows of counts, by kind, in the order of the rows."""
    return tuple(fault for rule in FAULTS.values() for fault in rule(rows))


def same_row_twice(rows: Rows) -> Iterator[DataFault]:
    """The same report, word for word, under two ids: counted once too often if both are believed."""
    names_of = [one.name for one in fields(Observation) if one.name not in APART]
    seen: dict[tuple[object, ...], list[Observation]] = {}
    for row in rows:
        seen.setdefault(tuple(getattr(row, name) for name in names_of), []).append(row)
    for copies in seen.values():
        if len(copies) > 1:
            ids = tuple(sorted(row.id for row in copies))
            says = f"{names(ids)} are one row: {copies[0].what}, {copies[0].date}, as {copies[0].claimant} says."
            yield DataFault("same row twice", says, ids)


def out_of_range(rows: Rows) -> Iterator[DataFault]:
    """Figures that no count can be: negative, not a number, the low end above the high, the figure outside both."""
    for row in rows:
        wrong = _wrong(row)
        if wrong:
            yield DataFault("figure", f"{row.id}: {row.what}, {row.date}: {wrong}.", (row.id,))


def _wrong(row: Observation) -> str:
    told = {"value": row.value, "low": row.low, "high": row.high}
    stated = {name: value for name, value in told.items() if value is not None}
    for name, value in stated.items():
        if not math.isfinite(value):
            return f"its {name} is not a number"
        if value < 0:
            return f"its {name} is {value:g}, and a count is never negative"
    low, high = row.low if row.low is not None else 0.0, row.high if row.high is not None else math.inf
    if low > high:
        return f"its low, {low:g}, is above its high, {high:g}"
    if row.value is not None and not low <= row.value <= high:
        return f"its value, {row.value:g}, is not between its low and its high"
    return ""


def backwards(rows: Rows) -> Iterator[DataFault]:
    """A span that ends before it begins."""
    for row in rows:
        if row.until is not None and row.until < row.date:
            says = f"{row.id}: {row.what} ends on {row.until}, before it begins on {row.date}."
            yield DataFault("backwards", says, (row.id,))


def inexact_dates(rows: Rows) -> Iterator[DataFault]:
    """Days that are known to the month or the year only: windows and notices of days are not exact there."""
    for exact in ("month", "year"):
        ids = tuple(sorted(row.id for row in rows if row.dated == exact))
        if ids:
            are = "is" if len(ids) == 1 else "are"
            yield DataFault("dates", f"{names(ids)} {are} dated to the {exact} only.", ids)


def doubled(rows: Rows) -> Iterator[DataFault]:
    """A figure of a series that is about twice those before and after it, which agree: counted twice?"""
    for before, row, after in _neighbours(rows):
        low, high = sorted((before.value or 0.0, after.value or 0.0))
        if row.value and low > 0 and high <= ALIKE * low and _is_double(row.value, low, high):
            says = (
                f"{row.id}: {row.what}, {row.date}: {amount(row.value, row.unit)} is about twice what is given for "
                f"{before.date} and {after.date} ({amount(before.value or 0.0, row.unit)} and "
                f"{amount(after.value or 0.0, row.unit)}): it may have been counted twice."
            )
            yield DataFault("doubled", says, (row.id, before.id, after.id))


def _is_double(value: float, low: float, high: float) -> bool:
    return DOUBLE[0] * low <= value <= DOUBLE[1] * high


def empty_quarter(rows: Rows) -> Iterator[DataFault]:
    """A zero between two figures above zero: more often a report that is missing than a force that was gone."""
    for before, row, after in _neighbours(rows):
        if row.value == 0 and (before.value or 0) > 0 and (after.value or 0) > 0:
            says = (
                f"{row.id}: {row.what}, {row.date}: 0 {row.unit} between {before.value:,g} and {after.value:,g}: a "
                "report that is missing looks like that as well."
            )
            yield DataFault("zero", says, (row.id, before.id, after.id))


def _neighbours(rows: Rows) -> Iterator[tuple[Observation, Observation, Observation]]:
    """Every figure of a series with the ones before and after it, where both are near in time."""
    valued = sorted(
        (row for row in rows if row.value is not None), key=lambda row: (_series(row), row.date, row.id)
    )
    for _, group in groupby(valued, key=_series):
        series = list(group)
        for before, row, after in zip(series, series[1:], series[2:], strict=False):
            if before.date < row.date < after.date and after.date - before.date <= 2 * NEIGHBOURS:
                yield before, row, after


def _series(row: Observation) -> tuple[str, ...]:
    parts = (row.what, row.unit, row.by, row.place, row.zone, row.status, row.claimant, row.counting)
    return tuple(part or "" for part in parts)


def parts_above_whole(rows: Rows) -> Iterator[DataFault]:
    """Parts that come to more than what they are parts of, by one claimant, whatever "about" is read as."""
    for whole in rows:
        parts = [row for row in rows if row.part_of == whole.id and _adds_up(row, whole)]
        most = _most(whole)
        least = sum(_least(row) for row in parts)
        if parts and most is not None and least > most:
            ids = (whole.id, *sorted(row.id for row in parts))
            says = (
                f"{names(ids[1:])} come to {amount(least, whole.unit)} at least, more than the "
                f"{amount(most, whole.unit)} of {whole.id}, of which they are parts."
            )
            yield DataFault("parts", says, ids)


def _adds_up(row: Observation, whole: Observation) -> bool:
    return row.id != whole.id and row.unit == whole.unit and row.claimant == whole.claimant


def _least(row: Observation) -> float:
    return min((estimate.low for _, estimate in estimates(row, EvidenceRule())), default=0.0)


def _most(row: Observation) -> float | None:
    return max((estimate.high for _, estimate in estimates(row, EvidenceRule())), default=None)


FAULTS: Mapping[str, Callable[[Rows], Iterator[DataFault]]] = {
    "same row twice": same_row_twice,
    "out of range": out_of_range,
    "backwards": backwards,
    "inexact dates": inexact_dates,
    "doubled": doubled,
    "empty quarter": empty_quarter,
    "parts above whole": parts_above_whole,
}
"""What can be wrong with counts."""
