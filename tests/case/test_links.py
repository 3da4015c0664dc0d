"""What a ref means, and what links drag along."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.case.links import allowed, closure, deadlocked, level_number, met, needs, slots, tops
from talks import ref, talks


def test_every_bound_party_is_a_slot_of_its_own_in_the_order_of_the_case() -> None:
    case = talks("us ru", "m/us,ru:2 n/ru:1")
    assert slots(case) == (("m", "us"), ("m", "ru"), ("n", "ru"))
    assert tops(case) == (2, 2, 1)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("m", ((0, 1), (1, 1))),
        ("m>2", ((0, 2), (1, 2))),
        ("m/ru", ((1, 1),)),
        ("m/us>2", ((0, 2),)),
        ("n/us", ()),
    ],
)
def test_a_ref_means_everyone_it_does_not_exclude_at_that_level_or_tighter(text: str, meant: tuple) -> None:
    case = talks("us ru", "m/us,ru:2 n/ru:1")
    assert needs(case, ref(text)) == meant


def test_a_level_or_measure_that_does_not_exist_is_named() -> None:
    case = talks("us ru", "m/us:1")
    with pytest.raises(KeyError, match="l9"):
        level_number(case, ref("m>9"))
    with pytest.raises(KeyError, match="z"):
        needs(case, ref("z>1"))


def test_a_tighter_level_meets_a_looser_need() -> None:
    assert met((2, 1), ((0, 1), (1, 1)))
    assert not met((2, 0), ((0, 1), (1, 1)))
    assert met((0, 0), ())


@pytest.mark.parametrize(
    ("link", "raised", "least"),
    [
        ("reciprocal m", (0, 2), (2, 2, 0)),
        ("exchanged m/us>2 n", (2, 1), (2, 0, 1)),
        ("exchanged m/us>2 n", (0, 2), (2, 0, 1)),
        ("requires m/us n", (0, 1), (1, 0, 1)),
        ("requires m/us n", (2, 1), (0, 0, 1)),
        ("tie m/us m/ru n", (1, 1), (1, 1, 1)),
        ("tie m/us>2 n", (0, 1), (1, 0, 0)),
    ],
)
def test_what_a_restraint_drags_along(link: str, raised: tuple[int, int], least: tuple[int, ...]) -> None:
    case = talks("us ru", "m/us,ru:2 n/ru:1", links=(link,))
    assert closure(case, (raised,)) == least
    assert allowed(case, least)


def test_links_pull_on_each_other() -> None:
    case = talks(
        "us ru", "m/us,ru:1 n/ru:1 o/us:1", links=("requires o n", "exchanged n m/us", "reciprocal m")
    )
    assert closure(case, ((3, 1),)) == (1, 1, 1, 1)


def test_what_excludes_is_dragged_nowhere_but_forbidden() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", links=("excludes m n",))
    assert closure(case, ((0, 1), (1, 1))) == (1, 1)
    assert not allowed(case, (1, 1))
    assert allowed(case, (1, 0))


def test_a_precondition_ties_no_levels() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", links=("precondition us n",))
    assert allowed(case, (1, 0))
    assert closure(case, ((0, 1),)) == (1, 0)


def test_today_meets_every_link() -> None:
    links = (
        "reciprocal m",
        "exchanged m n",
        "requires n m",
        "excludes m n",
        "tie m n",
        "precondition us m",
    )
    assert allowed(talks("us ru", "m/us,ru:2 n/ru:1", links=links), (0, 0, 0))


def test_a_restraint_that_links_forbid_for_good_is_named_with_the_link() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", links=("requires m n", "excludes m n"))
    assert deadlocked(case) == ((1, "with the other links, this keeps 'm' of 'us' at today for good"),)


def test_links_that_leave_only_today_say_so_once() -> None:
    case = talks("us ru", "m/us:1 n/ru:1", links=("tie m n", "excludes m n"))
    told = deadlocked(case)
    assert len(told) == 3
    assert told[-1] == (1, "together the links leave no package but today")


def test_without_links_nothing_is_deadlocked() -> None:
    case = talks("us ru", "m/us:1 n/ru:1")
    assert deadlocked(case) == ()
    assert deadlocked(replace(case, measures=())) == ()
