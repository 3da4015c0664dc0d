from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking.zones.shapes import blob, polygon, true_border, true_inside, true_km, zone
from detente.checking.zones.boundary import boundary
from detente.checking.zones.compile import compile_zone
from detente.checking.zones.locate import locate
from detente.engines.coordinates import EAST, ENDLESS, MISSING, NORTH, SWAPPED


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DETENTE_CACHE", "off")


def spread(compiled, count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Positions over the whole grid and a little beyond."""
    draw, grid = np.random.default_rng(seed), compiled.grid
    lon = grid.west + draw.uniform(-0.05, 1.05, count) * grid.width * grid.columns
    lat = grid.south + draw.uniform(-0.05, 1.05, count) * grid.height * grid.rows
    return (lon + 180) % 360 - 180, np.clip(lat, -90, 90)


@pytest.mark.parametrize("edges", ["geodesic", "straight-in-degrees"])
@pytest.mark.parametrize(
    ("lon", "lat", "size", "km"),
    [
        (30, 50, 4, 50),
        (30, 50, 0.1, 5),
        (25, 69, 6, 30),
        (-70, -35, 3, 120),
        (100, 0.5, 2, 50),
        (30, 50, 3, 600),
    ],
)
def test_inside_and_distance_are_those_of_a_slow_reference(edges, lon, lat, size, km):
    ring = blob(3, lon, lat, size)
    compiled = compile_zone(polygon(ring, edges=edges), km)
    borders = true_border(ring, edges)
    x, y = spread(compiled, 4000)
    found = locate(compiled, x, y)
    away = np.nan_to_num(found.km, nan=km) > 0.001
    assert np.array_equal(found.inside[away], true_inside(borders, x, y)[away])
    for i in range(40):
        true = true_km(borders, x[i], y[i])
        if true > km:
            assert math.isnan(found.km[i]) or true - km < 0.001
        else:
            assert found.km[i] == pytest.approx(true, abs=0.0006)


def test_the_two_readings_of_a_long_edge_part_by_what_the_geodesic_bulges():
    # A 10-degree edge along a parallel: the shortest line passes 0.2 degrees further north in its middle.
    ring = [(20.0, 48.0), (30.0, 48.0), (30.0, 50.0), (20.0, 50.0)]
    here = {
        edges: locate(compile_zone(polygon(ring, edges=edges), 50), 25.0, 50.1)
        for edges in ("geodesic", "straight-in-degrees")
    }
    assert here["geodesic"].inside[0]
    assert not here["straight-in-degrees"].inside[0]


@pytest.mark.slow
@settings(deadline=None, max_examples=25)
@given(
    corners=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=7, unique=True),
    km=st.sampled_from([1.0, 20.0]),
)
def test_round_numbers_do_not_lose_a_crossing(corners, km):
    # Vertices, edges and positions on the same lattice of degrees, where a crossing is easily counted twice.
    import shapely

    drawn = shapely.make_valid(shapely.Polygon(corners))
    if drawn.geom_type not in ("Polygon", "MultiPolygon"):
        return
    compiled = compile_zone(polygon(corners), km)
    x, y = (
        np.array(one, float).ravel()
        for one in np.meshgrid(np.arange(-1, 7.5, 0.5), np.arange(-1, 7.5, 0.5))
    )
    away = shapely.distance(drawn.boundary, shapely.points(x, y)) > 1e-9
    assert np.array_equal(locate(compiled, x, y).inside[away], shapely.contains_xy(drawn, x, y)[away])


def test_holes_and_islands():
    compiled = compile_zone(
        zone({"type": "MultiPolygon", "coordinates": [
            [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [3, 1], [3, 3], [1, 3], [1, 1]]],
            [[[1.5, 1.5], [2.5, 1.5], [2.5, 2.5], [1.5, 2.5], [1.5, 1.5]]],
        ]}), 10,
    )  # fmt: skip
    assert locate(compiled, [0.5, 1.25, 2.0, 5.0], [0.5, 1.25, 2.0, 2.0]).inside.tolist() == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("geometry", [
    {"type": "LineString", "coordinates": [[127.0, 38.0], [128.0, 38.2]]},
    {"type": "Point", "coordinates": [127.5, 38.1]},
])  # fmt: skip
def test_a_line_or_a_point_has_a_distance_and_no_inside(geometry):
    found = locate(compile_zone(zone(geometry), 25), [127.5, 127.5, 127.5], [38.1, 38.2, 39.0])
    assert not found.inside.any()
    assert found.km[0] < 0.01
    assert found.km[1] == pytest.approx(11, abs=0.5)
    assert math.isnan(found.km[2])


@pytest.mark.parametrize("turn", [150.0, 151.3, -209.0])
def test_moving_all_across_the_180th_meridian_changes_nothing(turn):
    ring = blob(7, 29, 48, 3)
    moved = [((lon + turn + 180) % 360 - 180, lat) for lon, lat in ring]
    here, there = compile_zone(polygon(ring), 40), compile_zone(polygon(moved), 40)
    x, y = spread(here, 20_000)
    one, other = locate(here, x, y), locate(there, (x + turn + 180) % 360 - 180, y)
    away = np.nan_to_num(one.km, nan=40) > 1e-6
    assert np.array_equal(one.inside[away], other.inside[away])
    assert np.nanmax(np.abs(one.km - other.km)) < 1e-8


def test_a_polygon_that_was_split_at_180_degrees_has_no_border_there():
    split = zone({"type": "MultiPolygon", "coordinates": [
        [[[170, 60], [180, 60], [180, 65], [170, 65], [170, 60]]],
        [[[-180, 60], [-170, 60], [-170, 65], [-180, 65], [-180, 60]]],
    ]})  # fmt: skip
    found = locate(compile_zone(split, 100), [180.0, -180.0, 179.9, -171.0, 169.9], [62.5] * 5)
    assert found.inside.tolist() == [True, True, True, True, False]
    assert np.isnan(found.km[:3]).all()
    assert found.km[3] == pytest.approx(51, abs=1)


def test_a_mirrored_zone_mirrors_every_answer():
    ring = blob(9, 12, 40, 4)
    here, mirrored = (
        compile_zone(polygon(ring), 60), compile_zone(polygon([(-lon, -lat) for lon, lat in ring]), 60)
    )  # fmt: skip
    x, y = spread(here, 20_000)
    one, other = locate(here, x, y), locate(mirrored, -x, -y)
    assert np.array_equal(one.inside, other.inside)
    assert np.nanmax(np.abs(one.km - other.km)) < 1e-8


def test_order_and_cuts_of_the_positions_change_nothing():
    compiled = compile_zone(boundary("poland"), 50)
    x, y = spread(compiled, 30_000)
    whole, draw = locate(compiled, x, y), np.random.default_rng(1)
    order = draw.permutation(len(x))
    shuffled = locate(compiled, x[order], y[order])
    assert np.array_equal(shuffled.inside, whole.inside[order])
    assert np.array_equal(shuffled.km, whole.km[order], equal_nan=True)
    parts = [
        locate(compiled, *part)
        for part in zip(np.split(x, [7, 7, 12_345]), np.split(y, [7, 7, 12_345]), strict=True)
    ]
    assert np.array_equal(np.concatenate([part.inside for part in parts]), whole.inside)
    assert np.array_equal(np.concatenate([part.km for part in parts]), whole.km, equal_nan=True)


@pytest.mark.parametrize(
    ("lon", "lat", "why"),
    [
        (math.nan, 50, MISSING), (30, math.nan, MISSING), (math.inf, 50, ENDLESS), (30, -math.inf, ENDLESS),
        (50, 130, SWAPPED), (50, 200, NORTH), (100, 95, NORTH), (190, 50, EAST),
    ],
)  # fmt: skip
def test_a_position_that_makes_no_sense_is_refused_with_its_reason(lon, lat, why):
    found = locate(compile_zone(boundary("ukraine"), 50), [30.5, lon], [50.45, lat])
    assert found.refused.tolist() == [0, why]
    assert found.inside.tolist() == [True, False]
    assert math.isnan(found.km[1])


@pytest.mark.parametrize(
    ("name", "lon", "lat", "inside"),
    [
        ("ukraine", 30.52, 50.45, True), ("ukraine", 34.10, 44.95, False), ("crimea", 34.10, 44.95, True),
        ("russia-west", 37.62, 55.75, True), ("russia-west", 34.10, 44.95, False),
        ("russia-west", 20.51, 54.71, True), ("kaliningrad", 20.51, 54.71, True),
        ("south-korea", 126.98, 37.57, True), ("north-korea", 125.75, 39.03, True), ("pakistan", 74.34, 31.55, True),
    ],
)  # fmt: skip
def test_capitals_lie_in_the_boundaries_of_their_states(name, lon, lat, inside):
    assert locate(compile_zone(boundary(name), 5), lon, lat).inside.tolist() == [inside]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["ukraine", "india", "russia-west", "north-korea"])
def test_no_position_is_on_the_wrong_side_of_a_real_border(name):
    import shapely

    compiled = compile_zone(boundary(name), 50)
    rings = [
        shapely.make_valid(shapely.Polygon(p[0], p[1:])) for p in boundary(name).geometry["coordinates"]
    ]
    whole = shapely.union_all(rings)
    shapely.prepare(whole)
    x, y = spread(compiled, 300_000)
    assert np.array_equal(locate(compiled, x, y).inside, shapely.contains_xy(whole, x, y))
