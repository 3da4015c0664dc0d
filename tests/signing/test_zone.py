"""Zone, blocking sets and contradictions against brute force over packages and subsets of statements."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.signing.readings import read_statements
from detente.signing.scoring import struck
from detente.signing.space import build_space
from detente.signing.zone import find_blocking, find_contradictions, find_zone
from talks import talks

from .limit import limit
from .reference import Reference
from .small import Small, small


@pytest.mark.parametrize("start", range(0, 160, 40))
def test_the_zone_is_open_exactly_if_some_package_can_be_signed_by_all(start: int) -> None:
    for seed in range(start, start + 40):
        made = small(seed, most=27, said=6)
        case = made.case()
        space, signable = build_space(case), Reference(case).zone()
        zone = find_zone(space, read_statements(case, space))
        assert zone.open == bool(signable), made
        if zone.open:
            assert zone.witness is not None
            assert zone.witness.levels in signable, made
        assert zone.packages == space.packages


def closed(seed: int) -> Small | None:
    """A case that is closed, of one with few statements; None if it is open."""
    made = small(
        seed, most=12, said=6, stances=("refuses", "insists", "conditional", "willing", "weak", "offers")
    )
    case = made.case()
    space = build_space(case)
    return None if find_zone(space, read_statements(case, space)).open else made


@pytest.mark.parametrize("start", range(1000, 1135, 45))
def test_what_blocks_is_every_smallest_set_whose_softening_opens_the_zone(start: int) -> None:
    compared = 0
    for made in filter(None, map(closed, range(start, start + 45))):
        case = made.case()
        space = build_space(case)
        wanted = {
            frozenset(name if kind == "statement" else f"link {name}" for kind, name in one)
            for one in Reference(case).blocking()
        }
        blocking, complete = find_blocking(space, read_statements(case, space))
        assert complete, made
        assert {frozenset(one.statements) for one in blocking} == wanted, made
        assert len(blocking) == len(wanted), made
        assert all(one.verified for one in blocking), made
        compared += 1
    assert compared > 5


@pytest.mark.parametrize("hard_only", [True, False])
def test_a_contradiction_cannot_hold_and_ends_when_any_one_of_it_is_dropped(hard_only: bool) -> None:
    found = 0
    for seed in range(2000, 2100):
        made = small(seed, most=30, said=8, soft=0.3, links=1)
        case = made.case()
        space, slow = build_space(case), Reference(case)
        credences = {s.id: s.credence for s in case.statements}
        told = find_contradictions(space, read_statements(case, space), hard_only=hard_only)
        for one in told:
            assert not slow.can_hold(one.party, one.statements), made
            for name in one.statements:
                assert slow.can_hold(one.party, set(one.statements) - {name}), made
            assert not hard_only or all(credences[name] == 1 for name in one.statements), made
        for party in space.parties:
            mine = [s.id for s in slow.statements(party) if s.credence == 1 or not hard_only]
            spoken = {name for one in told if one.party == party for name in one.statements}
            assert bool(spoken) != slow.can_hold(party, mine), made
        found += len(told)
    assert found > 10


def test_two_lines_that_face_each_other_close_the_zone_and_either_opens_it() -> None:
    case = talks("us ru", "door/us:1 missiles/ru:1", "us refuses door", "ru insists door")
    space = build_space(case)
    readings = read_statements(case, space)
    zone = find_zone(space, readings)
    assert (zone.open, zone.method, zone.unmasked) == (False, "masks", 0)
    blocking, complete = find_blocking(space, readings)
    assert [one.statements for one in blocking] == [("s1",), ("s2",)]
    assert complete


def test_lines_that_no_single_package_shows_are_still_found() -> None:
    case = talks(
        "us ru",
        "m/us:1 n/us:1",
        "us willing m",
        "us willing n",
        "us demands m over n",
        "us threatens",
        "ru threatens",
        "ru insists m",
    )
    space = build_space(case)
    readings = read_statements(case, space)
    zone = find_zone(space, readings)
    assert zone.open == bool(Reference(case).zone())
    blocking, _ = find_blocking(space, readings)
    wanted = Reference(case).blocking()
    assert {frozenset(one.statements) for one in blocking} == {
        frozenset(n for _, n in one) for one in wanted
    }


def test_a_party_whom_nothing_touches_breaks_nothing() -> None:
    case = talks("us ru eu", "m/us:1", "us refuses m")
    case = replace(case, measures=(replace(case.measures[0], helps=("ru",)),))
    space = build_space(case)
    with limit(10):
        assert find_contradictions(space, read_statements(case, space), hard_only=True) == ()


def test_a_weak_reading_of_what_links_forbid_contradicts_nothing() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", "us willing m n weak", links=("excludes m n",))
    space = build_space(case)
    assert find_contradictions(space, read_statements(case, space), hard_only=True) == ()


def test_today_is_no_agreement() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", "us refuses m", "us refuses n")
    space = build_space(case)
    assert not find_zone(space, read_statements(case, space)).open


def test_a_soft_statement_closes_nothing() -> None:
    case = talks("us ru", "m/us:1", "us refuses m 0.9")
    space = build_space(case)
    assert find_zone(space, read_statements(case, space)).open


def test_a_precondition_strikes_packages_without_what_it_asks() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", links=("precondition us n",))
    space = build_space(case)
    (condition,) = read_statements(case, space).preconditions
    assert struck(space, condition, np.array([(1, 1), (1, 0), (0, 1)])).tolist() == [False, True, False]
