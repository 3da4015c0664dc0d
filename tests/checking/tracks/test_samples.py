from __future__ import annotations

from importlib.resources import as_file, files

import numpy as np
import pytest

from detente.case.agreements import EvidenceRule
from detente.checking.approaches import Line, find_approaches
from detente.checking.tracks.clean import clean
from detente.checking.tracks.registry import read_tracks
from detente.checking.tracks.table import Track, tracks
from detente.maths.geodesy import distance_km

DOVER = (1.31, 51.13)
RULE = EvidenceRule(sigma_km=0.1, dwell_s=60, margin_sigma=2, max_gap_s=60, speed_km_h=300)


def real(name: str) -> Track:
    with as_file(files("detente.checking.tracks.samples") / name) as path:
        read = read_tracks(path)
    assert (read.bad, read.faults) == (0, ())
    (one,) = tracks(read.fixes)
    return one


def test_a_tanker_whose_position_stood_still_for_twenty_seconds_did_not_fly_18720_km_h() -> None:
    tanker = real("FAF4011.json.gz")
    assert tanker.object == "FAF4011 (3b7777)"
    between = distance_km(tanker.lon[:-1], tanker.lat[:-1], tanker.lon[1:], tanker.lat[1:])
    assert float((between / np.diff(tanker.t)).max() * 3600) == pytest.approx(18_720, rel=1e-2)
    cleaned = clean(tanker, 2000)
    assert [fault.kind for fault in cleaned.faults] == ["stale", "altitude"]
    assert cleaned.dropped == 19
    good = cleaned.track
    steps = distance_km(good.lon[:-1], good.lat[:-1], good.lon[1:], good.lat[1:])
    assert float((steps / np.diff(good.t)).max() * 3600) < 3_000
    assert np.nanmax(good.altitude_m) < 12_000


def test_a_light_aircraft_over_the_channel_has_no_fault_and_stays_where_it_stayed() -> None:
    aircraft = real("G-TEKV.json.gz")
    away = Line("Dover", 2.0, lambda lon, lat: distance_km(lon, lat, *DOVER), reach_km=1e4)
    nearest = float(distance_km(aircraft.lon, aircraft.lat, *DOVER).min())
    found = find_approaches([aircraft], away, RULE)
    assert found.faults == ()
    assert min(one.best for one in found.approaches) == nearest
    wider = Line("Dover", nearest + 5, away.distance)
    assert any(one.passed for one in find_approaches([aircraft], wider, RULE).approaches)
    nearer = Line("Dover", nearest - 1, away.distance)
    assert [one.passed for one in find_approaches([aircraft], nearer, RULE).approaches] == [False]


def test_a_jump_that_is_too_fast_for_a_tanker_is_told_and_nothing_else_is_lost() -> None:
    cleaned = clean(real("FAF4011.json.gz"), 1100)
    assert [fault.kind for fault in cleaned.faults] == ["stale", "jump", "altitude"]
    assert cleaned.dropped == 19
