from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest
import shapely

from checking.zones.shapes import GEOD, blob, polygon, zone
from detente.checking.zones import compile as compiling
from detente.checking.zones.boundary import boundary, boundary_names
from detente.checking.zones.compile import compile_zone
from detente.checking.zones.compiled import MIXED, NEAR
from detente.checking.zones.edges import EDGES, cut
from detente.checking.zones.packing import recall_zone
from detente.checking.zones.refine import radii_km
from detente.errors import NotSupported, UsageError
from detente.maths.geodesy import nearest_on_chord, to_space

BOW_TIE = [(10.0, 50.0), (12.0, 52.0), (12.0, 50.0), (10.0, 52.0)]


# ---------------------------------------------------------------- mending and refusing


def test_a_polygon_that_crosses_itself_is_mended_and_said_so():
    (said,) = compile_zone(polygon(BOW_TIE), 10).mended
    assert said.startswith("z: a polygon is not valid (self-intersection at 11 51) and was mended")


def test_the_self_intersection_of_the_shipped_ukraine_is_reported():
    assert any("self-intersection at 38.66" in one for one in compile_zone(boundary("ukraine"), 1).mended)


def test_a_valid_polygon_is_left_alone():
    assert compile_zone(polygon(blob(1, 20, 50, 2)), 10).mended == ()


def test_polygons_that_overlap_are_joined_and_said_so():
    squares = [[[[x, 0], [x + 2, 0], [x + 2, 2], [x, 2], [x, 0]]] for x in (0, 1)]
    assert compile_zone(zone({"type": "MultiPolygon", "coordinates": squares}), 5).mended == (
        "z: polygons overlap and were joined into one area.",
    )


def test_a_ring_written_across_180_degrees_is_read_the_short_way_and_said_so():
    said = compile_zone(polygon([(178.0, 60.0), (-178.0, 60.0), (-178.0, 64.0), (178.0, 64.0)]), 5).mended
    assert said == ("z: edges that span more than 180 degrees were read the short way round.",)


@pytest.mark.parametrize(
    ("ring", "km", "says"),
    [
        ([(0.0, 80.0), (80.0, 80.0), (160.0, 80.0), (-120.0, 80.0), (-60.0, 80.0)], 10, "round a pole"),
        ([(0.0, 80.0), (10.0, 80.0), (10.0, 88.8), (0.0, 88.8)], 50, "near a pole"),
        ([(-100.0, 0.0), (100.0, 0.0), (100.0, 5.0), (-100.0, 5.0)], 10, "put points in between"),
        ([(0.0, 70.0), (5.0, 70.0), (5.0, 82.0), (0.0, 82.0)], 1990, "near a pole"),
    ],
)
def test_what_is_near_a_pole_or_goes_round_the_earth_is_refused_in_a_sentence(ring, km, says):
    with pytest.raises(NotSupported, match=says):
        compile_zone(polygon(ring), km)


@pytest.mark.parametrize(
    ("geometry", "says"),
    [
        ({"type": "Circle", "coordinates": [0, 0]}, "has the type 'Circle'"),
        ({"type": "Polygon", "coordinates": []}, "is empty"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}, "fewer than 4 positions"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [2, 2], [0, 0]]]}, "hold no area"),
        ({"type": "LineString", "coordinates": [[0, 0], [1, math.nan]]}, "not a longitude and a latitude"),
        ({"type": "LineString", "coordinates": [[50, 30], [30, 95]]}, "within 90 degrees"),
        ({"type": "LineString", "coordinates": [[0, 0], ["a", 1]]}, "not two numbers"),
    ],
)
def test_a_geometry_that_is_none_is_refused_in_a_sentence(geometry, says):
    with pytest.raises(UsageError, match=says):
        compile_zone(zone(geometry), 10)


@pytest.mark.parametrize("km", [-1.0, 2001.0, math.nan, math.inf])
def test_a_distance_that_makes_no_sense_is_refused(km):
    with pytest.raises(UsageError, match="a distance is between 0 and 2,000 km"):
        compile_zone(polygon(blob(1, 20, 50, 2)), km)


def test_edges_run_one_of_two_ways():
    with pytest.raises(UsageError, match="'geodesic' or 'straight-in-degrees', not 'rhumb'"):
        compile_zone(polygon(blob(1, 20, 50, 2), edges="rhumb"), 10)


# ---------------------------------------------------------------- edges


@pytest.mark.parametrize("edges", EDGES)
@pytest.mark.parametrize("lat", [0.0, 35.0, 60.0, 80.0])
def test_no_piece_strays_half_a_metre_from_its_edge(edges: str, lat: float):
    ends = np.array([[20.0, lat], [28.0, lat + 3.0]])
    pieces = cut([ends], edges)
    share = np.linspace(0, 1, 9)[:, None]
    if edges == "geodesic":
        bearing, _, metres = GEOD.inv(*ends[0], *ends[1])
        for west, south, east, north in pieces:
            # Middle of the piece against the shortest line: the height of the triangle over the whole edge.
            x, y = (west + east) / 2, (south + north) / 2
            there, _, gone = GEOD.inv(*ends[0], x, y)
            assert abs(math.sin(math.radians(there - bearing)) * math.sin(gone / 6371e3) * 6371e3) < 0.5
            assert gone < metres
    else:
        points = pieces[:, :2] + share[:, None] * (pieces[:, 2:] - pieces[:, :2])
        assert np.abs(points[..., 1] - lat - (points[..., 0] - 20) * 3 / 8).max() < 1e-9
        for west, south, east, north in pieces[:: max(1, len(pieces) // 50)]:
            line = np.array(GEOD.npts(west, south, east, north, 9))
            on = to_space(*line.T)
            _, apart = nearest_on_chord(
                on, to_space(west, south), to_space(east, north) - to_space(west, south)
            )
            assert apart.max() * 1000 < 0.5


def test_vertices_stay_what_they_were_to_the_last_bit():
    ring = np.array([*blob(4, 33, 47, 2), blob(4, 33, 47, 2)[0]])
    for edges in EDGES:
        pieces = cut([ring], edges)
        ends = {tuple(one) for one in np.vstack([pieces[:, :2], pieces[:, 2:]]).tolist()}
        assert {tuple(one) for one in ring.tolist()} <= ends


# ---------------------------------------------------------------- the tables


def test_every_cell_holds_the_piece_that_is_nearest_to_any_of_its_points(monkeypatch):
    monkeypatch.setenv("DETENTE_CACHE", "off")
    compiled = compile_zone(polygon(blob(5, 30, 60, 3)), 40)
    draw, grid = np.random.default_rng(2), compiled.grid
    for slot in draw.choice(len(compiled.near_cells), 200):
        x, y = grid.centres(compiled.near_cells[slot])
        lon = x + draw.uniform(-0.5, 0.5, 20) * grid.width
        lat = y + draw.uniform(-0.5, 0.5, 20) * grid.height
        _, apart = nearest_on_chord(to_space(lon, lat)[:, None], compiled.starts, compiled.ways)
        own = compiled.members[compiled.first[slot] : compiled.first[slot + 1]]
        assert (apart[:, own].min(axis=1) <= apart.min(axis=1) + 1e-12).all()


def test_a_cell_that_holds_no_pieces_is_beyond_the_distance_and_all_on_one_side(monkeypatch):
    monkeypatch.setenv("DETENTE_CACHE", "off")
    ring = blob(6, 10, 45, 4)
    compiled = compile_zone(polygon(ring), 30)
    far = np.flatnonzero(compiled.states < NEAR)[::61]
    x, y = compiled.grid.centres(far)
    for dx, dy in [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]:
        lon, lat = x + dx * compiled.grid.width, y + dy * compiled.grid.height
        _, apart = nearest_on_chord(to_space(lon, lat)[:, None], compiled.starts, compiled.ways)
        assert (apart.min(axis=1) > 30 * 0.999).all()
        assert np.array_equal(
            shapely.contains_xy(shapely.Polygon(ring), lon, lat), compiled.states[far] == 1
        )


def test_no_corner_of_a_cell_is_further_from_its_centre_than_is_said():
    compiled = compile_zone(polygon(blob(6, 10, 70, 4)), 30)
    grid = compiled.grid
    x, y = grid.centres(np.arange(grid.rows) * grid.columns)
    for dx, dy in [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]:
        away = np.linalg.norm(to_space(x, y) - to_space(x + dx * grid.width, y + dy * grid.height), axis=1)
        assert (away <= radii_km(grid, y)).all()


def test_a_cell_with_border_in_it_is_mixed(monkeypatch):
    monkeypatch.setenv("DETENTE_CACHE", "off")
    compiled = compile_zone(polygon(blob(8, 30, 50, 2)), 20)
    grid, middles = compiled.grid, (compiled.pieces[:, :2] + compiled.pieces[:, 2:]) / 2
    column = np.floor((middles[:, 0] - grid.west) / grid.width).astype(int)
    row = np.floor((middles[:, 1] - grid.south) / grid.height).astype(int)
    assert (compiled.states[row * grid.columns + column] >= MIXED).all()


# ---------------------------------------------------------------- cache and boundaries


def test_a_zone_that_was_compiled_comes_back_the_same_from_the_cache(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path))
    first = compile_zone(polygon(blob(2, 30, 50, 1)), 25)
    monkeypatch.setattr(compiling, "_compile", None)  # a second compiling would fail
    second = compile_zone(polygon(blob(2, 30, 50, 1)), 25)
    for field in dataclasses.fields(first):
        one, other = getattr(first, field.name), getattr(second, field.name)
        assert np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other


@pytest.mark.parametrize(
    "change", [{"edges": "geodesic"}, {"geometry": {"type": "Point", "coordinates": [1, 2]}}, {"id": "y"}]
)
def test_another_geometry_edge_type_or_distance_is_another_content(change):
    plain = polygon(blob(2, 30, 50, 1))
    contents = {
        compiling.content_of(plain, 25), compiling.content_of(plain, 26),
        compiling.content_of(dataclasses.replace(plain, **change), 25),
    }  # fmt: skip
    assert len(contents) == 3


def test_a_broken_file_in_the_cache_is_as_if_it_were_not_there(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path))
    made = compile_zone(polygon(blob(2, 30, 50, 1)), 25)
    (file,) = (tmp_path / "zones").glob("*.json")
    text = file.read_text()
    at = text.index('"members":"') + 40
    file.write_text(text[:at] + "AAAA" + text[at + 4 :])
    assert recall_zone(made.content) is None
    assert np.array_equal(compile_zone(polygon(blob(2, 30, 50, 1)), 25).members, made.members)


def test_two_states_that_share_a_border_share_every_point_of_it():
    points = {
        name: {tuple(p) for part in boundary(name).geometry["coordinates"] for ring in part for p in ring}
        for name in ("poland", "belarus", "ukraine", "crimea", "russia-west")
    }
    assert len(points["poland"] & points["belarus"]) > 50
    assert len(points["ukraine"] & points["russia-west"]) > 100
    assert len(points["ukraine"] & points["crimea"]) > 10


def test_every_boundary_is_named_with_its_source_and_in_the_readme():
    readme = (Path(compiling.__file__).parent / "boundaries" / "README.md").read_text("utf-8")
    for name in boundary_names():
        assert "Natural Earth 4.1" in boundary(name).boundary
        assert f"`{name}.json`" in readme
    assert boundary("crimea").disputed
    with pytest.raises(UsageError, match="no boundary 'atlantis' is shipped"):
        boundary("atlantis")
