from __future__ import annotations

import gzip
import json
import resource
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.checking.tracks import bounded
from detente.checking.tracks.registry import IMPORTERS, read_tracks, sniff
from detente.checking.tracks.table import Imported, tracks
from detente.checking.tracks.tables import csv_parts
from detente.errors import MissingExtra, NotReadable, UsageError

NOON = 1_645_099_200.0
"""2022-02-17 12:00 UTC."""

MS = 1_645_099_200_000
TRAFFIC = [
    {"timestamp": MS, "icao24": "3b7777", "callsign": "FAF4011", "altitude": 1e3, "latitude": 43.5, "longitude": 4.5},
    {"timestamp": MS + 1000, "icao24": "3b7777", "altitude": None, "latitude": 43.6, "longitude": 4.6},
    {"timestamp": MS + 2000, "icao24": "3b7777", "altitude": None, "latitude": None, "longitude": None},
]  # fmt: skip


def state(
    sign: str | None, t: int | None, lon: float | None, lat: float | None, metres: float | None
) -> list[object]:
    """A state vector of 17 places; those that are not read are filled with what would be misread."""
    return [
        "3b7777",
        sign,
        "France",
        t,
        1645099205,
        lon,
        lat,
        metres,
        False,
        1.5,
        9.0,
        0.0,
        None,
        31.0,
        "7",
        False,
        0,
    ]


OPENSKY = {
    "time": 1645099205,
    "states": [
        state("FAF4011 ", 1645099200, 4.5, 43.5, 304.8),
        state(None, 1645099201, 4.6, 43.6, None),
        state(None, None, None, None, None),
    ],
}
READSB = {
    "icao": "3b7777", "r": "F-XX", "timestamp": NOON,
    "trace": [
        [0.0, 43.5, 4.5, 1000, 300.0, 90.0, 0, 0, {"flight": "FAF4011 "}, "adsb_icao"],
        [1.0, 43.6, 4.6, "ground", None, None, 1, None, None],
    ],
}  # fmt: skip
POINTS = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"object": "3b7777", "time": "2022-02-17T12:00:00Z"},
         "geometry": {"type": "Point", "coordinates": [4.5, 43.5, 304.8]}},
        {"type": "Feature", "properties": {"object": "3b7777", "times": [1645099201]},
         "geometry": {"type": "LineString", "coordinates": [[4.6, 43.6]]}},
    ],
}  # fmt: skip
CSV = """time,icao24,latitude,longitude,altitude_ft,sigma_m
2022-02-17T12:00:00Z,3b7777,43.5,4.5,1000,
1645099201,3b7777,43.6,4.6,,
"""

FILES = {
    "traffic": json.dumps(TRAFFIC),
    "opensky": json.dumps(OPENSKY),
    "readsb": json.dumps(READSB),
    "geojson": json.dumps(POINTS, indent=1),
    "csv": CSV,
}


def written(folder: Path, text: str | bytes, name: str = "a.track") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def said(imported: Imported) -> list[str]:
    return [str(fault) for fault in imported.faults]


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", FILES)
def test_two_fixes_of_one_aircraft_are_the_same_in_every_format(
    kind: str, packed: bool, tmp_path: Path
) -> None:
    data = FILES[kind].encode()
    path = written(tmp_path, gzip.compress(data) if packed else data)
    assert sniff(path) == kind
    read = read_tracks(path)
    assert (read.bad, read.faults, read.fixes.objects) == (0, (), ("3b7777",))
    assert read.fixes.t.tolist() == [NOON, NOON + 1]
    assert read.fixes.lon.tolist() == [4.5, 4.6]
    assert read.fixes.lat.tolist() == [43.5, 43.6]
    assert read.fixes.altitude_m[0] == pytest.approx(304.8)
    assert np.isnan(read.fixes.altitude_m[1])
    assert read.fixes.source == "a.track"


@pytest.mark.parametrize("kind", ["traffic", "opensky", "readsb"])
def test_a_track_goes_by_its_call_sign(kind: str, tmp_path: Path) -> None:
    read = read_tracks(written(tmp_path, FILES[kind]))
    (one,) = tracks(read.fixes, by={"FAF4011": "france"}, platform={"3b7777": "tanker"})
    assert one.object in ("FAF4011 (3b7777)", "F-XX (3b7777)")
    assert one.platform == "tanker"


def test_a_record_without_a_position_is_no_fault(tmp_path: Path) -> None:
    for kind in ("traffic", "opensky"):
        read = read_tracks(written(tmp_path, FILES[kind]))
        assert (read.unplaced, read.bad) == (1, 0)


@pytest.mark.parametrize(
    ("kind", "kept"), [("traffic", 40), ("opensky", 40), ("readsb", 40), ("geojson", 40)]
)
def test_a_file_that_breaks_off_gives_what_came_before(kind: str, kept: int, tmp_path: Path) -> None:
    many = {
        "traffic": TRAFFIC[:1] * 50,
        "opensky": {**OPENSKY, "states": OPENSKY["states"][:1] * 50},  # type: ignore[index]
        "readsb": {**READSB, "trace": READSB["trace"][:1] * 50},  # type: ignore[index]
        "geojson": {**POINTS, "features": POINTS["features"][:1] * 50},  # type: ignore[index]
    }[kind]
    text = json.dumps(many)
    read = read_tracks(written(tmp_path, text[: int(len(text) * 0.85)]))
    assert kept <= len(read.fixes) < 50
    assert read.fixes.t[0] == NOON
    assert said(read) == [
        f"a.track: the list breaks off at item {len(read.fixes) + 1}: the {len(read.fixes)} before it are used"
    ]


def test_a_compressed_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    generator = np.random.default_rng(0)
    rows = "".join(f"{NOON + n},a,{50 + generator.uniform():.6f},30\n" for n in range(50_000))
    packed = gzip.compress(f"t,object,lat,lon\n{rows}".encode())
    read = read_tracks(written(tmp_path, packed[: len(packed) // 2]))
    assert 20_000 < len(read.fixes) < 30_000
    assert any("the compressed file is cut off" in says for says in said(read))


def test_a_damaged_compressed_file_is_told(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(CSV.encode()))
    packed[20] ^= 0xFF
    path = written(tmp_path, bytes(packed))
    try:
        faults = said(read_tracks(path, "csv"))
    except NotReadable as error:
        faults = [str(error)]
    assert any("damaged" in says or "first line" in says or "no time" in says for says in faults)


@pytest.mark.parametrize("kind", ["csv", "traffic", "readsb", "geojson", "opensky"])
def test_a_gzip_bomb_is_left_after_a_while(kind: str, tmp_path: Path) -> None:
    heads = {
        "csv": "t,lon,lat\n",
        "traffic": "[",
        "readsb": '{"trace":[',
        "geojson": '{"features":[',
        "opensky": '{"states":[',
    }
    bomb = gzip.compress(heads[kind].encode()) + gzip.compress(b" " * (1 << 24)) * 6
    path = written(tmp_path, bomb)
    assert path.stat().st_size < 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = read_tracks(path, kind)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert len(read.fixes) == 0
    assert read.faults
    assert grown / (1024 if sys.platform != "darwin" else 1 << 20) < 200


def test_rows_that_unpack_without_end_are_left_at_200_times_the_size(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bounded, "SMALL", 1 << 20)
    path = written(tmp_path, gzip.compress(b"t,lat,lon\n" + b"1645099201,43.6,4.6\n" * 200_000))
    read = read_tracks(path)
    assert 50_000 < len(read.fixes) < 195_000
    assert any("more than 200 times its size" in says for says in said(read))


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            "x,3b7777,43.6,4.6,,",
            "a.track:3:1: 'x' is no time: write 2022-02-17T14:30:00Z or UTC seconds since 1970",
        ),
        ("1645099201,3b7777,north,4.6,,", "a.track:3:1: 'north' is no number"),
        ("1645099201,3b7777,43.6", "a.track:3:1: the row is too short"),
        ("1645099201,3b7777,,4.6,,", "a.track:3:1: the row has no position"),
        ("1645099201,3b7777,43.6,4.6,high,", "a.track:3:1: 'high' is no number"),
        ('1645099201,"3b7777,43.6,4.6,,', "a.track:3:1: the row is too short"),
    ],
)
def test_one_bad_row_among_good_ones(row: str, says: str, tmp_path: Path) -> None:
    first, *rest = CSV.splitlines()
    read = read_tracks(written(tmp_path, "\n".join([first, rest[0], row, rest[1]])))
    assert (len(read.fixes), read.bad, said(read)) == (2, 1, [says])
    assert read.fixes.row.tolist() == [2, 4]


def test_infinite_and_missing_numbers_are_left_to_where_tracks_are_cleaned(tmp_path: Path) -> None:
    read = read_tracks(written(tmp_path, "t,lat,lon\n1,nan,inf\n"))
    assert len(read.fixes) == 1


def test_of_many_bad_rows_the_first_hundred_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    read = read_tracks(written(tmp_path, "t,lat,lon\n" + "x,1,1\n" * 250 + "1,1,1\n"))
    assert (len(read.fixes), read.bad, len(read.faults)) == (1, 250, 101)
    assert said(read)[-1] == "a.track: 250 rows were not taken; 100 are listed"


@pytest.mark.parametrize(
    ("text", "t"),
    [("1645099200", NOON), ("1645099200000", NOON), ("1645099200000000", NOON),
     ("2022-02-17 12:00:00", NOON), ("2022-02-17T14:00:00+02:00", NOON)],
)  # fmt: skip
def test_times_in_the_ways_in_which_they_are_written(text: str, t: float, tmp_path: Path) -> None:
    assert read_tracks(written(tmp_path, f"time;lat;lon\n{text};1;1\n")).fixes.t.tolist() == [t]


def test_latitude_and_longitude_may_stand_in_one_column(tmp_path: Path) -> None:
    text = 'Timestamp,UTC,Callsign,Position,Altitude\n1645099200,x,FAF4011,"43.5,4.5",1000\n'
    read = read_tracks(written(tmp_path, text))
    assert (read.fixes.lon.tolist(), read.fixes.lat.tolist()) == ([4.5], [43.5])
    assert np.isnan(read.fixes.altitude_m[0]), "its unit is not said"


@pytest.mark.parametrize("text", ["", "\n", "a,b\n1,2\n", "t,lat\n1,2\n", "\x00\x01\x02", "{}", '{"a": 1}'])
def test_a_table_without_the_columns_is_not_readable(text: str, tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="its first line has to name the columns; not found"):
        read_tracks(written(tmp_path, text))


def test_a_file_that_is_not_there_and_a_format_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotReadable, match="cannot be read"):
        read_tracks(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="there is no format 'gpx'"):
        read_tracks(written(tmp_path, CSV), "gpx")


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_long_table_comes_in_parts_that_are_the_whole(size: int, tmp_path: Path) -> None:
    rows = "".join(f"{n},{n % 3},{n / 10},{n / 20}\n" if n != 5 else "bad\n" for n in range(23))
    path = written(tmp_path, "t,object,lat,lon\n" + rows)
    whole, parts = read_tracks(path), list(csv_parts(path, size))
    assert np.concatenate([part.fixes.row for part in parts]).tolist() == whole.fixes.row.tolist()
    assert [part.fixes.objects[n] for part in parts for n in part.fixes.object] == [
        whole.fixes.objects[n] for n in whole.fixes.object
    ]
    assert sum(part.bad for part in parts) == whole.bad == 1
    assert [says for part in parts for says in said(part)] == said(whole)


BROKEN = {
    "an item that is no JSON": ("[%s, {oops}, %s]", 2, "item 2 is no JSON"),
    "an item that is no record": ("[%s, [7], %s]", 2, "item 2: a record with named fields is wanted"),
    "a number that is text": ('[%s, {"timestamp": "x", "latitude": 1, "longitude": 2}, %s]', 2, "'x' is no time"),
    "an altitude that is text": (
        '[%s, {"timestamp": 1, "latitude": 1, "longitude": 2, "altitude": "high"}, %s]', 2, "'high' is no number",
    ),
    "no list": ("7", 0, "a list is wanted here"),
    "a number beyond all numbers": (
        '[%s, {"timestamp": 1e999999, "latitude": true, "longitude": 2}, %s]', 2, "no number",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_record_among_good_ones(name: str, tmp_path: Path) -> None:
    text, good, says = BROKEN[name]
    fill = text.count("%s")
    read = read_tracks(written(tmp_path, text % ((json.dumps(TRAFFIC[0]),) * fill)), "traffic")
    assert len(read.fixes) == good
    assert any(says in one for one in said(read)), said(read)
    assert read.bad == (1 if good else 0)


def test_what_is_nested_too_deeply_is_no_end_of_the_program(tmp_path: Path) -> None:
    read = read_tracks(written(tmp_path, "[" + "[" * 200_000), "traffic")
    assert len(read.fixes) == 0
    assert read.faults


def test_a_trace_without_a_time_has_no_fixes(tmp_path: Path) -> None:
    read = read_tracks(written(tmp_path, json.dumps({"trace": READSB["trace"]})))
    assert (len(read.fixes), read.bad) == (0, 2)
    assert "no 'timestamp'" in said(read)[0]


@pytest.mark.parametrize(
    ("feature", "says"),
    [
        ({"geometry": {"type": "Point", "coordinates": [1, 2]}}, "the point has no time"),
        ({"geometry": {"type": "Polygon", "coordinates": []}}, "a Polygon is no track"),
        ({"geometry": {"type": "LineString", "coordinates": [[1, 2]]}}, "a time for each of its corners"),
        ({"properties": {"t": 1}, "geometry": {"type": "Point", "coordinates": [1]}}, "a position is a list"),
        ({"properties": 7}, "a feature with a geometry"),
        ({}, "a feature with a geometry"),
    ],
)  # fmt: skip
def test_a_feature_that_is_no_track(feature: dict[str, object], says: str, tmp_path: Path) -> None:
    read = read_tracks(written(tmp_path, json.dumps({"features": [feature, *POINTS["features"]]})))
    assert (len(read.fixes), read.bad) == (2, 1)
    assert says in said(read)[0]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    kind=st.sampled_from(sorted(FILES)),
    junk=st.binary(max_size=60),
    at=st.integers(0, 2000),
    cut=st.integers(0, 2000),
)
def test_no_bytes_end_the_program(kind: str, junk: bytes, at: int, cut: int, tmp_path: Path) -> None:
    data = FILES[kind].encode()
    path = written(tmp_path, data[:at] + junk + data[at + cut :])
    for name in (kind, None):
        try:
            read = read_tracks(path, name)
        except NotReadable:
            continue
        assert len(read.fixes.t) == len(read.fixes.object) == len(read.fixes.row)


def test_every_importer_refuses_a_file_that_is_not_there(tmp_path: Path) -> None:
    for name, importer in IMPORTERS.items():
        with pytest.raises((NotReadable, MissingExtra)):
            importer(tmp_path / name)
