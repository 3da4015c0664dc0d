"""Spaces that cannot be listed: exact answers come from blocks, packages from a pool, and it is said."""

from __future__ import annotations

import pytest

from detente.case.case import Case
from detente.signing.readings import read_statements
from detente.signing.scoring import MOST_LISTED
from detente.signing.sign import Options, sign
from detente.signing.space import build_space
from detente.signing.zone import find_blocking, find_zone
from talks import talks

SEVENTEEN = [f"m{n}" for n in range(17)]


def wide(levels: int, count: int, *said: str) -> Case:
    """So many measures, bound in turn, and what is said of the first few."""
    measures = " ".join(
        f"{name}/{'us' if n % 2 else 'ru'}:{levels}" for n, name in enumerate(SEVENTEEN[:count])
    )
    return talks("us ru", measures, *said)


def test_a_hundred_million_unlinked_packages_are_decided_exactly() -> None:
    case = wide(2, 17, "us refuses m1", "ru insists m1", "ru refuses m2", "us insists m2>2 m4")
    space = build_space(case)
    readings = read_statements(case, space)
    zone = find_zone(space, readings)
    assert (space.packages, zone.open) == (3**17, False)
    blocking, complete = find_blocking(space, readings)
    assert complete
    assert {one.statements for one in blocking} == {("s1", "s3"), ("s1", "s4"), ("s2", "s3"), ("s2", "s4")}


def test_a_hundred_million_unlinked_packages_hold_one_that_all_could_sign() -> None:
    case = wide(2, 17, "us refuses m1", "ru refuses m2>2", "us insists m4>2", "ru insists m3")
    space = build_space(case)
    zone = find_zone(space, read_statements(case, space))
    assert zone.open
    assert zone.witness is not None
    assert zone.witness.levels[1] == 0
    assert zone.witness.levels[4] == 2
    assert zone.witness.levels[3] >= 1


@pytest.mark.slow
def test_what_cannot_be_listed_is_scored_from_a_pool_and_that_is_said() -> None:
    case = wide(2, 17, "us refuses m1", "ru demands m3", "us demands m4")
    signing = sign(case, options=Options(draws=100, priors=False))
    assert not signing.listed
    assert 0 < signing.pool < MOST_LISTED
    assert any("too many packages to list" in one for one in signing.assumptions)
    assert all(one.package.levels[1] == 0 for one in signing.ranked)


@pytest.mark.parametrize("closed", [True, False])
def test_78_732_packages_open_and_closed(closed: bool) -> None:
    said = ("us refuses m1", "ru insists m1") if closed else ("us refuses m1", "ru insists m3")
    measures = " ".join(f"m{n}/{'us' if n % 2 else 'ru'}:2" for n in range(9)) + " x/us:1 y/ru:1"
    case = talks("us ru", measures, *said)
    space = build_space(case)
    readings = read_statements(case, space)
    assert space.packages == 78_732
    assert find_zone(space, readings).open != closed
    if closed:
        blocking, complete = find_blocking(space, readings)
        assert complete
        assert [one.statements for one in blocking] == [("s1",), ("s2",)]
