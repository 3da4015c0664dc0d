"""The package space: slots, blocks of linked slots, and the increments they are made of (S.1, S.2).

The connected components of the link graph are *blocks*; the level tuples of a block that meet every
link are its *elements*, listed once. The space of packages is the product of the blocks, and the
best package under any choice of allowed elements is the sum of block maxima. So everything in this
room has work in the sum of block sizes, never in the number of packages.

A package as a vector: one 0/1 entry an increment (slot, step up to level k), 1 if the package goes
at least that far. A party's value is (signs * vector) . u with u on a simplex.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.case.case import Case
from detente.case.links import Needs, Slot, needs, slots, tops
from detente.case.measures import Link
from detente.errors import NotSupported
from detente.signing.results import Item, Package

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LARGEST_BLOCK = 200_000
"""Level tuples of one block that are looked at before giving up."""


@dataclass(frozen=True)
class Block:
    """Slots that links hang together, with every level tuple they allow.

    slots     indices of its slots
    elements  (n, len(slots)) levels; the first row is today
    steps     (n, increments of the block) 0/1
    columns   indices of its increments in the whole vector
    """

    slots: tuple[int, ...]
    elements: Ints
    steps: Floats
    columns: Ints

    def reaches(self, wanted: Needs) -> Bools:
        """Which elements meet the part of `wanted` that lies in this block."""
        hits = np.ones(len(self.elements), dtype=bool)
        for slot, level in wanted:
            if slot in self.slots:
                hits &= self.elements[:, self.slots.index(slot)] >= level
        return hits


@dataclass(frozen=True)
class Space:
    """All packages of a case.

    signs  (parties, increments): -1 costs the party, +1 helps it, 0 does not touch it
    """

    parties: tuple[str, ...]
    slots: tuple[Slot, ...]
    tops: tuple[int, ...]
    blocks: tuple[Block, ...]
    signs: Floats
    level_ids: tuple[tuple[str, ...], ...]

    @property
    def packages(self) -> int:
        """How many packages the links leave, today's included."""
        return math.prod(len(block.elements) for block in self.blocks)

    @property
    def increments(self) -> int:
        return sum(self.tops)

    @cached_property
    def slot_of(self) -> Ints:
        """(increments,) the slot that each increment belongs to."""
        return np.repeat(np.arange(len(self.tops)), self.tops)

    @cached_property
    def block_of(self) -> dict[int, int]:
        """The block that each slot belongs to."""
        return {slot: b for b, block in enumerate(self.blocks) for slot in block.slots}

    def vector(self, levels: tuple[int, ...]) -> Floats:
        """(increments,) 0/1: how far a package goes on every slot."""
        return np.concatenate(
            [np.arange(top) < level for top, level in zip(self.tops, levels, strict=True)]
        ).astype(float)

    def vectors(self, chosen: Ints) -> Floats:
        """(n, increments) for packages given as one element a block: `chosen` is (n, blocks)."""
        out = np.empty((len(chosen), self.increments))
        for b, block in enumerate(self.blocks):
            out[:, block.columns] = block.steps[chosen[:, b]]
        return out

    def levels(self, chosen: Ints) -> Ints:
        """(n, slots) levels for packages given as one element a block."""
        out = np.empty((len(chosen), len(self.slots)), dtype=np.int64)
        for b, block in enumerate(self.blocks):
            out[:, block.slots] = block.elements[chosen[:, b]]
        return out

    def chosen(self, levels: tuple[int, ...]) -> Ints:
        """(blocks,) the element of each block that these levels are. ValueError if links forbid them."""
        found = []
        for block in self.blocks:
            wanted = np.array([levels[slot] for slot in block.slots])
            hit = np.flatnonzero((block.elements == wanted).all(axis=1))
            if not len(hit):
                raise ValueError("these levels are not a package: a link forbids them")
            found.append(int(hit[0]))
        return np.array(found)

    def listed(self) -> Ints:
        """(packages, blocks) every package as one element a block, today first."""
        sizes = [range(len(block.elements)) for block in self.blocks]
        grids = np.meshgrid(*sizes, indexing="ij")
        return np.stack([grid.ravel() for grid in grids], axis=1).astype(np.int64)

    def package(self, levels: tuple[int, ...]) -> Package:
        """The package with its items named."""
        items = tuple(
            Item(measure, party, level, self.level_ids[index][level])
            for index, ((measure, party), level) in enumerate(zip(self.slots, levels, strict=True))
            if level
        )
        return Package(tuple(int(level) for level in levels), items)


def build_space(case: Case) -> Space:
    """The package space of a case. NotSupported if one block of links is too large to list."""
    every = slots(case)
    highest = tops(case)
    starts = np.concatenate([[0], np.cumsum(highest)])
    blocks = tuple(_block(case, group, highest, starts) for group in _components(case, len(every)))
    return Space(
        parties=tuple(p.id for p in case.parties),
        slots=every,
        tops=highest,
        blocks=blocks,
        signs=_signs(case, every, highest),
        level_ids=tuple(tuple(level.id for level in m.levels) for m in case.measures for _ in m.binds),
    )


def _touched(case: Case, link: Link) -> tuple[int, ...]:
    if link.kind == "precondition":
        return ()  # a filter on what one party signs, not a tie between levels (S.3)
    if link.kind == "reciprocal":
        return tuple(i for i, (measure, _) in enumerate(slots(case)) if measure == link.measure)
    return tuple(slot for ref in link.refs for slot, _ in needs(case, ref))


def _components(case: Case, count: int) -> list[tuple[int, ...]]:
    """Connected components of the link graph, by smallest slot."""
    home = list(range(count))
    for link in case.links:
        touched = _touched(case, link)
        roots = {home[slot] for slot in touched}
        if len(roots) > 1:
            home = [min(roots) if root in roots else root for root in home]
    groups: dict[int, list[int]] = {}
    for slot, root in enumerate(home):
        groups.setdefault(root, []).append(slot)
    return [tuple(groups[root]) for root in sorted(groups)]


def _block(case: Case, group: tuple[int, ...], highest: tuple[int, ...], starts: Ints) -> Block:
    size = math.prod(highest[slot] + 1 for slot in group)
    if size > LARGEST_BLOCK:
        names = ", ".join(sorted({slots(case)[slot][0] for slot in group}))
        raise NotSupported(
            f"the links tie {len(group)} restraints into one block of {size:,} combinations ({names}); "
            f"at most {LARGEST_BLOCK:,} are supported: loosen a link, or split the case"
        )
    grid = np.array(list(itertools.product(*(range(highest[slot] + 1) for slot in group))), dtype=np.int64)
    keep = np.ones(len(grid), dtype=bool)
    for link in case.links:
        if set(_touched(case, link)) & set(group):
            keep &= _meets(case, link, group, grid)
    elements = grid[keep]
    steps = np.concatenate(
        [np.arange(highest[slot])[None, :] < elements[:, [i]] for i, slot in enumerate(group)], axis=1
    ).astype(float)
    columns = np.concatenate([np.arange(starts[slot], starts[slot + 1]) for slot in group])
    return Block(group, elements, steps, columns)


def _meets(case: Case, link: Link, group: tuple[int, ...], grid: Ints) -> Bools:
    """Which rows of level tuples (over the slots of `group`) meet one link."""
    if link.kind == "reciprocal":
        mine = grid[:, [group.index(slot) for slot in _touched(case, link)]]
        return np.asarray((mine == mine[:, :1]).all(axis=1))
    wanted = [needs(case, ref) for ref in link.refs]
    hits = np.array(
        [[all(row[group.index(slot)] >= level for slot, level in one) for one in wanted] for row in grid]
    )
    if link.kind in ("exchanged", "tie"):
        return np.asarray((hits == hits[:, :1]).all(axis=1))
    if link.kind == "requires":
        return np.asarray(~hits[:, 0] | hits[:, 1])
    return np.asarray(~hits.all(axis=1))


def _signs(case: Case, every: tuple[Slot, ...], highest: tuple[int, ...]) -> Floats:
    turned = {(t.measure, t.binds, t.party) for t in case.turned}
    rows = []
    for party in case.parties:
        signs = []
        for measure_id, bound in every:
            helps = case.measure(measure_id).helps
            sign = -1.0 if bound == party.id else float(not helps or party.id in helps)
            signs.append(-sign if (measure_id, bound, party.id) in turned else sign)
        rows.append(np.repeat(signs, highest))
    return np.array(rows)


def holds(space: Space, levels: Ints, wanted: Needs) -> Bools:
    """(n,) which packages, given as (n, slots) levels, hold all of this."""
    hits = np.ones(len(levels), dtype=bool)
    for slot, level in wanted:
        hits &= levels[:, slot] >= level
    return hits
