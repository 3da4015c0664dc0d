"""Draws from one party's preference set, with the gates they must pass (science: S.5).

Plain hit-and-run does not mix here. What does: no deal integrated out (`target.py`), u in log space
as normalised gammas, many chains side by side, and three kinds of moves: along single increments,
all costs, all benefits and what refusals guard; transfers of weight between two increments; and
whole blocks drawn afresh from the prior. A move looks at several points at once and picks one of
them, or the place it is at, in proportion to the density (Tjelmeland 2004, "Using all
Metropolis-Hastings proposals to estimate mean values"): one array evaluation a move, where shrinking
a slice takes one after another. Decision 0004 has the figures.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from detente.errors import NotMixed
from detente.maths.mixing import effective_size, rhat
from detente.signing.readings import Low, Precondition, Reading, convex, narrowed
from detente.signing.region import consistent, inner_points
from detente.signing.results import Mixing
from detente.signing.space import Bools, Floats, Ints, Space
from detente.signing.target import (
    PRIORS,
    Active,
    Piece,
    Target,
    activate,
    compile_target,
    draw_d,
    find_interval,
    group_maxima,
    log_mass,
    piece_maxima,
)

WORST_RHAT = 1.05
LAWS = 50
LEAST_LAWS = 4
"""Ways in which soft statements bind or not, each walked by TWINS chains."""
TWINS = 2
LEAST_KEPT = 20
"""States walked a chain before split R-hat means anything."""
PROPOSALS = 4
TRANSFERS = 24
FRESH = 32
WARM_UP = 12
ROUNDS = 12
"""Rounds of walking before giving up on the gate."""
WIDER = 7.0
"""Width of a bracket in mean distances moved: about four standard deviations of a normal."""

Progress = Callable[[float], None]


@dataclass
class Chains:
    """The state of all chains, a column a chain: gammas are unnormalised increments.

    maxima, atoms  before dividing by `size`, the sum of the gammas
    inner, outer   group totals of the gammas under the prior
    log_mass       log prior mass of no deal
    """

    gammas: Floats
    size: Floats
    maxima: Floats
    atoms: Floats
    inner: Floats
    outer: Floats
    log_mass: Floats
    active: Active


@dataclass(frozen=True)
class Touched:
    """Prior groups with a power in the density that a move changes: their rows and their powers."""

    groups: Ints
    weights: Floats
    powers: Floats


@dataclass(frozen=True)
class Move:
    """A direction in log space.

    columns, direction  the increments it moves and how far each
    pieces              blocks whose maxima it changes: the piece, the places of the move's columns in
                        it, which of the move's columns those are, and the atoms' coefficients
    by_step             (atoms, columns) the linear part
    inner, outer        prior groups it changes
    """

    columns: Ints
    direction: Floats
    pieces: tuple[tuple[Piece, Ints, Ints, Floats], ...]
    by_step: Floats
    inner: Touched
    outer: Touched


@dataclass(frozen=True)
class Trial:
    """Every proposal of every chain: (..., proposals, chains).

    change      (columns, ...) of the gammas
    atoms, size what they become; maxima, one array a piece
    score       log density up to a constant of the chain
    """

    change: Floats
    size: Floats
    atoms: Floats
    maxima: tuple[Floats, ...]
    log_mass: Floats
    score: Floats


def _settle(target: Target, gammas: Floats, active: Active) -> Chains:
    """The whole state from the gammas alone."""
    size = gammas.sum(axis=0)
    maxima = group_maxima(target, gammas)
    atoms = target.by_group @ maxima + target.by_step @ gammas
    inner = target.sums[0] @ gammas
    mass = log_mass(*find_interval(target, active, atoms[:, None], size[None]))[0]
    return Chains(gammas, size, maxima, atoms, inner, target.sums[1] @ inner, mass, active)


def start_chains(target: Target, u: Floats, active: Active) -> Chains:
    """Chains at the points u (chains, live increments). NotMixed if a start lies outside its set."""
    chains = _settle(target, np.ascontiguousarray(u.T) * len(target.live), active)
    if not np.isfinite(chains.log_mass).all():
        raise NotMixed(
            "a chain would start outside the preference set; this is a fault in Détente, please report it"
        )
    return chains


def build_moves(target: Target) -> tuple[Move, ...]:
    """Single increments, all costs, all benefits, and what refusals guard together with all benefits.

    The last hold each other in place ("even for everything else, no"): moved apart they only creep.
    """
    benefits = (target.signs > 0).astype(float)
    guarded = (target.guarded.sum(axis=0) > 0).astype(float)
    wide = (benefits, 1.0 - benefits, guarded, np.maximum(guarded, benefits), benefits * (1.0 - guarded))
    directions = {one.tobytes(): one for one in (*np.eye(len(target.live)), *wide) if one.any()}
    return tuple(_move(target, direction) for direction in directions.values())


def _move(target: Target, direction: Floats) -> Move:
    columns = np.flatnonzero(direction)
    pieces = []
    for piece in target.pieces:
        _, mine, theirs = np.intersect1d(columns, piece.columns, return_indices=True)
        if len(piece.groups) and len(mine):
            pieces.append((piece, theirs, mine, target.by_group[:, piece.groups]))
    inner = target.sums[0][:, columns]
    return Move(
        columns, direction[columns], tuple(pieces), target.by_step[:, columns],
        _touched(inner, target.sums[0]), _touched(target.sums[1] @ inner, target.sums[1]),
    )  # fmt: skip


def _touched(weights: Floats, members: Floats) -> Touched:
    """Groups with more than one member that a move changes; the density has total ** -(members - 1)."""
    powers = members.sum(axis=1) - 1.0
    groups = np.flatnonzero(weights.any(axis=1) & (powers > 0))
    return Touched(groups, weights[groups], powers[groups])


def random_pair(target: Target, generator: np.random.Generator) -> Move:
    """Two increments, both costs or both benefits."""
    first = int(generator.integers(len(target.live)))
    alike = np.flatnonzero((target.signs == target.signs[first]) & (np.arange(len(target.live)) != first))
    second = int(generator.choice(alike)) if len(alike) else (first + 1) % len(target.live)
    direction = np.zeros(len(target.live))
    direction[[first, second]] = 1.0
    return _move(target, direction)


def make_move(
    target: Target,
    chains: Chains,
    move: Move,
    direction: Floats,
    width: float,
    generator: np.random.Generator,
) -> float:
    """Move every chain along its direction, (columns, chains) or (columns, 1) in log space.

    Returns the mean distance moved, to set `width` by.
    """
    count = len(chains.size)
    bracket = -width * generator.uniform(size=count)
    steps = bracket + width * generator.uniform(size=(PROPOSALS, count))
    change = chains.gammas[move.columns][:, None, :] * np.expm1(direction[:, None, :] * steps)
    moved, chosen = _pick(target, chains, move, change, direction.sum(axis=0) * steps, generator)
    return float(np.abs(steps[chosen, moved]).sum()) / count


def build_refreshes(target: Target) -> tuple[Move, ...]:
    """Every block as a whole, to be drawn afresh from the prior."""
    moves = [_move(target, (target.block_of == b).astype(float)) for b in np.unique(target.block_of)]
    return tuple(replace(m, inner=replace(m.inner, powers=np.zeros_like(m.inner.powers))) for m in moves)


def refresh(target: Target, chains: Chains, move: Move, generator: np.random.Generator) -> None:
    """Draw a whole block from the prior, several times over, and pick by what the statements leave.

    Costs and benefits of one block lean on each other ("worth no more than it costs"); one by one
    they creep along that ridge, together they jump.
    """
    labels = target.inner[move.columns]
    shape = (len(labels), FRESH, len(chains.size))
    fresh = generator.exponential(size=shape)
    for label in np.unique(labels):
        mine = labels == label
        share = fresh[mine] / fresh[mine].sum(axis=0)
        fresh[mine] = share * generator.exponential(size=shape[1:])
    change = fresh - chains.gammas[move.columns][:, None, :]
    # proposals come from the prior of the block, so its own density must not be counted again
    _pick(target, chains, move, change, change.sum(axis=0), generator)


def transfer(target: Target, chains: Chains, move: Move, generator: np.random.Generator) -> None:
    """Shift weight from one increment to another, their sum kept: any division of it may be proposed.

    Where a statement holds a sum in place ("these two together are worth more than all that"), one
    part can be large or the other; moves in log space hardly ever cross between the two.
    """
    first, second = chains.gammas[move.columns]
    share = generator.uniform(size=(PROPOSALS, len(first)))
    shift = share * (first + second) - first
    _pick(target, chains, move, np.stack([shift, -shift]), np.zeros_like(shift), generator)


def _pick(
    target: Target,
    chains: Chains,
    move: Move,
    change: Floats,
    jacobian: Floats,
    generator: np.random.Generator,
) -> tuple[Ints, Ints]:
    """Pick a proposal, or staying, in proportion to the density; returns which chains moved, and where to.

    `change` is (columns, proposals, chains) of the gammas, `jacobian` the log factor of the coordinates.
    """
    trial = _try(target, chains, move, change, jacobian)
    scores = np.concatenate([chains.log_mass[None], trial.score])
    gumbel = -np.log(generator.exponential(size=scores.shape))
    picked = (scores + gumbel).argmax(axis=0)
    moved = np.flatnonzero(picked)
    chosen = picked[moved] - 1
    _accept(chains, move, trial, moved, chosen)
    return moved, chosen


def _try(target: Target, chains: Chains, move: Move, change: Floats, jacobian: Floats) -> Trial:
    """Look at every proposal at once."""
    shape = jacobian.shape
    flat = change.reshape(len(change), -1)
    size = chains.size + change.sum(axis=0)
    atoms = np.repeat(chains.atoms[:, None, :], len(jacobian), axis=1)
    if move.by_step.any():
        atoms += (move.by_step @ flat).reshape(atoms.shape)
    maxima = []
    for piece, theirs, mine, weights in move.pieces:
        gammas = np.repeat(chains.gammas[piece.columns][:, None, :], len(jacobian), axis=1)
        gammas[theirs] += change[mine]
        fresh = piece_maxima(piece, gammas.reshape(len(gammas), -1)).reshape(-1, *shape)
        maxima.append(fresh)
        rise = fresh - chains.maxima[piece.groups][:, None, :]
        atoms += (weights @ rise.reshape(len(rise), -1)).reshape(atoms.shape)
    mass = log_mass(*find_interval(target, chains.active, atoms, size))
    score = mass + jacobian - (size - chains.size)
    for touched, totals in ((move.inner, chains.inner), (move.outer, chains.outer)):
        if len(touched.groups):
            old = totals[touched.groups][:, None, :]
            grown = (touched.weights @ flat).reshape(-1, *shape) / old
            score = score - np.tensordot(touched.powers, np.log1p(grown), axes=1)
    return Trial(change, size, atoms, tuple(maxima), mass, score)


def _accept(chains: Chains, move: Move, trial: Trial, where: Ints, chosen: Ints) -> None:
    change = trial.change[:, chosen, where]
    chains.gammas[np.ix_(move.columns, where)] += change
    chains.size[where] = trial.size[chosen, where]
    chains.atoms[:, where] = trial.atoms[:, chosen, where]
    chains.log_mass[where] = trial.log_mass[chosen, where]
    for (piece, *_), fresh in zip(move.pieces, trial.maxima, strict=True):
        chains.maxima[np.ix_(piece.groups, where)] = fresh[:, chosen, where]
    for touched, totals in ((move.inner, chains.inner), (move.outer, chains.outer)):
        totals[np.ix_(touched.groups, where)] += touched.weights @ change


@dataclass(frozen=True)
class Draws:
    """Draws from one party's preference set.

    u         (draws, increments), zero where an increment does not touch the party
    d         (draws,) value of no deal
    scenario  (draws,) which of the releases each belongs to, in order and evenly
    binds     statement -> (draws,): does a soft statement, or a precondition, bind in this draw?
    """

    party: str
    prior: str
    u: Floats
    d: Floats
    scenario: Ints
    binds: dict[str, Bools]
    mixing: Mixing

    def rows(self, picked: Ints) -> Draws:
        """Some of the draws."""
        binds = {name: values[picked] for name, values in self.binds.items()}
        return Draws(
            self.party,
            self.prior,
            self.u[picked],
            self.d[picked],
            self.scenario[picked],
            binds,
            self.mixing,
        )


KEPT_WHOLE: tuple[frozenset[str], ...] = (frozenset(),)
"""One scenario, in which every statement counts as written."""


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
    """Chains on the move. Widths are set during the warm-up, then held."""

    def __init__(self, target: Target, chains: Chains, generator: np.random.Generator) -> None:
        self.target, self.chains, self.generator = target, chains, generator
        self.moves = build_moves(target)
        self.refreshes = build_refreshes(target)
        self.widths = np.full(len(self.moves), 4.0)

    def sweep(self, *, adapt: bool) -> None:
        """Every move once, in random order, some transfers, and every block afresh."""
        for number in self.generator.permutation(len(self.moves)):
            move, width = self.moves[number], float(self.widths[number])
            moved = make_move(
                self.target, self.chains, move, move.direction[:, None], width, self.generator
            )
            if adapt:
                self.widths[number] = _wider(width, moved)
        live = len(self.target.live)
        for _ in range(min(TRANSFERS, live) if live > 1 else 0):
            transfer(self.target, self.chains, random_pair(self.target, self.generator), self.generator)
        for move in self.refreshes:
            refresh(self.target, self.chains, move, self.generator)
        self.chains = _settle(
            self.target, self.chains.gammas, self.chains.active
        )  # rounding must not add up

    def state(self) -> tuple[Floats, Floats]:
        """u (live, chains) and a draw of d (chains,)."""
        size = self.chains.size
        lower, upper = find_interval(
            self.target, self.chains.active, self.chains.atoms[:, None], size[None]
        )
        return self.chains.gammas / size, draw_d(lower[0], upper[0], self.generator)


def _wider(width: float, moved: float) -> float:
    return float(np.clip(0.7 * width + 0.3 * WIDER * moved, 0.05, 12.0))


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
    releases: tuple[frozenset[str], ...] = KEPT_WHOLE,
    prior: str = "slots",
    count: int = 2000,
    seed: int = 0,
    progress: Progress | None = None,
) -> Draws:
    """At least `count` draws from a party's preference set.

    Whether each soft statement binds is drawn first, for some `LAWS` laws, each walked by two chains.
    `releases` are scenarios, each a set of statements that do not bind in it; draws are shared out
    evenly among them. Raises ValueError if the hard statements contradict each other, NotMixed if
    split R-hat of no deal or of any group's range is 1.05 or more.
    """
    began = time.perf_counter()
    generator = np.random.default_rng([seed, space.parties.index(party), list(PRIORS).index(prior)])
    target = compile_target(space, party, readings, prior)
    each_law = max(LEAST_LAWS, min(LAWS, count // 40) // len(releases))
    laws, starts = _laws(space, party, readings, releases, each_law, generator)
    chains = start_chains(target, starts[:, target.live], activate(target, laws.repeat(TWINS, axis=1)))
    each = -(-count // len(starts))
    kept, worst, least = _explore(_Walk(target, chains, generator), max(each, LEAST_KEPT), progress)
    if worst >= WORST_RHAT:
        raise NotMixed(
            f"the sampler has not mixed for '{party}' (split R-hat {worst:.3f}, gate {WORST_RHAT}): "
            "look for statements that leave almost no room, or soften one"
        )
    kept = kept.thinned(each)
    u = np.zeros((each * len(starts), space.increments))
    u[:, target.live] = kept.u.transpose(2, 0, 1).reshape(len(u), -1)
    d = kept.d.T.reshape(-1)
    scenario = np.arange(len(releases)).repeat(each_law * TWINS * each)
    binds = {
        reading.statement: law.repeat(TWINS * each)
        for reading, law in zip(readings, laws, strict=True)
        if not law.all()
    }
    for condition in conditions:
        holding = np.array([condition.name not in release for release in releases])[scenario]
        binds[condition.name] = holding & _latin(len(d), condition.credence, generator)
    seconds = time.perf_counter() - began
    mixing = Mixing(party, prior, d.size, len(starts), worst, min(least, float(d.size)), seconds)
    return Draws(party, prior, u, d, scenario, binds, mixing)


def _latin(count: int, credence: float, generator: np.random.Generator) -> Bools:
    """(count,) true in a share `credence` of the places, exactly to one in `count`."""
    strata = (generator.permutation(count) + generator.uniform(size=count)) / count
    return np.asarray(strata < credence)


def _laws(
    space: Space,
    party: str,
    readings: tuple[Reading, ...],
    releases: tuple[frozenset[str], ...],
    each: int,
    generator: np.random.Generator,
) -> tuple[Bools, Floats]:
    """Which statements bind in each law, (statements, releases * each), and starts for their twins.

    Laws are those that can hold. Where a threat and what the party itself has said cannot both hold,
    the threat has not moved it and does not bind (S.8). Where its own statements contradict each
    other, the law is drawn again, with soft credences that ease off by 3 % a try so that it ends.
    """
    threats = np.array([not reading.hard and reading.rows == (Low(),) for reading in readings], dtype=bool)
    points: dict[bytes, Floats | None] = {}
    drawn: list[Bools] = []
    for release in releases:
        credences = np.array([0.0 if r.statement in release else r.credence for r in readings])
        _has_room(space, party, readings, credences >= 1.0, points)
        share = np.array([_latin(each, credence, generator) for credence in credences], dtype=bool)
        share = share.reshape(-1, each)
        for number in range(each):
            law, eased = share[:, number], credences.copy()
            while _start(space, party, readings, law, points) is None:
                law = law & ~threats
                if _start(space, party, readings, law, points) is None:
                    law = generator.uniform(size=len(readings)) < eased
                    eased = np.where(credences < 1.0, 0.97 * eased, 1.0)
            drawn.append(law)
    corners = [point for number, law in enumerate(drawn) for point in _cycle(points[law.tobytes()], number)]
    return np.array(drawn, dtype=bool).reshape(len(drawn), len(readings)).T, np.array(corners)


def _has_room(
    space: Space, party: str, readings: tuple[Reading, ...], law: Bools, known: dict[bytes, Floats | None]
) -> None:
    """NotMixed if the hard statements alone leave no room to walk in: then no law does."""
    if _start(space, party, readings, law, known) is None:
        raise NotMixed(
            f"the statements of '{party}' leave no preference set with any room in it: two of them may "
            "hold only on a knife's edge; soften one"
        )


def _start(
    space: Space, party: str, readings: tuple[Reading, ...], law: Bools, known: dict[bytes, Floats | None]
) -> Floats | None:
    """Points inside the set of one law, or None if it is empty."""
    key = law.tobytes()
    if key not in known:
        binding = tuple(r for r, binds in zip(readings, law, strict=True) if binds)
        known[key] = _inside(space, party, tuple(narrowed(r, space) for r in binding))
        if known[key] is None and consistent(space, party, tuple(r for r in binding if convex(r))):
            known[key] = _inside(space, party, binding)
    return known[key]


def _inside(space: Space, party: str, readings: tuple[Reading, ...]) -> Floats | None:
    try:
        return inner_points(space, party, readings, 2 * TWINS, 0)[0]
    except ValueError:
        return None


def _cycle(points: Floats | None, number: int) -> Floats:
    assert points is not None
    return points[(np.arange(TWINS) + number * TWINS) % len(points)]


def _gates(target: Target, kept: Kept) -> tuple[float, float]:
    """Worst split R-hat and least effective size over no deal and every group's range."""
    ranges = [kept.u[:, target.inner == label, :].sum(axis=1) for label in np.unique(target.inner)]
    watched = [values.T.reshape(-1, TWINS, len(values)) for values in (kept.d, *ranges)]
    return max(rhat(chains) for chains in watched), min(effective_size(chains) for chains in watched)
