"""One party's preference set compiled to arrays, with no deal integrated out (science: S.5).

Given u, every row of a statement bounds d alone. So the density of u is the prior density times the
prior mass of the d that the statements leave: a difference of normal tails, with a step for every
soft statement. Arrays have one column a point; points are whatever the caller evaluates at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.maths.tails import tail, tail_quantile
from detente.signing.readings import MARGIN, Ceiling, Floor, Low, Order, Reach, Reading, Row
from detente.signing.space import Bools, Floats, Ints, Space

NO_DEAL_SPREAD = 0.1
"""Standard deviation of the prior on d: Normal(0, 0.1) cut to [-1, 1] (S.6). An assumption."""
NEVER = 9.0
"""A bound on d that never binds."""


# ---------------------------------------------------------------- priors on u


def slots_prior(space: Space) -> tuple[Ints, Ints]:
    """Every restraint counts alike: slot totals uniform on the simplex, steps uniform within."""
    return space.slot_of, np.arange(len(space.slots))


def flat_prior(space: Space) -> tuple[Ints, Ints]:
    """Every step counts alike: increments uniform on the simplex. Favours measures with many levels."""
    return np.arange(space.increments), np.arange(space.increments)


def measures_prior(space: Space) -> tuple[Ints, Ints]:
    """Every measure counts alike: measure totals uniform, slots and steps uniform within."""
    names = list(dict.fromkeys(measure for measure, _ in space.slots))
    return space.slot_of, np.array([names.index(measure) for measure, _ in space.slots])


PRIORS: dict[str, Callable[[Space], tuple[Ints, Ints]]] = {
    "slots": slots_prior,
    "flat": flat_prior,
    "by-measure": measures_prior,
}
"""Alternatives for the prior on u, each as (inner group of every increment, outer group of every inner)."""


# ---------------------------------------------------------------- what is compiled


@dataclass(frozen=True)
class Piece:
    """The elements of one block that statements speak of, as rows of signed steps, by group.

    columns   live increments of the block
    matrix    (rows, columns)
    starts    where each group begins in `matrix`
    groups    the group numbers
    """

    columns: Ints
    matrix: Floats
    starts: Ints
    groups: Ints


@dataclass(frozen=True)
class Bundle:
    """Atoms of many clauses side by side: clause `owner[i]` owns the atoms from `starts[i]` on."""

    owner: Ints
    atoms: Ints
    starts: Ints

    def reduce(self, values: Floats, how: np.ufunc) -> Floats:
        """(owners, points) the greatest or least atom of each clause."""
        return np.asarray(how.reduceat(values[self.atoms], self.starts, axis=0))


@dataclass(frozen=True)
class Soft:
    """Soft statements: their atoms by kind and what each weighs where it fails.

    void    (clauses,) log(1 - credence)
    capped  (clauses,) statements that also say d <= 0
    """

    void: Floats
    capped: Bools
    floors: Bundle
    ceilings: Bundle
    orders: Bundle


@dataclass(frozen=True)
class Target:
    """A party's preference set as arrays. Columns of `live` are the increments that touch it.

    An *atom* is a number linear in group maxima and in u: the value of the best package of a term,
    of one package, or of a side of an order row. `by_group` (atoms, groups) and `by_step`
    (atoms, live) give it; `shift` (atoms,) is added after dividing by the sum of the gammas.
    `guarded` (floors, live) 0/1 are the steps that each refusal or red line is about.
    """

    live: Ints
    signs: Floats
    block_of: Ints
    inner: Ints
    sums: tuple[Floats, Floats]
    pieces: tuple[Piece, ...]
    by_group: Floats
    by_step: Floats
    shift: Floats
    hard_floors: Ints
    hard_ceilings: Ints
    hard_orders: Ints
    hard_cap: float
    soft: Soft
    guarded: Floats


@dataclass
class _Maker:
    """Atoms and groups while statements are being compiled."""

    live: Ints
    masks: list[tuple[int, Bools]]
    terms: list[tuple[int, ...]]
    steps: list[Floats]
    shifts: list[float]

    def group(self, block: int, mask: Bools) -> int:
        for number, (other, there) in enumerate(self.masks):
            if other == block and np.array_equal(mask, there):
                return number
        self.masks.append((block, mask))
        return len(self.masks) - 1

    def atom(self, groups: tuple[int, ...], steps: Floats | None, shift: float) -> int:
        self.terms.append(groups)
        self.steps.append(np.zeros(len(self.live)) if steps is None else steps[self.live])
        self.shifts.append(shift)
        return len(self.terms) - 1

    def atoms(self, row: Row) -> tuple[str, list[int]]:
        """The kind of a row and its atoms; d >= atom, d <= atom, or atom >= 0."""
        if isinstance(row, Floor):
            terms = [tuple(self.group(b, m) for b, m in enumerate(term.masks)) for term in row.terms]
            return "floors", [self.atom(groups, None, MARGIN) for groups in terms]
        if isinstance(row, Reach):
            return "ceilings", [self.atom(tuple(self.group(b, m) for b, m in enumerate(row.term.masks)), None, 0.0)]
        if isinstance(row, Ceiling):
            return "ceilings", [self.atom((), row.coefficients, 0.0)]
        if isinstance(row, Order):
            return "orders", [self.atom((), row.coefficients, -row.least)]
        assert isinstance(row, Low)
        return "cap", []


KINDS = ("floors", "ceilings", "orders", "cap")


def compile_target(space: Space, party: str, readings: tuple[Reading, ...], prior: str) -> Target:
    """A party's statements as arrays, under one of `PRIORS`."""
    signs = space.signs[space.parties.index(party)]
    live = np.flatnonzero(signs)
    maker = _Maker(live, [], [], [], [])
    hard: dict[str, list[int]] = {kind: [] for kind in KINDS}
    soft: list[tuple[float, dict[str, list[int]]]] = []
    capped_hard = False
    for reading in readings:
        mine: dict[str, list[int]] = {kind: [] for kind in KINDS}
        capped = False
        for row in reading.rows:
            kind, atoms = maker.atoms(row)
            mine[kind] += atoms
            capped |= kind == "cap"
        if reading.hard:
            capped_hard |= capped
            for kind, atoms in mine.items():
                hard[kind] += atoms
        else:
            soft.append((float(np.log1p(-reading.credence)), mine | {"cap": [1] if capped else []}))
    every_inner, every_outer = PRIORS[prior](space)
    inner = _dense(every_inner[live])
    outer = _dense(every_outer[np.unique(every_inner[live])])
    return Target(
        live=live,
        signs=signs[live],
        block_of=np.array([space.block_of[int(s)] for s in space.slot_of[live]]),
        inner=inner,
        sums=(_indicator(inner), _indicator(outer)),
        pieces=tuple(_piece(space, b, maker, signs) for b in range(len(space.blocks))),
        by_group=_counts(maker.terms, len(maker.masks)),
        by_step=np.array(maker.steps).reshape(len(maker.steps), len(live)),
        shift=np.array(maker.shifts)[:, None] if maker.shifts else np.zeros((0, 1)),
        hard_floors=np.array(hard["floors"], dtype=np.int64),
        hard_ceilings=np.array(hard["ceilings"], dtype=np.int64),
        hard_orders=np.array(hard["orders"], dtype=np.int64),
        hard_cap=0.0 if capped_hard else 1.0,
        soft=Soft(
            void=np.array([void for void, _ in soft])[:, None],
            capped=np.array([bool(mine["cap"]) for _, mine in soft], dtype=bool),
            floors=_bundle([mine["floors"] for _, mine in soft]),
            ceilings=_bundle([mine["ceilings"] for _, mine in soft]),
            orders=_bundle([mine["orders"] for _, mine in soft]),
        ),
        guarded=_guarded(space, readings)[:, live],
    )


def _guarded(space: Space, readings: tuple[Reading, ...]) -> Floats:
    floors = [row.mask for reading in readings for row in reading.rows if isinstance(row, Floor)]
    found = np.zeros((len(floors), space.increments))
    for number, mask in enumerate(floors):
        for slot, level in (*mask.with_, *mask.without):
            found[number, np.flatnonzero(space.slot_of == slot)[:level]] = 1.0
    return found


def _bundle(atoms: list[list[int]]) -> Bundle:
    owner = [i for i, one in enumerate(atoms) if one]
    lengths = [len(atoms[i]) for i in owner]
    flat = [atom for i in owner for atom in atoms[i]]
    starts = np.cumsum([0, *lengths])[:-1]
    return Bundle(np.array(owner, dtype=np.int64), np.array(flat, dtype=np.int64), starts.astype(np.int64))


def _counts(terms: list[tuple[int, ...]], groups: int) -> Floats:
    matrix = np.zeros((len(terms), groups))
    for row, term in enumerate(terms):
        for group in term:
            matrix[row, group] += 1.0
    return matrix


def _dense(labels: Ints) -> Ints:
    return np.asarray(np.unique(labels, return_inverse=True)[1])


def _indicator(labels: Ints) -> Floats:
    return (np.arange(labels.max() + 1)[:, None] == labels[None, :]).astype(float)


def _piece(space: Space, block: int, maker: _Maker, signs: Floats) -> Piece:
    piece = space.blocks[block]
    mine = [g for g, (b, _) in enumerate(maker.masks) if b == block]
    kept = np.flatnonzero(signs[piece.columns])
    signed = (piece.steps * signs[piece.columns])[:, kept]
    rows = [np.unique(signed[maker.masks[g][1]], axis=0) for g in mine]
    return Piece(
        columns=np.searchsorted(maker.live, piece.columns[kept]).astype(np.int64),
        matrix=np.concatenate(rows) if rows else np.zeros((0, len(kept))),
        starts=np.cumsum([0, *[len(r) for r in rows]])[:-1].astype(np.int64),
        groups=np.array(mine, dtype=np.int64),
    )


def group_maxima(target: Target, gammas: Floats) -> Floats:
    """(groups, points) the best element of every group, before dividing by the sum of the gammas."""
    out = np.zeros((target.by_group.shape[1], gammas.shape[1]))
    for piece in target.pieces:
        if len(piece.groups):
            out[piece.groups] = piece_maxima(piece, gammas[piece.columns])
    return out


def piece_maxima(piece: Piece, gammas: Floats) -> Floats:
    """(groups of the piece, points) for the gammas of its own columns."""
    return np.asarray(np.maximum.reduceat(piece.matrix @ gammas, piece.starts, axis=0))


# ---------------------------------------------------------------- where d may lie


@dataclass(frozen=True)
class Interval:
    """Where d may lie given u, a column a point.

    lower, upper   hard bounds; lower > upper where a hard order row fails
    points, jumps  (m, points) and (m, 1): crossing a point upward adds the jump to the log weight
    base           (points,) log weight below all of them
    """

    lower: Floats
    upper: Floats
    points: Floats
    jumps: Floats
    base: Floats


def find_interval(target: Target, atoms: Floats) -> Interval:
    """Bounds on d from the atoms (already divided by the sum of the gammas, without `shift`)."""
    values = atoms + target.shift
    count = values.shape[1]
    lower, upper = np.full(count, -1.0), np.full(count, target.hard_cap)
    if len(target.hard_floors):
        lower = np.maximum(lower, values[target.hard_floors].max(axis=0))
    if len(target.hard_ceilings):
        upper = np.minimum(upper, values[target.hard_ceilings].min(axis=0))
    if len(target.hard_orders):
        lower = np.where(values[target.hard_orders].min(axis=0) < 0.0, NEVER, lower)
    soft = target.soft
    low, high, fails = _soft_bounds(soft, values, count)
    floored = np.zeros(len(soft.void), dtype=bool)
    floored[soft.floors.owner] = True
    ceiled = soft.capped.copy()
    ceiled[soft.ceilings.owner] = True
    never = fails | (low > high)
    steps = np.where(never, NEVER, low)[floored]
    drops = np.where(never, np.where(floored[:, None], NEVER, -NEVER), high)[ceiled]
    loose = ~floored & ~ceiled
    base = soft.void[floored].sum() + (fails * soft.void)[loose].sum(axis=0)
    return Interval(
        lower, upper, np.concatenate([steps, drops]), np.concatenate([-soft.void[floored], soft.void[ceiled]]), base
    )


def _soft_bounds(soft: Soft, values: Floats, count: int) -> tuple[Floats, Floats, Bools]:
    """(clauses, points) each: where d may lie for the statement to hold, and where it fails anyway."""
    clauses = len(soft.void)
    low, high = np.full((clauses, count), -NEVER), np.full((clauses, count), NEVER)
    fails = np.zeros((clauses, count), dtype=bool)
    high[soft.capped] = 0.0
    if len(soft.floors.owner):
        low[soft.floors.owner] = soft.floors.reduce(values, np.maximum)
    if len(soft.ceilings.owner):
        ceilings = soft.ceilings.reduce(values, np.minimum)
        high[soft.ceilings.owner] = np.minimum(high[soft.ceilings.owner], ceilings)
    if len(soft.orders.owner):
        fails[soft.orders.owner] = soft.orders.reduce(values, np.minimum) < 0.0
    return low, high, fails


def segments(interval: Interval) -> tuple[Floats, Floats]:
    """Cut [lower, upper] at every step and at 0: edges (points, k + 1) and weighted mass (points, k).

    Every segment lies on one side of 0, so its prior mass is a difference of two tails.
    """
    lower = interval.lower[:, None]
    upper = np.maximum(interval.upper, interval.lower)[:, None]
    cuts = np.concatenate([np.zeros((1, len(lower))), interval.points]).T
    order = np.argsort(cuts, axis=1, kind="stable")
    jumps = np.concatenate([[0.0], interval.jumps[:, 0]])[order]
    inside = np.clip(np.take_along_axis(cuts, order, axis=1), lower, upper)
    edges = np.concatenate([lower, inside, upper], axis=1)
    weights = np.concatenate([np.zeros_like(lower), np.cumsum(jumps, axis=1)], axis=1)
    mass = np.abs(np.diff(tail(edges / NO_DEAL_SPREAD), axis=1))
    return edges, mass * np.exp(weights + np.reshape(interval.base, (-1, 1)))


def log_mass(interval: Interval) -> Floats:
    """(points,) log prior mass of d that the statements leave, soft steps included; -inf if none."""
    _, mass = segments(interval)
    with np.errstate(divide="ignore"):
        value = np.log(mass.sum(axis=1))
    return np.asarray(np.where(interval.lower < interval.upper, value, -np.inf))


def draw_d(interval: Interval, generator: np.random.Generator) -> Floats:
    """(points,) one d a point from its law given u."""
    edges, mass = segments(interval)
    rows = np.arange(len(mass))
    cumulated = np.cumsum(mass, axis=1)
    picked = generator.uniform(size=len(rows)) * cumulated[:, -1]
    segment = np.minimum((cumulated < picked[:, None]).sum(axis=1), mass.shape[1] - 1)
    low, high = edges[rows, segment], edges[rows, segment + 1]
    ends = tail(np.array([low, high]) / NO_DEAL_SPREAD)
    mixed = ends[0] + (ends[1] - ends[0]) * generator.uniform(size=len(rows))
    side = np.where(low + high < 0.0, -1.0, 1.0)
    return np.asarray(np.clip(side * NO_DEAL_SPREAD * tail_quantile(mixed), low, high))


def log_prior(target: Target, z_sum: Floats, gammas: Floats) -> Floats:
    """(points,) log density of z = log gammas under the nested Dirichlet prior, up to a constant.

    Outer group totals are Gamma(1); within every group shares are uniform on their simplex.
    """
    inner = target.sums[0] @ gammas
    within = target.sums[0].sum(axis=1) - 1.0
    between = target.sums[1].sum(axis=1) - 1.0
    value = z_sum - inner.sum(axis=0)
    if within.any():
        value = value - within[within > 0] @ np.log(inner[within > 0])
    if between.any():
        outer = target.sums[1][between > 0] @ inner
        value = value - between[between > 0] @ np.log(outer)
    return np.asarray(value)


def statement_holds(space: Space, party: str, reading: Reading, u: Floats, d: Floats) -> Bools:
    """(points,) does the statement hold at u (points, increments) and d? Straight from its rows."""
    target = compile_target(space, party, (_hardened(reading),), "slots")
    gammas = np.ascontiguousarray(u[:, target.live].T)
    atoms = target.by_group @ group_maxima(target, gammas) + target.by_step @ gammas
    interval = find_interval(target, atoms)
    return np.asarray((interval.lower <= d) & (d <= interval.upper))


def _hardened(reading: Reading) -> Reading:
    return Reading(reading.statement, reading.party, 1.0, reading.rows)
