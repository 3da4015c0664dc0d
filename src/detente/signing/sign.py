"""The verb of the room: from a case to `Signing`. Read `sign` as the list of stages.

Everything up to the draws is exact and fast. If the zone is closed at its word, packages are ranked
over scenarios: in each exactly one of the smallest blocking sets gives way, all of them alike. So
nobody is chosen to yield, and the result says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from detente.case.case import Case, cut, what_if
from detente.case.links import Need
from detente.errors import NotSupported, UsageError
from detente.maths.frontier import nondominated
from detente.signing.agreement import (
    asked_by,
    consents_needed,
    draft_agreement,
    offered_by,
    spoken_of,
)
from detente.signing.draws import KEPT_WHOLE, Draws
from detente.signing.jobs import Job, draw_all
from detente.signing.questions import value_questions
from detente.signing.readings import MARGIN, Reading, Readings, read_statements
from detente.signing.region import gain_range
from detente.signing.results import (
    Blocking,
    CoreItem,
    Faith,
    Interval,
    Item,
    OpenValue,
    Package,
    Point,
    PriorRun,
    Ranked,
    Signing,
    Solution,
    Standing,
)
from detente.signing.scoring import (
    Candidates,
    Scores,
    efficiency,
    find_candidates,
    score,
    signs_something,
    struck,
)
from detente.signing.solutions import SOLUTIONS, SOURCES
from detente.signing.space import Bools, Floats, Ints, Space, build_space
from detente.signing.target import NO_DEAL_SPREAD
from detente.signing.zone import find_blocking, find_contradictions, find_zone

CONTRADICTED = 0.5
"""Credence of a party's own hard statements that contradict each other: at least one is not meant."""
MOST_SCENARIOS = 6
"""Smallest blocking sets that are ranked over; further ones are reported only."""
NEAR = 0.9
"""Packages whose G is at least this share of the best count as equivalent."""
CORE = 0.5
"""A restraint is in the core if at least this share of the equivalent packages holds it."""
LETTERS = "ABCDEF"
PLANE_POINTS = 400
OTHER_PRIORS = ("flat", "by-measure")
OTHER_DRAWS = 600
FAITH_DRAWS = 400
MOST_PARTIES = 5

Progress = Callable[[str, float], None]
Require = tuple[Need, ...]


@dataclass(frozen=True)
class Options:
    """How a run is made. `require` are (slot, level) needs that every package shown must hold."""

    draws: int = 2000
    seed: int = 0
    jobs: int = 1
    priors: bool = True
    require: Require = ()


def sign(
    case: Case,
    *,
    as_of: dt.date | None = None,
    drop: tuple[str, ...] = (),
    soften: Mapping[str, float] | None = None,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Signing:
    """Which packages could all parties sign, what blocks, what to ask.

    as_of    cut the case at the end of that day
    drop     statements to leave out; soften: credences to put in place of the written ones
    Raises UsageError for a statement that the case does not have, NotSupported for more than five
    parties, NotMixed if the sampler's gates fail. Ctrl-C while sampling keeps the exact part.
    """
    options = options or Options()
    tell = progress or _silent
    case = _prepare(case, as_of, drop, soften)
    space = build_space(case)
    readings = read_statements(case, space)

    tell("zone of agreement", 0.0)
    exact = _exact(case, space, readings, options)
    released = tuple(one.statements for one in exact.blocking[:MOST_SCENARIOS])
    exact = replace(exact, released=released, softened=_softened(released))
    try:
        return _sampled(exact, case, space, readings, options, tell)
    except KeyboardInterrupt:
        return replace(
            exact,
            partial="stopped while sampling: whether the zone is open and what blocks it are exact and "
            "complete; packages are not ranked and nothing is said about what to ask",
        )


def _silent(stage: str, share: float) -> None:
    """Progress nobody asked for."""


def _prepare(
    case: Case, as_of: dt.date | None, drop: tuple[str, ...], soften: Mapping[str, float] | None
) -> Case:
    if len(case.parties) > MOST_PARTIES:
        raise NotSupported(f"{len(case.parties)} parties: at most {MOST_PARTIES} are supported")
    if len(case.parties) < 2:
        raise NotSupported("a case needs at least two parties that could sign")
    try:
        case = what_if(case, drop=drop, soften=soften)
    except KeyError as missing:
        raise UsageError(f"the case has no statement {missing}") from None
    return cut(case, as_of) if as_of else case


# ---------------------------------------------------------------- the exact part


def _exact(case: Case, space: Space, readings: Readings, options: Options) -> Signing:
    """Zone, blocking sets and contradictions: no sampling."""
    contradictions = find_contradictions(space, readings, hard_only=False)
    zone = find_zone(space, readings)
    blocking: tuple[Blocking, ...] = ()
    complete = True
    if not zone.open:
        blocking, complete = find_blocking(space, readings)
    return Signing(
        case_id=case.id,
        as_of=case.as_of,
        parties=space.parties,
        slots=space.slots,
        zone=zone,
        released=(),
        softened={},
        blocking=blocking,
        blocking_complete=complete,
        contradictions=contradictions,
        ranked=(),
        equivalents=0,
        core=(),
        open_values=(),
        plane=(),
        solutions=(),
        questions=(),
        noise_floor=0.0,
        priors=(),
        faith=(),
        draft=None,
        mixing=(),
        listed=True,
        pool=0,
        assumptions=_assumptions(case, (), True),
        seed=options.seed,
        draws=options.draws,
        partial=None,
    )


def _softened(released: tuple[tuple[str, ...], ...]) -> dict[str, float]:
    """In which share of the scenarios each released statement still holds."""
    names = dict.fromkeys(name for one in released for name in one)
    return {name: sum(name not in one for one in released) / len(released) for name in names}


def _soften(readings: Readings, softened: Mapping[str, float]) -> Readings:
    """What holds in every scenario stays hard; what gives way in some does not."""
    return Readings(
        tuple(replace(r, credence=min(r.credence, softened.get(r.statement, 1.0))) for r in readings.rows),
        tuple(
            replace(c, credence=min(c.credence, softened.get(c.name, 1.0))) for c in readings.preconditions
        ),
    )


def _assumptions(case: Case, released: tuple[tuple[str, ...], ...], listed: bool) -> tuple[str, ...]:
    """What the answer takes for granted, in sentences."""
    found = [
        "A party values restraints one by one and adds them up; its own cost it, the other's help it.",
        f"No deal is worth about as much as today, give or take {NO_DEAL_SPREAD:g} of everything at stake "
        "(Normal, cut to [-1, 1]), unless statements say otherwise.",
        "Before any statement, every restraint counts alike and its steps too (the prior 'slots'); "
        "two other priors stand beside it.",
        f"A refused package is at least {MARGIN:g} of everything at stake worse than no deal.",
        "A party's preferences are independent of the other's, given what both said.",
    ]
    if released:
        sets = "; ".join(" and ".join(one) for one in released)
        found.append(
            f"The zone is closed at its word, so packages are ranked over {len(released)} scenarios, all "
            f"alike: in each exactly one smallest blocking set gives way ({sets}). This does not say who "
            "should yield."
        )
    if not listed:
        found.append(
            "There are too many packages to list; a pool of those efficient in some draw was scored."
        )
    for number, link in enumerate(case.links, 1):
        if not link.by:
            what = link.measure or ", ".join(ref.measure for ref in link.refs)
            found.append(
                f"Link {number} ({link.kind}: {what}) rests on no statement"
                + (f": {link.note}" if link.note else ".")
            )
    found += [
        f"What {actor.name} says counts as the position of {case.name_of(actor.speaks_for)}."
        for actor in case.actors
        if actor.speaks_for
    ]
    return tuple(found)


# ---------------------------------------------------------------- the sampled part


def _sampled(
    exact: Signing,
    case: Case,
    space: Space,
    readings: Readings,
    options: Options,
    tell: Progress,
) -> Signing:
    """Everything that rests on draws, put beside the exact part.

    If the zone is closed, the first scenario drawn is the word itself: it serves the states of the
    parties (S.9) only.
    """
    given_way = tuple(frozenset(one) for one in exact.released)
    releases = (frozenset(), *given_way) if given_way else KEPT_WHOLE
    priors = ("slots", *OTHER_PRIORS) if options.priors else ("slots",)
    jobs = [
        Job(space, party, _consistent_rows(space, readings, party), readings.conditions_of(party), releases,
            prior, options.draws if prior == "slots" else min(options.draws, OTHER_DRAWS), options.seed)
        for prior in priors
        for party in space.parties
    ]  # fmt: skip
    every = draw_all(jobs, options.jobs, lambda share: tell("sampling preferences", share))
    word, by_prior = _sorted_out(every, bool(given_way))
    draws = by_prior["slots"]
    tell("scoring packages", 0.0)
    candidates = _required(
        find_candidates(space, readings, draws, given_way or KEPT_WHOLE, options.seed), options.require
    )
    scores = score(space, readings, draws, candidates)
    near = _equivalent(scores)
    letters = _letters(candidates, scores, near)
    tell("ranking", 0.0)
    weighed = _soften(readings, exact.softened)
    ranked = _ranked(case, space, weighed, draws, candidates, scores, letters, options.seed)
    core = _core(case, space, candidates, near)
    tell("questions", 0.0)
    questions, floor = value_questions(
        case,
        space,
        readings,
        draws,
        candidates,
        scores,
        dict(zip(LETTERS, letters, strict=False)),
        options.seed,
    )
    tell("other priors", 0.0)
    return replace(
        exact,
        assumptions=_assumptions(case, exact.released, candidates.listed),
        ranked=ranked,
        equivalents=len(near),
        core=core,
        open_values=_open_values(case, space, candidates, near, letters),
        plane=_plane(candidates, scores, letters, options.seed),
        solutions=_solutions(space, candidates, scores),
        questions=questions,
        noise_floor=floor,
        priors=tuple(
            _prior_run(case, space, readings, by_prior[prior], candidates, scores, letters)
            for prior in priors
        ),
        faith=_faith(space, readings, word, candidates),
        draft=draft_agreement(case, ranked[0].package) if ranked else None,
        mixing=tuple(d.mixing for d in every),
        listed=candidates.listed,
        pool=len(candidates.levels),
    )


def _sorted_out(every: list[Draws], closed: bool) -> tuple[tuple[Draws, ...], dict[str, tuple[Draws, ...]]]:
    """The draws at the word under the main prior, and those to rank by, for every prior."""
    by_prior: dict[str, tuple[Draws, ...]] = {}
    for one in every:
        ranked = one
        if closed:
            later = one.rows(np.flatnonzero(one.scenario > 0))
            ranked = replace(later, scenario=later.scenario - 1)
        by_prior[one.prior] = (*by_prior.get(one.prior, ()), ranked)
    word = tuple(d.rows(np.flatnonzero(d.scenario == 0)) for d in every if d.prior == "slots")
    return word, by_prior


def _consistent_rows(space: Space, readings: Readings, party: str) -> tuple[Reading, ...]:
    """A party's rows; where its hard ones contradict each other, those involved are softened."""
    mine = Readings(readings.of(party), ())
    clash = {name for c in find_contradictions(space, mine, hard_only=True) for name in c.statements}
    return tuple(replace(r, credence=CONTRADICTED) if r.statement in clash else r for r in mine.rows)


def _required(candidates: Candidates, require: Require) -> Candidates:
    keep = np.ones(len(candidates.levels), dtype=bool)
    for slot, level in require:
        keep &= candidates.levels[:, slot] >= level
    if keep.all():
        return candidates
    return Candidates(candidates.levels[keep], candidates.vectors[keep], candidates.listed)


def _equivalent(scores: Scores) -> Ints:
    """Near-equal best packages, best first; empty if no package has any score."""
    best = scores.rank.max() if len(scores.rank) else 0.0
    if best <= 0.0:
        return np.array([], dtype=np.int64)
    near = np.flatnonzero(scores.rank >= NEAR * best)
    return near[np.argsort(-scores.rank[near], kind="stable")]


def _letters(candidates: Candidates, scores: Scores, near: Ints) -> Ints:
    """The packages to show: the best, then of the equivalents those most unlike the ones shown."""
    if not len(near):
        return near
    shown = [int(near[0])]
    while len(shown) < min(len(LETTERS), len(near)):
        apart = np.min(
            [np.abs(candidates.levels[near] - candidates.levels[one]).sum(axis=1) for one in shown], axis=0
        )
        if apart.max() == 0:
            break
        shown.append(int(near[int(apart.argmax())]))
    return np.array(sorted(shown, key=lambda i: -scores.rank[i]), dtype=np.int64)


def _levels(candidates: Candidates, index: int) -> tuple[int, ...]:
    return tuple(int(x) for x in candidates.levels[index])


def _ranked(
    case: Case,
    space: Space,
    readings: Readings,
    draws: tuple[Draws, ...],
    candidates: Candidates,
    scores: Scores,
    letters: Ints,
    seed: int,
) -> tuple[Ranked, ...]:
    if not len(letters):
        return ()
    efficient = efficiency(space, draws, candidates, letters, seed)
    best = scores.rank.max()
    found = []
    for letter, index, share in zip(LETTERS, letters, efficient, strict=False):
        levels = _levels(candidates, index)
        package = space.package(levels)
        standing = {
            party: _standing(
                space, readings, party, levels, float(scores.share[index, p]), float(scores.mean[index, p])
            )
            for p, party in enumerate(space.parties)
        }
        found.append(
            Ranked(
                letter, package, float(scores.rank[index] / best), standing,
                float(scores.both[index]), float(share),
                tuple(item for item in package.items if not spoken_of(case, item)),
                consents_needed(case, package),
            )
        )  # fmt: skip
    return tuple(found)


def _standing(
    space: Space, readings: Readings, party: str, levels: tuple[int, ...], share: float, gain: float
) -> Standing:
    """Exact range over the hard statements; a hard precondition that is broken makes it impossible."""
    hard = tuple(r for r in _consistent_rows(space, readings, party) if r.hard)
    reach: Interval = gain_range(space, party, hard, space.vector(levels))
    broken = any(
        bool(struck(space, c, np.array([levels]))[0]) for c in readings.conditions_of(party) if c.hard
    )
    return Standing(share, gain, reach, reach[0] >= 0.0 and not broken, reach[1] >= 0.0 and not broken)


def _core(case: Case, space: Space, candidates: Candidates, near: Ints) -> tuple[CoreItem, ...]:
    """For every restraint the tightest level that most equivalent packages hold."""
    found = []
    for item, share in _core_shares(space, candidates, near):
        found.append(CoreItem(item, share, asked_by(case, item), offered_by(case, item)))
    return tuple(sorted(found, key=lambda c: -c.share))


def _core_shares(space: Space, candidates: Candidates, near: Ints) -> list[tuple[Item, float]]:
    found = []
    for slot, (measure, party) in enumerate(space.slots):
        for level in range(space.tops[slot], 0, -1):
            share = float((candidates.levels[near, slot] >= level).mean()) if len(near) else 0.0
            if share >= CORE:
                found.append((Item(measure, party, level, space.level_ids[slot][level]), share))
                break
    return found


def _open_values(
    case: Case, space: Space, candidates: Candidates, near: Ints, letters: Ints
) -> tuple[OpenValue, ...]:
    """What the equivalent packages use where a measure's figure was left open."""
    found = []
    for slot, (measure_id, party) in enumerate(space.slots):
        levels = case.measure(measure_id).levels
        if not any(level.open for level in levels) or not len(near):
            continue
        used = candidates.levels[near, slot]
        best = int(candidates.levels[letters[0], slot])
        found.append(
            OpenValue(
                measure_id, party, levels[best].id if best else None,
                tuple((levels[k].id, float((used == k).mean())) for k in range(len(levels))),
            )
        )  # fmt: skip
    return tuple(found)


def _plane(candidates: Candidates, scores: Scores, letters: Ints, seed: int) -> tuple[Point, ...]:
    """Mean gains of the frontier, the packages shown and a sample of the others."""
    if not len(scores.mean):
        return ()
    frontier = set(nondominated(scores.mean).tolist())
    names = {int(i): letter for letter, i in zip(LETTERS, letters, strict=False)}
    generator = np.random.default_rng([seed, 80])
    some = generator.permutation(len(scores.mean))[:PLANE_POINTS].tolist()
    best_first = sorted(frontier, key=lambda i: float(scores.mean[i, 0]))
    if len(best_first) > PLANE_POINTS:
        best_first = best_first[:: -(-len(best_first) // PLANE_POINTS)]
    shown = dict.fromkeys([*best_first, *names, *some])
    return tuple(Point(tuple(float(g) for g in scores.mean[i]), names.get(i), i in frontier) for i in shown)


def _solutions(space: Space, candidates: Candidates, scores: Scores) -> tuple[Solution, ...]:
    """Bargaining solutions on mean gains, over packages that every party signs in some draw."""
    could = np.flatnonzero((scores.share > 0.0).all(axis=1))
    found = []
    for name, pick in SOLUTIONS.items():
        index = pick(scores.mean[could]) if len(could) else None
        if index is not None:
            package = space.package(_levels(candidates, int(could[index])))
            gained = tuple(float(g) for g in scores.mean[could[index]])
            found.append(Solution(name, package, gained, SOURCES[name]))
    return tuple(found)


PRIOR_SAYS = {
    "slots": "every restraint counts alike before anything was said",
    "flat": "every step of every restraint counts alike; favours measures with many levels",
    "by-measure": "every measure counts alike, whoever it binds",
}


def _prior_run(
    case: Case,
    space: Space,
    readings: Readings,
    draws: tuple[Draws, ...],
    candidates: Candidates,
    main: Scores,
    letters: Ints,
) -> PriorRun:
    mine = score(space, readings, draws, candidates)
    near = _equivalent(mine)
    shares = {
        letter: {party: float(mine.share[i, p]) for p, party in enumerate(space.parties)}
        for letter, i in zip(LETTERS, letters, strict=False)
    }
    core = tuple(sorted(_core_shares(space, candidates, near), key=lambda pair: -pair[1]))
    name = draws[0].prior
    return PriorRun(name, PRIOR_SAYS[name], shares, _spearman(mine.rank, main.rank), core)


def _spearman(one: Floats, other: Floats) -> float:
    """Rank correlation over packages with any score (Spearman 1904); 1 where ranks cannot differ."""
    some = (one > 0.0) | (other > 0.0)
    if some.sum() < 3:
        return 1.0
    ranks = [np.argsort(np.argsort(values[some], kind="stable"), kind="stable") for values in (one, other)]
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _faith(
    space: Space, readings: Readings, draws: tuple[Draws, ...], candidates: Candidates
) -> tuple[Faith, ...]:
    """Open, deadlock or pretext in the draws (S.9). Deadlock by logic is no evidence on good faith."""
    some = tuple(d.rows(np.arange(len(d.d))[:: max(1, len(d.d) // FAITH_DRAWS)]) for d in draws)
    could: Bools = score(space, readings, some, candidates).share > 0.0
    found = []
    for p, mine in enumerate(some):
        others: Bools = np.asarray(np.delete(could, p, axis=1).all(axis=1))
        anything, shared = signs_something(space, readings, mine, candidates, others)
        states = (shared.mean(), (anything & ~shared).mean(), (~anything).mean())
        found.append(Faith(mine.party, *(float(state) for state in states)))
    return tuple(found)


__all__ = ["Options", "Package", "sign"]
