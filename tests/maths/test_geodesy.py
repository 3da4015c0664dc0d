from __future__ import annotations

import math

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.maths.geodesy import (
    along,
    arc_km,
    chord_km,
    count_north,
    destination,
    distance_km,
    from_space,
    inverse,
    nearest_on_chord,
    nearest_on_edge,
    to_space,
)

GEOD = pyproj.Geod(ellps="WGS84")
LON, LAT = st.floats(-180, 180), st.floats(-89.5, 89.5)


def pairs(count: int, seed: int) -> tuple[np.ndarray, ...]:
    """Points spread evenly over the Earth."""
    draw = np.random.default_rng(seed)
    lon1, lon2 = draw.uniform(-180, 180, (2, count))
    lat1, lat2 = np.degrees(np.arcsin(draw.uniform(-1, 1, (2, count))))
    return lon1, lat1, lon2, lat2


def test_distance_and_bearing_of_random_pairs_are_those_of_karney():
    ends = pairs(20_000, seed=1)
    bearing, _, metres = GEOD.inv(*ends)
    km, found = inverse(*ends)
    known = ~np.isnan(km)
    assert np.abs(km - metres / 1000)[known].max() < 1e-7
    assert np.abs((found - bearing + 180) % 360 - 180)[known & (metres < 1.9e7)].max() < 1e-6
    assert metres[~known].min() > 1.99e7
    assert (~known).sum() < 10


def test_vincenty_s_published_line_from_flinders_peak_to_buninyong():
    # The worked example of Geoscience Australia, GDA Technical Manual, on GRS 80, whose flattening differs
    # from that of WGS 84 by 3e-12: 54,972.271 m.
    km = distance_km(
        144 + 25 / 60 + 29.52440 / 3600, -(37 + 57 / 60 + 3.72030 / 3600),
        143 + 55 / 60 + 35.38390 / 3600, -(37 + 39 / 60 + 10.15610 / 3600),
    )  # fmt: skip
    assert float(km) == pytest.approx(54.972271, abs=1e-6)


@pytest.mark.parametrize(
    ("ends", "km"),
    [
        ((0, 0, 0, 0), 0.0),
        ((0, 0, 0, 90), 10001.965729),  # a quarter of the meridian of WGS 84
        ((0, 0, 90, 0), 6378.137 * math.pi / 2),
        ((30, 90, -40, 90), 0.0),
        ((179.5, 10, -179.5, 10), GEOD.inv(179.5, 10, -179.5, 10)[2] / 1000),
    ],
)
def test_plain_cases(ends: tuple[float, ...], km: float):
    assert float(distance_km(*ends)) == pytest.approx(km, abs=1e-6)


def test_what_is_nearly_antipodal_or_no_number_has_no_distance():
    assert np.isnan(distance_km([0, math.nan], [0, 0], [179.7, 1], [0.1, 1])).all()


@given(lon=LON, lat=LAT, bearing=st.floats(0, 360), km=st.floats(0, 15000))
def test_a_destination_is_that_of_karney(lon: float, lat: float, bearing: float, km: float):
    there = destination(lon, lat, bearing, km)
    wanted = GEOD.fwd(lon, lat, bearing, km * 1000)
    assert GEOD.inv(float(there[0]), float(there[1]), *wanted[:2])[2] < 1e-3


def test_points_along_a_line_cut_it_into_equal_parts():
    lon, lat = along(22.0, 49.0, 40.0, 52.0, np.linspace(0, 1, 11))
    parts = distance_km(lon[:-1], lat[:-1], lon[1:], lat[1:])
    assert parts == pytest.approx(np.full(10, float(distance_km(22, 49, 40, 52)) / 10), abs=1e-8)


def test_space_and_back():
    lon, lat, *_ = pairs(5_000, seed=2)
    back = from_space(to_space(lon, lat))
    assert np.abs((back[0] - lon + 180) % 360 - 180).max() < 1e-11
    assert np.abs(back[1] - lat).max() < 1e-11


def test_space_is_that_of_pyproj():
    lon, lat, *_ = pairs(2_000, seed=3)
    wanted = pyproj.Transformer.from_crs(4979, 4978, always_xy=True).transform(lon, lat, np.zeros(len(lon)))
    assert np.abs(to_space(lon, lat) - np.stack(wanted, axis=1) / 1000).max() < 1e-8


@pytest.mark.parametrize(("km", "metres"), [(1, 1e-5), (50, 2e-3), (100, 0.012), (500, 2), (1000, 12)])
def test_an_arc_from_its_chord_is_as_near_as_it_says(km: float, metres: float):
    lon, lat, bearing, _ = pairs(20_000, seed=4)
    there = GEOD.fwd(lon, lat, bearing, np.full(len(lon), km * 1000.0))
    chord = np.linalg.norm(to_space(lon, lat) - to_space(there[0], there[1]), axis=1)
    assert np.abs(arc_km(chord) - km).max() * 1000 < metres
    assert chord_km(km) == pytest.approx(float(chord.mean()), rel=1e-5)


def test_the_nearest_point_of_a_chord_is_no_further_than_any_other_of_it():
    draw = np.random.default_rng(5)
    point, start, way = draw.normal(size=(3, 400, 3))
    way[0] = 0
    share, apart = nearest_on_chord(point, start, way)
    every = start[:, None] + np.linspace(0, 1, 2001)[:, None] * way[:, None]
    slow = np.linalg.norm(point[:, None] - every, axis=2).min(axis=1)
    assert (apart <= slow + 1e-12).all()
    assert (slow - apart).max() < 1e-3
    assert ((share >= 0) & (share <= 1)).all()


def test_the_nearest_point_of_a_long_edge_is_that_of_a_slow_search():
    # Golden section over the length of the edge, by Karney's formulas alone.
    draw = np.random.default_rng(6)
    for _ in range(40):
        lon1, lat1 = draw.uniform(-180, 180), draw.uniform(-70, 70)
        length, bearing = draw.uniform(1, 3000), draw.uniform(0, 360)
        lon2, lat2, _ = GEOD.fwd(lon1, lat1, bearing, length * 1000)
        lon, lat, _ = GEOD.fwd(lon1, lat1, draw.uniform(0, 360), draw.uniform(1e3, 2e6))
        *_, km = nearest_on_edge(lon, lat, lon1, lat1, lon2, lat2)

        def apart(share: float, lon=lon, lat=lat, start=(lon1, lat1, bearing), length=length) -> float:
            x, y, _ = GEOD.fwd(*start, share * length * 1000)
            return GEOD.inv(lon, lat, x, y)[2] / 1000

        low, high = 0.0, 1.0
        for _ in range(80):
            a, b = low + (high - low) * 0.382, low + (high - low) * 0.618
            low, high = (low, b) if apart(a) < apart(b) else (a, high)
        slow = min(apart(0.0), apart(1.0), apart((low + high) / 2))
        assert float(km) == pytest.approx(slow, abs=1e-3)


@given(
    lon=st.integers(-6, 6), lat=st.integers(-6, 6),
    corners=st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=3, max_size=8),
)  # fmt: skip
def test_pieces_to_the_north_tell_inside_also_through_vertices(lon: int, lat: int, corners: list):
    # The slow reference turns once round the point: the winding number is odd wherever parity is.
    ring = np.array([*corners, corners[0]], float)
    x, y = lon + 0.37, lat + 0.41
    turned = np.unwrap(np.arctan2(ring[:, 1] - y, ring[:, 0] - x))
    winding = round((turned[-1] - turned[0]) / (2 * math.pi))
    on_edge = np.any(np.isclose(np.abs(np.diff(turned)), math.pi))
    assert on_edge or count_north(x, y, ring) % 2 == winding % 2


def test_a_point_over_a_vertex_is_counted_once():
    diamond = np.array([[0, -2], [2, 0], [0, 2], [-2, 0], [0, -2]], float)
    assert count_north(0.0, 0.0, diamond) == 1
    assert count_north(0.0, -3.0, diamond) == 2
    assert count_north(2.5, 0.0, diamond) == 0
