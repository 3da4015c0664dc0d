"""One party's preference set as rows of a programme, and the exact questions asked of it.

The set of (u, d) that a party's statements leave: u on the simplex, d in [-1, 1], every hard row
(science: S.3). Convex rows are exact linear programmes; the weak reading needs binaries.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from detente.maths.programmes import INFINITY, Answer, Programme, total
from detente.signing.readings import MARGIN, Ceiling, Floor, Low, Order, Reach, Reading, Row
from detente.signing.space import Bools, Floats, Space

SLACK = 3.0
"""Enough to make any row of ours void: values and no deal lie in [-1, 1]."""


@dataclass
class Region:
    """A party's rows inside a programme, while it is being built.

    u, d       its columns
    margin     a column that every hard row leaves as room, or None
    softening  statement -> binary column that voids its rows when 1
    """

    space: Space
    party: str
    programme: Programme
    u: list[int]
    d: int
    margin: int | None = None
    softening: dict[str, int] = field(default_factory=dict)
    _maxima: dict[tuple[int, bytes], int] = field(default_factory=dict)

    @property
    def signs(self) -> Floats:
        return np.asarray(self.space.signs[self.space.parties.index(self.party)])

    def terms(self, coefficients: Floats) -> dict[int, float]:
        """The terms of coefficients . u."""
        return {self.u[j]: float(coefficients[j]) for j in np.flatnonzero(coefficients)}

    def _room(self) -> dict[int, float]:
        return {} if self.margin is None else {self.margin: 1.0}

    def maximum(self, block: int, mask: Bools) -> int:
        """A column that is at least the value of every allowed element of the block."""
        key = (block, mask.tobytes())
        if key not in self._maxima:
            column = self.programme.column(-1.0, 1.0)
            piece = self.space.blocks[block]
            signs = self.signs[piece.columns]
            for steps in piece.steps[mask]:
                row = {
                    self.u[c]: -float(s * g)
                    for c, s, g in zip(piece.columns, steps, signs, strict=True)
                    if s and g
                }
                self.programme.row(0.0, INFINITY, {column: 1.0, **row})
            self._maxima[key] = column
        return self._maxima[key]

    def add(self, reading: Reading, *, softening: int | None = None) -> None:
        """Add all rows of a statement; with `softening`, a binary column that voids them."""
        void = {} if softening is None else {softening: SLACK}
        for row in reading.rows:
            self._add(row, void)

    def _add(self, row: Row, void: dict[int, float]) -> None:
        if isinstance(row, Floor):
            for term in row.terms:
                best = total(self.maximum(b, mask) for b, mask in enumerate(term.masks))
                gap = {self.d: 1.0, **{column: -value for column, value in best.items()}}
                self.programme.row(MARGIN, INFINITY, gap | void | _minus(self._room()))
        elif isinstance(row, Ceiling):
            terms = {**self.terms(row.coefficients), self.d: -1.0}
            self.programme.row(0.0, INFINITY, terms | void | _minus(self._room()))
        elif isinstance(row, Order):
            self.programme.row(
                row.least, INFINITY, self.terms(row.coefficients) | void | _minus(self._room())
            )
        elif isinstance(row, Low):
            self.programme.row(-INFINITY, 0.0, {self.d: 1.0} | _minus(void) | self._room())
        else:
            self._reach(row, void)

    def _reach(self, row: Reach, void: dict[int, float]) -> None:
        reached = [choose(self, b, mask)[0] for b, mask in enumerate(row.term.masks)]
        terms = {**total(reached), self.d: -1.0}
        self.programme.row(0.0, INFINITY, terms | void | _minus(self._room()))


def _minus(terms: dict[int, float]) -> dict[int, float]:
    return {column: -value for column, value in terms.items()}


def choose(
    region: Region, block: int, mask: Bools, chosen: dict[int, int] | None = None
) -> tuple[int, dict[int, int]]:
    """A column that is at most the value of one chosen element of the block (allowed by `mask`).

    Returns the column and the binary column of each element. With `chosen`, those binaries are
    used (several parties then value the same element); otherwise new ones are made.
    """
    programme, piece = region.programme, region.space.blocks[block]
    if chosen is None:
        chosen = {int(e): programme.column(0.0, 1.0, integer=True) for e in np.flatnonzero(mask)}
        programme.row(1.0, 1.0, total(chosen.values()))
    value = programme.column(-1.0, 1.0)
    signs = region.signs[piece.columns]
    for element, binary in chosen.items():
        row = {
            region.u[c]: float(s * g)
            for c, s, g in zip(piece.columns, piece.steps[element], signs, strict=True)
            if s and g
        }
        programme.row(-2.0, INFINITY, {**row, value: -1.0, binary: -2.0})
    return value, chosen


def build_region(
    space: Space,
    party: str,
    readings: Collection[Reading],
    *,
    programme: Programme | None = None,
    with_margin: bool = False,
) -> Region:
    """The preference set of a party under these statements, all of them taken as hard."""
    programme = programme or Programme()
    signs = space.signs[space.parties.index(party)]
    u = [programme.column(0.0, 1.0 if sign else 0.0) for sign in signs]
    if signs.any():  # a party that nothing touches has no simplex, only a view of no deal
        programme.row(1.0, 1.0, total(u))
    d = programme.column(-1.0, 1.0)
    margin = programme.column(0.0, 1.0) if with_margin else None
    region = Region(space, party, programme, u, d, margin)
    for reading in readings:
        region.add(reading)
    return region


def consistent(space: Space, party: str, readings: Collection[Reading]) -> bool:
    """Can all these statements hold together?"""
    return build_region(space, party, readings).programme.solve(first=True).feasible


def gain_range(
    space: Space, party: str, readings: Collection[Reading], vector: Floats
) -> tuple[float, float]:
    """Least and greatest value minus no deal of a package over the party's set: (min, max).

    `vector` is (increments,) 0/1. Raises ValueError if the set is empty.
    """
    region = build_region(space, party, readings)
    objective = {**region.terms(vector * region.signs), region.d: -1.0}
    least = region.programme.solve(objective)
    if not least.feasible:
        raise ValueError(f"the statements of '{party}' cannot all hold: it has no preference set")
    greatest = region.programme.solve(objective, maximise=True)
    return least.value, greatest.value


def inner_points(
    space: Space, party: str, readings: Collection[Reading], count: int, seed: int
) -> tuple[Floats, Floats]:
    """Points well inside the set, to start chains from: u (count, increments) and d (count,).

    The first is the centre (greatest margin on all rows and on every increment); the others are
    corners of the set pulled half way to it, or the centre again where the set is not convex.
    Raises ValueError if the set is empty.
    """
    region = build_region(space, party, readings, with_margin=True)
    assert region.margin is not None
    live = [c for c, sign in zip(region.u, region.signs, strict=True) if sign]
    for column in live:
        region.programme.row(0.0, INFINITY, {column: 1.0, region.margin: -1.0 / len(live)})
    centre = region.programme.solve({region.margin: 1.0}, maximise=True)
    if not centre.feasible or centre.value <= 0.0:
        raise ValueError(f"the statements of '{party}' leave no preference set with any room in it")
    convex = not any(isinstance(row, Reach) for reading in readings for row in reading.rows)
    points = [centre.x]
    generator = np.random.default_rng(seed)
    for _ in range(count - 1):
        corner = _corner(region, generator) if convex else centre
        points.append((centre.x + corner.x) / 2 if corner.feasible else centre.x)
    stacked = np.array(points)
    return stacked[:, region.u], stacked[:, region.d]


def _corner(region: Region, generator: np.random.Generator) -> Answer:
    weights = generator.normal(size=len(region.u) + 1)
    objective = dict(zip([*region.u, region.d], weights.tolist(), strict=True))
    return region.programme.solve(objective)
