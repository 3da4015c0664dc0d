"""In: a sheet. Out: how its figures came out, in marks and in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.case.proposals import Amount
from scoring.gold import GoldFigure, Place
from scoring.matching import pair, same_name, shared
from scoring.shares import Marks, Share, share
from scoring.sheet import Read, Sheet, place_of


@dataclass(frozen=True)
class _Found:
    amount: Amount
    whole: Amount | None


def figure_marks(sheet: Sheet, errors: list[str]) -> Marks:
    """How the figures came out; what went wrong is added to `errors`."""
    golds, found = sheet.gold.figures, list(_amounts(sheet.read))
    matched = pair(
        [[sheet.run(place) for place in one.places] for one in golds],
        [sheet.run(place_of(one.amount.span)) for one in found],
        optional=[one.optional for one in golds],
        fits=lambda one, other: shared(one, other) > 0,
        rightness=lambda i, j: float(same_value(golds[i], found[j].amount)),
    )
    pairs = [(golds[i], found[j]) for i, j in matched.items() if not golds[i].optional]
    spare = _spare(sheet, found, set(matched.values()))
    errors.extend(_figure_errors(golds, found, matched, spare))
    asked = sum(not one.optional for one in golds)
    right = [same_value(one, other.amount) for one, other in pairs]
    return {
        "figure found P": Share(len(pairs), len(pairs) + len(spare)),
        "figure found R": Share(len(pairs), asked),
        "figure value R": Share(sum(right), asked),
        "approximator": share(_same_word(one, other.amount) for one, other in pairs),
        "place": share(
            _same_or_none(one.where, other.amount.place)
            for one, other in pairs
            if one.where or other.amount.place
        ),
        "part of": share(
            _same_or_none(one.part_of, other.whole.text if other.whole else None)
            for one, other in pairs
            if one.part_of or other.whole
        ),
    }


def _spare(sheet: Sheet, found: Sequence[_Found], taken: set[int]) -> list[_Found]:
    """Amounts that match nothing, but for those that an annotated one with several places covers."""
    again = [sheet.run(at) for one in sheet.gold.figures if len(one.places) > 1 for at in one.places]
    runs = [sheet.run(place_of(one.amount.span)) for one in found]
    return [
        one
        for j, one in enumerate(found)
        if j not in taken and not any(shared(runs[j], other) for other in again)
    ]


def _amounts(read: Read) -> Iterator[_Found]:
    """Every amount once, by its place, with the amount that it is a part of."""
    seen: set[Place] = set()
    for amounts in (*(one.quantities for one in read.proposals), read.figures):
        for amount in amounts:
            if place_of(amount.span) not in seen:
                seen.add(place_of(amount.span))
                yield _Found(amount, None if amount.part_of is None else amounts[amount.part_of])


def same_value(one: GoldFigure, other: Amount) -> bool:
    """Is the value right, or are both ends of the range?"""
    if one.low is not None or one.high is not None:
        return _near(one.low, other.low) and _near(one.high, other.high)
    if one.value is None:
        return other.value is None
    return any(_near(one.value, end) for end in (other.value, *_bound(other)))


def _bound(other: Amount) -> tuple[float, ...]:
    """The one end of a bound that has no value of its own."""
    ends = tuple(end for end in (other.low, other.high) if end is not None)
    return ends if other.value is None and len(ends) == 1 else ()


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-9 * max(1.0, abs(one))


def _same_word(one: GoldFigure, other: Amount) -> bool:
    return (one.approximator or "").casefold() == (other.approximator or "").casefold()


def _same_or_none(one: str | None, other: str | None) -> bool:
    return bool(one and other and same_name(one, other))


def _figure_errors(
    golds: Sequence[GoldFigure], found: Sequence[_Found], matched: dict[int, int], spare: Iterable[_Found]
) -> Iterator[str]:
    for i, one in enumerate(golds):
        if i not in matched and not one.optional:
            yield f"figure missed: {one.text!r}"
        elif not one.optional:
            amount = found[matched[i]].amount
            if not same_value(one, amount):
                yield f"figure {one.text!r}: value {_value(amount)}, not {_value(one)}"
            if not _same_word(one, amount):
                yield f"figure {one.text!r}: approximator {amount.approximator!r}, not {one.approximator!r}"
            if (one.where or amount.place) and not _same_or_none(one.where, amount.place):
                yield f"figure {one.text!r}: place {amount.place!r}, not {one.where!r}"
    yield from (f"figure not in the gold: {one.amount.text!r}" for one in spare)


def _value(one: GoldFigure | Amount) -> str:
    return f"{one.value} ({one.low} to {one.high})"
