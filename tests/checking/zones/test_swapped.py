from __future__ import annotations

import numpy as np
import pytest

from checking.zones.shapes import blob, polygon
from detente.checking.zones.boundary import boundary
from detente.checking.zones.compile import compile_zone
from detente.checking.zones.swapped import tell_swapped

KYIV, WARSAW, MOSCOW = (30.52, 50.45), (21.01, 52.23), (37.62, 55.75)


def parts(*groups):
    return [tuple(np.array(column, float) for column in zip(*group, strict=True)) for group in groups]


def changed_over(*places):
    return [(lat, lon) for lon, lat in places]


@pytest.fixture(scope="module")
def ukraine():
    return compile_zone(boundary("ukraine"), 50)


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ([changed_over(KYIV)], "the one position is far from the zone 'ukraine'"),
        ([changed_over(KYIV), changed_over(KYIV, KYIV)], "all 3 positions are far from the zone 'ukraine'"),
        ([[*changed_over(KYIV), (np.nan, 50.0), (np.inf, 3.0)]], "the one position is far"),
    ],
)
def test_positions_that_come_near_only_when_swapped_are_told(ukraine, groups, says):
    said = tell_swapped(ukraine, parts(*groups))
    assert said is not None
    assert said.startswith(says)
    assert said.endswith("the two may be swapped")


@pytest.mark.parametrize(
    "groups",
    [
        [[KYIV]],
        [[MOSCOW]],
        [changed_over(MOSCOW)],
        [[*changed_over(KYIV), KYIV]],
        [changed_over(KYIV), [MOSCOW]],
        [[(np.nan, np.nan)]],
        [],
    ],
    ids=["on it", "far", "far both ways", "one is on it", "one is far both ways", "none is good", "none"],
)
def test_nothing_is_said_where_anything_speaks_against_it(ukraine, groups):
    assert tell_swapped(ukraine, parts(*groups)) is None


def test_a_zone_that_both_readings_lie_on_tells_nothing():
    both = compile_zone(polygon(blob(3, 30, 30, 4)), 50)
    assert tell_swapped(both, parts([(30.5, 29.5), (29.0, 31.0)])) is None
