"""Candidate packages scored over the draws: who signs, what each gains, and the rank G (science: S.4, S.6).

G(x) is the product over parties of E[max(gain, 0)]: parties' draws are independent given what was
said, so no joint draws are needed. Where there are several scenarios of what gives way, G is taken in
each by itself, as a ratio to the best there: stakes differ between scenarios, and none is to drown
another. A precondition that binds in a draw strikes packages in it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.maths.frontier import sum_frontier
from detente.signing.draws import Draws
from detente.signing.readings import Mask, Precondition, Readings
from detente.signing.space import Bools, Floats, Ints, Space, holds
from detente.signing.zone import struck_by

MOST_LISTED = 100_000
"""Packages up to which every one is scored; beyond, a pool from per-draw frontiers."""
MOST_POOLED = 40_000
POOL_DRAWS = 100
CHUNK = 2_048
SCREEN_DRAWS = 400
SCREEN_RATIO = 0.5
MOST_SCORED = 8_000

Small = NDArray[np.float32]


@dataclass(frozen=True)
class Candidates:
    """Packages to score, today left out.

    levels    (n, slots)
    vectors   (n, increments) 0/1
    listed    True if these are all packages there are
    """

    levels: Ints
    vectors: Small
    listed: bool

    def some(self, picked: Ints) -> Candidates:
        """Some of the candidates."""
        return Candidates(self.levels[picked], self.vectors[picked], self.listed)


@dataclass(frozen=True)
class Scores:
    """For every candidate, party and scenario.

    share   (n, parties, scenarios) share of draws in which the party signs
    gain    (n, parties, scenarios) mean of value minus no deal, preconditions aside
    both    (n, scenarios) share of joint draws in which every party signs
    rank    (n, scenarios) G
    """

    share: Floats
    gain: Floats
    both: Floats
    rank: Floats

    @cached_property
    def best(self) -> Floats:
        """(scenarios,) the greatest G in each; 1 where nothing has any, so that ratios are 0 there."""
        top = self.rank.max(axis=0, initial=0.0)
        return np.where(top > 0.0, top, 1.0)

    @cached_property
    def ratios(self) -> Floats:
        """(n, scenarios) G as a ratio to the best of the scenario."""
        return np.asarray(self.rank / self.best)

    @cached_property
    def home(self) -> Ints:
        """(n,) the scenario in which each candidate stands best."""
        return np.asarray(self.ratios.argmax(axis=1))

    @cached_property
    def ratio(self) -> Floats:
        """(n,) its ratio there."""
        return np.asarray(self.ratios.max(axis=1))


def mean_gains(space: Space, draws: tuple[Draws, ...], candidates: Candidates, scenario: int) -> Floats:
    """(n, parties) value minus no deal at the mean preference of a scenario; preconditions aside."""
    where = scenario_slices(draws[0])[scenario]
    worth = [space.signs[p] * draw.u[where].mean(axis=0) for p, draw in enumerate(draws)]
    levels = np.array([draw.d[where].mean() for draw in draws])
    return np.asarray(candidates.vectors.astype(np.float64) @ np.array(worth).T - levels)


def screen(
    space: Space, readings: Readings, draws: tuple[Draws, ...], candidates: Candidates
) -> tuple[Ints, Bools]:
    """Which candidates deserve scoring over all draws, and (n, scenarios) which all sign in some draw.

    A rough score over `SCREEN_DRAWS` draws keeps whatever stands at `SCREEN_RATIO` of the best of any
    scenario: far below `NEAR`, so that its noise cannot lose a near-equal best package.
    """
    few = tuple(d.rows(np.arange(len(d.d))[:: max(1, len(d.d) // SCREEN_DRAWS)]) for d in draws)
    rough = score(space, readings, few, candidates)
    kept = np.flatnonzero(rough.ratio >= SCREEN_RATIO)
    if len(kept) > MOST_SCORED:
        kept = np.sort(kept[np.argsort(-rough.ratio[kept], kind="stable")[:MOST_SCORED]])
    return kept, np.asarray(rough.both > 0.0)


def find_candidates(
    space: Space,
    readings: Readings,
    draws: tuple[Draws, ...],
    releases: tuple[frozenset[str], ...],
    seed: int,
) -> Candidates:
    """All packages if they can be listed, else the pool of packages efficient in some joint draw."""
    if space.packages <= MOST_LISTED:
        chosen, listed = space.listed()[1:], True
    else:
        chosen, listed = _pool(space, readings, draws, releases, seed), False
    return Candidates(space.levels(chosen), space.vectors(chosen).astype(np.float32), listed)


def _pool(
    space: Space,
    readings: Readings,
    draws: tuple[Draws, ...],
    releases: tuple[frozenset[str], ...],
    seed: int,
) -> Ints:
    generator = np.random.default_rng([seed, 77])
    picks = joint_rows(draws, POOL_DRAWS, generator)
    found: list[Ints] = []
    for rows in picks.T.tolist():
        release = releases[int(draws[0].scenario[rows[0]])]
        open_ = _open_elements(space, readings, draws, release, tuple(rows))
        found.append(_efficient(space, open_, draws, tuple(rows)))
    every = np.unique(np.concatenate(found), axis=0)
    with_content = every[space.levels(every).any(axis=1)]
    if len(with_content) > MOST_POOLED:
        with_content = with_content[np.sort(generator.permutation(len(with_content))[:MOST_POOLED])]
    return with_content


def joint_rows(draws: tuple[Draws, ...], count: int, generator: np.random.Generator) -> Ints:
    """(parties, count) a draw of each party, all of one scenario in every column."""
    scenarios = [np.flatnonzero(draws[0].scenario == s) for s in np.unique(draws[0].scenario)]
    of = generator.integers(len(scenarios), size=count)
    return np.array([[int(generator.choice(scenarios[s])) for s in of] for _ in draws])


def _open_elements(
    space: Space,
    readings: Readings,
    draws: tuple[Draws, ...],
    release: frozenset[str],
    rows: tuple[int, ...],
) -> list[Ints]:
    """The elements of each block that no hard mask, and no precondition binding here, rules out."""
    masks = [one.mask for one in struck_by(readings) if one.name not in release]
    for draw, row in zip(draws, rows, strict=True):
        masks += [
            Mask((), condition.wanted)
            for condition in readings.conditions_of(draw.party)
            if draw.binds[condition.name][row]
        ]
    left = []
    for number, block in enumerate(space.blocks):
        keep = np.ones(len(block.elements), dtype=bool)
        for mask in masks:
            homes = {space.block_of[slot] for slot, _ in mask.with_}
            if homes == {number} and not mask.without:
                keep &= ~block.reaches(mask.with_)
            elif mask.without and not mask.with_:
                keep &= block.reaches(mask.without)
        left.append(np.flatnonzero(keep) if keep.any() else np.arange(len(block.elements)))
    return left


def _efficient(space: Space, left: list[Ints], draws: tuple[Draws, ...], rows: tuple[int, ...]) -> Ints:
    parts = []
    for block, kept in zip(space.blocks, left, strict=True):
        steps = block.steps[kept]
        worth = [
            steps @ (space.signs[p, block.columns] * draw.u[row, block.columns])
            for p, (draw, row) in enumerate(zip(draws, rows, strict=True))
        ]
        parts.append(np.stack(worth, axis=1))
    _, choices = sum_frontier(parts)
    return np.stack([kept[choices[:, b]] for b, kept in enumerate(left)], axis=1)


def chunks(count: int) -> Iterator[slice]:
    """Slices of at most CHUNK over a range."""
    for start in range(0, count, CHUNK):
        yield slice(start, min(start + CHUNK, count))


def struck(space: Space, condition: Precondition, levels: Ints) -> Bools:
    """(n,) which packages a precondition strikes when it binds."""
    return ~holds(space, levels, condition.wanted)


def gains(
    space: Space,
    draw: Draws,
    conditions: tuple[Precondition, ...],
    candidates: Candidates,
    rows: slice | Ints,
) -> tuple[Small, Small]:
    """Value minus no deal of some candidates: plain, and with -1 where a precondition strikes it.

    Both are (packages, draws); the second is the first itself if there is no precondition.
    """
    signs = space.signs[space.parties.index(draw.party)]
    weights = (draw.u * signs).T.astype(np.float32)
    plain = candidates.vectors[rows] @ weights - draw.d.astype(np.float32)
    if not conditions:
        return plain, plain
    signed = plain.copy()
    for condition in conditions:
        out = np.flatnonzero(struck(space, condition, candidates.levels[rows]))
        binding = np.flatnonzero(draw.binds[condition.name])
        signed[np.ix_(out, binding)] = -1.0
    return plain, signed


def score(space: Space, readings: Readings, draws: tuple[Draws, ...], candidates: Candidates) -> Scores:
    """Score every candidate over every draw."""
    count, parties = len(candidates.levels), len(draws)
    scenarios = scenario_slices(draws[0])
    share, gain = (np.zeros((count, parties, len(scenarios))) for _ in range(2))
    plus = np.ones((count, len(scenarios)))
    for p, draw in enumerate(draws):
        conditions = readings.conditions_of(draw.party)
        for rows in chunks(count):
            plain, signed = gains(space, draw, conditions, candidates, rows)
            for s, where in enumerate(scenarios):
                gain[rows, p, s] = plain[:, where].mean(axis=1)
                share[rows, p, s] = (signed[:, where] >= 0.0).mean(axis=1)
                plus[rows, s] *= np.maximum(signed[:, where], 0.0).mean(axis=1)
    return Scores(share, gain, share.prod(axis=1), plus)


def scenario_slices(draw: Draws) -> list[slice]:
    """Where each scenario's draws stand; they are in order."""
    edges = np.searchsorted(draw.scenario, np.arange(int(draw.scenario[-1]) + 2))
    return [slice(int(a), int(b)) for a, b in itertools.pairwise(edges)]


def efficiency(
    space: Space,
    draws: tuple[Draws, ...],
    candidates: Candidates,
    shown: Ints,
    seed: int,
    count: int = 200,
) -> Floats:
    """(shown,) share of joint draws in which no candidate is as good for all and better for one."""
    generator = np.random.default_rng([seed, 78])
    picks = joint_rows(draws, count, generator)
    worths = [
        (draw.u[picked] * space.signs[p]).T.astype(np.float32)
        for p, (draw, picked) in enumerate(zip(draws, picks, strict=True))
    ]
    mine = [candidates.vectors[shown] @ worth for worth in worths]
    beaten = np.zeros((len(shown), count), dtype=bool)
    for rows in chunks(len(candidates.levels)):
        theirs = [candidates.vectors[rows] @ worth for worth in worths]
        for i in range(len(shown)):
            no_worse = np.logical_and.reduce([t >= m[i] - 1e-6 for t, m in zip(theirs, mine, strict=True)])
            better = np.logical_or.reduce([t > m[i] + 1e-6 for t, m in zip(theirs, mine, strict=True)])
            beaten[i] |= (no_worse & better).any(axis=0)
    return np.asarray(1.0 - beaten.mean(axis=1))


def signs_something(
    space: Space,
    readings: Readings,
    draw: Draws,
    candidates: Candidates,
    others_could: Bools,
) -> tuple[Bools, Bools]:
    """(draws,) twice: does the party sign anything at all, and anything that the others could?"""
    anything, shared = (np.zeros(len(draw.d), dtype=bool) for _ in range(2))
    for part in chunks(len(candidates.levels)):
        _, signed = gains(space, draw, readings.conditions_of(draw.party), candidates, part)
        fine = signed >= 0.0
        anything |= fine.any(axis=0)
        shared |= fine[others_could[part]].any(axis=0)
    return anything, shared
