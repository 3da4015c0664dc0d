"""What a package can be worth to a party, against programmes with one row a listed package."""

from __future__ import annotations

import pytest

from detente.signing.readings import convex, narrowed, read_statements
from detente.signing.region import consistent, gain_range, inner_points
from detente.signing.space import build_space
from talks import talks

from .reference import Reference
from .small import Small, small

CASES = 180


def same_ranges(made: Small) -> int:
    """Compare every fourth package for every party; returns how many ranges were compared."""
    case = made.case()
    slow, space = Reference(case), build_space(case)
    readings = read_statements(case, space)
    compared = 0
    for party in space.parties:
        hard = tuple(r for r in readings.of(party) if r.hard)
        for x in slow.packages[:: max(1, len(slow.packages) // 4)]:
            wanted = slow.gain_range(party, x)
            if wanted is None:
                with pytest.raises(ValueError, match="cannot all hold"):
                    gain_range(space, party, hard, space.vector(x))
            else:
                found = gain_range(space, party, hard, space.vector(x))
                assert found == pytest.approx(wanted, abs=1e-7), f"{made}: {party} {x}"
                compared += 1
    return compared


@pytest.mark.parametrize("start", range(0, CASES, 60))
def test_least_and_greatest_gain_of_a_package(start: int) -> None:
    compared = sum(same_ranges(small(seed, most=27)) for seed in range(start, start + 60))
    assert compared > 100


@pytest.mark.parametrize("start", range(0, 45, 15))
def test_least_and_greatest_gain_where_willing_is_read_weakly(start: int) -> None:
    stances = ("weak", "conditional", "insists", "refuses")
    compared = sum(
        same_ranges(small(s, most=24, said=4, stances=stances)) for s in range(start, start + 15)
    )
    assert compared > 40


@pytest.mark.parametrize("start", range(0, 150, 50))
def test_statements_that_cannot_all_hold(start: int) -> None:
    for seed in range(start, start + 50):
        made = small(seed, most=64, said=7)
        case = made.case()
        slow, space = Reference(case), build_space(case)
        readings = read_statements(case, space)
        for party in space.parties:
            assert consistent(space, party, readings.of(party)) == bool(
                slow.can_hold(party, [s.id for s in slow.statements(party)])
            ), f"{made}: {party}"


def test_a_refused_package_is_never_worth_no_deal_and_an_offered_one_always() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", "us refuses m", "us offers n")
    space = build_space(case)
    us = read_statements(case, space).of("us")
    assert gain_range(space, "us", us, space.vector((1, 1)))[1] == pytest.approx(-0.01)
    assert gain_range(space, "us", us, space.vector((0, 1)))[0] == pytest.approx(0.0)


def test_chains_start_inside_the_set() -> None:
    checked = 0
    for seed in range(40):
        made = small(seed, most=64, preconditions=False)
        case = made.case()
        space, slow = build_space(case), Reference(case)
        for party in space.parties:
            rows = read_statements(case, space).of(party)
            try:
                u, d = inner_points(space, party, rows, 4, seed=0)
            except ValueError:
                continue
            assert u.sum(axis=1) == pytest.approx(1.0)
            for statement in slow.statements(party):
                assert slow.agrees(party, statement, u, d).all(), f"{made}: {party} {statement.says}"
                checked += 1
    assert checked > 40


def test_a_party_with_no_room_has_no_inner_points() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", "us offers m", "us insists n")
    space = build_space(case)
    rows = read_statements(case, space).of("us")
    with pytest.raises(ValueError, match="no preference set"):
        inner_points(space, "us", rows, 2, seed=0)


def test_what_satisfies_a_narrowed_statement_satisfies_the_statement() -> None:
    case = talks("us ru", "m/us,ru:1 n/us:1 o/ru:2", "us willing n weak")
    space, slow = build_space(case), Reference(case)
    (weak,) = read_statements(case, space).of("us")
    strict = narrowed(weak, space)
    assert (convex(weak), convex(strict)) == (False, True)
    u, d = inner_points(space, "us", (strict,), 8, seed=0)
    assert slow.agrees("us", case.statements[0], u, d).all()
