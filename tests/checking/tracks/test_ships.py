from __future__ import annotations

import sys
from pathlib import Path

import pytest

from detente.checking.tracks.registry import read_tracks, sniff
from detente.checking.tracks.ships import decoder
from detente.errors import MissingExtra

ANCHORED = "!AIVDM,1,1,,B,15NG6V0P01G?cFhE`R2IU?wn28R>,0*05"
"""A class A report that pyais's own page decodes."""


def written(folder: Path, *lines: str) -> Path:
    path = folder / "harbour.nmea"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_sentences_are_known_by_their_beginning(tmp_path: Path) -> None:
    assert sniff(written(tmp_path, ANCHORED)) == "ais"
    assert sniff(written(tmp_path, rf"\s:station,c:1645099200*00\{ANCHORED}")) == "ais"


def test_without_pyais_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyais", None)
    with pytest.raises(MissingExtra, match=r"detente\[check\]"):
        read_tracks(written(tmp_path, ANCHORED))


def test_ships_are_placed_by_the_time_of_reception(tmp_path: Path) -> None:
    pytest.importorskip("pyais")
    decoded = decoder()(ANCHORED)
    path = written(
        tmp_path,
        "# a log",
        rf"\s:station,c:1645099200*00\{ANCHORED}",
        f"2022-02-17T12:00:05Z {ANCHORED}",
        ANCHORED,
        ANCHORED.replace("*05", "*06"),
        "!AIVDM,2,1,4,A,55O0W7`00001L@gCWGA2uItLth@DqtL5@F22220j1h742t0Ht0000000,0*08",
        "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47",
    )
    read = read_tracks(path)
    assert read.fixes.t.tolist() == [1645099200.0, 1645099205.0]
    assert read.fixes.objects == (str(decoded.mmsi),)
    assert (read.fixes.lon[0], read.fixes.lat[0]) == (decoded.lon, decoded.lat)
    assert read.unplaced == 1
    assert [str(fault).split(": ", 1)[1] for fault in read.faults] == [
        "the sentence has no time of reception: a tag block with c: is wanted",
        "the sentence cannot be decoded: InvalidNMEAChecksum",
        "no AIS sentence: it begins with !AIVDM or !AIVDO",
    ]
    assert read.bad == 3
