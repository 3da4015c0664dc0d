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
from detente.signing.agreement import draft_agreement, the
from detente.signing.draws import KEPT_WHOLE, Draws
from detente.signing.jobs import Job, draw_all
from detente.signing.questions import value_questions
from detente.signing.ranking import (
    Ranking,
    consistent_rows,
    core,
    faith,
    open_values,
    plane,
    prior_run,
    ranked,
    solutions,
)
from detente.signing.readings import MARGIN, Readings, read_statements
from detente.signing.results import Blocking, Signing
from detente.signing.scoring import Candidates, find_candidates, mean_gains, score, screen
from detente.signing.space import Space, build_space
from detente.signing.target import NO_DEAL_SPREAD
from detente.signing.zone import find_blocking, find_contradictions, find_zone

MOST_SCENARIOS = 6
"""Smallest blocking sets that are ranked over; further ones are reported only."""
OTHER_PRIORS = ("flat", "by-measure")
OTHER_DRAWS = 600
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
    _touched(case, space)

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


def _touched(case: Case, space: Space) -> None:
    for party, signs in zip(case.parties, space.signs, strict=True):
        if not signs.any():
            raise NotSupported(
                f"no measure binds '{party.id}' or helps it, so nothing is at stake for it: "
                "name it in a measure, or leave it out"
            )


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
        f"What {the(actor.name)} says counts as the position of {the(case.name_of(actor.speaks_for))}."
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
    jobs = _jobs(space, readings, scenarios, options)
    every = draw_all(jobs, options.jobs, lambda share: tell("sampling preferences", share))
    word, by_prior = _sorted_out(every, closed)
    draws = by_prior["slots"]
    tell("scoring packages", 0.0)
    releases = given_way or KEPT_WHOLE
    every_one = _required(find_candidates(space, readings, draws, releases, options.seed), options.require)
    kept, signed = screen(space, readings, draws, every_one)
    candidates = every_one.some(kept)
    scores = score(space, readings, draws, candidates)
    means = tuple(mean_gains(space, draws, every_one, s) for s in range(len(releases)))
    weighed = _soften(readings, exact.released)
    ranking = Ranking(case, space, weighed, draws, candidates, scores, closed, options.seed)
    tell("ranking", 0.0)
    shown = ranked(ranking)
    tell("questions", 0.0)
    questions, floor = value_questions(
        case, space, readings, draws, candidates, scores, ranking.letters, options.seed
    )
    tell("other priors", 0.0)
    return replace(
        exact,
        assumptions=_assumptions(case, exact.released, every_one.listed),
        ranked=shown,
        equivalents=len(ranking.every),
        core=core(ranking),
        open_values=open_values(ranking),
        plane=plane(ranking, kept, means),
        solutions=solutions(ranking, every_one, means, signed),
        questions=questions,
        noise_floor=floor,
        priors=tuple(prior_run(ranking, drawn) for drawn in by_prior.values()),
        faith=faith(space, readings, word, every_one),
        draft=draft_agreement(case, shown[0].package) if shown else None,
        mixing=tuple(d.mixing for d in every),
        listed=every_one.listed,
        pool=len(every_one.levels),
    )


def _jobs(
    space: Space, readings: Readings, scenarios: tuple[frozenset[str], ...], options: Options
) -> list[Job]:
    """One for every party and prior, the main prior first."""
    priors = ("slots", *OTHER_PRIORS) if options.priors else ("slots",)
    return [
        Job(
            space=space,
            party=party,
            rows=consistent_rows(space, readings, party),
            conditions=readings.conditions_of(party),
            releases=scenarios,
            prior=prior,
            count=options.draws if prior == "slots" else min(options.draws, OTHER_DRAWS),
            seed=options.seed,
        )
        for prior in priors
        for party in space.parties
    ]


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


def _required(candidates: Candidates, require: Require) -> Candidates:
    keep = np.ones(len(candidates.levels), dtype=bool)
    for slot, level in require:
        keep &= candidates.levels[:, slot] >= level
    return candidates.some(np.flatnonzero(keep)) if not keep.all() else candidates


__all__ = ["Options", "sign"]
