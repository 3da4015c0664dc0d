"""Draws from one party's preference set, with the gates they must pass (science: S.5).

Plain hit-and-run does not mix here. What does: no deal integrated out (`target.py`), u in log space
as normalised gammas, many chains side by side, and moves along single increments, slots, measures,
all costs, all benefits and random directions. A move looks at `PROPOSALS` uniform points of a
randomly placed bracket at once and picks one of them, or the place it is at, in proportion to the
density (Tjelmeland 2004, "Using all Metropolis-Hastings proposals to estimate mean values"): one
array evaluation a move, where shrinking a slice takes one after another. Decision 0004 has the figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.errors import NotMixed
from detente.maths.mixing import effective_size, rhat
from detente.signing.readings import Precondition, Reading
from detente.signing.region import inner_points
from detente.signing.results import Mixing
from detente.signing.space import Bools, Floats, Ints, Space
from detente.signing.target import (
    PRIORS,
    Piece,
    Target,
    compile_target,
    draw_d,
    find_interval,
    group_maxima,
    log_mass,
    log_prior,
    piece_maxima,
    statement_holds,
)

WORST_RHAT = 1.05
KEPT = 60
"""States kept a chain: enough for split R-hat to mean something."""
PROPOSALS = 6
WARM_UP = 25
ROUNDS = 6
"""Rounds of walking before giving up on the gate."""
WIDER = 7.0
"""Width of a bracket in mean distances moved: about four standard deviations of a normal."""

Progress = Callable[[float], None]


@dataclass
class Chains:
    """The state of all chains, a column a chain. `z` are logs of unnormalised gammas.

    atoms  (atoms, chains) before dividing by the sum of the gammas
    """

    z: Floats
    gammas: Floats
    maxima: Floats
    atoms: Floats
    log_density: Floats


@dataclass(frozen=True)
class Move:
    """A direction in log space.

    columns, direction  the increments it moves and how far each
    pieces              blocks whose maxima it changes, each with its atoms' coefficients
    by_step             (atoms, columns) the linear part
    """

    columns: Ints
    direction: Floats
    pieces: tuple[tuple[Piece, Floats], ...]
    by_step: Floats


def _atoms(target: Target, maxima: Floats, gammas: Floats) -> Floats:
    return np.asarray(target.by_group @ maxima + target.by_step @ gammas)


def _log_density(target: Target, z_sum: Floats, gammas: Floats, atoms: Floats) -> Floats:
    interval = find_interval(target, atoms / gammas.sum(axis=0))
    return np.asarray(log_prior(target, z_sum, gammas) + log_mass(interval))


def start_chains(target: Target, u: Floats) -> Chains:
    """Chains at the points u (chains, live increments). NotMixed if a start lies outside the set."""
    gammas = np.ascontiguousarray(u.T) * len(target.live)
    z = np.log(gammas)
    maxima = group_maxima(target, gammas)
    atoms = _atoms(target, maxima, gammas)
    density = _log_density(target, z.sum(axis=0), gammas, atoms)
    if not np.isfinite(density).all():
        raise NotMixed("a chain would start outside the preference set; this is a fault in Détente, please report it")
    return Chains(z, gammas, maxima, atoms, density)


def build_moves(target: Target) -> tuple[Move, ...]:
    """Single increments, slots, blocks, all costs, all benefits, costs against benefits.

    And what statements hold in place together, which moved apart would only creep: what a refusal
    guards with all benefits ("even for everything else, no"), and both sides of a linear row.
    """
    count = len(target.live)
    directions: dict[bytes, Floats] = {}

    def add(direction: Floats) -> None:
        opposite = (-direction + 0.0).tobytes()
        if direction.any() and opposite not in directions:
            directions.setdefault(direction.tobytes(), direction)

    for j in range(count):
        add(np.eye(count)[j])
    for labels in (target.inner, target.block_of):
        for label in np.unique(labels):
            add((labels == label).astype(float))
    for block in np.unique(target.block_of):
        add((target.block_of == block) * target.signs)
    for sign in (-1.0, 1.0):
        add((target.signs == sign).astype(float))
    add(target.signs.copy())
    benefits = (target.signs > 0).astype(float)
    for guarded in (*target.guarded, target.guarded.sum(axis=0)):
        steps = (guarded > 0).astype(float)
        add(steps)
        add(np.maximum(steps, benefits))
    for row in target.by_step:
        add(np.abs(np.sign(row)))
        add(np.sign(row))
    return tuple(_move(target, direction) for direction in directions.values())


def _move(target: Target, direction: Floats) -> Move:
    columns = np.flatnonzero(direction)
    touched = set(columns.tolist())
    pieces = tuple(
        (p, target.by_group[:, p.groups])
        for p in target.pieces
        if len(p.groups) and touched & set(p.columns.tolist())
    )
    return Move(columns, direction[columns], pieces, target.by_step[:, columns])


def random_move(target: Target, generator: np.random.Generator) -> Move:
    """A random direction over all increments."""
    direction = generator.normal(size=len(target.live))
    return _move(target, direction / np.linalg.norm(direction))


def make_move(target: Target, chains: Chains, move: Move, width: float, generator: np.random.Generator) -> float:
    """Move every chain along a direction; returns the mean distance moved, to set `width` by."""
    count = chains.z.shape[1]
    bracket = -width * generator.uniform(size=count)
    steps = bracket + width * generator.uniform(size=(PROPOSALS, count))
    trial = _trial(target, chains, move, steps.ravel())
    density = np.concatenate([chains.log_density[None], trial.log_density.reshape(PROPOSALS, count)])
    gumbel = -np.log(generator.exponential(size=density.shape))
    picked = (density + gumbel).argmax(axis=0)
    moved = np.flatnonzero(picked)
    _accept(chains, moved, trial, (picked[moved] - 1) * count + moved)
    return float(np.abs(steps[picked[moved] - 1, moved]).sum()) / count


def _trial(target: Target, chains: Chains, move: Move, step: Floats) -> Chains:
    """The chains at every proposal: (rows, proposals * chains), proposals slowest."""
    z = np.tile(chains.z, PROPOSALS)
    gammas = np.tile(chains.gammas, PROPOSALS)
    z[move.columns] += move.direction[:, None] * step
    before = gammas[move.columns]
    gammas[move.columns] = np.exp(z[move.columns])
    atoms = np.tile(chains.atoms, PROPOSALS) + move.by_step @ (gammas[move.columns] - before)
    maxima = np.tile(chains.maxima, PROPOSALS)
    for piece, weights in move.pieces:
        fresh = piece_maxima(piece, gammas[piece.columns])
        atoms += weights @ (fresh - maxima[piece.groups])
        maxima[piece.groups] = fresh
    return Chains(z, gammas, maxima, atoms, _log_density(target, z.sum(axis=0), gammas, atoms))


def _accept(chains: Chains, where: Ints, trial: Chains, chosen: Ints) -> None:
    chains.z[:, where] = trial.z[:, chosen]
    chains.gammas[:, where] = trial.gammas[:, chosen]
    chains.maxima[:, where] = trial.maxima[:, chosen]
    chains.atoms[:, where] = trial.atoms[:, chosen]
    chains.log_density[where] = trial.log_density[chosen]


def _rebase(target: Target, chains: Chains) -> None:
    """Recompute what is carried along, so that rounding does not add up."""
    np.exp(chains.z, out=chains.gammas)
    chains.maxima = group_maxima(target, chains.gammas)
    chains.atoms = _atoms(target, chains.maxima, chains.gammas)


@dataclass(frozen=True)
class Draws:
    """Draws from one party's preference set.

    u       (draws, increments), zero where an increment does not touch the party
    d       (draws,) value of no deal
    binds   statement -> (draws,): does a soft statement, or a precondition, bind in this draw?
    """

    party: str
    prior: str
    u: Floats
    d: Floats
    binds: dict[str, Bools]
    mixing: Mixing


@dataclass(frozen=True)
class Kept:
    """States kept: u (states, live, chains) and d (states, chains)."""

    u: Floats
    d: Floats

    def thinned(self, each: int) -> Kept:
        """The last `each` states of every chain, evenly spaced over all kept."""
        step = max(1, len(self.d) // each)
        return Kept(self.u[::-step][:each][::-1], self.d[::-step][:each][::-1])


class _Walk:
    """Chains on the move: widths are adapted during the warm-up, then held."""

    def __init__(self, target: Target, chains: Chains, generator: np.random.Generator) -> None:
        self.target, self.chains, self.generator = target, chains, generator
        self.moves = build_moves(target)
        self.widths = np.full(len(self.moves), 4.0)

    def sweep(self, *, adapt: bool) -> None:
        """Every move once, in random order, and one random direction."""
        for number in self.generator.permutation(len(self.moves)):
            moved = make_move(
                self.target, self.chains, self.moves[number], float(self.widths[number]), self.generator
            )
            if adapt:
                wider = 0.7 * self.widths[number] + 0.3 * WIDER * moved
                self.widths[number] = np.clip(wider, 0.2, 12.0)
        make_move(self.target, self.chains, random_move(self.target, self.generator), 4.0, self.generator)
        _rebase(self.target, self.chains)

    def state(self) -> tuple[Floats, Floats]:
        size = self.chains.gammas.sum(axis=0)
        interval = find_interval(self.target, self.chains.atoms / size)
        return self.chains.gammas / size, draw_d(interval, self.generator)


def _explore(walk: _Walk, each: int, progress: Progress | None) -> tuple[Kept, float, float]:
    """Warm up, then walk in rounds of `each` sweeps until the gate is passed or rounds run out.

    Returns all states kept, worst split R-hat and least effective size. The first sixth of what is
    kept is dropped at every new round: it may still remember the start.
    """
    for _ in range(WARM_UP):
        walk.sweep(adapt=True)
    states: list[tuple[Floats, Floats]] = []
    worst = least = float("nan")
    kept = Kept(np.empty(0), np.empty(0))
    for number in range(ROUNDS):
        for step in range(each):
            walk.sweep(adapt=False)
            states.append(walk.state())
            if progress:
                progress((number * each + step + 1) / (ROUNDS * each))
        states = states[len(states) // 6 :] if number else states
        kept = Kept(np.array([u for u, _ in states]), np.array([d for _, d in states]))
        worst, least = _gates(walk.target, kept)
        if worst < WORST_RHAT:
            break
    return kept, worst, least


def draw(
    space: Space,
    party: str,
    readings: tuple[Reading, ...],
    conditions: tuple[Precondition, ...] = (),
    *,
    prior: str = "slots",
    count: int = 2000,
    seed: int = 0,
    progress: Progress | None = None,
) -> Draws:
    """At least `count` draws from a party's preference set.

    Raises ValueError if the hard statements contradict each other, NotMixed if split R-hat of no
    deal or of any group's range is 1.05 or more.
    """
    began = time.perf_counter()
    generator = np.random.default_rng([seed, space.parties.index(party), list(PRIORS).index(prior)])
    target = compile_target(space, party, readings, prior)
    corners, _ = inner_points(space, party, tuple(r for r in readings if r.hard), 12, seed)
    number = max(4, -(-count // KEPT))
    each = -(-count // number)
    starts = corners[np.arange(number) % len(corners)][:, target.live]
    chains = start_chains(target, starts / starts.sum(axis=1, keepdims=True))
    kept, worst, least = _explore(_Walk(target, chains, generator), each, progress)
    if worst >= WORST_RHAT:
        raise NotMixed(
            f"the sampler has not mixed for '{party}' (split R-hat {worst:.3f}, gate {WORST_RHAT}): "
            "look for statements that leave almost no room, or soften one"
        )
    kept = kept.thinned(each)
    u = np.zeros((each * number, space.increments))
    u[:, target.live] = kept.u.transpose(0, 2, 1).reshape(each * number, -1)
    d = kept.d.reshape(-1)
    mixing = Mixing(party, prior, d.size, number, worst, min(least, float(d.size)), time.perf_counter() - began)
    return Draws(party, prior, u, d, _binding(space, party, readings, conditions, u, d, generator), mixing)


def _gates(target: Target, kept: Kept) -> tuple[float, float]:
    """Worst split R-hat and least effective size over no deal and every group's range."""
    ranges = [kept.u[:, target.inner == label, :].sum(axis=1).T for label in np.unique(target.inner)]
    watched = [kept.d.T, *ranges]
    return max(rhat(chains) for chains in watched), min(effective_size(chains) for chains in watched)


def _binding(
    space: Space,
    party: str,
    readings: tuple[Reading, ...],
    conditions: tuple[Precondition, ...],
    u: Floats,
    d: Floats,
    generator: np.random.Generator,
) -> dict[str, Bools]:
    """In which draws does each soft statement bind? With its credence where it holds, never elsewhere."""
    found = {
        reading.statement: statement_holds(space, party, reading, u, d)
        & (generator.uniform(size=len(d)) < reading.credence)
        for reading in readings
        if not reading.hard
    }
    for condition in conditions:
        found[condition.name] = generator.uniform(size=len(d)) < condition.credence
    return found
