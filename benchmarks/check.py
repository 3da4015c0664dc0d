"""Inside, and how far from the line: truth, and positions per CPU second, beside other ways of asking.

    python benchmarks/check.py                        1 million positions
    python benchmarks/check.py --points 10000000      10 million; the slow peers stay at what they can do

Peers run where their packages are: duckdb with duckdb-extension-spatial of the same version, geopandas,
movingpandas. Each way has a process of its own, in which it is made ready before the clock starts.

The zone is Ukraine without Crimea as shipped, with 50 km on either side of its border. Tracks are made
up: aircraft, columns and ships that wander in a box about it, a position a minute. CPU seconds are of
the whole process, all its threads, so they hardly depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from common import MEGABYTE, RSS_UNIT, python, show, show_place
from numpy.typing import NDArray

from detente.case.zones import Zone
from detente.checking.positions import located, put_zone
from detente.checking.zones.boundary import boundary
from detente.checking.zones.compile import compile_zone
from detente.checking.zones.compiled import CompiledZone
from detente.checking.zones.locate import locate
from detente.engines.door import engine
from detente.engines.kernel import locate_fast, locate_tracks
from detente.engines.tracks import Positions, read_groups, read_tracks, write_tracks
from detente.errors import MissingExtra

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

KM = 50.0
BOX = (18.0, 42.0, 30.0, 14.0)
"""West, south, width and height of the box that the tracks wander in, degrees."""
OBJECT = 5_000
"""Positions of one object."""
PEER_MOST = 1_000_000
"""Positions that the peers are asked about at most."""
SPEED = ("way", "positions", "CPU s", "million a CPU s", "slowest", "MB", "inside", "within 50 km")
TRUE_PIECES = 24
"""Pieces into which the truth cuts an edge of the border in each round."""


def main() -> None:
    """Print how true the answers are, how long a zone takes to compile, and how fast each way is."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="few and small: shows that it runs, not how fast"
    )
    parser.add_argument("--points", type=int, default=1_000_000, help="how many positions")
    parser.add_argument("--rounds", type=int, default=3, help="how often each way is timed")
    parser.add_argument("--file", type=Path, help="a track file that is there, for the speeds alone")
    parser.add_argument("--way", choices=WAYS, help="time one way on --file, in this process")
    asked = parser.parse_args()
    os.environ["DETENTE_CACHE"] = "off"
    if asked.way:
        run_way(asked.way, asked.file, asked.points)
        return
    show_place()
    points, sample = (20_000, 400) if asked.quick else (asked.points, 60_000)
    if asked.file:
        rows = import_module("pyarrow.parquet").read_metadata(asked.file).num_rows
        show(SPEED, speeds(asked.file, rows, asked.rounds))
        return
    show(
        ("zone", "edges of the border", "km", "CPU s", "cells near it", "pieces in cells"),
        compile_times(asked.quick),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tracks.parquet"
        write_tracks(path, wander(points), total=points)
        show(
            ("way", "positions", "wrong side", "near, said far", "largest error m", "99 % within m"),
            truths(path, sample),
        )
        show(SPEED, speeds(path, points, 1 if asked.quick else asked.rounds))


# ---------------------------------------------------------------- the tracks


def wander(count: int) -> Iterator[Positions]:
    """Tracks of objects one after another: 7 in 10 fly, 2 drive, 1 sails; edges of the box turn them back."""
    draw = np.random.default_rng(20221124)
    for number in range(-(-count // OBJECT)):
        size = min(OBJECT, count - number * OBJECT)
        step = draw.choice([12.0, 0.7, 0.5], p=[0.7, 0.2, 0.1]) / 111
        heading = draw.uniform(0, 2 * np.pi) + np.cumsum(draw.normal(0, 0.05, size))
        lon = _bounced(draw.uniform(0, BOX[2]) + np.cumsum(np.cos(heading)) * step / 0.64, BOX[2]) + BOX[0]
        lat = _bounced(draw.uniform(0, BOX[3]) + np.cumsum(np.sin(heading)) * step, BOX[3]) + BOX[1]
        t = np.datetime64("2022-01-01", "us") + np.arange(size) * np.timedelta64(60, "s")
        yield Positions(np.full(size, f"o{number:06d}", object), t, lon, lat, np.full(size, np.nan))


def _bounced(way: Floats, width: float) -> Floats:
    return np.asarray(width * np.abs((way / width + 1) % 2 - 1))


# ---------------------------------------------------------------- compile


def compile_times(quick: bool) -> Iterator[tuple[str, ...]]:
    """One row a zone: how long it takes to compile without the cache."""
    compile_zone(boundary("estonia"), 1)  # loads shapely
    for name in ("ukraine",) if quick else ("ukraine", "poland", "india", "russia-west"):
        zone = boundary(name)
        edges = sum(len(ring) - 1 for part in zone.geometry["coordinates"] for ring in part)
        seconds, made = clock(lambda zone=zone: compile_zone(zone, KM))  # type: ignore[misc]
        yield (
            name,
            f"{edges:,}",
            f"{KM:g}",
            f"{seconds:.2f}",
            f"{len(made.near_cells):,}",
            f"{len(made.members):,}",
        )


def clock(task: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of all threads of this process, and the answer."""
    began = time.process_time()
    answer = task()
    return time.process_time() - began, answer


# ---------------------------------------------------------------- truth


@dataclass(frozen=True)
class Truth:
    """By shapely and pyproj alone: inside, and km to the border where it is within KM and a little more."""

    inside: Bools
    km: Floats


def truths(path: Path, sample: int) -> Iterator[tuple[str, ...]]:
    """One row a way and edge type: how often it is wrong."""
    lon, lat = _sampled(path, sample)
    for edges in ("straight-in-degrees", "geodesic"):
        zone = boundary("ukraine", edges)
        compiled = compile_zone(zone, KM)
        truth = find_truth(zone, lon, lat)
        for name, way in TRUTH_WAYS.items():
            inside, km = way(compiled, lon, lat)
            near, said = truth.km <= KM, ~np.isnan(km)
            error = np.abs(km - truth.km)[near & said] * 1000
            clear = np.abs(truth.km - KM) > 1e-5
            yield (
                f"{name}, {edges}", f"{len(lon):,}", f"{(inside != truth.inside).sum()}",
                f"{((near != said) & clear).sum()}", f"{error.max():.3f}", f"{np.quantile(error, 0.99):.3f}",
            )  # fmt: skip


def _sampled(path: Path, sample: int) -> tuple[Floats, Floats]:
    whole = list(read_tracks(path))
    lon, lat = (np.concatenate([getattr(one, name) for one in whole]) for name in ("lon", "lat"))
    chosen = np.random.default_rng(1).choice(len(lon), sample, replace=False)
    return lon[chosen], lat[chosen]


def find_truth(zone: Zone, lon: Floats, lat: Floats) -> Truth:
    """Shapely says inside, on the border cut to 200 m; pyproj's Geod says the km to the edge itself.

    Of the edges that can be the nearest by their bounds, each is cut into pieces along it, and those next
    to the nearest cut again, five times.
    """
    import shapely
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    rings = _drawn(zone)
    inside = _inside_truly(shapely, geod, rings, zone.edges, lon, lat)
    ends = np.vstack([
        np.hstack([ring[:-1], ring[1:]])
        for one in shapely.get_parts(shapely.boundary(rings)) for ring in [shapely.get_coordinates(one)]
    ])  # fmt: skip
    of, edge = _possible(shapely, geod, ends, lon, lat)
    apart = _golden(geod, ends[edge], zone.edges, lon[of], lat[of])
    km = np.full(len(lon), np.inf)
    np.minimum.at(km, of, apart)
    return Truth(inside, km)


def _inside_truly(shapely: Any, geod: Any, rings: Any, edges: str, lon: Floats, lat: Floats) -> Bools:
    def cut(points: Floats) -> Floats:
        parts = []
        for a, b in pairwise(points):
            count = int(geod.inv(*a, *b)[2] / 200)
            parts.append(np.array([a, *geod.npts(*a, *b, count)]) if count else a[None])
        return np.vstack([*parts, points[-1:]])

    whole = rings if edges != "geodesic" else shapely.union_all([
        shapely.make_valid(shapely.Polygon(cut(shapely.get_coordinates(one.exterior))))
        for one in shapely.get_parts(rings)
    ])  # fmt: skip
    shapely.prepare(whole)
    return np.asarray(shapely.contains_xy(whole, lon, lat))


def _possible(shapely: Any, geod: Any, ends: Floats, lon: Floats, lat: Floats) -> tuple[Any, Any]:
    """Pairs of a position and an edge within KM and the length of the longest edge, by the tree of edges."""
    longest = geod.inv(*ends.T)[2].max() / 1000
    tree = shapely.STRtree(shapely.linestrings(ends.reshape(-1, 2, 2)))
    up = (KM + longest) / 110.5
    side = up / np.cos(np.radians(np.abs(lat) + up))
    boxes = shapely.box(lon - side, lat - up, lon + side, lat + up)
    of, edge = tree.query(boxes)
    middle = (ends[edge, :2] + ends[edge, 2:]) / 2
    apart = geod.inv(lon[of], lat[of], *middle.T)[2] / 1000
    half = geod.inv(*ends.T)[2][edge] / 2000 * 1.01
    upper = np.full(len(lon), np.inf)
    np.minimum.at(upper, of, apart)
    kept = (apart - half <= upper[of]) & (apart - half <= KM + 1)
    return of[kept], edge[kept]


def _golden(geod: Any, ends: Floats, edges: str, lon: Floats, lat: Floats) -> Floats:
    """Least km from each position to its edge: the parts of the edge about the nearest point, again and again."""
    bearing, _, metres = geod.inv(*ends.T)
    low, high = np.zeros(len(ends)), np.ones(len(ends))
    best = np.full(len(ends), np.inf)
    for _ in range(5):
        shares = low + (high - low) * np.linspace(0, 1, TRUE_PIECES + 1)[:, None]
        apart = np.array(
            [_metres(geod, ends, edges, (bearing, metres), share, lon, lat) for share in shares]
        )
        best = np.minimum(best, apart.min(axis=0) / 1000)
        at = apart.argmin(axis=0)
        step = (high - low) / TRUE_PIECES
        low, high = np.maximum(low + (at - 1) * step, 0), np.minimum(low + (at + 1) * step, 1)
    return best


def _metres(
    geod: Any, ends: Floats, edges: str, line: Any, share: Floats, lon: Floats, lat: Floats
) -> Floats:
    if edges == "geodesic":
        x, y, _ = geod.fwd(ends[:, 0], ends[:, 1], line[0], line[1] * share)
    else:
        x, y = (ends[:, :2] + share[:, None] * (ends[:, 2:] - ends[:, :2])).T
    return np.asarray(geod.inv(lon, lat, x, y)[2])


def _by_numpy(zone: CompiledZone, lon: Floats, lat: Floats) -> tuple[Bools, Floats]:
    found = locate(zone, lon, lat)
    return found.inside, found.km


def _by_kernel(zone: CompiledZone, lon: Floats, lat: Floats) -> tuple[Bools, Floats]:
    return locate_fast(zone.arrays(), lon, lat)


def _by_duckdb(zone: CompiledZone, lon: Floats, lat: Floats) -> tuple[Bools, Floats]:
    door = engine("duckdb")
    points = door.put("points", {"row": np.arange(len(lon)), "lon": lon, "lat": lat})
    table = door.table(located(points, put_zone(door, zone)).select("row", "inside", "km")).sort_by("row")
    inside, km = (table.column(name).to_numpy(zero_copy_only=False) for name in ("inside", "km"))
    return inside.astype(bool), km


TRUTH_WAYS: dict[str, Callable[[CompiledZone, Floats, Floats], tuple[Bools, Floats]]] = {
    "rule in DuckDB": _by_duckdb,
    "numpy": _by_numpy,
    "compiled kernel": _by_kernel,
}


# ---------------------------------------------------------------- speed


@dataclass(frozen=True)
class Timed:
    """One way in a process of its own: CPU seconds of reading and answering, peak MB, inside and within KM."""

    seconds: float
    megabytes: float
    inside: int | None
    near: int | None


def speeds(path: Path, points: int, rounds: int) -> Iterator[tuple[str, ...]]:
    """One row a way, which take turns; medians of the rounds, of which the peers have one."""
    ways = {name: min(points, most) for name, (_, most) in WAYS.items()}
    runs: dict[str, list[Timed | None]] = {name: [] for name in ways}
    for number in range(rounds):
        for name, count in ways.items():
            if not number or not name.startswith("peer"):
                runs[name].append(_apart(name, path, count))
    for name, count in ways.items():
        done = [run for run in runs[name] if run is not None]
        yield _row(name, count, done) if done else (f"{name}: not installed", *"-" * 7)


def _row(name: str, points: int, done: list[Timed]) -> tuple[str, ...]:
    rates = sorted(points / run.seconds / 1e6 for run in done)
    return (
        name, f"{points:,}", f"{median(run.seconds for run in done):.2f}", f"{median(rates):.3g}",
        f"{rates[0]:.3g}", f"{max(run.megabytes for run in done):,.0f}",
        *("-" if one is None else f"{one:,}" for one in (done[0].inside, done[0].near)),
    )  # fmt: skip


def _apart(name: str, path: Path, count: int) -> Timed | None:
    """Run this script on one way; None where what it needs is not installed."""
    run = python("-W", "ignore", __file__, "--way", name, "--file", str(path), "--points", str(count))
    said = json.loads(run.said.splitlines()[-1])
    return None if said is None else Timed(*said)


def run_way(name: str, path: Path, count: int) -> None:
    """Print CPU seconds, inside and near as JSON, or null where what the way needs is not installed."""
    way, _ = WAYS[name]
    try:
        ready = way(path, count)
        seconds, found = clock(ready)
    except (ImportError, MissingExtra):
        print("null")
        return
    print(json.dumps([seconds, peak_mb(), *found]))


def peak_mb() -> float:
    """The most memory that this process has held. What `getrusage` says may be its parent's, before it was forked."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT / MEGABYTE
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / MEGABYTE


def _first(path: Path, count: int) -> tuple[Floats, Floats]:
    parts, held = [], 0
    for one in read_tracks(path):
        parts.append(one)
        held += len(one)
        if held >= count:
            break
    return tuple(np.concatenate([getattr(p, name) for p in parts])[:count] for name in ("lon", "lat"))  # type: ignore[return-value]


Found = tuple[int | None, int | None]
Task = Callable[[], Found]
"""What is timed: from the file, or from positions in memory, to how many are inside and how many near."""


def _compiled() -> CompiledZone:
    return compile_zone(boundary("ukraine"), KM)


def _decode(path: Path, _: int) -> Task:
    import_module("pyarrow.parquet")

    def decode() -> Found:
        for _ in read_groups(path, ("object", "t", "lon", "lat")):
            pass
        return None, None

    return decode


def _duckdb_file(path: Path, _: int) -> Task:
    return _asked(path, lambda told: told.aggregate(inside=told.inside.sum(), near=told.km.count()))


def _duckdb_objects(path: Path, _: int) -> Task:
    """What `detente check` asks of a track file: which objects came within the distance."""
    return _asked(
        path, lambda told: told.group_by("object").aggregate(inside=told.inside.sum(), near=told.km.count())
    )


def _asked(path: Path, question: Callable[[Any], Any]) -> Task:
    door = engine("duckdb")
    asked = question(located(door.read("points", path), put_zone(door, _compiled())))

    def ask() -> Found:
        answer = door.table(asked)
        inside, near = (sum(map(int, answer.column(name).to_pylist())) for name in ("inside", "near"))
        return inside, near

    return ask


def _numpy_file(path: Path, count: int) -> Task:
    zone, (lon, lat) = _compiled(), _first(path, count)

    def ask() -> Found:
        found = locate(zone, lon, lat)
        return int(found.inside.sum()), int(np.isfinite(found.km).sum())

    return ask


def _kernel_file(path: Path, _: int) -> Task:
    arrays = _compiled().arrays()
    next(locate_tracks(arrays, path))  # compiles it

    def ask() -> Found:
        inside = near = 0
        for _, within, km in locate_tracks(arrays, path):
            inside, near = inside + int(within.sum()), near + int(np.isfinite(km).sum())
        return inside, near

    return ask


# ---------------------------------------------------------------- peers


def _drawn(zone: Zone) -> Any:
    import shapely

    mended = [
        shapely.make_valid(shapely.Polygon(part[0], part[1:])) for part in zone.geometry["coordinates"]
    ]
    parts = shapely.get_parts(shapely.union_all(mended))
    return shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def _plane() -> Any:
    """A conformal conic projection fitted to the box, as a careful person would choose."""
    from pyproj import Transformer

    return Transformer.from_crs(
        "EPSG:4326", "+proj=lcc +lat_1=44 +lat_2=54 +lat_0=49 +lon_0=33", always_xy=True
    )


def _by_shapely(zone: Zone, lon: Floats, lat: Floats) -> Found:
    """Positions in memory; inside by the prepared polygon, distance by a tree of edges in the plane."""
    import shapely

    whole, plane = _drawn(zone), _plane()
    shapely.prepare(whole)
    inside = shapely.contains_xy(whole, lon, lat)
    border = shapely.transform(shapely.boundary(whole), lambda xy: np.column_stack(plane.transform(*xy.T)))
    edges = np.vstack([
        np.stack([ring[:-1], ring[1:]], axis=1)
        for one in shapely.get_parts(border) for ring in [shapely.get_coordinates(one)]
    ])  # fmt: skip
    tree = shapely.STRtree(shapely.linestrings(edges))
    points = shapely.points(*plane.transform(lon, lat))
    (of, _), _ = tree.query_nearest(points, max_distance=KM * 1000, return_distance=True, all_matches=False)
    return int(inside.sum()), len(of)


def _by_geopandas(zone: Zone, lon: Floats, lat: Floats) -> Found:
    import geopandas

    whole = geopandas.GeoDataFrame(geometry=[_drawn(zone)], crs="EPSG:4326")
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat), crs="EPSG:4326")
    inside = geopandas.sjoin(points, whole, predicate="within")
    plane = "+proj=lcc +lat_1=44 +lat_2=54 +lat_0=49 +lon_0=33"
    border = geopandas.GeoDataFrame(geometry=whole.boundary.explode(), crs="EPSG:4326").to_crs(plane)
    near = geopandas.sjoin_nearest(points.to_crs(plane), border, max_distance=KM * 1000)
    return len(inside), int(near.index.nunique())


def _by_duckdb_spatial(zone: Zone, lon: Floats, lat: Floats) -> Found:
    """As a careful person would: inside by tiles of the zone, distance by chunks of the border in wide boxes."""
    import duckdb
    import pyarrow as pa
    import shapely

    plane, connection = _plane(), duckdb.connect()
    connection.execute(f"LOAD '{_spatial(duckdb)}'")
    whole = shapely.transform(_drawn(zone), lambda xy: np.column_stack(plane.transform(*xy.T)))
    x, y = plane.transform(lon, lat)
    tables = {
        "points": pa.table({"row": np.arange(len(x)), "x": x, "y": y}),
        "tiles": pa.table({"shape": shapely.to_wkb(_tiles(shapely, whole))}),
        "chunks": pa.table({"shape": shapely.to_wkb(_chunks(shapely, whole))}),
    }
    for name, table in tables.items():
        connection.register(name, table)
    inside = "SELECT count(*) FROM place JOIN area ON ST_Contains(area.shape, place.shape)"
    near = f"""SELECT count(*) FROM (
        SELECT row FROM place JOIN line ON ST_Within(place.shape, line.box)
        GROUP BY row HAVING min(ST_Distance(place.shape, line.shape)) <= {KM * 1000})"""
    connection.execute("CREATE TABLE place AS SELECT row, ST_Point(x, y) AS shape FROM points")
    connection.execute("CREATE TABLE area AS SELECT ST_GeomFromWKB(shape) AS shape FROM tiles")
    connection.execute(
        f"""CREATE TABLE line AS SELECT shape, ST_MakeEnvelope(
            ST_XMin(shape) - {KM * 1000}, ST_YMin(shape) - {KM * 1000},
            ST_XMax(shape) + {KM * 1000}, ST_YMax(shape) + {KM * 1000}) AS box
            FROM (SELECT ST_GeomFromWKB(shape) AS shape FROM chunks)"""
    )
    first, second = (connection.sql(text).fetchall()[0][0] for text in (inside, near))
    return int(first), int(second)


def _spatial(duckdb: Any) -> Path:
    """The extension as the package duckdb-extension-spatial brings it."""
    (folder,) = import_module("duckdb_extension_spatial").__path__
    path = Path(folder) / "extensions" / f"v{duckdb.__version__}" / "spatial.duckdb_extension"
    if not path.exists():
        raise ImportError(f"no spatial extension for DuckDB {duckdb.__version__}")
    return path


def _tiles(shapely: Any, whole: Any) -> Any:
    """The zone cut along a lattice of 50 km."""
    west, south, east, north = (np.floor(edge / 50_000) for edge in shapely.bounds(whole))
    columns, rows = np.meshgrid(np.arange(west, east + 1), np.arange(south, north + 1))
    boxes = shapely.box(
        columns * 50_000, rows * 50_000, (columns + 1) * 50_000, (rows + 1) * 50_000
    ).ravel()
    cut = shapely.intersection(whole, boxes)
    return cut[~shapely.is_empty(cut)]


def _chunks(shapely: Any, whole: Any) -> Any:
    """The border as lines of ten edges."""
    rings = [shapely.get_coordinates(one) for one in shapely.get_parts(shapely.boundary(whole))]
    return np.array([
        shapely.LineString(ring[start : start + 11])
        for ring in rings for start in range(0, len(ring) - 1, 10)
    ])  # fmt: skip


def _by_movingpandas(zone: Zone, lon: Floats, lat: Floats) -> Found:
    """Tracks clipped to the zone, which is all it can do; of what it gives, the positions that were put in."""
    import geopandas

    movingpandas, pandas = import_module("movingpandas"), import_module("pandas")
    number = np.arange(len(lon))
    table = geopandas.GeoDataFrame(
        {"object": number // OBJECT},
        geometry=geopandas.points_from_xy(lon, lat, crs="EPSG:4326"),
        index=pandas.Timestamp("2022-01-01") + pandas.to_timedelta(number % OBJECT, "min"),
    )
    clipped = movingpandas.TrajectoryCollection(table, "object").clip(_drawn(zone))
    # It adds a position where a track enters or leaves, at hardly ever a whole minute.
    return sum(int((one.df.index == one.df.index.floor("min")).sum()) for one in clipped), None


def _peer(ask: Callable[[Zone, Floats, Floats], Found]) -> Callable[[Path, int], Task]:
    """A peer gets the positions in memory, and reads no file."""

    def ready(path: Path, count: int) -> Task:
        zone, (lon, lat) = boundary("ukraine"), _first(path, count)
        ask(zone, lon[:10], lat[:10])  # imports what it needs
        return lambda: ask(zone, lon, lat)

    return ready


ALL = 10**12
WAYS: dict[str, tuple[Callable[[Path, int], Task], int]] = {
    "Parquet decode alone": (_decode, ALL),
    "rule in DuckDB, file read": (_duckdb_file, ALL),
    "rule in DuckDB, file read, by object": (_duckdb_objects, ALL),
    "compiled kernel, file read": (_kernel_file, ALL),
    "numpy": (_numpy_file, PEER_MOST),
    "peer, shapely: tree of edges in a fitted plane": (_peer(_by_shapely), PEER_MOST),
    "peer, DuckDB spatial: joins in a fitted plane": (_peer(_by_duckdb_spatial), PEER_MOST),
    "peer, geopandas: joins in a fitted plane": (_peer(_by_geopandas), PEER_MOST),
    "peer, MovingPandas: clip, inside only": (_peer(_by_movingpandas), 20_000),
}
"""Ways of asking, made ready before the clock starts; and how many positions each is asked about at most."""


if __name__ == "__main__":
    main()
