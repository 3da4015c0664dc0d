from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.maths.sphere import EARTH_KM, circle, conic, destination, distance_km, project, unproject

LONGITUDE = st.floats(-179.0, 179.0)
LATITUDE = st.floats(-85.0, 85.0)


def test_snyders_worked_example_of_the_spherical_lambert_conic() -> None:
    # Snyder (1987), Map Projections: A Working Manual, appendix A, p. 295: sphere of radius 1.
    cone = conic(33, 45, lat0=23, lon0=-96)
    x, y = project(cone, -75, 35)
    assert cone.n == pytest.approx(0.6304777, abs=5e-8)
    assert cone.f == pytest.approx(1.9550002, abs=5e-8)
    assert cone.rho0 == pytest.approx(1.5071429, abs=5e-8)
    assert (float(x), float(y)) == pytest.approx((0.2966785, 0.2462112), abs=5e-8)


def test_one_standard_parallel_is_the_limit_of_two() -> None:
    tangent, secant = conic(50, 50, 50, 20), conic(50 - 1e-5, 50 + 1e-5, 50, 20)
    assert tangent.n == pytest.approx(math.sin(math.radians(50)))
    assert secant.n == pytest.approx(tangent.n, abs=1e-9)


@pytest.mark.parametrize(("south", "north"), [(-30, 30), (0, 0), (40, 90), (-90, 10)])
def test_parallels_that_make_no_cone_are_refused(south: float, north: float) -> None:
    with pytest.raises(ValueError, match="no cone"):
        conic(south, north, 0, 0)


@given(lon=st.floats(-60, 110), lat=LATITUDE)
def test_unprojecting_undoes_projecting(lon: float, lat: float) -> None:
    cone = conic(44, 60, lat0=52, lon0=25)
    back_lon, back_lat = unproject(cone, *project(cone, lon, lat))
    assert (float(back_lon), float(back_lat)) == pytest.approx((lon, lat), abs=1e-8)


@given(lon=st.floats(5, 45), lat=st.floats(40, 64))
def test_the_conic_keeps_angles_and_is_true_to_scale_on_its_parallels(lon: float, lat: float) -> None:
    cone, step = conic(44, 60, lat0=52, lon0=25), 1e-5
    (x0, y0), (x1, y1) = project(cone, lon, lat), project(cone, lon + step, lat)
    x2, y2 = project(cone, lon, lat + step)
    east = np.hypot(x1 - x0, y1 - y0) / math.radians(step) / math.cos(math.radians(lat))
    north = np.hypot(x2 - x0, y2 - y0) / math.radians(step)
    assert east == pytest.approx(north, rel=1e-5)
    (xa, ya), (xb, yb) = project(cone, lon, 60), project(cone, lon + step, 60)
    assert np.hypot(xb - xa, yb - ya) == pytest.approx(
        math.radians(step) * math.cos(math.radians(60)), rel=1e-6
    )


def test_a_quarter_and_half_way_round_the_earth() -> None:
    assert float(distance_km(0, 0, 90, 0)) == pytest.approx(EARTH_KM * math.pi / 2)
    assert float(distance_km(10, 90, 50, -90)) == pytest.approx(EARTH_KM * math.pi)


def test_nashville_to_los_angeles() -> None:
    # The often-quoted example: 36.12 N 86.67 W to 33.94 N 118.40 W is 2887.26 km on a sphere of 6372.8 km.
    assert float(distance_km(-86.67, 36.12, -118.40, 33.94)) * 6372.8 / EARTH_KM == pytest.approx(
        2887.26, abs=0.01
    )


def test_sixty_nautical_miles_north_are_one_degree() -> None:
    # One degree of a great circle is 60 nautical miles of 1852 m, to within a part in a thousand.
    lon, lat = destination(25.0, 50.0, 0.0, 60 * 1.852)
    assert (float(lon), float(lat)) == pytest.approx((25.0, 51.0), abs=1.5e-3)


def test_distances_do_not_lose_themselves_when_points_are_near() -> None:
    metre = 1 / (EARTH_KM * 1000)
    assert float(distance_km(25, 50, 25, 50 + math.degrees(metre))) == pytest.approx(0.001, rel=1e-6)


@given(lon=LONGITUDE, lat=LATITUDE, bearing=st.floats(0, 360), km=st.floats(0, 9000))
def test_a_destination_is_as_far_as_was_gone(lon: float, lat: float, bearing: float, km: float) -> None:
    there = destination(lon, lat, bearing, km)
    assert float(distance_km(lon, lat, *there)) == pytest.approx(km, abs=1e-6)


@given(a=LONGITUDE, b=LATITUDE, c=LONGITUDE, d=LATITUDE)
def test_distance_is_the_same_both_ways_and_at_most_half_round(
    a: float, b: float, c: float, d: float
) -> None:
    there, back = float(distance_km(a, b, c, d)), float(distance_km(c, d, a, b))
    assert there == pytest.approx(back, abs=1e-9)
    assert 0 <= there <= EARTH_KM * math.pi * (1 + 1e-15)


def test_a_circle_in_km_is_wider_in_degrees_further_north() -> None:
    widths = {}
    for lat in (0.0, 60.0):
        lon, lats = circle(20, lat, 200)
        assert (lon[0], lats[0]) == pytest.approx((lon[-1], lats[-1]))
        assert distance_km(20, lat, lon, lats) == pytest.approx(np.full(73, 200.0))
        widths[lat] = float(np.ptp(lon))
    assert widths[60.0] == pytest.approx(2 * widths[0.0], rel=0.01)
