"""From scores to what is shown: packages by letter, core, open values, plane, solutions, priors, states."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.case.case import Case
from detente.maths.frontier import TOLERANCE, nondominated
from detente.signing.agreement import asked_by, consents_needed, offered_by, spoken_of
from detente.signing.draws import Draws
from detente.signing.readings import Reading, Readings
from detente.signing.region import gain_range
from detente.signing.results import (
    CoreItem,
    Faith,
    Interval,
    Item,
    OpenValue,
    Point,
    PriorRun,
    Ranked,
    Solution,
    Standing,
)
from detente.signing.scoring import Candidates, Scores, efficiency, score, signs_something, struck
from detente.signing.solutions import SOLUTIONS, SOURCES
from detente.signing.space import Bools, Floats, Ints, Space
from detente.signing.zone import find_contradictions

CONTRADICTED = 0.5
"""Credence of a party's own hard statements that contradict each other: at least one is not meant."""
NEAR = 0.9
"""Packages whose G is at least this share of the best, in some scenario, count as equivalent."""
CORE = 0.5
"""A restraint is in the core if at least this share of the equivalent packages holds it."""
LETTERS = "ABCDEF"
PLANE_POINTS = 240
FAITH_DRAWS = 200


@dataclass(frozen=True)
class Ranking:
    """Scored candidates, and everything needed to say how they stand.

    readings  with what gives way in some scenario no longer hard
    closed    True if there are scenarios, False if every statement counts as written
    """

    case: Case
    space: Space
    readings: Readings
    draws: tuple[Draws, ...]
    candidates: Candidates
    scores: Scores
    closed: bool
    seed: int

    @cached_property
    def near(self) -> tuple[Ints, ...]:
        """Near-equal best packages of every scenario, best first."""
        return equivalent(self.scores)

    @cached_property
    def hard(self) -> dict[str, tuple[Reading, ...]]:
        """Per party, what holds in every draw."""
        rows = {party: consistent_rows(self.space, self.readings, party) for party in self.space.parties}
        return {party: tuple(r for r in mine if r.hard) for party, mine in rows.items()}

    @cached_property
    def every(self) -> Ints:
        """Near-equal best packages of all scenarios."""
        return np.unique(np.concatenate(self.near))

    @cached_property
    def shown(self) -> Ints:
        """The packages to show: the best of every scenario, then those most unlike the ones shown."""
        levels = self.candidates.levels
        shown = list(dict.fromkeys(int(one[0]) for one in self.near if len(one)))[: len(LETTERS)]
        while shown and len(shown) < min(len(LETTERS), len(self.every)):
            apart = np.min([np.abs(levels[self.every] - levels[one]).sum(axis=1) for one in shown], axis=0)
            if apart.max() == 0:
                break
            shown.append(int(self.every[int(apart.argmax())]))
        home, ratio = self.scores.home, self.scores.ratio
        return np.array(sorted(shown, key=lambda i: (int(home[i]), -ratio[i])), dtype=np.int64)

    @cached_property
    def letters(self) -> dict[str, int]:
        """Letter -> candidate."""
        return {letter: int(i) for letter, i in zip(LETTERS, self.shown, strict=False)}


def equivalent(scores: Scores) -> tuple[Ints, ...]:
    """Near-equal best packages of every scenario, best first; empty where none has any score."""
    found = []
    for ratios in scores.ratios.T:
        near = np.flatnonzero(ratios >= NEAR)
        found.append(near[np.argsort(-ratios[near], kind="stable")])
    return tuple(found)


def consistent_rows(space: Space, readings: Readings, party: str) -> tuple[Reading, ...]:
    """A party's rows; where its hard ones contradict each other, those involved are softened."""
    mine = Readings(readings.of(party), ())
    clash = {name for c in find_contradictions(space, mine, hard_only=True) for name in c.statements}
    return tuple(replace(r, credence=CONTRADICTED) if r.statement in clash else r for r in mine.rows)


def _levels(candidates: Candidates, index: int) -> tuple[int, ...]:
    return tuple(int(x) for x in candidates.levels[index])


def ranked(ranking: Ranking) -> tuple[Ranked, ...]:
    """The packages shown, each as it stands in its own scenario."""
    if not ranking.letters:
        return ()
    efficient = efficiency(ranking.space, ranking.draws, ranking.candidates, ranking.shown, ranking.seed)
    return tuple(
        _ranked(ranking, letter, index, float(share))
        for (letter, index), share in zip(ranking.letters.items(), efficient, strict=True)
    )


def _ranked(ranking: Ranking, letter: str, index: int, efficient: float) -> Ranked:
    space, scores = ranking.space, ranking.scores
    package = space.package(_levels(ranking.candidates, index))
    home = int(scores.home[index])
    share, gain = scores.share[index, :, home], scores.gain[index, :, home]
    return Ranked(
        name=letter,
        package=package,
        scenario=home if ranking.closed else None,
        ratio=float(scores.ratio[index]),
        standing={
            party: _standing(ranking, party, package.levels, float(share[p]), float(gain[p]))
            for p, party in enumerate(space.parties)
        },
        both=float(scores.both[index, home]),
        efficiency=efficient,
        unspoken=tuple(item for item in package.items if not spoken_of(ranking.case, item)),
        consents=consents_needed(ranking.case, package),
    )


def _standing(ranking: Ranking, party: str, levels: tuple[int, ...], share: float, gain: float) -> Standing:
    """Exact range over the hard statements; a hard precondition that is broken makes it impossible."""
    space, readings = ranking.space, ranking.readings
    reach: Interval = gain_range(space, party, ranking.hard[party], space.vector(levels))
    broken = any(
        bool(struck(space, c, np.array([levels]))[0]) for c in readings.conditions_of(party) if c.hard
    )
    return Standing(
        share, gain, reach, reach[0] >= -TOLERANCE and not broken, reach[1] >= -TOLERANCE and not broken
    )


def core(ranking: Ranking) -> tuple[CoreItem, ...]:
    """For every scenario and restraint the tightest level that most equivalent packages hold."""
    return tuple(
        CoreItem(item, share, scenario, asked_by(ranking.case, item), offered_by(ranking.case, item))
        for scenario, item, share in _core_shares(ranking, ranking.near)
    )


def _core_shares(ranking: Ranking, near: tuple[Ints, ...]) -> tuple[tuple[int | None, Item, float], ...]:
    space, levels = ranking.space, ranking.candidates.levels
    found: list[tuple[int | None, Item, float]] = []
    for scenario, index in enumerate(near):
        mine = [_tightest(space, levels[index, slot], slot) for slot in range(len(space.slots))]
        held = sorted((one for one in mine if one), key=lambda one: -one[1])
        found += [(scenario if ranking.closed else None, item, share) for item, share in held]
    return tuple(found)


def _tightest(space: Space, levels: Ints, slot: int) -> tuple[Item, float] | None:
    """The tightest level of a slot that at least `CORE` of these packages hold, and their share."""
    for level in range(space.tops[slot], 0, -1):
        share = float((levels >= level).mean()) if len(levels) else 0.0
        if share >= CORE:
            return Item(*space.slots[slot], level, space.level_ids[slot][level]), share
    return None


def open_values(ranking: Ranking) -> tuple[OpenValue, ...]:
    """What the equivalent packages use where a measure's figure was left open."""
    if not ranking.letters:
        return ()
    mine = ranking.near[int(ranking.scores.home[ranking.shown[0]])]
    found = []
    for slot, (measure_id, party) in enumerate(ranking.space.slots):
        levels = ranking.case.measure(measure_id).levels
        if any(level.open for level in levels):
            used = ranking.candidates.levels[mine, slot]
            best = int(ranking.candidates.levels[ranking.shown[0], slot])
            shares = tuple((levels[k].id, float((used == k).mean())) for k in range(len(levels)))
            found.append(OpenValue(measure_id, party, levels[best].id if best else None, shares))
    return tuple(found)


def plane(ranking: Ranking, kept: Ints, means: tuple[Floats, ...]) -> tuple[Point, ...]:
    """Mean gains of the frontier, the packages shown and a sample of the others, in each scenario.

    `kept` (candidates,) are the rows of `means`, (every package, parties) a scenario.
    """
    live = [s for s, near in enumerate(ranking.near) if len(near)]
    home = ranking.scores.home
    return tuple(
        point
        for s in live
        for point in _plane(
            means[s],
            {int(kept[i]): letter for letter, i in ranking.letters.items() if home[i] == s},
            s if ranking.closed else None,
            PLANE_POINTS // len(live),
            ranking.seed,
        )
    )


def _plane(
    means: Floats, names: dict[int, str], scenario: int | None, most: int, seed: int
) -> tuple[Point, ...]:
    frontier = set(nondominated(means).tolist())
    some = np.random.default_rng([seed, 80]).permutation(len(means))[:most].tolist()
    along = sorted(frontier, key=lambda i: float(means[i, 0]))
    along = along[:: -(-len(along) // most)]
    shown = dict.fromkeys([*along, *names, *some])
    return tuple(
        Point(tuple(float(g) for g in means[i]), names.get(i), i in frontier, scenario) for i in shown
    )


def solutions(
    ranking: Ranking, every_one: Candidates, means: tuple[Floats, ...], signed: Bools
) -> tuple[Solution, ...]:
    """Bargaining solutions on mean gains, over packages that every party signs in some draw."""
    found = []
    for s, near in enumerate(ranking.near):
        could = np.flatnonzero(signed[:, s])
        for name, pick in SOLUTIONS.items():
            index = pick(means[s][could]) if len(near) and len(could) else None
            if index is not None:
                package = ranking.space.package(_levels(every_one, int(could[index])))
                gained = tuple(float(g) for g in means[s][could[index]])
                found.append(Solution(name, package, gained, SOURCES[name], s if ranking.closed else None))
    return tuple(found)


PRIOR_SAYS = {
    "slots": "every restraint counts alike before anything was said",
    "flat": "every step of every restraint counts alike; favours measures with many levels",
    "by-measure": "every measure counts alike, whoever it binds",
}


def prior_run(ranking: Ranking, draws: tuple[Draws, ...]) -> PriorRun:
    """The same candidates scored under another prior."""
    mine = score(ranking.space, ranking.readings, draws, ranking.candidates)
    home = ranking.scores.home
    shares = {
        letter: {party: float(mine.share[i, p, home[i]]) for p, party in enumerate(ranking.space.parties)}
        for letter, i in ranking.letters.items()
    }
    name = draws[0].prior
    alike = spearman(mine.ratio, ranking.scores.ratio)
    return PriorRun(name, PRIOR_SAYS[name], shares, alike, _core_shares(ranking, equivalent(mine)))


def spearman(one: Floats, other: Floats) -> float:
    """Rank correlation over packages with any score (Spearman 1904), ties at their mean rank.

    1 where fewer than three packages have a score or ranks cannot differ.
    """
    some = (one > 0.0) | (other > 0.0)
    ranks = [_ranks(values[some]) for values in (one, other)]
    if some.sum() < 3 or min(np.ptp(r) for r in ranks) == 0.0:
        return 1.0
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _ranks(values: Floats) -> Floats:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts + 1) / 2.0)[inverse])


def faith(
    space: Space, readings: Readings, draws: tuple[Draws, ...], candidates: Candidates
) -> tuple[Faith, ...]:
    """Open, deadlock or pretext in the draws (S.9). Deadlock by logic is no evidence on good faith."""
    some = tuple(d.rows(np.arange(len(d.d))[:: max(1, len(d.d) // FAITH_DRAWS)]) for d in draws)
    could: Bools = score(space, readings, some, candidates).share[:, :, 0] > 0.0
    found = []
    for p, mine in enumerate(some):
        others: Bools = np.asarray(np.delete(could, p, axis=1).all(axis=1))
        anything, shared = signs_something(space, readings, mine, candidates, others)
        states = (shared.mean(), (anything & ~shared).mean(), (~anything).mean())
        found.append(Faith(mine.party, *(float(state) for state in states)))
    return tuple(found)
