"""What to ask next: how much an answer is expected to add to the best G (science: S.7).

Value of a question = sum over answers of P(a) * best G given a, minus best G, within every scenario
of what gives way and averaged over them. The best package is
picked on one half of the draws and valued on the other, both ways, so that luck is not counted as
information; questions answered by a coin give the noise floor.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.case.case import Case
from detente.case.links import allowed, closure
from detente.signing.agreement import the
from detente.signing.draws import Draws
from detente.signing.readings import Readings
from detente.signing.results import Question, QuestionKind
from detente.signing.scoring import Candidates, Scores, gains
from detente.signing.space import Bools, Floats, Ints, Space

POOL = 400
COINS = 200
MOST_PAIRS = 6


@dataclass(frozen=True)
class Asked:
    """A question with its answer in every draw of the party asked."""

    kind: QuestionKind
    party: int
    says: str
    yes: Bools
    refs: tuple[str, ...]


def value_questions(
    case: Case,
    space: Space,
    readings: Readings,
    draws: tuple[Draws, ...],
    candidates: Candidates,
    scores: Scores,
    named: dict[str, int],
    seed: int,
) -> tuple[tuple[Question, ...], float]:
    """Questions by value, most valuable first, and the noise floor (95th percentile of coin flips).

    `named` are the packages shown, letter -> candidate.
    """
    if not scores.ratio.any():
        return (), 0.0
    pool = np.argsort(-scores.ratio, kind="stable")[:POOL]
    positive = [
        np.maximum(gains(space, d, readings.conditions_of(d.party), candidates, pool)[1], 0.0).astype(float)
        for d in draws
    ]
    asked = [
        *_sign_alone(case, space, readings, draws),
        *_sign_package(case, space, readings, draws, candidates, named),
        *_matters_more(case, space, draws),
        *_red_lines(case, draws),
    ]
    scenario = draws[0].scenario
    for own in positive[:1]:
        own /= scores.best[scenario]  # every scenario counts alike, whatever is at stake in it
    best = float((scores.ratio.max() > 0.0) * (scores.ratios.max(axis=0) > 0.0).mean())
    generator = np.random.default_rng([seed, 79])
    coins = [generator.uniform(size=(COINS, len(d.d))) < 0.5 for d in draws]
    floor = (
        max(float(np.quantile(_values(positive, scenario, p, coins[p]), 0.95)) for p in range(len(draws)))
        / best
    )
    found = []
    for p, party in enumerate(space.parties):
        mine = [q for q in asked if q.party == p and 0.02 < q.yes.mean() < 0.98]
        if not mine:
            continue
        values = _values(positive, scenario, p, np.array([q.yes for q in mine])) / best
        found += [
            Question(q.kind, party, q.says, float(v), bool(v > floor), float(q.yes.mean()), q.refs)
            for q, v in zip(mine, values, strict=True)
        ]
    return tuple(sorted(found, key=lambda q: (-q.value, q.says))), max(floor, 0.0)


def _values(positive: list[Floats], scenario: Ints, party: int, answers: Bools) -> Floats:
    """(questions,) cross-fitted value of questions asked of one party. `answers` is (questions, draws)."""
    count = positive[party].shape[1]
    first = np.arange(count) % 2 == 0
    total = np.zeros(len(answers))
    for fit, test in ((first, ~first), (~first, first)):
        total += _one_way(positive, scenario, party, answers, fit, test)
    return total / 2.0


def _one_way(
    positive: list[Floats], scenario: Ints, party: int, answers: Bools, fit: Bools, test: Bools
) -> Floats:
    """Pick the best package given each answer on one half, value it on the other; in every scenario."""
    value = np.zeros(len(answers))
    scenarios = np.unique(scenario)
    for s in scenarios:
        first, second = fit & (scenario == s), test & (scenario == s)
        others_first, others_second = np.ones((2, len(positive[party])))
        for p, own in enumerate(positive):
            if p != party:
                others_first = others_first * own[:, first].mean(axis=1)
                others_second = others_second * own[:, second].mean(axis=1)
        mine = positive[party][:, first] * others_first[:, None]
        held = positive[party][:, second] * others_second[:, None]
        blind = int(mine.mean(axis=1).argmax())
        value -= held[blind].mean() / len(scenarios)
        for wanted in (True, False):
            given = (answers == wanted).astype(float)
            picked = (mine @ given[:, first].T).argmax(axis=0)
            value += (held[picked] * given[:, second]).mean(axis=1) / len(scenarios)
    return value


def _accepts(space: Space, readings: Readings, draw: Draws, levels: tuple[int, ...]) -> Bools:
    one = Candidates(np.array([levels]), space.vector(levels)[None, :].astype(np.float32), False)
    _, signed = gains(space, draw, readings.conditions_of(draw.party), one, slice(0, 1))
    return np.asarray(signed[0] >= 0.0)


def _sign_alone(case: Case, space: Space, readings: Readings, draws: tuple[Draws, ...]) -> list[Asked]:
    seen: dict[tuple[int, ...], str] = {}
    for slot, (measure_id, _) in enumerate(space.slots):
        for level in range(1, space.tops[slot] + 1):
            least = closure(case, ((slot, level),))
            if allowed(case, least):
                text = case.measure(measure_id).levels[level].text
                seen.setdefault(least, f"{case.measure(measure_id).label}: {text}")
    return [
        Asked(
            "sign-alone", p,
            f"Would {the(case.name_of(draw.party))} sign this alone, with what it is linked to: {what}?",
            _accepts(space, readings, draw, levels), (),
        )
        for p, draw in enumerate(draws)
        for levels, what in seen.items()
    ]  # fmt: skip


def _sign_package(
    case: Case,
    space: Space,
    readings: Readings,
    draws: tuple[Draws, ...],
    candidates: Candidates,
    named: dict[str, int],
) -> list[Asked]:
    return [
        Asked(
            "sign-package", p, f"Would {the(case.name_of(draw.party))} sign package {name}?",
            _accepts(space, readings, draw, tuple(int(x) for x in candidates.levels[index])), (),
        )
        for p, draw in enumerate(draws)
        for name, index in named.items()
    ]  # fmt: skip


def _matters_more(case: Case, space: Space, draws: tuple[Draws, ...]) -> list[Asked]:
    """Pairs among what a party gains most from, by mean range."""
    asked = []
    for p, draw in enumerate(draws):
        ranges = np.stack([draw.u[:, space.slot_of == s].sum(axis=1) for s in range(len(space.slots))])
        helped = [s for s in range(len(space.slots)) if space.signs[p, space.slot_of == s][0] > 0]
        top: Ints = np.array(sorted(helped, key=lambda s: -ranges[s].mean())[:MOST_PAIRS])
        for i, one in enumerate(top):
            for other in top[i + 1 :]:
                pair = f"{_bound(case, space, one)}, or {_bound(case, space, other)}"
                says = f"Does this matter more to {the(case.name_of(draw.party))}: {pair}?"
                asked.append(Asked("matters-more", p, says, ranges[one] > ranges[other], ()))
    return asked


def _bound(case: Case, space: Space, slot: int) -> str:
    measure, party = space.slots[slot]
    return f"{case.measure(measure).label} ({the(case.name_of(party))} bound)"


def _red_lines(case: Case, draws: tuple[Draws, ...]) -> list[Asked]:
    asked = []
    lines = {s.id: s for s in case.statements if s.stance in ("refuses", "insists", "conditional")}
    for p, draw in enumerate(draws):
        for name, binds in draw.binds.items():
            if name in lines and _open_within(binds, draw.scenario):
                says = f"Does {the(case.name_of(draw.party))} hold to this line: {lines[name].says}"
                asked.append(Asked("red-line", p, _ask(says), draw.binds[name], (name,)))
    return asked


def _open_within(answers: Bools, scenario: Ints) -> bool:
    """Is the answer open in some scenario, once it is known which line gives way?"""
    return any(0.0 < answers[scenario == s].mean() < 1.0 for s in np.unique(scenario))


def _ask(text: str) -> str:
    return text.rstrip(".?") + "?"
