"""One party's preference set compiled to arrays, with no deal integrated out (science: S.5).

Given u, every row of a statement bounds d alone. So the density of u is the prior density times the
prior mass of the d that the statements leave: a difference of normal tails.

A soft statement binds with its credence and otherwise says nothing. Whether it binds is drawn once
a chain, before anything else: so a refusal of credence 0.5 is a real line in half of the draws,
however small the set it leaves. (A mere factor on the density would let small sets drown.) Arrays
have one column a point; points are chains, or proposals of every chain, proposals slowest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.maths.tails import tail, tail_quantile
from detente.signing.readings import MARGIN, Ceiling, Floor, Order, Reach, Reading, Row, Term
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
class Target:
    """A party's preference set as arrays. Columns of `live` are the increments that touch it.

    An *atom* is a number linear in group maxima and in u: the value of the best package of a term,
    of one package, or of a side of an order row. `by_group` (atoms, groups) and `by_step`
    (atoms, live) give it; `shift` (atoms,) is added after dividing by the sum of the gammas.
    `floors`, `ceilings` and `orders` are the atoms of each kind, `owner` (atoms,) the statement each
    belongs to, `capped` (statements,) those that also say d <= 0.
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
    floors: slice
    ceilings: slice
    orders: slice
    owner: Ints
    capped: Bools
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

    def atom(self, groups: tuple[int, ...], steps: Floats | None, shift: float) -> None:
        self.terms.append(groups)
        self.steps.append(np.zeros(len(self.live)) if steps is None else steps[self.live])
        self.shifts.append(shift)

    def atoms(self, row: Row) -> int:
        """Make the atoms of a row: d >= atom, d <= atom, or atom >= 0. Returns how many."""
        before = len(self.terms)
        if isinstance(row, Floor):
            for term in row.terms:
                self.atom(self.groups(term), None, MARGIN)
        elif isinstance(row, Reach):
            self.atom(self.groups(row.term), None, 0.0)
        elif isinstance(row, Ceiling):
            self.atom((), row.coefficients, 0.0)
        elif isinstance(row, Order):
            self.atom((), row.coefficients, -row.least)
        return len(self.terms) - before

    def groups(self, term: Term) -> tuple[int, ...]:
        return tuple(self.group(b, mask) for b, mask in enumerate(term.masks))


KINDS = ("floors", "ceilings", "orders", "cap")
"""Kinds of atoms, in the order in which they stand."""


def kind_of(row: Row) -> str:
    """What a row bounds: d from below, d from above, u alone, or d by today."""
    if isinstance(row, Floor):
        return "floors"
    if isinstance(row, Ceiling | Reach):
        return "ceilings"
    return "orders" if isinstance(row, Order) else "cap"


def compile_target(space: Space, party: str, readings: tuple[Reading, ...], prior: str) -> Target:
    """A party's statements as arrays, under one of `PRIORS`."""
    signs = space.signs[space.parties.index(party)]
    live = np.flatnonzero(signs)
    maker = _Maker(live, [], [], [], [])
    counts = dict.fromkeys(KINDS, 0)
    owner: list[int] = []
    capped = np.zeros(len(readings), dtype=bool)
    for kind in KINDS:
        for number, reading in enumerate(readings):
            for row in reading.rows:
                if kind_of(row) == kind:
                    made = maker.atoms(row)
                    counts[kind] += made
                    owner += [number] * made
                    capped[number] |= kind == "cap"
    floors, ceilings = counts["floors"], counts["floors"] + counts["ceilings"]
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
        floors=slice(0, floors),
        ceilings=slice(floors, ceilings),
        orders=slice(ceilings, len(owner)),
        owner=np.array(owner, dtype=np.int64),
        capped=capped,
        guarded=_guarded(space, readings)[:, live],
    )


def _guarded(space: Space, readings: tuple[Reading, ...]) -> Floats:
    floors = [row.mask for reading in readings for row in reading.rows if isinstance(row, Floor)]
    found = np.zeros((len(floors), space.increments))
    for number, mask in enumerate(floors):
        for slot, level in (*mask.with_, *mask.without):
            found[number, np.flatnonzero(space.slot_of == slot)[:level]] = 1.0
    return found


def _counts(terms: list[tuple[int, ...]], groups: int) -> Floats:
    matrix = np.zeros((len(terms), groups))
    for row, term in enumerate(terms):
        for group in term:
            matrix[row, group] += 1.0
    return matrix


def _dense(labels: Ints) -> Ints:
    return np.asarray(np.unique(labels, return_inverse=True)[1])


def _indicator(labels: Ints) -> Floats:
    return np.asarray(np.arange(labels.max() + 1)[:, None] == labels[None, :], dtype=float)


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
class Active:
    """Which statements bind in which chain: what lifts idle atoms out of the way, margins included.

    floors, ceilings, orders  (atoms of the kind, 1, chains), to be added
    cap                       (chains,) upper bound on d from threats that bind
    """

    floors: Floats
    ceilings: Floats
    orders: Floats
    cap: Floats


def activate(target: Target, binds: Bools) -> Active:
    """What to add to every atom, for `binds` (statements, chains)."""
    idle = np.where(binds, 0.0, 2.0 * NEVER)[target.owner]
    return Active(
        (target.shift - idle)[target.floors][:, None, :],
        (target.shift + idle)[target.ceilings][:, None, :],
        (target.shift + idle)[target.orders][:, None, :],
        np.where((binds & target.capped[:, None]).any(axis=0), 0.0, 1.0),
    )


def find_interval(target: Target, active: Active, atoms: Floats, size: Floats) -> tuple[Floats, Floats]:
    """(proposals, chains) twice: the bounds on d. Lower above upper where nothing is left.

    atoms  (atoms, proposals, chains) and `size` (proposals, chains), not yet divided by each other
    """
    values = atoms / size
    lower = np.full(size.shape, -1.0)
    upper = np.broadcast_to(active.cap, size.shape)
    if len(active.floors):
        lower = np.maximum(lower, (values[target.floors] + active.floors).max(axis=0))
    if len(active.ceilings):
        upper = np.minimum(upper, (values[target.ceilings] + active.ceilings).min(axis=0))
    if len(active.orders):
        fails = ((values[target.orders] + active.orders) < 0.0).any(axis=0)
        lower = np.where(fails, NEVER, lower)
    return lower, upper


def _masses(lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """Prior mass of d in [lower, upper] below 0 and above 0, as differences of tails."""
    low, high = tail(np.array([lower, upper]) / NO_DEAL_SPREAD)
    below = np.where(lower < 0.0, np.where(upper < 0.0, high, 0.5) - low, 0.0)
    above = np.where(upper > 0.0, np.where(lower > 0.0, low, 0.5) - high, 0.0)
    return below, above


def log_mass(lower: Floats, upper: Floats) -> Floats:
    """(points,) log prior mass of d in [lower, upper]; -inf where there is none."""
    below, above = _masses(lower, upper)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(lower < upper, np.log(below + above), -np.inf))


def draw_d(lower: Floats, upper: Floats, generator: np.random.Generator) -> Floats:
    """(points,) one d a point from the prior cut to [lower, upper]."""
    below, above = _masses(lower, upper)
    negative = generator.uniform(size=len(lower)) * (below + above) < below
    near = np.where(negative, np.minimum(upper, 0.0), np.maximum(lower, 0.0))
    far = np.where(negative, lower, upper)
    ends = tail(np.array([near, far]) / NO_DEAL_SPREAD)
    mixed = ends[1] + (ends[0] - ends[1]) * generator.uniform(size=len(lower))
    size = NO_DEAL_SPREAD * tail_quantile(mixed)
    return np.asarray(np.clip(np.where(negative, -size, size), lower, upper))
