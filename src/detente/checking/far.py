"""In: a compact track file and a compiled zone. Out: `Near`: the tracks of those objects that came within reach.

An engine looks through the file, whose other objects never come to Python. What came near is then read
whole: whether a fix is a fault, and where the gaps are, shows only in all the fixes of an object.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.checking.positions import located, put_zone
from detente.checking.results import DataFault
from detente.checking.telling import amount
from detente.checking.tracks.table import Track, track
from detente.checking.zones.compiled import CompiledZone
from detente.checking.zones.locate import locate
from detente.engines.door import engine as open_engine
from detente.engines.kernel import locate_tracks
from detente.engines.tracks import UNIT, Tell, read_groups
from detente.errors import UsageError

DEFAULT = "duckdb"
COLUMNS = ("object", "t", "lon", "lat", "sigma_km")
MICROSECONDS = 1e6


@dataclass(frozen=True)
class Near:
    """Tracks to be judged, what was wrong with their file, what was not looked at, and the SQL that looked."""

    tracks: tuple[Track, ...]
    faults: tuple[DataFault, ...] = ()
    notes: tuple[str, ...] = ()
    sql: str = ""


@dataclass(frozen=True)
class Scan:
    """Which objects of a file came within reach, and how many there are."""

    near: frozenset[str]
    objects: int
    sql: str = ""


def silent(_: str, __: float) -> None:
    """Tells nobody."""


def near_tracks(
    path: Path, zone: CompiledZone, engine: str, *, only: str | None = None, tell: Tell = silent
) -> Near:
    """The tracks of the objects that have a fix within the zone's distance, or inside it.

    only    the one object that is asked for; every one if left out
    engine  a name in `SCANS`, or spark://host:port. All give the same answer.
    Raises UsageError for another name, NotReadable where it is not a track file, MissingExtra.
    """
    kind = engine.partition("://")[0]
    if kind not in SCANS:
        raise UsageError(f"no engine '{engine}'; there are {', '.join(SCANS)} and spark://host:port")
    scan = SCANS[kind](path, zone, engine, tell)
    wanted = scan.near if only is None else scan.near & {only}
    far = scan.objects - len(scan.near)
    note = (
        f"{path.name}: {far:,} of {scan.objects:,} objects stayed more than {amount(zone.km, 'km')} from "
        f"{zone.name}; gaps in their tracks were not looked at."
    )
    return Near(_read(path, wanted, tell), (), (note,) if far and only is None else (), scan.sql)


# ---------------------------------------------------------------- who came near


def _scan_numpy(path: Path, zone: CompiledZone, engine: str, tell: Tell) -> Scan:
    near: set[str] = set()
    objects: set[str] = set()
    for columns, share in read_groups(path, ("object", "lon", "lat")):
        found = locate(zone, columns["lon"].to_numpy() / UNIT, columns["lat"].to_numpy() / UNIT)
        _note(columns["object"], found.inside | ~np.isnan(found.km), near, objects)
        tell("locating", share)
    return Scan(frozenset(near), len(objects))


def _scan_fast(path: Path, zone: CompiledZone, engine: str, tell: Tell) -> Scan:
    near: set[str] = set()
    objects: set[str] = set()
    for columns, inside, km in locate_tracks(zone.arrays(), path, tell):
        _note(columns["object"], inside | ~np.isnan(km), near, objects)
    return Scan(frozenset(near), len(objects))


def _note(names: Any, within: np.ndarray[Any, Any], near: set[str], objects: set[str]) -> None:
    """Take the objects of a row group, an Arrow array, into both sets."""
    import pyarrow as pa

    objects.update(names.unique().to_pylist())
    near.update(names.filter(pa.array(within)).unique().to_pylist())


def _scan_engine(path: Path, zone: CompiledZone, engine: str, tell: Tell) -> Scan:
    door = open_engine(engine)
    try:
        positions = door.read("tracks", path)
        told = located(positions, put_zone(door, zone))
        found = told.group_by("object").aggregate(near=(told.inside | told.km.notnull()).sum())
        tell(f"locating with {engine}", 0.0)
        answer = door.table(found).to_pydict()
        tell(f"locating with {engine}", 1.0)
        within = frozenset(
            name for name, near in zip(answer["object"], answer["near"], strict=True) if near
        )
        return Scan(within, len(answer["object"]), door.sql(found))
    finally:
        door.close()


SCANS: Mapping[str, Callable[[Path, CompiledZone, str, Tell], Scan]] = {
    "numpy": _scan_numpy, "fast": _scan_fast, "duckdb": _scan_engine, "spark": _scan_engine,
}  # fmt: skip
"""What can look through a compact track file, by the first word of its name."""


# ---------------------------------------------------------------- their tracks


def _read(path: Path, wanted: frozenset[str], tell: Tell) -> tuple[Track, ...]:
    """The tracks of some objects, rows numbered from 1 as they stand in the file."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pa.array(sorted(wanted), pa.string())
    parts: dict[str, list[dict[str, np.ndarray[Any, Any]]]] = {name: [] for name in sorted(wanted)}
    seen = 0
    for columns, share in read_groups(path, COLUMNS):
        which = pc.is_in(columns["object"], value_set=names).to_numpy(zero_copy_only=False)
        rows = np.flatnonzero(which)
        held = columns["object"].take(pa.array(rows)).to_numpy(zero_copy_only=False)
        for name in dict.fromkeys(held):
            parts[name].append(_some(columns, rows[held == name], seen))
        seen += len(which)
        tell("reading what came near", share)
    return tuple(_track(name, some) for name, some in parts.items() if some)


def _some(
    columns: Mapping[str, Any], rows: np.ndarray[Any, Any], seen: int
) -> dict[str, np.ndarray[Any, Any]]:
    t = columns["t"].to_numpy(zero_copy_only=False)[rows].astype("datetime64[us]").astype(np.int64)
    return {
        "t": t / MICROSECONDS,
        "lon": columns["lon"].to_numpy()[rows] / UNIT,
        "lat": columns["lat"].to_numpy()[rows] / UNIT,
        "sigma_km": columns["sigma_km"].to_numpy(zero_copy_only=False)[rows].astype(float),
        "row": rows + seen + 1,
    }


def _track(name: str, some: list[dict[str, np.ndarray[Any, Any]]]) -> Track:
    whole = {key: np.concatenate([one[key] for one in some]) for key in some[0]}
    return track(
        name,
        whole["t"],
        whole["lon"],
        whole["lat"],
        sigma_km=whole["sigma_km"],
        row=whole["row"].astype(np.int64),
    )
