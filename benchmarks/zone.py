"""Is the zone open, and what blocks it: through the blocks and one programme, beside listing packages.

The case is invented: 9 measures of three levels and 2 of two. Where every measure that binds both
parties is reciprocal there are 3^9 * 2^2 = 78,732 packages; with no link, 3^14 * 2^4 = 76,527,504.

The peer lists the packages in NumPy, a chunk at a time so that it fits in memory, marks which
statements rule each of them out, and asks the same solver of one package after another whether
every party could sign it.
"""

from __future__ import annotations

import datetime as dt
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TypeVar

import numpy as np
from common import is_quick, show, show_place
from numpy.typing import NDArray

from detente.case.case import Case
from detente.case.links import Needs
from detente.case.measures import Level, Link, Measure, Ref
from detente.case.parties import Party
from detente.case.statements import Stance, Statement
from detente.signing.readings import Ceiling, Reading, Readings, read_statements
from detente.signing.region import consistent
from detente.signing.space import Bools, Ints, Space, build_space
from detente.signing.zone import Signatures, find_blocking, find_zone, sign_masks, struck_by

T = TypeVar("T")
Small = NDArray[np.int8]
BOTH = ("north", "south")
CHUNK = 500_000
ROUNDS = 5
TRIES = 50
"""Packages of each kind that the peer asks the solver about before it gives up."""


# ---------------------------------------------------------------- the invented case


def _measure(number: int, binds: tuple[str, ...], tops: int) -> Measure:
    levels = tuple(Level(id=f"l{k}", text=f"level {k}") for k in range(tops + 1))
    return Measure(id=f"m{number}", title=f"Measure {number}", binds=binds, levels=levels)


SHAPES = [(BOTH, 2)] * 5 + [(("north",), 2), (("south",), 2)] * 2 + [(BOTH, 1)] * 2
"""Of each measure: who is bound, and how many levels above today."""
MEASURES = tuple(_measure(number, *shape) for number, shape in enumerate(SHAPES, 1))


def _said(number: int, speaker: str, stance: Stance, on: Ref, *price: Ref) -> Statement:
    return Statement(
        id=f"s{number}", date=dt.date(2022, 1, 8), speaker=speaker, stance=stance, says="invented",
        on=(on,), if_=price, source="none",
    )  # fmt: skip


def _of(party: str, measure: str, level: str = "l1") -> Ref:
    return Ref(measure=measure, binds=party, level=level)


OPEN = (
    _said(1, "north", "refuses", _of("north", "m1", "l2")),
    _said(2, "south", "insists", _of("north", "m2")),
    _said(3, "north", "demands", _of("south", "m7")),
    _said(4, "south", "refuses", _of("south", "m3", "l2")),
    _said(5, "north", "conditional", _of("north", "m6"), _of("south", "m3", "l2")),
    _said(6, "south", "offers", _of("south", "m11"), _of("north", "m2"), _of("north", "m10")),
)
CLOSED = (
    *OPEN,
    _said(7, "north", "insists", _of("south", "m3", "l2")),
    _said(8, "south", "insists", _of("north", "m10")),
    _said(9, "north", "refuses", _of("north", "m10")),
    _said(10, "north", "refuses", _of("north", "m2")),
)


def invent(statements: tuple[Statement, ...], *, linked: bool) -> Case:
    """The invented case, with every measure that binds both parties reciprocal or with no link."""
    mutual = [measure.id for measure in MEASURES if measure.binds == BOTH]
    return Case(
        id="invented", title="Invented", real=False, measures=MEASURES, statements=statements,
        parties=tuple(Party(id=party, name=party.title()) for party in BOTH),
        links=tuple(Link(kind="reciprocal", measure=name) for name in mutual if linked),
    )  # fmt: skip


# ---------------------------------------------------------------- the peer


@dataclass
class Listed:
    """What listing finds: how many packages carry each set of statements, and the first few of each."""

    counts: dict[frozenset[str], int] = field(default_factory=dict)
    first: dict[frozenset[str], list[Ints]] = field(default_factory=dict)

    def add(self, signature: frozenset[str], count: int, packages: Ints) -> None:
        """Count packages; `packages` are the first of them, as (packages, slots) levels."""
        self.counts[signature] = self.counts.get(signature, 0) + count
        self.first.setdefault(signature, []).extend(packages)


def list_packages(space: Space, readings: Readings) -> Listed:
    """Mark every package with content by the statements that rule it out by themselves."""
    struck = struck_by(readings)
    found = Listed()
    for levels in _chunks(space):
        codes = np.zeros(levels.shape[1], dtype=np.int16)
        for number, one in enumerate(struck):
            hit = _hold(levels, one.mask.with_)
            if one.mask.without:
                hit &= ~_hold(levels, one.mask.without)
            codes |= hit.astype(np.int16) << number
        for code in np.flatnonzero(counts := np.bincount(codes)):
            names = frozenset(one.name for number, one in enumerate(struck) if int(code) >> number & 1)
            more = TRIES - len(found.first.get(names, []))
            first = np.flatnonzero(codes == code)[:more] if more else np.zeros(0, dtype=np.int64)
            found.add(names, int(counts[code]), levels[:, first].T.astype(np.int64))
    return found


def _chunks(space: Space) -> Iterator[Small]:
    """Every package but today, as (slots, packages) levels."""
    sizes = tuple(len(block.elements) for block in space.blocks)
    for start in range(1, math.prod(sizes), CHUNK):
        chosen = np.unravel_index(np.arange(start, min(start + CHUNK, math.prod(sizes))), sizes)
        levels = np.empty((len(space.slots), len(chosen[0])), dtype=np.int8)
        for block, elements in zip(space.blocks, chosen, strict=True):
            levels[list(block.slots)] = block.elements.T.astype(np.int8)[:, elements]
        yield levels


def _hold(levels: Small, wanted: Needs) -> Bools:
    hits = np.ones(levels.shape[1], dtype=bool)
    for slot, level in wanted:
        hits &= levels[slot] >= level
    return hits


def list_zone(space: Space, readings: Readings) -> bool:
    """Is there a package that every party could sign?"""
    return _signed(space, readings, list_packages(space, readings).first.get(frozenset(), []))


def list_blocking(space: Space, readings: Readings) -> set[frozenset[str]]:
    """The smallest sets of statements without which there is such a package."""
    listed = list_packages(space, readings)
    minimal = Signatures(listed.counts).minimal()
    return {
        names
        for names in minimal
        if _signed(
            space,
            replace(readings, rows=tuple(r for r in readings.rows if r.statement not in names)),
            listed.first[names],
        )
    }


def _signed(space: Space, readings: Readings, packages: list[Ints]) -> bool:
    return any(
        all(_would_sign(space, readings, party, levels) for party in space.parties) for levels in packages
    )


def _would_sign(space: Space, readings: Readings, party: str, levels: Ints) -> bool:
    worth = space.vector(tuple(int(level) for level in levels)) * space.signs[space.parties.index(party)]
    signs = Reading("signs", party, 1.0, (Ceiling(worth),))
    return consistent(space, party, (*readings.of(party), signs))


# ---------------------------------------------------------------- side by side


def _clock(task: Callable[[], T], rounds: int = 1) -> tuple[float, T]:
    """Median seconds, and the answer."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        answer = task()
        taken.append(time.perf_counter() - began)
    return median(taken), answer


def main() -> None:
    """Print seconds of both ways on the same case, and whether they agree."""
    quick = is_quick(main.__doc__ or "")
    rows = []
    for linked in (True, False):
        for state, statements in (("open", OPEN), ("closed", CLOSED)):
            case = invent(statements, linked=linked)
            space = build_space(case)
            listing = linked or not quick
            rows += _compare(state, space, read_statements(case, space), listing=listing)
    show_place()
    show(("question", "packages", "not ruled out", "s", "s, listing", "ratio", "same answer"), rows)


def _compare(state: str, space: Space, readings: Readings, *, listing: bool) -> list[tuple[str, ...]]:
    signatures = sign_masks(space, struck_by(readings))
    assert signatures
    about = (f"{space.packages:,}", f"{signatures.unmasked:,}")
    seconds, zone = _clock(lambda: find_zone(space, readings), ROUNDS)
    assert zone.open == (state == "open")
    rows = [(f"open? ({state})", *about, *_beside(seconds, zone.open, list_zone, space, readings, listing))]
    if not zone.open:
        seconds, (blocking, complete) = _clock(lambda: find_blocking(space, readings), ROUNDS)
        assert complete
        sets = {frozenset(one.statements) for one in blocking}
        beside = _beside(seconds, sets, list_blocking, space, readings, listing)
        rows.append((f"what blocks? ({len(sets)} sets)", *about, *beside))
    return rows


def _beside(
    seconds: float,
    answer: T,
    peer: Callable[[Space, Readings], T],
    space: Space,
    readings: Readings,
    listing: bool,
) -> tuple[str, ...]:
    if not listing:
        return f"{seconds:.3f}", "-", "-", "-"
    theirs, found = _clock(lambda: peer(space, readings))
    return (
        f"{seconds:.3f}", f"{theirs:.2f}", _ratio(theirs / seconds),
        "yes" if found == answer else "no",
    )  # fmt: skip


def _ratio(times: float) -> str:
    return f"{times:,.0f}" if times >= 10 else f"{times:.1f}"


if __name__ == "__main__":
    main()
