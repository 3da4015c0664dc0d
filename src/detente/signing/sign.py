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
    mean_gains,
    score,
    screen,
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
"""Packages whose G is at least this share of the best, in some scenario, count as equivalent."""
CORE = 0.5
"""A restraint is in the core if at least this share of the equivalent packages holds it."""
LETTERS = "ABCDEF"
PLANE_POINTS = 400
OTHER_PRIORS = ("flat", "by-measure")
OTHER_DRAWS = 600
FAITH_DRAWS = 100
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
    exact = replace(exact, released=released)
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


def _soften(readings: Readings, released: tuple[tuple[str, ...], ...]) -> Readings:
    """What gives way in some scenario is not hard in all of them."""
    given_way = {name for one in released for name in one}
    return Readings(
        tuple(replace(r, credence=0.0) if r.statement in given_way else r for r in readings.rows),
        tuple(replace(c, credence=0.0) if c.name in given_way else c for c in readings.preconditions),
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
    closed = bool(given_way)
    scenarios = (frozenset(), *given_way) if closed else KEPT_WHOLE
    priors = ("slots", *OTHER_PRIORS) if options.priors else ("slots",)
    jobs = [
        Job(
            space=space,
            party=party,
            rows=_consistent_rows(space, readings, party),
            conditions=readings.conditions_of(party),
            releases=scenarios,
            prior=prior,
            count=options.draws if prior == "slots" else min(options.draws, OTHER_DRAWS),
            seed=options.seed,
        )
        for prior in priors
        for party in space.parties
    ]
    every = draw_all(jobs, options.jobs, lambda share: tell("sampling preferences", share))
    word, by_prior = _sorted_out(every, closed)
    draws = by_prior["slots"]
    tell("scoring packages", 0.0)
    releases = given_way or KEPT_WHOLE
    every_one = _required(find_candidates(space, readings, draws, releases, options.seed), options.require)
    kept, signed = screen(space, readings, draws, every_one)
    candidates = every_one.some(kept)
    scores = score(space, readings, draws, candidates)
    means = mean_gains(space, draws, every_one)
    near = _equivalent(scores)
    letters = _letters(candidates, scores, near)
    tell("ranking", 0.0)
    weighed = _soften(readings, exact.released)
    ranked = _ranked(case, space, weighed, draws, candidates, scores, letters, closed, options.seed)
    core = _core(case, space, candidates, near, closed)
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
        equivalents=len(np.unique(np.concatenate(near))),
        core=core,
        open_values=_open_values(case, space, candidates, near, letters),
        plane=_plane(
            means, {int(kept[i]): name for name, i in zip(LETTERS, letters, strict=False)}, options.seed
        ),
        solutions=_solutions(space, every_one, means, signed),
        questions=questions,
        noise_floor=floor,
        priors=tuple(
            _prior_run(case, space, readings, by_prior[prior], candidates, scores, letters, closed)
            for prior in priors
        ),
        faith=_faith(space, readings, word, every_one),
        draft=draft_agreement(case, ranked[0].package) if ranked else None,
        mixing=tuple(d.mixing for d in every),
        listed=every_one.listed,
        pool=len(every_one.levels),
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


def _equivalent(scores: Scores) -> list[Ints]:
    """Near-equal best packages of every scenario, best first; empty where none has any score."""
    found = []
    for ratios in scores.ratios.T:
        near = np.flatnonzero(ratios >= NEAR)
        found.append(near[np.argsort(-ratios[near], kind="stable")])
    return found


def _letters(candidates: Candidates, scores: Scores, near: list[Ints]) -> Ints:
    """The packages to show: the best of every scenario, then those most unlike the ones shown."""
    every = np.unique(np.concatenate(near))
    shown = list(dict.fromkeys(int(one[0]) for one in near if len(one)))[: len(LETTERS)]
    while shown and len(shown) < min(len(LETTERS), len(every)):
        apart = np.min(
            [np.abs(candidates.levels[every] - candidates.levels[one]).sum(axis=1) for one in shown], axis=0
        )
        if apart.max() == 0:
            break
        shown.append(int(every[int(apart.argmax())]))
    return np.array(sorted(shown, key=lambda i: (int(scores.home[i]), -scores.ratio[i])), dtype=np.int64)


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
    closed: bool,
    seed: int,
) -> tuple[Ranked, ...]:
    if not len(letters):
        return ()
    efficient = efficiency(space, draws, candidates, letters, seed)
    found = []
    for letter, index, share in zip(LETTERS, letters, efficient, strict=False):
        package = space.package(_levels(candidates, index))
        home = int(scores.home[index])
        standing = {
            party: _standing(
                space, readings, party, package.levels,
                float(scores.share[index, p, home]), float(scores.gain[index, p, home]),
            )
            for p, party in enumerate(space.parties)
        }  # fmt: skip
        found.append(
            Ranked(
                name=letter,
                package=package,
                scenario=home if scores.rank.shape[1] > 1 or closed else None,
                ratio=float(scores.ratio[index]),
                standing=standing,
                both=float(scores.both[index, home]),
                efficiency=float(share),
                unspoken=tuple(item for item in package.items if not spoken_of(case, item)),
                consents=consents_needed(case, package),
            )
        )
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


def _core(
    case: Case, space: Space, candidates: Candidates, near: list[Ints], closed: bool
) -> tuple[CoreItem, ...]:
    """For every scenario and restraint the tightest level that most equivalent packages hold."""
    return tuple(
        CoreItem(item, share, scenario, asked_by(case, item), offered_by(case, item))
        for scenario, item, share in _core_shares(space, candidates, near, closed)
    )


def _core_shares(
    space: Space, candidates: Candidates, near: list[Ints], closed: bool
) -> tuple[tuple[int | None, Item, float], ...]:
    found: list[tuple[int | None, Item, float]] = []
    for scenario, index in enumerate(near):
        mine = [_tightest(space, candidates.levels[index, slot], slot) for slot in range(len(space.slots))]
        held = sorted((one for one in mine if one), key=lambda one: -one[1])
        found += [(scenario if closed else None, item, share) for item, share in held]
    return tuple(found)


def _tightest(space: Space, levels: Ints, slot: int) -> tuple[Item, float] | None:
    """The tightest level of a slot that at least `CORE` of these packages hold, and their share."""
    for level in range(space.tops[slot], 0, -1):
        share = float((levels >= level).mean()) if len(levels) else 0.0
        if share >= CORE:
            return Item(*space.slots[slot], level, space.level_ids[slot][level]), share
    return None


def _open_values(
    case: Case, space: Space, candidates: Candidates, near: list[Ints], letters: Ints
) -> tuple[OpenValue, ...]:
    """What the equivalent packages use where a measure's figure was left open."""
    every = np.concatenate(near)
    found = []
    for slot, (measure_id, party) in enumerate(space.slots):
        levels = case.measure(measure_id).levels
        if not any(level.open for level in levels) or not len(every):
            continue
        used = candidates.levels[every, slot]
        best = int(candidates.levels[letters[0], slot])
        shares = tuple((levels[k].id, float((used == k).mean())) for k in range(len(levels)))
        found.append(OpenValue(measure_id, party, levels[best].id if best else None, shares))
    return tuple(found)


def _plane(means: Floats, names: dict[int, str], seed: int) -> tuple[Point, ...]:
    """Mean gains of the frontier, the packages shown and a sample of the others."""
    if not len(means):
        return ()
    frontier = set(nondominated(means).tolist())
    some = np.random.default_rng([seed, 80]).permutation(len(means))[:PLANE_POINTS].tolist()
    along = sorted(frontier, key=lambda i: float(means[i, 0]))
    along = along[:: -(-len(along) // PLANE_POINTS)]
    shown = dict.fromkeys([*along, *names, *some])
    return tuple(Point(tuple(float(g) for g in means[i]), names.get(i), i in frontier) for i in shown)


def _solutions(space: Space, candidates: Candidates, means: Floats, signed: Bools) -> tuple[Solution, ...]:
    """Bargaining solutions on mean gains, over packages that every party signs in some draw."""
    could = np.flatnonzero(signed)
    found = []
    for name, pick in SOLUTIONS.items():
        index = pick(means[could]) if len(could) else None
        if index is not None:
            package = space.package(_levels(candidates, int(could[index])))
            gained = tuple(float(g) for g in means[could[index]])
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
    closed: bool,
) -> PriorRun:
    mine = score(space, readings, draws, candidates)
    near = _equivalent(mine)
    shares = {
        letter: {party: float(mine.share[i, p, main.home[i]]) for p, party in enumerate(space.parties)}
        for letter, i in zip(LETTERS, letters, strict=False)
    }
    core = _core_shares(space, candidates, near, closed)
    name = draws[0].prior
    return PriorRun(name, PRIOR_SAYS[name], shares, _spearman(mine.ratio, main.ratio), core)


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
    could: Bools = score(space, readings, some, candidates).share[:, :, 0] > 0.0
    found = []
    for p, mine in enumerate(some):
        others: Bools = np.asarray(np.delete(could, p, axis=1).all(axis=1))
        anything, shared = signs_something(space, readings, mine, candidates, others)
        states = (shared.mean(), (anything & ~shared).mean(), (~anything).mean())
        found.append(Faith(mine.party, *(float(state) for state in states)))
    return tuple(found)


__all__ = ["Options", "Package", "sign"]
