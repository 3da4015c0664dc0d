"""Is the zone of agreement open, what blocks it, and where does a party contradict itself? (science: S.4)

All exact. First masks: which statements rule out which packages by themselves, worked through the
blocks without listing packages. Then one mixed-integer programme over all parties and the package.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from detente.case.links import Needs
from detente.maths.programmes import INFINITY, Programme, total
from detente.signing.readings import Floor, Mask, Reading, Readings
from detente.signing.region import SLACK, Region, build_region, choose, consistent
from detente.signing.results import Blocking, Contradiction, Zone
from detente.signing.space import Space

MOST_STATES = 200_000
MOST_SETS = 24


@dataclass(frozen=True)
class Struck:
    """Packages that one statement rules out by itself: those in the mask; `content` spares today."""

    name: str
    mask: Mask
    content: bool


def struck_by(readings: Readings) -> tuple[Struck, ...]:
    """What every hard statement and precondition rules out by itself."""
    found = [
        Struck(reading.statement, row.mask, False)
        for reading in readings.rows
        if reading.hard
        for row in reading.rows
        if isinstance(row, Floor)
    ]
    found += [
        Struck(condition.name, Mask((), condition.wanted), True)
        for condition in readings.preconditions
        if condition.hard
    ]
    return tuple(found)


@dataclass(frozen=True)
class Signatures:
    """How many packages with content carry each set of statements that rule them out.

    counts   signature -> number of packages
    """

    counts: dict[frozenset[str], int]

    @property
    def unmasked(self) -> int:
        return self.counts.get(frozenset(), 0)

    def minimal(self) -> tuple[frozenset[str], ...]:
        """The inclusion-minimal signatures, smallest first."""
        found: list[frozenset[str]] = []
        for signature in sorted(self.counts, key=lambda s: (len(s), sorted(s))):
            if not any(smaller <= signature for smaller in found):
                found.append(signature)
        return tuple(found)


def sign_masks(space: Space, struck: tuple[Struck, ...]) -> Signatures | None:
    """Work through the blocks, carrying for every mask whether its two halves still hold.

    State: (holds all of `with_` so far, holds all of `without` so far) a mask, and whether there is
    any content. None if there are too many states to carry; the caller then asks the programme.
    """
    states: dict[tuple[int, int, bool], int] = {((1 << len(struck)) - 1, (1 << len(struck)) - 1, False): 1}
    for block in space.blocks:
        patterns = _patterns(block.elements, block.slots, struck)
        following: dict[tuple[int, int, bool], int] = {}
        for (with_, without, content), count in states.items():
            for (w, o, c), number in patterns.items():
                state = (with_ & w, without & o, content or c)
                following[state] = following.get(state, 0) + count * number
        if len(following) > MOST_STATES:
            return None
        states = following
    counts: dict[frozenset[str], int] = {}
    for (with_, without, content), count in states.items():
        if content:
            signature = frozenset(_ruled_out(struck, with_, without))
            counts[signature] = counts.get(signature, 0) + count
    return Signatures(counts)


def _patterns(
    elements: np.ndarray, slots: tuple[int, ...], struck: tuple[Struck, ...]
) -> dict[tuple[int, int, bool], int]:
    def bits(element: np.ndarray, wants: Iterator[Needs]) -> int:
        word = 0
        for number, wanted in enumerate(wants):
            if all(element[slots.index(s)] >= level for s, level in wanted if s in slots):
                word |= 1 << number
        return word

    found: dict[tuple[int, int, bool], int] = {}
    for element in elements:
        pattern = (
            bits(element, (s.mask.with_ for s in struck)),
            bits(element, (s.mask.without for s in struck)),
            bool(element.any()),
        )
        found[pattern] = found.get(pattern, 0) + 1
    return found


def _ruled_out(struck: tuple[Struck, ...], with_: int, without: int) -> Iterator[str]:
    for number, one in enumerate(struck):
        missing = not one.mask.without or not without >> number & 1
        if with_ >> number & 1 and missing:
            yield one.name


@dataclass
class Table:
    """All parties and one package in one programme."""

    programme: Programme
    regions: dict[str, Region]
    chosen: list[dict[int, int]]


def _table(
    space: Space, readings: Readings, softening: Collection[str] = ()
) -> tuple[Table, dict[str, int]]:
    """The programme of S.4: is there a package and, for each party, a preference that signs it?

    Statements named in `softening` get a binary that voids them.
    """
    programme = Programme()
    binaries = {name: programme.column(0.0, 1.0, integer=True) for name in softening}
    regions = {}
    for party in space.parties:
        region = build_region(space, party, (), programme=programme)
        for reading in readings.of(party):
            if reading.hard:
                region.add(reading, softening=binaries.get(reading.statement))
        regions[party] = region
    chosen = [
        {e: programme.column(0.0, 1.0, integer=True) for e in range(len(block.elements))}
        for block in space.blocks
    ]
    for one in chosen:
        programme.row(1.0, 1.0, total(one.values()))
    for region in regions.values():
        values = [
            choose(region, b, np.ones(len(block.elements), dtype=bool), chosen[b])[0]
            for b, block in enumerate(space.blocks)
        ]
        programme.row(0.0, INFINITY, {**total(values), region.d: -1.0})
    programme.row(-INFINITY, len(space.blocks) - 1, total(one[0] for one in chosen))  # some content
    _strike(space, readings, programme, chosen, binaries)
    return Table(programme, regions, chosen), binaries


def _strike(
    space: Space,
    readings: Readings,
    programme: Programme,
    chosen: list[dict[int, int]],
    binaries: dict[str, int],
) -> None:
    """Rows on the package alone: the masks, which also tighten the relaxation."""
    for one in struck_by(readings):
        void = {binaries[one.name]: -SLACK} if one.name in binaries else {}
        if one.mask.without and not one.mask.with_:
            for slot, level in one.mask.without:
                reached = _reaching(space, chosen, ((slot, level),))
                programme.row(1.0, INFINITY, {**reached, **{c: -v for c, v in void.items()}})
        elif one.mask.with_ and not one.mask.without:
            homes = {space.block_of[slot] for slot, _ in one.mask.with_}
            reached = _reaching(space, chosen, one.mask.with_)
            programme.row(-INFINITY, len(homes) - 1, {**reached, **void})


def _reaching(space: Space, chosen: list[dict[int, int]], wanted: Needs) -> dict[int, float]:
    """Terms that count the blocks whose chosen element meets its part of `wanted`."""
    homes = sorted({space.block_of[slot] for slot, _ in wanted})
    reaching = {home: np.flatnonzero(space.blocks[home].reaches(wanted)) for home in homes}
    return {chosen[home][int(e)]: 1.0 for home, elements in reaching.items() for e in elements}


def find_zone(space: Space, readings: Readings) -> Zone:
    """Is there a package with content that every party could sign, every statement at its word?"""
    signatures = sign_masks(space, struck_by(readings))
    unmasked = signatures.unmasked if signatures else -1
    if signatures and not unmasked:
        return Zone(False, None, "masks", space.packages, 0)
    table, _ = _table(space, readings)
    answer = table.programme.solve(first=True)
    if not answer.feasible:
        return Zone(False, None, "milp", space.packages, unmasked)
    elements = np.array([max(one, key=lambda e: answer.x[one[e]]) for one in table.chosen])
    levels = tuple(int(x) for x in space.levels(elements[None, :])[0])
    return Zone(True, space.package(levels), "milp", space.packages, unmasked)


def _without(readings: Readings, names: Collection[str]) -> Readings:
    return Readings(
        tuple(r for r in readings.rows if r.statement not in names),
        tuple(c for c in readings.preconditions if c.name not in names),
    )


def find_blocking(
    space: Space, readings: Readings, *, seconds: float = 5.0
) -> tuple[tuple[Blocking, ...], bool]:
    """The smallest sets of statements that would have to soften for the zone to open.

    Every such set holds a minimal signature. If each minimal signature suffices (one programme
    each), they are all of them. Otherwise sets are found one by one, by least size, with the sets
    found so far forbidden. Returns the sets and whether there are no others.
    """
    signatures = sign_masks(space, struck_by(readings))
    if signatures and signatures.unmasked == 0:
        candidates = signatures.minimal()
        if len(candidates) <= MOST_SETS and all(
            find_zone(space, _without(readings, names)).open for names in candidates
        ):
            return tuple(Blocking(_ordered(readings, names), True) for names in candidates), True
    return _search_blocking(space, readings, seconds)


def _search_blocking(space: Space, readings: Readings, seconds: float) -> tuple[tuple[Blocking, ...], bool]:
    names = sorted(
        {r.statement for r in readings.rows if r.hard} | {c.name for c in readings.preconditions if c.hard}
    )
    table, binaries = _table(space, readings, names)
    found: list[Blocking] = []
    while len(found) < MOST_SETS:
        answer = table.programme.solve(total(binaries.values()), seconds=seconds)
        if answer.status == "infeasible":
            return tuple(found), True
        if not answer.feasible:
            break
        softened = [name for name in names if answer.x[binaries[name]] > 0.5]
        if not softened:
            break
        found.append(Blocking(_ordered(readings, softened), True))
        table.programme.row(-INFINITY, len(softened) - 1, total(binaries[name] for name in softened))
    return tuple(found), False


def _ordered(readings: Readings, names: Collection[str]) -> tuple[str, ...]:
    order = [r.statement for r in readings.rows] + [c.name for c in readings.preconditions]
    return tuple(dict.fromkeys(name for name in order if name in names))


def find_contradictions(space: Space, readings: Readings, *, hard_only: bool) -> tuple[Contradiction, ...]:
    """A party's own statements that cannot all hold: an irreducible set a contradiction, by deletion.

    With `hard_only` soft statements are left aside; otherwise all are taken at their word. One
    statement of each set found is left out before looking for the next.
    """
    found: list[Contradiction] = []
    for party in space.parties:
        left: tuple[Reading, ...] = tuple(r for r in readings.of(party) if r.hard or not hard_only)
        while not consistent(space, party, left):
            core = _irreducible(space, party, left)
            names = tuple(r.statement for r in core)
            found.append(Contradiction(party, names, _says(core)))
            left = tuple(r for r in left if r is not core[-1])
    return tuple(found)


def _irreducible(space: Space, party: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    core = list(readings)
    for reading in readings:
        trial = [r for r in core if r is not reading]
        if not consistent(space, party, trial):
            core = trial
    return tuple(core)


def _says(core: tuple[Reading, ...]) -> str:
    soft = [r.statement for r in core if not r.hard]
    if not soft:
        return "taken at their word these cannot all hold; at least one of them is not meant as said"
    names = soft[0] if len(soft) == 1 else f"{', '.join(soft[:-1])} and {soft[-1]}"
    meant = "is taken at its word; it counts" if len(soft) == 1 else "are taken at their word; they count"
    return f"these cannot all hold if {names} {meant} with less than full credence"
