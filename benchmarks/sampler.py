"""Our sampler beside plain hit-and-run on the same sets, and beside rejection where that is possible.

A set is what a party's hard statements leave of (u, d), under the prior `slots`.

Hit-and-run (Smith 1984, Operations Research 32): a uniform random direction in (u, d), the chord
through the simplex, and a point on it from the density cut to the set, by shrinking a slice of the
chord towards where the chain is (Neal 2003, Annals of Statistics 31). It has as many chains, starts
at the same inner points, for which it is not charged, walks for as many seconds and for ten times as
many, and is gauged by the same functions over the same numbers: no deal and the weight of every restraint.

Rejection: draws from the prior, kept where the set holds them. Exact, while anything is kept.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from common import REAL, SMALL, is_quick, show, show_place

from detente.case.case import cut
from detente.desk import load
from detente.maths.mixing import effective_size, rhat
from detente.signing.draws import TWINS, Draws, draw
from detente.signing.readings import (
    MARGIN,
    Ceiling,
    Floor,
    Low,
    Order,
    Reach,
    Reading,
    Readings,
    Term,
    read_statements,
)
from detente.signing.region import inner_points
from detente.signing.space import Block, Bools, Floats, Ints, Space, build_space
from detente.signing.target import NO_DEAL_SPREAD
from detente.signing.zone import find_contradictions

PRIOR = "slots"
WATCHED = 2_000
"""States of a chain of hit-and-run that are kept to gauge it, at most."""


@dataclass(frozen=True)
class Set:
    """One party's preference set, worked out from the readings alone, with nothing of our sampler in it.

    live     the increments that touch the party
    weigh    (restraints, live) 0/1: adds up the weight of every restraint that touches it
    groups   the packages of a block that some statement speaks of: (its increments, signed steps)
    floors   (rows, groups) no deal is worth more than these sums of group maxima
    reaches  (rows, groups) and no more than these
    linear   (rows, live) nor than these; orders: (rows, live) of at least `least`
    low      no deal is worth no more than today
    """

    name: str
    space: Space
    party: str
    readings: tuple[Reading, ...]
    live: Ints
    weigh: Floats
    groups: tuple[tuple[Ints, Floats], ...]
    floors: Floats
    reaches: Floats
    linear: Floats
    orders: Floats
    least: Floats
    low: bool

    def bounds(self, u: Floats) -> tuple[Floats, Floats]:
        """(points,) twice: between what d lies for u (live, points); lower above upper: nowhere."""
        best = np.array([(steps @ u[columns]).max(axis=0) for columns, steps in self.groups])
        best = best.reshape(len(self.groups), u.shape[1])
        lower = np.max(self.floors @ best + MARGIN, axis=0, initial=-1.0)
        upper = np.min(self.reaches @ best, axis=0, initial=0.0 if self.low else 1.0)
        upper = np.minimum(upper, np.min(self.linear @ u, axis=0, initial=1.0))
        ordered = (self.orders @ u >= self.least[:, None]).all(axis=0)
        return np.where(ordered, lower, 2.0), upper


def make_set(name: str, space: Space, party: str, readings: tuple[Reading, ...]) -> Set:
    """Statements as arrays: every group of packages once, and the rows that add up their maxima."""
    signs = space.signs[space.parties.index(party)]
    live = np.flatnonzero(signs)
    rows = [row for reading in readings for row in reading.rows]
    known: dict[tuple[int, bytes], int] = {}
    groups: list[tuple[Ints, Floats]] = []

    def sums(terms: Iterable[Term]) -> Ints:
        found = []
        for term in terms:
            for block, mask in enumerate(term.masks):
                if (key := (block, mask.tobytes())) not in known:
                    known[key] = len(groups)
                    groups.append(_group(space.blocks[block], mask, signs, live))
            found.append([known[block, mask.tobytes()] for block, mask in enumerate(term.masks)])
        return np.array(found, dtype=np.int64).reshape(len(found), len(space.blocks))

    floors = sums(term for row in rows if isinstance(row, Floor) for term in row.terms)
    reaches = sums(row.term for row in rows if isinstance(row, Reach))
    orders = [row for row in rows if isinstance(row, Order)]
    return Set(
        name, space, party, readings, live,
        weigh=_weigh(space.slot_of[live]),
        groups=tuple(groups),
        floors=_count(floors, len(groups)),
        reaches=_count(reaches, len(groups)),
        linear=_stack([row.coefficients for row in rows if isinstance(row, Ceiling)], live),
        orders=_stack([row.coefficients for row in orders], live),
        least=np.array([row.least for row in orders]),
        low=any(isinstance(row, Low) for row in rows),
    )  # fmt: skip


def _group(block: Block, mask: Bools, signs: Floats, live: Ints) -> tuple[Ints, Floats]:
    mine = np.flatnonzero(signs[block.columns])
    columns = np.searchsorted(live, block.columns[mine])
    signed = (block.steps * signs[block.columns])[mask][:, mine]
    return columns, np.unique(signed, axis=0)


def _weigh(slots: Ints) -> Floats:
    return np.asarray(np.unique(slots)[:, None] == slots, dtype=float)


def _count(rows: Ints, groups: int) -> Floats:
    return np.asarray((rows[:, :, None] == np.arange(groups)).sum(axis=1), dtype=float)


def _stack(coefficients: list[Floats], live: Ints) -> Floats:
    return np.array([row[live] for row in coefficients]).reshape(len(coefficients), len(live))


def sets_of(folder: Path, date: dt.date) -> list[Set]:
    """The preference set of every party of a case at a date, hard statements only.

    Of hard statements that contradict each other, all are left out.
    """
    case = cut(load(folder), date)
    space = build_space(case)
    every = read_statements(case, space)
    found = []
    for party in space.parties:
        mine = Readings(every.of(party), ())
        wrong = find_contradictions(space, mine, hard_only=True)
        clash = {name for one in wrong for name in one.statements}
        hard = tuple(r for r in mine.rows if r.hard and r.statement not in clash)
        found.append(make_set(f"{case.id} {date}, {party}", space, party, hard))
    return found


# ---------------------------------------------------------------- hit-and-run


def hit_and_run(one: Set, chains: int, seconds: float, generator: np.random.Generator) -> Floats:
    """(watched numbers, chains, states): one state a sweep of as many steps as there are increments.

    The first sixth is left out.
    """
    u, d = inner_points(one.space, one.party, one.readings, chains, 0)
    here = np.vstack([u[:, one.live].T, d])
    states: list[Floats] = []
    began = time.perf_counter()
    while time.perf_counter() - began < seconds or len(states) < 12:
        for _ in range(len(here)):
            here = _step(one, here, generator)
        states.append(np.vstack([here[-1], one.weigh @ here[:-1]]))
    states = states[len(states) // 6 :]
    states = states[:: -(-len(states) // WATCHED)]
    return np.array(states).transpose(1, 2, 0)


def _step(one: Set, here: Floats, generator: np.random.Generator) -> Floats:
    """Every chain along a direction of its own."""
    direction = generator.normal(size=here.shape)
    direction[:-1] -= direction[:-1].mean(axis=0)  # u stays on its simplex
    direction /= np.linalg.norm(direction, axis=0)
    low, high = _chord(here, direction)
    level = _log_density(one, here) - generator.exponential(size=here.shape[1])
    after = here.copy()
    left = np.arange(here.shape[1])
    while len(left):
        step = low + (high - low) * generator.uniform(size=len(low))
        trial = here + step * direction
        inside: Bools = _log_density(one, trial) >= level
        after[:, left] = np.where(inside[left], trial[:, left], after[:, left])
        left = left[~inside[left]]
        low, high = np.where(step < 0.0, step, low), np.where(step < 0.0, high, step)
    return after


def _chord(here: Floats, direction: Floats) -> tuple[Floats, Floats]:
    """(chains,) twice: how far back and ahead until an increment is 0 or d is -1 or 1."""
    with np.errstate(divide="ignore"):
        zero = -here[:-1] / direction[:-1]
        ends = np.sort((np.array([[-1.0], [1.0]]) - here[-1]) / direction[-1], axis=0)
    back = np.where(zero <= 0.0, zero, -np.inf).max(axis=0)
    ahead = np.where(zero >= 0.0, zero, np.inf).min(axis=0)
    return np.maximum(back, ends[0]), np.minimum(ahead, ends[1])


def _log_density(one: Set, points: Floats) -> Floats:
    """(points,) log density of (u, d) up to a constant; -inf outside the set."""
    u, d = points[:-1], points[-1]
    lower, upper = one.bounds(u)
    inside = (u > 0.0).all(axis=0) & (lower <= d) & (d <= upper)
    totals = np.log(np.maximum(one.weigh @ u, 1e-300))
    found = -0.5 * (d / NO_DEAL_SPREAD) ** 2 - (one.weigh.sum(axis=1) - 1.0) @ totals
    return np.asarray(np.where(inside, found, -np.inf))


# ---------------------------------------------------------------- rejection


def reject(one: Set, wanted: int, most: int, generator: np.random.Generator) -> tuple[Floats, Floats, int]:
    """u (kept, increments), d (kept,) and how many were drawn: until `wanted` are kept or `most` drawn."""
    kept: list[Floats] = []
    drawn = 0
    while sum(map(len, kept)) < wanted and drawn < most:
        u, d = _draw_prior(one.weigh, 20_000, generator)
        lower, upper = one.bounds(u)
        kept.append(np.vstack([u, d])[:, (lower <= d) & (d <= upper)].T)
        drawn += len(d)
    points = np.concatenate(kept)
    whole = np.zeros((len(points), one.space.increments))
    whole[:, one.live] = points[:, :-1]
    return whole, points[:, -1], drawn


def _draw_prior(weigh: Floats, count: int, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """u (live, count): restraints uniform on their simplex, steps uniform within each; and d."""
    weights = generator.exponential(size=(len(weigh), count))
    steps = generator.exponential(size=(weigh.shape[1], count))
    u = steps * (weigh.T @ (weights / weights.sum(axis=0) / (weigh @ steps)))
    return u, NO_DEAL_SPREAD * generator.normal(size=count)  # beyond [-1, 1] lies nothing worth a cut


def shares(one: Set, u: Floats, d: Floats) -> Floats:
    """(packages,) the share of the preferences in which the party signs, for packages with content."""
    vectors = one.space.vectors(one.space.listed()[1:])
    signs = one.space.signs[one.space.parties.index(one.party)]
    return np.asarray(((vectors * signs) @ u.T >= d).mean(axis=1))


# ---------------------------------------------------------------- side by side


def main() -> None:
    """Print both tables: against hit-and-run, then against rejection."""
    quick = is_quick(main.__doc__ or "")
    small = sets_of(SMALL, dt.date(2021, 4, 20))
    real = [] if quick else sets_of(REAL, dt.date(2022, 1, 26))
    count, longer = (200, (1,)) if quick else (4_000, (1, 10))
    show_place()
    show(
        ("set", "increments", "statements", "sampler", "s", "split R-hat", "effective", "per s", "ratio"),
        [row for one in [*small, *real] for row in _against_walk(one, count, longer)],
    )
    early = sets_of(SMALL, dt.date(2021, 3, 12))
    show(
        ("set", "statements", "kept", "of a thousand", "mean error", "expected", "largest error"),
        [_against_rejection(one, count) for one in [*early, *small]],
    )


def _draw(one: Set, count: int) -> Draws:
    return draw(one.space, one.party, one.readings, prior=PRIOR, count=count, seed=1)


def _against_walk(one: Set, count: int, longer: tuple[int, ...]) -> list[tuple[str, ...]]:
    ours = _draw(one, count).mixing
    speed = ours.ess / ours.seconds
    rows = [_gauged(one, "Détente", ours.seconds, (ours.rhat, ours.ess), speed)]
    for times in longer:
        seconds = times * ours.seconds
        watched = hit_and_run(one, ours.chains, seconds, np.random.default_rng(2))
        paired = [numbers.reshape(-1, TWINS, numbers.shape[1]) for numbers in watched]  # as ours are gauged
        gauges = (
            max(rhat(numbers) for numbers in paired),
            min(effective_size(numbers) for numbers in paired),
        )
        rows.append(_gauged(one, "hit-and-run", seconds, gauges, speed))
    return rows


def _gauged(
    one: Set, sampler: str, seconds: float, gauges: tuple[float, float], speed: float
) -> tuple[str, ...]:
    worst, least = gauges
    return (
        one.name, str(len(one.live)), str(len(one.readings)), sampler, f"{seconds:.1f}", f"{worst:.3f}",
        f"{least:,.0f}", f"{least / seconds:,.0f}", f"{speed * seconds / least:.1f}",
    )  # fmt: skip


def _against_rejection(one: Set, count: int) -> tuple[str, ...]:
    ours = _draw(one, count)
    u, d, drawn = reject(one, 10 * count, 400 * count, np.random.default_rng(3))
    true = shares(one, u, d)
    errors = np.abs(shares(one, ours.u, ours.d) - true)
    # The mean of |error| of a normal, were our draws as many independent ones as they are worth.
    chance = np.sqrt(2 / np.pi * true * (1 - true) * (1 / ours.mixing.ess + 1 / len(d))).mean()
    return (
        one.name, str(len(one.readings)), f"{len(d):,}", f"{1e3 * len(d) / drawn:.1f}",
        f"{errors.mean():.4f}", f"{chance:.4f}", f"{errors.max():.4f}",
    )  # fmt: skip


if __name__ == "__main__":
    main()
