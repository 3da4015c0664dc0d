"""Zones come as GeoJSON; its words have places too."""

# ruff: noqa: E501 - a table reads better with one fault a line

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.files.folder import read_case

from .paper import SOUND, lint, write

STRIP = """{"type": "FeatureCollection", "features": [
{"type": "Feature",
\t"properties": {"id": "strip", "name": "The strip", "boundary": "drawn by hand, version 1"},
\t"geometry": {"type": "LineString", "coordinates": [[30.5, 50.25], [31, 51]]}}
]}
"""


def zones(old: str = "", new: str = "") -> dict[str, str]:
    assert old in STRIP
    return {**SOUND, "zones.geojson": STRIP.replace(old, new) if old else STRIP}


def test_a_feature_is_a_zone(tmp_path: Path) -> None:
    (zone,) = read_case(write(tmp_path, dict(zones()))).zones
    assert (zone.id, zone.disputed) == ("strip", False)
    assert zone.geometry == {"type": "LineString", "coordinates": [[30.5, 50.25], [31, 51]]}


def test_compact_json_is_read_too(tmp_path: Path) -> None:
    files = {**SOUND, "zones.geojson": json.dumps(json.loads(STRIP), separators=(",", ":"))}
    assert [zone.id for zone in read_case(write(tmp_path, dict(files))).zones] == ["strip"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"name"', '"nmae"', "3:32: unknown key 'nmae': did you mean 'name'?"),
        ("[30.5, 50.25]", "[30.5, 150.25]", "4:53: a position is [longitude, latitude] in degrees, within 180 and 90"),
        ("[31, 51]", "31", "4:68: a position is [longitude, latitude] in degrees, within 180 and 90"),
        ("LineString", "Circle", "4:14: the type of a geometry is Point, MultiPoint, LineString, MultiLineString, Polygon or MultiPolygon, not 'Circle'"),
        ('"coordinates"', '"coords"', "4:14: the geometry has no coordinates"),
        ("FeatureCollection", "Feature", '1:1: a GeoJSON {"type": "FeatureCollection", "features": [...]} is wanted'),
        ("]}}", "]]}", "4:77: this is not valid JSON: Expecting ',' delimiter"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert lint(tmp_path, zones(old, new)) == [f"zones.geojson:{fault}"]


def test_deep_json_is_refused(tmp_path: Path) -> None:
    (fault,) = lint(tmp_path, {**SOUND, "zones.geojson": "[" * 100_000 + "]" * 100_000})
    assert fault == "zones.geojson: this JSON is nested too deeply, or holds a number that is too long"
