"""Acceptance by the sampler against plain rejection from the prior."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from detente.case.case import Case
from detente.errors import NotMixed
from detente.signing.draws import Draws, draw
from detente.signing.readings import read_statements
from detente.signing.space import build_space
from talks import talks

from .limit import limit
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
        print(
            f"\n{len(off)} cases, P(sign): mean error {np.mean(every):.4f}, most {max(every):.4f}; "
            f"d: most {max(off):.4f}"
        )


def test_acceptance_with_hard_statements(capsys: pytest.CaptureFixture[str]) -> None:
    agree(comparable(3, 0), capsys)


def test_acceptance_with_soft_statements(capsys: pytest.CaptureFixture[str]) -> None:
    agree(comparable(3, 500, soft=0.5), capsys)


@pytest.mark.slow
def test_acceptance_on_many_cases(capsys: pytest.CaptureFixture[str]) -> None:
    agree(comparable(10, 1000), capsys)


@pytest.mark.slow
def test_acceptance_on_many_cases_with_soft_statements(capsys: pytest.CaptureFixture[str]) -> None:
    agree(comparable(8, 2000, soft=0.5), capsys)


# ---------------------------------------------------------------- where little room is left


def test_a_party_that_said_nothing_is_drawn_from_the_prior() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", "us refuses m")
    found = drawn(case, "ru", count=400)
    assert len(found.d) >= 400
    assert found.u.mean(axis=0) == pytest.approx(0.5, abs=0.06)


def test_a_party_that_one_step_touches_gives_it_all_its_weight() -> None:
    case = talks("us ru", "m/us:1", "us refuses m 0.5")
    assert (drawn(case, "us", count=100).u == 1.0).all()


def test_a_comparison_of_a_restraint_with_itself_says_nothing() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", "us demands n over n/ru")
    with limit(10):
        assert drawn(case, "us", count=100).u.sum(axis=1) == pytest.approx(1.0)


@pytest.mark.parametrize("credence", ["", " 0.5"])
def test_lines_that_leave_no_room_are_refused_in_a_sentence_and_not_tried_for_ever(credence: str) -> None:
    case = talks(
        "us ru",
        "m/us:1 n/ru:1 o/ru:1",
        "us demands n over o",
        "us demands o over n",
        f"us refuses m{credence}",
    )
    with limit(10), pytest.raises((NotMixed, ValueError), match="room"):
        drawn(case, "us", count=100)


def test_a_weak_reading_of_what_links_forbid_says_nothing_as_the_other_reading_does() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", "us willing m n weak", links=("excludes m n",))
    assert len(drawn(case, "us", count=100).d) >= 100


@pytest.mark.parametrize("prior", ["slots", "flat", "by-measure"])
def test_draws_agree_with_every_hard_statement(prior: str) -> None:
    case = talks(
        "us ru", "m/us,ru:2 n/us:1 o/ru:1", "us refuses n", "us willing m weak", "us demands o over m/ru>1"
    )
    slow, found = Reference(case), drawn(case, "us", count=400, prior=prior)
    for statement in case.statements:
        assert slow.agrees("us", statement, found.u, found.d + 1e-9 * (statement.stance == "refuses")).all()


def test_a_soft_statement_binds_in_its_share_of_the_draws_and_holds_where_it_does() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", "us refuses m 0.7")
    slow, found = Reference(case), drawn(case, "us", count=2000)
    assert found.binds["s1"].mean() == pytest.approx(0.7, abs=0.03)
    assert slow.agrees("us", case.statements[0], found.u, found.d + 1e-9)[found.binds["s1"]].all()
    assert "s2" not in found.binds


def test_the_same_seed_gives_the_same_draws() -> None:
    case = talks("us ru", "m/us:1 n/ru:2", "us refuses m 0.7")
    one, again, other = (drawn(case, "us", count=100, seed=seed) for seed in (1, 1, 2))
    assert (one.u == again.u).all()
    assert (one.d == again.d).all()
    assert (one.d != other.d).any()
