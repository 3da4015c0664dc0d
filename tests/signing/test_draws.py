"""Acceptance by the sampler against plain rejection from the prior."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from talks import talks

from detente.case.case import Case
from detente.errors import NotMixed
from detente.signing.draws import Draws, draw
from detente.signing.readings import read_statements
from detente.signing.space import build_space

from .reference import Levels, Reference
from .small import Small, small

DRAWS = 4000
TRIED = 400_000
FEWEST = 4000
"""What the rarest law must leave of the preferences tried for the reference to be worth comparing with."""


def drawn(case: Case, party: str, *, count: int = DRAWS, seed: int = 1, prior: str = "slots") -> Draws:
    space = build_space(case)
    readings = read_statements(case, space)
    return draw(
        space, party, readings.of(party), readings.conditions_of(party), prior=prior, count=count, seed=seed
    )


def signed(slow: Reference, found: Draws, x: Levels) -> float:
    """Share of draws in which the party signs a package."""
    gains = found.u @ slow.value(found.party, x) - found.d
    signs = gains >= 0
    for (kind, name), refs, _ in slow.conditions(found.party):
        if any(x) and not slow.holds_all(x, refs):
            signs &= ~found.binds[name if kind == "statement" else f"link {name}"]
    return float(signs.mean())


def comparable(wanted: int, start: int, **how: object) -> Iterator[tuple[Small, str, tuple]]:
    """Cases of which rejection leaves enough, with what it says."""
    seed = start
    while wanted:
        made = small(seed, measures=2, both=0.4, most=27, said=4, links=1, **how)  # type: ignore[arg-type]
        slow = Reference(made.case())
        party = made.parties.split()[seed % 2]
        answer = slow.acceptance(party, TRIED, np.random.default_rng(seed))
        seed += 1
        if answer and answer[2] >= FEWEST and len(slow.statements(party)) > 0:
            wanted -= 1
            yield made, party, answer


def errors(made: Small, party: str, answer: tuple) -> tuple[list[float], float]:
    """How far the sampler's P(sign) lies from rejection's, a package; and its mean of d."""
    shares, mean, _ = answer
    slow, found = Reference(made.case()), drawn(made.case(), party)
    return [abs(signed(slow, found, x) - shares[x]) for x in shares], abs(float(found.d.mean()) - mean)


def agree(cases: Iterator[tuple[Small, str, tuple]], capsys: pytest.CaptureFixture[str]) -> None:
    every: list[float] = []
    off: list[float] = []
    for made, party, answer in cases:
        shares, mean = errors(made, party, answer)
        assert max(shares) < 0.03, f"{made}: {party} {shares}"
        assert mean < 0.01, f"{made}: {party}"
        every += shares
        off.append(mean)
    assert np.mean(every) < 0.01
    with capsys.disabled():
        print(f"\n{len(off)} cases, P(sign): mean error {np.mean(every):.4f}, most {max(every):.4f}; d: most {max(off):.4f}")


def test_acceptance_with_hard_statements(capsys: pytest.CaptureFixture[str]) -> None:
    agree(comparable(4, 0), capsys)


def test_acceptance_with_soft_statements(capsys: pytest.CaptureFixture[str]) -> None:
    agree(comparable(4, 500, soft=0.5), capsys)


@pytest.mark.slow
def test_acceptance_on_many_cases(capsys: pytest.CaptureFixture[str]) -> None:
    agree(comparable(24, 1000), capsys)


@pytest.mark.slow
def test_acceptance_on_many_cases_with_soft_statements(capsys: pytest.CaptureFixture[str]) -> None:
    agree(comparable(16, 2000, soft=0.5), capsys)
