"""Tracks of a case held against its clauses: files in, findings out."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from checking.made import NORTH, SOUTH, clause
from checking.made import agreement as agreed
from detente import desk
from detente.case.acts import TrackFile
from detente.case.agreements import Agreement, EvidenceRule, Place, Side, Step
from detente.case.case import Case
from detente.case.parties import Party
from detente.case.zones import Zone
from detente.checking.far import SCANS, near_tracks
from detente.checking.results import Checking, Finding
from detente.checking.tracks import samples
from detente.checking.watching import BEYOND_KM, watch
from detente.checking.zones.compile import compile_zone
from detente.engines.tracks import Positions, in_order, write_tracks
from detente.errors import MissingExtra, NotReadable, UsageError
from detente.maths.geodesy import AXIS_KM

A_DEGREE = float(np.radians(AXIS_KM))
"""Kilometres in a degree of longitude on the equator of WGS 84."""
LINE = Zone(
    id="line", name="Meridian line", boundary="made for a test",
    geometry={"type": "LineString", "coordinates": [[0, -3], [0, 3]]},
)  # fmt: skip
AREA = Zone(
    id="line", name="Southland", boundary="made for a test",
    geometry={"type": "Polygon", "coordinates": [[[0, -3], [8, -3], [8, 3], [0, 3], [0, -3]]]},
)  # fmt: skip
RULE = EvidenceRule(sigma_km=1.0, dwell_s=300, margin_sigma=2, max_gap_s=300, speed_km_h=1000)


def keep_out(km: float = 50.0, side: Side = "both", of: tuple[str, ...] = ("bomber",)) -> Agreement:
    one = clause("keep-out", Step(value=km, unit="km"))
    place = Place(zone="line", km=km, side=side, of=of)
    return agreed(replace(one, binds=("each",), where=(place,), evidence=RULE))


def case(folder: Path, *index: TrackFile, zone: Zone = LINE) -> Case:
    parties = (Party(id=NORTH, name="Northland"), Party(id=SOUTH, name="Southland"))
    return Case(
        id="made",
        title="Made",
        parties=parties,
        measures=(),
        zones=(zone,),
        tracks=index,
        folder=str(folder),
    )


def indexed(
    file: str, by: str = NORTH, platform: str = "bomber", synthetic: bool = False, **more: str
) -> TrackFile:
    return TrackFile(file=file, by=by, platform=platform, source="s", synthetic=synthetic, **more)


def passing(nearest_km: float, minutes: int = 60, step_s: int = 10) -> list[tuple[float, float, float]]:
    """Seconds, longitude, latitude: west of the line along a parabola, nearest in the middle of the hour."""
    t = np.arange(0, minutes * 60 + 1, step_s)
    km = nearest_km + 60 * ((t - t[-1] / 2) / (t[-1] / 2)) ** 2
    return [(float(s), -float(k) / A_DEGREE, (s / t[-1] - 0.5) * 2) for s, k in zip(t, km, strict=True)]


def write_csv(folder: Path, name: str, **objects: list[tuple[float, float, float]]) -> None:
    home = folder / "observations/tracks"
    home.mkdir(parents=True, exist_ok=True)
    start = dt.datetime(2021, 9, 10, tzinfo=dt.UTC).timestamp()
    rows = [
        f"{who},{start + t:.0f},{lon:.7f},{lat:.7f}"
        for who, fixes in objects.items()
        for t, lon, lat in fixes
    ]
    (home / name).write_text("object,time,longitude,latitude\n" + "\n".join(rows) + "\n", "utf-8")


def found(agreement: Agreement, made: Case, **how: str) -> Checking:
    (checking,) = desk.check(made, agreement=agreement, as_of=dt.date(2021, 12, 31), **how)
    return checking


def by_track(checking: Checking) -> list[Finding]:
    return [one for one in checking.findings if one.trace is not None]


@pytest.mark.parametrize(
    ("nearest", "verdict"),
    [(80.0, "complied"), (52.0, "near threshold"), (49.0, "undecided"), (40.0, "exceeded")],
)
def test_a_track_is_held_against_the_line(tmp_path: Path, nearest: float, verdict: str):
    write_csv(tmp_path, "a.csv", bear=passing(nearest))
    (one,) = by_track(found(keep_out(), case(tmp_path, indexed("a.csv"))))
    assert one.verdict == verdict
    assert one.holder == NORTH
    assert one.value is not None
    assert one.value.best == pytest.approx(nearest, abs=0.01)
    assert one.trace is not None
    assert one.trace.at == pytest.approx((-nearest / A_DEGREE, 0), abs=1e-3)
    assert one.trace.when == dt.datetime(2021, 9, 10, 0, 30, tzinfo=dt.UTC)
    assert one.trace.row == "observations/tracks/a.csv#182"


def test_only_tracks_of_the_holder_and_its_class_count(tmp_path: Path):
    write_csv(tmp_path, "a.csv", bear=passing(40))
    made = case(tmp_path, indexed("a.csv", by=SOUTH), indexed("a.csv", platform="ship"))
    assert [(one.holder, one.verdict) for one in by_track(found(keep_out(), made))] == [(SOUTH, "exceeded")]


def test_a_row_of_the_index_may_be_about_one_object(tmp_path: Path):
    write_csv(tmp_path, "a.csv", bear=passing(40), other=passing(45))
    made = case(tmp_path, indexed("a.csv", object="other"))
    (one,) = by_track(found(keep_out(), made))
    assert "other came to within 45 km of Meridian line" in one.says


def test_what_is_synthetic_says_so_and_is_not_counted(tmp_path: Path):
    write_csv(tmp_path, "a.csv", bear=passing(40))
    checking = found(keep_out(), case(tmp_path, indexed("a.csv", synthetic=True)))
    (one,) = by_track(checking)
    assert one.synthetic
    assert one.says.startswith("Synthetic track, no evidence: ")
    assert checking.findings[-1] is one


def test_fixes_after_the_day_do_not_count(tmp_path: Path):
    write_csv(tmp_path, "a.csv", bear=passing(40))
    made = case(tmp_path, indexed("a.csv"))
    assert watch(keep_out(), made, as_of=dt.date(2021, 9, 9)).approaches == ()
    assert len(watch(keep_out(), made, as_of=dt.date(2021, 9, 10)).approaches) == 1


@pytest.mark.parametrize(
    ("side", "inside_km", "verdict"),
    [("both", 30, "exceeded"), ("own", 30, "exceeded"), ("other", 30, "exceeded"), ("other", 90, "complied"),
     ("both", 300, "exceeded")],
)  # fmt: skip
def test_who_has_crossed_is_beyond_the_line(tmp_path: Path, side: Side, inside_km: float, verdict: str):
    fixes = [(t, inside_km / A_DEGREE, lat) for t, _, lat in passing(0)]
    write_csv(tmp_path, "a.csv", bear=fixes)
    (one,) = by_track(found(keep_out(side=side), case(tmp_path, indexed("a.csv"), zone=AREA)))
    assert one.verdict == verdict


def test_the_other_side_of_an_area_is_nothing_to_one_who_stays_out(tmp_path: Path):
    write_csv(tmp_path, "a.csv", bear=passing(10))
    (one,) = by_track(found(keep_out(side="other"), case(tmp_path, indexed("a.csv"), zone=AREA)))
    assert one.verdict == "complied"


def test_faults_in_the_data_and_the_budget_are_told(tmp_path: Path):
    fixes = passing(60)
    fixes[100] = (fixes[100][0], 20.0, 2.0)
    write_csv(tmp_path, "a.csv", bear=fixes)
    path = tmp_path / "observations/tracks/a.csv"
    path.write_text(path.read_text("utf-8") + "bear,later,1,1\n", "utf-8")
    checking = found(keep_out(), case(tmp_path, indexed("a.csv")))
    told = " ".join(one.says for one in checking.faults)
    assert "1 row left out that it could have reached only faster than 1,000 km/h" in told
    assert "a.csv:363" in told
    # two duties, 52 weeks, one alarm a year: 1 / 104
    assert any(
        "1 a year over 2 duties checked weekly leaves each check 0.96 %" in note for note in checking.notes
    )


def test_a_gap_is_told_apart_from_a_breach(tmp_path: Path):
    write_csv(tmp_path, "a.csv", bear=[fix for fix in passing(60) if not 1500 < fix[0] < 2400])
    (one,) = by_track(found(keep_out(), case(tmp_path, indexed("a.csv"))))
    assert one.verdict == "complied"
    (gap,) = one.could_have
    assert "910 seconds without a fix" in gap or "900 seconds without a fix" in gap
    assert one.trace is not None
    assert len(one.trace.path) == 2


# ---------------------------------------------------------------- real tracks


def test_a_real_track_is_read_as_it_is(tmp_path: Path):
    """G-TEKV flew over the Channel on 17 April 2020; the line stands in for a clause that nobody agreed."""
    home = tmp_path / "observations/tracks"
    home.mkdir(parents=True)
    (home / "G-TEKV.json.gz").write_bytes((Path(samples.__file__).parent / "G-TEKV.json.gz").read_bytes())
    line = replace(LINE, geometry={"type": "LineString", "coordinates": [[2.0, 49.0], [2.0, 52.0]]})
    made = case(tmp_path, indexed("G-TEKV.json.gz"), zone=line)
    (checking,) = desk.check(made, agreement=keep_out(10), as_of=dt.date(2020, 4, 17))
    (one,) = by_track(checking)
    assert one.first == dt.date(2020, 4, 17)
    assert one.trace is not None
    assert one.value is not None
    assert one.value.best is not None
    lon, _ = one.trace.at
    away = abs(lon - 2.0) * A_DEGREE * np.cos(np.radians(one.trace.at[1]))
    assert one.value.best == pytest.approx(away, rel=0.01)


# ---------------------------------------------------------------- large files


def write_parquet(folder: Path, name: str, objects: dict[str, list[tuple[float, float, float]]]) -> Path:
    home = folder / "observations/tracks"
    home.mkdir(parents=True, exist_ok=True)
    start = np.datetime64("2021-09-10T00:00:00", "us")
    rows = [(who, t, lon, lat) for who, fixes in objects.items() for t, lon, lat in fixes]
    whole = Positions(
        np.array([row[0] for row in rows], object),
        start + np.array([int(row[1] * 1e6) for row in rows]).astype("timedelta64[us]"),
        np.array([row[2] for row in rows]), np.array([row[3] for row in rows]), np.full(len(rows), np.nan),
    )  # fmt: skip
    write_tracks(home / name, [in_order(whole)])
    return home / name


FLEET = {
    "near": passing(40), "edge": passing(52), "far": passing(900), "gapped": passing(60)[:100] + passing(60)[200:],
    "astray": [*passing(70)[:50], (500.0, 20.0, 2.0), *passing(70)[51:]],
}  # fmt: skip


@pytest.mark.parametrize("engine", ["fast", "duckdb", pytest.param("spark", marks=pytest.mark.slow)])
def test_every_engine_gives_what_numpy_gives(tmp_path: Path, engine: str):
    if engine == "spark":
        pytest.importorskip("pyspark", reason="PySpark is not installed: extra [spark]")
    write_parquet(tmp_path, "fleet.parquet", FLEET)
    made = case(tmp_path, indexed("fleet.parquet"))
    plain, other = watch(keep_out(), made, engine="numpy"), watch(keep_out(), made, engine=engine)
    assert len(plain.approaches) == 4
    assert plain.notes == other.notes
    assert plain.faults == other.faults
    without = [replace(one, trace=replace(one.trace, sql="")) for one in other.approaches if one.trace]
    assert list(plain.approaches) == without
    assert all(bool(one.trace and one.trace.sql) == (engine != "fast") for one in other.approaches)


def test_a_track_file_and_the_same_rows_as_csv_come_to_the_same(tmp_path: Path):
    near = {name: fixes for name, fixes in sorted(FLEET.items()) if name != "far"}
    write_parquet(tmp_path, "fleet.parquet", near)
    write_csv(tmp_path, "fleet.csv", **near)
    made = [case(tmp_path, indexed(f"fleet.{form}")) for form in ("parquet", "csv")]
    one, other = (by_track(found(keep_out(), each)) for each in made)
    assert [(f.id, f.verdict, f.could_have) for f in one] == [
        (f.id, f.verdict, f.could_have) for f in other
    ]
    for mine, theirs in zip(one, other, strict=True):
        assert mine.margin == pytest.approx(theirs.margin, abs=1e-4)


def test_what_stayed_away_is_counted_and_not_read(tmp_path: Path):
    path = write_parquet(tmp_path, "fleet.parquet", FLEET)
    zone = compile_zone(LINE, 50 + BEYOND_KM)
    near = near_tracks(path, zone, "numpy")
    assert [track.object for track in near.tracks] == ["astray", "edge", "gapped", "near"]
    assert near.notes == (
        "fleet.parquet: 1 of 5 objects stayed more than 150 km from line; gaps in their tracks were not looked at.",
    )


def test_an_engine_that_is_not_there_is_named(tmp_path: Path):
    write_parquet(tmp_path, "fleet.parquet", FLEET)
    with pytest.raises(UsageError, match="no engine 'abacus'; there are numpy, fast, duckdb, spark"):
        watch(keep_out(), case(tmp_path, indexed("fleet.parquet")), engine="abacus")


def test_a_track_file_that_is_cut_short_is_said(tmp_path: Path):
    path = write_parquet(tmp_path, "fleet.parquet", FLEET)
    path.write_bytes(path.read_bytes()[:-200])
    for engine in SCANS.keys() - {"spark"}:
        with pytest.raises(NotReadable, match="not a whole"):
            watch(keep_out(), case(tmp_path, indexed("fleet.parquet")), engine=engine)


def test_without_the_kernel_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import sys

    from detente.engines import kernel

    kernel._compiled.cache_clear()
    monkeypatch.setitem(sys.modules, "numba", None)
    write_parquet(tmp_path, "fleet.parquet", FLEET)
    with pytest.raises(MissingExtra, match="fast"):
        watch(keep_out(), case(tmp_path, indexed("fleet.parquet")), engine="fast")
    kernel._compiled.cache_clear()


# ---------------------------------------------------------------- in a terminal


def test_findings_with_a_place_are_geojson(tmp_path: Path):
    from detente.cli.checking import to_csv, to_geojson

    write_csv(tmp_path, "a.csv", bear=passing(40))
    made, agreement = case(tmp_path, indexed("a.csv", synthetic=True)), keep_out()
    checking = found(agreement, made)
    features = json.loads(to_geojson(made, [checking], [agreement]))["features"]
    by_kind = {one["geometry"]["type"]: one["properties"] for one in features}
    assert by_kind["Point"]["synthetic"] is True
    assert by_kind["Point"]["nearest"] == "2021-09-10T00:30:00+00:00"
    assert by_kind["LineString"]["verdict"] == "not observable"
    lines = to_csv([checking]).splitlines()
    assert lines[0].split(",")[7] == "synthetic"
    assert [line.split(",")[7] for line in lines[1:]] == ["false", "true"]


def test_a_track_finding_is_explained_with_its_rows_and_its_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    from detente.cli.checking import explain

    write_parquet(tmp_path, "fleet.parquet", {"near": passing(40)})
    made, agreement = case(tmp_path, indexed("fleet.parquet")), keep_out()
    checking = found(agreement, made)
    (one,) = by_track(checking)
    explain(made, [checking], [agreement], one.id)
    said = capsys.readouterr().out
    assert "observations/tracks/fleet.parquet#181, 2021-09-10 00:30:00 UTC" in said
    assert "SELECT" in said
