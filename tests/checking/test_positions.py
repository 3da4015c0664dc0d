from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from checking.zones.shapes import blob, polygon
from detente.checking.positions import located, put_positions, put_zone
from detente.checking.zones.boundary import boundary
from detente.checking.zones.compile import compile_zone
from detente.checking.zones.locate import locate
from detente.engines.coordinates import REASONS
from detente.engines.door import ENGINES, engine
from detente.engines.kernel import locate_batches, locate_fast, locate_tracks
from detente.engines.tracks import Positions, write_tracks
from detente.errors import MissingExtra, NotReadable, UsageError

# PySpark leaves sockets of its own to the garbage collector, which Python warns of.
quiet_sockets = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def duck():
    door = engine("duckdb", threads=1)
    yield door
    door.close()


def around(compiled, count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    draw, grid = np.random.default_rng(seed), compiled.grid
    lon = grid.west + draw.uniform(-0.05, 1.05, count) * grid.width * grid.columns
    lat = grid.south + draw.uniform(-0.05, 1.05, count) * grid.height * grid.rows
    return (lon + 180) % 360 - 180, lat


def answers(door, expression) -> dict[str, np.ndarray]:
    """Columns in the order of `row`; null distances as NaN."""
    table = door.table(expression).sort_by("row")
    return {name: table.column(name).to_numpy(zero_copy_only=False) for name in table.column_names}


ZONES = {
    "inland": (polygon(blob(3, 30, 50, 3)), 50.0),
    "across 180 degrees": (
        polygon([((lon + 180) % 360 - 180, lat) for lon, lat in blob(4, 179, 66, 5)]),
        80.0,
    ),
    "geodesic": (polygon(blob(5, -70, -40, 4), edges="geodesic"), 120.0),
    "Poland": (boundary("poland"), 50.0),
    "far": (polygon(blob(6, 20, 30, 2)), 500.0),
}


@pytest.mark.parametrize("name", ZONES)
def test_the_engine_says_what_numpy_says(duck, name: str):
    compiled = compile_zone(*ZONES[name])
    x, y = around(compiled, 20_000)
    plain = locate(compiled, x, y)
    found = answers(duck, located(put_positions(duck, "points", x, y), put_zone(duck, compiled)))
    assert np.array_equal(found["inside"].astype(bool), plain.inside)
    both = ~np.isnan(found["km"]) & ~np.isnan(plain.km)
    assert np.abs(found["km"] - plain.km)[both].max() * 1000 < (2 if name == "far" else 1e-6)
    assert (np.isnan(found["km"]) != np.isnan(plain.km)).sum() <= (2 if name == "far" else 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", ZONES)
def test_the_compiled_kernel_says_what_numpy_says(name: str):
    pytest.importorskip("numba")
    compiled = compile_zone(*ZONES[name])
    x, y = around(compiled, 20_000)
    plain = locate(compiled, x, y)
    inside, km = locate_fast(compiled.arrays(), x, y)
    assert np.array_equal(inside, plain.inside)
    assert np.array_equal(np.isnan(km), np.isnan(plain.km))
    assert np.nanmax(np.abs(km - plain.km)) < 1e-8


@pytest.mark.parametrize("name", ["inland", "across 180 degrees"])
def test_whole_steps_are_located_as_degrees_are_to_the_very_edge_of_the_grid(duck, name: str):
    compiled = compile_zone(*ZONES[name])
    grid = compiled.grid
    west, south = grid.west, grid.south
    east, north = west + grid.columns * grid.width, south + grid.rows * grid.height
    edges = [(x, y) for x in (west, (west + east) / 2, east) for y in (south, (south + north) / 2, north)]
    lon, lat = (
        np.concatenate(both) for both in zip(around(compiled, 5000), np.transpose(edges), strict=True)
    )
    steps = {"lon": np.rint(((lon + 180) % 360 - 180) * 1e7), "lat": np.rint(lat * 1e7)}
    steps = {one: values.astype(np.int32) for one, values in steps.items()}
    plain = locate(compiled, steps["lon"] / 1e7, steps["lat"] / 1e7)
    points = duck.put("steps", {"row": np.arange(len(lon)), **steps})
    found = answers(duck, located(points, put_zone(duck, compiled)))
    assert np.array_equal(found["inside"].astype(bool), plain.inside)
    assert np.array_equal(np.isnan(found["km"]), np.isnan(plain.km))
    assert np.nanmax(np.abs(found["km"] - plain.km)) < 1e-9


def test_bad_positions_are_refused_with_the_same_reasons_everywhere(duck):
    lon = np.array([30.5, np.nan, 30, np.inf, 50, 50, 100, 190, -180, 180])
    lat = np.array([50.45, 50, np.nan, 50, 130, 200, 95, 50, 50, -90])
    compiled = compile_zone(boundary("ukraine"), 50)
    plain = locate(compiled, lon, lat)
    found = answers(duck, located(put_positions(duck, "points", lon, lat), put_zone(duck, compiled)))
    assert found["refused"].tolist() == plain.refused.tolist() == [0, 1, 1, 2, 3, 4, 4, 5, 0, 0]
    assert found["inside"].tolist() == [True, *[None] * 7, False, False]
    assert set(plain.refused) - {0} == set(REASONS)


def test_missing_coordinates_are_refused_too(duck):
    import ibis

    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    points = put_positions(duck, "points", [30.0, 31.0], [50.0, 50.0])
    holed = points.mutate(lat=ibis.ifelse(points.row == 1, ibis.null("float64"), points.lat))
    found = answers(duck, located(holed, put_zone(duck, compiled)))
    assert found["refused"].tolist() == [0, 1]
    assert found["inside"].tolist()[1] is None


def test_doubled_rows_are_each_answered_and_other_columns_handed_on(duck):
    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    x, y = (np.repeat(one, 3) for one in around(compiled, 3000, seed=2))
    named = {"row": np.arange(len(x)), "lon": x, "lat": y, "flight": np.arange(len(x)) * 7}
    found = answers(duck, located(duck.put("points", named), put_zone(duck, compiled)))
    assert np.array_equal(found["inside"].astype(bool), locate(compiled, x, y).inside)
    assert np.array_equal(found["flight"], named["flight"])


@pytest.mark.slow
def test_order_and_cuts_of_the_rows_change_nothing(duck):
    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    x, y = around(compiled, 6000, seed=3)
    tables = put_zone(duck, compiled)
    whole = answers(duck, located(put_positions(duck, "whole", x, y), tables))
    order = np.random.default_rng(4).permutation(len(x))
    for number, rows in enumerate((order, order[:1000], order[1000:])):
        part = duck.put(f"part{number}", {"row": rows, "lon": x[rows], "lat": y[rows]})
        found = answers(duck, located(part, tables))
        assert np.array_equal(found["inside"], whole["inside"][np.sort(rows)])
        assert np.array_equal(found["km"], whole["km"][np.sort(rows)], equal_nan=True)


def track_file(path: Path, compiled, count: int = 5000) -> tuple[np.ndarray, np.ndarray]:
    """A track file of positions on the steps of the layout; gives them in degrees."""
    x, y = (np.rint(one * 1e7) / 1e7 for one in around(compiled, count, seed=5))
    names = np.repeat(np.array(["a", "b"], object), count // 2)
    t = np.datetime64("2022-01-01", "us") + np.arange(count) * np.timedelta64(1, "s")
    write_tracks(path, [Positions(names, t, x, y, np.full(count, np.nan))])
    return x, y


@pytest.mark.slow
def test_a_track_file_is_read_by_the_engine_and_by_the_kernel(duck, tmp_path: Path):
    pytest.importorskip("numba")
    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    x, y = track_file(tmp_path / "o'brien.parquet", compiled)
    plain = locate(compiled, x, y)
    expression = located(duck.read("points", tmp_path / "o'brien.parquet"), put_zone(duck, compiled))
    found = answers(duck, expression)
    assert np.array_equal(found["inside"].astype(bool), plain.inside)
    assert found["object"].tolist() == ["a"] * 2500 + ["b"] * 2500
    assert sum(len(batch) for batch in duck.batches(expression)) == 5000
    ((_, inside, km),) = locate_tracks(compiled.arrays(), tmp_path / "o'brien.parquet")
    assert np.array_equal(inside, plain.inside)
    assert np.array_equal(km, plain.km, equal_nan=True) or np.nanmax(np.abs(km - plain.km)) < 1e-9


def test_rows_of_several_files_are_told_apart(duck, tmp_path: Path):
    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    for name in ("one", "two"):
        track_file(tmp_path / f"{name}.parquet", compiled, 1000)
    found = answers(duck, located(duck.read("points", tmp_path), put_zone(duck, compiled)))
    assert len(set(found["row"].tolist())) == 2000


@pytest.mark.slow
def test_arrow_batches_go_through_the_kernel_as_spark_would_send_them():
    pytest.importorskip("numba")
    import pyarrow as pa

    compiled = compile_zone(boundary("ukraine"), 50)
    batch = pa.RecordBatch.from_pydict({"lon": [30.52, 22.2, np.nan], "lat": [50.45, 48.6, 50.0]})
    (found,) = locate_batches(compiled.arrays(), iter([batch]))
    assert found.column("inside").to_pylist()[0] is True
    assert found.column("inside").to_pylist()[2] is None
    assert found.column("km").to_pylist()[1] < 50
    assert found.column("refused").to_pylist() == [0, 0, 1]


def test_the_rule_is_joins_and_arithmetic_in_plain_sql(duck):
    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    rule = located(put_positions(duck, "points", [1.0], [2.0]), put_zone(duck, compiled))
    said = duck.sql(rule).lower()
    assert "join" in said
    assert "st_" not in said


@quiet_sockets
@pytest.mark.slow
def test_spark_says_what_duckdb_says(duck, tmp_path: Path):
    pytest.importorskip("pyspark")
    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    track_file(tmp_path / "t.parquet", compiled)
    spark, found = engine("spark", threads=2), {}
    for door in (duck, spark):
        rule = located(door.read("points", tmp_path / "t.parquet"), put_zone(door, compiled))
        table = door.table(rule.drop("row")).sort_by([("object", "ascending"), ("t", "ascending")])
        found[door.name] = {
            name: table.column(name).to_numpy(zero_copy_only=False) for name in ("inside", "km", "refused")
        }
    spark.close()
    assert np.array_equal(found["spark"]["inside"], found["duckdb"]["inside"])
    assert np.array_equal(found["spark"]["refused"], found["duckdb"]["refused"])
    assert np.array_equal(np.isnan(found["spark"]["km"]), np.isnan(found["duckdb"]["km"]))
    assert np.nanmax(np.abs(found["spark"]["km"] - found["duckdb"]["km"])) < 1e-9


@quiet_sockets
@pytest.mark.slow
def test_the_kernel_runs_as_an_arrow_function_inside_spark(tmp_path: Path):
    pytest.importorskip("pyspark")
    pytest.importorskip("numba")
    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    x, y = track_file(tmp_path / "t.parquet", compiled)
    plain, arrays = locate(compiled, x, y), compiled.arrays()
    spark = engine("spark", threads=2)
    tracks = spark.session.read.parquet(str(tmp_path / "t.parquet")).select("object", "t", "lon", "lat")
    found = tracks.mapInArrow(
        lambda batches: locate_batches(arrays, batches),
        "object string, t timestamp_ntz, lon int, lat int, inside boolean, km double, refused byte",
    ).toArrow()
    spark.close()
    found = found.sort_by([("object", "ascending"), ("t", "ascending")])
    assert np.array_equal(found["inside"].to_numpy(zero_copy_only=False), plain.inside)
    km = found["km"].to_numpy(zero_copy_only=False)
    assert np.array_equal(np.isnan(km), np.isnan(plain.km))
    assert np.nanmax(np.abs(km - plain.km)) < 1e-8
    assert set(found["refused"].to_pylist()) == {0}


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"lon": [1.0], "lat": [1.0]}, "needs the columns row"),
        ({"row": [1], "lon": [1.0], "lat": [1.0], "km": [1.0]}, "cannot have the columns km"),
    ],
)
def test_a_table_with_the_wrong_columns_is_refused(duck, columns, says):
    compiled = compile_zone(polygon(blob(3, 30, 50, 3)), 50)
    points = duck.put("points", {name: np.array(values) for name, values in columns.items()})
    with pytest.raises(UsageError, match=says):
        located(points, put_zone(duck, compiled))


def test_a_file_that_is_not_parquet_is_not_readable(duck, tmp_path: Path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1 but no more")
    with pytest.raises(NotReadable, match="not a whole Parquet file"):
        duck.read("points", tmp_path / "t.parquet")


def test_an_engine_is_one_of_those_that_are_there():
    with pytest.raises(UsageError, match="no engine 'oracle'; there are duckdb, spark"):
        engine("oracle")
    assert set(ENGINES) == {"duckdb", "spark"}


@pytest.mark.parametrize(
    ("name", "blocked", "extra"),
    [("duckdb", "duckdb", "check"), ("spark://host:7077", "pyspark.sql", "spark")],
)
def test_an_engine_that_is_not_installed_names_its_extra(monkeypatch, name, blocked, extra):
    import sys

    monkeypatch.setitem(sys.modules, blocked, None)
    with pytest.raises(MissingExtra) as missing:
        engine(name)
    assert missing.value.extra == extra
