"""`detente check` on the real case: what is printed, and how it ends."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from detente.cli.commands import run
from detente.files.starter import shipped_folder

REAL = str(shipped_folder("us-russia-2022"))
APART = str(Path(REAL) / "agreements/bombers-apart.yaml")
FINDING = "bombers-coast:us:2021-11-23:SYNTHETIC-BOMBER"


@pytest.fixture(autouse=True)
def _cache(shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CACHE", str(shared_cache))


def test_a_synthetic_track_is_no_finding(capsys: pytest.CaptureFixture[str]):
    assert run(["check", REAL, "--agreement", APART]) == 0
    said = capsys.readouterr().out
    assert "Up to 2022-02-17: no findings" in said
    assert "Illustrations by synthetic tracks: no evidence, not counted" in said
    assert "\nExceeded" not in said


def test_an_exceeded_limit_ends_with_one(capsys: pytest.CaptureFixture[str]):
    assert run(["check", REAL]) == 1
    said = capsys.readouterr().out
    assert "Exceeded" in said
    assert "What the means of verification could find" in said
    assert "no figures for any of them" in said


def test_the_synthetic_track_comes_as_near_as_was_claimed(capsys: pytest.CaptureFixture[str]):
    run(["check", REAL, "--agreement", APART, "--csv"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["synthetic"] == "true"
    assert row["says"].startswith("Synthetic track, no evidence")
    assert float(row["low"]) < 23 and float(row["best"]) == pytest.approx(20, abs=3)  # noqa: PT018


def test_one_track_finding_in_full(capsys: pytest.CaptureFixture[str]):
    assert run(["check", REAL, "--explain", FINDING]) == 0
    said = capsys.readouterr().out
    for heading in ("Track", "Rows: first, nearest, last", "Nearest fix", "Could have happened unseen"):
        assert f"\n{heading}" in said
    assert "1,800 seconds without a fix" in said
    assert "it is no evidence for or against the claim" in said


def test_geojson_has_the_nearest_fix(capsys: pytest.CaptureFixture[str]):
    run(["check", REAL, "--agreement", APART, "--geojson"])
    (feature,) = json.loads(capsys.readouterr().out)["features"]
    assert feature["geometry"]["type"] == "Point"
    assert feature["properties"]["synthetic"] is True


def test_json_holds_the_trace(capsys: pytest.CaptureFixture[str]):
    run(["check", REAL, "--agreement", APART, "--json"])
    (checking,) = json.loads(capsys.readouterr().out)
    (one,) = checking["findings"]
    assert one["synthetic"] is True
    assert one["trace"]["zone"] == "russian-black-sea-coast"


def test_the_script_beside_the_synthetic_track_makes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    home = Path(REAL) / "observations/tracks"
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "made"}
    exec(compile((home / "make_synthetic.py").read_text("utf-8"), "make_synthetic.py", "exec"), names)
    names["main"]()  # type: ignore[operator]
    assert (tmp_path / "synthetic-bomber.csv").read_bytes() == (home / "synthetic-bomber.csv").read_bytes()
