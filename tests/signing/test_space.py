"""The package space against a plain list of every package."""

from __future__ import annotations

import pytest

from detente.case.links import allowed, closure, deadlocked
from detente.errors import NotSupported
from detente.signing.space import build_space
from talks import talks

from .reference import Reference
from .small import small


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_the_blocks_hold_every_package_that_the_links_allow_and_no_other(start: int) -> None:
    for seed in range(start, start + 50):
        made = small(seed, measures=4, links=5)
        space, slow = build_space(made.case()), Reference(made.case())
        listed = [tuple(row) for row in space.levels(space.listed()).tolist()]
        assert sorted(listed) == slow.packages, made
        assert space.packages == len(listed), made
        assert listed[0] == (0,) * len(space.slots), made


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_values_are_gained_by_the_other_and_paid_by_the_bound(start: int) -> None:
    for seed in range(start, start + 50):
        made = small(seed)
        space, slow = build_space(made.case()), Reference(made.case())
        for x in slow.packages:
            for p, party in enumerate(space.parties):
                assert (space.vector(x) * space.signs[p] == slow.value(party, x)).all(), made


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_the_least_package_with_a_restraint_is_the_least_in_the_list(start: int) -> None:
    for seed in range(start, start + 50):
        made = small(seed, measures=4, links=5)
        case, slow = made.case(), Reference(made.case())
        for slot, level in slow.steps:
            least = closure(case, ((slot, level),))
            holding = [x for x in slow.packages if x[slot] >= level]
            assert allowed(case, least) == bool(holding), made
            if holding:
                assert least == tuple(map(min, zip(*holding, strict=True))), made


@pytest.mark.parametrize("start", range(0, 200, 50))
def test_levels_are_allowed_exactly_if_they_are_in_the_list(start: int) -> None:
    for seed in range(start, start + 50):
        made = small(seed, measures=3, links=4)
        case, slow = made.case(), Reference(made.case())
        free = Reference(talks(made.parties, made.measures))
        assert [x for x in free.packages if allowed(case, x)] == slow.packages, made


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_a_restraint_is_deadlocked_exactly_if_no_package_has_it(start: int) -> None:
    for seed in range(start, start + 100):
        made = small(seed, measures=3, links=5)
        case, slow = made.case(), Reference(made.case())
        stuck = {s for s in range(len(slow.slots)) if not any(x[s] for x in slow.packages)}
        told = " ".join(says for _, says in deadlocked(case))
        for slot, (measure, party) in enumerate(slow.slots):
            assert (slot in stuck) == (f"'{measure}' of '{party}'" in told), made
        assert ("no package but today" in told) == (len(slow.packages) == 1), made


def test_a_package_and_its_elements_are_two_names_of_one_thing() -> None:
    case = talks("us ru", "m/us,ru:2 n/us:1 o/ru:1", links=("reciprocal m", "requires n o"))
    space = build_space(case)
    for x in Reference(case).packages:
        chosen = space.chosen(x)
        assert tuple(space.levels(chosen[None, :])[0]) == x
        assert (space.vectors(chosen[None, :])[0] == space.vector(x)).all()
    with pytest.raises(ValueError, match="a link forbids them"):
        space.chosen((1, 0, 0, 0))


def test_a_package_names_what_it_changes_and_leaves_out_today() -> None:
    space = build_space(talks("us ru", "m/us,ru:2 n/us:1"))
    (item,) = space.package((0, 2, 0)).items
    assert (item.measure, item.party, item.level, item.level_id) == ("m", "ru", 2, "l2")


def test_a_block_too_large_to_list_is_refused_with_its_measures() -> None:
    names = "abcdefghi"
    measures = " ".join(f"{name}/us,ru:3" for name in names)
    with pytest.raises(NotSupported, match=r"one block of 68,719,476,736 combinations \(a, b, c"):
        build_space(talks("us ru", measures, links=(f"tie {' '.join(names)}",)))
