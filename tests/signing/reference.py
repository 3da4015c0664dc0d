"""A slow reference for the signing room, written from what the words mean and not from its code.

Every package is listed and every link and statement is checked on the list. Small cases only.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import highspy
import numpy as np

from detente.case.case import Case
from detente.case.measures import Link, Ref
from detente.case.statements import Statement

MARGIN = 0.01
SPREAD = 0.1

Levels = tuple[int, ...]
Row = tuple[np.ndarray, float]
"""Coefficients over (u, d) and the least that they must come to."""
Line = tuple[str, str]
"""Something that can be softened: ("statement", id) or ("link", number)."""


@cache
def _solver() -> highspy.Highs:
    """One solver for all: a new one would take longer than its programme."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


@dataclass(frozen=True)
class Reference:
    """All packages of a case, and what each party's statements say of them."""

    case: Case

    @cached_property
    def slots(self) -> list[tuple[str, str]]:
        return [(m.id, party) for m in self.case.measures for party in m.binds]

    @cached_property
    def steps(self) -> list[tuple[int, int]]:
        """Every increment: (slot, level that it leads to)."""
        tops = [len(m.levels) - 1 for m in self.case.measures for _ in m.binds]
        return [(slot, k) for slot, top in enumerate(tops) for k in range(1, top + 1)]

    @cached_property
    def packages(self) -> list[Levels]:
        """Every combination of levels that meets every link, today first."""
        ranges = [range(len(m.levels)) for m in self.case.measures for _ in m.binds]
        every = itertools.product(*ranges)
        return [x for x in every if all(self.fits(x, link) for link in self.case.links)]

    # ------------------------------------------------------------ refs and links

    def number(self, ref: Ref) -> int:
        measure = next(m for m in self.case.measures if m.id == ref.measure)
        return [level.id for level in measure.levels].index(ref.level) if ref.level else 1

    def held(self, x: Levels, ref: Ref) -> bool:
        """Does a package hold a restraint: whoever it covers, at that level or a tighter one?"""
        return all(
            x[slot] >= self.number(ref)
            for slot, (measure, party) in enumerate(self.slots)
            if measure == ref.measure and ref.binds in (None, party)
        )

    def holds_all(self, x: Levels, refs: Collection[Ref]) -> bool:
        return all(self.held(x, ref) for ref in refs)

    def fits(self, x: Levels, link: Link) -> bool:
        held = [self.held(x, ref) for ref in link.refs]
        same = {level for (m, _), level in zip(self.slots, x, strict=True) if m == link.measure}
        meanings: dict[str, Callable[[], bool]] = {
            "reciprocal": lambda: len(same) == 1,
            "exchanged": lambda: held[0] == held[1],
            "requires": lambda: held[1] or not held[0],
            "excludes": lambda: not all(held),
            "tie": lambda: all(held) or not any(held),
            "precondition": lambda: True,
        }
        return meanings[link.kind]()

    def least(self, refs: Collection[Ref]) -> Levels | None:
        """The least package that holds all of these; None if there is none."""
        found = [x for x in self.packages if self.holds_all(x, refs)]
        if not found:
            return None
        lowest = tuple(min(levels) for levels in zip(*found, strict=True))
        assert lowest in found, "links leave no least package"
        return lowest

    # ------------------------------------------------------------ values

    def sign(self, party: str, slot: int) -> int:
        measure_id, bound = self.slots[slot]
        measure = next(m for m in self.case.measures if m.id == measure_id)
        usual = 1 if not measure.helps or party in measure.helps else 0
        usual = -1 if bound == party else usual
        turned = any((t.measure, t.binds, t.party) == (measure_id, bound, party) for t in self.case.turned)
        return -usual if turned else usual

    def value(self, party: str, x: Levels) -> np.ndarray:
        """v(x) as coefficients over u."""
        return np.array([self.sign(party, slot) * (x[slot] >= k) for slot, k in self.steps], float)

    def gain(self, party: str, x: Levels) -> np.ndarray:
        """v(x) - d as coefficients over (u, d)."""
        return np.append(self.value(party, x), -1.0)

    # ------------------------------------------------------------ statements as rows

    def statements(self, party: str) -> list[Statement]:
        """What binds a party: its own statements, and threats made to it."""
        own = [s for s in self.case.statements if s.speaker == party and s.stance != "threatens"]
        threats = [
            s
            for s in self.case.statements
            if s.stance == "threatens" and s.speaker != party and s.to in (None, party)
        ]
        return [s for s in [*own, *threats] if not s.everything]

    def ways(self, party: str, statement: Statement) -> list[list[Row]]:
        """Sets of rows of which one must hold: one set, or one a package that a weak reading may mean."""
        if statement.stance == "threatens":
            return [[(np.append(np.zeros(len(self.steps)), -1.0), 0.0)]]
        if statement.stance == "demands":
            return [self._demanded(party, statement)]
        rows = [row for meant in self._worse_than_no_deal(statement) for row in self._below(party, meant)]
        if statement.stance in ("refuses", "insists"):
            return [rows]
        wanted = (*statement.on, *statement.if_)
        if statement.reading == "weak" and statement.stance != "offers":
            fulfilling = [x for x in self.packages if self.holds_all(x, wanted)]
            return [[*rows, (self.gain(party, x), 0.0)] for x in fulfilling] or [rows]
        least = self.least(wanted)
        return [[*rows, (self.gain(party, least), 0.0)] if least else rows]

    def _worse_than_no_deal(self, statement: Statement) -> Iterator[list[Levels]]:
        for ref in statement.on:
            if statement.stance == "refuses":
                yield [x for x in self.packages if self.held(x, ref)]
            elif statement.stance == "insists":
                yield [x for x in self.packages if not self.held(x, ref)]
            elif statement.stance == "conditional":
                yield [
                    x for x in self.packages if self.held(x, ref) and not self.holds_all(x, statement.if_)
                ]

    def _below(self, party: str, packages: list[Levels]) -> list[Row]:
        return [(-self.gain(party, x), MARGIN) for x in packages]

    def _demanded(self, party: str, statement: Statement) -> list[Row]:
        worths = [w for ref in statement.on if (w := self._worth(party, ref)).any()]
        lesser = [w for ref in statement.over if (w := self._worth(party, ref)).any()]
        return [(np.append(w, 0.0), MARGIN) for w in worths] + [
            (np.append(w - other, 0.0), 0.0) for w in worths for other in lesser
        ]

    def _worth(self, party: str, ref: Ref) -> np.ndarray:
        """The size of what a restraint brings a party, or of what it costs where it brings nothing."""
        covered = np.array(
            [
                k <= self.number(ref) and self.slots[slot][0] == ref.measure
                and ref.binds in (None, self.slots[slot][1])
                for slot, k in self.steps
            ],
            float,
        )  # fmt: skip
        signs = np.array([self.sign(party, slot) for slot, _ in self.steps])
        brings = covered * (signs > 0)
        return brings if brings.any() else covered * (signs < 0)

    # ------------------------------------------------------------ what is filtered

    def conditions(self, party: str) -> list[tuple[Line, tuple[Ref, ...], float]]:
        """What a party wants in any package with content: who says so, what, and with what credence."""
        said = [
            (("statement", s.id), s.if_, s.credence)
            for s in self.case.statements
            if s.everything and s.speaker == party
        ]
        links = [
            (("link", str(n)), link.refs, 1.0)
            for n, link in enumerate(self.case.links, 1)
            if link.kind == "precondition" and link.party == party
        ]
        return said + links

    # ------------------------------------------------------------ linear programmes

    def sets(self, party: str, left_out: Collection[Line] = ()) -> list[list[Row]]:
        """The preference set under the hard statements as a union of polyhedra."""
        ways = [
            self.ways(party, s)
            for s in self.statements(party)
            if s.credence >= 1 and ("statement", s.id) not in left_out
        ]
        return [[row for rows in one for row in rows] for one in itertools.product(*ways)]

    def greatest(self, party: str, objective: np.ndarray, rows: list[Row]) -> float | None:
        """Greatest value of a linear objective over one polyhedron; None if it is empty."""
        return self.extremes(party, (objective,), rows)[0]

    def extremes(
        self, party: str, objectives: Collection[np.ndarray], rows: list[Row]
    ) -> list[float | None]:
        """Greatest value of each objective over one polyhedron; None for each if it is empty."""
        solver = _solver()
        solver.passModel(self._polyhedron(party, rows))
        every = np.arange(len(self.steps) + 1, dtype=np.int32)
        found: list[float | None] = []
        for objective in objectives:
            solver.changeColsCost(len(every), every, objective)
            solver.run()
            status = solver.getModelStatus()
            assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible), (
                status
            )
            if status == highspy.HighsModelStatus.kInfeasible:
                return [None for _ in objectives]
            found.append(float(solver.getInfo().objective_function_value))
        return found

    def _polyhedron(self, party: str, rows: list[Row]) -> highspy.HighsLp:
        """Over (u, d): u sums to one, is none where nothing touches the party, and every row holds."""
        touched = np.array([float(self.sign(party, slot) != 0) for slot, _ in self.steps])
        matrix = np.vstack([np.append(np.ones(len(touched)), 0.0), *(row for row, _ in rows)])
        least = np.array([1.0, *(limit for _, limit in rows)])
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrix.shape
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.zeros(matrix.shape[1])
        lp.col_lower_, lp.col_upper_ = np.append(np.zeros(len(touched)), -1.0), np.append(touched, 1.0)
        lp.row_lower_, lp.row_upper_ = least, np.append(1.0, np.full(len(rows), np.inf))
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.arange(len(matrix) + 1, dtype=np.int32) * matrix.shape[1]
        lp.a_matrix_.index_ = np.tile(np.arange(matrix.shape[1], dtype=np.int32), len(matrix))
        lp.a_matrix_.value_ = matrix.ravel()
        return lp

    def gain_range(self, party: str, x: Levels) -> tuple[float, float] | None:
        """Least and greatest gain of a package over the preference set; None if it is empty."""
        gain, sets = self.gain(party, x), self.sets(party)
        both = [self.extremes(party, (gain, -gain), rows) for rows in sets]
        ranges = [(-low, high) for high, low in both if high is not None and low is not None]
        return (min(low for low, _ in ranges), max(high for _, high in ranges)) if ranges else None

    def can_hold(self, party: str, statements: Collection[str]) -> bool:
        """Can these statements of a party hold together, each at its word?"""
        mine = [s for s in self.statements(party) if s.id in statements]
        nothing = np.zeros(len(self.steps) + 1)
        ways = itertools.product(*(self.ways(party, s) for s in mine))
        return any(
            self.greatest(party, nothing, [r for rows in one for r in rows]) is not None for one in ways
        )

    # ------------------------------------------------------------ zone and blocking sets

    @cached_property
    def lines(self) -> list[Line]:
        """Everything hard that could be softened."""
        said = [
            ("statement", s.id) for s in self.case.statements if s.credence >= 1 and self._says_anything(s)
        ]
        return said + [
            ("link", str(n)) for n, link in enumerate(self.case.links, 1) if link.kind == "precondition"
        ]

    def _says_anything(self, statement: Statement) -> bool:
        return statement.stance not in ("claims", "denies", "accuses", "doubts")

    def signable(self, party: str, left_out: Collection[Line] = ()) -> set[Levels]:
        """Packages with content that a party signs under at least one consistent preference."""
        struck = [
            refs
            for line, refs, credence in self.conditions(party)
            if credence >= 1 and line not in left_out
        ]
        sets = self.sets(party, left_out)
        return {
            x
            for x in self.packages
            if any(x)
            and all(self.holds_all(x, refs) for refs in struck)
            and any(self._reaches_zero(party, x, rows) for rows in sets)
        }

    def _reaches_zero(self, party: str, x: Levels, rows: list[Row]) -> bool:
        best = self.greatest(party, self.gain(party, x), rows)
        return best is not None and best >= -1e-7

    def zone(self) -> set[Levels]:
        """Packages that every party could sign."""
        return set.intersection(*(self.signable(p.id) for p in self.case.parties))

    def blocking(self) -> set[frozenset[Line]]:
        """All inclusion-minimal sets of hard lines whose softening opens the zone."""
        known: dict[tuple[str, frozenset[Line]], set[Levels]] = {}
        mine = {p.id: frozenset(self._lines_of(p.id)) for p in self.case.parties}
        found: list[frozenset[Line]] = []
        for size in range(len(self.lines) + 1):
            for chosen in map(frozenset, itertools.combinations(self.lines, size)):
                if any(smaller <= chosen for smaller in found):
                    continue
                for party, lines in mine.items():
                    if (party, chosen & lines) not in known:
                        known[party, chosen & lines] = self.signable(party, chosen & lines)
                if set.intersection(*(known[party, chosen & lines] for party, lines in mine.items())):
                    found.append(chosen)
        return set(found)

    def _lines_of(self, party: str) -> list[Line]:
        said: list[Line] = [("statement", s.id) for s in self.statements(party)]
        return said + [line for line, _, _ in self.conditions(party)]

    # ------------------------------------------------------------ acceptance by rejection

    def prior(
        self, party: str, count: int, generator: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray]:
        """u and d before anything was said: slot totals uniform, steps uniform within, d near 0."""
        touched = [s for s in range(len(self.slots)) if self.sign(party, s)]
        totals = generator.dirichlet(np.ones(len(touched)), count)
        u = np.zeros((count, len(self.steps)))
        for number, slot in enumerate(touched):
            mine = [j for j, (s, _) in enumerate(self.steps) if s == slot]
            u[:, mine] = totals[:, [number]] * generator.dirichlet(np.ones(len(mine)), count)
        return u, np.clip(SPREAD * generator.normal(size=count), -1.0, 1.0)

    def agrees(self, party: str, statement: Statement, u: np.ndarray, d: np.ndarray) -> np.ndarray:
        """(draws,) does a preference fit a statement?"""
        if statement.stance == "threatens":
            return d <= 0
        if statement.stance == "demands":
            both = np.column_stack([u, d])
            rows = self._demanded(party, statement)
            return np.logical_and.reduce(
                [both @ row >= least for row, least in rows] or [np.ones(len(d), bool)]
            )
        fine = np.ones(len(d), bool)
        for meant in self._worse_than_no_deal(statement):
            if meant:
                fine &= self._best(party, meant, u) <= d - MARGIN
        if statement.stance in ("refuses", "insists"):
            return fine
        wanted = (*statement.on, *statement.if_)
        if statement.reading == "weak" and statement.stance != "offers":
            enough = [x for x in self.packages if self.holds_all(x, wanted)]
        else:
            least = self.least(wanted)
            enough = [least] if least else []
        return fine & (self._best(party, enough, u) >= d) if enough else fine

    def _best(self, party: str, packages: list[Levels], u: np.ndarray) -> np.ndarray:
        return (u @ np.array([self.value(party, x) for x in packages]).T).max(axis=1)

    def acceptance(
        self, party: str, count: int, generator: np.random.Generator
    ) -> tuple[dict[Levels, float], float, int] | None:
        """P(sign) of every package, the mean of d, and how many draws the rarest law left.

        Which soft statements bind is a law, drawn with their credences among the laws that can hold;
        given the law, preferences come from the prior, cut to what it allows. A soft threat that cannot
        hold beside what the party says has not moved it: it does not bind.
        """
        u, d = self.prior(party, count, generator)
        said = self.statements(party)
        fits = {s.id: self.agrees(party, s, u, d) for s in said}
        worth = u @ np.array([self.value(party, x) for x in self.packages]).T >= d[:, None]
        shares, means, weights, fewest = [], [], [], count
        for law in itertools.product(*([True, False] if s.credence < 1 else [True] for s in said)):
            binding = [s for s, binds in zip(said, law, strict=True) if binds]
            if not self.can_hold(party, [s.id for s in binding]):
                binding = [s for s in binding if s.stance != "threatens" or s.credence >= 1]
            if not self.can_hold(party, [s.id for s in binding]):
                continue
            kept = np.logical_and.reduce([np.ones(count, bool), *(fits[s.id] for s in binding)])
            fewest = min(fewest, int(kept.sum()))
            if not fewest:
                return None
            weights.append(
                np.prod(
                    [s.credence if binds else 1 - s.credence for s, binds in zip(said, law, strict=True)]
                )
            )
            shares.append(worth[kept].mean(axis=0))
            means.append(d[kept].mean())
        if not weights:
            return None
        signed = np.average(shares, axis=0, weights=weights) * self._unstruck(party)
        pairs = zip(self.packages, signed.tolist(), strict=True)
        return dict(pairs), float(np.average(means, weights=weights)), fewest

    def _unstruck(self, party: str) -> np.ndarray:
        """(packages,) how likely it is that no precondition strikes each."""
        chances = np.ones(len(self.packages))
        for _, refs, credence in self.conditions(party):
            missing = [any(x) and not self.holds_all(x, refs) for x in self.packages]
            chances *= np.where(missing, 1.0 - credence, 1.0)
        return chances
